"""The parameters of a receiver against what a signal delivers."""

from __future__ import annotations

import pytest
from mypy.nodes import NameExpr
from mypy.types import CallableType

from heliograph.mypy import _fields, _receivers, _signals
from heliograph.mypy._receivers import Delivery, Receiver
from tests.mypy.building import Program, build_program

MODELS = """
from typing import *
from pydantic import BaseModel
from heliograph import Signal
class Base(BaseModel): number: int
class Order(Base):
    note: str | None = None
    many: list[int] = []
class Open(BaseModel, extra="allow"): number: int
class Named(Signal[Order]): ...
placed = Signal[Order]()
opened = Signal[Open]()
untyped = Signal()
named = Named()
"""
HEADER = """
from typing import *
from collections.abc import Sequence
from pydantic import BaseModel
from heliograph import Signal
from models import Base, Named, Order
T = TypeVar("T")
IntT = TypeVar("IntT", bound=int)
StrT = TypeVar("StrT", bound=str)
ValueT = TypeVar("ValueT", int, str)
OtherT = TypeVar("OtherT", bytes, str)
P = ParamSpec("P")
class Keys(TypedDict):
    number: int
    note: NotRequired[str | None]
class Wrong(TypedDict):
    number: str
    other: int
class Open(TypedDict, total=False):
    other: int
"""

# Parameters that are right for the signal `placed`.
RIGHT = [
    "**kwargs: object",
    "**kwargs: Any",
    "**kwargs",
    "*args: int, **kwargs: object",
    "number: int, **kwargs: object",
    "number: float, **kwargs: object",
    "number: object, note: str | None, **kwargs: object",
    "number: int | str, **kwargs: object",
    "many: Sequence[object], **kwargs: object",
    "*, number: int, sender: object, signal: Signal[Order], **kwargs: object",
    "signal: Signal[Any], **kwargs: object",
    "signal: Signal[Base], **kwargs: object",
    "signal: Signal[BaseModel], **kwargs: object",
    "signal: object, **kwargs: object",
    "sender: str, **kwargs: object",
    "other: int = 1, **kwargs: object",
    "number: int, note: Any, many: Any, **kwargs: str",
    "number: T, **kwargs: object",
    "number: IntT, **kwargs: object",
    "number: ValueT, **kwargs: object",
    "many: list[T], **kwargs: object",
    "x: int = 1, /, **kwargs: object",
    "many: Any, **kwargs: Unpack[Keys]",
    "**kwargs: Unpack[Open]",
]

# Parameters that are wrong for it, and parts of what is found.
WRONG = {
    "": ["**kwargs"],
    "number: int": ["**kwargs"],
    "*args: object": ["**kwargs"],
    "number: str, **kwargs: object": ['"number: str"'],
    "note: str, **kwargs: object": ['"note: str"'],
    "number: str, note: int, **kwargs: object": ['"number: str"', '"note: int"'],
    "many: list[object], **kwargs: object": ['"many: list[object]"'],
    "signal: Named, **kwargs: object": ['"signal: Named"'],
    "signal: Signal[int], **kwargs: object": ['"signal: Signal[int, Any]"'],
    "signal: int, **kwargs: object": ['"signal: int"'],
    "other: int, **kwargs: object": ['requires "other"'],
    "*, other: int, **kwargs: object": ['requires "other"'],
    "self, **kwargs: object": ['requires "self"'],
    "cls, **kwargs: object": ['requires "cls"'],
    "x: int, /, **kwargs: object": ["by position only"],
    "number: StrT, **kwargs: object": ['"number: StrT"'],
    "number: OtherT, **kwargs: object": ['"number: OtherT"'],
    "**kwargs: int": ['"note: str | None"'],
    "number: int, **kwargs: str | None": ['"many: list[int]"'],
    "**kwargs: Unpack[Wrong]": ['"number: str"', 'requires "other"'],
    "other: int": ["**kwargs", 'requires "other"'],
}

OVERLOADS = """
@overload
def fits(other: int, **kwargs: object) -> int: ...
@overload
def fits(number: int, **kwargs: object) -> str: ...
def fits(**kwargs: object) -> Any: ...
@overload
def none(number: str, many: int) -> int: ...
@overload
def none(number: str, **kwargs: object) -> str: ...
def none(**kwargs: object) -> Any: ...
@overload
def of_union(note: str, **kwargs: object) -> int: ...
@overload
def of_union(note: None, **kwargs: object) -> str: ...
def of_union(**kwargs: object) -> Any: ...
@overload
def beside_union(number: str, note: str) -> int: ...
@overload
def beside_union(number: str, **kwargs: object) -> str: ...
def beside_union(**kwargs: object) -> Any: ...
ellipsis: Callable[..., None]
union: Callable[[int], None] | Callable[..., None]
number: int
anything: Any
def outer(function: Callable[P, None]) -> Callable[P, None]: return function
"""


@pytest.fixture(scope="module")
def program() -> Program:
    lines = [f"def f{n}({each}) -> None: ..." for n, each in enumerate([*RIGHT, *WRONG])]
    return build_program({"models": MODELS, "shop": HEADER + "\n".join(lines) + OVERLOADS})


def delivery(program: Program, name: str = "placed", *, sender: str = "") -> Delivery:
    signal = _signals.signal_of(program.type_of(f"models.{name}"))
    assert signal is not None
    payload = _fields.payload_of(signal.model, program.files) if signal.model else None
    typ = program.type_of(f"shop.{sender}") if sender else signal.sender
    return _receivers.delivery_of("the signal", signal, payload, typ)


def found(
    program: Program,
    function: str,
    what: Delivery,
    written_for: frozenset[str] = frozenset(),
) -> list[str]:
    if function in (*RIGHT, *WRONG):
        function = f"f{[*RIGHT, *WRONG].index(function)}"
    receiver = Receiver(
        "The receiver",
        program.type_of(f"shop.{function}"),
        NameExpr(function),
        "all signals",
        {"number": NameExpr("number")},
        written_for,
    )
    return [each.text for each in _receivers.check_receiver(receiver, what, program.options)]


class TestDelivery:
    def test_has_the_arguments_of_every_receiver_and_the_fields(self, program: Program) -> None:
        placed = delivery(program)

        assert ["signal", "sender", "number", "note", "many"] == list(placed.types)
        assert ("number", "note", "many") == placed.fields
        assert not placed.is_open

    def test_is_open_if_the_model_is_or_is_not_known(self, program: Program) -> None:
        assert delivery(program, "opened").is_open
        assert delivery(program, "untyped").is_open
        assert () == delivery(program, "untyped").fields

    def test_has_the_type_of_the_signal_as_it_was_declared(self, program: Program) -> None:
        assert "Named" == program.shown(delivery(program, "named").types["signal"])


class TestReceiver:
    @pytest.mark.parametrize("parameters", RIGHT)
    def test_is_right(self, program: Program, parameters: str) -> None:
        assert [] == found(program, parameters, delivery(program))

    @pytest.mark.parametrize("parameters", WRONG)
    def test_is_wrong_in_each_parameter(self, program: Program, parameters: str) -> None:
        texts = found(program, parameters, delivery(program))

        assert len(WRONG[parameters]) == len(texts)
        assert all(map(str.__contains__, texts, WRONG[parameters]))

    @pytest.mark.parametrize("name", ["opened", "untyped"])
    def test_may_take_more_from_an_open_signal(self, program: Program, name: str) -> None:
        assert [] == found(program, "other: int, **kwargs: object", delivery(program, name))

    def test_takes_the_signal_class(self, program: Program) -> None:
        placed = delivery(program, "named")

        assert [] == found(program, "signal: Named, **kwargs: object", placed)
        assert [] == found(program, "signal: Signal[Base], **kwargs: object", placed)

    def test_must_take_the_sender(self, program: Program) -> None:
        (text,) = found(
            program, "sender: str, **kwargs: object", delivery(program, sender="number")
        )

        assert '"sender: str"' in text

    def test_has_a_default_for_the_signal_alone(self, program: Program) -> None:
        parameters = "other: int = 1, **kwargs: object"
        (text,) = found(program, parameters, delivery(program), frozenset({"other"}))

        assert 'has a parameter "other"' in text

    @pytest.mark.parametrize(
        ("parameter", "advice"),
        [("self", "signal.connect(self.method)"), ("cls", "signal.connect(Class.method)")],
    )
    def test_is_told_to_bind_a_method(self, program: Program, parameter: str, advice: str) -> None:
        parameters = f"{parameter}, **kwargs: object"
        receiver = Receiver(
            "f",
            program.type_of(f"shop.f{[*RIGHT, *WRONG].index(parameters)}"),
            NameExpr("f"),
            "",
            {},
        )
        (finding,) = _receivers.check_receiver(receiver, delivery(program), program.options)

        assert advice in finding.note

    def test_names_all_signals_for_want_of_kwargs(self, program: Program) -> None:
        assert ["The receiver of all signals must accept **kwargs"] == found(
            program, "number: int", delivery(program)
        )

    @pytest.mark.parametrize("name", ["fits", "ellipsis", "union", "number", "anything"])
    def test_is_right_if_one_signature_is_or_none_is_known(
        self, program: Program, name: str
    ) -> None:
        assert [] == found(program, name, delivery(program))

    def test_is_right_with_parameters_that_are_variable(self, program: Program) -> None:
        outer = program.type_of("shop.outer")
        assert isinstance(outer, CallableType)
        receiver = Receiver("f", outer.arg_types[0], NameExpr("f"), "", {})

        assert not _receivers.check_receiver(receiver, delivery(program), program.options)

    def test_is_as_wrong_as_its_best_overload(self, program: Program) -> None:
        (text,) = found(program, "none", delivery(program))

        assert '"number: str"' in text

    @pytest.mark.parametrize("name", ["of_union", "beside_union"])
    def test_may_take_each_item_of_a_union_by_another_overload(
        self, program: Program, name: str
    ) -> None:
        assert [] == found(program, name, delivery(program))

    def test_must_take_a_union_without_overloads(self, program: Program) -> None:
        (text,) = found(program, "note: str, **kwargs: object", delivery(program))

        assert '"note: str"' in text
