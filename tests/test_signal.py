"""What the signal itself decides: the policy of a send, and which of its methods does what."""

from __future__ import annotations

import asyncio
import gc
import warnings
import weakref
from collections.abc import Callable, Iterator
from typing import Annotated, Any, Self

import pytest
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from heliograph import (
    LostReceiverWarning,
    PayloadError,
    PayloadNameError,
    PayloadWarning,
    ReceiverTypeError,
    SettingsError,
    Signal,
    configure,
)

METHODS = ("send", "send_robust", "asend", "asend_robust")

by_all = pytest.mark.parametrize("method", METHODS)


class OrderPlaced(BaseModel):
    order_id: int
    coupon: str = "none"
    tags: list[str] = Field(default_factory=list)


@pytest.fixture
def debug_off() -> Iterator[None]:
    with configure(debug=False):
        yield


def sent(send: Callable[..., Any], *arguments: Any, **fields: Any) -> Any:
    result = send(*arguments, **fields)
    return asyncio.run(result) if asyncio.iscoroutine(result) else result


def receiving(calls: list[dict[str, Any]], *, is_async: bool) -> Any:
    """Returns a receiver that adds to these calls."""

    async def take_later(signal: object, sender: object, **fields: Any) -> None:
        calls.append(fields)

    def take(signal: object, sender: object, **fields: Any) -> None:
        calls.append(fields)

    return take_later if is_async else take


@pytest.mark.usefixtures("debug_off")
@by_all
@pytest.mark.parametrize("is_async", [True, False], ids=["async receiver", "sync receiver"])
@pytest.mark.parametrize("policy", ["never", "debug"])
class TestMethodOfTheUntypedSignal:
    """`Signal.send(order_placed, ...)`, after `order_placed.send` has found its short way."""

    def warm(self, policy: Any, method: str, is_async: bool) -> tuple[Any, list[dict[str, Any]]]:
        calls: list[dict[str, Any]] = []
        signal = Signal[OrderPlaced](validation=policy)
        signal.connect(receiving(calls, is_async=is_async), weak=False)
        for _ in range(2):
            sent(getattr(signal, method), "shop", order_id=0, tags=[])
        calls.clear()
        return signal, calls

    def test_checks_names(self, policy: Any, method: str, is_async: bool) -> None:
        signal, calls = self.warm(policy, method, is_async)
        send = getattr(Signal, method)

        for fields in ({}, {"order": 1}, {"order_id": 1, "signal": 2}):
            with pytest.raises(PayloadNameError):
                sent(send, signal, "shop", **fields)

        assert [] == calls

    def test_fills_in_defaults(self, policy: Any, method: str, is_async: bool) -> None:
        signal, calls = self.warm(policy, method, is_async)

        for _ in range(2):
            sent(getattr(Signal, method), signal, "shop", order_id=1)

        assert [{"order_id": 1, "coupon": "none", "tags": []}] * 2 == calls
        assert calls[0]["tags"] is not calls[1]["tags"]

    def test_takes_an_instance(self, policy: Any, method: str, is_async: bool) -> None:
        signal, calls = self.warm(policy, method, is_async)

        sent(getattr(Signal, method), signal, "shop", OrderPlaced(order_id=1))

        assert [{"order_id": 1, "coupon": "none", "tags": []}] == calls


@by_all
def test_method_of_the_untyped_signal_delivers_what_the_model_makes_under_always(
    method: str,
) -> None:
    calls: list[dict[str, Any]] = []
    signal: Any = Signal[OrderPlaced](validation="always")
    signal.connect(receiving(calls, is_async=False), weak=False)
    for send in (getattr(signal, method), getattr(signal, method)):
        sent(send, "shop", order_id="1", tags=[])

    sent(getattr(Signal, method), signal, "shop", order_id="1")
    with pytest.raises(PayloadError):
        sent(getattr(Signal, method), signal, "shop", order_id="x")

    assert [1, 1, 1] == [call["order_id"] for call in calls]


class TestValidation:
    @pytest.mark.parametrize("policy", ["debug", "always", "never", None])
    def test_is_what_was_declared(self, policy: Any) -> None:
        assert policy == Signal[OrderPlaced](validation=policy).validation

    @pytest.mark.usefixtures("debug_off")
    @by_all
    @pytest.mark.parametrize("is_async", [True, False], ids=["async receiver", "sync receiver"])
    def test_is_followed_by_the_next_send(self, method: str, is_async: bool) -> None:
        calls: list[dict[str, Any]] = []
        signal: Any = Signal[OrderPlaced]()
        signal.connect(receiving(calls, is_async=is_async), weak=False)
        for policy in (None, "always", "never", "always", "debug"):
            signal.validation = policy
            for _ in range(2):
                sent(getattr(signal, method), "shop", order_id="1", tags=[])

        assert policy == signal.validation
        assert ["1", "1", 1, 1, "1", "1", 1, 1, "1", "1"] == [call["order_id"] for call in calls]

    def test_of_none_goes_by_the_global_policy_again(self) -> None:
        signal: Any = Signal[OrderPlaced](validation="never")
        with configure(validation="always"):
            signal.send("shop", order_id="x")
            signal.validation = None

            with pytest.raises(PayloadError):
                signal.send("shop", order_id="x")

    @pytest.mark.parametrize("value", ["sometimes", "", 5, True, ["always"]])
    def test_that_is_no_policy_is_refused_and_changes_nothing(self, value: Any) -> None:
        calls: list[dict[str, Any]] = []
        signal: Any = Signal[OrderPlaced](validation="always")
        signal.connect(receiving(calls, is_async=False), weak=False)
        signal.send("shop", order_id="1")

        with pytest.raises(SettingsError, match="is no policy"):
            signal.validation = value
        signal.send("shop", order_id="1")

        assert "always" == signal.validation
        assert [1, 1] == [call["order_id"] for call in calls]

    def test_of_one_signal_is_no_matter_to_another(self) -> None:
        one, other = Signal[OrderPlaced](), Signal[OrderPlaced]()
        one.validation = "always"

        assert other.validation is None


class TestWarningOfAChange:
    def warning(self, *, hidden: bool = False) -> str:
        class Payload(BaseModel):
            model_config = ConfigDict(hide_input_in_errors=hidden)

            name: Annotated[str, StringConstraints(strip_whitespace=True)]

        signal = Signal[Payload](name="shop.named")
        with configure(debug=True), pytest.warns(PayloadWarning) as caught:
            signal.send("shop", name=" Ann ")
        [warning] = caught
        return str(warning.message)

    def test_shows_both_values_the_field_and_the_ways_out(self) -> None:
        text = self.warning()

        assert "would make 'Ann' of ' Ann ' in field 'name'" in text
        assert "shop.named" in text
        assert 'validation="always"' in text

    def test_hides_the_values_if_the_model_says_so(self) -> None:
        text = self.warning(hidden=True)

        assert "Ann" not in text
        assert "would make something else in field 'name'" in text
        assert "shop.named" in text

    @by_all
    def test_that_is_an_error_refuses_each_send_alike(self, method: str) -> None:
        class Stripping(BaseModel):
            name: Annotated[str, StringConstraints(strip_whitespace=True)]

        calls: list[dict[str, Any]] = []
        signal = Signal[Stripping]()
        signal.connect(receiving(calls, is_async=False), weak=False)
        messages = []
        with configure(debug=True), warnings.catch_warnings():
            warnings.simplefilter("error", PayloadWarning)
            for _ in range(3):
                with pytest.raises(PayloadWarning) as caught:
                    sent(getattr(signal, method), "shop", name=" a ")
                messages.append(str(caught.value))

        assert 1 == len(set(messages))
        assert [] == calls

    def test_is_not_kept_by_the_module_of_the_sender(self) -> None:
        class Stripping(BaseModel):
            name: Annotated[str, StringConstraints(strip_whitespace=True)]

        globals().pop("__warningregistry__", None)
        with configure(debug=True), warnings.catch_warnings(record=True) as caught:
            # The filter under which Python remembers what it has shown.
            warnings.simplefilter("default")
            Signal[Stripping]().send("shop", name=" a very secret value ")

        assert [PayloadWarning] == [warning.category for warning in caught]
        assert "a very secret value" not in repr(globals().get("__warningregistry__"))


class TestConnecting:
    def test_asking_for_listeners_reaches_nobody(self) -> None:
        """So a receiver that dies before the first send is still reported."""

        def local(**kwargs: object) -> None: ...

        signal = Signal()
        with configure(debug=True):
            signal.connect(local)
            was_there = signal.has_listeners()
            del local
            gc.collect()
            with pytest.warns(LostReceiverWarning, match="local"):
                signal.send("shop")

        assert was_there
        assert not signal.has_listeners()

    def test_a_receiver_that_a_send_has_reached_is_not_lost(self) -> None:
        def local(**kwargs: object) -> None: ...

        signal = Signal()
        with configure(debug=True), warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            signal.connect(local)
            signal.send("shop")
            del local
            gc.collect()
            signal.send("shop")

        assert [] == caught

    def test_an_error_of_comparing_a_dispatch_uid_is_that_error(self) -> None:
        class Uid:
            def __eq__(self, other: object) -> bool:
                raise TypeError("cannot be compared")

            def __hash__(self) -> int:
                return 1

        def receiver(**kwargs: object) -> None: ...

        signal = Signal()
        signal.connect(receiver, dispatch_uid=Uid())
        with pytest.raises(TypeError, match=r"^cannot be compared$") as caught:
            signal.connect(receiver, dispatch_uid=Uid())

        assert TypeError is type(caught.value)
        assert 1 == len(signal.receivers)

    @pytest.mark.parametrize("debug", [True, False])
    def test_what_allows_no_weak_reference_is_refused_naming_signal_and_way_out(
        self, debug: bool
    ) -> None:
        class Slotted:
            __slots__ = ()

            def __call__(self, **kwargs: object) -> None: ...

        signal = Signal(name="shop.closed")
        slotted = Slotted()
        with configure(debug=debug), pytest.raises(ReceiverTypeError) as caught:
            signal.connect(slotted)

        assert "Slotted" in str(caught.value)
        assert "shop.closed" in str(caught.value)
        assert "weak=False" in str(caught.value)
        assert [] == signal.receivers
        assert slotted is signal.connect(slotted, weak=False)


class Thing:
    """Something to send where a number is declared."""


class Numbered(BaseModel):
    number: int


class Validated(Numbered):
    @model_validator(mode="after")
    def accept(self) -> Self:
        return self


@pytest.fixture
def without_gc() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@pytest.mark.usefixtures("without_gc")
class TestRefusedPayload:
    """What was sent is freed with the error that refuses it: no cycle waits for the collector."""

    def is_freed(self, signal: Signal[Any], method: str, field: str) -> bool:
        send = getattr(signal, method)

        async def attempted(fields: dict[str, Any]) -> None:
            # The loop that runs this may make cycles of its own, but sees no error.
            with pytest.raises(PayloadError):
                await send("shop", **fields)

        thing = Thing()
        reference = weakref.ref(thing)
        if method.startswith("a"):
            asyncio.run(attempted({field: thing}))
        else:
            with pytest.raises(PayloadError):
                send("shop", **{field: thing})
        del thing
        return reference() is None

    @by_all
    @pytest.mark.parametrize("is_async", [True, False], ids=["async receiver", "sync receiver"])
    @pytest.mark.parametrize("policy", ["debug", "always"])
    @pytest.mark.parametrize("model", [Numbered, Validated])
    def test_of_a_wrong_value_is_freed_on_the_first_send_and_later_ones(
        self, model: Any, policy: Any, is_async: bool, method: str
    ) -> None:
        with configure(debug=True):
            signal = Signal.__class_getitem__(model)(validation=policy)
            signal.connect(receiving([], is_async=is_async), weak=False)

            assert self.is_freed(signal, method, "number")
            sent(getattr(signal, method), "shop", number=1)
            assert self.is_freed(signal, method, "number")
            assert self.is_freed(signal, method, "number")

    @by_all
    @pytest.mark.parametrize("policy", ["debug", "always", "never"])
    @pytest.mark.parametrize("model", [Numbered, Validated])
    def test_of_a_wrong_name_is_freed_on_the_first_send_and_later_ones(
        self, model: Any, policy: Any, method: str
    ) -> None:
        with configure(debug=True):
            signal = Signal.__class_getitem__(model)(validation=policy)
            signal.connect(receiving([], is_async=False), weak=False)

            assert self.is_freed(signal, method, "misspelt")
            sent(getattr(signal, method), "shop", number=1)
            assert self.is_freed(signal, method, "misspelt")


class Optional(BaseModel):
    number: int = 1


class TestForgottenSender:
    """`send(payload)`: the payload stands in the place of the sender."""

    @by_all
    @pytest.mark.parametrize("payload", [Numbered(number=1), Optional()])
    @pytest.mark.parametrize("policy", ["debug", "always", "never"])
    def test_is_refused_naming_the_right_call(
        self, policy: Any, payload: BaseModel, method: str
    ) -> None:
        calls: list[dict[str, Any]] = []
        signal = Signal.__class_getitem__(type(payload))(validation=policy)
        signal.connect(receiving(calls, is_async=False), weak=False)

        with pytest.raises(PayloadNameError, match=r"send\(sender, payload\)"):
            sent(getattr(signal, method), payload)
        assert [] == calls

    @by_all
    def test_is_refused_by_each_send_in_debug_mode(self, method: str) -> None:
        signal = Signal[Optional]()
        signal.connect(receiving([], is_async=False), weak=False)
        with configure(debug=True):
            sent(getattr(signal, method), "shop")

            for _ in range(2):
                with pytest.raises(PayloadNameError):
                    sent(getattr(signal, method), Optional())

    @by_all
    def test_is_not_meant_where_fields_or_a_payload_are_sent(self, method: str) -> None:
        calls: list[dict[str, Any]] = []
        signal = Signal[Optional]()
        signal.connect(receiving(calls, is_async=False), weak=False)
        sent(getattr(signal, method), Optional(number=5), number=2)
        sent(getattr(signal, method), Optional(number=5), Optional(number=3))

        assert [{"number": 2}, {"number": 3}] == calls
