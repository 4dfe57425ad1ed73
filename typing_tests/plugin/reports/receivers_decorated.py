"""Receivers with decorators of their own, overloads and generic functions."""

import functools
from collections.abc import Awaitable, Callable
from decimal import Decimal
from typing import Protocol, TypeVar, overload

from typing_extensions import ParamSpec

from heliograph import receiver
from typing_tests.plugin.models import order_placed

P = ParamSpec("P")
R = TypeVar("R")
NumberT = TypeVar("NumberT", int, float)
TextT = TypeVar("TextT", bound=str)


def logged(function: Callable[P, R]) -> Callable[P, R]:
    @functools.wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        return function(*args, **kwargs)

    return wrapper


def retried(times: int) -> Callable[[Callable[P, Awaitable[R]]], Callable[P, Awaitable[R]]]:
    def decorate(function: Callable[P, Awaitable[R]]) -> Callable[P, Awaitable[R]]:
        return function

    return decorate


class TakesText(Protocol):
    def __call__(self, order_id: str, **kwargs: object) -> None: ...


class TakesNothing(Protocol):
    def __call__(self) -> None: ...


@order_placed.connect
@logged
def fine(order_id: int, **kwargs: object) -> None: ...  # ok


@logged
def audit(order_id: str, **kwargs: object) -> None: ...


@logged
def audit_all(order_id: int) -> None: ...


@retried(3)
async def fetch(total: int, **kwargs: object) -> None: ...


order_placed.connect(audit)  # E: signal-receiver "order_id: str" "int"
order_placed.connect(audit_all)  # E: signal-kwargs
order_placed.connect(fetch)  # E: signal-receiver "total: int" "Decimal"
receiver(order_placed)(logged(audit))  # E: signal-receiver "order_id: str"


@overload
def take(order_id: str, **kwargs: object) -> None: ...
@overload
def take(order_id: bytes, **kwargs: object) -> None: ...
def take(order_id: str | bytes, **kwargs: object) -> None: ...


@overload
def take_well(order_id: str, **kwargs: object) -> None: ...
@overload
def take_well(order_id: int, **kwargs: object) -> None: ...
def take_well(order_id: str | int, **kwargs: object) -> None: ...


order_placed.connect(take)  # E: signal-receiver
order_placed.connect(take_well)  # ok


def generic(order_id: TextT, **kwargs: object) -> TextT:
    return order_id


def generic_well(order_id: R, **kwargs: object) -> R:
    return order_id


def generic_wrong_elsewhere(order_id: R, total: int, **kwargs: object) -> R:
    return order_id


def generic_bare(order_id: R) -> R:
    return order_id


order_placed.connect(generic)  # E: signal-receiver "order_id: TextT"
order_placed.connect(generic_well)  # ok
order_placed.connect(generic_wrong_elsewhere)  # E: signal-receiver "total: int"
order_placed.connect(generic_bare)  # E: signal-kwargs


def typed_parameters(
    plain: Callable[[int], None],
    nothing: Callable[[], None],
    protocol: TakesText,
    bare: TakesNothing,
    maybe_audit: Callable[[Decimal], None] | None,
) -> None:
    order_placed.connect(plain)  # E: signal-kwargs # E: signal-receiver
    order_placed.connect(nothing)  # E: signal-kwargs
    order_placed.connect(protocol)  # E: signal-receiver "order_id: str"
    order_placed.connect(bare)  # E: signal-kwargs
