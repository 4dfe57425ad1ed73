"""Unions of signals: what is sent must suit each of them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pydantic import BaseModel

from heliograph import Signal, receiver
from typing_tests.plugin.models import OrderPlaced, UserCreated, order_placed, user_created

total = Decimal("9.50")


class OrderCancelled(BaseModel):
    order_id: int
    reason: str = ""


order_cancelled = Signal[OrderCancelled]()


def either(
    signal: Signal[OrderPlaced] | Signal[OrderCancelled],
    maybe: Signal[OrderPlaced] | None,
    many: Sequence[Signal[OrderPlaced] | Signal[OrderCancelled]],
) -> None:
    signal.send(None, order_id=7)  # E: signal-send "total"
    signal.send(None, order_id=7, total=total)  # E: signal-send "total"
    for each in many:
        each.send(None, order_id=7)  # E: signal-send "total"
    if maybe:
        maybe.send(None, order_id=7)  # E: signal-send "total"
    if isinstance(maybe, Signal):
        maybe.send(None, order_id=7)  # E: signal-send "total"


def payload_models(signal: Signal[OrderPlaced | UserCreated]) -> None:
    signal.connect(write_down)  # ok
    signal.connect(lambda: None, weak=False)  # E: signal-kwargs


def write_down(**kwargs: object) -> None: ...


def take(order_id: int, **kwargs: object) -> None: ...


def take_total(order_id: int, total: Decimal, **kwargs: object) -> None: ...


def connecting(signal: Signal[OrderPlaced] | Signal[OrderCancelled]) -> None:
    signal.connect(take)  # ok
    signal.connect(take_total)  # E: signal-receiver "total"


@receiver((order_placed, order_cancelled))
def note(order_id: int, reason: str = "", **kwargs: object) -> None: ...  # ok


@receiver((order_placed, order_cancelled))
def count(
    reson: str = "",  # E: signal-receiver "order_placed" # E: signal-receiver "reason"
    **kwargs: object,
) -> None: ...


@receiver([order_placed, user_created])
def both(name: str, **kwargs: object) -> None: ...  # E: signal-receiver "name" "order_placed"
