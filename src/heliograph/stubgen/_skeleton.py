"""From the source of a module to the source of its stub: what it declares, and nothing that runs.

Bodies of functions and docstrings go, and statements that bind no name; all else stands as in the
source, with the comments that keep type checkers quiet.
"""

from __future__ import annotations

import ast
import copy
import io
import re
import tokenize
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol, TypeAlias

_INDENT = "    "
_FOR_CHECKERS = re.compile(r"#\s*(type|pyright|mypy|ty|pyrefly)\s*:\s*\w+.*")

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
Compound: TypeAlias = ast.If | ast.For | ast.AsyncFor | ast.While | ast.With | ast.AsyncWith


class Rewriter(Protocol):
    """What the declarations of signals become, which the source can't tell."""

    def assigned(self, statement: ast.Assign | ast.AnnAssign, scope: str) -> list[str] | None:
        """Returns what stands for an assignment; None if it stands as it is.

        Args:
            statement: The assignment.
            scope: The qualified name of the class that it stands in; empty at the top level.
        """

    def added(self, scope: str, attributes: Mapping[str, str | None]) -> list[str]:
        """Returns what the body of a class has besides what the source says.

        Args:
            scope: The qualified name of the class.
            attributes: What its methods assign to `self` and its body doesn't name, with the type
                where the source tells it.
        """

    def unknown(self, name: str) -> str:
        """Returns the declaration of a name that the source binds in a way stubs don't have."""

    def pending(self) -> list[str]:
        """Returns what must stand before the statement of the top level just rewritten."""


class Skeleton:
    """The declarations of one module.

    Args:
        source: The source of the module.
        rewriter: Tells what stands for signals.
    """

    def __init__(self, source: str, rewriter: Rewriter) -> None:
        self._tree = ast.parse(source)
        self._comments = _comments_for_checkers(source)
        self._rewriter = rewriter

    def lines(self) -> list[str]:
        """Returns the stub, without what its head must import."""
        lines: list[str] = []
        for statement in _declarations(self._tree.body):
            block = self._statement(statement, "")
            before = self._rewriter.pending()
            is_wide = bool(before) or _is_definition(statement)
            if lines and lines[-1] and is_wide:
                lines.append("")
            lines += [*before, ""] if before else []
            lines += block
            if is_wide and block:
                lines.append("")
        return lines

    def _block(self, statements: Sequence[ast.stmt], scope: str) -> list[str]:
        return [
            line
            for statement in _declarations(statements)
            for line in self._statement(statement, scope)
        ]

    def _statement(self, statement: ast.stmt, scope: str) -> list[str]:
        match statement:
            case ast.Import():
                return self._with_comment(_importable(statement), statement)
            case ast.ImportFrom(module="__future__"):
                return []
            case ast.ImportFrom():
                return self._with_comment(_importable(statement), statement)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                return self._function(statement)
            case ast.ClassDef():
                return self._class(statement, scope)
            case ast.Assign() | ast.AnnAssign():
                rewritten = self._rewriter.assigned(statement, scope)
                if rewritten is not None:
                    return rewritten
                return self._with_comment(statement, statement)
            case ast.If(test=test) if _is_main_guard(test):
                return []
            case ast.If() | ast.For() | ast.AsyncFor() | ast.While() | ast.With() | ast.AsyncWith():
                return self._compound(statement, scope)
            case ast.Try() | ast.TryStar():
                return self._try(statement, scope)
            case ast.AugAssign() | ast.Delete():
                return self._with_comment(statement, statement)
            case ast.Match():
                return [self._rewriter.unknown(name) for name, _ in _bound([statement])]
        if type(statement).__name__ == "TypeAlias":
            return self._with_comment(statement, statement)
        # Expressions, asserts and the like bind nothing.
        return []

    def _function(self, function: Function) -> list[str]:
        outline = copy.copy(function)
        if isinstance(function, ast.AsyncFunctionDef) and _yields(function):
            # Calling it gives the iterator; to a checker that sees no `yield`, only `def` says so.
            outline = ast.FunctionDef(
                **{name: getattr(function, name) for name in function._fields}
            )
            ast.copy_location(outline, function)
        return self._header(outline, function.body[0].lineno)

    def _class(self, node: ast.ClassDef, scope: str) -> list[str]:
        qualified = f"{scope}.{node.name}" if scope else node.name
        body = self._block(node.body, qualified)
        body += self._rewriter.added(qualified, _attributes(node))
        head = self._header(copy.copy(node), node.body[0].lineno)
        return _joined(head, body)

    def _compound(self, node: Compound, scope: str) -> list[str]:
        body = self._block(node.body, scope)
        otherwise = self._block(getattr(node, "orelse", []), scope)
        if not body and not otherwise:
            return []
        outline = copy.copy(node)
        if not isinstance(outline, ast.With | ast.AsyncWith):
            outline.orelse = []
        lines = _joined(self._header(outline, node.body[0].lineno), body)
        if otherwise:
            lines += _joined(["else: ..."], otherwise)
        return lines

    def _try(self, node: ast.Try | ast.TryStar, scope: str) -> list[str]:
        body = self._block([*node.body, *node.orelse], scope)
        clauses = [(clause, self._block(clause.body, scope)) for clause in node.handlers]
        final = self._block(node.finalbody, scope)
        if not any(lines for _, lines in clauses):
            return [*body, *final]
        keyword = "except*" if isinstance(node, ast.TryStar) else "except"
        lines = _joined(["try: ..."], body)
        for clause, inner in clauses:
            kind = f" {ast.unparse(clause.type)}" if clause.type else ""
            lines += _joined([f"{keyword}{kind}: ..."], inner)
        return lines + final

    def _header(self, outline: ast.stmt, first_of_body: int) -> list[str]:
        """Returns a compound statement with `...` for its body."""
        outline.body = [ast.Expr(ast.Constant(...))]  # type: ignore[attr-defined]  # it is compound
        text = ast.unparse(outline).removesuffix(f"\n{_INDENT}...")
        last = max(first_of_body, outline.lineno + 1)
        return [*f"{text} ...".splitlines()[:-1], self._commented(text, outline.lineno, last)]

    def _commented(self, text: str, first: int, last: int) -> str:
        comment = next((self._comments[n] for n in range(first, last) if n in self._comments), "")
        return f"{text.splitlines()[-1]} ...{'  ' + comment if comment else ''}"

    def _with_comment(self, statement: ast.stmt, source: ast.stmt) -> list[str]:
        lines = ast.unparse(statement).splitlines()
        last = source.end_lineno or source.lineno
        for number in range(source.lineno, last + 1):
            if number in self._comments:
                lines[-1] += f"  {self._comments[number]}"
                break
        return lines


def bound_names(tree: ast.Module) -> Iterator[tuple[str, ast.stmt]]:
    """Yields the names that a module binds at its top level, with the statement that does."""
    yield from _bound(tree.body)


def _bound(statements: Iterable[ast.stmt]) -> Iterator[tuple[str, ast.stmt]]:
    for statement in statements:
        match statement:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield statement.name, statement
            case ast.Import() | ast.ImportFrom():
                for alias in statement.names:
                    name = alias.asname or alias.name.partition(".")[0]
                    yield name, statement
            case _:
                for node in ast.walk(statement):
                    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                        yield node.id, statement
                for field in ("body", "orelse", "finalbody"):
                    yield from _bound(_statements(getattr(statement, field, [])))
                for part in ("handlers", "cases"):
                    for each in getattr(statement, part, []):
                        yield from _bound(each.body)


def _statements(found: object) -> list[ast.stmt]:
    return found if isinstance(found, list) else []


def _declarations(statements: Sequence[ast.stmt]) -> list[ast.stmt]:
    """Leaves out what follows the overloads of a function: a stub has no implementation."""
    kept: list[ast.stmt] = []
    overloaded: str | None = None
    for statement in statements:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            is_overload = any(_last_name(each) == "overload" for each in statement.decorator_list)
            if not is_overload and statement.name == overloaded:
                overloaded = None
                continue
            overloaded = statement.name if is_overload else None
        kept.append(statement)
    return kept


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _importable(statement: ast.Import | ast.ImportFrom) -> ast.stmt:
    """Returns an import whose names others may import from the stub, as from the source.

    In a stub that takes `import a as a`; a name without `as` is the stub's own.
    """
    names = [
        ast.alias(alias.name, alias.name)
        if alias.asname is None and alias.name != "*" and "." not in alias.name
        else alias
        for alias in statement.names
    ]
    if isinstance(statement, ast.Import):
        return ast.Import(names)
    return ast.ImportFrom(statement.module, names, statement.level)


def _is_main_guard(test: ast.expr) -> bool:
    return ast.unparse(test).replace('"', "'") == "__name__ == '__main__'"


def _is_definition(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)


def _joined(head: list[str], body: list[str]) -> list[str]:
    """Puts a body in the place of the `...` of a compound statement."""
    if not body:
        return head
    last, marker, comment = head[-1].rpartition(": ...")
    return [
        *head[:-1],
        f"{last}:{comment}" if marker else head[-1],
        *(f"{_INDENT}{line}" if line else "" for line in body),
    ]


def _yields(function: Function) -> bool:
    return any(isinstance(node, ast.Yield | ast.YieldFrom) for node in _own_nodes(function.body))


def _own_nodes(statements: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Yields the nodes of a body, but not those of functions and classes within."""
    for node in statements:
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            yield from _own_nodes(ast.iter_child_nodes(node))


def _attributes(node: ast.ClassDef) -> dict[str, str | None]:
    """Returns what methods of a class assign to `self` and its body doesn't name."""
    declared = {name for name, _ in _bound(node.body)}
    found: dict[str, str | None] = {}
    for method in node.body:
        if not isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        parameters = [*method.args.posonlyargs, *method.args.args]
        if not parameters or any(_last_name(d) == "staticmethod" for d in method.decorator_list):
            continue
        annotations = {each.arg: each.annotation for each in [*parameters, *method.args.kwonlyargs]}
        for name, annotation in _assigned_to(parameters[0].arg, method.body, annotations):
            if name not in declared:
                found[name] = found.get(name) or annotation
    return found


def _assigned_to(
    owner: str, body: Sequence[ast.stmt], annotations: Mapping[str, ast.expr | None]
) -> Iterator[tuple[str, str | None]]:
    """Yields the attributes that a method assigns to its first parameter, and their types."""
    for node in _own_nodes(body):
        targets: list[ast.expr]
        annotation: str | None
        match node:
            case ast.AnnAssign():
                targets, annotation = [node.target], ast.unparse(node.annotation)
            case ast.Assign():
                targets, annotation = node.targets, _type_of(node.value, annotations)
            case _:
                continue
        for target in targets:
            several = isinstance(target, ast.Tuple | ast.List)
            for part in target.elts if isinstance(target, ast.Tuple | ast.List) else [target]:
                match part:
                    case ast.Attribute(value=ast.Name(id=name), attr=attribute) if name == owner:
                        yield attribute, None if several else annotation


def _type_of(value: ast.expr, annotations: Mapping[str, ast.expr | None]) -> str | None:
    """Returns the type of a value that the source tells: that of a parameter, or of a constant."""
    match value:
        case ast.Name(id=name):
            annotation = annotations.get(name)
            return ast.unparse(annotation) if annotation else None
        case ast.Constant(value=bool() | int() | float() | str() | bytes() as constant):
            return type(constant).__name__
    return None


def _comments_for_checkers(source: str) -> dict[int, str]:
    """Returns, by line, the comments that tell a type checker what to let pass."""
    return {
        token.start[0]: token.string
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT and _FOR_CHECKERS.match(token.string)
    }
