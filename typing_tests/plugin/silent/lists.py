"""`@receiver` with several signals."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, assert_type

from pydantic import BaseModel

from heliograph import Signal, receiver
from typing_tests.plugin.models import (
    OrderPlaced,
    UserCreated,
    order_placed,
    pinged,
    untyped,
    user_created,
)


class OrderCancelled(BaseModel):
    order_id: int
    reason: str = ""


order_cancelled = Signal[OrderCancelled]()
of_one_kind = [Signal[OrderPlaced](), Signal[OrderPlaced]()]
mixed = (order_placed, order_cancelled, untyped)
by_name = {"placed": order_placed, "again": order_placed}
anything: list[Signal[Any]] = [order_placed, user_created]
dynamic: Any = mixed


@receiver([order_placed, order_cancelled])
def write_down(order_id: int, **kwargs: object) -> int:  # ok
    return order_id


@receiver((order_placed, order_cancelled))
def of_a_tuple(order_id: int, reason: str = "", **kwargs: object) -> None: ...  # ok


@receiver([order_placed, order_cancelled])
def of_either(total: Decimal | None = None, reason: str = "", **kw: object) -> None: ...  # ok


@receiver({order_placed, order_cancelled})
def of_a_set(order_id: int, **kwargs: object) -> None: ...  # ok


@receiver([order_placed, user_created, pinged, untyped])
def log_all(signal: Signal[Any], sender: object, **kwargs: object) -> None: ...  # ok


@receiver([])
def of_none(anything: int, **kwargs: object) -> None: ...  # ok


@receiver(of_one_kind)
def of_a_list(order_id: int, **kwargs: object) -> None: ...  # ok


@receiver(mixed)
def of_mixed(order_id: int, **kwargs: object) -> None: ...  # ok


@receiver(list(by_name.values()))
def of_values(order_id: int, coupon: str | None, **kwargs: object) -> None: ...  # ok


@receiver(by_name.values())
def of_a_view(order_id: int, **kwargs: object) -> None: ...  # ok


@receiver([*of_one_kind, order_cancelled])
def of_a_starred_list(order_id: int, reason: str = "", **kwargs: object) -> None: ...  # ok


@receiver(signal for signal in of_one_kind)
def of_a_generator(order_id: int, **kwargs: object) -> None: ...  # ok


@receiver([signal for signal in of_one_kind if signal.name])
def of_a_comprehension(order_id: int, **kwargs: object) -> None: ...  # ok


@receiver(anything)
def of_anything(user_id: int = 0, order_id: str = "", **kwargs: object) -> None: ...  # ok


@receiver(dynamic)
def of_any(anything: bytes, **kwargs: object) -> None: ...  # ok


@receiver([order_placed, dynamic])
def of_any_among_others(order_id: int, weight: int = 0, **kwargs: object) -> None: ...  # ok


@receiver(of_one_kind + of_one_kind[:1])
def of_a_sum(order_id: int, **kwargs: object) -> None: ...  # ok


@receiver([order_placed, order_cancelled], sender="shop", dispatch_uid="x", weak=False)
async def asynchronous(order_id: int, **kwargs: object) -> None: ...  # ok


def apply(signals: Iterable[Signal[OrderPlaced] | Signal[OrderCancelled]]) -> None:
    @receiver(signals)
    def local(order_id: int, **kwargs: object) -> None: ...  # ok

    for signal in signals:
        signal.connect(local)  # ok


def either(signal: Signal[OrderPlaced] | Signal[UserCreated]) -> None:
    @receiver(signal)
    def local(sender: object, **kwargs: object) -> None: ...  # ok

    @signal.connect
    def bare(sender: object, **kwargs: object) -> None: ...  # ok


assert_type(write_down(1), int)  # ok
