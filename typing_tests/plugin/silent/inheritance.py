"""Signal classes of one's own, with methods that are overridden."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Generic

from typing_extensions import TypeVar, override

from heliograph import Signal, receiver
from heliograph.typing import Response
from typing_tests.plugin.models import OrderPlaced, order_placed

ModelT = TypeVar("ModelT", default=Any)
placed = OrderPlaced(order_id=7, total=Decimal("9.50"))


class Logged(Signal[ModelT], Generic[ModelT]):
    """Wraps, with the same signature."""

    @override
    def send(self, /, sender: Any, *payload: ModelT, **fields: Any) -> list[Response]:
        return super().send(sender, *payload, **fields)  # ok


class Unlike(Signal[OrderPlaced]):
    """Has a signature of its own."""

    def send(self, order_id: str) -> list[Response]:  # type: ignore[override]
        return super().send("shop", order_id=int(order_id), total=Decimal())  # ok

    def send_now(self, order_id: int) -> None:
        self.send(str(order_id))  # ok
        self.send_robust("shop", order_id=order_id, total=Decimal())  # ok
        super().send("shop", placed)  # ok
        Signal.send(self, "shop", placed)  # ok
        Signal.send(self, "shop", order_id=1, total=Decimal())  # ok


class Prioritised(Signal[OrderPlaced]):
    """Its connect takes more, and anything."""

    def connect(self, receiver: Any, *args: Any, priority: int = 0, **kwargs: Any) -> Any:
        return super().connect(receiver, *args, **kwargs)  # ok

    def disconnect(self, *args: Any, **kwargs: Any) -> bool:
        return super().disconnect(*args, **kwargs)


class Silent(Signal[OrderPlaced]):
    send = None  # type: ignore[assignment]


class Delegating:
    """Looks like a signal and is none."""

    def __init__(self, signal: Signal[OrderPlaced]) -> None:
        self._signal = signal

    def __getattr__(self, name: str) -> Any:
        return getattr(self._signal, name)


class OtherSignal:
    def send(self, sender: object, anything: int) -> None: ...

    def connect(self, receiver: object, weak: bool = True) -> None: ...


logged = Logged[OrderPlaced]()
unlike = Unlike()
prioritised = Prioritised()

logged.send("shop", placed)  # ok
logged.asend("shop", placed).close()  # ok
unlike.send("7")  # ok
unlike.send(order_id="7")  # ok
unlike.send_robust("shop", order_id=7, total=Decimal())  # ok
prioritised.send("shop", order_id=7, total=Decimal())  # ok
prioritised.connect(print, priority=3)  # ok
prioritised.connect(print)  # ok
Delegating(order_placed).send("7")  # ok
Delegating(order_placed).connect(print)  # ok
OtherSignal().send(None, anything=1)  # ok
OtherSignal().connect(lambda: None)  # ok
OtherSignal().connect(print, weak=True)  # ok


@prioritised.connect
def anything(order_id: str) -> None: ...  # ok


@Delegating(order_placed).connect  # type: ignore[untyped-decorator]
def delegated() -> None: ...  # ok


@receiver(logged)
def log(order_id: int, **kwargs: object) -> None: ...  # ok


@receiver(prioritised, priority=3)
def with_priority(order_id: int, **kwargs: object) -> None: ...  # ok
