"""Sends of a payload that is an instance of the model already."""

from decimal import Decimal

from typing_tests.checkers.shop.models import CartEmptied, Measured, OrderPlaced, OrderReturned
from typing_tests.checkers.shop.parts import Page
from typing_tests.checkers.shop.signals import (
    Cart,
    measured,
    numbers_listed,
    order_placed,
    order_urgent,
)


class OrderImported(OrderPlaced):
    """A model that is derived from the one of the signal."""

    file: str = ""


order = OrderPlaced(order_id=1, total=Decimal("9.50"))
returned = OrderReturned(order_id=1, reason="too small")
imported = OrderImported(order_id=1, total=Decimal("9.50"))
emptied = CartEmptied(cart_id="7")

order_placed.send("shop", order)  # ok
order_placed.send(None, imported)  # ok
order_placed.send_robust("shop", order)  # ok
order_urgent.send("shop", order)  # ok
numbers_listed.send("shop", Page[int](items=[1]))  # ok
measured.send("shop", Measured(number=1))  # ok
Cart.emptied.send(Cart, emptied)  # ok

order_placed.send("shop", returned)  # E: wrong-model
order_placed.send("shop", {"order_id": 1})  # E: wrong-model
order_placed.send("shop", None)  # E: wrong-model
order_placed.send("shop", OrderPlaced)  # E: wrong-model
order_placed.send_robust("shop", returned)  # E: wrong-model
order_urgent.send("shop", returned)  # E: wrong-model
numbers_listed.send("shop", Page[str](items=["1"]))  # E: wrong-model
measured.send("shop", order)  # E: wrong-model
Cart.emptied.send(Cart, order)  # E: wrong-model

order_placed.send("shop", order, order)  # E: two-payloads
order_placed.send_robust("shop", order, order)  # E: two-payloads
order_urgent.send("shop", order, order)  # E: two-payloads

order_placed.send("shop", order, order_id=1)  # E: payload-and-fields
order_placed.send_robust("shop", order, coupon="ten")  # E: payload-and-fields
order_urgent.send("shop", order, order_id=1, total=Decimal(1))  # E: payload-and-fields

order_placed.send(order)  # E: payload-as-sender
order_urgent.send(order)  # E: payload-as-sender
order_placed.send_robust(order)  # E: payload-as-sender


async def in_async_code() -> None:
    await order_placed.asend("shop", order)  # ok
    await order_placed.asend_robust("shop", order)  # ok
    await order_placed.asend("shop", returned)  # E: wrong-model
    await order_placed.asend_robust("shop", returned)  # E: wrong-model
    await order_placed.asend("shop", order, order)  # E: two-payloads
    await order_placed.asend_robust("shop", order, order_id=1)  # E: payload-and-fields
    await order_placed.asend(order)  # E: payload-as-sender
