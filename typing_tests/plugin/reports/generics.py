"""Generic payload models and generic signal classes."""

from decimal import Decimal
from typing import Generic

from pydantic import BaseModel
from typing_extensions import TypeVar

from heliograph import Signal, receiver
from typing_tests.plugin.models import OrderPlaced, UserCreated

T = TypeVar("T")
Many = list[T]
ItemT = TypeVar("ItemT", bound=BaseModel)
ModelT = TypeVar("ModelT", bound=BaseModel)


class Page(BaseModel, Generic[T]):
    items: list[T]
    number: int = 1
    first: T | None = None


class NumberPage(Page[int]):
    mean: float = 0.0


class Pair(BaseModel, Generic[T, ItemT]):
    left: T
    right: ItemT


class Box(Page[T], Generic[T]):
    lid: T


class Plain(BaseModel, Generic[T]):
    value: T
    maybe: T | None = None
    many: Many[T] = []
    mapped: dict[str, T] = {}


class LoggedSignal(Signal[ModelT], Generic[ModelT]):
    """Adds nothing; the model comes later."""


class PageSignal(Signal[Page[T]], Generic[T]):
    """The model is known but for its variable."""


class OwnedSignal(Signal[OrderPlaced, ModelT], Generic[ModelT]):
    """The sender comes later."""


numbers = Signal[Page[int]]()
number_pages = Signal[NumberPage]()
pairs = Signal[Pair[str, OrderPlaced]]()
boxes = Signal[Box[str]]()
plain = Signal[Plain[int]]()
logged = LoggedSignal[OrderPlaced]()
pages = PageSignal[bytes]()
owned = OwnedSignal[UserCreated]()
created = UserCreated(user_id=1, name="Ada")

numbers.send(None)  # E: signal-send "items"
numbers.send(None, items=["1"])  # E: signal-send "items"
numbers.send(None, items=[1], first="1")  # E: signal-send "first"
numbers.send(None, items=[1], number="1")  # E: signal-send "number"
numbers.send(None, items=[1], nmber=1)  # E: signal-send "nmber" "number"
numbers.send(None, Page[str](items=["1"]))  # E: signal-send
numbers.send(None, items=[], first=1)  # ok
number_pages.send(None, mean=1)  # E: signal-send "items"
number_pages.send(None, items=["1"], mean=1)  # E: signal-send "items"
pairs.send(None, left="l")  # E: signal-send "right"
pairs.send(None, left="l", right=created)  # E: signal-send "right" "OrderPlaced"
pairs.send(None, left=1, right=OrderPlaced(order_id=1, total=Decimal()))  # E: signal-send "left"
boxes.send(None, items=["1"])  # E: signal-send "lid"
boxes.send(None, items=[1], lid="")  # E: signal-send "items"
boxes.send(None, items=[""], lid=1)  # E: signal-send "lid"
logged.send(None, order_id=7)  # E: signal-send "total"
logged.send(None, created)  # E: signal-send "UserCreated"
pages.send(None, items=["1"])  # E: signal-send "items"
pages.send(None, items=[b"1"])  # ok
owned.send(created, order_id=7)  # E: signal-send "total"
plain.send(None)  # E: signal-send "value"
plain.send(None, value="1")  # E: signal-send "value" "str" "int"
plain.send(None, value=1, maybe="1")  # E: signal-send "maybe"
plain.send(None, value=1, many=["1"])  # E: signal-send "many"
plain.send(None, value=1, mapped={"a": "1"})  # E: signal-send "mapped"
plain.send(None, value=1, maybe=None, many=[1], mapped={"a": 1})  # ok


@numbers.connect
def show_wrong(
    items: list[str],  # E: signal-receiver "items: list[str]"
    **kwargs: object,
) -> None: ...


@numbers.connect
def show_first(first: int, **kwargs: object) -> None: ...  # E: signal-receiver "first: int"


@receiver(boxes)
def open_wrong(lid: int, **kwargs: object) -> None: ...  # E: signal-receiver "lid: int"


@receiver(pages)
def read_wrong(
    items: list[str],  # E: signal-receiver "items: list[str]"
    **kwargs: object,
) -> None: ...


@logged.connect
def log_wrong(order_id: str, **kwargs: object) -> None: ...  # E: signal-receiver "order_id: str"


@owned.connect
def own(sender: UserCreated, order_id: int, **kwargs: object) -> None: ...  # ok


@owned.connect
def own_wrong(
    sender: OrderPlaced,  # E: signal-receiver "sender: OrderPlaced"
    **kwargs: object,
) -> None: ...


def inside(signal: LoggedSignal[UserCreated], page: Signal[Page[str]]) -> None:
    signal.send(None, user_id=1)  # E: signal-send "name"
    page.send(None, items=[1])  # E: signal-send "items"
