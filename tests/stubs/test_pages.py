"""What docs/stubs-*.md shows of mypy and pyright is what they print, and its versions are right."""

import importlib.metadata
import re
import sys
from pathlib import Path

import pytest

from tests.stubs.installing import STUBS, Installed, run

DOCS = STUBS.parent / "docs"
each_page = pytest.mark.parametrize(
    ("page", "example"), [("stubs-pydispatcher.md", "shop.py"), ("stubs-plain.md", "orders.py")]
)


def section(page: str, heading: str) -> str:
    text = (DOCS / page).read_text(encoding="utf-8")
    [found] = re.findall(rf"^## {heading}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return str(found)


def shown(page: str) -> tuple[str, str, str]:
    """The example, and what mypy and pyright say of it."""
    blocks = re.findall(
        r"^```\w+\n(.*?)^```$",
        section(page, "What is reported"),
        flags=re.MULTILINE | re.DOTALL,
    )
    example, mypy, pyright = blocks
    return example, mypy, pyright


@each_page
def test_mypy_says_what_the_page_shows(
    page: str, example: str, installed: Installed, scratch: Path, tmp_path: Path
) -> None:
    source, expected, _ = shown(page)
    (tmp_path / example).write_text(source, encoding="utf-8")

    options = ("--config-file=", "--cache-dir", scratch, "--python-executable", installed.python)
    command = (sys.executable, "-m", "mypy", "--strict", *options, example)
    printed = run(*command, cwd=tmp_path, succeeds=False)

    assert expected == printed


@each_page
def test_pyright_says_what_the_page_shows(
    page: str, example: str, installed: Installed, tmp_path: Path
) -> None:
    source, _, expected = shown(page)
    (tmp_path / example).write_text(source, encoding="utf-8")

    command = (sys.executable, "-m", "pyright", "--pythonpath", installed.python, example)
    printed = run(*command, cwd=tmp_path, succeeds=False)

    # It indents with another kind of space.
    printed = printed.replace("\N{NO-BREAK SPACE}", " ")
    assert expected == printed.replace(f"{tmp_path.resolve()}/", "")


@pytest.mark.parametrize(
    ("page", "distribution"),
    [("stubs-pydispatcher.md", "PyDispatcher"), ("stubs-plain.md", "plain")],
)
def test_page_names_the_installed_version_as_tested(page: str, distribution: str) -> None:
    version = importlib.metadata.version(distribution)

    assert re.search(rf"\b{re.escape(version)}[ ,]", section(page, "What it was tested on"))
