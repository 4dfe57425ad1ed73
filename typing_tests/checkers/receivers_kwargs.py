"""The `**kwargs` of receivers, which all of them need."""

from decimal import Decimal
from typing import Any

from heliograph import receiver
from typing_tests.checkers.shop.signals import (
    Cart,
    measured,
    order_placed,
    order_returned,
    order_urgent,
)


@order_placed.connect  # ok
def takes_object(**kwargs: object) -> None: ...


@order_placed.connect  # ok
def takes_any(**kwargs: Any) -> None: ...


@order_placed.connect  # ok
def takes_more_by_another_name(**fields: object) -> None: ...


@order_placed.connect
def none(order_id: int) -> None: ...  # E: no-kwargs


@order_placed.connect
def none_but_all_fields(  # E: no-kwargs
    signal: object, sender: object, order_id: int, total: Decimal, coupon: object, tags: object
) -> None: ...


@order_placed.connect
def none_unannotated(sender, order_id): ...  # E: no-kwargs


@order_placed.connect
def positional(*args: object) -> None: ...  # E: no-kwargs


@order_urgent.connect
def none_urgent(order_id: int) -> None: ...  # E: no-kwargs


@measured.connect
def none_open_model(number: int) -> None: ...  # E: no-kwargs (open)


@Cart.emptied.connect
async def none_async(cart_id: str) -> None: ...  # E: no-kwargs


@receiver(order_placed)
def none_decorated(order_id: int) -> None: ...  # E: no-kwargs


@receiver([order_placed, order_placed])
def none_listed(order_id: int) -> None: ...  # E: no-kwargs


@receiver([order_placed, order_returned])
def none_of_two(order_id: int) -> None: ...  # E: no-kwargs (several)


@order_placed.connect
def narrow(**kwargs: int) -> None: ...  # E: narrow-kwargs


@receiver(order_placed)
def narrow_decorated(order_id: int, **kwargs: str) -> None: ...  # E: narrow-kwargs


def closed(order_id: int) -> None: ...


def numbers_only(**kwargs: int) -> None: ...


order_placed.connect(closed)  # E: no-kwargs
receiver(order_placed)(closed)  # E: no-kwargs
order_placed.connect(numbers_only)  # E: narrow-kwargs
