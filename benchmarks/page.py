"""Write what was measured as Markdown, alike in the terminal and in docs/performance.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.conclusions import conclusions
from benchmarks.targets import FIRST, LAST
from benchmarks.verdicts import compare, judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from benchmarks.plan import Plan
    from benchmarks.results import Measurement, Spread, Table
    from benchmarks.targets import Target
    from benchmarks.verdicts import Comparison, Verdict

INTRODUCTION = """
This page is written by `make bench`; changes by hand are lost. Ratios are comparable between
machines, times are not.
"""

METHOD = """
All contenders of a table run side by side in one process. In each of {rounds} rounds every
contender gets a block of about {milliseconds} ms, in rotating order, with the garbage collector off
during a block and run between rounds. A ratio is formed within each round, so that noise of the
machine that lasts longer than a round cancels out; shown is the median of these ratios, and the
median time of one call. Growing registries and imports take longer, so they get {slow_rounds}
rounds.

The floor is the least that a loop written by hand can cost, the bare expression
`[(r, r(signal=s, sender=sender, **fields)) for r in receivers]`: strong references, the fields at
hand as a dict, no function around it. The same loop as the body of a method
`send(self, sender, **fields)`, which is what people write, is a row of its own.
"""

TARGETS_NOTE = "Behind each median stand the quartiles: half of the rounds lie between them."

RIVALS_NOTE = """
In every case heliograph is to be below Django with `use_caching=True`, blinker and pluggy, as far
as these can do the same.
"""

MISSED = "**missed**"
BYTES = "bytes"


def page(tables: Sequence[Table], environment: dict[str, str], plan: Plan) -> str:
    """Return the whole page."""
    verdicts = judge(tables)
    comparisons = list(compare(tables))
    sections = [
        "# Speed and memory",
        INTRODUCTION.strip(),
        bullets(f"{name}: {value}" for name, value in environment.items()),
        "## In short",
        bullets(conclusions(tables)),
        "## How it is measured",
        method(plan),
        *(section for table in tables for section in measurements(table)),
        "## Targets",
        "What heliograph's developers want to reach. " + TARGETS_NOTE,
        summary(verdicts, comparisons),
        targets_table(verdicts),
    ]
    if comparisons:
        sections += [
            "## Against other dispatchers",
            RIVALS_NOTE.strip(),
            comparisons_table(comparisons),
        ]
    return "\n\n".join(section for section in sections if section) + "\n"


def method(plan: Plan) -> str:
    """Describe the measurement in a few sentences."""
    return METHOD.strip().format(
        rounds=plan.rounds,
        milliseconds=f"{plan.block_seconds * 1000:g}",
        slow_rounds=plan.slow_rounds,
    )


def summary(verdicts: Sequence[Verdict], comparisons: Sequence[Comparison]) -> str:
    """Count what was reached and name what was not."""
    applying = [verdict for verdict in verdicts if verdict.measurement is not None]
    counted = [comparison for comparison in comparisons if not comparison.rivalry.aside]
    missed = [
        f"{verdict.target.group}: {described(verdict.target)}: {spread(verdict.measurement)}, "
        f"not at most {limit(verdict.target)}"
        for verdict in verdicts
        if verdict.measurement is not None and verdict.is_missed
    ] + [
        f"{comparison.rivalry.group}: {comparison.own.contender}: {side_by_side(comparison)} "
        f"({comparison.best_rival.contender}), not below"
        for comparison in comparisons
        if comparison.is_missed
    ]
    total = len(applying) + len(counted)
    count = f"{total - len(missed)} of {total} targets are reached."
    return f"{count} Missed:\n\n{bullets(missed)}" if missed else count


def measurements(table: Table) -> Iterator[str]:
    """Yield heading, notes and the table of one group."""
    yield f"## {table.title}"
    yield table.notes.strip()
    case = (
        f", for each of these {table.cases_are}" if table.cases_are and len(table.cases) > 1 else ""
    )
    yield f"Shown: {table.unit}{case}."
    yield grid(
        ["", *table.cases],
        (
            [contender, *(cell(table, contender, case) for case in table.cases)]
            for contender in table.contenders
        ),
    )


def cell(table: Table, contender: str, case: str) -> str:
    """Show one measurement."""
    found = table.find(contender, case)
    if found is None:
        return ""
    if found.seconds is None:
        return f"{found.spread.median:.0f}"
    return f"{found.spread.median:.2f} · {duration(found.seconds)}"


def targets_table(verdicts: Iterable[Verdict]) -> str:
    """Show each target, what was measured, and whether that is enough."""
    return grid(
        ["group", "what", "measured", "at most", ""],
        (
            [
                verdict.target.group,
                described(verdict.target),
                "" if verdict.measurement is None else spread(verdict.measurement),
                limit(verdict.target),
                outcome(verdict),
            ]
            for verdict in verdicts
        ),
    )


def outcome(verdict: Verdict) -> str:
    """Say whether a target is reached."""
    if verdict.measurement is None:
        return "not for this Python"
    return MISSED if verdict.is_missed else "reached"


def comparisons_table(comparisons: Sequence[Comparison]) -> str:
    """Show each row of heliograph beside the best of the others, one line for all its cases."""
    rivalries = dict.fromkeys(comparison.rivalry for comparison in comparisons)
    return grid(
        ["group", "what", "compared with", "case: heliograph, best of the others", "below"],
        (
            [
                rivalry.group,
                rivalry.contender,
                "; ".join(rivalry.rivals),
                "; ".join(side_by_side(comparison) for comparison in of_rivalry),
                below(of_rivalry),
            ]
            for rivalry in rivalries
            if (of_rivalry := [found for found in comparisons if found.rivalry == rivalry])
        ),
    )


def side_by_side(comparison: Comparison) -> str:
    """Show two medians of one case."""
    own, best = (f"{found.spread.median:.3g}" for found in (comparison.own, comparison.best_rival))
    return f"{comparison.own.case}: {own}, {best}"


def below(comparisons: Sequence[Comparison]) -> str:
    """Say whether heliograph needs less in every case, and mark where it should but does not."""
    above = ", ".join(found.own.case for found in comparisons if not found.is_below)
    if aside := comparisons[0].rivalry.aside:
        return f"{f'not: {above}' if above else 'yes'} ({aside})"
    return f"{MISSED}: {above}" if above else "yes"


def described(target: Target) -> str:
    """Name the row and column of a target, and the Pythons to which it applies."""
    text = f"{target.contender}: {target.case}"
    if target.until != LAST:
        return f"{text} (Python {dotted(target.until)})"
    if target.since != FIRST:
        return f"{text} (from Python {dotted(target.since)})"
    return text


def dotted(version: tuple[int, int]) -> str:
    """Show a version."""
    return ".".join(map(str, version))


def limit(target: Target) -> str:
    """Show the limit in its unit."""
    return f"{target.at_most:.0f} {BYTES}" if target.group == "memory" else f"{target.at_most:.2f}"


def spread(measurement: Measurement) -> str:
    """Show a median with its quartiles; a number of bytes has none."""
    found: Spread = measurement.spread
    if measurement.seconds is None:
        return f"{found.median:.0f} {BYTES}"
    return f"{found.median:.2f} ({found.low:.2f} to {found.high:.2f})"


def duration(seconds: float) -> str:
    """Show a time with three digits at most."""
    for factor, unit in ((1e9, "ns"), (1e6, "µs"), (1e3, "ms")):
        if seconds * factor < 1000:
            return f"{seconds * factor:.3g} {unit}"
    return f"{seconds:.3g} s"


def bullets(lines: Iterable[str]) -> str:
    """Make a list."""
    return "\n".join(f"- {line}" for line in lines)


def grid(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Make a table whose columns are aligned in the source too, since it is read in terminals."""
    cells = [list(head), *(list(row) for row in rows)]
    widths = [max(3, *(len(row[column]) for row in cells)) for column in range(len(head))]
    rule = ["-" * width for width in widths]
    return "\n".join(
        "| " + " | ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)) + " |"
        for row in [cells[0], rule, *cells[1:]]
    )
