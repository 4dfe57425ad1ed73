"""Payload models that use more of pydantic and of typing."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Generic, Literal, Self, TypeVar

import pydantic
from pydantic import (
    AnyUrl,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    FilePath,
    HttpUrl,
    ImportString,
    OnErrorOmit,
    Secret,
    SerializeAsAny,
    Tag,
    TypeAdapter,
    conint,
)
from typing_extensions import TypeAliasType

from heliograph import Signal
from typing_tests.plugin.models import OrderPlaced

T = TypeVar("T")
Ids = TypeAliasType("Ids", list[int])


def marked(cls: type[T]) -> type[T]:
    return cls


@dataclass
class Point:
    x: int


@pydantic.dataclasses.dataclass
class PydanticPoint:
    x: int


class Cat(BaseModel):
    kind: Literal["cat"] = "cat"


class Dog(BaseModel):
    kind: Literal["dog"] = "dog"


class Many(BaseModel):
    model_config = ConfigDict(
        title="many",
        frozen=True,
        use_enum_values=True,
        arbitrary_types_allowed=True,
        validate_assignment=True,
        protected_namespaces=(),
    )

    constant: ClassVar = 5
    quoted: "ClassVar[int]" = 5  # noqa: UP037 - the case
    excluded: int = Field(default=1, exclude=True)
    frozen: int = Field(default=1, frozen=True)
    pet: Annotated[Cat | Dog, Field(discriminator="kind")] = Field(default_factory=Cat)
    tagged: Annotated[
        Annotated[Cat, Tag("cat")] | Annotated[Dog, Tag("dog")], Discriminator("kind")
    ] = Field(default_factory=Dog)
    serialized: SerializeAsAny[OrderPlaced] | None = None
    omitted: list[OnErrorOmit[int]] = []
    imported: ImportString[Callable[..., Any]] | None = None
    url: AnyUrl | None = None
    file: FilePath | None = None
    secret: Secret[int] | None = None
    ids: Ids = []
    limited: conint(gt=0) = 1  # type: ignore[valid-type]
    point: Point = Field(default_factory=lambda: Point(1))
    pydantic_point: PydanticPoint | None = None
    adapter: TypeAdapter[int] | None = None
    parents: list[Self] = []
    model_name: str = ""
    schema_: str = Field(default="", alias="schema")
    größe: int = 0  # noqa: PLC2401 - the case


@marked
class Decorated(BaseModel):
    number: int


class Conditional(BaseModel):
    number: int

    if sys.version_info >= (3, 12):
        newer: int = 0
    else:
        newer: int = 1

    if TYPE_CHECKING:
        seen: int = 0


class Documented(BaseModel):
    number: int
    """The number, with a docstring."""

    text: str = "a"
    """The text."""


class CustomInit(BaseModel):
    number: int
    text: str

    def __init__(self, number: int, **data: Any) -> None:
        super().__init__(number=number, text=str(number), **data)


class PostInit(BaseModel):
    number: int
    _double: int

    def model_post_init(self, context: Any, /) -> None:
        self._double = 2 * self.number


class Date(BaseModel):
    date: dt.date
    datetime: dt.datetime | None = None
    decimal: Decimal = Decimal(0)


class Tree(BaseModel, Generic[T]):
    value: T
    children: list[Tree[T]] = []


class Callbacks(BaseModel):
    on_done: Callable[[int], object] = print
    on_error: Callable[..., Any] | None = None


many = Signal[Many]()
numbers: list[int] = []

many.send(None)  # ok
many.send(None, excluded=1, frozen=2, pet=Dog(), tagged=Cat())  # ok
many.send(None, serialized=OrderPlaced(order_id=1, total=Decimal()), omitted=[1])  # ok
many.send(None, imported=print, url=AnyUrl("http://a"), secret=Secret[int](1))  # ok
many.send(None, url=HttpUrl("http://a"))  # ok
many.send(None, ids=[1, 2], limited=3, point=Point(2), pydantic_point=PydanticPoint(1))  # ok
many.send(None, adapter=TypeAdapter(int), parents=[Many()], model_name="a")  # ok
many.send(None, schema_="a", größe=1)  # ok
many.send(None, Many())  # ok
Signal[Decorated]().send(None, number=1)  # ok
Signal[Conditional]().send(None, number=1)  # ok
Signal[Conditional]().send(None, number=1, newer=1, seen=1)  # ok
Signal[Documented]().send(None, number=1)  # ok
Signal[CustomInit]().send(None, number=1, text="")  # ok
Signal[CustomInit]().send(None, CustomInit(1))  # ok
Signal[PostInit]().send(None, number=1)  # ok
Signal[Date]().send(None, date=dt.date(2026, 1, 1))  # ok
Signal[Date]().send(None, date=dt.datetime.now(dt.UTC), datetime=None)  # ok
Signal[Tree[int]]().send(None, value=1, children=[Tree(value=2)])  # ok
Signal[Tree[str | None]]().send(None, value=None, children=[])  # ok
Signal[Callbacks]().send(None, on_done=lambda number: number + 1)  # ok
Signal[Callbacks]().send(None, on_done=numbers.append, on_error=lambda: None)  # ok


@many.connect
def take(pet: Cat | Dog, ids: list[int], point: Point, **kwargs: object) -> None: ...  # ok


@many.connect
def take_more(parents: list[Many], url: AnyUrl | None, **kwargs: object) -> None: ...  # ok


@Signal[Date]().connect
def take_date(date: dt.date, decimal: Decimal, **kwargs: object) -> None: ...  # ok
