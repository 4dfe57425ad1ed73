"""What sends know: whom one send delivers to, and what the next ones need not look up again."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Hashable

    from heliograph._identity import Connection
    from heliograph._types import Validate


class Snapshot:
    """The connections that one send delivers to, in the order in which they were made."""

    __slots__ = ("async_connections", "sync_connections")

    def __init__(self, connections: list[Connection]) -> None:
        self.sync_connections = tuple(c for c in connections if not c.is_async)
        self.async_connections = tuple(c for c in connections if c.is_async)


class Shortcut:
    """What sends know until something changes; nothing in it is ever taken out.

    All but the last two are for sends with nothing to check first, and are empty otherwise; the
    first three are for signals with sync receivers only.

    Attributes:
        plain: The connections to call whoever sends.
        routes: The connections to call by the `id` of the sender; None if that is still to be found
            out.
        elsewhere: The connections to call for senders that are not in `routes`; not set before all
            senders with connections of their own are.
        awaited: The connections to await whoever sends, for signals with async receivers only.
        validate: Makes of the values of a payload what is delivered; None to deliver them as they
            were sent.
        is_typed: Whether the fields have a payload model to agree with.
        snapshots: The snapshot of each sender that has connections of its own, by its key, and
            under None that of all other senders.
        sends: How many sends by other senders looked for a way here.
    """

    __slots__ = (
        "awaited",
        "elsewhere",
        "is_typed",
        "plain",
        "routes",
        "sends",
        "snapshots",
        "validate",
    )

    def __init__(self) -> None:
        self.plain: tuple[Connection, ...] | None = None
        self.routes: dict[Hashable, tuple[Connection, ...] | None] = {}
        self.elsewhere: tuple[Connection, ...] | None = None
        self.awaited: tuple[Connection, ...] | None = None
        self.validate: Validate | None = None
        self.is_typed = False
        self.snapshots: dict[Hashable, Snapshot] = {}
        self.sends = 0
