"""Debug mode refuses nothing that the declared type admits, and nothing else passes."""

from __future__ import annotations

import abc
import collections
import collections.abc
import dataclasses
import datetime as dt
import decimal
import enum
import fractions
import io
import ipaddress
import os
import pathlib
import re
import types
import uuid
from collections import deque
from collections.abc import (
    Callable,
    Collection,
    Generator,
    Hashable,
    Iterable,
    Iterator,
    Mapping,
    MutableMapping,
    MutableSequence,
    MutableSet,
    Sequence,
    Set,
)
from itertools import count
from typing import (
    IO,
    Annotated,
    Any,
    BinaryIO,
    Generic,
    Literal,
    NamedTuple,
    NewType,
    TextIO,
    TypeVar,
)

import numpy as np
import pydantic
import pytest
from pydantic import (
    AnyUrl,
    BaseModel,
    ByteSize,
    ConfigDict,
    Discriminator,
    Field,
    HttpUrl,
    InstanceOf,
    Json,
    JsonValue,
    PositiveInt,
    SecretStr,
    SkipValidation,
    StrictFloat,
    StrictInt,
    StrictStr,
    StringConstraints,
    create_model,
    model_validator,
)
from typing_extensions import TypeAliasType, TypedDict

from heliograph import PayloadError, PayloadWarning, Signal, configure
from heliograph._check import Checker, Findings

T = TypeVar("T")


class Text(str):
    __slots__ = ()


class Whole(int):
    pass


class Real(float):
    pass


class Listed(list[Any]):
    pass


class Pair(list[int]):
    """A list that can't be made from another."""

    def __init__(self, first: int, second: int) -> None:
        super().__init__([first, second])


class Mapped(dict[str, Any]):
    pass


class Tupled(tuple[int, ...]):
    __slots__ = ()


class Point(NamedTuple):
    x: int
    y: int


class Two(Sequence[Any]):
    """A sequence that can't be made from a list."""

    def __init__(self, first: object, second: object) -> None:
        self._items = [first, second]

    def __getitem__(self, index: Any) -> Any:
        return self._items[index]

    def __len__(self) -> int:
        return 2


class OneKey(Mapping[str, Any]):
    def __init__(self, key: str, value: object) -> None:
        self._items = {key: value}

    def __getitem__(self, key: str) -> Any:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return 1


class OneItem(Set[Any]):
    def __init__(self, item: object) -> None:
        self._item = item

    def __contains__(self, item: object) -> bool:
        return item == self._item

    def __iter__(self) -> Iterator[Any]:
        return iter([self._item])

    def __len__(self) -> int:
        return 1


class FsPath(os.PathLike[str]):
    def __fspath__(self) -> str:
        return "somewhere"


class Opaque:
    pass


class Color(enum.Enum):
    RED = "red"


class Level(enum.IntEnum):
    LOW = 1


class Letter(enum.StrEnum):
    A = "a"


class Access(enum.Flag):
    READ = 1
    WRITE = 2


class Item(BaseModel):
    x: int


class NamedItem(Item):
    name: str = ""


class FrozenItem(BaseModel):
    model_config = ConfigDict(frozen=True)

    x: int


class StrictItem(BaseModel):
    model_config = ConfigDict(strict=True)

    x: float


class RevalidatedItem(BaseModel):
    model_config = ConfigDict(revalidate_instances="always")

    xs: Sequence[int]


class AliasedItem(BaseModel):
    x: int = Field(alias="X")


class Box(BaseModel, Generic[T]):
    x: T


class Shelf(BaseModel, Generic[T]):
    boxes: list[Box[T]]


class Node(BaseModel):
    value: int
    children: list[Node] = []


class Cat(BaseModel):
    kind: Literal["cat"] = "cat"


class Kitten(Cat):
    age: int = 0


class Dog(BaseModel):
    kind: Literal["dog"] = "dog"


@dataclasses.dataclass
class Spot:
    x: int


@dataclasses.dataclass
class NamedSpot(Spot):
    name: str = ""


@pydantic.dataclasses.dataclass
class CheckedSpot:
    x: int


class Row(TypedDict):
    a: float


class Rows(TypedDict, total=False):
    many: Sequence[int]


UserId = NewType("UserId", int)
Numbers = TypeAliasType("Numbers", list[float])
Tree = TypeAliasType("Tree", "list[Tree] | int")
Nest = TypeAliasType("Nest", "set[int] | list[Nest] | list[int]")
Animal = Annotated[Cat | Dog, Discriminator("kind")]

NAN = float("nan")
UTC = dt.UTC
NOW = dt.datetime(2024, 5, 17, 12, 30, tzinfo=UTC)


def generated() -> Generator[int, None, None]:
    yield 1


def signal_of(declared: Any, config: ConfigDict | None = None) -> Signal[Any]:
    """Returns a signal whose payload has one field, `value`, of this type."""
    config = config or ConfigDict(arbitrary_types_allowed=True)
    model = create_model("Payload", __config__=config, value=(declared, ...))
    signal: Signal[Any] = Signal.__class_getitem__(model)(name="signal")
    return signal


def delivered(signal: Signal[Any], value: object) -> list[Any]:
    """Returns what a receiver gets when this is sent in debug mode."""
    got: list[Any] = []

    def receiver(value: object, **kwargs: object) -> None:
        got.append(value)

    signal.connect(receiver)
    with configure(debug=True):
        signal.send("tests", value=value)
    return got


ADMITTED: list[tuple[Any, Any]] = [
    # Numbers: a bool is an int, and an int is a float and a complex.
    (int, 1),
    (int, True),
    (int, Level.LOW),
    (int, Whole(3)),
    (float, 1.5),
    (float, 1),
    (float, True),
    (float, Whole(1)),
    (float, Real(1)),
    (float, NAN),
    (float, np.float64(1)),
    (complex, 1j),
    (complex, 1),
    (complex, 1.5),
    (bool, True),
    (None, None),
    (decimal.Decimal, decimal.Decimal("1.10")),
    (fractions.Fraction, fractions.Fraction(1, 3)),
    (list[float], [1, True, NAN]),
    (dict[str, float], {"a": 1, "nan": NAN}),
    (dict[float, str], {1: "a"}),
    (Mapping[float, str], {True: "a"}),
    (set[float], {1, 2}),
    (frozenset[float], frozenset({1})),
    (tuple[float, complex], (1, 2)),
    (tuple[float, ...], (1, 2.5)),
    (Sequence[float], (NAN, 1)),
    (deque[float], deque([1], maxlen=3)),
    # Text.
    (str, "a"),
    (str, Text("a")),
    (str, Letter.A),
    (bytes, b"a"),
    (bytearray, bytearray(b"a")),
    (Literal["a", "b"], "a"),
    (Literal["a"], Letter.A),
    (Literal[1], Level.LOW),
    (Literal[Color.RED], Color.RED),
    (SecretStr, SecretStr("a")),
    (re.Pattern[str], re.compile("a")),
    # Builtin containers and their subclasses.
    (list, [object()]),
    (dict, {1: object()}),
    (list[int], [1]),
    (list[int], Listed([True])),
    (list[int], Pair(1, 2)),
    (list[str], [Letter.A, Text("b")]),
    (dict[str, int], Mapped(a=True)),
    (dict[str, int], collections.OrderedDict(a=1)),
    (dict[str, int], collections.defaultdict(int, a=1)),
    (dict[str, int], collections.Counter("a")),
    (collections.Counter[str], collections.Counter("aab")),
    (collections.defaultdict[str, int], collections.defaultdict(int, a=True)),
    (tuple[int, ...], Tupled((1, True))),
    (tuple[int, int], Point(1, 2)),
    (tuple[float, float], Point(1, 2)),
    (Point, Point(1, 2)),
    (Point, Point(True, 2)),
    (tuple[()], ()),
    # Abstract containers.
    (Sequence[int], [True]),
    (Sequence[int], (1, 2)),
    (Sequence[int], range(3)),
    (Sequence[float], range(3)),
    (Sequence[int], deque([1])),
    (Sequence[int], Point(1, 2)),
    (Sequence[float], Tupled((1, 2))),
    (Sequence[int], Pair(1, 2)),
    (Sequence[int], Two(1, 2)),
    (Sequence[float], Two(1, True)),
    (Sequence[int], collections.UserList([1])),
    (Sequence[int], b"ab"),
    (Sequence[int], bytearray(b"ab")),
    (Sequence[int], memoryview(b"ab")),
    (Sequence[str], "abc"),
    (Sequence[str], Letter.A),
    (Sequence[Any], "abc"),
    (Sequence[Sequence[str]], ["ab", ("c",)]),
    (list[Sequence[int]], [range(2), (1,)]),
    (dict[str, Sequence[int]], {"a": range(2), "b": deque([1])}),
    (MutableSequence[int], deque([1])),
    (Set[str], {"a": 1}.keys()),
    (Set[tuple[str, int]], {"a": 1}.items()),
    (Set[int], frozenset({1})),
    (Set[int], {True}),
    (Set[float], OneItem(1)),
    (MutableSet[int], {1}),
    (Mapping[str, int], types.MappingProxyType({"a": 1})),
    (Mapping[str, float], types.MappingProxyType({"a": True})),
    (Mapping[str, float], OneKey("a", 1)),
    (Mapping[str, int], collections.ChainMap({"a": 1})),
    (Mapping[str, int], collections.UserDict(a=1)),
    (Mapping[str, Sequence[int]], types.MappingProxyType({"a": range(2)})),
    (MutableMapping[str, int], {"a": True}),
    (Collection[int], {1: 2}.values()),
    (Iterable[int], [1]),
    (Iterable[float], {1, 2}),
    (Iterable[str], "abc"),
    (Iterable[int], {1: 2}.values()),
    (Iterable[int], np.array([1, 2])),
    (Iterable[int], generated()),
    (Iterable[int], count()),
    (Iterable[int] | None, iter([1])),
    (Iterator[int], iter([1])),
    (Generator[int, None, None], generated()),
    (list[Iterable[int]], [iter([1])]),
    (Sequence[Iterable[int]], (iter([1]),)),
    (Iterable[Iterable[int]], [iter([1])]),
    (dict[str, Iterator[int]], {"a": iter([1])}),
    (list[int] | Iterator[int], iter([1])),
    (tuple[Any, int], (iter([1]), True)),
    (Hashable, "a"),
    # Models and their like.
    (Item, Item(x=1)),
    (Item, NamedItem(x=1, name="a")),
    (Item, Item.model_construct(x=1)),
    (FrozenItem, FrozenItem(x=1)),
    (StrictItem, StrictItem(x=1)),
    (RevalidatedItem, RevalidatedItem(xs=range(2))),
    (AliasedItem, AliasedItem(X=1)),
    (list[Item], [NamedItem(x=1)]),
    (Sequence[Item], (Item(x=1),)),
    (Box[int], Box[int](x=1)),
    (Box[int], Box(x=1)),
    (Box[float], Box(x=1)),
    (Box[Sequence[int]], Box(x=range(2))),
    (Box[Iterable[int]], Box(x=generated())),
    (list[Box[int]], [Box(x=1)]),
    (Shelf[int], Shelf(boxes=[Box(x=1)])),
    (Box[int] | Box[str], Box(x="a")),
    (Node, Node(value=1, children=[Node(value=2)])),
    (Animal, Dog()),
    (Animal, Kitten()),
    (Cat | Dog, Kitten()),
    (Spot, Spot(1)),
    (Spot, NamedSpot(1, "a")),
    (CheckedSpot, CheckedSpot(1)),
    (Row, {"a": 1}),
    (Rows, {"many": range(2)}),
    (Rows, {}),
    (Color, Color.RED),
    (Access, Access.READ | Access.WRITE),
    (Letter, Letter.A),
    # Dates, paths, addresses.
    (dt.date, dt.date(2024, 5, 17)),
    (dt.date, NOW),
    (list[dt.date], [NOW]),
    (dt.date | None, NOW),
    (dt.date | str, NOW),
    (dt.date | dt.datetime, NOW),
    (dt.datetime, NOW),
    (dt.timedelta, dt.timedelta.min),
    (dt.tzinfo, UTC),
    (uuid.UUID, uuid.UUID(int=5)),
    (pathlib.Path, pathlib.Path("a")),
    (pathlib.PurePath, pathlib.Path("a")),
    (os.PathLike[str], FsPath()),
    (AnyUrl, AnyUrl("http://localhost")),
    (HttpUrl, HttpUrl("http://localhost")),
    # Unions: it is enough that one member admits the value.
    (int | None, None),
    (int | str, True),
    (float | str, 1),
    (bool | float, 1),
    (decimal.Decimal | int, True),
    (dt.datetime | int, True),
    (dt.timedelta | float, True),
    (ipaddress.IPv4Address | int, True),
    (SecretStr | str, Text("a")),
    (pathlib.Path | str, Text("a")),
    (Color | str, "red"),
    (Literal[True] | float, 1),
    (set[int] | list[int], [True]),
    (list[int] | set[int], {True}),
    (list[int] | tuple[int, ...], (True,)),
    (tuple[int, int] | Sequence[int], range(2)),
    (bytes | Sequence[str], "ab"),
    (list[bool] | list[int], [2, True]),
    (Item | dict[str, int], {"x": True}),
    (Item | Mapping[str, float], types.MappingProxyType({"x": 1})),
    (Spot | dict[str, int], {"x": True}),
    (dict[str, float | list[float]], {"a": [1], "b": 2}),
    (list[float | None] | str, [1, None]),
    # Everything else that an annotation may be.
    (UserId, UserId(1)),
    (Numbers, [1, True]),
    (Tree, [1, [True, []]]),
    (Nest, [[True]]),
    (Annotated[int, Field(gt=0)], True),
    (PositiveInt, True),
    (Annotated[Sequence[str], Field(max_length=3)], "abc"),
    (Annotated[str, StringConstraints(max_length=3)], Letter.A),
    (StrictInt, 1),
    (StrictFloat, 1),
    (StrictStr, Text("a")),
    (SkipValidation[int], 1),
    (Callable[[int], str], print),
    (type[Item], NamedItem),
    (type[int], bool),
    (Any, object()),
    (Any, generated()),
    (object, NAN),
    (Opaque, Opaque()),
    (InstanceOf[Opaque], Opaque()),
    (np.ndarray, np.array([1, 2])),
    (list[np.ndarray], [np.array([1, 2])]),
    (tuple[np.ndarray, int], (np.array([1, 2]), True)),
    (tuple[Two, int], (Two(1, 2), True)),
    (Json[list[int]], [1]),
    (Json[list[int]] | None, [1]),
    (Json, {"a": 1}),
    (Json[Item], Item(x=1)),
    (JsonValue, {"a": [1, None, True, 1.5, "b"]}),
    (ByteSize, ByteSize(5)),
    (abc.ABCMeta, abc.ABC),
]

# What isn't as declared but could be made so, which the policy `"always"` does.
CONVERTIBLE: list[tuple[Any, Any]] = [
    (int, "5"),
    (int, 1.0),
    (int, decimal.Decimal(1)),
    (int, b"5"),
    (int, np.int64(1)),
    (float, "1"),
    (float, decimal.Decimal(1)),
    (float, np.float32(1)),
    (str, b"a"),
    (bytes, "a"),
    (bytes, bytearray(b"a")),
    (bool, 1),
    (bool, "yes"),
    (Literal[True], 1),
    (Item, {"x": 1}),
    (Item | None, {"x": 1}),
    (int | Item, {"x": 1}),
    (Node, {"value": 1}),
    (Box[int], {"x": 1}),
    (Box[int], Box(x="1")),
    (Animal, {"kind": "cat"}),
    (Spot, {"x": 1}),
    (CheckedSpot, {"x": 1}),
    (Row, {"a": "1"}),
    (Color, "red"),
    (list[Color], ["red"]),
    (Level, 1),
    (Access, 1),
    (pathlib.Path, "a"),
    (uuid.UUID, "00000000-0000-0000-0000-000000000005"),
    (uuid.UUID | int, "00000000-0000-0000-0000-000000000005"),
    (dt.date, "2024-05-17"),
    (dt.datetime, dt.date(2024, 5, 17)),
    (dt.datetime, 0),
    (dt.timedelta, 5),
    (decimal.Decimal, 1),
    (decimal.Decimal, "1.5"),
    (AnyUrl, "http://localhost"),
    (ipaddress.IPv4Address, "127.0.0.1"),
    (re.Pattern[str], "a"),
    (list[int], (1,)),
    (list[int], {1}),
    (list[int], ["1"]),
    (list[int], {1: 2}.keys()),
    (list[int], iter([1])),
    (list[int] | set[int], (1,)),
    (tuple[int, ...], [1]),
    (tuple[int, int], (1, "2")),
    (set[int], [1]),
    (set[int], {"1"}),
    (set[int], iter([1])),
    (frozenset[int], (1,)),
    (dict[str, int], {"a": "1"}),
    (dict[int, str], {"1": "a"}),
    (dict[str, list[int]], {"a": (1,)}),
    (Mapping[str, int], types.MappingProxyType({"a": "1"})),
    (Sequence[int], ["1"]),
    (Set[int], [1]),
    (Iterable[int], ["1"]),
    (Iterable[Item], [{"x": 1}]),
    (Point, (1, 2)),
    (deque[int], [1]),
    (UserId, "1"),
    (Json[list[int]], "[1]"),
    (ByteSize, "5kb"),
]

# What nothing could be made of.
WRONG: list[tuple[Any, Any]] = [
    (int, None),
    (int, 5.5),
    (int, "five"),
    (float, 1j),
    (str, 1),
    (str, Color.RED),
    (None, 0),
    (Literal["a"], "b"),
    (Literal[Color.RED], "red"),
    (Item, Spot(1)),
    (NamedItem, Item(x=1)),
    (Cat | Dog, Item(x=1)),
    (Box[int], Box[str](x="a")),
    (Row, {}),
    (list[int], "12"),
    (list[str], "ab"),
    (tuple[int, int], (1,)),
    (Sequence[int], {1}),
    (Sequence[int], "ab"),
    (Sequence[int], generated()),
    (Sequence[str], b"ab"),
    (Mapping[str, int], [("a", 1)]),
    (Iterable[int], 5),
    (Annotated[int, Field(gt=0)], 0),
    (Annotated[str, StringConstraints(max_length=2)], "abc"),
    (Annotated[Sequence[str], Field(max_length=2)], "abc"),
    (StrictInt, 1.0),
    (Callable[[int], str], 5),
    (type[Item], int),
    (type[Item], Item(x=1)),
    (Opaque, object()),
    (np.ndarray, [1]),
    (Json[list[int]], "no json"),
    (JsonValue, object()),
    (Hashable, []),
]


def shown(value: object) -> str:
    return re.sub(r"<(function|class|enum|flag) |0x\w+|([a-z_]+\.)+", "", repr(value))[:40]


def cases(pairs: list[tuple[Any, Any]]) -> list[Any]:
    return [
        pytest.param(declared, value, id=f"{number}: {shown(declared)} given {shown(value)}")
        for number, (declared, value) in enumerate(pairs)
    ]


@pytest.mark.parametrize(("declared", "value"), cases(ADMITTED))
def test_what_the_type_admits_is_delivered_itself_and_without_a_warning(
    declared: Any, value: Any
) -> None:
    signal = signal_of(declared)

    [got] = delivered(signal, value)

    assert value is got


@pytest.mark.parametrize(("declared", "value"), cases(CONVERTIBLE))
def test_what_would_have_to_be_converted_is_refused_naming_the_field_and_the_way_out(
    declared: Any, value: Any
) -> None:
    signal = signal_of(declared)

    with pytest.raises(PayloadError) as caught:
        delivered(signal, value)

    assert "value" == caught.value.errors()[0]["loc"][0]
    assert "not_as_declared" in {problem["type"] for problem in caught.value.errors()}
    assert 'validation="always"' in str(caught.value)


@pytest.mark.parametrize(("declared", "value"), cases(WRONG))
def test_what_nothing_can_be_made_of_is_refused_naming_the_field(declared: Any, value: Any) -> None:
    signal = signal_of(declared)

    with pytest.raises(PayloadError) as caught:
        delivered(signal, value)

    assert {"value"} == {problem["loc"][0] for problem in caught.value.errors()}


@pytest.mark.parametrize(("declared", "value"), cases(CONVERTIBLE + WRONG))
def test_nothing_of_a_refused_payload_is_delivered(declared: Any, value: Any) -> None:
    signal = signal_of(declared)
    calls: list[object] = []

    def receiver(value: object, **kwargs: object) -> None:
        calls.append(value)

    signal.connect(receiver)
    with configure(debug=True), pytest.raises(PayloadError):
        signal.send("tests", value=value)

    assert [] == calls


def test_strict_configuration_is_the_models_own_wish() -> None:
    signal = signal_of(int, ConfigDict(strict=True))

    [got] = delivered(signal, 1)
    with pytest.raises(PayloadError, match="valid integer"):
        delivered(signal, "1")

    assert 1 == got


def test_a_refused_item_is_named_by_its_path() -> None:
    signal = signal_of(dict[str, list[int]])

    with pytest.raises(PayloadError) as caught:
        delivered(signal, {"good": [1], "bad": [1, 2, "3"]})

    [problem] = caught.value.errors()
    assert ("value", "bad", 2) == problem["loc"]
    assert "3" == problem["input"]
    assert problem["msg"].startswith("a str where int is declared")


def test_a_misfit_in_a_lazy_iterable_is_not_called_by_pydantics_names() -> None:
    signal = signal_of(Iterable[int])

    with pytest.raises(PayloadError, match="a list with other items") as caught:
        delivered(signal, ["1"])

    assert "ValidatorIterator" not in str(caught.value)


def test_sent_containers_are_not_changed() -> None:
    sent = {"a": [1, True], "b": (range(2), {1, 2})}

    delivered(signal_of(dict[str, Sequence[Any] | tuple[Any, ...]]), sent)

    assert {"a": [1, True], "b": (range(2), {1, 2})} == sent
    assert True is sent["a"][1]


class TestChanges:
    """A value that fits, but of which the model would make another."""

    @pytest.mark.parametrize(
        ("declared", "value", "made"),
        [
            (Annotated[str, StringConstraints(strip_whitespace=True)], " a ", "a"),
            (list[Annotated[str, StringConstraints(to_lower=True)]], ["A"], "['a']"),
            (dict[Annotated[str, StringConstraints(to_lower=True)], int], {"A": 1}, "{'a': 1}"),
            (set[Annotated[str, StringConstraints(to_lower=True)]], {"A"}, "{'a'}"),
            (Sequence[Annotated[str, StringConstraints(to_lower=True)]], ("A",), "('a',)"),
            (Row, {"a": 1, "b": 2}, "{'a': 1.0}"),
            (dt.date, dt.datetime(2024, 5, 17), "datetime.date"),  # noqa: DTZ001
        ],
        ids=shown,
    )
    def test_are_delivered_as_sent_with_a_warning(
        self, declared: Any, value: Any, made: str
    ) -> None:
        signal = signal_of(declared)

        with pytest.warns(PayloadWarning, match=re.escape(made)):
            [got] = delivered(signal, value)

        assert value is got


class Numbered(BaseModel):
    first: int
    second: str = "x"


class Disagreeing(Numbered):
    @model_validator(mode="after")
    def disagree(self) -> Disagreeing:
        if self.second == str(self.first):
            raise ValueError("must not be alike")
        return self


class TestChecker:
    """Findings, on plain dictionaries."""

    def found(self, model: Any, *, is_complete: bool = True, **fields: Any) -> Findings:
        return Checker(model).check(fields, fields, is_complete=is_complete)

    @pytest.mark.parametrize("model", [Numbered, Disagreeing])
    def test_finds_nothing_in_what_is_right(self, model: Any) -> None:
        assert Findings([], {}, None) == self.found(model, first=1, second="x")
        assert Findings([], {}, None) == self.found(model, first=True, second=Text("x"))

    @pytest.mark.parametrize("model", [Numbered, Disagreeing])
    def test_finds_all_problems_at_once(self, model: Any) -> None:
        findings = self.found(model, first="1", second=5)

        assert {"first": "not_as_declared", "second": "string_type"} == {
            problem["loc"][0]: problem["type"] for problem in findings.problems
        }
        assert isinstance(findings.cause, pydantic.ValidationError)

    @pytest.mark.parametrize("model", [Numbered, Disagreeing])
    def test_leaves_the_defaults_that_it_is_given_unchecked(self, model: Any) -> None:
        findings = Checker(model).check({"first": 1}, {"first": 1, "second": 5}, is_complete=False)

        assert [] == findings.problems

    def test_makes_an_instance_only_of_a_complete_payload(self) -> None:
        assert [] == self.found(Disagreeing, first=1, second="1", is_complete=False).problems
        [problem] = self.found(Disagreeing, first=1, second="1").problems
        assert "Value error, must not be alike" == problem["msg"]

    def test_tells_what_would_be_changed(self) -> None:
        class Stripping(BaseModel):
            model_config = ConfigDict(str_strip_whitespace=True)

            name: str
            other: str

        assert {"name": "a"} == self.found(Stripping, name=" a ", other="b").changed

    def test_has_no_cause_where_pydantic_refuses_nothing(self) -> None:
        findings = self.found(Numbered, first="1")

        assert ["not_as_declared"] == [problem["type"] for problem in findings.problems]
        assert findings.cause is None

    def test_changes_nothing_that_it_looks_at(self) -> None:
        class Many(BaseModel):
            items: list[int]

        items = [True, 2]
        self.found(Many, items=items)

        assert True is items[0]


class TestFiles:
    """Files are declared as classes of `typing` that they are no instances of."""

    @pytest.mark.parametrize("declared", [IO[bytes], BinaryIO, IO[bytes] | None])
    def test_open_in_binary_mode_are_admitted(self, declared: Any) -> None:
        with pathlib.Path(__file__).open("rb") as file:
            for value in (file, io.BytesIO()):
                assert [value] == delivered(signal_of(declared), value)

    @pytest.mark.parametrize("declared", [IO[str], TextIO, IO[str] | None])
    def test_open_in_text_mode_are_admitted(self, declared: Any) -> None:
        with pathlib.Path(__file__).open(encoding="utf-8") as file:
            for value in (file, io.StringIO()):
                assert [value] == delivered(signal_of(declared), value)

    @pytest.mark.parametrize("declared", [IO[bytes], BinaryIO, IO[str], TextIO], ids=str)
    @pytest.mark.parametrize("value", ["a path", b"content", 5])
    def test_are_not_what_has_no_content_to_read_or_write(self, declared: Any, value: Any) -> None:
        with pytest.raises(PayloadError, match="value"):
            delivered(signal_of(declared), value)
