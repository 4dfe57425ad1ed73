"""Declarations of signals with what can't be a payload model."""

from __future__ import annotations

import dataclasses
from typing import Any, NamedTuple

import pydantic.dataclasses
from pydantic import BaseModel, Field, RootModel
from typing_extensions import TypedDict

from heliograph import Signal
from typing_tests.plugin.models import OrderPlaced


class Plain:
    order_id: int


@dataclasses.dataclass
class Data:
    order_id: int


@pydantic.dataclasses.dataclass
class PydanticData:
    order_id: int


class Dictionary(TypedDict):
    order_id: int


class Named(NamedTuple):
    order_id: int


class Numbers(RootModel[list[int]]):
    pass


class WithSender(BaseModel):
    sender: str
    order_id: int


class WithSignal(BaseModel):
    signal: int = 0


class InheritsSender(WithSender):
    more: str = ""


class WireNamed(BaseModel):
    sent_by: str = Field(alias="sender")


a = Signal[int]()  # E: signal-payload "int"
b = Signal[Plain]()  # E: signal-payload "Plain"
c = Signal[Data]()  # E: signal-payload "Data"
d = Signal[Dictionary]()  # E: signal-payload "Dictionary"
e = Signal[Named]()  # E: signal-payload "Named"
f = Signal[Numbers]()  # E: signal-payload "Numbers"
g = Signal[dict[str, int]]()  # E: signal-payload
h = Signal[str, OrderPlaced]()  # E: signal-payload "str"
i = Signal[PydanticData]()  # E: signal-payload "PydanticData"
j = Signal[RootModel[int]]()  # E: signal-payload "RootModel[int]"
k = Signal[WithSender]()  # E: signal-payload "sender"
m = Signal[WithSignal]()  # E: signal-payload "signal"
n = Signal[InheritsSender]()  # E: signal-payload "sender"
o = Signal[Plain](name="shop.plain", validation="never")  # E: signal-payload "Plain"
p = Signal[WireNamed]()  # ok
r = Signal[BaseModel]()  # E: signal-payload "BaseModel"
q = Signal[
    Plain  # E: signal-payload "Plain"
]()


class PlainSignal(Signal[Plain]):  # E: signal-payload "Plain"
    pass


class SenderSignal(Signal[WithSender]):  # E: signal-payload "sender"
    pass


class RootSignal(Signal[Numbers, object]):  # E: signal-payload "Numbers"
    def more(self) -> None: ...


class Shop:
    closed = Signal[Data]()  # E: signal-payload "Data"

    def __init__(self) -> None:
        self.opened = Signal[Plain]()  # E: signal-payload "Plain"


def annotated(signal: Signal[Any], other: Signal[OrderPlaced]) -> None:
    local = Signal[bool]()  # E: signal-payload "bool"
    local.connect(print_all)  # ok


def print_all(**kwargs: object) -> None: ...
