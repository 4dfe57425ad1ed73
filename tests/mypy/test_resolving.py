"""What a field hides behind the names in its line: defaults, and values of other types."""

from __future__ import annotations

import json
import sys

import pytest
from mypy.nodes import Block, ClassDef, SymbolTable, TypeInfo, Var
from mypy.options import Options
from mypy.types import AnyType, TypeOfAny

from heliograph.mypy import _facts, _resolving, _source
from heliograph.mypy._facts import FieldFacts
from heliograph.mypy._resolving import Resolver
from tests.mypy.building import Program, build_program

# Of another module, which the models only import from.
ALIASES = """
import pydantic
from typing import Annotated, Any, Optional, TypeAlias
from pydantic import BeforeValidator
from pydantic import Field as Made
from typing_extensions import TypeAliasType
other: Any = ...
Count = Annotated[int, pydantic.Field(default=1)]
Elsewhere = Annotated[int, Made(default=1)]
Loose = Annotated[int, BeforeValidator(int)]
Dotted = Annotated[int, pydantic.Field(default_factory=int)]
Required = Annotated[int, pydantic.Field(gt=0)]
Unsure = Annotated[int, other]
Count2 = Count
Count3 = Annotated[Count2, 5]
Count4: TypeAlias = "Count3"
Count5 = TypeAliasType("Count5", Count)
Loose2 = Loose
Looses = list[Loose2]
MaybeLoose = Optional[Loose]
Plain = list[int]
Tree = dict[str, "Tree"] | int
"""

# A field that is declared so -> whether it has a default, and whether it converts.
DECLARATIONS = {
    # What stands in the line itself.
    "int": ("no", False),
    "int = 1": ("yes", False),
    "int = Field()": ("no", False),
    "int = Field(1)": ("yes", False),
    "int = pydantic.Field(1)": ("yes", False),
    "int = Renamed(1)": ("yes", False),
    "int = Renamed()": ("no", False),
    "int = Assigned()": ("maybe", False),
    "int = helper()": ("maybe", False),
    "int = helper(1)": ("maybe", False),
    "int = made.Field()": ("maybe", False),
    "int = unknown.Field()": ("maybe", False),
    # Only what a module imports is known to be in it.
    "int = pydantic.fields.Field(1)": ("maybe", False),
    "int = made[0]()": ("maybe", False),
    # What stands beside the type.
    "Annotated[int, Field(1)]": ("yes", False),
    "Annotated[int, Field(gt=0)]": ("no", False),
    "Annotated[int, Field(gt=0), Field(1)]": ("yes", False),
    "Annotated[int, Field(gt=0)] = 1": ("yes", False),
    "Annotated[int, Field(1)] = Field(gt=0)": ("no", False),
    "Annotated[int, Renamed(1)]": ("yes", True),
    "Annotated[int, Renamed(gt=0)]": ("no", True),
    "Annotated[int, pydantic.Field(1)]": ("yes", False),
    "Annotated[int, helper(1)]": ("maybe", True),
    "Annotated[int, kept]": ("maybe", True),
    "Annotated[int, made]": ("maybe", True),
    "Annotated[int, made, Field(1)]": ("maybe", True),
    "Annotated[int, Field(1), made]": ("yes", True),
    "Annotated[int, lambda: 1]": ("maybe", True),
    "Annotated[int, Gt(0)]": ("no", False),
    "Annotated[int, annotated_types.Gt(0)]": ("no", False),
    "Annotated[int, 'text', 5, None]": ("no", False),
    "Annotated[int, BeforeValidator(int)]": ("no", True),
    "list[Annotated[int, BeforeValidator(int)]]": ("no", True),
    "Optional['Annotated[int, BeforeValidator(int)]']": ("no", True),
    "list[Annotated[int, Field(1)]]": ("no", False),
    "A[int, Field(1)]": ("yes", False),
    "A[int, BeforeValidator(int)]": ("no", True),
    # What stands behind a name.
    "Count": ("yes", False),
    "aliases.Count": ("yes", False),
    "'Count'": ("yes", False),
    "Count = 5": ("yes", False),
    "Count = helper()": ("maybe", False),
    "Annotated[Count, 5]": ("yes", False),
    "Annotated[Count, Field(gt=0)]": ("yes", False),
    "Annotated[Required, Field(1)]": ("yes", False),
    "Count2": ("yes", False),
    "Count3": ("yes", False),
    "Count4": ("yes", False),
    "Count5": ("yes", False),
    "Dotted": ("yes", False),
    # Under another name, `Field` is not known to convert nothing.
    "Elsewhere": ("yes", True),
    "Required": ("no", False),
    "Unsure": ("maybe", True),
    "Plain": ("no", False),
    # It never ends.
    "Tree": ("no", True),
    "Loose": ("no", True),
    "Loose2": ("no", True),
    "Looses": ("no", True),
    "MaybeLoose": ("no", True),
    "Loose | None": ("no", True),
    "Optional[Loose]": ("no", True),
    "list[Loose | None]": ("no", True),
    "dict[str, Loose]": ("no", True),
    "dict[str, aliases.Looses]": ("no", True),
    # What a function takes is not validated.
    "Callable[[Loose], int]": ("no", False),
    # An alias that is a member of a union, or of a list, gives no default.
    "Count | None": ("no", False),
    "list[Count]": ("no", False),
    "Local": ("yes", True),
    "Inner": ("yes", True),
    "Each": ("no", False),
    "Other": ("no", False),
    "'Each | Other | None'": ("no", False),
    "dict[str, list[Other]]": ("no", False),
    "Any": ("no", False),
    "object": ("no", False),
    "uuid.UUID": ("no", False),
    "Path": ("no", False),
    "Sequence[int]": ("no", False),
    "Literal['Loose']": ("no", False),
    "T": ("no", False),
    "list[T]": ("no", False),
    # Those of pydantic that are aliases, too.
    "Json[int]": ("no", True),
    "pydantic.Json": ("no", True),
    "Optional[Json[int]]": ("no", True),
    "PositiveInt": ("no", False),
    "AwareDatetime": ("no", False),
    "list[FilePath]": ("no", False),
    "ImportString[Any]": ("no", True),
    # Nothing is known of them, and everything may be.
    "unknown": ("maybe", True),
    "Unknown": ("maybe", True),
    "list[Unknown]": ("no", True),
    "unknown.Unknown": ("maybe", True),
}

SHOP = """
import aliases
import annotated_types
import pydantic
import uuid
from pathlib import Path
from typing import *
from typing import Annotated as A
from annotated_types import Gt
from pydantic import *
from pydantic import Field as Renamed
from aliases import Count, Count2, Count3, Count4, Count5, Dotted, Elsewhere
from aliases import Loose, Loose2, Looses, MaybeLoose, Plain, Required, Tree, Unsure
made: Any = ...
def helper(default: Any = 1) -> Any: return Field(default)
Assigned = Field
kept = Field(default=1)
T = TypeVar("T")
Local = Annotated[int, Renamed(default=1), BeforeValidator(int)]
class Other(BaseModel): number: int
class Each(BaseModel, Generic[T]):
    Inner: TypeAlias = Annotated[int, Field(1), BeforeValidator(int)]
"""

VARIABLES = """
from pydantic import BaseModel
class Page[T, *Ts, **P](BaseModel):
    bare: T
    maybe: T | None
    many: list[T]
    unknown: Q
class Derived[U](Page[U, int, [str]]):
    other: dict[str, U]
type Many[T] = list[T]
class WithMany(BaseModel):
    many: Many[int]
"""
# Then mypy needs not the parser of the Python that it runs under.
PARSES_LATER_SYNTAX = sys.version_info >= (3, 12) or hasattr(Options(), "native_parser")


@pytest.fixture(scope="module")
def program() -> Program:
    fields = "".join(f"    field_{number}: {each}\n" for number, each in enumerate(DECLARATIONS))
    return build_program({"aliases": ALIASES, "shop": SHOP + fields})


def fact(program: Program, model: str, field: str) -> FieldFacts:
    facts = _facts.facts_of(program.info(model))
    assert facts is not None
    return facts.fields[field]


def resolver(program: Program, model: str = "shop.Each") -> Resolver:
    return Resolver(program.info(model), program.files)


def answers(program: Program, model: str, field: str) -> tuple[str, bool]:
    variable = program.info(model).names[field].node
    assert isinstance(variable, Var)
    found = fact(program, model, field)
    return (
        resolver(program, model).default_state(found),
        resolver(program, model).converts(found, variable.type),
    )


class TestFields:
    @pytest.mark.parametrize("declaration", DECLARATIONS)
    def test_have_a_default_and_convert_as_declared(
        self, program: Program, declaration: str
    ) -> None:
        number = list(DECLARATIONS).index(declaration)

        assert DECLARATIONS[declaration] == answers(program, "shop.Each", f"field_{number}")

    def test_survive_the_cache(self, program: Program) -> None:
        facts = _facts.noted_of(program.info("shop.Each"))

        assert facts == json.loads(json.dumps(facts))

    def test_convert_perhaps_if_their_type_is_not_known(self, program: Program) -> None:
        field = FieldFacts("no", "", _source.Annotation(alias="Nowhere", names=("Nowhere",)))

        assert resolver(program).converts(field, None)
        assert resolver(program).converts(field, AnyType(TypeOfAny.special_form))
        assert "maybe" == resolver(program).default_state(field)

    def test_of_a_class_that_has_no_name_here_are_plain(self, program: Program) -> None:
        # As of one that is local to a function.
        annotation = _source.Annotation(names=("Nested", "list"))
        nested = program.instance("shop.Other")
        nested.type = TypeInfo(SymbolTable(), ClassDef("Nested", Block([])), "shop")
        field = FieldFacts("no", "", annotation)
        many = program.instance("shop.Each", nested)

        assert not resolver(program).converts(field, nested)
        assert not resolver(program).converts(field, many)
        assert resolver(program).converts(field, program.instance("shop.Other"))


class TestAliases:
    def test_in_a_circle_come_to_an_end(
        self, program: Program, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        circle = _source.Annotation(alias="Count", names=("Count",))
        monkeypatch.setattr(_source, "annotation_at", lambda *_: circle)
        field = FieldFacts("no", "", circle)

        assert "no" == resolver(program).default_state(field)
        assert resolver(program).converts(field, None)

    def test_of_a_module_that_is_not_known_may_be_anything(self, program: Program) -> None:
        files = {name: file for name, file in program.files.items() if name != "aliases"}
        lost = Resolver(program.info("shop.Each"), files)
        field = FieldFacts("no", "", _source.Annotation(alias="Count", names=("Count",)))

        assert "maybe" == lost.default_state(field)
        assert lost.converts(field, None)

    @pytest.mark.parametrize("name", ["Made", "pydantic.Field"])
    def test_take_names_from_where_they_stand(self, program: Program, name: str) -> None:
        # `Made` is a name in the module of the aliases alone.
        field = FieldFacts("yes", name, _source.Annotation())

        expected = "maybe" if name == "Made" else "yes"
        assert expected == resolver(program).default_state(field)
        assert "yes" == resolver(program).default_state(fact_of_alias("Elsewhere"))


def fact_of_alias(name: str) -> FieldFacts:
    return FieldFacts("no", "", _source.Annotation(alias=name, names=(name,)))


class TestTypeVariables:
    def test_are_no_aliases_of_a_class(self, program: Program) -> None:
        # No name of the module, as in `class Page[V]`.
        info = TypeInfo(SymbolTable(), ClassDef("Page", Block([])), "shop")
        info.type_vars = ["V"]
        page = Resolver(info, program.files)

        assert ["V"] == _resolving._type_variables(info)
        assert "no" == page.default_state(fact_of_alias("V"))
        assert not page.converts(fact_of_alias("V"), None)
        assert "maybe" == page.default_state(fact_of_alias("W"))
        assert page.converts(fact_of_alias("W"), None)


if PARSES_LATER_SYNTAX:

    class TestVariablesInBrackets:
        """Of a mypy that parses the syntax of Python 3.12 whichever Python runs it."""

        @pytest.mark.parametrize(
            ("expected", "field"),
            [
                (("no", False), "Page.bare"),
                (("no", False), "Page.maybe"),
                (("no", False), "Page.many"),
                (("maybe", True), "Page.unknown"),
                (("no", False), "Derived.other"),
            ],
        )
        def test_of_the_syntax_of_python_3_12_are_none(
            self, later: Program, expected: tuple[str, bool], field: str
        ) -> None:
            model, _, name = field.rpartition(".")

            assert expected == answers(later, f"later.{model}", name)

        def test_of_an_alias_are_none_if_its_statement_is_read(self, later: Program) -> None:
            is_read = sys.version_info >= (3, 12)

            expected = ("no", False) if is_read else ("maybe", True)
            assert expected == answers(later, "later.WithMany", "many")


@pytest.fixture(scope="module")
def later() -> Program:
    return build_program({"later": VARIABLES}, python_version=(3, 13))
