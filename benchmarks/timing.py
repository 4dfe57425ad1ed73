"""Time statements in short interleaved blocks and compare them round by round.

Shared machines change their speed from one moment to the next. So blocks last a few milliseconds,
all contenders get theirs in every round, the order rotates, and a ratio is formed within each
round: what slows a whole round down cancels out. The median of the ratios forgets the rounds in
which only one block was disturbed.
"""

from __future__ import annotations

import asyncio
import gc
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from itertools import repeat
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar, cast

from benchmarks.results import Spread

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator, Mapping
    from contextlib import AbstractContextManager

    from benchmarks.plan import Plan

ItemT = TypeVar("ItemT")

# A warm-up builds what is built at the first call after a change, such as a snapshot. By then, the
# calibration has specialised the bytecode.
WARM_UP_CALLS = 3

# The statement stands in the loop itself, as in `timeit`: a function around it would cost the same
# for every contender and so flatter the slow ones.
SOURCE = """\
{define} _block(_times):
    _start = _clock()
    for _ in _times:
        {statement}
    return _clock() - _start
"""


@dataclass(frozen=True)
class Call:
    """A statement to time.

    Attributes:
        statement: Python source of one line, with `await` if `is_async`.
        names: What the names in it mean; this also keeps weakly connected receivers alive.
        is_async: Whether the statement runs in an event loop.
        settings: Makes the context in which each block runs; entering it is not timed.
    """

    statement: str
    names: Mapping[str, object]
    is_async: bool = False
    settings: Callable[[], AbstractContextManager[object]] = nullcontext


class Block:
    """A call, compiled into a loop that times itself."""

    def __init__(self, call: Call, runner: asyncio.Runner) -> None:
        self._call = call
        self._runner = runner
        names = {**call.names, "_clock": perf_counter}
        define = "async def" if call.is_async else "def"
        exec(SOURCE.format(define=define, statement=call.statement), names)  # noqa: S102 - our own
        self._block = names["_block"]

    def seconds_per_call(self, calls: int) -> float:
        """Run the statement some times, after a warm-up, without garbage collection."""
        with self._call.settings():
            self._seconds(WARM_UP_CALLS)
            with no_garbage_collection():
                return self._seconds(calls) / calls

    def _seconds(self, calls: int) -> float:
        times = repeat(None, calls)
        if self._call.is_async:
            block = cast("Callable[[repeat[None]], Coroutine[None, None, float]]", self._block)
            return self._runner.run(block(times))
        return cast("Callable[[repeat[None]], float]", self._block)(times)


class Rounds:
    """The times of all contenders, one mapping of seconds per call for each round."""

    def __init__(self, rounds: list[dict[str, float]]) -> None:
        self._rounds = rounds

    def seconds(self, name: str) -> float:
        """Return the median time of one call."""
        return Spread.of(times[name] for times in self._rounds).median

    def ratio(self, name: str, *floor: str) -> Spread:
        """Compare a contender with the floor, the sum of its parts, within each round."""
        return Spread.of(times[name] / sum(times[part] for part in floor) for times in self._rounds)


def measure(calls: Mapping[str, Call], plan: Plan) -> Rounds:
    """Time all calls side by side, in as many rounds as the plan says."""
    with asyncio.Runner() as runner, young_generations_only():
        blocks = {name: Block(call, runner) for name, call in calls.items()}
        sizes = {
            name: _calls_per_block(block, plan.block_seconds) for name, block in blocks.items()
        }
        rounds = []
        for number in range(plan.rounds):
            times = {}
            for name in rotated(list(blocks), number):
                times[name] = blocks[name].seconds_per_call(sizes[name])
            rounds.append(times)
            gc.collect()
        return Rounds(rounds)


def rotated(items: list[ItemT], steps: int) -> list[ItemT]:
    """Return the items in the same cyclic order, with another one first at each step."""
    start = steps % len(items)
    return items[start:] + items[:start]


def _calls_per_block(block: Block, seconds: float) -> int:
    """Find how many calls fill a block; the calls made for it also warm up the interpreter."""
    calls = 4
    while (per_call := block.seconds_per_call(calls)) * calls < seconds / 2:
        calls *= 2
    return max(1, round(seconds / per_call))


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """Keep the collector from running at a random place in a timed block."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def young_generations_only() -> Iterator[None]:
    """Exempt what exists already, so that the collection after each round is quick."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
