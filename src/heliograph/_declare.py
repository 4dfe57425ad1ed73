"""From `Signal[...]` to a class: one per payload model, or a base that waits for its model.

A class made here refers to its payload model, and the cache to neither strongly, so a model that
was made for the moment goes away with the signals declared with it.
"""

from __future__ import annotations

import weakref
from contextlib import suppress
from types import GenericAlias

from heliograph._location import users_frame
from heliograph.errors import DeclarationError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from pydantic import BaseModel

    Complete = Callable[[type], Mapping[str, object]]

RESERVED = ("sender", "signal")


def declared(root: type, base: type, parameters: object, lazy: Mapping[str, Complete]) -> Any:
    """Returns what `base[parameters]` means.

    Args:
        root: `Signal` itself.
        base: The class that is subscribed: `Signal` or a subclass.
        parameters: What stands between the brackets.
        lazy: The attributes of a class with a payload model that are made at first need, and what
            makes them.

    Raises:
        DeclarationError: It is no pydantic model, or one that can't be a payload model.
    """
    arguments = parameters if isinstance(parameters, tuple) else (parameters,)
    bound = _bound_model(base, root)
    if bound is not None:
        return _substituted(base, bound, arguments, lazy)
    model = _without_alias(_payload_argument(root, base, arguments))
    if _is_any(model):
        return base
    if _is_open(model):
        return _OpenSignal(base, arguments)
    if isinstance(model, str):
        made = _class_of(root, model, _ForwardModel(model), lazy)
        return made if base is root else _merged(base, made, model)
    check_payload_model(model)
    key = (id(base), id(model))
    cached = _cached(key)
    if cached is None:
        name = model.__qualname__
        if base is root:
            made = _class_of(root, name, model, lazy)
        else:
            made = _merged(base, declared(root, root, model, lazy), name)
        cached = _kept(key, made)
    return cached


def check_payload_model(model: Any) -> None:
    """Raises unless a class can be a payload model.

    Raises:
        DeclarationError: It can't; says how to mend it.
    """
    from pydantic import BaseModel

    if not (isinstance(model, type) and issubclass(model, BaseModel)) or model is BaseModel:
        raise DeclarationError(
            f"Signal[{_shown(model)}]: {_shown(model)} is not a pydantic model. "
            "Declare the payload as a class that derives from pydantic.BaseModel, "
            "or use Signal() without brackets for a signal that takes any keyword arguments."
        )
    if model.__pydantic_root_model__:
        raise DeclarationError(
            f"Signal[{model.__qualname__}]: {model.__qualname__} is a RootModel, which has no "
            "fields to send by name. Declare a model with a field for its value, such as "
            "`class Payload(BaseModel): items: list[int]`."
        )
    taken = [name for name in RESERVED if name in model.model_fields]
    if taken:
        name = taken[0]
        other = "actor" if name == "sender" else "kind"
        raise DeclarationError(
            f"Signal[{model.__qualname__}]: its field {' and '.join(map(repr, taken))} can't be "
            f"sent, because every receiver has an argument of that name. Rename the field, and "
            f"keep {name!r} for JSON as an alias: "
            f"`{other}: ... = Field(alias={name!r})`."
        )


class _OpenSignal(GenericAlias):
    """A signal whose payload model is still a type variable: a base for generic classes."""

    def __getitem__(self, parameters: object) -> Any:
        """Binds the type variables: `Alias = Signal[T]`, then `Alias[OrderPlaced]`."""
        bound = super().__getitem__(parameters)
        origin: Any = self.__origin__
        return origin[bound.__args__]


class _ForwardModel:
    """The payload model of `Signal["OrderPlaced"]`: looked up there, at first need."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._namespace = users_frame().f_globals

    def __set_name__(self, owner: type, name: str) -> None:
        self._owner = owner

    def __get__(self, instance: object, owner: type) -> type[BaseModel]:
        try:
            model = eval(self._text, self._namespace)  # noqa: S307 - as typing resolves annotations
        except (NameError, AttributeError, SyntaxError) as error:
            raise DeclarationError(
                f'Signal["{self._text}"]: {error} in module '
                f"{self._namespace.get('__name__')}. Define the payload model at the top level of "
                "that module, before the signal is used for the first time."
            ) from error
        check_payload_model(model)
        self._owner.payload_model = model  # type: ignore[attr-defined]  # replaces this descriptor
        return model  # type: ignore[no-any-return]  # just checked


class _Lazy:
    """An attribute of a class with a payload model that is made when somebody looks at it.

    Declaring many signals stays cheap, and a model may refer to classes that follow it.
    """

    def __init__(self, complete: Complete) -> None:
        self._complete = complete

    def __set_name__(self, owner: type, name: str) -> None:
        self._owner = owner
        self._name = name

    def __get__(self, instance: object, owner: type) -> Any:
        made = self._complete(self._owner)
        for name, value in made.items():
            # What somebody else put there (a test that patches `send`, say) stays.
            if isinstance(vars(self._owner).get(name), _Lazy):
                setattr(self._owner, name, value)
        if self._name not in made:
            # The class can do without one of its own.
            if isinstance(vars(self._owner).get(self._name), _Lazy):
                # Another thread may be just as far.
                with suppress(AttributeError):
                    delattr(self._owner, self._name)
            above: Any = super(self._owner, owner if instance is None else instance)
            return getattr(above, self._name)
        value = made[self._name]
        # Not by getattr: a subclass that overrides it is asking for this one through super().
        return value.__get__(instance, owner) if hasattr(value, "__get__") else value


def _class_of(root: type, name: str, model: object, lazy: Mapping[str, Complete]) -> type:
    """Returns a new `Signal[Model]`."""
    namespace = {
        "payload_model": model,
        **{attribute: _Lazy(complete) for attribute, complete in lazy.items()},
        "__module__": root.__module__,
        "__doc__": f"A signal whose payload is `{name}`.",
    }
    return type(root)(f"{root.__name__}[{name}]", (root,), namespace)


def _merged(base: type, made: type, name: str) -> type:
    """Returns a user's class with a payload model.

    The user's class comes first, so that its methods may reach the generated ones by `super()`.
    """
    namespace = {"__module__": base.__module__, "__doc__": base.__doc__}
    return type(base)(f"{base.__qualname__}[{name}]", (base, made), namespace)


def _substituted(
    base: type, model: Any, arguments: tuple[Any, ...], lazy: Mapping[str, Complete]
) -> Any:
    """Returns a class that has a payload model, with the type variables of that model replaced.

    For `class PageLoaded(Signal[Page[T]])`, that `PageLoaded[int]` has the payload `Page[int]`.
    """
    variables = getattr(model, "__pydantic_generic_metadata__", {}).get("parameters", ())
    values = dict(zip(vars(base).get("__parameters__") or variables, arguments, strict=False))
    complete = model
    if any(variable in values for variable in variables):
        complete = model[tuple(values.get(variable, variable) for variable in variables)]
    if complete is model:
        # Generic in something else: erased, as all of Python's classes are.
        return GenericAlias(base, arguments)
    key = (id(base), id(complete))
    cached = _cached(key)
    if cached is None:
        namespace = {
            "payload_model": complete,
            **{name: _Lazy(make) for name, make in lazy.items() if not _overrides(base, name)},
            "__module__": base.__module__,
            "__doc__": base.__doc__,
        }
        made = type(base)(f"{base.__qualname__}[{complete.__qualname__}]", (base,), namespace)
        cached = _kept(key, made)
    return cached


def _overrides(base: type, name: str) -> bool:
    """Says whether an attribute is a user's, and not of a class that was made here."""
    first = next(vars(ancestor) for ancestor in base.__mro__ if name in vars(ancestor))
    return "payload_model" not in first


def _payload_argument(root: type, base: type, arguments: tuple[Any, ...]) -> Any:
    """Follows the arguments of a generic class up to the one that its `Signal[...]` got."""
    if base is root:
        return arguments[0] if arguments else None
    aliases: list[Any] = [
        alias for alias in vars(base).get("__orig_bases__", ()) if isinstance(alias, _OpenSignal)
    ]
    if not aliases:
        return arguments[0] if arguments else None
    variables = getattr(base, "__parameters__", ()) or _variables(aliases)
    values = dict(zip(variables, arguments, strict=False))
    alias = aliases[0]
    passed = tuple(values.get(argument, argument) for argument in alias.__args__)
    return _payload_argument(root, alias.__origin__, passed)


def _variables(aliases: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(v for alias in aliases for v in alias.__parameters__))


def _bound_model(base: type, root: type) -> Any:
    """Returns the payload model that a class has from below `Signal` in its ancestry.

    As it stands there: a `_ForwardModel` is not resolved by this.
    """
    below = (vars(ancestor) for ancestor in base.__mro__[: base.__mro__.index(root)])
    return next((names["payload_model"] for names in below if "payload_model" in names), None)


def _without_alias(model: Any) -> Any:
    """Returns what stands behind `type Alias = Model` and `Annotated[Model, ...]`."""
    while True:
        if type(model).__name__ == "TypeAliasType":
            model = model.__value__
        elif type(model).__name__ == "_AnnotatedAlias":
            model = model.__origin__
        else:
            return model


def _is_open(model: Any) -> bool:
    return type(model).__name__ == "TypeVar" and type(model).__module__ in (
        "typing",
        "typing_extensions",
    )


def _is_any(model: Any) -> bool:
    return getattr(model, "__module__", None) == "typing" and repr(model) == "typing.Any"


def _shown(model: Any) -> str:
    return model.__qualname__ if isinstance(model, type) else repr(model)


def _kept(key: tuple[int, int], made: type) -> type:
    """Puts a class in the cache, unless another thread was first; returns the one there."""

    def forget(reference: weakref.ref[type]) -> None:
        if _classes.get(key) is reference:
            _classes.pop(key, None)

    reference = weakref.ref(made, forget)
    while True:
        # One atomic step, which that of WeakValueDictionary is not.
        kept = _classes.setdefault(key, reference)()
        if kept is not None:
            return kept
        _classes.pop(key, None)


def _cached(key: tuple[int, int]) -> type | None:
    reference = _classes.get(key)
    return None if reference is None else reference()


# By the ids of the class that is subscribed and of the payload model, which live as long as it.
_classes: dict[tuple[int, int], weakref.ref[type]] = {}
