"""Validators and metadata that are not written where the field is."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, Generic, Literal, TypeAlias, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetPydanticSchema,
    Json,
    PlainSerializer,
    field_validator,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema
from typing_extensions import TypeAliasType

from heliograph import Signal
from typing_tests.plugin.models import OrderPlaced

T = TypeVar("T")
to_int = BeforeValidator(int)
MODE: Literal["before"] = "before"
NAMES = ("number", "text")
Lenient = Annotated[T, BeforeValidator(lambda value: value)]
Number: TypeAlias = "Annotated[int, to_int]"
Maybe: TypeAlias = Annotated[int, to_int] | None
Named = TypeAliasType("Named", Annotated[int, BeforeValidator(int)])


def lenient() -> Any:
    return BeforeValidator(int)


def parse(cls: Any, value: Any) -> Any:
    return value


class Marker:
    """Metadata of one's own, which pydantic asks for a schema."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        return core_schema.any_schema()


class Base(BaseModel):
    @model_validator(mode="before")
    @classmethod
    def unpack(cls, data: Any) -> Any:
        return data


class Mixin:
    @field_validator("number", mode="before", check_fields=False)
    @classmethod
    def parse_number(cls, value: Any) -> Any:
        return value


class Metadata(BaseModel):
    held: Annotated[int, to_int] = 0
    called: Annotated[int, lenient()] = 0
    marked: Annotated[int, Marker()] = 0
    marked_by_class: Annotated[int, Marker] = 0
    schema_: Annotated[int, GetPydanticSchema(lambda source, handler: handler(Any))] = 0
    aliased: Number = 0
    maybe: Maybe = None
    generic: Lenient[int] = 0
    named: Named = 0
    deep: dict[str, list[Annotated[int, to_int]]] = {}
    any_json: Json[Any] = None
    serialized: Annotated[int, PlainSerializer(str)] = 0


class ByFunction(BaseModel):
    number: int = 0

    _parse = field_validator("number", mode="before")(parse)


class ByMixin(Mixin, BaseModel):
    number: int = 0


class ByVariable(BaseModel):
    number: int = 0
    text: str = ""

    @field_validator(*NAMES, mode=MODE)
    @classmethod
    def parse_all(cls, value: Any) -> Any:
        return value


class Child(Base):
    number: int


class Grandchild(Child, OrderPlaced):
    text: str = ""


class GenericChild(Base, Generic[T]):
    value: T


class Custom:
    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Callable[[Any], Any]) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(lambda value: cls())


class WithCustom(BaseModel):
    model_config = ConfigDict(strict=False)

    custom: Custom | None = None
    total: Annotated[Decimal, Field(max_digits=5), to_int] = Decimal(0)


metadata = Signal[Metadata](validation="always")

metadata.send(None, held="1")  # ok
metadata.send(None, called="1")  # ok
metadata.send(None, marked="1")  # ok
metadata.send(None, marked_by_class="1")  # ok
metadata.send(None, schema_="1")  # ok
metadata.send(None, aliased="1")  # ok
metadata.send(None, maybe="1")  # ok
metadata.send(None, generic="1")  # ok
metadata.send(None, named="1")  # ok
metadata.send(None, deep={"a": ["1"]})  # ok
metadata.send(None, any_json="{}")  # ok
metadata.send(None, serialized=1)  # ok
Signal[ByFunction]().send(None, number="1")  # ok
Signal[ByMixin]().send(None, number="1")  # ok
Signal[ByVariable]().send(None, number="1", text=b"")  # ok
Signal[Child]().send(None, number="1")  # ok
Signal[Grandchild]().send(None, number="1", order_id="7", total="9.50")  # ok
Signal[GenericChild[int]]().send(None, value="1")  # ok
Signal[WithCustom]().send(None, custom=Custom(), total="5")  # ok
