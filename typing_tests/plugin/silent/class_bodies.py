"""Fields and configuration within the statements that the body of a class may have."""

import contextlib
import os
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from heliograph import Signal


class Tried(BaseModel):
    number: int

    try:
        first: int = 1
    except ImportError:
        second: str = "a"
    else:
        third: bytes = b""
    finally:
        fourth: float = 0.0


class Within(BaseModel):
    number: int

    with contextlib.suppress(ImportError):
        first: int = 1
        second: Annotated[int, BeforeValidator(int)] = 1


class Matched(BaseModel):
    number: int

    match os.name:
        case "posix":
            first: int = 1
        case _:
            second: str = ""


class Looped(BaseModel):
    number: int

    for _ in range(1):
        first: int = 1
    while os.name:
        second: str
        break


class Validated(BaseModel):
    number: int

    with contextlib.suppress(ImportError):

        @field_validator("number", mode="before")
        @classmethod
        def parse(cls, value: Any) -> Any:
            return int(value)


class EitherWay(BaseModel):
    if os.name:
        model_config = ConfigDict(extra="allow")
    else:
        model_config = ConfigDict(frozen=True)

    number: int


class OtherWay(BaseModel):
    if os.name:
        model_config = ConfigDict(extra="forbid")
    else:
        model_config = ConfigDict(extra="allow")

    number: int


class TriedConfig(BaseModel):
    try:
        model_config = ConfigDict(extra="allow")
    finally:
        number: int = Field(default=1)


class Positional(BaseModel):
    model_config = ConfigDict({"extra": "allow"})

    number: int


class PositionalDict(BaseModel):
    model_config = dict({"extra": "allow"}, title="a")  # type: ignore[assignment, unused-ignore]

    number: int


class OldStyle(BaseModel):
    class Config:
        if os.name:
            extra = "allow"

    number: int


class OldStyleTried(BaseModel):
    class Config:
        try:
            extra = "forbid"
        finally:
            extra = "allow"

    number: int


Signal[Tried]().send(None, number=1)  # ok
Signal[Tried]().send(None, number=1, first=2, third=b"", fourth=1)  # ok
Signal[Within]().send(None, number=1)  # ok
Signal[Within](validation="always").send(None, number=1, first=2, second="3")  # ok
Signal[Looped]().send(None, number=1, second="a")  # ok
Signal[Looped]().send(None, number=1, first=2, second="b")  # ok
Signal[Validated](validation="always").send(None, number="1")  # ok
Signal[EitherWay]().send(None, number=1, more=2)  # ok
Signal[OtherWay]().send(None, number=1, more=2)  # ok
Signal[TriedConfig]().send(None, more=2)  # ok
Signal[Positional]().send(None, number=1, more=2)  # ok
Signal[PositionalDict]().send(None, number=1, more=2)  # ok
Signal[OldStyle]().send(None, number=1, more=2)  # ok
Signal[OldStyleTried]().send(None, number=1, more=2)  # ok


@Signal[Tried]().connect
def take(first: int, second: str, fourth: float, **kwargs: object) -> None: ...  # ok


@Signal[EitherWay]().connect
def take_more(number: int, more: str = "", **kwargs: object) -> None: ...  # ok


Signal[Matched]().send(None, number=1)  # ok
Signal[Matched]().send(None, number=1, first=1, second="")  # ok
