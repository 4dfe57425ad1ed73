"""Runs mypy and its daemon, as processes, over a tree of packages."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.mypy.incremental.scenario import Files

CONFIG = """\
[mypy]
plugins = pydantic.mypy, heliograph.mypy
strict = True
# As in the daemon, which can't do without.
local_partial_types = True
"""
# Imports what packages import, so that a cache knows it.
LIBRARIES = "import dataclasses, enum, functools, typing_extensions, heliograph, pydantic\n"
SECONDS = 60
LINE = re.compile(r"(?P<package>\w+)[/\\](?P<rest>.+:\d+: (?:error|note): .+)")
ERROR = re.compile(r"(?P<file>[\w./\\]+):\d+: error: .*\[(?P<code>[a-z-]+)\]")
# What mypy says once in a run, in whichever package it comes to first; and what the client says.
SAID_ONCE = re.compile(
    r".*note: (See https://mypy\.readthedocs\.io/|\(or run |\(Stub files)|Daemon started"
)

# Lines of errors and notes, without the package, sorted, by package.
Report = Mapping[str, list[str]]


class Tree:
    """Packages on disk, each written as often as it is edited."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._texts: dict[Path, str] = {}
        # Mypy compares whole seconds of mtime, and size; edits here are quicker, and `int` is as
        # long as `str`. In the past, for mypy may mistrust the future.
        self._mtime = time.time() - 100_000
        root.mkdir(parents=True, exist_ok=True)
        (root / "mypy.ini").write_text(CONFIG, encoding="utf-8")

    def write(self, packages: Mapping[str, Files]) -> None:
        """Makes the tree consist of these packages; a file that stays as it is isn't touched."""
        wanted = {
            self.root / name / path: text
            for name, package in packages.items()
            for path, text in ({"__init__.py": ""} | dict(package)).items()
        }
        self._mtime += 10
        for path in self._texts.keys() - wanted.keys():
            path.unlink()
            if not any(path.parent.glob("*.py*")):
                path.parent.rmdir()
        for path, text in wanted.items():
            if self._texts.get(path) != text:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
                os.utime(path, (self._mtime, self._mtime))
        self._texts = wanted


class Mypy:
    """The mypy of a Python interpreter."""

    def __init__(self, python: str) -> None:
        self._python = python
        self._help: str | None = None

    def offers(self, option: str) -> bool:
        self._help = self._help or self.process(Path(), "mypy", "--help").stdout
        return option in self._help

    def run(self, tree: Tree, cache: Path, *options: str) -> Report:
        """Checks all packages; what the cache holds is not checked again."""
        return self.report(tree, "mypy", "--cache-dir", str(cache), *COMMON, *options, ".")

    def learn_libraries(self, cache: Path, scratch: Path, *options: str) -> None:
        """Fills a cache with the libraries that packages import."""
        tree = Tree(scratch)
        (scratch / "libraries.py").write_text(LIBRARIES, encoding="utf-8")
        self.run(tree, cache, *options)

    @contextmanager
    def daemon(self, tree: Tree, status_file: Path) -> Iterator[Daemon]:
        """A daemon of its own, started by its first run and killed at the end."""
        daemon = Daemon(self, tree, status_file)
        try:
            yield daemon
        finally:
            daemon.kill()

    def report(self, tree: Tree, *arguments: str) -> Report:
        done = self.process(tree.root, *arguments)
        if done.returncode not in (0, 1) or done.stderr:
            raise RuntimeError(f"{arguments} failed:\n{done.stdout}{done.stderr}")
        report = defaultdict(list)
        for line in done.stdout.splitlines():
            if match := LINE.fullmatch(line):
                if not SAID_ONCE.match(line):
                    report[match["package"]].append(match["rest"].replace("\\", "/"))
            elif not SAID_ONCE.match(line):
                raise RuntimeError(f"{arguments} said {line!r}:\n{done.stdout}")
        return {name: sorted(lines) for name, lines in report.items()}

    def process(self, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("MYPY", "COVERAGE", "PYTHON"))
        }
        # No package of the tree gets in the way of a module that mypy itself imports.
        environment["PYTHONSAFEPATH"] = "1"
        return subprocess.run(
            [self._python, "-m", *arguments],
            cwd=cwd,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
        )


class Daemon:
    """A mypy daemon, which keeps in memory what it has checked."""

    def __init__(self, mypy: Mypy, tree: Tree, status_file: Path) -> None:
        self._mypy = mypy
        self._tree = tree
        self._client = ("mypy.dmypy", "--status-file", str(status_file))

    def run(self, *options: str) -> Report:
        """Checks all packages; the first run starts the daemon."""
        return self._report("run", "--timeout", str(SECONDS), "--", *COMMON, *options, ".")

    def recheck(self) -> Report:
        """Checks the files of the last run again."""
        return self._report("recheck")

    def kill(self) -> None:
        self._mypy.process(self._tree.root, *self._client, "kill")

    def _report(self, *arguments: str) -> Report:
        return self._mypy.report(self._tree, *self._client, *arguments)


COMMON = (
    "--no-error-summary",
    "--no-pretty",
    "--no-color-output",
    "--hide-error-context",
    "--show-traceback",
)


def kinds(lines: list[str]) -> set[str]:
    """The errors among these lines, as `"senders.py signal-send"`."""
    matches = (ERROR.match(line) for line in lines)
    return {f"{match['file']} {match['code']}" for match in matches if match}
