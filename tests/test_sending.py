"""`send` and `send_robust`, and what they share with `asend` and `asend_robust`."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import gc
import inspect
import keyword
import logging
import pydoc
import sys
import traceback
import warnings
import weakref
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from decimal import Decimal
from typing import Any, NamedTuple, cast
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, create_model, model_validator

from heliograph import PayloadError, PayloadNameError, RunningLoopError, Signal, configure

SYNC_METHODS = ("send", "send_robust")
METHODS = ("send", "send_robust", "asend", "asend_robust")


class OrderPlaced(BaseModel):
    order_id: int
    coupon: str | None = None


class CartPlaced(OrderPlaced):
    lines: list[str] = Field(default_factory=list)


class Open(BaseModel):
    model_config = ConfigDict(extra="allow")

    order_id: int


class Nothing(BaseModel):
    pass


class Sender:
    """Something that sends; compared by identity."""


class Failure(Exception):  # noqa: N818 - short
    """What receivers of these tests raise."""


def signal_of(model: type[BaseModel], **options: Any) -> Signal[Any]:
    """A signal with a payload model that is known at run time only."""
    signal: Any = Signal
    made: Signal[Any] = signal[model](**options)
    return made


def odd_model(name: str, *, default: Any = ..., **config: Any) -> type[BaseModel]:
    """A payload model with one field of this name, required if need be, and an optional `b`."""
    fields: dict[str, Any] = {name: (int, default), "b": (int, 0)}
    model: type[BaseModel] = create_model("Odd", __config__=cast("ConfigDict", config), **fields)
    return model


def sent(signal: Signal[Any], method: str, /, *arguments: Any, **fields: Any) -> Any:
    """The responses to a send by any of the four methods; keeps no reference to them."""
    if method.startswith("a"):
        return asyncio.run(getattr(signal, method)(*arguments, **fields))
    return getattr(signal, method)(*arguments, **fields)


class Recorder:
    """A receiver that keeps what it gets."""

    def __init__(self) -> None:
        self.calls: list[dict[str, Any]] = []

    def __call__(self, /, **kwargs: Any) -> None:
        self.calls.append(kwargs)


@pytest.fixture(params=[True, False], ids=["debug", "no debug"], autouse=False)
def debug(request: pytest.FixtureRequest) -> Iterator[bool]:
    with configure(debug=request.param):
        yield request.param


@pytest.fixture
def silent() -> Iterator[None]:
    """Log records hold the exceptions that they are about."""
    logger = logging.getLogger("heliograph")
    logger.disabled = True
    yield
    logger.disabled = False


class Path(NamedTuple):
    """One of the ways that a send may take."""

    name: str
    signal: Callable[[], Signal[Any]]
    fields: dict[str, Any] = {}  # noqa: RUF012 - never changed
    payload: tuple[Any, ...] = ()
    is_debug: bool = False
    filter: object = None
    others: object = None
    has_async: bool = False
    is_explicit: bool = False


ME = Sender()
PATHS = [
    Path("plain", Signal[OrderPlaced], {"order_id": 1}),
    Path("debug", Signal[OrderPlaced], {"order_id": 1}, is_debug=True),
    Path("always", lambda: Signal[OrderPlaced](validation="always"), {"order_id": 1}),
    Path("never", lambda: Signal[OrderPlaced](validation="never"), {"order_id": 1}),
    Path("all fields", Signal[OrderPlaced], {"order_id": 1, "coupon": "x"}),
    Path("fresh default", Signal[CartPlaced], {"order_id": 1}),
    Path("no fields", Signal[Nothing]),
    Path("untyped", Signal, {"order_id": 1}),
    Path("untyped, no fields", Signal),
    Path("instance", Signal[OrderPlaced], payload=(OrderPlaced(order_id=1),)),
    Path("instance, debug", Signal[OrderPlaced], payload=(OrderPlaced(order_id=1),), is_debug=True),
    Path("extra", Signal[Open], {"order_id": 1, "more": 2}),
    Path("filtered by identity", Signal[OrderPlaced], {"order_id": 1}, filter=ME),
    Path("filtered by value", Signal[OrderPlaced], {"order_id": 1}, filter="shop"),
    Path("untyped, filtered", Signal, {"order_id": 1}, filter=ME),
    Path("others filtered by identity", Signal[OrderPlaced], {"order_id": 1}, others=Sender()),
    Path("others filtered by value", Signal[OrderPlaced], {"order_id": 1}, others="shop"),
    Path("keyword", lambda: signal_of(odd_model("class")), {"class": 1}),
    Path("keyword, debug", lambda: signal_of(odd_model("class")), {"class": 1}, is_debug=True),
    Path("async too", Signal[OrderPlaced], {"order_id": 1}, has_async=True),
    Path("untyped, async too", Signal, {"order_id": 1}, has_async=True),
    Path("explicit", Signal[OrderPlaced], {"order_id": 1}, is_explicit=True),
]
on_every_path = pytest.mark.parametrize("path", PATHS, ids=[path.name for path in PATHS])
by_both = pytest.mark.parametrize("method", SYNC_METHODS)
by_all = pytest.mark.parametrize("method", METHODS)


def made_ready(path: Path, method: str, receiver: Any) -> Callable[..., Any]:
    """The method of a new signal with this receiver, without a frame of its own."""
    signal = path.signal()
    signal.connect(receiver, sender=path.filter, weak=False)
    if path.others is not None:
        signal.connect(Recorder(), sender=path.others, weak=False)
    if path.has_async:

        async def later(**kwargs: Any) -> None: ...

        signal.connect(later, weak=False)
    if path.is_explicit:
        return functools.partial(getattr(Signal, method), signal)
    bound: Callable[..., Any] = getattr(signal, method)
    return bound


class TestFrames:
    @on_every_path
    @by_both
    def test_exactly_one_of_ours_lies_between_sender_and_receiver(
        self, path: Path, method: str
    ) -> None:
        seen: list[bool] = []
        here = sys._getframe()

        def look(**kwargs: Any) -> None:
            seen.append(sys._getframe(2) is here and sys._getframe(1) is not here)

        with configure(debug=path.is_debug):
            send = made_ready(path, method, look)
            # The first send prepares the short way, which the others take.
            send(path.filter, *path.payload, **path.fields)
            send(path.filter, *path.payload, **path.fields)
            send(path.filter, *path.payload, **path.fields)

        assert [True, True, True] == seen

    @on_every_path
    @by_both
    def test_a_warning_of_stacklevel_3_points_at_the_line_of_the_sender(
        self, path: Path, method: str
    ) -> None:
        def deprecate(**kwargs: Any) -> None:
            warnings.warn("use another signal", DeprecationWarning, stacklevel=3)

        with configure(debug=path.is_debug), warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            send = made_ready(path, method, deprecate)
            line = sys._getframe().f_lineno + 2
            for _ in range(2):
                send(path.filter, *path.payload, **path.fields)

        assert [(__file__, line)] * 2 == [(w.filename, w.lineno) for w in caught]

    @on_every_path
    def test_the_traceback_of_a_failure_has_one_of_ours(self, path: Path) -> None:
        def fail(**kwargs: Any) -> None:
            raise Failure

        with configure(debug=path.is_debug):
            send = made_ready(path, "send", fail)
            for _ in range(2):
                with pytest.raises(Failure) as caught:
                    send(path.filter, *path.payload, **path.fields)

                names = [frame.f_code.co_name for frame, _ in traceback.walk_tb(caught.tb)]
                assert [sys._getframe().f_code.co_name, "send", "fail"] == names


class TestResults:
    @by_all
    def test_are_receivers_and_responses_in_order_of_connection_sync_ones_first(
        self, method: str, debug: bool
    ) -> None:
        signal = Signal[OrderPlaced]()

        def make(number: int) -> Any:
            return lambda **kwargs: number

        def make_async(number: int) -> Any:
            async def later(**kwargs: Any) -> int:
                return number

            return later

        made = [make(0), make_async(1), make(2), make_async(3), make(4)]
        for receiver in made:
            signal.connect(receiver)
        result = sent(signal, method, "shop", order_id=1)

        assert [(made[0], 0), (made[2], 2), (made[4], 4), (made[1], 1), (made[3], 3)] == result
        assert {tuple} == {type(pair) for pair in result}
        assert list is type(result)

    @by_all
    @pytest.mark.parametrize("make", [Signal, Signal[OrderPlaced]], ids=["untyped", "typed"])
    def test_are_an_empty_list_without_receivers(self, make: Any, method: str, debug: bool) -> None:
        signal = make()

        assert [[], [], []] == [sent(signal, method, None, order_id=n) for n in range(3)]

    @by_all
    def test_are_a_new_list_for_each_send(self, method: str, debug: bool) -> None:
        signal = Signal[OrderPlaced]()
        first = sent(signal, method, None, order_id=1)
        first.append("mine")

        assert [] == sent(signal, method, None, order_id=1)


class TestArguments:
    @by_all
    @pytest.mark.parametrize("make", [Signal, Signal[OrderPlaced]], ids=["untyped", "typed"])
    def test_sender_may_be_positional_or_a_keyword(
        self, make: Any, method: str, debug: bool
    ) -> None:
        signal, recorder = make(), Recorder()
        signal.connect(recorder)
        sent(signal, method, "shop", order_id=1)
        sent(signal, method, sender="shop", order_id=1)
        sent(signal, method, order_id=1, sender="shop")

        assert ["shop"] * 3 == [call["sender"] for call in recorder.calls]

    @by_all
    @pytest.mark.parametrize("make", [Signal, Signal[OrderPlaced]], ids=["untyped", "typed"])
    def test_sender_is_required(self, make: Any, method: str, debug: bool) -> None:
        with pytest.raises(TypeError, match="'sender'"):
            sent(make(), method, order_id=1)

    @by_all
    def test_receivers_get_signal_sender_and_each_field(self, method: str, debug: bool) -> None:
        signal, recorder, sender = Signal[OrderPlaced](), Recorder(), Sender()
        signal.connect(recorder)
        for _ in range(2):
            sent(signal, method, sender, order_id=1)

        wanted = {"signal": signal, "sender": sender, "order_id": 1, "coupon": None}
        assert [wanted, wanted] == recorder.calls

    @by_all
    @pytest.mark.parametrize("validation", ["debug", "always", "never"])
    def test_fields_arrive_as_objects_and_are_never_dumped(
        self, method: str, validation: Any
    ) -> None:
        class Money(BaseModel):
            amount: Decimal

        class Paid(BaseModel):
            money: Money
            at: object

        money, at = Money(amount=Decimal(3)), object()
        signal, recorder = Signal[Paid](validation=validation), Recorder()
        signal.connect(recorder)
        for _ in range(2):
            sent(signal, method, None, money=money, at=at)

        assert all(call["money"] is money and call["at"] is at for call in recorder.calls)
        assert 2 == len(recorder.calls)

    @by_all
    def test_fresh_defaults_are_made_for_each_send(self, method: str, debug: bool) -> None:
        signal, recorder = Signal[CartPlaced](), Recorder()
        signal.connect(recorder)
        for _ in range(3):
            sent(signal, method, None, order_id=1)
            recorder.calls[-1]["lines"].append("changed by a receiver")

        assert 3 == len({id(call["lines"]) for call in recorder.calls})
        assert [["changed by a receiver"]] * 3 == [call["lines"] for call in recorder.calls]

    @by_all
    @pytest.mark.parametrize(
        "name",
        [
            *("id", "list", "self", "cls", "payload", "fields", "receiver", "name", "extra"),
            *("responses", "connection", "error", "method", "print", "type", "match", "tuple"),
            *("class", "None", "lambda", "é", "ﬁeld", "ªb", "with space", "1st", "a-b", 'a"b'),
        ],
    )
    @pytest.mark.parametrize("validation", ["debug", "always", "never"])
    def test_a_field_may_have_any_name(
        self, name: str, validation: Any, method: str, debug: bool
    ) -> None:
        signal = signal_of(odd_model(name), validation=validation)
        recorder = Recorder()
        signal.connect(recorder)
        fields: dict[str, Any] = {name: 1}
        for _ in range(2):
            sent(signal, method, "shop", **fields)

        assert [{"signal": signal, "sender": "shop", name: 1, "b": 0}] * 2 == recorder.calls

    def test_fields_whose_names_python_would_make_one_stay_two(self, debug: bool) -> None:
        fields: dict[str, Any] = {"ﬁ": (int, ...), "fi": (int, ...)}
        signal, recorder = signal_of(create_model("Ligature", **fields)), Recorder()
        signal.connect(recorder)
        for _ in range(2):
            signal.send(None, **{"ﬁ": 1, "fi": 2})  # noqa: PIE804 - as keywords they would be one

        assert [(1, 2)] * 2 == [(call["ﬁ"], call["fi"]) for call in recorder.calls]

    @by_all
    @pytest.mark.parametrize("name", ["self", "payload", "fields", "receiver", "shortcut", "class"])
    def test_an_untyped_signal_takes_any_name(self, name: str, method: str, debug: bool) -> None:
        signal, recorder = Signal(), Recorder()
        signal.connect(recorder)
        fields: dict[str, Any] = {name: 1}
        for _ in range(2):
            sent(signal, method, "shop", **fields)

        assert [{"signal": signal, "sender": "shop", name: 1}] * 2 == recorder.calls

    @by_all
    def test_there_may_be_many_fields(self, method: str, debug: bool) -> None:
        names = [f"field_{number}" for number in range(300)]
        fields: dict[str, Any] = dict.fromkeys(names, (int, ...))
        signal, recorder = signal_of(create_model("Wide", **fields)), Recorder()
        signal.connect(recorder)
        values = {name: number for number, name in enumerate(names)}
        for _ in range(2):
            sent(signal, method, None, **values)

        assert [{"signal": signal, "sender": None, **values}] * 2 == recorder.calls

    @by_all
    def test_a_receiver_that_changes_what_it_gets_changes_nothing_for_others(
        self, method: str, debug: bool
    ) -> None:
        for signal in (Signal(), signal_of(odd_model("class"))):
            recorder = Recorder()

            def take(recorder: Recorder = recorder, **kwargs: Any) -> None:
                recorder.calls.append(dict(kwargs))
                kwargs.clear()

            signal.connect(take)
            signal.connect(recorder)
            sent(signal, method, None, **{"class": 1})

            assert recorder.calls[0] == recorder.calls[1]


class TestNames:
    @by_all
    @pytest.mark.parametrize("validation", ["debug", "always", "never"])
    def test_are_checked_under_every_policy(
        self, method: str, validation: Any, debug: bool
    ) -> None:
        signal, recorder = Signal[OrderPlaced](validation=validation), Recorder()
        signal.connect(recorder)
        sent(signal, method, None, order_id=1)
        for wrong in ({}, {"order_id": 1, "cupon": "x"}, {"cupon": "x"}):
            with pytest.raises(PayloadNameError):
                sent(signal, method, None, **wrong)

        assert 1 == len(recorder.calls)

    @by_all
    @pytest.mark.parametrize("make", [Signal, Signal[OrderPlaced]], ids=["untyped", "typed"])
    def test_signal_is_none_that_a_field_may_have(
        self, make: Any, method: str, debug: bool
    ) -> None:
        signal, recorder = make(), Recorder()
        signal.connect(recorder)
        sent(signal, method, None, order_id=1)
        for _ in range(2):
            with pytest.raises(PayloadNameError, match="signal itself"):
                sent(signal, method, None, order_id=1, signal="mine")

        assert 1 == len(recorder.calls)

    @by_all
    def test_a_model_that_allows_extra_fields_gets_them_delivered(
        self, method: str, debug: bool
    ) -> None:
        for signal in (
            signal_of(odd_model("a", extra="allow")),
            signal_of(odd_model("class", extra="allow")),
        ):
            recorder = Recorder()
            signal.connect(recorder)
            model = signal.payload_model
            assert model is not None
            name = next(iter(model.model_fields))
            for validation in ("debug", "always", "never"):
                with configure(validation=validation):
                    for _ in range(2):
                        sent(signal, method, None, **{name: 1}, more=2)
                        sent(signal, method, None, **{name: 1})
                        sent(signal, method, None, model(**{name: 1}, more=2))

            plain = {"signal": signal, "sender": None, name: 1, "b": 0}
            assert [{**plain, "more": 2}, plain, {**plain, "more": 2}] * 6 == recorder.calls

    @by_both
    def test_an_extra_field_that_the_model_makes_itself_is_always_delivered(
        self, method: str
    ) -> None:
        class Stamped(Open):
            @model_validator(mode="before")
            @classmethod
            def stamp(cls, data: Any) -> Any:
                return {**data, "stamp": "now"}

        signal, recorder = Signal[Stamped](validation="always"), Recorder()
        signal.connect(recorder)
        for _ in range(3):
            sent(signal, method, None, order_id=1)

        assert ["now"] * 3 == [call.get("stamp") for call in recorder.calls]

    @by_all
    def test_payload_errors_are_raised_by_all_four(self, method: str) -> None:
        signal, recorder = Signal[OrderPlaced](validation="always"), Recorder()
        signal.connect(recorder)
        for _ in range(2):
            with pytest.raises(PayloadError, match="order_id") as caught:
                sent(signal, method, None, order_id="one")

            assert not isinstance(caught.value, PayloadNameError)
            # The second send takes the short way.
            sent(signal, method, None, order_id=1)

        assert 2 == len(recorder.calls)

    @by_all
    def test_a_wrong_payload_is_refused_in_debug_mode_even_if_nobody_listens(
        self, method: str
    ) -> None:
        signal = Signal[OrderPlaced]()
        with configure(debug=True), pytest.raises(PayloadError, match="order_id"):
            sent(signal, method, None, order_id="one")


class TestSignatures:
    def test_are_those_of_the_payload_without_any_send_before(self) -> None:
        order_placed = Signal[CartPlaced]()

        shown = str(inspect.signature(order_placed.send))
        assert (
            "(sender, *payload, order_id: int = <required>, coupon: str | None = None, "
            "lines: list[str] = <factory>)" == shown
        )

    def test_are_what_help_shows_with_the_documentation(self) -> None:
        text = pydoc.plain(pydoc.render_doc(Signal[OrderPlaced]().asend_robust))

        assert "order_id: int = <required>" in text
        assert "the others go on" in text

    @pytest.mark.parametrize("name", ["payload", "extra"])
    def test_leave_a_name_to_the_field_that_has_it(self, name: str) -> None:
        signal = signal_of(odd_model(name, extra="allow"))

        parameters = inspect.signature(signal.send).parameters
        assert inspect.Parameter.KEYWORD_ONLY is parameters[name].kind
        assert ["sender", "VAR_POSITIONAL", name, "b", "VAR_KEYWORD"] == [
            p.kind.name if p.kind.name.startswith("VAR") else p.name for p in parameters.values()
        ]

    def test_a_required_field_has_a_default_that_nobody_can_take_for_a_value(self) -> None:
        parameter = inspect.signature(Signal[OrderPlaced]().send).parameters["order_id"]

        assert "<required>" == repr(parameter.default)
        assert inspect.Parameter.KEYWORD_ONLY is parameter.kind

    def test_generated_methods_belong_to_one_class_each(self) -> None:
        one, two = Signal[OrderPlaced](), signal_of(Open)
        one.send(None, order_id=1)
        two.send(None, order_id=1)

        assert type(one).send is not type(two).send
        assert "send" in vars(type(one))
        assert "payload" in inspect.signature(Signal.send).parameters
        assert "order_id" not in inspect.signature(Signal.send).parameters

    def test_coroutine_functions_are_known_as_such(self) -> None:
        signal = Signal[OrderPlaced]()

        assert inspect.iscoroutinefunction(signal.asend)
        assert inspect.iscoroutinefunction(signal.asend_robust)
        assert not inspect.iscoroutinefunction(signal.send)


class TestOverriding:
    def test_send_in_a_subclass_reaches_the_generated_one_by_super(self, debug: bool) -> None:
        class Audited(Signal[OrderPlaced]):
            def send(self, /, sender: Any, *payload: OrderPlaced, **fields: Any) -> Any:
                return ["audited", *super().send(sender, *payload, **fields)]

        signal, recorder = Audited(), Recorder()
        signal.connect(recorder)
        for _ in range(2):
            assert ["audited", (recorder, None)] == signal.send("shop", order_id=1)
            with pytest.raises(PayloadNameError):
                signal.send("shop")

        assert [None] * 2 == [call["coupon"] for call in recorder.calls]

    def test_send_in_a_generic_base_class_reaches_the_generated_one_by_super(
        self, debug: bool
    ) -> None:
        class Audited(Signal):
            def send(self, /, sender: Any, *payload: Any, **fields: Any) -> Any:
                return ["audited", *super().send(sender, *payload, **fields)]

        base: Any = Audited
        signal, recorder = base[OrderPlaced](), Recorder()
        signal.connect(recorder)
        for _ in range(2):
            assert ["audited", (recorder, None)] == signal.send("shop", order_id=1)

        assert [None] * 2 == [call["coupon"] for call in recorder.calls]

    @by_all
    @pytest.mark.parametrize("validation", ["debug", "always", "never"])
    def test_the_method_of_signal_itself_does_the_same(
        self, method: str, validation: Any, debug: bool
    ) -> None:
        signal, recorder = Signal[OrderPlaced](validation=validation), Recorder()
        signal.connect(recorder)

        def send(**fields: Any) -> None:
            result = getattr(Signal, method)(signal, "shop", **fields)
            if inspect.iscoroutine(result):
                asyncio.run(result)

        for _ in range(2):
            send(order_id=1)
            with pytest.raises(PayloadNameError):
                send(order=1)
            # The short way of the generated method is prepared now.
            sent(signal, method, "shop", order_id=1)

        wanted = {"signal": signal, "sender": "shop", "order_id": 1, "coupon": None}
        assert [wanted] * 4 == recorder.calls

    @by_all
    def test_a_mock_takes_the_place_of_a_method_for_a_while(self, method: str) -> None:
        signal, recorder = Signal[OrderPlaced](), Recorder()
        signal.connect(recorder)
        with mock.patch.object(signal, method, return_value="mocked") as mocked:
            assert "mocked" == sent(signal, method, "shop", order_id=1)

        mocked.assert_called_once_with("shop", order_id=1)
        assert [(recorder, None)] == sent(signal, method, "shop", order_id=1)

    def test_an_autospecced_mock_knows_the_signature(self) -> None:
        signal = Signal[OrderPlaced]()
        with mock.patch.object(signal, "send", autospec=True) as mocked:
            signal.send("shop", order_id=1)
            with pytest.raises(TypeError, match="order"):
                signal.send("shop", order=1)  # type: ignore[signal-send]  # wrong on purpose

        mocked.assert_called_once_with("shop", order_id=1)


def failing(error: BaseException | None = None) -> Any:
    def fail(**kwargs: Any) -> None:
        raise Failure if error is None else error

    return fail


class Uncooperative(Exception):  # noqa: N818 - short
    def add_note(self, note: str, /) -> None:
        raise RuntimeError("no notes, please")


class Slotted(Exception):  # noqa: N818 - short
    __slots__ = ("reason",)


class Unprintable(Exception):  # noqa: N818 - short
    def __repr__(self) -> str:
        raise RuntimeError("no repr either")

    __str__ = __repr__


class TestFailures:
    @on_every_path
    def test_propagate_as_themselves_and_end_the_send(self, path: Path) -> None:
        error, after = Failure("mine"), Recorder()
        with configure(debug=path.is_debug):
            signal = path.signal()
            signal.connect(failing(error), sender=path.filter, weak=False)
            signal.connect(after, sender=path.filter)
            for _ in range(2):
                with pytest.raises(Failure) as caught:
                    signal.send(path.filter, *path.payload, **path.fields)

                assert caught.value is error

        assert [] == after.calls

    @on_every_path
    def test_get_one_note_that_names_signal_and_receiver(self, path: Path) -> None:
        error = Failure("mine")
        fail = failing(error)
        with configure(debug=path.is_debug):
            signal = path.signal()
            signal.connect(fail, sender=path.filter)
            for _ in range(3):
                with pytest.raises(Failure):
                    signal.send(path.filter, *path.payload, **path.fields)

        [note] = error.__notes__
        assert repr(signal) in note
        assert "failing.<locals>.fail" in note
        assert f"{__file__}:{fail.__code__.co_firstlineno}" in note

    @pytest.mark.parametrize("kind", [Uncooperative, Slotted, Unprintable, StopIteration])
    @by_both
    def test_may_be_of_any_kind(self, kind: type[Exception], method: str, silent: None) -> None:
        error = kind()
        signal = Signal()
        fail = signal.connect(failing(error))

        if method == "send_robust":
            assert [(fail, error)] == signal.send_robust(None)
        else:
            with pytest.raises(kind) as caught:
                signal.send(None)

            assert caught.value is error

    def test_of_a_receiver_that_was_not_reached_is_not_noted(self) -> None:
        signal = Signal()
        with pytest.raises(PayloadNameError) as caught:
            signal.send(None, signal=1)

        assert not hasattr(caught.value, "__notes__")

    def test_robustly_become_responses_while_the_others_are_called(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        for path in PATHS:
            caplog.clear()
            error, before, after = Failure("mine"), Recorder(), Recorder()
            fail = failing(error)
            with configure(debug=path.is_debug):
                signal = path.signal()
                for receiver in (before, fail, after):
                    signal.connect(receiver, sender=path.filter)
                for _ in range(2):
                    result = signal.send_robust(path.filter, *path.payload, **path.fields)

                    assert [(before, None), (fail, error), (after, None)] == result

            assert [("heliograph", logging.ERROR)] * 2 == [
                (record.name, record.levelno) for record in caplog.records
            ]
            assert all(record.exc_info[1] is error for record in caplog.records if record.exc_info)
            assert "failing.<locals>.fail" in caplog.text
            assert repr(signal) in caplog.text

    @by_all
    def test_robustly_keep_their_traceback(self, method: str, silent: None) -> None:
        if not method.endswith("robust"):
            method += "_robust"
        signal = Signal()
        fail = signal.connect(failing())
        [(_, error)] = sent(signal, method, None)

        assert fail.__code__ in [f.f_code for f, _ in traceback.walk_tb(error.__traceback__)]

    @by_both
    @pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit, GeneratorExit])
    def test_that_are_no_exceptions_propagate(
        self, method: str, kind: type[BaseException], debug: bool
    ) -> None:
        error, after = kind(), Recorder()
        signal = Signal[OrderPlaced]()
        signal.connect(failing(error), weak=False)
        signal.connect(after)
        for _ in range(2):
            with pytest.raises(kind) as caught:
                sent(signal, method, None, order_id=1)

            assert caught.value is error

        assert [] == after.calls

    @pytest.mark.parametrize("method", ["send_robust", "asend_robust"])
    def test_of_partials_and_callable_objects_are_logged_under_a_name(
        self, method: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        def fail(message: str, **kwargs: Any) -> None:
            raise Failure(message)

        class Fails:
            def __call__(self, **kwargs: Any) -> None:
                raise Failure("of an object")

        signal = Signal()
        partial, instance = functools.partial(fail, "of a partial"), Fails()
        signal.connect(partial)
        signal.connect(instance)
        result = sent(signal, method, None)

        assert [(partial, Failure), (instance, Failure)] == [(r, type(e)) for r, e in result]
        assert "<locals>.fail" in caplog.records[0].getMessage()
        assert "<locals>.Fails" in caplog.records[1].getMessage()

    @pytest.mark.parametrize("method", ["send_robust", "asend_robust"])
    @pytest.mark.parametrize(
        "make",
        [
            lambda: signal_of(Nothing),
            lambda: signal_of(Nothing, validation="always"),
            lambda: signal_of(odd_model("class", default=1)),
            Signal,
        ],
        ids=["typed", "always", "generic", "untyped"],
    )
    @pytest.mark.parametrize("kind", ["sync", "async", "two async", "mixed"])
    def test_are_freed_with_the_responses(
        self, method: str, make: Any, kind: str, silent: None
    ) -> None:
        """No reference cycle of error, frames and responses, which would keep all of them."""

        async def later(**kwargs: Any) -> None:
            raise Failure

        async def after_a_while(**kwargs: Any) -> None:
            await asyncio.sleep(0)
            raise Failure

        async def references(signal: Signal[Any]) -> list[Any]:
            return [weakref.ref(error) for _, error in await signal.asend_robust(None)]

        receivers: dict[str, list[Any]] = {
            "sync": [failing()],
            "async": [later],
            "two async": [later, after_a_while],
            "mixed": [failing(), later, after_a_while],
        }
        signal = make()
        with configure(debug=False):
            for receiver in receivers[kind]:
                signal.connect(receiver)
            gc.collect()
            gc.disable()
            try:
                for _ in range(2):
                    if method == "send_robust":
                        errors = [weakref.ref(error) for _, error in signal.send_robust(None)]
                    else:
                        # Inside the loop, which has frames of its own that hold the result.
                        errors = asyncio.run(references(signal))

                    assert [None] * len(receivers[kind]) == [error() for error in errors]
            finally:
                gc.enable()


class TestInstances:
    @by_all
    def test_are_delivered_as_their_fields(self, method: str, debug: bool) -> None:
        signal, recorder = Signal[OrderPlaced](), Recorder()
        signal.connect(recorder)
        for _ in range(2):
            sent(signal, method, "shop", OrderPlaced(order_id=1, coupon="x"))

        wanted = {"signal": signal, "sender": "shop", "order_id": 1, "coupon": "x"}
        assert [wanted, wanted] == recorder.calls

    @by_all
    @pytest.mark.parametrize("validation", ["debug", "always", "never"])
    def test_are_not_validated_again(self, method: str, validation: Any) -> None:
        validated: list[str] = []

        class Counted(BaseModel):
            order_id: int

            @model_validator(mode="after")
            def count(self) -> Counted:
                validated.append("once")
                return self

        signal = Signal[Counted](validation=validation)
        payload = Counted(order_id=1)
        for _ in range(2):
            sent(signal, method, "shop", payload)

        assert ["once"] == validated

    @by_all
    def test_of_a_subclass_leave_its_own_fields_behind(self, method: str, debug: bool) -> None:
        class Gift(OrderPlaced):
            ribbon: str = "red"

        signal, recorder = Signal[OrderPlaced](), Recorder()
        signal.connect(recorder)
        sent(signal, method, "shop", Gift(order_id=1))

        assert "ribbon" not in recorder.calls[0]
        assert 1 == recorder.calls[0]["order_id"]

    @by_all
    @pytest.mark.parametrize(
        ("payload", "fields"),
        [
            ((OrderPlaced(order_id=1), OrderPlaced(order_id=2)), {}),
            ((OrderPlaced(order_id=1),), {"order_id": 1}),
            ((OrderPlaced(order_id=1),), {"unknown": 1}),
            (({"order_id": 1},), {}),
            ((None,), {}),
        ],
        ids=["two", "with a field", "with an unknown field", "a dict", "None"],
    )
    def test_are_refused_beside_anything_else(
        self, method: str, payload: tuple[Any, ...], fields: dict[str, Any], debug: bool
    ) -> None:
        signal, recorder = Signal[OrderPlaced](), Recorder()
        signal.connect(recorder)
        sent(signal, method, None, order_id=1)
        with pytest.raises(PayloadNameError):
            sent(signal, method, None, *payload, **fields)

        assert 1 == len(recorder.calls)

    @by_all
    def test_are_refused_by_an_untyped_signal(self, method: str) -> None:
        with pytest.raises(PayloadNameError, match="without a payload model"):
            sent(Signal(), method, None, OrderPlaced(order_id=1))


class TestShortWay:
    """After plain sends, the next one sees each change."""

    def test_debug_mode_comes_and_goes_on_a_live_signal(self) -> None:
        signal, recorder = Signal[OrderPlaced](), Recorder()
        wrong: Any = "one"
        signal.connect(recorder)
        for method in SYNC_METHODS:
            for _ in range(2):
                with configure(debug=False):
                    sent(signal, method, None, order_id=wrong)
                    sent(signal, method, None, order_id=wrong)
                with configure(debug=True), pytest.raises(PayloadError):
                    sent(signal, method, None, order_id=wrong)

        assert 8 == len(recorder.calls)

    @by_both
    def test_the_global_policy_may_change_on_a_live_signal(self, method: str) -> None:
        signal, recorder = Signal[OrderPlaced](), Recorder()
        signal.connect(recorder)
        for validation in ("never", "always", "never", "always", "debug", "always"):
            with configure(validation=validation, debug=False):
                for _ in range(2):
                    sent(signal, method, None, order_id="1")

        never, always, debug = ["1"] * 2, [1] * 2, ["1"] * 2
        assert [*never, *always, *never, *always, *debug, *always] == [
            call["order_id"] for call in recorder.calls
        ]

    @by_both
    def test_the_policy_of_the_signal_goes_before_the_global_one(self, method: str) -> None:
        signal, recorder = Signal[OrderPlaced](validation="never"), Recorder()
        signal.connect(recorder)
        with configure(validation="always", debug=True):
            for _ in range(2):
                sent(signal, method, None, order_id="1")

        assert ["1", "1"] == [call["order_id"] for call in recorder.calls]

    @by_both
    @pytest.mark.parametrize("make", [Signal, Signal[OrderPlaced]], ids=["untyped", "typed"])
    def test_a_new_receiver_is_called(self, make: Any, method: str, debug: bool) -> None:
        signal, first, second = make(), Recorder(), Recorder()
        for receiver in (first, second):
            sent(signal, method, None, order_id=1)
            sent(signal, method, None, order_id=1)
            signal.connect(receiver)
        result = sent(signal, method, None, order_id=1)

        assert [first, second] == [receiver for receiver, _ in result]

    @by_both
    @pytest.mark.parametrize("make", [Signal, Signal[OrderPlaced]], ids=["untyped", "typed"])
    def test_a_disconnected_receiver_is_not_called(
        self, make: Any, method: str, debug: bool
    ) -> None:
        signal, first, second = make(), Recorder(), Recorder()
        signal.connect(first)
        signal.connect(second)
        sent(signal, method, None, order_id=1)
        signal.disconnect(first)

        assert [(second, None)] == sent(signal, method, None, order_id=1)

    @by_both
    @pytest.mark.parametrize("make", [Signal, Signal[OrderPlaced]], ids=["untyped", "typed"])
    def test_a_dead_receiver_is_not_called(self, make: Any, method: str, debug: bool) -> None:
        signal, first, second = make(), Recorder(), Recorder()
        signal.connect(first)
        signal.connect(second)
        sent(signal, method, None, order_id=1)
        sent(signal, method, None, order_id=1)
        del first
        gc.collect()

        assert [(second, None)] == sent(signal, method, None, order_id=1)

    @by_both
    @pytest.mark.parametrize("make", [Signal, Signal[OrderPlaced]], ids=["untyped", "typed"])
    def test_a_new_async_receiver_is_awaited(self, make: Any, method: str, debug: bool) -> None:
        signal, first = make(), Recorder()
        signal.connect(first)
        sent(signal, method, None, order_id=1)
        sent(signal, method, None, order_id=1)

        async def later(order_id: int, **kwargs: Any) -> int:
            return order_id

        signal.connect(later)
        for _ in range(2):
            assert [(first, None), (later, 1)] == sent(signal, method, None, order_id=1)
        signal.disconnect(later)

        assert [(first, None)] == sent(signal, method, None, order_id=1)

    @by_both
    @pytest.mark.parametrize("make", [Signal, Signal[OrderPlaced]], ids=["untyped", "typed"])
    @pytest.mark.parametrize("senders", ["objects", "values", "both"])
    def test_each_sender_reaches_its_own_receivers(
        self, make: Any, method: str, senders: str, debug: bool
    ) -> None:
        signal, everyone = make(), Recorder()
        objects: list[Any] = [Sender(), Sender(), Sender()]
        values: list[Any] = ["stripe", 7, ("a", 1)]
        filters = {"objects": objects, "values": values, "both": objects + values}[senders]
        strangers: list[Any] = [Sender(), None, "other"]
        own = [Recorder() for _ in filters]
        signal.connect(everyone)
        for _ in range(2):
            # Before, between and after the new connections.
            for sender in strangers + filters:
                sent(signal, method, sender, order_id=1)
        for sender, receiver in zip(filters, own, strict=True):
            signal.connect(receiver, sender=sender)
            for stranger in strangers:
                assert [everyone] == [r for r, _ in sent(signal, method, stranger, order_id=1)]
        for _ in range(2):
            for sender, receiver in zip(filters, own, strict=True):
                result = sent(signal, method, sender, order_id=1)

                assert [everyone, receiver] == [r for r, _ in result]
            for stranger in strangers:
                assert [everyone] == [r for r, _ in sent(signal, method, stranger, order_id=1)]

    @by_both
    def test_a_receiver_may_change_debug_mode_for_the_next_send(self, method: str) -> None:
        signal = Signal[OrderPlaced]()
        seen: list[Any] = []

        def switch(order_id: Any, **kwargs: Any) -> None:
            seen.append(order_id)
            configure(debug=True)

        signal.connect(switch)
        with configure(debug=False):
            sent(signal, method, None, order_id="one")
            with pytest.raises(PayloadError):
                sent(signal, method, None, order_id="one")

        assert ["one"] == seen


class TestWhileSending:
    @by_all
    @pytest.mark.parametrize("make", [Signal, Signal[OrderPlaced]], ids=["untyped", "typed"])
    def test_a_receiver_may_connect_and_disconnect_others(
        self, make: Any, method: str, debug: bool
    ) -> None:
        signal, late, doomed = make(), Recorder(), Recorder()

        def meddle(**kwargs: Any) -> None:
            signal.connect(late)
            signal.disconnect(doomed)

        signal.connect(meddle)
        signal.connect(doomed)

        assert [meddle, doomed] == [r for r, _ in sent(signal, method, None, order_id=1)]
        assert [meddle, late] == [r for r, _ in sent(signal, method, None, order_id=1)]

    @by_both
    @pytest.mark.parametrize("make", [Signal, Signal[OrderPlaced]], ids=["untyped", "typed"])
    def test_a_receiver_that_dies_is_not_called(self, make: Any, method: str, debug: bool) -> None:
        signal = make()
        doomed = [Recorder()]

        def kill(**kwargs: Any) -> None:
            doomed.clear()
            gc.collect()

        signal.connect(kill)
        signal.connect(doomed[0])

        assert [(kill, None)] == sent(signal, method, None, order_id=1)

    @by_both
    @pytest.mark.parametrize("make", [Signal, Signal[OrderPlaced]], ids=["untyped", "typed"])
    def test_a_receiver_may_send_the_same_signal(self, make: Any, method: str, debug: bool) -> None:
        signal = make()
        order: list[str] = []

        def first(order_id: int, **kwargs: Any) -> None:
            order.append(f"first {order_id}")
            if order_id < 3:
                sent(signal, method, None, order_id=order_id + 1)

        def second(order_id: int, **kwargs: Any) -> None:
            order.append(f"second {order_id}")

        signal.connect(first)
        signal.connect(second)
        sent(signal, method, None, order_id=1)

        assert ["first 1", "first 2", "first 3", "second 3", "second 2", "second 1"] == order


class TestAsyncReceivers:
    @by_both
    def test_are_awaited_without_a_loop(self, method: str, debug: bool) -> None:
        async def later(order_id: int, **kwargs: Any) -> int:
            await asyncio.sleep(0)
            return order_id + 1

        signal = Signal[OrderPlaced]()
        signal.connect(later)

        assert [(later, 2)] == sent(signal, method, None, order_id=1)

    @by_both
    def test_are_refused_in_a_running_loop_before_anybody_is_called(
        self, method: str, debug: bool
    ) -> None:
        async def later(**kwargs: Any) -> None: ...

        async def main() -> None:
            getattr(signal, method)(None, order_id=1)

        signal, recorder = Signal[OrderPlaced](), Recorder()
        signal.connect(recorder)
        signal.connect(later)
        with pytest.raises(RunningLoopError, match="asend") as caught:
            asyncio.run(main())

        assert isinstance(caught.value, RuntimeError)
        assert "<locals>.later" in str(caught.value)
        assert [] == recorder.calls

    @by_both
    def test_are_no_matter_in_a_running_loop_if_there_are_none(
        self, method: str, debug: bool
    ) -> None:
        async def main() -> Any:
            return getattr(signal, method)(None, order_id=1)

        signal, recorder = Signal[OrderPlaced](), Recorder()
        signal.connect(recorder)

        assert [(recorder, None)] == asyncio.run(main())

    def test_that_fail_raise_as_themselves(self, debug: bool) -> None:
        error = Failure("mine")

        async def later(**kwargs: Any) -> None:
            raise error

        signal = Signal[OrderPlaced]()
        signal.connect(later)
        with pytest.raises(Failure) as caught:
            signal.send(None, order_id=1)

        assert caught.value is error
        assert ["<locals>.later"] == [
            name for name in ("<locals>.later",) if name in error.__notes__[0]
        ]

    @pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit])
    @by_both
    def test_that_end_the_program_do_so(self, method: str, kind: type[BaseException]) -> None:
        async def later(**kwargs: Any) -> None:
            raise kind

        signal = Signal()
        signal.connect(later)
        with pytest.raises(kind):
            sent(signal, method, None)

    @by_both
    def test_see_and_change_the_context_of_the_sender(self, method: str) -> None:
        variable: ContextVar[str] = ContextVar("variable")
        seen: list[str] = []

        async def later(**kwargs: Any) -> None:
            seen.append(variable.get())
            variable.set("of the receiver")

        signal = Signal()
        signal.connect(later)
        variable.set("of the sender")
        sent(signal, method, None)

        assert ["of the sender"] == seen
        assert "of the receiver" == variable.get()


fields_of = st.dictionaries(
    st.from_regex(r"[a-z_é][a-z0-9_é]{0,8}", fullmatch=True).filter(
        lambda name: name not in ("sender", "signal", "self")
    ),
    st.integers(),
    max_size=6,
)


@given(fields=fields_of, sender=st.none() | st.text(max_size=3))
def test_an_untyped_signal_delivers_what_was_sent(fields: dict[str, Any], sender: Any) -> None:
    signal, recorder = Signal(), Recorder()
    signal.connect(recorder)
    for _ in range(2):
        signal.send(sender, **fields)

    assert [{"signal": signal, "sender": sender, **fields}] * 2 == recorder.calls


names = st.from_regex(r"[a-z][a-z0-9_]{0,6}", fullmatch=True).filter(
    lambda name: name not in ("sender", "signal") and not hasattr(BaseModel, name)
) | st.sampled_from(keyword.kwlist)


@given(
    required=st.sets(names, max_size=4),
    optional=st.sets(names, max_size=4),
    left_out=st.sets(names),
    unknown=st.sets(names, max_size=1),
)
def test_names_are_checked_as_in_a_call_of_a_python_function(
    required: set[str], optional: set[str], left_out: set[str], unknown: set[str]
) -> None:
    optional -= required
    declared: dict[str, Any] = dict.fromkeys(required, (int, ...))
    declared.update(dict.fromkeys(optional, (int, 0)))
    signal, recorder = signal_of(create_model("Any", **declared)), Recorder()
    signal.connect(recorder)
    fields = dict.fromkeys((required | optional | unknown) - left_out, 1)
    is_right = required <= fields.keys() <= (required | optional)
    for debug in (True, False):
        with configure(debug=debug):
            for _ in range(2):
                with contextlib.nullcontext() if is_right else pytest.raises(PayloadNameError):
                    signal.send(None, **fields)

    wanted = {"signal": signal, "sender": None, **dict.fromkeys(optional, 0), **fields}
    assert [wanted] * (4 if is_right else 0) == recorder.calls


@pytest.mark.parametrize("policy", ["never", "always", "debug"])
def test_payload_in_the_place_of_the_sender_is_refused_each_time(policy: Any) -> None:
    class Optional(BaseModel):
        number: int = 1

    signal = Signal[Optional](validation=policy)
    signal.send("sender")

    for _ in range(2):
        with pytest.raises(PayloadNameError, match=r"send\(sender, payload\)"):
            signal.send(Optional(number=2))  # type: ignore[signal-send]  # wrong on purpose
    assert [] == signal.send(Optional(), number=2)
    assert [] == signal.send(Optional(), Optional())
