"""A receiver: its parameters against what a signal delivers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mypy.erasetype import erase_typevars
from mypy.nodes import ARG_STAR, ARG_STAR2
from mypy.subtypes import is_subtype
from mypy.typeops import make_simplified_union
from mypy.types import (
    TypedDictType,
    TypeVarType,
    UnionType,
    get_proper_type,
)

from heliograph.mypy import _callables, _messages, _names, _signals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mypy.nodes import Context
    from mypy.options import Options
    from mypy.types import CallableType, Type

    from heliograph.mypy._fields import Payload
    from heliograph.mypy._messages import Finding
    from heliograph.mypy._signals import SignalType


class Delivery(NamedTuple):
    """What a signal passes to a receiver by keyword.

    Attributes:
        signal: How to refer to the signal.
        types: The type of each argument, by name.
        fields: The names that are fields.
        is_open: Whether others may be passed, too.
    """

    signal: str
    types: Mapping[str, Type]
    fields: Sequence[str]
    is_open: bool


class Receiver(NamedTuple):
    """What is connected.

    Attributes:
        name: How to refer to it.
        type: Its type.
        context: What an error stands on.
        signals: How to refer to all signals that it is connected to here.
        parameters: What an error of one parameter stands on, by name, in their order; none if that
            is not here.
        written_for: Parameters with a default that are there for the signals alone.
    """

    name: str
    type: Type
    context: Context
    signals: str
    parameters: Mapping[str, Context]
    written_for: frozenset[str] = frozenset()


def delivery_of(name: str, signal: SignalType, payload: Payload | None, sender: Type) -> Delivery:
    """Returns what a signal delivers.

    Args:
        name: How to refer to the signal.
        signal: Its type.
        payload: The payload; None if nothing is known of it.
        sender: The type of the sender that the receiver is connected to.
    """
    arguments = {_names.SIGNAL_ARGUMENT: signal.type, _names.SENDER: sender}
    if payload is None:
        return Delivery(name, arguments, (), is_open=True)
    fields = {field.name: field.type for field in payload.fields.values()}
    return Delivery(name, {**arguments, **fields}, tuple(fields), is_open=payload.allows_extra)


def check_receiver(receiver: Receiver, delivery: Delivery, options: Options) -> Sequence[Finding]:
    """Returns what is wrong with a receiver; of an overloaded one, with its best overload."""
    best: Sequence[Finding] = ()
    signatures = _callables.signatures_of(receiver.type)
    for signature in signatures:
        found = list(_Comparison(receiver, signature, delivery, options).findings())
        if not found:
            return ()
        best = found if not best or len(found) < len(best) else best
    if len(signatures) > 1 and any(
        isinstance(get_proper_type(delivery.types.get(name or "")), UnionType)
        for signature in signatures
        for name in signature.arg_names
    ):
        # Each item of the union may be what another overload takes.
        return ()
    return best


class _Comparison:
    """One signature of a receiver, and what is delivered to it."""

    def __init__(
        self, receiver: Receiver, signature: CallableType, delivery: Delivery, options: Options
    ) -> None:
        self._receiver = receiver
        self._signature = signature
        self._delivery = delivery
        self._options = options

    def findings(self) -> Iterator[Finding]:
        """Yields what is wrong, in the order of the parameters."""
        signature = self._signature
        if signature.is_ellipsis_args or signature.param_spec() is not None:
            return
        if ARG_STAR2 not in signature.arg_kinds:
            receiver = self._receiver
            yield _messages.no_kwargs(receiver.name, receiver.signals, receiver.context)
        for index, (typ, kind, name) in enumerate(
            zip(signature.arg_types, signature.arg_kinds, signature.arg_names, strict=True)
        ):
            if kind is ARG_STAR2:
                yield from self._of_kwargs(name, typ)
            elif kind is ARG_STAR:
                continue
            elif name is not None:
                yield from self._of_parameter(name, typ, is_required=kind.is_required())
            elif kind.is_required():
                yield self._of_positional_only(index)

    def _of_positional_only(self, index: int) -> Finding:
        parameters = list(self._receiver.parameters)
        # Of a method, the signature has one less than is written.
        is_known = len(parameters) == len(self._signature.arg_names)
        name = parameters[index] if is_known else None
        return _messages.positional_only(
            self._receiver.name, self._delivery.signal, name, self._context(name)
        )

    def _of_parameter(self, name: str, typ: Type, *, is_required: bool) -> Iterator[Finding]:
        receiver, delivery = self._receiver, self._delivery
        if name in delivery.types:
            delivered = delivery.types[name]
            if not self._takes(typ, name):
                yield _messages.wrong_parameter(
                    receiver.name,
                    delivery.signal,
                    name,
                    delivered,
                    typ,
                    self._context(name),
                    self._options,
                )
        elif delivery.is_open:
            return
        elif is_required and name in ("self", "cls"):
            yield _messages.needs_self(receiver.name, delivery.signal, name, receiver.context)
        elif is_required or name in receiver.written_for:
            yield _messages.never_delivered(
                receiver.name,
                delivery.signal,
                name,
                list(delivery.types),
                self._signature.arg_names,
                self._context(name),
                is_required=is_required,
            )

    def _of_kwargs(self, name: str | None, typ: Type) -> Iterator[Finding]:
        unpacked = get_proper_type(typ)
        if self._signature.unpack_kwargs and isinstance(unpacked, TypedDictType):
            # The keys are as good as parameters.
            for key, item in unpacked.items.items():
                yield from self._of_parameter(key, item, is_required=key in unpacked.required_keys)
            return
        rest = [f for f in self._delivery.fields if f not in self._signature.arg_names]
        wrong = next((field for field in rest if not self._takes(typ, field)), None)
        if wrong is not None:
            yield _messages.wrong_kwargs(
                self._receiver.name,
                self._delivery.signal,
                wrong,
                self._delivery.types[wrong],
                typ,
                self._context(name),
                self._options,
            )

    def _takes(self, taken: Type, name: str) -> bool:
        return _takes(taken, self._delivery.types[name], name, self._options)

    def _context(self, parameter: str | None) -> Context:
        return self._receiver.parameters.get(parameter or "", self._receiver.context)


def _takes(taken: Type, delivered: Type, name: str, options: Options) -> bool:
    """Says whether a parameter takes what is delivered."""
    taken = _without_variables(taken)
    if is_subtype(delivered, taken, options=options):
        return True
    if name == _names.SIGNAL_ARGUMENT:
        return _is_signal_of_base(taken, delivered)
    return False


def _is_signal_of_base(taken: Type, delivered: Type) -> bool:
    """Says whether `Signal[Base]` is asked for and `Signal[Derived]` is delivered.

    Strictly, that does not fit; a receiver that only looks at the signal may say so all the same.
    """
    asked, given = _signals.signal_of(taken), _signals.signal_of(delivered)
    if asked is None or given is None or not given.type.type.has_base(asked.type.type.fullname):
        return False
    return is_subtype(given.declared, asked.declared)


def _without_variables(typ: Type) -> Type:
    """Returns what a generic function takes at the widest."""
    proper = get_proper_type(typ)
    if isinstance(proper, TypeVarType):
        if proper.values:
            return make_simplified_union(proper.values)
        return _without_variables(proper.upper_bound)
    return erase_typevars(typ)
