"""The pictures of the layers in the docstrings of heliograph and heliograph.mypy, kept true."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest

import heliograph
import heliograph.mypy
import heliograph.stubgen

TESTS = Path(__file__).parents[1]

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
    for row in re.findall(r"^ +leaves +(\S.*)$", docstring, flags=re.MULTILINE):
        names = re.split(r" {5,}", row)[0]
        arrows |= set(re.findall(r"(\w+) -> (\w+)", names))
        modules = re.findall(r"\w+(?![\w/])", names)
        layers |= dict.fromkeys(modules, layers["__init__"] + 1)
    return layers, arrows


class Import(NamedTuple):
    importer: str
    imported: str

    @property
    def top(self) -> str:
        return self.imported.partition(".")[0]


class Package:
    """A package with a picture, and the modules directly in it.

    Args:
        package: The package.
        takes: The other packages of ours that its modules may import from.
    """

    def __init__(self, package: ModuleType, takes: tuple[str, ...] = ()) -> None:
        self.name = package.__name__
        self.takes = takes
        self.modules = {path.stem: path for path in Path(package.__path__[0]).glob("*.py")}
        self.layers, self.arrows = picture(package.__doc__ or "")

    def imports(self, importer: str, source: str) -> Iterator[Import]:
        """All imports of a module, also those in functions and for type checkers only."""
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield Import(importer, alias.name)
            elif isinstance(node, ast.ImportFrom):
                module = self.name if node.level else node.module or ""
                if node.level and node.module:
                    module += f".{node.module}"
                for alias in node.names:
                    submodule = module == self.name and alias.name in self.modules
                    yield Import(importer, f"{module}.{alias.name}" if submodule else module)

    def all_imports(self) -> list[Import]:
        return [
            found
            for name, path in sorted(self.modules.items())
            for found in self.imports(name, path.read_text(encoding="utf-8"))
        ]

    def is_inside(self, found: Import) -> bool:
        """Whether a module of the package itself is imported; the face is called as its file."""
        return f"{found.imported}.".startswith(f"{self.name}.")

    @property
    def leaves(self) -> set[str]:
        return {name for name, layer in self.layers.items() if layer > self.layers["__init__"]}

    def is_taken(self, found: Import) -> bool:
        """Whether it is imported from another package of ours, which may be had."""
        if found.imported.startswith(("heliograph.mypy", "heliograph.stubgen")):
            return found.imported in self.takes
        return "heliograph" in self.takes

    def is_allowed(self, found: Import) -> bool:
        if not self.is_inside(found):
            # A package within the package is a leaf.
            return found.top != "heliograph" or self.is_taken(found)
        if self.is_taken(found):
            return found.importer in self.leaves
        sibling = found.imported.removeprefix(self.name).strip(".") or "__init__"
        if (found.importer, sibling) in self.arrows:
            return True
        return sibling in self.layers and self.layers[sibling] < self.layers[found.importer]


CORE = Package(heliograph, takes=("heliograph.stubgen",))
PLUGIN = Package(heliograph.mypy)
STUBGEN = Package(heliograph.stubgen, takes=("heliograph",))
each_package = pytest.mark.parametrize(
    "package", [CORE, PLUGIN, STUBGEN], ids=lambda each: each.name
)


class TestPicture:
    @each_package
    def test_shows_each_module_and_no_other(self, package: Package) -> None:
        assert sorted(package.modules) == sorted(package.layers)

    def test_has_the_layers_and_the_arrows_that_it_shows(self) -> None:
        assert ("_receiver", "_signal") in CORE.arrows
        assert (0, 1, 2, 3) == tuple(
            CORE.layers[name] for name in ("errors", "_settings", "_registry", "_signal")
        )
        assert CORE.layers["_signal"] < CORE.layers["__init__"] < CORE.layers["cli"]
        assert ("__main__", "cli") in CORE.arrows
        assert ("_fields", "_resolving") in PLUGIN.arrows
        assert PLUGIN.layers["_names"] < PLUGIN.layers["_sends"] < PLUGIN.layers["_hooks"]


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
        found = CORE.imports("_registry", source)
        refused = [each for each in found if not CORE.is_allowed(each)]

        assert [Import("_registry", "heliograph._signal")] == refused

    def test_refuses_a_neighbour_of_the_same_layer_and_the_face(self) -> None:
        assert not CORE.is_allowed(Import("_registry", "heliograph._delivery"))
        assert not CORE.is_allowed(Import("_signal", "heliograph._receiver"))
        assert not CORE.is_allowed(Import("_signal", "heliograph"))

    def test_allows_what_is_below(self) -> None:
        assert CORE.is_allowed(Import("_registry", "heliograph._identity"))
        assert CORE.is_allowed(Import("_receiver", "heliograph._signal"))

    def test_keeps_the_core_and_the_plugin_apart(self) -> None:
        assert not CORE.is_allowed(Import("_signal", "heliograph.mypy"))
        assert not CORE.is_allowed(Import("_signal", "heliograph.mypy._names"))
        assert not PLUGIN.is_allowed(Import("_hooks", "heliograph"))
        assert not PLUGIN.is_allowed(Import("_hooks", "heliograph.errors"))
        assert PLUGIN.is_allowed(Import("_hooks", "heliograph.mypy._names"))

    def test_lets_the_stub_generator_take_from_the_core_and_only_the_command_line_from_it(
        self,
    ) -> None:
        assert STUBGEN.is_allowed(Import("_signals", "heliograph"))
        assert STUBGEN.is_allowed(Import("_payloads", "heliograph._payload"))
        assert not STUBGEN.is_allowed(Import("_signals", "heliograph.mypy._names"))
        assert not STUBGEN.is_allowed(Import("_families", "heliograph.stubgen._module"))
        assert CORE.is_allowed(Import("cli", "heliograph.stubgen"))
        assert not CORE.is_allowed(Import("cli", "heliograph.stubgen._module"))
        assert not CORE.is_allowed(Import("_signal", "heliograph.stubgen"))
        assert not CORE.is_allowed(Import("_signal", "heliograph.cli"))


class TestImports:
    @each_package
    def test_are_many(self, package: Package) -> None:
        assert len([found for found in package.all_imports() if package.is_inside(found)]) > 15

    @each_package
    def test_point_down_only(self, package: Package) -> None:
        assert [] == [found for found in package.all_imports() if not package.is_allowed(found)]

    @pytest.mark.parametrize(
        ("package", "dependencies"),
        [
            (CORE, RUNTIME_DEPENDENCIES),
            (PLUGIN, {"mypy"}),
            (STUBGEN, RUNTIME_DEPENDENCIES),
        ],
        ids=lambda each: getattr(each, "name", ""),
    )
    def test_are_of_the_standard_library_and_the_dependencies_and_of_no_framework(
        self, package: Package, dependencies: set[str]
    ) -> None:
        others = {
            found.top
            for found in package.all_imports()
            if found.top != "heliograph" and found.top not in sys.stdlib_module_names
        }

        assert others <= dependencies | NEWER_STANDARD_LIBRARY


@pytest.mark.parametrize(
    ("folder", "module"),
    [
        (folder, module)
        for folder, package in (
            (TESTS, CORE),
            (TESTS / "mypy", PLUGIN),
            (TESTS / "stubgen", STUBGEN),
        )
        for module in sorted(package.modules)
        if re.match("_[a-z]", module)
    ],
)
def test_each_private_module_has_a_test_file_of_its_name(folder: Path, module: str) -> None:
    assert (folder / f"test{module}.py").is_file()


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

    @pytest.mark.parametrize(
        "path",
        [*CORE.modules.values(), *PLUGIN.modules.values(), *STUBGEN.modules.values()],
        ids=lambda path: f"{path.parent.name}.{path.stem}",
    )
    def test_has_one_word_for_each_thing(self, path: Path) -> None:
        assert [] == self.wrong_words(path.read_text(encoding="utf-8"))
