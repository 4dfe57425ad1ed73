"""Python source: the imports of a module above its pieces, and lines that are not too long."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Code is laid out before it is moved into a class, four columns to the right.
WIDTH = 100 - 4
STANDARD_LIBRARY = {"datetime", "decimal", "enum", "typing", "uuid"}
OUR_OWN = {"apps", "shared"}


@dataclass(frozen=True)
class Piece:
    """A statement or more, without a line break at the end.

    Attributes:
        text: The source.
        needs: What it needs to have imported, as `module:name`.
    """

    text: str
    needs: tuple[str, ...] = ()


def module(docstring: str, pieces: Iterable[Piece], *, blank_lines: int = 2) -> str:
    """Return the source of a module, with a number of empty lines between the pieces."""
    pieces = list(pieces)
    imports = import_statements(need for piece in pieces for need in piece.needs)
    head = "\n\n".join([f'"""{docstring}"""', *imports])
    body = ("\n" * (blank_lines + 1)).join(piece.text for piece in pieces)
    return f"{head}\n\n\n{body}\n" if blank_lines == 2 else f"{head}\n\n{body}\n"


def import_statements(needs: Iterable[str]) -> Iterator[str]:
    """Yield blocks of imports: of the standard library, of others, and of this code base."""
    names = defaultdict(set)
    for need in needs:
        origin, _, name = need.partition(":")
        names[origin].add(name)
    blocks: dict[int, list[str]] = {0: [], 1: [], 2: []}
    for origin in sorted(names):
        start = f"from {origin} import "
        blocks[rank(origin)].append(wrapped(start, sorted(names[origin]), "", brackets="()"))
    for block in blocks.values():
        if block:
            yield "\n".join(block)


def rank(origin: str) -> int:
    """Return the place of a module among the imports."""
    top = origin.partition(".")[0]
    return 0 if top in STANDARD_LIBRARY else 2 if top in OUR_OWN else 1


def wrapped(
    start: str, items: Iterable[str], end: str, *, brackets: str = "", indent: str = ""
) -> str:
    """Return `start`, the items and `end` on one line or, if that is too long, one item a line.

    Args:
        start: What stands before the items, with the bracket, unless `brackets` are given.
        items: What commas separate.
        end: What stands behind them, with the bracket.
        brackets: The pair that is needed only when there are several lines.
        indent: What each line begins with.
    """
    items = list(items)
    line = f"{indent}{start}{', '.join(items)}{end}"
    if len(line) <= WIDTH:
        return line
    opening, closing = brackets[:1], brackets[1:]
    lines = "".join(f"{indent}    {item},\n" for item in items)
    return f"{indent}{start}{opening}\n{lines}{indent}{closing}{end}"


def indented(text: str) -> str:
    """Return the text as the body of a class."""
    return "\n".join(f"    {line}" if line else line for line in text.splitlines())
