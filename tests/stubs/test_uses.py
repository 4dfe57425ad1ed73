"""mypy and pyright with the stubs report what the files of stubs/uses mark, and nothing else.

A marker is that of typing_tests; a code that begins with `report` is a rule of pyright, any other
a code of mypy.
"""

import shutil
from pathlib import Path

import pytest

from tests.mypy.running import Error, differences, expected_errors, right_lines
from tests.stubs.checking import mypy, of_mypy, of_pyright, pyright
from tests.stubs.installing import STUBS, Installed

USES = STUBS / "uses"
FILES = sorted(path.name for path in USES.glob("*.py"))
each_file = pytest.mark.parametrize("file", FILES)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the files, in which pyright doesn't find the stubs but where they are installed."""
    return Path(
        shutil.copytree(USES, tmp_path_factory.mktemp("uses"), dirs_exist_ok=True)
    ).resolve()


@pytest.fixture(scope="module")
def reported_by_mypy(folder: Path, installed: Installed, scratch: Path) -> list[Error]:
    return mypy(folder, FILES, installed, scratch)


@pytest.fixture(scope="module")
def reported_by_pyright(folder: Path, installed: Installed) -> list[Error]:
    return pyright(folder, FILES, installed)


def source(file: str) -> str:
    return (USES / file).read_text(encoding="utf-8")


@each_file
def test_mypy_reports_what_the_markers_tell(file: str, reported_by_mypy: list[Error]) -> None:
    errors = [error for error in reported_by_mypy if error.file == file]

    found = differences(of_mypy(expected_errors(source(file))), errors)
    assert not found, "\n".join([file, *found])


@each_file
def test_pyright_reports_what_the_markers_tell(file: str, reported_by_pyright: list[Error]) -> None:
    errors = [error for error in reported_by_pyright if error.file == file]

    found = differences(of_pyright(expected_errors(source(file))), errors)
    assert not found, "\n".join([file, *found])


def test_nothing_is_reported_elsewhere(
    reported_by_mypy: list[Error], reported_by_pyright: list[Error]
) -> None:
    assert set(FILES) == {error.file for error in reported_by_mypy}
    assert set(FILES) == {error.file for error in reported_by_pyright}


def test_without_the_marker_of_partial_stubs_mypy_would_miss_the_rest_of_plain(
    folder: Path, installed: Installed, tmp_path: Path
) -> None:
    """So the tests above can fail; pyright finds the real modules with and without it."""
    unmarked = installed.copied_to(tmp_path / "unmarked")
    (unmarked.site_packages / "plain-stubs" / "py.typed").unlink()

    errors = mypy(folder, ["uses_rest_of_plain.py"], unmarked, tmp_path / "scratch")

    untyped = [error.message for error in errors if error.code == "import-untyped"]
    assert any('"plain.runtime"' in message for message in untyped)


def test_there_are_many_of_each_kind() -> None:
    sources = [source(file) for file in FILES]

    assert sum(len(expected_errors(each)) for each in sources) >= 50
    assert sum(len(right_lines(each)) for each in sources) >= 75
