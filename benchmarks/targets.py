"""What is to be reached: the one table of targets, and with whom each row is compared."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.contenders import (
    BLINKER,
    BLINKER_FILTER,
    DJANGO,
    DJANGO_ASEND,
    DJANGO_CACHED,
    DJANGO_FILTER,
    DJANGO_ROBUST,
    PLUGGY,
    TYPED,
    TYPED_ALWAYS,
    TYPED_ASEND,
    TYPED_DEBUG_OFF,
    TYPED_FILTER,
    TYPED_ROBUST,
    UNTYPED,
    UNTYPED_ASEND,
)
from benchmarks.groups.empty import CASE as NO_RECEIVERS
from benchmarks.groups.growth import (
    CONNECT,
    DISCONNECT,
    HELIOGRAPH,
    OWN_BOTH,
    OWN_RECEIVER,
    OWN_SENDER,
    SEND,
)
from benchmarks.groups.imports import CASE as IMPORT

Version = tuple[int, int]
FIRST: Version = (3, 11)
LAST: Version = (3, 999)


@dataclass(frozen=True)
class Target:
    """The most that a measurement may show.

    Attributes:
        group: The group of the measurement.
        contender: Its row.
        case: Its column.
        at_most: The ratio, or the number of bytes, that the median must not exceed.
        since: The first Python version to which this applies.
        until: The last Python version to which this applies.
    """

    group: str
    contender: str
    case: str
    at_most: float
    since: Version = FIRST
    until: Version = LAST


@dataclass(frozen=True)
class Rivalry:
    """A row that is to stay below those of other dispatchers, in every case that both have.

    Attributes:
        group: The group of all these rows.
        contender: The row of heliograph.
        rivals: The rows of the others.
        aside: Why the comparison only informs, where it is no target.
    """

    group: str
    contender: str
    rivals: tuple[str, ...]
    aside: str = ""


def _row(
    group: str,
    contender: str,
    limits: dict[str, float],
    *,
    since: Version = FIRST,
    until: Version = LAST,
) -> tuple[Target, ...]:
    return tuple(
        Target(group, contender, case, limit, since, until) for case, limit in limits.items()
    )


# fmt: off
_OFF =      {"1": 0.70, "3": 0.64, "10": 0.62, "100": 0.60}
_FILTER =   {"1": 0.92, "3": 0.78, "10": 0.66, "100": 0.60}
_UNTYPED =  {"1": 1.08, "3": 1.02, "10": 0.78, "100": 0.65}
_ROBUST =   {"1": 0.76, "3": 0.72, "10": 0.68, "100": 0.65}
_ALWAYS =   {"0": 0.50, "1": 0.58, "3": 0.58, "10": 0.60, "100": 0.60}
_GROWTH =   {CONNECT: 1.7, DISCONNECT: 1.7}
_IN_TASKS = ("3", "10", "100")

TARGETS: tuple[Target, ...] = (
    *_row("sends", TYPED, _OFF),
    *_row("sends", TYPED_DEBUG_OFF, _OFF),
    *_row("sends", TYPED_FILTER, _FILTER),
    *_row("sends", TYPED_ROBUST, _ROBUST),
    *_row("sends", UNTYPED, _UNTYPED),
    *_row("kwargs", TYPED, _OFF),
    *_row("kwargs", TYPED_DEBUG_OFF, _OFF),
    *_row("kwargs", TYPED_FILTER, _FILTER),
    *_row("kwargs", TYPED_ROBUST, _ROBUST),
    *_row("kwargs", UNTYPED, _UNTYPED),
    *_row("empty", TYPED, {NO_RECEIVERS: 0.75}),
    *_row("validation", TYPED_ALWAYS, _ALWAYS),
    *_row("asend", TYPED_ASEND, {"1": 0.12}),
    *_row("asend", TYPED_ASEND, dict.fromkeys(_IN_TASKS, 1.15), until=(3, 11)),
    *_row("asend", TYPED_ASEND, dict.fromkeys(_IN_TASKS, 0.36), since=(3, 12)),
    *_row("asend", UNTYPED_ASEND, {"1": 0.16}),
    *_row("asend", UNTYPED_ASEND, dict.fromkeys(_IN_TASKS, 1.15), until=(3, 11)),
    *_row("asend", UNTYPED_ASEND, dict.fromkeys(_IN_TASKS, 0.36), since=(3, 12)),
    *_row("growth", f"{HELIOGRAPH}, {OWN_BOTH}", {**_GROWTH, SEND: 1.7}),
    *_row("growth", f"{HELIOGRAPH}, {OWN_SENDER}", {**_GROWTH, SEND: 1.7}),
    *_row("growth", f"{HELIOGRAPH}, {OWN_RECEIVER}", _GROWTH),
    *_row("memory", HELIOGRAPH, {OWN_RECEIVER: 250}),
    *_row("import", "import heliograph", {IMPORT: 0.2}),
)
# fmt: on

_PLAIN = (DJANGO_CACHED, BLINKER, PLUGGY)

RIVALRIES: tuple[Rivalry, ...] = (
    Rivalry("sends", TYPED, _PLAIN),
    Rivalry("sends", TYPED_DEBUG_OFF, _PLAIN),
    Rivalry("sends", TYPED_FILTER, (DJANGO_FILTER, BLINKER_FILTER)),
    Rivalry("sends", TYPED_ROBUST, (DJANGO_ROBUST,)),
    Rivalry("sends", UNTYPED, _PLAIN),
    Rivalry("sends", TYPED_ALWAYS, _PLAIN, aside="and it validates"),
    Rivalry("kwargs", TYPED, _PLAIN),
    Rivalry("kwargs", TYPED_FILTER, (DJANGO_FILTER, BLINKER_FILTER)),
    Rivalry("kwargs", TYPED_ROBUST, (DJANGO_ROBUST,)),
    Rivalry("kwargs", UNTYPED, _PLAIN),
    Rivalry("empty", TYPED, _PLAIN),
    Rivalry("empty", UNTYPED, _PLAIN),
    Rivalry("asend", TYPED_ASEND, (DJANGO_ASEND,)),
    Rivalry("asend", UNTYPED_ASEND, (DJANGO_ASEND,)),
    Rivalry("memory", HELIOGRAPH, (DJANGO, BLINKER), aside="memory has a target of its own"),
)
