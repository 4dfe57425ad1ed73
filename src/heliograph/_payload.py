"""From a payload model to the fields of a send: check them, validate them, fill in defaults.

Everything here works on plain dictionaries keyed by field name; aliases belong to the wire.
"""

from __future__ import annotations

import copy
import difflib
from functools import cached_property
from typing import Any, NamedTuple

from pydantic import BaseModel, PydanticUndefinedAnnotation, ValidationError
from pydantic_core import PydanticUndefined

from heliograph._check import Checker
from heliograph._location import users_frame
from heliograph._types import ABSENT, REQUIRED
from heliograph._validators import (
    ModelValidator,
    Problem,
    does_more_than_its_fields,
    fields_validator,
    problems_of,
    reported,
    values_validator,
)
from heliograph.errors import DeclarationError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from heliograph._types import Fields, Validate
    from heliograph.typing import Policy


class Field(NamedTuple):
    """One field of a payload model.

    Attributes:
        name: Its name; a send knows no aliases.
        annotation: Its declared type.
        default: What a send without it delivers; `REQUIRED` if there is none, and `ABSENT` if it
            must be made anew for each send.
    """

    name: str
    annotation: Any
    default: Any


class Verdict(NamedTuple):
    """What became of a payload.

    Attributes:
        fields: The fields as they are delivered.
        problems: Why the payload is refused, in pydantic's shape; empty if it is not.
        is_about_names: Whether the problems are about names alone.
        cause: Pydantic's error, if it had a part in it.
        changed: The fields that the payload model would deliver otherwise, with its values.
    """

    fields: Fields
    problems: list[Problem]
    is_about_names: bool = False
    cause: ValidationError | None = None
    changed: Fields = {}  # noqa: RUF012 - never changed


class Schema:
    """What a payload model says of the fields of a send.

    Attributes:
        model: The payload model.
        fields: Its fields, by name.
        allows_extra: Whether it takes fields that it doesn't declare.
        hides_input: Whether errors must not show what was sent.
        validate: Makes of a payload with the right names what `"always"` delivers, defaults
            included; raises pydantic's `ValidationError`.
    """

    def __init__(self, model: type[BaseModel]) -> None:
        _complete(model)
        self.model = model
        self.fields = {
            name: Field(name, info.annotation, _default(info))
            for name, info in model.model_fields.items()
        }
        self.allows_extra = model.model_config.get("extra") == "allow"
        self._name_of_alias = {
            alias: name
            for name, info in model.model_fields.items()
            for alias in (info.alias, info.validation_alias)
            if isinstance(alias, str) and alias not in model.model_fields
        }
        self.hides_input = bool(model.model_config.get("hide_input_in_errors"))
        validator = fields_validator(model)
        self._model_validator = ModelValidator(model)
        self._does_more = validator is None or does_more_than_its_fields(model)
        # Whether `validate_values` looks at the values alone; known once that is made.
        self._takes_values = False
        self.validate: Callable[[Fields], Fields] = self._model_validator
        if validator is not None and not self._does_more:
            self.validate = validator.validate_python

    def judged(self, policy: Policy, payload: tuple[Any, ...], fields: Fields) -> Verdict:
        """Returns what becomes of a payload under a policy.

        Args:
            policy: `"debug"` checks the values; `"always"` delivers what the model makes of them;
                `"never"` looks at the names only, as all of them do.
            payload: What was sent in the form of an instance.
            fields: What was sent by name.
        """
        if payload:
            problem = self._payload_problem(payload, fields)
            if problem is not None:
                return Verdict(fields, [problem], is_about_names=True)
            [instance] = payload
            fields = self._given(instance)
            if isinstance(instance, self.model):
                # It is validated already.
                policy = "never"
        problems = self._name_problems(fields)
        if policy == "never" and not problems:
            return Verdict(self.filled(fields), [])
        if policy == "never":
            return Verdict(fields, problems, is_about_names=True)
        unknown = {problem["loc"][0] for problem in problems}
        known = {name: value for name, value in fields.items() if name not in unknown}
        if policy == "always":
            return self._validated(known, problems)
        return self._checked(known, problems)

    def problems_of(self, error: ValidationError) -> list[Problem]:
        """Returns what `validate` raised as problems of fields."""
        if self.validate is self._model_validator:
            return reported(self._model_validator.errors(error))
        return problems_of(error)

    def problems_of_values(self, error: ValidationError) -> list[Problem]:
        """Returns what `validate_values` raised as problems of fields."""
        if not self._takes_values:
            return self.problems_of(error)
        names = list(self.fields)
        problems: list[Problem] = [dict(problem) for problem in error.errors(include_url=False)]
        for problem in problems:
            # To a tuple, a field is an index.
            index, *path = problem["loc"]
            problem["loc"] = (names[index], *path)
        return reported(problems)

    def filled(self, fields: Fields) -> Fields:
        """Returns the fields as sent, with a fresh default for each that was not."""
        complete: Fields = {}
        for name, field in self.fields.items():
            if name in fields:
                complete[name] = fields[name]
            elif field.default is ABSENT:
                # Pydantic hands validated data to a factory; here it is what was sent.
                complete[name] = self.model.model_fields[name].get_default(
                    call_default_factory=True, validated_data=complete
                )
            else:
                complete[name] = field.default
        if self.allows_extra:
            complete.update({name: v for name, v in fields.items() if name not in complete})
        return complete

    def _payload_problem(self, payload: tuple[Any, ...], fields: Fields) -> Problem | None:
        """Returns what is wrong with sending this instance."""
        problem: Problem = {"type": "unexpected_payload", "loc": ("payload",), "input": payload[0]}
        if len(payload) > 1 or fields:
            besides = f"the fields {', '.join(fields)}" if fields else f"{len(payload) - 1} more"
            message = f"one instance of {self._title} is a whole payload; sent with it: {besides}"
        elif isinstance(payload[0], self.model) or self._is_alike(payload[0]):
            return None
        else:
            message = f"is no instance of {self._title}; send one, or the fields by name"
        return {**problem, "msg": message}

    def _is_alike(self, payload: object) -> bool:
        """Says whether it is one to type checkers: `Page(items=[1])` where `Page[int]` is due."""
        origin = self.model.__pydantic_generic_metadata__["origin"]
        return origin is not None and isinstance(payload, origin)

    def _given(self, payload: Any) -> Fields:
        """Returns the fields of an instance; of a subclass, its own fields stay behind."""
        # Not by getattr, which warns of fields that are deprecated.
        fields = {name: vars(payload)[name] for name in self.fields if name in vars(payload)}
        if self.allows_extra:
            fields.update(payload.__pydantic_extra__ or {})
        return fields

    def _name_problems(self, fields: Fields) -> list[Problem]:
        """Returns what is wrong with the names of a payload: fields missing or unknown."""
        problems: list[Problem] = [
            {"type": "missing", "loc": (field.name,), "msg": "required, but was not sent"}
            for field in self.fields.values()
            if field.default is REQUIRED and field.name not in fields
        ]
        for name in [name for name in fields if name not in self.fields]:
            if name == "signal":
                message = "every receiver gets the signal itself as the argument of this name"
            elif name in self._name_of_alias:
                message = (
                    f"is an alias; fields are sent by name, here {self._name_of_alias[name]!r}"
                )
            elif not self.allows_extra:
                message = f"unknown to {self._title}{self._suggestion(name, fields)}"
            else:
                continue
            problems.append(
                {"type": "unexpected_field", "loc": (name,), "msg": message, "input": fields[name]}
            )
        return problems

    def _validated(self, fields: Fields, wrong_names: list[Problem]) -> Verdict:
        """Judges the known fields under `"always"`."""
        try:
            made = self.validate(fields)
        except ValidationError as error:
            found = self.problems_of(error)
            # Its traceback holds the frames that hold it: no reference cycle.
            cause = error.with_traceback(None)
            return Verdict(fields, wrong_names + found, is_about_names=not found, cause=cause)
        except Exception:
            if not wrong_names:
                raise
            # A validator or a factory that counts on a field which is missing.
            made = fields
        return Verdict(made, wrong_names, is_about_names=bool(wrong_names))

    def _checked(self, fields: Fields, wrong_names: list[Problem]) -> Verdict:
        """Judges the known fields under `"debug"`."""
        # A factory may look at fields that are missing.
        complete = fields if wrong_names else self.filled(fields)
        found = self._checker.check(fields, complete, is_complete=not wrong_names)
        problems = wrong_names + found.problems
        is_about_names = bool(problems) and not found.problems
        return Verdict(complete, problems, is_about_names, found.cause, found.changed)

    @cached_property
    def _checker(self) -> Checker:
        """Made at the first check: there is none in production."""
        return Checker(self.model)

    @cached_property
    def validate_values(self) -> Validate | None:
        """Does what `validate` does, from the values of all fields to those to deliver.

        A field that was not sent is `PydanticUndefined`. None for a model that allows extra
        fields, which have no place in a tuple.
        """
        if self.allows_extra:
            return None
        direct = None if self._does_more else values_validator(self.model)
        if direct is not None:
            self._takes_values = True
            return direct
        names = tuple(self.fields)

        def validate(values: tuple[Any, ...]) -> tuple[Any, ...]:
            pairs = zip(names, values, strict=True)
            made = self.validate({n: v for n, v in pairs if v is not PydanticUndefined})
            return tuple(made[name] for name in names)

        return validate

    @property
    def _title(self) -> str:
        return self.model.__qualname__

    def _suggestion(self, name: str, fields: Fields) -> str:
        candidates = [candidate for candidate in self.fields if candidate not in fields]
        close = difflib.get_close_matches(name, candidates, n=1)
        if close:
            return f"; did you mean {close[0]!r}?"
        return f", whose fields are {', '.join(self.fields) or 'none at all'}"


def _complete(model: type[BaseModel]) -> None:
    """Resolves forward references, also to what is local to the function that sends.

    Raises:
        DeclarationError: A name is not defined (yet).
    """
    if model.__pydantic_complete__:
        return
    try:
        model.model_rebuild(_types_namespace=dict(users_frame().f_locals))
    except PydanticUndefinedAnnotation as error:
        raise DeclarationError(
            f"Payload model {model.__qualname__} is not complete: {error.message}. Define or "
            f"import {error.name} in {model.__module__} before the first send."
        ) from error


def _default(info: Any) -> Any:
    if info.is_required():
        return REQUIRED
    if info.default_factory is not None or info.default is PydanticUndefined:
        return ABSENT
    try:
        is_shareable = copy.deepcopy(info.default) is info.default
    except Exception:
        # What can't be copied is left to pydantic, which knows what it does then.
        is_shareable = False
    return info.default if is_shareable else ABSENT
