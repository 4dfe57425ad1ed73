"""From the type of a receiver to the signatures that a send may meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.subtypes import find_member
from mypy.types import (
    CallableType,
    Instance,
    Overloaded,
    TypeVarType,
    UnionType,
    get_proper_type,
)

from heliograph.mypy import _fields, _names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mypy.types import Type


def signatures_of(typ: Type) -> Sequence[CallableType]:
    """Returns the signatures of a callable, one of which has to fit; none if it isn't understood.

    Args:
        typ: The type of a function, method, class, partial or object with `__call__`.
    """
    typ = get_proper_type(typ)
    match typ:
        case CallableType():
            return [typ] if not _makes_model_with_extra(typ) else []
        case Overloaded(items=items):
            return items
        case TypeVarType(upper_bound=bound):
            return signatures_of(bound)
        case Instance() if typ.type.fullname == _names.PARTIAL:
            return _of_partial(typ)
        case Instance():
            call = find_member("__call__", typ, typ, is_operator=True)
            return signatures_of(call) if isinstance(call, CallableType | Overloaded) else []
        case UnionType(items=items):
            # One that fits is enough: which of them it is may be known to the program.
            found = [signatures_of(item) for item in items]
            return [signature for each in found for signature in each] if all(found) else []
    return []


def _makes_model_with_extra(typ: CallableType) -> bool:
    """Says whether a class is a model that takes any arguments; its signature doesn't tell."""
    if not typ.is_type_obj():
        return False
    info = typ.type_object()
    return info.has_base(_names.BASE_MODEL) and _fields.may_have_extra(info)


def _of_partial(partial: Instance) -> Sequence[CallableType]:
    """Returns the signature that mypy keeps of a partial, if it has come that far."""
    if partial.extra_attrs is None:
        return []
    kept = partial.extra_attrs.attrs.get(_names.PARTIAL_SIGNATURE)
    return signatures_of(kept) if kept is not None else []
