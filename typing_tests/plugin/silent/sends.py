"""Right sends, in the shapes that programs have."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar, assert_type

from heliograph import Signal
from typing_tests.plugin.models import (
    OrderPlaced,
    Ping,
    UserCreated,
    order_placed,
    pinged,
    untyped,
    user_created,
)

total = Decimal("9.50")
placed = OrderPlaced(order_id=7, total=total)
SignalT = TypeVar("SignalT", bound=Signal[OrderPlaced])


class GiftOrderPlaced(OrderPlaced):
    note: str


order_placed.send("shop", order_id=7, total=total)  # ok
order_placed.send(sender="shop", order_id=7, total=total)  # ok
order_placed.send(total=total, order_id=7, sender=None)  # ok
order_placed.send("shop", order_id=7, total=total, coupon=None)  # ok
order_placed.send("shop", order_id=True, total=total, coupon="A")  # ok
order_placed.send_robust(object, order_id=7, total=total)  # ok
order_placed.send("shop", placed)  # ok
order_placed.send("shop", GiftOrderPlaced(order_id=7, total=total, note=""))  # ok
order_placed.send(sender=UserCreated(user_id=1, name=""), order_id=7, total=total)  # ok
order_placed.send(UserCreated(user_id=1, name=""), placed)  # ok
order_placed.send(placed, placed)  # ok
order_placed.send(placed, order_id=7, total=total)  # ok
order_placed.send("shop", *[placed])  # ok
order_placed.send(*("shop", placed))  # ok
order_placed.send(*("shop",), order_id=7, total=total)  # ok
pinged.send(None)  # ok
pinged.send(None, Ping())  # ok
untyped.send("shop")  # ok
untyped.send("shop", anything=1, at="all")  # ok
untyped.send("shop", order_id="7", sender_name="x")  # ok
order_placed.send("shop", **{"order_id": 7, "total": total})  # noqa: PIE804 - the case  # ok
order_placed.send("shop", order_id=7, **{"total": total, "coupon": "A"})  # noqa: PIE804 - the case  # ok
order_placed.send("shop", **placed.model_dump())  # ok
order_placed.send("shop", **dict(placed))  # ok
order_placed.send("shop", **vars(placed))  # ok
assert_type(order_placed.send("s", placed), list[tuple[Callable[..., Any], Any]])  # ok
assert_type(  # ok
    order_placed.send("shop", order_id=7, total=total),
    list[tuple[Callable[..., Any], Any]],
)


async def from_async_code() -> None:
    await order_placed.asend("shop", order_id=7, total=total)  # ok
    await order_placed.asend_robust("shop", placed)  # ok
    await asyncio.gather(  # ok
        order_placed.asend("shop", placed),
        user_created.asend(None, user_id=1, name="Ada"),
    )
    task = asyncio.create_task(order_placed.asend("shop", placed))  # ok
    async with asyncio.timeout(1):
        assert_type(await task, list[tuple[Callable[..., Any], Any]])  # ok
    for receiver, response in await order_placed.asend("shop", order_id=7, total=total):  # ok
        assert receiver is not response


def handed_on(order_id: int, total: Decimal, **extra: Any) -> None:
    order_placed.send("shop", order_id=order_id, total=total, **extra)  # ok
    order_placed.send(sender="shop", **extra)  # ok
    order_placed.send(**extra)  # ok
    send = order_placed.send
    send("shop", order_id=order_id, total=total)  # ok
    send_later = partial(order_placed.send, "shop")
    send_later(order_id=order_id, total=total)  # ok
    send_placed: Callable[[str, OrderPlaced], object] = order_placed.send  # ok
    send_placed("shop", placed)  # ok
    getattr(order_placed, "send")("shop")  # noqa: B009 - the case  # ok
    with suppress(ValueError):
        order_placed.send("shop", order_id=order_id, total=total)  # ok


def bound(signal: SignalT) -> SignalT:
    signal.send("shop", order_id=7, total=total)  # ok
    return signal


def ask(is_first: bool, maybe: Signal[OrderPlaced] | None) -> None:
    (order_placed if is_first else untyped).send("shop", order_id=7, total=total)  # ok
    (maybe or order_placed).send("shop", placed)  # ok
    if maybe:
        maybe.send("shop", order_id=7, total=total)  # ok
    maybe and maybe.send("shop", placed)
    ids = [7, 8]
    [order_placed.send("shop", order_id=each, total=total) for each in ids]  # ok
    assert all(order_placed.send("shop", order_id=each, total=total) for each in ids)  # ok
    print(f"{order_placed.send('shop', order_id=7, total=total)}")  # ok


def values_typed_any(value: Any, payload: Any, values: list[Any]) -> None:
    order_placed.send("shop", order_id=value, total=value, coupon=value)  # ok
    order_placed.send("shop", payload)  # ok
    order_placed.send(value, order_id=7, total=total)  # ok
    order_placed.send("shop", order_id=values[0], total=value.total)  # ok
    order_placed.send("shop", *values)  # ok
    value.send("shop", order_id="7")  # ok
    value.order_placed.send()  # ok
