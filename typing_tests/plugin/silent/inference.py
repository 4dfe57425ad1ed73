"""Arguments whose type depends on what they are for, and sends that are checked more than once."""

from __future__ import annotations

import json
import operator
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from functools import reduce
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast, overload

from pydantic import BaseModel

from heliograph import Signal
from typing_tests.plugin.models import OrderPlaced, order_placed

T = TypeVar("T")
NumberT = TypeVar("NumberT", int, bool)
total = Decimal("9.50")


class Wide(BaseModel):
    items: list[float] = []
    unions: list[int | str] = []
    tuples: list[tuple[str, int]] = []
    mapping: dict[str, float] = {}
    nested: Mapping[str, Sequence[int | None]] = {}
    key: Callable[[str], int] = len
    maybe_key: Callable[[int, str], object] | None = None
    size: Literal["s", "l"] = "s"
    sizes: list[Literal["s", "l"]] = []
    names: set[str] = set()
    number: float | None = None


@dataclass
class Data:
    order_id: int
    total: Decimal


wide = Signal[Wide]()


def make_list() -> list[T]:
    return []


def same(value: T) -> T:
    return value


@overload
def parse(text: str) -> int: ...
@overload
def parse(text: bytes) -> float: ...
def parse(text: str | bytes) -> float:
    return 1 if isinstance(text, str) else 1.5


def measure(order_id: int, text: str, *more: object) -> int:
    return order_id + len(text)


wide.send(None, items=[1, 2])  # ok
wide.send(None, items=make_list())  # ok
wide.send(None, items=same([1]))  # ok
wide.send(None, items=[1] * 3 + [2.5])  # ok
wide.send(None, items=[*range(3)])  # ok
wide.send(None, items=[each for each in (1, 2)])  # noqa: C416 - the case  # ok
wide.send(None, items=list(map(float, ["1"])))  # ok
wide.send(None, items=sorted([2.0, 1.0], reverse=True))  # ok
wide.send(None, items=[1] if total else [])  # ok
wide.send(None, items=[parse("a"), parse(b"a")])  # ok
wide.send(None, unions=[1, "a"], tuples=[("a", 1)])  # ok
wide.send(None, unions=list(chain([1], ["a"])))  # ok
wide.send(None, tuples=list(zip(["a"], [1], strict=True)))  # ok
wide.send(None, tuples=list(Counter("abc").items()))  # ok
wide.send(None, mapping={"a": 1})  # ok
wide.send(None, mapping=dict(a=1.0))  # noqa: C408 - the case  # ok
wide.send(None, mapping={**{"a": 1.0}, "b": 2})  # noqa: PIE800 - the case  # ok
wide.send(None, mapping={name: len(name) for name in ("a", "b")})  # ok
wide.send(None, mapping=dict.fromkeys(["a"], 1.0))  # ok
wide.send(None, mapping=OrderedDict([("a", 1.0)]))  # ok
wide.send(None, nested={"a": [1, None], "b": ()})  # ok
wide.send(None, key=lambda text: len(text.strip()))  # ok
wide.send(None, key=operator.length_hint)  # ok
wide.send(None, key=int)  # ok
wide.send(None, key=parse)  # ok
wide.send(None, maybe_key=measure)  # ok
wide.send(None, maybe_key=lambda number, text: text * number)  # ok
wide.send(None, maybe_key=lambda *args: None)  # ok
wide.send(None, size="s" if total else "l")  # ok
wide.send(None, sizes=["s", "l"])  # ok
wide.send(None, sizes=["s" for _ in range(2)])  # ok
wide.send(None, names=set())  # ok
wide.send(None, names={"a", *"bc"}, number=max([1], default=None))  # ok
wide.send(None, number=sum([1, 2]) or None)  # ok
wide.send(None, number=reduce(operator.add, [1, 2]))  # ok
wide.send(None, number=next(iter([1]), None))  # ok
wide.send(None, number=cast("int", total))  # ok
wide.send(None, number=json.loads("1"), items=json.loads("[]"))  # ok
wide.send(None, number=(lambda: 5)())  # noqa: PLC3002 - the case  # ok
wide.send(None, number=(walrus := 5), items=[walrus])  # ok
wide.send(None, number=undefined)  # type: ignore[name-defined]  # noqa: F821 - the case  # ok
order_placed.send(None, **asdict(Data(1, total)))  # ok
order_placed.send(None, **{name: json.loads("1") for name in ("order_id", "total")})  # ok
order_placed.send(None, **dict([("order_id", 1)]))  # noqa: C406 - the case  # ok
order_placed.send(None, **OrderPlaced(order_id=1, total=total).__dict__)  # ok


def with_values(value: NumberT, numbers: Iterable[NumberT]) -> NumberT:
    order_placed.send(None, order_id=value, total=total)  # ok
    wide.send(None, items=[*numbers], number=value)  # ok
    return value


def unreachable(value: int) -> Iterator[int]:
    if TYPE_CHECKING:
        order_placed.send(None, order_id=1, total=total)  # ok
    else:
        order_placed.send(None)  # ok
    for number in range(value):
        try:
            order_placed.send(None, order_id=number, total=total)  # ok
        finally:
            order_placed.send(None, order_id=value, total=total)  # ok
        while number:
            number -= 1
            order_placed.send(None, order_id=number, total=total)  # ok
            yield number
    assert isinstance(value, int)
    late = None
    if value:
        late = value
    order_placed.send(None, order_id=late or 0, total=total)  # ok
    return
    order_placed.send(None, order_id="7")  # ok


async def awaited(fetch: Callable[[], Any], numbers: list[int]) -> None:
    await wide.asend(None, number=await fetch(), items=[await fetch() for _ in numbers])  # ok
    await wide.asend(None, items=[number async for number in fetch()])  # ok
    await order_placed.asend(None, order_id=(await fetch()).id, total=total)  # ok
