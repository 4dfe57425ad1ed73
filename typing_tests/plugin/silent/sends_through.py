"""Signals that are kept in all kinds of places, and narrowed in all kinds of ways."""

from __future__ import annotations

import asyncio
import enum
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, ClassVar, Final, Generic, NamedTuple, Protocol, Self, TypeVar

from typing_extensions import TypedDict

from heliograph import Signal
from typing_tests.plugin import models
from typing_tests.plugin.models import OrderPlaced, UserCreated, order_placed, user_created

try:
    from unresolved_package import Signal as OtherSignal  # type: ignore[import-not-found]
except ImportError:
    OtherSignal = Signal

T = TypeVar("T")
total = Decimal("9.50")
constant: Final = Signal[OrderPlaced]()
current: ContextVar[Signal[OrderPlaced]] = ContextVar("current")
by_name = {"a": order_placed, "b": Signal[OrderPlaced]()}
namespace = SimpleNamespace(order_placed=order_placed)
nested: list[list[Signal[OrderPlaced]]] = [[order_placed]]
grouped: dict[str, list[Signal[OrderPlaced]]] = defaultdict(list)


class OrderSignal(Signal[OrderPlaced]):
    def place(self, order_id: int) -> Self:
        self.send(self, order_id=order_id, total=total)  # ok
        super().send(self, order_id=order_id, total=total)  # ok
        return self

    @classmethod
    def placed_now(cls) -> Self:
        made = cls()
        made.send(cls, order_id=1, total=total)  # ok
        return made


class HasSignal(Protocol):
    placed: Signal[OrderPlaced]


class HasReadOnlySignal(Protocol):
    @property
    def placed(self) -> Signal[OrderPlaced]: ...


class Signals(NamedTuple):
    placed: Signal[OrderPlaced]
    created: Signal[UserCreated]


class SignalDict(TypedDict):
    placed: Signal[OrderPlaced]


class Kind(enum.Enum):
    PLACED = "placed"

    @property
    def signal(self) -> Signal[OrderPlaced]:
        return by_name[self.value]


@dataclass
class Hub(Generic[T]):
    value: T
    placed: Signal[OrderPlaced] = field(default_factory=OrderSignal)
    shared: ClassVar[Signal[UserCreated]] = user_created

    def get(self) -> Signal[OrderPlaced]:
        return self.placed


class Meta(type):
    placed = Signal[OrderPlaced]()

    @property
    def latest(cls) -> Signal[OrderPlaced]:
        return cls.placed


class WithMeta(metaclass=Meta): ...


models.order_placed.send(None, order_id=1, total=total)  # ok
constant.send(None, order_id=1, total=total)  # ok
current.get().send(None, order_id=1, total=total)  # ok
by_name["a"].send(None, order_id=1, total=total)  # ok
by_name.get("a", order_placed).send(None, order_id=1, total=total)  # ok
namespace.order_placed.send(None, whatever=1)  # ok
nested[0][0].send(None, order_id=1, total=total)  # ok
Kind.PLACED.signal.send(None, order_id=1, total=total)  # ok
Hub(1).get().send(None, order_id=1, total=total)  # ok
Hub[int].shared.send(None, user_id=1, name="")  # ok
Hub("a").placed.send(None, order_id=1, total=total)  # ok
WithMeta.placed.send(None, order_id=1, total=total)  # ok
WithMeta.latest.send(None, order_id=1, total=total)  # ok
OrderSignal().place(1).send(None, order_id=1, total=total)  # ok
OrderSignal.placed_now().send(None, order_id=1, total=total)  # ok
OtherSignal().send(None, order_id=1)  # ok


def parameters(
    named: HasSignal,
    read_only: HasReadOnlySignal,
    signals: Signals,
    signal_dict: SignalDict,
    factory: Callable[[], Signal[OrderPlaced]],
    kind: type[OrderSignal],
    value: object,
) -> Iterator[Signal[OrderPlaced]]:
    named.placed.send(named, order_id=1, total=total)  # ok
    read_only.placed.send(None, order_id=1, total=total)  # ok
    signals.placed.send(None, order_id=1, total=total)  # ok
    signals[1].send(None, user_id=1, name="")  # ok
    signal_dict["placed"].send(None, order_id=1, total=total)  # ok
    factory().send(None, order_id=1, total=total)  # ok
    kind().send(None, order_id=1, total=total)  # ok
    placed, created = signals
    placed.send(None, order_id=1, total=total)  # ok
    created.send(None, user_id=1, name="")  # ok
    if isinstance(value, OrderSignal):
        value.send(None, order_id=1, total=total)  # ok
    if isinstance(value, Signal):
        value.send(None, anything=1)  # ok
    match value:
        case OrderSignal() as matched:
            matched.send(None, order_id=1, total=total)  # ok
        case Signal():
            value.send(None, anything=1)  # ok
    for name, signal in by_name.items():
        signal.send(name, order_id=1, total=total)  # ok
    for pair in zip(by_name.values(), nested[0], strict=False):
        pair[0].send(None, order_id=1, total=total)  # ok
    sends = [signal.send for signal in by_name.values()]
    sends[0](None, order_id=1, total=total)  # ok
    method: Callable[..., Any] = order_placed.send if value else user_created.send
    method(None, whatever=1)  # ok
    yield signals.placed


async def from_async_code(signals: AsyncIterator[Signal[OrderPlaced]]) -> None:
    async for signal in signals:
        await signal.asend(None, order_id=1, total=total)  # ok
    sends = [each.asend(None, order_id=1, total=total) async for each in signals]  # ok
    await asyncio.gather(*sends, *(each.asend(None) for each in [Signal[Any]()]))  # ok
    async with asyncio.TaskGroup() as group:
        group.create_task(constant.asend(None, order_id=1, total=total))  # ok


def in_a_function() -> Signal[Any]:
    from pydantic import BaseModel

    class Local(BaseModel):
        number: int = 0
        text: str

    local = Signal[Local]()
    local.send(None, text="")  # ok

    @local.connect
    def take(number: int, text: str, **kwargs: object) -> None: ...  # ok

    return local
