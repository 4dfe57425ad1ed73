"""Wrong lines that mypy looks at more than once, or late; each is reported, and once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from decimal import Decimal
from typing import TypeVar

from pydantic import BaseModel

from heliograph import Signal, receiver
from typing_tests.plugin.models import order_placed

NumberT = TypeVar("NumberT", int, bool)
total = Decimal("9.50")


def early() -> None:
    late.send(None)  # E: signal-send "place"
    late.connect(take_late)  # E: signal-receiver "place: int"


def in_loops(numbers: list[int]) -> Iterator[object]:
    for number in numbers:
        order_placed.send(None, order_id=number)  # E: signal-send "total"
        while number:
            number -= 1
            order_placed.send(None, order_id=number)  # E: signal-send "total"
        order_placed.connect(lambda **kwargs: None)  # E: signal-weak
        yield order_placed.send(None, order_id="7", total=total)  # E: signal-send "order_id"


def in_tries() -> None:
    try:
        order_placed.send(None, order_id=1)  # E: signal-send "total"
    except ValueError as error:
        order_placed.send(error, order_id=1)  # E: signal-send "total"
    else:
        order_placed.send(None, order_id=1)  # E: signal-send "total"
    finally:
        order_placed.send(None, order_id=1)  # E: signal-send "total"
        order_placed.connect(lambda **kwargs: None)  # E: signal-weak
    with suppress(ValueError):
        order_placed.send(None, order_id=1)  # E: signal-send "total"


def with_values(value: NumberT) -> NumberT:
    order_placed.send(None, order_id=value)  # E: signal-send "total"

    @order_placed.connect
    def local(coupon: str, **kwargs: object) -> None: ...  # E: signal-receiver "coupon: str"

    return value


def in_arguments(choose: Callable[..., object]) -> None:
    print(order_placed.send(None, order_id=1))  # E: signal-send "total"
    choose(len(order_placed.send(None, order_id=1)))  # E: signal-send "total"
    max(order_placed.send(None, order_id=1), key=str)  # E: signal-send "total"
    sorted(order_placed.send(None, order_id=1), key=lambda pair: 1)  # E: signal-send "total"
    dict(order_placed.send(None, order_id=1))  # E: signal-send "total"
    choose(lambda: order_placed.send(None, order_id=1))  # E: signal-send "total"
    choose(order_placed.connect(lambda order_id: None))  # E: signal-kwargs
    str(order_placed.connect(lambda ordr_id, **kw: None))  # E: signal-receiver "ordr_id"
    choose(receiver(order_placed)(lambda: None))  # E: signal-kwargs
    order_placed.send(
        order_placed.send(None, order_id=1),  # E: signal-send "total"
        order_id=len(order_placed.send(None, order_id=1)),  # E: signal-send "total"
        total=total,
    )
    order_placed.send(None, order_id=1) and 1  # E: signal-send "total"
    1 if order_placed.send(None, order_id=1) else 2  # E: signal-send "total"
    assert order_placed.send(None, order_id=1), "none"  # E: signal-send "total"
    f"{order_placed.send(None, order_id=1)}"  # E: signal-send "total"


class Shop:
    responses = order_placed.send(None, order_id=1)  # E: signal-send "total"
    pair = (1, order_placed.send(None, order_id=1))  # E: signal-send "total"

    def method(self, responses: object = order_placed.send(None)) -> None:  # E: signal-send "total"
        self.later = late
        self.later.send(None)  # E: signal-send "place"


def take_late(place: int, **kwargs: object) -> None: ...


class Late(BaseModel):
    place: str


late = Signal[Late]()
