"""Sends of signals that are found in other ways than by the name of a module variable."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, TypeAlias

from heliograph import Signal
from typing_tests.plugin import models
from typing_tests.plugin.models import OrderPlaced, UserCreated

total = Decimal("9.50")
OrderSignalAlias: TypeAlias = Signal[OrderPlaced]
constant: Final = Signal[OrderPlaced]()


class OrderSignal(Signal[OrderPlaced]):
    """A named signal class."""


class AuditedOrderSignal(OrderSignal):
    def audit(self) -> None:
        self.send("audit", order_id=7)  # E: signal-send "total"


class Shop:
    placed = Signal[OrderPlaced]()
    named = OrderSignal()

    def __init__(self) -> None:
        self.closed = Signal[UserCreated]()
        self.inner: Signal[OrderPlaced] = OrderSignal()

    def place(self) -> None:
        self.placed.send(self, order_id=7)  # E: signal-send "total"
        self.closed.send(self, user_id=7)  # E: signal-send "name"
        self.inner.send(self, order_id="7", total=total)  # E: signal-send "order_id"

    @classmethod
    def place_many(cls) -> None:
        cls.placed.send(cls, order_id="7", total=total)  # E: signal-send "order_id"

    @property
    def latest(self) -> Signal[OrderPlaced]:
        return self.inner


class CornerShop(Shop):
    def place(self) -> None:
        super().place()
        self.placed.send(self, total=total)  # E: signal-send "order_id"


@dataclass
class Hub:
    placed: Signal[OrderPlaced] = field(default_factory=OrderSignal)


models.order_placed.send("shop", order_id=7)  # E: signal-send "total"
constant.send("shop", order_id=7)  # E: signal-send "total"
OrderSignal().send("shop", order_id=7)  # E: signal-send "total"
AuditedOrderSignal().send("shop", order_id=7)  # E: signal-send "total"
Signal[OrderPlaced](name="shop.placed").send("shop", order_id=7)  # E: signal-send "total"
Shop.placed.send("shop", order_id=7)  # E: signal-send "total"
Shop().named.send("shop", order_id=7)  # E: signal-send "total"
Shop().latest.send("shop", order_id=7)  # E: signal-send "total"
CornerShop.placed.send("shop", order_id=7)  # E: signal-send "total"
Hub().placed.send("shop", order_id=7)  # E: signal-send "total"


def parameters(
    signal: Signal[OrderPlaced],
    aliased: OrderSignalAlias,
    named: type[OrderSignal],
    many: Iterable[Signal[OrderPlaced]],
    by_name: dict[str, Signal[UserCreated]],
    pair: tuple[Signal[OrderPlaced], Signal[UserCreated]],
    maybe: Signal[OrderPlaced] | None,
) -> None:
    signal.send("shop", order_id=7)  # E: signal-send "total"
    aliased.send("shop", order_id=7)  # E: signal-send "total"
    named().send("shop", order_id=7)  # E: signal-send "total"
    for each in many:
        each.send("shop", order_id=7)  # E: signal-send "total"
    by_name["created"].send("shop", user_id=7)  # E: signal-send "name"
    pair[0].send("shop", order_id=7)  # E: signal-send "total"
    pair[1].send("shop", order_id=7)  # E: signal-send "user_id" # E: signal-send "order_id"
    if maybe is not None:
        maybe.send("shop", order_id=7)  # E: signal-send "total"
    if (known := maybe) and known.send("shop", order_id=7):  # E: signal-send "total"
        return
    local = OrderSignal()
    local.send("shop", order_id=7)  # E: signal-send "total"
    later: Signal[OrderPlaced]
    later = local
    later.send("shop", order_id=7)  # E: signal-send "total"


def in_a_closure(signal: Signal[OrderPlaced]) -> None:
    def send_now() -> None:
        signal.send("shop", order_id=7)  # E: signal-send "total"

    send_now()


def chosen(signal: Signal[OrderPlaced], is_first: bool) -> None:
    (signal if is_first else constant).send("shop", order_id=7)  # E: signal-send "total"
    (signal or constant).send("shop", order_id=7)  # E: signal-send "total"
