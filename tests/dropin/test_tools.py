"""Tools for tests that were made for Django's signals work on heliograph's."""

import gc
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock

import factory
import factory.django
import pytest
from pydantic import BaseModel

from heliograph import ReceiverTypeError, Signal, configure
from tests.naming import shown

# Of factory_boy, which is typed in part.
Factory: Any = vars(factory)["Factory"]
mute_signals: Any = factory.django.mute_signals


class OrderPlaced(BaseModel):
    order_id: int


class Order:
    placed = Signal[OrderPlaced]()

    def __init__(self, order_id: int) -> None:
        self.order_id = order_id
        self.responses = Order.placed.send(Order, order_id=order_id)


class OrderFactory(Factory):  # type: ignore[misc]
    class Meta:
        model = Order

    order_id = 1


@mute_signals(Order.placed)
class MutedOrderFactory(Factory):  # type: ignore[misc]
    class Meta:
        model = Order

    order_id = 1


def confirm(sender: object, **kwargs: object) -> str:
    return "confirmed"


def thank(sender: object, **kwargs: object) -> str:
    return "thanked"


@pytest.fixture(params=[True, False], ids=["debug", "no debug"], autouse=True)
def debug(request: pytest.FixtureRequest) -> Iterator[None]:
    with configure(debug=request.param):
        yield


@pytest.fixture
def placed() -> Iterator[Signal[Any]]:
    Order.placed.connect(confirm)
    yield Order.placed
    Order.placed.disconnect(confirm)


def send(signal: Signal[Any], sender: object = Order) -> list[object]:
    return [response for _, response in signal.send(sender, order_id=1)]


class TestMuteSignals:
    """Of factory_boy, the real one."""

    def test_mutes_and_restores(self, placed: Signal[Any]) -> None:
        # Sent before, so that there is something to forget.
        seen = [send(placed)]
        with mute_signals(placed):
            seen.append(send(placed))
        seen.append(send(placed))

        assert [["confirmed"], [], ["confirmed"]] == seen

    def test_restores_after_an_exception(self, placed: Signal[Any]) -> None:
        with pytest.raises(LookupError), mute_signals(placed):
            raise LookupError

        assert ["confirmed"] == send(placed)

    def test_keeps_what_was_connected_meanwhile(self, placed: Signal[Any]) -> None:
        with mute_signals(placed):
            placed.connect(thank)
            inside = send(placed)
        after = send(placed)
        placed.disconnect(thank)

        assert ["thanked"] == inside
        assert ["confirmed", "thanked"] == after

    def test_mutes_several_signals_at_once(self, placed: Signal[Any]) -> None:
        other = Signal()
        other.connect(thank)
        with mute_signals(placed, other):
            inside = [send(placed), send(other)]

        assert [[], []] == inside
        assert [["confirmed"], ["thanked"]] == [send(placed), send(other)]

    def test_may_be_nested(self, placed: Signal[Any]) -> None:
        with mute_signals(placed):
            with mute_signals(placed):
                pass
            inside = send(placed)

        assert [] == inside
        assert ["confirmed"] == send(placed)

    def test_decorates_functions(self, placed: Signal[Any]) -> None:
        @mute_signals(placed)  # type: ignore[untyped-decorator]
        def muted() -> list[object]:
            return send(placed)

        assert [[], []] == [muted(), muted()]
        assert ["confirmed"] == send(placed)

    @pytest.mark.usefixtures("placed")
    def test_decorates_factories(self) -> None:
        loud, muted = OrderFactory(), MutedOrderFactory()

        assert [(confirm, "confirmed")] == loud.responses
        assert [] == muted.responses

    def test_restores_all_that_a_connection_is(self) -> None:
        class Till:
            def empty(self, sender: object, **kwargs: object) -> str:
                return "emptied"

        signal, till = Signal(), Till()

        async def count(sender: object, **kwargs: object) -> str:
            return "counted"

        signal.connect(till.empty, sender="shop")
        signal.connect(lambda **kwargs: "kept", weak=False, dispatch_uid="uid")
        signal.connect(count)
        with mute_signals(signal):
            inside = send(signal, "shop")

        assert [] == inside
        assert ["emptied", "kept", "counted"] == send(signal, "shop")
        assert ["kept", "counted"] == send(signal, "other")
        assert signal.disconnect(dispatch_uid="uid")
        assert signal.disconnect(till.empty, sender="shop")
        assert signal.disconnect(count)

    def test_keeps_no_weak_receiver_alive(self) -> None:
        signal = Signal()

        def local(sender: object, **kwargs: object) -> str:
            return "local"

        signal.connect(local)
        seen = [send(signal)]
        with mute_signals(signal):
            del local
            gc.collect()
        seen.append(send(signal))

        assert [["local"], []] == seen


class TestMock:
    def test_patches_the_receivers(self, placed: Signal[Any]) -> None:
        with mock.patch.object(placed, "receivers", []):
            inside = send(placed)

        assert [] == inside
        assert ["confirmed"] == send(placed)

    def test_patches_the_receivers_by_their_path(self, placed: Signal[Any]) -> None:
        with mock.patch(f"{__name__}.Order.placed.receivers", []):
            inside = send(placed)

        assert [] == inside
        assert ["confirmed"] == send(placed)

    @pytest.mark.parametrize("method", ["send", "send_robust", "connect"])
    def test_patches_the_methods(self, method: str, placed: Signal[Any]) -> None:
        with mock.patch.object(placed, method) as patched:
            getattr(placed, method)(Order, order_id=2)

        patched.assert_called_once_with(Order, order_id=2)
        assert ["confirmed"] == send(placed)

    def test_patches_the_methods_of_the_class(self, placed: Signal[Any]) -> None:
        with mock.patch.object(type(placed), "send", return_value="patched"):
            inside: Any = placed.send(Order, order_id=2)

        assert "patched" == inside
        assert ["confirmed"] == send(placed)

    def test_is_a_receiver(self) -> None:
        signal = Signal()
        receiver = mock.Mock(return_value="received")
        signal.connect(receiver)
        responses = signal.send("shop", order_id=1)

        receiver.assert_called_once_with(signal=signal, sender="shop", order_id=1)
        assert [(receiver, "received")] == responses

    def test_is_an_async_receiver(self) -> None:
        signal = Signal()
        receiver = mock.AsyncMock(return_value="received")
        signal.connect(receiver)
        responses = signal.send("shop", order_id=1)

        receiver.assert_awaited_once_with(signal=signal, sender="shop", order_id=1)
        assert [(receiver, "received")] == responses


class TestReceivers:
    def test_may_be_assigned_to_restore_them(self, placed: Signal[Any]) -> None:
        saved = placed.receivers
        placed.connect(thank)
        placed.receivers = saved

        assert ["confirmed"] == send(placed)

    def test_may_be_emptied_for_good(self) -> None:
        signal = Signal()
        signal.connect(confirm)
        signal.receivers = []

        assert [] == send(signal)
        assert not signal.has_listeners()
        assert not signal.disconnect(confirm)

    def test_may_be_assigned_under_the_lock(self) -> None:
        signal = Signal()
        signal.connect(confirm)
        with signal.lock:
            saved, signal.receivers = signal.receivers, []
            signal.receivers = saved

        assert ["confirmed"] == send(signal)

    def test_take_the_place_of_those_of_another_signal(self) -> None:
        first, second = Signal(), Signal()
        first.connect(confirm)
        second.connect(thank)
        first.receivers, second.receivers = second.receivers, first.receivers

        assert (["thanked"], ["confirmed"]) == (send(first), send(second))

    @pytest.mark.parametrize("wrong", [confirm, None, ("key", confirm)], ids=shown)
    def test_refuse_what_is_no_connection(self, wrong: Callable[..., Any]) -> None:
        signal = Signal()
        signal.connect(confirm)
        not_connections: Any = [wrong]

        with pytest.raises(ReceiverTypeError, match="not a connection"):
            signal.receivers = not_connections

        assert ["confirmed"] == send(signal)

    def test_cache_of_django_may_be_cleared(self, placed: Signal[Any]) -> None:
        placed.sender_receivers_cache.clear()

        assert ["confirmed"] == send(placed)
