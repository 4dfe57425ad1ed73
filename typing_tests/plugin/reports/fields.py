"""Fields of plain types that are declared in less plain ways: they are required, and checked."""

import contextlib
from typing import Annotated, Optional, TypeAlias
from typing import Annotated as A  # noqa: N817 - the case

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic import Field as PydField

from heliograph import Signal

Count = Annotated[int, Field(gt=0)]
Count2 = Count
Count3: TypeAlias = "Count2"
Counts = list[Count]


class Described(BaseModel):
    number: Annotated[int, "text"]
    texts: Annotated[int, "text", 5, None]
    renamed: A[int, Field(gt=0)]
    limited: Annotated[int, PydField(gt=0)]
    checked: Annotated[int, AfterValidator(abs)] = 0
    optional: Optional["Annotated[int, Field(gt=0)]"] = None
    quoted: "int" = 0


class Aliased(BaseModel):
    first: Count
    second: Count2
    third: Count3
    many: Counts
    maybe: Count | None = None
    mapped: dict[str, Count] = {}


class Tried(BaseModel):
    number: int

    with contextlib.suppress(ImportError):
        first: int = 1


class Configured(BaseModel):
    model_config = ConfigDict(extra="forbid")

    class Inner(BaseModel):
        number: int

    inner: Inner


described = Signal[Described]()
aliased = Signal[Aliased]()
whole = Described(number=1, texts=1, renamed=1, limited=1)

described.send(None, texts=1, renamed=1, limited=1)  # E: signal-send "number"
described.send(None, number=1, renamed=1, limited=1)  # E: signal-send "texts"
described.send(None, number=1, texts=1, limited=1)  # E: signal-send "renamed"
described.send(None, number=1, texts=1, renamed=1)  # E: signal-send "limited"
described.send(None, number="1", texts=1, renamed=1, limited=1)  # E: signal-send "number"
described.send(None, number=1, texts="1", renamed=1, limited=1)  # E: signal-send "texts"
described.send(None, number=1, texts=1, renamed="1", limited=1)  # E: signal-send "renamed"
described.send(None, whole, checked=1)  # E: signal-send payload together
described.send(
    None,
    number=1,
    texts=1,
    renamed=1,
    limited=1,
    checked="1",  # E: signal-send "checked"
    optional="1",  # E: signal-send "optional"
    quoted="1",  # E: signal-send "quoted"
)
aliased.send(None, second=1, third=1, many=[])  # E: signal-send "first"
aliased.send(None, first=1, third=1, many=[])  # E: signal-send "second"
aliased.send(None, first=1, second=1, many=[])  # E: signal-send "third"
aliased.send(None, first="1", second=1, third=1, many=[])  # E: signal-send "first"
aliased.send(None, first=1, second="1", third=1, many=[])  # E: signal-send "second"
aliased.send(None, first=1, second=1, third="1", many=[])  # E: signal-send "third"
aliased.send(None, first=1, second=1, third=1, many=["1"])  # E: signal-send "many"
aliased.send(None, first=1, second=1, third=1, many=[], maybe="1")  # E: signal-send "maybe"
aliased.send(None, first=1, second=1, third=1, many=[], mapped={"a": ""})  # E: signal-send "mapped"
aliased.send(None, first=1, second=1, third=1, many=[1], maybe=None, mapped={"a": 1})  # ok
Signal[Tried]().send(None)  # E: signal-send "number"
Signal[Tried]().send(None, number=1, first="2")  # E: signal-send "first"
Signal[Configured]().send(None, inner=Configured.Inner(number=1), more=2)  # E: signal-send "more"


def local() -> None:
    class Kind(BaseModel):
        name: str

    class Placed(BaseModel):
        number: int
        kind: Kind | None = None
        many: list[int] = []

    placed = Signal[Placed]()
    placed.send(None)  # E: signal-send "number"
    placed.send(None, number="1")  # E: signal-send "number" "str" "int"
    placed.send(None, number=1, many=["1"])  # E: signal-send "many"
    placed.send(None, number=1, kind="small")  # E: signal-send "kind"
    placed.send(None, number=1, more=2)  # E: signal-send "more"
    placed.send(None, number=1, many=[1])  # ok
