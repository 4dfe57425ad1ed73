"""The core schema of a check: chooses as type checkers do, and touches nothing that was sent."""

from __future__ import annotations

import enum
import re
import types
from collections import deque
from collections.abc import (
    Callable,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
    Set,
)
from typing import Any, Generic, NamedTuple, TypeVar

import pytest
from pydantic import (
    BaseModel,
    ConfigDict,
    TypeAdapter,
    ValidationError,
    create_model,
    field_validator,
    model_validator,
)
from pydantic_core import SchemaValidator

from heliograph import PayloadError, Signal, configure
from heliograph._check_schema import admitted, checking, stand_in
from heliograph._fits import Untouched

T = TypeVar("T")


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


class Color(enum.Enum):
    RED = "red"


class Item(BaseModel):
    x: int


class Box(BaseModel, Generic[T]):
    x: T


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


def shown(value: object) -> str:
    return re.sub(r"<(function|class|enum|flag) |0x\w+|([a-z_]+\.)+", "", repr(value))[:40]


@pytest.mark.parametrize(
    ("declared", "container"),
    [
        (Iterable[int], lambda iterator: iterator),
        (Iterator[int], lambda iterator: iterator),
        (Iterable[int] | None, lambda iterator: iterator),
        (list[int] | Iterator[int], lambda iterator: iterator),
        (Any, lambda iterator: iterator),
        (list[Iterable[int]], lambda iterator: [iterator]),
        (tuple[Iterable[int], int], lambda iterator: (iterator, True)),
        (Mapping[str, Iterable[int]], lambda iterator: types.MappingProxyType({"a": iterator})),
        (Box[Iterable[int]], lambda iterator: Box(x=iterator)),
    ],
    ids=shown,
)
def test_an_iterator_is_not_used_up(declared: Any, container: Callable[[Any], Any]) -> None:
    iterator = iter([1, 2])

    delivered(signal_of(declared), container(iterator))

    assert [1, 2] == list(iterator)


@pytest.mark.parametrize("declared", [list[int], set[int], tuple[int, ...], deque[int], int])
def test_an_iterator_that_is_refused_is_not_used_up(declared: Any) -> None:
    iterator = iter([1, 2])

    with pytest.raises(PayloadError):
        delivered(signal_of(declared), iterator)

    assert [1, 2] == list(iterator)


def test_an_iterator_is_not_used_up_beside_a_field_that_needs_a_second_look() -> None:
    class Payload(BaseModel):
        value: list[int] | Iterable[int]
        number: int

    iterator = iter([1, 2])
    with configure(debug=True):
        Signal[Payload]().send("tests", value=iterator, number=True)

    assert [1, 2] == list(iterator)


@pytest.mark.parametrize("mode", ["field", "model"])
def test_a_validator_that_wants_the_items_of_an_iterator_refuses_nothing(mode: str) -> None:
    class ByField(BaseModel):
        value: Iterable[int]

        @field_validator("value")
        @classmethod
        def look(cls, value: Iterable[int]) -> Iterable[int]:
            return list(value)

    class ByModel(BaseModel):
        value: Iterable[int]

        @model_validator(mode="after")
        def look(self) -> ByModel:
            list(self.value)
            return self

    iterator = iter([1, 2])
    model: Any = {"field": ByField, "model": ByModel}[mode]
    delivered(Signal.__class_getitem__(model)(), iterator)

    assert [1, 2] == list(iterator)


@pytest.mark.parametrize("value", [Two(1, 2), deque([1]), range(2), Point(1, 2), (1, True), "ab"])
def test_a_model_validator_makes_no_difference_to_what_is_admitted(value: Any) -> None:
    items = Sequence[str] if isinstance(value, str) else Sequence[int]

    class Base(BaseModel):
        @model_validator(mode="after")
        def nothing(self) -> Base:
            return self

    model = create_model("Payload", __base__=Base, value=(items, ...))

    assert [value] == delivered(Signal.__class_getitem__(model)(), value)


def test_a_model_validator_makes_no_difference_to_the_choice_of_a_union() -> None:
    class Payload(BaseModel):
        value: tuple[int, ...] | Set[int]

        @model_validator(mode="after")
        def nothing(self) -> Payload:
            return self

    assert [{1}] == delivered(Signal[Payload](), {1})


@pytest.mark.parametrize("value", [Color.RED, [Color.RED]])
def test_a_member_is_admitted_and_its_value_refused_with_use_enum_values(value: Any) -> None:
    declared = list[Color] if isinstance(value, list) else Color
    signal = signal_of(declared, ConfigDict(use_enum_values=True))

    [got] = delivered(signal, value)
    with pytest.raises(PayloadError, match="a str where Color is declared"):
        delivered(signal, ["red"] if isinstance(value, list) else "red")

    assert value is got


def test_each_member_of_a_union_says_why_it_refuses() -> None:
    signal = signal_of(int | Item | list[int])

    with pytest.raises(PayloadError) as caught:
        delivered(signal, "5")

    assert [("value", "int"), ("value", "Item"), ("value", "list")] == [
        problem["loc"] for problem in caught.value.errors()
    ]


def test_braces_in_the_name_of_a_type_do_no_harm() -> None:
    braced = type("{x}", (int,), {})
    signal = signal_of(bool | set[int])

    with pytest.raises(PayloadError, match=re.escape("a {x} where bool is declared")):
        delivered(signal, braced(1))


class Looping(BaseModel):
    inner: list[Looping] = []


def schema_of(declared: Any) -> Any:
    return TypeAdapter(declared).core_schema


class TestChecking:
    """The rewritten schema itself."""

    def validated(self, declared: Any, value: Any) -> Any:
        return SchemaValidator(checking(schema_of(declared))).validate_python(value)

    @pytest.mark.parametrize(
        ("declared", "value"),
        [
            (int, 1),
            (list[int], [1, 2]),
            (dict[str, list[int]], {"a": [1]}),
            (tuple[int, str], (1, "a")),
            (Looping, Looping(inner=[Looping()])),
            (Box[int], Box[int](x=1)),
            (Color, Color.RED),
            (Sequence[int], [1]),
            (int | list[int] | None, None),
        ],
        ids=shown,
    )
    def test_validates_as_the_original(self, declared: Any, value: object) -> None:
        expected = TypeAdapter(declared).validate_python(value)

        assert expected == self.validated(declared, value)

    @pytest.mark.parametrize(
        ("declared", "value"),
        [(int, "x"), (list[int], ["x"]), (Looping, {"inner": [5]}), (int | list[int], "x")],
        ids=shown,
    )
    def test_refuses_as_the_original(self, declared: Any, value: object) -> None:
        with pytest.raises(ValidationError):
            self.validated(declared, value)

    def test_leaves_the_original_alone(self) -> None:
        schema = schema_of(list[int] | set[int])
        before = repr(schema)
        checking(schema)

        assert before == repr(schema)

    def test_keeps_the_member_of_a_union_that_fits(self) -> None:
        assert [True] == self.validated(set[int] | list[int], [True])

    def test_takes_no_item_of_an_iterator(self) -> None:
        iterator: Any = iter([1])

        assert isinstance(self.validated(Iterable[int], iterator), Untouched)
        assert [1] == list(iterator)

    @pytest.mark.parametrize(
        ("sent", "kind"), [(Two(1, 2), list), ((1, 2), tuple), (range(2), list)], ids=shown
    )
    def test_makes_a_builtin_of_any_sequence(self, sent: Any, kind: Any) -> None:
        made = self.validated(Sequence[int], sent)

        assert kind is type(made)
        assert list(sent) == list(made)


class TestStandIn:
    def test_of_an_iterator_takes_its_place_at_any_depth(self) -> None:
        iterator = iter([1])
        shape = stand_in({"a": [iterator, (iterator,)], "b": deque([iterator])})

        assert isinstance(shape["a"][0], Untouched)
        assert isinstance(shape["a"][1][0], Untouched)
        assert isinstance(shape["b"][0], Untouched)
        assert [1] == list(iterator)

    @pytest.mark.parametrize("value", [{1}, frozenset({1}), "ab", b"cd", 5, None, Item(x=1)])
    def test_of_what_a_model_keeps_is_itself(self, value: object) -> None:
        assert value is stand_in(value)

    def test_of_a_foreign_sequence_is_a_list(self) -> None:
        assert [1, [2, 3]] == stand_in(Two(1, Two(2, 3)))

    def test_of_a_tuple_is_a_tuple(self) -> None:
        assert (1, 2) == stand_in(Point(1, 2))


class TestAdmitted:
    def error(self, kind: str, value: object) -> dict[str, Any]:
        return {"type": kind, "input": value, "loc": (), "msg": ""}

    def test_is_what_pydantic_alone_refuses(self) -> None:
        assert admitted([self.error("sequence_str", "ab")])
        assert admitted([self.error("date_from_datetime_inexact", 1)])
        assert not admitted([self.error("int_parsing", "x")])

    def test_is_a_union_of_which_one_member_admits_the_value(self) -> None:
        value, other = "ab", "xy"

        assert admitted([self.error("int_parsing", value), self.error("sequence_str", value)])
        assert not admitted([self.error("int_parsing", other), self.error("sequence_str", value)])

    def test_is_no_text_that_is_no_json(self) -> None:
        assert admitted([self.error("json_type", 5)])
        assert not admitted([self.error("json_type", "{")])
