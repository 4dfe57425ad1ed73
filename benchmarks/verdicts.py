"""Judge measurements by the targets."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.targets import RIVALRIES, TARGETS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from benchmarks.results import Measurement, Table
    from benchmarks.targets import Rivalry, Target, Version


@dataclass(frozen=True)
class Verdict:
    """A target and what was measured for it.

    Attributes:
        target: What is to be reached.
        measurement: What was measured; None where the target belongs to another Python version.
    """

    target: Target
    measurement: Measurement | None

    @property
    def is_missed(self) -> bool:
        """Whether the median exceeds the target, however little."""
        return self.measurement is not None and self.measurement.spread.median > self.target.at_most


@dataclass(frozen=True)
class Comparison:
    """A row of heliograph and the best of its rivals, in one case."""

    rivalry: Rivalry
    own: Measurement
    best_rival: Measurement

    @property
    def is_below(self) -> bool:
        """Whether heliograph needs less than each of the rivals."""
        return self.own.spread.median < self.best_rival.spread.median

    @property
    def is_missed(self) -> bool:
        """Whether it should be below and is not."""
        return not self.rivalry.aside and not self.is_below


def judge(
    tables: Iterable[Table],
    targets: Sequence[Target] = TARGETS,
    version: Version = (sys.version_info.major, sys.version_info.minor),
) -> list[Verdict]:
    """Find the measurement of each target whose group was measured.

    Raises:
        LookupError: A target applies to this Python version, but its row or column does not exist.
    """
    measured = {table.group: table for table in tables}
    return [
        Verdict(target, _measurement(measured[target.group], target, version))
        for target in targets
        if target.group in measured
    ]


def _measurement(table: Table, target: Target, version: Version) -> Measurement | None:
    if not target.since <= version <= target.until:
        return None
    found = table.find(target.contender, target.case)
    if found is None:
        raise LookupError(f"nothing was measured for {target}")
    return found


def compare(
    tables: Iterable[Table], rivalries: Sequence[Rivalry] = RIVALRIES
) -> Iterator[Comparison]:
    """Set each row of heliograph against the best of its rivals, case by case."""
    measured = {table.group: table for table in tables}
    for rivalry in rivalries:
        if rivalry.group not in measured:
            continue
        table = measured[rivalry.group]
        for case in table.cases:
            own = table.find(rivalry.contender, case)
            rivals = [
                found for rival in rivalry.rivals if (found := table.find(rival, case)) is not None
            ]
            if own is not None and rivals:
                best = min(rivals, key=lambda rival: rival.spread.median)
                yield Comparison(rivalry, own, best)
