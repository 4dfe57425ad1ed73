"""What the plugin needs of mypy's checker that the plugin interface doesn't offer.

Everything here may change with a version of mypy; tests/mypy runs it with the oldest and the
newest that is supported. Most of it tells mypy what to check again after a change:

- A warm run checks a module again when the interface of a module that it depends on has changed.
  `module_refs` holds what it depends on without importing it.
- The daemon checks a target (a function, or the top level of a module) again when a trigger fires
  that `plugin_deps` of its file has for it. A class fires its trigger when its bases change, and
  its wildcard trigger when anything in it does. A trigger may be the target of another: that is how
  a model reaches whoever uses its signal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from mypy.nodes import (
    AssignmentStmt,
    Block,
    ClassDef,
    ExpressionStmt,
    NameExpr,
    Statement,
    TypeInfo,
)
from mypy.server.trigger import make_trigger, make_wildcard_trigger
from mypy.type_visitor import TypeQuery
from mypy.types import Instance, TypeAliasType, TypedDictType, get_proper_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mypy.checker import TypeChecker
    from mypy.nodes import Context, Expression, MypyFile, TypeAlias
    from mypy.plugin import CheckerPluginInterface, SemanticAnalyzerPluginInterface
    from mypy.types import Type


# Modules whose classes nobody edits.
_UNCHANGING = ("builtins", "typing", "pydantic.main")


def depend_on(api: CheckerPluginInterface, types: tuple[Type, ...], *expressions: Type) -> None:
    """Has what is being checked now checked again when a class or alias in these types changes.

    Args:
        api: The checker.
        types: Types that are found by looking into a payload model.
        *expressions: Types of expressions; mypy sees to these itself, but for the daemon.
    """
    checker = cast("TypeChecker", api)
    checker.module_refs.update(_modules_of(types))
    if _is_for_daemon(api):
        scope = checker.tscope
        targets = {scope.current_target(), scope.current_full_target()}
        _trigger(checker, (*types, *expressions), targets)


def link_declaration(
    api: CheckerPluginInterface, declaration: Context, types: tuple[Type, ...]
) -> None:
    """Has all users of a signal checked again when a class or alias in these types changes.

    Args:
        api: The checker.
        declaration: The expression whose value is the signal.
        types: The payload model and the types of its fields.
    """
    checker = cast("TypeChecker", api)
    name = _assigned_name(checker.tree, declaration) if _is_for_daemon(api) else None
    if name is not None:
        _trigger(checker, types, {make_trigger(name)})
    checker.module_refs.update(_modules_of(types))


def link_class(
    api: SemanticAnalyzerPluginInterface, info: TypeInfo, members: Iterable[str], model: Type
) -> None:
    """Has all users of a signal class checked again when its payload model changes."""
    for trigger in _collected([model]).triggers():
        api.add_plugin_dependency(trigger)
        api.add_plugin_dependency(trigger, make_trigger(info.fullname))
        for member in members:
            api.add_plugin_dependency(trigger, make_trigger(f"{info.fullname}.{member}"))


def modules(api: CheckerPluginInterface) -> Mapping[str, MypyFile]:
    """Returns all modules that mypy knows, by name."""
    return cast("TypeChecker", api).modules


def class_called(api: CheckerPluginInterface, fullname: str) -> TypeInfo | None:
    """Returns a class by its dotted name; None if mypy has not read its module."""
    module, _, name = fullname.rpartition(".")
    symbol = modules(api)[module].names.get(name) if module in modules(api) else None
    return symbol.node if symbol is not None and isinstance(symbol.node, TypeInfo) else None


def type_in_context(
    api: CheckerPluginInterface, expression: Expression, expected: Type | None
) -> tuple[Type, str | None]:
    """Returns the type of an expression where a type is expected, and the first error if any.

    The error is not reported.
    """
    with api.msg.filter_errors(save_filtered_errors=True) as watcher:
        typ = api.get_expression_type(expression, expected)
    errors = (error.message for error in watcher.filtered_errors() if error.severity == "error")
    return typ, next(errors, None)


def is_statement(api: CheckerPluginInterface, call: Context) -> bool:
    """Says whether the result of a call is thrown away."""
    global _last_statements  # noqa: PLW0603 - a cache of one entry
    tree = cast("TypeChecker", api).tree
    if tree is not _last_statements[0] or _is_for_daemon(api):
        thrown_away = {
            id(statement.expr)
            for statement in _statements(tree.defs)
            if isinstance(statement, ExpressionStmt)
        }
        _last_statements = tree, thrown_away
    return id(call) in _last_statements[1]


# The last file that was asked for, and its expressions whose results are thrown away.
_last_statements: tuple[MypyFile | None, set[int]] = (None, set())


def known_type(api: CheckerPluginInterface, expression: Expression) -> Type | None:
    """Returns the type of an expression that was checked before."""
    checker = cast("TypeChecker", api)
    return checker.lookup_type(expression) if checker.has_type(expression) else None


def _is_for_daemon(api: CheckerPluginInterface) -> bool:
    """Says whether this run is of the daemon, or leaves it a cache; else triggers are no use."""
    return api.options.fine_grained_incremental or api.options.cache_fine_grained


def _trigger(checker: TypeChecker, types: tuple[Type, ...], targets: set[str]) -> None:
    for trigger in _collected(types).triggers():
        checker.tree.plugin_deps.setdefault(trigger, set()).update(targets)


def _modules_of(types: tuple[Type, ...]) -> set[str]:
    """Returns the modules of all classes and aliases in these types."""
    known = _known_modules.get(id(types))
    if known is None or known[0] is not types:
        known = types, _collected(types).modules()
        _known_modules[id(types)] = known
    return known[1]


# By the identity of the tuple, which each payload has one of and which is kept alive here. What is
# out of date in a daemon does no harm: it is for the cache of a run that is not the daemon's.
_known_modules: dict[int, tuple[tuple[Type, ...], set[str]]] = {}


def _collected(types: Iterable[Type]) -> _Collector:
    collector = _Collector()
    for typ in types:
        typ.accept(collector)
    return collector


class _Collector(TypeQuery[None]):
    """Collects the classes (with their bases) and the aliases within a type."""

    def __init__(self) -> None:
        super().__init__()
        self._classes: dict[str, TypeInfo] = {}
        self._aliases: dict[str, TypeAlias] = {}

    def modules(self) -> set[str]:
        """Returns where they are defined."""
        classes = {info.module_name for info in self._classes.values()}
        return classes | {alias.module for alias in self._aliases.values()}

    def triggers(self) -> Iterator[str]:
        """Yields what fires when one of them changes."""
        yield from map(make_trigger, self._aliases)
        for name, info in self._classes.items():
            yield make_trigger(name)
            yield make_wildcard_trigger(name)
            # The daemon of mypy 1.19 fires the wildcard for modules that were edited, and only
            # these for modules that an edit elsewhere has changed.
            yield from (make_trigger(f"{name}.{attribute}") for attribute in info.names)

    def strategy(self, items: list[None]) -> None:
        """Nothing is made of the parts."""

    def visit_instance(self, t: Instance) -> None:
        if t.type.fullname not in self._classes:
            for info in t.type.mro:
                if info.module_name not in _UNCHANGING:
                    self._classes[info.fullname] = info
        super().visit_instance(t)

    def visit_typeddict_type(self, t: TypedDictType) -> None:
        t.fallback.accept(self)
        super().visit_typeddict_type(t)

    def visit_type_alias_type(self, t: TypeAliasType) -> None:
        if t.alias is not None and t.alias.fullname not in self._aliases:
            self._aliases[t.alias.fullname] = t.alias
            get_proper_type(t).accept(self)


def _assigned_name(tree: MypyFile, value: Context) -> str | None:
    """Returns the full name of the variable that gets a value at the top level or in a class."""
    for statement in _assignments(tree.defs):
        if statement.rvalue is value:
            target = statement.lvalues[0]
            if isinstance(target, NameExpr) and target.node is not None:
                return target.node.fullname
    return None


def _assignments(body: Iterable[Statement]) -> Iterator[AssignmentStmt]:
    for statement in body:
        if isinstance(statement, AssignmentStmt):
            yield statement
        elif isinstance(statement, ClassDef):
            yield from _assignments(statement.defs.body)


# Where statements keep the statements within them, functions and classes included.
_INNER = (
    "body",
    "else_body",
    "finally_body",
    "handlers",
    "bodies",
    "defs",
    "func",
    "items",
    "impl",
)


def _statements(node: object) -> Iterator[Statement]:
    """Yields all statements within a node; mypy's own traversers can't be derived from."""
    if isinstance(node, list):
        for item in node:
            yield from _statements(item)
    elif isinstance(node, Block):
        yield from _statements(node.body)
    elif isinstance(node, Statement):
        yield node
        for name in _INNER:
            yield from _statements(getattr(node, name, None))
