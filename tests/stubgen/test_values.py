"""What a stub says otherwise than the source, for checkers to understand the same."""

from __future__ import annotations

import ast
from textwrap import dedent

import mypy.api
import pytest

from tests.stubgen.workshop import Reader, Stubber, Workshop


def declared(stub: Reader, scope: str = "Shop") -> dict[str, str]:
    """Return the annotations in a class body, by name."""
    [found] = stub.all(scope)
    assert isinstance(found, ast.ClassDef)
    return {
        ast.unparse(each.target): ast.unparse(each.annotation)
        for each in found.body
        if isinstance(each, ast.AnnAssign)
    }


def settable(stub: Reader, path: str) -> str | None:
    """Return the type of a property with a setter; None if it has no property."""
    found = stub.all(path)
    if not found:
        return None
    getter, setter = found
    assert isinstance(getter, ast.FunctionDef)
    assert isinstance(setter, ast.FunctionDef)
    name = path.rpartition(".")[2]
    decorators = [ast.unparse(each) for f in (getter, setter) for each in f.decorator_list]
    assert ["property", f"{name}.setter"] == decorators
    [_, value] = setter.args.args
    assert getter.returns is not None
    assert value.annotation is not None
    assert ast.unparse(getter.returns) == ast.unparse(value.annotation)
    return ast.unparse(getter.returns)


def says_mypy(stub: Reader, workshop: Workshop, use: str) -> str:
    """Return what mypy says of a module that imports from a stub."""
    folder = workshop.folder
    (folder / "made.pyi").write_text(stub.text)
    (folder / "use.py").write_text(dedent(use))
    said, _, _ = mypy.api.run(
        ["--config-file=", "--cache-dir", str(folder / "cache"), str(folder / "use.py")]
    )
    return said


class TestAttributes:
    def test_that_methods_annotate_are_declared(self, stub_of: Stubber) -> None:
        source = """
            from decimal import Decimal
            class Item: ...
            class Shop:
                declared: int
                def __init__(this, name: str, other, *, count: int = 3, **rest: int):
                    this.name = name
                    this.count = count
                    this.limit = 3
                    this.typed: list[int] = []
                    this.total: Decimal | None = None
                    this.item: "Item" = Item()
                    this.bare: dict[str, Item]
                    this.first, this.second = 1, 2
                    this.declared = 3
                    if name:
                        this.within: str = "text"
                    other.foreign = 3
                @property
                def prop(self): ...
                @staticmethod
                def static(x): x.wrong = 3
                def later(self):
                    self.late = b""
                    self.limit: int = 4
                    def inner(self): self.wrong = 3
        """

        stub = stub_of(source)

        assert {
            "declared": "int",
            "name": "Any",
            "count": "Any",
            "limit": "int",
            "typed": "list[int]",
            "total": "Decimal | None",
            "item": "'Item'",
            "bare": "dict[str, Item]",
            "first": "Any",
            "second": "Any",
            "within": "str",
            "late": "Any",
        } == declared(stub)

    @pytest.mark.parametrize(
        "annotation",
        [
            "Final",
            "Final[int]",
            "ClassVar[int]",
            "typing.Final",
            "typing.Final[int]",
            "list[T]",
            "Local",
            "Inner",
            "limit",
            "Missing",
            "list[Missing]",
            "'Missing'",
            "'Inner'",
            "'Final[int]'",
            "list['T']",
        ],
    )
    def test_are_of_any_type_where_it_would_mean_another_there(
        self, stub_of: Stubber, annotation: str
    ) -> None:
        source = f"""
            from __future__ import annotations
            import typing
            from typing import ClassVar, Final, TypeVar
            T = TypeVar("T")
            class Shop:
                class Inner: ...
                limit = 3
                def __init__(self, value: T):
                    class Local: ...
                    self.x: {annotation} = value
        """

        assert "Any" == declared(stub_of(source))["x"]

    def test_of_a_qualified_name_have_their_type(self, stub_of: Stubber) -> None:
        source = """
            import decimal
            class Shop:
                class Inner: ...
                def __init__(self):
                    self.x: decimal.Decimal = decimal.Decimal()
                    self.y: Shop.Inner = self.Inner()
        """

        assert {"x": "decimal.Decimal", "y": "Shop.Inner"} == declared(stub_of(source))

    @pytest.mark.parametrize(
        "base",
        [
            "name: str",
            "name = 'a'",
            "def name(self): ...",
            "@property\n    def name(self): ...\n    @name.setter\n    def name(self, value): ...",
            "__slots__ = ('name',)",
        ],
    )
    def test_that_are_inherited_are_left_out(self, stub_of: Stubber, base: str) -> None:
        stub = stub_of(
            f"class First:\n    {base}\nclass Second(First): ...\nclass Shop(Second):\n"
            "    def __init__(self):\n        self.name = 3\n        self.own = 3\n"
        )

        assert {"own": "Any"} == declared(stub)
        assert [] == stub.all("Shop.name")

    @pytest.mark.parametrize(
        ("head", "before"),
        [
            ("@dataclass\nclass Shop:", ""),
            ("class Shop(BaseModel):", ""),
            ("@dataclass\nclass Shop(Base):", "@dataclass\nclass Base: ..."),
            ("class Shop(Base):", "@dataclass\nclass Base: ..."),
            ("class Shop(Base):", "@dataclass_transform()\nclass Base: ..."),
            ("@decorate\nclass Shop:", "def decorate(c): return c"),
            ("class Shop(metaclass=Meta):", "class Meta(type): ..."),
            ("class Shop(Enum):", ""),
        ],
    )
    def test_become_no_fields(self, stub_of: Stubber, head: str, before: str) -> None:
        source = (
            "from dataclasses import dataclass\nfrom enum import Enum\n"
            "from typing import dataclass_transform\nfrom pydantic import BaseModel\n"
            f"{before}\n{head}\n    def go(self):\n        self.late: int = 3\n"
            "        self.other = 3\n"
        )

        stub = stub_of(source)

        assert {} == declared(stub)
        assert ("int", "Any") == (settable(stub, "Shop.late"), settable(stub, "Shop.other"))

    def test_become_no_fields_whatever_property_means(self, stub_of: Stubber) -> None:
        source = """
            from dataclasses import dataclass
            property = 3
            @dataclass
            class Shop:
                def go(self): self.late = 3
        """

        stub = stub_of(source)

        assert "from builtins import property as _property\n" in stub.text
        assert "@_property" in ast.unparse(stub.all("Shop.late")[0])

    def test_are_variables_in_classes_that_are_abstract(self, stub_of: Stubber) -> None:
        source = """
            from abc import ABC
            class Shop(ABC):
                def go(self): self.late: int = 3
        """

        assert {"late": "int"} == declared(stub_of(source))

    def test_hide_no_types(self, workshop: Workshop, stub_of: Stubber) -> None:
        source = """
            class order: ...
            class Shop:
                def __init__(self) -> None:
                    self.list: list[int] = []
                    self.order = order()
                    self.limit: int = 3
                def numbers(self) -> list[int]: ...
                def ordered(self, which: order) -> order: ...
        """
        use = """
            from made import Shop, order
            shop = Shop()
            shop.list = [3]
            shop.order = order()
            number: int = shop.numbers()[0] + shop.list[0] + shop.limit
            reveal_type(shop.ordered(order()))
            reveal_type(shop.numbers())
        """

        stub = stub_of(source)

        assert {"limit"} >= set(declared(stub))
        said = says_mypy(stub, workshop, use)
        assert ['"made.order"', '"list[int]"'] == [
            line.rpartition(" ")[2].replace("builtins.", "")
            for line in said.splitlines()
            if "Revealed" in line
        ]
        assert "error" not in said

    @pytest.mark.parametrize(
        "method",
        ["def go(self): self.x = 3", "@classmethod\n    def go(cls): cls.x = 3"],
    )
    @pytest.mark.parametrize("value", ["None", "3", "[]"])
    def test_that_the_body_names_too_admit_what_methods_assign(
        self, stub_of: Stubber, method: str, value: str
    ) -> None:
        stub = stub_of(f"class Shop:\n    x = {value}\n    y = None\n    {method}\n")

        assert {"None": "x: Any", "3": "x = 3", "[]": "x: list[Any]"}[value] == stub.line("Shop.x")
        assert "y = None" == stub.line("Shop.y")

    def test_of_what_is_gone_are_left_out(self, stub_of: Stubber) -> None:
        stub = stub_of("class Shop:\n    def go(self): self.x = 3\nShop = 3\n")

        assert [] == stub.all("Shop.x")


class TestValues:
    @pytest.mark.parametrize(
        ("expected", "value"),
        [
            ("list[Any]", "[]"),
            ("list[Any]", "list()"),
            ("dict[Any, Any]", "{}"),
            ("dict[Any, Any]", "dict()"),
            ("set[Any]", "set()"),
        ],
    )
    @pytest.mark.parametrize("scope", ["", "Shop"])
    def test_that_are_empty_hold_anything(
        self, stub_of: Stubber, expected: str, value: str, scope: str
    ) -> None:
        source = f"limit = {value}"
        if scope:
            source = f"class Shop:\n    {source}\n"

        stub = stub_of(source)

        assert expected == stub.annotation(f"{scope}.limit".lstrip("."))

    @pytest.mark.parametrize(
        "source",
        [
            "limit = [3]",
            "limit = {3}",
            "limit = {'a': 3}",
            "limit = dict(a=3)",
            "limit = list('a')",
            "limit = ()",
            "limit = tuple()",
            "limit = ''",
            "limit = None",
            "limit: list[int] = []",
            "limit: 'dict[str, int]' = {}",
            "limit = other = []",
        ],
    )
    def test_of_others_stand_as_they_are(self, stub_of: Stubber, source: str) -> None:
        assert source == stub_of(source).line("limit")

    def test_that_something_else_replaced_are_anything(self, stub_of: Stubber) -> None:
        assert "Any" == stub_of("limit = []\nprint(limit := 3)").annotation("limit")

    def test_that_are_empty_know_what_a_name_means(self, stub_of: Stubber) -> None:
        stub = stub_of("limit = []\nclass list: ...\nclass Any: ...\n")

        assert "_list[_Any]" == stub.annotation("limit")

    @pytest.mark.parametrize(
        ("expected", "value"),
        [
            ("int", "1 | 2"),
            ("bool", "True | False"),
            ("Kind", "Kind.A | Kind.B"),
            ("RegexFlag", "re.I | re.M"),
            ("set[Any]", "{1} | {2}"),
            ("dict[Any, Any]", "{} | {1: 2}"),
            ("frozenset[Any]", "frozenset({1}) | {2}"),
        ],
    )
    @pytest.mark.parametrize("scope", ["", "Shop"])
    def test_that_are_joined_are_no_types(
        self, stub_of: Stubber, expected: str, value: str, scope: str
    ) -> None:
        line = f"limit = {value}"
        source = "import enum, re\nclass Kind(enum.Flag):\n    A = 1\n    B = 2\n" + (
            f"class Shop:\n    {line}\n" if scope else line
        )

        assert expected == stub_of(source).annotation(f"{scope}.limit".lstrip("."))

    @pytest.mark.parametrize(
        "value", ["int | str", "int | None", "list[int] | None", "Other | str", "int | 'Other'"]
    )
    def test_that_are_types_stay_types(self, stub_of: Stubber, value: str) -> None:
        source = f"from typing import List, Optional\nOther = List[int]\nlimit = {value}"
        if "'" in value:
            source = source.replace(value, "Optional[int] | 'Other'")

        assert "limit = " in stub_of(source).line("limit")

    @pytest.mark.parametrize("value", ["None", "[]", "dict()", "1 | 2", "Kind.A | Kind.B"])
    @pytest.mark.parametrize(
        ("head", "before"),
        [
            ("@dataclass\nclass Shop:", ""),
            ("@dataclass\nclass Shop(Base):", "@dataclass\nclass Base: ..."),
            ("class Shop(Base):", "@dataclass_transform()\nclass Base: ..."),
        ],
    )
    def test_become_no_fields(self, stub_of: Stubber, head: str, before: str, value: str) -> None:
        source = (
            "import enum\nfrom dataclasses import dataclass\n"
            "from typing import dataclass_transform\n"
            "class Kind(enum.Flag):\n    A = 1\n    B = 2\n"
            f"{before}\n{head}\n    number: int\n    limit = {value}\n"
            "    def go(self): self.limit = 3\n"
        )

        stub = stub_of(source)

        fields = [
            name
            for name, annotation in declared(stub).items()
            if not annotation.startswith("ClassVar[")
        ]
        assert ["number"] == fields
        assert 1 <= len(stub.all("Shop.limit"))

    @pytest.mark.parametrize("kind", ["Flag", "IntFlag"])
    def test_that_are_members_of_enumerations_stay_so(self, stub_of: Stubber, kind: str) -> None:
        # With an annotation they would be something else that an enumeration has, to pyright; and
        # as in the source a union of types, to mypy.
        source = f"import enum\nclass Kind(enum.{kind}):\n    A = 1\n    B = 2\n    C = A | B\n"

        [found] = stub_of(source).all("Kind.C")

        assert isinstance(found, ast.Assign)
        assert not isinstance(found.value, ast.BinOp)


class TestImports:
    @pytest.mark.parametrize(
        ("expected", "source"),
        [
            ("from decimal import Decimal as Decimal", "from decimal import Decimal"),
            ("import os.path\nimport os as os", "import os.path"),
            ("from decimal import *", "from decimal import *"),
            ("from os import sep as _other\nother = _other", "from os import sep as other"),
            (
                "from os.path import join as _other\nother = _other",
                "from os.path import join as other",
            ),
            (
                "from os.path import join as other\ndone = other('a')",
                "from os.path import join as other\ndone = other('a')",
            ),
            ("from typing import Any as other", "from typing import Any as other"),
            ("from enum import Enum as other", "from enum import Enum as other"),
            ("from abc import ABC as other", "from abc import ABC as other"),
            (
                "from decimal import Decimal as _other\nother = _other",
                "from decimal import Decimal as other",
            ),
            ("from os import path as _other\nother = _other", "from os import path as other"),
            ("import os as _other\nother = _other", "import os as other"),
            ("import os.path as _other\nother = _other", "import os.path as other"),
            (
                "from math import pi as pi, floor as _b, e as _c\nb = _b\nc = _c",
                "from math import pi, floor as b, e as c",
            ),
            (
                "from decimal import Decimal as _other2\nother = _other2\n_other = 3",
                "from decimal import Decimal as other\n_other = 3",
            ),
        ],
    )
    def test_are_such_that_others_can_import_the_name(
        self, stub_of: Stubber, expected: str, source: str
    ) -> None:
        assert expected == ast.unparse(stub_of(source).tree)

    def test_of_signals_by_another_name_take_an_assignment(self, workshop: Workshop) -> None:
        workshop.module(
            "from pydantic import BaseModel\nfrom heliograph import Signal\n"
            "class Order(BaseModel): ...\nplaced = Signal[Order]()\n",
            "made_with_a_signal",
        )

        stub = workshop.stub("from made_with_a_signal import placed as ordered\n", head="")

        assert "ordered = _ordered" == stub.line("ordered")
        assert () == stub.signals

    def test_in_a_branch_are_alike(self, stub_of: Stubber) -> None:
        source = """
            try:
                from decimal import Decimal as other
            except ImportError:
                other = None
        """

        stub = stub_of(source)

        [attempt] = stub.tree.body
        assert isinstance(attempt, ast.Try)
        assert ["from decimal import Decimal as _other", "other = _other"] == [
            ast.unparse(each) for each in attempt.body
        ]


class TestAbstractClasses:
    @pytest.mark.parametrize(
        ("expected", "head"),
        [
            ("class Shop(Base, metaclass=ABCMeta)", "class Shop(Base)"),
            ("class Shop(Base, Generic[T], metaclass=ABCMeta)", None),
            ("class Shop(ABC)", "class Shop(ABC)"),
            ("class Shop(Base, abc.ABC, metaclass=ABCMeta)", "class Shop(Base, abc.ABC)"),
            ("class Shop(metaclass=ABCMeta)", "class Shop(metaclass=ABCMeta)"),
            ("class Shop(Protocol)", "class Shop(Protocol)"),
        ],
    )
    def test_say_so(self, stub_of: Stubber, expected: str, head: str | None) -> None:
        bases = expected.replace(", metaclass=ABCMeta", "")
        source = (
            "import abc\nfrom abc import ABC, ABCMeta, abstractmethod\n"
            "from typing import Generic, Protocol, TypeVar\nT = TypeVar('T')\n"
            "class Base(ABC):\n    @abstractmethod\n    def f(self): ...\n"
            f"{head or bases}:\n    limit = 3\n"
        )

        stub = stub_of(source)

        if head is None:
            # mypy knows it where Generic stands among the bases.
            assert stub.line("Shop").partition(":")[0] in (expected, bases)
        else:
            assert expected == stub.line("Shop").partition(":")[0]

    def test_are_only_those_that_are_abstract(self, stub_of: Stubber) -> None:
        source = """
            from abc import ABC, abstractmethod
            class Base(ABC):
                @abstractmethod
                def f(self): ...
            class Half(Base): ...
            class Shop(Base):
                def f(self): ...
        """

        stub = stub_of(source)

        assert "class Shop(Base):" in stub.text
        assert "class Half(Base, metaclass=ABCMeta): ..." in stub.text
        assert "from abc import ABCMeta\n" in stub.text
