"""What was measured, as Markdown."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from benchmarks.mypy_cost.codebase.plan import Size
from benchmarks.mypy_cost.measuring import WARM_RUNS
from benchmarks.mypy_cost.workplace import Variant
from benchmarks.page import MISSED, bullets, duration, grid

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from benchmarks.mypy_cost.codebase.writing import CodeBase
    from benchmarks.mypy_cost.importing import ImportTimes
    from benchmarks.mypy_cost.measuring import Row
    from benchmarks.results import Spread

CPU = attrgetter("cpu")
WALL = attrgetter("wall")

METHOD = """
mypy runs as its users run it, as `python -m mypy --strict` in a process of its own, once with
`plugins = pydantic.mypy` and once with `plugins = pydantic.mypy, heliograph.mypy`, in turns, for
{rounds}. A ratio is formed between two runs that follow each other; shown is the median, with the
quartiles in brackets. The code base is generated, and is nothing but signals, payload models,
receivers and sends, so a program that also does other things pays less.

- cold: the cache is empty, so typeshed, pydantic and heliograph are analysed as well;
- cold, libraries cached: the cache holds those, and nothing of the code base;
- warm: the cache holds everything, and nothing has changed; {warm_runs} pairs of runs a round;
- one module edited: a payload model has a new optional field, and the cache is from before.

Judged is processor time (user and system). The plugin waits for nothing, so that is what it adds,
and other programs on the machine disturb it less than the time on the clock. Loading the plugin and
everything that it imports is part of each run.
"""

HEAD = (
    "run",
    "processor time, ratio",
    "at most",
    "",
    "clock time, ratio",
    "processor seconds without, with",
    "clock seconds without, with",
)


def report(
    rows: Iterable[Row],
    imports: ImportTimes,
    code_base: CodeBase,
    size: Size,
    rounds: int,
    environment: Mapping[str, str],
) -> str:
    """Return all that is printed."""
    facts = {**environment, "Code base": described(code_base, size)}
    is_judged = is_whole(size)
    sections = [
        "# What the mypy plugin costs",
        bullets(f"{name}: {value}" for name, value in facts.items()),
        METHOD.strip().format(
            rounds="1 round" if rounds == 1 else f"{rounds} rounds", warm_runs=WARM_RUNS
        ),
        grid(HEAD, (cells(row, is_judged=is_judged) for row in rows)),
        *(
            []
            if is_judged
            else ["The targets are for the default size, so nothing is judged here."]
        ),
        (
            f"Importing mypy and `pydantic.mypy` takes {duration(imports.before)}, "
            f"`heliograph.mypy` after that {duration(imports.plugin)}."
        ),
    ]
    return "\n\n".join(sections) + "\n"


def described(code_base: CodeBase, size: Size) -> str:
    """Say how big the code base is."""
    return (
        f"{size.signals:,} signals, {size.receivers:,} receivers, {size.sends:,} sends, in "
        f"{code_base.files:,} modules of {code_base.lines:,} lines"
    )


def is_whole(size: Size) -> bool:
    """Say whether the code base is as big as the targets ask; another seed is fine."""
    whole = Size()
    return (size.signals, size.receivers, size.sends) == (
        whole.signals,
        whole.receivers,
        whole.sends,
    )


def cells(row: Row, *, is_judged: bool) -> Sequence[str]:
    """Return one line of the table."""
    ratio, limit = row.ratios(CPU), row.situation.limit
    verdict = ""
    if is_judged and limit is not None:
        verdict = "met" if ratio.median <= limit else MISSED
    return [
        row.situation.name,
        spread(ratio),
        "" if limit is None else f"{limit:.2f}",
        verdict,
        spread(row.ratios(WALL)),
        *(
            ", ".join(f"{row.seconds(variant, figure):.3f}" for variant in Variant)
            for figure in (CPU, WALL)
        ),
    ]


def spread(ratios: Spread) -> str:
    """Show a median with its quartiles."""
    return f"{ratios.median:.2f} ({ratios.low:.2f} to {ratios.high:.2f})"
