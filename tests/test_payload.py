"""Laws of the policies over generated types, and what the schema of a payload model knows."""

from __future__ import annotations

import dataclasses
import enum
import gc
import weakref
from collections import deque
from collections.abc import Mapping, Sequence, Set
from types import MappingProxyType
from typing import Any, Generic, Literal, NamedTuple, Optional, TypeVar, Union

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model
from pydantic_core import PydanticUndefined

from heliograph import PayloadError, Signal, configure
from heliograph._payload import Schema
from heliograph._types import ABSENT, REQUIRED

T = TypeVar("T")

few = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)


class Color(enum.Enum):
    RED = "red"
    BLUE = 2


class Letter(enum.StrEnum):
    A = "a"


class Level(enum.IntEnum):
    LOW = 1


class Item(BaseModel):
    x: int


class NamedItem(Item):
    name: str = ""


class Box(BaseModel, Generic[T]):
    content: T


class Point(NamedTuple):
    x: int
    y: int


@dataclasses.dataclass
class Spot:
    x: float


class Text(str):
    __slots__ = ()


class Whole(int):
    pass


class Listed(list[Any]):
    pass


class Mapped(dict[Any, Any]):
    pass


@dataclasses.dataclass
class Declared:
    """A type, values that a type checker admits for it, and those that pydantic keeps as is."""

    type: Any
    admitted: st.SearchStrategy[Any]
    exact: st.SearchStrategy[Any]
    is_hashable: bool = False


small = st.integers(-5, 5)
texts = st.text("ab1 ", max_size=3)
items = st.builds(Item, x=small)

LEAVES = [
    Declared(int, small | st.booleans() | st.just(Level.LOW) | small.map(Whole), small, True),
    Declared(
        float,
        st.floats() | small | st.booleans(),
        st.floats(allow_nan=False),
        True,
    ),
    Declared(str, texts | texts.map(Text) | st.just(Letter.A), texts, True),
    Declared(bytes, st.binary(max_size=3), st.binary(max_size=3), True),
    Declared(bool, st.booleans(), st.booleans(), True),
    Declared(None, st.none(), st.none(), True),
    Declared(Color, st.sampled_from(Color), st.sampled_from(Color), True),
    Declared(
        Literal["a", 2, None],
        st.sampled_from(["a", 2, None, Letter.A]),
        st.sampled_from(["a", 2, None]),
        True,
    ),
    Declared(Item, items | st.builds(NamedItem, x=small), items),
    Declared(
        Box[int],
        st.builds(Box, content=small) | st.builds(Box[int], content=small),
        st.builds(Box[int], content=small),
    ),
    Declared(Point, st.builds(Point, small, small | st.booleans()), st.builds(Point, small, small)),
    Declared(Spot, st.builds(Spot, small), st.builds(Spot, small)),
    Declared(Any, st.builds(object) | small | st.lists(texts), small | st.lists(texts)),
]


def lists_of(inner: Declared) -> Declared:
    lists = st.lists(inner.admitted, max_size=3)
    return Declared(list[inner.type], lists | lists.map(Listed), st.lists(inner.exact, max_size=3))  # type: ignore[name-defined]


def sequences_of(inner: Declared) -> Declared:
    lists = st.lists(inner.admitted, max_size=3)
    return Declared(
        Sequence[inner.type],  # type: ignore[name-defined]
        lists | lists.map(tuple) | lists.map(deque) | lists.map(Listed),
        st.lists(inner.exact, max_size=3),
    )


def tuples_of(inner: Declared) -> Declared:
    return Declared(
        tuple[inner.type, ...],  # type: ignore[name-defined]
        st.lists(inner.admitted, max_size=3).map(tuple),
        st.lists(inner.exact, max_size=3).map(tuple),
        inner.is_hashable,
    )


def dicts_of(inner: Declared) -> Declared:
    dicts = st.dictionaries(texts, inner.admitted, max_size=3)
    return Declared(
        dict[str, inner.type],  # type: ignore[name-defined]
        dicts | dicts.map(Mapped),
        st.dictionaries(texts, inner.exact, max_size=3),
    )


def mappings_of(inner: Declared) -> Declared:
    dicts = st.dictionaries(small, inner.admitted, max_size=3)
    return Declared(
        Mapping[float, inner.type],  # type: ignore[name-defined]
        dicts | dicts.map(MappingProxyType) | dicts.map(Mapped),
        st.dictionaries(st.floats(0, 1), inner.exact, max_size=3),
    )


def sets_of(inner: Declared) -> Declared:
    if not inner.is_hashable:
        return lists_of(inner)
    return Declared(
        set[inner.type],  # type: ignore[name-defined]
        st.sets(inner.admitted, max_size=3),
        st.sets(inner.exact, max_size=3),
    )


def abstract_sets_of(inner: Declared) -> Declared:
    if not inner.is_hashable:
        return sequences_of(inner)
    sets = st.sets(inner.admitted, max_size=3)
    return Declared(
        Set[inner.type],  # type: ignore[name-defined]
        sets | sets.map(frozenset) | sets.map(lambda items: dict.fromkeys(items).keys()),
        st.frozensets(inner.exact, max_size=3),
    )


def optional_of(inner: Declared) -> Declared:
    return Declared(
        Optional[inner.type],  # noqa: UP045 - inner.type may be anything
        inner.admitted | st.none(),
        inner.exact | st.none(),
        inner.is_hashable,
    )


def union_of(one: Declared, other: Declared) -> Declared:
    return Declared(
        Union[one.type, other.type],  # noqa: UP007 - the same
        one.admitted | other.admitted,
        one.exact | other.exact,
        one.is_hashable and other.is_hashable,
    )


CONTAINERS = [
    lists_of,
    sequences_of,
    tuples_of,
    dicts_of,
    mappings_of,
    sets_of,
    abstract_sets_of,
    optional_of,
]

declarations = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: (
        st.builds(lambda make, declared: make(declared), st.sampled_from(CONTAINERS), inner)
        | st.builds(union_of, inner, inner)
    ),
    max_leaves=4,
)


def signal_of(**fields: Any) -> Signal[Any]:
    model = create_model("Payload", **fields)
    signal: Signal[Any] = Signal.__class_getitem__(model)(name="signal")
    return signal


def delivered(signal: Signal[Any], *payload: Any, **fields: Any) -> dict[str, Any]:
    got: list[dict[str, Any]] = []

    def receiver(signal: object, sender: object, **fields: object) -> None:
        got.append(fields)

    signal.connect(receiver)
    signal.send("tests", *payload, **fields)
    return got[0]


class TestLaws:
    @few
    @given(st.data())
    def test_debug_admits_what_the_type_admits_and_delivers_the_same_objects(
        self, data: st.DataObject
    ) -> None:
        one, other = data.draw(declarations), data.draw(declarations)
        fields = {"one": data.draw(one.admitted), "other": data.draw(other.admitted)}
        signal = signal_of(one=(one.type, ...), other=(other.type, ...))

        with configure(debug=True):
            got = delivered(signal, **fields)

        assert fields["one"] is got["one"]
        assert fields["other"] is got["other"]

    @few
    @given(st.data())
    def test_each_policy_delivers_the_same_if_validation_changes_nothing(
        self, data: st.DataObject
    ) -> None:
        one, other = data.draw(declarations), data.draw(declarations)
        value, default = data.draw(one.exact), data.draw(other.exact)
        signal = signal_of(one=(one.type, ...), other=(other.type, default))
        model: Any = signal.payload_model
        fields = {"one": value}
        if data.draw(st.booleans()):
            fields["other"] = data.draw(other.exact)
        expected = {"other": default, **fields}

        for debug, validation in [
            (True, "debug"),
            (False, "debug"),
            (True, "always"),
            (True, "never"),
        ]:
            with configure(debug=debug, validation=validation):  # type: ignore[arg-type]
                assert expected == delivered(signal, **fields)
                assert expected == delivered(signal, model.model_construct(**expected))

    @few
    @given(st.data())
    def test_a_model_validator_that_does_nothing_changes_nothing(self, data: st.DataObject) -> None:
        declared = data.draw(declarations)
        value = data.draw(declared.admitted)

        class Base(BaseModel):
            def model_post_init(self, context: object) -> None: ...

        model = create_model("Payload", __base__=Base, one=(declared.type, ...))
        with configure(debug=True):
            got = delivered(Signal.__class_getitem__(model)(), one=value)

        assert value is got["one"]


class Order(BaseModel):
    order_id: int
    note: str | None = None
    tags: list[str] = []
    number: int = Field(default_factory=lambda: 5)
    point: Point = Point(1, 2)


class TestSchema:
    def test_knows_which_default_may_be_shared(self) -> None:
        fields = Schema(Order).fields

        assert REQUIRED is fields["order_id"].default
        assert fields["note"].default is None
        assert ABSENT is fields["tags"].default
        assert ABSENT is fields["number"].default

    def test_knows_names_and_annotations(self) -> None:
        fields = Schema(Order).fields

        assert ["order_id", "note", "tags", "number", "point"] == list(fields)
        assert int is fields["order_id"].annotation

    def test_fills_in_what_is_missing_in_the_order_of_the_model(self) -> None:
        filled = Schema(Order).filled({"number": 1, "order_id": 2})

        assert ["order_id", "note", "tags", "number", "point"] == list(filled)
        assert {"order_id": 2, "note": None, "tags": [], "number": 1, "point": (1, 2)} == filled

    def test_validate_includes_defaults(self) -> None:
        made = Schema(Order).validate({"order_id": "2"})

        assert {"order_id": 2, "note": None, "tags": [], "number": 5, "point": (1, 2)} == made

    @pytest.mark.parametrize(("extra", "allows"), [("allow", True), ("forbid", False)])
    def test_knows_whether_extra_fields_are_allowed(self, extra: Any, allows: bool) -> None:
        class Model(BaseModel):
            model_config = ConfigDict(extra=extra)

        assert allows == Schema(Model).allows_extra

    def test_a_verdict_on_a_good_payload_has_no_problems(self) -> None:
        verdict = Schema(Order).judged("debug", (), {"order_id": 1})

        assert [] == verdict.problems
        assert verdict.cause is None
        assert {} == verdict.changed
        assert 1 == verdict.fields["order_id"]

    def test_a_verdict_tells_what_would_be_changed(self) -> None:
        class Stripping(BaseModel):
            model_config = ConfigDict(str_strip_whitespace=True)

            name: str
            other: str = " x "

        verdict = Schema(Stripping).judged("debug", (), {"name": " a "})

        assert {"name": "a"} == verdict.changed
        assert {"name": " a ", "other": " x "} == verdict.fields

    def test_all_refused_fields_are_found_in_one_look(self) -> None:
        fields = {"order_id": "x", "note": 1, "tags": ["a", 1], "number": 1.5, "point": None}

        verdict = Schema(Order).judged("debug", (), fields)

        assert set(fields) == {problem["loc"][0] for problem in verdict.problems}


def test_nothing_that_was_sent_is_kept() -> None:
    class Thing:
        pass

    class Payload(BaseModel):
        model_config = ConfigDict(arbitrary_types_allowed=True)

        thing: Thing
        number: int

    signal = Signal[Payload]()
    thing = Thing()
    gone = weakref.ref(thing)

    for debug in (True, False):
        with configure(debug=debug):
            signal.send("tests", thing=thing, number=True)
    with configure(debug=True), pytest.raises(PayloadError):
        signal.send("tests", thing=thing, number="1")  # type: ignore[signal-send]  # wrong on purpose
    del thing
    gc.collect()

    assert gone() is None


class TestValidateValues:
    """From the values of all fields, in the order of the model, to those to deliver."""

    def test_takes_and_gives_a_tuple(self) -> None:
        validate = Schema(Order).validate_values

        assert validate is not None
        assert (2, "n", ["t"], 7, Point(1, 2)) == validate(("2", "n", ("t",), "7", (1, "2")))

    def test_takes_defaults_for_what_was_not_sent(self) -> None:
        validate = Schema(Order).validate_values

        assert validate is not None
        assert (2, None, [], 5, Point(1, 2)) == validate(("2", *[PydanticUndefined] * 4))

    def test_does_what_a_model_does_besides(self) -> None:
        class Doubling(BaseModel):
            one: int
            other: int = 3

            def model_post_init(self, context: object) -> None:
                self.one *= 2

        validate = Schema(Doubling).validate_values

        assert validate is not None
        assert (4, 3) == validate(("2", PydanticUndefined))

    def test_lets_a_factory_see_the_fields_before(self) -> None:
        class Following(BaseModel):
            one: int
            other: int = Field(default_factory=lambda data: data["one"] + 1)

        validate = Schema(Following).validate_values

        assert validate is not None
        assert (2, 3) == validate(("2", PydanticUndefined))

    def test_is_not_there_for_a_model_that_allows_extra_fields(self) -> None:
        class Open(BaseModel):
            model_config = ConfigDict(extra="allow")

        assert Schema(Open).validate_values is None

    def test_refuses_with_pydantics_error(self) -> None:
        validate = Schema(Order).validate_values

        assert validate is not None
        with pytest.raises(ValidationError):
            validate(("x", *[PydanticUndefined] * 4))
