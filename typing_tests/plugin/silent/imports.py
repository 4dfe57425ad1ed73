"""heliograph under other names, and connects in less usual forms."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import heliograph
import heliograph as hg
from heliograph import Signal as TypedSignal
from heliograph import receiver as on
from heliograph._signal import Signal as PrivateSignal
from typing_tests.plugin import models as m
from typing_tests.plugin.models import OrderPlaced, order_placed, untyped

if TYPE_CHECKING:
    from heliograph import Signal

FunctionT = TypeVar("FunctionT", bound=Callable[..., Any])
total = Decimal("9.50")


class TakesOrder(Protocol):
    def __call__(self, *, order_id: int, **kwargs: object) -> object: ...


TakesOrderT = TypeVar("TakesOrderT", bound=TakesOrder)

first = heliograph.Signal[OrderPlaced]()
second = hg.Signal[m.OrderPlaced]()
third = TypedSignal["m.OrderPlaced"]()
fourth = PrivateSignal[OrderPlaced]()
on_order = on(order_placed)
connect = order_placed.connect
options: dict[str, Any] = {"weak": False}

first.send("shop", order_id=1, total=total)  # ok
second.send("shop", order_id=1, total=total)  # ok
third.send("shop", order_id=1, total=total)  # ok
fourth.send("shop", order_id=1, total=total)  # ok
m.order_placed.send("shop", m.OrderPlaced(order_id=1, total=total))  # ok
TypedSignal.send(first, "shop", order_id=1, total=total)  # ok


@heliograph.receiver(first)
def by_module(order_id: int, **kwargs: object) -> None: ...  # ok


@hg.receiver([second, third])
def by_module_alias(order_id: int, **kwargs: object) -> None: ...  # ok


@on(fourth)
def by_alias(order_id: int, **kwargs: object) -> None: ...  # ok


@on_order
def by_variable(order_id: int, **kwargs: object) -> None: ...  # ok


@connect
def by_method(order_id: int, **kwargs: object) -> None: ...  # ok


@partial(order_placed.connect, sender="shop")
def by_partial(order_id: int, **kwargs: object) -> None: ...  # ok


@(lambda function: order_placed.connect(function, weak=False))
def by_lambda(order_id: int, **kwargs: object) -> None: ...  # ok


@order_placed.connect
class Record:
    def __init__(self, order_id: int, **kwargs: object) -> None: ...


@on(order_placed)
class OtherRecord:
    def __init__(self, order_id: int, total: Decimal, **kwargs: object) -> None: ...


class Shop:
    @on(untyped)
    @staticmethod
    def inner_static(sender: object, **kwargs: object) -> None: ...  # ok

    @order_placed.connect
    @staticmethod
    def inner_static_too(order_id: int, **kwargs: object) -> None: ...  # ok

    connected = staticmethod(order_placed.connect(by_method))  # ok


if total:

    @order_placed.connect
    def conditional(order_id: int, **kwargs: object) -> None: ...  # ok

else:

    @order_placed.connect
    def conditional(order_id: int, **kwargs: object) -> None: ...  # ok


order_placed.connect(*(by_method,))  # ok
order_placed.connect(by_method, *("shop",))  # ok
order_placed.connect(by_method, **options)  # ok
on(order_placed, **options)(by_method)  # ok
on(*[order_placed])(by_method)  # ok
on(signal=order_placed)(by_method)  # ok
list(map(order_placed.connect, [by_method, by_alias]))  # ok
[order_placed.connect(each) for each in (by_method, by_alias)]  # ok
order_placed.connect(order_placed.connect(by_method), weak=False)  # ok


def bound(function: TakesOrderT, signal: Signal[OrderPlaced]) -> TakesOrderT:
    signal.connect(function)  # ok
    return on(signal)(function)  # ok
