"""The `@receiver` decorator."""

import functools
from collections.abc import Callable, Iterator
from typing import Any

import django.dispatch
import pytest
from pydantic import BaseModel

from heliograph import (
    ReceiverSignatureError,
    ReceiverTypeError,
    Signal,
    configure,
    receiver,
)
from heliograph.typing import ReceiverDecorator
from tests.naming import shown


class OrderPlaced(BaseModel):
    order_id: int


class OrderShipped(BaseModel):
    order_id: int
    carrier: str


@pytest.fixture(autouse=True)
def debug() -> Iterator[None]:
    with configure(debug=True):
        yield


def listens(signal: Any, sender: object = "anyone") -> bool:
    return bool(signal.has_listeners(sender))


class TestOneSignal:
    def test_is_connected(self) -> None:
        signal = Signal[OrderPlaced]()

        @receiver(signal)
        def confirm(sender: object, order_id: int, **kwargs: object) -> int:
            return order_id

        assert [(confirm, 1)] == signal.send("shop", order_id=1)

    def test_gives_the_receiver_back_as_it_is(self) -> None:
        def confirm(sender: object, **kwargs: object) -> None: ...

        assert confirm is receiver(Signal())(confirm)

    def test_may_be_of_django(self) -> None:
        signal = django.dispatch.Signal()

        @receiver(signal)
        def confirm(sender: object, **kwargs: object) -> None: ...

        assert listens(signal)

    def test_connects_async_receivers(self) -> None:
        signal = Signal()

        @receiver(signal)
        async def confirm(sender: object, **kwargs: object) -> str:
            return "confirmed"

        assert [(confirm, "confirmed")] == signal.send("shop")


class TestSeveralSignals:
    @pytest.mark.parametrize(
        "several",
        [list, tuple, set, iter, lambda signals: (signal for signal in signals)],
        ids=["list", "tuple", "set", "iterator", "generator"],
    )
    def test_are_all_connected(self, several: Callable[[Any], Any]) -> None:
        signals = [Signal(), Signal[OrderPlaced](), Signal()]

        @receiver(several(signals))
        def confirm(sender: object, **kwargs: object) -> None: ...

        assert [True, True, True] == [listens(signal) for signal in signals]

    def test_may_be_none_at_all(self) -> None:
        def confirm(sender: object, **kwargs: object) -> None: ...

        assert confirm is receiver([])(confirm)

    def test_may_be_of_django_too(self) -> None:
        ours, djangos = Signal(), django.dispatch.Signal()

        @receiver([ours, djangos], sender="shop", dispatch_uid="confirm")
        def confirm(sender: object, **kwargs: object) -> str:
            return "confirmed"

        assert [(confirm, "confirmed")] == ours.send("shop")
        assert [(confirm, "confirmed")] == djangos.send("shop")
        assert [] == djangos.send("other")

    def test_may_be_connected_by_the_receiver_of_django(self) -> None:
        signals = [Signal(), Signal[OrderPlaced]()]

        @django.dispatch.receiver(signals, sender="shop")  # type: ignore[untyped-decorator]
        def confirm(sender: object, **kwargs: object) -> None: ...

        assert [True, True] == [listens(signal, "shop") for signal in signals]
        assert [False, False] == [listens(signal, "other") for signal in signals]


class TestOptions:
    def test_sender_filters(self) -> None:
        signal = Signal()

        @receiver(signal, sender="shop")
        def confirm(sender: object, **kwargs: object) -> None: ...

        assert (True, False) == (listens(signal, "shop"), listens(signal, "other"))

    def test_weak_is_the_default(self) -> None:
        signal = Signal()
        receiver(signal)(functools.partial(dict))  # type: ignore[signal-weak]  # wrong on purpose
        # Reported at the next send, in debug mode.
        with pytest.warns(RuntimeWarning, match="weak=False"):
            responses = signal.send("shop")

        assert [] == responses

    def test_weak_may_be_off(self) -> None:
        signal = Signal()
        receiver(signal, weak=False)(lambda **kwargs: "kept")

        assert ["kept"] == [response for _, response in signal.send("shop")]

    @pytest.mark.parametrize("uid", ["confirm", "", 0, ("a", 1)])
    def test_dispatch_uid_connects_once(self, uid: object) -> None:
        signal = Signal()

        @receiver(signal, dispatch_uid=uid)
        def first(sender: object, **kwargs: object) -> str:
            return "first"

        @receiver(signal, dispatch_uid=uid)
        def second(sender: object, **kwargs: object) -> str:
            return "second"

        assert ["first"] == [response for _, response in signal.send("shop")]

    def test_of_a_signal_class_of_ones_own_are_handed_on(self) -> None:
        class Recording(Signal[Any]):
            def connect(self, receiver: Any, *args: Any, apps: Any = None, **options: Any) -> Any:
                self.apps = apps
                return super().connect(receiver, *args, **options)

        signal = Recording()

        @receiver(signal, apps="apps")
        def confirm(sender: object, **kwargs: object) -> None: ...

        assert "apps" == signal.apps
        assert listens(signal)

    def test_that_were_not_given_are_left_to_the_signal(self) -> None:
        class OfShop(Signal[Any]):
            def connect(  # type: ignore[override]  # fewer parameters, on purpose
                self, receiver: Any, sender: object = "shop"
            ) -> Any:
                return super().connect(receiver, sender)

        signal = OfShop()

        @receiver(signal)
        def confirm(sender: object, **kwargs: object) -> None: ...

        assert (True, False) == (listens(signal, "shop"), listens(signal, "other"))

    def test_that_the_signal_does_not_know_are_refused(self) -> None:
        with pytest.raises(TypeError, match="no_such_option"):
            receiver(Signal(), no_such_option=1)(lambda **kwargs: None)  # type: ignore[signal-weak]  # wrong on purpose


class TestReuse:
    def test_connects_each_receiver_it_decorates(self) -> None:
        signals = [Signal(), Signal()]
        on_both = receiver(signal for signal in signals)

        @on_both
        def first(sender: object, **kwargs: object) -> str:
            return "first"

        @on_both
        def second(sender: object, **kwargs: object) -> str:
            return "second"

        assert [["first", "second"]] * 2 == [
            [response for _, response in signal.send("shop")] for signal in signals
        ]

    def test_may_be_stacked(self) -> None:
        opened, closed = Signal(), Signal()

        @receiver(opened)
        @receiver(closed, sender="shop")
        def note(sender: object, **kwargs: object) -> None: ...

        assert (True, True) == (listens(opened), listens(closed, "shop"))


class TestRefusedReceiver:
    """Is connected to none of the signals."""

    def test_that_is_not_callable(self) -> None:
        signals = [Signal(), Signal()]
        not_callable: Any = "no receiver"

        with pytest.raises(ReceiverTypeError, match="must be callable"):
            receiver(signals)(not_callable)

        assert [False, False] == [listens(signal) for signal in signals]

    def test_that_takes_no_kwargs(self) -> None:
        signals = [Signal(), Signal()]

        def narrow(sender: object) -> None: ...

        with pytest.raises(ReceiverSignatureError, match=r"must accept keyword arguments \(\*\*"):
            receiver(signals)(narrow)  # type: ignore[signal-kwargs]  # wrong on purpose

        assert [False, False] == [listens(signal) for signal in signals]

    def test_that_only_the_last_signal_refuses(self) -> None:
        signals: list[Any] = [Signal(), Signal[OrderShipped](), Signal[OrderPlaced]()]

        def ship(sender: object, carrier: str, **kwargs: object) -> None: ...

        with pytest.raises(ReceiverSignatureError, match="'carrier'"):
            receiver(signals)(ship)

        assert [False, False, False] == [listens(signal) for signal in signals]

    def test_that_allows_no_weak_reference(self) -> None:
        class Slotted:
            __slots__ = ()

            def __call__(self, **kwargs: object) -> None: ...

        signals = [Signal(), Signal()]

        with pytest.raises(ReceiverTypeError, match="weak=False"):
            receiver(signals)(Slotted())  # type: ignore[signal-weak]  # wrong on purpose

        assert [False, False] == [listens(signal) for signal in signals]

    def test_is_not_looked_at_without_debug_mode(self) -> None:
        signal = Signal[OrderPlaced]()

        def ship(sender: object, carrier: str, **kwargs: object) -> None: ...

        with configure(debug=False):
            receiver(signal)(ship)  # type: ignore[signal-receiver]  # wrong on purpose

        assert listens(signal)


def on_order(**kwargs: object) -> None: ...


class TestDecorator:
    def test_carries_the_type_of_the_signal_and_keeps_that_of_the_receiver(self) -> None:
        """Said to the type checker, which reads the tests as well."""
        signal = Signal[OrderPlaced]()
        decorator = receiver(signal)
        typed: ReceiverDecorator[Signal[OrderPlaced, Any]] = decorator

        def note(sender: object, order_id: int, **kwargs: object) -> str:
            return f"{order_id}"

        noted = typed(note)

        assert note is noted
        assert "1" == noted(sender=None, order_id=1)

    def test_connects_each_receiver_that_it_is_applied_to(self) -> None:
        signal = Signal()
        decorator = receiver(signal)

        def first(**kwargs: object) -> int:
            return 1

        def second(**kwargs: object) -> int:
            return 2

        decorator(first)
        decorator(second)

        assert [(first, 1), (second, 2)] == signal.send("tests")


class TestNoSignal:
    @pytest.mark.parametrize(
        "given", ["name", on_order, Signal, Signal[OrderPlaced], 5, ["x"], [Signal]], ids=shown
    )
    def test_is_refused_showing_how_to_write_it(self, given: Any) -> None:
        with pytest.raises(ReceiverTypeError, match=r"@receiver\(signal\)") as caught:
            receiver(given)

        assert isinstance(caught.value, TypeError)

    @pytest.mark.parametrize("position", [0, 1])
    def test_among_several_leaves_all_without_the_receiver(self, position: int) -> None:
        signal = Signal()
        given: list[Any] = [signal]
        given.insert(position, "x")

        with pytest.raises(ReceiverTypeError, match=r"@receiver\(signal\)"):
            receiver(given)(on_order)
        assert [] == signal.receivers
