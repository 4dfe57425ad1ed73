"""Unions of signals, of payload models, of receivers."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict

from heliograph import Signal, receiver
from typing_tests.plugin.models import OrderPlaced, UserCreated, order_placed, untyped


class OrderMoved(BaseModel):
    order_id: int
    total: Decimal | float
    place: str = ""


class Open(BaseModel):
    model_config = ConfigDict(extra="allow")

    order_id: int


class OrderSignal(Signal[OrderPlaced]): ...


class Other:
    def send(self, sender: object, **fields: object) -> None: ...

    def connect(self, receiver: Callable[..., object]) -> None: ...


total = Decimal("9.50")


def sends(
    either: Signal[OrderPlaced] | Signal[OrderMoved],
    with_open: Signal[OrderPlaced] | Signal[Open],
    with_any: Signal[OrderPlaced] | Any,
    with_untyped: Signal[OrderPlaced] | Signal[Any],
    with_subclass: Signal[OrderPlaced] | OrderSignal,
    with_other: Signal[OrderPlaced] | Other,
    of_models: Signal[OrderPlaced | UserCreated],
    fields: dict[str, Any],
    order: OrderPlaced | UserCreated,
) -> None:
    either.send(None, order_id=1, total=total)  # ok
    either.send(None, **fields)  # ok
    with_open.send(None, order_id=1, total=total)  # ok
    with_any.send(None, order_id=1, total=total)  # ok
    with_untyped.send(None, order_id=1, total=total)  # ok
    with_subclass.send(None, order_id=1, total=total)  # ok
    with_other.send(None, order_id=1, total=total)  # ok
    of_models.send(None, order)  # ok
    of_models.send(None, order_id=1, total=total)  # ok
    of_models.send(None, user_id=1, name="")  # ok
    if isinstance(order, OrderPlaced):
        order_placed.send(None, order)  # ok
    if either is order_placed:
        either.send(None, order_id=1, total=total)  # ok


def connects(
    either: Signal[OrderPlaced] | Signal[OrderMoved],
    with_any: Signal[OrderPlaced] | Any,
    with_untyped: Signal[OrderPlaced] | Signal[Any],
    with_other: Signal[OrderPlaced] | Other,
    of_models: Signal[OrderPlaced | UserCreated],
    function: Callable[..., None] | type[Take],
    maybe_keyed: Take | TakeAll,
) -> None:
    either.connect(take)  # ok
    either.connect(function)  # ok
    either.connect(maybe_keyed)  # ok
    with_any.connect(take)  # ok
    with_untyped.connect(take)  # ok
    with_other.connect(take)  # ok
    of_models.connect(take)  # ok
    order_placed.connect(take if either else take_all)  # ok
    order_placed.connect(maybe_keyed)  # ok

    @either.connect
    def local(order_id: int, total: Decimal | float, **kwargs: object) -> None: ...  # ok

    @receiver(with_untyped)
    def local_untyped(order_id: int, **kwargs: object) -> None: ...  # ok

    @receiver([either, with_untyped, untyped])
    def local_of_several(order_id: int, **kwargs: object) -> None: ...  # ok

    @either.connect
    def local_default(order_id: int, place: str = "", **kwargs: object) -> None: ...  # ok

    @of_models.connect
    def local_of_models(order_id: int, name: str = "", **kwargs: object) -> None: ...  # ok


def take(order_id: int, **kwargs: object) -> None: ...


def take_all(**kwargs: object) -> None: ...


class Take:
    def __init__(self, order_id: int, **kwargs: object) -> None: ...

    def __call__(self, **kwargs: object) -> None: ...


class TakeAll:
    def __call__(self, *args: object, **kwargs: object) -> None: ...
