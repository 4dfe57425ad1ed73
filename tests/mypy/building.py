"""Builds small programs with mypy in this process, to look at what it knows of them."""

from __future__ import annotations

import atexit
import contextlib
import functools
import gc
import itertools
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

from mypy.build import BuildResult, build
from mypy.checker import TypeChecker
from mypy.messages import format_type_bare
from mypy.modulefinder import BuildSource
from mypy.nodes import (
    AssignmentStmt,
    CallExpr,
    Decorator,
    Expression,
    FuncBase,
    MypyFile,
    NameExpr,
    SymbolNode,
    TypeInfo,
    Var,
)
from mypy.options import Options
from mypy.types import Instance, Type, get_proper_type

import heliograph.mypy

_numbers = itertools.count()


class Report(NamedTuple):
    """A line of what mypy says."""

    line: int
    severity: str
    text: str
    code: str


class Program:
    """What mypy knows of some modules; names are dotted, as in `"shop.Order"`."""

    def __init__(self, result: BuildResult, folder: Path) -> None:
        self.result = result
        self.folder = folder
        self.files: Mapping[str, MypyFile] = result.files
        self.options: Options = result.manager.options

    def checker(self, module: str) -> TypeChecker:
        return self.result.graph[module].type_checker()

    def node(self, name: str) -> SymbolNode:
        module, *parts = name.split(".")
        found: SymbolNode = self.files[module]
        for part in parts:
            assert isinstance(found, MypyFile | TypeInfo)
            symbol = found.names[part]
            assert symbol.node is not None
            found = symbol.node
        return found

    def info(self, name: str) -> TypeInfo:
        node = self.node(name)
        assert isinstance(node, TypeInfo)
        return node

    def instance(self, name: str, *arguments: Type) -> Instance:
        return Instance(self.info(name), list(arguments))

    def type_of(self, name: str) -> Type:
        """The type of a variable or function."""
        node = self.node(name)
        assert isinstance(node, Var | FuncBase | Decorator)
        assert node.type is not None
        return node.type

    def instance_of(self, name: str) -> Instance:
        """The type of a variable that holds an instance of a class."""
        typ = get_proper_type(self.type_of(name))
        assert isinstance(typ, Instance)
        return typ

    def value(self, name: str) -> Expression:
        """What is assigned to a name at the top level of a module."""
        module, _, target = name.rpartition(".")
        for statement in self.files[module].defs:
            match statement:
                case AssignmentStmt(lvalues=[NameExpr(name=found)], rvalue=value):
                    if found == target:
                        return value
        raise LookupError(name)

    def call(self, name: str) -> CallExpr:
        """The call whose result is assigned to a name."""
        value = self.value(name)
        assert isinstance(value, CallExpr)
        return value

    def shown(self, typ: Type) -> str:
        return format_type_bare(typ, self.options)

    def reports(self, module: str) -> list[Report]:
        """What mypy says about a module."""
        found = []
        for line in self.result.errors:
            match = re.fullmatch(r"(.+?):(\d+): (error|note): (.*?)(?:  \[([\w-]+)\])?", line)
            if match and Path(match[1]).stem == module:
                found.append(Report(int(match[2]), match[3], match[4], match[5] or ""))
        return found

    def errors(self, module: str) -> list[str]:
        """The errors of a module without their notes, as `code: text`."""
        found = self.reports(module)
        return [f"{each.code}: {each.text}" for each in found if each.severity == "error"]

    def notes(self, module: str) -> list[str]:
        return [each.text for each in self.reports(module) if each.severity == "note"]


def build_program(
    texts: Mapping[str, str],
    *,
    has_plugin: bool = True,
    is_fine_grained: bool = False,
    python_version: tuple[int, int] | None = None,
) -> Program:
    """Builds modules, given by name; what they import is kept for the next build."""
    options = Options()
    if python_version is not None:
        options.python_version = python_version
    options.python_executable = sys.executable
    options.cache_dir = str(_cache() / f"{has_plugin}-{is_fine_grained}")
    options.cache_fine_grained = is_fine_grained
    options.export_types = True
    options.preserve_asts = True
    options.show_traceback = True
    plugins = [heliograph.mypy.plugin("")(options)] if has_plugin else []
    folder = Path(tempfile.mkdtemp(dir=_cache()))
    sources = []
    for name, text in texts.items():
        path = folder / f"{name}.py"
        # What stands in the cache of an earlier build has no tree.
        path.write_text(f"{dedent(text)}\n# {next(_numbers)}\n", encoding="utf-8")
        sources.append(BuildSource(str(path), name))
    with _unchanged_collector():
        return Program(build(sources, options, extra_plugins=plugins), folder)


@functools.cache
def _cache() -> Path:
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


@contextlib.contextmanager
def _unchanged_collector() -> Iterator[None]:
    """Undoes what mypy does to the garbage collector."""
    thresholds = gc.get_threshold()
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.enable()
