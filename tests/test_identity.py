"""Keys by which senders and receivers are told apart, and the references to both."""

import enum
import gc
import math
import types
import weakref
from collections import namedtuple
from collections.abc import Callable
from typing import Any
from unittest.mock import Mock

import pytest

from heliograph import Signal, configure
from heliograph._identity import (
    Connection,
    Sender,
    can_be_weak,
    is_method,
    receiver_key,
    refer,
    sender_key,
    uid_key,
)
from tests.naming import shown


class Text(str):
    """Claims to equal everything, which nobody may believe."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 0

    def __str__(self) -> str:
        return "something else"


class Provider(enum.StrEnum):
    STRIPE = "stripe"


class Choice(str, enum.Enum):  # noqa: UP042 - what Django's TextChoices are
    STRIPE = "stripe"


class Number(enum.IntEnum):
    ONE = 1


class Bytes(bytes):
    pass


class Real(float):
    pass


Pair = namedtuple("Pair", "name number")

THING = object()


class Shop:
    def on_order(self, **kwargs: object) -> str:
        return "method"

    @classmethod
    def on_any(cls, **kwargs: object) -> str:
        return "classmethod"

    @staticmethod
    def on_none(**kwargs: object) -> str:
        return "staticmethod"


class TestSenderKey:
    @pytest.mark.parametrize(
        ("sender", "other"),
        [
            ("stripe", bytes([115, 116, 114, 105, 112, 101]).decode()),
            ("stripe", Text("stripe")),
            ("stripe", Provider.STRIPE),
            ("stripe", Choice.STRIPE),
            (b"stripe", Bytes(b"stripe")),
            (10**30, 10**15 * 10**15),
            (1, Number.ONE),
            (1.5, Real(1.5)),
            (0.0, -0.0),
            ((), ()),
            (("stripe", 1), (Provider.STRIPE, Number.ONE)),
            (("stripe", 1), Pair("stripe", 1)),
            (("a", ("b", THING)), ("a", ("b", THING))),
        ],
        ids=lambda value: f"{type(value).__name__}-{shown(value)}",
    )
    def test_plain_values_of_the_same_content_are_the_same_sender(
        self, sender: object, other: object
    ) -> None:
        assert sender_key(sender) == sender_key(other)
        assert hash(sender_key(sender)) == hash(sender_key(other))

    def test_plain_values_of_different_types_are_different_senders(self) -> None:
        values = [
            *(None, "", b"", 0, False, 0.0, (), "1", b"1", 1, True, 1.0, "0", "None"),
            *((0,), (False,), (0.0,), ("",), (b"",), (None,), ((),), (id(THING),), (THING,)),
            *(id(THING), THING, (int, 1), (bytes, b"1"), (tuple,), (float, 1.0)),
        ]

        assert len(values) == len({sender_key(value) for value in values})

    def test_other_objects_are_themselves_even_if_they_are_equal_or_unhashable(self) -> None:
        assert sender_key([]) != sender_key([0])
        assert sender_key(THING) == id(THING)
        assert sender_key(Shop) == id(Shop)

    def test_key_of_a_subclass_is_of_the_plain_type(self) -> None:
        keys = [sender_key(Text("a")), sender_key(Provider.STRIPE)]

        assert [str, str] == [type(key) for key in keys]

    def test_type_that_an_object_only_claims_to_have_is_not_believed(self) -> None:
        proxies = [Mock(spec=kind) for kind in (str, tuple, int, bytes, float)]

        assert [id(proxy) for proxy in proxies] == [sender_key(proxy) for proxy in proxies]

    def test_nan_is_the_same_sender_as_itself(self) -> None:
        assert sender_key(math.nan) == sender_key(math.nan)


class TestReceiverKey:
    def test_each_access_of_a_bound_method_has_the_same_key(self) -> None:
        shop = Shop()

        assert receiver_key(shop.on_order) == receiver_key(shop.on_order)
        assert receiver_key(Shop.on_any) == receiver_key(shop.on_any)
        assert receiver_key(Shop.on_none) == receiver_key(shop.on_none)

    def test_methods_differ_by_object_and_by_function(self) -> None:
        shop, other = Shop(), Shop()
        receivers = [shop.on_order, other.on_order, shop.on_any, Shop.on_order, shop, Shop]

        assert len(receivers) == len({receiver_key(receiver) for receiver in receivers})

    def test_equal_objects_are_different_receivers(self) -> None:
        class Equal:
            def __eq__(self, other: object) -> bool:
                return True

            def __hash__(self) -> int:
                return 0

        one, two = Equal(), Equal()

        assert receiver_key(one) != receiver_key(two)

    def test_attributes_that_an_object_makes_up_do_not_make_it_a_method(self) -> None:
        assert is_method(Shop().on_order)
        assert not is_method(Mock(spec=Shop().on_order))
        assert not is_method([].append)


class TestUidKey:
    @pytest.mark.parametrize("uid", [0, "", False, (), b"", "uid", [1], {"a": 1}], ids=repr)
    def test_equal_uids_have_equal_keys(self, uid: Any) -> None:
        other = uid.copy() if isinstance(uid, list | dict) else uid

        assert uid_key(uid) == uid_key(other)
        assert hash(uid_key(uid)) == hash(uid_key(other))

    def test_uid_is_never_the_key_of_a_receiver(self) -> None:
        receiver = Shop().on_order

        assert receiver_key(receiver) != uid_key(receiver_key(receiver))

    def test_unhashable_uids_differ_by_equality(self) -> None:
        assert uid_key([1]) != uid_key([2])
        assert uid_key([1]) != uid_key((1,))


class TestReferences:
    def made(self, receiver: Callable[..., Any], *, weak: bool) -> Connection:
        return refer(receiver, weak, lambda reference: None)

    @pytest.mark.parametrize("weak", [True, False])
    def test_refer_gives_back_a_receiver_that_lives(self, weak: bool) -> None:
        shop = Shop()
        receivers: list[Callable[..., Any]] = [shop.on_order, Shop.on_any, Shop.on_none, Shop]

        connections = [self.made(receiver, weak=weak) for receiver in receivers]

        assert receivers == [connection() for connection in connections]
        assert [weak] * 4 == [connection.is_weak for connection in connections]

    def test_weak_connection_tells_of_the_death_of_a_receiver_once(self) -> None:
        shop = Shop()
        dead: list[Any] = []
        connection = refer(shop.on_order, True, dead.append)

        del shop
        gc.collect()

        assert [connection] == dead
        assert connection() is None

    def test_method_whose_function_died_is_dead_and_told_of_when_looked_at(self) -> None:
        dead: list[Any] = []
        shop = Shop()
        connection = refer(types.MethodType(lambda self, **kwargs: None, shop), True, dead.append)
        gc.collect()

        assert connection() is None
        assert [connection] == dead

    def test_strong_connection_keeps_what_can_not_be_referred_to_weakly(self) -> None:
        class Slotted:
            __slots__ = ()

            def __call__(self, **kwargs: object) -> str:
                return "slotted"

        connection = self.made(Slotted(), weak=False)
        receiver = connection()

        assert receiver is not None
        assert receiver() == "slotted"
        with pytest.raises(TypeError, match="weak"):
            self.made(Slotted(), weak=True)

    def test_connections_are_compared_by_identity(self) -> None:
        connections = [self.made(Shop.on_none, weak=True) for _ in range(2)]

        assert connections[0] != connections[1]
        assert len(set(connections)) == 2

    def test_sender_that_died_is_nobody(self) -> None:
        shop = Shop()
        sender = Sender(shop, sender_key(shop), lambda: None, lambda reference: None)
        is_same = sender.is_same_as(shop)
        other = Shop()

        del shop
        gc.collect()

        assert is_same
        assert not sender.is_alive
        assert sender.value is None
        assert not sender.is_same_as(other)

    def test_sender_that_can_not_be_referred_to_weakly_is_kept(self) -> None:
        sender = Sender(THING, sender_key(THING), lambda: None, lambda reference: None)

        assert sender.is_alive
        assert sender.value is THING


class TestRepr:
    def test_repr_of_a_connection_names_receiver_sender_and_kind(self) -> None:
        signal = Signal()
        signal.connect(Shop.on_none, sender="stripe", weak=False)

        shown = repr(signal.receivers[0])

        assert "Shop.on_none" in shown
        assert "test_identity.py:" in shown
        assert "for 'stripe'" in shown
        assert "strong" in shown

    def test_repr_of_a_dead_connection_says_so(self) -> None:
        with configure(debug=False):
            signal, shop = Signal(), Shop()
            signal.connect(shop.on_order)
            connection = signal.receivers[0]

            del shop
            gc.collect()

        assert "dead" in repr(connection)


class TestCanBeWeak:
    def test_is_true_of_what_python_refers_to_weakly(self) -> None:
        class Owner:
            def method(self) -> None: ...

        for receiver in (lambda: None, Owner, Owner(), Owner().method, dict):
            assert can_be_weak(receiver)

    def test_is_false_of_what_has_no_room_for_it_and_of_its_methods(self) -> None:
        class Slotted:
            __slots__ = ()

            def method(self) -> None: ...

        for receiver in (Slotted(), Slotted().method, 5, "text"):
            assert not can_be_weak(receiver)

    def test_keeps_nothing(self) -> None:
        class Owner:
            pass

        owner = Owner()
        can_be_weak(owner)

        assert 0 == weakref.getweakrefcount(owner)
