"""The check of debug mode: refuses nothing that the declared types admit, and changes nothing."""

from __future__ import annotations

from functools import cached_property
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError
from pydantic_core import SchemaError, SchemaValidator

from heliograph import _check_schema, _fits
from heliograph._validators import (
    ModelValidator,
    Problem,
    does_more_than_its_fields,
    fields_validator,
    problems_of,
    reported,
)
from heliograph.errors import shortened

Fields = dict[str, Any]


class Findings(NamedTuple):
    """What a check found.

    Attributes:
        problems: Why the payload is to be refused, in pydantic's shape; empty if it is not.
        changed: The fields that the payload model would deliver otherwise, with its values.
        cause: Pydantic's error, if it had a part in it.
    """

    problems: list[Problem]
    changed: Fields
    cause: ValidationError | None


class Checker:
    """Checks the values of payloads of one model."""

    def __init__(self, model: type[BaseModel]) -> None:
        self._model = model
        self._validate_model = ModelValidator(model)
        self._does_more = does_more_than_its_fields(model)

    def check(self, fields: Fields, complete: Fields, *, is_complete: bool) -> Findings:
        """Returns what there is to say of the values of a payload.

        Args:
            fields: What was sent.
            complete: The same with defaults for the other fields; validators may look at these,
                but they are not checked.
            is_complete: Whether no field is missing, so that an instance of the model can be made.
        """
        results, errors, cause = self._validated(complete)
        problems = [
            problem
            for name, found in errors.items()
            if name in fields and not _check_schema.admitted(found)
            for problem in found
        ]
        problems += _misfits(fields, results)
        if self._does_more and is_complete and not problems:
            problems, results, cause = self._checked_as_model(fields, complete, results)
        changed = {
            name: result
            for name, result in results.items()
            if name in fields and _fits.differs(fields[name], result)
        }
        return Findings(problems, changed, cause if problems else None)

    def _checked_as_model(
        self, fields: Fields, complete: Fields, results: Fields
    ) -> tuple[list[Problem], Fields, ValidationError | None]:
        """Makes an instance, of fields that each for itself are right.

        Returns:
            The problems, what validation made of the fields, and pydantic's error.
        """
        shown = {
            name: value if results.get(name, value) is value else _check_schema.stand_in(value)
            for name, value in complete.items()
        }
        try:
            made = self._validate_model(shown)
        except ValidationError as error:
            found = reported(self._validate_model.errors(error))
            problems = [] if _check_schema.admitted(found) else found
            return problems, results, error.with_traceback(None)
        problems = [] if self._validator is not None else _misfits(fields, made)
        # Of a union, the model itself may take another member than a check does.
        fitting = {n: v for n, v in made.items() if _fits.fits(complete.get(n), v)}
        return problems, {**results, **fitting}, None

    def _validated(
        self, complete: Fields
    ) -> tuple[Fields, dict[Any, list[Problem]], ValidationError | None]:
        """Validates each field strictly, and those that strictness refuses by their configuration.

        Returns:
            What validation made of the fields that pass, the problems of each field that doesn't,
            and pydantic's error.
        """
        validator = self._validator
        if validator is None:
            return {}, {}, None
        try:
            return validator.validate_python(complete, strict=True), {}, None
        except ValidationError:
            remaining = dict(complete)
        except SchemaError:
            return self._validated_one_by_one(complete)
        errors: dict[Any, list[Problem]] = {}
        cause = None
        # Pydantic returns nothing if one field is refused; the others are to be looked at too.
        while remaining:
            try:
                return validator.validate_python(remaining), errors, cause
            except SchemaError:
                return self._validated_one_by_one(complete)
            except ValidationError as error:
                # Its traceback holds this frame, which holds it: no reference cycle.
                cause = cause or error.with_traceback(None)
                found = _by_field(problems_of(error))
            for name, problems in found.items():
                errors.setdefault(name, []).extend(problems)
                del remaining[name]
        return {}, errors, cause

    def _validated_one_by_one(
        self, complete: Fields
    ) -> tuple[Fields, dict[Any, list[Problem]], ValidationError | None]:
        """Does the same if a validator asks for the default instead (`PydanticUseDefault`).

        A check knows none, so that nothing is found against that field.
        """
        if len(complete) == 1:
            return {}, {}, None
        parts = [self._validated({name: value}) for name, value in complete.items()]
        results = {name: made for part, _, _ in parts for name, made in part.items()}
        errors = {name: found for _, part, _ in parts for name, found in part.items()}
        return results, errors, next((cause for _, _, cause in parts if cause is not None), None)

    @cached_property
    def _validator(self) -> SchemaValidator | None:
        return fields_validator(self._model, _check_schema.checking)


def _by_field(problems: list[Problem]) -> dict[Any, list[Problem]]:
    found: dict[Any, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem["loc"][0] if problem["loc"] else None, []).append(problem)
    return found


def _misfits(fields: Fields, results: Fields) -> list[Problem]:
    return [
        _mismatch(name, fields[name], result)
        for name, result in results.items()
        if name in fields and not _fits.fits(fields[name], result)
    ]


def _mismatch(name: str, sent: object, result: object) -> Problem:
    path, part, made = _fits.misfit(sent, result)
    return {
        "type": "not_as_declared",
        # As pydantic has it, so that it can be shown and pickled.
        "loc": (name, *(key if type(key) in (str, int) else shortened(key) for key in path)),
        "msg": _fits.mismatch(part, made),
        "input": part,
    }
