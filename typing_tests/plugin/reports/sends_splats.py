"""`**` in a send, of what the type checker knows the keys of, or not."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NotRequired, Required

from typing_extensions import TypedDict, Unpack

from typing_tests.plugin.models import OrderPlaced, UserCreated, order_placed, user_created

total = Decimal("9.50")


class Whole(TypedDict):
    order_id: int
    total: Decimal


class Part(TypedDict):
    order_id: int


class WrongType(TypedDict):
    order_id: str
    total: Decimal


class Surplus(Whole):
    weight: int


class Partial(TypedDict, total=False):
    order_id: Required[int]
    coupon: str


class Optional(TypedDict):
    order_id: NotRequired[int]


class Coupon(TypedDict):
    coupon: NotRequired[str]


def typed_dicts(
    whole: Whole,
    part: Part,
    wrong_type: WrongType,
    surplus: Surplus,
    partial: Partial,
    optional: Optional,
    coupon: Coupon,
) -> None:
    order_placed.send("shop", **whole)  # ok
    order_placed.send("shop", **part)  # E: signal-send "total"
    order_placed.send("shop", **partial)  # E: signal-send "total"
    order_placed.send("shop", **coupon)  # E: signal-send "order_id" "total"
    order_placed.send("shop", **optional, total=total)  # ok
    order_placed.send("shop", **wrong_type)  # E: signal-send "order_id"
    order_placed.send("shop", **surplus)  # E: signal-send "weight"
    order_placed.send("shop", **part, total="9")  # E: signal-send "total"
    order_placed.send("shop", **part, total=total, cupon="A")  # E: signal-send "cupon"
    order_placed.send("shop", **whole, **coupon)  # ok
    order_placed.send("shop", **whole, coupon=1)  # E: signal-send "coupon"
    order_placed.send_robust("shop", **part)  # E: signal-send "total"
    order_placed.send(  # E: signal-send "total"
        "shop",
        **part,
    )
    order_placed.send(
        "shop",
        **surplus,  # E: signal-send "weight"
    )


def keyword_arguments(**kwargs: Unpack[Part]) -> None:
    order_placed.send("shop", **kwargs)  # E: signal-send "total"
    order_placed.send("shop", **kwargs, total=total)  # ok


async def from_async_code(part: Part, wrong_type: WrongType) -> None:
    await order_placed.asend("shop", **part)  # E: signal-send "total"
    await order_placed.asend_robust("shop", **wrong_type)  # E: signal-send "order_id"


def open_mappings(
    anything: dict[str, Any],
    numbers: dict[str, int],
    texts: Mapping[str, str],
    values: Any,
) -> None:
    order_placed.send("shop", **anything)  # ok
    order_placed.send("shop", **anything, order_id="7")  # E: signal-send "order_id"
    order_placed.send("shop", **anything, nonsense=1)  # E: signal-send "nonsense"
    order_placed.send("shop", order_id="7", **numbers)  # E: signal-send "order_id"
    order_placed.send("shop", cupon="A", **texts)  # E: signal-send "cupon" "coupon"
    order_placed.send("shop", **values, coupon=5)  # E: signal-send "coupon"
    user_created.send(None, user_id="1", **texts)  # E: signal-send "user_id"


def payload_and_splat(whole: Whole, placed: OrderPlaced, created: UserCreated) -> None:
    order_placed.send("shop", placed, **whole)  # E: signal-send
    order_placed.send("shop", created)  # E: signal-send "UserCreated"
