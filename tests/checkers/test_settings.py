"""What docs/type-checkers.md says of where checkers find stubs, and of what pyrefly looks for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.checkers.checkers import CHECKERS

SIGNALS = """\
from pydantic import BaseModel

from heliograph import Signal


class OrderPlaced(BaseModel):
    order_id: int


order_placed = Signal[OrderPlaced]()
"""
WRONG = """\
from shop.signals import order_placed


@order_placed.connect
def confirm(order_id: str, **kwargs: object) -> None: ...
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A package with a signal, and a receiver that does not fit."""
    project = tmp_path.resolve() / "project"
    (project / "shop").mkdir(parents=True)
    (project / "shop" / "__init__.py").touch()
    (project / "shop" / "signals.py").write_text(SIGNALS, encoding="utf-8")
    (project / "use.py").write_text(WRONG, encoding="utf-8")
    return project


def write_stubs(project: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "heliograph", "stubs", "--all", "shop", *arguments]
    subprocess.run(command, cwd=project, check=True, capture_output=True)


@pytest.mark.parametrize(
    ("name", "finds_it"),
    [
        ("mypy", False),
        ("mypy with the plugin", True),
        ("pyright", True),
        ("ty", True),
        ("pyrefly", True),
    ],
)
def test_stub_in_a_folder_of_its_own_serves_some(
    name: str, finds_it: bool, project: Path, tmp_path: Path
) -> None:
    write_stubs(project, "--out", "typings")
    (project / "ty.toml").write_text('[environment]\nextra-paths = ["typings"]\n')
    (project / "pyrefly.toml").write_text('search-path = ["typings", "."]\n')

    errors = CHECKERS[name].run(project, "use.py", tmp_path)

    # The plugin needs no stub, and this one does not stand in its way.
    assert finds_it is bool(errors)


@pytest.mark.parametrize(
    ("has_file", "flags", "is_told"),
    [(True, (), True), (False, ("--preset", "default"), True), (False, (), False)],
    ids=["an empty file", "the preset", "neither"],
)
def test_pyrefly_looks_for_all_with_a_file_or_the_preset(
    has_file: bool, flags: tuple[str, ...], is_told: bool, project: Path
) -> None:
    write_stubs(project)
    if has_file:
        (project / "pyrefly.toml").touch()
    command = [str(Path(sys.executable).parent / "pyrefly"), "check", *flags]
    command += ["--python-interpreter-path", sys.executable, "use.py"]

    found = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)

    assert is_told is ("_OrderPlacedReceiver" in found.stdout)
