"""Runs type checkers as their users do, over a folder of Python files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeAlias

# The oldest supported one, whichever runs the tests, so that all Pythons see the same.
PYTHON_VERSION = "3.11"


@dataclass(frozen=True)
class Error:
    """One error; the file is relative to the folder that was checked."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


# Takes the folder to run in, what to check in it, and a folder for files of the checker.
Run: TypeAlias = Callable[[Path, str, Path], list[Error]]


@dataclass(frozen=True)
class Checker:
    """A type checker as the table has it.

    Attributes:
        name: The head of its column.
        package: The distribution that it comes in.
        run: Runs it.
    """

    name: str
    package: str
    run: Run

    @property
    def version(self) -> str:
        return version(self.package)


def mypy(folder: Path, target: str, scratch: Path, settings: str = "") -> list[Error]:
    config = scratch / "mypy.ini"
    config.write_text(f"[mypy]\npython_version = {PYTHON_VERSION}\n{settings}", encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--output=json", "--explicit-package-bases"]
    command += ["--config-file", str(config), "--cache-dir", str(scratch / "cache"), target]
    # Where all is well there is one line, and it is empty.
    lines = _output(folder, command, {"MYPYPATH": str(folder)}).split("\n")
    return [
        Error(Path(each["file"]).as_posix(), each["line"], each["message"])
        for each in map(json.loads, filter(None, lines))
        if each["severity"] == "error"
    ]


def mypy_with_plugin(folder: Path, target: str, scratch: Path) -> list[Error]:
    return mypy(folder, target, scratch, "plugins = heliograph.mypy\n")


def pyright(folder: Path, target: str, scratch: Path, mode: str = "standard") -> list[Error]:
    config = folder / "pyrightconfig.json"
    settings = {
        "include": [target],
        "pythonVersion": PYTHON_VERSION,
        "typeCheckingMode": mode,
    }
    config.write_text(json.dumps(settings), encoding="utf-8")
    arguments = ["--project", str(config), "--pythonpath", sys.executable]
    reported = run_pyright(folder, scratch, *arguments)["generalDiagnostics"]
    return [
        Error(
            Path(each["file"]).relative_to(folder).as_posix(),
            each["range"]["start"]["line"] + 1,
            each["message"],
        )
        for each in reported
        if each["severity"] == "error"
    ]


def run_pyright(
    folder: Path, scratch: Path, *arguments: str, environment: Mapping[str, str] | None = None
) -> Any:
    """Returns what pyright reports as JSON.

    Args:
        folder: The folder to run in.
        scratch: A folder for what it might want to store.
        *arguments: More arguments.
        environment: Variables to set, beside those of pyright itself.
    """
    command = [sys.executable, "-m", "pyright", "--outputjson", *arguments]
    own = {
        # It may neither look for another version nor store anything in the home directory.
        "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1",
        "PYRIGHT_PYTHON_CACHE_DIR": str(scratch),
    }
    return json.loads(_output(folder, command, own | dict(environment or {})))


def ty(folder: Path, target: str, scratch: Path) -> list[Error]:
    command = [str(Path(sys.executable).parent / "ty"), "check", "--output-format", "gitlab"]
    command += ["--project", str(folder), "--python", sys.executable]
    command += ["--python-version", PYTHON_VERSION, target]
    reported = json.loads(_output(folder, command, {"XDG_CONFIG_HOME": str(scratch)}))
    return [
        Error(
            each["location"]["path"],
            each["location"]["positions"]["begin"]["line"],
            each["description"],
        )
        for each in reported
        # This format's word for an error; a warning is minor.
        if each["severity"] in {"major", "critical", "blocker"}
    ]


def pyrefly(folder: Path, target: str, scratch: Path) -> list[Error]:
    command = [str(Path(sys.executable).parent / "pyrefly"), "check", "--output-format", "json"]
    # Without a configuration file it looks for little, unless told so.
    command += ["--preset", "default", "--summary", "none"]
    command += ["--python-interpreter-path", sys.executable]
    command += ["--python-version", PYTHON_VERSION, target]
    reported = json.loads(_output(folder, command, {}))["errors"]
    return [
        Error(Path(each["path"]).as_posix(), each["line"], each["description"])
        for each in reported
        if each["severity"] == "error"
    ]


CHECKERS = {
    checker.name: checker
    for checker in (
        Checker("mypy with the plugin", "mypy", mypy_with_plugin),
        Checker("mypy", "mypy", mypy),
        Checker("pyright", "pyright", pyright),
        Checker("ty", "ty", ty),
        Checker("pyrefly", "pyrefly", pyrefly),
    )
}


def _output(folder: Path, command: Sequence[str], variables: Mapping[str, str]) -> str:
    # Without what would steer a checker from outside.
    steering = ("MYPY", "PYRIGHT", "PYREFLY", "TY_", "VIRTUAL_ENV", "CONDA", "PYTHONPATH")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(steering)}
    finished = subprocess.run(
        command,
        cwd=folder,
        env={**kept, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    # 1 says that there are errors, more that something else went wrong.
    if finished.returncode > 1 or not finished.stdout:
        raise RuntimeError(f"{command} failed:\n{finished.stdout}\n{finished.stderr}")
    return finished.stdout
