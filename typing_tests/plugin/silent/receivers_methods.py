"""Methods, callable objects and classes as receivers, as services have them."""

from __future__ import annotations

import abc
import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple, Self, assert_type

from heliograph import Signal, receiver
from typing_tests.plugin.models import OrderPlaced, order_placed, untyped, user_created


class Base(abc.ABC):
    @abc.abstractmethod
    def on_order(self, order_id: int, **kwargs: object) -> None: ...


class Warehouse(Base):
    opened = Signal[OrderPlaced]()

    def __init__(self) -> None:
        order_placed.connect(self.on_order)  # ok
        order_placed.connect(self.on_order_async, sender="shop")  # ok
        order_placed.connect(self.on_more)  # ok
        order_placed.connect(self.on_class)  # ok
        order_placed.connect(self.on_static)  # ok
        order_placed.connect(self)  # ok
        self.opened.connect(self.hook)  # ok
        self.hooks: list[Callable[..., Any]] = []

    def __call__(self, **kwargs: object) -> None: ...

    def on_order(self, order_id: int, **kwargs: object) -> None: ...

    def on_more(self, order_id: int, more: str = "", **kwargs: object) -> None: ...

    async def on_order_async(self, total: Decimal, **kwargs: object) -> None: ...

    @classmethod
    def on_class(cls, order_id: int, **kwargs: object) -> Self:
        return cls()

    @staticmethod
    def on_static(order_id: int, **kwargs: object) -> None: ...

    @property
    def hook(self) -> Callable[..., None]:
        return print

    @staticmethod
    @order_placed.connect
    def static_inside(order_id: int, **kwargs: object) -> None: ...  # ok

    @staticmethod
    @receiver(order_placed)
    def static_inside_too(order_id: int, **kwargs: object) -> None: ...  # ok

    def connect(self, signal: Signal[OrderPlaced]) -> Self:
        signal.connect(self.on_order, weak=False)  # ok
        for hook in self.hooks:
            signal.connect(hook)  # ok
        return self


class Subclass(Warehouse):
    def __init__(self) -> None:
        super().__init__()
        order_placed.connect(super().on_order)  # ok


class NoSelfName:
    def pack(this, order_id: int, **kwargs: object) -> None: ...  # noqa: N805 - the case

    def pack_args(*args: object, **kwargs: object) -> None: ...


class AsyncObject:
    async def __call__(self, order_id: int, **kwargs: object) -> None: ...


@dataclass
class Handler:
    prefix: str = ""
    seen: list[int] = field(default_factory=list)

    def __call__(self, order_id: int, **kwargs: object) -> None:
        self.seen.append(order_id)


@dataclass
class Delegating:
    function: Callable[..., object]

    def __call__(self, *args: Any, **kwargs: Any) -> object:
        return self.function(*args, **kwargs)


class Constructed:
    def __init__(self, order_id: int, total: Decimal, **kwargs: object) -> None: ...


class ConstructedByNew:
    def __new__(cls, order_id: int, **kwargs: object) -> Self:
        return super().__new__(cls)


class Dynamic:
    def __getattr__(self, name: str) -> Any:
        return name


class CallableAttribute:
    def __init__(self) -> None:
        self.function: Callable[..., Any] = print


class Pair(NamedTuple):
    first: Callable[..., None]
    second: Warehouse


class Descriptor:
    def __get__(self, instance: object, owner: type) -> Callable[..., None]:
        return print


class Described:
    function = Descriptor()


class ProtectedReceivers:
    """A method as a receiver of untyped signals, with a `self` of its own making."""

    @untyped.connect
    def selfless(**kwargs: object) -> None: ...  # ok


warehouse = Warehouse()
handler = Handler()
asynchronous = AsyncObject()
delegating = Delegating(print)
pair = Pair(print, warehouse)

order_placed.connect(warehouse.on_order)  # ok
order_placed.connect(warehouse.on_order_async)  # ok
order_placed.connect(warehouse.on_class)  # ok
order_placed.connect(Warehouse.on_class)  # ok
order_placed.connect(Warehouse.on_static)  # ok
order_placed.connect(warehouse.hook)  # ok
order_placed.connect(warehouse)  # ok
order_placed.connect(handler)  # ok
order_placed.connect(handler.__call__, weak=False)  # ok
order_placed.connect(asynchronous)  # ok
order_placed.connect(delegating)  # ok
order_placed.connect(NoSelfName().pack, weak=False)  # ok
order_placed.connect(NoSelfName().pack_args, weak=False)  # ok
order_placed.connect(Constructed)  # ok
order_placed.connect(ConstructedByNew)  # ok
order_placed.connect(Dynamic().on_order)  # ok
order_placed.connect(CallableAttribute().function)  # ok
order_placed.connect(Described().function)  # ok
order_placed.connect(pair.first)  # ok
order_placed.connect(pair[1].on_order)  # ok
order_placed.connect(dict, weak=False)  # ok
receiver([order_placed, user_created])(warehouse)  # ok
receiver(order_placed, weak=False)(Handler("a"))  # ok
receiver(order_placed)(warehouse.on_order)  # ok
assert_type(order_placed.connect(handler), Handler)  # ok
assert_type(order_placed.connect(Constructed)(1, Decimal()), Constructed)  # ok


@contextlib.contextmanager
def connected(base: Base) -> Iterator[Base]:
    order_placed.connect(base.on_order)  # ok
    try:
        yield base
    finally:
        order_placed.disconnect(base.on_order)  # ok
