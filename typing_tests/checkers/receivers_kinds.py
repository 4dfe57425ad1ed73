"""Receivers that are no plain functions."""

import functools
from collections.abc import Awaitable, Callable
from decimal import Decimal
from typing import Any

from heliograph.typing import Receiver
from typing_tests.checkers.shop.signals import order_placed


async def asynchronous(order_id: int, **kwargs: object) -> int:
    return order_id


async def asynchronous_wrong(order_id: str, **kwargs: object) -> str:
    return order_id


def with_rate(rate: float, order_id: int, **kwargs: object) -> None: ...


class Audit:
    def __init__(self, order_id: int = 0, **kwargs: object) -> None: ...

    def write(self, sender: object, order_id: int, **kwargs: object) -> None: ...

    def write_wrong(self, order_id: str, **kwargs: object) -> None: ...

    def write_closed(self, order_id: int) -> None: ...

    @classmethod
    def write_all(cls, total: Decimal, **kwargs: object) -> None: ...

    @classmethod
    def write_all_wrong(cls, total: str, **kwargs: object) -> None: ...

    @staticmethod
    def write_alone(total: Decimal, **kwargs: object) -> None: ...

    @staticmethod
    def write_alone_wrong(note: str, **kwargs: object) -> None: ...


class Counts:
    def __call__(self, order_id: int, **kwargs: object) -> None: ...


class CountsWrong:
    def __call__(self, order_id: str, **kwargs: object) -> None: ...


class CountsClosed:
    def __call__(self, order_id: int) -> None: ...


audit = Audit()
counts = Counts()
counts_wrong = CountsWrong()
counts_closed = CountsClosed()
with_rate_given = functools.partial(with_rate, 0.5)
with_rate_named = functools.partial(with_rate, rate=0.5)
without_rate = functools.partial(with_rate)
wrong_given = functools.partial(audit.write_wrong)

order_placed.connect(asynchronous)  # ok
order_placed.connect(audit.write)  # ok
order_placed.connect(Audit.write_all)  # ok
order_placed.connect(audit.write_alone)  # ok
order_placed.connect(counts)  # ok
order_placed.connect(Audit, weak=False)  # ok
order_placed.connect(with_rate_given)  # ok
order_placed.connect(with_rate_named)  # ok (partial-keyword)
order_placed.connect(lambda **kwargs: None, weak=False)  # ok
order_placed.connect(lambda order_id, **kwargs: order_id + 1, weak=False)  # ok
order_placed.connect(lambda sender, total, **fields: total, weak=False)  # ok

order_placed.connect(asynchronous_wrong)  # E: other-kinds
order_placed.connect(audit.write_wrong)  # E: other-kinds
order_placed.connect(audit.write_closed)  # E: other-kinds
order_placed.connect(Audit.write_all_wrong)  # E: other-kinds
order_placed.connect(Audit.write_alone_wrong)  # E: other-kinds
order_placed.connect(Audit.write)  # E: other-kinds
order_placed.connect(counts_wrong)  # E: other-kinds
order_placed.connect(counts_closed)  # E: other-kinds
order_placed.connect(audit)  # E: not-callable
order_placed.connect(without_rate)  # E: partial
order_placed.connect(wrong_given)  # E: partial
order_placed.connect(lambda order_id: order_id, weak=False)  # E: lambda
order_placed.connect(lambda: None, weak=False)  # E: lambda
order_placed.connect(lambda note, **kwargs: note, weak=False)  # E: lambda (any-type)


def of_loose_types(
    anything: Any,
    function: Callable[..., Any],
    named: Receiver,
    coroutine: Callable[..., Awaitable[int]],
) -> None:
    order_placed.connect(anything)  # ok
    order_placed.connect(function)  # ok
    order_placed.connect(named)  # ok
    order_placed.connect(coroutine)  # ok


def of_exact_types(
    with_order: Callable[[int], None], without: Callable[[], None], text: str
) -> None:
    order_placed.connect(with_order)  # E: other-kinds
    order_placed.connect(without)  # E: other-kinds
    order_placed.connect(text)  # E: not-callable
