"""Copies of the case files, without stubs and with generated ones, and what each checker says."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.checkers.cases import FOLDER, ROOT, SIGNALS, CaseFile, Use, case_files
from tests.checkers.checkers import CHECKERS, Checker, Error


@dataclass(frozen=True)
class Configuration:
    """A checker, and whether it finds stubs."""

    checker: Checker
    has_stubs: bool

    def __str__(self) -> str:
        return f"{self.checker.name}, {'with' if self.has_stubs else 'without'} stubs"


CONFIGURATIONS = [
    Configuration(checker, has_stubs)
    for has_stubs in (True, False)
    for checker in CHECKERS.values()
]


@dataclass(frozen=True)
class Outcome:
    """What a checker said about all case files.

    Attributes:
        refusals: The uses that it refuses, with the first error of each.
        elsewhere: The errors that stand in no use.
    """

    refusals: dict[Use, Error]
    elsewhere: list[Error]


class Workplace:
    """Runs each configuration once, when it is asked for."""

    def __init__(self, folder: Path) -> None:
        self.files = case_files()
        self._folder = folder
        self._outcomes: dict[Configuration, Outcome] = {}
        self._copies: dict[bool, Path] = {}

    @property
    def uses(self) -> list[Use]:
        return [use for file in self.files.values() for use in file.uses]

    def outcome(self, configuration: Configuration) -> Outcome:
        if configuration not in self._outcomes:
            scratch = self.scratch(str(configuration))
            copy = self.copy(has_stubs=configuration.has_stubs)
            errors = configuration.checker.run(copy, FOLDER.as_posix(), scratch)
            self._outcomes[configuration] = sorted_out(errors, self.files)
        return self._outcomes[configuration]

    def copy(self, *, has_stubs: bool) -> Path:
        """Returns a folder that holds the case files under the path that they have here."""
        if has_stubs not in self._copies:
            copy = self._folder / ("with stubs" if has_stubs else "without stubs")
            ignored = shutil.ignore_patterns("__pycache__", "*.pyi")
            shutil.copytree(ROOT / FOLDER, copy / FOLDER, ignore=ignored)
            if has_stubs:
                generate_stubs(copy)
            self._copies[has_stubs] = copy
        return self._copies[has_stubs]

    def scratch(self, name: str) -> Path:
        scratch = self._folder / "scratch" / name
        scratch.mkdir(parents=True, exist_ok=True)
        return scratch


def generate_stubs(folder: Path) -> None:
    """Writes the stub of the signals beside their source, as users do."""
    module = ".".join(SIGNALS.with_suffix("").parts)
    command = [sys.executable, "-m", "heliograph", "stubs", module]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def sorted_out(errors: list[Error], files: dict[str, CaseFile]) -> Outcome:
    """Returns which uses the errors stand in."""
    refusals: dict[Use, Error] = {}
    elsewhere = []
    for error in errors:
        path = Path(error.file)
        file = files.get(path.stem) if path.parent == FOLDER else None
        use = file.use_at(error.line) if file else None
        if use is None:
            elsewhere.append(error)
        else:
            refusals.setdefault(use, error)
    return Outcome(refusals, elsewhere)
