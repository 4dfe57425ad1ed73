"""What payload models of the shop are made of."""

from enum import Enum
from typing import Generic, TypeVar

from pydantic import BaseModel

ItemT = TypeVar("ItemT")


class Currency(Enum):
    EURO = "EUR"
    POUND = "GBP"


class Address(BaseModel):
    street: str
    town: str


class Page(BaseModel, Generic[ItemT]):
    items: list[ItemT]
    number: int = 1
