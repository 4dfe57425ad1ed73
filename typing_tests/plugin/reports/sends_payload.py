"""The instance form `send(sender, payload)`, used wrongly."""

from decimal import Decimal

from pydantic import BaseModel

from heliograph import Signal
from typing_tests.plugin.models import (
    OrderPlaced,
    Ping,
    UserCreated,
    order_placed,
    pinged,
    user_created,
)


class GiftOrderPlaced(OrderPlaced):
    note: str = ""


class OrderSignal(Signal[OrderPlaced]):
    """A named signal class."""


gift_placed = Signal[GiftOrderPlaced]()
placed = OrderPlaced(order_id=7, total=Decimal("9.50"))
created = UserCreated(user_id=1, name="Ada")


class Unrelated(BaseModel):
    order_id: int
    total: Decimal


order_placed.send("shop", created)  # E: signal-send "UserCreated" "OrderPlaced"
order_placed.send("shop", Unrelated(order_id=1, total=Decimal()))  # E: signal-send "Unrelated"
order_placed.send("shop", {"order_id": 7})  # E: signal-send "OrderPlaced"
order_placed.send("shop", OrderPlaced)  # E: signal-send "OrderPlaced"
order_placed.send("shop", 7)  # E: signal-send "OrderPlaced"
order_placed.send("shop", None)  # E: signal-send "OrderPlaced"
order_placed.send("shop", placed, placed)  # E: signal-send
order_placed.send("shop", placed, order_id=8)  # E: signal-send
order_placed.send("shop", placed, coupon="A")  # E: signal-send
order_placed.send(placed)  # E: signal-send
order_placed.send(sender=placed)  # E: signal-send
order_placed.send_robust("shop", created)  # E: signal-send "UserCreated"
order_placed.send_robust("shop", placed, placed)  # E: signal-send
gift_placed.send("shop", placed)  # E: signal-send "OrderPlaced" "GiftOrderPlaced"
pinged.send("shop", placed)  # E: signal-send "Ping"
user_created.send(
    None,
    placed,  # E: signal-send "OrderPlaced" "UserCreated"
)
OrderSignal().send("shop", created)  # E: signal-send "UserCreated"
OrderSignal().send(placed)  # E: signal-send

order_placed.send("shop", placed)  # ok
pinged.send(None)  # ok
pinged.send(None, Ping())  # ok


async def from_async_code(maybe: OrderPlaced | None) -> None:
    await order_placed.asend("shop", created)  # E: signal-send "UserCreated"
    await order_placed.asend("shop", placed, order_id=8)  # E: signal-send
    await order_placed.asend_robust(placed)  # E: signal-send
    await order_placed.asend_robust("shop", maybe)  # E: signal-send "OrderPlaced"
    if maybe:
        await order_placed.asend_robust("shop", maybe)  # ok
