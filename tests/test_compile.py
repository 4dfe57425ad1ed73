"""The generated `send` family of a payload model."""

from __future__ import annotations

import ast
import inspect
import keyword
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heliograph import _delivery, _failures
from heliograph._compile import FAMILY, _source, can_compile, compile_family
from heliograph._payload import Field
from heliograph._types import ABSENT, REQUIRED

names = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True).filter(
    lambda name: can_compile([name])
)
defaults = st.sampled_from([REQUIRED, ABSENT, None, 1, "a default"])


def fields_of(**declared: Any) -> dict[str, Field]:
    return {name: Field(name, int, default) for name, default in declared.items()}


def compiled(fields: dict[str, Field], *, allows_extra: bool = False) -> dict[str, Any]:
    helpers = {
        "annotate": _failures.annotate,
        "log_failure": _failures.log_failure,
        "deliver_concurrently": _delivery.deliver_concurrently,
        "PROPAGATE": _delivery.PROPAGATE,
        "ROBUST": _delivery.ROBUST,
        "ValidationError": ValueError,
    }
    return dict(compile_family(fields, allows_extra, "Signal[Some]", helpers))


def names_in(source: str) -> set[str]:
    """All names that stand in a source: variables, parameters and what an except clause binds."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            found.add(node.name)
    return found


class TestCanCompile:
    @pytest.mark.parametrize(
        "name", ["id", "list", "payload", "fields", "match", "type", "x1", "A"]
    )
    def test_says_yes_to_names_that_python_takes_as_they_are(self, name: str) -> None:
        assert can_compile([name])

    @pytest.mark.parametrize(
        "name",
        [
            *("class", "None", "True", "self", "sender", "signal", "_private", "__debug__"),
            *("é", "ﬁ", "ª", "1st", "a-b", "a b", "", "a=1, b", "a\n", "x): pass #"),
        ],
    )
    def test_says_no_to_all_others(self, name: str) -> None:
        assert not can_compile([name])
        assert not can_compile(["fine", name])

    def test_says_yes_to_no_names(self) -> None:
        assert can_compile([])


class TestSource:
    @pytest.mark.parametrize("allows_extra", [True, False])
    @pytest.mark.parametrize("method", FAMILY)
    @given(declared=st.dictionaries(names, defaults, max_size=5))
    def test_every_name_but_those_of_fields_begins_with_an_underscore(
        self, method: str, allows_extra: bool, declared: dict[str, Any]
    ) -> None:
        fields = fields_of(**declared)
        source = _source(method, list(fields.values()), allows_extra)

        strange = names_in(source) - fields.keys() - {"self", "sender"}
        assert set() == {name for name in strange if not name.startswith("_")}

    @pytest.mark.parametrize("method", FAMILY)
    def test_contains_no_value(self, method: str) -> None:
        class Shouting:
            def __repr__(self) -> str:
                raise AssertionError("nobody may look")

            __str__ = __repr__

        fields = fields_of(one=Shouting(), two="a secret")

        assert "a secret" not in _source(method, list(fields.values()), allows_extra=False)

    @given(declared=st.dictionaries(names, defaults, max_size=5))
    def test_is_compiled_for_any_fields(self, declared: dict[str, Any]) -> None:
        family = compiled(fields_of(**declared))

        assert list(FAMILY) == list(family)
        assert [False, False, True, True] == [
            inspect.iscoroutinefunction(method) for method in family.values()
        ]


class TestSignature:
    @given(declared=st.dictionaries(names, defaults, max_size=5), allows_extra=st.booleans())
    def test_shows_the_fields_and_their_defaults(
        self, declared: dict[str, Any], allows_extra: bool
    ) -> None:
        for method in compiled(fields_of(**declared), allows_extra=allows_extra).values():
            parameters = inspect.signature(method).parameters
            keyword_only = {
                name: repr(p.default) for name, p in parameters.items() if p.kind is p.KEYWORD_ONLY
            }

            shown = {name: "<factory>" if v is ABSENT else repr(v) for name, v in declared.items()}
            assert shown == keyword_only
            assert allows_extra == any(p.kind is p.VAR_KEYWORD for p in parameters.values())

    @pytest.mark.parametrize("taken", [["payload"], ["extra"], ["payload", "extra"]])
    def test_leaves_a_name_to_the_field_that_has_it(self, taken: list[str]) -> None:
        fields = fields_of(**dict.fromkeys(taken, REQUIRED))
        parameters = inspect.signature(compiled(fields, allows_extra=True)["send"]).parameters

        assert taken == [name for name, p in parameters.items() if p.kind is p.KEYWORD_ONLY]
        assert len(taken) + 4 == len(parameters)


def test_methods_are_named_after_their_class() -> None:
    family = compiled(fields_of(order_id=REQUIRED))

    assert {name: f"Signal[Some].{name}" for name in FAMILY} == {
        name: method.__qualname__ for name, method in family.items()
    }
    assert list(FAMILY) == [method.__name__ for method in family.values()]
    assert "<heliograph Signal[Some].send>" == family["send"].__code__.co_filename


def test_keywords_can_not_be_compiled() -> None:
    assert [] == [name for name in keyword.kwlist if can_compile([name])]
