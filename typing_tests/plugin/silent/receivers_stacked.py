"""Functions under several decorators, and overloads that take what is delivered together."""

from typing import Any, overload

from pydantic import BaseModel

from heliograph import Signal, receiver


class Placed(BaseModel):
    number: int
    coupon: str = ""


class Cancelled(BaseModel):
    number: int
    reason: str = ""


class Named(BaseModel):
    what: int | str


placed = Signal[Placed]()
cancelled = Signal[Cancelled]()
named = Signal[Named]()


@receiver(placed)
@receiver(cancelled)
def by_receiver(number: int, coupon: str = "", **kwargs: object) -> None: ...  # ok


@receiver(cancelled)
@receiver(placed)
def the_other_way(number: int, coupon: str = "", **kwargs: object) -> None: ...  # ok


@placed.connect
@cancelled.connect
def by_connect(number: int, reason: str = "", **kwargs: object) -> None: ...  # ok


@cancelled.connect
@placed.connect
def by_connect_the_other_way(reason: str = "", **kwargs: object) -> None: ...  # ok


@placed.connect
@receiver(cancelled)
def by_either(coupon: str = "", reason: str = "", **kwargs: object) -> None: ...  # ok


class Shop:
    @staticmethod
    @placed.connect
    @cancelled.connect
    def on_both(coupon: str | None = None, reason: str = "", **kw: object) -> None: ...  # ok


@overload
def take(what: int, **kw: Any) -> int: ...
@overload
def take(what: str, **kw: Any) -> str: ...
def take(what: int | str, **kw: Any) -> int | str:
    return what


named.connect(take)  # ok
receiver(named)(take)  # ok
