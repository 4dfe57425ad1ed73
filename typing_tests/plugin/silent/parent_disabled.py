"""The parent code that is switched off for a file, and all others with it."""
# mypy: disable-error-code="signal"

from heliograph import Signal, receiver
from typing_tests.plugin.models import order_placed

number = Signal[int]()  # ok
order_placed.send("shop")  # ok
order_placed.send("shop", order_id="7", cupon="A")  # ok
order_placed.connect(lambda **kwargs: None)  # ok
order_placed.connect(lambda: None)  # ok


@receiver(order_placed)
def take(ordr_id: int, **kwargs: object) -> None: ...  # ok


@order_placed.connect
def bare(order_id: str) -> None: ...  # ok
