"""What the signals of a module are, as they are found in it when it is imported."""

from __future__ import annotations

import ast
from types import ModuleType
from typing import Any

from pydantic import BaseModel

from heliograph import Signal
from heliograph.stubgen._errors import UnnameableError
from heliograph.stubgen._families import CONNECT, SENDS
from heliograph.stubgen._spelling import Spelling


def member(module: ModuleType, scope: str, name: str) -> Any:
    """Returns what a module, or a class in it, has under a name of its own; None for nothing."""
    found: Any = module
    for part in scope.split(".") if scope else ():
        found = vars(found).get(part)
        if not isinstance(found, type):
            return None
    return vars(found).get(name)


def declared_model(signal: object) -> type[BaseModel] | None:
    """Returns the payload model of a signal whose class is written where it is made.

    As in `Signal[Model]()`. The signals of a class that has a name are typed by that class.
    """
    return signal.payload_model if isinstance(signal, Signal) and _is_made(type(signal)) else None


def model_of_class(found: object) -> type[BaseModel] | None:
    """Returns the payload model that a class statement gave to its signals; else None."""
    if (
        isinstance(found, type)
        and issubclass(found, Signal)
        and any(map(_is_made, found.__bases__))
    ):
        return found.payload_model
    return None


def own_methods(signal_class: type[Signal[Any, Any]]) -> frozenset[str]:
    """Returns what users' classes override of that which a stub would."""
    users = [each for each in signal_class.__mro__ if issubclass(each, Signal)]
    users = [each for each in users if each is not Signal and "payload_model" not in vars(each)]
    names = {name for each in users for name in vars(each)}
    return frozenset(names.intersection([*SENDS, CONNECT]))


def base_of(
    value: ast.expr | None, signal: Signal[Any, Any], sender: ast.expr | None, spelling: Spelling
) -> str:
    """Returns the class of a signal that is written where it is made, as text."""
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Subscript):
        has_text = any(
            isinstance(node, ast.Constant) and isinstance(node.value, str)
            for node in ast.walk(value.func.slice)
        )
        if not has_text:
            return ast.unparse(value.func)
    made_from = type(signal).__bases__[0]
    if made_from is not Signal:
        raise UnnameableError(
            f"its class is not written where it is made; write {made_from.__name__}[...]()"
        )
    name = spelling.imported("heliograph", "Signal")
    arguments = [spelling.text(signal.payload_model), *([ast.unparse(sender)] if sender else [])]
    return f"{name}[{', '.join(arguments)}]"


def sender_of(expression: ast.expr | None, tree: ast.Module) -> ast.expr | None:
    """Returns the second argument of `Signal[Model, Sender]`, also behind a name; else None."""
    if isinstance(expression, ast.Call):
        expression = expression.func
    if isinstance(expression, ast.Name):
        expression = next(
            (
                statement.value
                for statement in tree.body
                if isinstance(statement, ast.Assign)
                and any(_is_name(target, expression.id) for target in statement.targets)
            ),
            None,
        )
    match expression:
        case ast.Subscript(value=base, slice=ast.Tuple(elts=[_, sender])) if (
            _last(base) == "Signal"
        ):
            return sender
    return None


def _is_made(kind: type) -> bool:
    """Says whether a class was made by `Signal[...]`, and not by a class statement."""
    return issubclass(kind, Signal) and "[" in kind.__name__


def _is_name(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _last(node: ast.expr) -> str:
    return ast.unparse(node).rpartition(".")[2]
