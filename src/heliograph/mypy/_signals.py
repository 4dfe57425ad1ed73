"""From the type of an expression to the signal that it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mypy.maptype import map_instance_to_supertype
from mypy.nodes import Decorator, FuncBase
from mypy.types import Instance, TypeVarType, get_proper_type

from heliograph.mypy import _names

if TYPE_CHECKING:
    from mypy.nodes import TypeInfo
    from mypy.types import ProperType, Type


class SignalType(NamedTuple):
    """The type of a signal.

    Attributes:
        type: As it was declared, which may be that of a subclass.
        declared: What stands in the brackets of `Signal[...]`.
        model: That, if it can be a payload model; else None, also for a signal without one.
        sender: The type of what may send.
    """

    type: Instance
    declared: ProperType
    model: Instance | None
    sender: ProperType


def signal_of(typ: Type) -> SignalType | None:
    """Returns what is known of a type that is a signal; None for any other."""
    typ = get_proper_type(typ)
    if isinstance(typ, TypeVarType):
        typ = get_proper_type(typ.upper_bound)
    if not isinstance(typ, Instance):
        return None
    signal = next((base for base in typ.type.mro if base.fullname == _names.SIGNAL), None)
    if signal is None:
        return None
    declared, sender = map(get_proper_type, map_instance_to_supertype(typ, signal).args)
    model = declared if isinstance(declared, Instance) and is_payload_model(declared.type) else None
    return SignalType(typ, declared, model, sender)


def is_payload_model(info: TypeInfo) -> bool:
    """Says whether a class is a pydantic model with fields to send."""
    return (
        info.has_base(_names.BASE_MODEL)
        and info.fullname != _names.BASE_MODEL
        and not info.has_base(_names.ROOT_MODEL)
    )


def is_signals_own(info: TypeInfo, method: str) -> bool:
    """Says whether a class has a method of `Signal` as it is, and is a signal."""
    symbol = info.get(method) if info.has_base(_names.SIGNAL) else None
    node = symbol.node if symbol else None
    return isinstance(node, FuncBase | Decorator) and node.fullname == f"{_names.SIGNAL}.{method}"


def connects_as_signal(info: TypeInfo) -> bool:
    """Says whether a class connects as `Signal` does; those of generated stubs only narrow it."""
    if is_signals_own(info, _names.CONNECT):
        return True
    return info.has_base(_names.SIGNAL) and not is_signals_own(info, _names.DECORATOR_OF_SIGNAL)
