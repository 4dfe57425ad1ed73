"""Receivers that are known by a protocol, a type variable or a `Callable` only."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Concatenate, Protocol, TypeVar

from typing_extensions import ParamSpec

from heliograph import Signal, receiver
from typing_tests.plugin.models import OrderPlaced, order_placed, user_created

P = ParamSpec("P")
R = TypeVar("R")
ArgumentT_contra = TypeVar("ArgumentT_contra", contravariant=True)
FunctionT = TypeVar("FunctionT", bound=Callable[..., Any])


def logged(function: Callable[P, R]) -> Callable[P, R]:
    return function


class TakesOrder(Protocol):
    def __call__(self, *, order_id: int, **kwargs: object) -> object: ...


class TakesAnything(Protocol):
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...


class TakesOne(Protocol[ArgumentT_contra]):
    def __call__(self, order_id: ArgumentT_contra, **kwargs: object) -> object: ...


def parameters(
    order: TakesOrder,
    anything: TakesAnything,
    one: TakesOne[int],
    wider: TakesOne[object],
    loose: Callable[..., Coroutine[Any, Any, None]],
    any_value: Any,
    function: FunctionT,
    maybe: Callable[..., None] | None,
    either: TakesOrder | TakesAnything,
) -> FunctionT:
    order_placed.connect(order)  # ok
    order_placed.connect(anything)  # ok
    order_placed.connect(one)  # ok
    order_placed.connect(wider)  # ok
    order_placed.connect(loose)  # ok
    order_placed.connect(any_value)  # ok
    order_placed.connect(any_value.attribute)  # ok
    order_placed.connect(either)  # ok
    if maybe:
        order_placed.connect(maybe)  # ok
    if inspect.iscoroutinefunction(loose):
        order_placed.connect(loose)  # ok
    return order_placed.connect(function)  # ok


def spec(function: Callable[P, Awaitable[R]], *args: P.args, **kwargs: P.kwargs) -> None:
    order_placed.connect(function)  # ok
    order_placed.connect(logged(function), weak=False)  # ok


def spec_with_more(function: Callable[Concatenate[int, P], R]) -> Callable[P, None]:
    @functools.wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> None: ...

    user_created.connect(wrapper)  # ok
    return wrapper


def registering(signal: Signal[OrderPlaced]) -> Callable[[FunctionT], FunctionT]:
    def decorate(function: FunctionT) -> FunctionT:
        signal.connect(function, weak=False)  # ok
        return receiver(signal)(function)  # ok

    return decorate
