"""Receivers that nothing holds: connected weakly, they are gone at once."""

from functools import partial
from typing import overload

from heliograph import Signal, receiver
from typing_tests.plugin.models import OrderPlaced, order_placed, untyped


def take(order_id: int, **kwargs: object) -> None: ...


class Packer:
    """Does nothing at its making that could keep it."""

    def __call__(self, **kwargs: object) -> None: ...

    def pack(self, **kwargs: object) -> None: ...


class BigPacker(Packer):
    size = 5


order_placed.connect(lambda **kwargs: None)  # E: signal-weak
order_placed.connect(lambda order_id, **kwargs: None, sender="shop")  # E: signal-weak
order_placed.connect(receiver=lambda **kwargs: None)  # E: signal-weak
order_placed.connect(lambda **kwargs: None, weak=True)  # E: signal-weak
order_placed.connect(lambda **kwargs: None, "shop", True)  # E: signal-weak
order_placed.connect(partial(take))  # E: signal-weak
order_placed.connect(partial(take, coupon="A"), dispatch_uid="p")  # E: signal-weak
order_placed.connect(Packer())  # E: signal-weak
order_placed.connect(Packer().pack)  # E: signal-weak
order_placed.connect(BigPacker())  # E: signal-weak
order_placed.connect(BigPacker().pack, weak=True)  # E: signal-weak
order_placed.connect(
    lambda **kwargs: None,  # E: signal-weak
    sender="shop",
)
untyped.connect(lambda **kwargs: None)  # E: signal-weak
untyped.connect(Packer())  # E: signal-weak
receiver(order_placed)(lambda **kwargs: None)  # E: signal-weak
receiver([order_placed, untyped], sender="shop")(lambda **kwargs: None)  # E: signal-weak
receiver(order_placed, weak=True)(lambda **kwargs: None)  # E: signal-weak


def in_a_function(signal: Signal[OrderPlaced], prefix: str) -> None:
    signal.connect(lambda **kwargs: prefix)  # E: signal-weak
    signal.connect(partial(take, coupon=prefix))  # E: signal-weak
    if prefix:
        signal.connect(Packer().pack)  # E: signal-weak
    for _ in prefix:
        signal.connect(Packer())  # E: signal-weak


@overload
def watch(what: int) -> int: ...
@overload
def watch(what: str) -> str: ...
def watch(what: int | str) -> int | str:
    order_placed.connect(lambda **kwargs: what)  # E: signal-weak
    receiver(order_placed)(lambda **kwargs: what)  # E: signal-weak
    return what


class Shop:
    placed = Signal[OrderPlaced]()

    def __init__(self) -> None:
        self.placed.connect(lambda **kwargs: self)  # E: signal-weak
        self.count = 0

    @overload
    def watch(self, what: int) -> int: ...
    @overload
    def watch(self, what: str) -> str: ...
    def watch(self, what: int | str) -> int | str:
        self.placed.connect(lambda **kwargs: what)  # E: signal-weak
        return what
