"""Run a Python program, and say what it took."""

from __future__ import annotations

import hashlib
import os
import resource
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Run:
    """What a process took, and what it said.

    Attributes:
        cpu: Seconds of processor time, in user and system mode, with those of its own children.
        wall: Seconds from start to end.
        code: The exit code.
        output: What it printed, and the errors after that.
    """

    cpu: float
    wall: float
    code: int
    output: str


class RunError(Exception):
    """A run did not do what it was timed for, so its time means nothing."""

    def __init__(self, what: str, arguments: Sequence[str], run: Run) -> None:
        super().__init__(what, arguments, run)
        self.what = what
        self.arguments = arguments
        self.run = run

    def __str__(self) -> str:
        return (
            f"{self.what}: no figures.\n"
            f"`python {' '.join(self.arguments)}` ended with exit code {self.run.code}:\n"
            f"{self.run.output or '(it printed nothing)'}"
        )


def run_python(arguments: Sequence[str], folder: Path | None = None) -> Run:
    """Run this Python in a process of its own.

    Args:
        arguments: What follows `python` on the command line.
        folder: Where it runs; the current folder by default.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = perf_counter()
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    wall = perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)
    return Run(cpu, wall, done.returncode, (done.stdout + done.stderr).strip())


def environment() -> dict[str, str]:
    """Return the environment without what changes how mypy works, and with bytecode caches."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MYPY")}
    return {**kept, "PYTHONDONTWRITEBYTECODE": ""}


def library_digest() -> str:
    """Return what tells this state of heliograph's source from any other.

    When the plugin changes, mypy drops what it has cached, so figures from before and after a
    change mean nothing together.
    """
    spec = find_spec("heliograph")
    folders = map(Path, (spec.submodule_search_locations if spec else None) or ())
    sources = sorted(source for folder in folders for source in folder.rglob("*.py"))
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()
