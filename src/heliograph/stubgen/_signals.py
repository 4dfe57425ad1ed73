"""What the signals of a module are, as they are found in it when it is imported."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from pydantic import BaseModel

from heliograph import Signal
from heliograph.stubgen import _scopes
from heliograph.stubgen._errors import UnnameableError, one_line
from heliograph.stubgen._families import CONNECT, SENDS
from heliograph.stubgen._spelling import Spelling


def member(module: ModuleType, scope: str, name: str) -> Any:
    """Returns what a module, or a class in it, has under a name of its own; None for nothing."""
    found: Any = module
    for part in scope.split(".") if scope else ():
        found = vars(found).get(part)
        # Not by isinstance(), here and below: a proxy may do anything when asked for its class.
        if not issubclass(type(found), type):
            return None
    return vars(found).get(name)


def is_declared_where_made(signal: object) -> bool:
    """Says whether this is a signal such as `Signal[Model]()`.

    The signals of a class that has a name are typed by that class.
    """
    return issubclass(type(signal), Signal) and _is_made(type(signal))


def model_of(owner: Any) -> type[BaseModel]:
    """Returns the payload model of a signal, or of a class of signals.

    Raises:
        UnnameableError: It is not found.
    """
    try:
        model: type[BaseModel] = owner.payload_model
    except Exception as error:  # that of a forward reference
        raise UnnameableError(one_line(error)) from error
    return model


def is_class_with_model(found: object) -> bool:
    """Says whether a class statement gave a payload model to the signals of its class."""
    return (
        issubclass(type(found), type)
        and issubclass(found, Signal)  # type: ignore[arg-type]  # just made sure of
        and any(map(_is_made, found.__bases__))  # type: ignore[attr-defined]  # the same
    )


def own_methods(signal_class: type[Signal[Any, Any]]) -> frozenset[str]:
    """Returns what users' classes override of that which a stub would."""
    users = [each for each in signal_class.__mro__ if issubclass(each, Signal)]
    users = [each for each in users if each is not Signal and "payload_model" not in vars(each)]
    names = {name for each in users for name in vars(each)}
    return frozenset(names.intersection([*SENDS, CONNECT]))


def base_of(
    declaration: ast.expr | None,
    signal: Signal[Any, Any],
    sender: str | None,
    namespace: Mapping[str, Any],
    spelling: Spelling,
) -> str:
    """Returns the class of a signal as it was declared, as text.

    Args:
        declaration: The class as it is written, `Signal[Model]`; None if it isn't.
        signal: The signal.
        sender: The type of what sends, as text; None if nothing is said of it.
        namespace: What names mean where the declaration stands.
        spelling: Names the payload model.

    Raises:
        UnnameableError: It isn't written in a way that can be repeated.
    """
    made_from = type(signal).__bases__[0]
    if made_from is Signal:
        arguments = [spelling.text(model_of(signal)), *([sender] if sender else [])]
        return f"{spelling.imported('heliograph', 'Signal')}[{', '.join(arguments)}]"
    if (
        isinstance(declaration, ast.Subscript)
        and evaluated(declaration.value, namespace) is made_from
    ):
        parts = declaration.slice
        written = parts.elts if isinstance(parts, ast.Tuple) else [parts]
        arguments = [spelling.text(evaluated(each, namespace)) for each in written]
        return f"{spelling.text(made_from)}[{', '.join(arguments)}]"
    raise UnnameableError(
        f"its class is not written where it is made; write {made_from.__name__}[...]()"
    )


def declaration_of(
    value: ast.expr | None, annotation: ast.expr | None, tree: ast.Module
) -> ast.expr | None:
    """Returns `Signal[Model]` as it is written, also behind a name or an annotation."""
    found = value.func if isinstance(value, ast.Call) else value
    if isinstance(found, ast.Name):
        found = _assigned(tree, found.id)
    if isinstance(found, ast.Subscript):
        return found
    return annotation if isinstance(annotation, ast.Subscript) else None


def sender_of(
    declaration: ast.expr | None, namespace: Mapping[str, Any], spelling: Spelling
) -> str | None:
    """Returns what `Signal[Model, Sender]` says of the sender, as text; None if it says nothing."""
    if not isinstance(declaration, ast.Subscript) or not isinstance(declaration.slice, ast.Tuple):
        return None
    arguments = declaration.slice.elts
    try:
        kind = evaluated(declaration.value, namespace)
        if not (issubclass(type(kind), type) and issubclass(kind, Signal)):
            return None
        position = _place_of_sender(kind)
        if position is None or position >= len(arguments):
            return None
        return spelling.text(evaluated(arguments[position], namespace))
    except UnnameableError:
        # Perhaps it has names that are there for type checkers only.
        names = {node.id for node in ast.walk(arguments[-1]) if isinstance(node, ast.Name)}
        is_known = all(map(spelling.is_taken, names))
        return ast.unparse(arguments[-1]) if is_known and len(arguments) > 1 else None


def evaluated(node: ast.expr, namespace: Mapping[str, Any]) -> Any:
    """Returns what an expression of the module means; text stands for what it says.

    Raises:
        UnnameableError: It means nothing.
    """
    text = node.value if isinstance(node, ast.Constant) else ast.unparse(node)
    if not isinstance(text, str):
        return text
    try:
        return eval(text, dict(namespace))  # noqa: S307 - as it was when the module was imported
    except Exception as error:
        raise UnnameableError(f"{text} means nothing here: {one_line(error)}") from error


def _place_of_sender(kind: type[Signal[Any, Any]]) -> int | None:
    """Returns which argument of a generic signal class is the sender."""
    if kind is Signal:
        return 1
    for alias in vars(kind).get("__orig_bases__", ()):
        arguments: tuple[Any, ...] = getattr(alias, "__args__", ())
        origin = getattr(alias, "__origin__", None)
        if origin is Signal and len(arguments) > 1:
            parameters = getattr(kind, "__parameters__", ()) or alias.__parameters__
            return next((n for n, each in enumerate(parameters) if each is arguments[1]), None)
    return None


def _assigned(tree: ast.Module, name: str) -> ast.expr | None:
    for bound, statement in _scopes.bound(tree.body):
        if bound == name and isinstance(statement, ast.Assign | ast.AnnAssign):
            return statement.value
    return None


def _is_made(kind: type) -> bool:
    """Says whether a class was made by `Signal[...]`, and not by a class statement."""
    return issubclass(kind, Signal) and "[" in kind.__name__
