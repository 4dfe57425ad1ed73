"""Parameters that are wider than what is delivered, in less obvious ways."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import (
    Annotated,
    Any,
    Generic,
    Literal,
    NewType,
    Optional,
    Protocol,
    Self,
    SupportsIndex,
    SupportsInt,
    TypeAlias,
    TypeVar,
)

from pydantic import BaseModel, Field, PositiveInt
from typing_extensions import TypedDict, TypeIs

from heliograph import Signal
from typing_tests.plugin.models import OrderPlaced

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
CustomerId = NewType("CustomerId", int)
Anything: TypeAlias = "int | str | list[Anything] | None"


class Address(TypedDict):
    street: str


class Closable(Protocol):
    def close(self) -> object: ...


class Has(Protocol[T_co]):
    @property
    def value(self) -> T_co: ...


class Door:
    value = 5

    def close(self) -> bool:
        return True


class Wide(BaseModel):
    customer: CustomerId
    size: Literal["s", "l"]
    items: list[int]
    weights: dict[str, int]
    address: Address
    pair: tuple[int, str]
    at: dt.datetime
    path: Path
    price: Callable[[object], bool]
    kind: type[OrderPlaced]
    limited: Annotated[int, Field(gt=0)]
    positive: PositiveInt
    maybe: int | None
    door: Any


class WideSignal(Signal[Wide]):
    @property
    def label(self) -> str:
        return "wide"


class Shop:
    changed = Signal[OrderPlaced, "Shop"]()
    removed = Signal[OrderPlaced, "type[Shop]"]()

    def connect(self) -> Self:
        self.changed.connect(self.on_change, sender=self)  # ok
        self.removed.connect(self.on_remove, sender=Shop)  # ok
        return self

    def on_change(self, sender: Shop, **kwargs: object) -> None: ...

    def on_remove(self, sender: type[Shop], **kwargs: object) -> None: ...


class CornerShop(Shop): ...


class Repository(Generic[T]):
    def on_change(self, sender: object, maybe: T | int | None, **kwargs: object) -> None: ...


wide = WideSignal()


@wide.connect
def supertypes(  # ok
    customer: int,
    size: str,
    items: Sequence[float],
    weights: Mapping[str, float],
    address: Mapping[str, object],
    pair: tuple[float, object],
    at: dt.date,
    path: object,
    price: Callable[[str], object],
    kind: type[BaseModel],
    limited: float,
    positive: SupportsInt,
    maybe: Optional[float],  # noqa: UP045 - the case
    **kwargs: object,
) -> None: ...


@wide.connect
def looser(  # ok
    customer: Hashable,
    size: Literal["s", "m", "l"],
    items: Iterable[object],
    weights: Collection[str],
    pair: tuple[object, ...],
    kind: Callable[..., BaseModel],
    limited: Annotated[int, Field(gt=0)],
    positive: SupportsIndex,
    maybe: Anything,
    door: Door,
    **kwargs: object,
) -> None: ...


@wide.connect
def special(signal: WideSignal, door: Closable, maybe: object, **kwargs: Any) -> None: ...  # ok


@wide.connect
def by_base(signal: Signal[Wide], door: Has[int], **kwargs: Any) -> None: ...  # ok


@wide.connect
def by_models(signal: Signal[Wide] | Signal[OrderPlaced], **kwargs: Any) -> None: ...  # ok


@wide.connect
def maybe_signal(signal: Signal[Any] | None = None, **kwargs: object) -> None: ...  # ok


@wide.connect
def maybe_sender(sender: Any = None, signal: Any = None, **kwargs: object) -> None: ...  # ok


@wide.connect
def default_of_field(maybe: int | None = None, size: str = "s", **kwargs: object) -> None: ...  # ok


@wide.connect
def returns_type_is(door: object, **kwargs: object) -> TypeIs[int]:  # ok
    return isinstance(door, int)


@wide.connect
def with_variable(items: list[T], **kwargs: object) -> T:  # ok
    return items[0]


@wide.connect
def with_two_variables(weights: dict[str, T], items: list[T], **kwargs: object) -> None: ...  # ok


@Shop.changed.connect
def from_shop(sender: Shop, **kwargs: object) -> None: ...  # ok


@Shop.changed.connect
def from_shop_or_none(sender: Shop | None, total: Decimal, **kwargs: object) -> None: ...  # ok


@Shop.removed.connect
def from_class(sender: type[object], **kwargs: object) -> None: ...  # ok


Shop.changed.connect(from_shop, sender=CornerShop())  # ok
Shop.changed.send(CornerShop(), order_id=1, total=Decimal())  # ok
Shop.removed.send(CornerShop, order_id=1, total=Decimal())  # ok
wide.connect(Repository[str]().on_change, weak=False)  # ok
wide.connect(Repository[int]().on_change, weak=False)  # ok
wide.connect(Shop().on_change, weak=False)  # ok
