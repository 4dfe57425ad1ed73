"""Runs mypy as its users do, and holds what it reports against the markers of case files.

A marker stands at the end of the line that an error must stand on: `# E:`, the code, and parts of
the message, as in `# E: signal-send "order_id"`; a line may bear several. `# ok` marks a line that
is right. An error on any line without a marker is one too many, whatever the line is marked as.
"""

from __future__ import annotations

import functools
import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Error:
    """One error as mypy reports it; the file is relative to the folder that mypy was run in."""

    file: str
    line: int
    column: int
    code: str
    message: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Marker:
    """One error as a case file expects it."""

    code: str
    parts: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " ".join((self.code, *self.parts))

    def fits(self, error: Error) -> bool:
        return self.code == error.code and all(part in error.message for part in self.parts)


def run_mypy(
    folder: Path, files: Iterable[str], config: str, scratch: Path, *flags: str
) -> list[Error]:
    """Returns what mypy reports about files of a folder, whose modules are named from there.

    Args:
        folder: The folder to run in.
        files: The files and folders to check, relative to `folder`.
        config: The text of the configuration file.
        scratch: A folder for the configuration file and for the cache; a second run with the same
            finds the cache of the first.
        *flags: More arguments for mypy.

    Raises:
        RuntimeError: mypy did not get as far as checking types.
    """
    scratch.mkdir(parents=True, exist_ok=True)
    configuration = scratch / "mypy.ini"
    configuration.write_text(config, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--output=json", "--explicit-package-bases"]
    command += ["--config-file", str(configuration), "--cache-dir", str(scratch / "cache")]
    finished = subprocess.run(
        [*command, *flags, *files],
        cwd=folder,
        env=_environment(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    # 1 says that there are errors, or that mypy broke; 2 that something else went wrong.
    if finished.returncode > 1 or finished.stderr:
        raise RuntimeError(f"mypy failed:\n{finished.stdout}\n{finished.stderr}")
    reports = [json.loads(line) for line in finished.stdout.splitlines() if line]
    return [_error(report) for report in reports if report["severity"] == "error"]


@functools.cache
def offers(flag: str) -> bool:
    """Says whether the mypy that is installed has a flag."""
    command = [sys.executable, "-m", "mypy", "--help"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return re.search(rf"(?<![\w-]){re.escape(flag)}(?![\w-])", text) is not None


def expected_errors(source: str) -> dict[int, list[Marker]]:
    """Returns the markers of a case file, by line."""
    return {
        number: [_marker(text) for text in line.split("# E: ")[1:]]
        for number, line in enumerate(source.splitlines(), start=1)
        if "# E: " in line
    }


def right_lines(source: str) -> list[int]:
    """Returns the lines that a case file marks as right."""
    lines = enumerate(source.splitlines(), start=1)
    return [number for number, line in lines if line.endswith("  # ok")]


def differences(expected: dict[int, list[Marker]], errors: Iterable[Error]) -> list[str]:
    """Returns what mypy did not report and what it reported beyond the markers, one text each."""
    reported: dict[int, list[Error]] = defaultdict(list)
    for error in errors:
        reported[error.line].append(error)
    found = []
    for line in sorted(expected.keys() | reported.keys()):
        surplus = reported[line]
        # First those that demand most of the message, so that no other takes their error away.
        for marker in sorted(expected.get(line, ()), key=lambda each: -len(each.parts)):
            fitting = next((error for error in surplus if marker.fits(error)), None)
            if fitting is None:
                found.append(f"line {line}: not reported: {marker}")
            else:
                surplus.remove(fitting)
        found += [f"line {line}: not expected: {each.code}: {each.message}" for each in surplus]
    return found


def _environment(folder: Path) -> dict[str, str]:
    """Returns the environment without what would steer mypy from outside."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MYPY")}
    return kept | {"MYPYPATH": str(folder)}


def _error(report: dict[str, object]) -> Error:
    return Error(
        file=Path(str(report["file"])).as_posix(),
        line=int(str(report["line"])),
        column=int(str(report["column"])),
        code=str(report["code"]),
        message=str(report["message"]),
        notes=tuple(str(report["hint"] or "").splitlines()),
    )


def _marker(text: str) -> Marker:
    code, *parts = re.findall(r'"[^"]*"|[^\s"]+', text)
    return Marker(code, tuple(parts))
