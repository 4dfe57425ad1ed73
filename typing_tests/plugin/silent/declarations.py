"""Declarations that are right, or that can't be judged."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeAlias, assert_type

from pydantic import BaseModel, Field, create_model
from typing_extensions import TypeVar

from heliograph import Signal
from typing_tests.plugin.models import OrderPlaced, UserCreated

if TYPE_CHECKING:
    from collections.abc import Iterable

ModelT = TypeVar("ModelT", bound=BaseModel)
AnyT = TypeVar("AnyT")
T = TypeVar("T")


class WireNamed(BaseModel):
    sent_by: str = Field(alias="sender")
    from_signal: str = Field(alias="signal")


class NoFields(BaseModel):
    sender: ClassVar[str] = ""
    _signal: int = 0


class WithProperty(BaseModel):
    @property
    def signal(self) -> int:
        return 1


class Page(BaseModel, Generic[T]):
    items: list[T]


class Recursive(BaseModel):
    parent: Recursive | None = None


class ModelSignal(Signal[ModelT], Generic[ModelT]):
    pass


class AnythingSignal(Signal[AnyT], Generic[AnyT]):
    pass


class TwiceSignal(ModelSignal[OrderPlaced]):
    pass


class Domain:
    class Moved(BaseModel):
        place: str

    moved = Signal[Moved]()


if sys.version_info >= (3, 12):
    Model = OrderPlaced
else:
    Model = OrderPlaced

Alias: TypeAlias = Signal[OrderPlaced]
ImplicitAlias = Signal[OrderPlaced]
ModelAlias = OrderPlaced
Dynamic = create_model("Dynamic", number=(int, ...))
unknown: Any = OrderPlaced

a = Signal[OrderPlaced]()  # ok
b: Signal[OrderPlaced] = Signal()  # ok
c = Signal[OrderPlaced, UserCreated]()  # ok
d = Signal[OrderPlaced, type[UserCreated] | None]()  # ok
e = Signal[Any]()  # ok
f = Signal()  # ok
g = Signal[WireNamed]()  # ok
h = Signal[NoFields]()  # ok
i = Signal[WithProperty]()  # ok
j = Signal[Page[int]]()  # ok
k = Signal[Recursive]()  # ok
m = ModelSignal[OrderPlaced]()  # ok
n = AnythingSignal[OrderPlaced]()  # ok
o = TwiceSignal()  # ok
p = Alias()  # ok
q = ImplicitAlias()  # ok
r = Signal[ModelAlias]()  # ok
s = Signal["OrderPlaced"]()  # ok
t = Signal[Page[dict[str, Any]]]()  # ok
u = Signal[OrderPlaced](validation="always", name="shop.placed")  # ok
v = Signal[Model]()  # ok
assert_type(a, Signal[OrderPlaced])  # ok


class Shop:
    opened = Signal[OrderPlaced]()  # ok
    closed: ClassVar[Signal[OrderPlaced]] = Signal()  # ok

    def __init__(self) -> None:
        self.named: Signal[OrderPlaced] = TwiceSignal()  # ok


def declared(model: type[ModelT]) -> Signal[ModelT]:
    return Signal[ModelT]()  # ok


def annotations_are_not_checked(  # ok
    numbers: Signal[int],
    texts: Iterable[Signal[str]],
) -> Signal[bytes] | None:
    numbers.connect(print_all)  # ok
    for text in texts:
        text.send(None, anything=1)  # ok
    return None


def print_all(**kwargs: object) -> None: ...


made = declared(OrderPlaced)
