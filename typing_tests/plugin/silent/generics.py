"""Generic models and signal classes, used rightly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, Generic, Self

from pydantic import BaseModel
from typing_extensions import TypeVar

from heliograph import Signal, receiver
from typing_tests.plugin.models import OrderPlaced, UserCreated

T = TypeVar("T")
K = TypeVar("K", str, int)
ItemT = TypeVar("ItemT", bound=BaseModel)
ModelT = TypeVar("ModelT", bound=BaseModel)
SenderT = TypeVar("SenderT", default=Any)


class Page(BaseModel, Generic[T]):
    items: list[T]
    number: int = 1
    first: T | None = None
    key: Callable[[T], object] | None = None


class Keyed(Page[T], Generic[K, T]):
    keys_: dict[K, T]


class OrderPage(Keyed[str, OrderPlaced]):
    note: str = ""


class Nested(BaseModel, Generic[ItemT]):
    page: Page[ItemT]


class Logged(Signal[ModelT, SenderT], Generic[ModelT, SenderT]):
    def log(self, payload: ModelT) -> None:
        self.send(None, payload)  # type: ignore[arg-type]  # ok


class PageSignal(Signal[Page[T]], Generic[T]):
    def send_items(self, items: list[T]) -> None:
        self.send(self, items=items)  # ok
        self.send(self, items=items, first=items[0], number=2)  # ok
        self.send(self, Page(items=items))  # ok


class Saved(BaseModel, Generic[T]):
    instance: T


class Record:
    saved: Signal[Saved[Self]] = Signal()

    def save(self) -> None:
        self.saved.send(type(self), instance=self)  # ok


class Derived(Record):
    def save_twice(self) -> None:
        self.saved.send(type(self), instance=self)  # ok


class Mixin:
    label = ""


class MixedSignal(Mixin, Logged[OrderPlaced]):
    pass


order = OrderPlaced(order_id=1, total=Decimal())

Signal[Page[int]]().send(None, items=[])  # ok
Signal[Page[int]]().send(None, items=[], first=None, key=lambda item: item + 1)  # ok
Signal[Page[Any]]().send(None, items=["a", 1], first=b"")  # ok
Signal[Page[list[int | None]]]().send(None, items=[[], [None], [1]])  # ok
Signal[Page[OrderPlaced]]().send(None, items=[order], key=lambda item: item.order_id)  # ok
Signal[Keyed[int, str]]().send(None, items=["a"], keys_={1: "a"})  # ok
Signal[Keyed[int, str]]().send(None, items=[], keys_={})  # ok
Signal[OrderPage]().send(None, items=[order], keys_={"a": order}, note="b")  # ok
Signal[Nested[OrderPlaced]]().send(None, page=Page(items=[order]))  # ok
Signal[Nested[OrderPlaced]]().send(None, page=Page[OrderPlaced](items=[]))  # ok
Logged[OrderPlaced]().send(None, order_id=1, total=Decimal())  # ok
Logged[OrderPlaced, UserCreated]().send(UserCreated(user_id=1, name=""), order)  # ok
PageSignal[int]().send(None, items=[1])  # ok
PageSignal[bytes]().send(None, items=[b"a"], first=b"")  # ok
PageSignal[Any]().send(None, items=["a"])  # ok
MixedSignal().send(None, order_id=1, total=Decimal())  # ok
Derived().saved.send(None, instance=Derived())  # ok


@Signal[Page[int]]().connect
def take(items: Sequence[int], first: float | None, **kwargs: object) -> None: ...  # ok


@receiver(Signal[Keyed[int, str]]())
def take_keyed(items: list[str], keys_: dict[int, str], **kwargs: object) -> None: ...  # ok


@PageSignal[bytes]().connect
def take_bytes(signal: PageSignal[bytes], items: list[bytes], **kwargs: object) -> None: ...  # ok


@Signal[Page[Any]]().connect
def take_any(items: list[str], first: int | None, **kwargs: object) -> None: ...  # ok


@MixedSignal().connect
def take_mixed(order_id: int, total: Decimal, **kwargs: object) -> None: ...  # ok


def inside(signal: Signal[Page[T]], items: list[T]) -> list[T]:
    signal.send(None, items=items)  # ok
    signal.send(None, items=[*items], first=items[0] if items else None)  # ok

    @signal.connect
    def local(items: list[T], first: T | None, **kwargs: object) -> None: ...  # ok

    @receiver([signal, Signal[Page[T]]()])
    def local_of_several(number: int, **kwargs: object) -> None: ...  # ok

    return items


def of_a_model(model: type[ModelT], signal: Signal[ModelT] | None = None) -> Logged[ModelT]:
    chosen = signal or Signal[ModelT]()
    chosen.send(None, model())  # ok
    return Logged[ModelT]()


of_a_model(OrderPlaced).send(None, order_id=1, total=Decimal())  # ok
