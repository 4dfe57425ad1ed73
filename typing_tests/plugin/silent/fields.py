"""What makes a field optional, and what is no field."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, ClassVar, Generic

from pydantic import (
    AliasChoices,
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    computed_field,
    field_serializer,
)
from typing_extensions import TypeVar, deprecated

from heliograph import Signal
from typing_tests.plugin.models import OrderPlaced

T = TypeVar("T", default=str)
DEFAULT = 5
Optionally = Annotated[int, Field(default=3)]


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Stamped(BaseModel):
    id: uuid.UUID = Field(default_factory=uuid.uuid4)
    at: dt.datetime = Field(default_factory=now)


class Defaults(Stamped):
    plain: int = 5
    none: int | None = None
    named: int = DEFAULT
    called: str = str(DEFAULT)
    positional: int = Field(5)
    keyword: int = Field(default=5, gt=0)
    keyword_none: int | None = Field(default=None)
    factory: list[int] = Field(default_factory=list)
    factory_function: str = Field(default_factory=lambda: "a")
    factory_of_data: int = Field(default_factory=lambda data: len(data) + 1)
    annotated: Annotated[int, Field(gt=0)] = 1
    annotated_default: Annotated[int, Field(default=3)]
    annotated_factory: Annotated[list[int], Field(default_factory=list)]
    by_alias: str = Field(default="", alias="byAlias")
    choices: str = Field("", validation_alias=AliasChoices("a", "b"))
    mutable: dict[str, int] = {}


class Twice(BaseModel):
    number: Annotated[Annotated[int, Field(default=3)], Field(gt=0)]


class ThroughAlias(BaseModel):
    number: Optionally


class Members(BaseModel):
    model_config = ConfigDict(frozen=True, populate_by_name=True)

    limit: ClassVar[int] = 100
    registry: ClassVar[dict[str, Any]] = {}
    _count: int = PrivateAttr(default=0)
    _plain: str = ""

    number: int = Field(alias="numberOnTheWire")

    @property
    def label(self) -> str:
        return str(self.number)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def double(self) -> int:
        return 2 * self.number

    @cached_property
    def triple(self) -> int:
        return 3 * self.number

    @field_serializer("number")
    def serialize_number(self, value: int) -> str:
        return str(value)

    def method(self) -> None: ...

    @classmethod
    def make(cls) -> Members:
        return cls.model_validate({"numberOnTheWire": 1})

    @staticmethod
    def helper() -> None: ...

    class Inner(BaseModel):
        number: int


class Page(BaseModel, Generic[T]):
    items: list[T]
    number: int = 1


class Envelope(BaseModel, Generic[T]):
    content: T
    page: Page[T] | None = None


class Shadowing(BaseModel):
    """Names that mean something in Python, in mypy or in the signal itself."""

    id: int
    type: str
    weak: bool
    receiver: str
    payload: str
    fields: list[str]
    cls: str
    name: str
    args: tuple[int, ...]
    send: bool
    self: int = 0


class Discounted(BaseModel):
    number: int
    old: Annotated[int, deprecated("use number")] = 0


@dataclass
class Sender:
    name: str


defaults = Signal[Defaults]()
members = Signal[Members, Sender]()
shadowing = Signal[Shadowing]()

defaults.send(None)  # ok
defaults.send(None, plain=1, positional=1, keyword=1, factory=[1])  # ok
defaults.send(None, annotated_default=1, annotated_factory=[])  # ok
defaults.send(None, by_alias="", choices="", mutable={}, keyword_none=None)  # ok
Signal[ThroughAlias]().send(None)  # ok
Signal[Twice]().send(None)  # ok
members.send(Sender("a"), number=1)  # ok
members.send(sender=Sender("a"), number=1)  # ok
members.send(Sender("a"), Members.make())  # ok
Signal[Members.Inner]().send(None, number=1)  # ok
Signal[Page[int]]().send(None, items=[])  # ok
Signal[Page]().send(None, items=["a"])  # ok
Signal[Page[OrderPlaced]]().send(None, items=[], number=2)  # ok
Signal[Envelope[int | None]]().send(None, content=None)  # ok
Signal[Envelope[list[Page[int]]]]().send(None, content=[])  # ok
Signal[Envelope[int]]().send(None, content=1, page=Page(items=[1]))  # ok
Signal[Discounted]().send(None, number=1)  # ok
shadowing.send(  # ok
    None,
    id=1,
    type="a",
    weak=True,
    receiver="r",
    payload="p",
    fields=[],
    cls="c",
    name="n",
    args=(),
    send=False,
)


@defaults.connect
def take(plain: int, none: int | None, factory: list[int], **kwargs: object) -> None: ...  # ok


@members.connect
def by_name(sender: Sender, number: int, **kwargs: object) -> None: ...  # ok


@shadowing.connect
def shadowed(weak: bool, receiver: str, send: bool, **fields: object) -> None: ...  # ok
