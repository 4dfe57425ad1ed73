"""Awaited sends to async receivers, as ratios to `asyncio.gather` by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.contenders import (
    BLINKER_ASYNC,
    DJANGO_ASEND,
    TYPED_ASEND,
    UNTYPED_ASEND,
    Contender,
    async_loop_by_hand,
    blinker_signal,
    debug_off,
    django,
    typed,
    untyped,
)
from benchmarks.results import Measurement, Table
from benchmarks.subject import async_receivers, suspending_receivers
from benchmarks.timing import measure

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.plan import Plan
    from benchmarks.subject import Receiver

COUNTS = (1, 3, 10, 100)
GATHER = "asyncio.gather by hand (the floor)"
UNIT = "time of an awaited send as a ratio to asyncio.gather by hand"
CASES_ARE = "numbers of receivers"

RIVALS_DIFFER = """
blinker awaits its receivers one after the other: that is cheap, but then they do not overlap, which
is what the others are for. So its row is not compared with heliograph's.
"""

AT_ONCE_NOTES = """
The receivers are `async def` and return at once. heliograph awaits a single one directly; several
run concurrently, from Python 3.12 in eager tasks, which are done at once if they never suspend.
"""

SUSPENDING_NOTES = """
The receivers await `asyncio.sleep(0)`, so each gives way once.
"""

CONTENDERS = (
    Contender(GATHER, async_loop_by_hand),
    Contender(TYPED_ASEND, typed("never", method="asend"), debug_off),
    Contender(UNTYPED_ASEND, untyped(method="asend"), debug_off),
    Contender(DJANGO_ASEND, django(method="asend")),
    Contender(BLINKER_ASYNC, blinker_signal(method="send_async")),
)


def at_once(plan: Plan) -> Table:
    """Async receivers that are done without ever suspending."""
    return Table(
        "asend",
        "Awaiting async receivers that never suspend",
        UNIT,
        CASES_ARE,
        compare_awaits(plan, async_receivers),
        AT_ONCE_NOTES + RIVALS_DIFFER,
    )


def suspending(plan: Plan) -> Table:
    """Async receivers that suspend once."""
    return Table(
        "asend-suspending",
        "Awaiting async receivers that suspend",
        UNIT,
        CASES_ARE,
        compare_awaits(plan, suspending_receivers),
        SUSPENDING_NOTES + RIVALS_DIFFER,
    )


def compare_awaits(
    plan: Plan, make_receivers: Callable[[int], list[Receiver]]
) -> tuple[Measurement, ...]:
    """Measure all contenders with the same async receivers, for each number of receivers."""
    found = []
    for count in COUNTS:
        receivers = make_receivers(count)
        calls = {contender.name: contender.call(receivers) for contender in CONTENDERS}
        rounds = measure(calls, plan)
        found += [
            Measurement(name, str(count), rounds.ratio(name, GATHER), rounds.seconds(name))
            for name in calls
        ]
    return tuple(found)
