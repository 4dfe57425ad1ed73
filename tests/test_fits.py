"""Whether what validation made of a value fits what was sent."""

from __future__ import annotations

import re
from typing import Any, TypeVar

import numpy as np
import pytest

from heliograph._fits import differs, fits, misfit

T = TypeVar("T")


def shown(value: object) -> str:
    return re.sub(r"<(function|class|enum|flag) |0x\w+|([a-z_]+\.)+", "", repr(value))[:40]


class TestFits:
    @pytest.mark.parametrize(
        ("sent", "result"),
        [
            ([1], (1,)),
            ((1,), [1]),
            ({1}, [1]),
            ([1], {1}),
            ([1, 2], [1]),
            ({"a": "1"}, {"a": 1}),
            ({"A": "1"}, {"a": 1}),
            (frozenset({"1"}), {1}),
            (1.0, 1),
        ],
        ids=shown,
    )
    def test_no_container_of_another_kind_or_with_other_items(
        self, sent: object, result: object
    ) -> None:
        assert not fits(sent, result)

    def test_misfit_is_found_at_any_depth(self) -> None:
        assert (("a", 1, "b"), "2", 2) == misfit(
            {"a": [1, {"b": "2"}]},
            {"a": [1, {"b": 2}]},
        )

    def test_misfit_of_the_kind_is_the_container_itself(self) -> None:
        assert ((), "[1]", [1]) == misfit("[1]", [1])
        assert ((), (1,), [1]) == misfit((1,), [1])


class TestDiffers:
    """Whether validation changed a value that fits."""

    def test_are_seen_in_one_item_beside_another_whose_comparison_raises(self) -> None:
        array = np.array([1, 2])

        assert differs([array, " a"], [array.copy(), "a"])
        assert not differs([array, "a"], [array.copy(), "a"])

    def test_are_not_seen_in_what_is_no_number(self) -> None:
        assert not differs(float("nan"), float("nan"))
        assert not differs([float("nan")], [float("nan")])

    @pytest.mark.parametrize("answer", [ValueError("no"), "no bool", None, NotImplemented])
    def test_are_not_assumed_if_the_comparison_gives_no_answer(self, answer: object) -> None:
        class Odd:
            def __eq__(self, other: object) -> Any:
                if isinstance(answer, Exception):
                    raise answer
                return answer

            __hash__ = None  # type: ignore[assignment]

        one = Odd()

        assert not differs(one, one)
        assert (answer is NotImplemented) == differs(Odd(), Odd())
