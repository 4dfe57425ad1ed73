"""Receivers that suit their signal."""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable
from decimal import Decimal
from numbers import Number
from typing import Any, assert_type

from heliograph import Signal, receiver
from typing_tests.plugin.models import OrderPlaced, UserCreated, order_placed, pinged, untyped

log = logging.getLogger(__name__)
staffed = Signal[OrderPlaced, UserCreated]()
_MISSING = object()


@order_placed.connect
def only_kwargs(**kwargs: object) -> None: ...  # ok


@order_placed.connect
def any_kwargs(sender: Any, **kwargs: Any) -> None: ...  # ok


@order_placed.connect
def args_too(*args: object, **kwargs: object) -> None: ...  # ok


@order_placed.connect
def all_of_it(  # ok
    signal: Signal[OrderPlaced],
    sender: object,
    order_id: int,
    total: Decimal,
    coupon: str | None,
    **kwargs: Any,
) -> str:
    log.info("%s %s", order_id, kwargs)
    return coupon or ""


@order_placed.connect
def wider(order_id: object, total: Any, coupon: Hashable, **kwargs: object) -> None: ...  # ok


@order_placed.connect
def wider_unions(order_id: int | str, coupon: str | bytes | None, **kw: object) -> None: ...  # ok


@order_placed.connect
def promoted(order_id: float, **kwargs: object) -> None: ...  # ok


@order_placed.connect
def keyword_only(*, order_id: int, **kwargs: object) -> None: ...  # ok


@order_placed.connect
def with_default(order_id: int, coupon: str | None = None, **kwargs: object) -> None: ...  # ok


@order_placed.connect
def positional_default(order_id: int = 0, /, **kwargs: object) -> None: ...  # ok


@order_placed.connect
def private_default(_log: logging.Logger = log, **kwargs: object) -> None: ...  # ok


@order_placed.connect
def private_literal(_retries: int = 3, **kwargs: object) -> None: ...  # ok


@order_placed.connect
def bound_default(logger: logging.Logger = log, **kwargs: object) -> None: ...  # ok


@order_placed.connect
def sentinel_default(missing: object = _MISSING, **kwargs: object) -> None: ...  # ok


@order_placed.connect
def computed_default(size: int = 2 * 3, name: str = str(5), **kwargs: object) -> None: ...  # ok


@order_placed.connect
def untyped_signal(signal: Signal, **kwargs: object) -> None: ...  # ok


@order_placed.connect
def any_signal(signal: Signal[Any], **kwargs: object) -> None: ...  # ok


@order_placed.connect
def any_signal_and_sender(signal: Signal[Any, Any], **kwargs: object) -> None: ...  # ok


@order_placed.connect
def object_signal(signal: object, sender: None, **kwargs: object) -> None: ...  # ok


@order_placed.connect
def sender_of_a_kind(sender: type[OrderPlaced], **kwargs: object) -> None: ...  # ok


@order_placed.connect
async def asynchronous(order_id: int, **kwargs: object) -> None: ...  # ok


@staffed.connect
def from_staff(sender: UserCreated, order_id: int, **kwargs: object) -> None: ...  # ok


@staffed.connect
def from_anybody(sender: object, **kwargs: object) -> None: ...  # ok


@pinged.connect
def ping(sender: object, signal: object, **kwargs: object) -> None: ...  # ok


@untyped.connect
def anything(order_id: str, weight: int, size: int = 3, **kwargs: object) -> None: ...  # ok


@untyped.connect
def untyped_text(sender: str, **kwargs: str) -> None: ...  # ok


@receiver(order_placed)
def decorated(order_id: int, **kwargs: object) -> int:  # ok
    return order_id


@receiver(order_placed, sender="shop", weak=False, dispatch_uid=("a", 1))
def decorated_with_options(sender: str, **kwargs: object) -> None: ...  # ok


@receiver(untyped)
@receiver(order_placed, weak=False)
def decorated_twice(order_id: int, **kwargs: object) -> None: ...  # ok


@order_placed.connect
@pinged.connect
def both(sender: object, **kwargs: object) -> None: ...  # ok


def inner(signal: Signal[OrderPlaced]) -> Callable[..., object]:
    numbers = [1]

    @signal.connect
    def local(order_id: int, numbers: list[int] = numbers, **kwargs: object) -> None: ...  # ok

    for each in numbers:

        @signal.connect
        def in_loop(order_id: int, each: int = each, **kwargs: object) -> None: ...  # ok

    signal.connect(local)  # ok
    return signal.connect(local, weak=False)  # ok


def optional(more: int = 3, **kwargs: object) -> None: ...


order_placed.connect(optional)  # ok
order_placed.connect(lambda order_id, more=3, **kwargs: order_id, weak=False)  # ok
order_placed.connect(lambda **kwargs: log.info("%s", kwargs["order_id"]), weak=False)  # ok
assert_type(decorated(1), int)  # ok
assert_type(order_placed.connect(decorated)(2), int)  # ok
assert_type(receiver(order_placed)(decorated)(order_id=2, more=1), int)  # ok
assert_type(with_default(1, coupon=None), None)  # ok


def number(order_id: Number | int, **kwargs: object) -> None: ...


order_placed.connect(number, "shop", False, "uid")  # ok
order_placed.connect(receiver=number, sender=OrderPlaced)  # ok
order_placed.disconnect(number)  # ok
order_placed.disconnect(sender="shop", dispatch_uid="uid")  # ok
