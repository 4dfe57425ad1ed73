"""A declaration: what stands in the brackets of `Signal[...]`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.checkexpr import has_any_type
from mypy.nodes import CallExpr, IndexExpr
from mypy.types import (
    CallableType,
    Instance,
    LiteralType,
    NoneType,
    PlaceholderType,
    TupleType,
    TypedDictType,
    TypeType,
    UnionType,
    get_proper_type,
)

from heliograph.mypy import _fields, _internals, _messages, _names, _signals

if TYPE_CHECKING:
    from mypy.nodes import Context
    from mypy.options import Options
    from mypy.plugin import ClassDefContext, FunctionContext
    from mypy.types import Type

    from heliograph.mypy._messages import Finding

# Types that are no class, whatever is in them.
_NO_CLASSES = (
    CallableType,
    LiteralType,
    NoneType,
    TupleType,
    TypedDictType,
    TypeType,
    UnionType,
)


def check_declaration(context: FunctionContext) -> Type:
    """Checks `Signal[Model]()`, and has its users checked again when the model changes."""
    signal = _signals.signal_of(context.default_return_type)
    if signal is None:
        return context.default_return_type
    declared = signal.declared
    if signal.type.type.fullname == _names.SIGNAL:
        place = context.context
        if isinstance(place, CallExpr) and isinstance(place.callee, IndexExpr):
            place = place.callee.index
        finding = _refusal(declared, place, context.api.options)
        if finding is not None:
            _messages.report(context.api, [finding])
    if isinstance(declared, Instance):
        payload = _fields.payload_of(declared, _internals.modules(context.api))
        types = payload.types if payload is not None else (declared,)
        _internals.depend_on(context.api, types)
        _internals.link_declaration(context.api, context.context, types)
    return context.default_return_type


def check_class(context: ClassDefContext) -> None:
    """Checks `class OrderSignal(Signal[Model])`.

    Called for each analysis of the class; says nothing before its payload model is known.
    """
    for base in context.cls.info.bases:
        signal = _signals.signal_of(base)
        if signal is None:
            continue
        if isinstance(signal.declared, PlaceholderType):
            if not context.api.final_iteration:
                context.api.defer()
            return
        _internals.link_class(
            context.api,
            context.cls.info,
            (*sorted(_names.SEND_FAMILY), _names.CONNECT),
            signal.declared,
        )
        if base.type.fullname != _names.SIGNAL:
            continue
        reason = context.reason
        place = reason.index if isinstance(reason, IndexExpr) else reason
        finding = _refusal(signal.declared, place, context.api.options)
        if finding is not None:
            context.api.fail(finding.text, place, code=finding.code)
            context.api.msg.note(finding.note, place, code=finding.code)


def _refusal(declared: Type, place: Context, options: Options) -> Finding | None:
    """Returns why a type can't be a payload model; None if it can, or isn't understood."""
    declared = get_proper_type(declared)
    if not isinstance(declared, Instance):
        is_wrong = isinstance(declared, _NO_CLASSES) and not has_any_type(declared)
        return _messages.no_model(declared, place, options) if is_wrong else None
    info = declared.type
    if info.fallback_to_any:
        return None
    if info.fullname == _names.BASE_MODEL:
        return _messages.base_model(declared, place, options)
    if not info.has_base(_names.BASE_MODEL):
        return _messages.no_model(declared, place, options)
    if info.has_base(_names.ROOT_MODEL):
        return _messages.root_model(declared, place, options)
    names = _fields.field_names(info)
    for name in _names.RESERVED:
        if name in names:
            return _messages.reserved_field(declared, name, place, options)
    return None
