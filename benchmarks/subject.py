"""What every contender delivers: the same sender, the same three fields, the same receivers."""

# ruff: noqa: ARG001 - receivers accept what they do not use

from __future__ import annotations

import asyncio
from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeAlias

from pydantic import BaseModel

# Contenders call receivers in different ways, so an exact signature would help no one.
Receiver: TypeAlias = Callable[..., Any]


class OrderPlaced(BaseModel):
    """The payload model."""

    order_id: int
    total: Decimal
    coupon: str | None = None


class Shop:
    """The class itself is the sender, as model classes are in Django."""


class OtherShop:
    """Has connections too where a sender filter is measured."""


FIELDS: dict[str, object] = {"order_id": 1234, "total": Decimal("19.90"), "coupon": "SPRING"}

#: The names that the timed statements use.
NAMES: dict[str, object] = {"sender": Shop, "fields": FIELDS, **FIELDS}

KEYWORDS = ", ".join(f"{field}={field}" for field in FIELDS)


def named_receivers(count: int) -> list[Receiver]:
    """Make distinct receivers that name each field, the form that this project recommends.

    The order of the parameters suits dispatchers that pass the sender or all fields by position.
    Receivers return something, since pluggy drops a response of None.
    """

    def make() -> Receiver:
        def receiver(
            sender: object,
            order_id: int,
            total: Decimal,
            coupon: str | None,
            signal: object = None,
            **kwargs: object,
        ) -> int:
            return order_id

        return receiver

    return [make() for _ in range(count)]


def kwargs_receivers(count: int) -> list[Receiver]:
    """Make distinct receivers that take the fields as a mapping, as in Django's documentation."""

    def make() -> Receiver:
        def receiver(sender: object, **kwargs: object) -> object:
            return sender

        return receiver

    return [make() for _ in range(count)]


def async_receivers(count: int) -> list[Receiver]:
    """Make distinct async receivers that never suspend."""

    def make() -> Receiver:
        async def receiver(
            sender: object,
            order_id: int,
            total: Decimal,
            coupon: str | None,
            signal: object = None,
            **kwargs: object,
        ) -> int:
            return order_id

        return receiver

    return [make() for _ in range(count)]


def suspending_receivers(count: int) -> list[Receiver]:
    """Make distinct async receivers that suspend once, as one that waits for a socket does."""

    def make() -> Receiver:
        async def receiver(
            sender: object,
            order_id: int,
            total: Decimal,
            coupon: str | None,
            signal: object = None,
            **kwargs: object,
        ) -> int:
            await asyncio.sleep(0)
            return order_id

        return receiver

    return [make() for _ in range(count)]
