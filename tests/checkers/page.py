"""Writes the table of docs/type-checkers.md from what the checkers say.

`python -m tests.checkers.page` prints it, and `--write` puts it into the page. A test demands that
the page has it.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.page import bullets, grid
from tests.checkers.cases import ROOT, Use, names_of_rows
from tests.checkers.checkers import CHECKERS
from tests.checkers.gaps import Gap, listed_gaps
from tests.checkers.workplace import CONFIGURATIONS, Workplace

PAGE = ROOT / "docs" / "type-checkers.md"
BEGIN = "<!-- Written by `python -m tests.checkers.page --write`; changes are lost. -->"
END = "<!-- The end of what is written. -->"

LEGEND = (
    "✓ stands for all lines of a row, – for none of them; else their number is told. The lines "
    "are those marked in [typing_tests/checkers](../typing_tests/checkers/README.md)."
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.checkers.page", description=__doc__)
    parser.add_argument("--write", action="store_true", help="put it into docs/type-checkers.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        # Without links, for checkers tell resolved paths.
        text = written(Workplace(Path(folder).resolve()))
    if options.write:
        PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8"), text), encoding="utf-8")
    else:
        print(text)


def with_table(page: str, text: str) -> str:
    """Returns the page with another text between the two marks."""
    before, _, rest = page.partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f"the page has no {BEGIN!r} with {END!r} after it")
    return f"{before}{BEGIN}\n\n{text}\n\n{END}{after}"


def written(workplace: Workplace) -> str:
    """Returns what stands between the marks."""
    gaps = listed_gaps()
    return "\n\n".join(
        [
            f"Checked with {versions()}.",
            LEGEND,
            *section("With generated stubs", workplace, gaps, has_stubs=True),
            *section("Without stubs", workplace, gaps, has_stubs=False),
        ]
    )


def versions() -> str:
    # mypy is there twice.
    found = {checker.package: checker.version for checker in CHECKERS.values()}
    *most, last = (f"{package} {version}" for package, version in found.items())
    return f"{', '.join(most)} and {last}"


def section(
    title: str, workplace: Workplace, gaps: Iterable[Gap], *, has_stubs: bool
) -> Iterator[str]:
    """Yields a part of the page for one half of the configurations."""
    wrong, right = names_of_rows()
    gaps = [gap for gap in gaps if gap.has_stubs is has_stubs]
    missed = [gap for gap in gaps if not any(use.startswith("ok ") for use in gap.uses)]
    alarms = [gap for gap in gaps if gap not in missed]
    uses = workplace.uses

    yield f"### {title}"
    yield table("wrong, and refused", wrong, workplace, has_stubs=has_stubs)
    yield table("right, and accepted", right, workplace, has_stubs=has_stubs)
    if missed:
        yield "Wrong, and not refused:"
        yield bullets(told(gap, uses, wrong) for gap in missed)
    if alarms:
        yield "Right when the program runs, and refused:"
        yield bullets(told(gap, uses, wrong) for gap in alarms)


def table(head: str, rows: dict[str, str], workplace: Workplace, *, has_stubs: bool) -> str:
    outcomes = [
        workplace.outcome(configuration)
        for configuration in CONFIGURATIONS
        if configuration.has_stubs is has_stubs
    ]

    def cells(row: str, name: str) -> Iterator[str]:
        uses = [use for use in workplace.uses if use.row == row]
        yield name
        yield str(len(uses))
        for outcome in outcomes:
            mastered = [use for use in uses if use.is_right is not (use in outcome.refusals)]
            yield share(len(mastered), len(uses))

    return grid((head, "lines", *CHECKERS), (tuple(cells(*row)) for row in rows.items()))


def share(mastered: int, all_of_them: int) -> str:
    if mastered == all_of_them:
        return "✓"
    return str(mastered) if mastered else "–"


def told(gap: Gap, uses: Sequence[Use], rows: dict[str, str]) -> str:
    """Returns a gap, with the rows that are concerned or lines of these below."""
    whole = [rows[name] for name in gap.uses if name in rows]
    lines = [f"`{use.text}`" for use in uses if gap.covers(use) and use.subject not in gap.uses]
    below = "".join(f"\n  - {each}" for each in [*whole, *lines])
    return f"{', '.join(gap.checkers)}: {gap.reason}{below}"


if __name__ == "__main__":
    main()
