"""Values that fit the declared type, though not at first sight; inference towards that type."""

from __future__ import annotations

import datetime as dt
import enum
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, NewType, Protocol, TypeAlias

import annotated_types
from pydantic import (
    UUID4,
    BaseModel,
    ConfigDict,
    Field,
    InstanceOf,
    PositiveInt,
    SecretStr,
    SkipValidation,
    StrictInt,
    constr,
)
from typing_extensions import TypedDict

from heliograph import Signal
from typing_tests.plugin.models import OrderPlaced

CustomerId = NewType("CustomerId", int)
JsonValue: TypeAlias = "dict[str, JsonValue] | list[JsonValue] | str | int | None"


class Size(enum.StrEnum):
    SMALL = "s"


class Address(TypedDict, total=False):
    street: str
    town: str


class Closable(Protocol):
    def close(self) -> None: ...


class Closed:
    def close(self) -> None: ...


class Node(BaseModel):
    children: list[Node] = []
    parent: Node | None = None


class Wide(BaseModel):
    model_config = ConfigDict(arbitrary_types_allowed=True)

    items: list[int] = []
    nested: dict[str, list[tuple[int, str | None]]] = {}
    frozen: frozenset[str] = frozenset()
    size: Size = Size.SMALL
    text: str = ""
    carrier: Literal["post", "courier"] = "post"
    address: Address = {}
    price: Callable[[int], float] = float
    load: Callable[[str], Awaitable[int]] | None = None
    closable: Any = None
    resource: InstanceOf[Closable] | None = None
    ratio: float = 0.0
    at: dt.date = dt.date(2026, 1, 1)
    sequence: Sequence[float] = ()
    mapping: Mapping[str, object] = {}
    stream: Iterable[int] = ()
    customer: CustomerId = CustomerId(0)
    node: Node | None = None
    data: JsonValue = None
    kind: type[BaseModel] = BaseModel
    path: Path = Path()
    anything: object = None
    count: Annotated[int, Field(gt=0), annotated_types.Lt(9)] = 1
    positive: PositiveInt = 1
    strict: StrictInt = 1
    secret: SecretStr | None = None
    key: UUID4 | None = None
    short: constr(max_length=3) = ""  # type: ignore[valid-type]
    unchecked: SkipValidation[list[int]] = []
    pair: tuple[int, *tuple[str, ...]] = (1,)
    union: int | list[int | str] | dict[str, float] = 1


wide = Signal[Wide]()


def measure(weight: int) -> float:
    return weight / 2


async def load(key: str) -> int:
    return len(key)


wide.send(None, items=[])  # ok
wide.send(None, items=list(range(3)), nested={})  # ok
wide.send(None, items=[True, 2], nested={"a": [(1, None)], "b": []})  # ok
wide.send(None, frozen=frozenset(), size=Size.SMALL, text=Size.SMALL)  # ok
wide.send(None, carrier="post", address={"town": "Ulm"})  # ok
wide.send(None, address={}, mapping={"a": 1, "b": None})  # ok
wide.send(None, price=lambda weight: weight * 2)  # ok
wide.send(None, price=measure, load=load)  # ok
wide.send(None, price=float, load=None)  # ok
wide.send(None, price=[1.0, 2.0].__getitem__)  # ok
wide.send(None, ratio=1, sequence=[1, 2.5])  # ok
wide.send(None, ratio=True, sequence=(1, 2))  # ok
wide.send(None, at=dt.datetime.now(dt.UTC), sequence=deque([1.0]))  # ok
wide.send(None, mapping=defaultdict(list), stream=(n for n in range(3)))  # ok
wide.send(None, stream=range(3), customer=CustomerId(5))  # ok
wide.send(None, node=Node(children=[Node()]), data={"a": [1, None, {"b": "c"}]})  # ok
wide.send(None, kind=OrderPlaced, path=Path.home() / "a")  # ok
wide.send(None, anything=print, closable=1, count=3, positive=2, strict=5)  # ok
wide.send(None, secret=SecretStr("a"), key=None, short="abc")  # ok
wide.send(None, unchecked=[1], pair=(1, "a", "b"))  # ok
wide.send(None, union=[], resource=None)  # ok
wide.send(None, union=[1, "a"], resource=Closed())  # ok
wide.send(None, union={}, data=[])  # ok
wide.send(None, union={"a": 1}, data={})  # ok
wide.send(None, items=[*range(3)] or [1])  # ok
wide.send(None, items=[] if wide else [1])  # ok
wide.send(None, items=(found := [1]), anything=found)  # ok
wide.send(None, Wide(items=[]))  # ok


def variables(
    numbers: list[int],
    maybe: Decimal | None,
    carrier: Literal["post"],
    literal: Literal[3],
    size: Literal[Size.SMALL],
) -> None:
    wide.send(None, items=numbers, stream=iter(numbers))  # ok
    wide.send(None, items=sorted(numbers), sequence=numbers)  # ok
    wide.send(None, carrier=carrier, count=literal, size=size)  # ok
    if maybe is not None:
        wide.send(None, ratio=float(maybe), text=str(maybe))  # ok
    wide.send(None, ratio=float(maybe or 0))  # ok
    items: list[int] = []
    wide.send(None, items=items)  # ok
    for number in numbers:
        wide.send(None, positive=number, union=number)  # ok
