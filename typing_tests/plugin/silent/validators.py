"""Fields that accept more than their annotation tells: any type may be sent for these."""

import json
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    Field,
    Json,
    PlainValidator,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    field_validator,
    model_validator,
)

from heliograph import Signal
from typing_tests.plugin.models import OrderPlaced


def split(value: Any) -> Any:
    return value.split(",") if isinstance(value, str) else value


def wrapped(value: Any, validate: ValidatorFunctionWrapHandler) -> Any:
    return validate(value)


Names: TypeAlias = Annotated[list[str], BeforeValidator(split)]


class Lenient(BaseModel):
    before: Annotated[list[str], BeforeValidator(split)] = []
    plain: Annotated[int, PlainValidator(int)] = 0
    wrap: Annotated[int, WrapValidator(wrapped)] = 0
    aliased: Names = []
    with_field: Annotated[int, Field(gt=0), BeforeValidator(int)] = 1
    in_optional: Annotated[datetime, BeforeValidator(datetime.fromisoformat)] | None = None
    in_list: list[Annotated[int, BeforeValidator(int)]] = []
    after: Annotated[int, AfterValidator(abs)] = 0
    loaded: Json[list[int]] = []
    loaded_any: Json[Any] = None
    maybe_loaded: Json[list[int]] | None = None


class ByDecorator(BaseModel):
    tags: list[str] = []
    number: int = 0
    total: Decimal = Decimal(0)

    @field_validator("tags", mode="before")
    @classmethod
    def split_tags(cls, value: Any) -> Any:
        return split(value)

    @field_validator("number", "total", mode="wrap")
    @classmethod
    def wrap_numbers(cls, value: Any, validate: ValidatorFunctionWrapHandler) -> Any:
        return validate(value)


class AllByDecorator(BaseModel):
    first: int
    second: list[str] = []

    @field_validator("*", mode="before")
    @classmethod
    def anything(cls, value: Any) -> Any:
        return value


class Prepared(BaseModel):
    number: int

    @model_validator(mode="before")
    @classmethod
    def prepare(cls, data: Any) -> Any:
        return data


class PreparedChild(Prepared, OrderPlaced):
    text: str = ""


class Plainly(BaseModel):
    number: int = 0

    @field_validator("number", mode="plain")
    @classmethod
    def make_number(cls, value: Any) -> int:
        return int(value)


class Afterwards(BaseModel):
    number: int = 0

    @field_validator("number")
    @classmethod
    def check(cls, value: int) -> int:
        return value

    @model_validator(mode="after")
    def check_all(self) -> "Afterwards":
        return self


lenient = Signal[Lenient](validation="always")
by_decorator = Signal[ByDecorator](validation="always")

lenient.send(None, before="a,b")  # ok
lenient.send(None, before=["a"])  # ok
lenient.send(None, plain="5", wrap="5")  # ok
lenient.send(None, aliased="a,b")  # ok
lenient.send(None, with_field="5", after=-5)  # ok
lenient.send(None, in_optional="2026-01-01")  # ok
lenient.send(None, in_list=["1", "2"])  # ok
lenient.send(None, loaded="[1, 2]")  # ok
lenient.send(None, loaded=json.dumps([1]), loaded_any="{}")  # ok
lenient.send(None, maybe_loaded=None)  # ok
lenient.send(None, maybe_loaded="[1]")  # ok
by_decorator.send(None, tags="a,b")  # ok
by_decorator.send(None, number="5", total="9.50")  # ok
Signal[AllByDecorator]().send(None, first="1", second="a,b")  # ok
Signal[Prepared]().send(None, number="1")  # ok
Signal[PreparedChild]().send(None, number="1", order_id="7", total="9")  # ok
Signal[Plainly]().send(None, number="1")  # ok
Signal[Afterwards]().send(None, number=1)  # ok


@lenient.connect
def take(before: list[str], in_optional: datetime | None, **kw: object) -> None: ...  # ok


@lenient.connect
def take_loaded(loaded: list[int], loaded_any: object, **kwargs: object) -> None: ...  # ok
