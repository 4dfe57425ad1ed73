"""What an expression of the user's code is called in a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.nodes import CallExpr, IndexExpr, IntExpr, LambdaExpr, MemberExpr, NameExpr, StrExpr

if TYPE_CHECKING:
    from mypy.nodes import Expression

    from heliograph.mypy._signals import SignalType


def signal_called(expression: Expression | None, signal: SignalType) -> str:
    """Returns how to refer to a signal: as it is written if that is a name, else by its payload."""
    written = text_of(expression) if expression is not None else None
    if written:
        return f'signal "{written}"'
    return f'a signal of "{signal.model.type.name}"' if signal.model else "a signal"


def receiver_called(expression: Expression) -> str:
    """Returns how to refer to what is connected, at the beginning of a sentence."""
    if isinstance(expression, LambdaExpr):
        return "Receiver lambda"
    if isinstance(expression, CallExpr):
        called = text_of(expression.callee)
        return f'Receiver "{called}(...)"' if called else "The receiver"
    written = text_of(expression)
    return f'Receiver "{written}"' if written else "The receiver"


def text_of(expression: Expression) -> str | None:
    """Returns a name as it is written; None if the expression is none."""
    match expression:
        case NameExpr(name=name):
            return name
        case MemberExpr(expr=CallExpr(callee=callee), name=name):
            inner = text_of(callee)
            return f"{inner}(...).{name}" if inner else None
        case MemberExpr(expr=value, name=name):
            inner = text_of(value)
            return f"{inner}.{name}" if inner else None
        case IndexExpr(base=base, index=StrExpr(value=key) | IntExpr(value=key)):
            inner = text_of(base)
            return f"{inner}[{key!r}]" if inner else None
    return None
