"""From a payload to what a stub says of its signals."""

from __future__ import annotations

import ast
import inspect
import keyword
import typing
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from heliograph import Signal
from heliograph._types import REQUIRED
from tests.stubgen.workshop import Parameter, Workshop, workshop_of_its_own

METHODS = ["send", "send_robust", "asend", "asend_robust"]


@pytest.fixture(params=["placed", "Placed"])
def kind(request: pytest.FixtureRequest) -> str:
    """A signal that is written where it is made, and a class of signals."""
    kind: str = request.param
    return kind


def of(fields: str, workshop: Workshop, kind: str = "placed", before: str = "") -> tuple[Any, str]:
    """Return the stub of a signal with these fields, and the name of its class."""
    body = "\n".join(f"    {line}" for line in (fields or "...").splitlines())
    source = (
        f"{before}\nfrom typing import *\nfrom pydantic import *\nfrom heliograph import Signal\n"
        f"class Sold(BaseModel):\n{body}\n"
        "class Placed(Signal[Sold]): ...\nplaced = Signal[Sold]()\n"
    )
    stub = workshop.stub(source, head="")
    assert ["Placed", "placed"] == stub.names
    return stub, kind if kind == "Placed" else stub.class_of(kind)


class TestSends:
    @pytest.mark.parametrize("method", METHODS)
    def test_take_the_fields_as_keywords(self, workshop: Workshop, kind: str, method: str) -> None:
        stub, made = of("number: int\ncoupon: str | None = None", workshop, kind)

        assert {
            "number": Parameter("int", has_default=False),
            "coupon": Parameter("str | None", has_default=True),
        } == stub.sent(made, method)

    @pytest.mark.parametrize("method", METHODS)
    def test_take_an_instance_besides(self, workshop: Workshop, kind: str, method: str) -> None:
        stub, made = of("number: int", workshop, kind)

        [fields, instance] = stub.all(f"{made}.{method}")

        assert ["sender"] == [each.arg for each in fields.args.args]
        assert ["self"] == [each.arg for each in fields.args.posonlyargs]
        [_, sender, payload] = instance.args.posonlyargs
        assert ("sender", "payload") == (sender.arg, payload.arg)
        assert "Sold" == ast.unparse(payload.annotation)
        assert ["overload"] == [ast.unparse(each) for each in instance.decorator_list]
        assert ["overload", "override"] == [ast.unparse(each) for each in fields.decorator_list]

    @pytest.mark.parametrize("method", METHODS)
    def test_return_responses(self, workshop: Workshop, kind: str, method: str) -> None:
        stub, made = of("number: int", workshop, kind)

        for overload in stub.all(f"{made}.{method}"):
            assert "list[Response]" == ast.unparse(overload.returns)
            assert isinstance(overload, ast.AsyncFunctionDef) is method.startswith("a")
        assert "from heliograph.typing import ReceiverDecorator, Response\n" in stub.text

    def test_without_fields_take_the_sender_alone(self, workshop: Workshop, kind: str) -> None:
        stub, made = of("", workshop, kind)

        assert {} == stub.sent(made)
        assert ["signal", "sender"] == list(stub.received(made))

    def test_take_other_names_if_the_model_does(self, workshop: Workshop, kind: str) -> None:
        stub, made = of("model_config = ConfigDict(extra='allow')\nextra: int", workshop, kind)

        rest = stub.method(made, "send").args.kwarg
        assert rest is not None
        assert "extra" != rest.arg
        assert "Any" == ast.unparse(rest.annotation)
        assert ["extra"] == list(stub.sent(made))

    def test_take_no_other_names_if_the_model_does_not(self, workshop: Workshop, kind: str) -> None:
        stub, made = of("number: int", workshop, kind)

        assert stub.method(made, "send").args.kwarg is None

    @pytest.mark.parametrize(
        "annotation",
        [
            "Annotated[int, BeforeValidator(int)]",
            "Annotated[int, PlainValidator(int)]",
            "Json[int]",
            "int\n@field_validator('number', mode='before')\ndef convert(cls, value): return value",
            "int\n@model_validator(mode='before')\ndef convert(cls, value): return value",
        ],
    )
    def test_take_anything_for_what_is_converted(
        self, workshop: Workshop, kind: str, annotation: str
    ) -> None:
        stub, made = of(f"number: {annotation}", workshop, kind)

        assert {"number": Parameter("Any", has_default=False)} == stub.sent(made)
        assert "int" == stub.received(made)["number"]


class TestReceivers:
    def test_are_called_with_all_fields(self, workshop: Workshop, kind: str) -> None:
        stub, made = of("number: int\ncoupon: str | None = None", workshop, kind)

        assert {
            "signal": made,
            "sender": "Any",
            "number": "int",
            "coupon": "str | None",
        } == stub.received(made)

    def test_must_take_whatever_else_comes(self, workshop: Workshop, kind: str) -> None:
        stub, _ = of("kwargs: int", workshop, kind)

        for protocol in ("_PlacedReceiver", "_SoldReceiver"):
            rest = stub.method(protocol, "__call__").args.kwarg
            assert rest is not None
            assert "kwargs" != rest.arg
            assert "object" == ast.unparse(rest.annotation)

    def test_come_back_as_they_are(self, workshop: Workshop, kind: str) -> None:
        stub, made = of("number: int", workshop, kind)

        connect = stub.method(made, "connect")
        [_, receiver, *others] = connect.args.args
        assert ast.unparse(receiver.annotation) == ast.unparse(connect.returns)
        assert ["sender", "weak", "dispatch_uid"] == [each.arg for each in others]
        decorator = stub.method(made, "_receiver_decorator").returns
        call = stub.method(ast.unparse(decorator), "__call__")
        assert ast.unparse(call.args.args[1].annotation) == ast.unparse(call.returns)
        assert ast.unparse(call.returns) == ast.unparse(connect.returns)

    def test_are_taken_by_methods_that_override_others(self, workshop: Workshop, kind: str) -> None:
        stub, made = of("number: int", workshop, kind)

        decorator = stub.method(made, "_receiver_decorator")
        assert decorator.returns is not None
        for method in (
            stub.method(made, "connect"),
            decorator,
            stub.method(ast.unparse(decorator.returns), "__call__"),
        ):
            assert ["override"] == [ast.unparse(each) for each in method.decorator_list]
        # The modules of these tests have all of typing, which has it itself since Python 3.12.
        is_there = hasattr(typing, "override")
        assert is_there or "from typing_extensions import override\n" in stub.text

    def test_are_not_checked_where_extra_fields_may_be_sent(
        self, workshop: Workshop, kind: str
    ) -> None:
        stub, made = of("model_config = ConfigDict(extra='allow')\nnumber: int", workshop, kind)

        assert [] == stub.all(f"{made}.connect")
        assert [] == stub.all(f"{made}._receiver_decorator")

    @pytest.mark.parametrize(
        ("expected", "sender"),
        [
            ("int | None", "int"),
            ("int | None", "int | None"),
            ("ToNone | None", "ToNone"),
            ("None", "None"),
        ],
    )
    def test_may_be_connected_for_any_sender(
        self, workshop: Workshop, expected: str, sender: str
    ) -> None:
        stub = workshop.stub(f"class ToNone: ...\nplaced = Signal[Order, {sender}]()")

        parameter = stub.method(stub.class_of("placed"), "connect").args.args[2]
        assert "sender" == parameter.arg
        assert expected == ast.unparse(parameter.annotation or ast.Constant(...))


class TestNamesOfFields:
    @pytest.mark.parametrize(
        "name",
        [
            "payload",
            "kwargs",
            "extra",
            "receiver",
            "id",
            "type",
            "list",
            "overload",
            "Any",
            "weak",
            "dispatch_uid",
            "function",
            "print",
        ],
    )
    def test_may_be_those_of_other_parameters(self, workshop: Workshop, name: str) -> None:
        before = "import builtins"
        stub, made = of(f"{name}: builtins.int", workshop, "placed", before)

        assert {name: Parameter("int", has_default=False)} == stub.sent(made)
        assert "int" == stub.received(made)[name]
        # Two parameters of one name would be refused here, and by no parser.
        compile(stub.text.replace("await", ""), "stub", "exec")

    def test_of_self_is_sent_or_refused_as_at_run_time(self, workshop: Workshop) -> None:
        source = """
            class Sold(BaseModel):
                self: int
            sold = Signal[Sold]()
            placed = Signal[Order]()
        """

        stub = workshop.stub(source)

        compile(stub.text, "stub", "exec")
        assert "placed" in stub.names
        if "sold" in stub.names:
            assert ["self"] == list(stub.sent(stub.class_of("sold")))
        else:
            assert "'self'" in stub.untouched[0]

    def test_are_those_of_the_declaration_where_there_are_aliases(
        self, workshop: Workshop, kind: str
    ) -> None:
        stub, made = of("number: int = Field(alias='orderNumber')", workshop, kind)

        assert ["number"] == list(stub.sent(made))


class TestOverridden:
    @pytest.mark.parametrize("method", METHODS)
    def test_sends_are_left_to_the_class(self, workshop: Workshop, method: str) -> None:
        others = [each for each in METHODS if each != method]
        source = f"""
            class Placed(Signal[Order]):
                def {method}(self, sender, text): ...
        """

        stub = workshop.stub(source)

        assert ["self", "sender", "text"] == [
            each.arg for each in stub.method("Placed", method).args.args
        ]
        assert 1 == len(stub.all(f"Placed.{method}"))
        assert [2, 2, 2] == [len(stub.all(f"Placed.{each}")) for each in others]

    def test_connect_is_left_to_the_class(self, workshop: Workshop) -> None:
        source = """
            class Placed(Signal[Order]):
                def connect(self, receiver, **options): ...
        """

        stub = workshop.stub(source)

        assert 1 == len(stub.all("Placed.connect"))
        assert [] == stub.all("Placed._receiver_decorator")
        assert ["number"] == list(stub.sent("Placed"))

    @pytest.mark.parametrize("overridden", [METHODS, ["connect"]])
    @pytest.mark.parametrize("shape", ["class Placed(Signal[Order])", "class Base(Signal[T])"])
    def test_methods_may_be_several(
        self, workshop: Workshop, overridden: list[str], shape: str
    ) -> None:
        body = "\n".join(f"    def {each}(self, *a, **k): ..." for each in overridden)
        used = "placed = Base[Order]()" if "Base" in shape else ""
        source = f"from typing import TypeVar\nT = TypeVar('T')\n{shape}:\n{body}\n{used}\n"

        stub = workshop.stub(source)

        made = stub.class_of("placed") if used else "Placed"
        for each in overridden:
            assert len(stub.all(f"{made}.{each}")) == (0 if used else 1)
        assert 1 == len(stub.names)

    @pytest.mark.parametrize("shape", ["class Placed(Signal[Order])", "class Base(Signal[T])"])
    def test_methods_may_be_all_of_them(self, workshop: Workshop, shape: str) -> None:
        body = "\n".join(f"    def {each}(self, *a, **k): ..." for each in [*METHODS, "connect"])
        used = "placed = Base[Order]()" if "Base" in shape else ""
        source = f"from typing import TypeVar\nT = TypeVar('T')\n{shape}:\n{body}\n{used}\n"

        stub = workshop.stub(source)

        assert ((), ()) == (stub.signals, stub.untouched)
        assert "class _" not in stub.text
        for each in [*METHODS, "connect"]:
            assert 1 == len(stub.all(f"{'Base' if used else 'Placed'}.{each}"))
        if used:
            assert used == stub.line("placed")


NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,6}", fullmatch=True).filter(
    lambda name: not keyword.iskeyword(name) and name not in ("sender", "signal", "self")
)
TYPES = ["int", "str | None", "list[int]", "'Sold | None'", "Any", "Literal[1]", "Json[int]"]
DEFAULTS = ["", " = None", " = Field()", " = Field(default=None)", " = Field(default_factory=list)"]


class TestLaws:
    @settings(max_examples=40, deadline=None)
    @given(
        st.dictionaries(
            NAMES.filter(lambda name: not hasattr(BaseModel, name)),
            st.tuples(st.sampled_from(TYPES), st.sampled_from(DEFAULTS)),
            max_size=5,
        ),
        st.sampled_from(["", "    model_config = ConfigDict(extra='allow')\n"]),
    )
    def test_sends_take_what_the_signal_takes(
        self, fields: dict[str, tuple[str, str]], config: str
    ) -> None:
        source = (
            "from typing import Any, Literal\n"
            "from pydantic import BaseModel, ConfigDict, Field, Json\n"
            "from heliograph import Signal\n"
            "class Sold(BaseModel):\n"
            f"{config}"
            + "".join(f"    {name}: {kind}{default}\n" for name, (kind, default) in fields.items())
            + "    ...\n"
            "sold = Signal[Sold]()\n"
            "class Closed(Signal[Sold]): ...\n"
        )
        with workshop_of_its_own() as workshop:
            stub = workshop.stub(source, head="")

            for name in METHODS:
                taken = runtime_parameters(stub.module.sold, name)
                for made in (stub.class_of("sold"), "Closed"):
                    sent = stub.sent(made, name)
                    assert taken == {each: sent[each].has_default for each in sent}
                    rest = stub.method(made, name).args.kwarg
                    assert bool(config) is (rest is not None)


def runtime_parameters(signal: Signal[Any], method: str) -> dict[str, bool]:
    """Return the fields that a send takes when the program runs, and whether it can do without."""
    parameters = inspect.signature(getattr(signal, method)).parameters.values()
    return {
        each.name: each.default is not REQUIRED
        for each in parameters
        if each.kind is inspect.Parameter.KEYWORD_ONLY
    }
