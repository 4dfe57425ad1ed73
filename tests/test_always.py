"""Sends under "always": the short way of a live signal does what the first send did."""

# Aliases that only exist at run time are part of what is tested.
# mypy: disable-error-code="pydantic-alias"

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from typing import Annotated, Any, Literal, Self
from unittest import mock

import pytest
from pydantic import (
    AfterValidator,
    AliasPath,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticUndefined

from heliograph import PayloadError, PayloadNameError, Signal
from heliograph._payload import Schema
from heliograph._types import ABSENT

SYNC_METHODS = ("send", "send_robust")

by_both = pytest.mark.parametrize("method", SYNC_METHODS)


def recorded(signal: Signal[Any]) -> list[dict[str, Any]]:
    """Returns the list that will hold the fields of each send."""
    calls: list[dict[str, Any]] = []

    def receiver(signal: object, sender: object, **fields: object) -> None:
        calls.append(fields)

    signal.connect(receiver, weak=False)
    return calls


def always(model: type[BaseModel]) -> Signal[Any]:
    signal: Signal[Any] = Signal.__class_getitem__(model)(validation="always", name="signal")
    return signal


def on_the_short_way(signal: Signal[Any], fields: dict[str, Any]) -> ExitStack:
    """Makes sure that sends of these fields in this context do not take the long way.

    But for those that leave out a field whose default is made anew for each send.
    """
    stack = ExitStack()
    declared = Schema(signal.payload_model or BaseModel).fields.values()
    absent = [f for f in declared if fields.get(f.name, PydanticUndefined) is PydanticUndefined]
    if ABSENT not in [field.default for field in absent]:
        stack.enter_context(mock.patch.object(signal, "_begin", side_effect=AssertionError))
    return stack


def sent_three_times(
    model: type[BaseModel], good: dict[str, Any], method: str, make: Callable[[], dict[str, Any]]
) -> list[dict[str, Any]]:
    """Returns what receivers get: on the long way, and twice on the short one."""
    signal = always(model)
    calls = recorded(signal)
    send = getattr(signal, method)
    send("tests", **make())
    send("tests", **good)
    with on_the_short_way(signal, make()):
        send("tests", **make())
        send("tests", **make())
    return [calls[0], *calls[2:]]


def refused_three_times(
    model: type[BaseModel], good: dict[str, Any], method: str, make: Callable[[], dict[str, Any]]
) -> list[PayloadError]:
    """Returns the errors: on the long way, and twice on the short one."""
    signal = always(model)
    calls = recorded(signal)
    errors: list[PayloadError] = []

    def send() -> None:
        with pytest.raises(PayloadError) as caught:
            getattr(signal, method)("tests", **make())
        errors.append(caught.value)

    send()
    getattr(signal, method)("tests", **good)
    with on_the_short_way(signal, make()):
        send()
        send()
    assert 1 == len(calls)
    return errors


class Stripping(BaseModel):
    model_config = ConfigDict(str_strip_whitespace=True)

    text: str = "x "


class Checked(Stripping):
    model_config = ConfigDict(validate_default=True)


class Fresh(BaseModel):
    tags: list[int] = [1]
    number: int = Field(default_factory=lambda: 5)
    annotated: Annotated[list[int], Field(default_factory=lambda: [2])]


class Following(BaseModel):
    first: int
    second: int = Field(default_factory=lambda data: data["first"] + 1)
    third: int = Field(default_factory=lambda data: data["second"] * 10)


class Looking(BaseModel):
    first: int
    second: int = 2
    third: int

    @field_validator("third")
    @classmethod
    def add(cls, value: int, info: ValidationInfo) -> int:
        assert "third" == info.field_name
        return int(value + info.data["first"] + info.data["second"])


class Converting(BaseModel):
    before: Annotated[int, BeforeValidator(lambda value: value + "0")] = 1
    after: Annotated[int, AfterValidator(lambda value: value + 1)] = 1


class ByAlias(BaseModel):
    first: int = Field(alias="theFirst")
    second: int = Field(default=2, validation_alias=AliasPath("numbers", 1))


class Crossed(BaseModel):
    """The alias of one field is the name of the other."""

    first: int = Field(alias="second")
    second: int = Field(default=2, alias="first")


class Tree(BaseModel):
    value: int
    children: list[Tree] = []


class Leaf(BaseModel):
    value: int


class Shared(BaseModel):
    """One definition in two places."""

    one: Leaf
    other: Leaf | None = None
    trees: list[Tree] = []


class After(BaseModel):
    low: int
    high: int = 5

    @model_validator(mode="after")
    def order(self) -> Self:
        if self.low > self.high:
            raise ValueError("low is above high")
        self.high *= 2
        return self


class Before(BaseModel):
    low: int
    high: int = 5

    @model_validator(mode="before")
    @classmethod
    def double(cls, data: dict[str, Any]) -> dict[str, Any]:
        return {**data, "low": int(data["low"]) * 2}


class PostInit(BaseModel):
    low: int
    high: int = 5

    def model_post_init(self, context: object) -> None:
        self.high = self.low + 1


class Private(BaseModel):
    low: int
    _seen: list[int] = PrivateAttr(default_factory=list)


class Strict(BaseModel):
    model_config = ConfigDict(strict=True)

    number: int
    pair: tuple[int, int] = (1, 2)


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int


class Nothing(BaseModel):
    pass


class Undefining(BaseModel):
    required: int
    shared: str = "shared"
    fresh: list[int] = [1]


class Unioned(BaseModel):
    value: int | str | None = None
    kind: Literal["a", "b"] = "a"


DELIVERED: list[Any] = [
    (Stripping, {"text": "y"}, {}, {"text": "x "}),
    (Stripping, {"text": "y"}, {"text": "x "}, {"text": "x"}),
    (Checked, {}, {}, {"text": "x"}),
    (Fresh, {}, {}, {"tags": [1], "number": 5, "annotated": [2]}),
    (Fresh, {}, {"tags": ["3"]}, {"tags": [3], "number": 5, "annotated": [2]}),
    (Fresh, {}, {"annotated": ("4",)}, {"tags": [1], "number": 5, "annotated": [4]}),
    (Following, {"first": 0}, {"first": "1"}, {"first": 1, "second": 2, "third": 20}),
    (
        Following,
        {"first": 0},
        {"first": 1, "second": "7"},
        {"first": 1, "second": 7, "third": 70},
    ),
    (Looking, {"first": 0, "third": 0}, {"first": "1", "third": "3"}, (1, 2, 6)),
    (Looking, {"first": 0, "third": 0}, {"first": 1, "second": 5, "third": 3}, (1, 5, 9)),
    (Converting, {}, {}, {"before": 1, "after": 1}),
    (Converting, {}, {"before": "1", "after": 1}, {"before": 10, "after": 2}),
    (ByAlias, {"first": 0}, {"first": "1"}, {"first": 1, "second": 2}),
    (ByAlias, {"first": 0}, {"second": "3", "first": "1"}, {"first": 1, "second": 3}),
    (Crossed, {"first": 0}, {"first": "1"}, {"first": 1, "second": 2}),
    (Crossed, {"first": 0}, {"first": "1", "second": "3"}, {"first": 1, "second": 3}),
    (
        Tree,
        {"value": 0},
        {"value": "1", "children": [{"value": "2", "children": [{"value": 3}]}]},
        {"value": 1, "children": [Tree(value=2, children=[Tree(value=3)])]},
    ),
    (
        Shared,
        {"one": Leaf(value=0)},
        {"one": {"value": "1"}, "other": {"value": 2}, "trees": [{"value": 3}]},
        {"one": Leaf(value=1), "other": Leaf(value=2), "trees": [Tree(value=3)]},
    ),
    (After, {"low": 0}, {"low": "1"}, {"low": 1, "high": 10}),
    (After, {"low": 0}, {"low": "1", "high": "3"}, {"low": 1, "high": 6}),
    (Before, {"low": 0}, {"low": "1"}, {"low": 2, "high": 5}),
    (PostInit, {"low": 0}, {"low": "1"}, {"low": 1, "high": 2}),
    (Private, {"low": 0}, {"low": "1"}, {"low": 1}),
    (Strict, {"number": 0}, {"number": 1}, {"number": 1, "pair": (1, 2)}),
    (Frozen, {"number": 0}, {"number": "1"}, {"number": 1}),
    (Nothing, {}, {}, {}),
    (Unioned, {}, {"value": None, "kind": "b"}, {"value": None, "kind": "b"}),
    (Unioned, {}, {"value": "5"}, {"value": "5", "kind": "a"}),
]


@by_both
@pytest.mark.parametrize(("model", "good", "fields", "expected"), DELIVERED)
def test_each_send_delivers_what_the_model_makes(
    model: type[BaseModel], good: dict[str, Any], fields: dict[str, Any], expected: Any, method: str
) -> None:
    if isinstance(expected, tuple):
        expected = dict(zip(model.model_fields, expected, strict=True))

    assert [expected] * 3 == sent_three_times(model, good, method, lambda: dict(fields))


@by_both
@pytest.mark.parametrize("field", ["shared", "fresh"])
def test_an_undefined_value_counts_as_absent(field: str, method: str) -> None:
    good = {"required": 0}

    calls = sent_three_times(Undefining, good, method, lambda: {**good, field: PydanticUndefined})

    assert [{"required": 0, "shared": "shared", "fresh": [1]}] * 3 == calls


@by_both
@pytest.mark.parametrize("policy", ["always", "never"])
def test_an_undefined_value_of_any_type_is_missing(policy: Any, method: str) -> None:
    class Anything(BaseModel):
        required: Any

    signal = Signal[Anything](validation=policy)
    send = getattr(signal, method)
    send(None, required=0)

    with pytest.raises(PayloadNameError, match="required: required, but was not sent"):
        send(None, required=PydanticUndefined)


@by_both
def test_mutable_defaults_are_fresh_on_the_short_way(method: str) -> None:
    calls = sent_three_times(Fresh, {}, method, dict)

    assert 3 == len({id(call["tags"]) for call in calls})
    assert 3 == len({id(call["annotated"]) for call in calls})


@by_both
def test_extra_fields_are_validated_and_delivered_by_each_send(method: str) -> None:
    class Open(BaseModel):
        model_config = ConfigDict(extra="allow")
        __pydantic_extra__: dict[str, int]

        number: int

    signal = always(Open)
    calls = recorded(signal)
    for _ in range(3):
        getattr(signal, method)("tests", number="1", more="2")
        with pytest.raises(PayloadError) as caught:
            getattr(signal, method)("tests", number="1", more="x")

        assert [("more",)] == [problem["loc"] for problem in caught.value.errors()]
    assert [{"number": 1, "more": 2}] * 3 == calls


@by_both
def test_receivers_that_changed_what_they_got_change_nothing_for_the_next_send(
    method: str,
) -> None:
    signal = always(Fresh)
    seen: list[list[int]] = []

    def append(tags: list[int], **kwargs: object) -> None:
        seen.append(list(tags))
        tags.append(2)

    signal.connect(append)
    for _ in range(3):
        getattr(signal, method)("tests")

    assert [[1]] * 3 == seen


REFUSED: list[Any] = [
    (Stripping, {}, {"text": 5}, [("text",)]),
    (Following, {"first": 0}, {"first": "x"}, [("first",)]),
    (
        Looking,
        {"first": 0, "third": 0},
        {"first": 1, "second": "x", "third": "y"},
        [("second",), ("third",)],
    ),
    (ByAlias, {"first": 0}, {"first": "x", "second": "y"}, [("first",), ("second",)]),
    (Crossed, {"first": 0}, {"first": "x", "second": "y"}, [("first",), ("second",)]),
    (
        Tree,
        {"value": 0},
        {"value": 1, "children": [{"value": 2}, {"value": "x"}]},
        [("children", 1, "value")],
    ),
    (
        Shared,
        {"one": Leaf(value=0)},
        {"one": {"value": "x"}, "other": 5},
        [("one", "value"), ("other",)],
    ),
    (After, {"low": 0}, {"low": 9, "high": 1}, [()]),
    (After, {"low": 0}, {"low": "x"}, [("low",)]),
    (PostInit, {"low": 0}, {"low": "x"}, [("low",)]),
    (Strict, {"number": 0}, {"number": "1"}, [("number",)]),
    (Strict, {"number": 0}, {"number": 1, "pair": [1, 2]}, [("pair",)]),
    (Unioned, {}, {"value": [], "kind": "c"}, [("value", "int"), ("value", "str"), ("kind",)]),
]


class TestRefusals:
    @by_both
    @pytest.mark.parametrize(("model", "good", "fields", "paths"), REFUSED)
    def test_name_fields_each_time(
        self,
        model: type[BaseModel],
        good: dict[str, Any],
        fields: dict[str, Any],
        paths: list[Any],
        method: str,
    ) -> None:
        errors = refused_three_times(model, good, method, lambda: dict(fields))

        for error in errors:
            assert paths == [problem["loc"] for problem in error.errors()]
        assert 1 == len({str(error) for error in errors})
        assert [PayloadError] * 3 == [type(error) for error in errors]

    @by_both
    @pytest.mark.parametrize(("model", "good", "fields", "paths"), REFUSED)
    def test_come_from_pydantics_error_by_name(
        self,
        model: type[BaseModel],
        good: dict[str, Any],
        fields: dict[str, Any],
        paths: list[Any],
        method: str,
    ) -> None:
        errors = refused_three_times(model, good, method, lambda: dict(fields))

        causes = [error.__cause__ for error in errors]
        assert all(isinstance(cause, ValidationError) for cause in causes)
        assert 1 == len({str(cause) for cause in causes})

    @by_both
    def test_of_an_iterator_that_the_first_look_uses_up_are_refusals_too(self, method: str) -> None:
        class Numbers(BaseModel):
            numbers: list[int]

        def make() -> dict[str, Any]:
            return {"numbers": iter([1, "x"])}

        errors = refused_three_times(Numbers, {"numbers": []}, method, make)

        assert [PayloadError] * 3 == [type(error) for error in errors]
        assert "signal" in str(errors[1])
        assert str(errors[1]) == str(errors[2])

    @by_both
    @pytest.mark.parametrize(
        ("fields", "kind"),
        [
            ({"numbr": 1}, "unexpected_field"),
            ({}, "missing"),
            ({"number": 1, "x": 1}, "unexpected_field"),
        ],
    )
    def test_for_their_names_are_about_names_each_time(
        self, fields: dict[str, Any], kind: str, method: str
    ) -> None:
        class One(BaseModel):
            number: int

        signal = always(One)
        calls = recorded(signal)
        for _ in range(3):
            getattr(signal, method)("tests", number=1)
            with pytest.raises(PayloadNameError) as caught:
                getattr(signal, method)("tests", **fields)

            assert kind in [problem["type"] for problem in caught.value.errors()]
        assert 3 == len(calls)

    @by_both
    def test_hide_what_was_sent_if_the_model_says_so(self, method: str) -> None:
        class Secret(BaseModel):
            model_config = ConfigDict(hide_input_in_errors=True)

            pin: int

        errors = refused_three_times(Secret, {"pin": 1}, method, lambda: {"pin": "my secret"})

        for error in errors:
            assert "my secret" not in str(error)
            assert [False] == ["input" in problem for problem in error.errors()]

    @by_both
    def test_come_first_where_nobody_listens(self, method: str) -> None:
        signal = always(Strict)
        getattr(signal, method)("tests", number=1)
        for _ in range(2):
            with pytest.raises(PayloadError):
                getattr(signal, method)("tests", number="1")

        assert [] == getattr(signal, method)("tests", number=1)

    @by_both
    def test_by_a_validator_that_raises_something_else_are_that_each_time(
        self, method: str
    ) -> None:
        class Fussy(BaseModel):
            number: Annotated[int, AfterValidator(lambda value: 1 // value)]

        signal = always(Fussy)
        getattr(signal, method)("tests", number=1)
        for _ in range(2):
            with pytest.raises(ZeroDivisionError):
                getattr(signal, method)("tests", number=0)


def test_a_lazy_iterable_is_left_to_the_receiver() -> None:
    class Numbers(BaseModel):
        numbers: Iterable[int]

    calls = sent_three_times(
        Numbers, {"numbers": []}, "send", lambda: {"numbers": iter(["1", "2"])}
    )

    assert [[1, 2]] * 3 == [list(call["numbers"]) for call in calls]


def test_a_receiver_that_raises_a_validation_error_is_no_refusal() -> None:
    def fail(**kwargs: object) -> None:
        Leaf.model_validate({"value": "x"})

    signal = always(Leaf)
    signal.connect(fail)
    for _ in range(3):
        with pytest.raises(ValidationError) as caught:
            signal.send("tests", value=1)

        assert 1 == len(caught.value.__notes__)


@pytest.mark.parametrize("method", ["asend", "asend_robust"])
def test_async_sends_deliver_what_the_model_makes(method: str) -> None:
    calls: list[Any] = []

    async def receiver(value: object, **kwargs: object) -> None:
        calls.append(value)

    signal = always(Leaf)
    signal.connect(receiver)
    for _ in range(3):
        asyncio.run(getattr(signal, method)("tests", value="1"))
        with pytest.raises(PayloadError):
            asyncio.run(getattr(signal, method)("tests", value="x"))

    assert [1, 1, 1] == calls


def test_sync_sends_to_async_receivers_deliver_what_the_model_makes() -> None:
    calls: list[Any] = []

    async def receiver(value: object, **kwargs: object) -> None:
        calls.append(value)

    def iterated() -> Iterator[Any]:
        for value in ("1", 2, True):
            signal.send("tests", value=value)
            yield calls[-1]

    signal = always(Leaf)
    signal.connect(receiver)

    assert [1, 2, 1] == list(iterated())


class TestIteratorsThatTheFirstLookUsesUp:
    """The short way looks by value first, and again by name for the error to tell the names."""

    class Plain(BaseModel):
        items: list[int]

    class Looking(BaseModel):
        items: list[int]

        @field_validator("items")
        @classmethod
        def look(cls, items: list[int], info: ValidationInfo) -> list[int]:
            return items if info.field_name == "items" else []

    class Checking(BaseModel):
        items: list[int] = Field(alias="Items")

        @model_validator(mode="after")
        def check(self) -> Self:
            return self

    @by_both
    @pytest.mark.parametrize("model", [Plain, Looking, Checking])
    def test_are_refused_each_time_naming_the_item(
        self, model: type[BaseModel], method: str
    ) -> None:
        signal = always(model)
        send = getattr(signal, method)
        paths = []
        for _ in range(3):
            with pytest.raises(PayloadError) as caught:
                send("tests", items=iter(["x"]))
            paths += [problem["loc"] for problem in caught.value.errors()]
            assert isinstance(caught.value.__cause__, ValidationError)
            send("tests", items=[1])

        assert [("items", 0)] * 3 == paths

    def test_validator_that_refuses_only_once_is_heard(self) -> None:
        refusing = iter([False, True, False])

        class Moody(BaseModel):
            number: int

            @model_validator(mode="after")
            def check(self) -> Self:
                if next(refusing):
                    raise ValueError("not now")
                return self

        signal = always(Moody)
        signal.send("tests", number=1)

        with pytest.raises(PayloadError, match="not now"):
            signal.send("tests", number=1)
