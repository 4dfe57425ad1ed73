"""What is noted of the body of a model."""

from __future__ import annotations

import json
from textwrap import indent
from types import SimpleNamespace
from typing import Any, cast

import pytest
from mypy.nodes import NameExpr, Var
from mypy.plugin import ClassDefContext
from mypy.types import LiteralType

from heliograph.mypy import _facts, _names
from heliograph.mypy._facts import ClassFacts, FieldFacts
from heliograph.mypy._source import Annotation, Default
from tests.mypy.building import Program, build_program

HEADER = """\
import pydantic
from typing import *
from typing import Annotated as A
from pydantic import *
from pydantic import Field as F
from annotated_types import Gt
made: Any = ...
Number = int
"""

# Statement of a field -> state and callee.
DEFAULTS = {
    "x: int": ("no", ""),
    "x: int = ...": ("no", ""),
    "x: int = 1": ("yes", ""),
    "x: int = Field()": ("no", "Field"),
    "x: int = Field(...)": ("no", "Field"),
    "x: int = Field(1)": ("yes", "Field"),
    "x: int = Field(gt=0, default=None)": ("yes", "Field"),
    "x: int = Field(default_factory=int)": ("yes", "Field"),
    "x: int = Field(**made)": ("maybe", "Field"),
    "x: int = F(1)": ("yes", "F"),
    "x: int = pydantic.Field(1)": ("yes", "pydantic.Field"),
    "x: int = made[0]()": ("no", "?"),
}

# Annotation -> alias and names.
ANNOTATIONS = {
    "int": ("int", ()),
    "Number": ("Number", ("Number",)),
    "pydantic.Json": ("pydantic.Json", ("pydantic.Json",)),
    "Optional[Number]": ("Optional", ("Number",)),
    "dict[str, list[Number | UUID1]]": ("dict", ("Number", "UUID1")),
    "'Number'": ("Number", ("Number",)),
    "Literal['Number']": ("Literal", ()),
    "Callable[[Number], int]": ("Callable", ("Callable",)),
    "Annotated[Number, 5]": ("Number", ("Number",)),
    "Annotated[Annotated[int, 1], 2]": ("int", ()),
    "Optional['Annotated[Number, 5]']": ("", ("Number",)),
    "Optional['Number']": ("Optional", ("Number",)),
    "A[Number, Gt(5)]": ("Number", ("Number",)),
}

# Body -> the option `extra`.
CONFIGURATIONS = {
    "model_config = ConfigDict(extra='allow')": "allow",
    "model_config = ConfigDict(frozen=True, extra='ignore')": "ignore",
    "model_config = ConfigDict(**made)": "maybe",
    "model_config = ConfigDict(extra=made)": "maybe",
    "model_config = dict(extra='allow')": "allow",
    "model_config = {'extra': 'allow'}": "allow",
    "model_config = {**made}": "maybe",
    "model_config = {made: 'allow'}": "maybe",
    "model_config = made": "maybe",
    "model_config = made()": "maybe",
    "model_config: ClassVar[ConfigDict] = {'extra': 'allow'}": "allow",
    "model_config = ConfigDict()\nmodel_config['extra'] = 'allow'": "maybe",
    "model_config = ConfigDict()\nmodel_config.update(made)": "maybe",
    "class Config:\n    extra = Extra.forbid": "forbid",
    "class Config(made): ...": "maybe",
    "class Config:\n    if made:\n        extra = Extra.forbid": "maybe",
    "class Config:\n    try:\n        title = made\n    finally:\n        frozen = True": "",
    "model_config = ConfigDict({'extra': 'allow'})": "maybe",
    "model_config = ConfigDict(made, extra='forbid')": "maybe",
    "if made: model_config = ConfigDict(extra='allow')\nelse: model_config = made": "maybe",
    "try: model_config = ConfigDict()\nfinally: pass": "maybe",
}

METHOD = "\ndef check(cls, value: Any) -> Any: ..."

# Body -> the fields that a validator may convert.
VALIDATORS = {
    "@property\ndef check(self) -> int: ...": set[str](),
    f"@field_validator('x'){METHOD}": set(),
    f"@field_validator('x', mode='before'){METHOD}": {"x"},
    f"@field_validator('x', 'y', mode='plain'){METHOD}": {"x", "y"},
    f"@field_validator('x', mode=made){METHOD}": {"x"},
    f"@field_validator('x', made, mode='before'){METHOD}": {"*"},
    f"@field_validator('x', mode='before')\n@classmethod{METHOD}": {"x"},
    f"@model_validator(mode='before'){METHOD}": {"*"},
    f"@model_validator(mode='wrap'){METHOD}": {"*"},
    f"@model_validator(mode='after'){METHOD}": set(),
    f"@root_validator(pre=True){METHOD}": {"*"},
    f"@validator('x'){METHOD}": set(),
    f"@validator('x', pre=True){METHOD}": {"x"},
    f"@field_serializer('x'){METHOD}": set(),
    f"@made('x'){METHOD}": {"x"},
    "_check = field_validator('x', mode='before')(made)": {"x"},
    "_check: Any = field_validator('x', mode='before')(made)": {"x"},
    "_check: classmethod[Any, Any, Any] = field_validator('x', mode='wrap')(made)": {"x"},
    "_check: Any = field_validator('x')(made)": set(),
    "_private = PrivateAttr('x')": set(),
    "_private: Any = PrivateAttr('x')": set(),
    "y: str = Field('x')": set(),
    "_private: Any = made('x')": set(),
    f"with made:\n    @field_validator('x', mode='before'){indent(METHOD, '    ')}": {"x"},
    f"if made:\n    @field_validator('x', mode='before'){indent(METHOD, '    ')}": {"x"},
}

BRANCHES = """\
first: int = Field(1)
if made:
    second: int
    if made:
        third: int = 1
elif made:
    fourth: int
else:
    fifth: int = Field()
try:
    tried: int = 1
except made:
    excepted: int
try: ...
except made: ...
else:
    fine: int
finally:
    final: int
with made:
    within: int
for _ in made:
    looped: int
while made:
    again: int
model_config = ConfigDict(extra="allow")
@field_validator("first", mode="before")
def check(cls, value: Any) -> Any: ...
_check = field_validator("second", mode="before")(made)
sixth: ClassVar[int] = 1
_seventh: Annotated[int, Field(default=5), Gt(1), made] = 1
eighth = 5
first: int
"""
UNCERTAIN = ["second", "third", "fourth", "fifth", "tried", "excepted", "fine", "final"]
UNCERTAIN += ["within", "looped", "again"]
TAIL = """
class Keyword(BaseModel, extra='forbid'): x: int
class Both(BaseModel, extra='forbid'): model_config = ConfigDict(extra='allow')
class NoModel: x: int = 1
"""

BODIES = {
    "Default": DEFAULTS,
    "Annotation": [f"x: {annotation}" for annotation in ANNOTATIONS],
    "Configuration": CONFIGURATIONS,
    "Validator": VALIDATORS,
    "Branches": [BRANCHES],
    "Empty": ["..."],
}


@pytest.fixture(scope="module")
def program() -> Program:
    classes = [
        f"class {kind}{number}(BaseModel):\n{indent(body, '    ')}\n"
        for kind, bodies in BODIES.items()
        for number, body in enumerate(bodies)
    ]
    return build_program({"shop": HEADER + "\n".join(classes) + TAIL})


def facts(program: Program, kind: str, body: str | None = None) -> ClassFacts:
    number = "" if body is None else list(BODIES[kind]).index(body)
    found = _facts.facts_of(program.info(f"shop.{kind}{number}"))
    assert found is not None
    return found


class TestDefaults:
    @pytest.mark.parametrize("statement", DEFAULTS)
    def test_have_a_state_and_a_callee(self, program: Program, statement: str) -> None:
        field = facts(program, "Default", statement).fields["x"]

        assert DEFAULTS[statement] == (field.state, field.callee)


class TestAnnotations:
    @pytest.mark.parametrize("annotation", ANNOTATIONS)
    def test_have_a_bare_name_and_names(self, program: Program, annotation: str) -> None:
        field = facts(program, "Annotation", f"x: {annotation}").fields["x"]

        assert ANNOTATIONS[annotation] == (field.annotation.alias, field.annotation.names)


class TestFields:
    def test_are_those_of_all_branches_in_their_order(self, program: Program) -> None:
        names = ["first", *UNCERTAIN, "sixth", "_seventh"]

        assert names == list(facts(program, "Branches", BRANCHES).fields)

    def test_have_a_default_perhaps_if_they_stand_in_a_branch(self, program: Program) -> None:
        fields = facts(program, "Branches", BRANCHES).fields

        assert set(UNCERTAIN) == {
            name for name, field in fields.items() if (field.state, field.callee) == ("maybe", "")
        }

    def test_are_as_declared_last(self, program: Program) -> None:
        field = facts(program, "Branches", BRANCHES).fields["first"]

        assert FieldFacts("no", "", Annotation(alias="int")) == field

    def test_have_what_is_annotated(self, program: Program) -> None:
        field = facts(program, "Branches", BRANCHES).fields["_seventh"]

        expected = (Default("yes", "Field"), Default("yes", "Gt"), Default("maybe", "made"))
        assert expected == field.annotation.defaults
        assert field.annotation.converts


class TestExtra:
    @pytest.mark.parametrize("body", CONFIGURATIONS)
    def test_is_read_from_each_shape_of_configuration(self, program: Program, body: str) -> None:
        assert CONFIGURATIONS[body] == facts(program, "Configuration", body).extra

    @pytest.mark.parametrize(
        ("expected", "name"), [("forbid", "Keyword"), ("allow", "Both"), ("", "NoModel")]
    )
    def test_is_read_from_the_keyword_of_a_class(
        self, program: Program, expected: str, name: str
    ) -> None:
        assert expected == _facts.extra_of(program.info(f"shop.{name}"))


class TestValidators:
    @pytest.mark.parametrize("body", VALIDATORS)
    def test_may_convert(self, program: Program, body: str) -> None:
        assert VALIDATORS[body] == facts(program, "Validator", body).converted


class TestNotes:
    def test_are_none_of_what_is_no_model(self, program: Program) -> None:
        info = program.info("shop.NoModel")

        assert _facts.noted_of(info) is None
        assert _facts.facts_of(info) is None

    def test_survive_the_cache(self, program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
        info = program.info("shop.Branches0")
        before = _facts.facts_of(info)
        metadata = json.loads(json.dumps(info.metadata, sort_keys=True))
        monkeypatch.setitem(info.metadata, _names.METADATA, metadata[_names.METADATA])

        assert before == _facts.facts_of(info)

    def test_are_the_same_and_another_object_each_time(self, program: Program) -> None:
        info = program.info("shop.Branches0")
        api = SimpleNamespace(
            modules=program.files,
            cur_mod_id="shop",
            is_stub_file=False,
            named_type=program.checker("shop").named_type,
        )
        before = _facts.noted_of(info)
        fingerprint = info.names[_names.FINGERPRINT].node
        _facts.note_facts(ClassDefContext(info.defn, NameExpr(""), cast("Any", api)))
        after = _facts.noted_of(info)

        assert before == after
        assert before is not after
        assert isinstance(fingerprint, Var)
        assert fingerprint.type == program.type_of(f"shop.Branches0.{_names.FINGERPRINT}")

    @pytest.mark.parametrize(("expected", "is_stub"), [("maybe", True), ("no", False)])
    def test_take_an_ellipsis_for_a_default_in_stubs_alone(
        self, program: Program, monkeypatch: pytest.MonkeyPatch, *, expected: str, is_stub: bool
    ) -> None:
        number = list(DEFAULTS).index("x: int = ...")
        info = program.info(f"shop.Default{number}")
        api = SimpleNamespace(
            modules=program.files,
            cur_mod_id="shop",
            is_stub_file=is_stub,
            named_type=program.checker("shop").named_type,
        )
        for changed in (info.metadata, info.names):
            for key, value in changed.items():
                monkeypatch.setitem(cast("Any", changed), key, value)

        _facts.note_facts(ClassDefContext(info.defn, NameExpr(""), cast("Any", api)))

        facts = _facts.facts_of(info)
        assert facts is not None
        assert expected == facts.fields["x"].state

    def test_leave_a_fingerprint_that_tells_them(self, program: Program) -> None:
        fingerprint = program.type_of(f"shop.Empty0.{_names.FINGERPRINT}")

        assert isinstance(fingerprint, LiteralType)
        assert json.dumps([[], "", []]) == fingerprint.value


INTERSECTION = """\
# mypy: warn-unreachable
from pydantic import BaseModel
class A(BaseModel):
    number: int
class B(BaseModel):
    text: str = ""
def both(x: A) -> None:
    if isinstance(x, B):
        print(x)
"""


def test_fingerprints_leave_models_a_class_in_common() -> None:
    # No case file: pydantic's own plugin has models exclude each other.
    program = build_program({"both": INTERSECTION})

    assert [] == program.reports("both")
