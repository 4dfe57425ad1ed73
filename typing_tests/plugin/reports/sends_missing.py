"""A send without a required field: one error for the call, whatever the number of fields."""

from decimal import Decimal
from typing import Annotated, Any, Optional

from pydantic import BaseModel, Field

from heliograph import Signal
from typing_tests.plugin.models import order_placed, untyped, user_created

total = Decimal("9.50")


class Requiring(BaseModel):
    ellipsis: Any = ...
    field_ellipsis: int = Field(...)
    constrained: int = Field(gt=0)
    default_ellipsis: int = Field(default=...)
    annotated: Annotated[int, Field(gt=0)]
    optional: Optional[int]  # noqa: UP045 - the old way to write it is a case of its own
    union: int | None
    described: str = Field(description="as the customer wrote it")
    aliased: int = Field(alias="wireName")


requiring = Signal[Requiring]()

order_placed.send("shop")  # E: signal-send "order_id" "total"
order_placed.send("shop", order_id=7)  # E: signal-send "total"
order_placed.send("shop", total=total)  # E: signal-send "order_id"
order_placed.send(sender="shop", total=total)  # E: signal-send "order_id"
order_placed.send(total=total, sender="shop")  # E: signal-send "order_id"
order_placed.send("shop", coupon="SPRING")  # E: signal-send "order_id" "total"
order_placed.send_robust("shop", order_id=7)  # E: signal-send "total"
responses = order_placed.send("shop", order_id=7)  # E: signal-send "total"
user_created.send(None, user_id=1)  # E: signal-send "name"
user_created.send(object(), name="Ada")  # E: signal-send "user_id"
order_placed.send(  # E: signal-send "total"
    "shop",
    order_id=7,
    coupon=None,
)
untyped.send("shop")  # ok


async def from_async_code() -> None:
    await order_placed.asend("shop")  # E: signal-send "order_id" "total"
    await order_placed.asend_robust("shop", order_id=7)  # E: signal-send "total"
    waiting = order_placed.asend("shop", total=total)  # E: signal-send "order_id"
    await waiting


def each_of_them_is_required() -> None:
    requiring.send(  # E: signal-send "ellipsis"
        None,
        field_ellipsis=1,
        constrained=1,
        default_ellipsis=1,
        annotated=1,
        optional=1,
        union=1,
        described="",
        aliased=1,
    )
    requiring.send(  # E: signal-send "field_ellipsis" "constrained"
        None,
        ellipsis=1,
        default_ellipsis=1,
        annotated=1,
        optional=1,
        union=1,
        described="",
        aliased=1,
    )
    requiring.send(  # E: signal-send "default_ellipsis" "annotated" "optional"
        None,
        ellipsis=1,
        field_ellipsis=1,
        constrained=1,
        union=1,
        described="",
        aliased=1,
    )
    requiring.send(  # E: signal-send "union" "described" "aliased"
        None,
        ellipsis=1,
        field_ellipsis=1,
        constrained=1,
        default_ellipsis=1,
        annotated=1,
        optional=1,
    )


def in_expressions(numbers: list[int]) -> object:
    if order_placed.send("shop", order_id=7):  # E: signal-send "total"
        return len(order_placed.send("shop", order_id=7))  # E: signal-send "total"
    return [
        order_placed.send("shop", order_id=number)  # E: signal-send "total"
        for number in numbers
    ]
