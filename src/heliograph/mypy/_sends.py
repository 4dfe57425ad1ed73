"""A send: the arguments of a call against the fields of the payload."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.nodes import ARG_NAMED_OPT, ARG_POS, ARG_STAR, ARG_STAR2, CallExpr, MemberExpr
from mypy.subtypes import is_subtype
from mypy.types import AnyType, TypedDictType, TypeOfAny, get_proper_type

from heliograph.mypy import _fields, _internals, _messages, _names, _signals
from heliograph.mypy._expressions import signal_called

if TYPE_CHECKING:
    from mypy.nodes import Expression
    from mypy.plugin import MethodSigContext
    from mypy.types import FunctionLike, Type

    from heliograph.mypy._fields import Field, Payload
    from heliograph.mypy._messages import Finding


def check_send(context: MethodSigContext) -> FunctionLike:
    """Checks a call of `send` and its like.

    Returns:
        A signature that the call fits, with the type of each field that it gives. What is wrong is
        reported here, and mypy has nothing to add.
    """
    call = context.context
    signal = _signals.signal_of(context.type)
    if signal is None or signal.model is None or not isinstance(call, CallExpr):
        return context.default_signature
    payload = _fields.payload_of(signal.model, _internals.modules(context.api))
    if payload is None:
        return context.default_signature
    _internals.depend_on(context.api, payload.types, signal.type)
    callee = call.callee
    name = signal_called(callee.expr if isinstance(callee, MemberExpr) else None, signal)
    send = _Send(context, call, payload, name)
    send.check()
    _messages.report(context.api, send.findings)
    return send.signature()


class _Send:
    """One call, read argument by argument.

    Attributes:
        findings: What is wrong with it.
    """

    def __init__(
        self, context: MethodSigContext, call: CallExpr, payload: Payload, signal: str
    ) -> None:
        self.findings: list[Finding] = []
        self._context = context
        self._api = context.api
        self._options = context.api.options
        self._call = call
        self._payload = payload
        self._signal = signal
        # What mypy is to check for itself, and infer: the types of the fields that fit.
        self._types: dict[str, Type] = {}
        self._has_payload = False
        self._may_be_complete = False

    def check(self) -> None:
        """Finds what is wrong."""
        named: dict[str, Expression] = {}
        positional: list[Expression] = []
        splats: list[Expression] = []
        for argument, kind, name in zip(
            self._call.args, self._call.arg_kinds, self._call.arg_names, strict=True
        ):
            if kind is ARG_POS:
                positional.append(argument)
            elif kind is ARG_STAR:
                # It may hold the sender, and a payload.
                self._may_be_complete = True
            elif kind is ARG_STAR2:
                splats.append(argument)
            elif name is not None and name != _names.SENDER:
                named[name] = argument
        # With a sender by keyword as well, mypy says that there are two.
        sender, payloads = positional[:1], positional[1:]
        self._check_payloads(payloads, [*named.values(), *filter(self._gives_fields, splats)])
        for name, argument in named.items():
            self._types[name] = self._checked_type(name, argument)
        given = set(named)
        for splat in splats:
            given |= self._names_in_splat(splat)
        if not self._may_be_complete and not self._is_payload_as_sender(sender, given):
            self._check_missing(given)

    def signature(self) -> FunctionLike:
        """Returns a signature that this call fits."""
        default = self._context.default_signature
        sender = default.arg_types[default.arg_names.index(_names.SENDER)]
        anything = AnyType(TypeOfAny.special_form)
        payload = anything if self._has_payload else default.arg_types[1]
        return default.copy_modified(
            arg_types=[sender, payload, *self._types.values(), anything],
            arg_kinds=[ARG_POS, ARG_STAR, *[ARG_NAMED_OPT] * len(self._types), ARG_STAR2],
            arg_names=[_names.SENDER, "payload", *self._types, "fields"],
        )

    def _gives_fields(self, splat: Expression) -> bool:
        """Says whether a `**mapping` has certainly something in it."""
        mapping = get_proper_type(self._api.get_expression_type(splat))
        return isinstance(mapping, TypedDictType) and bool(mapping.required_keys)

    def _check_payloads(self, payloads: list[Expression], fields: list[Expression]) -> None:
        if not payloads:
            return
        self._has_payload = True
        self._may_be_complete = True
        first, *others = payloads
        got = self._api.get_expression_type(first, self._payload.model)
        if not is_subtype(got, self._payload.model, options=self._options):
            self._find(
                _messages.wrong_payload(self._signal, self._payload, got, first, self._options)
            )
        elif others or fields:
            more, argument = ("another", others[0]) if others else ("fields", fields[0])
            self._find(_messages.payload_and_more(self._signal, self._payload, more, argument))

    def _checked_type(self, name: str, argument: Expression) -> Type:
        """Returns the type that an argument fits."""
        field = self._payload.fields.get(name)
        if field is not None:
            return self._checked_value(field, argument)
        if not self._payload.allows_extra:
            self._find(
                _messages.unknown_field(
                    self._signal,
                    self._payload,
                    name,
                    self._call.arg_names,
                    argument,
                    self._options,
                )
            )
        return AnyType(TypeOfAny.special_form)

    def _checked_value(self, field: Field, argument: Expression) -> Type:
        if field.takes_anything:
            return AnyType(TypeOfAny.special_form)
        got, error = _internals.type_in_context(self._api, argument, field.type)
        if error is None and is_subtype(got, field.type, options=self._options):
            return field.type
        if error is not None:
            # The value may be wrong in itself, which mypy is going to say; or just here.
            got, own_error = _internals.type_in_context(self._api, argument, None)
            if is_subtype(got, field.type, options=self._options):
                return field.type
            if own_error is not None:
                return AnyType(TypeOfAny.from_error)
        self._find(
            _messages.wrong_value(
                self._signal, self._payload, field, got, argument, self._options, error
            )
        )
        return AnyType(TypeOfAny.from_error)

    def _names_in_splat(self, splat: Expression) -> set[str]:
        """Returns the names that a `**mapping` gives or may give."""
        mapping = get_proper_type(self._api.get_expression_type(splat))
        if not isinstance(mapping, TypedDictType):
            # Any of the fields may be in it.
            self._may_be_complete = True
            return set()
        for name, typ in mapping.items.items():
            field = self._payload.fields.get(name)
            is_required = name in mapping.required_keys
            if field is None:
                if is_required and name != _names.SENDER and not self._payload.allows_extra:
                    self._find(
                        _messages.unknown_field(
                            self._signal,
                            self._payload,
                            name,
                            mapping.items,
                            splat,
                            self._options,
                        )
                    )
            elif (
                is_required
                and not field.takes_anything
                and not is_subtype(typ, field.type, options=self._options)
            ):
                self._find(
                    _messages.wrong_value(
                        self._signal, self._payload, field, typ, splat, self._options
                    )
                )
        return set(mapping.items)

    def _is_payload_as_sender(self, sender: list[Expression], given: set[str]) -> bool:
        if not sender or given:
            return False
        got = get_proper_type(self._api.get_expression_type(sender[0]))
        if isinstance(got, AnyType) or not is_subtype(
            got, self._payload.model, options=self._options
        ):
            return False
        self._find(_messages.payload_as_sender(self._signal, self._payload, sender[0]))
        return True

    def _check_missing(self, given: set[str]) -> None:
        missing = [
            field.name
            for field in self._payload.fields.values()
            if field.is_required and field.name not in given
        ]
        if missing:
            self._find(
                _messages.missing_fields(
                    self._signal, self._payload, missing, self._call, self._options
                )
            )

    def _find(self, finding: Finding) -> None:
        self.findings.append(finding)
