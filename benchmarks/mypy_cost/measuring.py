"""Run mypy with and without the plugin, in turns.

What others do on the machine comes and goes, so a ratio is formed between two runs that follow each
other, and who is first changes from round to round.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.mypy_cost.workplace import Variant
from benchmarks.results import Spread
from benchmarks.timing import rotated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from benchmarks.mypy_cost.running import Run
    from benchmarks.mypy_cost.workplace import Workplace

    Pair = dict[Variant, Run]

#: A warm run takes a fraction of a second, so each round has several.
WARM_RUNS = 5


@dataclass(frozen=True)
class Situation:
    """In what state mypy finds code and cache.

    Attributes:
        name: What it is called in the table.
        limit: The highest ratio that heliograph's developers accept; None for a row to look at.
    """

    name: str
    limit: float | None = None


COLD = Situation("cold: nothing cached", 1.20)
LIBRARIES_CACHED = Situation("cold, libraries cached", 1.20)
WARM = Situation("warm: nothing changed", 1.05)
EDITED = Situation("one module edited")


@dataclass(frozen=True)
class Row:
    """All that was measured in one situation: pairs of runs, with and without the plugin."""

    situation: Situation
    pairs: tuple[Pair, ...]

    def ratios(self, figure: Callable[[Run], float]) -> Spread:
        """Summarise how many times as much the plugin makes it."""
        return Spread.of(
            figure(pair[Variant.WITH]) / figure(pair[Variant.WITHOUT]) for pair in self.pairs
        )

    def seconds(self, variant: Variant, figure: Callable[[Run], float]) -> float:
        """Return the median time of one variant."""
        return Spread.of(figure(pair[variant]) for pair in self.pairs).median


def measure(workplace: Workplace, rounds: int, say: Callable[[str], object]) -> list[Row]:
    """Bring about each situation in each round, and run mypy with and without the plugin.

    Args:
        workplace: What mypy runs on.
        rounds: How often; each round gives one ratio for each situation, and several for warm runs.
        say: Is told how far it has got.

    Raises:
        RunError: A run did not end well.
    """
    say("seeing whether the plugin is at work ...")
    workplace.prepare()
    pairs: dict[Situation, list[Pair]] = defaultdict(list)
    for number in range(rounds):
        say(f"round {number + 1} of {rounds} ...")
        variants = rotated(list(Variant), number)
        pairs[COLD].append(in_turns(workplace, variants, workplace.empty_cache))
        pairs[LIBRARIES_CACHED].append(in_turns(workplace, variants, workplace.cache_libraries))
        for _ in range(WARM_RUNS):
            pairs[WARM].append(in_turns(workplace, variants))
        with workplace.edited():
            pairs[EDITED].append(in_turns(workplace, variants))
    return [Row(situation, tuple(found)) for situation, found in pairs.items()]


def in_turns(
    workplace: Workplace,
    variants: Iterable[Variant],
    prepare: Callable[[Variant], None] | None = None,
) -> Pair:
    """Run mypy once for each variant, after what is to be done before that."""
    runs = {}
    for variant in variants:
        if prepare is not None:
            prepare(variant)
        runs[variant] = workplace.check(variant)
    return runs
