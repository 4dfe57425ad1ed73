"""What a send does with names, values and defaults, under each validation policy."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Annotated, Any, Generic, Literal, Self, TypeVar

import numpy as np
import pytest
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticUseDefault

from heliograph import PayloadError, PayloadNameError, PayloadWarning, Signal, configure

T = TypeVar("T")

Situation = Literal["debug on", "debug off", "always", "never"]
SITUATIONS: tuple[Situation, ...] = ("debug on", "debug off", "always", "never")
UNCHANGED: tuple[Situation, ...] = ("debug on", "debug off", "never")

each_situation = pytest.mark.parametrize("situation", SITUATIONS)
each_unchanged = pytest.mark.parametrize("situation", UNCHANGED)


def in_situation(situation: Situation) -> AbstractContextManager[None]:
    match situation:
        case "debug on":
            return configure(debug=True, validation="debug")
        case "debug off":
            return configure(debug=False, validation="debug")
        case _:
            return configure(debug=True, validation=situation)


def recorded(signal: Signal[Any]) -> list[dict[str, Any]]:
    """Returns the list that will hold the fields of each send."""
    calls: list[dict[str, Any]] = []

    def receiver(signal: object, sender: object, **fields: object) -> None:
        calls.append(fields)

    signal.connect(receiver, weak=False)
    return calls


def refusal(send: Callable[..., Any], *args: Any, **fields: Any) -> PayloadError:
    with pytest.raises(PayloadError) as caught:
        send(*args, **fields)
    return caught.value


class Order(BaseModel):
    order_id: int
    total: float
    coupon: str | None = None
    tags: list[str] = []


class Aliased(BaseModel):
    actor: str = Field(alias="sender")
    repository: str = Field(validation_alias="repo")


class Open(BaseModel):
    model_config = ConfigDict(extra="allow")

    order_id: int


class Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")

    order_id: int


class TestNames:
    @each_situation
    def test_missing_fields_are_refused(self, situation: Situation) -> None:
        signal = Signal[Order]()
        calls = recorded(signal)

        with in_situation(situation):
            error = refusal(signal.send, "shop", coupon="x")

        assert [("missing", ("order_id",)), ("missing", ("total",))] == [
            (problem["type"], problem["loc"]) for problem in error.errors()
        ]
        assert [] == calls

    @each_situation
    @pytest.mark.parametrize("model", [Order, Closed])
    def test_an_unknown_field_is_refused_with_a_suggestion(
        self, situation: Situation, model: Any
    ) -> None:
        signal = Signal.__class_getitem__(model)()

        with in_situation(situation):
            error = refusal(signal.send, "shop", ordre_id=1, total=1.0)

        assert "did you mean 'order_id'?" in str(error)

    @each_situation
    def test_an_unknown_field_like_no_other_is_refused_naming_those_there_are(
        self, situation: Situation
    ) -> None:
        with in_situation(situation):
            error = refusal(Signal[Order]().send, "shop", order_id=1, total=1.0, xyz=1)

        [problem] = error.errors()
        assert "unexpected_field" == problem["type"]
        assert ("xyz",) == problem["loc"]
        assert "order_id, total, coupon, tags" in problem["msg"]

    @each_situation
    def test_a_model_without_fields_says_so(self, situation: Situation) -> None:
        class Nothing(BaseModel):
            pass

        signal = Signal[Nothing]()
        calls = recorded(signal)

        with in_situation(situation):
            signal.send("shop")
            error = refusal(signal.send, "shop", x=1)

        assert [{}] == calls
        assert "none at all" in str(error)

    @each_situation
    @pytest.mark.parametrize("alias", ["repo"])
    def test_an_alias_is_refused_naming_the_field(self, situation: Situation, alias: str) -> None:
        with in_situation(situation):
            error = refusal(Signal[Aliased]().send, "shop", actor="a", **{alias: "b"})

        assert "is an alias; fields are sent by name, here 'repository'" in str(error)

    @each_situation
    def test_fields_with_aliases_are_sent_by_name(self, situation: Situation) -> None:
        signal = Signal[Aliased]()
        calls = recorded(signal)

        with in_situation(situation):
            signal.send("shop", actor="a", repository="b")

        assert [{"actor": "a", "repository": "b"}] == calls

    @each_situation
    def test_an_alias_is_refused_also_where_extra_fields_are_allowed(
        self, situation: Situation
    ) -> None:
        class OpenAliased(Aliased):
            model_config = ConfigDict(extra="allow")

        with in_situation(situation):
            error = refusal(Signal[OpenAliased]().send, "shop", actor="a", repository="b", repo="c")

        assert [("repo",)] == [problem["loc"] for problem in error.errors()]

    @each_situation
    def test_extra_fields_are_delivered_if_the_model_allows_them(
        self, situation: Situation
    ) -> None:
        signal = Signal[Open]()
        calls = recorded(signal)
        note = object()

        with in_situation(situation):
            signal.send("shop", order_id=1, note=note)
            signal.send_robust("shop", order_id=1, note=note)

        assert [{"order_id": 1, "note": note}] * 2 == calls
        assert note is calls[0]["note"]

    @each_situation
    def test_the_signal_is_no_field_even_if_extra_fields_are_allowed(
        self, situation: Situation
    ) -> None:
        with in_situation(situation):
            error = refusal(Signal[Open]().send, "shop", order_id=1, signal=2)

        assert [("signal",)] == [problem["loc"] for problem in error.errors()]

    @each_situation
    @pytest.mark.parametrize("fields", [{}, {"order_id": 1, "total": 1.0, "xyz": 1}])
    def test_wrong_names_alone_are_a_type_error_too(
        self, situation: Situation, fields: dict[str, object]
    ) -> None:
        with in_situation(situation):
            error = refusal(Signal[Order]().send, "shop", **fields)

        assert isinstance(error, PayloadNameError)
        assert isinstance(error, TypeError)
        assert isinstance(error, ValueError)
        assert error.__cause__ is None

    @pytest.mark.parametrize("situation", ["debug on", "always"])
    def test_names_and_values_are_reported_at_once_and_are_no_type_error(
        self, situation: Situation
    ) -> None:
        with in_situation(situation):
            error = refusal(Signal[Order]().send, "shop", order_id="x", tags=[1], cupon="x")

        assert [("total",), ("cupon",), ("order_id",), ("tags", 0)] == [
            problem["loc"] for problem in error.errors()
        ]
        assert not isinstance(error, TypeError)

    @each_unchanged
    def test_wrong_values_pass_unseen_where_nobody_looks(self, situation: Situation) -> None:
        signal = Signal[Order]()
        calls = recorded(signal)

        with in_situation(situation):
            if situation == "debug on":
                refusal(signal.send, "shop", order_id="x", total=1.0)
            else:
                signal.send("shop", order_id="x", total=1.0)  # type: ignore[signal-send]  # wrong on purpose

        assert ([] if situation == "debug on" else ["x"]) == [c["order_id"] for c in calls]


class TestDelivery:
    @each_unchanged
    def test_receivers_get_the_very_objects(self, situation: Situation) -> None:
        signal = Signal[Order]()
        calls = recorded(signal)
        tags = ["a"]

        with in_situation(situation):
            signal.send("shop", order_id=True, total=1, tags=tags)

        assert [{"order_id": True, "total": 1, "coupon": None, "tags": ["a"]}] == calls
        assert True is calls[0]["order_id"]
        assert int is type(calls[0]["total"])
        assert tags is calls[0]["tags"]

    def test_always_delivers_what_the_model_makes(self) -> None:
        signal = Signal[Order](validation="always")
        calls = recorded(signal)

        signal.send("shop", order_id="7", total="1.5", tags=("a",))  # type: ignore[signal-send]  # wrong on purpose
        signal.send("shop", order_id="7", total="1.5", tags={"a"})  # type: ignore[signal-send]  # wrong on purpose

        assert [{"order_id": 7, "total": 1.5, "coupon": None, "tags": ["a"]}] * 2 == calls

    def test_the_policy_of_the_signal_comes_before_the_global_one(self) -> None:
        never, always = Signal[Order](validation="never"), Signal[Order](validation="always")
        debug = Signal[Order](validation="debug")

        with configure(debug=True, validation="always"):
            never.send("shop", order_id="x", total=1)  # type: ignore[signal-send]  # wrong on purpose
            refusal(debug.send, "shop", order_id="7", total=1)
        with configure(debug=False, validation="never"):
            refusal(always.send, "shop", order_id="x", total=1)
            debug.send("shop", order_id="x", total=1)  # type: ignore[signal-send]  # wrong on purpose

    def test_a_wrong_send_fails_in_debug_mode_even_if_nobody_listens(self) -> None:
        with configure(debug=True):
            refusal(Signal[Order]().send, "shop", order_id="x", total=1)

    def test_a_wrong_send_fails_in_debug_mode_before_anything_is_said_of_async_receivers(
        self,
    ) -> None:
        signal = Signal[Order]()

        async def receiver(**kwargs: object) -> None: ...

        signal.connect(receiver)

        async def send() -> None:
            signal.send("shop", order_id="x", total=1)  # type: ignore[signal-send]  # wrong on purpose

        with configure(debug=True), pytest.raises(PayloadError):
            send().send(None)

    @each_situation
    def test_a_payload_that_is_refused_raises_from_send_robust_too(
        self, situation: Situation
    ) -> None:
        with in_situation(situation):
            refusal(Signal[Order]().send_robust, "shop", order_id=1)

    @each_situation
    @pytest.mark.parametrize("method", ["asend", "asend_robust"])
    def test_a_payload_that_is_refused_raises_from_asend(
        self, situation: Situation, method: str
    ) -> None:
        coroutine = getattr(Signal[Order](), method)("shop", order_id=1)

        with in_situation(situation), pytest.raises(PayloadNameError):
            coroutine.send(None)

    @each_situation
    def test_forward_references_are_resolved_at_first_need(self, situation: Situation) -> None:
        signal = Signal[Later]()
        calls = recorded(signal)

        with in_situation(situation):
            signal.send("shop", items=[LaterItem(x=1)])

        assert [{"items": [LaterItem(x=1)]}] == calls


class Later(BaseModel):
    items: list[LaterItem]


class LaterItem(BaseModel):
    x: int


class Defaults(BaseModel):
    required: int
    number: int = 5
    names: list[str] = []
    nested: dict[str, list[int]] = {"a": [1]}
    made: list[int] = Field(default_factory=list)
    double: int = Field(default_factory=lambda data: data["required"] * 2)
    text: str = Field(default="as it is", alias="Text")
    array: Any = None


EXPECTED_DEFAULTS = {
    "required": 1,
    "number": 5,
    "names": [],
    "nested": {"a": [1]},
    "made": [],
    "double": 2,
    "text": "as it is",
    "array": None,
}


class TestDefaults:
    @each_situation
    @pytest.mark.parametrize("method", ["send", "send_robust"])
    def test_receivers_get_every_field(self, situation: Situation, method: str) -> None:
        signal = Signal[Defaults]()
        calls = recorded(signal)

        with in_situation(situation):
            getattr(signal, method)("shop", required=1)
            getattr(signal, method)("shop", required=1)

        assert [EXPECTED_DEFAULTS] * 2 == calls

    @each_situation
    def test_receivers_that_take_only_some_fields_get_them(self, situation: Situation) -> None:
        signal = Signal[Defaults]()
        got: list[object] = []

        @signal.connect
        def receiver(double: int, names: list[str], **kwargs: object) -> None:
            got.append((double, names))

        with in_situation(situation):
            signal.send("shop", required=4, names=["a"])

        assert [(8, ["a"])] == got

    @each_situation
    def test_mutable_ones_are_fresh_for_each_send(self, situation: Situation) -> None:
        signal = Signal[Defaults]()
        calls = recorded(signal)

        with in_situation(situation):
            for _ in range(2):
                signal.send("shop", required=1)
                calls[-1]["names"].append("x")
                calls[-1]["nested"]["a"].append(2)
                calls[-1]["made"].append(3)
            signal.send("shop", required=1)

        assert EXPECTED_DEFAULTS == calls[-1]
        assert {"a": [1]} == Defaults(required=1).nested

    @each_situation
    def test_factories_run_once_a_send_and_only_if_needed(self, situation: Situation) -> None:
        numbers = itertools.count()

        class Numbered(BaseModel):
            required: int
            number: int = Field(default_factory=lambda: next(numbers))

        signal = Signal[Numbered]()
        calls = recorded(signal)

        with in_situation(situation):
            signal.send("shop", required=1)
            signal.send("shop", required=1)
            signal.send("shop", required=True, number=-1)
            signal.send("shop", required=True)

        assert [0, 1, -1, 2] == [call["number"] for call in calls]

    @pytest.mark.parametrize("situation", ["debug on", "debug off", "never"])
    def test_factories_see_what_was_sent_and_the_defaults_before(
        self, situation: Situation
    ) -> None:
        seen: list[dict[str, Any]] = []

        def look(data: dict[str, Any]) -> int:
            seen.append(dict(data))
            return 0

        class Looking(BaseModel):
            first: int
            second: int = 2
            third: int = Field(default_factory=look)

        with in_situation(situation):
            Signal[Looking]().send("shop", first=True)

        assert [{"first": True, "second": 2}] == seen

    @pytest.mark.parametrize("situation", ["debug on", "always"])
    def test_factories_do_not_run_for_a_field_that_is_refused(self, situation: Situation) -> None:
        class Dependent(BaseModel):
            required: int
            number: int = Field(default_factory=lambda data: data["required"])
            text: str = "x"

        with in_situation(situation):
            error = refusal(Signal[Dependent]().send, "shop", required="x", number="y", text=5)

        assert [("required",), ("number",), ("text",)] == [p["loc"] for p in error.errors()]

    def test_factories_do_not_run_when_a_required_field_is_missing(self) -> None:
        class Dependent(BaseModel):
            required: int
            number: int = Field(default_factory=lambda data: data["required"] + 1)

        for situation in SITUATIONS:
            with in_situation(situation):
                error = refusal(Signal[Dependent]().send, "shop")
            assert [("required",)] == [problem["loc"] for problem in error.errors()]
            assert isinstance(error, PayloadNameError)

    def test_validators_that_count_on_a_missing_field_do_not_hide_that_it_is_missing(self) -> None:
        class Dependent(BaseModel):
            required: int

            @model_validator(mode="before")
            @classmethod
            def look(cls, data: dict[str, Any]) -> dict[str, Any]:
                return {**data, "required": data["required"] + 1}

        for situation in SITUATIONS:
            with in_situation(situation):
                error = refusal(Signal[Dependent]().send, "shop")
            assert [("required",)] == [problem["loc"] for problem in error.errors()]

    @each_unchanged
    def test_that_are_not_valid_themselves_are_not_checked(self, situation: Situation) -> None:
        class Lenient(BaseModel):
            number: int = Field(default="not a number")  # type: ignore[assignment]

        signal = Signal[Lenient]()
        calls = recorded(signal)

        with in_situation(situation):
            signal.send("shop")

        assert [{"number": "not a number"}] == calls

    def test_are_validated_under_always_if_the_model_says_so(self) -> None:
        class Validating(BaseModel):
            model_config = ConfigDict(validate_default=True)

            number: int = Field(default="5")  # type: ignore[assignment]

        signal = Signal[Validating](validation="always")
        calls = recorded(signal)

        signal.send("shop")

        assert [{"number": 5}] == calls

    @each_situation
    def test_that_cannot_be_copied_are_no_obstacle(self, situation: Situation) -> None:
        class Uncopied:
            def __deepcopy__(self, memo: object) -> object:
                raise RuntimeError("not this one")

        one = Uncopied()

        class Holding(BaseModel):
            value: Any = Field(default_factory=lambda: one)

        signal = Signal[Holding]()
        calls = recorded(signal)

        with in_situation(situation):
            signal.send("shop")

        assert [{"value": one}] == calls


class Named(BaseModel):
    name: Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True)]
    other: Annotated[str, StringConstraints(strip_whitespace=True)] = "x"


class TestChanges:
    def test_are_left_out_under_debug_with_one_warning_per_signal_and_field(self) -> None:
        signal = Signal[Named](name="shop.named")
        calls = recorded(signal)

        with configure(debug=True), warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            signal.send("shop", name=" Ann ")
            signal.send("shop", name=" Bob ", other=" y ")
            signal.send("shop", name=" Eve ", other=" z ")
            Signal[Named]().send("shop", name=" Ann ")

        assert [" Ann ", " Bob ", " Eve "] == [call["name"] for call in calls]
        assert [PayloadWarning] * 3 == [warning.category for warning in caught]
        assert [__file__] * 3 == [warning.filename for warning in caught]
        text = str(caught[0].message)
        for part in ("shop.named", "'name'", "'ann'", "' Ann '", 'validation="always"'):
            assert part in text
        assert "'other'" in str(caught[1].message)

    @pytest.mark.parametrize("situation", ["debug off", "never"])
    def test_are_not_looked_for_where_nobody_checks(self, situation: Situation) -> None:
        signal = Signal[Named]()
        calls = recorded(signal)

        with in_situation(situation):
            signal.send("shop", name=" Ann ")

        assert [" Ann "] == [call["name"] for call in calls]

    def test_are_delivered_under_always(self) -> None:
        signal = Signal[Named](validation="always")
        calls = recorded(signal)

        signal.send("shop", name=" Ann ")

        assert [{"name": "ann", "other": "x"}] == calls

    def test_of_defaults_are_nobodys_business(self) -> None:
        class Padded(BaseModel):
            model_config = ConfigDict(validate_default=True)

            name: Annotated[str, StringConstraints(strip_whitespace=True)] = " x "

        signal = Signal[Padded]()
        calls = recorded(signal)

        with configure(debug=True):
            signal.send("shop")

        assert [{"name": " x "}] == calls

    def test_are_not_seen_by_a_comparison_that_raises_or_gives_no_bool(self) -> None:
        class Odd:
            def __eq__(self, other: object) -> bool:
                raise RuntimeError("cannot be compared")

            __hash__ = None  # type: ignore[assignment]

        class Payload(BaseModel):
            model_config = ConfigDict(arbitrary_types_allowed=True)

            array: np.ndarray
            odd: Odd

            @field_validator("array")
            @classmethod
            def copied(cls, array: Any) -> Any:
                return array.copy()

            @field_validator("odd")
            @classmethod
            def another(cls, odd: Odd) -> Odd:
                return Odd()

        signal = Signal[Payload]()
        calls = recorded(signal)
        array, odd = np.array([1, 2]), Odd()

        with configure(debug=True):
            signal.send("shop", array=array, odd=odd)

        assert array is calls[0]["array"]
        assert odd is calls[0]["odd"]


class Special(Order):
    gift: bool = False


class Page(BaseModel, Generic[T]):
    items: Sequence[T]


class Counting(BaseModel):
    value: int
    looked: list[int] = []

    @field_validator("value")
    @classmethod
    def look(cls, value: int) -> int:
        LOOKS.append(value)
        return value


LOOKS: list[int] = []


class TestInstances:
    @each_situation
    @pytest.mark.parametrize("method", ["send", "send_robust"])
    def test_are_delivered_field_by_field(self, situation: Situation, method: str) -> None:
        signal = Signal[Order]()
        calls = recorded(signal)
        order = Order(order_id=1, total=2.0)

        with in_situation(situation):
            getattr(signal, method)("shop", order)

        assert [dict(order)] == calls
        assert order.tags is calls[0]["tags"]

    @each_situation
    def test_of_a_subclass_leave_their_own_fields_behind(self, situation: Situation) -> None:
        signal = Signal[Order]()
        calls = recorded(signal)

        with in_situation(situation):
            signal.send("shop", Special(order_id=1, total=2.0, gift=True))

        assert [{"order_id": 1, "total": 2.0, "coupon": None, "tags": []}] == calls

    @each_situation
    def test_keep_the_extra_fields_that_the_model_allows(self, situation: Situation) -> None:
        signal = Signal[Open]()
        calls = recorded(signal)

        with in_situation(situation):
            signal.send("shop", Open.model_validate({"order_id": 1, "note": "x"}))

        assert [{"order_id": 1, "note": "x"}] == calls

    @each_situation
    def test_are_not_validated_again(self, situation: Situation) -> None:
        signal = Signal[Counting]()
        calls = recorded(signal)
        payload = Counting(value=1)
        LOOKS.clear()

        with in_situation(situation):
            signal.send("shop", payload)
            signal.send("shop", payload)

        assert [] == LOOKS
        assert [1, 1] == [call["value"] for call in calls]

    @each_situation
    def test_that_were_constructed_without_validation_are_delivered_as_they_are(
        self, situation: Situation
    ) -> None:
        signal = Signal[Order]()
        calls = recorded(signal)
        order = Order.model_construct(order_id=1, total=2.0)
        object.__setattr__(order, "order_id", "not a number")

        with in_situation(situation):
            signal.send("shop", order)

        assert ["not a number"] == [call["order_id"] for call in calls]

    @each_situation
    def test_that_lack_a_field_are_refused(self, situation: Situation) -> None:
        order = Order(order_id=1, total=2.0)
        del order.total

        with in_situation(situation):
            error = refusal(Signal[Order]().send, "shop", order)

        assert [("missing", ("total",))] == [(p["type"], p["loc"]) for p in error.errors()]

    @each_situation
    def test_are_sent_one_at_a_time(self, situation: Situation) -> None:
        order = Order(order_id=1, total=2.0)

        with in_situation(situation):
            error = refusal(Signal[Order]().send, "shop", order, order)

        assert isinstance(error, PayloadNameError)
        assert "one instance of Order is a whole payload; sent with it: 1 more" in str(error)

    @each_situation
    def test_are_sent_without_fields(self, situation: Situation) -> None:
        order = Order(order_id=1, total=2.0)

        with in_situation(situation):
            error = refusal(Signal[Order]().send, "shop", order, coupon="x", tags=[])

        assert isinstance(error, PayloadNameError)
        assert "sent with it: the fields coupon, tags" in str(error)

    @each_situation
    @pytest.mark.parametrize("value", [{"order_id": 1, "total": 2.0}, None, 5, Order], ids=repr)
    def test_of_something_else_are_refused(self, situation: Situation, value: Any) -> None:
        with in_situation(situation):
            error = refusal(Signal[Order]().send, "shop", value)

        assert isinstance(error, PayloadNameError)
        assert "no instance of Order; send one, or the fields by name" in str(error)

    @each_situation
    def test_of_the_generic_model_are_what_type_checkers_take_them_for(
        self, situation: Situation
    ) -> None:
        signal = Signal[Page[int]]()
        calls = recorded(signal)

        with in_situation(situation):
            signal.send("shop", Page(items=[1]))
            signal.send("shop", Page[int](items=[1]))

        assert [{"items": [1]}] * 2 == calls

    def test_of_the_generic_model_are_checked_for_nobody_did(self) -> None:
        for situation in ("debug on", "always"):
            with in_situation(situation):
                error = refusal(Signal[Page[int]]().send, "shop", Page(items=["x"]))
            assert [("items", 0)] == [problem["loc"] for problem in error.errors()]


class TestValidators:
    @pytest.mark.parametrize("situation", ["debug on", "always"])
    def test_that_raise_something_else_than_a_refusal_are_heard_themselves(
        self, situation: Situation
    ) -> None:
        class Failing(BaseModel):
            value: int

            @field_validator("value")
            @classmethod
            def fail(cls, value: int) -> int:
                raise LookupError("the database is gone")

        with in_situation(situation), pytest.raises(LookupError, match="database"):
            Signal[Failing]().send("shop", value=1)

    @pytest.mark.parametrize("situation", ["debug on", "always"])
    def test_refuse_with_their_own_words(self, situation: Situation) -> None:
        class Even(BaseModel):
            value: int

            @field_validator("value")
            @classmethod
            def check(cls, value: int) -> int:
                if value % 2:
                    raise ValueError("must be even")
                return value

        with in_situation(situation):
            error = refusal(Signal[Even]().send, "shop", value=1)

        assert "value: Value error, must be even [sent: 1]" in str(error)


def test_a_refused_payload_is_not_changed_and_not_kept() -> None:
    class Payload(BaseModel):
        numbers: list[int]
        others: Sequence[int]

    numbers: list[Any] = [1, "2"]
    with configure(debug=True):
        refusal(Signal[Payload]().send, "shop", numbers=numbers, others=range(2))

    assert [1, "2"] == numbers


@pytest.mark.parametrize("value", [" a", iter([" a"])])
def test_the_check_of_one_send_leaves_nothing_for_the_next(value: str | Iterator[str]) -> None:
    class Payload(BaseModel):
        value: Any
        number: int

    signal = Signal[Payload]()
    with configure(debug=True):
        refusal(signal.send, "shop", value=value, number="x")
        signal.send("shop", value=value, number=1)
        error = refusal(signal.send, "shop", value=value, number="y")

    assert ["y"] == [problem["input"] for problem in error.errors()]


class Defaulting(BaseModel):
    tag: str = "default"

    @field_validator("tag", mode="before")
    @classmethod
    def use_default(cls, value: object) -> object:
        if value in ("", "-"):
            raise PydanticUseDefault
        return value


@pytest.mark.parametrize("value", ["", "-"])
class TestValidatorThatAsksForTheDefault:
    @each_unchanged
    def test_changes_nothing_of_what_was_sent(self, situation: Situation, value: str) -> None:
        with in_situation(situation):
            signal = Signal[Defaulting]()
            calls = recorded(signal)
            signal.send("tests", tag=value)
            signal.send("tests", tag=value)

        assert [{"tag": value}] * 2 == calls

    def test_gets_it_under_always(self, value: str) -> None:
        with in_situation("always"):
            signal = Signal[Defaulting]()
            calls = recorded(signal)
            signal.send("tests", tag=value)
            signal.send("tests", tag=value)

        assert [{"tag": "default"}] * 2 == calls


class Outdated(BaseModel):
    number: int = Field(deprecated="old")
    name: str = Field("", deprecated="older")


class OutdatedAndValidated(Outdated):
    @model_validator(mode="after")
    def accept(self) -> Self:
        return self


class OutdatedBox(BaseModel, Generic[T]):
    item: T = Field(deprecated="old")


class Holding(BaseModel):
    box: OutdatedBox[int]


@each_situation
class TestDeprecatedField:
    """Heliograph itself looks at one without the warning, which would be an error here."""

    @pytest.mark.parametrize("model", [Outdated, OutdatedAndValidated])
    def test_is_sent_without_a_warning(self, model: Any, situation: Situation) -> None:
        with in_situation(situation):
            signal = Signal.__class_getitem__(model)()
            calls = recorded(signal)
            for _ in range(2):
                signal.send("tests", number=1)
                signal.send("tests", model(number=1))

        assert [{"number": 1, "name": ""}] * 4 == calls

    def test_of_a_model_in_a_field_is_sent_without_a_warning(self, situation: Situation) -> None:
        box: Any = OutdatedBox(item=1)
        with in_situation(situation):
            signal = Signal[Holding]()
            calls = recorded(signal)
            signal.send("tests", box=box)
            signal.send("tests", box=OutdatedBox[int](item=1))

        assert [{"item": 1}] * 2 == [vars(call["box"]) for call in calls]
