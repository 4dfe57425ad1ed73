"""What stands in the brackets of `Signal[...]`."""

from __future__ import annotations

import pytest
from mypy.server.trigger import make_trigger, make_wildcard_trigger

from tests.mypy.building import Program, build_program

HEADER = """
from typing import *
import elsewhere  # type: ignore[import-not-found]
from pydantic import BaseModel, ConfigDict, Field, RootModel
from heliograph import Signal
T = TypeVar("T", bound=BaseModel)
class Order(BaseModel): number: int
class Page(BaseModel, Generic[T]): content: T
class Root(RootModel[int]): ...
class DerivedRoot(Root): ...
class WithSender(BaseModel): sender: int
class WithSignal(BaseModel): signal: int
class WithBoth(WithSignal): sender: int
class Derived(WithSender): other: int
class Aliased(BaseModel): actor: int = Field(alias="sender")
class ClassVariable(BaseModel): sender: ClassVar[int] = 1
class Private(BaseModel): _sender: int = 1
class Method(BaseModel):
    def sender(self) -> int: ...
class Unknown(elsewhere.Model): sender: int  # type: ignore[misc]
class Keys(TypedDict): number: int
class NoModel: ...
Named = Signal[WithSender]  # only an alias
class Base(Signal[T]): ...
class Late(Signal["Later"]): ...
class LateWrong(Signal["LaterWrong"]): ...
class Later(BaseModel): number: int
class LaterWrong(BaseModel): sender: int
"""

NO_MODEL = "it is no pydantic model"
SENDER = 'its field "sender" is an argument of every receiver'

# What stands in the brackets -> why that is refused.
REFUSED = {
    "int": f'"int" can\'t be a payload model: {NO_MODEL}',
    "NoModel": NO_MODEL,
    "list[Order]": NO_MODEL,
    "None": NO_MODEL,
    "tuple[int, str]": NO_MODEL,
    "Literal['a']": NO_MODEL,
    "Callable[[int], int]": NO_MODEL,
    "Keys": NO_MODEL,
    "type[Order]": NO_MODEL,
    "Order | None": NO_MODEL,
    "BaseModel": "it has no fields",
    "Root": "a RootModel has no fields",
    "DerivedRoot": "a RootModel has no fields",
    "RootModel[int]": "a RootModel has no fields",
    "WithSender": SENDER,
    "WithSignal": 'its field "signal"',
    "WithBoth": SENDER,
    "Derived": SENDER,
    "NoModel, int": NO_MODEL,
}
TAKEN = [
    "Order",
    "Page[Order]",
    "Order, int",
    "'Order'",
    "Any",
    "Aliased",
    "ClassVariable",
    "Private",
    "Method",
    "Unknown",
    "elsewhere.Model",
]
# Other declarations, and the code that each is reported under.
OTHERS = {
    "a = Signal()": None,
    "b = Base[Order]()": None,
    "c = Named()": "signal-payload",
    "d = Late()": None,
    "e: Signal[Order] = Signal()": None,
    "f = Signal[Order](True)": None,
    "class G(Base[Order]): ...": None,
}


@pytest.fixture(scope="module")
def program() -> Program:
    texts = {}
    for kind, template in {
        "variables": "v{number} = Signal[{declared}]()",
        "classes": "class C{number}(Signal[{declared}]): ...",
    }.items():
        lines = [
            template.format(number=number, declared=declared)
            for number, declared in enumerate([*REFUSED, *TAKEN])
        ]
        texts[kind] = HEADER + "\n".join([*lines, *OTHERS])
    return build_program(texts)


@pytest.fixture(scope="module")
def fine_grained() -> Program:
    models = "from pydantic import BaseModel\nclass Order(BaseModel): number: int\n"
    shop = (
        "from heliograph import Signal\nfrom models import Order\n"
        "placed = Signal[Order]()\nclass Named(Signal[Order]): ...\nclass More(Named): ...\n"
    )
    return build_program({"models": models, "shop": shop}, is_fine_grained=True)


def reports(program: Program, module: str, written: str) -> list[tuple[str, str]]:
    """The codes and texts of the errors about a declaration."""
    line = HEADER.count("\n") + 1 + [*REFUSED, *TAKEN, *OTHERS].index(written)
    return [
        (each.code, each.text)
        for each in program.reports(module)
        if each[:2] == (line, "error") and each.code.startswith("signal")
    ]


class TestDeclaration:
    @pytest.mark.parametrize("declared", REFUSED)
    def test_of_what_can_be_no_payload_model_is_refused(
        self, program: Program, declared: str
    ) -> None:
        ((code, text),) = reports(program, "variables", declared)

        assert code == "signal-payload"
        assert REFUSED[declared] in text

    @pytest.mark.parametrize("declared", TAKEN)
    def test_of_a_model_or_what_is_not_understood_is_taken(
        self, program: Program, declared: str
    ) -> None:
        assert [] == reports(program, "variables", declared)

    @pytest.mark.parametrize("written", OTHERS)
    def test_in_another_form_is_checked_once(self, program: Program, written: str) -> None:
        codes = [code for code, _ in reports(program, "variables", written)]

        assert [code for code in [OTHERS[written]] if code] == codes

    def test_has_its_users_checked_again_with_the_model(self, fine_grained: Program) -> None:
        targets = fine_grained.files["shop"].plugin_deps[make_wildcard_trigger("models.Order")]

        assert {"shop", make_trigger("shop.placed")} <= targets


class TestClass:
    @pytest.mark.parametrize("declared", REFUSED)
    def test_of_what_can_be_no_payload_model_is_refused(
        self, program: Program, declared: str
    ) -> None:
        ((code, text),) = reports(program, "classes", declared)

        assert code == "signal-payload"
        assert REFUSED[declared] in text

    @pytest.mark.parametrize("declared", TAKEN)
    def test_of_a_model_or_what_is_not_understood_is_taken(
        self, program: Program, declared: str
    ) -> None:
        assert [] == reports(program, "classes", declared)

    def test_has_its_remedy_in_a_note(self, program: Program) -> None:
        ((_, text),) = reports(program, "classes", "Root")

        assert text.endswith("a RootModel has no fields")
        assert "Declare a model that has a field for the value" in program.notes("classes")

    def test_waits_for_a_model_that_is_defined_later(self, program: Program) -> None:
        lines = HEADER.split("\n")
        late = [
            lines.index(f"class {name}): ...") + 1
            for name in ('Late(Signal["Later"]', 'LateWrong(Signal["LaterWrong"]')
        ]
        found = [each.line for each in program.reports("classes") if each.line in late]

        # The error, and its note.
        assert [late[1]] * 2 == found

    def test_has_the_users_of_classes_below_checked_again(self, fine_grained: Program) -> None:
        targets = fine_grained.files["shop"].plugin_deps[make_wildcard_trigger("models.Order")]

        names = [
            f"shop.{name}.{method}" for name in ("Named", "More") for method in ("send", "connect")
        ]
        assert {make_trigger(name) for name in names} <= targets
