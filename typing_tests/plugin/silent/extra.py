"""`extra="allow"`, in each way that pydantic knows to say so: any other name may be sent."""

from typing import Any

from pydantic import BaseModel, ConfigDict

from heliograph import Signal, receiver
from typing_tests.plugin.models import order_placed

CONFIG = ConfigDict(extra="allow")
EXTRA: Any = "allow"


def config() -> ConfigDict:
    return ConfigDict(extra="allow")


class ByConfigDict(BaseModel):
    model_config = ConfigDict(extra="allow")

    number: int


class ByDict(BaseModel):
    model_config = {"extra": "allow"}

    number: int


class ByKeyword(BaseModel, extra="allow"):
    number: int


class Inherited(ByConfigDict):
    text: str = ""


class InheritedKeyword(ByKeyword):
    model_config = ConfigDict(frozen=True)


class Mixin(BaseModel):
    mixed: int = 0


class Second(Mixin, ByDict):
    pass


class Named(BaseModel):
    model_config = CONFIG

    number: int


class Called(BaseModel):
    model_config = config()

    number: int


class Dynamic(BaseModel):
    model_config = ConfigDict(extra=EXTRA)

    number: int


class Unpacked(BaseModel):
    model_config = ConfigDict(**CONFIG)

    number: int


class Typed(BaseModel):
    model_config = ConfigDict(extra="allow")

    __pydantic_extra__: dict[str, int]
    number: int


class Changed(BaseModel):
    model_config = ConfigDict(title="changed")
    model_config["extra"] = "allow"

    number: int


class Merged(BaseModel):
    model_config = ConfigDict(title="merged") | CONFIG

    number: int


class Spread(BaseModel):
    model_config = {**CONFIG, "title": "spread"}

    number: int


class OldStyle(BaseModel):
    class Config:
        extra = "allow"

    number: int


Signal[ByConfigDict]().send(None, number=1, more="a")  # ok
Signal[ByDict]().send(None, number=1, more="a")  # ok
Signal[ByKeyword]().send(None, number=1, more="a")  # ok
Signal[Inherited]().send(None, number=1, more="a", text="")  # ok
Signal[InheritedKeyword]().send(None, number=1, more="a")  # ok
Signal[Second]().send(None, number=1, more="a", mixed=1)  # ok
Signal[Named]().send(None, number=1, more="a")  # ok
Signal[Called]().send(None, number=1, more="a")  # ok
Signal[Dynamic]().send(None, number=1, more="a")  # ok
Signal[Unpacked]().send(None, number=1, more="a")  # ok
Signal[Typed]().send(None, number=1, more=2)  # ok
Signal[Changed]().send(None, number=1, more=2)  # ok
Signal[Merged]().send(None, number=1, more=2)  # ok
Signal[Spread]().send(None, number=1, more=2)  # ok
Signal[OldStyle]().send(None, number=1, more=2)  # ok

opened = Signal[ByConfigDict]()


@opened.connect
def take_more(number: int, more: str = "", **kwargs: object) -> None: ...  # ok


@receiver([opened, order_placed])
def take_some(more: str = "", **kwargs: object) -> None: ...  # ok


@Signal[Named]().connect
def of_named_config(number: int, more: str = "", **kwargs: object) -> None: ...  # ok


class Record(BaseModel, extra="allow"):
    """A model that takes all there is, as a receiver."""

    order_id: int


order_placed.connect(Record)  # ok
