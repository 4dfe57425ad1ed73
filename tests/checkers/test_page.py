"""docs/type-checkers.md has the table that the checkers have just filled."""

from __future__ import annotations

import pytest

from tests.checkers.page import BEGIN, END, PAGE, share, with_table, written
from tests.checkers.workplace import Workplace


def test_page_has_what_the_checkers_say_now(workplace: Workplace) -> None:
    page = PAGE.read_text(encoding="utf-8")

    text = written(workplace)

    hint = "run `python -m tests.checkers.page --write`, and read what has changed"
    assert with_table(page, text) == page, hint


def test_only_what_stands_between_the_marks_is_replaced() -> None:
    page = f"Before.\n\n{BEGIN}\n\nold\n\n{END}\n\nAfter.\n"

    changed = with_table(page, "new")

    assert f"Before.\n\n{BEGIN}\n\nnew\n\n{END}\n\nAfter.\n" == changed


@pytest.mark.parametrize("page", ["", BEGIN, END, f"{END}\n{BEGIN}"])
def test_page_without_the_marks_is_refused(page: str) -> None:
    with pytest.raises(ValueError, match="the page has no"):
        with_table(page, "new")


def test_cells_tell_all_some_and_none() -> None:
    assert ["✓", "2", "–"] == [share(number, 3) for number in (3, 2, 0)]
