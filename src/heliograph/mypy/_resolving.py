"""What a field hides behind the names in its line: a default, or values of other types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.nodes import MypyFile, TypeAlias, TypeInfo, Var
from mypy.types import Instance, TypeAliasType, UnionType, get_proper_type

from heliograph.mypy import _names, _source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy.nodes import SymbolNode, SymbolTableNode
    from mypy.types import Type

    from heliograph.mypy._facts import FieldFacts

    # Where a name is looked up: in a class, or in the module of an alias.
    Scope = TypeInfo | TypeAlias

# Aliases of these packages hide no default; those of pydantic that convert are known by name.
_PLAIN_PACKAGES = ("builtins", "collections", "os", "pydantic", "typing", "typing_extensions")
# More aliases than this, one in the other, are not followed: they may go round in a circle.
_DEEPEST = 20


class Resolver:
    """Looks up the names that stand in the body of a class, and in the aliases there."""

    def __init__(self, info: TypeInfo, modules: Mapping[str, MypyFile]) -> None:
        self._info = info
        self._modules = modules

    def default_state(self, field: FieldFacts) -> str:
        """Returns `"yes"`, `"no"` or `"maybe"`."""
        if field.callee:
            return field.state if self._is_field_function(field.callee, self._info) else "maybe"
        return field.state if field.state != "no" else self._default(field.annotation, self._info)

    def converts(self, field: FieldFacts, typ: Type | None) -> bool:
        """Says whether values of other types than the declared one may be taken."""
        annotation = field.annotation
        # Most names are those of the very classes that the type consists of.
        names = set(annotation.names) - _class_names(typ)
        return self._converts(annotation._replace(names=tuple(names)), self._info)

    def _default(self, annotation: _source.Annotation, scope: Scope, depth: int = 0) -> str:
        for state, callee in annotation.defaults:
            last = callee.rpartition(".")[2]
            if last in _source.WITHOUT_DEFAULT:
                continue
            if last != _source.FIELD and not self._is_field_function(callee, scope):
                return "maybe"
            if state != "no":
                return state
        alias = self._alias(annotation.alias, scope) if annotation.alias else None
        if alias is None or depth > _DEEPEST:
            return "no"
        return self._default(*alias, depth + 1)

    def _converts(self, annotation: _source.Annotation, scope: Scope, depth: int = 0) -> bool:
        if annotation.converts or depth > _DEEPEST:
            return True
        aliases = (self._alias(name, scope) for name in annotation.names)
        return any(alias is not None and self._converts(*alias, depth + 1) for alias in aliases)

    def _is_field_function(self, name: str, scope: Scope) -> bool:
        node = self._resolved(name, scope)
        return node is not None and node.fullname == _names.FIELD

    def _alias(self, name: str, scope: Scope) -> tuple[_source.Annotation, Scope] | None:
        """Returns what an alias stands for, and where; None for what is no alias."""
        if name in _type_variables(scope):
            return None
        node = self._resolved(name, scope)
        if node is None:
            return _source.NOT_UNDERSTOOD, scope
        if not isinstance(node, TypeAlias):
            return None
        if node.fullname in _names.CONVERTING_ALIASES:
            return _source.Annotation(converts=True), scope
        if node.module.partition(".")[0] in _PLAIN_PACKAGES:
            return None
        file = self._modules.get(node.module)
        if file is None:
            return _source.NOT_UNDERSTOOD, scope
        return _source.annotation_at(file.path, node.line, node.name), node

    def _resolved(self, name: str, scope: Scope) -> SymbolNode | None:
        """Returns what a dotted name stands for in a class, or where an alias is defined."""
        first, *rest = name.split(".")
        symbol = self._in_scope(first, scope)
        for part in rest:
            node = symbol.node if symbol else None
            names = node.names if isinstance(node, MypyFile | TypeInfo) else {}
            symbol = names.get(part)
        return symbol.node if symbol else None

    def _in_scope(self, name: str, scope: Scope) -> SymbolTableNode | None:
        if isinstance(scope, TypeInfo) and name in scope.names:
            symbol = scope.names[name]
            # A field may bear the name of its type.
            if not isinstance(symbol.node, Var):
                return symbol
        module = scope.module_name if isinstance(scope, TypeInfo) else scope.module
        for file in map(self._modules.get, (module, "builtins")):
            if file is not None and name in file.names:
                return file.names[name]
        return None


def _type_variables(scope: Scope) -> list[str]:
    if isinstance(scope, TypeInfo):
        return scope.type_vars
    return [variable.name for variable in scope.alias_tvars]


def _class_names(typ: Type | None) -> set[str]:
    """Returns the names of the classes that a type consists of, but for those in its depth."""
    if isinstance(typ, TypeAliasType):
        # Not looked into, for it may be recursive.
        return set()
    proper = get_proper_type(typ)
    if isinstance(proper, UnionType):
        return {name for item in proper.items for name in _class_names(item)}
    if isinstance(proper, Instance):
        return {proper.type.name, *(name for arg in proper.args for name in _class_names(arg))}
    return set()
