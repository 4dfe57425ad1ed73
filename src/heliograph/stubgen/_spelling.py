"""From an object to the text that names it in a stub, and the imports that this takes."""

from __future__ import annotations

import builtins
import contextlib
import enum
import importlib
import types
import typing
from collections.abc import Callable, Collection, Iterable, Iterator
from types import EllipsisType, ModuleType, NoneType, UnionType
from typing import Annotated, Any, ClassVar, Final, ForwardRef, Literal, Union, get_args, get_origin

import typing_extensions
from pydantic import BaseModel

from heliograph.stubgen._errors import UnnameableError

_ALIAS_TYPES = ("TypeAliasType",)
_VARIABLE_TYPES = ("ParamSpec", "TypeVar", "TypeVarTuple")
_TRANSPARENT = (ClassVar, Final)


class Spelling:
    """Names things as the module that a stub is for would.

    Args:
        module: The module.
        bound: The names that its source binds at the top level, and the stub with it.
        types: Those of them that a type checker knows as a class or an alias.
    """

    def __init__(self, module: ModuleType, bound: Collection[str], types: Collection[str]) -> None:
        self._module = module
        self._bound = set(bound)
        self._types = set(types)
        self._imports: dict[tuple[str, str], str] = {}
        self._aliases: dict[str, str] = {}
        self._hidden: frozenset[str] = frozenset()
        self._owner: Any = None

    @contextlib.contextmanager
    def within(self, *, hidden: Iterable[str] = (), owner: Any = None) -> Iterator[None]:
        """Names things for a place where other names are seen.

        Args:
            hidden: The names that stand for something else there, such as those in a class body.
            owner: What `Self` stands for there.
        """
        before = self._hidden, self._owner
        self._hidden, self._owner = frozenset(hidden), owner
        try:
            yield
        finally:
            self._hidden, self._owner = before

    def builtin(self, name: str) -> str:
        """Returns what a builtin is called here."""
        return self.imported("builtins", name) if name in self._bound else self._visible(name)

    def imported(self, home: str, name: str) -> str:
        """Returns what something of another module is called here, which is imported if need be."""
        known = self._imports.get((home, name))
        if known is None and name in self._types:
            member = _member(home, name)
            if member is not None and vars(self._module).get(name) is member:
                known = name
        if known is None:
            known = name if not self.is_taken(name) else self.fresh(f"_{name}")
            self._imports[home, name] = known
            self._bound.add(known)
        return self._visible(known)

    def _visible(self, name: str) -> str:
        """Returns another name for what a class body hides."""
        if name not in self._hidden:
            return name
        if name not in self._aliases:
            self._aliases[name] = self.fresh(f"_{name}")
        return self._aliases[name]

    def is_taken(self, name: str) -> bool:
        """Says whether something bears a name already."""
        return name in self._bound or name in self._aliases.values() or hasattr(builtins, name)

    def fresh(self, name: str) -> str:
        """Returns a name that nothing bears yet, and takes it."""
        number = 1
        fresh = name
        while self.is_taken(fresh):
            number += 1
            fresh = f"{name}{number}"
        self._bound.add(fresh)
        return fresh

    def imports(self) -> list[str]:
        """Returns the import statements for what was named, in order."""
        homes: dict[str, list[str]] = {}
        for (home, name), here in sorted(self._imports.items()):
            homes.setdefault(home, []).append(name if name == here else f"{name} as {here}")
        lines = [f"from {home} import {', '.join(names)}" for home, names in homes.items()]
        return lines + [f"{alias} = {name}" for name, alias in self._aliases.items()]

    def text(self, annotation: Any) -> str:
        """Returns an annotation as text.

        Raises:
            UnnameableError: It has something in it that can't be named.
        """
        if annotation is None or annotation is NoneType:
            return "None"
        if isinstance(annotation, EllipsisType):
            return "..."
        if annotation is Any:
            return self.imported("typing", "Any")
        if annotation in (typing.Self, typing_extensions.Self) and self._owner is not None:
            return self.text(self._owner)
        if isinstance(annotation, str | ForwardRef):
            raise UnnameableError(f"the type {_shown(annotation)} can't be found")
        kind = type(annotation).__name__
        if kind in _VARIABLE_TYPES:
            raise UnnameableError(f"the type variable {annotation} has no value yet")
        if kind in (*_ALIAS_TYPES, "NewType"):
            return self._named(annotation, str(annotation.__name__))
        origin = get_origin(annotation)
        if origin is not None:
            return self._generic(annotation, origin, get_args(annotation))
        if isinstance(annotation, type):
            return self._class(annotation)
        name = getattr(annotation, "_name", None)
        if isinstance(name, str) and _member("typing", name) is annotation:
            return self.imported("typing", name)
        raise UnnameableError(f"{_shown(annotation)} is no type that can be named")

    def _generic(self, annotation: Any, origin: Any, arguments: tuple[Any, ...]) -> str:
        if origin is Annotated or origin in _TRANSPARENT:
            return self.text(arguments[0])
        if origin in (Union, UnionType):
            return " | ".join(dict.fromkeys(map(self.text, arguments)))
        if origin is Literal:
            values = ", ".join(map(self._literal, arguments))
            return f"{self.imported('typing', 'Literal')}[{values}]"
        if origin is Callable and arguments:
            *parameters, result = arguments
            if parameters == [...]:
                shown = "..."
            elif len(parameters) == 1 and isinstance(parameters[0], list):
                shown = f"[{self._listed(parameters[0])}]"
            else:
                shown = f"[{self._listed(parameters)}]"
            name = self.imported("collections.abc", "Callable")
            return f"{name}[{shown}, {self.text(result)}]"
        if not arguments:
            # `typing.List` without brackets, and `tuple[()]`.
            is_empty_tuple = origin is tuple and annotation is not typing.Tuple  # noqa: UP006 - looks for it
            return f"{self.text(origin)}[()]" if is_empty_tuple else self.text(origin)
        return f"{self.text(origin)}[{self._listed(arguments)}]"

    def _listed(self, annotations: Iterable[Any]) -> str:
        return ", ".join(map(self._item, annotations))

    def _item(self, annotation: Any) -> str:
        if getattr(annotation, "__unpacked__", False):
            # `*tuple[int, ...]`, which get_origin() takes for the tuple.
            return f"*{self.text(types.GenericAlias(annotation.__origin__, annotation.__args__))}"
        return self.text(annotation)

    def _literal(self, value: Any) -> str:
        if isinstance(value, enum.Enum):
            return f"{self._class(type(value))}.{value.name}"
        return repr(value)

    def _class(self, kind: type) -> str:
        metadata = getattr(kind, "__pydantic_generic_metadata__", None)
        if metadata and metadata["origin"] is not None and issubclass(kind, BaseModel):
            return f"{self._class(metadata['origin'])}[{self._listed(metadata['args'])}]"
        if vars(builtins).get(kind.__name__) is kind:
            return self.builtin(kind.__name__)
        if kind.__module__ == "types" and kind.__name__ not in vars(types):
            raise UnnameableError(f"{_shown(kind)} has no name")
        return self._named(kind, kind.__qualname__)

    def _named(self, thing: Any, qualified: str) -> str:
        """Returns the name of a class, `NewType` or alias in its module, from here."""
        top, _, rest = qualified.partition(".")
        home = getattr(thing, "__module__", None)
        if "<locals>" in qualified or not home:
            raise UnnameableError(
                f"{_shown(thing)} is defined inside a function; define it at the top level of a "
                "module"
            )
        if home == self._module.__name__:
            if top not in self._types or not _same(_member(home, qualified), thing):
                raise UnnameableError(
                    f"{_shown(thing)} is made by a call, or bears another name than its own; "
                    "define it by a class statement at the top level"
                )
            return f"{self._visible(top)}.{rest}" if rest else self._visible(top)
        for name in sorted(self._types, key=lambda name: (name != top, name)):
            if not rest and _same(vars(self._module).get(name), thing):
                return self._visible(name)
        home = _public_home(home, qualified, thing)
        here = self.imported(home, top)
        return f"{here}.{rest}" if rest else here


def _public_home(home: str, qualified: str, thing: Any) -> str:
    """Returns the module to import something from: `pathlib` where `pathlib._local` has it.

    Raises:
        UnnameableError: It is in none.
    """
    parts = home.split(".")
    candidates = [".".join(parts[:length]) for length in range(1, len(parts) + 1)]
    holding = [each for each in candidates if _same(_member(each, qualified), thing)]
    if not holding:
        raise UnnameableError(
            f"{_shown(thing)} is not found in {home} under its name; define it at the top level "
            "of the module"
        )
    # As it says itself, unless that is private.
    is_private = any(part.startswith("_") for part in parts)
    return holding[0] if is_private else holding[-1]


def _member(home: str, qualified: str) -> Any:
    """Returns what a module has under a dotted name; None if it has nothing."""
    try:
        found: Any = importlib.import_module(home)
    except ImportError:
        return None
    for name in qualified.split("."):
        found = getattr(found, name, None)
    return found


def _same(found: Any, thing: Any) -> bool:
    return found is not None and found is thing


def _shown(thing: Any) -> str:
    if isinstance(thing, type):
        return f"{thing.__module__}.{thing.__qualname__}"
    return repr(thing)
