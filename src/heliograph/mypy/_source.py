"""Annotations as they stand in the source: mypy's parsers drop the calls in `Annotated[...]`."""

from __future__ import annotations

import ast
import tokenize
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

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
# What may stand there besides, and gives no default.
_CONVERTING = frozenset({"BeforeValidator", "PlainValidator", "SkipValidation", "WrapValidator"})
FIELD = "Field"
# Of these and of no others it is known whether they give a default.
WITHOUT_DEFAULT = (HARMLESS | _CONVERTING) - {FIELD}


class Default(NamedTuple):
    """What says whether there is a default.

    Attributes:
        state: `"yes"`, `"no"` or `"maybe"`, if it is a call of pydantic's `Field`.
        callee: The dotted name of what is called, or of a value, as it is written.
    """

    state: str
    callee: str


class Annotation(NamedTuple):
    """What an annotation says, or the type that an alias stands for.

    Attributes:
        defaults: What stands beside the outermost type and may give a default.
        converts: Whether something in it may take values of other types.
        alias: The outermost type without what is beside it, if that is a name.
        names: All names of types in it.
    """

    defaults: tuple[Default, ...] = ()
    converts: bool = False
    alias: str = ""
    names: tuple[str, ...] = ()


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
                return _read(_aliased(value))
            case _ if type(statement).__name__ == "TypeAlias":
                # `type Name = ...`, which Python 3.11 has no class for.
                parts = vars(statement)
                if parts["name"].id == name:
                    return _read(parts["value"])
    return NOT_UNDERSTOOD


def _aliased(value: ast.expr) -> ast.expr:
    """Returns the type in `TypeAliasType("Name", type)`."""
    match value:
        case ast.Call(func=function, args=[_, typ]) if _dotted(function).endswith("TypeAliasType"):
            return typ
    return value


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
    parts = list(_parts(node))
    metadata = [entry for part in parts for entry in _metadata(part)]
    outermost = _unquoted(node)
    beside: list[ast.expr] = []
    while found := _metadata(outermost):
        beside += found
        outermost = _unquoted(_annotated(outermost))
    return Annotation(
        tuple(_default(entry) for entry in beside if not isinstance(entry, ast.Constant)),
        converts=not all(map(_is_harmless, metadata)),
        alias=_dotted(outermost),
        names=tuple(dict.fromkeys(filter(None, map(_dotted, parts)))),
    )


def _parts(node: ast.expr) -> Iterator[ast.expr]:
    """Yields what stands for types in a type, and the type itself."""
    node = _unquoted(node)
    yield node
    match node:
        case ast.Subscript() if _metadata(node):
            yield from _parts(_annotated(node))
        case ast.Subscript(value=value) if _dotted(value).endswith("Literal"):
            pass
        case ast.Subscript(value=value, slice=inner):
            yield from _parts(value)
            yield from _parts(inner)
        case ast.Tuple(elts=elements) | ast.List(elts=elements):
            for element in elements:
                yield from _parts(element)
        case ast.BinOp(left=left, right=right):
            yield from _parts(left)
            yield from _parts(right)


def _unquoted(node: ast.expr) -> ast.expr:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        with suppress(SyntaxError):
            return ast.parse(node.value.strip(), mode="eval").body
    return node


def _metadata(node: ast.expr) -> list[ast.expr]:
    """Returns what stands behind the type in `Annotated[type, ...]`; no other type has calls."""
    match node:
        case ast.Subscript(value=value, slice=ast.Tuple(elts=[_, *metadata])):
            has_call = any(isinstance(entry, ast.Call) for entry in metadata)
            return metadata if has_call or _dotted(value).endswith("Annotated") else []
    return []


def _annotated(node: ast.expr) -> ast.expr:
    """Returns the type in `Annotated[type, ...]`."""
    match node:
        case ast.Subscript(slice=ast.Tuple(elts=[typ, *_])):
            return typ
    return node


def _is_harmless(entry: ast.expr) -> bool:
    if isinstance(entry, ast.Constant):
        return True
    if isinstance(entry, ast.Call):
        entry = entry.func
    return _dotted(entry).rpartition(".")[2] in HARMLESS


def _default(entry: ast.expr) -> Default:
    if isinstance(entry, ast.Call):
        return Default(_state(entry), _dotted(entry.func))
    return Default("maybe", _dotted(entry))


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
