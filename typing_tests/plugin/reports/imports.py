"""heliograph under other names, models under other names, and definitions in less usual places."""

from __future__ import annotations

from decimal import Decimal
from typing import Generic, TypeAlias, TypeVar

from pydantic import BaseModel

import heliograph
import heliograph as hg
from heliograph import Signal as TypedSignal
from heliograph import receiver as on
from typing_tests.plugin import models as m
from typing_tests.plugin.models import OrderPlaced, order_placed

T = TypeVar("T")
total = Decimal("9.50")


class Page(BaseModel, Generic[T]):
    items: list[T]


NumberPage = Page[int]
Numbers: TypeAlias = Page[int]
Listed = Page[list[T]]
Order = OrderPlaced
OrderSignal = TypedSignal[OrderPlaced]

first = heliograph.Signal[OrderPlaced]()
second = hg.Signal[m.OrderPlaced]()

heliograph.Signal[int]()  # E: signal-payload "int"
hg.Signal[str]()  # E: signal-payload "str"
TypedSignal[bytes]()  # E: signal-payload "bytes"
first.send(None, order_id=1)  # E: signal-send "total"
second.send(None, order_id=1)  # E: signal-send "total"
OrderSignal().send(None, order_id=1)  # E: signal-send "total"
TypedSignal[Order]().send(None, order_id=1)  # E: signal-send "total"
TypedSignal[NumberPage]().send(None, items=["1"])  # E: signal-send "items"
TypedSignal[Numbers]().send(None, items=["1"])  # E: signal-send "items"
TypedSignal[Listed[int]]().send(None, items=[1])  # E: signal-send "items"
TypedSignal[Listed[int]]().send(None, items=[[1]])  # ok
TypedSignal["m.OrderPlaced"]().send(None, order_id=1)  # E: signal-send "total"


@heliograph.receiver(first)
def by_module(ordr_id: int, **kwargs: object) -> None: ...  # E: signal-receiver "ordr_id"


@hg.receiver([second])
def by_module_alias(order_id: int) -> None: ...  # E: signal-kwargs


@on(first)
def by_alias(ordr_id: int, **kwargs: object) -> None: ...  # E: signal-receiver "ordr_id"


@order_placed.connect
def old_positional(__order_id: int, **kwargs: object) -> None: ...  # E: signal-receiver


if total:

    @order_placed.connect
    def conditional(ordr_id: int, **kwargs: object) -> None: ...  # E: signal-receiver "ordr_id"

else:

    @order_placed.connect
    def conditional(ordr_id: int, **kwargs: object) -> None: ...  # E: signal-receiver "ordr_id"


class Shop:
    @classmethod
    @order_placed.connect
    def too_early(cls, **kwargs: object) -> None: ...  # E: signal-receiver "cls"

    class Inner:
        @order_placed.connect
        def method(self, **kwargs: object) -> None: ...  # E: signal-receiver "self"


def take(order_id: str, **kwargs: object) -> None: ...


order_placed.connect(
    order_placed.connect(take),  # E: signal-receiver "take" # E: signal-receiver "order_id: str"
)
kept = [order_placed.connect(each) for each in (take,)]  # E: signal-receiver "order_id: str"
