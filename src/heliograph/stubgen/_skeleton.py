"""From the source of a module to the source of its stub: what it declares, and nothing that runs.

Bodies of functions and docstrings go, and statements that bind no name; all else stands as in the
source, with the comments that keep type checkers quiet.
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol, TypeAlias

from heliograph.stubgen import _scopes
from heliograph.stubgen._comments import Comments

_INDENT = "    "

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
Compound: TypeAlias = ast.If | ast.For | ast.AsyncFor | ast.While | ast.With | ast.AsyncWith


class Rewriter(Protocol):
    """Knows what the source can't tell: what is a signal, and what things are at run time."""

    def assigned(self, statement: ast.Assign | ast.AnnAssign, scope: str) -> list[str] | None:
        """Returns what stands for an assignment; None if it stands as it is.

        Args:
            statement: The assignment.
            scope: The qualified name of the class that it stands in; empty at the top level.
        """

    def added(
        self, scope: str, node: ast.ClassDef, attributes: Mapping[str, str | None]
    ) -> list[str]:
        """Returns what the body of a class has besides what the source says.

        Args:
            scope: The qualified name of the class.
            node: Its statement.
            attributes: What its methods assign to `self` and its body doesn't name, with the type
                where the source tells it.
        """

    def keywords(self, scope: str, node: ast.ClassDef) -> list[ast.keyword]:
        """Returns what stands in the head of a class besides its bases."""

    def imported(self, alias: ast.alias) -> tuple[ast.alias, str | None]:
        """Returns an import of the top level so that others can import the name from the stub.

        Returns:
            The import, and a statement to follow it if there has to be one.
        """

    def unknown(self, name: str) -> str:
        """Returns the declaration of a name that the source binds in a way stubs don't have."""

    def pending(self) -> list[str]:
        """Returns what must stand before the statement of the top level just rewritten."""


class _Head(NamedTuple):
    """The head of a compound statement, up to its colon, and the comment behind that."""

    lines: list[str]
    comment: str = ""

    def with_body(self, body: list[str]) -> list[str]:
        comment = f"  {self.comment}" if self.comment else ""
        if not body:
            return [*self.lines[:-1], f"{self.lines[-1]} ...{comment}"]
        indented = [f"{_INDENT}{line}" if line else "" for line in body]
        return [*self.lines[:-1], f"{self.lines[-1]}{comment}", *indented]


class Skeleton:
    """The declarations of one module.

    Args:
        source: The source of the module.
        rewriter: Tells what stands for signals.
    """

    def __init__(self, source: str, rewriter: Rewriter) -> None:
        self._source = source
        self._tree = ast.parse(source)
        self._overloads = {"overload", *_scopes.other_names_of(self._tree, "overload")}
        self._comments = Comments(source, self._tree)
        self._rewriter = rewriter

    def lines(self) -> list[str]:
        """Returns the stub, without what its head must import."""
        lines: list[str] = []
        for statement in self._declarations(self._tree.body):
            block = self._statement(statement, "")
            before = self._rewriter.pending()
            is_wide = bool(before) or isinstance(statement, Function | ast.ClassDef)
            if lines and lines[-1] and is_wide:
                lines.append("")
            lines += [*before, ""] if before else []
            lines += block
            if is_wide and block:
                lines.append("")
        return lines

    def about_the_file(self) -> list[str]:
        """Returns the comments that tell type checkers something of the whole file."""
        return self._comments.of_the_file

    def _block(self, statements: Sequence[ast.stmt], scope: str) -> list[str]:
        return [
            line
            for statement in self._declarations(statements)
            for line in self._statement(statement, scope)
        ]

    def _statement(self, statement: ast.stmt, scope: str) -> list[str]:
        match statement:
            case ast.ImportFrom(module="__future__") | ast.Delete():
                return []
            case ast.Import() | ast.ImportFrom():
                return self._import(statement, scope)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                return self._function(statement)
            case ast.ClassDef():
                return self._class(statement, scope)
            case ast.Assign() | ast.AnnAssign():
                if not any(True for _ in _scopes.stored_names(statement)):
                    return []
                rewritten = self._rewriter.assigned(statement, scope)
                return self._simple(statement) if rewritten is None else rewritten
            case ast.If(test=test) if _is_main_guard(test):
                return []
            case ast.If() | ast.For() | ast.AsyncFor() | ast.While() | ast.With() | ast.AsyncWith():
                return self._compound(statement, scope)
            case ast.Try() | ast.TryStar():
                return self._try(statement, scope)
            case ast.Match():
                names = dict.fromkeys(name for name, _ in _scopes.bound([statement]))
                return [self._rewriter.unknown(name) for name in names] if scope else []
            case ast.AugAssign(target=ast.Name()):
                return self._simple(statement)
            case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id="__all__")))):
                return self._simple(statement)
        if type(statement).__name__ == "TypeAlias":
            return self._simple(statement)
        # Expressions, asserts and the like bind nothing.
        return []

    def _import(self, statement: ast.Import | ast.ImportFrom, scope: str) -> list[str]:
        names, following = statement.names, []
        if not scope:
            made = [self._rewriter.imported(alias) for alias in statement.names]
            names = [alias for alias, _ in made]
            following = [line for _, line in made if line]
        outline: ast.stmt = ast.Import(names)
        if isinstance(statement, ast.ImportFrom):
            outline = ast.ImportFrom(statement.module, names, statement.level)
        return [*self._simple(statement, outline), *following]

    def _function(self, function: Function) -> list[str]:
        outline = copy.copy(function)
        if isinstance(function, ast.AsyncFunctionDef) and _yields(function):
            # Calling it gives the iterator; to a checker that sees no `yield`, only `def` says so.
            outline = ast.FunctionDef(
                **{each: getattr(function, each) for each in function._fields}
            )
            ast.copy_location(outline, function)
        return self._decorated(outline, function.body[0]).with_body([])

    def _class(self, node: ast.ClassDef, scope: str) -> list[str]:
        qualified = f"{scope}.{node.name}" if scope else node.name
        body = self._block(node.body, qualified)
        body += self._rewriter.added(qualified, node, _attributes(node))
        outline = copy.copy(node)
        outline.keywords = [*node.keywords, *self._rewriter.keywords(qualified, node)]
        return self._decorated(outline, node.body[0]).with_body(body)

    def _compound(self, node: Compound, scope: str) -> list[str]:
        body = self._block(node.body, scope)
        otherwise = self._block(getattr(node, "orelse", []), scope)
        if not body and not otherwise:
            return []
        outline = copy.copy(node)
        if not isinstance(outline, ast.With | ast.AsyncWith):
            outline.orelse = []
        lines = self._head(outline, node.lineno, node.body[0]).with_body(body)
        return lines + (_Head(["else:"]).with_body(otherwise) if otherwise else [])

    def _try(self, node: ast.Try | ast.TryStar, scope: str) -> list[str]:
        body = self._block([*node.body, *node.orelse], scope)
        clauses = [(clause, self._block(clause.body, scope)) for clause in node.handlers]
        final = self._block(node.finalbody, scope)
        if not any(lines for _, lines in clauses):
            return [*body, *final]
        lines = _Head(["try:"]).with_body(body)
        for clause, inner in clauses:
            keyword = "except*" if isinstance(node, ast.TryStar) else "except"
            kind = f" {ast.unparse(clause.type)}" if clause.type else ""
            name = f" as {clause.name}" if clause.name else ""
            lines += _Head([f"{keyword}{kind}{name}:"]).with_body(inner)
        return lines + final

    def _decorated(self, outline: Function | ast.ClassDef, first_of_body: ast.stmt) -> _Head:
        decorators = []
        for decorator in outline.decorator_list:
            last = decorator.end_lineno or decorator.lineno
            comment = self._comments.within(decorator.lineno, last)
            decorators.append(f"@{ast.unparse(decorator)}{'  ' + comment if comment else ''}")
        outline.decorator_list = []
        head = self._head(outline, outline.lineno, first_of_body)
        return _Head([*decorators, *head.lines], head.comment)

    def _head(self, outline: ast.stmt, first: int, first_of_body: ast.stmt) -> _Head:
        outline.body = [ast.Expr(ast.Constant(...))]  # type: ignore[attr-defined]  # it is compound
        text = ast.unparse(outline).removesuffix(f"\n{_INDENT}...")
        begin = min([first_of_body.lineno, *_decorator_lines(first_of_body)])
        return _Head(text.splitlines(), self._comments.within(first, max(begin - 1, first)))

    def _simple(self, statement: ast.stmt, outline: ast.stmt | None = None) -> list[str]:
        lines = self._text(outline or statement).splitlines()
        comment = self._comments.within(statement.lineno, statement.end_lineno or statement.lineno)
        if comment:
            lines[-1] += f"  {comment}"
        return lines

    def _text(self, statement: ast.stmt) -> str:
        if any(isinstance(node, ast.JoinedStr) for node in ast.walk(statement)):
            # How these are written back depends on the version of Python.
            text = ast.get_source_segment(self._source, statement) or ""
            # Indented anew, a text over several lines would be another.
            is_movable = "\n" not in text or not statement.col_offset
            if text and (is_movable or not re.search("\"{3}|'{3}", text)):
                return text
        return ast.unparse(statement)

    def _declarations(self, statements: Sequence[ast.stmt]) -> list[ast.stmt]:
        """Leaves out what follows the overloads of a function: a stub has no implementation."""
        kept: list[ast.stmt] = []
        overloaded: str | None = None
        for statement in statements:
            if isinstance(statement, Function):
                names = {_scopes.last_name(each) for each in statement.decorator_list}
                is_overload = not names.isdisjoint(self._overloads)
                if not is_overload and statement.name == overloaded:
                    overloaded = None
                    continue
                overloaded = statement.name if is_overload else None
            kept.append(statement)
        return kept


def _is_main_guard(test: ast.expr) -> bool:
    return ast.unparse(test).replace('"', "'") == "__name__ == '__main__'"


def _decorator_lines(statement: ast.stmt) -> list[int]:
    return [each.lineno for each in getattr(statement, "decorator_list", [])]


def _yields(function: Function) -> bool:
    return any(isinstance(node, ast.Yield | ast.YieldFrom) for node in _own_nodes(function.body))


def _own_nodes(statements: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Yields the nodes of a body, but not those of functions and classes within."""
    for node in statements:
        yield node
        if not isinstance(node, Function | ast.ClassDef | ast.Lambda):
            yield from _own_nodes(ast.iter_child_nodes(node))


def _attributes(node: ast.ClassDef) -> dict[str, str | None]:
    """Returns what methods of a class assign to `self` and its body doesn't name.

    With the type where an annotation says it: what checkers infer else takes a checker to know.
    """
    declared = {name for name, _ in _scopes.bound(node.body)}
    found: dict[str, str | None] = {}
    for method in node.body:
        if not isinstance(method, Function):
            continue
        parameters = [*method.args.posonlyargs, *method.args.args]
        is_static = any(_scopes.last_name(d) == "staticmethod" for d in method.decorator_list)
        if not parameters or is_static:
            continue
        for name, annotation in _assigned_to(parameters[0].arg, method.body):
            if name not in declared:
                found[name] = found.get(name) or annotation
    return found


def _assigned_to(owner: str, body: Sequence[ast.stmt]) -> Iterator[tuple[str, str | None]]:
    """Yields the attributes that a method assigns to its first parameter, and their types."""
    nodes = list(_own_nodes(body))
    for node in nodes:
        match node:
            case ast.AnnAssign(target=ast.Attribute(value=ast.Name(id=name), attr=attribute)):
                if name == owner:
                    yield attribute, ast.unparse(node.annotation)
    for node in nodes:
        match node:
            case ast.Attribute(value=ast.Name(id=name), attr=attribute, ctx=ast.Store()):
                if name == owner:
                    yield attribute, None
