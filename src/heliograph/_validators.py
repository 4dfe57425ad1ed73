"""Functions that validate the fields of a payload model, by field name, made once per model.

Pydantic validates instances, from data with the keys of the wire. A send has neither: so the core
schema of the model's fields is taken out and compiled as that of a dictionary, which is also more
than twice as fast. What else a model may do as it is made (model validators, `model_post_init`,
its own `__init__`) needs an instance, and goes the ordinary way.
"""

from __future__ import annotations

from typing import Any, cast

from pydantic import AliasChoices, AliasPath, BaseModel, ValidationError
from pydantic_core import CoreConfig, CoreSchema, SchemaValidator

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


Problem = dict[str, Any]


def fields_validator(
    model: type[BaseModel], adapted: Callable[[Any], Any] | None = None
) -> SchemaValidator | None:
    """Returns what validates a dictionary of fields by name; None if the model isn't understood.

    Absent fields are not reported: whoever calls it looks at the names first.

    Args:
        model: The payload model.
        adapted: What makes the core schema of a check, which fills in no defaults.
    """
    definitions, schema = _unwrapped(model)
    while schema["type"] != "model-fields":
        if "schema" not in schema:
            return None
        schema = schema["schema"]
    schemas = {name: field["schema"] for name, field in schema["fields"].items()}
    if adapted is not None:
        schemas = {name: _without_default(inner) for name, inner in schemas.items()}
    fields_schema: dict[str, Any] = {
        "type": "typed-dict",
        "fields": {
            name: {"type": "typed-dict-field", "schema": inner, "required": False}
            for name, inner in schemas.items()
        },
        "extra_behavior": "allow" if model.model_config.get("extra") == "allow" else "ignore",
        "config": _config(model),
    }
    if "extras_schema" in schema:
        fields_schema["extras_schema"] = schema["extras_schema"]
    if definitions:
        fields_schema = {
            "type": "definitions",
            "schema": fields_schema,
            "definitions": definitions,
        }
    if adapted is not None:
        fields_schema = adapted(fields_schema)
    return SchemaValidator(cast("CoreSchema", fields_schema))


def values_validator(model: type[BaseModel]) -> Callable[[tuple[Any, ...]], tuple[Any, ...]] | None:
    """Returns what validates the values of all fields, in their order, as a tuple.

    Faster still than a dictionary. A field that was not sent is `PydanticUndefined`, for which
    pydantic takes the default. None if a field looks at others as it is validated, which a tuple
    doesn't show by name.
    """
    definitions, schema = _unwrapped(model)
    items = [field["schema"] for field in schema["schema"]["fields"].values()]
    if _looks_around(items) or _looks_around(definitions):
        return None
    values_schema: dict[str, Any] = {"type": "tuple", "items_schema": items}
    if definitions:
        values_schema = {
            "type": "definitions",
            "schema": values_schema,
            "definitions": definitions,
        }
    config = cast("CoreConfig", _config(model))
    return SchemaValidator(cast("CoreSchema", values_schema), config).validate_python


def does_more_than_its_fields(model: type[BaseModel]) -> bool:
    """Says whether making an instance runs anything besides the validation of each field."""
    _, schema = _unwrapped(model)
    return (
        schema["type"] != "model"
        or schema["schema"]["type"] != "model-fields"
        or bool(schema.get("custom_init"))
        or bool(schema.get("post_init"))
    )


class ModelValidator:
    """Validates fields the ordinary way: by making an instance of the payload model."""

    def __init__(self, model: type[BaseModel]) -> None:
        self._validator = model.__pydantic_validator__
        self._names = tuple(model.model_fields)
        keys = {name: _wire_key(model, name) for name in self._names}
        self._keys = {name: key for name, key in keys.items() if key is not None}
        self._name_of = {key: name for name, key in self._keys.items()}
        # Paths into nested data can't be made from a field, and pydantic can go by names; nested
        # models do so then as well.
        self._options: Any = {}
        if None in keys.values():
            self._options = {"by_alias": False, "by_name": True}

    def __call__(self, fields: dict[str, Any]) -> dict[str, Any]:
        """Returns the fields of the instance that the model makes.

        Raises:
            ValidationError: The model refuses them.
        """
        if not self._options:
            fields = {self._keys.get(name, name): value for name, value in fields.items()}
        instance: BaseModel = self._validator.validate_python(fields, **self._options)
        # Not by getattr, which warns of fields that are deprecated.
        made = {name: vars(instance)[name] for name in self._names}
        made.update(instance.__pydantic_extra__ or {})
        return made

    def errors(self, error: ValidationError) -> list[Problem]:
        """Returns the errors of a call with the names of fields in the place of their wire keys."""
        problems: list[Problem] = [dict(p) for p in error.errors(include_url=False)]
        for problem in problems:
            if problem["loc"] and not self._options:
                key, *rest = problem["loc"]
                problem["loc"] = (self._name_of.get(key, key), *rest)
        return problems


def problems_of(error: ValidationError) -> list[Problem]:
    """Returns pydantic's errors of a validation by name, as problems of fields."""
    return reported([dict(problem) for problem in error.errors(include_url=False)])


def reported(problems: list[Problem]) -> list[Problem]:
    """Leaves out fields that are just missing, and what follows for defaults made from them."""
    consequences = ("missing", "default_factory_not_called")
    kept = [p for p in problems if len(p["loc"]) > 1 or p["type"] not in consequences]
    for problem in kept:
        error = problem.get("ctx", {}).get("error")
        if isinstance(error, BaseException):
            # That of a validator; its traceback holds the frames that hold it: no reference cycle.
            error.__traceback__ = None
    return kept


def _unwrapped(model: type[BaseModel]) -> tuple[list[Any], Any]:
    """Returns the shared definitions of a model's core schema, and the schema itself."""
    schema: Any = model.__pydantic_core_schema__
    definitions: list[Any] = []
    if schema["type"] == "definitions":
        definitions, schema = schema["definitions"], schema["schema"]
    if schema["type"] == "definition-ref":
        schema = next(d for d in definitions if d.get("ref") == schema["schema_ref"])
    return definitions, schema


def _config(model: type[BaseModel]) -> dict[str, Any]:
    """Returns the model's core configuration, less what is about extra fields."""
    _, schema = _unwrapped(model)
    while "config" not in schema and "schema" in schema:
        schema = schema["schema"]
    config = dict(schema.get("config", {}))
    config.pop("extra_fields_behavior", None)
    return config


def _looks_around(schema: Any) -> bool:
    """Says whether a validator or a default factory gets the fields before it."""
    if isinstance(schema, dict):
        return (
            schema.get("type") == "with-info"
            or bool(schema.get("default_factory_takes_data"))
            or any(map(_looks_around, schema.values()))
        )
    return isinstance(schema, list | tuple) and any(map(_looks_around, schema))


def _without_default(schema: Any) -> Any:
    """Returns the core schema of a field, validators included, that leaves it out if absent."""
    if schema["type"] == "default":
        return schema["schema"]
    if schema["type"].startswith("function-") and "schema" in schema:
        return {**schema, "schema": _without_default(schema["schema"])}
    return schema


def _wire_key(model: type[BaseModel], name: str) -> str | None:
    """Returns the key under which the model expects a field; None if it is a longer path."""
    config = model.model_config
    alias: Any = model.model_fields[name].validation_alias
    if (
        alias is None
        or config.get("validate_by_name")
        or config.get("populate_by_name")
        or config.get("validate_by_alias") is False
    ):
        return name
    if isinstance(alias, AliasChoices):
        alias = next((choice for choice in alias.choices if isinstance(choice, str)), None)
    return None if isinstance(alias, AliasPath) else alias
