"""What `**kwargs` of a receiver can't hold."""

from decimal import Decimal
from typing import Any, NotRequired

from pydantic import BaseModel
from typing_extensions import TypedDict, Unpack

from heliograph import Signal
from typing_tests.plugin.models import order_placed


class Measured(BaseModel):
    height: int
    width: int


measured = Signal[Measured]()


class AllFields(TypedDict):
    sender: str
    signal: Signal[Any]
    order_id: int
    total: Decimal
    coupon: str | None


class Unprovided(AllFields):
    weight: int


class WrongType(TypedDict):
    sender: str
    signal: Signal[Any]
    order_id: str
    total: Decimal
    coupon: str | None


class Lenient(AllFields):
    weight: NotRequired[int]


@order_placed.connect
def fits(**kwargs: Unpack[AllFields]) -> None: ...  # ok


@order_placed.connect
def fits_with_more(**kwargs: Unpack[Lenient]) -> None: ...  # ok


@order_placed.connect
def needs_weight(**kwargs: Unpack[Unprovided]) -> None: ...  # E: signal-receiver "weight"


@order_placed.connect
def takes_text(**kwargs: Unpack[WrongType]) -> None: ...  # E: signal-receiver "order_id: str"


@order_placed.connect
def texts(**kwargs: str) -> None: ...  # E: signal-receiver


@order_placed.connect
def numbers(total: Decimal, coupon: object, **kwargs: str) -> None: ...  # E: signal-receiver


@order_placed.connect
def rest_fits(total: Decimal, coupon: object, **kwargs: int) -> None: ...  # ok


@measured.connect
def measures(**kwargs: int) -> None: ...  # ok


@measured.connect
def measures_loosely(**kwargs: float) -> None: ...  # ok


@measured.connect
def measures_text(height: int, **kwargs: str) -> None: ...  # E: signal-receiver


def undecorated(**kwargs: str) -> None: ...


def undecorated_dict(**kwargs: Unpack[Unprovided]) -> None: ...


measured.connect(undecorated)  # E: signal-receiver
order_placed.connect(undecorated_dict)  # E: signal-receiver "weight"
