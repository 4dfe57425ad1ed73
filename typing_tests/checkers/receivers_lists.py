"""Receivers under `@receiver` of several signals, which must suit each of them."""

from decimal import Decimal

from heliograph import receiver
from typing_tests.checkers.shop.signals import (
    Cart,
    order_changed,
    order_placed,
    order_returned,
    order_shipped,
    order_urgent,
    till_opened,
    untyped,
)


@receiver([order_placed, order_changed])  # ok
def same_model(order_id: int, total: Decimal, **kwargs: object) -> None: ...


@receiver((order_placed,))  # ok
def only_one(order_id: int, **kwargs: object) -> None: ...


@receiver([order_placed, order_returned])  # ok
def field_of_both(order_id: int, **kwargs: object) -> None: ...


@receiver((order_placed, order_shipped, order_returned))  # ok
def field_of_three(order_id: int, **kwargs: object) -> None: ...


@receiver({order_placed, order_returned})  # ok
async def in_a_set(sender: object, order_id: int, **kwargs: object) -> None: ...


@receiver([order_placed, untyped], sender="shop")  # ok
def with_untyped(order_id: int, **kwargs: object) -> None: ...


@receiver([order_placed, order_urgent])  # ok
def with_named_class(order_id: int, **kwargs: object) -> None: ...


@receiver([order_placed, till_opened, Cart.emptied])  # ok
def no_fields(**kwargs: object) -> None: ...


@receiver([order_placed, order_changed])
def other_type(order_id: str, **kwargs: object) -> None: ...  # E: list-same


@receiver((order_placed, order_changed))
def no_field_of_the_model(note: str, **kwargs: object) -> None: ...  # E: list-same


@receiver((order_placed,))
def other_type_of_one(order_id: str, **kwargs: object) -> None: ...  # E: list-same


@receiver([order_placed, order_returned])
def other_type_of_both(order_id: str, **kwargs: object) -> None: ...  # E: list-different


@receiver([order_placed, order_returned])
def suits_the_second(reason: str, **kwargs: object) -> None: ...  # E: list-different


@receiver((order_placed, order_returned))
def suits_the_first(total: Decimal, **kwargs: object) -> None: ...  # E: list-different


@receiver({order_placed, order_returned})
async def suits_one_in_a_set(reason: str, **kwargs: object) -> None: ...  # E: list-different


@receiver([order_placed, order_shipped, order_returned])
def suits_the_last(reason: str, **kwargs: object) -> None: ...  # E: list-different


@receiver([order_placed, Cart.emptied])
def suits_the_attribute(cart_id: str, **kwargs: object) -> None: ...  # E: list-different


@receiver([order_placed, untyped])
def suits_the_untyped(order_id: str, **kwargs: object) -> None: ...  # E: list-different (untyped)


@receiver([order_placed, order_urgent])
def other_type_of_class(order_id: str, **kwargs: object) -> None: ...  # E: list-different


receiver([order_placed, 7])  # E: no-signal
receiver(["order_placed"])  # E: no-signal
