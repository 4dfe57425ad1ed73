"""From a payload model to its fields, as the checker sees them."""

from __future__ import annotations

from operator import is_
from typing import TYPE_CHECKING, Any, NamedTuple

from mypy.expandtype import expand_type, expand_type_by_instance
from mypy.maptype import map_instance_to_supertype
from mypy.nodes import Decorator, TypeInfo, Var
from mypy.types import AnyType, TypeOfAny, TypeVarId

from heliograph.mypy import _facts, _names
from heliograph.mypy._resolving import Resolver

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy.nodes import MypyFile
    from mypy.types import Instance, Type

    from heliograph.mypy._facts import ClassFacts

# The type variable that `Self` is in every class.
_SELF = TypeVarId(0)


class Field(NamedTuple):
    """A field of a payload model.

    Attributes:
        name: Its name, by which it is sent.
        type: As declared, with the type arguments of a generic model.
        is_required: Whether it has certainly no default.
        is_certain: Whether it is certainly a field.
        takes_anything: Whether values of other types may be sent for it.
    """

    name: str
    type: Type
    is_required: bool
    is_certain: bool
    takes_anything: bool


class Payload(NamedTuple):
    """What a signal delivers besides the signal and the sender.

    Attributes:
        model: The payload model.
        fields: By name, in the order of declaration.
        allows_extra: Whether other names may be sent, too.
        types: All types that a check against it depends on.
    """

    model: Instance
    fields: Mapping[str, Field]
    allows_extra: bool
    types: tuple[Type, ...]

    @property
    def name(self) -> str:
        """The name of the payload model."""
        return self.model.type.name


def payload_of(model: Instance, modules: Mapping[str, MypyFile]) -> Payload | None:
    """Returns the payload that a model declares.

    Args:
        model: The payload model.
        modules: All modules that the checker knows, by name.

    Returns:
        The payload; None for a model that is not understood, because a base is unknown or because
        nothing was noted of it.
    """
    info = model.type
    noted = [_facts.noted_of(base) for base in info.mro]
    if info.fallback_to_any or noted[0] is None:
        return None
    key = (info, model.args)
    known = _known.get(key)
    if known is not None and len(noted) == len(known[0]) and all(map(is_, noted, known[0])):
        return known[1]
    payload = _read(model, modules)
    _known[key] = noted, payload
    return payload


# Kept as long as mypy runs, for a daemon too: as many as there are models.
# Payloads, and what was noted of the classes that they were read from: mypy's daemon keeps a class,
# and notes anew what it says when it has analysed it again.
_known: dict[tuple[TypeInfo, tuple[Type, ...]], tuple[list[list[Any] | None], Payload]] = {}


def _read(model: Instance, modules: Mapping[str, MypyFile]) -> Payload:
    fields: dict[str, Field] = {}
    converted: set[str] = set()
    for base in reversed(model.type.mro):
        if base.fullname in (_names.OBJECT, _names.BASE_MODEL) or base.module_name == "typing":
            continue
        facts = _facts.facts_of(base)
        if facts is not None:
            # What is declared anew may be no field any more.
            fields = {name: field for name, field in fields.items() if _is_field_in(base, name)}
            fields |= _fields_of(base, facts, model, modules)
            converted |= facts.converted
        elif base.module_name.partition(".")[0] != _names.PYDANTIC:
            fields |= _fields_of_mixin(base)
            if _may_validate(base):
                converted.add(_facts.ALL_FIELDS)
    if _facts.ALL_FIELDS in converted:
        converted |= fields.keys()
    for name in converted & fields.keys():
        fields[name] = fields[name]._replace(takes_anything=True)
    return Payload(
        model,
        fields,
        allows_extra=may_have_extra(model.type),
        types=(model, *(field.type for field in fields.values())),
    )


def may_have_extra(info: TypeInfo) -> bool:
    """Says whether a model takes other names than those of its fields, or may."""
    return _extra(info) in ("allow", "maybe")


def field_names(info: TypeInfo) -> set[str]:
    """Returns the names of the certain fields of a model, while it is still being analysed."""
    annotated = {name for base in info.mro for name in _facts.names_of(base)}
    names = {name for name in annotated if not name.startswith("_")}
    return {name for name in names if not _is_class_variable(info, name)}


def _is_class_variable(info: TypeInfo, name: str) -> bool:
    symbol = info.get(name)
    return symbol is None or not isinstance(symbol.node, Var) or symbol.node.is_classvar


def _fields_of(
    info: TypeInfo, facts: ClassFacts, model: Instance, modules: Mapping[str, MypyFile]
) -> dict[str, Field]:
    """Returns the fields that the body of a model adds or declares anew."""
    fields = {}
    resolver = Resolver(info, modules)
    for name, fact in facts.fields.items():
        variable = _variable(info, name)
        if variable is not None:
            state = resolver.default_state(fact)
            fields[name] = Field(
                name,
                _type_in(variable, info, model),
                is_required=state == "no",
                is_certain=not (variable.is_final and state != "no"),
                takes_anything=resolver.converts(fact, variable.type),
            )
    return fields


def _fields_of_mixin(info: TypeInfo) -> dict[str, Field]:
    """Returns what may be fields, of a base that is no model; nothing was noted of its body."""
    return {
        name: Field(
            name,
            AnyType(TypeOfAny.special_form),
            is_required=False,
            is_certain=False,
            takes_anything=True,
        )
        for name in info.names
        if _variable(info, name) is not None
    }


def _may_validate(info: TypeInfo) -> bool:
    """Says whether a base that is no model may bring validators, which decorators make."""
    nodes = (symbol.node for symbol in info.names.values())
    return any(isinstance(node, Decorator) and not node.func.is_property for node in nodes)


def _is_field_in(info: TypeInfo, name: str) -> bool:
    """Says whether a field of a base is still one in a class."""
    return name not in info.names or _variable(info, name) is not None


def _variable(info: TypeInfo, name: str) -> Var | None:
    """Returns what can be a field of that name."""
    symbol = info.names.get(name)
    if symbol is None or not isinstance(symbol.node, Var) or name == _names.MODEL_CONFIG:
        return None
    variable = symbol.node
    return None if variable.is_classvar or name.startswith("_") else variable


def _type_in(variable: Var, info: TypeInfo, model: Instance) -> Type:
    """Returns the type of a field in a payload model that may be generic or derived."""
    if variable.type is None:
        return AnyType(TypeOfAny.special_form)
    # First, for a `Self` in the arguments of the model is another class.
    declared = expand_type(variable.type, {_SELF: model})
    declared = expand_type_by_instance(declared, map_instance_to_supertype(model, info))
    # And of that, mypy doesn't say in each case which class it is.
    return expand_type(declared, {_SELF: AnyType(TypeOfAny.special_form)})


def _extra(info: TypeInfo) -> str:
    """Returns the option of that name of a model; as in pydantic, the last base prevails."""
    own = _facts.extra_of(info)
    if own:
        return own
    found = [_extra(base.type) for base in info.bases if base.type is not info]
    return next((extra for extra in reversed(found) if extra), "")
