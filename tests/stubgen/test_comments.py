"""The comments of a source that type checkers read."""

from __future__ import annotations

import ast
from textwrap import dedent

import pytest

from heliograph.stubgen._comments import Comments
from tests.stubgen.workshop import Stubber


def comments(source: str) -> Comments:
    text = dedent(source)
    return Comments(text, ast.parse(text))


class TestOfTheFile:
    @pytest.mark.parametrize(
        "comment",
        [
            "# mypy: ignore-errors",
            "# mypy: disable-error-code=misc",
            "#mypy:ignore-errors",
            "# pyright: basic",
            "# pyright: reportFoo=false",
        ],
    )
    @pytest.mark.parametrize(
        "source", ["{}\nx = 3", "'Docs.'\n{}\nx = 3", "x = 3\n{}", "{}", "if 1:\n    {}\n    x = 3"]
    )
    def test_are_those_that_set_something(self, source: str, comment: str) -> None:
        assert [comment] == comments(source.format(comment)).of_the_file

    def test_are_to_ignore_what_follows_if_they_come_first(self) -> None:
        assert ["# type: ignore"] == comments("# type: ignore\nx = 3").of_the_file
        assert [] == comments("x = 3\n# type: ignore\ny = 4").of_the_file

    @pytest.mark.parametrize(
        "comment",
        [
            "# A note.",
            "# mypy is fine",
            "# pyright: ignore[reportFoo]",
            "# noqa: F401",
            "# ruff: noqa",
            "# types: none",
        ],
    )
    def test_are_no_others(self, comment: str) -> None:
        assert [] == comments(f"{comment}\nx = 3\n").of_the_file

    def test_stand_on_lines_of_their_own(self) -> None:
        source = 'x = 3  # mypy: ignore-errors\ny = """\n# pyright: basic\n"""'

        assert [] == comments(source).of_the_file

    def test_come_in_their_order(self) -> None:
        source = "# pyright: basic\n# mypy: ignore-errors\nx = 3\n# pyright: strict\n"

        assert ["# pyright: basic", "# mypy: ignore-errors", "# pyright: strict"] == (
            comments(source).of_the_file
        )


class TestWithin:
    def test_are_those_behind_code(self) -> None:
        found = comments("x = 3  # type: ignore[a]\n# type: ignore[b]\ny = 4  # ty: ignore[c]\n")

        assert "# type: ignore[a]" == found.within(1, 1)
        assert "" == found.within(2, 2)
        assert "# type: ignore[a]  # ty: ignore[c]" == found.within(1, 3)
        assert "" == found.within(4, 9)

    def test_are_said_once(self) -> None:
        found = comments("x = [  # type: ignore\n    3,  # type: ignore\n]  # pyright: ignore\n")

        assert "# type: ignore  # pyright: ignore" == found.within(1, 3)

    @pytest.mark.parametrize(
        "comment", ["# type: int", "# type:ignore", "# pyrefly: ignore", "# mypy: ignore-errors"]
    )
    def test_are_for_type_checkers(self, comment: str) -> None:
        assert comment == comments(f"x = 3  {comment}").within(1, 1)

    @pytest.mark.parametrize("comment", ["# noqa: A", "# the type is fine", "# pragma: no cover"])
    def test_are_no_others(self, comment: str) -> None:
        assert "" == comments(f"x = 3  {comment}").within(1, 1)


class TestInStubs:
    @pytest.mark.parametrize(
        "comment",
        [
            "# type: ignore[misc]",
            "# type: ignore",
            "# pyright: ignore[reportFoo]",
            "# ty: ignore[foo]",
            "# pyrefly: ignore[foo]",
            "# type: ignore[misc]  # pyright: ignore[reportFoo]",
            "# type: ignore[misc]  # because of this: ...",
        ],
    )
    @pytest.mark.parametrize(
        "source",
        [
            "limit = 3  {}",
            "limit: int = 3  {}",
            "limit = (\n    3  {}\n)",
            "import sys  {}",
            "from os import path  {}",
            "def limit(a): return 3  {}",
            "def limit(a):  {}\n    return 3",
            "def limit(\n    a,  {}\n):\n    return 3",
            "class limit:  {}\n    ...",
            "class limit:  {}\n    x = 3\n    y = 4",
            "class limit:\n    def f(self):  {}\n        return 3",
            "class limit:\n    x = 3  {}",
            "if 1:  {}\n    limit = 3",
            "@staticmethod  {}\ndef limit(): ...",
            "@staticmethod\ndef limit():  {}\n    ...",
            "limit = 1; other = 3  {}",
        ],
    )
    def test_for_checkers_are_kept(self, stub_of: Stubber, source: str, comment: str) -> None:
        stub = stub_of(source.format(comment))

        assert comment in stub.text
        assert stub.tree.body != []

    def test_stay_on_the_line_of_what_they_are_about(self, stub_of: Stubber) -> None:
        source = """
            def decorate(f): return f
            @decorate  # type: ignore[untyped-decorator]
            def f(): ...
            @decorate
            def g(): ...  # type: ignore[misc]
        """

        lines = stub_of(source).text.splitlines()

        assert "@decorate  # type: ignore[untyped-decorator]" in lines
        assert "def f(): ..." in lines
        assert "def g(): ...  # type: ignore[misc]" in lines

    def test_of_a_statement_are_all_kept(self, stub_of: Stubber) -> None:
        source = """
            def f(
                a,  # type: ignore[first]
                b,  # pyright: ignore[second]
            ): ...
        """

        stub = stub_of(source)

        assert "# type: ignore[first]" in stub.text
        assert "# pyright: ignore[second]" in stub.text

    @pytest.mark.parametrize(
        "comment",
        [
            "# mypy: disable-error-code=misc",
            "# mypy: ignore-errors",
            "# pyright: basic",
            "# pyright: strict, reportFoo=false",
            "# type: ignore",
            "# type: ignore[misc]",
        ],
    )
    def test_about_the_whole_file_are_kept(self, stub_of: Stubber, comment: str) -> None:
        stub = stub_of(f"{comment}\n'''Docs.'''\nlimit = 3\n")

        assert comment in stub.text.splitlines()

    @pytest.mark.parametrize("comment", ["# a note", "# noqa: F401", "# -*- coding: utf-8 -*-"])
    def test_for_others_are_left_out(self, stub_of: Stubber, comment: str) -> None:
        stub = stub_of(f"{comment}\nlimit = 3  {comment}\n")

        assert comment not in stub.text

    def test_of_bodies_are_left_out(self, stub_of: Stubber) -> None:
        stub = stub_of("def f():\n    x = 3\n    return x  # type: ignore[misc]\nlimit = 3\n")

        assert "ignore" not in stub.text

    def test_are_not_looked_for_in_strings(self, stub_of: Stubber) -> None:
        stub = stub_of("limit = '''\n# type: ignore\n'''\n")

        assert 1 == stub.text.count("# type: ignore")
