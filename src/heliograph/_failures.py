"""What is said of a receiver's exception: in a note on it, or in the log.

Whatever fails on the way (an `add_note` that raises, a `__repr__`), the exception itself arrives.
"""

from __future__ import annotations

from heliograph._location import described
from heliograph.errors import shortened

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias

    from heliograph.typing import Receiver

    # Without a receiver: the caller was cancelled.
    Failure: TypeAlias = tuple[Receiver | None, BaseException]


def annotate(error: BaseException, signal: object, receiver: object) -> None:
    """Notes on an exception which receiver of which signal it came from."""
    if receiver is not None:
        _add_note(error, f"Raised by receiver {_name(receiver)} of {_name(signal, repr)}")


def log_failure(error: Exception, signal: object, receiver: object) -> Exception:
    """Logs an exception that becomes the response of its receiver, and returns it."""
    _log("Receiver %s of %s failed: %s", receiver, signal, error)
    return error


def first_of(failures: list[Failure], signal: object) -> BaseException:
    """Takes out the failures; returns the first, noted on it the others, which are logged."""
    (_, first), *others = failures
    # The exception must not hold what holds it.
    failures.clear()
    for receiver, error in others:
        _log("Receiver %s of %s failed as well: %s", receiver, signal, error)
        _add_note(first, f"Receiver {_name(receiver)} failed as well: {shortened(error)} (logged)")
    return first


def _add_note(error: BaseException, note: str) -> None:
    try:
        # An exception that is kept and raised again must not gather a note each time.
        if note not in getattr(error, "__notes__", ()):
            error.add_note(note)
    except Exception:
        # The exception itself is worth more than a note on it.
        pass


def _log(message: str, receiver: object, signal: object, error: BaseException) -> None:
    import logging

    logging.getLogger("heliograph").error(
        message, _name(receiver), _name(signal, repr), shortened(error), exc_info=error
    )


def _name(value: object, name: Callable[[Any], str] = described) -> str:
    try:
        return name(value)
    except Exception:
        # A proxy without its object, say, raises whatever it is asked for.
        return object.__repr__(value)
