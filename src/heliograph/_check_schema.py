"""The core schema of a check: validates as the model's does, and touches nothing that was sent.

Where pydantic has to choose among types, or to build something on the way, it may choose what a
type checker would not, use up an iterator, or call the class of a user's sequence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from typing import Any

from pydantic_core import PydanticCustomError

from heliograph._fits import Untouched, fits, mismatch

# Refusals of pydantic that no type checker shares: a datetime is a date, and a str is a sequence
# of str. `Json[T]` is declared as T, but takes only text. The last is ours, see `Untouched`.
_ADMITTED_ERRORS = {"date_from_datetime_inexact", "sequence_str", "json_type", "untouched_iterator"}

# The parts of a core schema that are core schemas, or hold some.
_INNER_SCHEMAS = (
    "choices",
    "definitions",
    "extras_schema",
    "fields",
    "items_schema",
    "json_schema",
    "keys_schema",
    "lax_schema",
    "python_schema",
    "schema",
    "steps",
    "strict_schema",
    "values_schema",
)


def checking(schema: Any) -> Any:
    """Returns a core schema that validates as `schema` does, but fit for a check.

    - A member of a union that would have to make something else of the value is passed over: of
      `set[int] | list[int]`, lax validation would make a set of `[True]`.
    - A member of an enum stays one, whatever `use_enum_values` says.
    - No iterator is used up.
    - No class of a user's sequence is called to make another one, and text is a sequence too.
    """
    if isinstance(schema, list):
        return [checking(item) for item in schema]
    if isinstance(schema, tuple):
        # A member of a union, with the label that it has in errors.
        return (checking(schema[0]), *schema[1:])
    if not isinstance(schema, dict):
        return schema
    if not isinstance(schema.get("type"), str):
        return {name: checking(item) for name, item in schema.items()}
    kind = schema["type"]
    schema = {
        key: checking(value) if key in _INNER_SCHEMAS else value for key, value in schema.items()
    }
    if kind == "union" and "custom_error_type" not in schema:
        # Those with an error of their own are how pydantic puts a single type into a schema.
        schema["choices"] = [_fitting(choice) for choice in schema["choices"]]
    elif kind in ("list", "tuple", "set", "frozenset", "deque"):
        return _wrapped(schema, _unless_iterator)
    elif kind == "function-after" and isinstance(schema["function"]["function"], attrgetter):
        return {**schema["schema"], **({"ref": schema["ref"]} if "ref" in schema else {})}
    elif kind == "generator":
        return _wrapped(schema, _iterator_untouched)
    elif kind == "function-wrap" and _is_pydantics_sequence(schema["function"]["function"]):
        schema["function"] = {"type": "no-info", "function": _items_of_sequence}
    return schema


def stand_in(sent: Any) -> Any:
    """Returns what a model may look at in place of a value that it would not keep as it is.

    It would use up an iterator, and would call the class of a foreign sequence to make another
    one; both are replaced, at any depth of the builtin containers.
    """
    if isinstance(sent, Iterator):
        return Untouched()
    if type(sent) is dict:
        return {key: stand_in(value) for key, value in sent.items()}
    if isinstance(sent, set | frozenset):
        return sent
    if isinstance(sent, tuple):
        return tuple(map(stand_in, sent))
    if isinstance(sent, Sequence) and not isinstance(sent, str | bytes | bytearray):
        return list(map(stand_in, sent))
    return sent


def admitted(errors: list[Any]) -> bool:
    """Says whether pydantic's errors of one field are all about what the type admits.

    A union reports one error a member, all for the same input; one admitted member is enough.
    """
    inputs = {id(error["input"]) for error in errors}
    excused = {id(error["input"]) for error in errors if _is_admitted(error)}
    return inputs == excused


def _is_admitted(error: Any) -> bool:
    if error["type"] == "is_instance_of":
        # Files are declared as these, but are no instances of them.
        is_file = hasattr(error["input"], "read") or hasattr(error["input"], "write")
        return is_file and error["ctx"]["class"] in ("IO", "TextIO", "BinaryIO")
    if error["type"] == "json_type" and isinstance(error["input"], str | bytes):
        return False
    return error["type"] in _ADMITTED_ERRORS


def _wrapped(schema: Any, function: Callable[..., Any]) -> dict[str, Any]:
    """Returns a schema that calls `function(value, validate)`."""
    outer: dict[str, Any] = {
        "type": "function-wrap",
        "function": {"type": "no-info", "function": function},
        "schema": {key: value for key, value in schema.items() if key != "ref"},
    }
    if "ref" in schema:
        outer["ref"] = schema["ref"]
    return outer


def _fitting(choice: Any) -> tuple[dict[str, Any], str]:
    """Returns a member of a union that refuses what doesn't fit, with its label in errors."""
    schema, label = choice if isinstance(choice, tuple) else (choice, None)
    if label is None:
        label = schema["cls"].__name__ if "cls" in schema else _innermost(schema)["type"]
    return _wrapped(schema, _if_fits), label


def _innermost(schema: Any) -> Any:
    while schema["type"] == "function-wrap":
        schema = schema["schema"]
    return schema


def _if_fits(sent: Any, validate: Callable[[Any], Any]) -> Any:
    result = validate(sent)
    if not fits(sent, result):
        # Not as the template, in which braces have a meaning.
        raise PydanticCustomError("not_as_declared", "{what}", {"what": mismatch(sent, result)})
    return result


def _unless_iterator(sent: Any, validate: Callable[[Any], Any]) -> Any:
    if isinstance(sent, Iterator):
        raise PydanticCustomError(
            "not_as_declared",
            "an iterator where a container is declared; "
            'convert it, or let the signal do it with validation="always"',
        )
    return validate(sent)


def _iterator_untouched(sent: Any, validate: Callable[[Any], Any]) -> Any:
    return Untouched() if isinstance(sent, Iterator) else validate(sent)


def _items_of_sequence(sent: Any, validate: Callable[[Any], Any]) -> Any:
    items = validate(list(sent))
    return tuple(items) if isinstance(sent, tuple) else items


def _is_pydantics_sequence(function: Any) -> bool:
    """Says whether this is what pydantic validates `Sequence[...]` with."""
    module = getattr(function, "__module__", None)
    return module == "pydantic._internal._validators" and function.__name__ == "sequence_validator"
