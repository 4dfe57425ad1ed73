"""What the plugin can't know is accepted without a word."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar, cast

import unresolved_package  # type: ignore[import-not-found]
from pydantic import BaseModel, ConfigDict, Field, create_model
from unresolved_package import UnresolvedModel, unresolved_decorator, unresolved_signal

from heliograph import Signal, receiver
from typing_tests.plugin.models import *  # noqa: F403 - the case
from typing_tests.plugin.models import OrderPlaced, order_placed

ModelT = TypeVar("ModelT", bound=BaseModel)
OrderT = TypeVar("OrderT", bound=OrderPlaced)
NAME = "wireName"


def my_field(default: Any = None, **options: Any) -> Any:
    return Field(default, **options)


class UnknownBase(UnresolvedModel):  # type: ignore[misc]
    number: int


class UnknownMixin(BaseModel, unresolved_package.Mixin):  # type: ignore[misc]
    number: int


class UnknownFields(BaseModel):
    number: unresolved_package.Number
    many: list[unresolved_package.Number] = []
    maybe: unresolved_package.Number | None = None


class WrappedFields(BaseModel):
    number: int = my_field()
    text: str = unresolved_package.field()
    called: Annotated[int, unresolved_package.meta]
    starred: int = Field(*[5])


class DynamicAlias(BaseModel):
    model_config = ConfigDict(alias_generator=str.upper)

    number: int = Field(validation_alias=NAME)


class DynamicConfig(BaseModel):
    model_config = json.loads("{}")

    number: int


Dynamic = create_model("Dynamic", number=(int, 5))
DynamicChild = create_model("DynamicChild", __base__=OrderPlaced, weight=(int, ...))
dynamic: Signal[Any] = Signal[Any]()
child = Signal[DynamicChild]()  # type: ignore[valid-type, unused-ignore]

Signal[UnresolvedModel]().send(None, anything=1)  # ok
Signal[UnresolvedModel]().send(None)  # ok
Signal[UnknownBase]().send(None, anything="a", number="1")  # ok
Signal[UnknownBase]().send(None)  # ok
Signal[UnknownMixin]().send(None, anything="a", number=1)  # ok
Signal[UnknownFields]().send(None, number="a")  # ok
Signal[UnknownFields]().send(None, number=1, many=[1, "a"], maybe=object())  # ok
Signal[WrappedFields]().send(None, called=5)  # ok
Signal[WrappedFields]().send(None, number=1, text="", called=1, starred=1)  # ok
Signal[DynamicAlias]().send(None, number=1)  # ok
Signal[DynamicConfig]().send(None, number=1, more=2)  # ok
Signal[Any]().send(None, anything=1)  # ok
dynamic.send(None)  # ok
dynamic.send(None, order_id="7")  # ok
child.send(None, order_id=7, total=Decimal(), weight=1)  # ok
child.send(None, number=1)  # ok
unresolved_signal.send(None, anything=1)  # ok
pinged.send(None)  # noqa: F405 - the case  # ok
user_created.send(None, user_id=1, name="Ada")  # noqa: F405 - the case  # ok
cast("Any", order_placed).send(None, order_id="7")  # ok
cast("Signal[Any]", order_placed).send(None, anything=1)  # ok
getattr(order_placed, "send")(None, anything=1)  # noqa: B009 - the case  # ok
order_placed.send(None, **unresolved_package.fields())  # ok
order_placed.send(None, order_id=unresolved_package.a, total=unresolved_package.b)  # ok
order_placed.send(None, **json.loads("{}"))  # ok
order_placed.send(None, order_id=json.loads("1"), **json.loads("{}"))  # ok
order_placed.send(*unresolved_package.arguments)  # ok
order_placed.send(*unresolved_package.arguments, **unresolved_package.fields)  # ok


@unresolved_signal.connect  # type: ignore[untyped-decorator]
def of_unresolved() -> None: ...  # ok


@order_placed.connect
@unresolved_decorator  # type: ignore[untyped-decorator]
def decorated_by_unresolved() -> None: ...  # ok


@receiver(unresolved_signal)
def received_of_unresolved(anything: int, **kwargs: object) -> None: ...  # ok


@receiver([unresolved_signal, order_placed])
def received_of_both(order_id: int, anything: int = 0, **kwargs: object) -> None: ...  # ok


@Signal[UnknownBase]().connect
def of_unknown_base(anything: int, number: str, **kwargs: object) -> None: ...  # ok


@Signal[UnknownFields]().connect
def of_unknown_fields(number: str, many: list[int], **kwargs: object) -> None: ...  # ok


@dynamic.connect
def of_any(anything: int, more: str = "", **kwargs: str) -> None: ...  # ok


@order_placed.connect
def unknown_parameter(order_id: unresolved_package.Id, **kwargs: object) -> None: ...  # ok


order_placed.connect(unresolved_package.function)  # ok
order_placed.connect(getattr(unresolved_package, NAME))  # ok


def of_a_bound(signal: Signal[ModelT], payload: ModelT, fields: dict[str, Any]) -> None:
    signal.send(None, payload)  # ok
    signal.send(None, **fields)  # ok
    signal.send(None, anything=1)  # ok
    signal.send(None, **payload.model_dump())  # ok


def of_an_order(signal: Signal[OrderT], payload: OrderT) -> None:
    signal.send(None, payload)  # ok
    signal.send(None, order_id=1, total=Decimal(), anything=1)  # ok

    @signal.connect
    def local(order_id: int, **kwargs: object) -> None: ...  # ok


class Bus(Generic[ModelT]):
    def __init__(self, model: type[ModelT]) -> None:
        self.signal = Signal[ModelT]()
        self.model = model

    def emit(self, **fields: Any) -> None:
        self.signal.send(self, **fields)  # ok
        self.signal.send(self, self.model(**fields))  # ok

    def emit_payload(self, payload: ModelT) -> None:
        self.signal.send(self, payload)  # ok


Bus(OrderPlaced).signal.send(None, order_id=1, total=Decimal())  # ok
