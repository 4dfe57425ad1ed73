"""What the plugin says, and under which codes."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final, NamedTuple

from mypy.errorcodes import ErrorCode
from mypy.messages import format_type, format_type_bare, format_type_distinctly

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from mypy.nodes import Context
    from mypy.options import Options
    from mypy.plugin import CheckerPluginInterface
    from mypy.types import Type

    from heliograph.mypy._fields import Field, Payload

_CATEGORY = "heliograph"

SIGNAL: Final = ErrorCode("signal", "Check what is done with signals", _CATEGORY)
SEND: Final = ErrorCode(
    "signal-send", "Check that a send fits the payload model", _CATEGORY, sub_code_of=SIGNAL
)
RECEIVER: Final = ErrorCode(
    "signal-receiver", "Check that a receiver takes what is sent", _CATEGORY, sub_code_of=SIGNAL
)
KWARGS: Final = ErrorCode(
    "signal-kwargs", "Check that a receiver accepts **kwargs", _CATEGORY, sub_code_of=SIGNAL
)
WEAK: Final = ErrorCode(
    "signal-weak", "Check that a receiver outlives its connect", _CATEGORY, sub_code_of=SIGNAL
)
PAYLOAD: Final = ErrorCode(
    "signal-payload", "Check that a model can be a payload model", _CATEGORY, sub_code_of=SIGNAL
)

# More fields than this are not listed.
_LISTED = 8


class Finding(NamedTuple):
    """Something to report.

    Attributes:
        code: The code that it can be ignored by.
        text: What is wrong, and of which signal and receiver.
        note: What is declared, and what to do.
        context: What it stands on.
    """

    code: ErrorCode
    text: str
    note: str
    context: Context


def report(api: CheckerPluginInterface, findings: Iterable[Finding]) -> None:
    """Reports findings, each with its note below."""
    for code, text, note, context in findings:
        error = api.fail(text, context, code=code)
        if error is not None:
            api.msg.note(note, context, code=code, parent_error=error)


# ---- Sends


def missing_fields(
    signal: str, payload: Payload, names: Sequence[str], call: Context, options: Options
) -> Finding:
    """Fields without a default are not sent."""
    what = "field" if len(names) == 1 else "fields"
    return Finding(
        SEND,
        f"Missing {what} {_and(names)} in a send of {signal}",
        f"{_declares(payload, names, options)}; send {_and(names)}, or give a default in the model",
        call,
    )


def unknown_field(
    signal: str,
    payload: Payload,
    name: str,
    given: Collection[str | None],
    argument: Context,
    options: Options,
) -> Finding:
    """A name is sent that is no field; `given` are all names that are sent."""
    free = [field for field in payload.fields if field not in given]
    return Finding(
        SEND,
        f'Unknown field "{name}" in a send of {signal}{_did_you_mean(name, free)}',
        f"{_declares(payload, [name], options)}; fields are sent by these names, not by their "
        "aliases",
        argument,
    )


def wrong_value(
    signal: str,
    payload: Payload,
    field: Field,
    got: Type,
    argument: Context,
    options: Options,
    detail: str | None = None,
) -> Finding:
    """A value is sent for a field of another type; `detail` is what mypy says of its parts."""
    sent, declared = format_type_distinctly(got, field.type, options=options)
    return Finding(
        SEND,
        f'Field "{field.name}" of {signal} takes {declared}, but {sent} is sent'
        + (f": {detail}" if detail else ""),
        f'"{payload.name}" declares "{_declaration(field, options)}"; send a value of that type '
        'or change the model (types count as declared also under validation="always")',
        argument,
    )


def wrong_payload(
    signal: str, payload: Payload, got: Type, argument: Context, options: Options
) -> Finding:
    """Something else than an instance of the payload model is sent as payload."""
    sent, declared = format_type_distinctly(got, payload.model, options=options)
    return Finding(
        SEND,
        f"The payload of {signal} is {declared}, but {sent} is sent",
        f"Send an instance of {declared} after the sender, or its fields by name",
        argument,
    )


def payload_and_more(signal: str, payload: Payload, more: str, argument: Context) -> Finding:
    """A payload is sent together with another, or with fields."""
    return Finding(
        SEND,
        f"A send of {signal} has a payload and {more} together",
        f'Send one instance of "{payload.name}", or its fields by name',
        argument,
    )


def payload_as_sender(signal: str, payload: Payload, argument: Context) -> Finding:
    """The payload stands where the sender belongs."""
    return Finding(
        SEND,
        f"The payload of {signal} stands in the place of the sender",
        f'Write send(sender, payload); "{payload.name}" is the payload model',
        argument,
    )


# ---- Receivers


def no_kwargs(receiver: str, signal: str, context: Context) -> Finding:
    """A receiver takes no arguments but those that it names."""
    return Finding(
        KWARGS,
        f"{receiver} of {signal} must accept **kwargs",
        'Add "**kwargs: object" to its parameters: each send passes signal, sender and all fields '
        "by keyword, and the payload may grow",
        context,
    )


def never_delivered(
    receiver: str,
    signal: str,
    parameter: str,
    delivered: Sequence[str],
    taken: Collection[str | None],
    context: Context,
    *,
    is_required: bool,
) -> Finding:
    """A receiver has a parameter that no send gives a value to; `taken` are all that it has."""
    free = [name for name in delivered if name not in taken]
    verb = "requires" if is_required else "has a parameter"
    return Finding(
        RECEIVER,
        f'{receiver} {verb} "{parameter}", which {signal} never delivers'
        + _did_you_mean(parameter, free),
        f"Delivered by keyword: {_list(delivered)}; rename the parameter, "
        + ("give it a default, " if is_required else "take it out, ")
        + "or add the field to the payload model",
        context,
    )


def needs_self(receiver: str, signal: str, parameter: str, context: Context) -> Finding:
    """A method is connected that is not bound to anything."""
    return Finding(
        RECEIVER,
        f'{receiver} requires "{parameter}", which {signal} never delivers',
        "Connect it where it is bound: "
        + (
            "the method of an instance, for example in __init__, by signal.connect(self.method)"
            if parameter == "self"
            else "after the class, by signal.connect(Class.method)"
        )
        + "; or make it a staticmethod",
        context,
    )


def positional_only(receiver: str, signal: str, parameter: str | None, context: Context) -> Finding:
    """A receiver requires a parameter that can't be passed by keyword."""
    what = f'"{parameter}"' if parameter else "a parameter"
    return Finding(
        RECEIVER,
        f"{receiver} takes {what} by position only, but {signal} delivers by keyword",
        "Name the parameter after a field, and take it by keyword",
        context,
    )


def wrong_parameter(
    receiver: str,
    signal: str,
    name: str,
    delivered: Type,
    taken: Type,
    context: Context,
    options: Options,
) -> Finding:
    """A parameter of a receiver is of a type that does not take what is delivered."""
    got, takes = format_type_distinctly(delivered, taken, options=options, bare=True)
    what = "argument" if name in ("sender", "signal") else "field"
    return Finding(
        RECEIVER,
        f'{receiver} takes "{name}: {takes}", but {signal} delivers "{got}"',
        f'The {what} is declared as "{name}: {got}"; annotate the parameter with that type, or one '
        "that includes it",
        context,
    )


def wrong_kwargs(
    receiver: str,
    signal: str,
    name: str,
    delivered: Type,
    taken: Type,
    context: Context,
    options: Options,
) -> Finding:
    """The annotation of a receiver's `**kwargs` excludes a field."""
    got, takes = format_type_distinctly(delivered, taken, options=options, bare=True)
    return Finding(
        RECEIVER,
        f'{receiver} takes "**kwargs: {takes}", which can\'t hold "{name}: {got}" of {signal}',
        'Annotate it as "**kwargs: object"',
        context,
    )


# ---- Receivers that die at once


def dies_at_once(what: str, signal: str, context: Context) -> Finding:
    """Nothing but a weak connection refers to a receiver."""
    return Finding(
        WEAK,
        f"{what} is connected weakly to {signal} and nothing else refers to it: it is gone at once",
        "Connect it with weak=False, or keep a reference to it as long as it is to be called",
        context,
    )


# ---- Declarations


def no_model(declared: Type, context: Context, options: Options) -> Finding:
    """Something else than a pydantic model is declared as the payload model."""
    return Finding(
        PAYLOAD,
        f"{format_type(declared, options)} can't be a payload model: it is no pydantic model",
        "Derive it from pydantic.BaseModel, or declare Signal() to take any keyword arguments",
        context,
    )


def base_model(declared: Type, context: Context, options: Options) -> Finding:
    """The base class of all models is declared as the payload model."""
    return Finding(
        PAYLOAD,
        f"{format_type(declared, options)} can't be a payload model: it has no fields",
        "Derive a model from it, or declare Signal() to take any keyword arguments",
        context,
    )


def root_model(declared: Type, context: Context, options: Options) -> Finding:
    """A model without fields is declared as the payload model."""
    return Finding(
        PAYLOAD,
        f"{format_type(declared, options)} can't be a payload model: a RootModel has no fields",
        "Declare a model that has a field for the value",
        context,
    )


def reserved_field(declared: Type, name: str, context: Context, options: Options) -> Finding:
    """A model has a field that is called as an argument of every receiver."""
    other = "actor" if name == "sender" else "kind"
    return Finding(
        PAYLOAD,
        f"{format_type(declared, options)} can't be a payload model: its field "
        f'"{name}" is an argument of every receiver',
        f'Rename the field, and keep the name for JSON: {other}: ... = Field(alias="{name}")',
        context,
    )


def _declares(payload: Payload, names: Collection[str], options: Options) -> str:
    """Lists the fields; if these are too many, then those first that it is about."""
    fields = [field for field in payload.fields.values() if field.is_certain]
    if len(fields) > _LISTED:
        about = {match for name in names for match in get_close_matches(name, payload.fields, 1)}
        fields.sort(key=lambda field: field.name not in about)
    declarations = [_declaration(field, options) for field in fields]
    return f'"{payload.name}" declares {_list(declarations) or "no fields"}'


def _declaration(field: Field, options: Options) -> str:
    default = "" if field.is_required else " = ..."
    return f"{field.name}: {format_type_bare(field.type, options)}{default}"


def _list(items: Sequence[str]) -> str:
    more = len(items) - _LISTED
    return ", ".join(items[:_LISTED]) + (f" and {more} more" if more > 0 else "")


def _and(names: Sequence[str]) -> str:
    *first, last = [f'"{name}"' for name in names]
    return f"{', '.join(first)} and {last}" if first else last


def _did_you_mean(name: str, names: Iterable[str]) -> str:
    close = get_close_matches(name, names, n=1)
    return f'; did you mean "{close[0]}"?' if close else ""
