"""The texts of all messages, their codes, and how they are reported."""

from __future__ import annotations

import pytest
from mypy.nodes import NameExpr

from heliograph.mypy import _fields, _messages
from heliograph.mypy._fields import Payload
from heliograph.mypy._messages import Finding
from tests.mypy.building import Program, Report, build_program

SHOP = """
from typing import *
from pydantic import BaseModel
from heliograph import Signal
class Order(BaseModel):
    number: int
    total: float
    coupon: str | None = None
class Nine(BaseModel): a: int; a2: int; a3: int; a4: int; a5: int; a6: int; a7: int; a8: int; z: int
text: str
number: int
placed = Signal[Order]()
placed.send(None, number="1", total=1.0)
placed.send(None, number="1", total=1.0)  # type: ignore[signal-send]
placed.send(None, number="1", total=1.0)  # type: ignore[signal]
"""
DECLARED = '"Order" declares number: int, total: float, coupon: str | None = ...'
WHERE = NameExpr("where")
RECEIVER = ('Receiver "f"', 'signal "s"')


@pytest.fixture(scope="module")
def program() -> Program:
    return build_program({"shop": SHOP})


def payload(program: Program, name: str = "Order") -> Payload:
    found = _fields.payload_of(program.instance(f"shop.{name}"), program.files)
    assert found is not None
    return found


def missing(program: Program, model: str, *names: str) -> Finding:
    return _messages.missing_fields(
        'signal "s"', payload(program, model), names, WHERE, program.options
    )


def unknown(program: Program, model: str, name: str, *given: str) -> Finding:
    return _messages.unknown_field(
        'signal "s"', payload(program, model), name, given, WHERE, program.options
    )


class TestSends:
    def test_name_one_missing_field(self, program: Program) -> None:
        expected = Finding(
            _messages.SEND,
            'Missing field "total" in a send of signal "s"',
            f'{DECLARED}; send "total", or give a default in the model',
            WHERE,
        )

        assert expected == missing(program, "Order", "total")

    def test_name_all_missing_fields_and_list_eight(self, program: Program) -> None:
        finding = missing(program, "Nine", "a", "a2", "a3")

        assert finding.text == 'Missing fields "a", "a2" and "a3" in a send of signal "s"'
        assert "a8: int and 1 more; send" in finding.note

    def test_name_an_unknown_field(self, program: Program) -> None:
        expected = Finding(
            _messages.SEND,
            'Unknown field "x" in a send of signal "s"',
            f"{DECLARED}; fields are sent by these names, not by their aliases",
            WHERE,
        )

        assert expected == unknown(program, "Order", "x")

    def test_suggest_the_nearest_field_that_is_not_sent_as_well(self, program: Program) -> None:
        text = unknown(program, "Order", "totl", "totl").text

        assert text.endswith('; did you mean "total"?')
        assert "did you mean" not in unknown(program, "Order", "totl", "totl", "total").text

    @pytest.mark.parametrize(
        ("detail", "more"), [(None, ""), ("List item 0 is wrong", ": List item 0 is wrong")]
    )
    def test_name_both_types_of_a_wrong_value(
        self, program: Program, detail: str | None, more: str
    ) -> None:
        order = payload(program)
        got = program.type_of("shop.text")
        finding = _messages.wrong_value(
            'signal "s"', order, order.fields["coupon"], got, WHERE, program.options, detail
        )

        expected = Finding(
            _messages.SEND,
            f'Field "coupon" of signal "s" takes "str | None", but "str" is sent{more}',
            '"Order" declares "coupon: str | None = ..."; send a value of that type or change the '
            'model (types count as declared also under validation="always")',
            WHERE,
        )
        assert expected == finding

    def test_say_what_a_payload_is(self, program: Program) -> None:
        order, number = payload(program), program.type_of("shop.number")
        found = [
            _messages.wrong_payload("a signal", order, number, WHERE, program.options),
            _messages.payload_and_more("a signal", order, "fields", WHERE),
            _messages.payload_as_sender("a signal", order, WHERE),
        ]

        assert [each[1:3] for each in found] == [
            (
                'The payload of a signal is "Order", but "int" is sent',
                'Send an instance of "Order" after the sender, or its fields by name',
            ),
            (
                "A send of a signal has a payload and fields together",
                'Send one instance of "Order", or its fields by name',
            ),
            (
                "The payload of a signal stands in the place of the sender",
                'Write send(sender, payload); "Order" is the payload model',
            ),
        ]


class TestReceivers:
    def test_must_accept_kwargs(self) -> None:
        code, text, note, _ = _messages.no_kwargs(*RECEIVER, WHERE)

        assert code is _messages.KWARGS
        assert text == 'Receiver "f" of signal "s" must accept **kwargs'
        assert note.startswith('Add "**kwargs: object" to its parameters: each send passes signal')

    @pytest.mark.parametrize(
        ("is_required", "verb", "remedy"),
        [(True, "requires", "give it a default"), (False, "has a parameter", "take it out")],
    )
    def test_have_a_parameter_that_is_never_delivered(
        self, *, is_required: bool, verb: str, remedy: str
    ) -> None:
        finding = _messages.never_delivered(
            *RECEIVER, "totl", ["signal", "total"], ["totl"], WHERE, is_required=is_required
        )

        expected = Finding(
            _messages.RECEIVER,
            f'Receiver "f" {verb} "totl", which signal "s" never delivers; did you mean "total"?',
            "Delivered by keyword: signal, total; rename the parameter, "
            f"{remedy}, or add the field to the payload model",
            WHERE,
        )
        assert expected == finding

    @pytest.mark.parametrize(
        ("parameter", "advice"),
        [
            ("self", "the method of an instance, for example in __init__, by signal.connect(self."),
            ("cls", "after the class, by signal.connect(Class."),
        ],
    )
    def test_are_told_to_bind_a_method(self, parameter: str, advice: str) -> None:
        text, note = _messages.needs_self(*RECEIVER, parameter, WHERE)[1:3]

        assert text == f'Receiver "f" requires "{parameter}", which signal "s" never delivers'
        assert note == (f"Connect it where it is bound: {advice}method); or make it a staticmethod")

    @pytest.mark.parametrize(("name", "what"), [("x", '"x"'), (None, "a parameter")])
    def test_take_by_position_only(self, name: str | None, what: str) -> None:
        text, note = _messages.positional_only(*RECEIVER, name, WHERE)[1:3]

        assert text.startswith(f'Receiver "f" takes {what} by position only, but signal "s"')
        assert note == "Name the parameter after a field, and take it by keyword"

    @pytest.mark.parametrize(("name", "what"), [("total", "field"), ("sender", "argument")])
    def test_take_another_type(self, program: Program, name: str, what: str) -> None:
        types = (program.type_of("shop.text"), program.type_of("shop.number"))
        text, note = _messages.wrong_parameter(*RECEIVER, name, *types, WHERE, program.options)[1:3]

        assert text == f'Receiver "f" takes "{name}: int", but signal "s" delivers "str"'
        assert note == (
            f'The {what} is declared as "{name}: str"; annotate the parameter with that type, or '
            "one that includes it"
        )

    def test_have_kwargs_of_another_type(self, program: Program) -> None:
        types = (program.type_of("shop.text"), program.type_of("shop.number"))
        text = _messages.wrong_kwargs(*RECEIVER, "total", *types, WHERE, program.options).text

        assert text.endswith('"**kwargs: int", which can\'t hold "total: str" of signal "s"')

    def test_die_at_once(self) -> None:
        code, text, note, _ = _messages.dies_at_once(*RECEIVER, WHERE)

        assert code is _messages.WEAK
        assert text.startswith('Receiver "f" is connected weakly to signal "s" and nothing else')
        assert note.startswith("Connect it with weak=False, or keep a reference to it")


class TestDeclarations:
    def test_say_why_a_type_is_refused(self, program: Program) -> None:
        order = program.instance("shop.Order")
        texts = [
            refusal(order, WHERE, program.options).text.removeprefix(
                '"Order" can\'t be a payload model: '
            )
            for refusal in (_messages.no_model, _messages.base_model, _messages.root_model)
        ]

        expected = ["it is no pydantic model", "it has no fields", "a RootModel has no fields"]
        assert expected == texts

    @pytest.mark.parametrize(("name", "other"), [("sender", "actor"), ("signal", "kind")])
    def test_refuse_a_reserved_field(self, program: Program, name: str, other: str) -> None:
        order = program.instance("shop.Order")
        finding = _messages.reserved_field(order, name, WHERE, program.options)

        expected = Finding(
            _messages.PAYLOAD,
            f'"Order" can\'t be a payload model: its field "{name}" is an argument of every '
            "receiver",
            f'Rename the field, and keep the name for JSON: {other}: ... = Field(alias="{name}")',
            WHERE,
        )
        assert expected == finding


class TestReports:
    def test_are_an_error_with_its_note_unless_ignored(self, program: Program) -> None:
        order, text = payload(program), program.type_of("shop.text")
        finding = _messages.wrong_value(
            'signal "placed"', order, order.fields["number"], text, WHERE, program.options
        )
        line = SHOP.split("\n").index('placed.send(None, number="1", total=1.0)') + 1

        expected = [
            Report(line, "error", finding.text, "signal-send"),
            Report(line, "note", finding.note, ""),
        ]
        assert expected == program.reports("shop")


@pytest.mark.parametrize("name", ["SEND", "RECEIVER", "KWARGS", "WEAK", "PAYLOAD"])
def test_each_code_is_below_the_one_of_all(name: str) -> None:
    code = getattr(_messages, name)

    assert f"signal-{name.lower()}" == code.code
    assert code.sub_code_of is _messages.SIGNAL
