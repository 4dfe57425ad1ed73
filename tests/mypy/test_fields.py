"""The fields of a payload model, with their types, defaults and what they take."""

from __future__ import annotations

import copy

import pytest
from mypy.types import Instance

from heliograph.mypy import _fields, _names
from heliograph.mypy._fields import Payload
from tests.mypy.building import Program, build_program

ALIASES = """
from typing import Annotated, Any
from pydantic import BeforeValidator, Field
Count = Annotated[int, Field(default=1)]
Loose = Annotated[int, BeforeValidator(int)]
"""

# A field that is declared so -> whether it is required, and whether it takes anything.
DECLARATIONS = {
    "int": (True, False),
    "int = 1": (False, False),
    "int = Field(1)": (False, False),
    "int = Field()": (True, False),
    "int = made()": (False, False),
    "Annotated[int, Field(1)]": (False, False),
    "Annotated[int, BeforeValidator(int)]": (True, True),
    "Annotated[int, made]": (False, True),
    "Count": (False, False),
    "Loose": (True, True),
}

SHOP = """
from typing import *
from pydantic import *
from aliases import Count, Loose
made: Any = ...
T = TypeVar("T")
U = TypeVar("U")

class Base(BaseModel):
    first: int
    second: str = "a"
    third: float

class Derived(Base):
    second: str
    third: float = 1.0
    fourth: bytes

class Mixed(Base):
    fifth: ClassVar[int] = 1
    _sixth: int = 1
    model_config = ConfigDict(frozen=True)
    seventh: Final[int] = 1
    eighth: Final[int]
    ninth: "list[Base]"
    eleventh: Self | None = None

class Mixin:
    mixed: int
    _private: int = 1
    def method(self) -> int: ...

class Validating:
    validated: int
    @field_validator("first", mode="before")
    def check(cls, value: Any) -> Any: ...

class WithMixin(Mixin, Base): ...
class WithValidating(Validating, Base): ...
class Box(BaseModel, Generic[T]):
    content: T
    many: list[T] = []
class Pair(Box[U], Generic[T, U]): other: T
class Hidden(Base): first: ClassVar[int] = 1

class Converting(Base):
    @field_validator("first", mode="before")
    def check(cls, value: Any) -> Any: ...
class AllConverting(Base):
    @model_validator(mode="before")
    def check(cls, value: Any) -> Any: ...
class DerivedAll(AllConverting): last: int

class Allowing(BaseModel): model_config = ConfigDict(extra="allow")
class Forbidding(BaseModel): model_config = ConfigDict(extra="forbid")
class Unsure(BaseModel, extra=made): ...
class Reset(Allowing): model_config = ConfigDict(extra="ignore")
class ForbiddingLast(Allowing, Forbidding): ...
class AllowingLast(Forbidding, Allowing): ...
class SilentLast(Allowing, Base): ...

class Unknown(made): x: int
class NoModel: x: int
"""


@pytest.fixture(scope="module")
def program() -> Program:
    fields = "".join(f"    field_{number}: {each}\n" for number, each in enumerate(DECLARATIONS))
    return build_program({"aliases": ALIASES, "shop": f"{SHOP}\nclass Each(BaseModel):\n{fields}"})


def payload(program: Program, model: str | Instance) -> Payload:
    instance = program.instance(f"shop.{model}") if isinstance(model, str) else model
    found = _fields.payload_of(instance, program.files)
    assert found is not None
    return found


def types(program: Program, fields: Payload) -> dict[str, str]:
    return {name: program.shown(field.type) for name, field in fields.fields.items()}


def required(fields: Payload) -> list[str]:
    return [name for name, field in fields.fields.items() if field.is_required]


class TestField:
    @pytest.mark.parametrize("declaration", DECLARATIONS)
    def test_is_required_and_takes_as_it_declares(self, program: Program, declaration: str) -> None:
        number = list(DECLARATIONS).index(declaration)
        field = payload(program, "Each").fields[f"field_{number}"]

        assert DECLARATIONS[declaration] == (field.is_required, field.takes_anything)
        assert field.is_certain


class TestInheritance:
    def test_keeps_the_order_of_the_first_declaration(self, program: Program) -> None:
        assert ["first", "second", "third", "fourth"] == list(payload(program, "Derived").fields)

    def test_lets_the_last_declaration_prevail(self, program: Program) -> None:
        assert ["first", "third"] == required(payload(program, "Base"))
        assert ["first", "second", "fourth"] == required(payload(program, "Derived"))

    def test_leaves_out_what_is_no_field(self, program: Program) -> None:
        own = list(payload(program, "Mixed").fields)[3:]

        assert ["seventh", "eighth", "ninth", "eleventh"] == own

    def test_is_not_certain_of_a_final_with_a_default(self, program: Program) -> None:
        fields = payload(program, "Mixed").fields.values()

        assert ["seventh"] == [field.name for field in fields if not field.is_certain]

    def test_names_the_model_itself_for_self(self, program: Program) -> None:
        assert "Mixed | None" == types(program, payload(program, "Mixed"))["eleventh"]

    def test_takes_the_names_of_a_mixin_for_fields_perhaps(self, program: Program) -> None:
        field = payload(program, "WithMixin").fields["mixed"]

        assert (False, False, True) == field[2:]
        assert "_private" not in payload(program, "WithMixin").fields


class TestConversion:
    @pytest.mark.parametrize(
        ("expected", "model"),
        [
            ([], "Base"),
            (["first"], "Converting"),
            (["first", "second", "third"], "AllConverting"),
            (["first", "second", "third", "last"], "DerivedAll"),
            (["first", "second", "third", "validated"], "WithValidating"),
        ],
    )
    def test_is_of_the_fields_of_validators(
        self, program: Program, expected: list[str], model: str
    ) -> None:
        fields = payload(program, model).fields.values()

        assert expected == [field.name for field in fields if field.takes_anything]


class TestGenerics:
    def test_have_the_types_of_their_arguments(self, program: Program) -> None:
        text, number = program.instance("shop.Mixed"), program.instance("shop.Base")
        pair = payload(program, program.instance("shop.Pair", number, text))

        expected = {"content": "Mixed", "many": "list[Mixed]", "other": "Base"}
        assert expected == types(program, pair)


class TestExtra:
    @pytest.mark.parametrize(
        ("expected", "model"),
        [
            (True, "Unsure"),
            (False, "Reset"),
            (True, "AllowingLast"),
            (False, "ForbiddingLast"),
            (True, "SilentLast"),
        ],
    )
    def test_is_that_of_the_last_base_that_says(
        self, program: Program, *, expected: bool, model: str
    ) -> None:
        assert expected == payload(program, model).allows_extra


class TestPayload:
    def test_has_its_name_and_all_types(self, program: Program) -> None:
        model = program.instance("shop.Base")
        found = payload(program, model)

        assert found.name == "Base"
        assert (model, *(field.type for field in found.fields.values())) == found.types

    @pytest.mark.parametrize("name", ["Unknown", "NoModel"])
    def test_is_none_of_what_is_not_understood(self, program: Program, name: str) -> None:
        assert _fields.payload_of(program.instance(f"shop.{name}"), program.files) is None

    def test_is_kept_until_a_class_is_noted_anew(
        self, program: Program, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = payload(program, "Derived")
        kept = payload(program, "Derived")
        metadata = program.info("shop.Base").metadata
        monkeypatch.setitem(metadata, _names.METADATA, copy.deepcopy(metadata[_names.METADATA]))
        renewed = payload(program, "Derived")

        assert before is kept
        assert before is not renewed
        assert before.fields == renewed.fields


def test_field_names_are_those_of_certain_fields(program: Program) -> None:
    names = _fields.field_names(program.info("shop.WithMixin"))

    assert {"first", "second", "third"} == names
    assert {"second", "third"} == _fields.field_names(program.info("shop.Hidden"))
