"""Where things are in the user's code: the frame that called us, and what a receiver is called."""

from __future__ import annotations

import functools
import sys
import warnings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType

_PACKAGE = __name__.partition(".")[0]


def users_frame() -> FrameType:
    """Returns the frame that called into heliograph (or the outermost one there is)."""
    frame = sys._getframe(1)
    while _is_ours(frame) and frame.f_back is not None:
        frame = frame.f_back
    return frame


def declaring_frame(signal: object) -> FrameType:
    """Returns the frame that declares a signal: that of the user, past `__init__` of subclasses."""
    frame = users_frame()
    while _is_init_of(frame, signal) and frame.f_back is not None:
        frame = frame.f_back
    return frame


def location(frame: FrameType) -> str:
    """Returns `file:line` of a frame, in the form editors and terminals make clickable."""
    return f"{frame.f_code.co_filename}:{frame.f_lineno}"


def warn_user(message: str, category: type[Warning], *, shows_values: bool = False) -> None:
    """Warns at the line of the user's code, however deep in heliograph the cause was found.

    Python remembers each text for each line, so as not to repeat it; but not one that shows
    values, for these would be kept for good.
    """
    frame = users_frame()
    registry = None if shows_values else frame.f_globals.setdefault("__warningregistry__", {})
    warnings.warn_explicit(
        message,
        category,
        filename=frame.f_code.co_filename,
        lineno=frame.f_lineno,
        module=frame.f_globals.get("__name__", "<unknown>"),
        registry=registry,
    )


def name(receiver: object) -> str:
    """Returns the dotted name of a callable; of a callable object, the name of its class."""
    function = _function(receiver)
    qualname = getattr(function, "__qualname__", None)
    if not isinstance(qualname, str):
        function = type(function)
        qualname = function.__qualname__
    module = getattr(function, "__module__", None)
    return f"{module}.{qualname}" if isinstance(module, str) else qualname


def described(receiver: object) -> str:
    """Returns the name of a callable and, where Python knows it, the file and line it is at."""
    function = _function(receiver)
    code = getattr(function, "__code__", None) or getattr(
        getattr(type(function), "__call__", None),  # noqa: B004 - it is looked at, not tested for
        "__code__",
        None,
    )
    filename = getattr(code, "co_filename", None)
    where = f" ({filename}:{code.co_firstlineno})" if isinstance(filename, str) and code else ""
    return f"{name(receiver)}{where}"


def _function(receiver: object) -> object:
    """Unwraps partials and bound methods down to what somebody wrote."""
    while isinstance(receiver, functools.partial):
        receiver = receiver.func
    return getattr(receiver, "__func__", receiver)


def _is_init_of(frame: FrameType, signal: object) -> bool:
    """Tells the `__init__` of a signal from that of a class whose instances make signals."""
    code = frame.f_code
    if code.co_name != "__init__" or not code.co_argcount:
        return False
    return frame.f_locals.get(code.co_varnames[0]) is signal


def _is_ours(frame: FrameType) -> bool:
    name: str = frame.f_globals.get("__name__", "")
    return name == _PACKAGE or name.startswith(f"{_PACKAGE}.")
