"""Each code can be silenced on its line, by its own name and by that of its parent."""

from decimal import Decimal

from heliograph import Signal, receiver
from typing_tests.plugin.models import OrderPlaced, order_placed

order_placed.send("shop")  # type: ignore[signal-send]  # ok
order_placed.send("shop")  # type: ignore[signal, unused-ignore]  # ok
order_placed.send("shop", order_id="7", total=Decimal())  # type: ignore[signal-send]  # ok
order_placed.send("shop", order_id="7", cupon="")  # type: ignore[signal, unused-ignore]  # ok
order_placed.send("shop", order_id="7", cupon="")  # type: ignore[signal-send]  # ok
order_placed.send(
    "shop",
    order_id="7",  # type: ignore[signal-send]  # ok
    total=Decimal(),
)
order_placed.connect(lambda **kwargs: None)  # type: ignore[signal-weak]  # ok
order_placed.connect(lambda **kwargs: None)  # type: ignore[signal, unused-ignore]  # ok
order_placed.connect(lambda: None)  # type: ignore[signal-kwargs, signal-weak]  # ok
order_placed.connect(lambda: None, weak=False)  # type: ignore[signal-kwargs]  # ok
order_placed.connect(print)  # type: ignore[signal, unused-ignore]  # ok
number = Signal[int]()  # type: ignore[signal-payload]  # ok
text = Signal[str]()  # type: ignore[signal, unused-ignore]  # ok


class NumberSignal(Signal[int]):  # type: ignore[signal-payload]  # ok
    pass


@order_placed.connect
def wrong_type(order_id: str, **kwargs: object) -> None: ...  # type: ignore[signal-receiver]  # ok


@order_placed.connect
def without_kwargs(order_id: int) -> None: ...  # type: ignore[signal-kwargs]  # ok


@receiver(order_placed)
def unknown(ordr_id: int, **kw: object) -> None: ...  # type: ignore[signal, unused-ignore]  # ok


@receiver([order_placed])
def on_its_parameter(
    ordr_id: int,  # type: ignore[signal-receiver]  # ok
    **kwargs: object,
) -> None: ...


async def from_async_code(signal: Signal[OrderPlaced]) -> None:
    await signal.asend("shop")  # type: ignore[signal-send]  # ok
