"""`**kwargs` of receivers, as wide as it must be."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, NotRequired, TypeAlias

from pydantic import BaseModel, ConfigDict
from typing_extensions import TypedDict, Unpack

from heliograph import Signal, receiver
from typing_tests.plugin.models import OrderPlaced, order_placed, pinged, untyped

JsonLike: TypeAlias = "str | int | Decimal | None"


class Measured(BaseModel):
    height: int
    width: int


class MeasuredAndMore(BaseModel):
    model_config = ConfigDict(extra="allow")

    height: int


class Everything(TypedDict):
    sender: str
    signal: Signal[OrderPlaced]
    order_id: int
    total: Decimal
    coupon: str | None


class Wider(TypedDict):
    sender: object
    signal: object
    order_id: int | str
    total: object
    coupon: object


class Lenient(TypedDict, total=False):
    sender: str
    signal: Any
    order_id: int
    total: Decimal
    coupon: str | None
    weight: int
    at: datetime


class Rest(TypedDict):
    sender: NotRequired[Any]
    signal: NotRequired[Any]
    total: Decimal
    coupon: str | None


measured = Signal[Measured]()


@order_placed.connect
def unpacked(**kwargs: Unpack[Everything]) -> Decimal:  # ok
    return kwargs["total"]


@order_placed.connect
def unpacked_wider(**kwargs: Unpack[Wider]) -> None: ...  # ok


@order_placed.connect
def unpacked_lenient(**kwargs: Unpack[Lenient]) -> None: ...  # ok


@order_placed.connect
def unpacked_rest(order_id: int, **kwargs: Unpack[Rest]) -> None: ...  # ok


@order_placed.connect
def of_objects(**kwargs: object) -> None: ...  # ok


@order_placed.connect
def of_anything(**fields: Any) -> None: ...  # ok


@order_placed.connect
def of_a_union(**fields: str | int | Decimal | None) -> None: ...  # ok


@order_placed.connect
def of_an_alias(**fields: JsonLike) -> None: ...  # ok


@order_placed.connect
def of_the_rest(sender: Any, order_id: int, **rest: Decimal | str | None) -> None: ...  # ok


@measured.connect
def of_numbers(**kwargs: int) -> None: ...  # ok


@measured.connect
def of_promoted(sender: object, **kwargs: float) -> None: ...  # ok


@pinged.connect
def of_texts(sender: str, **kwargs: str) -> None: ...  # ok


@untyped.connect
def untyped_texts(**kwargs: str) -> None: ...  # ok


@untyped.connect
def untyped_unpacked(**kwargs: Unpack[Everything]) -> None: ...  # ok


@receiver(measured)
async def asynchronous(height: int, **kwargs: int) -> None: ...  # ok


@Signal[MeasuredAndMore]().connect
def more_than_fields(height: int, **kwargs: object) -> None: ...  # ok
