"""`python -m benchmarks` in a process of its own, with blocks too short to mean anything."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.groups import GROUPS
from benchmarks.targets import TARGETS

DEBUG = "HELIOGRAPH_DEBUG"
ROOT = Path(__file__).resolve().parents[2]


def benchmark(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the benchmark as `make bench` does, with no more settings than are given."""
    environment = {name: value for name, value in os.environ.items() if name != DEBUG}
    return subprocess.run(
        [sys.executable, "-m", "benchmarks", *arguments],
        cwd=ROOT,
        env={**environment, **settings},
        capture_output=True,
        text=True,
        check=False,
    )


def tables(page: str) -> list[list[list[str]]]:
    """Cut the tables of a page into cells."""
    blocks = [block.splitlines() for block in page.split("\n\n") if block.startswith("|")]
    return [[line.strip("|").split(" | ") for line in block] for block in blocks]


def test_a_whole_run_writes_a_well_formed_page_that_judges_every_target(tmp_path: Path) -> None:
    output = tmp_path / "page.md"

    done = benchmark("--quick", "--rounds", "1", "--output", str(output))

    assert done.returncode == 0, done.stderr
    page = output.read_text(encoding="utf-8")
    assert page == done.stdout
    *measured, targets, _ = found = tables(page)
    assert len(GROUPS) == len(measured)
    assert all(len({len(row) for row in rows}) == 1 for rows in found)
    assert len(TARGETS) == len(targets) - 2
    assert str(ROOT) not in page


def test_a_part_is_printed_and_not_written() -> None:
    published = ROOT / "docs" / "performance.md"
    before = published.stat().st_mtime_ns if published.exists() else None

    done = benchmark("--quick", "--rounds", "1", "--only", "empty")

    assert done.returncode == 0, done.stderr
    assert "## Sending when nobody is connected" in done.stdout
    assert before == (published.stat().st_mtime_ns if published.exists() else None)


@pytest.mark.parametrize("arguments", [["--rounds", "0"], ["--only", "unknown"]])
def test_options_that_make_no_sense_are_refused(arguments: list[str]) -> None:
    done = benchmark(*arguments)

    assert done.returncode == 2
    assert "usage:" in done.stderr


def test_settings_of_the_shell_are_refused() -> None:
    done = benchmark("--quick", "--only", "empty", HELIOGRAPH_DEBUG="0")

    assert done.returncode == 2
    assert "unset HELIOGRAPH_DEBUG" in done.stderr
