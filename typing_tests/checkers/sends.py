"""Sends with the fields as keyword arguments."""

from decimal import Decimal

from typing_tests.checkers.shop.parts import Address, Currency
from typing_tests.checkers.shop.signals import (
    Cart,
    measured,
    numbers_listed,
    order_placed,
    order_shipped,
    order_urgent,
    untyped,
)

total = Decimal("9.50")
home = Address(street="High Street", town="Leeds")

order_placed.send("shop", order_id=1, total=total)  # ok
order_placed.send("shop", order_id=1, total=total, coupon="ten", tags=["new"])  # ok
order_placed.send("shop", order_id=1, total=total, coupon=None)  # ok
order_placed.send(None, total=total, order_id=1)  # ok
order_placed.send(sender="shop", order_id=1, total=total)  # ok
order_placed.send_robust("shop", order_id=1, total=total)  # ok
order_shipped.send("shop", order_id=1, address=home)  # ok
order_shipped.send("shop", order_id=1, address=home, speed="fast", parcels=[1])  # ok
order_shipped.send("shop", order_id=1, address=home, currency=Currency.POUND)  # ok
numbers_listed.send("shop", items=[1, 2])  # ok
numbers_listed.send("shop", items=[], number=2)  # ok
measured.send("shop", number=1)  # ok
measured.send("shop", number=1, unit="km")  # ok
order_urgent.send("shop", order_id=1, total=total)  # ok
Cart.emptied.send(Cart, cart_id="7")  # ok
Cart().emptied.send(Cart(), cart_id="7")  # ok
untyped.send("shop")  # ok
untyped.send("shop", order_id="1", anything=object())  # ok

order_placed.send("shop", order_id=1)  # E: missing
order_placed.send("shop")  # E: missing
order_placed.send_robust("shop", total=total)  # E: missing
order_shipped.send("shop", order_id=1, speed="fast")  # E: missing
numbers_listed.send("shop", number=2)  # E: missing
measured.send("shop", unit="km")  # E: missing
order_urgent.send("shop", order_id=1)  # E: missing
Cart.emptied.send(Cart)  # E: missing
Cart().emptied.send_robust(Cart())  # E: missing

order_placed.send("shop", order_id=1, total=total, note="x")  # E: unknown
order_placed.send("shop", order_id=1, total=total, cupon="ten")  # E: unknown
order_placed.send_robust("shop", order_id=1, total=total, signal=untyped)  # E: unknown
order_urgent.send("shop", order_id=1, total=total, note="x")  # E: unknown
numbers_listed.send("shop", items=[1], size=1)  # E: unknown
Cart.emptied.send(Cart, cart_id="7", note="x")  # E: unknown

order_placed.send("shop", order_id="1", total=total)  # E: wrong-type
order_placed.send("shop", order_id=1, total=9.5)  # E: wrong-type
order_placed.send("shop", order_id=None, total=total)  # E: wrong-type
order_placed.send("shop", order_id=1, total=total, tags="new")  # E: wrong-type
order_placed.send("shop", order_id=1, total=total, tags=[1])  # E: wrong-type
order_placed.send_robust("shop", order_id=1, total="9.50")  # E: wrong-type
order_shipped.send("shop", order_id=1, address="High Street, Leeds")  # E: wrong-type
order_shipped.send("shop", order_id=1, address=home, speed="slowly")  # E: wrong-type
order_shipped.send("shop", order_id=1, address=home, currency="EUR")  # E: wrong-type
order_shipped.send("shop", order_id=1, address=home, parcels=["1"])  # E: wrong-type
numbers_listed.send("shop", items=["1"])  # E: wrong-type
measured.send("shop", number="1", unit="km")  # E: wrong-type
order_urgent.send("shop", order_id="1", total=total)  # E: wrong-type
Cart.emptied.send(Cart, cart_id=7)  # E: wrong-type

order_placed.send(order_id=1, total=total)  # E: no-sender
order_placed.send_robust(order_id=1, total=total)  # E: no-sender
numbers_listed.send(items=[1])  # E: no-sender
order_urgent.send(order_id=1, total=total)  # E: no-sender
Cart.emptied.send(cart_id="7")  # E: no-sender
untyped.send()  # E: no-sender

order_placed.send("shop", 1, total)  # E: positional
order_placed.send("shop", 1, total=total)  # E: positional
order_placed.send_robust("shop", 1, total)  # E: positional


async def in_async_code() -> None:
    await order_placed.asend("shop", order_id=1, total=total)  # ok
    await order_placed.asend_robust("shop", order_id=1, total=total)  # ok
    await order_urgent.asend("shop", order_id=1, total=total)  # ok
    await untyped.asend("shop", order_id="1")  # ok
    await order_placed.asend("shop", order_id=1)  # E: missing
    await order_placed.asend_robust("shop", order_id=1)  # E: missing
    await order_placed.asend("shop", order_id=1, total=total, note="x")  # E: unknown
    await order_placed.asend_robust("shop", order_id=1, total=total, note="x")  # E: unknown
    await order_placed.asend("shop", order_id="1", total=total)  # E: wrong-type
    await order_placed.asend_robust("shop", order_id="1", total=total)  # E: wrong-type
    await order_placed.asend(order_id=1, total=total)  # E: no-sender
    await order_placed.asend_robust(order_id=1, total=total)  # E: no-sender
    await order_placed.asend("shop", 1, total)  # E: positional
    await order_placed.asend_robust("shop", 1, total)  # E: positional


def with_variables(number: int | None, text: str, name: str) -> None:
    order_placed.send("shop", order_id=number or 0, total=total)  # ok
    order_placed.send("shop", order_id=number, total=total)  # E: wrong-type
    order_placed.send("shop", order_id=1, total=total, coupon=text)  # ok
    order_placed.send(
        "shop",  # E: wrong-type
        order_id=text,
        total=total,
    )
