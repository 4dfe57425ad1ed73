"""The gaps of the checkers as typing_tests/checkers/gaps.toml lists them, held against a run."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from tests.checkers.cases import FOLDER, ROOT, Use
from tests.checkers.checkers import CHECKERS
from tests.checkers.workplace import Configuration, Outcome


@dataclass(frozen=True)
class Gap:
    """Uses that some checkers get wrong.

    Attributes:
        uses: Subjects of wrong uses, or `ok` for right ones, with or without a word in brackets.
        checkers: The names of the checkers.
        has_stubs: Whether it is with generated stubs that they get them wrong, or without.
        reason: Why, for the page.
    """

    uses: tuple[str, ...]
    checkers: tuple[str, ...]
    has_stubs: bool
    reason: str

    def concerns(self, configuration: Configuration) -> bool:
        return (
            configuration.checker.name in self.checkers
            and configuration.has_stubs is self.has_stubs
        )

    def covers(self, use: Use) -> bool:
        subject = use.subject or "ok"
        return subject in self.uses or f"{subject} ({use.tag})" in self.uses


def listed_gaps() -> list[Gap]:
    with (ROOT / FOLDER / "gaps.toml").open("rb") as file:
        entries = tomllib.load(file)["gap"]
    return [
        Gap(tuple(each["uses"]), tuple(each["checkers"]), each["stubs"], each["reason"])
        for each in entries
    ]


def surprises(
    configuration: Configuration, outcome: Outcome, uses: Iterable[Use], gaps: Iterable[Gap]
) -> Iterator[str]:
    """Yields what a checker got wrong that is no listed gap, and listed gaps that are none."""
    gaps = [gap for gap in gaps if gap.concerns(configuration)]
    for use in uses:
        error = outcome.refusals.get(use)
        is_mistaken = use.is_right is (error is not None)
        is_listed = any(gap.covers(use) for gap in gaps)
        if is_mistaken and not is_listed:
            yield f"{use}\n    refused: {error}" if error else f"{use}\n    not refused"
        elif is_listed and not is_mistaken:
            done = "accepted" if use.is_right else "refused"
            yield f"{use}\n    now {done} as it should be; take it out of gaps.toml"
    yield from (f"outside of the uses: {error}" for error in outcome.elsewhere)


def faults(gaps: Iterable[Gap], uses: Iterable[Use]) -> Iterator[str]:
    """Yields entries of the list that mean nothing, or the same as another."""
    uses = list(uses)
    listed = set()
    for gap in gaps:
        for checker in gap.checkers:
            if checker not in CHECKERS:
                yield f"no such checker: {checker}"
        for name in gap.uses:
            if not any(Gap((name,), (), gap.has_stubs, "").covers(use) for use in uses):
                yield f"no such use: {name}"
        covered = [use for use in uses if gap.covers(use)]
        for case in product(gap.checkers, [gap.has_stubs], covered):
            if case in listed:
                yield f"listed twice: {case[2]} by {case[0]}"
            listed.add(case)
