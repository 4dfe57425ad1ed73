"""Does what validation made of a value fit what was sent?

Debug mode refuses nothing that the declared type admits, and pydantic is at times stricter than
the type (a bool for `int`, a `range` for `Sequence[int]`), at times laxer (`"5"` for `int`). So the
question is not whether validation succeeded, but whether it had to make something else of the
value: then it is not what a type checker would accept either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set, ValuesView
from itertools import zip_longest
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticCustomError

# What pydantic makes of abstract containers; any other kind it makes was asked for by name.
_STAND_INS = (list, tuple, dict, set, frozenset)


def fits(sent: object, result: object) -> bool:
    """Says whether `result` is what was sent, seen as the declared type."""
    if sent is result:
        return True
    if type(result) is float:
        return isinstance(sent, float | int)
    if type(result) is complex:
        return isinstance(sent, complex | float | int)
    if isinstance(result, BaseModel):
        return _model_fits(sent, result)
    if _is_lazy(result):
        return _lazy_fits(sent, result)
    if type(result) not in _STAND_INS and not isinstance(sent, type(result)):
        return False
    if isinstance(result, Mapping):
        return isinstance(sent, Mapping) and _mapping_fits(sent, result)
    if isinstance(result, Set):
        return isinstance(sent, Set) and _set_fits(sent, result)
    if isinstance(result, list | tuple):
        return _sequence_fits(sent, result)
    return isinstance(sent, type(result))


def misfit(sent: Any, result: Any, path: tuple[Any, ...] = ()) -> tuple[tuple[Any, ...], Any, Any]:
    """Returns where a value doesn't fit: the path to it, what was sent there, and the result."""
    parts: Iterable[tuple[Any, Any, Any]] = ()
    if isinstance(sent, Mapping) and isinstance(result, Mapping):
        parts = ((key, sent[key], made) for key, made in result.items() if key in sent)
    elif isinstance(result, list | tuple) and isinstance(sent, list | type(result)):
        parts = zip(range(len(sent)), sent, result, strict=False)
    for key, part, made in parts:
        if not fits(part, made):
            return misfit(part, made, (*path, key))
    return path, sent, result


def mismatch(sent: object, result: object) -> str:
    """Returns what to say of a value that doesn't fit, and what to do."""
    wanted, got = type(result).__name__, type(sent).__name__
    is_alike = wanted == got or _is_lazy(result)
    sent_type = f"{'an' if got[0] in 'aeiouAEIOU' else 'a'} {got}"
    what = f"{sent_type} {'with other items' if is_alike else f'where {wanted} is declared'}"
    return f'{what}; convert it, or let the signal do it with validation="always"'


def differs(sent: object, result: object) -> bool:
    """Says whether validation changed a value that fits.

    An `==` that raises, or that returns no bool (as that of arrays), counts as equal.
    """
    if sent is result or _is_lazy(result):
        return False
    is_equal: Any
    try:
        is_equal = sent == result
        if is_equal is True:
            return False
        # NaN is not equal to itself.
        is_equal = is_equal is not False or (sent != sent and result != result)
    except Exception:
        # Users' `==` may raise anything, and a check must not fail for it.
        is_equal = True
    try:
        # range(2) is not [0, 1] to `==`, at whatever depth.
        return _parts_differ(sent, result, is_equal)
    except Exception:
        return False


class Untouched(Iterator[Any]):
    """Stands for an iterator that was sent: whoever wants its items is told that it can't."""

    def __next__(self) -> Any:
        raise PydanticCustomError("untouched_iterator", "an iterator is not used up to check it")


def _is_lazy(result: object) -> bool:
    """Says whether a result shows its items only as they are taken."""
    return isinstance(result, Untouched) or type(result).__name__ == "ValidatorIterator"


def _model_fits(sent: object, result: BaseModel) -> bool:
    if isinstance(sent, type(result)):
        return True
    # `Page(items=[1])` is a `Page[int]` to a type checker, though not at run time.
    origin = type(result).__pydantic_generic_metadata__["origin"]
    return (
        origin is not None
        and isinstance(sent, origin)
        and all(fits(vars(sent).get(name), value) for name, value in result)
    )


def _lazy_fits(sent: object, result: Any) -> bool:
    """Pydantic checks the items of an `Iterable` as they are taken: nobody knows those to come."""
    if not isinstance(sent, Sequence | Set | Mapping | ValuesView):
        return True
    try:
        return all(fits(item, made) for item, made in zip_longest(sent, result))
    except ValidationError:
        return False


def _sequence_fits(sent: object, result: list[Any] | tuple[Any, ...]) -> bool:
    if isinstance(result, tuple):
        is_same_kind = isinstance(sent, tuple)
    else:
        is_same_kind = isinstance(sent, Sequence) and not isinstance(sent, tuple)
    return is_same_kind and _items_fit(sent, result)


def _items_fit(sent: Any, result: list[Any] | tuple[Any, ...]) -> bool:
    return len(sent) == len(result) and all(map(fits, sent, result))


def _mapping_fits(sent: Mapping[Any, Any], result: Mapping[Any, Any]) -> bool:
    keys = {key: key for key in sent}
    for key, value in result.items():
        if key in keys and not (fits(keys.pop(key), key) and fits(sent[key], value)):
            return False
    # Keys that a validator changed have no partner by equality; any of the rest will do.
    return all(
        any(fits(key, made) and fits(sent[key], result[made]) for key in keys)
        for made in result
        if made not in sent and keys
    )


def _set_fits(sent: Set[Any], result: Set[Any]) -> bool:
    items = {item: item for item in sent}
    for made in result:
        if made in items and not fits(items.pop(made), made):
            return False
    return all(any(fits(item, made) for item in items) for made in result if made not in sent)


def _parts_differ(sent: object, result: object, is_equal: bool) -> bool:
    """Says whether values that are not simply equal differ in their parts, if they have any."""
    if isinstance(sent, Mapping) and isinstance(result, Mapping):
        return dict(sent).keys() != dict(result).keys() or any(
            differs(sent[key], result[key]) for key in result
        )
    if isinstance(sent, Sequence) and isinstance(result, list | tuple):
        return len(sent) != len(result) or any(map(differs, sent, result))
    if isinstance(sent, BaseModel) and isinstance(result, BaseModel):
        made = dict(result)
        return dict(sent).keys() != made.keys() or any(
            differs(vars(sent).get(name), value) for name, value in made.items()
        )
    return not is_equal
