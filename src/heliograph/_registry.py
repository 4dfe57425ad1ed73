"""Who is connected to a signal: connect, disconnect, clean-up, and the snapshot of one send.

Changes hold the registry's lock, the only one there is. Sends never wait for it: they copy what is
connected in one atomic step, and keep what they made of it in the registry's `Shortcut`. Each
change, also the death of a receiver, puts a new empty shortcut in place. A send that was making a
snapshot meanwhile fills the old one, which nobody looks at any more, so a stale snapshot can't
outlive the change.
"""

from __future__ import annotations

import itertools
import os
import threading
import weakref
from collections import deque
from operator import attrgetter

from heliograph._groups import Group, Groups
from heliograph._identity import (
    Connection,
    Sender,
    SenderReference,
    receiver_key,
    refer,
    sender_key,
    uid_key,
)
from heliograph._shortcut import Shortcut, Snapshot
from heliograph.errors import ReceiverTypeError, shortened

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator
    from typing import Any, TypeVar

    from heliograph._types import Validate
    from heliograph.typing import Receiver

    EntryT = TypeVar("EntryT")


class Registry:
    """The connections of one signal."""

    __slots__ = (
        "__weakref__",
        "_dead",
        "_groups",
        "_lost",
        "_orders",
        "_reference",
        "_unreached",
        "lock",
        "shortcut",
    )

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.shortcut = Shortcut()
        self._reference = weakref.ref(self)
        self._groups = Groups(self._new_group(None, None))
        self._orders = itertools.count()
        self._dead: deque[Connection | SenderReference] = deque()
        # In debug mode: where receivers were connected that no send could reach yet, by the order
        # of their connection, and of those the ones that are dead.
        self._unreached: dict[int, Any] = {}
        self._lost: deque[Any] = deque()
        _live[id(self)] = self

    def renew(self) -> None:
        """Makes sends look at everything again; for whoever changed what they should see."""
        self.shortcut = Shortcut()

    def connect(
        self,
        receiver: Receiver,
        sender: object,
        *,
        weak: bool,
        dispatch_uid: object,
        is_async: bool,
        origin: Any,
    ) -> None:
        """Connects a receiver, unless its key is connected already.

        Args:
            receiver: The receiver.
            sender: The only sender it is for; None is everyone.
            weak: Whether to refer to the receiver weakly.
            dispatch_uid: The caller's own identity for the connection; None for the receiver's.
            is_async: Whether the response of the receiver is awaited.
            origin: What to report if the receiver dies before any send could reach it.

        Raises:
            TypeError: `weak` is true, and the receiver can't be weakly referenced.
        """
        connection = self._new_connection(
            receiver, _key(receiver, dispatch_uid), weak=weak, is_async=is_async
        )
        with self.lock:
            self._sweep()
            connection.order = next(self._orders)
            if origin is not None:
                # First, for a send may find the connection as soon as it is there.
                self._unreached[connection.order] = origin
            if not self._insert(self._groups, connection, sender):
                self._unreached.pop(connection.order, None)
            self.renew()

    def disconnect(self, receiver: object, sender: object, dispatch_uid: object) -> bool:
        """Takes a connection out; says whether there was one."""
        with self.lock:
            self._sweep()
            group = self._groups.find(sender_key(sender))
            if group is None or not group.sender.is_same_as(sender):
                return False
            connection = group.connections.pop(_key(receiver, dispatch_uid), None)
            if connection is None:
                return False
            # Of a bound method the function may have died, which nobody tells.
            was_alive = connection() is not None
            self._forget(connection, group)
            self.renew()
        return was_alive

    def snapshot(self, shortcut: Shortcut, sender: object) -> Snapshot:
        """Returns the connections that a send of `sender` delivers to.

        Args:
            shortcut: The registry's shortcut, as it was before the send looked at anything else.
            sender: The sender.
        """
        key, groups = self._groups.of(sender)
        snapshot = shortcut.snapshots.get(key)
        if snapshot is None:
            # The same one for all threads: `publish` tells by identity whose it is.
            snapshot = shortcut.snapshots.setdefault(key, self._collect(groups))
        return snapshot

    def publish(
        self,
        shortcut: Shortcut,
        sender: object,
        snapshot: Snapshot,
        *,
        is_typed: bool,
        validate: Validate | None,
    ) -> None:
        """Lets the next sends of this sender deliver a snapshot without asking again.

        Plain values can't be looked up by `id`, so a signal that is filtered by any of them has no
        short way for senders without connections. Nor has one with async receivers, unless all
        are, everyone is their sender, and there is nothing to validate.
        """
        # First, for whoever finds connections in the shortcut looks at these next.
        shortcut.validate = validate
        shortcut.is_typed = is_typed
        connections = snapshot.sync_connections
        groups = self._groups
        if snapshot.async_connections:
            if not (connections or groups.by_identity or groups.by_value or validate):
                shortcut.awaited = snapshot.async_connections
        elif snapshot is not shortcut.snapshots.get(None):
            if isinstance(key := sender_key(sender), int):
                shortcut.routes[key] = connections
        elif groups.by_value:
            return
        elif not groups.by_identity:
            shortcut.plain = connections
        else:
            # Takes a step for each sender with connections, so it waits for as many sends.
            shortcut.sends += 1
            if shortcut.sends >= len(groups.by_identity):
                for key in list(groups.by_identity):
                    shortcut.routes.setdefault(key, None)
                shortcut.elsewhere = connections

    def reaches_anybody(self, sender: object) -> bool:
        """Says whether a send of this sender would call a receiver; not a send to `lost`."""
        _, groups = self._groups.of(sender)
        return any(c() is not None for group in groups for c in list(group.connections.values()))

    def living(self) -> Iterator[Receiver]:
        """Yields the receivers that are connected and alive, in no order, without the lock."""
        groups = self._groups.all()
        connections = [c for group in groups for c in list(group.connections.values())]
        return (receiver for c in connections if (receiver := c()) is not None)

    @property
    def connections(self) -> list[Connection]:
        """All connections with a live receiver, in the order in which they were made."""
        with self.lock:
            self._sweep()
            groups = self._groups.all()
            found = [c for group in groups for c in list(group.connections.values())]
        return sorted((c for c in found if c() is not None), key=_order)

    def replace(self, connections: Iterable[Connection]) -> None:
        """Puts these connections, of this signal or another, in the place of all there are.

        Receivers and senders that have died are left out. Of connections with the same key the
        first one stays.

        Raises:
            ReceiverTypeError: Something else is among them; nothing has changed then.
        """
        wanted = list(connections)
        for connection in wanted:
            if not isinstance(connection, Connection):
                raise ReceiverTypeError(
                    f"{shortened(connection)} is not a connection. Assign to `receivers` only what "
                    "was read from it; `connect` makes connections."
                )
        with self.lock:
            self._sweep()
            # Held until sends have let go of what they know: see `_drop`.
            former, groups = self._groups, Groups(self._new_group(None, None))
            for connection in wanted:
                receiver, sender = connection(), connection.sender.value
                is_for_everyone = connection.sender.key is None
                if receiver is not None and (is_for_everyone or sender is not None):
                    copy = self._new_connection(
                        receiver,
                        connection.key,
                        weak=connection.is_weak,
                        is_async=connection.is_async,
                    )
                    copy.order = next(self._orders)
                    self._insert(groups, copy, sender)
            self._groups = groups
            self._unreached = {}
            self.renew()
            del former

    def tidy(self) -> None:
        """Drops the connections of what has died, unless somebody holds the lock just now."""
        if self._dead and self.lock.acquire(blocking=False):
            try:
                self._sweep()
            finally:
                self.lock.release()

    def lost(self) -> Iterator[Any]:
        """Yields, once each, what to say of receivers that died before a send could reach them."""
        while self._lost:
            try:
                yield self._lost.popleft()
            except IndexError:
                # Another thread has told of it.
                return

    def _new_connection(
        self, receiver: Receiver, key: Hashable, *, weak: bool, is_async: bool
    ) -> Connection:
        connection = refer(receiver, weak, _bury)
        connection.key = key
        connection.is_async = is_async
        connection.registry = self._reference
        return connection

    def _new_group(self, sender: object, key: Hashable) -> Group:
        return Group(Sender(sender, key, self._reference, _bury))

    def _insert(self, groups: Groups, connection: Connection, sender: object) -> bool:
        """Adds a connection if its key is free; says whether it was. For holders of the lock.

        A unix signal or a finalizer may run in the middle of this, hold the re-entrant lock as
        well, and connect or disconnect: so each step is one operation of a dictionary.
        """
        key = sender_key(sender)
        group = groups.everyone
        while True:
            if key is not None:
                group = groups.alike(key).setdefault(key, self._new_group(sender, key))
                if not group.sender.is_same_as(sender):
                    # The old sender at this address is dead, and its clean-up still to come.
                    self._drop(groups, group)
                    continue
            connection.sender = group.sender
            kept = group.connections.setdefault(connection.key, connection)
            if kept is not connection and kept() is None:
                # Taken out, not replaced: the new connection comes after all others.
                _take_out(group.connections, connection.key, kept)
                continue
            if groups.find(key) is group:
                return kept is connection

    def _collect(self, groups: Iterable[Group]) -> Snapshot:
        """Copies what is connected; `list` of a dictionary's values is one atomic step."""
        connections = [c for group in groups for c in list(group.connections.values())]
        connections.sort(key=_order)
        if self._unreached:
            for connection in connections:
                if connection() is not None:
                    self._unreached.pop(connection.order, None)
        return Snapshot(connections)

    def _sweep(self) -> None:
        """Drops the connections of what has died. For holders of the lock."""
        while self._dead:
            try:
                reference = self._dead.popleft()
            except IndexError:
                # A unix signal or a finalizer has swept in between.
                return
            if isinstance(reference, SenderReference):
                group = self._groups.find(reference.key)
                if group is not None and not group.sender.is_alive:
                    self._drop(self._groups, group)
            elif (group := self._groups.find(reference.sender.key)) is not None:
                _take_out(group.connections, reference.key, reference)
                self._forget(reference, group)

    def _forget(self, connection: Connection, group: Group) -> None:
        """Tidies up behind a connection that is out of its group. For holders of the lock."""
        origin = self._unreached.pop(connection.order, None)
        if origin is not None and connection() is None:
            self._lost.append(origin)
        if not group.connections and group is not self._groups.everyone:
            self._drop(self._groups, group)

    def _drop(self, groups: Groups, group: Group) -> None:
        """Takes out a group that is empty or of a dead sender. For holders of the lock.

        Sends forget before the group goes: it tells when the sender dies, and what sends know of
        the sender must not outlive it.
        """
        key, sender = group.sender.key, group.sender.value
        _take_out(groups.alike(key), key, group)
        self.renew()
        for connection in list(group.connections.values()):
            if sender is None:
                self._unreached.pop(connection.order, None)
            else:
                # A unix signal or a finalizer has just connected it.
                self._insert(groups, connection, sender)


def renew_all() -> None:
    """Makes the sends of all signals look at everything again."""
    for reference in _live.valuerefs():
        registry = reference()
        if registry is not None:
            registry.renew()


def _key(receiver: object, dispatch_uid: object) -> Hashable:
    return receiver_key(receiver) if dispatch_uid is None else uid_key(dispatch_uid)


def _take_out(entries: dict[Hashable, EntryT], key: Hashable, entry: EntryT) -> None:
    """Takes an entry out, but nothing that was put in its place meanwhile (see `_insert`)."""
    if entries.get(key) is entry:
        taken = entries.pop(key, None)
        if taken is not None and taken is not entry:
            entries.setdefault(key, taken)


def _bury(reference: Connection | SenderReference) -> None:
    """Called by Python, maybe from within a change, when a receiver or a sender has died."""
    registry = reference.registry()
    if registry is not None:
        registry._dead.append(reference)
        registry.renew()


def _after_fork() -> None:
    for reference in _live.valuerefs():
        registry = reference()
        if registry is not None:
            if registry.lock.acquire(blocking=False):
                registry.lock.release()
            else:
                # The thread that holds it does not exist in the child.
                registry.lock = threading.RLock()
            registry.renew()


_order = attrgetter("order")

_live: weakref.WeakValueDictionary[int, Registry] = weakref.WeakValueDictionary()

if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
