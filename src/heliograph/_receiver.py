"""The `@receiver` decorator."""

from __future__ import annotations

from heliograph import _vetting
from heliograph._signal import Signal
from heliograph._types import ReceiverDecorator, overload
from heliograph.errors import ReceiverTypeError, shortened

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Protocol

    from typing_extensions import TypeVar

    from heliograph.typing import ReceiverT, SignalT_co

    DecoratorT = TypeVar("DecoratorT", bound=ReceiverDecorator[Any])
    DecoratorT_co = TypeVar("DecoratorT_co", bound=ReceiverDecorator[Any], covariant=True)

    class Decorates(Protocol[DecoratorT_co]):
        """A signal; generated stubs give each a decorator that knows its receivers."""

        def _receiver_decorator(self) -> DecoratorT_co: ...
else:
    SignalT_co = None


@overload
def receiver(
    signal: Decorates[DecoratorT],
    *,
    sender: object = ...,
    weak: bool = ...,
    dispatch_uid: object = ...,
    **options: Any,
) -> DecoratorT: ...


# Of signals of different kinds, most checkers find the union of their decorators here.
@overload
def receiver(
    signal: Iterable[Decorates[DecoratorT]],
    *,
    sender: object = ...,
    weak: bool = ...,
    dispatch_uid: object = ...,
    **options: Any,
) -> DecoratorT: ...


# mypy looks for a class that all of them share, and there is none but `object`.
@overload
def receiver(
    signal: Iterable[Signal[Any, Any]],
    *,
    sender: object = ...,
    weak: bool = ...,
    dispatch_uid: object = ...,
    **options: Any,
) -> ReceiverDecorator[Signal[Any, Any]]: ...


def receiver(
    signal: Decorates[Any] | Iterable[Decorates[Any]] | Iterable[Signal[Any, Any]],
    *,
    sender: object = None,
    weak: bool = True,
    dispatch_uid: object = None,
    **options: Any,
) -> ReceiverDecorator[Any]:
    """Connects the decorated receiver to a signal, or to each of several.

    Args:
        signal: The signal, or a list, tuple or other iterable of signals.
        sender: As in `Signal.connect`.
        weak: As in `Signal.connect`.
        dispatch_uid: As in `Signal.connect`.
        **options: Anything else that the `connect` of a signal class of your own takes.

    Returns:
        A decorator that returns the receiver as it is.

    Raises:
        ReceiverTypeError: Something else than a signal is given, or as in `Signal.connect`; the
            receiver is then connected to none of them.
        ReceiverSignatureError: As in `Signal.connect`; the receiver is then connected to none.

    Example:
        >>> from heliograph import Signal, receiver
        >>> opened, closed = Signal(), Signal()
        >>> @receiver([opened, closed], sender="shop")
        ... def write_down(sender, **kwargs):
        ...     return "written down"
        >>> opened.has_listeners("shop") and closed.has_listeners("shop")
        True

    .. versionadded:: 0.1.0
    """
    # Once, for a decorator may be used again and an iterator can't.
    signals = (signal,) if hasattr(signal, "connect") else _several(signal)
    for each in signals:
        if isinstance(each, type) or not hasattr(each, "connect"):
            raise ReceiverTypeError(
                f"@receiver takes a signal, or several in a list; {shortened(each)} is none. "
                "Write @receiver(signal), with an instance of Signal."
            )
    # A signal class may override `connect` with fewer parameters, so defaults are left to it.
    if sender is not None:
        options["sender"] = sender
    if not weak:
        options["weak"] = weak
    if dispatch_uid is not None:
        options["dispatch_uid"] = dispatch_uid

    return _Connecting(signals, options)


class _Connecting(ReceiverDecorator[SignalT_co]):
    """What `receiver(...)` returns; its type tells type checkers of the signal."""

    __slots__ = ("_options", "_signals")

    def __init__(self, signals: tuple[Any, ...], options: dict[str, Any]) -> None:
        self._signals = signals
        self._options = options

    def __call__(self, function: ReceiverT) -> ReceiverT:
        """Connects a receiver, and returns it as it is."""
        for signal in self._signals:
            if isinstance(signal, Signal):
                _vetting.check_receiver(function, signal)
        for signal in self._signals:
            signal.connect(function, **self._options)
        return function


def _several(signals: Any) -> tuple[Any, ...]:
    try:
        return tuple(signals) if not isinstance(signals, str) else (signals,)
    except TypeError:
        return (signals,)
