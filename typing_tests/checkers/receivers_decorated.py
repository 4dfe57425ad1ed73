"""Receivers under `@receiver` of one signal."""

from decimal import Decimal
from typing import Any

from heliograph import receiver
from typing_tests.checkers.shop.signals import (
    Cart,
    numbers_listed,
    order_placed,
    order_urgent,
    till_opened,
    untyped,
)


@receiver(order_placed)  # ok
def some_fields(sender: object, order_id: int, **kwargs: object) -> None: ...


@receiver(order_placed, sender="shop", weak=False, dispatch_uid="audit")  # ok
async def with_options(order_id: int, coupon: str | None, **kwargs: Any) -> None: ...


@receiver(order_placed)  # ok
def unannotated(sender, order_id, **kwargs): ...


@receiver(order_placed)  # ok (no-field)
def own_parameter(retries: int = 3, **kwargs: object) -> None: ...


@receiver(order_urgent)  # ok
@receiver(order_placed)
def two_decorators(order_id: int, total: Decimal, **kwargs: object) -> None: ...


@receiver(numbers_listed)  # ok
def numbers(items: list[int], **kwargs: object) -> None: ...


@receiver(Cart.emptied)  # ok
def class_attribute(cart_id: str, **kwargs: object) -> None: ...


@receiver(till_opened)  # ok
def with_sender(cart_id: str, **kwargs: object) -> None: ...


@receiver(untyped)  # ok
def anything(order_id: str, note: bytes, **kwargs: object) -> None: ...


receiver(order_placed)(some_fields)  # ok
on_order = receiver(order_placed)
on_order(some_fields)  # ok


@receiver(order_placed)
def other_type(order_id: str, **kwargs: object) -> None: ...  # E: parameter-type


@receiver(order_placed, sender="shop")
async def narrower(coupon: str, **kwargs: object) -> None: ...  # E: parameter-type


@receiver(order_urgent)
def other_type_urgent(order_id: str, **kwargs: object) -> None: ...  # E: parameter-type


@receiver(numbers_listed)
def texts(items: list[str], **kwargs: object) -> None: ...  # E: parameter-type


@receiver(Cart.emptied)
def other_type_of_attribute(cart_id: int, **kwargs: object) -> None: ...  # E: parameter-type


@receiver(order_urgent)
@receiver(till_opened)
def suits_one_decorator(cart_id: str, **kwargs: object) -> None: ...  # E: no-such-field


@receiver(order_placed)
def required(order_id: int, note: str, **kwargs: object) -> None: ...  # E: no-such-field


@receiver(order_placed)
def required_unannotated(order_id, note, **kwargs): ...  # E: no-such-field (any-type)


@receiver(order_placed)
def by_position(order_id: int, /, **kwargs: object) -> None: ...  # E: positional-only


def takes_text(order_id: str, **kwargs: object) -> None: ...


def takes_note(order_id: int, note: str, **kwargs: object) -> None: ...


receiver(order_placed)(takes_text)  # E: parameter-type
on_order(takes_note)  # E: no-such-field
receiver(order_placed)(7)  # E: not-callable
receiver("order_placed")  # E: no-signal
receiver(7)  # E: no-signal
receiver(None)  # E: no-signal
