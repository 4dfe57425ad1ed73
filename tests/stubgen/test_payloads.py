"""From a payload model to its fields, as a signature shows them."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar

import pytest
import typing_extensions
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ImportString,
    Json,
    PlainSerializer,
    PlainValidator,
    PositiveInt,
    WrapValidator,
    computed_field,
    create_model,
    field_validator,
    model_validator,
)

from heliograph.stubgen._errors import UnnameableError
from heliograph.stubgen._payloads import payload_of

T = TypeVar("T")


def as_it_is(value: Any) -> Any:
    return value


def wrapped(value: Any, inner: Callable[[Any], Any]) -> Any:
    return inner(value)


class Nested(BaseModel):
    number: Annotated[int, BeforeValidator(as_it_is)]


Before = Annotated[int, BeforeValidator(as_it_is)]
Converted = typing_extensions.TypeAliasType("Converted", Before)


class TestFields:
    def test_are_those_of_the_model_in_their_order(self) -> None:
        class Base(BaseModel):
            number: int

        class Order(Base):
            total: Decimal
            coupon: str | None = None

            @computed_field
            def text(self) -> str:
                return ""

        payload = payload_of(Order)

        assert Order is payload.model
        assert ["number", "total", "coupon"] == [field.name for field in payload.fields]
        assert [int, Decimal, str | None] == [field.annotation for field in payload.fields]

    def test_may_be_none(self) -> None:
        class Empty(BaseModel): ...

        assert () == payload_of(Empty).fields

    def test_are_required_unless_they_have_a_default(self) -> None:
        class Order(BaseModel):
            a: int
            b: int | None
            c: int = Field()
            d: int = ...  # type: ignore[assignment]  # pydantic's way to say required
            e: int = 1
            f: int | None = None
            g: int = Field(default=1)
            h: list[int] = Field(default_factory=list)
            i: Annotated[int, Field(default=1)]

        required = [field.name for field in payload_of(Order).fields if field.is_required]

        assert ["a", "b", "c", "d"] == required

    def test_go_by_their_names_and_not_by_aliases(self) -> None:
        class Order(BaseModel):
            number: int = Field(alias="orderNumber")
            kind: int = Field(validation_alias="signal")
            total: int = Field(1, serialization_alias="Total")

        assert ["number", "kind", "total"] == [field.name for field in payload_of(Order).fields]

    def test_have_values_in_a_generic_model(self) -> None:
        class Page(BaseModel, Generic[T]):
            items: list[T]

        [field] = payload_of(Page[int]).fields

        assert list[int] == field.annotation


class TestExtraFields:
    @pytest.mark.parametrize(
        ("expected", "config"),
        [
            (True, ConfigDict(extra="allow")),
            (False, ConfigDict(extra="forbid")),
            (False, ConfigDict(extra="ignore")),
            (False, ConfigDict()),
        ],
    )
    def test_are_allowed_if_the_model_allows_them(self, expected: bool, config: ConfigDict) -> None:
        model = create_model("Order", __config__=config, number=(int, ...))

        assert expected is payload_of(model).allows_extra


class TestConvertedFields:
    @pytest.mark.parametrize(
        "annotation",
        [
            Before,
            Annotated[int, PlainValidator(as_it_is)],
            Annotated[int, WrapValidator(wrapped)],
            Json,
            Json[list[int]],
            ImportString,
            ImportString[Any],  # type: ignore[misc]  # generic to pydantic
            list[Before],
            dict[str, list[Before]],
            Before | None,
            tuple[Before, ...],
            Annotated[list[Before], Field(min_length=1)],
            list[Json[int]],
            Converted,
            list[Converted],
        ],
        ids=map(str, itertools.count()),
    )
    def test_take_anything_if_their_type_converts(self, annotation: Any) -> None:
        [field] = payload_of(create_model("Order", number=(annotation, ...))).fields

        assert field.takes_anything

    @pytest.mark.parametrize(
        "annotation",
        [
            int,
            PositiveInt,
            Annotated[int, AfterValidator(as_it_is)],
            Annotated[int, Field(gt=0)],
            Annotated[int, PlainSerializer(as_it_is)],
            list[Annotated[int, AfterValidator(as_it_is)]],
            Callable[[int], str],
            # One is sent as an instance, which is made already.
            Nested,
            list[Nested],
        ],
        ids=map(str, itertools.count()),
    )
    def test_are_those_alone(self, annotation: Any) -> None:
        [field] = payload_of(create_model("Order", number=(annotation, ...))).fields

        assert not field.takes_anything

    @pytest.mark.parametrize("mode", ["before", "plain", "wrap"])
    def test_are_those_that_a_validator_of_the_model_names(self, mode: Any) -> None:
        class Order(BaseModel):
            a: int
            b: int
            c: int

            if mode == "wrap":

                @field_validator("a", "b", mode="wrap")
                @classmethod
                def wrap(cls, value: Any, inner: Callable[[Any], Any]) -> Any:
                    return inner(value)

            else:

                @field_validator("a", "b", mode=mode)
                @classmethod
                def convert(cls, value: Any) -> Any:
                    return value

        anything = [field.name for field in payload_of(Order).fields if field.takes_anything]

        assert ["a", "b"] == anything

    def test_are_all_if_a_validator_names_all(self) -> None:
        class Order(BaseModel):
            a: int
            b: int

            @field_validator("*", mode="before")
            @classmethod
            def convert(cls, value: Any) -> Any:
                return value

        assert all(field.takes_anything for field in payload_of(Order).fields)

    @pytest.mark.parametrize("mode", ["before", "wrap"])
    def test_are_all_if_the_model_is_validated_first(self, mode: str) -> None:
        class Order(BaseModel):
            a: int

            if mode == "wrap":

                @model_validator(mode="wrap")
                @classmethod
                def wrap(cls, value: Any, inner: Callable[[Any], Any]) -> Any:
                    return inner(value)

            else:

                @model_validator(mode="before")
                @classmethod
                def convert(cls, value: Any) -> Any:
                    return value

        assert all(field.takes_anything for field in payload_of(Order).fields)

    def test_are_none_if_validators_look_at_the_result(self) -> None:
        class Order(BaseModel):
            a: int

            @field_validator("a")
            @classmethod
            def check(cls, value: int) -> int:
                return value

            @model_validator(mode="after")
            def check_all(self) -> typing_extensions.Self:
                return self

        assert not any(field.takes_anything for field in payload_of(Order).fields)

    def test_are_inherited(self) -> None:
        class Base(BaseModel):
            a: int

            @field_validator("a", mode="before")
            @classmethod
            def convert(cls, value: Any) -> Any:
                return value

        class Order(Base):
            b: int

        anything = [field.name for field in payload_of(Order).fields if field.takes_anything]

        assert ["a"] == anything


class TestRefusals:
    @pytest.mark.parametrize("name", ["class", "a-b", "1a", "a b"])
    def test_name_a_field_that_can_be_no_parameter(self, name: str) -> None:
        fields: dict[str, Any] = {"fine": (int, ...), name: (int, ...)}

        with pytest.raises(UnnameableError, match=f"field '{name}'.*rename it.*alias"):
            payload_of(create_model("Order", **fields))

    def test_name_what_an_incomplete_model_lacks(self) -> None:
        class Order(BaseModel):
            number: "Missing"  # type: ignore[name-defined]  # on purpose  # noqa: F821, UP037

        with pytest.raises(UnnameableError, match=r"not complete.*Missing"):
            payload_of(Order)
