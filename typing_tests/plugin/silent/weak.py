"""Receivers that something holds, or may hold."""

from __future__ import annotations

import abc
import enum
import functools
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from heliograph import Signal, receiver
from typing_tests.plugin.models import OrderPlaced, order_placed, untyped

T = TypeVar("T")
instances: list[object] = []
STRONG = False


def take(order_id: int, **kwargs: object) -> None: ...


def kept(cls: type[T]) -> type[T]:
    return cls


class Registered:
    def __init__(self) -> None:
        instances.append(self)

    def __call__(self, **kwargs: object) -> None: ...

    def pack(self, **kwargs: object) -> None: ...


class InheritsInit(Registered):
    pass


class Single:
    instance: Single | None = None

    def __new__(cls) -> Single:
        cls.instance = cls.instance or super().__new__(cls)
        return cls.instance

    def __call__(self, **kwargs: object) -> None: ...


class Meta(type):
    pass


class WithMetaclass(metaclass=Meta):
    def pack(self, **kwargs: object) -> None: ...


class Abstract(abc.ABC):  # noqa: B024 - the case
    def pack(self, **kwargs: object) -> None:
        instances.append(self)


@kept
class Decorated:
    def pack(self, **kwargs: object) -> None: ...


@dataclass
class Data:
    prefix: str = ""

    def pack(self, **kwargs: object) -> None: ...


class Kind(enum.Enum):
    FIRST = 1

    def pack(self, **kwargs: object) -> None: ...


class Plain:
    @classmethod
    def make(cls) -> Plain:
        made = cls()
        instances.append(made)
        return made

    @classmethod
    def on_class(cls, **kwargs: object) -> None: ...

    @staticmethod
    def on_static(**kwargs: object) -> None: ...

    @property
    def hook(self) -> Callable[..., None]:
        return take

    def pack(self, **kwargs: object) -> None: ...


class Holder(Generic[T]):
    def __init__(self, value: T) -> None:
        self.value = value

    def pack(self, **kwargs: object) -> None: ...


class StrongSignal(Signal[OrderPlaced]):
    def connect(
        self, receiver: Any, sender: Any = None, weak: bool = False, dispatch_uid: object = None
    ) -> Any:
        instances.append(receiver)
        return super().connect(receiver, sender, weak, dispatch_uid)


def make() -> Plain:
    return Plain.make()


keep = order_placed.connect(lambda **kwargs: None)  # ok
order_placed.connect(lambda **kwargs: None, weak=False)  # ok
order_placed.connect(lambda **kwargs: None, None, False)  # ok
order_placed.connect(lambda **kwargs: None, weak=STRONG)  # ok
order_placed.connect(lambda **kwargs: None, weak=not STRONG)  # ok
instances.append(order_placed.connect(lambda **kwargs: None))  # ok
instances += [order_placed.connect(partial(take))]  # ok
order_placed.connect(partial(take), weak=False)  # ok
order_placed.connect(Registered())  # ok
order_placed.connect(Registered().pack)  # ok
order_placed.connect(InheritsInit().pack)  # ok
order_placed.connect(Single())  # ok
order_placed.connect(WithMetaclass().pack)  # ok
order_placed.connect(Abstract().pack)  # ok
order_placed.connect(Decorated().pack)  # ok
order_placed.connect(Data().pack)  # ok
order_placed.connect(Data("a").pack)  # ok
order_placed.connect(Kind.FIRST.pack)  # ok
order_placed.connect(Kind(1).pack)  # ok
order_placed.connect(Plain.make().pack)  # ok
order_placed.connect(make().pack)  # ok
order_placed.connect(Plain().pack, weak=False)  # ok
order_placed.connect(Plain().on_class)  # ok
order_placed.connect(Plain().on_static)  # ok
order_placed.connect(Plain().hook)  # ok
order_placed.connect(Holder(1).pack)  # ok
order_placed.connect(functools.cache(take))  # ok
receiver(untyped, weak=False)(lambda **kwargs: None)  # ok
receiver(untyped, weak=STRONG)(lambda **kwargs: None)  # ok
StrongSignal().connect(lambda **kwargs: None)  # ok
StrongSignal().connect(Plain().pack)  # ok
receiver(StrongSignal())(lambda **kwargs: None)  # ok
held = receiver(untyped)(lambda **kwargs: None)  # ok
packer = Plain()
order_placed.connect(packer.pack)  # ok
packing = partial(take)
order_placed.connect(packing)  # ok
order_placed.connect(make_receiver := lambda **kwargs: None)  # ok


class Shop:
    placed = Signal[OrderPlaced]()

    def __init__(self, weak: bool, options: dict[str, Any]) -> None:
        self.receiver = self.placed.connect(lambda **kwargs: self)  # ok
        self.placed.connect(lambda **kwargs: self, weak=weak)  # ok
        self.placed.connect(lambda **kwargs: self, **options)  # ok
        self.placed.connect(self.receiver)  # ok

        def local(**kwargs: object) -> None: ...

        self.placed.connect(local)  # ok
        self.local = local

    def connect(self) -> object:
        return self.placed.connect(lambda **kwargs: self)  # ok


def connect_with(options: dict[str, Any]) -> None:
    order_placed.connect(lambda **kwargs: None, **options)  # ok
    receiver(order_placed, **options)(lambda **kwargs: None)  # ok
