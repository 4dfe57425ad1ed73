"""Which names a piece of source binds."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import TypeAlias

_Definition: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def bound(statements: Iterable[ast.stmt]) -> Iterator[tuple[str, ast.stmt]]:
    """Yields the names that statements bind, each with the statement that does."""
    for statement in statements:
        match statement:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield statement.name, statement
            case ast.Import() | ast.ImportFrom():
                for alias in statement.names:
                    yield alias.asname or alias.name.partition(".")[0], statement
            case _:
                blocks = list(_blocks(statement))
                within = {id(each) for block in blocks for each in block}
                for name in _stored(statement, within):
                    yield name, statement
                for block in blocks:
                    yield from bound(block)


def stored_names(statement: ast.stmt) -> Iterator[str]:
    """Yields the names that a simple statement assigns to."""
    return _stored(statement, set())


def other_names_of(tree: ast.Module, imported: str) -> Iterator[str]:
    """Yields what `from ... import imported as name` calls it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                if alias.name == imported and alias.asname:
                    yield alias.asname


def names_in_types(node: ast.AST) -> Iterator[str]:
    """Yields the names that annotations and decorators use, within a class for example."""
    for each in ast.walk(node):
        match each:
            case ast.AnnAssign(annotation=expression):
                expressions = [expression]
            case ast.arg(annotation=ast.expr() as expression):
                expressions = [expression]
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                expressions = [*each.decorator_list, *([each.returns] if each.returns else [])]
            case _:
                continue
        for expression in expressions:
            for name in ast.walk(expression):
                if isinstance(name, ast.Name):
                    yield name.id


def last_name(node: ast.expr) -> str:
    """Returns the last part of a dotted name; nothing for another expression."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _blocks(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    for field in ("body", "orelse", "finalbody"):
        block = getattr(statement, field, None)
        if isinstance(block, list):
            yield block
    for field in ("handlers", "cases"):
        for each in getattr(statement, field, ()):
            yield each.body


def _stored(node: ast.AST, left_out: set[int]) -> Iterator[str]:
    """Yields the names that a node binds, apart from what stands in blocks and functions."""
    match node:
        case ast.Name(id=name, ctx=ast.Store()):
            yield name
        case ast.MatchAs(name=str() as name) | ast.MatchStar(name=str() as name):
            yield name
        case ast.MatchMapping(rest=str() as name):
            yield name
    if isinstance(node, ast.Lambda):
        return
    if isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
        # What it goes through stays inside; `:=` binds outside.
        for each in ast.walk(node):
            if isinstance(each, ast.NamedExpr):
                yield each.target.id
        return
    for child in ast.iter_child_nodes(node):
        if id(child) not in left_out:
            yield from _stored(child, left_out)
