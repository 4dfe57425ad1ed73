"""What can stand in the way of a stub."""

from __future__ import annotations

import pytest

from heliograph.stubgen import StubError, one_line
from heliograph.stubgen._errors import UnnameableError


def test_users_catch_what_concerns_a_whole_module() -> None:
    assert issubclass(StubError, Exception)
    assert "nothing to write" == str(StubError("nothing to write"))


def test_what_concerns_one_signal_ends_no_module() -> None:
    assert not issubclass(UnnameableError, StubError)


@pytest.mark.parametrize(
    ("expected", "error"),
    [
        ("no", ValueError("no")),
        ("", ValueError()),
        ("one two three", ValueError("one\n  two\r\n\tthree\n")),
        ("'a'", KeyError("a")),
    ],
)
def test_what_an_exception_says_is_one_line(expected: str, error: Exception) -> None:
    assert expected == one_line(error)


def test_what_an_exception_cannot_say_is_said_of_it() -> None:
    class Silent(Exception):  # noqa: N818 - it says nothing
        def __str__(self) -> str:
            raise RuntimeError

    assert "a Silent that can't be shown" == one_line(Silent())
