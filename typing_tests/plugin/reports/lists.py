"""`@receiver([a, b])`: the receiver must suit each of the signals."""

from decimal import Decimal

from pydantic import BaseModel

from heliograph import Signal, receiver
from typing_tests.plugin.models import order_placed, untyped, user_created


class OrderCancelled(BaseModel):
    order_id: int
    reason: str = ""


class OrderReturned(BaseModel):
    order_id: str
    total: Decimal


order_cancelled = Signal[OrderCancelled]()
order_returned = Signal[OrderReturned]()


@receiver([order_placed, order_cancelled])
def fine(order_id: int, reason: str = "", **kwargs: object) -> None: ...  # ok


@receiver([order_placed, order_cancelled])
def not_of_the_first(reason: str, **kwargs: object) -> None: ...  # E: signal-receiver "reason"


@receiver([order_placed, order_cancelled])
def not_of_the_second(total: Decimal, **kw: object) -> None: ...  # E: signal-receiver "total"


@receiver((order_placed, order_returned))
def other_type(order_id: int, **kwargs: object) -> None: ...  # E: signal-receiver "order_id: int"


@receiver((order_placed, order_returned))
def either_type(order_id: int | str, **kwargs: object) -> None: ...  # ok


@receiver([order_placed, order_cancelled])
def of_neither(
    weight: int = 0,  # E: signal-receiver "order_placed" # E: signal-receiver "order_cancelled"
    **kwargs: object,
) -> None: ...


@receiver([order_placed, untyped])
def with_untyped(order_id: str, **kwargs: object) -> None: ...  # E: signal-receiver "order_id: str"


@receiver([order_placed], sender="shop")
def of_one(ordr_id: int, **kwargs: object) -> None: ...  # E: signal-receiver "ordr_id"


@receiver((order_placed,))
def of_one_in_a_tuple(ordr_id: int, **kwargs: object) -> None: ...  # E: signal-receiver "ordr_id"


@receiver([untyped])
def bare(sender: object) -> None: ...  # E: signal-kwargs


@receiver([order_placed, order_placed], weak=False)
def same_twice(ordr_id: int, **kw: object) -> None: ...  # E: signal-receiver "ordr_id"


def take(user_id: str, **kwargs: object) -> None: ...


receiver([user_created])(take)  # E: signal-receiver "user_id: str"
receiver([user_created, untyped])(take)  # E: signal-receiver "user_id: str"


@receiver([order_placed])
async def asynchronous(total: str, **kwargs: object) -> None: ...  # E: signal-receiver "total: str"
