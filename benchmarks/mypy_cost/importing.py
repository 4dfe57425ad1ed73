"""What importing the plugin takes, in processes that have imported what mypy itself needs."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.mypy_cost.running import RunError, run_python
from benchmarks.results import Spread

# In this order, since mypy is there before it loads plugins, and pydantic's is there without ours.
PROGRAM = """\
from time import perf_counter
start = perf_counter()
import mypy.main
import pydantic.mypy
middle = perf_counter()
import heliograph.mypy
print(middle - start, perf_counter() - middle)
"""


@dataclass(frozen=True)
class ImportTimes:
    """Median seconds.

    Attributes:
        before: For mypy and the plugin of pydantic.
        plugin: For `heliograph.mypy` after that.
    """

    before: float
    plugin: float


def import_times(rounds: int) -> ImportTimes:
    """Import the plugin in that many new interpreters, after one that fills caches of bytecode.

    Raises:
        RunError: It can't be imported.
    """
    times = [times_of_one_import() for _ in range(rounds + 1)][1:]
    before, plugin = (Spread.of(column).median for column in zip(*times, strict=True))
    return ImportTimes(before, plugin)


def times_of_one_import() -> tuple[float, float]:
    """Run one interpreter."""
    run = run_python(["-c", PROGRAM])
    if run.code != 0:
        raise RunError("The plugin can't be imported", ["-c", PROGRAM], run)
    before, plugin = map(float, run.output.split())
    return before, plugin
