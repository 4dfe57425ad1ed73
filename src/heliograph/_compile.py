"""The `send` family of a payload model, generated as source once, as dataclasses do `__init__`.

`f(a=a, b=b)` is about twice as fast as `f(**{"a": a, "b": b})`, which builds a dictionary for each
receiver. So `send` gets the fields as parameters of its own, and `help` shows them.

Only names of fields are put into the source, never values, and only names that are identifiers.
All other names in it begin with an underscore, which no field does: a field may be called `id`.
"""

from __future__ import annotations

import inspect
import keyword
from typing import Any

from pydantic_core import PydanticUndefined

from heliograph._types import ABSENT, REQUIRED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from heliograph._payload import Field

FAMILY = ("send", "send_robust", "asend", "asend_robust")

# `{...}` are filled in below. The branches of the first `if`: the long way, with all there is to
# look at; the short way, when the shortcut knows whom to call; and that with validation.
_SEND = """
def {name}(self, /, sender, *_payload{parameters}, **_unknown):
    _shortcut = self._registry.shortcut
    _connections = _shortcut.plain
    if _connections is None:
        _connections = _shortcut.routes.get(_id(sender), _shortcut.elsewhere)
    if _connections is None or _payload or _unknown{is_incomplete}:
        _connections, _later, _fields = self._begin(sender, _payload, _given({sent}, _unknown))
        {unpack}
        {unpack_extra}
    elif (_validate := _shortcut.validate) is None:
        if not _connections:
            return []
        _later = ()
        {fill}
    else:
        try:
            {targets} = _validate(({values}))
        except _ValidationError as _error:
            raise self._refusal(sender, _given({sent}, _unknown), _error)
        if not _connections:
            return []
        _later = ()
    _responses = []
    {loop}
    try:
        if _later:
            _responses += self._send_async(sender, _fields, _later, {caught})
        return _responses
    finally:
        # The traceback of an error among them holds this frame: no reference cycle.
        del _responses
"""

_LOOPS = {
    "send": """
    _receiver = None
    try:
        for _connection in _connections:
            _receiver = _connection()
            if _receiver is not None:
                _responses.append((_receiver, _receiver({arguments})))
    except _BaseException as _error:
        _annotate(_error, self, _receiver)
        raise
""",
    "send_robust": """
    for _connection in _connections:
        _receiver = _connection()
        if _receiver is not None:
            try:
                _responses.append((_receiver, _receiver({arguments})))
            except _Exception as _error:
                _responses.append((_receiver, _log_failure(_error, self, _receiver)))
""",
}

# The short way is for signals with async receivers only; a single one is awaited right here.
_ASEND = """
async def {name}(self, /, sender, *_payload{parameters}, **_unknown):
    _connections = self._registry.shortcut.awaited
    if _connections is None or _payload or _unknown{is_incomplete}:
        return await self._asend(sender, _payload, _given({sent}, _unknown), {caught})
    {fill}
    if _len(_connections) > 1:
        return await _deliver_concurrently(self, sender, {sent}, _connections, {caught})
    _receiver = _connections[0]()
    if _receiver is None:
        return []
    try:
        return [(_receiver, await _receiver({arguments}))]
    {failure}
"""

_FAILURES = {
    "asend": """
    except _BaseException as _error:
        _annotate(_error, self, _receiver)
        raise
""",
    "asend_robust": """
    except _Exception as _error:
        return [(_receiver, _log_failure(_error, self, _receiver))]
""",
}


def can_compile(names: Iterable[str]) -> bool:
    """Says whether all names can stand in source as they are, and mean the same there."""
    return all(
        name.isidentifier()
        and name.isascii()  # Python normalises other letters, so two names could become one.
        and not keyword.iskeyword(name)
        and not name.startswith("_")
        and name not in ("self", "sender", "signal")
        for name in names
    )


def compile_family(
    fields: Mapping[str, Field], allows_extra: bool, owner: str, helpers: Mapping[str, object]
) -> dict[str, Callable[..., Any]]:
    """Returns the four methods for a payload model.

    Args:
        fields: The fields of the model, for which `can_compile` holds.
        allows_extra: Whether fields that are not declared are delivered.
        owner: The qualified name of the class that gets the methods.
        helpers: What the source refers to besides: `model` (the payload model), `annotate`,
            `log_failure`, `deliver_concurrently`, `ValidationError`, `PROPAGATE` and `ROBUST`.
    """
    namespace: dict[str, Any] = {
        "__name__": __name__,
        "_BaseException": BaseException,
        "_Exception": Exception,
        # What pydantic itself takes for a field that was not sent.
        "_absent": PydanticUndefined,
        "_given": _given,
        "_id": id,
        "_len": len,
        **{f"_{name}": helper for name, helper in helpers.items()},
        **{f"_default_{field.name}": field.default for field in fields.values()},
    }
    family = {}
    for name in FAMILY:
        source = _source(name, list(fields.values()), allows_extra)
        exec(compile(source, f"<heliograph {owner}.{name}>", "exec"), namespace)  # noqa: S102 - only identifiers are filled in
        method = namespace[name]
        method.__qualname__ = f"{owner}.{name}"
        method.__signature__ = _signature(fields.values(), allows_extra)
        family[name] = method
    return family


def _source(name: str, fields: list[Field], allows_extra: bool) -> str:
    everything = [field.name for field in fields]
    required = [field.name for field in fields if field.default is REQUIRED]
    # A default that must be made anew is made on the long way.
    fresh = [field.name for field in fields if field.default is ABSENT]
    shared = [name for name in everything if name not in {*required, *fresh}]
    sent = "{" + ", ".join(f"'{n}': {n}" for n in everything) + "}"
    arguments = ["signal=self", "sender=sender", *(f"{n}={n}" for n in everything)]
    if allows_extra:
        arguments.append("**_unknown")
    parts = {
        "name": name,
        "arguments": ", ".join(arguments),
        "caught": "_ROBUST" if name.endswith("robust") else "_PROPAGATE",
        "is_incomplete": "".join(f" or {n} is _absent" for n in (*required, *fresh)),
        "parameters": "".join(f", {n}=_absent" for n in everything),
        "sent": sent,
    }
    if not required:
        # Nothing is missing where the sender is forgotten, and the payload stands in its place.
        parts["is_incomplete"] += " or sender.__class__ is _model"
    filling = [f"if {n} is _absent: {n} = _default_{n}" for n in shared]
    if name.startswith("a"):
        failure = _FAILURES[name].format(**parts).strip()
        return _ASEND.format(**parts, fill=_lines(filling, 4), failure=failure)
    extra = f"_unknown = {{_n: _fields[_n] for _n in _fields if _n not in {sent}}}"
    return _SEND.format(
        **parts,
        fill=_lines(filling, 8),
        loop=_LOOPS[name].format(**parts).strip(),
        targets="".join(f"{n}, " for n in everything) or "()",
        unpack=_lines([f"{n} = _fields['{n}']" for n in everything], 8),
        unpack_extra=extra if allows_extra else "",
        values="".join(f"{n}, " for n in everything),
    )


def _lines(statements: Iterable[str], indentation: int) -> str:
    return ("\n" + " " * indentation).join(statements)


def _given(fields: dict[str, Any], unknown: dict[str, Any]) -> dict[str, Any]:
    """Returns the fields that were sent, the unknown ones after the others."""
    given = {name: value for name, value in fields.items() if value is not PydanticUndefined}
    return {**given, **unknown}


def _signature(fields: Iterable[Field], allows_extra: bool) -> inspect.Signature:
    """Returns the signature that `help` and editors show."""
    kinds = inspect._ParameterKind
    fields = list(fields)
    # They have no name that a sender could use, and leave theirs to a field that has it.
    taken = {field.name for field in fields}
    payload = "_payload" if "payload" in taken else "payload"
    extra = "_extra" if "extra" in taken else "extra"
    parameters = [
        inspect.Parameter("self", kinds.POSITIONAL_ONLY),
        inspect.Parameter("sender", kinds.POSITIONAL_OR_KEYWORD),
        inspect.Parameter(payload, kinds.VAR_POSITIONAL),
    ]
    for field in fields:
        default = _FACTORY if field.default is ABSENT else field.default
        parameters.append(
            inspect.Parameter(
                field.name, kinds.KEYWORD_ONLY, default=default, annotation=field.annotation
            )
        )
    if allows_extra:
        parameters.append(inspect.Parameter(extra, kinds.VAR_KEYWORD))
    return inspect.Signature(parameters)


class _Factory:
    def __repr__(self) -> str:
        return "<factory>"


_FACTORY = _Factory()
