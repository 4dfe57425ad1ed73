"""A send against the payload model: what is reported, and the signature that mypy checks with."""

from __future__ import annotations

import pytest
from mypy.plugin import MethodSigContext
from mypy.subtypes import find_member
from mypy.types import CallableType

from heliograph.mypy import _names, _sends
from tests.mypy.building import Program, build_program

HEADER = """
from typing import *
from pydantic import BaseModel, BeforeValidator
from heliograph import Signal
class Line(BaseModel): name: str
class Order(BaseModel):
    number: int
    note: str | None = None
    lines: list[Line] = []
    loose: Annotated[int, BeforeValidator(int)] = 1
class Derived(Order): more: int
class Open(BaseModel, extra="allow"): number: int
class Empty(BaseModel): ...
class Full(TypedDict):
    number: int
    note: NotRequired[int]
class Wrong(TypedDict):
    number: str
    other: int
    optional: NotRequired[int]
class WithSender(TypedDict):
    sender: object
    number: int
placed = Signal[Order]()
opened = Signal[Open]()
emptied = Signal[Empty]()
untyped = Signal()
order: Order
derived: Derived
anything: Any
number: int
full: Full
wrong: Wrong
with_sender: WithSender
mapping: dict[str, Any]
values: list[Any]
def make() -> Signal[Order]: ...
"""

# A send -> what its errors contain.
SENDS: dict[str, list[str]] = {
    "placed.send(None, number=1)": [],
    "placed.send(number=1, sender=None)": [],
    "placed.send(None, number=1, note=None, lines=[])": [],
    "placed.send(None, number=anything, lines=anything)": [],
    "placed.send(None, number=True, loose='1')": [],
    "placed.send(None, number=1, lines=[Line(name='a')])": [],
    "placed.send(None, order)": [],
    "placed.send(None, derived)": [],
    "placed.send(None, anything)": [],
    "placed.send(*values)": [],
    "placed.send(None, *values)": [],
    "placed.send(None, **mapping)": [],
    "placed.send(None, number=1, **mapping)": [],
    "placed.send(None, **full)": [],
    "placed.send(**with_sender)": [],
    "placed.send(anything)": ['Missing field "number" in a send of signal "placed"'],
    "placed.send(order, order)": [],
    "placed.send(order, number=1)": [],
    "opened.send(None, number=1, other=2)": [],
    "emptied.send(None)": [],
    "untyped.send(None, other=1)": [],
    "placed.send_robust(None, number=1)": [],
    "make().send(None, number=1)": [],
    "placed.send(None)": ['Missing field "number"'],
    "placed.send_robust(None)": ['Missing field "number"'],
    "placed.asend(None)": ['Missing field "number"'],
    "placed.asend_robust(None)": ['Missing field "number"'],
    "make().send(None)": ['in a send of a signal of "Order"'],
    "Signal[Order]().send(None)": ['in a send of a signal of "Order"'],
    "placed.send(None, note='a')": ['Missing field "number"'],
    "placed.send(None, number='1')": ['Field "number" of signal "placed" takes "int"'],
    "placed.send(None, number='1', note=1)": ['Field "number"', 'Field "note"'],
    "placed.send(None, number=1, lines=[1])": ['Field "lines"'],
    "placed.send(None, number=1, lines=['a', 1])": ["List item 0 has incompatible type"],
    "placed.send(None, number=1, numbr=1)": ['Unknown field "numbr"'],
    "placed.send(None, numbr=1)": ['Missing field "number"', 'Unknown field "numbr"'],
    "placed.send(None, number='1', **mapping)": ['Field "number"'],
    "placed.send(None, other=1, **mapping)": ['Unknown field "other"'],
    "opened.send(None, other=1)": ['Missing field "number"'],
    "emptied.send(None, other=1)": ['Unknown field "other"'],
    "placed.send(None, number)": ['The payload of signal "placed" is "Order"'],
    "placed.send(None, order, order)": ["a payload and another together"],
    "placed.send(None, order, number=1)": ["a payload and fields together"],
    "placed.send(order)": ["stands in the place of the sender"],
    "placed.send(derived)": ["stands in the place of the sender"],
    "placed.send(sender=order)": ['Missing field "number"'],
    "placed.send(None, **wrong)": ['Field "number"', 'Unknown field "other"'],
    "opened.send(None, **wrong)": ['Field "number"'],
}

# A send that is wrong in itself, or whose sender is -> what mypy says of it.
OTHERS = {
    "placed.send()": "call-arg",
    "placed.send(number=1)": "call-arg",
    "placed.send(None, number=missing)": "name-defined",
    "placed.send(None, number=len(1))": "arg-type",
    "placed.send(None, number=1, lines=[Line(nam='a')])": "call-arg",
}

# A send -> the arguments that mypy is to check, and their types.
SIGNATURES = {
    "placed.send(None, number=1)": {"number": "int"},
    "placed.send(None, number=1, note=None, lines=[])": {
        "number": "int",
        "note": "str | None",
        "lines": "list[Line]",
    },
    "placed.send(None, number='1', note=1)": {"number": "Any", "note": "Any"},
    "placed.send(None, number=1, numbr=1)": {"number": "int", "numbr": "Any"},
    "placed.send(None, number=True, loose='1')": {"number": "int", "loose": "Any"},
    "placed.send(None, order)": {},
    "placed.send(None, **full)": {},
}


@pytest.fixture(scope="module")
def program() -> Program:
    lines = [f"send_{number} = {each}" for number, each in enumerate([*SENDS, *OTHERS])]
    return build_program({"shop": HEADER + "\n".join(lines)})


def errors(program: Program, send: str) -> list[tuple[str, str]]:
    line = HEADER.count("\n") + 1 + [*SENDS, *OTHERS].index(send)
    reports = program.reports("shop")
    return [(each.code, each.text) for each in reports if each[:2] == (line, "error")]


def signature(program: Program, send: str) -> CallableType:
    """The signature that the plugin gives to mypy for a send."""
    call = program.call(f"shop.send_{list(SENDS).index(send)}")
    signal = program.instance_of(f"shop.{send.partition('.')[0]}")
    default = find_member("send", signal, signal)
    assert isinstance(default, CallableType)
    checker = program.checker("shop")
    context = MethodSigContext(signal, [[]], default, call, checker)
    with checker.msg.filter_errors():
        found = _sends.check_send(context)
    assert isinstance(found, CallableType)
    return found


class TestSend:
    @pytest.mark.parametrize("send", SENDS)
    def test_is_reported_as_it_is_wrong(self, program: Program, send: str) -> None:
        found = errors(program, send)

        assert len(SENDS[send]) == len(found)
        assert all(code == "signal-send" for code, _ in found)
        assert all(part in text for part, (_, text) in zip(SENDS[send], found, strict=True))

    @pytest.mark.parametrize("send", OTHERS)
    def test_that_is_wrong_for_mypy_is_not_reported_twice(
        self, program: Program, send: str
    ) -> None:
        codes = [code for code, _ in errors(program, send) if code != "signal-send"]

        assert [OTHERS[send]] == codes

    def test_with_a_wrong_value_is_not_held_against_the_field(self, program: Program) -> None:
        codes = [code for code, _ in errors(program, "placed.send(None, number=len(1))")]

        assert ["arg-type"] == codes


class TestSignature:
    @pytest.mark.parametrize("send", SIGNATURES)
    def test_has_the_fields_that_are_sent(self, program: Program, send: str) -> None:
        found = signature(program, send)
        names = [name for name in found.arg_names if name is not None]
        types = dict(zip(names, map(program.shown, found.arg_types), strict=True))

        assert ["sender", "payload", *SIGNATURES[send], "fields"] == names
        assert SIGNATURES[send] == {name: types[name] for name in SIGNATURES[send]}
        assert types["payload"] == ("Any" if "order" in send else "Order")

    def test_is_the_default_of_a_signal_without_a_model(self, program: Program) -> None:
        found = signature(program, "untyped.send(None, other=1)")

        assert [_names.SENDER, "payload", "fields"] == found.arg_names
