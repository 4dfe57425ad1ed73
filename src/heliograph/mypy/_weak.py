"""Receivers that nothing refers to once they are connected weakly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.nodes import CallExpr, FuncDef, IndexExpr, LambdaExpr, MemberExpr, RefExpr, TypeInfo

from heliograph.mypy import _names
from heliograph.mypy._expressions import receiver_called

if TYPE_CHECKING:
    from mypy.nodes import Expression

# What a class needs to keep a reference to its new instance somewhere.
_MAKERS = ("__new__", "__init__", "__post_init__", "__init_subclass__")


def dying(receiver: Expression) -> str | None:
    """Returns how to refer to a receiver that is gone when its `connect` ends; None if it is not.

    An object may have registered itself while it was made, so it has to be of a class that leaves
    that to `object`.
    """
    if isinstance(receiver, LambdaExpr) or _makes_partial(receiver) or _makes_orphan(receiver):
        return receiver_called(receiver)
    if isinstance(receiver, MemberExpr) and _makes_orphan(receiver.expr):
        info = _class_called(receiver.expr)
        return receiver_called(receiver) if info and _is_method(info, receiver.name) else None
    return None


def _is_method(info: TypeInfo, name: str) -> bool:
    """Says whether an attribute refers to its object, as a static or decorated method may not."""
    symbol = info.get(name)
    node = symbol.node if symbol else None
    return isinstance(node, FuncDef) and not node.is_static and not node.is_class


def _makes_partial(expression: Expression) -> bool:
    info = _class_called(expression)
    return info is not None and info.fullname == _names.PARTIAL


def _makes_orphan(expression: Expression) -> bool:
    info = _class_called(expression)
    if info is None or info.fallback_to_any or info.metaclass_type is not None:
        return False
    return all(
        base.fullname in (_names.OBJECT, "typing.Generic")
        or not (base.defn.decorators or any(name in base.names for name in _MAKERS))
        for base in info.mro
    )


def _class_called(expression: Expression) -> TypeInfo | None:
    """Returns the class of which an expression makes an instance."""
    if not isinstance(expression, CallExpr):
        return None
    callee = expression.callee
    if isinstance(callee, IndexExpr):
        callee = callee.base
    if isinstance(callee, RefExpr) and isinstance(callee.node, TypeInfo):
        return callee.node
    return None
