"""What docs/errors.md says of mypy, held against mypy."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from heliograph.mypy import _messages
from tests.mypy.running import Error, run_mypy

PAGE = Path(__file__).parents[2] / "docs" / "errors.md"
CONFIG = "[mypy]\nstrict = True\nplugins = pydantic.mypy, heliograph.mypy\n"


class Entry(NamedTuple):
    """The entry of one code: a wrong example, what mypy says of it, and a right one."""

    code: str
    wrong: str
    said: list[str]
    right: str


def sections() -> dict[str, str]:
    """The text below each heading of the second and third level."""
    parts = re.split(r"^##+ (.+)\n", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def blocks(section: str) -> list[str]:
    return re.findall(r"^```\w+\n(.*?)^```$", section, flags=re.MULTILINE | re.DOTALL)


def read_entry(code: str, section: str) -> Entry:
    wrong, said, right = blocks(section)
    return Entry(code, wrong, said.splitlines(), right)


ENTRIES = {
    name: read_entry(name, text) for name, text in sections().items() if name.startswith("signal-")
}
[DECLARATIONS] = blocks(sections()["What mypy reports"])
each_entry = pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Error]]:
    """What mypy reports of each example, by the name of a file that is made of it.

    The right examples are one file, for each may go on from those before it.
    """
    folder = tmp_path_factory.mktemp("page")
    right = DECLARATIONS
    for entry in ENTRIES.values():
        wrong = f"{right}\n{entry.wrong}"
        folder.joinpath(f"{entry.code}.py".replace("-", "_")).write_text(wrong, encoding="utf-8")
        right += f"\n{entry.right}"
    folder.joinpath("right.py").write_text(right, encoding="utf-8")
    files = sorted(path.name for path in folder.glob("*.py"))
    errors = run_mypy(folder, files, CONFIG, tmp_path_factory.mktemp("scratch"))
    return {file: [error for error in errors if error.file == file] for file in files}


def test_each_code_has_an_entry() -> None:
    codes = [
        _messages.SEND,
        _messages.RECEIVER,
        _messages.KWARGS,
        _messages.WEAK,
        _messages.PAYLOAD,
    ]

    assert [code.code for code in codes] == list(ENTRIES)


@each_entry
def test_wrong_example_is_reported_in_the_words_of_the_page(
    entry: Entry, reported: dict[str, list[Error]]
) -> None:
    found = reported[f"{entry.code}.py".replace("-", "_")]

    said = [
        line
        for error in found
        for line in (
            f"error: {error.message}  [{error.code}]",
            *(f"note: {note}" for note in error.notes),
        )
    ]
    assert entry.said == said


@each_entry
def test_wrong_example_is_reported_by_its_code_alone(
    entry: Entry, reported: dict[str, list[Error]]
) -> None:
    found = reported[f"{entry.code}.py".replace("-", "_")]

    assert {entry.code} == {error.code for error in found}


def test_right_examples_are_let_pass(reported: dict[str, list[Error]]) -> None:
    assert [] == reported["right.py"]
