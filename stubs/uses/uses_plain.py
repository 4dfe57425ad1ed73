# pyright: strict
# Follows from the mistakes that are marked, and would double their markers.
# pyright: reportUnknownMemberType=false, reportUntypedFunctionDecorator=false
from collections.abc import Callable
from typing import Any, assert_type

from plain.signals import Signal, got_request_exception, request_finished, request_started
from plain.signals.dispatch import dispatcher, receiver


class Shop:
    def on_paid(self, sender: object, **kwargs: object) -> None: ...


class OrderSignal(Signal):
    """A signal of the user's own."""


def on_paid(sender: object, order_id: int, **kwargs: object) -> str:
    return f"paid {order_id}"


async def on_paid_later(sender: object, **kwargs: object) -> None: ...


Receiver = Callable[..., Any]
shop = Shop()
paid = Signal()
cached = Signal(use_caching=True)
orders = [OrderSignal(), OrderSignal()]


# ---- The signals of the package

assert_type(request_started, Signal)  # ok
assert_type(request_finished, Signal)  # ok
assert_type(got_request_exception, Signal)  # ok
assert_type(paid, dispatcher.Signal)  # ok
Signal(True)  # ok
Signal(["order_id"])  # E: arg-type "bool" # E: reportArgumentType "bool"
Signal(providing_args=["order_id"])  # E: call-arg "providing_args" # E: reportCallIssue "providing_args"


# ---- connect and disconnect

paid.connect(on_paid)  # ok
paid.connect(on_paid, Shop, False, "uid")  # ok
paid.connect(on_paid, sender=Shop, weak=False, dispatch_uid=("shop", 7))  # ok
paid.connect(on_paid_later)  # ok
paid.connect(shop.on_paid, sender=None, dispatch_uid=None)  # ok
assert_type(paid.disconnect(on_paid, sender=Shop), bool)  # ok
assert_type(paid.disconnect(dispatch_uid="uid"), bool)  # ok
assert_type(paid.has_listeners(), bool)  # ok
assert_type(paid.has_listeners(Shop), bool)  # ok

paid.connect()  # E: call-arg "receiver" # E: reportCallIssue "receiver"
paid.connect(None)  # E: arg-type "None" # E: reportArgumentType "None"
paid.connect(on_paid(None, 7))  # E: arg-type "str" # E: reportArgumentType "str"
paid.connect(on_paid, uid="uid")  # E: call-arg "uid" # E: reportCallIssue "uid"
paid.connect(on_paid, dispatch_uid=["uid"])  # E: arg-type "Hashable" # E: reportArgumentType "Hashable"
paid.connect(on_paid, weak="no")  # E: arg-type "bool" # E: reportArgumentType "bool"
paid.disconnect(on_paid, weak=False)  # E: call-arg "weak" # E: reportCallIssue "weak"
paid.disconnect("uid")  # E: arg-type "str" # E: reportArgumentType 'uid'
paid.has_receivers()  # E: attr-defined "has_receivers" # E: reportAttributeAccessIssue "has_receivers"


# ---- Sending

assert_type(paid.send(shop), list[tuple[Receiver, Any]])  # ok
assert_type(paid.send(sender=None, order_id=7), list[tuple[Receiver, Any]])  # ok
assert_type(paid.send_robust(Shop, order_id=7), list[tuple[Receiver, Any | Exception]])  # ok
for each, response in paid.send(shop, order_id=7):
    print(each(), response.upper())  # ok
for _, answer in paid.send_robust(shop, order_id=7):
    if not isinstance(answer, Exception):
        answer.upper()  # ok
    answer.upper()  # E: union-attr "Exception" # E: reportAttributeAccessIssue "Exception"

paid.send()  # E: call-arg "sender" # E: reportCallIssue "sender"
paid.send(order_id=7)  # E: call-arg "sender" # E: reportCallIssue "sender"
paid.send_robust(order_id=7)  # E: call-arg "sender" # E: reportCallIssue "sender"
paid.send(shop, 7)  # E: call-arg Too many # E: reportCallIssue Expected 1
paid.asend(shop)  # E: attr-defined "asend" # E: reportAttributeAccessIssue "asend"


# ---- The decorator


@receiver(paid)  # ok
def first(sender: object, **kwargs: object) -> None: ...


@receiver([paid, cached], sender=Shop, weak=False, dispatch_uid="second")  # ok
def second(sender: object, order_id: int, **kwargs: object) -> str:
    return f"paid {order_id}"


@receiver((paid, OrderSignal()))  # ok
async def third(sender: object, **kwargs: object) -> None: ...


@receiver(orders)  # ok
@receiver(signal=paid)  # ok
def fourth(sender: object, **kwargs: object) -> None: ...


assert_type(second(shop, 7), str)  # ok
second(shop, "7")  # E: arg-type "int" # E: reportArgumentType "int"


@receiver("paid")  # E: arg-type "str" # E: reportArgumentType 'paid'
def fifth(sender: object, **kwargs: object) -> None: ...


@receiver(paid, sendr=Shop)  # E: call-arg "sendr" # E: reportCallIssue "sendr"
def sixth(sender: object, **kwargs: object) -> None: ...


@receiver  # E: arg-type # E: reportArgumentType
def seventh(sender: object, **kwargs: object) -> None: ...


@receiver(paid, cached)  # E: call-arg Too many # E: reportCallIssue Expected 1
def eighth(sender: object, **kwargs: object) -> None: ...


# ---- What test tools do

paid.receivers = []  # ok
saved = paid.receivers
paid.receivers = saved  # ok
with paid.lock:  # ok
    paid.sender_receivers_cache.clear()  # ok
paid.receivers = None  # E: assignment "None" # E: reportAttributeAccessIssue "None"
