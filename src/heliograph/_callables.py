"""Facts about a callable: is it async, and what does it accept."""

from __future__ import annotations

import functools
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    import inspect
    from collections.abc import Callable, Collection
    from typing import Any

# `inspect` takes longer to import than all of heliograph, and only `connect` needs it.


def is_async(receiver: Callable[..., Any]) -> bool:
    """Says whether calling the receiver gives an awaitable.

    True for coroutine functions, for partials and bound methods of them, for objects whose
    `__call__` is one, and for what `inspect.markcoroutinefunction`, asgiref and
    `unittest.mock.AsyncMock` mark.
    """
    import inspect

    if _is_coroutine_function(receiver):
        return True
    if isinstance(receiver, functools.partial):
        return is_async(receiver.func)
    if isinstance(receiver, staticmethod):
        return is_async(receiver.__func__)
    # A class is called through its metaclass, and calling it makes an instance.
    if inspect.isroutine(receiver) or isinstance(receiver, type):
        return False
    return _is_coroutine_function(getattr(type(receiver), "__call__", None))  # noqa: B004 - it is looked at, not tested for


def accepts_kwargs(receiver: Callable[..., Any]) -> bool:
    """Says whether the receiver takes any keyword argument; True if its signature is not known."""
    parameters = _parameters(receiver)
    return parameters is None or any(p.kind is p.VAR_KEYWORD for p in parameters)


def unprovided(receiver: Callable[..., Any], provided: Collection[str]) -> list[str]:
    """Returns the required parameters that a call with the keywords `provided` leaves open.

    Those of a function behind a decorator don't count: the decorator may give it arguments of its
    own, as `mock.patch` does.
    """
    return [
        parameter.name
        for parameter in _parameters(receiver, follow_wrapped=False) or ()
        if parameter.default is parameter.empty
        and parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)
        and (parameter.kind is parameter.POSITIONAL_ONLY or parameter.name not in provided)
    ]


def _parameters(
    receiver: Callable[..., Any], *, follow_wrapped: bool = True
) -> list[inspect.Parameter] | None:
    import inspect

    options: dict[str, Any] = {"follow_wrapped": follow_wrapped}
    if sys.version_info >= (3, 14):
        import annotationlib

        # Else annotations are evaluated, which fails for what is imported for type checkers only.
        options["annotation_format"] = annotationlib.Format.FORWARDREF
    try:
        return list(inspect.signature(receiver, **options).parameters.values())
    except (TypeError, ValueError):
        # Builtins and extension types may have no signature, and what isn't understood passes.
        return None


def _is_coroutine_function(function: object) -> bool:
    import inspect

    if inspect.iscoroutinefunction(function):
        return True
    # The mark of Python 3.11, which `inspect` learned to read only in 3.12.
    mark = getattr(sys.modules.get("asyncio.coroutines"), "_is_coroutine", None)
    return mark is not None and getattr(function, "_is_coroutine", None) is mark
