"""`*` and `**` in sends, of all that may stand there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Generic, NotRequired, TypeVar, cast

from typing_extensions import ReadOnly, TypedDict, Unpack

from typing_tests.plugin.models import OrderPlaced, order_placed, untyped

T = TypeVar("T")
total = Decimal("9.50")


class Whole(TypedDict):
    order_id: int
    total: ReadOnly[Decimal]


class Child(Whole, total=False):
    coupon: str | None


class Of(TypedDict, Generic[T]):
    order_id: T
    total: Decimal


class WithSender(Whole):
    sender: str


class More(Whole):
    more: NotRequired[int]


class MyDict(dict[str, Any]): ...


class Keys:
    def keys(self) -> Iterable[str]:
        return ()

    def __getitem__(self, key: str) -> Any:
        return key


def typed_dicts(
    whole: Whole,
    child: Child,
    of_int: Of[int],
    of_bool: Of[bool],
    with_sender: WithSender,
    more: More,
    union: Whole | Child,
    whole_or_dict: Whole | dict[str, Any],
) -> None:
    order_placed.send(None, **whole)  # ok
    order_placed.send(None, **child)  # ok
    order_placed.send(None, **of_int)  # ok
    order_placed.send(None, **of_bool)  # ok
    order_placed.send(**with_sender)  # ok
    order_placed.send(None, **more)  # ok
    order_placed.send(None, **union)  # ok
    order_placed.send(None, **whole_or_dict)  # ok
    order_placed.send(None, **(whole if total else child))  # ok
    order_placed.send(None, **{**whole, "coupon": "A"})  # ok
    order_placed.send(None, **{name: value for name, value in whole.items()})  # noqa: C416  # ok
    order_placed.send(None, **dict(whole))  # ok
    order_placed.send(None, **Whole(order_id=1, total=total))  # ok
    order_placed.send(None, **cast("Whole", {}))  # ok
    order_placed.send(None, **cast("Any", whole), coupon="A")  # ok
    order_placed.send(*(None,), **whole)  # ok
    untyped.send(None, **whole)  # ok


def mappings(
    mine: MyDict,
    keys: Keys,
    objects: Mapping[str, object],
    maybe: dict[str, int] | None,
    numbers: dict[str, int],
) -> None:
    order_placed.send(None, **mine)  # ok
    order_placed.send(None, **keys)  # ok
    order_placed.send(None, **objects)  # ok
    order_placed.send(None, **(maybe or {}))  # ok
    order_placed.send(None, order_id=1, **numbers)  # ok
    order_placed.send(None, **numbers, **mine)  # ok
    order_placed.send(None, order_id=1, total=total, **{})  # noqa: PIE804 - the case  # ok


def any_keywords(*args: Any, **kwargs: Any) -> None:
    order_placed.send(*args, **kwargs)  # ok
    order_placed.send(*args, order_id=1, **kwargs)  # ok
    order_placed.send(None, *args, order_id=1, **kwargs)  # ok
    order_placed.send(None, *args)  # ok
    order_placed.send(*args)  # ok
    order_placed.send(**kwargs)  # ok
    order_placed.send(sender=None, **kwargs)  # ok


def typed_keywords(sender: object, *payload: OrderPlaced, **kwargs: Unpack[Whole]) -> None:
    order_placed.send(sender, *payload)  # ok
    order_placed.send(sender, *payload[:1])  # ok
    order_placed.send(*(sender, payload[0]))  # ok
    order_placed.send(sender, **kwargs)  # ok
    order_placed.send(sender, **kwargs, coupon="A")  # ok


def object_keywords(*args: object, **kwargs: object) -> None:
    order_placed.send(args[0], **kwargs)  # ok
    order_placed.send(None, order_id=1, **kwargs)  # ok
