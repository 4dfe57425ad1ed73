"""The text of an app's `senders.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.mypy_cost.codebase.names import ORIGINS, camel_case, numbered
from benchmarks.mypy_cost.codebase.plan import Taken
from benchmarks.mypy_cost.codebase.source import Piece, indented, module, wrapped

if TYPE_CHECKING:
    from random import Random

    from benchmarks.mypy_cost.codebase.fields import Field
    from benchmarks.mypy_cost.codebase.plan import App, SendPlan

#: The types of fields that may come in as parameters of the sending function.
PARAMETERS = ("int", "str", "Decimal", "datetime")


def senders(app: App, random: Random) -> str:
    """Return the sends of an app: functions, then one class with all that stand in methods."""
    taken = Taken()
    functions, methods = [], []
    for planned in app.sends:
        name = f"{planned.signal.name}_{numbered(ORIGINS, taken.next(planned.signal.name))}"
        if planned.place == "method":
            methods.append(sending(planned, name, random))
        else:
            functions.append(sending(planned, name, random))
    service = [service_class(app, methods)] if methods else []
    return module(f"Where {app.name} are changed.", [*functions, *service])


def sending(planned: SendPlan, name: str, random: Random) -> Piece:
    """Return a function that sends once."""
    is_async = planned.method.startswith("asend")
    is_method = planned.place == "method"
    fields = sent_fields(planned, random)
    from_outside = [field for field in fields if comes_from_outside(field, random)]
    values = [
        f"{field.name}={field.name if field in from_outside else random.choice(field.kind.values)}"
        for field in fields
    ]
    parameters = [f"{field.name}: {field.kind.received}" for field in from_outside]
    if is_method:
        parameters.insert(0, "self")
    define, awaits = ("async def", "await ") if is_async else ("def", "")
    signature = wrapped(f"{define} {name}(", parameters, ") -> int:")
    send = call(planned, awaits, sender(is_method, random), values)
    text = f"{signature}\n{send.text}\n    return len(responses)"
    needs = [need for field in from_outside for need in field.kind.needs_to_receive]
    needs += [
        need for field in fields if field not in from_outside for need in field.kind.needs_to_send
    ]
    return Piece(text, (*needs, *send.needs))


def sent_fields(planned: SendPlan, random: Random) -> list[Field]:
    """Choose all fields that are required, and each other with even odds."""
    return [
        field for field in planned.signal.fields if field.kind.is_required or random.random() < 0.5
    ]


def comes_from_outside(field: Field, random: Random) -> bool:
    """Decide whether the value of a field is a parameter, with even odds for simple types."""
    is_chosen = random.random() < 0.5
    return is_chosen and field.kind.annotation in PARAMETERS


def sender(is_method: bool, random: Random) -> str:
    """Return the sender as an argument."""
    choices = ['"web"', '"app"', "None", 'sender="web"']
    if is_method:
        choices += ["self", "type(self)", "sender=self"]
    return random.choice(choices)


def call(planned: SendPlan, awaits: str, sender_argument: str, values: list[str]) -> Piece:
    """Return the line that sends, with fields or with an instance of the payload model."""
    start = f"responses = {awaits}{planned.signal.name}.{planned.method}("
    if planned.payload == "fields":
        text = wrapped(start, [sender_argument, *values], ")", indent="    ")
        return Piece(text, (planned.signal.need,))
    # A payload is positional, and so is the sender before it.
    first = sender_argument.removeprefix("sender=")
    instance = wrapped(f"{planned.signal.model}(", values, ")", indent="        ").lstrip()
    text = wrapped(start, [first, instance], ")", indent="    ")
    return Piece(text, (planned.signal.need, planned.signal.model_need))


def service_class(app: App, methods: list[Piece]) -> Piece:
    """Return a class with all methods that send."""
    blocks = "\n\n".join(indented(method.text) for method in methods)
    needs = tuple(need for method in methods for need in method.needs)
    return Piece(f"class {camel_case(app.name)}Service:\n{blocks}", needs)
