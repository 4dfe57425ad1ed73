"""What each type checker says of the case files is what they mark, but for the listed gaps."""

from __future__ import annotations

import pytest

from tests.checkers.cases import SIGNALS, case_files, names_of_rows
from tests.checkers.gaps import faults, listed_gaps, surprises
from tests.checkers.workplace import CONFIGURATIONS, Configuration, Workplace

each_configuration = pytest.mark.parametrize("configuration", CONFIGURATIONS, ids=str)


class TestCaseFiles:
    def test_there_are_many_uses_of_each_kind(self) -> None:
        uses = [use for file in case_files().values() for use in file.uses]

        assert sum(use.is_right for use in uses) >= 90
        assert sum(not use.is_right for use in uses) >= 150

    def test_each_row_of_the_table_has_uses_and_each_use_a_row(self) -> None:
        wrong, right = names_of_rows()

        uses = [use for file in case_files().values() for use in file.uses]

        assert {*wrong} == {use.row for use in uses if not use.is_right}
        assert {*right} == {use.row for use in uses if use.is_right}


class TestGaps:
    def test_each_entry_means_something_and_nothing_is_listed_twice(
        self, workplace: Workplace
    ) -> None:
        assert [] == list(faults(listed_gaps(), workplace.uses))

    def test_mypy_with_the_plugin_refuses_every_wrong_use_without_stubs(self) -> None:
        gaps = [
            gap
            for gap in listed_gaps()
            if "mypy with the plugin" in gap.checkers and not gap.has_stubs
        ]

        assert [] == [use for gap in gaps for use in gap.uses if not use.startswith("ok ")]

    @each_configuration
    def test_checker_gets_right_what_is_no_listed_gap(
        self, configuration: Configuration, workplace: Workplace
    ) -> None:
        outcome = workplace.outcome(configuration)

        found = list(surprises(configuration, outcome, workplace.uses, listed_gaps()))
        assert not found, "\n".join([str(configuration), *found])


class TestGeneratedStub:
    def test_is_what_the_checkers_read(self, workplace: Workplace) -> None:
        stub = SIGNALS.with_suffix(".pyi")

        assert (workplace.copy(has_stubs=True) / stub).is_file()
        assert not (workplace.copy(has_stubs=False) / stub).exists()
