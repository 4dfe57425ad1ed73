"""The comments of a source that type checkers read."""

from __future__ import annotations

import ast
import io
import re
import tokenize

_FOR_CHECKERS = re.compile(r"#\s*(type|pyright|mypy|ty|pyrefly)\s*:\s*\w+")
_OF_THE_FILE = re.compile(r"#\s*(mypy|pyright)\s*:\s*(?!ignore\[)\w|#\s*type\s*:\s*ignore\b")


class Comments:
    """Where they stand.

    Args:
        source: The source of a module.
        tree: What it parses to.

    Attributes:
        of_the_file: Those on a line of their own that are about the whole file.
    """

    def __init__(self, source: str, tree: ast.Module) -> None:
        self.of_the_file: list[str] = []
        self._by_line: dict[int, str] = {}
        first = tree.body[0].lineno if tree.body else 0
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type != tokenize.COMMENT:
                continue
            line = token.start[0]
            is_alone = not token.line[: token.start[1]].strip()
            if is_alone:
                is_first = line < first or not token.string.startswith("# type")
                if _OF_THE_FILE.match(token.string) and is_first:
                    self.of_the_file.append(token.string)
            elif _FOR_CHECKERS.search(token.string):
                self._by_line[line] = token.string

    def within(self, first: int, last: int) -> str:
        """Returns those that stand behind code in some lines, as one comment."""
        found = [self._by_line[line] for line in range(first, last + 1) if line in self._by_line]
        return "  ".join(dict.fromkeys(found))
