"""Parameters that are narrower than what is delivered, in less obvious ways."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Literal, NewType

from pydantic import BaseModel, PositiveInt
from typing_extensions import TypedDict

from heliograph import Signal, receiver

CustomerId = NewType("CustomerId", int)


class Address(TypedDict):
    street: str


class Wide(BaseModel):
    number: int
    size: str
    items: Sequence[int]
    weights: dict[str, int]
    address: Address
    pair: tuple[int, str]
    at: dt.date
    price: Callable[[int], object]
    positive: PositiveInt
    kind: type[BaseModel]
    maybe: int | None = None


class WideSignal(Signal[Wide]): ...


wide = Signal[Wide]()
named = WideSignal()


@wide.connect
def narrower(
    number: CustomerId,  # E: signal-receiver "number: CustomerId" "int"
    size: Literal["s", "l"],  # E: signal-receiver "str"
    items: list[int],  # E: signal-receiver "items: list[int]" "Sequence[int]"
    weights: dict[str, float],  # E: signal-receiver "weights: dict[str, float]"
    address: dict[str, str],  # E: signal-receiver "Address"
    pair: tuple[int, int],  # E: signal-receiver "tuple[int, str]"
    at: dt.datetime,  # E: signal-receiver "at: datetime" "date"
    price: Callable[[str], object],  # E: signal-receiver
    positive: str,  # E: signal-receiver "positive: str"
    kind: type[Wide],  # E: signal-receiver "type[BaseModel]"
    maybe: int,  # E: signal-receiver "maybe: int" "int | None"
    **kwargs: object,
) -> None: ...


@receiver(named)
def not_widened(maybe: int = 0, **kw: object) -> None: ...  # E: signal-receiver "int | None"


@named.connect
def of_a_named_signal(nmber: int, **kw: object) -> None: ...  # E: signal-receiver "nmber" "number"


@named.connect
def other_signal(signal: Signal[Other], **kw: object) -> None: ...  # E: signal-receiver


class Other(BaseModel):
    number: int


class Described:
    """Each has what it needs, and yet can't be called by keyword."""

    def positional(self, number: int, /, **kwargs: object) -> None: ...

    def required(self, *, more: int, **kwargs: object) -> None: ...

    def variadic(self, *numbers: int) -> None: ...


described = Described()
wide.connect(described.positional)  # E: signal-receiver
wide.connect(described.required)  # E: signal-receiver "more"
wide.connect(described.variadic)  # E: signal-kwargs
wide.connect([].append, weak=False)  # E: signal-kwargs # E: signal-receiver
