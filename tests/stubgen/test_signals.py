"""What the signals of a module are, and what their classes are called in its stub."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from textwrap import dedent, indent

import pytest

from heliograph.stubgen._errors import UnnameableError
from heliograph.stubgen._signals import (
    evaluated,
    is_class_with_model,
    is_declared_where_made,
    member,
    model_of,
    own_methods,
)
from tests.stubgen.workshop import HEAD, Workshop


class TestAtTheTopLevel:
    @pytest.mark.parametrize(
        "declaration",
        [
            "placed = Signal[Order]()",
            "placed = Signal[Order](validation='always', name='shop.placed')",
            "placed: Signal[Order] = Signal[Order]()",
            "placed: Final = Signal[Order]()",
            "placed: Final[Signal[Order]] = Signal[Order]()",
            "placed = heliograph.Signal[Order]()",
            "placed = Signal['Order']()",
            "placed = S[Order]()",
            "OrderSignal = Signal[Order]\nplaced = OrderSignal()",
            "OrderSignal: TypeAlias = Signal[Order]\nplaced = OrderSignal()",
            "placed, other = Signal[Order](), 3",
            "(placed, other) = [Signal[Order](), 3]",
            "def make() -> Signal[Order]: return Signal[Order]()\nplaced: Signal[Order] = make()",
            "placed = Signal[Order]() if sys.argv else Signal[Order]()",
            "if sys.argv:\n    placed = Signal[Order]()",
            "with open(__file__):\n    placed = Signal[Order]()",
            "placed = signals[0]()",
            "placed = signals['order']()",
        ],
    )
    def test_know_their_fields(self, workshop: Workshop, declaration: str) -> None:
        source = (
            "import sys\nimport heliograph\nfrom heliograph import Signal as S\n"
            "from typing import Final, TypeAlias\n"
            "class Signals(dict):\n    def __getitem__(self, key): return Signal[Order]\n"
            f"signals = Signals()\n{declaration}\n"
        )

        stub = workshop.stub(source)

        assert ["placed"] == list(dict.fromkeys(stub.names))
        made = stub.class_of("placed")
        assert ["number"] == list(stub.sent(made))
        assert "[Order]" in stub.base("placed")
        assert stub.base("placed").partition("[")[0] in ("Signal", "heliograph.Signal", "S")

    @pytest.mark.parametrize("annotation", ["Final", "Final[Signal[Order]]", "typing.Final"])
    def test_stay_final(self, workshop: Workshop, annotation: str) -> None:
        source = f"import typing\nfrom typing import Final\nplaced: {annotation} = Signal[Order]()"

        stub = workshop.stub(source)

        assert "Final[_OrderSignal]" == stub.annotation("placed")

    def test_are_not_final_if_a_model_is_called_so(self, workshop: Workshop) -> None:
        source = """
            class FinalOrder(Order): ...
            placed: Signal[FinalOrder] = Signal[FinalOrder]()
        """

        stub = workshop.stub(source)

        assert "_FinalOrderSignal" == stub.annotation("placed")

    def test_may_have_several_names(self, workshop: Workshop) -> None:
        stub = workshop.stub("placed = ordered = Signal[Order]()")

        assert stub.class_of("placed") == stub.class_of("ordered")

    def test_are_told_from_what_is_assigned_with_them(self, workshop: Workshop) -> None:
        source = """
            class Other(BaseModel): ...
            placed, (number, *closed) = Signal[Order](), (3, Signal[Other]())
            first, second = Signal[Order](), Signal[Other]()
        """

        stub = workshop.stub(source)

        assert ("Any", "Any") == (stub.annotation("number"), stub.annotation("closed"))
        assert stub.class_of("placed") == stub.class_of("first")
        assert "Signal[Other]" == stub.base("second")

    def test_of_one_model_share_a_class(self, workshop: Workshop) -> None:
        source = """
            class Other(BaseModel): ...
            placed = Signal[Order]()
            closed = Signal[Order](validation="always")
            class Shop:
                opened = Signal[Order]()
            other = Signal[Other]()
        """

        stub = workshop.stub(source)

        assert stub.class_of("placed") == stub.class_of("closed") == stub.class_of("Shop.opened")
        assert stub.class_of("placed") != stub.class_of("other")

    def test_of_one_model_with_different_senders_share_none(self, workshop: Workshop) -> None:
        source = """
            placed = Signal[Order, int]()
            closed = Signal[Order, str]()
            opened = Signal[Order]()
        """

        stub = workshop.stub(source)

        made = [stub.class_of(each) for each in ("placed", "closed", "opened")]
        assert ["int", "str", "Any"] == [stub.sender(each) for each in made]

    def test_stand_behind_their_classes_and_models(self, workshop: Workshop) -> None:
        stub = workshop.stub("placed = Signal[Order]()")

        order = [stub.text.index(each) for each in ("class Order", "class _OrderSignal", "placed:")]
        assert sorted(order) == order

    def test_are_declared_on_each_side_of_what_checkers_decide(self, workshop: Workshop) -> None:
        source = """
            import sys
            if sys.platform == "nowhere":
                placed = Signal[Order]()
            else:
                placed = Signal[Order]()
        """

        stub = workshop.stub(source)

        # A checker reads the branch of its platform, and no other.
        [condition] = [each for each in stub.tree.body if isinstance(each, ast.If)]
        assert "placed: _OrderSignal" == "\n".join(map(ast.unparse, condition.body))
        assert "placed = _OrderSignal()" == "\n".join(map(ast.unparse, condition.orelse))

    @pytest.mark.parametrize(
        "source",
        [
            "try:\n    {0}\nexcept ImportError:\n    {0}",
            "try:\n    {0}\nfinally:\n    {0}",
            "{0}\n{0}",
        ],
    )
    @pytest.mark.parametrize("scope", ["", "Shop"])
    def test_are_annotated_once(self, workshop: Workshop, source: str, scope: str) -> None:
        text = source.format("placed = Signal[Order]()")
        if scope:
            text = f"class Shop:\n{indent(text, '    ')}"

        stub = workshop.stub(text)

        found = [ast.unparse(each) for each in stub.all(f"{scope}.placed".lstrip("."))]
        first = "ClassVar[_OrderSignal]" if scope else "_OrderSignal"
        assert [f"placed: {first}", "placed = _OrderSignal()"] == found

    def test_may_be_others_in_each_branch(self, workshop: Workshop) -> None:
        source = """
            import sys
            class Other(BaseModel): ...
            if sys.platform == "nowhere":
                placed, other = Signal[Order](), Signal[Other]()
            else:
                other, placed = Signal[Other](), Signal[Order]()
        """

        stub = workshop.stub(source)

        assert ["placed: _OrderSignal", "placed = _OrderSignal()"] == [
            ast.unparse(each) for each in stub.all("placed")
        ]
        assert ["other: _OtherSignal", "other = _OtherSignal()"] == [
            ast.unparse(each) for each in stub.all("other")
        ]

    @pytest.mark.parametrize(
        "name",
        [
            "class _OrderSignal: ...",
            "class _OrderReceiver: ...",
            "def _OrderDecorator(): ...",
            "_OrderReceiverT = 3",
        ],
    )
    def test_have_classes_whose_names_are_not_taken(self, workshop: Workshop, name: str) -> None:
        stub = workshop.stub(f"{name}\nplaced = Signal[Order]()")

        taken = name.split()[name.startswith(("class", "def"))].rstrip(":().")
        assert 1 == len(stub.all(taken))
        assert ["number"] == list(stub.sent(stub.class_of("placed")))

    def test_of_models_of_one_name_have_classes_of_their_own(self, workshop: Workshop) -> None:
        source = """
            class Shop:
                class Order(BaseModel):
                    total: int
            class ShopOrder(BaseModel): ...
            first = Signal[Shop.Order]()
            second = Signal[ShopOrder]()
        """

        stub = workshop.stub(source)

        assert ["total"] == list(stub.sent(stub.class_of("first")))
        assert [] == list(stub.sent(stub.class_of("second")))

    def test_of_generic_models_know_the_values_of_variables(self, workshop: Workshop) -> None:
        source = """
            from typing import Generic, TypeVar
            T = TypeVar("T")
            class Page(BaseModel, Generic[T]):
                items: list[T]
            loaded = Signal[Page[int]]()
            unloaded = Signal[Page[str]]()
        """

        stub = workshop.stub(source)

        assert "list[int]" == stub.sent(stub.class_of("loaded"))["items"].annotation
        assert "list[str]" == stub.sent(stub.class_of("unloaded"))["items"].annotation

    def test_may_have_a_model_that_follows(self, workshop: Workshop) -> None:
        stub = workshop.stub("placed = Signal['Later']()\nclass Later(BaseModel): ...")

        assert "Signal[Later]" == stub.base("placed")
        assert () == stub.untouched

    def test_may_have_a_model_of_another_module(self, workshop: Workshop) -> None:
        workshop.module(HEAD, "made_with_order")
        source = """
            import made_with_order
            from made_with_order import Order as Placed
            placed = Signal[made_with_order.Order]()
            ordered = Signal[Placed]()
        """

        stub = workshop.stub(source, "from heliograph import Signal\n")

        # Both are spelled from the class, so they share one.
        assert "Signal[Placed]" == stub.base("placed") == stub.base("ordered")
        assert stub.class_of("placed") == stub.class_of("ordered")

    def test_may_have_a_model_that_no_name_of_the_module_is_for(self, workshop: Workshop) -> None:
        workshop.module(HEAD, "made_with_another")
        source = """
            import made_with_another
            class Order: ...
            placed = Signal[made_with_another.Order]()
        """

        stub = workshop.stub(source, "from heliograph import Signal\n")

        assert "Signal[_Order]" == stub.base("placed")
        assert "from made_with_another import Order as _Order\n" in stub.text


class TestInClasses:
    @pytest.mark.parametrize(
        "declaration",
        [
            "opened = Signal[Order]()",
            "opened: ClassVar[Signal[Order]] = Signal[Order]()",
            "opened: ClassVar = Signal[Order]()",
        ],
    )
    @pytest.mark.parametrize(
        "head", ["class Shop", "@dataclass\nclass Shop", "class Shop(Protocol)"]
    )
    def test_are_variables_of_the_class(
        self, workshop: Workshop, head: str, declaration: str
    ) -> None:
        source = (
            "from dataclasses import dataclass\nfrom typing import ClassVar, Protocol\n"
            f"{head}:\n    number: int = 3\n    {declaration}\n"
        )

        stub = workshop.stub(source)

        assert "ClassVar[_OrderSignal]" == stub.annotation("Shop.opened")
        assert "number: int = 3" == stub.line("Shop.number")

    def test_may_be_in_payload_models(self, workshop: Workshop) -> None:
        source = """
            from typing import ClassVar
            class Shop(BaseModel):
                opened: ClassVar[Signal[Order]] = Signal[Order]()
        """

        stub = workshop.stub(source)

        assert "ClassVar[_OrderSignal]" == stub.annotation("Shop.opened")

    def test_may_be_nested(self, workshop: Workshop) -> None:
        source = """
            class Shop:
                class Door:
                    opened = Signal[Order]()
        """

        stub = workshop.stub(source)

        assert ["Shop.Door.opened"] == stub.names
        assert "ClassVar[_OrderSignal]" == stub.annotation("Shop.Door.opened")

    def test_stay_final(self, workshop: Workshop) -> None:
        source = "from typing import Final\nclass Shop:\n    opened: Final = Signal[Order]()"

        assert "Final[_OrderSignal]" == workshop.stub(source).annotation("Shop.opened")


class TestSenders:
    @pytest.mark.parametrize(
        "declaration",
        [
            "placed = Signal[Order, Shop]()",
            "placed = Signal[Order, 'Shop']()",
            "placed = Signal['Order', 'Shop']()",
            "placed = Signal['Order', Shop]()",
            "placed: Signal[Order, Shop] = Signal[Order, Shop]()",
            "placed = heliograph.Signal[Order, Shop]()",
            "placed = S[Order, Shop]()",
            "OrderSignal = Signal[Order, Shop]\nplaced = OrderSignal()",
            "OrderSignal = Signal[Order, 'Shop']\nplaced = OrderSignal()",
            "OrderSignal: TypeAlias = Signal[Order, Shop]\nplaced = OrderSignal()",
            "if 1:\n    OrderSignal = Signal[Order, Shop]\nplaced = OrderSignal()",
            "class Base(Signal[M, T]): ...\nplaced = Base[Order, Shop]()",
        ],
    )
    def test_have_the_declared_type(self, workshop: Workshop, declaration: str) -> None:
        source = (
            "import heliograph\nfrom heliograph import Signal as S\n"
            "from typing import TypeAlias, TypeVar\n"
            "M = TypeVar('M', bound=BaseModel)\nT = TypeVar('T')\n"
            f"class Shop: ...\n{declaration}\n"
        )

        stub = workshop.stub(source)

        made = stub.class_of("placed")
        assert "Shop" == stub.sender(made)
        assert "Shop" == stub.received(made)["sender"]

    @pytest.mark.parametrize(
        "bases",
        [
            "Signal[Order, Shop]",
            "Signal[Order, 'Shop']",
            "heliograph.Signal[Order, Shop]",
            "Mixin, Signal[Order, Shop]",
            "ShopSignal",
        ],
    )
    def test_have_the_type_that_a_signal_class_names(self, workshop: Workshop, bases: str) -> None:
        source = f"""
            import heliograph
            class Shop: ...
            class Mixin: ...
            ShopSignal = Signal[Order, Shop]
            class Placed({bases}): ...
        """

        assert "Shop" == workshop.stub(source).sender("Placed")

    @pytest.mark.parametrize("declaration", ["Signal[Order]()", "Signal['Order']()"])
    def test_may_be_anything_by_default(self, workshop: Workshop, declaration: str) -> None:
        stub = workshop.stub(f"placed = {declaration}")

        assert "Any" == stub.sender(stub.class_of("placed"))

    @pytest.mark.parametrize("sender", ["int | None", "type[Order]", "list['Order']", "None"])
    def test_may_be_of_any_type(self, workshop: Workshop, sender: str) -> None:
        stub = workshop.stub(f"placed = Signal[Order, {sender}]()")

        assert sender == stub.sender(stub.class_of("placed"))


class TestSignalClasses:
    def test_have_the_family_themselves(self, workshop: Workshop) -> None:
        source = """
            class Placed(Signal[Order]):
                limit: int = 3
                def reset(self) -> None: ...
            placed = Placed()
        """

        stub = workshop.stub(source)

        assert ["Placed"] == stub.names
        assert ["number"] == list(stub.sent("Placed"))
        assert "limit: int = 3" == stub.line("Placed.limit")
        assert 1 == len(stub.all("Placed.reset"))
        assert "placed = Placed()" == stub.line("placed")

    def test_pass_it_on_to_their_subclasses(self, workshop: Workshop) -> None:
        source = """
            class Placed(Signal[Order]): ...
            class Special(Placed):
                limit: int = 3
        """

        stub = workshop.stub(source)

        assert ["Placed"] == stub.names
        assert [] == stub.all("Special.send")
        assert 1 == len(stub.all("Special.limit"))

    def test_may_be_nested(self, workshop: Workshop) -> None:
        source = """
            class Shop:
                class Opened(Signal[Order]): ...
                opened = Opened()
        """

        stub = workshop.stub(source)

        assert ["Shop.Opened"] == stub.names
        assert "Shop.Opened" == stub.received("Shop.Opened")["signal"]

    def test_may_have_a_generic_base_of_users(self, workshop: Workshop) -> None:
        source = """
            from typing import Generic, TypeVar
            T = TypeVar("T", bound=BaseModel)
            class Base(Signal[T]):
                def closed(self) -> bool: ...
            class Placed(Base[Order]): ...
            placed = Base[Order]()
        """

        stub = workshop.stub(source)

        assert {"Placed", "placed"} == set(stub.names)
        assert "Base[Order]" == stub.base("placed")
        assert ["number"] == list(stub.sent("Placed"))
        assert [] == stub.all("Base.send")

    def test_may_have_a_base_of_users_with_a_model_as_a_string(self, workshop: Workshop) -> None:
        source = """
            from typing import TypeVar
            T = TypeVar("T", bound=BaseModel)
            class Base(Signal[T]): ...
            placed = Base["Order"]()
        """

        stub = workshop.stub(source)

        assert "Base[Order]" == stub.base("placed")

    def test_of_later_syntax_are_understood(self, workshop: Workshop) -> None:
        for source in [
            """
            class Base[T: BaseModel](Signal[T]): ...
            placed = Base[Order]()
            """
        ][: sys.version_info >= (3, 12)]:
            stub = workshop.stub(dedent(source))

            assert "Base[Order]" == stub.base("placed")

    def test_that_wait_for_their_model_stand_as_they_are(self, workshop: Workshop) -> None:
        source = """
            from typing import Generic, TypeVar
            T = TypeVar("T")
            class Page(BaseModel, Generic[T]):
                items: list[T]
            class Loaded(Signal[Page[T]]): ...
            loaded = Loaded[int]()
        """

        stub = workshop.stub(source)

        assert ["loaded"] == stub.names
        assert [] == stub.all("Loaded.send")
        assert "Loaded[int]" == stub.base("loaded")
        assert "list[int]" == stub.sent(stub.class_of("loaded"))["items"].annotation


class TestUntouched:
    @pytest.mark.parametrize(
        "declaration",
        [
            "placed = Signal()",
            "placed: Signal = Signal()",
            "placed = Signal[Any]()",
            "placed: Signal[Any] = Signal()",
            "placed = plain()",
            "placed = {'a': Signal[Order]()}",
            "placed = [Signal[Order]()]",
            "placed = Signal[Order]",
        ],
    )
    def test_is_what_has_no_payload_model(self, workshop: Workshop, declaration: str) -> None:
        source = f"from typing import Any\nplain = Signal\n{declaration}"

        stub = workshop.stub(source)

        assert [] == stub.names
        assert declaration == stub.line("placed")
        assert () == stub.untouched

    def test_is_what_is_imported(self, workshop: Workshop) -> None:
        workshop.module(f"{HEAD}placed = Signal[Order]()\n", "made_with_placed")

        stub = workshop.stub("from made_with_placed import placed", head="")

        assert () == stub.signals
        assert "from made_with_placed import placed as placed" == stub.line("placed")

    @pytest.mark.parametrize("missing", ["", "send", "connect"])
    @pytest.mark.parametrize("declaration", ["class Placed({}): ...", "placed = {}()"])
    def test_is_what_overrides_all_methods(
        self, workshop: Workshop, missing: str, declaration: str
    ) -> None:
        methods = {"send", "send_robust", "asend", "asend_robust", "connect"} - {missing}
        body = "".join(f"    def {each}(self, *a, **k): ...\n" for each in sorted(methods))
        source = (
            f"from typing import TypeVar\nT = TypeVar('T')\nclass Base(Signal[T]):\n{body}"
            f"{declaration.format('Base[Order]')}\n"
        )

        stub = workshop.stub(source)

        name = "Placed" if declaration.startswith("class") else "placed"
        assert ([name] if missing else []) == stub.names
        assert bool(missing) is ("class _" in stub.text or "@overload" in stub.text)
        assert () == stub.untouched

    def test_is_what_is_gone_again(self, workshop: Workshop) -> None:
        stub = workshop.stub("placed = Signal[Order]()\ndel placed")

        assert () == stub.signals

    def test_is_a_signal_whose_model_is_nowhere(self, workshop: Workshop) -> None:
        stub = workshop.stub("missing = Signal['Missing']()\nplaced = Signal[Order]()")

        assert ["placed"] == stub.names
        assert "missing = Signal['Missing']()" == stub.line("missing")
        assert 1 == len(stub.untouched)
        assert "Missing" in stub.untouched[0]

    def test_is_what_cannot_be_asked_for_its_class(self, workshop: Workshop) -> None:
        source = """
            class Lazy:
                @property
                def __class__(self):
                    raise RuntimeError("outside of a request")
            request = Lazy()
            placed = Signal[Order]()
        """

        stub = workshop.stub(source)

        assert ["placed"] == stub.names
        assert "request = Lazy()" == stub.line("request")

    def test_is_said_with_its_name_and_the_reason(self, workshop: Workshop) -> None:
        source = """
            def local():
                class Item(BaseModel): ...
                return Item
            class Sold(BaseModel):
                item: local()
            sold = Signal[Sold]()
            class Closed(Signal[Sold]): ...
        """

        stub = workshop.stub(source)

        name = stub.module.__name__
        assert () == stub.signals
        assert [f"{name}.Closed", f"{name}.sold"] == sorted(
            sentence.partition(":")[0] for sentence in stub.untouched
        )
        assert all("Item" in sentence for sentence in stub.untouched)
        assert "class _" not in stub.text


class TestMember:
    def test_is_what_a_module_or_a_class_in_it_has(self, workshop: Workshop) -> None:
        module = workshop.module(
            "limit = 1\nclass Shop:\n    limit = 2\n    class Door:\n        limit = 3\n"
            "class Branch(Shop): ...\nplain = Shop()\n"
        )

        assert [1, 2, 3] == [member(module, scope, "limit") for scope in ("", "Shop", "Shop.Door")]
        assert module.Shop.Door is member(module, "Shop", "Door")
        # What is inherited, what has no body, and what is nowhere.
        assert [None] * 5 == [
            member(module, *each)
            for each in (
                ("Branch", "limit"),
                ("plain", "limit"),
                ("Nowhere.Door", "limit"),
                ("Shop", "nothing"),
                ("", "nothing"),
            )
        ]


class TestOwnMethods:
    def test_are_those_of_users_classes(self, workshop: Workshop) -> None:
        module = workshop.module(f"""{HEAD}
from typing import TypeVar
T = TypeVar("T")
class Mixin:
    def send_robust(self, *a): ...
class Base(Mixin, Signal[T]):
    def send(self, *a): ...
class Placed(Base[Order]):
    def connect(self, *a): ...
    def other(self): ...
class Typed(Signal[Order]): ...
""")

        assert {"send", "connect"} <= own_methods(module.Placed)
        assert own_methods(module.Placed) <= {"send", "send_robust", "connect"}
        assert {"send"} <= own_methods(module.Base)
        assert frozenset() == own_methods(module.Typed)


class TestKinds:
    def test_are_told_apart(self, workshop: Workshop) -> None:
        module = workshop.module(f"""{HEAD}
class Placed(Signal[Order]): ...
class Special(Placed): ...
class Bare(Signal): ...
placed, special, plain, made = Signal[Order](), Special(), Signal(), Signal[Order]
""")

        names = [name for name in vars(module) if name[0] != "_"]

        assert ["Placed"] == [n for n in names if is_class_with_model(getattr(module, n))]
        assert ["placed"] == [n for n in names if is_declared_where_made(getattr(module, n))]

    def test_have_their_payload_model(self, workshop: Workshop) -> None:
        module = workshop.module(f"{HEAD}placed = Signal[Order]()\nmissing = Signal['Missing']()\n")

        assert module.Order is model_of(module.placed)
        with pytest.raises(UnnameableError, match="Missing"):
            model_of(module.missing)


class TestEvaluated:
    @pytest.mark.parametrize(
        ("expected", "text"),
        [
            (int, "int"),
            (list[int], "list[int]"),
            (None, "None"),
            (int | None, "'int | None'"),
            (Path, "Path"),
        ],
    )
    def test_is_what_an_expression_means(self, expected: object, text: str) -> None:
        assert expected == evaluated(ast.parse(text, mode="eval").body, {"Path": Path})

    @pytest.mark.parametrize("text", ["Missing", "'Missing'", "int.nothing", "1 / 0", "'('"])
    def test_may_be_nothing(self, text: str) -> None:
        with pytest.raises(UnnameableError, match="means nothing here"):
            evaluated(ast.parse(text, mode="eval").body, {})
