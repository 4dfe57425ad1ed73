"""What the signals of a module become in its stub."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from types import ModuleType
from typing import Any

from heliograph.stubgen import _scopes, _signals
from heliograph.stubgen._errors import UnnameableError
from heliograph.stubgen._families import family_of
from heliograph.stubgen._payloads import payload_of
from heliograph.stubgen._spelling import Spelling
from heliograph.stubgen._values import Values

_HELPERS = ("Receiver", "ReceiverT", "Decorator", "Signal")


class Declarations:
    """Rewrites what a `Skeleton` asks for, of one module.

    Args:
        module: The module.
        tree: Its source.

    Attributes:
        spelling: What names things in the stub.
        signals: The dotted names of the signals and signal classes that got their fields.
        untouched: Why some did not, one sentence each.
    """

    def __init__(self, module: ModuleType, tree: ast.Module) -> None:
        self._module = module
        self._tree = tree
        self.spelling = Spelling(module, *_names_in(module, tree))
        self._values = Values(module, tree, self.spelling)
        self.signals: dict[str, None] = {}
        self.untouched: list[str] = []
        self._pending: list[str] = []
        # By the payload model, the class and the sender: signals that are declared alike share one.
        self._classes: dict[tuple[int, str, str], str] = {}
        self._seen: set[tuple[str, str]] = set()

    def assigned(self, statement: ast.Assign | ast.AnnAssign, scope: str) -> list[str] | None:
        """Returns annotations with the exact class for what is a signal."""
        names = list(_scopes.stored_names(statement))
        if len(names) == 1 and self._is_declared_by_base(scope, names[0]):
            return []
        found = {name: _signals.member(self._module, scope, name) for name in names}
        classes = {
            name: class_name
            for name, signal in found.items()
            if (class_name := self._class_of(signal, statement, scope, name))
        }
        if classes:
            return [self._declaration(name, classes.get(name), statement, scope) for name in names]
        if isinstance(statement, ast.Assign) and len(names) == 1:
            owner = self._class_called(scope) if scope else None
            node = _class_statement(self._tree, scope) if scope else None
            declared = self._values.declared(
                found[names[0]], statement.value, names[0], owner, node
            )
            return None if declared is None else [declared]
        return None

    def added(
        self, scope: str, node: ast.ClassDef, attributes: Mapping[str, str | None]
    ) -> list[str]:
        """Returns the family of a signal class, and the attributes that only methods name."""
        found = self._class_called(scope)
        lines = self._values.attributes(found, node, attributes)
        if not _signals.is_class_with_model(found):
            return lines
        hidden = {*(name for name, _ in _scopes.bound(node.body)), *attributes}
        bases = [_signals.declaration_of(base, None, self._tree) for base in node.bases]
        try:
            payload = payload_of(_signals.model_of(found))
            with self.spelling.within(hidden=hidden, owner=payload.model):
                senders = (_signals.sender_of(b, vars(self._module), self.spelling) for b in bases)
                sender = next((each for each in senders if each is not None), None)
                family = family_of(
                    payload,
                    sender or self.spelling.imported("typing", "Any"),
                    scope,
                    self._prefix(_camel_case(scope)),
                    self.spelling,
                    _signals.own_methods(found),
                )
        except UnnameableError as error:
            self._leave(scope, error)
            return lines
        self._pending += [*_spaced(self._pending), *family.helpers]
        if family.methods:
            self.signals[f"{self._module.__name__}.{scope}"] = None
        return [*lines, *family.methods]

    def keywords(self, scope: str, node: ast.ClassDef) -> list[ast.keyword]:
        """Returns the metaclass of a class, where a stub has to name it."""
        return self._values.keywords(self._class_called(scope), node)

    def imported(self, alias: ast.alias) -> tuple[ast.alias, str | None]:
        """Returns an import as `a as a`, with an assignment where it takes one."""
        return self._values.imported(alias)

    def unknown(self, name: str) -> str:
        """Returns a declaration that admits anything."""
        return self._values.unknown(name)

    def pending(self) -> list[str]:
        """Returns the classes that were made since it was asked before."""
        made, self._pending = self._pending, []
        return made

    def _class_of(
        self, signal: Any, statement: ast.Assign | ast.AnnAssign, scope: str, name: str
    ) -> str | None:
        """Returns the name of the class in the stub for a signal; None if there is none."""
        if not _signals.is_declared_where_made(signal):
            return None
        value = None if _is_several(statement) else statement.value
        annotation = statement.annotation if isinstance(statement, ast.AnnAssign) else None
        qualified = f"{scope}.{name}" if scope else name
        try:
            declaration = _signals.declaration_of(value, annotation, self._tree)
            made = self._made_class(signal, declaration, self._namespace(scope))
        except UnnameableError as error:
            self._leave(qualified, error)
            return None
        if made is not None:
            self.signals[f"{self._module.__name__}.{qualified}"] = None
        return made

    def _is_declared_by_base(self, scope: str, name: str) -> bool:
        """Says whether a class has a signal anew that a base has with the same payload model."""
        owner: Any = self._class_called(scope) if scope else None
        if not issubclass(type(owner), type):
            return False
        found = [vars(each)[name] for each in owner.__mro__ if name in vars(each)]
        if len(found) < 2 or not all(map(_signals.is_declared_where_made, found)):
            return False
        return all(type(each) is type(found[0]) for each in found)

    def _made_class(
        self, signal: Any, declaration: ast.expr | None, namespace: Mapping[str, Any]
    ) -> str | None:
        payload = payload_of(_signals.model_of(signal))
        with self.spelling.within(owner=payload.model):
            sender = _signals.sender_of(declaration, namespace, self.spelling)
            base = _signals.base_of(declaration, signal, sender, namespace, self.spelling)
            key = (id(payload.model), base, sender or "")
            if key in self._classes:
                return self._classes[key]
            # Before any name is taken, for this may fail.
            for field in payload.fields:
                self.spelling.text(field.annotation)
            prefix = self._prefix(_camel_case(payload.model.__qualname__))
            made = f"{prefix}{_HELPERS[-1]}"
            family = family_of(
                payload,
                sender or self.spelling.imported("typing", "Any"),
                made,
                prefix,
                self.spelling,
                _signals.own_methods(type(signal)),
            )
        if not family.methods:
            return None
        self._classes[key] = made
        self._pending += [
            *_spaced(self._pending),
            *family.helpers,
            *_spaced(family.helpers),
            f"class {made}({base}):",
            *(f"    {line}" for line in family.methods),
        ]
        return made

    def _namespace(self, scope: str) -> dict[str, Any]:
        """Returns what names mean in a class body, or at the top level."""
        names = dict(vars(self._module))
        found = self._class_called(scope) if scope else None
        return names | dict(vars(found)) if issubclass(type(found), type) else names

    def _class_called(self, scope: str) -> Any:
        """Returns a class by its qualified name; None if the module has none."""
        outer, _, name = scope.rpartition(".")
        return _signals.member(self._module, outer, name)

    def _leave(self, qualified: str, error: UnnameableError) -> None:
        self.untouched.append(f"{self._module.__name__}.{qualified}: {error}")

    def _prefix(self, name: str) -> str:
        """Returns what the names of helpers begin with, in a way that none is taken."""
        # Two underscores would make it another name in a class body.
        plain = f"_{name.lstrip('_') or 'Payload'}"
        prefix, number = plain, 1
        while any(self.spelling.is_taken(f"{prefix}{last}") for last in _HELPERS):
            number += 1
            prefix = f"{plain}{number}"
        for last in _HELPERS:
            self.spelling.fresh(f"{prefix}{last}")
        return prefix

    def _declaration(
        self, name: str, class_name: str | None, statement: ast.Assign | ast.AnnAssign, scope: str
    ) -> str:
        if class_name is None:
            return self.unknown(name)
        if (scope, name) in self._seen:
            # In the other branch of a condition; a second annotation would be refused.
            return f"{name} = {class_name}()"
        self._seen.add((scope, name))
        if isinstance(statement, ast.AnnAssign) and _is_final(statement.annotation):
            return f"{name}: {self.spelling.imported('typing', 'Final')}[{class_name}]"
        if scope:
            # Not a field, should the class be a dataclass.
            return f"{name}: {self.spelling.imported('typing', 'ClassVar')}[{class_name}]"
        return f"{name}: {class_name}"


def _names_in(module: ModuleType, tree: ast.Module) -> tuple[set[str], set[str]]:
    """Returns the names that the source binds, and those of them that can stand for a type."""
    bound: set[str] = set()
    types: set[str] = set()
    for name, statement in _scopes.bound(tree.body):
        bound.add(name)
        match statement:
            case ast.Import() | ast.ImportFrom() | ast.ClassDef():
                types.add(name)
            case ast.Assign(value=value) | ast.AnnAssign(value=value) if _may_be_alias(value):
                types.add(name)
        if type(statement).__name__ == "TypeAlias":
            types.add(name)
    if "*" in bound:
        types |= vars(module).keys() - bound
        bound |= vars(module).keys()
    return bound, types


def _may_be_alias(value: ast.expr | None) -> bool:
    if isinstance(value, ast.Call):
        return _scopes.last_name(value.func) in ("NewType", "TypeAliasType")
    return isinstance(value, ast.Name | ast.Attribute | ast.Subscript | ast.BinOp)


def _is_final(annotation: ast.expr) -> bool:
    plain = annotation.value if isinstance(annotation, ast.Subscript) else annotation
    return _scopes.last_name(plain) == "Final"


def _class_statement(tree: ast.Module, scope: str) -> ast.ClassDef | None:
    body: Iterable[ast.stmt] = tree.body
    found: ast.ClassDef | None = None
    for part in scope.split("."):
        statements = (statement for name, statement in _scopes.bound(body) if name == part)
        found = next((each for each in statements if isinstance(each, ast.ClassDef)), None)
        body = found.body if found else []
    return found


def _is_several(statement: ast.Assign | ast.AnnAssign) -> bool:
    """Says whether the value of an assignment is not that of each of its names."""
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    return any(not isinstance(target, ast.Name) for target in targets)


def _camel_case(qualified: str) -> str:
    """Returns a name for what is called `Page[int]` or `Shop.Opened`: `PageInt`, `ShopOpened`."""
    words = re.findall(r"\w+", qualified)
    return "".join(f"{word[0].upper()}{word[1:]}" for word in words)


def _spaced(lines: list[str]) -> list[str]:
    return [""] if lines else []
