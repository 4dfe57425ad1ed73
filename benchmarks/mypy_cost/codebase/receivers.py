"""The text of an app's `receivers.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.mypy_cost.codebase.names import DEEDS, camel_case, numbered
from benchmarks.mypy_cost.codebase.plan import Taken
from benchmarks.mypy_cost.codebase.source import Piece, indented, module, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from random import Random

    from benchmarks.mypy_cost.codebase.fields import Field
    from benchmarks.mypy_cost.codebase.plan import App, ReceiverPlan

RECEIVER = "heliograph:receiver"

#: As many fields as a receiver names at most; the others go to `**kwargs`.
MOST_FIELDS = 3


def receivers(app: App, random: Random) -> str:
    """Return the receivers of an app: functions, then one class with all that are methods."""
    taken = Taken()
    functions, methods, connects = [], [], []
    for planned in app.receivers:
        first = planned.signals[0]
        name = f"{numbered(DEEDS, taken.next(first.name))}_{first.name}"
        if planned.connection == "method":
            methods.append(definition(planned, name, random, is_method=True))
            connects.append(Piece(f"{first.name}.connect(self.{name})", (first.need,)))
        else:
            functions.append(connected(planned, name, f"{app.name}.{name}", random))
    desk = [desk_class(app, connects, methods)] if methods else []
    return module(f"What is done about what happens, as far as {app.name} go.", [*functions, *desk])


def connected(planned: ReceiverPlan, name: str, uid: str, random: Random) -> Piece:
    """Return a function and what connects it."""
    function = definition(planned, name, random)
    names = ", ".join(signal.name for signal in planned.signals)
    needs = (*function.needs, *(signal.need for signal in planned.signals))
    match planned.connection:
        case "decorator":
            return Piece(f"@{names}.connect\n{function.text}", needs)
        case "call":
            call = wrapped(f"{names}.connect(", [name, f'dispatch_uid="{uid}"'], ")")
            return Piece(f"{function.text}\n\n\n{call}", needs)
        case "several":
            return Piece(f"@receiver([{names}])\n{function.text}", (RECEIVER, *needs))
        case _:
            option = random.choice(["", "", ', sender="web"', f', dispatch_uid="{uid}"'])
            return Piece(f"@receiver({names}{option})\n{function.text}", (RECEIVER, *needs))


def definition(
    planned: ReceiverPlan, name: str, random: Random, *, is_method: bool = False
) -> Piece:
    """Return a function that takes some of the fields, and uses each."""
    fields = some_fields(planned, random)
    parameters = [
        *(["self"] if is_method else []),
        "sender: object",
        *(f"{field.name}: {field.kind.received}" for field in fields),
        "**kwargs: object",
    ]
    define = "async def" if planned.is_async else "def"
    signature = wrapped(f"{define} {name}(", parameters, ") -> str:")
    lines = [signature, *body(fields)]
    needs = tuple(need for field in fields for need in field.kind.needs_to_receive)
    return Piece("\n".join(lines), needs)


def some_fields(planned: ReceiverPlan, random: Random) -> Sequence[Field]:
    """Choose among the fields that all signals of a receiver have, in order of declaration."""
    first, *others = planned.signals
    common = [field for field in first.fields if all(field in other.fields for other in others)]
    chosen = random.sample(common, min(len(common), random.randint(1, MOST_FIELDS)))
    return [field for field in common if field in chosen]


def body(fields: Sequence[Field]) -> Iterator[str]:
    """Yield the lines of a receiver."""
    for number, field in enumerate(fields, start=1):
        yield f"    fact_{number} = {field.kind.use.format(field.name)}"
    facts = ", ".join(f"{{fact_{number}}}" for number in range(1, len(fields) + 1))
    yield f'    return f"{{sender}}: {facts or "noted"}"'


def desk_class(app: App, connects: Sequence[Piece], methods: Sequence[Piece]) -> Piece:
    """Return a class whose instance connects its own methods, and that instance."""
    name = f"{camel_case(app.name)}Desk"
    constructor = "\n".join(
        ["def __init__(self) -> None:", *(f"    {connect.text}" for connect in connects)]
    )
    blocks = [indented(text) for text in (constructor, *(method.text for method in methods))]
    text = f"class {name}:\n" + "\n\n".join(blocks) + f"\n\n\ndesk = {name}()"
    return Piece(text, tuple(need for piece in (*connects, *methods) for need in piece.needs))
