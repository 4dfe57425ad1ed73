"""Receivers made of what the standard library has, and receivers under its decorators."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import functools
import typing
import warnings
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from types import MethodType, SimpleNamespace
from typing import Any, final
from unittest import mock

from typing_extensions import deprecated

from heliograph import receiver
from typing_tests.plugin.models import order_placed, untyped

executor = ThreadPoolExecutor()
context = contextvars.copy_context()
received: list[object] = []


def take(order_id: int, **kwargs: object) -> None: ...


loose: Callable[..., None] = take


async def fetch(order_id: int, **kwargs: object) -> None: ...


class Timed(contextlib.ContextDecorator):
    def __enter__(self) -> Timed:
        return self

    def __exit__(self, *exc_info: object) -> None: ...


class Repository:
    @contextlib.contextmanager
    def transaction(self, **kwargs: object) -> Iterator[None]:
        yield

    @functools.singledispatchmethod
    def dispatched(self, order_id: int, **kwargs: object) -> None: ...

    @functools.cached_property
    def cached(self) -> Callable[..., object]:
        return take

    @functools.lru_cache  # noqa: B019 - the case
    def remembered(self, order_id: int, **kwargs: int) -> None: ...

    @deprecated("use take")
    def old(self, order_id: int, **kwargs: object) -> None: ...

    @final
    def last(self, order_id: int, **kwargs: object) -> None: ...


repository = Repository()

order_placed.connect(partial(executor.submit, loose), weak=False)  # ok
order_placed.connect(partial(context.run, loose), weak=False)  # ok
order_placed.connect(partial(asyncio.to_thread, loose), weak=False)  # ok
order_placed.connect(SimpleNamespace, weak=False)  # ok
order_placed.connect(dict, weak=False)  # ok
order_placed.connect("{order_id}".format, weak=False)  # ok
order_placed.connect(mock.Mock(spec=take))  # ok
order_placed.connect(mock.AsyncMock(), weak=False)  # ok
order_placed.connect(mock.Mock().method)  # ok
order_placed.connect(mock.create_autospec(fetch), weak=False)  # ok
order_placed.connect(mock.sentinel.receiver)  # ok
order_placed.connect(MethodType(take, repository), weak=False)  # ok
order_placed.connect(functools.wraps(take)(lambda **kwargs: None), weak=False)  # ok
order_placed.connect(functools.lru_cache(maxsize=None)(take), weak=False)  # ok
order_placed.connect(functools.update_wrapper(fetch, take))  # ok
order_placed.connect(repository.transaction)  # ok
order_placed.connect(repository.dispatched)  # ok
order_placed.connect(repository.cached)  # ok
order_placed.connect(repository.old)  # ok
order_placed.connect(repository.last)  # ok
order_placed.connect(typing.cast("Any", received.append))  # ok


@order_placed.connect
@Timed()
def timed(order_id: int, **kwargs: object) -> None: ...  # ok


@order_placed.connect
@contextlib.asynccontextmanager
async def managed(order_id: int, **kwargs: object) -> AsyncIterator[None]:  # ok
    yield


@order_placed.connect
async def generated(order_id: int, **kwargs: object) -> AsyncGenerator[int]:  # ok
    yield order_id


@order_placed.connect
def yielding(order_id: int, **kwargs: object) -> Iterator[int]:  # ok
    yield order_id


@order_placed.connect
@deprecated("use take")
def old(order_id: int, **kwargs: object) -> None:  # ok
    warnings.warn("old", DeprecationWarning, stacklevel=2)


@typing.no_type_check
@order_placed.connect
def unchecked(order_id: str) -> None: ...  # ok


@mock.patch("shop.stock", 5)
@receiver(untyped)
def patched(sender: object, **kwargs: object) -> None: ...  # ok


@receiver(order_placed)
@functools.wraps(take)
def wrapped(*args: Any, **kwargs: Any) -> None: ...  # ok
