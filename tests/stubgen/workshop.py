"""Makes modules from sources, and looks things up in their stubs as a type checker would."""

from __future__ import annotations

import ast
import importlib.util
import itertools
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from textwrap import dedent
from types import ModuleType

from heliograph.stubgen import stub_of

_numbers = itertools.count(1)

# What the modules of most tests begin with.
HEAD = """\
from pydantic import BaseModel
from heliograph import Signal

class Order(BaseModel):
    number: int

"""


class Workshop:
    """Modules with names of their own, made in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._made: list[str] = []

    def module(self, source: str, name: str | None = None, encoding: str = "utf-8") -> ModuleType:
        """Import a module that is made of this source."""
        if name is None:
            name = f"made_for_stubgen_{next(_numbers)}"
        path = self.folder / f"{name}.py"
        path.write_text(dedent(source), encoding=encoding)
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        self._made.append(name)
        spec.loader.exec_module(module)
        return module

    def stub(self, source: str, head: str = HEAD) -> Reader:
        """Read the stub of a module that is made of this source."""
        source = head + dedent(source)
        return read(self.module(source), source)

    def close(self) -> None:
        for name in self._made:
            sys.modules.pop(name, None)


class Stubber:
    """Reads the stubs of modules that have nothing but what is given."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop

    def __call__(self, source: str) -> Reader:
        return self._workshop.stub(source, head="")


@contextmanager
def workshop_of_its_own() -> Iterator[Workshop]:
    """For tests that Hypothesis calls many times."""
    with tempfile.TemporaryDirectory() as folder:
        workshop = Workshop(Path(folder))
        try:
            yield workshop
        finally:
            workshop.close()


def read(module: ModuleType, source: str) -> Reader:
    stub = stub_of(module, source)
    return Reader(module, stub.text, stub.signals, stub.untouched)


@dataclass(frozen=True)
class Parameter:
    """A parameter of a function in a stub."""

    annotation: str
    has_default: bool


@dataclass(frozen=True)
class Reader:
    """The stub of a module, and what it declares."""

    module: ModuleType
    text: str
    signals: tuple[str, ...]
    untouched: tuple[str, ...]

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def names(self) -> list[str]:
        """The names of the signals and signal classes that are typed, without the module."""
        return [name.removeprefix(f"{self.module.__name__}.") for name in self.signals]

    def all(self, path: str) -> list[ast.stmt]:
        """Find the statements that bind a name, given with the classes around it."""
        scope: list[ast.AST] = [self.tree]
        for part in path.split("."):
            found = [
                statement
                for node in scope
                for statement in _opened(node)
                if _binds(statement, part)
            ]
            scope = list(found)
        return [node for node in scope if isinstance(node, ast.stmt)]

    def one(self, path: str) -> ast.stmt:
        [found] = self.all(path)
        return found

    def line(self, path: str) -> str:
        """Unparse what binds a name."""
        return ast.unparse(self.one(path))

    def annotation(self, path: str) -> str:
        found = self.one(path)
        assert isinstance(found, ast.AnnAssign), ast.unparse(found)
        return ast.unparse(found.annotation)

    def class_of(self, signal: str) -> str:
        """Name the class of a signal."""
        found = self.one(signal)
        assert isinstance(found, ast.AnnAssign), ast.unparse(found)
        annotation = found.annotation
        while isinstance(annotation, ast.Subscript):
            assert ast.unparse(annotation.value).rpartition(".")[2].lstrip("_") in (
                "ClassVar",
                "Final",
            )
            annotation = annotation.slice
        return ast.unparse(annotation)

    def base(self, signal: str) -> str:
        """Name what the class of a signal derives from."""
        found = self.one(self.class_of(signal))
        assert isinstance(found, ast.ClassDef)
        [base] = found.bases
        return ast.unparse(base)

    def method(self, class_name: str, name: str) -> ast.FunctionDef | ast.AsyncFunctionDef:
        """Find a method; of overloads, the first."""
        first = self.all(f"{class_name}.{name}")[0]
        assert isinstance(first, ast.FunctionDef | ast.AsyncFunctionDef)
        return first

    def sent(self, class_name: str, method: str = "send") -> dict[str, Parameter]:
        """Return the fields that a signal class takes, by name."""
        arguments = self.method(class_name, method).args
        return {
            each.arg: Parameter(_text(each.annotation), default is not None)
            for each, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        }

    def sender(self, class_name: str) -> str:
        """Return the type of what sends signals of a class."""
        [sender] = self.method(class_name, "send").args.args
        assert sender.arg == "sender"
        return _text(sender.annotation)

    def received(self, class_name: str) -> dict[str, str]:
        """Return the types that a receiver of a signal class must take, by name."""
        connect = self.method(class_name, "connect").args
        [receiver] = [each for each in connect.args if each.arg == "receiver"]
        variable = self.one(_text(receiver.annotation))
        assert isinstance(variable, ast.Assign)
        assert isinstance(variable.value, ast.Call)
        [bound] = [each.value for each in variable.value.keywords if each.arg == "bound"]
        arguments = self.method(ast.unparse(bound), "__call__").args
        return {each.arg: _text(each.annotation) for each in arguments.kwonlyargs}


def _text(annotation: ast.expr | None) -> str:
    assert annotation is not None
    return ast.unparse(annotation)


def _opened(node: ast.AST) -> Iterator[ast.stmt]:
    """Yield the statements of a body, and those of conditions in it."""
    for statement in ast.iter_child_nodes(node):
        if isinstance(statement, ast.ExceptHandler):
            yield from _opened(statement)
        elif isinstance(statement, ast.stmt):
            yield statement
            if not isinstance(statement, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                yield from _opened(statement)


def _binds(statement: ast.stmt, name: str) -> bool:
    match statement:
        case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
            return statement.name == name
        case ast.Import() | ast.ImportFrom():
            return any((each.asname or each.name) == name for each in statement.names)
        case ast.Assign():
            return any(
                isinstance(node, ast.Name) and node.id == name
                for target in statement.targets
                for node in ast.walk(target)
            )
        case ast.AnnAssign(target=ast.Name(id=found)) | ast.AugAssign(target=ast.Name(id=found)):
            return found == name
    return type(statement).__name__ == "TypeAlias" and ast.unparse(statement).split()[1] == name
