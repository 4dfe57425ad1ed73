"""How case files and gaps are read."""

from __future__ import annotations

import pytest

from tests.checkers.cases import FOLDER, CaseFile, Use
from tests.checkers.checkers import CHECKERS, Error
from tests.checkers.gaps import Gap, faults, surprises
from tests.checkers.workplace import Configuration, Outcome, sorted_out

SOURCE = """\
import logging

@order_placed.connect
def wrong(order_id: str,
          **kwargs): ...  # E: parameter-type

@order_placed.connect  # ok (word)
async def right(order_id, **kwargs):
    order_placed.send(
        "shop",
        order_id=1,
    )  # E: missing
"""
PYRIGHT = Configuration(CHECKERS["pyright"], has_stubs=True)


class TestMarkers:
    def test_use_spans_its_statement_and_the_decorators(self) -> None:
        uses = CaseFile("case", SOURCE).uses

        assert [
            (3, 5, "parameter-type", None),
            (7, 12, None, "word"),
            (9, 12, "missing", None),
        ] == [(use.first, use.last, use.subject, use.tag) for use in uses]

    def test_use_is_told_without_the_body_of_a_function(self) -> None:
        texts = [use.text for use in CaseFile("case", SOURCE).uses]

        assert [
            "@order_placed.connect def wrong(order_id: str, **kwargs)",
            "@order_placed.connect async def right(order_id, **kwargs)",
            "order_placed.send('shop', order_id=1)",
        ] == texts

    def test_row_is_the_subject_of_what_is_wrong_and_the_file_of_what_is_right(self) -> None:
        rows = [use.row for use in CaseFile("case", SOURCE).uses]

        assert ["parameter-type", "case", "missing"] == rows

    @pytest.mark.parametrize("line", range(1, 13))
    def test_error_counts_for_the_innermost_statement(self, line: int) -> None:
        use = CaseFile("case", SOURCE).use_at(line)

        expected = {3: 3, 4: 3, 5: 3, 7: 7, 8: 7} | dict.fromkeys(range(9, 13), 9)
        assert expected.get(line) == (use and use.first)

    @pytest.mark.parametrize(
        "source", ["a()  # E missing", "a() # ok", "a()  # ok: right", "f(\n  1,  # ok\n)  # ok"]
    )
    def test_what_looks_like_a_marker_and_is_none_is_refused(self, source: str) -> None:
        with pytest.raises(ValueError, match="marker"):
            CaseFile("case", source)


class TestSorting:
    def test_errors_stand_in_uses_or_elsewhere(self) -> None:
        file = CaseFile("case", SOURCE)
        first = Error((FOLDER / "case.py").as_posix(), 3, "first")
        again = Error((FOLDER / "case.py").as_posix(), 4, "again")
        outside = Error((FOLDER / "case.py").as_posix(), 1, "outside")
        other = Error((FOLDER / "shop" / "case.pyi").as_posix(), 3, "other")

        outcome = sorted_out([first, again, outside, other], {"case": file})

        assert {file.uses[0]: first} == outcome.refusals
        assert [outside, other] == outcome.elsewhere


def use(subject: str | None, tag: str | None = None) -> Use:
    return Use("case", 1, 1, subject, tag, "text")


def gap(*uses: str, has_stubs: bool = True) -> Gap:
    return Gap(uses, ("pyright",), has_stubs, "reason")


ERROR = Error("case.py", 1, "message")


class TestSurprises:
    @pytest.mark.parametrize(
        ("case", "is_refused"), [(use("missing"), True), (use(None), False)], ids=["wrong", "right"]
    )
    def test_what_is_as_marked_is_none(self, case: Use, is_refused: bool) -> None:
        outcome = Outcome({case: ERROR} if is_refused else {}, [])

        assert [] == list(surprises(PYRIGHT, outcome, [case], []))

    @pytest.mark.parametrize(
        ("case", "listed"),
        [
            (use("missing"), "missing"),
            (use("missing", "word"), "missing"),
            (use("missing", "word"), "missing (word)"),
            (use(None, "word"), "ok (word)"),
        ],
        ids=["subject", "subject of a word", "subject and word", "right"],
    )
    def test_what_is_listed_is_one_when_it_is_none_any_more(self, case: Use, listed: str) -> None:
        mistaken = Outcome({case: ERROR} if case.is_right else {}, [])
        mended = Outcome({} if case.is_right else {case: ERROR}, [])

        assert [] == list(surprises(PYRIGHT, mistaken, [case], [gap(listed)]))
        [surprise] = surprises(PYRIGHT, mended, [case], [gap(listed)])
        assert "take it out" in surprise

    def test_new_miss_and_new_false_alarm_are_told(self) -> None:
        wrong, right = use("missing"), use(None)

        found = list(surprises(PYRIGHT, Outcome({right: ERROR}, []), [wrong, right], []))

        assert ["not refused", f"refused: {ERROR}"] == [text.split("\n    ")[1] for text in found]

    @pytest.mark.parametrize(
        "other",
        [
            gap("missing", has_stubs=False),
            gap("missing (word)"),
            gap("ok (word)"),
            Gap(("missing",), ("ty",), True, ""),
        ],
        ids=["without stubs", "another word", "right", "another checker"],
    )
    def test_gap_of_something_else_does_not_count(self, other: Gap) -> None:
        [surprise] = surprises(PYRIGHT, Outcome({}, []), [use("missing")], [other])

        assert "not refused" in surprise

    def test_error_outside_of_the_uses_is_one(self) -> None:
        [surprise] = surprises(PYRIGHT, Outcome({}, [ERROR]), [], [])

        assert f"outside of the uses: {ERROR}" == surprise


class TestFaults:
    def test_unknown_checker_is_told(self) -> None:
        [fault] = faults([Gap(("missing",), ("pyrite",), True, "")], [use("missing")])

        assert "no such checker: pyrite" == fault

    def test_use_that_is_nowhere_is_told(self) -> None:
        [fault] = faults([gap("missing", "missing (word)")], [use("missing")])

        assert "no such use: missing (word)" == fault

    def test_use_that_two_entries_cover_is_told(self) -> None:
        entries = [gap("missing"), gap("missing (word)"), gap("missing", has_stubs=False)]

        [fault] = faults(entries, [use("missing", "word")])

        assert "listed twice: case.py:1: text by pyright" == fault
