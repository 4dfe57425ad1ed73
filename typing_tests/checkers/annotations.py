"""Signals that come through an annotation or are declared here, where no stub tells of them."""

from decimal import Decimal
from typing import Any

from heliograph import Signal
from typing_tests.checkers.shop.models import CartEmptied, OrderPlaced, OrderReturned, Till
from typing_tests.checkers.shop.signals import (
    order_placed,
    order_returned,
    order_urgent,
    till_opened,
    untyped,
)

total = Decimal("9.50")
order = OrderPlaced(order_id=1, total=total)
returned = OrderReturned(order_id=1, reason="too small")
local = Signal[OrderPlaced]()


def announce(signal: Signal[OrderPlaced]) -> None:
    signal.send("shop", order)  # ok
    signal.send("shop", order_id=1, total=total)  # ok
    signal.send("shop", returned)  # E: wrong-model
    signal.send("shop", order_id=1)  # E: missing (elsewhere)
    signal.send("shop", order_id=1, total=total, note="x")  # E: unknown (elsewhere)
    signal.send("shop", order_id="1", total=total)  # E: wrong-type (elsewhere)


def count(signals: list[Signal[Any, Any]]) -> int:
    return len(signals)


def open_till(signal: Signal[CartEmptied, Till]) -> None:
    signal.send(Till(1), cart_id="7")  # ok
    signal.send("till", cart_id="7")  # E: sender-type


announce(order_placed)  # ok
announce(order_urgent)  # ok
announce(local)  # ok
announce(untyped)  # ok
count([order_placed, order_returned, untyped])  # ok
open_till(till_opened)  # ok
announce(order_returned)  # E: other-signal
announce(order)  # E: other-signal
open_till(order_placed)  # E: other-signal

local.send("shop", order)  # ok
local.send("shop", order_id=1, total=total)  # ok
local.send("shop", returned)  # E: wrong-model
local.send("shop", order_id=1)  # E: missing (elsewhere)


@local.connect  # ok
def fits(order_id: int, **kwargs: object) -> None: ...


@local.connect
def fits_not(order_id: str, **kwargs: object) -> None: ...  # E: parameter-type (elsewhere)
