"""Where receivers meet signals: `connect` called or above a function, and `receiver(...)`."""

from __future__ import annotations

import pytest

from tests.mypy.building import Program, Report, build_program

HEADER = """
from typing import *
from pydantic import BaseModel
from heliograph import Signal, receiver
from heliograph.typing import ReceiverDecorator
class Order(BaseModel):
    number: int
    note: str | None = None
class User(BaseModel): name: str
class Shop:
    def receive(self, number: int, **kwargs: object) -> None: ...
class Custom(Signal[Order]):
    def connect(self, receiver: Any, *args: Any, **options: Any) -> Any: ...
# As a generated stub has it.
class Refusing(ReceiverDecorator[Any]):
    def __call__(self, function: Callable[[str], Any]) -> Any: ...  # type: ignore[override]
class Generated(Signal[Order]):
    def connect(self, receiver: Any, *args: Any, **options: Any) -> Any: ...
    def _receiver_decorator(self) -> Refusing: raise NotImplementedError
placed = Signal[Order]()
generated = Generated()
closed = Signal[Order]()
created = Signal[User]()
typed: Signal[Order, Shop]
custom = Custom()
untyped = Signal()
anything: Any
flag: bool
shop = Shop()
def right(number: int, **kwargs: object) -> None: ...
def wrong(number: str, **kwargs: object) -> None: ...
def narrow(number: int) -> None: ...
def of_int(sender: int, **kwargs: object) -> None: ...
def other(other: int, **kwargs: object) -> None: ...
"""

TAKES = '"number: str"'
GONE = "it is gone at once"

# What is written -> what its errors contain.
CONNECTS: dict[str, list[str]] = {
    "placed.connect(right)": [],
    "placed.connect(anything)": [],
    "placed.connect(shop.receive)": [],
    "untyped.connect(other)": [],
    "custom.connect(wrong)": [],
    "typed.connect(right)": [],
    "placed.connect(of_int)": [],
    "placed.connect(wrong)": [f'Receiver "wrong" takes {TAKES}'],
    "placed.connect(narrow)": ["must accept **kwargs"],
    "placed.connect(receiver=wrong)": [TAKES],
    "placed.connect(other)": ['requires "other", which signal "placed" never delivers'],
    "untyped.connect(narrow)": ['of signal "untyped" must accept **kwargs'],
    "typed.connect(of_int)": ['"sender: int"'],
    "typed.connect(of_int, sender=shop)": ['"sender: int"'],
    "typed.connect(of_int, None)": ['"sender: int"'],
    "Signal[Order]().connect(wrong)": ['a signal of "Order"'],
    "print(placed.connect(wrong))": [TAKES],
    "placed.connect(lambda **kwargs: None)": [GONE],
    "placed.connect(lambda **kwargs: None, weak=True)": [GONE],
    "placed.connect(lambda **kwargs: None, weak=False)": [],
    "placed.connect(lambda **kwargs: None, weak=flag)": [],
    "placed.connect(lambda **kwargs: None, None, False)": [],
    "kept = placed.connect(lambda **kwargs: None)": [],
    "placed.connect(Shop().receive)": [GONE],
    "untyped.connect(lambda **kwargs: None)": [GONE],
    "placed.connect(lambda x, **kwargs: None, weak=False)": ['Receiver lambda requires "x"'],
    "receiver(placed)(right)": [],
    "receiver(placed)(wrong)": [TAKES],
    "receiver(signal=placed)(wrong)": [TAKES],
    "receiver([placed, closed])(narrow)": ['signal "placed" and signal "closed"'],
    "receiver([placed, created])(right)": ['signal "created" never delivers'],
    "receiver([placed, created])(wrong)": [TAKES, 'requires "number"'],
    "receiver([placed, untyped])(other)": ['signal "placed" never delivers'],
    "receiver([anything, untyped])(other)": [],
    "receiver(anything)(narrow)": [],
    "receiver(custom)(wrong)": [],
    "receiver(placed)(lambda **kwargs: None)": [GONE],
    "receiver(placed, weak=False)(lambda **kwargs: None)": [],
    "receiver(placed, **anything)(lambda **kwargs: None)": [],
}

# What stands above a function -> its parameters, what its errors contain, and their lines.
DECORATED: dict[str, tuple[str, list[str]]] = {
    "@placed.connect": ("number: int, **kwargs: object", []),
    "@placed.connect ": ("number: str, **kwargs: object", [TAKES]),
    "@placed.connect  ": ("number: int", ["must accept **kwargs"]),
    "@placed.connect   ": ("other: int = 1, **kwargs: object", ['has a parameter "other"']),
    "@placed.connect    ": ("_other: int = 1, **kwargs: object", []),
    "@placed.connect     ": ("other: int = len([]), **kwargs: object", []),
    "@untyped.connect": ("other: int = 1, **kwargs: object", []),
    "@receiver(placed)": ("number: str, **kwargs: object", [TAKES]),
    "@receiver(placed, weak=False)": ("number: int, **kwargs: object", []),
    "@receiver([placed, created])": ("number: int = 0, name: str = '', **kwargs: object", []),
    "@receiver([placed, created]) ": ("name: int = 0, **kwargs: object", ['"name: int"']),
    "@receiver([placed, closed])": ("", ['signal "placed" and signal "closed"']),
    "@placed.connect\n@closed.connect": (
        "number: str, **kwargs: object",
        ['signal "closed"', 'signal "placed"'],
    ),
    "@placed.connect\n@created.connect": (
        "number: int = 0, name: str = '', **kwargs: object",
        [],
    ),
    "@receiver(placed)\n@receiver(created)": ("name: str = '', **kwargs: object", []),
    "@receiver(created)\n@placed.connect": ("name: str = '', **kwargs: object", []),
    "@placed.connect\n@created.connect ": (
        "name: str, **kwargs: object",
        ['requires "name", which signal "placed"'],
    ),
    "@custom.connect": ("number: str", []),
    "@receiver([generated, created])": (
        "number: str, **kwargs: object",
        [TAKES, 'requires "number", which signal "created"'],
    ),
    "@receiver([generated, placed])": ("number: int, **kwargs: object", []),
}

METHODS = """
class Bound:
    @placed.connect
    def method(self, **kwargs: object) -> None: ...
    @classmethod
    @placed.connect
    def classmethod(cls, **kwargs: object) -> None: ...
    @placed.connect
    @staticmethod
    def static(number: int, **kwargs: object) -> None: ...
"""

# What `receiver(...)` is called with -> the type of what it returns.
REFINED = {
    "placed": "ReceiverDecorator[Signal[Order, Any]]",
    "[placed, created]": "ReceiverDecorator[Signal[Order, Any] | Signal[User, Any]]",
    "(created, placed)": "ReceiverDecorator[Signal[User, Any] | Signal[Order, Any]]",
    "[placed]": "ReceiverDecorator[Signal[Order, Any]]",
    "generated": "Refusing",
    "[generated]": "Refusing",
    "[generated, generated]": "Refusing",
    "[generated, placed]": "ReceiverDecorator[Generated | Signal[Order, Any]]",
    "[generated, created]": "ReceiverDecorator[Generated | Signal[User, Any]]",
    "[]": "ReceiverDecorator[Any]",
    "anything": "ReceiverDecorator[Any]",
    "[placed, anything]": "ReceiverDecorator[Any]",
}


@pytest.fixture(scope="module")
def program() -> Program:
    refined = [f"made_{number} = receiver({each})" for number, each in enumerate(REFINED)]
    texts = {"refined": HEADER + "\n".join(refined), "methods": HEADER + METHODS}
    for number, connect in enumerate(CONNECTS):
        texts[f"connect{number}"] = HEADER + connect
    for number, (decorator, (parameters, _)) in enumerate(DECORATED.items()):
        function = f"def receive({parameters}) -> None: ..."
        texts[f"decorated{number}"] = f"{HEADER}{decorator}\n{function}"
    return build_program(texts)


def errors(program: Program, module: str) -> list[Report]:
    return [each for each in program.reports(module) if each.severity == "error"]


def are_found(parts: list[str], reports: list[Report]) -> bool:
    """Says whether each part is in the text of one report."""
    texts = [report.text for report in reports]
    return len(parts) == len(texts) and all(map(str.__contains__, texts, parts))


class TestConnect:
    @pytest.mark.parametrize("written", CONNECTS)
    def test_reports_what_is_wrong_with_the_receiver(self, program: Program, written: str) -> None:
        found = errors(program, f"connect{list(CONNECTS).index(written)}")

        assert are_found(CONNECTS[written], found), found
        assert {HEADER.count("\n") + 1} >= {each.line for each in found}


class TestDecorator:
    @pytest.mark.parametrize("written", DECORATED)
    def test_reports_what_is_wrong_with_the_function(self, program: Program, written: str) -> None:
        found = errors(program, f"decorated{list(DECORATED).index(written)}")

        assert are_found(DECORATED[written][1], found), found
        assert {(HEADER + written).count("\n") + 2} >= {each.line for each in found}

    def test_reports_a_method_that_is_not_bound(self, program: Program) -> None:
        reports = errors(program, "methods")

        assert are_found(['requires "self"', 'requires "cls"'], reports), reports
        lines = [METHODS.split("\n")[each.line - HEADER.count("\n") - 1] for each in reports]
        assert ["method", "classmethod"] == [line.split("(")[0].split()[-1] for line in lines]


class TestReceiver:
    @pytest.mark.parametrize("signals", REFINED)
    def test_knows_the_signals_in_a_list(self, program: Program, signals: str) -> None:
        made = program.type_of(f"refined.made_{list(REFINED).index(signals)}")

        assert REFINED[signals] == program.shown(made)
