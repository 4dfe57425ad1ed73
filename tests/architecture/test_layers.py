"""The picture of the layers in the docstring of heliograph, kept true."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import heliograph

PACKAGE = Path(heliograph.__file__).parent
TESTS = Path(__file__).parents[1]
MODULES = {path.stem: path for path in PACKAGE.glob("*.py")}

# Beside the standard library; pydantic_core comes with pydantic.
RUNTIME_DEPENDENCIES = {"asgiref", "pydantic", "pydantic_core", "typing_extensions"}
NEWER_STANDARD_LIBRARY = {"annotationlib"}


def picture(docstring: str) -> tuple[dict[str, int], set[tuple[str, str]]]:
    """The layer of each module, and who may import whom within a layer."""
    layers: dict[str, int] = {}
    arrows: set[tuple[str, str]] = set()
    for number, row in re.findall(r"^ +layer (\d) +(\S.*)$", docstring, flags=re.MULTILINE):
        # A remark stands behind three spaces or more; names stand behind one or two.
        names = re.split(r" {3,}", row)[0]
        arrows |= set(re.findall(r"(\w+) -> (\w+)", names))
        layers |= dict.fromkeys(re.findall(r"\w+", names), int(number))
    layers["__init__"] = max(layers.values()) + 1
    return layers, arrows


LAYERS, ARROWS = picture(heliograph.__doc__ or "")


class Import(NamedTuple):
    importer: str
    imported: str

    @property
    def top(self) -> str:
        return self.imported.partition(".")[0]

    @property
    def sibling(self) -> str:
        """The module of heliograph; the face is called as its file."""
        return self.imported.partition(".")[2] or "__init__"


def imports(importer: str, source: str) -> Iterator[Import]:
    """All imports of a module, also those in functions and for type checkers only."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(importer, alias.name)
        elif isinstance(node, ast.ImportFrom):
            module = "heliograph" if node.level else node.module or ""
            if node.level and node.module:
                module += f".{node.module}"
            for alias in node.names:
                submodule = module == "heliograph" and alias.name in MODULES
                yield Import(importer, f"{module}.{alias.name}" if submodule else module)


def is_allowed(found: Import) -> bool:
    if found.top != "heliograph":
        return True
    if (found.importer, found.sibling) in ARROWS:
        return True
    return LAYERS[found.sibling] < LAYERS[found.importer]


IMPORTS = [
    found
    for name, path in sorted(MODULES.items())
    for found in imports(name, path.read_text(encoding="utf-8"))
]


class TestPicture:
    def test_shows_each_module_and_no_other(self) -> None:
        assert sorted(MODULES) == sorted(LAYERS)

    def test_has_the_layers_and_the_arrows_that_it_shows(self) -> None:
        assert ("_receiver", "_signal") in ARROWS
        assert (0, 1, 2, 3) == tuple(
            LAYERS[name] for name in ("errors", "_settings", "_registry", "_signal")
        )


class TestReader:
    """What keeps the picture true must itself find what it looks for."""

    @pytest.mark.parametrize(
        "source",
        [
            "import heliograph._signal",
            "from heliograph import _signal",
            "from heliograph._signal import Signal",
            "from ._signal import Signal",
            "from . import _signal",
            "def f():\n    from heliograph._signal import Signal",
            "if TYPE_CHECKING:\n    from heliograph._signal import Signal",
            "import re, heliograph._signal as s",
        ],
    )
    def test_finds_an_upward_import_however_it_is_written(self, source: str) -> None:
        refused = [found for found in imports("_registry", source) if not is_allowed(found)]

        assert [Import("_registry", "heliograph._signal")] == refused

    def test_refuses_a_neighbour_of_the_same_layer_and_the_face(self) -> None:
        assert not is_allowed(Import("_registry", "heliograph._delivery"))
        assert not is_allowed(Import("_signal", "heliograph._receiver"))
        assert not is_allowed(Import("_signal", "heliograph"))

    def test_allows_what_is_below(self) -> None:
        assert is_allowed(Import("_registry", "heliograph._identity"))
        assert is_allowed(Import("_receiver", "heliograph._signal"))


class TestImports:
    def test_are_many(self) -> None:
        assert len([found for found in IMPORTS if found.top == "heliograph"]) > 30

    def test_point_down_only(self) -> None:
        assert [] == [found for found in IMPORTS if not is_allowed(found)]

    def test_are_of_the_standard_library_and_the_dependencies_and_of_no_framework(self) -> None:
        others = {
            found.top
            for found in IMPORTS
            if found.top != "heliograph" and found.top not in sys.stdlib_module_names
        }

        assert others <= RUNTIME_DEPENDENCIES | NEWER_STANDARD_LIBRARY


@pytest.mark.parametrize("module", sorted(m for m in MODULES if re.match("_[a-z]", m)))
def test_each_private_module_has_a_test_file_of_its_name(module: str) -> None:
    assert [f"test{module}.py"] == [path.name for path in TESTS.rglob(f"test{module}.py")]


class TestVocabulary:
    """Receivers and signals go by no second name."""

    WRONG = re.compile("handlers?|listeners?|slots?|callbacks?|events?")
    # What Django and Python call so.
    GIVEN = ("has_listeners", "__slots__")

    @staticmethod
    def named_by(tree: ast.AST) -> Iterator[str]:
        for node in ast.walk(tree):
            match node:
                case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                    yield node.name
                case ast.arg():
                    yield node.arg
                case ast.Name(ctx=ast.Store()):
                    yield node.id
                case ast.Attribute(ctx=ast.Store()):
                    yield node.attr
                case ast.alias() if node.asname:
                    yield node.asname

    def wrong_words(self, source: str) -> list[str]:
        return [
            name
            for name in self.named_by(ast.parse(source))
            if name not in self.GIVEN
            and any(
                self.WRONG.fullmatch(word.lower())
                for word in re.findall("[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)
            )
        ]

    @pytest.mark.parametrize(
        "source",
        [
            "def add_listener(): ...",
            "class EventBus: ...",
            "def connect(callback): ...",
            "self.handlers = []",
            "for slot in found: ...",
            "import x as event",
        ],
    )
    def test_is_looked_for_in_each_kind_of_name(self, source: str) -> None:
        assert 1 == len(self.wrong_words(source))

    @pytest.mark.parametrize("module", sorted(MODULES))
    def test_has_one_word_for_each_thing(self, module: str) -> None:
        assert [] == self.wrong_words(MODULES[module].read_text(encoding="utf-8"))
