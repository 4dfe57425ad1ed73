"""What was measured, as plain data: a spread of ratios per group, contender and case."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Spread:
    """The median of some numbers, between the quartiles that say how noisy they were."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, numbers: Iterable[float]) -> Spread:
        """Summarise numbers; a single one is its own quartiles.

        Raises:
            statistics.StatisticsError: There are no numbers.
        """
        values = list(numbers)
        if len(values) == 1:
            return cls(values[0], values[0], values[0])
        low, median, high = statistics.quantiles(values, n=4, method="inclusive")
        return cls(median, low, high)


@dataclass(frozen=True)
class Measurement:
    """One cell of the tables.

    Attributes:
        contender: What was measured.
        case: Under which circumstances, for instance the number of receivers.
        spread: The ratio to the floor of the group, or a number of bytes.
        seconds: The median time of one call, or None where no time was measured.
    """

    contender: str
    case: str
    spread: Spread
    seconds: float | None = None


@dataclass(frozen=True)
class Table:
    """The measurements of one group and the words that explain them.

    Attributes:
        group: The name on the command line and in the table of targets.
        title: The heading on the page.
        unit: What the numbers are, for instance a ratio to the hand-written loop.
        cases_are: What the columns are, for instance numbers of receivers.
        notes: Markdown that says how this group was measured.
    """

    group: str
    title: str
    unit: str
    cases_are: str
    measurements: tuple[Measurement, ...]
    notes: str = ""

    @property
    def contenders(self) -> list[str]:
        """The rows, in the order in which they were measured."""
        return list(dict.fromkeys(measurement.contender for measurement in self.measurements))

    @property
    def cases(self) -> list[str]:
        """The columns, in the order in which they were measured."""
        return list(dict.fromkeys(measurement.case for measurement in self.measurements))

    def find(self, contender: str, case: str) -> Measurement | None:
        """Return one cell, or None where the contender has no such case."""
        for measurement in self.measurements:
            if (measurement.contender, measurement.case) == (contender, case):
                return measurement
        return None
