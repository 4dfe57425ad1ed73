"""Which names a piece of source binds."""

from __future__ import annotations

import ast
import dis
from textwrap import dedent, indent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heliograph.stubgen._scopes import (
    bound,
    last_name,
    names_in_types,
    other_names_of,
    stored_names,
)


def names(source: str) -> list[str]:
    return [name for name, _ in bound(ast.parse(dedent(source)).body)]


def expression(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


class TestBound:
    @pytest.mark.parametrize(
        ("expected", "source"),
        [
            ("a", "a = 1"),
            ("a", "a: int"),
            ("a", "a += 1"),
            ("a b c d", "a = b, [c, *d] = x"),
            ("", "a.b = c[0] = 1"),
            ("a", "def a(b, c=3): d = 4"),
            ("a", "async def a(): b = 3"),
            ("a", "class a(b): c = 3"),
            ("a", "import a.b.c"),
            ("a c", "import a, b as c"),
            ("a c", "from x import a, b as c"),
            ("*", "from x import *"),
            ("a b c", "if x:\n    a = 1\nelif y:\n    b = 2\nelse:\n    c = 3"),
            ("a b c", "for a in x:\n    b = 1\nelse:\n    c = 2"),
            ("a b", "while x:\n    a = 1\nelse:\n    b = 2"),
            ("a b c", "with x as a, y as (b, _.z):\n    c = 1"),
            (
                "a b c d",
                "try:\n    a = 1\nexcept x:\n    b = 2\nelse:\n    c = 3\nfinally:\n    d = 4",
            ),
            ("a b", "try:\n    a = 1\nexcept* x:\n    b = 2"),
            ("a", "(a := 1)"),
            ("a", "print(x, [y, (a := 1)])"),
            ("a b", "if (a := 1):\n    b = 2"),
            ("a b", "while (a := x) > 1:\n    b = 2"),
            ("a", "match x:\n    case a: ..."),
            ("a b c d", "match x:\n    case {'k': a, **b} | [a, *b]: c = 1\n    case Y(z=d): ..."),
            ("", "match x:\n    case _: ..."),
            ("", "lambda a: a"),
            ("", "[a for a in x]"),
            ("a", "any((a := x) for x in y)"),
            ("a", "print([(a := x) for x in y])"),
            ("", "lambda: (a := 3)"),
            ("", "del a"),
            ("", "assert a"),
            ("", "global a"),
        ],
    )
    def test_are_what_statements_bind(self, expected: str, source: str) -> None:
        assert sorted(expected.split()) == sorted(set(names(source)))

    def test_come_with_the_statements_that_bind_them(self) -> None:
        tree = ast.parse("if x:\n    a = 1\n    class b: ...\nc = d = 2\n")
        condition, last = tree.body
        assert isinstance(condition, ast.If)

        assert [
            ("a", condition.body[0]),
            ("b", condition.body[1]),
            ("c", last),
            ("d", last),
        ] == list(bound(tree.body))


class TestStoredNames:
    def test_are_what_an_assignment_assigns_to(self) -> None:
        [statement] = ast.parse("a = b, (c.d, *e[0]), *f = (g := 3)").body

        assert ["a", "b", "f", "g"] == list(stored_names(statement))

    @pytest.mark.parametrize("source", ["a.b = 3", "a[0] = 3", "a.b: int = 3", "a[b], c.d = 3, 4"])
    def test_may_be_none(self, source: str) -> None:
        [statement] = ast.parse(source).body

        assert [] == list(stored_names(statement))


class TestOtherNames:
    def test_are_those_of_imports(self) -> None:
        tree = ast.parse(
            "from typing import overload, Any as overload_\n"
            "from typing import overload as over\nimport overload as module\n"
            "if x:\n    from typing_extensions import overload as o\n"
        )

        assert ["over", "o"] == list(other_names_of(tree, "overload"))


class TestNamesInTypes:
    def test_are_those_of_annotations_and_decorators(self) -> None:
        source = """
            class Shop(NotThis):
                a: A[B.c] = not_this
                def f(self, x: X, *y: Y, z: Z = not_this, **k: K) -> R:
                    not_this()
                @decorated(D)
                async def g(self) -> None | G: ...
        """

        found = set(names_in_types(ast.parse(dedent(source)).body[0]))

        assert {"A", "B", "X", "Y", "Z", "K", "R", "G", "decorated", "D"} == found


class TestLastName:
    @pytest.mark.parametrize(
        ("expected", "text"),
        [("a", "a"), ("c", "a.b.c"), ("b", "a().b"), ("", "a()"), ("", "a[b]"), ("", "3")],
    )
    def test_is_that_of_a_dotted_name(self, expected: str, text: str) -> None:
        assert expected == last_name(expression(text))


SIMPLE = [
    "{0} = 1",
    "{0}: int = 1",
    "{0} += 1",
    "{0}, [{1}, *{2}] = x",
    "print({0} := 1)",
    "({0} := [q for q in x])",
    "import {0}",
    "import {0}.{1}",
    "from x import y as {0}",
    "def {0}(p): {1} = p",
    "class {0}: {1} = 1",
    "{0} = lambda p: p",
    "{0}.attribute = [p for p in x]",
]
COMPOUND = [
    "if ({0} := x):\n{block}",
    "if x: ...\nelif y:\n{block}\nelse:\n    {0} = 1",
    "for {0} in x:\n{block}\nelse:\n    {1} = 1",
    "while x:\n{block}",
    "with x as ({0}, {1}):\n{block}",
    "try:\n{block}\nexcept x:\n    {0} = 1\nfinally:\n    {1} = 1",
    "match x:\n  case [{0}, *{1}]:\n{block}\n  case {{'a': {2}, **{0}}}: ...",
]
# What a module keeps; a comprehension keeps its own elsewhere, or inside since Python 3.12.
STORING = ("STORE_NAME", "STORE_GLOBAL")
LETTERS = st.lists(st.sampled_from("abcdefgh"), min_size=3, max_size=3, unique=True)
STATEMENTS = st.recursive(
    st.builds(lambda text, each: text.format(*each), st.sampled_from(SIMPLE), LETTERS),
    lambda inner: st.builds(
        lambda text, each, body: text.format(*each, block=indent(body, "    ")),
        st.sampled_from(COMPOUND),
        LETTERS,
        inner,
    ),
    max_leaves=4,
)


class TestLaws:
    @settings(max_examples=150, deadline=None)
    @given(st.lists(STATEMENTS, max_size=4).map("\n".join))
    def test_bound_are_the_names_that_python_binds(self, source: str) -> None:
        code = compile(source, "source", "exec")

        stored = {each.argval for each in dis.get_instructions(code) if each.opname in STORING}
        assert stored == set(names(source))
