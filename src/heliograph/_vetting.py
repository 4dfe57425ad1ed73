"""What debug mode has to say of receivers: those that can't be called, and those that vanish."""

from __future__ import annotations

import functools
from types import FunctionType

from heliograph import _callables, _location
from heliograph._settings import settings
from heliograph.errors import (
    DeclarationError,
    LostReceiverWarning,
    ReceiverSignatureError,
    ReceiverTypeError,
    shortened,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any


class Origin:
    """Where a receiver comes from that may be lost.

    Attributes:
        name: By which it is known again if its module is reloaded.
        text: What it is called, with its file and line, and those of its `connect`.
    """

    __slots__ = ("name", "text")

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text


def check_receiver(receiver: Any, signal: Any) -> None:
    """Refuses, in debug mode, a receiver that no send of a signal could call.

    The first two messages begin as those of Django's dispatcher.

    Raises:
        ReceiverTypeError: It is not callable.
        ReceiverSignatureError: It takes no `**kwargs`, or requires what is never delivered.
    """
    if not settings.debug:
        return
    if not callable(receiver):
        raise ReceiverTypeError(
            f"Signal receivers must be callable. {shortened(receiver)}, connected to {signal!r}, "
            "is not; connect a function, a method or an object with __call__."
        )
    if not _callables.accepts_kwargs(receiver):
        raise ReceiverSignatureError(
            "Signal receivers must accept keyword arguments (**kwargs). "
            f"{_location.described(receiver)}, connected to {signal!r}, does not; "
            "add **kwargs to its parameters, so that the payload can grow."
        )
    provided = _provided(signal)
    missing = [] if provided is None else _callables.unprovided(receiver, provided)
    if missing:
        names = ", ".join(map(repr, missing))
        way_out = (
            "Connect the method of an instance, not that of the class"
            if missing[0] == "self"
            else "Rename the parameter, give it a default, or add the field to the payload model"
        )
        raise ReceiverSignatureError(
            "Signal receivers must get by with what the signal delivers. "
            f"{_location.described(receiver)}, connected to {signal!r}, requires {names}; "
            f"it gets by keyword: {', '.join(provided or ())}. {way_out}."
        )


def origin(receiver: object) -> Origin | None:
    """Returns what to say of a receiver should it be lost; None if that is nothing to report.

    An object that goes away with its connections is what weakness is for, so bound methods are
    not reported.
    """
    if settings.debug and isinstance(receiver, FunctionType | functools.partial):
        at = _location.location(_location.users_frame())
        described = _location.described(receiver)
        return Origin(_lasting_name(receiver), f"{described}, connected at {at}")
    return None


def report_lost(lost: Origin, living: Iterable[object], signal: object) -> None:
    """Warns, in debug mode, of a receiver that died before any send could reach it.

    Not of one that is connected again: its module was reloaded.

    Args:
        lost: Where it comes from.
        living: The receivers that are connected by now.
        signal: The signal.
    """
    if settings.debug and lost.name not in map(_lasting_name, living):
        _location.warn_user(
            f"Receiver {lost.text} to {signal!r} was gone before any send could reach it: it was "
            "connected weakly, and nothing else referred to it. Connect it with weak=False, or "
            "keep a reference to it.",
            LostReceiverWarning,
        )


def _lasting_name(receiver: object) -> str:
    """Returns a name that outlives an edit, where there is one; lambdas have only a line."""
    name = _location.name(receiver)
    return _location.described(receiver) if "<" in name else name


def _provided(signal: Any) -> list[str] | None:
    """Returns the keywords that receivers are called with; None if nobody knows all of them."""
    try:
        model = signal.payload_model
    except DeclarationError:
        # It is not defined yet.
        return None
    if model is None or model.model_config.get("extra") == "allow":
        return None
    return ["signal", "sender", *model.model_fields]
