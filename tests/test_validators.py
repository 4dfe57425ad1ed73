"""What a payload model does besides the validation of each field, and under which names."""

# Aliases that only exist at run time are what is tested.
# mypy: disable-error-code="pydantic-alias"

from __future__ import annotations

from typing import Annotated, Any, Self

import pytest
from pydantic import (
    AliasChoices,
    AliasGenerator,
    AliasPath,
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationError,
    ValidationInfo,
    computed_field,
    create_model,
    field_validator,
    model_validator,
)
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticUndefined

from heliograph import PayloadError, PayloadWarning, Signal, configure
from heliograph._validators import (
    ModelValidator,
    does_more_than_its_fields,
    fields_validator,
    problems_of,
    reported,
    values_validator,
)


def recorded(signal: Signal[Any]) -> list[dict[str, Any]]:
    calls: list[dict[str, Any]] = []

    def receiver(signal: object, sender: object, **fields: object) -> None:
        calls.append(fields)

    signal.connect(receiver, weak=False)
    return calls


def always(model: type[BaseModel]) -> Signal[Any]:
    signal: Signal[Any] = Signal.__class_getitem__(model)(validation="always")
    return signal


def made(model: type[BaseModel], **fields: object) -> dict[str, Any]:
    """Returns what receivers get under `"always"`, having made sure that each send gives it."""
    signal = always(model)
    calls = recorded(signal)

    signal.send("tests", **fields)
    signal.send("tests", **fields)
    signal.send_robust("tests", **fields)

    assert calls[0] == calls[1] == calls[2]
    return calls[0]


class Plain(BaseModel):
    a: int
    b: str = "b"


class Nested(BaseModel):
    inner_value: int = Field(alias="innerValue")


class ByConfiguration(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel)

    first_name: str
    last_name: str = "x"


class ByGenerator(BaseModel):
    model_config = ConfigDict(
        alias_generator=AliasGenerator(validation_alias=to_camel, serialization_alias=str.upper)
    )

    first_name: str
    last_name: str = "x"


class ByName(BaseModel):
    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True)

    first_name: str = Field(alias="firstName")
    last_name: str = Field(default="x", alias="lastName")


class ByNameOnly(BaseModel):
    model_config = ConfigDict(validate_by_name=True, validate_by_alias=False)

    first_name: str = Field(alias="firstName")
    last_name: str = Field(default="x", alias="lastName")


class Populated(BaseModel):
    model_config = ConfigDict(populate_by_name=True)

    first_name: str = Field(alias="firstName")
    last_name: str = Field(default="x", alias="lastName")


class ByChoices(BaseModel):
    first_name: str = Field(validation_alias=AliasChoices("first", "name"))
    last_name: str = Field(default="x", validation_alias=AliasChoices(AliasPath("n", 1), "last"))


class ByPath(BaseModel):
    first_name: str = Field(validation_alias=AliasPath("names", 0))
    last_name: str = Field(default="x", validation_alias=AliasPath("names", 1))


class Crossed(BaseModel):
    """The alias of one field is the name of the other."""

    first_name: str = Field(alias="last_name")
    last_name: str = Field(default="x", alias="first_name")


ALIASED: list[type[BaseModel]] = [
    ByConfiguration,
    ByGenerator,
    ByName,
    ByNameOnly,
    Populated,
    ByChoices,
    ByPath,
    Crossed,
]


def with_model_validator(model: type[BaseModel]) -> type[BaseModel]:
    """Returns the model with a validator that lets it take the way of making an instance."""

    class Base(model):  # type: ignore[misc, valid-type]
        @model_validator(mode="after")
        def nothing(self) -> Self:
            return self

    return Base


class TestAliases:
    @pytest.mark.parametrize("model", ALIASED)
    @pytest.mark.parametrize("prepare", [lambda model: model, with_model_validator])
    def test_of_the_payload_model_do_not_matter_to_a_send(
        self, model: type[BaseModel], prepare: Any
    ) -> None:
        model = prepare(model)

        assert {"first_name": "Ann", "last_name": "x"} == made(model, first_name="Ann")
        assert {"first_name": "Ann", "last_name": "Lee"} == made(
            model, first_name="Ann", last_name="Lee"
        )

    @pytest.mark.parametrize("model", ALIASED)
    @pytest.mark.parametrize("prepare", [lambda model: model, with_model_validator])
    @pytest.mark.parametrize("policy", ["always", "debug"])
    def test_are_not_in_errors(self, model: type[BaseModel], prepare: Any, policy: Any) -> None:
        signal = Signal.__class_getitem__(prepare(model))(validation=policy)

        with configure(debug=True), pytest.raises(PayloadError) as caught:
            signal.send("tests", first_name=5, last_name=6)

        assert [("first_name",), ("last_name",)] == [p["loc"] for p in caught.value.errors()]

    @pytest.mark.parametrize("prepare", [lambda model: model, with_model_validator])
    def test_of_nested_models_stay_as_these_say(self, prepare: Any) -> None:
        class Outer(BaseModel):
            the_inner: Nested = Field(alias="theInner")

        [inner] = made(prepare(Outer), the_inner={"innerValue": "5"}).values()
        with pytest.raises(PayloadError) as caught:
            always(prepare(Outer)).send("tests", the_inner={"inner_value": "5"})

        assert Nested(innerValue=5) == inner
        assert [("the_inner", "innerValue")] == [p["loc"] for p in caught.value.errors()]

    def test_that_are_names_of_others_are_not_confused_beside_a_path(self) -> None:
        class Beside(Crossed):
            third: str = Field(default="", validation_alias=AliasPath("x", 0))

        model = with_model_validator(Beside)

        assert {"first_name": "Ann", "last_name": "x", "third": "y"} == made(
            model, first_name="Ann", third="y"
        )
        with pytest.raises(PayloadError) as caught:
            always(model).send("tests", first_name=5)
        assert [("first_name",)] == [problem["loc"] for problem in caught.value.errors()]

    def test_extra_fields_keep_their_names(self) -> None:
        class Open(ByConfiguration):
            model_config = ConfigDict(extra="allow")

        assert {"first_name": "Ann", "last_name": "x", "more": 5} == made(
            Open, first_name="Ann", more=5
        )

    def test_declared_extra_types_are_validated(self) -> None:
        class Open(BaseModel):
            model_config = ConfigDict(extra="allow")
            __pydantic_extra__: dict[str, int]

        assert {"more": 5} == made(Open, more="5")
        with pytest.raises(PayloadError) as caught:
            always(Open).send("tests", more="x")
        assert [("more",)] == [problem["loc"] for problem in caught.value.errors()]


class Before(Plain):
    @model_validator(mode="before")
    @classmethod
    def double(cls, data: dict[str, Any]) -> dict[str, Any]:
        return {**data, "a": int(data["a"]) * 2}


class After(Plain):
    @model_validator(mode="after")
    def double(self) -> Self:
        self.a *= 2
        return self


class Wrap(Plain):
    @model_validator(mode="wrap")
    @classmethod
    def double(cls, data: Any, handler: Any) -> Any:
        made = handler(data)
        made.a *= 2
        return made


class PostInit(Plain):
    def model_post_init(self, context: object) -> None:
        self.a *= 2


class Init(Plain):
    def __init__(self, **data: Any) -> None:
        super().__init__(**{**data, "a": int(data["a"]) * 2})


class Private(Plain):
    _factor: int = PrivateAttr(default=2)

    @model_validator(mode="after")
    def double(self) -> Self:
        self.a *= self._factor
        return self


DOING_MORE: list[type[BaseModel]] = [Before, After, Wrap, PostInit, Init, Private]


class TestModelsThatDoMore:
    @pytest.mark.parametrize("model", DOING_MORE)
    def test_do_it_under_always(self, model: type[BaseModel]) -> None:
        assert {"a": 4, "b": "b"} == made(model, a="2")

    @pytest.mark.parametrize("model", DOING_MORE)
    def test_do_it_in_vain_under_debug_with_a_warning(self, model: type[BaseModel]) -> None:
        signal = Signal.__class_getitem__(model)()
        calls = recorded(signal)

        with configure(debug=True), pytest.warns(PayloadWarning, match="would make 4 of"):
            signal.send("tests", a=2)
        with configure(debug=False):
            signal.send("tests", a=2)

        assert [{"a": 2, "b": "b"}] * 2 == calls

    @pytest.mark.parametrize("model", DOING_MORE)
    def test_refuse_what_their_fields_refuse(self, model: type[BaseModel]) -> None:
        with configure(debug=True), pytest.raises(PayloadError) as caught:
            Signal.__class_getitem__(model)().send("tests", a="2", b=5)

        assert [("b",), ("a",)] == [problem["loc"] for problem in caught.value.errors()]

    @pytest.mark.parametrize("policy", ["always", "debug"])
    def test_refuse_a_payload_as_a_whole(self, policy: Any) -> None:
        class Ordered(BaseModel):
            low: int
            high: int

            @model_validator(mode="after")
            def check(self) -> Self:
                if self.low > self.high:
                    raise ValueError("low must not be above high")
                return self

        signal = Signal[Ordered](validation=policy)
        calls = recorded(signal)

        with configure(debug=True):
            signal.send("tests", low=1, high=2)
            with pytest.raises(PayloadError, match="low must not be above high") as caught:
                signal.send("tests", low=2, high=1)

        assert isinstance(caught.value.__cause__, ValidationError)
        assert [{"low": 1, "high": 2}] == calls

    @pytest.mark.parametrize("config", [{}, {"alias": AliasPath("x", 0)}], ids=["name", "path"])
    def test_that_change_their_input_do_not_change_what_is_delivered(
        self, config: dict[str, Any]
    ) -> None:
        class Popping(BaseModel):
            @model_validator(mode="before")
            @classmethod
            def pop(cls, data: dict[str, Any]) -> dict[str, Any]:
                data["b"] = "changed"
                return data

        model = create_model(
            "Model",
            __base__=Popping,
            a=(int, Field(validation_alias=config.get("alias"))),
            b=(str, "b"),
        )
        signal = Signal.__class_getitem__(model)()
        calls = recorded(signal)

        with configure(debug=True), pytest.warns(PayloadWarning):
            signal.send("tests", a=1, b="sent")

        assert [{"a": 1, "b": "sent"}] == calls

    def test_computed_fields_are_no_fields(self) -> None:
        class Computed(Plain):
            @computed_field
            def double(self) -> int:
                return self.a * 2

        assert {"a": 1, "b": "b"} == made(Computed, a=1)

    def test_frozen_models_are_no_different(self) -> None:
        class Frozen(Plain):
            model_config = ConfigDict(frozen=True)

        assert {"a": 1, "b": "b"} == made(Frozen, a="1")


class TestFieldValidators:
    @pytest.mark.parametrize("policy", ["always", "debug"])
    @pytest.mark.parametrize("prepare", [lambda model: model, with_model_validator])
    def test_see_the_fields_before(self, policy: Any, prepare: Any) -> None:
        seen: list[dict[str, Any]] = []

        class Looking(BaseModel):
            first: int
            second: int = 2
            third: int

            @field_validator("third")
            @classmethod
            def look(cls, value: int, info: ValidationInfo) -> int:
                seen.append(dict(info.data))
                assert "third" == info.field_name
                return value

        with configure(debug=True):
            Signal.__class_getitem__(prepare(Looking))(validation=policy).send(
                "tests", first=1, third=3
            )

        assert seen
        assert all({"first": 1, "second": 2} == data for data in seen)

    def test_of_the_mode_before_may_convert_under_always(self) -> None:
        class Splitting(BaseModel):
            tags: list[str]

            @field_validator("tags", mode="before")
            @classmethod
            def split(cls, value: Any) -> Any:
                return value.split() if isinstance(value, str) else value

        assert {"tags": ["a", "b"]} == made(Splitting, tags="a b")
        with configure(debug=True), pytest.raises(PayloadError, match="a str where list is"):
            Signal[Splitting]().send("tests", tags="a b")

    def test_strict_configuration_holds_under_always(self) -> None:
        class Strict(BaseModel):
            model_config = ConfigDict(strict=True)

            a: int

        with pytest.raises(PayloadError, match="valid integer"):
            always(Strict).send("tests", a="1")

    def test_configuration_of_text_holds_under_always(self) -> None:
        class Stripping(BaseModel):
            model_config = ConfigDict(str_strip_whitespace=True, str_to_lower=True)

            a: str
            b: Annotated[str, Field(max_length=2)] = ""

        assert {"a": "x", "b": "yz"} == made(Stripping, a=" X ", b=" YZ ")


class TestParts:
    def test_fields_validator_takes_names_and_reports_no_absence(self) -> None:
        validator = fields_validator(Nested)

        assert validator is not None
        assert {"inner_value": 5} == validator.validate_python({"inner_value": "5"})
        assert {} == validator.validate_python({})

    def test_recursive_models_are_understood(self) -> None:
        validator = fields_validator(Tree)

        assert validator is not None
        assert {"children": [Tree()]} == validator.validate_python({"children": [{}]})

    def test_a_model_with_a_schema_of_its_own_is_left_to_pydantic(self) -> None:
        assert fields_validator(Own) is None
        assert {"a": 1, "b": "b"} == made(Own, a="1")
        with configure(debug=True), pytest.raises(PayloadError, match="a str where int is"):
            Signal[Own]().send("tests", a="1")  # type: ignore[signal-send]  # wrong on purpose
        with configure(debug=True):
            Signal[Own]().send("tests", a=True)

    @pytest.mark.parametrize("model", [Plain, Nested, *ALIASED])
    def test_most_models_only_validate_their_fields(self, model: type[BaseModel]) -> None:
        assert not does_more_than_its_fields(model)

    @pytest.mark.parametrize("model", DOING_MORE)
    def test_some_models_do_more(self, model: type[BaseModel]) -> None:
        assert does_more_than_its_fields(model)

    def test_model_validator_gives_fields_by_name(self) -> None:
        assert {"inner_value": 5} == ModelValidator(Nested)({"inner_value": "5"})


class Tree(BaseModel):
    children: list[Tree] = []


class Own(Plain):
    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        def make(data: dict[str, Any]) -> Own:
            return cls.model_construct(a=int(data["a"]), b=data.get("b", "b"))

        return {"type": "function-plain", "function": {"type": "no-info", "function": make}}


class Looking(BaseModel):
    first: int
    second: int

    @field_validator("second")
    @classmethod
    def look(cls, value: int, info: ValidationInfo) -> int:
        return int(value + info.data["first"])


class Following(BaseModel):
    first: int = 1
    second: int = Field(default_factory=lambda data: data["first"] + 1)


class TestValuesValidator:
    def test_validates_in_the_order_of_the_fields(self) -> None:
        validate = values_validator(Plain)

        assert validate is not None
        assert (5, "x") == validate(("5", "x"))
        assert (5, "b") == validate(("5", PydanticUndefined))

    def test_knows_shared_definitions(self) -> None:
        validate = values_validator(Tree)

        assert validate is not None
        assert ([Tree(children=[Tree()])],) == validate(([{"children": [{}]}],))

    def test_follows_the_configuration_of_the_model(self) -> None:
        class Stripping(BaseModel):
            model_config = ConfigDict(str_strip_whitespace=True)

            a: str

        validate = values_validator(Stripping)

        assert validate is not None
        assert ("x",) == validate((" x ",))

    @pytest.mark.parametrize("model", [Looking, Following])
    def test_is_not_made_where_one_field_looks_at_others(self, model: type[BaseModel]) -> None:
        assert values_validator(model) is None


class TestProblems:
    def error(self, model: type[BaseModel], **fields: Any) -> ValidationError:
        validator = fields_validator(model)
        assert validator is not None
        with pytest.raises(ValidationError) as caught:
            validator.validate_python(fields)
        return caught.value

    def test_are_those_of_fields_by_name(self) -> None:
        [problem] = problems_of(self.error(Nested, inner_value="x"))

        assert (("inner_value",), "int_parsing", "x") == (
            problem["loc"],
            problem["type"],
            problem["input"],
        )
        assert "url" not in problem

    def test_leave_out_what_follows_from_another(self) -> None:
        assert [("first",)] == [p["loc"] for p in problems_of(self.error(Following, first="x"))]

    def test_leave_out_absence_but_not_inside_a_field(self) -> None:
        absent: Any = {"type": "missing", "loc": ("a",)}
        inside: Any = {"type": "missing", "loc": ("a", "b")}
        wrong: Any = {"type": "int_parsing", "loc": ("a",)}

        assert [inside, wrong] == reported([absent, inside, wrong])
