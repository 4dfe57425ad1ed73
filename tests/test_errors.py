"""What heliograph raises: the builtins behind it, its facts, its text, and pickling."""

from __future__ import annotations

import copy
import inspect
import pickle
import uuid
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

import heliograph
from heliograph import (
    HeliographError,
    LostReceiverWarning,
    PayloadError,
    PayloadNameError,
    PayloadWarning,
    Signal,
    configure,
    errors,
)
from heliograph.errors import Shown, shortened


class Order(BaseModel):
    order_id: int
    total: float = Field(gt=0)


class Hidden(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)

    password: int
    name: str = ""


order_placed = Signal[Order](name="shop.signals.order_placed")


def refusal(signal: Signal[Any] = order_placed, /, sender: object = "shop", **fields: Any) -> Any:
    with configure(debug=True), pytest.raises(PayloadError) as caught:
        signal.send(sender, **fields)
    return caught.value


class CountingRepr:
    def __init__(self) -> None:
        self.calls = 0

    def __repr__(self) -> str:
        self.calls += 1
        return "counting"


class FailingRepr:
    def __repr__(self) -> str:
        raise RuntimeError("no repr")


class TestClasses:
    @pytest.mark.parametrize(
        ("kind", "builtin"),
        [
            (heliograph.DeclarationError, TypeError),
            (heliograph.SettingsError, ValueError),
            (heliograph.ReceiverTypeError, TypeError),
            (heliograph.ReceiverSignatureError, ValueError),
            (heliograph.RunningLoopError, RuntimeError),
            (heliograph.UnnamedSignalError, TypeError),
            (PayloadError, ValueError),
            (PayloadNameError, TypeError),
            (PayloadNameError, PayloadError),
        ],
    )
    def test_are_heliographs_and_a_builtin(
        self, kind: type[HeliographError], builtin: type[Exception]
    ) -> None:
        assert issubclass(kind, HeliographError)
        assert issubclass(kind, builtin)

    def test_an_error_about_values_is_no_type_error(self) -> None:
        assert not issubclass(PayloadError, TypeError)

    def test_warnings_can_be_filtered_as_the_builtin_ones(self) -> None:
        assert issubclass(PayloadWarning, UserWarning)
        assert issubclass(LostReceiverWarning, RuntimeWarning)

    def test_codes_are_unique_and_public(self) -> None:
        kinds = [
            kind
            for _, kind in inspect.getmembers(errors, inspect.isclass)
            if issubclass(kind, HeliographError)
        ]

        assert len(kinds) == len({kind.code for kind in kinds})
        assert {kind.__name__ for kind in kinds} <= set(heliograph.__all__)


class TestPayloadError:
    def test_names_signal_sender_and_each_field_with_what_was_sent(self) -> None:
        error = refusal(order_id="x", total=-1)

        head, first, second = str(error).splitlines()
        assert "2 problems in the payload of shop.signals.order_placed, sent by 'shop':" == head
        assert first.startswith("  order_id: Input should be a valid integer")
        assert first.endswith("[sent: 'x']")
        assert "  total: Input should be greater than 0 [sent: -1]" == second

    def test_counts_a_single_problem_as_one(self) -> None:
        assert str(refusal(order_id=1)).startswith("1 problem in the payload of shop.signals")

    def test_says_of_a_missing_field_nothing_that_was_sent(self) -> None:
        assert "  total: required, but was not sent" == str(refusal(order_id=1)).splitlines()[1]

    def test_says_what_to_do_about_a_convertible_value(self) -> None:
        assert (
            "  order_id: a str where int is declared; convert it, or let the signal do it with "
            "validation=\"always\" [sent: '7']"
        ) == str(refusal(order_id="7", total=1.0)).splitlines()[1]

    def test_carries_its_facts(self) -> None:
        sender = object()

        error = refusal(sender=sender, order_id=1)

        assert "shop.signals.order_placed" == error.signal
        assert sender is error.sender
        assert "payload-name" == error.code
        assert "payload" == PayloadError.code

    def test_errors_have_pydantics_shape(self) -> None:
        error = refusal(order_id="x", total=-1)

        with pytest.raises(ValidationError) as pydantics:
            Order.model_validate({"order_id": "x", "total": -1})
        assert pydantics.value.errors(include_url=False) == error.errors()

    def test_errors_are_fresh_dictionaries(self) -> None:
        error = refusal(order_id="x", total=-1)

        error.errors()[0].clear()

        assert "x" == error.errors()[0]["input"]

    @pytest.mark.parametrize("policy", ["debug", "always"])
    def test_cause_is_pydantics_error_if_there_was_one(self, policy: Any) -> None:
        signal = Signal[Order](validation=policy)

        assert isinstance(refusal(signal, order_id="x", total=1).__cause__, ValidationError)
        assert isinstance(refusal(signal, order_id="x").__cause__, ValidationError)
        assert refusal(signal, order_id=1).__cause__ is None

    def test_has_no_cause_where_pydantic_had_no_objection(self) -> None:
        assert refusal(order_id="7", total=1).__cause__ is None

    @pytest.mark.parametrize("repeat", [1, 2])
    def test_cause_is_pydantics_error_also_the_second_time_under_always(self, repeat: int) -> None:
        signal = Signal[Order](validation="always")
        for _ in range(repeat):
            signal.send("shop", order_id=1, total=1)

        error = refusal(signal, order_id="x", total=1)

        assert isinstance(error.__cause__, ValidationError)
        assert [("order_id",)] == [problem["loc"] for problem in error.errors()]

    def test_values_are_shown_only_when_asked_for(self) -> None:
        value, sender = CountingRepr(), CountingRepr()

        error = refusal(sender=sender, order_id=value, total=1)
        calls = value.calls, sender.calls
        text = str(error)

        assert (0, 0) == calls
        assert "sent by counting" in text
        assert "[sent: counting]" in text

    def test_a_repr_that_raises_hides_nothing(self) -> None:
        error = refusal(sender=FailingRepr(), order_id=FailingRepr(), total=1)

        assert "sent by <FailingRepr" in str(error)
        assert "order_id: Input should be a valid integer" in str(error)

    def test_long_values_are_shortened(self) -> None:
        error = refusal(order_id="x" * 10_000, total=list(range(10_000)))

        assert all(len(line) < 400 for line in str(error).splitlines())

    @pytest.mark.parametrize("policy", ["debug", "always"])
    def test_values_are_hidden_if_the_model_says_so(self, policy: Any) -> None:
        signal = Signal[Hidden](validation=policy)

        error = refusal(signal, password="secret", name=5)
        named = refusal(signal, pasword="secret")

        for text in (str(error), repr(error), repr(error.errors()), str(pickle.dumps(error))):
            assert "secret" not in text
        assert "secret" not in str(named) + repr(named.errors()) + str(pickle.dumps(named))
        assert {"type", "loc", "msg", "ctx"} >= set(error.errors()[1])

    def test_repr_shows_the_class_and_the_text(self) -> None:
        error = refusal(order_id=1)

        assert f"PayloadNameError({error})" == repr(error)

    def test_is_caught_as_value_error_and_as_type_error(self) -> None:
        with pytest.raises(TypeError, match="required"):
            order_placed.send("shop")  # type: ignore[signal-send]  # wrong on purpose
        with pytest.raises(ValueError, match="required"):
            order_placed.send("shop")  # type: ignore[signal-send]  # wrong on purpose


class TestPickling:
    def test_keeps_text_and_facts(self) -> None:
        error = refusal(order_id="x", total=-1)

        restored = pickle.loads(pickle.dumps(error))

        assert type(error) is type(restored)
        assert str(error) == str(restored)
        assert error.signal == restored.signal
        assert repr(error.sender) == repr(restored.sender)
        assert [(p["loc"], p["type"], p["msg"]) for p in error.errors()] == [
            (p["loc"], p["type"], p["msg"]) for p in restored.errors()
        ]

    def test_twice_is_the_same_as_once(self) -> None:
        once = pickle.loads(pickle.dumps(refusal(order_id="x", total=-1)))

        assert str(once) == str(pickle.loads(pickle.dumps(once)))

    def test_does_without_what_cannot_be_pickled(self) -> None:
        error = refusal(sender=lambda: None, order_id=lambda: None, total=FailingRepr())

        assert str(error) == str(pickle.loads(pickle.dumps(error)))

    def test_does_without_the_exception_of_a_validator(self) -> None:
        class LocalError(ValueError):
            pass

        class Failing(BaseModel):
            value: int

            @field_validator("value")
            @classmethod
            def fail(cls, value: int) -> int:
                raise LocalError("not this")

        error = refusal(Signal[Failing](), value=1)

        assert isinstance(error.errors()[0]["ctx"]["error"], LocalError)
        assert str(error) == str(pickle.loads(pickle.dumps(error)))

    @pytest.mark.parametrize("key", [uuid.UUID(int=5), (1, lambda: None)], ids=["uuid", "local"])
    def test_keeps_the_path_through_odd_keys(self, key: Any) -> None:
        class Keyed(BaseModel):
            values: dict[Any, int]

        error = refusal(Signal[Keyed](), values={key: "1"})

        assert str(error) == str(pickle.loads(pickle.dumps(error)))

    def test_copies_are_alike(self) -> None:
        error = refusal(order_id="x", total=-1)

        assert str(error) == str(copy.copy(error)) == str(copy.deepcopy(error))

    @given(
        fields=st.dictionaries(
            st.text(min_size=1).filter(lambda name: name not in ("self", "sender")),
            st.recursive(
                st.none() | st.integers() | st.text() | st.floats() | st.binary(),
                lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
                max_leaves=5,
            ),
            max_size=4,
        ),
        sender=st.none() | st.text() | st.integers() | st.builds(object),
        policy=st.sampled_from(["debug", "always", "never"]),
    )
    def test_gives_the_same_error_for_any_payload(
        self, fields: dict[str, Any], sender: object, policy: Any
    ) -> None:
        signal = Signal[Order](validation=policy)

        error = refusal(signal, sender, **{"order_id": None, "unknown": 1, **fields})
        restored = pickle.loads(pickle.dumps(error))

        assert str(error) == str(restored)
        assert repr(error) == repr(restored)
        assert type(error) is type(restored)
        assert [p["loc"] for p in error.errors()] == [p["loc"] for p in restored.errors()]


class TestShortened:
    def test_classes_are_shown_by_name(self) -> None:
        assert "Order" == shortened(Order)

    def test_what_was_shown_before_is_shown_the_same(self) -> None:
        assert shortened("x" * 500) == shortened(Shown("x" * 500))
        assert "'a'" == repr(Shown("a"))

    def test_containers_that_cannot_be_looked_into_say_so(self) -> None:
        class Failing(list[int]):
            def __iter__(self) -> Any:
                raise LookupError

        broken = type("list", (Failing,), {})([1])

        assert "<list, whose repr raised LookupError>" == shortened(broken)

    @given(st.recursive(st.text() | st.binary() | st.integers(), st.lists))
    def test_is_short(self, value: object) -> None:
        assert 160 >= len(shortened(value))
