"""A send with a name that is no field, at that argument."""

import enum
from decimal import Decimal
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, computed_field

from heliograph import Signal
from typing_tests.plugin.models import order_placed, pinged, user_created

total = Decimal("9.50")


class Account(BaseModel):
    model_config = ConfigDict(extra="forbid", validate_by_name=True)

    limit: ClassVar[int] = 100
    _cache: dict[str, int] = PrivateAttr(default_factory=dict)

    number: int = Field(alias="accountNumber")
    holder: str = ""

    class Kind(enum.Enum):
        PRIVATE = 1

    @property
    def initials(self) -> str:
        return self.holder[:1]

    @computed_field  # type: ignore[prop-decorator]
    @property
    def label(self) -> str:
        return f"{self.number} {self.holder}"

    def close(self) -> None: ...


class Ignoring(BaseModel):
    model_config = ConfigDict(extra="ignore")

    number: int


class Tightened(BaseModel):
    model_config = {"extra": "allow"}

    number: int


class TightenedAgain(Tightened):
    model_config = {"extra": "forbid"}


account_changed = Signal[Account]()
ignoring = Signal[Ignoring]()

order_placed.send("shop", order_id=7, total=total, cupon="A")  # E: signal-send "cupon" "coupon"
order_placed.send("shop", order_id=7, total=total, nonsense=1)  # E: signal-send "nonsense"
user_created.send("", user_id=1, name="", a=1, b=2)  # E: signal-send "a" # E: signal-send "b"
order_placed.send_robust("shop", total=total, order_id=7, Coupon="A")  # E: signal-send "Coupon"
order_placed.send(
    "shop",
    order_id=7,
    total=total,
    nonsense=1,  # E: signal-send "nonsense"
)
pinged.send(None, anything=1)  # E: signal-send "anything"
user_created.send(None, user_id=1, name="Ada", email="")  # E: signal-send "email"
order_placed.send("shop", order_id=7, total=total, signal=order_placed)  # E: signal-send "signal"
order_placed.send("shop", order_id=7, total=total, self=1)  # E: signal-send "self"
order_placed.send("shop", order_id=7, total=total, payload=1)  # E: signal-send "payload"

account_changed.send(None, number=1, accountNumber=1)  # E: signal-send "accountNumber"
account_changed.send(None, number=1, limit=5)  # E: signal-send "limit"
account_changed.send(None, number=1, _cache={})  # E: signal-send "_cache"
account_changed.send(None, number=1, Kind=Account.Kind)  # E: signal-send "Kind"
account_changed.send(None, number=1, initials="A")  # E: signal-send "initials"
account_changed.send(None, number=1, label="1 Ada")  # E: signal-send "label"
account_changed.send(None, number=1, close=print)  # E: signal-send "close"
account_changed.send(None, number=1, model_config={})  # E: signal-send "model_config"
account_changed.send(None, number=1, model_dump={})  # E: signal-send "model_dump"
account_changed.send(None, number=1, holder="Ada")  # ok
ignoring.send(None, number=1, nmber=2)  # E: signal-send "nmber"
Signal[TightenedAgain]().send(None, number=1, more=2)  # E: signal-send "more"
Signal[Tightened]().send(None, number=1, more=2)  # ok


async def from_async_code() -> None:
    await order_placed.asend("shop", order_id=7, total=total, n=1)  # E: signal-send "n"
    await user_created.asend_robust(None, user_id=1, name="", n=1)  # E: signal-send "n"


def an_unknown_name_beside_a_missing_field() -> None:
    order_placed.send(  # E: signal-send "order_id"
        "shop",
        total=total,
        oder_id=7,  # E: signal-send "oder_id" "order_id"
    )
    user_created.send(  # E: signal-send "user_id" "name"
        None,
        address="",  # E: signal-send "address"
    )
