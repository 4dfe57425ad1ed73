"""Payload models and signals that several case files share."""

from decimal import Decimal

from pydantic import BaseModel

from heliograph import Signal


class OrderPlaced(BaseModel):
    order_id: int
    total: Decimal
    coupon: str | None = None


class UserCreated(BaseModel):
    user_id: int
    name: str


class Ping(BaseModel):
    """A payload without fields."""


order_placed = Signal[OrderPlaced]()
user_created = Signal[UserCreated]()
pinged = Signal[Ping]()
untyped = Signal()
