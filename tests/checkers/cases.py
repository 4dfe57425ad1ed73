"""Reads the case files of typing_tests/checkers: which statements are right, and which wrong.

A marker stands at the end of a line of the statement that it speaks of: `# ok`, or `# E:` and the
subject, as in `# E: missing`. A word in brackets may follow, by which `gaps.toml` tells a statement
from others of its subject. Checkers report what is wrong with a decorated function on the line of
the decorator or on that of the function, and what is wrong with a call on that of the call or of
the argument. So an error counts for the statement that it stands in, the innermost one.
"""

from __future__ import annotations

import ast
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

ROOT = Path(__file__).parents[2]
FOLDER = Path("typing_tests/checkers")
# Declares the signals, and is what the stubs are generated from.
SIGNALS = FOLDER / "shop" / "signals.py"

_MARKER = re.compile(r"  # (?:E: (?P<subject>[\w-]+)|ok)(?: \((?P<tag>[\w-]+)\))?$")


@dataclass(frozen=True)
class Use:
    """A statement with a marker.

    Attributes:
        file: The stem of its file.
        first: Its first line, that of a decorator if there is one.
        last: Its last line.
        subject: What is wrong with it; None if it is right.
        tag: The word in brackets, or None.
        text: The statement in one line, without the body of a function.
    """

    file: str
    first: int
    last: int
    subject: str | None
    tag: str | None
    text: str

    @property
    def is_right(self) -> bool:
        return self.subject is None

    @property
    def row(self) -> str:
        """The key of its row of the table: the subject, or the file if it is right."""
        return self.subject or self.file

    def __str__(self) -> str:
        return f"{self.file}.py:{self.first}: {self.text}"


class CaseFile:
    """The statements of one file, with markers and without."""

    def __init__(self, name: str, source: str) -> None:
        self.name = name
        self._statements = [node for node in ast.walk(ast.parse(source)) if _is_statement(node)]
        self._marked: dict[ast.stmt, Use] = {}
        for number, line in enumerate(source.splitlines(), start=1):
            if marker := _MARKER.search(line):
                self._mark(number, marker)
            elif re.search(r"# *(E|ok)\b", line):
                raise ValueError(f"{name}.py:{number}: this is no marker: {line}")

    @property
    def uses(self) -> list[Use]:
        return list(self._marked.values())

    def use_at(self, line: int) -> Use | None:
        """Returns the use that an error on a line counts for, or None if there is no marker."""
        statement = self._statement_at(line)
        return None if statement is None else self._marked.get(statement)

    def _mark(self, number: int, marker: re.Match[str]) -> None:
        statement = self._statement_at(number)
        if statement is None or statement in self._marked:
            raise ValueError(f"{self.name}.py:{number}: one marker for each statement")
        first, last = _span(statement)
        self._marked[statement] = Use(
            self.name, first, last, marker["subject"], marker["tag"], _shown(statement)
        )

    def _statement_at(self, line: int) -> ast.stmt | None:
        around = [each for each in self._statements if _contains(each, line)]
        return min(around, key=_length, default=None)


def case_files() -> dict[str, CaseFile]:
    """Returns the case files, by the stems of their names."""
    paths = sorted((ROOT / FOLDER).glob("*.py"))
    return {path.stem: CaseFile(path.stem, path.read_text(encoding="utf-8")) for path in paths}


def names_of_rows() -> tuple[dict[str, str], dict[str, str]]:
    """Returns what the subjects of wrong uses mean, and what the right uses of each file are."""
    with (ROOT / FOLDER / "rows.toml").open("rb") as file:
        rows = tomllib.load(file)
    return rows["wrong"], rows["right"]


def _is_statement(node: ast.AST) -> TypeGuard[ast.stmt]:
    """Says whether it is one, and not the `...` that stands on the line of a function."""
    is_ellipsis = isinstance(node, ast.Expr) and ast.unparse(node) == "..."
    return isinstance(node, ast.stmt) and not is_ellipsis


def _span(statement: ast.stmt) -> tuple[int, int]:
    decorators = getattr(statement, "decorator_list", [])
    first = min(node.lineno for node in (statement, *decorators))
    return first, statement.end_lineno or first


def _contains(statement: ast.stmt, line: int) -> bool:
    first, last = _span(statement)
    return first <= line <= last


def _length(statement: ast.stmt) -> int:
    first, last = _span(statement)
    return last - first


def _shown(statement: ast.stmt) -> str:
    if not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
        return ast.unparse(statement)
    decorators = [f"@{ast.unparse(each)}" for each in statement.decorator_list]
    kind = "async def" if isinstance(statement, ast.AsyncFunctionDef) else "def"
    return " ".join([*decorators, f"{kind} {statement.name}({ast.unparse(statement.args)})"])
