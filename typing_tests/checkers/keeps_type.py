"""What connecting returns is the receiver, and what sending returns has a type."""

from decimal import Decimal
from typing import Any

from heliograph import receiver
from heliograph.typing import Receiver, Response
from typing_tests.checkers.shop.models import OrderPlaced
from typing_tests.checkers.shop.signals import (
    OrderSignal,
    order_placed,
    order_returned,
    order_urgent,
    till_opened,
)

total = Decimal("9.50")


@order_placed.connect
def connected(order_id: int, **kwargs: object) -> int:
    return order_id


@receiver(order_placed)
def decorated(order_id: int, **kwargs: object) -> int:
    return order_id


@receiver([order_placed, order_returned])
def listed(order_id: int, **kwargs: object) -> int:
    return order_id


@receiver(order_placed)
async def asynchronous(order_id: int, **kwargs: object) -> int:
    return order_id


number: int = connected(1)  # ok
number = decorated(order_id=1, note="x")  # ok
number = listed(1)  # ok
number = order_placed.connect(connected)(1)  # ok

connected("1")  # E: receiver-call
decorated(order_id="1")  # E: receiver-call
listed("1")  # E: receiver-call
decorated()  # E: receiver-call
order_placed.connect(connected)("1")  # E: receiver-call

text: str = connected(1)  # E: receiver-result
text = decorated(1)  # E: receiver-result
text = listed(1)  # E: receiver-result
text = order_placed.connect(connected)(1)  # E: receiver-result


responses: list[tuple[Receiver, Any]] = order_placed.send("x", order_id=1, total=total)  # ok
named: list[Response] = order_placed.send_robust("x", order_id=1, total=total)  # ok
named = order_urgent.send("x", OrderPlaced(order_id=1, total=total))  # ok
results: list[int] = order_placed.send("x", order_id=1, total=total)  # E: responses
table: dict[str, object] = order_placed.send_robust("x", order_id=1, total=total)  # E: responses
results = order_urgent.send("x", OrderPlaced(order_id=1, total=total))  # E: responses


async def in_async_code() -> None:
    global named, number, results, text
    named = await order_placed.asend("x", order_id=1, total=total)  # ok
    number = await asynchronous(1)  # ok
    named = order_placed.asend("x", order_id=1, total=total)  # E: responses
    results = await order_placed.asend_robust("x", order_id=1, total=total)  # E: responses
    await order_placed.send("x", order_id=1, total=total)  # E: responses
    text = await asynchronous(1)  # E: receiver-result


is_urgent: bool = order_urgent.is_urgent()  # ok
order_signal: OrderSignal = order_urgent  # ok
is_urgent_text: str = order_urgent.is_urgent()  # E: other-signal
order_placed.is_urgent()  # E: other-signal
not_order_signal: OrderSignal = order_placed  # E: other-signal
is_connected: bool = till_opened.has_listeners()  # ok
