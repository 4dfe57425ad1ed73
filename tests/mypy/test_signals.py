"""From types to signals."""

from __future__ import annotations

import pytest
from mypy.nodes import FuncDef
from mypy.types import NoneType

from heliograph.mypy import _names, _signals
from heliograph.mypy._signals import SignalType
from tests.mypy.building import Program, build_program

SHOP = """
from typing import *
from pydantic import BaseModel, RootModel
from heliograph import Signal
from heliograph.typing import ReceiverDecorator

class Order(BaseModel): number: int
class Root(RootModel[int]): ...
class NoModel: ...
ModelT = TypeVar("ModelT", bound=BaseModel)
BoundT = TypeVar("BoundT", bound=Signal[Order])
AnyT = TypeVar("AnyT")
class Named(Signal[Order]): ...
class Derived(Named): ...
class Base(Signal[ModelT]): ...
class WithSender(Signal[Order, NoModel]): ...
class Custom(Signal[Order]):
    def send(self, sender: object, **fields: Any) -> Any: ...
    connect: Any = None
class DerivedCustom(Custom): ...
class OfStub(Signal[Order]):
    def connect(self, receiver: Any, *args: Any, **options: Any) -> Any: raise NotImplementedError
    def _receiver_decorator(self) -> ReceiverDecorator[Any]: raise NotImplementedError
class DerivedOfStub(OfStub): ...
class NotASignal:
    def send(self) -> None: ...

plain = Signal[Order]()
named = Named()
derived = Derived()
based = Base[Order]()
sent = WithSender()
paired: Signal[Order, int]
of_stub = OfStub()
derived_of_stub = DerivedOfStub()
untyped = Signal()
unknown: Signal[Any]
of_base: Signal[BaseModel]
of_root: Signal[Root]
of_other: Signal[NoModel]
of_union: Signal[Order | None]
Alias = Signal[Order]
aliased: Alias
number: int
anything: Any
optional: Signal[Order] | None
class_itself: type[Signal[Order]]
def of_bound(signal: BoundT) -> BoundT: ...
def of_any(signal: AnyT) -> AnyT: ...
def of_model(signal: Signal[ModelT]) -> Signal[ModelT]: ...
"""


@pytest.fixture(scope="module")
def program() -> Program:
    return build_program({"shop": SHOP})


def signal_of(program: Program, name: str) -> SignalType | None:
    return _signals.signal_of(program.type_of(f"shop.{name}"))


def argument_of(program: Program, function: str) -> SignalType | None:
    node = program.node(f"shop.{function}")
    assert isinstance(node, FuncDef)
    return _signals.signal_of(node.arguments[0].variable.type or NoneType())


class TestSignal:
    @pytest.mark.parametrize(
        "name", ["plain", "named", "derived", "based", "sent", "paired", "aliased"]
    )
    def test_has_the_model_that_it_was_declared_with(self, program: Program, name: str) -> None:
        signal = signal_of(program, name)

        assert signal is not None
        assert program.instance("shop.Order") == signal.model
        assert signal.model == signal.declared

    @pytest.mark.parametrize(
        ("expected", "name"),
        [("Signal[Order, Any]", "plain"), ("Named", "named"), ("Base[Order]", "based")],
    )
    def test_has_the_type_that_it_was_declared_as(
        self, program: Program, expected: str, name: str
    ) -> None:
        signal = signal_of(program, name)

        assert signal is not None
        assert expected == program.shown(signal.type)

    @pytest.mark.parametrize(
        ("expected", "name"), [("int", "paired"), ("NoModel", "sent"), ("Any", "plain")]
    )
    def test_has_the_type_of_what_sends_it(
        self, program: Program, expected: str, name: str
    ) -> None:
        signal = signal_of(program, name)

        assert signal is not None
        assert expected == program.shown(signal.sender)

    @pytest.mark.parametrize(
        ("expected", "name"),
        [
            ("Any", "untyped"),
            ("Any", "unknown"),
            ("BaseModel", "of_base"),
            ("Root", "of_root"),
            ("NoModel", "of_other"),
            ("Order | None", "of_union"),
        ],
    )
    def test_has_no_model_if_none_can_be_sent(
        self, program: Program, expected: str, name: str
    ) -> None:
        signal = signal_of(program, name)

        assert signal is not None
        assert signal.model is None
        assert expected == program.shown(signal.declared)

    @pytest.mark.parametrize("name", ["number", "anything", "optional", "class_itself", "of_bound"])
    def test_is_none_of_any_other_type(self, program: Program, name: str) -> None:
        assert signal_of(program, name) is None

    def test_is_the_bound_of_a_type_variable(self, program: Program) -> None:
        signal = argument_of(program, "of_bound")

        assert signal is not None
        assert program.instance("shop.Order") == signal.model

    def test_is_none_of_a_variable_that_may_be_anything(self, program: Program) -> None:
        assert argument_of(program, "of_any") is None

    def test_has_no_model_while_that_is_variable(self, program: Program) -> None:
        signal = argument_of(program, "of_model")

        assert signal is not None
        assert signal.model is None


class TestPayloadModel:
    @pytest.mark.parametrize(
        ("expected", "name"),
        [(True, "Order"), (False, "BaseModel"), (False, "Root"), (False, "NoModel")],
    )
    def test_is_a_model_with_fields(self, program: Program, *, expected: bool, name: str) -> None:
        assert expected == _signals.is_payload_model(program.info(f"shop.{name}"))


class TestOwnMethods:
    @pytest.mark.parametrize("method", sorted({*_names.SEND_FAMILY, _names.CONNECT}))
    @pytest.mark.parametrize("name", ["Signal", "Named", "Derived", "Base"])
    def test_are_those_that_no_class_overrides(
        self, program: Program, name: str, method: str
    ) -> None:
        assert _signals.is_signals_own(program.info(f"shop.{name}"), method)

    @pytest.mark.parametrize(
        ("name", "method"),
        [
            ("Custom", "send"),
            ("Custom", "connect"),
            ("DerivedCustom", "send"),
            ("NotASignal", "send"),
            ("Order", "send"),
            ("Signal", "missing"),
            ("Signal", "payload_model"),
        ],
    )
    def test_are_no_others(self, program: Program, name: str, method: str) -> None:
        assert not _signals.is_signals_own(program.info(f"shop.{name}"), method)

    def test_are_those_beside_an_overridden_one(self, program: Program) -> None:
        assert _signals.is_signals_own(program.info("shop.Custom"), "asend")


class TestConnectsAsSignal:
    @pytest.mark.parametrize("name", ["plain", "named", "untyped", "of_stub", "derived_of_stub"])
    def test_holds_for_signals_and_for_those_of_generated_stubs(
        self, program: Program, name: str
    ) -> None:
        signal = signal_of(program, name)

        assert signal is not None
        assert _signals.connects_as_signal(signal.type.type)

    @pytest.mark.parametrize("name", ["Custom", "DerivedCustom", "NotASignal"])
    def test_does_not_hold_for_a_class_that_connects_in_its_own_way(
        self, program: Program, name: str
    ) -> None:
        assert not _signals.connects_as_signal(program.info(f"shop.{name}"))
