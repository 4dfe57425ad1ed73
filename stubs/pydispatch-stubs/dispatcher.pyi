import typing
import weakref
from collections.abc import Callable, Generator, Hashable, Iterable
from typing import Final, Literal

from pydispatch import errors as errors, robustapply as robustapply, saferef as saferef

# `Any` is a name of this module, so that of typing is written in full.
_Receiver: typing.TypeAlias = Callable[..., typing.Any]
# What stands in the tables: the receiver itself if it was connected with weak=False, else a reference to it.
_Connected: typing.TypeAlias = (
    weakref.ReferenceType[typing.Any] | saferef.BoundMethodWeakref | _Receiver
)
_Responses: typing.TypeAlias = list[tuple[_Receiver, typing.Any]]

class _Parameter: ...
class _Any(_Parameter): ...
class _Anonymous(_Parameter): ...

Any: Final[_Any]
Anonymous: Final[_Anonymous]

WEAKREF_TYPES: tuple[type[weakref.ReferenceType[typing.Any]], type[saferef.BoundMethodWeakref]]

# Senders are known by their id().
connections: dict[int, dict[Hashable, list[_Connected]]]
senders: dict[int, weakref.ReferenceType[typing.Any]]
sendersBack: dict[int, list[int]]

# None is refused as a signal when this runs, but it is Hashable, and there is no type for all but None.
def connect(
    receiver: _Receiver, signal: Hashable = Any, sender: object = Any, weak: bool = True
) -> None: ...
def disconnect(
    receiver: _Receiver, signal: Hashable = Any, sender: object = Any, weak: bool = True
) -> None: ...
def getReceivers(sender: object = Any, signal: Hashable = Any) -> list[_Connected]: ...
def liveReceivers(receivers: Iterable[_Connected]) -> Generator[_Receiver, None, None]: ...
def getAllReceivers(
    sender: object = Any, signal: Hashable = Any
) -> Generator[_Connected, None, None]: ...

# A receiver gets of the named arguments those that it takes, so there is nothing to hold them against.
def send(
    signal: Hashable = Any, sender: object = Anonymous, *arguments: object, **named: object
) -> _Responses: ...
def sendExact(
    signal: Hashable = Any, sender: object = Anonymous, *arguments: object, **named: object
) -> _Responses: ...
def _removeReceiver(receiver: _Connected) -> Literal[False] | None: ...
def _cleanupConnections(senderkey: int, signal: Hashable) -> None: ...
def _removeSender(senderkey: int) -> None: ...
def _removeBackrefs(senderkey: int) -> None: ...
def _removeOldBackRefs(
    senderkey: int, signal: Hashable, receiver: _Connected, receivers: list[_Connected]
) -> bool: ...
def _killBackref(receiver: _Connected, senderkey: int) -> Literal[True]: ...
