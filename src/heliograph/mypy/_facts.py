"""What the body of a payload model says of its fields, kept where mypy's cache keeps it.

mypy forgets class bodies once they are checked, and the cache never has them. What a signature
needs of them is therefore noted in the metadata of the class while it is analysed. That is early:
names are not bound yet, so they are noted as they are written and looked up later (`_resolving`).
The body is read from mypy's nodes, and from the file (`_source`) only what these lack.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from mypy.nodes import (
    MDEF,
    ArgKind,
    AssignmentStmt,
    Block,
    CallExpr,
    ClassDef,
    Decorator,
    DictExpr,
    EllipsisExpr,
    Expression,
    ExpressionStmt,
    ForStmt,
    IfStmt,
    IndexExpr,
    MatchStmt,
    MemberExpr,
    NameExpr,
    Statement,
    StrExpr,
    SymbolTableNode,
    TempNode,
    TryStmt,
    Var,
    WhileStmt,
    WithStmt,
)
from mypy.types import LiteralType, RawExpressionType, Type, UnboundType, UnionType

from heliograph.mypy import _source
from heliograph.mypy._names import FINGERPRINT, METADATA, MODEL_CONFIG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy.nodes import TypeInfo
    from mypy.plugin import ClassDefContext

ALL_FIELDS = "*"

# Names in annotations that are no alias which could hide something.
_PLAIN = frozenset(
    [
        "Any",
        "Literal",
        "None",
        "Optional",
        "Union",
        "bool",
        "bytes",
        "complex",
        "dict",
        "float",
        "frozenset",
        "int",
        "list",
        "object",
        "set",
        "str",
        "tuple",
        "type",
    ]
)
_CONVERTING_MODES = ("before", "plain", "wrap")


class FieldFacts(NamedTuple):
    """What stands in the line of a field.

    Attributes:
        state: Whether there is a default: `"yes"`, `"no"`, `"maybe"`.
        callee: If a call stands in the place of the default: what is called, as it is written. The
            state holds if that is pydantic's `Field`.
        annotation: What the annotation says.
    """

    state: str
    callee: str
    annotation: _source.Annotation


class ClassFacts(NamedTuple):
    """What stands in the body of a model.

    Attributes:
        fields: By name; also class variables and whatever else is annotated.
        extra: The option of that name: `"allow"`, `"forbid"`, `"ignore"`, `"maybe"` if it is not
            understood, or empty if the body doesn't say.
        converted: The names of fields for which a validator may let values of other types in.
    """

    fields: dict[str, FieldFacts]
    extra: str
    converted: frozenset[str]


def note_facts(context: ClassDefContext) -> None:
    """Notes the facts of a model in its metadata.

    Called for each analysis of a class, and does the same each time.
    """
    definition = context.cls
    module = context.api.modules.get(context.api.cur_mod_id)
    facts = _of_class(definition, module.path if module else "", is_stub=context.api.is_stub_file)
    noted = [
        # Not a dictionary: mypy sorts the keys when it writes its cache.
        [[name, *_as_json(field)] for name, field in facts.fields.items()],
        facts.extra,
        sorted(facts.converted),
    ]
    definition.info.metadata[METADATA] = {"facts": noted}
    _leave_fingerprint(definition.info, json.dumps(noted), context)


def facts_of(info: TypeInfo) -> ClassFacts | None:
    """Returns the facts that were noted of a model; None if there are none."""
    noted = noted_of(info)
    if noted is None:
        return None
    fields, extra, converted = noted
    return ClassFacts(
        {name: _from_json(field) for name, *field in fields}, extra, frozenset(converted)
    )


def noted_of(info: TypeInfo) -> list[Any] | None:
    """Returns what was noted of a model, which is another object once it was analysed again."""
    metadata = info.metadata.get(METADATA)
    return None if metadata is None else metadata["facts"]


def names_of(info: TypeInfo) -> list[str]:
    """Returns the names of what a model annotates, as in `ClassFacts`."""
    noted = noted_of(info)
    return [name for name, *_ in noted[0]] if noted is not None else []


def extra_of(info: TypeInfo) -> str:
    """Returns the option `extra` of a model, as in `ClassFacts`."""
    noted = noted_of(info)
    return noted[1] if noted is not None else ""


def _as_json(field: FieldFacts) -> list[Any]:
    defaults, converts, alias, names = field.annotation
    return [*field[:2], [list(default) for default in defaults], converts, alias, list(names)]


def _from_json(noted: list[Any]) -> FieldFacts:
    state, callee, defaults, converts, alias, names = noted
    annotation = _source.Annotation(
        tuple(_source.Default(*default) for default in defaults), converts, alias, tuple(names)
    )
    return FieldFacts(state, callee, annotation)


def _leave_fingerprint(info: TypeInfo, facts: str, context: ClassDefContext) -> None:
    """Makes facts visible to mypy's daemon, which compares symbols and no metadata."""
    variable = Var(FINGERPRINT, LiteralType(facts, context.api.named_type("builtins.str")))
    variable.info = info
    variable._fullname = f"{info.fullname}.{FINGERPRINT}"
    info.names[FINGERPRINT] = SymbolTableNode(MDEF, variable, plugin_generated=True)


def _of_class(definition: ClassDef, path: str, *, is_stub: bool) -> ClassFacts:
    fields: dict[str, FieldFacts] = {}
    extra = _text(definition.keywords["extra"]) if "extra" in definition.keywords else ""
    converted: set[str] = set()
    for statement, is_certain in _statements(definition.defs.body):
        match statement:
            case AssignmentStmt(lvalues=[NameExpr(name=name)]) if name == MODEL_CONFIG:
                extra = _extra_of_config(statement.rvalue) or extra if is_certain else "maybe"
            case AssignmentStmt(lvalues=[NameExpr(name=name)], unanalyzed_type=annotation) if (
                annotation is not None
            ):
                field = _of_field(statement, name, annotation, path)
                # Which of several branches is executed isn't known; and `= ...` in a stub says that
                # there is a default, but not so in other files.
                is_known = is_certain and not (
                    is_stub and isinstance(statement.rvalue, EllipsisExpr)
                )
                fields[name] = field if is_known else field._replace(state="maybe", callee="")
                if isinstance(statement.rvalue, CallExpr):
                    converted |= _converted_by(statement.rvalue.callee)
            case (
                AssignmentStmt(lvalues=[IndexExpr(base=NameExpr(name=name))])
                | ExpressionStmt(expr=CallExpr(callee=MemberExpr(expr=NameExpr(name=name))))
            ) if name == MODEL_CONFIG:
                # `model_config["extra"] = ...` or `model_config.update(...)`.
                extra = "maybe"
            case AssignmentStmt(rvalue=CallExpr() as call):
                # A validator that is shared between models: `_check = field_validator("x")(check)`.
                converted |= _converted_by(call)
            case Decorator(original_decorators=decorators):
                for decorator in decorators:
                    converted |= _converted_by(decorator)
            case ClassDef(name="Config"):
                extra = _extra_of_class(statement) or extra
    return ClassFacts(fields, extra, frozenset(converted))


# Where compound statements keep the statements within them.
_INNER = ("body", "bodies", "handlers", "else_body", "finally_body")


def _statements(body: object, *, is_certain: bool = True) -> Iterator[tuple[Statement, bool]]:
    """Yields the statements of a class body, and whether each is executed in any case."""
    if isinstance(body, list):
        for item in body:
            yield from _statements(item, is_certain=is_certain)
    elif isinstance(body, Block):
        yield from _statements(body.body, is_certain=is_certain)
    elif isinstance(body, IfStmt | MatchStmt | TryStmt | WithStmt | ForStmt | WhileStmt):
        for name in _INNER:
            yield from _statements(getattr(body, name, None), is_certain=False)
    elif isinstance(body, Statement):
        yield body, is_certain


def _of_field(statement: AssignmentStmt, name: str, annotation: Type, path: str) -> FieldFacts:
    if _has_metadata(annotation):
        read = _source.annotation_at(path, statement.line, name)
    else:
        bare = annotation.name if isinstance(annotation, UnboundType) else ""
        read = _source.Annotation(alias=bare, names=tuple(dict.fromkeys(_names(annotation))))
    names = tuple(each for each in read.names if each not in _PLAIN)
    return FieldFacts(*_default(statement.rvalue), read._replace(names=names))


def _has_metadata(annotation: Type) -> bool:
    """Says whether an annotation has parts that mypy's parsers drop."""
    match annotation:
        case UnboundType(name=name, args=arguments):
            if _last(name) == "Literal":
                return False
            return _last(name) == "Annotated" or any(map(_has_metadata, arguments))
        case UnionType(items=items):
            return any(map(_has_metadata, items))
    return isinstance(annotation, RawExpressionType)


def _names(annotation: Type) -> Iterator[str]:
    """Yields the names in an annotation, as they are written."""
    match annotation:
        case UnboundType(name=name, args=arguments):
            yield name
            if _last(name) != "Literal":
                for argument in arguments:
                    yield from _names(argument)
        case UnionType(items=items):
            for item in items:
                yield from _names(item)


def _default(value: Expression) -> tuple[str, str]:
    """Returns the state and the callee, as in `FieldFacts`."""
    match value:
        case TempNode(no_rhs=True) | EllipsisExpr():
            return "no", ""
        case CallExpr():
            return _state_of_call(value), _dotted(value.callee) or "?"
    return "yes", ""


def _state_of_call(call: CallExpr) -> str:
    """Says whether a call of `Field` gives a default."""
    if ArgKind.ARG_STAR in call.arg_kinds or ArgKind.ARG_STAR2 in call.arg_kinds:
        return "maybe"
    given = dict(zip(call.arg_names, call.args, strict=True))
    # A first positional argument has no name.
    default = given.get(None, given.get("default"))
    if default is None:
        return "yes" if "default_factory" in given else "no"
    return "no" if isinstance(default, EllipsisExpr) else "yes"


def _converted_by(expression: Expression) -> set[str]:
    """Returns the fields whose values a validator may convert before they are checked.

    What is called with the names of fields and isn't known is taken for such a validator.
    """
    if not isinstance(expression, CallExpr):
        return set()
    if isinstance(expression.callee, CallExpr):
        return _converted_by(expression.callee)
    arguments = dict(zip(expression.arg_names, expression.args, strict=True))
    positional = [
        argument
        for argument, name in zip(expression.args, expression.arg_names, strict=True)
        if name is None
    ]
    fields = {argument.value for argument in positional if isinstance(argument, StrExpr)}
    fields_or_all = fields if len(fields) == len(positional) else {ALL_FIELDS}
    match _last(_dotted(expression.callee)):
        case "model_validator":
            return {ALL_FIELDS} if _text(arguments.get("mode")) != "after" else set()
        case "root_validator":
            return {ALL_FIELDS}
        case "field_validator":
            mode = _text(arguments["mode"]) if "mode" in arguments else "after"
            return fields_or_all if mode in (*_CONVERTING_MODES, "maybe") else set()
        case "validator":
            return fields_or_all if "pre" in arguments else set()
        case "field_serializer" | "model_serializer" | "computed_field" | "PrivateAttr":
            return set()
    return fields


def _extra_of_config(value: Expression) -> str:
    match value:
        case CallExpr(arg_names=names, args=arguments, arg_kinds=kinds):
            known = ("ConfigDict", "SettingsConfigDict", "dict")
            is_literal = all(kind is ArgKind.ARG_NAMED for kind in kinds)
            if not is_literal or _last(_dotted(value.callee)) not in known:
                return "maybe"
            given = dict(zip(names, arguments, strict=True))
            return _text(given["extra"]) if "extra" in given else ""
        case DictExpr(items=items):
            extra = ""
            for key, item in items:
                if not isinstance(key, StrExpr):
                    return "maybe"
                if key.value == "extra":
                    extra = _text(item)
            return extra
    return "maybe"


def _extra_of_class(config: ClassDef) -> str:
    """Reads the nested class that pydantic took its configuration from before version 2."""
    if config.base_type_exprs:
        return "maybe"
    for statement, is_certain in _statements(config.defs.body):
        match statement:
            case AssignmentStmt(lvalues=[NameExpr(name="extra")], rvalue=value):
                return _text(value) if is_certain else "maybe"
    return ""


def _text(value: Expression | None) -> str:
    """Returns the text that a literal is; `"maybe"` if it is none."""
    match value:
        case StrExpr(value=text):
            return text
        case MemberExpr(name=("allow" | "forbid" | "ignore") as name):
            return name
    return "maybe"


def _dotted(expression: Expression) -> str:
    match expression:
        case NameExpr(name=name):
            return name
        case MemberExpr(expr=inner, name=name):
            prefix = _dotted(inner)
            return f"{prefix}.{name}" if prefix else ""
    return ""


def _last(dotted: str) -> str:
    return dotted.rpartition(".")[2]
