"""Where connections stand: by the sender that they are for, so that one can be found among many."""

from __future__ import annotations

from heliograph._identity import sender_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable

    from heliograph._identity import Connection, Sender


class Group:
    """The connections of one sender, by their keys, in the order in which they were made."""

    __slots__ = ("connections", "sender")

    def __init__(self, sender: Sender) -> None:
        self.sender = sender
        self.connections: dict[Hashable, Connection] = {}


class Groups:
    """All connections of a signal: those for everyone, and those of each sender by its key."""

    __slots__ = ("by_identity", "by_value", "everyone")

    def __init__(self, everyone: Group) -> None:
        self.everyone = everyone
        # Apart, because only an identity can be looked up before anything is known of a sender.
        self.by_identity: dict[Hashable, Group] = {}
        self.by_value: dict[Hashable, Group] = {}

    def alike(self, key: Hashable) -> dict[Hashable, Group]:
        """Returns the groups among which that of a sender with this kind of key is."""
        return self.by_identity if isinstance(key, int) else self.by_value

    def find(self, key: Hashable) -> Group | None:
        """Returns the group of the sender with this key, if there is one."""
        return self.everyone if key is None else self.alike(key).get(key)

    def all(self) -> list[Group]:
        """Returns all groups; each copy is one atomic step."""
        return [self.everyone, *list(self.by_identity.values()), *list(self.by_value.values())]

    def of(self, sender: object) -> tuple[Hashable, list[Group]]:
        """Returns the groups that a send of this sender is for, and its key if one is its own."""
        key = sender_key(sender)
        group = None if key is None else self.find(key)
        if group is None or not group.sender.is_same_as(sender):
            return None, [self.everyone]
        return key, [self.everyone, group]
