"""Payload models, and a class that sends."""

from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from typing_tests.checkers.shop.parts import Address, Currency


class OrderPlaced(BaseModel):
    order_id: int
    total: Decimal
    coupon: str | None = None
    tags: list[str] = []


class OrderShipped(BaseModel):
    order_id: int
    address: Address
    speed: Literal["slow", "fast"] = "slow"
    currency: Currency = Currency.EURO
    parcels: list[int] = Field(default_factory=list)


class OrderReturned(BaseModel):
    order_id: int
    reason: str


class CartEmptied(BaseModel):
    cart_id: str


class Measured(BaseModel):
    """May have more fields than it declares."""

    model_config = ConfigDict(extra="allow")

    number: int


class Till:
    """The sender of a signal."""

    def __init__(self, number: int) -> None:
        self.number = number
