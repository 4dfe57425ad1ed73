import threading
import weakref
from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeAlias, TypeVar

_Receiver: TypeAlias = Callable[..., Any]
_ReceiverT = TypeVar("_ReceiverT", bound=_Receiver)
# id(), or for a bound method that of the instance and that of the function.
_Id: TypeAlias = int | tuple[int, int]

def _make_id(target: object) -> _Id: ...

class Signal:
    # By receiver (or dispatch_uid) and sender; a reference, or with weak=False the receiver itself.
    receivers: list[tuple[tuple[Hashable, _Id], weakref.ReferenceType[Any] | _Receiver]]
    lock: threading.Lock
    use_caching: bool
    # Values are lists of what `receivers` holds, or a marker of the module.
    sender_receivers_cache: weakref.WeakKeyDictionary[Any, Any] | dict[Any, Any]
    _dead_receivers: bool
    def __init__(self, use_caching: bool = False) -> None: ...
    def connect(
        self,
        receiver: _Receiver,
        sender: object = None,
        weak: bool = True,
        dispatch_uid: Hashable = None,
    ) -> None: ...
    def disconnect(
        self,
        receiver: _Receiver | None = None,
        sender: object = None,
        dispatch_uid: Hashable = None,
    ) -> bool: ...
    def has_listeners(self, sender: object = None) -> bool: ...
    # A signal does not say what it carries, so the named arguments can't be held against anything.
    def send(self, sender: object, **named: object) -> list[tuple[_Receiver, Any]]: ...
    def send_robust(
        self, sender: object, **named: object
    ) -> list[tuple[_Receiver, Any | Exception]]: ...
    def _log_robust_failure(self, receiver: _Receiver, err: Exception) -> None: ...
    def _clear_dead_receivers(self) -> None: ...
    def _live_receivers(self, sender: object) -> list[_Receiver]: ...
    def _remove_receiver(self, receiver: object = None) -> None: ...

# The named arguments are those of connect. Of sequences 0.61 takes lists and tuples only, 0.133 takes any.
def receiver(
    signal: Signal | Sequence[Signal],
    *,
    sender: object = None,
    weak: bool = True,
    dispatch_uid: Hashable = None,
) -> Callable[[_ReceiverT], _ReceiverT]: ...
