"""What the plugin takes from mypy's checker, and what it tells it to check again."""

from __future__ import annotations

import pytest
from mypy.nodes import CallExpr, IntExpr, NameExpr
from mypy.server.trigger import make_trigger, make_wildcard_trigger

from heliograph.mypy import _internals
from tests.mypy.building import Program, build_program

BASES = "class Base: attribute: int = 1"
ITEMS = """
from typing import *
from bases import Base
class Item(Base): ...
class Keys(TypedDict):
    key: Item
class Row(NamedTuple):
    item: Item
class Fits(Protocol):
    def method(self) -> None: ...
Alias = list[Item]
Tree = Union[Item, list["Tree"]]
"""
MODELS = """
from pydantic import BaseModel
from items import Item
class Order(BaseModel, arbitrary_types_allowed=True):
    number: int
    item: Item
"""
SHOP = """
from typing import *
from heliograph import Signal, receiver
from models import Order
placed = Signal[Order]()
class Shop:
    closed = Signal[Order]()
    def close(self, order: Order) -> None:
        self.closed.send(self, order)
def place(order: Order) -> None:
    placed.send(None, order)
@placed.connect
def confirm(item: object, **kwargs: object) -> None: ...
"""
NAMED = """
from heliograph import Signal
from models import Order
class Named(Signal[Order]): ...
"""
TEXTS = {"bases": BASES, "items": ITEMS, "models": MODELS, "shop": SHOP, "named": NAMED}
TYPES = """
from typing import *
import items
plain: int
item: items.Item
nested: dict[str, list[items.Item | None]]
pair: tuple[int, items.Item]
function: Callable[[items.Item], int]
of_class: type[items.Item]
keys: items.Keys
row: items.Row
fits: items.Fits
alias: items.Alias
tree: items.Tree
numbers = [1, 2]
words = ["a"]
anything: Any
"""

# Calls with a number; those from 50 on are no statements.
STATEMENTS = """
from typing import *
def call(number: int) -> Any: ...
def in_function(x: Any) -> Any:
    call(1)
    if x: call(2)
    elif call(50): call(3)
    else: call(4)
    for _ in x: call(5)
    else: call(6)
    while x: call(7)
    else: call(8)
    with x as y, x: call(9)
    try: call(10)
    except ValueError: call(11)
    except (TypeError, KeyError): call(12)
    else: call(13)
    finally: call(14)
    match x:
        case 1: call(15)
        case [_, 2] if call(51): call(16)
        case _: call(17)
    def inner() -> None: call(18)
    y = call(52)
    print(call(53))
    y += call(54)
    for _ in call(55): pass
    with call(56): pass
    call(57) or x
    (lambda: call(58))()
    assert call(59)
    return call(60)
class Class:
    call(19)
    def method(self) -> None: call(20)
    @property
    def name(self) -> int:
        call(21)
        return 1
    @name.setter
    def name(self, value: int) -> None: call(22)
    class Inner:
        async def method(self) -> None: call(23)
async def asynchronous(x: Any) -> None:
    async for _ in x: call(24)
    async with x: call(25)
    await call(61)
def decorated() -> None: call(26)
call(27); call(28)
try: call(29)
except* ValueError: call(30)
(call(31))
@overload
def overloaded(x: int) -> int: ...
@overload
def overloaded(x: str) -> str: ...
def overloaded(x: Any) -> Any:
    call(32)
    return x
"""
LAST = 32


@pytest.fixture(scope="module")
def program() -> Program:
    return build_program(TEXTS | {"types_of": TYPES, "statements": STATEMENTS})


@pytest.fixture(scope="module")
def fine_grained() -> Program:
    return build_program(TEXTS, is_fine_grained=True)


def calls(program: Program) -> dict[int, CallExpr]:
    found = {}
    for expression in program.result.types:
        match expression:
            case CallExpr(callee=NameExpr(name="call"), args=[IntExpr(value=number)]):
                found[number] = expression
    return found


class TestDependencies:
    @pytest.mark.parametrize(
        ("expected", "name"),
        [
            (set[str](), "plain"),
            ({"items", "bases"}, "item"),
            ({"items", "bases"}, "nested"),
            ({"items", "bases"}, "pair"),
            ({"items", "bases"}, "function"),
            ({"items", "bases"}, "of_class"),
            ({"items", "bases"}, "keys"),
            ({"items", "bases"}, "row"),
            ({"items"}, "fits"),
            ({"items", "bases"}, "alias"),
            ({"items", "bases"}, "tree"),
            (set(), "anything"),
        ],
    )
    def test_are_the_modules_of_all_classes_and_aliases(
        self, program: Program, expected: set[str], name: str
    ) -> None:
        checker = program.checker("types_of")
        checker.module_refs = set()
        _internals.depend_on(checker, (program.type_of(f"types_of.{name}"),))

        assert expected == checker.module_refs & {"bases", "items", "models"}

    def test_of_a_send_are_those_of_the_fields(self, program: Program) -> None:
        assert {"bases", "items", "models"} <= set(program.result.graph["shop"].dependencies)

    def test_of_a_plain_run_have_no_triggers(self, program: Program) -> None:
        assert {} == program.files["shop"].plugin_deps

    @pytest.mark.parametrize("name", ["models.Order", "items.Item", "bases.Base"])
    def test_of_a_fine_grained_run_lead_to_who_uses_a_signal(
        self, fine_grained: Program, name: str
    ) -> None:
        targets = fine_grained.files["shop"].plugin_deps[make_wildcard_trigger(name)]

        used = {"shop", "shop.place", "shop.Shop.close"}
        declared = {make_trigger("shop.placed"), make_trigger("shop.Shop.closed")}
        assert used | declared <= targets

    def test_of_a_signal_class_lead_to_its_members(self, fine_grained: Program) -> None:
        targets = fine_grained.files["named"].plugin_deps[make_wildcard_trigger("models.Order")]

        names = ("named.Named", "named.Named.send", "named.Named.connect")
        assert {make_trigger(name) for name in names} <= targets


class TestStatements:
    @pytest.mark.parametrize("number", range(1, LAST + 1))
    def test_are_found_wherever_they_stand(self, program: Program, number: int) -> None:
        assert _internals.is_statement(program.checker("statements"), calls(program)[number])

    @pytest.mark.parametrize("number", range(50, 62))
    def test_are_no_calls_whose_result_is_used(self, program: Program, number: int) -> None:
        assert not _internals.is_statement(program.checker("statements"), calls(program)[number])

    def test_are_found_again_after_those_of_another_file(self, program: Program) -> None:
        checker, call = program.checker("statements"), calls(program)[1]

        assert _internals.is_statement(checker, call)
        assert not _internals.is_statement(program.checker("shop"), call)
        assert _internals.is_statement(checker, call)


class TestTypes:
    def test_of_an_expression_fit_where_one_is_expected(self, program: Program) -> None:
        expected = program.type_of("types_of.numbers")
        found = _internals.type_in_context(
            program.checker("types_of"), program.value("types_of.numbers"), expected
        )

        assert (expected, None) == found

    def test_that_do_not_fit_come_with_an_error_that_is_not_reported(
        self, program: Program
    ) -> None:
        checker = program.checker("types_of")
        with checker.msg.filter_errors(save_filtered_errors=True) as watcher:
            _, error = _internals.type_in_context(
                checker, program.value("types_of.numbers"), program.type_of("types_of.pair")
            )
            _, list_error = _internals.type_in_context(
                checker, program.value("types_of.numbers"), program.type_of("types_of.alias")
            )

        assert error is None
        assert list_error is not None
        assert list_error.startswith("List item 0 has incompatible type")
        assert [] == watcher.filtered_errors()

    def test_are_known_of_what_was_checked(self, program: Program) -> None:
        checker = program.checker("types_of")
        typ = checker.get_expression_type(program.value("types_of.words"))

        assert typ == _internals.known_type(checker, program.value("types_of.words"))

    def test_are_not_known_of_anything_else(self, program: Program) -> None:
        assert _internals.known_type(program.checker("types_of"), NameExpr("other")) is None


def test_modules_are_all_that_mypy_knows(program: Program) -> None:
    modules = _internals.modules(program.checker("shop"))

    assert {"bases", "items", "models", "builtins", "pydantic.main"} <= modules.keys()


class TestClassCalled:
    def test_is_found_by_its_dotted_name(self, program: Program) -> None:
        found = _internals.class_called(program.checker("shop"), "pydantic.main.BaseModel")

        assert found is not None
        assert "pydantic.main.BaseModel" == found.fullname

    @pytest.mark.parametrize("name", ["pydantic.main.Nothing", "nowhere.Class", "typing.cast"])
    def test_is_none_where_there_is_no_class(self, program: Program, name: str) -> None:
        assert _internals.class_called(program.checker("shop"), name) is None
