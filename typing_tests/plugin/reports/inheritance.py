"""Fields that come from base classes, and fields that a subclass changes."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, Field

from heliograph import Signal
from typing_tests.plugin.models import OrderPlaced


class Stamped(BaseModel):
    at: datetime


class Traced(BaseModel):
    trace: str | None = None


class Shipped(OrderPlaced, Stamped, Traced):
    carrier: str


class Required(Traced):
    trace: str


class Relaxed(Stamped):
    at: datetime = datetime(2026, 1, 1, tzinfo=UTC)


class Narrowed(Traced):
    trace: None = None


class Open(BaseModel, extra="allow"):
    number: int


class Described(BaseModel):
    number: Annotated[int, Field(default=3)]
    text: Annotated[str, Field(min_length=1)]
    tags: list[str] = Field(default_factory=list)
    size: int = Field(5, gt=0)
    kind: str = Field(default="a", alias="type")


class ShippedSignal(Signal[Shipped]):
    pass


shipped = ShippedSignal()
required = Signal[Required]()
relaxed = Signal[Relaxed]()
narrowed = Signal[Narrowed]()
opened = Signal[Open]()
described = Signal[Described]()
now = datetime.now(UTC)
total = Decimal("9.50")
parent: Any = Traced()

shipped.send(None)  # E: signal-send "order_id" "total" "at" "carrier"
shipped.send(None, order_id=1, total=total, at=now)  # E: signal-send "carrier"
shipped.send(None, order_id="", total=total, at=now, carrier="")  # E: signal-send "order_id"
shipped.send(None, order_id=1, total=total, at=1, carrier="")  # E: signal-send "at"
shipped.send(None, order_id=1, total=total, at=now, carrier="", trace=1)  # E: signal-send "trace"
shipped.send(None, order_id=1, total=total, at=now, carrier="", trace="t")  # ok
required.send(None)  # E: signal-send "trace"
required.send(None, trace=None)  # E: signal-send "trace"
relaxed.send(None)  # ok
relaxed.send(None, at=None)  # E: signal-send "at"
narrowed.send(None, trace="t")  # E: signal-send "trace"
opened.send(None, more=1)  # E: signal-send "number"
opened.send(None, number="1", more=1)  # E: signal-send "number"
opened.send(None, number=1, more=1)  # ok
described.send(None)  # E: signal-send "text"
described.send(None, text="", number="")  # E: signal-send "number"
described.send(None, text="", tags=[1])  # E: signal-send "tags"
described.send(None, text="", size="")  # E: signal-send "size"
described.send(None, text="", type="a")  # E: signal-send "type"
described.send(None, text="", number=1, tags=[], size=1, kind="")  # ok


@shipped.connect
def pack(order_id: int, at: datetime, trace: str | None, **kwargs: object) -> None: ...  # ok


@shipped.connect
def pack_wrong(at: int, **kwargs: object) -> None: ...  # E: signal-receiver "at: int"


@shipped.connect
def trace_wrong(trace: str, **kwargs: object) -> None: ...  # E: signal-receiver "trace: str"


@required.connect
def trace_right(trace: str, **kwargs: object) -> None: ...  # ok


@opened.connect
def open_wrong(number: str, **kwargs: object) -> None: ...  # E: signal-receiver "number: str"


@opened.connect
def open_more(number: int, more: int = 0, **kwargs: object) -> None: ...  # ok


@described.connect
def by_alias(type: str, **kw: object) -> None: ...  # noqa: A002  # E: signal-receiver "type"
