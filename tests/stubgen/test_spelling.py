"""From an object to the text that names it in a stub."""

from __future__ import annotations

import ast
import collections
import collections.abc
import datetime as dt
import decimal
import enum
import pathlib
import re
import sys
import typing
import uuid
from decimal import Decimal
from textwrap import dedent
from types import ModuleType
from typing import Annotated, Any, Literal, NamedTuple, NewType, Optional, TypedDict, Union

import pytest
import typing_extensions
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field, create_model

from heliograph.stubgen._errors import UnnameableError
from heliograph.stubgen._spelling import Spelling
from tests.stubgen.workshop import HEAD, Workshop, read


def subscribed(generic: Any, arguments: Any) -> Any:
    return generic[arguments]


class Color(enum.Enum):
    RED = "red"
    GREEN = "green"


class Outer:
    class Inner: ...

    class Shade(enum.IntEnum):
        DARK = 1


T = typing.TypeVar("T")


class Page(BaseModel, typing.Generic[T]):
    items: list[T]


class Point(NamedTuple):
    x: int


class Address(TypedDict):
    street: str


OrderId = NewType("OrderId", int)
Number = typing_extensions.TypeAliasType("Number", int | Decimal)
Many = typing_extensions.TypeAliasType("Many", list[T], type_params=(T,))


def spelling(module: ModuleType | None = None, *names: str) -> Spelling:
    """Name things from a module that binds these names, and no other."""
    return Spelling(module or ModuleType("elsewhere"), names, names)


def understood(text: str, using: Spelling) -> Any:
    """Evaluate a text where the stub has it."""
    namespace: dict[str, Any] = {}
    exec("\n".join(using.imports()), namespace)  # noqa: S102 - as the stub imports
    return eval(text, namespace)  # noqa: S307 - as a type checker reads it


class TestText:
    @pytest.mark.parametrize(
        ("expected", "annotation"),
        [
            ("int", int),
            ("None", None),
            ("None", type(None)),
            ("object", object),
            ("int | None", Optional[int]),  # noqa: UP045 - as users write it
            ("int | str", Union[int, str]),  # noqa: UP007 - as users write it
            ("int | str | None", int | str | None),
            ("list[int]", list[int]),
            ("dict[str, list[int | None]]", dict[str, list[int | None]]),
            ("tuple[()]", tuple[()]),
            ("tuple[()]", typing.Tuple[()]),  # noqa: UP006 - as users write it
            ("tuple[int, ...]", tuple[int, ...]),
            ("tuple[int, str]", tuple[int, str]),
            ("tuple", tuple),
            ("tuple", typing.Tuple),  # noqa: UP006 - as users write it
            ("list[int]", typing.List[int]),  # noqa: UP006 - as users write it
            ("list", typing.List),  # noqa: UP006 - as users write it
            ("type[int]", type[int]),
            ("type[None]", type[None]),
            ("int", Annotated[int, "a number"]),
            ("set[int]", set[Annotated[int, Field(gt=0)]]),
            ("int", typing.Final[int]),
        ],
    )
    def test_needs_no_import_for_what_is_built_in(self, expected: str, annotation: Any) -> None:
        using = spelling()

        assert expected == using.text(annotation)
        assert [] == using.imports()

    @pytest.mark.parametrize(
        ("expected", "annotation", "imports"),
        [
            ("Any", Any, ["from typing import Any"]),
            ("Decimal", Decimal, ["from decimal import Decimal"]),
            ("UUID | None", uuid.UUID | None, ["from uuid import UUID"]),
            ("datetime", dt.datetime, ["from datetime import datetime"]),
            ("Pattern[str]", re.Pattern[str], ["from re import Pattern"]),
            ("Path", pathlib.Path, ["from pathlib import Path"]),
            ("PurePosixPath", pathlib.PurePosixPath, ["from pathlib import PurePosixPath"]),
            ("deque[int]", collections.deque[int], ["from collections import deque"]),
            (
                "Mapping[str, Any]",
                collections.abc.Mapping[str, Any],
                ["from collections.abc import Mapping", "from typing import Any"],
            ),
            (
                "Mapping[str, int]",
                typing.Mapping[str, int],
                ["from collections.abc import Mapping"],
            ),
            ("Hashable", typing.Hashable, ["from collections.abc import Hashable"]),
            ("NoReturn", typing.NoReturn, ["from typing import NoReturn"]),
            ("LiteralString", typing.LiteralString, ["from typing import LiteralString"]),
            (
                "Literal[1, 'a', None, True, b'b', -1]",
                Literal[1, "a", None, True, b"b", -1],
                ["from typing import Literal"],
            ),
            (
                "Literal['grün', \"it's\"]",
                Literal["grün", "it's"],
                ["from typing import Literal"],
            ),
            (
                "Callable[[int, str], None]",
                collections.abc.Callable[[int, str], None],
                ["from collections.abc import Callable"],
            ),
            (
                "Callable[..., int]",
                typing.Callable[..., int],
                ["from collections.abc import Callable"],
            ),
            (
                "Callable[[], int]",
                typing.Callable[[], int],
                ["from collections.abc import Callable"],
            ),
            (
                "Callable[[], int]",
                collections.abc.Callable[[], int],
                ["from collections.abc import Callable"],
            ),
            ("Callable", collections.abc.Callable, ["from collections.abc import Callable"]),
            ("Callable", typing.Callable, ["from collections.abc import Callable"]),
            (
                "Callable[[Callable[[int], str]], None]",
                collections.abc.Callable[[collections.abc.Callable[[int], str]], None],
                ["from collections.abc import Callable"],
            ),
        ],
    )
    def test_imports_what_is_elsewhere(
        self, expected: str, annotation: Any, imports: list[str]
    ) -> None:
        using = spelling()

        assert expected == using.text(annotation)
        assert imports == using.imports()

    @pytest.mark.parametrize(
        ("expected", "imported", "annotation"),
        [
            ("Color", "Color", Color),
            ("Outer.Inner", "Outer", Outer.Inner),
            ("list[Outer.Inner]", "Outer", list[Outer.Inner]),
            ("Point", "Point", Point),
            ("Address", "Address", Address),
            ("OrderId", "OrderId", OrderId),
            ("list[OrderId]", "OrderId", list[OrderId]),
            ("Number", "Number", Number),
            ("Many[str]", "Many", Many[str]),
            ("Page[int]", "Page", Page[int]),
            ("Page[Page[str]]", "Page", Page[Page[str]]),
            ("Page", "Page", Page),
        ],
    )
    def test_imports_what_users_define(self, expected: str, imported: str, annotation: Any) -> None:
        using = spelling()

        assert expected == using.text(annotation)
        assert [f"from {__name__} import {imported}"] == using.imports()

    def test_names_members_of_enumerations(self) -> None:
        using = spelling()

        assert "Literal[Color.RED, Outer.Shade.DARK, 3]" == using.text(
            Literal[Color.RED, Outer.Shade.DARK, 3]
        )

    def test_starred_tuples_are_not_taken_for_tuples(self) -> None:
        using = spelling()

        assert "tuple[int, *tuple[str, ...]]" == using.text(tuple[int, *tuple[str, ...]])

    @pytest.mark.parametrize(
        "annotation",
        [
            T,
            subscribed(list, T),
            "Missing",
            typing.ForwardRef("Missing"),
            set["Missing"],  # type: ignore[name-defined]  # on purpose  # noqa: F821
            create_model("Made", x=(int, 1)),
            type("Bare", (), {}),
            3,
        ],
    )
    def test_is_none_for_what_has_no_name(self, annotation: Any) -> None:
        with pytest.raises(UnnameableError):
            spelling().text(annotation)

    def test_is_none_for_what_is_defined_inside_a_function(self) -> None:
        class Local: ...

        with pytest.raises(UnnameableError, match=r"inside a function.*top level"):
            spelling().text(Local)
        with pytest.raises(UnnameableError, match="inside a function"):
            spelling().text(list[Local | None])


class TestNamesOfTheModule:
    def fields(self, workshop: Workshop, source: str, head: str = HEAD) -> dict[str, str]:
        """Return the types that the only send of a module takes."""
        stub = workshop.stub(source, head)
        assert () == stub.untouched
        [name] = stub.names
        sent = stub.sent(stub.class_of(name))
        return {field: parameter.annotation for field, parameter in sent.items()}

    def test_are_used_where_they_mean_the_same(self, workshop: Workshop) -> None:
        source = """
            import decimal
            from decimal import Decimal as Money
            from typing import NewType
            from typing_extensions import TypeAliasType

            OrderId = NewType("OrderId", int)
            Price = TypeAliasType("Price", Money)
            Cents = int

            class Shop:
                class Item(BaseModel): ...

            class Sold(BaseModel):
                total: Money
                id: OrderId
                price: Price
                items: list[Shop.Item]
                cents: Cents

            sold = Signal[Sold]()
        """

        fields = self.fields(workshop, source)

        assert {
            "total": "Money",
            "id": "OrderId",
            "price": "Price",
            "items": "list[Shop.Item]",
            "cents": "int",
        } == fields

    @pytest.mark.parametrize("future", ["", "from __future__ import annotations\n"])
    def test_may_follow_what_refers_to_them(self, workshop: Workshop, future: str) -> None:
        source = """
            class Tree(BaseModel):
                children: list["Tree"]
                leaf: "Leaf | None" = None

            grown = Signal[Tree]()

            class Leaf(BaseModel): ...
        """

        assert {"children": "list[Tree]", "leaf": "Leaf | None"} == self.fields(
            workshop, source, future + HEAD
        )

    @pytest.mark.parametrize(
        "clash",
        [
            "Decimal = 3",
            "Decimal = object",
            "def Decimal(): ...",
            "class Decimal: ...",
            "from typing import Any as Decimal",
            "for Decimal in (): ...",
            "if 1:\n    Decimal = 3",
            "try:\n    Decimal = 3\nexcept ImportError: ...",
            "with open(__file__) as Decimal: ...",
        ],
    )
    def test_are_not_taken_for_others(self, workshop: Workshop, clash: str) -> None:
        source = (
            "import decimal\n"
            f"{clash}\n"
            "class Sold(BaseModel):\n    total: decimal.Decimal\n"
            "sold = Signal[Sold]()\n"
        )

        stub = workshop.stub(source)

        text = stub.sent(stub.class_of("sold"))["total"].annotation
        assert "Decimal" != text
        assert f"from decimal import Decimal as {text}\n" in stub.text

    def test_known_to_type_checkers_alone_are_not_taken_for_others(
        self, workshop: Workshop
    ) -> None:
        source = """
            import decimal
            from typing import TYPE_CHECKING
            if TYPE_CHECKING:
                from nowhere import Decimal
            class Sold(BaseModel):
                total: decimal.Decimal
            sold = Signal[Sold]()
        """

        assert {"total": "_Decimal"} == self.fields(workshop, source)

    @pytest.mark.parametrize(
        "name", ["list", "int", "bool", "object", "str", "Any", "Protocol", "overload"]
    )
    def test_that_clash_with_what_a_stub_needs_are_kept_apart(
        self, workshop: Workshop, name: str
    ) -> None:
        source = f"""
            import builtins
            class Sold(BaseModel):
                number: builtins.int
                names: builtins.list[builtins.str]
            sold = Signal[Sold]()
            class {name}: ...
        """

        stub = workshop.stub(source)

        made = stub.class_of("sold")
        methods = [stub.method(made, each) for each in ("send", "connect")]
        protocol = stub.all("_SoldReceiver")
        used = {
            node.id
            for definition in [*methods, *protocol]
            for node in ast.walk(definition)
            if isinstance(node, ast.Name)
        }
        assert name not in used

    @pytest.mark.parametrize("name", ["Response", "ReceiverDecorator", "TypeVar", "ClassVar"])
    def test_of_the_imports_of_a_stub_stay_the_users(self, workshop: Workshop, name: str) -> None:
        source = f"""
            class {name}: ...
            class Shop:
                opened = Signal[Order]()
        """

        stub = workshop.stub(source)

        assert isinstance(stub.one(name), ast.ClassDef)
        assert f"import {name} as _{name}" in stub.text or f"{name} as _{name}" in stub.text

    def test_are_found_behind_a_star(self, workshop: Workshop) -> None:
        workshop.module("from decimal import Decimal\nAny = 3\n", "made_with_star")
        source = """
            from made_with_star import *
            class Sold(BaseModel):
                total: Decimal
            sold = Signal[Sold]()
        """

        stub = workshop.stub(source)

        made = stub.class_of("sold")
        assert "Decimal" == stub.sent(made)["total"].annotation
        assert "_Any" == stub.sender(made)

    def test_of_private_modules_are_imported_from_where_they_are_public(
        self, workshop: Workshop
    ) -> None:
        workshop.module("class Item: ...\n", "_made_inside")
        inside = sys.modules["_made_inside"].Item
        public = ModuleType("made_public")
        inside.__module__ = "made_public._inside"
        public.Item = inside  # type: ignore[attr-defined]  # as its __init__ would
        private = ModuleType("made_public._inside")
        private.Item = inside  # type: ignore[attr-defined]  # where it is defined
        known = {"made_public": public, "made_public._inside": private}
        sys.modules.update(known)
        try:
            using = spelling()

            assert "Item" == using.text(inside)
            assert ["from made_public import Item"] == using.imports()
        finally:
            for name in known:
                del sys.modules[name]

    def test_of_model_that_refers_to_itself_by_self(self, workshop: Workshop) -> None:
        source = """
            from typing import Self
            class Tree(BaseModel):
                parent: Self | None = None
            grown = Signal[Tree]()
        """

        stub = workshop.stub(source)

        # In a signal class, Self would be the signal.
        made = stub.class_of("grown")
        assert "Tree | None" == stub.sent(made)["parent"].annotation
        assert "Tree | None" == stub.received(made)["parent"]

    def test_of_self_in_a_field_are_those_of_the_model(self, workshop: Workshop) -> None:
        source = """
            from typing import Self
            class Tree(BaseModel):
                children: list[Self]
            class Branch(Tree): ...
            class Grown(Signal[Branch]): ...
        """

        stub = workshop.stub(source)

        assert "list[Branch]" == stub.sent("Grown")["children"].annotation
        assert "list[Branch]" == stub.received("Grown")["children"]
        assert () == stub.untouched

    def test_later_syntax_for_generics_is_understood(self, workshop: Workshop) -> None:
        for source in later_syntax("""
            type Pair[T] = tuple[T, T]
            type Number = int
            class Sold[T](BaseModel):
                pair: Pair[T]
                number: Number
            sold = Signal[Sold[str]]()
        """):
            stub = workshop.stub(source)

            made = stub.class_of("sold")
            assert "Signal[Sold[str]]" == stub.base("sold")
            assert {"pair": "Pair[str]", "number": "Number"} == {
                name: parameter.annotation for name, parameter in stub.sent(made).items()
            }


def later_syntax(source: str) -> list[str]:
    """Return a source if this Python has its syntax, which came with 3.12."""
    return [dedent(source)] if sys.version_info >= (3, 12) else []


SIMPLE = st.sampled_from(
    [
        *(int, str, bool, bytes, Decimal, uuid.UUID, dt.date, pathlib.Path, Any, int | None),
        *(Color, Outer.Inner, OrderId, Number, Page[int], Literal["a", 1], Literal[Color.GREEN]),
    ]
)


def nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    one_argument: list[Any] = [list, set, type, Optional, Many, collections.deque]
    return st.one_of(
        st.tuples(st.sampled_from(one_argument), inner).map(lambda both: both[0][both[1]]),
        inner.map(lambda each: subscribed(tuple, (each, ...))),
        st.tuples(inner, inner).map(lambda both: subscribed(dict, both)),
        st.tuples(inner, inner).map(lambda both: subscribed(Union, both)),
        st.lists(inner, max_size=3).map(lambda several: subscribed(tuple, tuple(several))),
        st.tuples(st.lists(inner, max_size=2), inner).map(
            lambda both: subscribed(collections.abc.Callable, both)
        ),
    )


class TestLaws:
    @settings(max_examples=150, deadline=None)
    @given(st.recursive(SIMPLE, nested, max_leaves=6))
    def test_text_means_what_it_is_of(self, annotation: Any) -> None:
        using = spelling()

        text = using.text(annotation)

        assert annotation == understood(text, using)
        assert text == using.text(annotation)

    @settings(max_examples=50, deadline=None)
    @given(
        st.recursive(SIMPLE, nested, max_leaves=4),
        st.lists(
            st.sampled_from(
                ["Decimal", "UUID", "Any", "Literal", "Callable", "Color", "Outer", "int", "list"]
            )
        ),
    )
    def test_text_means_it_whatever_names_are_taken(
        self, annotation: Any, taken: list[str]
    ) -> None:
        module = ModuleType("elsewhere")
        using = Spelling(module, taken, ())

        text = using.text(annotation)

        assert annotation == understood(text, using)
        imported = {line.partition(" import ")[2] for line in using.imports()}
        names = {each.rpartition(" as ")[2] for line in imported for each in line.split(", ")}
        assert names.isdisjoint(taken)


class TestFresh:
    def test_is_the_name_itself_if_nothing_bears_it(self) -> None:
        using = spelling()

        assert "_Order" == using.fresh("_Order")
        assert using.is_taken("_Order")

    def test_is_another_if_something_bears_it(self) -> None:
        using = spelling(None, "_Order")

        assert ["_Order2", "_Order3"] == [using.fresh("_Order"), using.fresh("_Order")]

    def test_is_no_built_in(self) -> None:
        assert "list2" == spelling().fresh("list")


class TestWithin:
    def test_names_what_is_hidden_there_otherwise(self) -> None:
        using = spelling()

        with using.within(hidden=["list", "Decimal", "int"]):
            assert "_list[_Decimal | None]" == using.text(list[Decimal | None])
            assert "str" == using.text(str)
        assert "list[Decimal]" == using.text(list[Decimal])
        with using.within(hidden=["Decimal"]):
            assert "list[_Decimal]" == using.text(list[Decimal])

        assert ["from decimal import Decimal", "_list = list", "_Decimal = Decimal"] == (
            using.imports()
        )
        assert [Decimal] == [understood(name, using) for name in ("_Decimal",)]

    def test_names_what_is_hidden_as_nothing_else_is_named(self, workshop: Workshop) -> None:
        module = workshop.module("class Order: ...\n_Order = _list = 3\n")
        using = Spelling(module, ["Order", "_Order", "_list"], ["Order"])

        with using.within(hidden=["Order", "list"]):
            assert "_list2[_Order2]" == using.text(subscribed(list, module.Order))
        assert ["_Order2 = Order", "_list2 = list"] == sorted(using.imports())
        assert using.is_taken("_Order2")

    def test_knows_what_self_stands_for(self) -> None:
        using = spelling()

        # The same, or two of them.
        for which in (typing.Self, typing_extensions.Self):
            with using.within(owner=Outer.Inner):
                assert "None | Outer.Inner" == using.text(subscribed(Union, (None, which)))
                assert "list[Outer.Inner]" == using.text(subscribed(list, which))

    def test_forgets_it_behind(self) -> None:
        using = spelling()

        def fail() -> None:
            with using.within(hidden=["int"], owner=Outer):
                raise RuntimeError("on purpose")

        with pytest.raises(RuntimeError, match="on purpose"):
            fail()
        assert "int" == using.text(int)
        assert "Outer" not in using.text(typing.Self)

    def test_may_be_nested(self) -> None:
        using = spelling()

        with using.within(hidden=["int"]):
            with using.within(hidden=["str"]):
                assert "dict[int, _str]" == using.text(dict[int, str])
            assert "dict[_int, str]" == using.text(dict[int, str])


class TestBuiltins:
    def test_are_called_by_their_names(self) -> None:
        using = spelling()

        assert ("list", []) == (using.builtin("list"), using.imports())

    def test_are_imported_where_their_name_is_taken(self) -> None:
        using = spelling(None, "list")

        assert "_list" == using.builtin("list")
        assert "_list[int]" == using.text(list[int])
        assert ["from builtins import list as _list"] == using.imports()

    def test_are_both_taken_and_hidden(self) -> None:
        using = spelling(None, "list")

        with using.within(hidden=["list", "_list"]):
            name = using.builtin("list")
        assert name not in ("list", "_list")
        assert list is understood(name, using)


class TestImports:
    def test_are_sorted_and_joined_by_module(self) -> None:
        using = spelling()
        for annotation in (uuid.UUID, Literal[1], Any, Decimal):
            using.text(annotation)

        assert [
            "from decimal import Decimal",
            "from typing import Any, Literal",
            "from uuid import UUID",
        ] == using.imports()

    def test_name_each_thing_once(self) -> None:
        using = spelling()

        assert using.imported("typing", "Any") == using.imported("typing", "Any")
        assert ["from typing import Any"] == using.imports()

    def test_are_not_needed_for_what_the_module_imports(self, workshop: Workshop) -> None:
        module = workshop.module("from typing import Any\n")
        using = spelling(module, "Any")

        assert "Any" == using.text(Any)
        assert [] == using.imports()

    def test_have_another_name_where_the_module_has_its_own(self, workshop: Workshop) -> None:
        module = workshop.module("class decimal: ...\nDecimal = 1\n")
        using = spelling(module, "Decimal")

        assert "_Decimal" == using.text(decimal.Decimal)
        assert ["from decimal import Decimal as _Decimal"] == using.imports()


def test_what_cannot_be_named_leaves_the_signal_as_it_is(workshop: Workshop) -> None:
    source = HEAD + dedent("""
        from pydantic import create_model
        Made = create_model("Made", x=(int, 1))
        Other = create_model("Named", x=(int, 1))

        def local():
            class Local(BaseModel): ...
            return Local

        class Holder(BaseModel):
            made: Made
        class Another(BaseModel):
            other: list[Other]

        of_made = Signal[Made]()
        of_other = Signal[Other]()
        of_local = Signal[local()]()
        of_holder = Signal[Holder]()
        of_another = Signal[Another]()
        placed = Signal[Order]()
    """)
    module = workshop.module(source)

    stub = read(module, source)

    assert ["placed"] == stub.names
    assert ["of_made", "of_other", "of_local", "of_holder", "of_another"] == [
        sentence.split(":")[0].rpartition(".")[2] for sentence in stub.untouched
    ]
    assert "of_made = Signal[Made]()" == stub.line("of_made")
    assert "of_local = Signal[local()]()" == stub.line("of_local")
