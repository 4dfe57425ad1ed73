"""A send with a value of another type than the field is declared with, at that argument."""

import datetime as dt
import enum
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Literal, NewType

from pydantic import AwareDatetime, BaseModel, EmailStr, HttpUrl, PositiveInt, SecretStr
from typing_extensions import TypedDict

from heliograph import Signal
from typing_tests.plugin.models import OrderPlaced, order_placed, user_created

total = Decimal("9.50")
now = dt.datetime.now(dt.UTC)
CustomerId = NewType("CustomerId", int)


class Size(enum.Enum):
    SMALL = "s"
    LARGE = "l"


class Address(TypedDict):
    street: str
    town: str


class Shipped(BaseModel):
    parcels: list[int] = []
    weights: Mapping[str, float] = {}
    names: Sequence[str] = ()
    at: dt.datetime = now
    size: Size = Size.SMALL
    carrier: Literal["post", "courier"] = "post"
    key: uuid.UUID = uuid.UUID(int=0)
    label: Path = Path()
    address: Address = {"street": "", "town": ""}
    price: Callable[[int], Decimal] = Decimal
    order: OrderPlaced | None = None
    kind: type[BaseModel] = BaseModel
    pair: tuple[int, str] = (0, "")
    stream: Iterable[int] = ()
    customer: CustomerId = CustomerId(0)
    is_express: bool = False
    ratio: float = 0.0


class Constrained(BaseModel):
    count: PositiveInt = 1
    mail: EmailStr = ""
    page: HttpUrl | None = None
    secret: SecretStr | None = None
    at: AwareDatetime = now


shipped = Signal[Shipped]()
constrained = Signal[Constrained]()

order_placed.send("shop", order_id="7", total=total)  # E: signal-send "order_id" "str" "int"
order_placed.send("shop", order_id=7, total=9.5)  # E: signal-send "total" "float" "Decimal"
order_placed.send("shop", order_id=None, total=total)  # E: signal-send "order_id"
order_placed.send("shop", order_id=7, total=total, coupon=5)  # E: signal-send "coupon" "int"
order_placed.send("s", order_id="7", total=9)  # E: signal-send "order_id" # E: signal-send "total"
order_placed.send_robust("shop", total=total, order_id=7.0)  # E: signal-send "order_id"
user_created.send(None, user_id=1, name=b"Ada")  # E: signal-send "name" "bytes" "str"
order_placed.send(
    "shop",
    order_id="7",  # E: signal-send "order_id"
    total=total,
)

shipped.send(None, parcels=["1"])  # E: signal-send "parcels"
shipped.send(None, parcels=(1, 2))  # E: signal-send "parcels"
shipped.send(None, weights={"a": "1"})  # E: signal-send "weights"
shipped.send(None, weights={1: 1.0})  # E: signal-send "weights"
shipped.send(None, names=[1])  # E: signal-send "names"
shipped.send(None, at="2026-01-01")  # E: signal-send "at" "str" "datetime"
shipped.send(None, at=now.date())  # E: signal-send "at"
shipped.send(None, size="s")  # E: signal-send "size" "Size"
shipped.send(None, carrier="pigeon")  # E: signal-send "carrier"
shipped.send(None, key=str(uuid.uuid4()))  # E: signal-send "key" "str" "UUID"
shipped.send(None, label="a.txt")  # E: signal-send "label" "str" "Path"
shipped.send(None, order={"order_id": 7, "total": total})  # E: signal-send "order"
shipped.send(None, kind=Address)  # E: signal-send "kind"
shipped.send(None, pair=(1, 2))  # E: signal-send "pair"
shipped.send(None, pair=(1, "", 2))  # E: signal-send "pair"
shipped.send(None, stream=["1"])  # E: signal-send "stream"
shipped.send(None, customer=5)  # E: signal-send "customer" "CustomerId"
shipped.send(None, is_express=1)  # E: signal-send "is_express" "int" "bool"
shipped.send(None, ratio="0.5")  # E: signal-send "ratio"
shipped.send(None, price=len)  # E: signal-send "price"
shipped.send(None, size=Size.SMALL, ratio=1, parcels=[], is_express=True)  # ok

shipped.send(None, price=lambda number: number.nope)  # E: attr-defined "nope"
shipped.send(None, ratio=total.nope)  # E: attr-defined "nope"
shipped.send(None, price=lambda number: f"{number}")  # E: signal-send "price"

constrained.send(None, count="1")  # E: signal-send "count"
constrained.send(None, mail=5)  # E: signal-send "mail"
constrained.send(None, page="https://example.org")  # E: signal-send "page"
constrained.send(None, secret="hush")  # E: signal-send "secret"
constrained.send(None, at=now.date())  # E: signal-send "at"


async def from_async_code() -> None:
    await order_placed.asend("shop", order_id="7", total=total)  # E: signal-send "order_id"
    await order_placed.asend_robust("shop", order_id=7, total="9")  # E: signal-send "total"


def variables(maybe: int | None, number: int | str, numbers: list[bool]) -> None:
    order_placed.send("shop", order_id=maybe, total=total)  # E: signal-send "order_id"
    order_placed.send("shop", order_id=number, total=total)  # E: signal-send "order_id"
    shipped.send(None, parcels=numbers)  # E: signal-send "parcels"
    shipped.send(None, carrier=str(number))  # E: signal-send "carrier"
    if isinstance(number, str):
        order_placed.send("shop", order_id=number, total=total)  # E: signal-send "order_id"
    else:
        order_placed.send("shop", order_id=number, total=total)  # ok
