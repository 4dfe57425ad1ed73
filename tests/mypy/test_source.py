"""What is read from the text of a file about an annotation or an alias."""

from __future__ import annotations

import ast
import os
import sys
from pathlib import Path

import annotated_types
import pydantic
import pydantic.types
import pytest
import typing_extensions

from heliograph.mypy import _source
from heliograph.mypy._source import NOT_UNDERSTOOD, Annotation, Default, annotation_at

OF_INT = Annotation(alias="int", names=("int",))
HAS_TYPE_STATEMENT = sys.version_info >= (3, 12)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "shop.py"


def read(path: Path, text: str, *, line: int = 1, name: str = "x") -> Annotation:
    path.write_text(text, encoding="utf-8")
    return annotation_at(str(path), line, name)


def state(path: Path, call: str) -> str:
    (default,) = read(path, f"x: Annotated[int, {call}]").defaults
    return default.state


class TestDefaults:
    @pytest.mark.parametrize(
        ("expected", "call"),
        [
            ("no", "Field()"),
            ("no", "Field(...)"),
            ("no", "Field(default=...)"),
            ("no", "Field(description='of the order')"),
            ("no", "Field(..., gt=0)"),
            ("yes", "Field(1)"),
            ("yes", "Field(None)"),
            ("yes", "Field(default=None)"),
            ("yes", "Field(default=1, gt=0)"),
            ("yes", "Field(default_factory=int)"),
            ("maybe", "Field(*arguments)"),
            ("maybe", "Field(**options)"),
            ("maybe", "Field(1, **options)"),
        ],
    )
    def test_have_a_state(self, path: Path, expected: str, call: str) -> None:
        assert expected == state(path, call)

    @pytest.mark.parametrize(
        ("callee", "call"),
        [
            ("Field", "Field()"),
            ("pydantic.Field", "pydantic.Field()"),
            ("a.b.Field", "a.b.Field()"),
            ("", "fields[0]()"),
            ("", "make()()"),
            ("", "make().Field()"),
        ],
    )
    def test_say_what_is_called(self, path: Path, callee: str, call: str) -> None:
        annotation = read(path, f"x: Annotated[int, {call}]")

        assert (Default("no", callee),) == annotation.defaults

    def test_are_in_the_order_of_the_calls(self, path: Path) -> None:
        annotation = read(path, "x: Annotated[int, Gt(0), 'text', Field(default=1)]")

        assert (Default("yes", "Gt"), Default("yes", "Field")) == annotation.defaults

    def test_of_a_plain_name_are_maybe(self, path: Path) -> None:
        annotation = read(path, "x: Annotated[int, made, pydantic.made]")

        assert (Default("maybe", "made"), Default("maybe", "pydantic.made")) == annotation.defaults

    @pytest.mark.parametrize(
        "text",
        [
            "x: list[Annotated[int, Field(default=1)]]",
            "x: Annotated[int, Field(default=1)] | None",
            "x: Optional['Annotated[int, Field(default=1)]']",
            "x: Annotated[list[Annotated[int, Field(default=1)]], 5]",
        ],
    )
    def test_are_those_beside_the_outermost_type_only(self, path: Path, text: str) -> None:
        assert () == read(path, text).defaults

    def test_are_those_of_each_annotated_around_the_outermost_type(self, path: Path) -> None:
        annotation = read(path, "x: Annotated['Annotated[int, Field(default=1)]', Gt(0)]")

        assert (Default("yes", "Gt"), Default("yes", "Field")) == annotation.defaults

    @pytest.mark.parametrize("annotated", ["Annotated", "typing.Annotated", "t.Annotated", "A"])
    def test_are_found_however_annotated_is_called(self, path: Path, annotated: str) -> None:
        annotation = read(path, f"x: {annotated}[int, Field(default=1)]")

        assert OF_INT._replace(defaults=(Default("yes", "Field"),)) == annotation


class TestNames:
    @pytest.mark.parametrize(
        ("alias", "names", "typ"),
        [
            ("Page", ("Page",), "Page"),
            ("a.Page", ("a.Page",), "a.Page"),
            ("Page", ("Page",), "'Page'"),
            ("Page", ("Page",), "' Page '"),
            ("Page", ("Page",), "Annotated[Page, Gt(0)]"),
            ("Page", ("Page",), "Annotated['Annotated[Page, 1]', 2]"),
            ("", ("list", "Page"), "list[Page]"),
            ("", ("list", "Page"), "list['Page']"),
            ("", ("list", "Page"), "list[Annotated[Page, Gt(0)]]"),
            ("", ("Page", "None_", "other.Page"), "Page | None_ | other.Page"),
            ("", ("dict", "str", "tuple", "Page"), "dict[str, tuple[Page, str, Page]]"),
            ("", ("Callable", "Page", "int"), "Callable[[Page], int]"),
            ("", (), "Literal['Page']"),
            ("", (), "t.Literal['Page', 'Other']"),
            ("", (), "5"),
            ("", (), "'no type'"),
        ],
    )
    def test_are_the_outermost_and_all(
        self, path: Path, alias: str, names: tuple[str, ...], typ: str
    ) -> None:
        annotation = read(path, f"x: {typ}")

        assert (alias, names) == (annotation.alias, annotation.names)

    def test_are_those_of_an_alias(self, path: Path) -> None:
        annotation = read(path, "x = Annotated[Page, Gt(0)]")

        assert ("Page", ("Page",)) == (annotation.alias, annotation.names)


class TestConversion:
    @pytest.mark.parametrize(
        "text",
        [
            "x: Annotated[int, BeforeValidator(int)]",
            "x: Annotated[int, pydantic.PlainValidator(int)]",
            "x: Annotated[int, unknown]",
            "x: Annotated[int, Gt(0), unknown()]",
            "x: Annotated[int, lambda: 1]",
            "x: list[Annotated[int, WrapValidator(f)]]",
            "x: dict[str, list[Annotated[int, unknown]]] = {}",
            "x: Annotated[int, WrapValidator(f)] | None",
            "x: Optional['Annotated[int, WrapValidator(f)]']",
            "x: 'list[Annotated[int, WrapValidator(f)]]'",
            "x: Annotated['Annotated[int, WrapValidator(f)]', Gt(0)]",
            "x: A[int, WrapValidator(f)]",
            "x = list[Annotated[int, WrapValidator(f)]]",
        ],
    )
    def test_is_found_at_any_depth(self, path: Path, text: str) -> None:
        assert read(path, text).converts

    @pytest.mark.parametrize(
        "text",
        [
            "x: int",
            "x: Annotated[int, Gt(0)]",
            "x: Annotated[int, annotated_types.Gt(0), 'text', None, 5]",
            "x: Annotated[int, AfterValidator(check)]",
            "x: Annotated[int, Strict]",
            "x: list[Annotated[int, Field(gt=0)]]",
            "x: tuple[Before, Other]",
        ],
    )
    def test_is_not_found_in_what_is_harmless(self, path: Path, text: str) -> None:
        assert not read(path, text).converts

    @pytest.mark.parametrize("name", sorted(_source.HARMLESS))
    def test_harmless_names_are_those_of_a_library(self, name: str) -> None:
        libraries = (annotated_types, pydantic, pydantic.types, typing_extensions)

        assert any(hasattr(library, name) for library in libraries)


class TestStatements:
    EXPECTED = OF_INT._replace(defaults=(Default("yes", "Field"),))
    ANNOTATED = "Annotated[int, Field(default=1)]"

    @pytest.mark.parametrize(
        "text",
        [
            f"x: {ANNOTATED}",
            f"x: {ANNOTATED} = 5",
            f"    x: {ANNOTATED}",
            f"\tx: {ANNOTATED}",
            f"x = {ANNOTATED}",
            f"x: TypeAlias = {ANNOTATED}",
            f"x: typing.TypeAlias = {ANNOTATED}",
            f"x: '{ANNOTATED}'",
            f"x: TypeAlias = '{ANNOTATED}'",
            f"x = '{ANNOTATED}'",
            f"x = TypeAliasType('x', {ANNOTATED})",
            f"x = typing.TypeAliasType('x', {ANNOTATED})",
            f"y: int; x: {ANNOTATED}; z: str",
            f"x: {ANNOTATED}  # note: with a comment",
            "x: Annotated[\n    int,\n    Field(default=1),\n]",
            "    x: Annotated[\n        int,\n        Field(default=1),\n    ] = (5)",
            "x: Annotated[int, \\\n    Field(default=1)]",
        ],
    )
    def test_are_understood(self, path: Path, text: str) -> None:
        assert self.EXPECTED == read(path, text)

    def test_are_read_from_their_line(self, path: Path) -> None:
        text = f"x: int\nx: {self.ANNOTATED}\nx: str\n"

        assert self.EXPECTED == read(path, text, line=2)

    def test_longer_than_any_sane_one_are_not_understood(self, path: Path) -> None:
        metadata = "\n".join(f"    Gt({number})," for number in range(60))

        assert NOT_UNDERSTOOD == read(path, f"x: Annotated[\n    int,\n{metadata}\n]")

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "y: int",
            "y = int",
            "x += 1",
            "x.y: int",
            "x, y = int, str",
            "if yes: x: Annotated[int, Field(default=1)]",
            "class A: x: Annotated[int, Field(default=1)]",
            "x: Annotated[int,",
            "x: Annotated[\nint, 1 2]",
            "thing x = Annotated[int, Field(default=1)]",
            "x: Annotated[int, '\0']",
        ],
    )
    def test_that_are_something_else_are_not_understood(self, path: Path, text: str) -> None:
        assert NOT_UNDERSTOOD == read(path, text)

    @pytest.mark.parametrize("text", ["x: 'Annotated[int,'", "x: 'a text'", "x: ''"])
    def test_whose_text_is_no_type_say_nothing(self, path: Path, text: str) -> None:
        assert Annotation() == read(path, text)

    def test_without_the_name_are_not_understood(self, path: Path) -> None:
        assert NOT_UNDERSTOOD == read(path, "x: int", name="y")

    def test_in_syntax_that_python_may_not_know_never_fail(self, path: Path) -> None:
        annotation = read(path, f"type x = {self.ANNOTATED}")

        assert annotation == (self.EXPECTED if HAS_TYPE_STATEMENT else NOT_UNDERSTOOD)

    def test_not_understood_may_be_anything(self) -> None:
        (default,) = NOT_UNDERSTOOD.defaults

        assert NOT_UNDERSTOOD.converts
        assert "maybe" == default.state


class TestFiles:
    def test_that_are_missing_are_not_understood(self, path: Path) -> None:
        assert NOT_UNDERSTOOD == annotation_at(str(path), 1, "x")

    def test_that_are_folders_are_not_understood(self, tmp_path: Path) -> None:
        assert NOT_UNDERSTOOD == annotation_at(str(tmp_path), 1, "x")

    @pytest.mark.parametrize("path", ["", "<string>"])
    def test_with_impossible_names_are_not_understood(self, path: str) -> None:
        assert NOT_UNDERSTOOD == annotation_at(path, 1, "x")

    @pytest.mark.parametrize("content", [b"\xff\xfe\x00x", b"# coding: nonsense\nx: int\n"])
    def test_that_are_no_text_are_not_understood(self, path: Path, content: bytes) -> None:
        path.write_bytes(content)

        assert NOT_UNDERSTOOD == annotation_at(str(path), 1, "x")

    @pytest.mark.parametrize("line", [3, 100])
    def test_that_end_earlier_are_not_understood(self, path: Path, line: int) -> None:
        assert NOT_UNDERSTOOD == read(path, "x: int\n", line=line)

    def test_in_another_encoding_are_read(self, path: Path) -> None:
        text = "# coding: latin-1\nx: Annotated[int, 'é']\n"
        path.write_bytes(text.encode("latin-1"))

        assert OF_INT == annotation_at(str(path), 2, "x")

    def test_with_other_line_endings_are_read(self, path: Path) -> None:
        path.write_bytes(b"y: int\r\nx: Annotated[\r\n    int, Gt(0)\r\n]\r\n")

        expected = OF_INT._replace(defaults=(Default("yes", "Gt"),))
        assert expected == annotation_at(str(path), 2, "x")

    def test_are_read_again_once_they_change(self, path: Path) -> None:
        before = read(path, "x: Annotated[int, Field(1)]")
        path.write_text("x: Annotated[int, Field(...)]", encoding="utf-8")
        os.utime(path, ns=(1, 1))
        after = annotation_at(str(path), 1, "x")

        assert ["yes", "no"] == [each.defaults[0].state for each in (before, after)]


def test_the_class_of_type_statements_is_called_as_expected() -> None:
    assert HAS_TYPE_STATEMENT == hasattr(ast, "TypeAlias")
