"""How expressions are called in messages."""

from __future__ import annotations

import pytest
from mypy.nodes import Expression

from heliograph.mypy import _expressions, _signals
from heliograph.mypy._signals import SignalType
from tests.mypy.building import Program, build_program

# An expression -> its text.
TEXTS = {
    "shop": "shop",
    "shop.signals.placed": "shop.signals.placed",
    "make()": None,
    "make().placed": "make(...).placed",
    "shop.make(1, 2).a.b": "shop.make(...).a.b",
    "make()().placed": None,
    "shop['placed']": "shop['placed']",
    "shop[0]": "shop[0]",
    "shop[0].placed['x']": "shop[0].placed['x']",
    "shop[name]": None,
    "shop[name].placed": None,
    "shop[1:2]": None,
    "[shop][0]": None,
    "(lambda: 1)": None,
    "5": None,
    "'text'": None,
    "(shop)": "shop",
    "shop or name": None,
    "Order[int]": None,
}

# An expression -> how it is called as a receiver.
RECEIVERS = {
    "function": 'Receiver "function"',
    "self.shop.function": 'Receiver "self.shop.function"',
    "lambda **kwargs: None": "Receiver lambda",
    "make(1)": 'Receiver "make(...)"',
    "shop.make()": 'Receiver "shop.make(...)"',
    "make()()": "The receiver",
    "make().method": 'Receiver "make(...).method"',
    "(function or make)": "The receiver",
    "table['x']": "Receiver \"table['x']\"",
    "[function][0]": "The receiver",
}

MODELS = """
from typing import Any
from pydantic import BaseModel
from heliograph import Signal
class Order(BaseModel): number: int
plain = Signal[Order]()
named: "Named"
class Named(Signal[Order]): ...
untyped = Signal()
"""


@pytest.fixture(scope="module")
def program() -> Program:
    lines = [f"value_{number} = {each}" for number, each in enumerate([*TEXTS, *RECEIVERS])]
    return build_program({"cases": "\n".join(lines), "models": MODELS})


def expression(program: Program, written: str) -> Expression:
    return program.value(f"cases.value_{[*TEXTS, *RECEIVERS].index(written)}")


def signal(program: Program, name: str) -> SignalType:
    found = _signals.signal_of(program.type_of(f"models.{name}"))
    assert found is not None
    return found


class TestText:
    @pytest.mark.parametrize("written", TEXTS)
    def test_is_that_of_a_name(self, program: Program, written: str) -> None:
        assert TEXTS[written] == _expressions.text_of(expression(program, written))


class TestReceiver:
    @pytest.mark.parametrize("written", RECEIVERS)
    def test_is_called_as_it_is_written(self, program: Program, written: str) -> None:
        assert RECEIVERS[written] == _expressions.receiver_called(expression(program, written))


class TestSignal:
    @pytest.mark.parametrize("name", ["plain", "named", "untyped"])
    def test_is_called_as_it_is_written(self, program: Program, name: str) -> None:
        written = expression(program, "shop.signals.placed")
        called = _expressions.signal_called(written, signal(program, name))

        assert 'signal "shop.signals.placed"' == called

    @pytest.mark.parametrize(
        ("expected", "name"),
        [
            ('a signal of "Order"', "plain"),
            ('a signal of "Order"', "named"),
            ("a signal", "untyped"),
        ],
    )
    def test_is_called_by_its_payload_model_else(
        self, program: Program, expected: str, name: str
    ) -> None:
        for written in (None, expression(program, "make()")):
            assert expected == _expressions.signal_called(written, signal(program, name))
