"""From a payload model to its fields, as a signature shows them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from pydantic import BaseModel

from heliograph import _compile, _payload
from heliograph.stubgen._errors import UnnameableError, one_line

# By class name: what pydantic calls before the declared type is looked at, or in its place.
_CONVERTING = {"BeforeValidator", "ImportString", "Json", "PlainValidator", "WrapValidator"}
_CONVERTING_MODES = {"before", "plain", "wrap"}


class Field(NamedTuple):
    """A field of a payload model.

    Attributes:
        name: Its name.
        annotation: Its declared type, which is what receivers get.
        is_required: Whether a send must give it.
        takes_anything: Whether a validator converts what is sent, before its type is looked at.
    """

    name: str
    annotation: Any
    is_required: bool
    takes_anything: bool


class Payload(NamedTuple):
    """What a stub says of a payload model.

    Attributes:
        model: The payload model.
        fields: Its fields, in their order.
        allows_extra: Whether a send may give other names than these.
    """

    model: type[BaseModel]
    fields: tuple[Field, ...]
    allows_extra: bool


def payload_of(model: type[BaseModel]) -> Payload:
    """Returns the fields of a payload model.

    Raises:
        UnnameableError: They can't stand in a signature, or their types can't be found.
    """
    try:
        schema = _payload.Schema(model)
    except Exception as error:  # whatever a model does as it is completed
        raise UnnameableError(f"its payload model is not complete: {one_line(error)}") from error
    if not _compile.can_compile(schema.fields):
        names = [name for name in schema.fields if not _compile.can_compile([name])]
        raise UnnameableError(
            f"its field {names[0]!r} can't be a parameter (it is a keyword or `self`, begins with "
            "an underscore, or is not ASCII); rename it, and keep that name on the wire as an alias"
        )
    converted = set(_converted_by_decorators(model))
    fields = tuple(
        Field(
            name,
            field.annotation,
            model.model_fields[name].is_required(),
            not converted.isdisjoint((name, "*")) or _converts(model, name),
        )
        for name, field in schema.fields.items()
    )
    return Payload(model, fields, schema.allows_extra)


def _converted_by_decorators(model: type[BaseModel]) -> Iterator[str]:
    """Yields the fields that validators of the model convert; `*` for all."""
    decorators = model.__pydantic_decorators__
    for field_validator in decorators.field_validators.values():
        if field_validator.info.mode in _CONVERTING_MODES:
            yield from field_validator.info.fields
    for validator in decorators.validators.values():
        if validator.info.mode in _CONVERTING_MODES:
            yield from validator.info.fields
    if any(each.info.mode in _CONVERTING_MODES for each in decorators.model_validators.values()):
        yield "*"
    if any(each.info.mode == "before" for each in decorators.root_validators.values()):
        yield "*"


def _converts(model: type[BaseModel], name: str) -> bool:
    info = model.model_fields[name]
    return any(map(_is_converting, info.metadata)) or _converts_within(info.annotation, ())


def _converts_within(annotation: Any, aliases: tuple[Any, ...]) -> bool:
    """Says whether a type has a converting validator in it, such as `list[Json[int]]`."""
    if type(annotation).__name__ == "TypeAliasType":
        is_known = any(annotation is alias for alias in aliases)
        return not is_known and _converts_within(annotation.__value__, (*aliases, annotation))
    if isinstance(annotation, type) and annotation.__module__ == "pydantic.types":
        return annotation.__name__ in _CONVERTING
    arguments: tuple[Any, ...] = get_args(annotation)
    if get_origin(annotation) is Annotated:
        arguments, metadata = arguments[:1], arguments[1:]
        if any(map(_is_converting, metadata)):
            return True
    return any(_converts_within(each, aliases) for each in arguments)


def _is_converting(metadata: Any) -> bool:
    kind = metadata if isinstance(metadata, type) else type(metadata)
    return any(base.__name__ in _CONVERTING for base in kind.__mro__)
