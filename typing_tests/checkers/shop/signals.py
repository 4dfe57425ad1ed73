"""Signals of many kinds; the stubs are generated from this module."""

from heliograph import Signal
from typing_tests.checkers.shop.models import (
    CartEmptied,
    Measured,
    OrderPlaced,
    OrderReturned,
    OrderShipped,
    Till,
)
from typing_tests.checkers.shop.parts import Page

order_placed = Signal[OrderPlaced]()
order_changed = Signal[OrderPlaced]()
order_shipped = Signal[OrderShipped]()
order_returned = Signal[OrderReturned]()
till_opened = Signal[CartEmptied, Till]()
numbers_listed = Signal[Page[int]]()
measured = Signal[Measured]()
untyped = Signal()


class OrderSignal(Signal[OrderPlaced]):
    """A signal class with a name and something of its own."""

    def is_urgent(self) -> bool:
        return False


order_urgent = OrderSignal()


class Cart:
    """Holds a signal as a class attribute."""

    emptied = Signal[CartEmptied]()

    def empty(self) -> None:
        self.emptied.send(self, cart_id="7")
