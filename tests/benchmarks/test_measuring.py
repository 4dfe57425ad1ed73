"""The arithmetic and the machinery of the benchmark; no test depends on speed."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from benchmarks.page import grid
from benchmarks.plan import Plan
from benchmarks.results import Measurement, Spread, Table
from benchmarks.targets import Rivalry, Target
from benchmarks.timing import Call, Rounds, measure, rotated
from benchmarks.verdicts import compare, judge

if TYPE_CHECKING:
    from collections.abc import Iterator

TINY = Plan(rounds=2, block_seconds=1e-6, small=2, large=4, batch=2)


def table(**medians: float) -> Table:
    """Make a table with one case."""
    return Table(
        group="group",
        title="title",
        unit="unit",
        cases_are="cases",
        measurements=tuple(
            Measurement(contender, "case", Spread.of([median]), seconds=1.0)
            for contender, median in medians.items()
        ),
    )


def test_a_ratio_is_the_median_of_the_ratios_within_each_round() -> None:
    rounds = Rounds(
        [
            {"own": 1.0, "floor": 2.0},
            {"own": 30.0, "floor": 20.0},  # a slow round
            {"own": 2.0, "floor": 2.0},
        ]
    )

    assert rounds.ratio("own", "floor") == Spread(median=1.0, low=0.75, high=1.25)
    assert rounds.seconds("own") == 2.0


def test_the_parts_of_a_floor_are_added_within_each_round() -> None:
    rounds = Rounds([{"own": 3.0, "loop": 2.0, "validation": 4.0}])

    assert rounds.ratio("own", "validation", "loop") == Spread(0.5, 0.5, 0.5)


def test_each_contender_comes_first_in_turn() -> None:
    assert [rotated(["a", "b", "c"], step) for step in range(4)] == [
        ["a", "b", "c"],
        ["b", "c", "a"],
        ["c", "a", "b"],
        ["a", "b", "c"],
    ]


def test_blocks_run_in_their_settings_and_without_garbage_collection() -> None:
    seen: set[tuple[bool, object]] = set()
    is_set = False

    @contextmanager
    def settings() -> Iterator[None]:
        nonlocal is_set
        is_set = True
        yield
        is_set = False

    measure(
        {
            "plain": Call("look()", {"look": lambda: seen.add((is_set, "plain"))}),
            "set": Call(
                "look()", {"look": lambda: seen.add((is_set, gc.isenabled()))}, settings=settings
            ),
        },
        TINY,
    )

    # The warm-up runs with the collector on.
    assert {(False, "plain"), (True, True), (True, False)} == seen
    assert gc.isenabled()


def test_an_awaited_call_is_measured_in_an_event_loop() -> None:
    awaited = []

    async def receiver() -> None:
        awaited.append("once")

    rounds = measure(
        {"async": Call("await receiver()", {"receiver": receiver}, is_async=True)}, TINY
    )

    assert rounds.seconds("async") > 0
    assert awaited


@pytest.mark.parametrize(("median", "is_missed"), [(0.49, False), (0.5, False), (0.5001, True)])
def test_a_target_is_missed_when_the_median_exceeds_it(median: float, is_missed: bool) -> None:
    [verdict] = judge([table(own=median)], [Target("group", "own", "case", 0.5)])

    assert verdict.is_missed is is_missed


def test_a_target_of_another_python_is_neither_missed_nor_reached() -> None:
    targets = [
        Target("group", "own", "case", 0.5, until=(3, 11)),
        Target("group", "own", "case", 2.0, since=(3, 12)),
    ]

    old, new = judge([table(own=1.0)], targets, version=(3, 13))

    assert old.measurement is None
    assert not old.is_missed
    assert new.measurement is not None


def test_a_target_without_its_measurement_is_an_error() -> None:
    with pytest.raises(LookupError, match="misspelt"):
        judge([table(own=1.0)], [Target("group", "misspelt", "case", 0.5)])


def test_a_target_of_a_group_that_was_not_measured_is_left_out() -> None:
    assert judge([table(own=1.0)], [Target("other", "own", "case", 0.5)]) == []


def test_a_row_is_compared_with_the_best_of_its_rivals() -> None:
    rivalry = Rivalry("group", "own", ("slow", "quick", "absent"))

    [comparison] = compare([table(own=2.0, slow=3.0, quick=1.0)], [rivalry])

    assert comparison.best_rival.contender == "quick"
    assert comparison.is_missed


def test_a_comparison_that_only_informs_is_never_missed() -> None:
    rivalry = Rivalry("group", "own", ("quick",), aside="it does more")

    [comparison] = compare([table(own=2.0, quick=1.0)], [rivalry])

    assert not comparison.is_below
    assert not comparison.is_missed


def test_a_grid_is_aligned() -> None:
    assert grid(["", "case"], [["own", "1"], ["loop by hand", "2.5"]]).splitlines() == [
        "|              | case |",
        "| ------------ | ---- |",
        "| own          | 1    |",
        "| loop by hand | 2.5  |",
    ]
