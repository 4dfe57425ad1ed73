"""Receivers that other decorators have changed, generic ones, overloads, protocols, mocks."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Generator
from decimal import Decimal
from typing import Any, Concatenate, Generic, TypeVar, assert_type, cast, overload
from unittest import mock

from typing_extensions import ParamSpec

from heliograph import receiver
from typing_tests.plugin.models import order_placed

P = ParamSpec("P")
R = TypeVar("R")
ArgumentT_contra = TypeVar("ArgumentT_contra", contravariant=True)
NumberT = TypeVar("NumberT", int, float)
TextT = TypeVar("TextT", bound=str)
FunctionT = TypeVar("FunctionT", bound=Callable[..., Any])


class Session: ...


def logged(function: Callable[P, R]) -> Callable[P, R]:
    @functools.wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        return function(*args, **kwargs)

    return wrapper


def with_session(function: Callable[Concatenate[Session, P], R]) -> Callable[P, R]:
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        return function(Session(), *args, **kwargs)

    return wrapper


def retried(*, times: int) -> Callable[[FunctionT], FunctionT]:
    def decorate(function: FunctionT) -> FunctionT:
        return function

    return decorate


def loosened(function: Callable[..., R]) -> Callable[..., R]:
    return function


class Task(Generic[P, R]):
    def __init__(self, function: Callable[P, R]) -> None:
        self.function = function

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        return self.function(*args, **kwargs)

    def delay(self, *args: P.args, **kwargs: P.kwargs) -> None: ...


@order_placed.connect
@logged
def audit(order_id: int, **kwargs: object) -> int:  # ok
    return order_id


@order_placed.connect
@with_session
def store(session: Session, /, order_id: int, **kwargs: object) -> None: ...  # ok


@order_placed.connect
@retried(times=3)
async def fetch(total: Decimal, **kwargs: object) -> None: ...  # ok


@order_placed.connect
@loosened
def loose(anything: str) -> None: ...  # ok


@order_placed.connect
@Task
def task(order_id: int, **kwargs: object) -> int:  # ok
    return order_id


@logged
@order_placed.connect
def inside_out(order_id: int, **kwargs: object) -> None: ...  # ok


@retried(times=2)
@receiver(order_placed)
@functools.lru_cache
def cached(**kwargs: object) -> None: ...  # ok


@order_placed.connect
@contextlib.contextmanager
def managed(order_id: int, **kwargs: object) -> Generator[None]:  # ok
    yield


@functools.singledispatch
def dispatched(sender: object, **kwargs: object) -> None: ...


@order_placed.connect
def generic(order_id: R, **kwargs: object) -> R:  # ok
    return order_id


@order_placed.connect
def generic_number(order_id: NumberT, **kwargs: object) -> NumberT:  # ok
    return order_id


@order_placed.connect
def generic_text(coupon: TextT | None, **kwargs: object) -> TextT | None:  # ok
    return coupon


@overload
def take(order_id: str, **kwargs: object) -> str: ...
@overload
def take(order_id: int, **kwargs: object) -> int: ...
def take(order_id: str | int, **kwargs: object) -> str | int:
    return order_id


order_placed.connect(take)  # ok
order_placed.connect(dispatched)  # ok
order_placed.connect(mock.Mock())  # ok
order_placed.connect(mock.MagicMock(), weak=False)  # ok
order_placed.connect(mock.create_autospec(audit))  # ok
order_placed.connect(cast("Any", None))  # ok
order_placed.connect(cast("Callable[..., None]", print))  # ok
assert_type(audit(order_id=1), int)  # ok
assert_type(task(order_id=1), int)  # ok
task.delay(1)
assert_type(order_placed.connect(audit)(1, more=2), int)  # ok
