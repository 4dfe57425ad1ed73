"""The names that several modules share."""

import copy
import pickle
from typing import Any

import pytest

from heliograph import _types
from heliograph._types import ABSENT, REQUIRED, Marker


@pytest.mark.parametrize(("marker", "text"), [(REQUIRED, "<required>"), (ABSENT, "<absent>")])
class TestMarker:
    def test_is_shown_by_its_name(self, marker: Any, text: str) -> None:
        assert text == repr(marker)

    def test_stays_itself_when_it_is_copied_or_pickled(self, marker: Any, text: str) -> None:
        assert marker is copy.deepcopy(marker)
        assert marker is pickle.loads(pickle.dumps(marker))

    def test_equals_nothing_else(self, marker: Any, text: str) -> None:
        assert marker != Marker(marker.name)


def test_generic_is_an_empty_base_class_at_run_time() -> None:
    generic: Any = vars(_types)["Generic"]

    assert generic is generic[int, str]


def test_overload_leaves_the_implementation_at_run_time() -> None:
    def implementation() -> None: ...

    assert implementation is vars(_types)["overload"](implementation)
