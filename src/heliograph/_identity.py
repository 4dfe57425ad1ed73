"""Who is the same as whom: lookup keys for senders and receivers, and references to both.

No reference here points back at the registry strongly, so a signal and its connections form no
reference cycle: a signal that is dropped is gone at once, and its connections with it.
"""

from __future__ import annotations

import weakref

from heliograph._location import described
from heliograph._types import Marker
from heliograph.errors import shortened

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from typing import Any

    from heliograph.typing import Receiver

    OnDeath = Callable[["Connection | SenderReference"], None]


def sender_key(sender: Any) -> Hashable:
    """Returns the key by which senders are told apart.

    Plain values are the same sender when they have the same content: `str` and its subclasses by
    their text, `bytes`, `int` (with `IntEnum`) and `float` each among themselves, tuples item by
    item. A bound method, which is made anew at each access, is its object and its function.
    Everything else is its identity, an `int`; nothing of the former has an `int` as its key.
    """
    kind = type(sender)
    if kind is str or sender is None:
        return sender  # type: ignore[no-any-return]  # str or None
    # Looks at types only: what a proxy shows as its `__class__` is not what it is.
    if issubclass(kind, str):
        return str.__str__(sender)
    if issubclass(kind, tuple):
        return (tuple, *map(sender_key, tuple.__iter__(sender)))
    # bool is an int and is left out: there are only two of them, so identity is content.
    if issubclass(kind, int) and kind is not bool:
        return (int, int.__index__(sender))
    if issubclass(kind, bytes):
        # Never bare bytes: comparing them with a str is an error under `python -bb`.
        return (bytes, bytes.__getitem__(sender, slice(None)))
    if issubclass(kind, float):
        return (float, float.__float__(sender))
    if is_method(sender):
        return (_METHOD, receiver_key(sender))
    return id(sender)


def receiver_key(receiver: object) -> Hashable:
    """Returns the identity of a receiver; bound methods are made anew at each access."""
    if is_method(receiver):
        # One number with the bits of both: a tuple of two would double what a connection costs.
        return id(receiver.__self__) << 64 | id(receiver.__func__)  # type: ignore[attr-defined]  # is_method saw both
    return id(receiver)


def uid_key(dispatch_uid: object) -> Hashable:
    """Returns the key of a caller's own identity: any value, compared by equality."""
    try:
        hash(dispatch_uid)
    except TypeError:
        return (_UID, _Unhashable(dispatch_uid))
    # Apart, because comparing bytes with a str is an error under `python -bb`.
    return (_UID, isinstance(dispatch_uid, bytes), dispatch_uid)


def is_method(receiver: object) -> bool:
    """Says whether a receiver is bound to an object on which its life depends."""
    # Looks at the type: a mock with a spec, or a proxy, has whatever attributes it is asked for.
    kind = type(receiver)
    return hasattr(kind, "__self__") and hasattr(kind, "__func__")


def can_be_weak(receiver: Any) -> bool:
    """Says whether a receiver, or the object that it is bound to, can be referred to weakly."""
    try:
        weakref.ref(receiver.__self__ if is_method(receiver) else receiver)
    except TypeError:
        return False
    return True


class Connection(weakref.ref["Receiver"]):
    """One connection: calling it gives the receiver, or None once the receiver is dead.

    A `weakref.ref` with slots, so that looking at ten thousand of them runs no Python code.

    Attributes:
        key: The identity of the receiver, or the key of its `dispatch_uid`.
        sender: The sender it is for.
        order: Rises with each connection of a signal.
        is_async: Whether the response of the receiver is awaited.
        registry: A weak reference to the registry it belongs to.
    """

    __slots__ = ("is_async", "key", "order", "registry", "sender")

    key: Hashable
    sender: Sender
    order: int
    is_async: bool
    registry: Callable[[], Any]

    # Those of weakref.ref compare referents, and need them to be hashable.
    __eq__ = object.__eq__
    __ne__ = object.__ne__
    __hash__ = object.__hash__

    @property
    def is_weak(self) -> bool:
        """Whether the connection goes away with its receiver."""
        return True

    def __repr__(self) -> str:
        receiver = self()
        if receiver is None:
            return "<Connection of a receiver that is dead>"
        sender = "" if self.sender.key is None else f" for {shortened(self.sender.value)}"
        return f"<Connection of {described(receiver)}{sender}{'' if self.is_weak else ', strong'}>"


class MethodConnection(Connection):
    """A connection of a bound method: lives as long as the object and its function do."""

    __slots__ = ("function", "kind")

    function: weakref.ref[Any]
    kind: Callable[..., Receiver]

    def __call__(self) -> Receiver | None:
        """Binds the method anew, as `weakref.WeakMethod` does."""
        instance = super().__call__()
        if instance is None:
            return None
        function = self.function()
        if function is None:
            # Only the death of the instance is told; a callback for each would cost memory.
            self.__callback__(self)  # type: ignore[arg-type]  # typeshed takes it for a plain attribute
            return None
        return self.kind(function, instance)


class StrongConnection(Connection):
    """A connection that keeps its receiver alive (`weak=False`)."""

    __slots__ = ("held",)

    held: Receiver

    @property
    def is_weak(self) -> bool:
        """Always False."""
        return False


class HeldConnection(StrongConnection):
    """A strong connection of a receiver that no weak reference can be made to."""

    __slots__ = ()

    def __call__(self) -> Receiver | None:
        """Returns the receiver, which the base class refers to only in name."""
        return self.held


def refer(receiver: Receiver, weak: bool, on_death: OnDeath) -> Connection:
    """Returns the connection of the kind that fits a receiver.

    Raises:
        TypeError: `weak` is true, and the receiver can't be weakly referenced.
    """
    connection: Connection
    if weak and is_method(receiver):
        connection = MethodConnection(receiver.__self__, on_death)  # type: ignore[attr-defined]  # is_method saw it
        connection.function = weakref.ref(receiver.__func__)  # type: ignore[attr-defined]  # is_method saw it
        connection.kind = type(receiver)
    elif weak:
        connection = Connection(receiver, on_death)
    else:
        # The callback is never called, but without one CPython 3.11 and 3.12 crash: the connection
        # that is freed frees the receiver, which expects of each reference that is half gone, and
        # not its only one, that it has a callback (`PyObject_ClearWeakRefs`).
        try:
            connection = StrongConnection(receiver, _ignore)
        except TypeError:
            connection = HeldConnection(_ignore, _ignore)
        connection.held = receiver
    return connection


class SenderReference(weakref.ref["Any"]):
    """A weak reference to a sender; when the sender dies, its connections go with it."""

    __slots__ = ("key", "registry")

    key: Hashable
    registry: Callable[[], Any]

    __eq__ = object.__eq__
    __ne__ = object.__ne__
    __hash__ = object.__hash__


class Sender:
    """The sender that connections are for.

    Refers weakly to a sender that is told apart by identity and allows it. Any other is kept
    alive: while its identity is a key, no other object may come to its address.

    Attributes:
        key: Its key; None for everyone.
    """

    __slots__ = ("_kept", "_reference", "key")

    def __init__(
        self, sender: object, key: Hashable, registry: Callable[[], Any], on_death: OnDeath
    ) -> None:
        self.key = key
        self._kept: object = None
        self._reference: SenderReference | None = None
        if isinstance(key, int):
            try:
                self._reference = SenderReference(sender, on_death)
            except TypeError:
                self._kept = sender
            else:
                self._reference.key = key
                self._reference.registry = registry
        else:
            self._kept = sender

    @property
    def value(self) -> object:
        """The sender itself; None if it is dead, and for everyone."""
        return self._kept if self._reference is None else self._reference()

    @property
    def is_alive(self) -> bool:
        """Whether anybody can still send as this sender."""
        return self._reference is None or self._reference() is not None

    def is_same_as(self, sender: object) -> bool:
        """Says, for a sender with this key, whether it is this one, not one at its old address."""
        return self._reference is None or self._reference() is sender


class _Unhashable:
    """Lets an unhashable `dispatch_uid` stand in a dictionary; equality alone decides."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Unhashable) and bool(self.value == other.value)

    def __hash__(self) -> int:
        return 0


def _ignore(reference: object) -> None:
    """Does nothing; also what is referred to weakly where a receiver does not allow it."""


_METHOD = Marker("method")
_UID = Marker("dispatch_uid")
