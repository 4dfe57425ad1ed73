"""The text of an app's `models.py` and `signals.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.mypy_cost.codebase.source import Piece, module

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.mypy_cost.codebase.fields import Field
    from benchmarks.mypy_cost.codebase.plan import App, SignalPlan

SIGNAL = "heliograph:Signal"


def models(app: App) -> str:
    """Return the payload models of an app."""
    return module(f"Payloads of the signals of {app.name}.", map(payload_model, app.signals))


def payload_model(signal: SignalPlan) -> Piece:
    """Return the class of a payload model."""
    lines = [f"class {signal.model}({signal.base.name}):"]
    lines += [f"    {declared(field)}" for field in signal.own_fields]
    needs = [need for field in signal.own_fields for need in field.kind.needs]
    return Piece("\n".join(lines), (*signal.base.needs, *needs))


def declared(field: Field) -> str:
    """Return the line that declares a field."""
    rest = "" if field.kind.rest is None else f" = {field.kind.rest}"
    return f"{field.name}: {field.kind.annotation}{rest}"


def signals(app: App) -> str:
    """Return the signals of an app: first those that need a class, then one line each."""
    named = [signal for number, signal in enumerate(app.signals) if number % 10 == 7]
    docstring = f"What happens to {app.name}."
    classes = [signal_class(signal) for signal in named]
    lines = list(declarations(app))
    declared_signals = Piece(
        "\n".join(line.text for line in lines),
        tuple(need for line in lines for need in line.needs),
    )
    return module(docstring, [*classes, declared_signals], blank_lines=2 if classes else 0)


def signal_class(signal: SignalPlan) -> Piece:
    """Return a signal class of the user's own."""
    text = (
        f"class {signal.model}Signal(Signal[{signal.model}]):\n"
        f'    """Says that one was {signal.name.rpartition("_")[2]}."""'
    )
    return Piece(text, (SIGNAL, signal.model_need))


def declarations(app: App) -> Iterator[Piece]:
    """Yield the declarations; one in ten has a policy, one names its sender, one is of a class."""
    for number, signal in enumerate(app.signals):
        match number % 10:
            case 3:
                made = f'Signal[{signal.model}](validation="always")'
            case 5:
                made = f"Signal[{signal.model}, object]()"
            case 7:
                made = f"{signal.model}Signal()"
            case _:
                made = f"Signal[{signal.model}]()"
        yield Piece(f"{signal.name} = {made}", (SIGNAL, signal.model_need))
