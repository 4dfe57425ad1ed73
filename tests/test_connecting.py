"""Connecting and disconnecting: keys, senders, lifetimes, `receivers`, and what debug mode says."""

import enum
import functools
import gc
import operator
import threading
import types
from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import Mock, patch

import pytest
from pydantic import BaseModel, ConfigDict

from heliograph import (
    ReceiverTypeError,
    Signal,
    configure,
    receiver,
)


class OrderPlaced(BaseModel):
    order_id: int


class Anything(BaseModel):
    model_config = ConfigDict(extra="allow")


class Sender:
    pass


class Provider(str, enum.Enum):  # noqa: UP042 - what Django's TextChoices are
    STRIPE = "stripe"


class Shop:
    def on_order(self, **kwargs: object) -> str:
        return "method"

    @classmethod
    def on_any(cls, **kwargs: object) -> str:
        return "classmethod"

    @staticmethod
    def on_none(**kwargs: object) -> str:
        return "staticmethod"

    def __call__(self, **kwargs: object) -> str:
        return "object"


class Anonymous(Shop):
    pass


class Slotted:
    __slots__ = ()

    def __call__(self, **kwargs: object) -> str:
        return "slotted"

    def on_order(self, **kwargs: object) -> str:
        return "method"


def first(**kwargs: object) -> str:
    return "first"


def second(**kwargs: object) -> str:
    return "second"


def third(**kwargs: object) -> str:
    return "third"


def made(response: object = None) -> Callable[..., object]:
    def local(**kwargs: object) -> object:
        return response

    return local


def called(signal: Signal, sender: object = None) -> list[object]:
    return [response for _, response in signal.send(sender)]


@pytest.fixture(params=[True, False], ids=["debug", "no debug"], autouse=True)
def debug(request: pytest.FixtureRequest) -> Iterator[bool]:
    with configure(debug=request.param):
        yield request.param


@pytest.fixture
def debug_on() -> Iterator[None]:
    with configure(debug=True):
        yield


@pytest.fixture
def debug_off() -> Iterator[None]:
    with configure(debug=False):
        yield


class TestConnect:
    def test_connect_returns_the_receiver(self) -> None:
        assert first is Signal().connect(first)

    @pytest.mark.parametrize("weak", [True, False])
    def test_same_receiver_connects_once_for_each_sender(self, weak: bool) -> None:
        signal, shop = Signal(), Shop()
        for sender in (None, "a", "a", None):
            signal.connect(first, sender=sender, weak=weak)
            signal.connect(shop.on_order, sender=sender, weak=weak)

        assert ["first", "method"] == called(signal)
        assert ["first", "method", "first", "method"] == called(signal, "a")

    def test_first_connection_of_a_key_stays(self) -> None:
        signal = Signal()
        signal.connect(first, dispatch_uid="uid")
        signal.connect(second)
        signal.connect(third, dispatch_uid="uid")

        assert ["first", "second"] == called(signal)

    def test_connecting_strongly_what_is_connected_weakly_changes_nothing(
        self, debug_off: None
    ) -> None:
        signal, local = Signal(), made()
        signal.connect(local)
        signal.connect(local, weak=False)

        del local

        assert [] == signal.receivers

    @pytest.mark.parametrize("uid", [0, "", False, (), b"", 0.0, [], {}], ids=repr)
    def test_falsy_dispatch_uid_counts(self, uid: object) -> None:
        """Falsy `dispatch_uid`s are ignored."""
        signal = Signal()
        signal.connect(first, dispatch_uid=uid)
        signal.connect(second, dispatch_uid=uid)
        signal.connect(first)

        assert ["first", "first"] == called(signal)
        assert signal.disconnect(dispatch_uid=uid)
        assert not signal.disconnect(dispatch_uid=uid)

    def test_order_is_that_of_connection_whoever_the_sender_is(self) -> None:
        signal = Signal()
        signal.connect(second, sender="a")
        signal.connect(first)
        signal.connect(third, sender="a")
        signal.connect(second)
        signal.connect(first, sender="b")

        assert ["second", "first", "third", "second"] == called(signal, "a")
        assert ["first", "second", "first"] == called(signal, "b")
        assert ["first", "second"] == called(signal)

    def test_receiver_that_is_connected_again_comes_last(self) -> None:
        signal = Signal()
        signal.connect(first)
        signal.connect(second)
        signal.disconnect(first)
        signal.connect(first)

        assert ["second", "first"] == called(signal)

    def test_kinds_of_receivers(self) -> None:
        signal, shop, slotted = Signal(), Shop(), Slotted()
        partial = functools.partial(first, extra=1)
        signal.connect(shop.on_order)
        signal.connect(Shop.on_any)
        signal.connect(Shop.on_none)
        signal.connect(shop)
        signal.connect(partial)
        signal.connect(slotted, weak=False)
        signal.connect(slotted.on_order, weak=False)
        signal.connect(dict)
        signal.connect(held := lambda **kwargs: "lambda")
        gc.collect()

        payload = {"signal": signal, "sender": None}
        assert [
            *("method", "classmethod", "staticmethod", "object", "first", "slotted", "method"),
            *(payload, "lambda"),
        ] == called(signal)
        assert all(
            signal.disconnect(each)
            for each in (shop.on_order, Shop.on_any, Shop.on_none, shop, partial, slotted)
        )
        assert signal.disconnect(slotted.on_order)
        assert signal.disconnect(held)
        assert signal.disconnect(dict)

    @pytest.mark.parametrize(
        "made", [Slotted, lambda: Slotted().on_order], ids=["object", "method"]
    )
    def test_receiver_without_weak_references_is_refused_with_the_way_out(
        self, made: Callable[[], Any]
    ) -> None:
        signal = Signal()

        with pytest.raises(ReceiverTypeError, match=r"weakly.*weak=False"):
            signal.connect(made())
        assert [] == signal.receivers

    def test_mock_of_a_bound_method_is_called(self, debug_off: None) -> None:
        signal, mock = Signal(), Mock(spec=Shop().on_order, return_value="mock")
        signal.connect(mock)

        assert ["mock"] == called(signal)

    def test_receiver_that_dies_inside_connect_does_not_block_the_next(
        self, debug_off: None
    ) -> None:
        """A receiver that dies inside `connect` leaves a dead entry that blocks the next one."""
        signal = Signal()
        for _ in range(100):
            signal.connect(made())
            signal.connect(made(), dispatch_uid="uid")
            kept = signal.connect(made("kept"))
            kept_by_uid = signal.connect(made("uid"), dispatch_uid="uid")

            assert ["kept", "uid"] == called(signal)
            assert signal.disconnect(kept)
            assert signal.disconnect(dispatch_uid="uid")
            del kept, kept_by_uid

    def test_strong_connection_keeps_the_receiver(self) -> None:
        signal = Signal()
        signal.connect(made("strong"), weak=False)
        signal.connect(Shop().on_order, weak=False)
        gc.collect()

        assert ["strong", "method"] == called(signal)

    def test_decorators_connect(self) -> None:
        signal, other = Signal(), Signal()

        @signal.connect
        def bare(**kwargs: object) -> str:
            return "bare"

        @receiver([signal, other], sender="a")
        def both(**kwargs: object) -> str:
            return "both"

        assert ["bare", "both"] == called(signal, "a")
        assert ["both"] == called(other, "a")
        assert [] == called(other)

    def test_static_method_object_of_a_coroutine_function_is_async(self) -> None:
        class Listening:
            @staticmethod
            async def on(**kwargs: object) -> str:
                return "async"

        signal = Signal()
        signal.connect(vars(Listening)["on"], weak=False)

        assert ["async"] == called(signal)


class TestDisconnect:
    def test_disconnect_says_whether_there_was_a_connection(self) -> None:
        signal = Signal()
        signal.connect(first)

        assert not signal.disconnect(second)
        assert not signal.disconnect()
        assert not signal.disconnect(first, sender="a")
        assert not signal.disconnect(first, dispatch_uid="uid")
        assert signal.disconnect(first)
        assert not signal.disconnect(first)
        assert [] == called(signal)

    def test_disconnect_by_dispatch_uid_does_not_look_at_the_receiver(self) -> None:
        signal = Signal()
        signal.connect(first, dispatch_uid="uid", sender="a")

        assert not signal.disconnect(first, sender="a")
        assert signal.disconnect(second, dispatch_uid="uid", sender="a")

    def test_weak_is_accepted_and_ignored(self) -> None:
        signal = Signal()
        signal.connect(first)

        assert signal.disconnect(first, weak=False)

    def test_disconnecting_what_is_dead_is_false(self, debug_off: None) -> None:
        signal, shop = Signal(), Shop()
        signal.connect(made(), dispatch_uid="function")
        method = types.MethodType(made(), shop)
        signal.connect(method, dispatch_uid="method")

        del method
        gc.collect()

        assert not signal.disconnect(dispatch_uid="function")
        assert not signal.disconnect(dispatch_uid="method")


class TestSenders:
    def test_sender_with_the_same_text_matches(self) -> None:
        """An equal but not identical string sender doesn't match."""
        signal = Signal()
        signal.connect(first, sender="stripe")

        assert ["first"] == called(signal, b"stripe".decode())
        assert ["first"] == called(signal, Provider.STRIPE)
        assert [] == called(signal, b"stripe")
        assert signal.disconnect(first, sender=Provider.STRIPE)

    def test_one_true_and_one_point_nought_are_three_senders(self) -> None:
        signal = Signal()
        for connected, sender in ((first, 1), (second, True), (third, 1.0)):
            signal.connect(connected, sender=sender)

        assert [["first"], ["second"], ["third"]] == [called(signal, s) for s in (1, True, 1.0)]

    def test_unhashable_sender_is_matched_by_identity(self) -> None:
        """Unhashable senders raise."""
        signal = Signal()
        sender: list[int] = []
        signal.connect(first, sender=sender)
        sender.append(1)

        assert ["first"] == called(signal, sender)
        assert [] == called(signal, [1])
        assert signal.has_listeners(sender)
        assert signal.disconnect(first, sender=sender)

    @pytest.mark.parametrize("kind", [Sender, object, list], ids=lambda kind: kind.__name__)
    def test_equal_but_distinct_senders_are_told_apart_also_when_cached(
        self, kind: Callable[[], object]
    ) -> None:
        """Caching confuses equal but distinct senders."""
        signal = Signal()
        one, two, other = kind(), kind(), kind()
        signal.connect(first, sender=one)
        signal.connect(second, sender=two)

        for _ in range(3):
            assert [] == called(signal, other)
            assert ["first"] == called(signal, one)
            assert ["second"] == called(signal, two)

    def test_sender_none_is_everyone_and_can_be_sent(self) -> None:
        """Caching with sender None raises."""
        signal = Signal(use_caching=True)
        signal.connect(first)
        signal.connect(second, sender="a")

        for _ in range(3):
            assert ["first"] == called(signal, None)
            assert ["first", "second"] == called(signal, "a")

    def test_connections_of_a_dead_sender_go(self) -> None:
        signal, sender = Signal(), Sender()
        signal.connect(first, sender=sender)

        del sender
        gc.collect()

        assert [] == signal.receivers

    def test_sender_without_weak_references_lives_until_it_is_disconnected(self) -> None:
        class Payload:
            pass

        signal, payload = Signal(), Payload()
        sender = (payload, "slotted")
        gone = functools.partial(operator.attrgetter("_groups.by_value"), signal._registry)
        signal.connect(first, sender=sender)

        assert ["first"] == called(signal, (payload, "slotted"))
        assert signal.disconnect(first, sender=sender)
        assert not gone()

    def test_proxy_that_claims_to_be_a_string_is_a_sender_like_any_object(self) -> None:
        signal, proxy = Signal(), Mock(spec=str)
        signal.connect(first, sender=proxy)

        assert ["first"] == called(signal, proxy)

    def test_has_listeners_asks_for_a_sender_or_for_everyone(self) -> None:
        signal = Signal()
        signal.connect(first, sender="a")

        assert signal.has_listeners("a")
        assert not signal.has_listeners("b")
        assert not signal.has_listeners()

        signal.connect(second)

        assert signal.has_listeners("b")
        assert signal.has_listeners()

    def test_has_listeners_does_not_count_the_dead(self, debug_off: None) -> None:
        signal = Signal()
        signal.connect(made())

        assert not signal.has_listeners()

    @pytest.mark.parametrize("same", ["on_order", "on_any"])
    def test_bound_methods_are_the_same_sender_at_each_access(self, same: str) -> None:
        shop, other = Shop(), Anonymous()
        signal = Signal()
        signal.connect(first, sender=getattr(shop, same))

        for _ in range(3):
            assert ["first"] == called(signal, getattr(shop, same))
            assert [] == called(signal, shop.__call__)
            assert [] == called(signal, getattr(other, same))
            assert [] == called(signal, getattr(Shop, same) if same == "on_order" else shop)
        assert signal.has_listeners(getattr(shop, same))
        assert not signal.has_listeners(shop)

    def test_method_of_another_instance_is_another_sender(self) -> None:
        shop, other = Shop(), Shop()
        signal = Signal()
        signal.connect(first, sender=shop.on_order)

        assert [] == called(signal, other.on_order)
        assert ["first"] == called(signal, shop.on_order)

    def test_connection_of_a_bound_method_as_sender_is_taken_out_by_a_fresh_one(self) -> None:
        shop = Shop()
        signal = Signal()
        signal.connect(first, sender=shop.on_order)

        assert not signal.disconnect(first, sender=shop.__call__)
        assert signal.disconnect(first, sender=shop.on_order)
        assert [] == called(signal, shop.on_order)


class TestDuringASend:
    def test_receiver_disconnected_meanwhile_is_still_called(self) -> None:
        signal = Signal()

        def disconnecting(**kwargs: object) -> bool:
            return signal.disconnect(first)

        signal.connect(disconnecting)
        signal.connect(first)

        assert [True, "first"] == called(signal)
        assert [False] == called(signal)

    def test_receiver_that_dies_meanwhile_is_not_called(self) -> None:
        signal = Signal()
        alive = [Shop()]

        def killing(**kwargs: object) -> None:
            alive.clear()

        signal.connect(killing)
        signal.connect(alive[0].on_order)

        assert [None] == called(signal)

    def test_receiver_connected_meanwhile_is_not_called_before_the_next_send(self) -> None:
        signal = Signal()

        def connecting(**kwargs: object) -> str:
            signal.connect(first)
            return "connecting"

        signal.connect(connecting)

        assert ["connecting"] == called(signal)
        assert ["connecting", "first"] == called(signal)

    def test_same_signal_is_sent_again_by_a_receiver(self) -> None:
        signal = Signal()

        def again(sender: int, **kwargs: object) -> list[object]:
            signal.connect(first)
            return called(signal, sender - 1) if sender else []

        signal.connect(again)

        assert [[[[], "first"], "first"]] == called(signal, 2)


class TestReceivers:
    def test_receivers_are_the_live_connections_in_order(self, debug_off: None) -> None:
        signal = Signal()
        signal.connect(second, sender="a")
        signal.connect(made())
        signal.connect(first)

        assert [second, first] == [connection() for connection in signal.receivers]

    def test_assigning_puts_back_what_was_read(self) -> None:
        signal, sender = Signal(), Sender()
        signal.connect(second, sender=sender)
        signal.connect(first)
        signal.connect(third, sender="a", dispatch_uid="uid", weak=False)
        saved = signal.receivers

        with signal.lock:
            signal.receivers = []
        muted = called(signal, "a")
        signal.receivers = saved

        assert [] == muted
        assert ["second", "first"] == called(signal, sender)
        assert ["first", "third"] == called(signal, "a")
        assert [True, True, False] == [connection.is_weak for connection in signal.receivers]
        assert signal.disconnect(dispatch_uid="uid", sender="a")
        assert signal.disconnect(second, sender=sender)

    def test_what_died_meanwhile_is_not_put_back(self) -> None:
        signal, sender, shop = Signal(), Sender(), Shop()
        signal.connect(first, sender=sender)
        signal.connect(shop.on_order)
        saved = signal.receivers
        signal.receivers = []

        del sender, shop
        gc.collect()
        signal.receivers = saved

        assert [] == signal.receivers
        assert [] == called(signal)

    def test_patching_receivers_mutes_for_a_while(self) -> None:
        signal = Signal()
        signal.connect(first)

        with patch.object(signal, "receivers", []):
            muted = called(signal)
            signal.connect(second)
            connected = called(signal)

        assert [] == muted
        assert ["second"] == connected
        assert ["first"] == called(signal)

    def test_connections_of_another_signal_are_taken_as_copies(self) -> None:
        signal, other = Signal(), Signal()
        other.connect(first, sender="a")
        other.connect(second)
        shop = Shop()
        other.connect(shop.on_order)

        signal.receivers = other.receivers
        other.disconnect(second)
        del shop

        assert ["first", "second"] == called(signal, "a")
        assert ["first"] == called(other, "a")

    @pytest.mark.parametrize(
        "garbage", [[first], [(1, first)], [None], ["receiver"]], ids=lambda g: repr(type(g[0]))
    )
    def test_what_is_no_connection_is_refused_and_nothing_changes(self, garbage: Any) -> None:
        signal = Signal()
        signal.connect(first)

        with pytest.raises(ReceiverTypeError, match="is not a connection"):
            signal.receivers = [*signal.receivers, *garbage]
        assert ["first"] == called(signal)

    def test_lock_is_reentrant(self) -> None:
        signal = Signal()

        with signal.lock, signal.lock:
            signal.connect(first)
            signal.receivers = signal.receivers

        assert isinstance(signal.lock, type(threading.RLock()))
        assert ["first"] == called(signal)
