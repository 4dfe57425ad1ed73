"""Receivers that `connect` is called with, or that it decorates."""

from decimal import Decimal
from typing import Any

from heliograph import Signal
from typing_tests.checkers.shop.models import OrderPlaced
from typing_tests.checkers.shop.parts import Address, Currency
from typing_tests.checkers.shop.signals import (
    Cart,
    measured,
    numbers_listed,
    order_placed,
    order_shipped,
    order_urgent,
    untyped,
)


@order_placed.connect  # ok
def all_fields(
    sender: object,
    order_id: int,
    total: Decimal,
    coupon: str | None,
    tags: list[str],
    **kwargs: object,
) -> None: ...


@order_placed.connect  # ok
def some_fields(order_id: int, **kwargs: object) -> None: ...


@order_placed.connect  # ok
def no_fields(**kwargs: object) -> None: ...


@order_placed.connect  # ok
def unannotated(sender, order_id, **kwargs): ...


@order_placed.connect  # ok
def wider(order_id: int | str, coupon: object, **kwargs: Any) -> None: ...


@order_placed.connect  # ok
def by_keyword(*, order_id: int, **kwargs: object) -> None: ...


@order_placed.connect  # ok
def asks_for_the_signal(signal: Signal[OrderPlaced], **kwargs: object) -> None: ...


@order_placed.connect  # ok
def field_with_default(order_id: int = 0, **kwargs: object) -> None: ...


@order_placed.connect  # ok (no-field)
def own_parameter(order_id: int, retries: int = 3, **kwargs: object) -> None: ...


@order_placed.connect  # ok (no-field-unannotated)
def own_parameter_unannotated(order_id: int, retries=3, **kwargs: object) -> None: ...


@order_placed.connect  # ok (no-field-any)
def own_parameter_of_any_type(order_id: int, retries: Any = 3, **kwargs: object) -> None: ...


@order_shipped.connect  # ok
def parts(address: Address, currency: Currency, speed: str, **kwargs: object) -> None: ...


@numbers_listed.connect  # ok
def numbers(items: list[int], number: int, **kwargs: object) -> None: ...


@measured.connect  # ok
def open_model(number: int, **kwargs: object) -> None: ...


@order_urgent.connect  # ok
def urgent(order_id: int, **kwargs: object) -> None: ...


@Cart.emptied.connect  # ok
def class_attribute(cart_id: str, **kwargs: object) -> None: ...


@untyped.connect  # ok
def anything(order_id: str, note: bytes, **kwargs: object) -> None: ...


order_placed.connect(some_fields)  # ok
order_placed.connect(some_fields, sender="shop", weak=False, dispatch_uid="some")  # ok
order_placed.connect(receiver=some_fields)  # ok


@order_placed.connect
def other_type(order_id: str, **kwargs: object) -> None: ...  # E: parameter-type


@order_placed.connect
def narrower(coupon: str, **kwargs: object) -> None: ...  # E: parameter-type


@order_placed.connect
def other_items(tags: list[int], **kwargs: object) -> None: ...  # E: parameter-type


@order_placed.connect
async def other_type_async(total: float, **kwargs: object) -> None: ...  # E: parameter-type


@order_shipped.connect
def other_part(address: str, **kwargs: object) -> None: ...  # E: parameter-type


@numbers_listed.connect
def texts(items: list[str], **kwargs: object) -> None: ...  # E: parameter-type


@order_urgent.connect
def other_type_urgent(order_id: str, **kwargs: object) -> None: ...  # E: parameter-type


@Cart.emptied.connect
def other_type_of_attribute(cart_id: int, **kwargs: object) -> None: ...  # E: parameter-type


@measured.connect
def other_type_open_model(number: str, **kwargs: object) -> None: ...  # E: parameter-type (open)


@order_placed.connect
def required(order_id: int, note: str, **kwargs: object) -> None: ...  # E: no-such-field


@order_placed.connect
def misspelt(oder_id: int, **kwargs: object) -> None: ...  # E: no-such-field


@order_placed.connect
def required_unannotated(order_id, note, **kwargs): ...  # E: no-such-field (any-type)


@order_placed.connect
def required_object(note: object, **kwargs: object) -> None: ...  # E: no-such-field (any-type)


@order_urgent.connect
def required_urgent(note: str, **kwargs: object) -> None: ...  # E: no-such-field


@Cart.emptied.connect
def required_of_attribute(note: str, **kwargs: object) -> None: ...  # E: no-such-field


@order_placed.connect
def by_position(order_id: int, /, **kwargs: object) -> None: ...  # E: positional-only


@order_placed.connect
def by_position_too(sender: object, /, **kwargs: object) -> None: ...  # E: positional-only


def takes_text(order_id: str, **kwargs: object) -> None: ...


def takes_note(order_id: int, note: str, **kwargs: object) -> None: ...


order_placed.connect(takes_note)  # E: no-such-field
order_placed.connect(takes_text)  # E: parameter-type
order_placed.connect(receiver=takes_text, sender="shop")  # E: parameter-type
order_placed.connect(7)  # E: not-callable
order_placed.connect("some_fields")  # E: not-callable
untyped.connect(7)  # E: not-callable
