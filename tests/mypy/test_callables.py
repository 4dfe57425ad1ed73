"""From the types of receivers to signatures."""

from __future__ import annotations

import pytest
from mypy.nodes import FuncDef
from mypy.types import Type

from heliograph.mypy import _callables
from tests.mypy.building import Program, build_program

SHOP = """
import functools
from typing import *
from pydantic import BaseModel

T = TypeVar("T", bound=Callable[[int], str])
U = TypeVar("U")
P = ParamSpec("P")

def function(x: int) -> str: ...
async def asynchronous(x: int) -> str: ...
def generic(x: U) -> U: ...
@overload
def overloaded(x: int) -> int: ...
@overload
def overloaded(x: str) -> str: ...
def overloaded(x: Any) -> Any: ...
def untyped(x): ...
def decorator(function: Callable[P, int]) -> Callable[P, str]: ...
@decorator
def decorated(x: int) -> int: ...

class Thing:
    def __init__(self, x: int) -> None: ...
    def method(self, x: int) -> str: ...
    @staticmethod
    def static(x: int) -> str: ...
    @classmethod
    def of_class(cls, x: int) -> str: ...
class CallableThing:
    def __call__(self, x: int) -> str: ...
class GenericThing(Generic[U]):
    def __call__(self, x: U) -> str: ...
class OverloadedThing:
    @overload
    def __call__(self, x: int) -> int: ...
    @overload
    def __call__(self, x: str) -> str: ...
    def __call__(self, x: Any) -> Any: ...
class Delegating:
    __call__: Callable[[int], str]
class Delegated:
    __call__: CallableThing
class Protocolled(Protocol):
    def __call__(self, x: int) -> str: ...
class NotCallable: ...
class Model(BaseModel): x: int
class Open(BaseModel, extra="allow"): x: int

thing = Thing(1)
bound = thing.method
static = Thing.static
of_class = Thing.of_class
unbound = Thing.method
a_class = [Thing][0]
model = [Model][0]
opened = [Open][0]
without_types = [untyped][0]
called = CallableThing()
generic_thing: GenericThing[int]
overloaded_thing = OverloadedThing()
delegating = Delegating()
delegated = Delegated()
protocolled: Protocolled
not_callable = NotCallable()
anonymous = lambda x: x
ellipsis: Callable[..., str]
partial = functools.partial(function, 1)
keyword_partial = functools.partial(function, x=1)
nested = functools.partial(functools.partial(generic))
declared_partial: functools.partial[str]
partial_of_unknown = functools.partial(cast(Any, 1))
union: Callable[[int], str] | CallableThing
mixed_union: Callable[[int], str] | int
optional: Callable[[int], str] | None
anything: Any
number: int
nothing: None
type_object: type[Thing]
def of_bound(x: T) -> T: ...
def of_any(x: U) -> U: ...
"""


@pytest.fixture(scope="module")
def program() -> Program:
    return build_program({"shop": SHOP})


def shown(program: Program, typ: Type) -> list[str]:
    return [
        f"{program.shown(signature.arg_types[0])} -> {program.shown(signature.ret_type)}"
        for signature in _callables.signatures_of(typ)
    ]


def parameters(program: Program, name: str) -> list[list[str | None]]:
    signatures = _callables.signatures_of(program.type_of(f"shop.{name}"))
    return [signature.arg_names for signature in signatures]


def argument(program: Program, function: str) -> Type:
    node = program.node(f"shop.{function}")
    assert isinstance(node, FuncDef)
    typ = node.arguments[0].variable.type
    assert typ is not None
    return typ


class TestSignatures:
    @pytest.mark.parametrize(
        "name",
        [
            "function",
            "asynchronous",
            "generic",
            "without_types",
            "decorated",
            "bound",
            "static",
            "of_class",
            "a_class",
            "model",
            "called",
            "generic_thing",
            "protocolled",
            "anonymous",
        ],
    )
    def test_have_the_names_of_the_parameters(self, program: Program, name: str) -> None:
        assert [["x"]] == parameters(program, name)

    def test_of_a_method_from_its_class_have_self(self, program: Program) -> None:
        assert [["self", "x"]] == parameters(program, "unbound")

    @pytest.mark.parametrize("name", ["overloaded", "overloaded_thing"])
    def test_are_those_of_all_overloads(self, program: Program, name: str) -> None:
        expected = ["int -> int", "str -> str"]

        assert expected == shown(program, program.type_of(f"shop.{name}"))

    @pytest.mark.parametrize("name", ["delegating", "ellipsis"])
    def test_may_have_no_names(self, program: Program, name: str) -> None:
        (signature,) = _callables.signatures_of(program.type_of(f"shop.{name}"))

        assert "x" not in signature.arg_names

    def test_have_the_type_arguments_of_an_object(self, program: Program) -> None:
        assert ["int -> str"] == shown(program, program.type_of("shop.generic_thing"))

    @pytest.mark.parametrize("name", ["partial", "keyword_partial", "nested"])
    def test_of_a_partial_are_what_mypy_keeps(self, program: Program, name: str) -> None:
        signatures = _callables.signatures_of(program.type_of(f"shop.{name}"))

        assert 1 == len(signatures)

    def test_of_a_union_are_those_of_all_items(self, program: Program) -> None:
        assert 2 == len(_callables.signatures_of(program.type_of("shop.union")))

    def test_of_a_type_variable_are_those_of_its_bound(self, program: Program) -> None:
        assert ["int -> str"] == shown(program, argument(program, "of_bound"))

    def test_of_a_type_variable_without_a_bound_are_none(self, program: Program) -> None:
        assert not _callables.signatures_of(argument(program, "of_any"))

    @pytest.mark.parametrize(
        "name",
        [
            "opened",
            "delegated",
            "not_callable",
            "declared_partial",
            "partial_of_unknown",
            "mixed_union",
            "optional",
            "anything",
            "number",
            "nothing",
            "type_object",
        ],
    )
    def test_are_none_of_what_is_not_understood(self, program: Program, name: str) -> None:
        assert not _callables.signatures_of(program.type_of(f"shop.{name}"))
