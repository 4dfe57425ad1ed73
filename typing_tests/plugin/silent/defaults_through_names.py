"""Defaults that stand behind another name: of `Field`, of `Annotated`, or of the whole type."""

from typing import Annotated, Any, Optional, TypeAlias
from typing import Annotated as A  # noqa: N817 - the case

import pydantic as pyd
from pydantic import BaseModel, Field
from pydantic import Field as PydField

from heliograph import Signal


def limit(highest: int) -> Any:
    return Field(default=highest, le=highest)


PageNo = PydField(default=1)
Page = Annotated[int, Field(default=1)]
Page2 = Page
Page3 = Annotated[Page, Field(gt=0)]
Page4: TypeAlias = "Page"
Page5 = Page4
Renamed = A[int, PydField(default=1)]


class Imported(BaseModel):
    plain: Annotated[int, PydField(default=1)]
    positional: Annotated[int, PydField(1)]
    factory: Annotated[list[int], PydField(default_factory=list)]
    dotted: Annotated[int, pyd.Field(default=1)]
    value: int = PydField(default=1)


class Held(BaseModel):
    number: Annotated[int, PageNo]


class Helped(BaseModel):
    number: Annotated[int, limit(10)]
    also: Annotated[int, Field(gt=0), limit(10)]


class RenamedAnnotated(BaseModel):
    number: A[int, Field(default=1)]
    both: A[int, PydField(default=1)]
    quoted: "A[int, Field(default=1)]"
    aliased: Renamed


class OfAliases(BaseModel):
    first: Page
    second: Page2
    third: Page3
    fourth: Page4
    fifth: Page5
    around: Annotated[Page2, Field(lt=100)]
    quoted: "Page3"


class Inherited(OfAliases):
    maybe: Optional[Page] = None  # noqa: UP045 - the case


Signal[Imported]().send(None)  # ok
Signal[Imported]().send(None, plain=1, factory=[1])  # ok
Signal[Held]().send(None)  # ok
Signal[Held]().send(None, number=1)  # ok
Signal[Helped]().send(None)  # ok
Signal[Helped]().send(None, number=1, also=2)  # ok
Signal[RenamedAnnotated]().send(None)  # ok
Signal[RenamedAnnotated]().send(None, number=1, both=2, quoted=3, aliased=4)  # ok
Signal[OfAliases]().send(None)  # ok
Signal[OfAliases]().send(None, first=1, second=2, third=3, fourth=4, fifth=5)  # ok
Signal[Inherited]().send(None, maybe=1)  # ok

count = Annotated[int, Field(default=1)]


class NamedAsItsType(BaseModel):
    count: count


Signal[NamedAsItsType]().send(None)  # ok
