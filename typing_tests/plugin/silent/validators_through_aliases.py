"""Validators behind aliases, in the depth of types and in quotes: any type may be sent."""

from typing import Annotated, Any, Optional, TypeAlias

from pydantic import BaseModel, BeforeValidator, Field, field_validator

from heliograph import Signal


def split(value: Any) -> Any:
    return value.split(",") if isinstance(value, str) else value


def parsed(value: Any) -> Any:
    return int(value)


of_class: "classmethod[Any, Any, Any]" = classmethod(lambda cls, value: int(value))
Tags = Annotated[list[str], BeforeValidator(split)]
Tags2: TypeAlias = "Tags"
Tags3 = Tags
VL = list[Tags]
MaybeTags = Tags | None
Few = Annotated[Tags, Field(max_length=3)]


class Aliased(BaseModel):
    bare: Tags = []
    union: Tags | None = None
    optional: Optional[Tags] = None  # noqa: UP045 - the case
    quoted_alias: Tags2 = []
    second: Tags3 = []
    listed: VL = []
    mapped: dict[str, Tags] = {}
    mapped_third: dict[str, Tags3] | None = None
    maybe: MaybeTags = None
    few: Few = []
    quoted: "Tags | None" = None
    quoted_inside: Optional["Annotated[int, BeforeValidator(parsed)]"] = None
    quoted_list: list["Annotated[int, BeforeValidator(parsed)]"] = []


class ByName(BaseModel):
    number: int = 0
    other: int = 0
    third: int = 0

    _check: "classmethod[Any, Any, Any]" = field_validator("number", mode="before")(of_class)
    _check_other: Any = field_validator("other", mode="before")(parsed)
    _check_third = field_validator("third", mode="before")(parsed)


aliased = Signal[Aliased](validation="always")
by_name = Signal[ByName](validation="always")

aliased.send(None, bare="a,b", union="a,b", optional="a,b")  # ok
aliased.send(None, quoted_alias="a,b", second="a,b", listed=["a,b"])  # ok
aliased.send(None, mapped={"a": "a,b"}, mapped_third={"a": "b"})  # ok
aliased.send(None, maybe="a,b", few="a,b", quoted="a,b")  # ok
aliased.send(None, quoted_inside="5", quoted_list=["5"])  # ok
aliased.send(None, bare=["a"], union=None, listed=[["a"]], quoted_inside=5)  # ok
by_name.send(None, number="5", other="5", third="5")  # ok


@aliased.connect
def take(bare: list[str], union: list[str] | None, **kwargs: object) -> None: ...  # ok


@aliased.connect
def take_deep(listed: list[list[str]], quoted_inside: int | None, **kw: object) -> None: ...  # ok
