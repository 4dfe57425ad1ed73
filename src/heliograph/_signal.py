"""The signal: what users declare, connect to and send. Wiring; each step is a module of its own.

The way of a send:

    send(fields) -> policy -> check -> snapshot(sender) -> deliver -> responses
                    _policy   _payload  _registry          _delivery

All four methods first look at the registry's shortcut. If it holds connections, nothing else is to
be looked up, and of the steps between only `validation="always"` leaves one to take. The same four
are generated for each payload model (see `_compile`), with its fields as parameters.
"""

from __future__ import annotations

from heliograph import (
    _callables,
    _declare,
    _delivery,
    _identity,
    _location,
    _registry,
    _settings,
    _vetting,
)
from heliograph._failures import annotate, log_failure
from heliograph._naming import Named
from heliograph._settings import settings
from heliograph._types import Generic, PayloadT, SenderT
from heliograph.errors import (
    DeclarationError,
    PayloadError,
    PayloadNameError,
    PayloadWarning,
    ReceiverTypeError,
    shortened,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    import threading
    from collections.abc import Iterable, Mapping
    from typing import Any, ClassVar, Self

    from pydantic import BaseModel, ValidationError

    from heliograph._identity import Connection
    from heliograph._payload import Schema
    from heliograph._shortcut import Snapshot
    from heliograph._types import Caught, Fields
    from heliograph._validators import Problem
    from heliograph.typing import Policy, ReceiverDecorator, ReceiverT, Response


class Signal(Named, Generic[PayloadT, SenderT]):
    """Something that happens in a program, and whoever wants to know is connected to it.

    Declare one as `Signal[Model]()`, where `Model` is the pydantic model of its payload, or as
    `Signal()` for one that takes any keyword arguments, as Django's do. `Signal[Model, Sender]`
    tells type checkers what may send it. `Signal[Model]` is a class, made once per model, that can
    be derived from.

    Args:
        use_caching: Accepted for code that comes from Django; has no effect, for what a send looks
            up is always cached.
        providing_args: Accepted for code that comes from old versions of Django. Deprecated:
            declare `Signal[Model]`.
        validation: When payloads are validated: `"debug"` checks them while debug mode is on and
            delivers what was sent; `"always"` delivers what the model makes of them; `"never"`
            doesn't look. Default: the policy that `configure` sets, which is `"debug"`.
        name: The dotted name to show in messages. Default: that of the variable or class attribute
            which holds the signal, found when it is needed.

    Attributes:
        payload_model: The model of the payload; None for a signal without one.

    Raises:
        SettingsError: `validation` is no policy.
        DeclarationError: (from `Signal[...]`) This can't be a payload model.

    Example:
        >>> from pydantic import BaseModel
        >>> from heliograph import Signal
        >>> class OrderPlaced(BaseModel):
        ...     order_id: int
        ...     coupon: str | None = None
        >>> order_placed = Signal[OrderPlaced]()
        >>> @order_placed.connect
        ... def confirm(sender, order_id, **kwargs):
        ...     return f"order {order_id} from {sender}"
        >>> [response for _, response in order_placed.send("shop", order_id=1)]
        ['order 1 from shop']

    .. versionadded:: 0.1.0
    """

    payload_model: ClassVar[type[BaseModel] | None] = None

    _schema: ClassVar[Schema | None] = None
    # Whether the methods of the `send` family may use the shortcut of the registry.
    _uses_shortcut: ClassVar[bool] = True
    _default_validation: ClassVar[Policy | None] = None
    _receivers_are_deleted = False

    if TYPE_CHECKING:

        def _receiver_decorator(self) -> ReceiverDecorator[Self]:
            """Tells type checkers what `@receiver(signal)` is; generated stubs override it."""

    def __class_getitem__(cls, parameters: object) -> Any:
        """Returns the class of signals with this payload model."""
        return _declare.declared(Signal, cls, parameters, _LAZY)

    def __init__(
        self,
        use_caching: bool = False,
        providing_args: Iterable[str] | None = None,
        *,
        validation: Policy | None = None,
        name: str | None = None,
    ) -> None:
        first: object = use_caching
        if isinstance(first, list | tuple | set | frozenset):
            # In Django before 3.1 that was the first parameter.
            use_caching, providing_args = False, first
        elif first is not None and not isinstance(first, int):
            raise DeclarationError(
                f"Signal({shortened(first)}): the payload model stands in brackets, and a "
                "name is a keyword. Write Signal[Model]() or Signal(name=...)."
            )
        if providing_args is not None:
            _location.warn_user(
                "Signal(providing_args=...) checks nothing and will go away in heliograph 1.0. "
                "Declare the arguments as a payload model: Signal[Model]().",
                DeprecationWarning,
            )
        self.use_caching = use_caching
        self.providing_args = providing_args
        self._validation = self._default_validation
        if validation is not None:
            self._validation = _settings.checked_policy(validation)
        super().__init__(name)
        self._begin_fresh()

    def __init_subclass__(cls, **options: Any) -> None:
        """Keeps `Base[Model]` ours where a class is generic in something else as well."""
        super().__init_subclass__(**options)
        policy = vars(cls).get("validation", Signal.validation)
        if not isinstance(policy, property):
            # The default for signals of this class; it must not stand in the way of the property.
            cls._default_validation = None if policy is None else _settings.checked_policy(policy)
            del cls.validation
        owner = next(c for c in cls.__mro__ if "__class_getitem__" in vars(c))
        if not issubclass(owner, Signal):
            # typing.Generic has one too, and comes first among these bases.
            setattr(cls, "__class_getitem__", vars(Signal)["__class_getitem__"])  # noqa: B010 - a method, to mypy

    def _begin_fresh(self) -> None:
        self._registry = _registry.Registry()
        self._warned: set[str] = set()

    def send(self, /, sender: SenderT, *payload: PayloadT, **fields: Any) -> list[Response]:
        """Delivers a payload to all connected receivers; the first that fails ends it.

        Sync receivers are called first, in the order in which they were connected. Async receivers
        run after them, concurrently, and are waited for. Receivers may connect, disconnect and
        send while this goes on; it delivers to those that were connected when it began.

        Args:
            sender: Who sends. Receivers that were connected with another sender are left out.
            *payload: At most one instance of the payload model, instead of fields; it is not
                validated again.
            **fields: The fields of the payload, by name.

        Returns:
            A tuple `(receiver, response)` for each receiver that was called.

        Raises:
            PayloadNameError: A field is missing or unknown; under every policy.
            PayloadError: A value is refused, under the policy of the signal.
            RunningLoopError: There are async receivers, and an event loop runs in this thread.
            Exception: Whatever a receiver raises, as itself, with a note that names the receiver.

        Example:
            >>> from heliograph import Signal
            >>> closed = Signal()
            >>> @closed.connect
            ... def tidy_up(sender, **kwargs):
            ...     return "tidied up"
            >>> closed.send(sender=None, reason="night") == [(tidy_up, "tidied up")]
            True

        .. versionadded:: 0.1.0
        """
        shortcut = self._registry.shortcut
        connections = shortcut.plain
        later: Any = ()
        if connections is None:
            connections = shortcut.routes.get(id(sender), shortcut.elsewhere)
        if connections is None or payload or shortcut.is_typed or "signal" in fields:
            connections, later, fields = self._begin(sender, payload, fields)
        elif not connections:
            return []
        arguments = fields.copy() if later else fields
        arguments["signal"] = self
        arguments["sender"] = sender
        responses = []
        receiver = None
        try:
            for connection in connections:
                receiver = connection()
                if receiver is not None:
                    responses.append((receiver, receiver(**arguments)))
        except BaseException as error:
            annotate(error, self, receiver)
            raise
        if later:
            responses += self._send_async(sender, fields, later, _delivery.PROPAGATE)
        return responses

    def send_robust(self, /, sender: SenderT, *payload: PayloadT, **fields: Any) -> list[Response]:
        """Delivers a payload to all connected receivers, also when some of them fail.

        As `send`, but an `Exception` that a receiver raises becomes its response (with
        `__traceback__`), and is logged on the logger `heliograph`.

        Args:
            sender: Who sends.
            *payload: At most one instance of the payload model, instead of fields.
            **fields: The fields of the payload, by name.

        Returns:
            A tuple `(receiver, response or exception)` for each receiver that was called.

        Raises:
            PayloadError: The payload is refused, which is the sender's mistake and no receiver's.
            RunningLoopError: There are async receivers, and an event loop runs in this thread.
            BaseException: What a receiver raises that is no `Exception`.

        Example:
            >>> from heliograph import Signal
            >>> closed = Signal()
            >>> @closed.connect
            ... def count(sender, till, **kwargs):
            ...     return len(till)
            >>> [response for _, response in closed.send_robust("shop", till=[5, 10])]
            [2]

        .. versionadded:: 0.1.0
        """
        shortcut = self._registry.shortcut
        connections = shortcut.plain
        later: Any = ()
        if connections is None:
            connections = shortcut.routes.get(id(sender), shortcut.elsewhere)
        if connections is None or payload or shortcut.is_typed or "signal" in fields:
            connections, later, fields = self._begin(sender, payload, fields)
        elif not connections:
            return []
        arguments = fields.copy() if later else fields
        arguments["signal"] = self
        arguments["sender"] = sender
        responses: list[Response] = []
        for connection in connections:
            receiver = connection()
            if receiver is not None:
                try:
                    responses.append((receiver, receiver(**arguments)))
                except Exception as error:
                    responses.append((receiver, log_failure(error, self, receiver)))
        try:
            if later:
                responses += self._send_async(sender, fields, later, _delivery.ROBUST)
            return responses
        finally:
            # The traceback of an error among them holds this frame: no reference cycle.
            del responses

    async def asend(self, /, sender: SenderT, *payload: PayloadT, **fields: Any) -> list[Response]:
        """Delivers a payload from async code; the first receiver that fails ends it.

        Sync receivers are called first, in one hop to the thread for sync code (asgiref's
        `sync_to_async`). Async receivers then run concurrently, each in a copy of the caller's
        context; what they set there is set in the caller's afterwards, in order of connection.
        When one fails, the others are cancelled and awaited.

        Args:
            sender: Who sends.
            *payload: At most one instance of the payload model, instead of fields.
            **fields: The fields of the payload, by name.

        Returns:
            A tuple `(receiver, response)` for each receiver, sync ones first.

        Raises:
            PayloadError: The payload is refused.
            Exception: The first that a receiver raises, as itself, with a note that names it and
                the others that failed; those are logged.

        Example:
            >>> import asyncio
            >>> from heliograph import Signal
            >>> closed = Signal()
            >>> @closed.connect
            ... async def lock_up(sender, **kwargs):
            ...     return "locked"
            >>> [response for _, response in asyncio.run(closed.asend("shop"))]
            ['locked']

        .. versionadded:: 0.1.0
        """
        shortcut = self._registry.shortcut
        connections = shortcut.awaited
        if connections is None or payload or shortcut.is_typed or "signal" in fields:
            return await self._asend(sender, payload, fields, _delivery.PROPAGATE)
        return await _delivery.deliver_concurrently(
            self, sender, fields, connections, _delivery.PROPAGATE
        )

    async def asend_robust(
        self, /, sender: SenderT, *payload: PayloadT, **fields: Any
    ) -> list[Response]:
        """Delivers a payload from async code to all receivers, also when some of them fail.

        As `asend`, but an `Exception` that a receiver raises becomes its response, and is logged
        on the logger `heliograph`; the others go on.

        Args:
            sender: Who sends.
            *payload: At most one instance of the payload model, instead of fields.
            **fields: The fields of the payload, by name.

        Returns:
            A tuple `(receiver, response or exception)` for each receiver, sync ones first.

        Raises:
            PayloadError: The payload is refused.
            BaseException: What a receiver raises that is no `Exception`.

        Example:
            >>> import asyncio
            >>> from heliograph import Signal
            >>> closed = Signal()
            >>> asyncio.run(closed.asend_robust("shop"))
            []

        .. versionadded:: 0.1.0
        """
        shortcut = self._registry.shortcut
        connections = shortcut.awaited
        if connections is None or payload or shortcut.is_typed or "signal" in fields:
            return await self._asend(sender, payload, fields, _delivery.ROBUST)
        return await _delivery.deliver_concurrently(
            self, sender, fields, connections, _delivery.ROBUST
        )

    def connect(
        self,
        receiver: ReceiverT,
        sender: SenderT | None = None,
        weak: bool = True,
        dispatch_uid: object = None,
    ) -> ReceiverT:
        """Connects a receiver, so that each send calls it; also a decorator.

        A receiver is called with `signal`, `sender` and each field as keyword arguments, and must
        take others too (`**kwargs`). Connecting the same receiver (or the same `dispatch_uid`) for
        the same sender again does nothing.

        Args:
            receiver: A callable, sync or async.
            sender: The only sender to be called for; None is everyone. Compared by identity, plain
                values (`str`, `bytes`, numbers, tuples of them) by content.
            weak: Whether to refer to the receiver weakly, so that the connection goes away with
                it. Needs `weak=False`: a lambda, a partial or an inner function that nothing else
                refers to.
            dispatch_uid: An identity for the connection in place of that of the receiver; any
                value but None, compared by equality.

        Returns:
            The receiver.

        Raises:
            ReceiverTypeError: The receiver can't be weakly referenced; in debug mode also if it is
                not callable.
            ReceiverSignatureError: In debug mode: the receiver takes no `**kwargs`, or requires an
                argument that the payload model doesn't have.

        Example:
            >>> from heliograph import Signal
            >>> closed = Signal()
            >>> @closed.connect
            ... def tidy_up(sender, **kwargs): ...
            >>> closed.has_listeners("shop")
            True

        .. versionadded:: 0.1.0
        """
        _vetting.check_receiver(receiver, self)
        self._report_lost(receiver)
        if weak and not _identity.can_be_weak(receiver):
            raise ReceiverTypeError(
                f"Receiver {shortened(receiver)} of {self!r} can't be referred to weakly: its type "
                "doesn't allow it. Connect it with weak=False."
            )
        self._registry.connect(
            receiver,
            sender,
            weak=weak,
            dispatch_uid=dispatch_uid,
            is_async=_callables.is_async(receiver),
            origin=_vetting.origin(receiver) if weak else None,
        )
        return receiver

    def disconnect(
        self,
        receiver: object = None,
        sender: SenderT | None = None,
        dispatch_uid: object = None,
        *,
        weak: object = None,  # noqa: ARG002 - Django once had it
    ) -> bool:
        """Takes a connection out.

        Args:
            receiver: The receiver that was connected; not looked at if `dispatch_uid` is given.
            sender: The sender it was connected with.
            dispatch_uid: The `dispatch_uid` it was connected with.
            weak: Accepted for code that comes from old versions of Django; has no effect.

        Returns:
            Whether there was such a connection.

        .. versionadded:: 0.1.0
        """
        return self._registry.disconnect(receiver, sender, dispatch_uid)

    def has_listeners(self, sender: SenderT | None = None) -> bool:
        """Says whether a send of this sender would call anybody.

        Args:
            sender: The sender; None asks for receivers that are connected to everyone.

        .. versionadded:: 0.1.0
        """
        self._registry.tidy()
        return self._registry.reaches_anybody(sender)

    @property
    def validation(self) -> Policy | None:
        """When payloads are validated, as declared; None if `configure` decides. Can be set.

        .. versionadded:: 0.1.0
        """
        return self._validation

    @validation.setter
    def validation(self, policy: Policy | None) -> None:
        self._validation = None if policy is None else _settings.checked_policy(policy)
        self._registry.renew()

    @property
    def receivers(self) -> list[Connection]:
        """The connections of live receivers, in order of connection; for looking at.

        Assigning a list of connections puts them in the place of all there are, which test tools
        do to mute a signal and to undo it.

        .. versionadded:: 0.1.0
        """
        if self._receivers_are_deleted:
            raise AttributeError("receivers")
        return self._registry.connections

    @receivers.setter
    def receivers(self, connections: Iterable[Connection]) -> None:
        self._registry.replace(connections)
        self._receivers_are_deleted = False

    @receivers.deleter
    def receivers(self) -> None:
        # `mock.patch.object` deletes what it patched, looks whether the attribute is gone, and
        # assigns the former list only then.
        self._registry.replace(())
        self._receivers_are_deleted = True

    @property
    def lock(self) -> threading.RLock:
        """The lock that guards the connections; re-entrant, and never waited for by a send.

        .. versionadded:: 0.1.0
        """
        return self._registry.lock

    @property
    def sender_receivers_cache(self) -> dict[Any, Any]:
        """An empty dictionary, for test tools that clear the one which Django's signals have.

        .. versionadded:: 0.1.0
        """
        return {}

    def _begin(
        self, sender: object, payload: tuple[object, ...], fields: Fields
    ) -> tuple[tuple[Connection, ...], tuple[Connection, ...], Fields]:
        """Takes the steps of a send for which the shortcut does not do.

        Returns:
            The sync connections, the async ones, and the fields as receivers get them.
        """
        snapshot, fields = self._prepared(sender, payload, fields)
        if snapshot.async_connections:
            _delivery.refuse_in_running_loop(self, snapshot.async_connections)
        return snapshot.sync_connections, snapshot.async_connections, fields

    def _send_async(
        self, sender: object, fields: Fields, connections: tuple[Connection, ...], caught: Caught
    ) -> list[Response]:
        return _delivery.deliver_async_from_sync(self, sender, fields, connections, caught)

    async def _asend(
        self, sender: object, payload: tuple[object, ...], fields: Fields, caught: Caught
    ) -> list[Response]:
        snapshot, fields = self._prepared(sender, payload, fields)
        return await _delivery.deliver(
            self, sender, fields, snapshot.sync_connections, snapshot.async_connections, caught
        )

    def _prepared(
        self, sender: object, payload: tuple[object, ...], fields: Fields
    ) -> tuple[Snapshot, Fields]:
        """Returns whom to deliver to and what, or refuses the payload."""
        # Before anything else is looked at, so that what is published can't be stale.
        shortcut = self._registry.shortcut
        policy = self._policy
        fields = self._accepted(policy, sender, payload, fields)
        self._report_lost()
        snapshot = self._registry.snapshot(shortcut, sender)
        validate = self._schema.validate_values if self._schema and policy == "always" else None
        if self._uses_shortcut and (policy == "never" or validate is not None):
            is_typed = self._schema is not None
            self._registry.publish(shortcut, sender, snapshot, is_typed=is_typed, validate=validate)
        return snapshot, fields

    @property
    def _policy(self) -> Policy:
        """What is done with values now: `"debug"` only while debug mode is on."""
        if self._schema is None:
            return "never"
        policy = self._validation or settings.validation
        return "never" if policy == "debug" and not settings.debug else policy

    def _accepted(
        self, policy: Policy, sender: object, payload: tuple[object, ...], fields: Fields
    ) -> Fields:
        """Returns the fields as receivers get them, or refuses the payload."""
        if self._schema is None:
            if payload or "signal" in fields:
                raise self._untyped_error(sender, payload)
            return fields
        if not payload and not fields and isinstance(sender, self._schema.model):
            raise self._error(PayloadNameError, sender, [_PAYLOAD_AS_SENDER])
        verdict = self._schema.judged(policy, payload, fields)
        if verdict.problems:
            kind = PayloadNameError if verdict.is_about_names else PayloadError
            raise self._error(kind, sender, verdict.problems) from verdict.cause
        for name in verdict.changed.keys() - self._warned:
            self._warn_of_change(name, verdict.fields[name], verdict.changed[name])
            # Only now, for a warning may be an error, and then each send is refused alike.
            self._warned.add(name)
        return verdict.fields

    def _refusal(self, sender: object, fields: Fields, error: ValidationError) -> PayloadError:
        """Returns what to raise for fields that the schema's `validate_values` has refused.

        They are validated again, this time by name, for the error to tell the names.
        """
        try:
            self._accepted("always", sender, (), fields)
        except PayloadError as told_by_name:
            return told_by_name
        # Not the second time: an iterator, say, that the first has used up.
        problems = self._schema.problems_of_values(error) if self._schema else []
        refusal = self._error(PayloadError, sender, problems)
        refusal.__cause__ = error
        return refusal

    def _untyped_error(self, sender: object, payload: tuple[object, ...]) -> PayloadError:
        problem: Problem = {
            "type": "unexpected_payload" if payload else "unexpected_field",
            "loc": ("payload" if payload else "signal",),
            "msg": (
                "a signal without a payload model takes its fields as keyword arguments"
                if payload
                else "every receiver gets the signal itself as the argument of this name"
            ),
        }
        return self._error(PayloadNameError, sender, [problem])

    def _error(
        self, kind: type[PayloadError], sender: object, problems: list[Problem]
    ) -> PayloadError:
        hide_input = self._schema is not None and self._schema.hides_input
        return kind(self.name or repr(self), sender, problems, hide_input=hide_input)

    def _warn_of_change(self, name: str, sent: object, made: object) -> None:
        is_hidden = self._schema is not None and self._schema.hides_input
        change = "something else" if is_hidden else f"{shortened(made)} of {shortened(sent)}"
        _location.warn_user(
            f"{self!r}: the payload model would make {change} in field {name!r}. It is delivered "
            "as it was sent, as it is when debug mode is off. Send it as the model wants it, or "
            'declare the signal with validation="always".',
            PayloadWarning,
            shows_values=True,
        )

    def _report_lost(self, *connecting: object) -> None:
        self._registry.tidy()
        for lost in self._registry.lost():
            _vetting.report_lost(lost, (*self._registry.living(), *connecting), self)


def _completed(owner: type[Signal[Any, Any]]) -> Mapping[str, object]:
    """Makes what a class with a payload model needs for its first send."""
    import pydantic_core

    from heliograph import _compile, _payload

    schema = _payload.Schema(owner.payload_model)  # type: ignore[arg-type]  # _declare saw to that
    if not _compile.can_compile(schema.fields):
        return {"_schema": schema, "_uses_shortcut": False}
    helpers = {
        "annotate": annotate,
        "deliver_concurrently": _delivery.deliver_concurrently,
        "log_failure": log_failure,
        "model": schema.model,
        "PROPAGATE": _delivery.PROPAGATE,
        "ROBUST": _delivery.ROBUST,
        "ValidationError": pydantic_core.ValidationError,
    }
    family = _compile.compile_family(
        schema.fields, schema.allows_extra, owner.__qualname__, helpers
    )
    return {"_schema": schema, "_uses_shortcut": True, **family}


_PAYLOAD_AS_SENDER: Problem = {
    "type": "missing",
    "loc": ("sender",),
    "msg": "the payload stands in the place of the sender; write send(sender, payload)",
}

_LAZY = dict.fromkeys(
    ("_schema", "_uses_shortcut", "send", "send_robust", "asend", "asend_robust"), _completed
)

_settings.on_change.append(_registry.renew_all)
