"""What a stub must say otherwise than the source, for checkers to understand the same.

A checker infers from what a source does; a stub does nothing.
"""

from __future__ import annotations

import abc
import ast
import builtins
import enum
import inspect
from collections.abc import Iterator, Mapping
from types import ModuleType, UnionType
from typing import Any, Protocol, get_origin

from heliograph import Signal
from heliograph.stubgen import _scopes
from heliograph.stubgen._errors import UnnameableError
from heliograph.stubgen._spelling import Spelling

# Checkers know what these modules have by its own name, and not through a variable.
_SPECIAL = ("abc", "dataclasses", "enum", "functools", "typing", "typing_extensions")
_MAKING_FIELDS = ("__dataclass_fields__", "__dataclass_transform__", "__pydantic_fields__")


class Values:
    """The values, attributes and imports of one module.

    Args:
        module: The module.
        tree: Its source.
        spelling: What names things in the stub.
    """

    def __init__(self, module: ModuleType, tree: ast.Module, spelling: Spelling) -> None:
        self._module = module
        self._spelling = spelling
        self._used = {
            node.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
        }

    def unknown(self, name: str) -> str:
        """Returns a declaration that admits anything."""
        return f"{name}: {self._spelling.imported('typing', 'Any')}"

    def declared(
        self, found: Any, value: ast.expr, name: str, owner: Any, node: ast.ClassDef | None
    ) -> str | None:
        """Returns an annotation for what is assigned; None if the assignment tells as much.

        Args:
            found: What is assigned.
            value: The same, as it is written.
            name: To what it is assigned.
            owner: The class that it stands in; None at the top level.
            node: The statement of that class.
        """
        if isinstance(owner, enum.EnumMeta):
            return self._member(found, value, name)
        if issubclass(type(owner), type) and name in _inherited(owner):
            # The base says what it is.
            return None
        kind = self._kind_of_value(found, value, name, node)
        if kind is None:
            return None
        if node is not None and _makes_fields(owner, node):
            # It is none of them, for it has no annotation in the source.
            kind = f"{self._spelling.imported('typing', 'ClassVar')}[{kind}]"
        return f"{name}: {kind}"

    def attributes(
        self, found: Any, node: ast.ClassDef, attributes: Mapping[str, str | None]
    ) -> list[str]:
        """Returns the declarations of what only methods assign to.

        Args:
            found: The class.
            node: Its statement.
            attributes: The names, with their annotations if they have one.
        """
        if not issubclass(type(found), type):
            return []
        missing = {name: kind for name, kind in attributes.items() if name not in _inherited(found)}
        bound = {name for name, _ in _scopes.bound(node.body)}
        # In the class body, such a name would be taken for the attribute.
        hiding = missing.keys() & set(_scopes.names_in_types(node))
        open_ended = self._open_ended() if hiding and "__getattr__" not in bound else []
        kinds = {
            name: self._as_annotated(kind, bound)
            for name, kind in missing.items()
            if name not in hiding
        }
        if not _makes_fields(found, node):
            return [*(f"{name}: {kind}" for name, kind in kinds.items()), *open_ended]
        # An annotation would be a field.
        lines = open_ended
        for name, kind in kinds.items():
            lines += [
                f"@{self._spelling.builtin('property')}",
                f"def {name}(self) -> {kind}: ...",
                f"@{name}.setter",
                f"def {name}(self, value: {kind}) -> None: ...",
            ]
        return lines

    def keywords(self, found: Any, node: ast.ClassDef) -> list[ast.keyword]:
        """Returns the metaclass of an abstract class, which mypy wants to see in a stub."""
        bases = {
            _scopes.last_name(each.value if isinstance(each, ast.Subscript) else each)
            for each in node.bases
        }
        is_told = any(each.arg == "metaclass" for each in node.keywords) or "Protocol" in bases
        if type(found) is not abc.ABCMeta or not inspect.isabstract(found) or is_told:
            return []
        if any(getattr(each, "__isabstractmethod__", False) for each in vars(found).values()):
            # That says it as well.
            return []
        return [ast.keyword("metaclass", ast.Name(self._spelling.imported("abc", "ABCMeta")))]

    def imported(self, alias: ast.alias) -> tuple[ast.alias, str | None]:
        """Returns an import of the top level as `a as a`: else the name is the stub's own.

        For `a as b` it takes an assignment, where checkers see no difference.
        """
        if alias.name == "*":
            return alias, None
        if alias.asname is None:
            top, dot, _ = alias.name.partition(".")
            if dot:
                return alias, f"import {top} as {top}"
            return ast.alias(alias.name, alias.name), None
        found = vars(self._module).get(alias.asname)
        if alias.asname == alias.name or not self._can_be_assigned(alias.asname, found):
            return alias, None
        private = self._spelling.fresh(f"_{alias.asname}")
        return ast.alias(alias.name, private), f"{alias.asname} = {private}"

    def _can_be_assigned(self, name: str, found: Any) -> bool:
        """Says whether an object means the same to checkers through a variable."""
        if _module_of(found) in _SPECIAL or _module_of(type(found)) in _SPECIAL:
            return False
        if issubclass(type(found), type | ModuleType | Signal):
            return True
        # What a function does may hang on its own name, as that of a decorator or `Field`; but not
        # where it is only imported for others.
        return found is not None and name not in self._used

    def _member(self, found: Any, value: ast.expr, name: str) -> str | None:
        """Returns a member of an enumeration that mypy would take for an alias of a union."""
        if not isinstance(value, ast.BinOp) or not isinstance(found, enum.Enum):
            return None
        return f"{name} = {found.value!r}"

    def _kind_of_value(
        self, found: Any, value: ast.expr, name: str, node: ast.ClassDef | None
    ) -> str | None:
        """Returns the type of a value, if a checker takes it for another in a stub."""
        match value:
            case ast.BinOp(op=ast.BitOr()) if not _is_type(found):
                # mypy takes it for an alias of a union.
                return self._plain_kind(found)
            case ast.Constant(value=None) if node is not None and _is_set_by_methods(node, name):
                return self._spelling.imported("typing", "Any")
            case ast.List(elts=[]) | ast.Dict(keys=[]):
                pass
            case ast.Call(func=ast.Name(id="list" | "set" | "dict"), args=[], keywords=[]):
                pass
            case _:
                return None
        # Nothing follows in a stub that would tell what is in it.
        is_replaced = type(found) not in (list, set, dict)
        return self._plain_kind(None if is_replaced else found)

    def _plain_kind(self, found: Any) -> str:
        kind = type(found)
        anything = self._spelling.imported("typing", "Any")
        if kind in (list, set, frozenset):
            return f"{self._spelling.builtin(kind.__name__)}[{anything}]"
        if kind is dict:
            return f"{self._spelling.builtin('dict')}[{anything}, {anything}]"
        if kind in (int, str, bytes, bool, float) or issubclass(kind, enum.Enum):
            try:
                return self._spelling.text(kind)
            except UnnameableError:
                pass
        return anything

    def _open_ended(self) -> list[str]:
        """Returns what lets a class have attributes that it doesn't name."""
        anything, text = self._spelling.imported("typing", "Any"), self._spelling.builtin("str")
        return [
            f"def __getattr__(self, name: {text}) -> {anything}: ...",
            f"def __setattr__(self, name: {text}, value: {anything}) -> None: ...",
        ]

    def _as_annotated(self, annotation: str | None, bound: set[str]) -> str:
        """Returns the type of an attribute, if its annotation means the same in the class body."""
        names = set(_names_in_annotation(annotation)) if annotation is not None else {"Final"}
        is_known = all(
            name not in bound
            and (name in vars(self._module) or hasattr(builtins, name))
            and type(vars(self._module).get(name)).__name__ != "TypeVar"
            for name in names
        )
        if annotation is not None and is_known and names.isdisjoint(("Final", "ClassVar")):
            return annotation
        return self._spelling.imported("typing", "Any")


def _names_in_annotation(text: str) -> Iterator[str]:
    """Yields the names in an annotation, also in quotes; of a dotted one the ends."""
    try:
        tree = ast.parse(text, mode="eval")
    except SyntaxError:
        # Not an annotation, such as the text in a `Literal`, and no name that anything has.
        yield text
        return
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name):
                yield name
            case ast.Attribute(attr="Final" | "ClassVar" as name):
                yield name
            case ast.Constant(value=str() as quoted):
                yield from _names_in_annotation(quoted)


def _makes_fields(found: Any, node: ast.ClassDef) -> bool:
    """Says whether an annotation in the body of a class may be more than that."""
    is_plain = type(found) in (type, abc.ABCMeta, type(Protocol)) and not node.decorator_list
    return not is_plain or any(hasattr(found, each) for each in _MAKING_FIELDS)


def _is_set_by_methods(node: ast.ClassDef, name: str) -> bool:
    """Says whether methods of a class assign to an attribute that its body names."""
    return any(
        isinstance(each, ast.Attribute) and each.attr == name and isinstance(each.ctx, ast.Store)
        for each in ast.walk(node)
    )


def _module_of(thing: Any) -> str:
    home = getattr(thing, "__module__", None)
    return home if isinstance(home, str) else ""


def _is_type(found: Any) -> bool:
    return issubclass(type(found), type | UnionType) or get_origin(found) is not None


def _inherited(found: type) -> set[str]:
    """Returns the names that a class has of its bases."""
    return {
        name
        for base in found.__mro__[1:]
        # A protocol only demands.
        if not vars(base).get("_is_protocol", False)
        for name in (*vars(base), *inspect.get_annotations(base))
        if name != "__dict__"
    }
