"""The dotted name of a signal, and what stands on it: repr, copying and pickling.

A signal is called as the module-level variable or class attribute that holds it.
"""

from __future__ import annotations

import copy
import sys

from heliograph import _location
from heliograph.errors import UnnamedSignalError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias, TypeVar

    # A module, and the dotted path to the signal in it.
    Home: TypeAlias = tuple[str, str]
    NamedT = TypeVar("NamedT", bound="Named")


class Named:
    """Base of `Signal`: knows where it was declared, and under which name to find it."""

    def __init__(self, name: str | None) -> None:
        frame = _location.declaring_frame(self)
        self._given_name = name
        self._home: Home | None = None
        self._declared_in: str = frame.f_globals.get("__name__", "")
        self._declared_at = _location.location(frame)

    def _begin_fresh(self) -> None:
        """Gives a copy what it must not share with its original."""

    @property
    def name(self) -> str | None:
        """The dotted name: as given, or of the variable or class attribute that holds the signal.

        None if there is none (a signal in a local variable, say).

        .. versionadded:: 0.1.0
        """
        if self._given_name is not None:
            return self._given_name
        home = self._find_home()
        return None if home is None else ".".join(home)

    def __set_name__(self, owner: type, name: str) -> None:
        """Takes the name of the class attribute that holds the signal."""
        if self._home is None:
            self._home = (owner.__module__, f"{owner.__qualname__}.{name}")

    def __repr__(self) -> str:
        kind = type(self).__qualname__
        name = self.name
        return f"<{kind} declared at {self._declared_at}>" if name is None else f"<{kind} {name}>"

    def __copy__(self: NamedT) -> NamedT:
        """Returns the signal itself if it has a name, else a fresh one without connections."""
        return self if self.name is not None else self._fresh({}, lambda value, _: value)

    def __deepcopy__(self: NamedT, memo: dict[int, Any]) -> NamedT:
        """Returns the signal itself if it has a name, else a fresh one without connections."""
        return self if self.name is not None else self._fresh(memo, copy.deepcopy)

    def _fresh(
        self: NamedT, memo: dict[int, Any], copied: Callable[[Any, dict[int, Any]], Any]
    ) -> NamedT:
        fresh = memo[id(self)] = object.__new__(type(self))
        fresh._begin_fresh()
        for name, value in vars(self).items():
            if name not in vars(fresh):
                vars(fresh)[name] = copied(value, memo)
        return fresh

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickles the name; the other process finds its own signal there.

        Raises:
            UnnamedSignalError: No module holds the signal.
        """
        home = self._find_home()
        if home is None or not self._is_at(home):
            raise UnnamedSignalError(
                f"{self!r} can't be pickled: signals are pickled by name, and no module has this "
                "one as a variable or class attribute. Declare it at the top level of a module."
            )
        return (load, home)

    def _find_home(self) -> Home | None:
        if self._home is None and self._declared_in in sys.modules:
            names = list(vars(sys.modules[self._declared_in]).items())
            found = next((name for name, value in names if value is self), None)
            self._home = None if found is None else (self._declared_in, found)
        return self._home

    def _is_at(self, home: Home) -> bool:
        try:
            return load(*home) is self
        except (ImportError, AttributeError):
            return False


def load(module: str, qualname: str) -> Any:
    """Returns the object of that name; the other half of pickling a signal.

    Raises:
        ImportError: There is no such module.
        AttributeError: The module has no such name.
    """
    import importlib

    found: Any = importlib.import_module(module)
    for name in qualname.split("."):
        found = getattr(found, name)
    return found
