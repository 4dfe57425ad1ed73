"""Receivers that are gone once they are connected weakly."""

from __future__ import annotations

import pytest

from heliograph.mypy import _weak
from tests.mypy.building import Program, build_program

SHOP = """
import abc
import dataclasses
import enum
import functools
from functools import partial
from typing import *
import elsewhere  # type: ignore[import-not-found]

T = TypeVar("T")
def function(**kwargs: object) -> None: ...
def make() -> Callable[..., None]: ...
class Thing:
    def method(self, **kwargs: object) -> None: ...
    @staticmethod
    def static(**kwargs: object) -> None: ...
    @classmethod
    def of_class(cls, **kwargs: object) -> None: ...
    @functools.wraps(function)
    def decorated(self, **kwargs: object) -> None: ...
    @property
    def computed(self) -> Callable[..., None]: ...
    attribute: Callable[..., None] = print
    def __call__(self, **kwargs: object) -> None: ...
class Derived(Thing): ...
class Box(Generic[T]):
    def method(self, **kwargs: object) -> None: ...
class Initialised:
    def __init__(self) -> None: ...
    def method(self, **kwargs: object) -> None: ...
class DerivedInitialised(Initialised): ...
class New(Thing):
    def __new__(cls) -> Self: ...
class Subclassed:
    def __init_subclass__(cls) -> None: ...
    def method(self, **kwargs: object) -> None: ...
class DerivedSubclassed(Subclassed): ...
@dataclasses.dataclass
class Decorated:
    def method(self, **kwargs: object) -> None: ...
class Abstract(abc.ABC):
    def method(self, **kwargs: object) -> None: ...
class Unknown(elsewhere.Base):  # type: ignore[misc]
    def method(self, **kwargs: object) -> None: ...
thing = Thing()
Alias = Thing
things = [Thing()]
"""

# What is connected -> how it is called if it dies.
RECEIVERS = {
    "lambda **kwargs: None": "Receiver lambda",
    "partial(function)": 'Receiver "partial(...)"',
    "functools.partial(function, 1)": 'Receiver "functools.partial(...)"',
    "partial[None](function)": "The receiver",
    "Thing()": 'Receiver "Thing(...)"',
    "Derived()": 'Receiver "Derived(...)"',
    "Box[int]()": "The receiver",
    "Thing().method": 'Receiver "Thing(...).method"',
    "Derived().method": 'Receiver "Derived(...).method"',
    "Box[int]().method": "The receiver",
    "function": None,
    "make()": None,
    "make": None,
    "Thing": None,
    "thing": None,
    "thing.method": None,
    "things[0].method": None,
    "Thing.method": None,
    "Thing.of_class": None,
    "Thing().static": None,
    "Thing().of_class": None,
    "Thing().decorated": None,
    "Thing().computed": None,
    "Thing().attribute": None,
    "Thing().missing": None,
    "Thing().method.__call__": None,
    "Initialised().method": None,
    "DerivedInitialised().method": None,
    "New().method": None,
    "DerivedSubclassed().method": None,
    "Decorated().method": None,
    "Abstract().method": None,
    "Unknown().method": None,
    "Unknown()": None,
    "elsewhere.Thing().method": None,
    "elsewhere.partial(function)": None,
    "(make or function)": None,
}


@pytest.fixture(scope="module")
def program() -> Program:
    lines = [f"receiver_{number}: Any = {each}\n" for number, each in enumerate(RECEIVERS)]
    return build_program({"shop": SHOP + "".join(lines)})


@pytest.mark.parametrize("written", RECEIVERS)
def test_a_receiver_dies_if_nothing_can_refer_to_it(program: Program, written: str) -> None:
    expression = program.value(f"shop.receiver_{list(RECEIVERS).index(written)}")

    assert RECEIVERS[written] == _weak.dying(expression)
