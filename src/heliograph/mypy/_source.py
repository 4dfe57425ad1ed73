"""Annotations as they stand in the source: mypy's parsers drop the calls in `Annotated[...]`."""

from __future__ import annotations

import ast
import tokenize
from functools import lru_cache
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

# Lines that a statement may have; what is longer is not understood.
_LONGEST = 50

# What may stand in `Annotated` without changing which values the field takes.
HARMLESS = frozenset(
    {
        "AfterValidator",
        "AliasChoices",
        "AllowInfNan",
        "Discriminator",
        "Doc",
        "FailFast",
        "Field",
        "Ge",
        "Gt",
        "Interval",
        "Le",
        "Len",
        "Lt",
        "MaxLen",
        "MinLen",
        "MultipleOf",
        "PlainSerializer",
        "Predicate",
        "SerializeAsAny",
        "Strict",
        "StringConstraints",
        "Tag",
        "Timezone",
        "UrlConstraints",
        "UuidVersion",
        "WithJsonSchema",
        "WrapSerializer",
    }
)


class Default(NamedTuple):
    """What a call in the place of a default says.

    Attributes:
        state: `"yes"`, `"no"` or `"maybe"`, if the call is one of pydantic's `Field`.
        callee: The dotted name of what is called, as it is written.
    """

    state: str
    callee: str


class Annotation(NamedTuple):
    """What the metadata in an annotation says.

    Attributes:
        defaults: The calls beside the outermost type.
        converts: Whether something in it may take values of other types.
    """

    defaults: tuple[Default, ...] = ()
    converts: bool = False


NOT_UNDERSTOOD = Annotation((Default("maybe", ""),), converts=True)


def annotation_at(path: str, line: int, name: str) -> Annotation:
    """Returns what the annotation of a field says, or the type that an alias stands for.

    Args:
        path: The file.
        line: Where the statement begins.
        name: The name that is annotated or assigned.
    """
    lines = _lines(*_version(path))
    # The end of a statement is not always known; few take more than a line.
    for end in range(line, min(line + _LONGEST, len(lines)) + 1):
        try:
            tree = ast.parse(dedent("\n".join(lines[line - 1 : end])))
        except (SyntaxError, ValueError):
            continue
        return _of_statement(tree.body, name)
    return NOT_UNDERSTOOD


def _of_statement(statements: list[ast.stmt], name: str) -> Annotation:
    for statement in statements:
        match statement:
            case ast.AnnAssign(target=ast.Name(id=target), annotation=node) if target == name:
                # An alias may be annotated as one.
                is_alias = _dotted(node).endswith("TypeAlias") and statement.value is not None
                return _read(statement.value if is_alias and statement.value else node)
            case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                return _read(value)
            case _ if type(statement).__name__ == "TypeAlias":
                # `type Name = ...`, which Python 3.11 has no class for.
                value = vars(statement)["value"]
                return _read(value)
    return NOT_UNDERSTOOD


def _version(path: str) -> tuple[str, int, int]:
    """Tells the versions of a file apart: the daemon lives longer than a version."""
    try:
        stat = Path(path).stat()
    except OSError:
        return path, 0, 0
    return path, stat.st_mtime_ns, stat.st_size


@lru_cache(maxsize=16)
def _lines(path: str, _modified: int, _size: int) -> list[str]:
    try:
        with tokenize.open(path) as file:
            return file.read().split("\n")
    except (OSError, SyntaxError, ValueError):
        return []


def _read(node: ast.expr) -> Annotation:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        try:
            node = ast.parse(node.value, mode="eval").body
        except SyntaxError:
            return NOT_UNDERSTOOD
    metadata = _metadata(node)
    return Annotation(
        tuple(_default(entry) for entry in metadata if isinstance(entry, ast.Call)),
        converts=any(
            not _is_harmless(entry) for inner in ast.walk(node) for entry in _metadata(inner)
        ),
    )


def _metadata(node: ast.AST) -> list[ast.expr]:
    """Returns what stands behind the type in `Annotated[type, ...]`."""
    match node:
        case ast.Subscript(value=value, slice=ast.Tuple(elts=[typ, *metadata])):
            # What is annotated may be annotated itself.
            return [*_metadata(typ), *metadata] if _dotted(value).endswith("Annotated") else []
    return []


def _is_harmless(entry: ast.expr) -> bool:
    if isinstance(entry, ast.Constant):
        return True
    if isinstance(entry, ast.Call):
        entry = entry.func
    return _dotted(entry).rpartition(".")[2] in HARMLESS


def _default(call: ast.Call) -> Default:
    return Default(_state(call), _dotted(call.func))


def _state(call: ast.Call) -> str:
    keywords = {keyword.arg: keyword.value for keyword in call.keywords}
    if None in keywords or any(isinstance(argument, ast.Starred) for argument in call.args):
        return "maybe"
    value = call.args[0] if call.args else keywords.get("default")
    if isinstance(value, ast.Constant) and value.value is Ellipsis:
        return "no"
    return "no" if value is None and "default_factory" not in keywords else "yes"


def _dotted(node: ast.expr) -> str:
    """Returns the dotted name that an expression is; empty if it is something else."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=name):
            prefix = _dotted(value)
            return f"{prefix}.{name}" if prefix else ""
    return ""
