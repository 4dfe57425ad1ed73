"""Where a receiver meets a signal: `connect`, and the decorators."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mypy.maptype import map_instance_to_supertype
from mypy.nodes import (
    CallExpr,
    Decorator,
    DictExpr,
    FloatExpr,
    IntExpr,
    LambdaExpr,
    ListExpr,
    MemberExpr,
    NameExpr,
    SetExpr,
    StrExpr,
    TempNode,
    TupleExpr,
)
from mypy.types import (
    AnyType,
    Instance,
    NoneType,
    TupleType,
    TypeOfAny,
    UninhabitedType,
    UnionType,
    get_proper_type,
)

from heliograph.mypy import _fields, _internals, _messages, _names, _receivers, _signals, _weak
from heliograph.mypy._expressions import receiver_called, signal_called

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mypy.nodes import Context, Expression, FuncDef
    from mypy.plugin import CheckerPluginInterface, FunctionContext, MethodContext
    from mypy.types import Type

    from heliograph.mypy._receivers import Delivery, Receiver
    from heliograph.mypy._signals import SignalType


class Target(NamedTuple):
    """A signal that a receiver is connected to.

    Attributes:
        expression: As it is written.
        signal: What is known of it; None if it isn't understood.
    """

    expression: Expression | None
    signal: SignalType | None


def check_connect(context: MethodContext) -> Type:
    """Checks `signal.connect(f)`, and `@signal.connect` above a function."""
    signal = _signals.signal_of(context.type)
    if signal is None or not context.args or len(context.args[0]) != 1:
        return context.default_return_type
    receiver = context.args[0][0]
    if isinstance(context.context, Decorator):
        decorator = _decorator(context.context, receiver)
        written = decorator.expr if isinstance(decorator, MemberExpr) else None
        _check(context, context.context, [Target(written, signal)], None)
    elif isinstance(context.context, CallExpr):
        callee = context.context.callee
        written = callee.expr if isinstance(callee, MemberExpr) else None
        met = Target(written, signal)
        _check(context, receiver, [met], _given_sender(context))
        if _may_be_weak(_argument(context, "weak")):
            _report_death(context, receiver, met)
    return context.default_return_type


def check_decorator(context: MethodContext) -> Type:
    """Checks `@receiver(signal)` above a function, and `receiver(signal)(f)`."""
    kind = get_proper_type(context.type)
    if not context.args or len(context.args[0]) != 1 or not isinstance(kind, Instance):
        return context.default_return_type
    receiver = context.args[0][0]
    call: Expression | None = None
    if isinstance(context.context, Decorator):
        call = _decorator(context.context, receiver)
    elif isinstance(context.context, CallExpr):
        call = context.context.callee
    written = _written_signal(call)
    met = list(_signals_met(context.api, written, kind.args[0]))
    sender = _sender_of_call(context.api, call)
    if isinstance(context.context, Decorator):
        _check(context, context.context, met, sender)
    else:
        _check(context, receiver, met, sender)
        has_splat = isinstance(call, CallExpr) and any(kind.is_star() for kind in call.arg_kinds)
        if isinstance(call, CallExpr) and not has_splat and _may_be_weak(_keyword(call, "weak")):
            _report_death(context, receiver, met[0])
    return context.default_return_type


def refine_decorator(context: FunctionContext) -> Type:
    """Returns the type of `receiver([a, b])`, which knows the signals in the list."""
    made = get_proper_type(context.default_return_type)
    decorator = _internals.class_called(context.api, _names.RECEIVER_DECORATOR)
    if decorator is None or not context.args or len(context.args[0]) != 1:
        return context.default_return_type
    if isinstance(made, AnyType | UninhabitedType):
        # What isn't understood, or an empty list, decorates all the same, and keeps the type.
        return Instance(decorator, [AnyType(TypeOfAny.special_form)])
    if not isinstance(made, Instance) or made.type is not decorator:
        # That of a generated stub knows its receivers itself.
        return context.default_return_type
    items = _items(context.args[0][0])
    types: Sequence[Type | None] = (
        [_internals.known_type(context.api, item) for item in items]
        if items
        else _types_of_items(context.arg_types[0][0])
    )
    signals = [typ for typ in types if typ is not None and _signals.signal_of(typ) is not None]
    if not signals or len(signals) != len(types):
        return context.default_return_type
    return made.copy_modified(args=[UnionType.make_union(signals)])


def _types_of_items(typ: Type) -> list[Type]:
    """Returns the types of what an iterable gives; none if the type is no iterable."""
    proper = get_proper_type(typ)
    if isinstance(proper, TupleType):
        return list(proper.items)
    if isinstance(proper, Instance):
        iterable = next(
            (base for base in proper.type.mro if base.fullname == _names.ITERABLE), None
        )
        if iterable is not None:
            return list(map_instance_to_supertype(proper, iterable).args)
    return []


def _check(
    context: MethodContext,
    connected: Expression | Decorator,
    signals: Sequence[Target],
    sender: Type | None,
) -> None:
    """Reports what is wrong with a receiver, for each signal that it is connected to."""
    api = context.api
    typ = context.arg_types[0][0]
    deliveries = []
    for expression, signal in signals:
        if signal is None:
            continue
        payload = None
        if signal.model is not None:
            payload = _fields.payload_of(signal.model, _internals.modules(api))
        types = payload.types if payload is not None else ()
        _internals.depend_on(api, types, signal.type, typ)
        name = signal_called(expression, signal)
        # Without a declared type, whatever equals the given sender may be one.
        narrowed = sender if not isinstance(signal.sender, AnyType) else None
        deliveries.append(_receivers.delivery_of(name, signal, payload, narrowed or signal.sender))
    if not deliveries:
        return
    is_closed = len(deliveries) == len(signals) and not any(each.is_open for each in deliveries)
    if isinstance(connected, Decorator) and len(connected.decorators) > 1:
        # Another decorator may connect it to other signals.
        is_closed = False
    receiver = (
        _decorated(connected, typ, deliveries, is_closed=is_closed)
        if isinstance(connected, Decorator)
        else _connected(connected, typ, deliveries)
    )
    findings = [
        finding
        for delivery in deliveries
        for finding in _receivers.check_receiver(receiver, delivery, api.options)
    ]
    # What is wrong for each signal alike is said once.
    _messages.report(api, dict.fromkeys(findings))


def _decorated(
    decorator: Decorator, typ: Type, deliveries: Sequence[Delivery], *, is_closed: bool
) -> Receiver:
    """Returns a decorated function; `is_closed` says that nothing but the fields is delivered."""
    function = decorator.func
    known = {name for delivery in deliveries for name in delivery.types}
    optional = {
        argument.variable.name
        for argument in function.arguments
        if argument.initializer is not None and _is_literal(argument.initializer)
    }
    return _receivers.Receiver(
        f'Receiver "{function.name}"',
        typ,
        function,
        _all_signals(deliveries),
        _parameters(function),
        frozenset(name for name in optional - known if is_closed and not name.startswith("_")),
    )


def _connected(expression: Expression, typ: Type, deliveries: Sequence[Delivery]) -> Receiver:
    return _receivers.Receiver(
        receiver_called(expression),
        typ,
        expression,
        _all_signals(deliveries),
        _parameters(expression) if isinstance(expression, LambdaExpr) else {},
    )


def _all_signals(deliveries: Sequence[Delivery]) -> str:
    return " and ".join(dict.fromkeys(delivery.signal for delivery in deliveries))


def _parameters(function: FuncDef | LambdaExpr) -> Mapping[str, Context]:
    return {argument.variable.name: argument for argument in function.arguments}


def _is_literal(default: Expression) -> bool:
    """Says whether a default is a plain value, as for a field that may be missing.

    Others bind something to the function: `def f(item=item, **kwargs)`.
    """
    match default:
        case NameExpr(fullname=name):
            return name in ("builtins.None", "builtins.True", "builtins.False")
        case ListExpr(items=items) | TupleExpr(items=items) | SetExpr(items=items):
            return all(map(_is_literal, items))
        case DictExpr(items=entries):
            return not entries
    return isinstance(default, StrExpr | IntExpr | FloatExpr)


def _signals_met(
    api: CheckerPluginInterface, written: Expression | None, typ: Type
) -> Iterator[Target]:
    """Yields the signals that a decorator connects to: each as it is written, else each type."""
    items = _items(written) if written is not None else []
    for item in items:
        known = _internals.known_type(api, item)
        yield Target(item, _understood(known) if known is not None else None)
    if not items:
        proper = get_proper_type(typ)
        types = proper.items if isinstance(proper, UnionType) else [proper]
        for each in types:
            yield Target(written if len(types) == 1 else None, _understood(each))


def _understood(typ: Type) -> SignalType | None:
    """Returns what is known of a signal, unless its class connects in a way of its own."""
    signal = _signals.signal_of(typ)
    if signal is None or not _signals.connects_as_signal(signal.type.type):
        return None
    return signal


def _items(written: Expression) -> list[Expression]:
    if isinstance(written, ListExpr | TupleExpr | SetExpr):
        return list(written.items)
    return []


def _decorator(decorated: Decorator, receiver: Expression) -> Expression | None:
    """Returns the decorator that is being applied; mypy gives what it gets the same position."""
    if isinstance(receiver, TempNode):
        for decorator in decorated.decorators:
            if (decorator.line, decorator.column) == (receiver.line, receiver.column):
                return decorator
    return None


def _written_signal(call: Expression | None) -> Expression | None:
    if isinstance(call, CallExpr) and call.args:
        return _keyword(call, "signal") or call.args[0]
    return None


def _keyword(call: CallExpr, name: str) -> Expression | None:
    arguments = zip(call.arg_names, call.args, strict=True)
    return next((argument for given, argument in arguments if given == name), None)


def _argument(context: MethodContext, name: str) -> Expression | None:
    for formal, arguments in zip(context.callee_arg_names, context.args, strict=True):
        if formal == name and arguments:
            return arguments[0]
    return None


def _given_sender(context: MethodContext) -> Type | None:
    """Returns the type of the only sender that `connect` is told of; None for all."""
    for formal, types in zip(context.callee_arg_names, context.arg_types, strict=True):
        if formal == _names.SENDER and types:
            return None if isinstance(get_proper_type(types[0]), NoneType) else types[0]
    return None


def _sender_of_call(api: CheckerPluginInterface, call: Expression | None) -> Type | None:
    """Returns the type of the only sender that `receiver(...)` is told of; None for all."""
    anything = AnyType(TypeOfAny.special_form)
    if not isinstance(call, CallExpr) or any(kind.is_star() for kind in call.arg_kinds):
        # It may have been told elsewhere.
        return anything
    given = _keyword(call, _names.SENDER)
    if given is None:
        return None
    known = _internals.known_type(api, given)
    return None if isinstance(get_proper_type(known), NoneType) else known or anything


def _may_be_weak(weak: Expression | None) -> bool:
    return weak is None or (isinstance(weak, NameExpr) and weak.fullname == _names.TRUE)


def _report_death(context: MethodContext, receiver: Expression, met: Target) -> None:
    what = _weak.dying(receiver)
    if (
        what is not None
        and met.signal is not None
        and _internals.is_statement(context.api, context.context)
    ):
        signal = signal_called(met.expression, met.signal)
        _messages.report(context.api, [_messages.dies_at_once(what, signal, receiver)])
