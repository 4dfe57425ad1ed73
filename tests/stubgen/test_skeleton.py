"""From the source of a module to the source of its stub."""

from __future__ import annotations

import ast
import sys
from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

import mypy.api
import pytest

from heliograph.stubgen._skeleton import Skeleton
from tests.stubgen.workshop import Reader, Stubber, Workshop


def body(stub: Reader) -> str:
    """Return a stub without its first line, laid out as Python does."""
    return ast.unparse(stub.tree)


class TestStatements:
    @pytest.mark.parametrize(
        "source",
        [
            "limit = 3",
            "limit: int = 3",
            "limit: int",
            "limit = 3\nlimit += 1",
            "first, *rest = (1, 2, 3)",
            "__all__ = ['limit']\nlimit = 3",
            "__all__ = ['limit']\n__all__ += ['other']\nlimit = other = 3",
            "__all__: list[str] = []\n__all__.extend(['limit'])\nlimit = 3",
            "__all__ = ['a', 'limit']\n__all__.append('b')\n__all__.remove('a')\nlimit = b = 3",
            "import sys as sys",
            "from os import *",
            "from os import path as path, sep as sep",
            "from typing import TypeAlias as TypeAlias\nNumber: TypeAlias = 'int | float'",
            "class Shop:\n    limit: int = 3\n    other = [1]",
            "class Shop(dict[str, int], metaclass=type):\n    ...",
            "import sys as sys\nif sys.version_info >= (3, 12):\n    a = 3\nelse:\n    a = 4",
            "b = 3\nif b > 4:\n    a = 3\nelif b:\n    a = 4\nelse:\n    a = 5",
            "try:\n    import nowhere as nowhere\nexcept ImportError:\n    nowhere = None",
            "try:\n    import nowhere as other\nexcept (ImportError, OSError):\n    other = None",
            "with open(__file__) as file:\n    text = file.read()",
            "for number in (1, 2):\n    last = number",
            "while True:\n    last = 3\n    break",
        ],
    )
    def test_that_bind_names_stand_as_in_the_source(self, stub_of: Stubber, source: str) -> None:
        expected = source.replace("\n    break", "")

        assert ast.unparse(ast.parse(expected)) == body(stub_of(source))

    @pytest.mark.parametrize(
        "source",
        [
            "'A docstring.'",
            "print()",
            "assert True",
            "limits: dict = {}\nlimits['a'] = 3\n",
            "def limit(): ...\nlimit.calls = 3\ndel limit.calls",
            "limits: dict = {}\nlimits['a'] = 3\nlimits['a'] += 3\n",
            "limits: dict = {}\nlimits['a'] = limits['b'] = 3\n",
            "limits: dict = {}\nlimits['a'], limits['b'] = 3, 4\n",
            "limits: dict = {}\nlimits['a'] = 3\ndel limits['a']",
            "def limit(): ...\nlimit.calls = 3",
            "def limit(): ...\nlimit.calls: int = 3",
            "def limit(): ...\nlimit.calls = 3\nlimit.calls += 3\ndel limit.calls",
            "limit = 3\nother = 4\ndel other, limit",
            "limit = 3\n'''A docstring of it.'''",
            "from __future__ import annotations",
            "if __name__ == '__main__':\n    limit = 3",
            'if __name__ == "__main__":\n    limit = 3',
            "if __name__ == 'x':\n    print()",
            "try:\n    print()\nexcept ImportError:\n    print()",
            "for _ in (): print()",
            "pass",
        ],
    )
    def test_that_bind_none_are_left_out(self, stub_of: Stubber, source: str) -> None:
        kept = [
            "limits: dict = {}",
            "limit = 3\nother = 4",
            "limit = 3",
            "def limit():\n    ...",
        ]
        starts = [text for text in kept if source.startswith(text.replace("\n    ...", " ..."))]

        assert (starts[0] if starts else "") == body(stub_of(source))

    def test_of_type_checkers_alone_are_kept(self, stub_of: Stubber) -> None:
        source = """
            from typing import TYPE_CHECKING
            if TYPE_CHECKING:
                from nowhere import Thing
            else:
                Thing = object
        """

        stub = stub_of(source)

        assert (
            "if TYPE_CHECKING:\n    from nowhere import Thing as Thing\nelse:\n    Thing = object"
            in body(stub)
        )

    def test_of_a_try_are_all_kept(self, stub_of: Stubber) -> None:
        source = """
            try:
                first = 1
            except ValueError:
                second = 2
            except:
                third = 3
            else:
                fourth = 4
            finally:
                fifth = 5
        """

        stub = stub_of(source)

        for name in ("first", "second", "third", "fourth", "fifth"):
            assert 1 == len(stub.all(name))

    def test_of_a_group_of_exceptions_are_kept(self, stub_of: Stubber) -> None:
        stub = stub_of("try:\n    first = 1\nexcept* ValueError:\n    second = 2")

        assert isinstance(stub.tree.body[0], ast.TryStar)

    def test_name_nothing_that_is_left_out(self, stub_of: Stubber) -> None:
        source = """
            for number in (1, 2):
                print(number)
            del number
            try:
                import nowhere
            except ImportError as error:
                reason = str(error)
        """

        stub = stub_of(source)

        bound = {
            each.id
            for each in ast.walk(stub.tree)
            if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
        }
        bound |= {
            each.name
            for each in ast.walk(stub.tree)
            if isinstance(each, ast.ExceptHandler) and each.name
        }
        used = {
            each.id
            for each in ast.walk(stub.tree)
            if isinstance(each, ast.Name) and not isinstance(each.ctx, ast.Store)
        }
        assert used <= bound | {"str", "ImportError", "Any"}

    def test_of_a_match_bind_each_name_once(self, stub_of: Stubber) -> None:
        source = """
            import sys
            match sys.platform:
                case "nowhere":
                    kind = 1
                    def check(): local = 3
                case found:
                    kind = 2
                    def check(): ...
        """

        stub = stub_of(source)

        assert "Any" == stub.annotation("kind")
        assert "Any" == stub.annotation("check")
        assert "Any" == stub.annotation("found")
        assert [] == stub.all("local")

    def test_on_one_line_are_told_apart(self, stub_of: Stubber) -> None:
        stub = stub_of("a = 1; print(); b = 2\nclass C: x = 1; y = 2\ndef f(): return 1\n")

        assert ["a = 1", "b = 2"] == [stub.line("a"), stub.line("b")]
        assert ["x = 1", "y = 2"] == [stub.line("C.x"), stub.line("C.y")]
        assert "def f():\n    ..." == stub.line("f")

    def test_of_later_syntax_are_kept(self, stub_of: Stubber) -> None:
        for source in [
            "type Pair[T] = tuple[T, T]",
            "def first[T: int](pair: list[T]) -> T:\n    ...",
            "class Box[T]:\n    item: T",
        ][: 3 * (sys.version_info >= (3, 12))]:
            assert source == body(stub_of(source)).strip()

    def test_of_any_script_are_kept(self, stub_of: Stubber) -> None:
        source = "größe = 'grün'\nclass Приём:\n    ...\ntext = '\\ud800'"

        assert ast.unparse(ast.parse(source)) == body(stub_of(source))

    @pytest.mark.parametrize("name", ["where", "other"])
    def test_that_import_are_imported_from_the_stub_as_from_the_source(
        self, tmp_path: Path, stub_of: Stubber, name: str
    ) -> None:
        stub = stub_of("from os import path as where\nimport sys as other\n")
        (tmp_path / "made.pyi").write_text(stub.text)
        (tmp_path / "use.py").write_text(f"from made import {name}\n")

        said, _, _ = mypy.api.run(
            ["--config-file=", "--cache-dir", str(tmp_path / "cache"), str(tmp_path / "use.py")]
        )

        assert said.startswith("Success")


class TestTextWithFormats:
    @pytest.mark.parametrize(
        "source",
        [
            "name = f'{limit!r:>3} {\"a\"}'",
            "name: str = f'{limit}' 'b' f\"{limit:{limit}}\"",
            "name = (\n    f'{limit}'\n    f'b'\n)",
            "name = rf'\\d{{{limit}}}'",
            'name = f"""a\n  {limit}\n"""',
            "first, second = f'{limit}', 0x10",
        ],
    )
    def test_is_that_of_the_source(self, stub_of: Stubber, source: str) -> None:
        assert source in stub_of(f"limit = 3\n{source}\n").text

    @pytest.mark.parametrize(
        "source",
        [
            "name = f'{limit}'; other = 3",
            "other = 3; name = f'{limit}'",
            "class Shop:\n    name: str = f'größe {limit}'; other = 3",
            "class Shop:\n    name = (\n        f'{limit}'\n  f'b'\n    )\n    other = 3",
            "class Shop:\n    class Door:\n        name = [\n    f'{limit}',\n]\n    other = 3",
            'class Shop:\n    name = f"""a\n  {limit}\n"""\n    other = 3',
            "if limit:\n    name = f'{limit}'  # type: ignore[misc]\nother = 3",
            "if f'{limit}':\n    name = 3\nother = 3",
            "def name(text=f'{limit}'): ...\nother = 3",
            "name = f'{limit}' \\\n    f'b'\nother = 3",
        ],
    )
    def test_means_what_the_source_does(self, stub_of: Stubber, source: str) -> None:
        before = stub_of(f"limit = 3\n{source}\n")

        assert ast.unparse(ast.parse(f"limit = 3\n{source}\n")) == body(before)
        assert 1 == before.text.count("other")

    def test_is_left_out_where_functions_have_it(self, stub_of: Stubber) -> None:
        assert "f'" not in stub_of("def name():\n    return f'{3}'\n").text


class TestFunctions:
    @pytest.mark.parametrize(
        "header",
        [
            "def f():",
            "def f(a, /, b: int=3, *c: str, d: 'int | None'=None, **e: object) -> list[int]:",
            "async def f() -> int:",
            "@staticmethod\ndef f() -> int:",
            "@print\n@sorted(key=3)\ndef f() -> int:",
        ],
    )
    def test_lose_their_bodies(self, workshop: Workshop, header: str) -> None:
        source = f"def print(f): return f\ndef sorted(**k): return print\n{header}\n    "
        source += "'''Docs.'''\n    x = 3\n    return x\n"

        stub = workshop.stub(source, head="")

        assert f"{header}\n    ..." == stub.line("f")

    def test_that_give_several_values_are_no_coroutines(self, stub_of: Stubber) -> None:
        source = """
            from collections.abc import AsyncIterator, Iterator
            async def several() -> AsyncIterator[int]:
                yield 1
            async def one() -> int:
                def inner(): yield 1
                return 1
            def plain() -> Iterator[int]:
                yield 1
            class Shop:
                @classmethod
                async def within(cls) -> AsyncIterator[int]:
                    async with cls() as x:
                        yield 1
        """

        stub = stub_of(source)

        assert stub.line("several").startswith("def")
        assert stub.line("one").startswith("async def")
        assert stub.line("plain").startswith("def")
        assert isinstance(stub.one("Shop.within"), ast.FunctionDef)
        assert "@classmethod\ndef within(cls) -> AsyncIterator[int]:" in stub.line("Shop.within")

    @pytest.mark.parametrize("overload", ["overload", "typing.overload", "t.overload"])
    def test_lose_the_implementation_of_overloads(self, stub_of: Stubber, overload: str) -> None:
        source = f"""
            import typing
            import typing as t
            from typing import overload
            @{overload}
            def f(a: int) -> int: ...
            @{overload}
            def f(a: str) -> str: ...
            def f(a: int | str) -> int | str: return a
            class Shop:
                @{overload}
                async def f(self, a: int) -> int: ...
                @{overload}
                async def f(self, a: str) -> str: ...
                async def f(self, a: int | str) -> int | str: return a
                def g(self): ...
        """

        stub = stub_of(source)

        for path in ("f", "Shop.f"):
            assert 2 == len(stub.all(path))
            assert all("overload" in ast.unparse(each) for each in stub.all(path))
        assert 1 == len(stub.all("Shop.g"))

    def test_keep_decorators_over_several_lines(self, stub_of: Stubber) -> None:
        source = """
            import functools
            @functools.lru_cache(
                maxsize=3,
            )
            def f(
                a: int,
            ) -> int:
                return 3
        """

        stub = stub_of(source)

        assert stub.line("f").startswith("@functools.lru_cache(maxsize=3)\ndef f(a: int) -> int:")

    def test_keep_properties(self, stub_of: Stubber) -> None:
        source = """
            class Shop:
                @property
                def name(self) -> str: return "a"
                @name.setter
                def name(self, name: str) -> None: ...
        """

        stub = stub_of(source)

        assert 2 == len(stub.all("Shop.name"))
        assert "@name.setter" in ast.unparse(stub.all("Shop.name")[1])


def test_source_that_is_indented_by_tabs_is_read(workshop: Workshop) -> None:
    stub = workshop.stub("class Shop:\n\tlimit = 3\n\tdef f(self):\n\t\treturn 3\n", head="")

    assert "limit = 3" == stub.line("Shop.limit")


def test_everything_of_a_shop_is_kept(workshop: Workshop) -> None:
    source = dedent('''
        """A shop."""
        from decimal import Decimal

        RATE = Decimal("0.19")

        def taxed(total: Decimal) -> Decimal:
            """Add the tax."""
            return total * (1 + RATE)

        class Till:
            """Where money goes."""

            currency = "EUR"

            def __init__(self, total: Decimal) -> None:
                self.total = total
    ''')

    stub = workshop.stub(source, head="")

    expected = """\
# ruff: noqa
from typing import Any

from decimal import Decimal as Decimal
RATE = Decimal('0.19')

def taxed(total: Decimal) -> Decimal: ...

class Till:
    currency = 'EUR'
    def __init__(self, total: Decimal) -> None: ...
    total: Any
"""
    assert expected == stub.text.partition("\n")[2]


class Recorder:
    """A rewriter that leaves all as it is, and notes what it is asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []
        self.attributes: dict[str, Mapping[str, str | None]] = {}

    def assigned(self, statement: ast.Assign | ast.AnnAssign, scope: str) -> list[str] | None:
        self.asked.append(("assigned", scope, ast.unparse(statement)))
        return None

    def added(
        self, scope: str, node: ast.ClassDef, attributes: Mapping[str, str | None]
    ) -> list[str]:
        self.asked.append(("added", scope, node.name))
        self.attributes[scope] = attributes
        return []

    def keywords(self, scope: str, node: ast.ClassDef) -> list[ast.keyword]:
        self.asked.append(("keywords", scope, node.name))
        return []

    def imported(self, alias: ast.alias) -> tuple[ast.alias, str | None]:
        self.asked.append(("imported", alias.name))
        return alias, None

    def unknown(self, name: str) -> str:
        self.asked.append(("unknown", name))
        return f"{name}: unknown"

    def pending(self) -> list[str]:
        return []


class TestRewriters:
    def asked(self, source: str) -> list[tuple[str, ...]]:
        recorder = Recorder()
        Skeleton(dedent(source), recorder).lines()
        return recorder.asked

    def test_are_asked_of_assignments_with_their_scope(self) -> None:
        source = """
            a = 1
            if a:
                b: int = 2
            class Shop:
                c = 3
                class Door:
                    d = 4
                def f(self):
                    e = 5
            Shop.c = 6
            Shop.c: int = 7
        """

        assert [
            ("", "a = 1"),
            ("", "b: int = 2"),
            ("Shop", "c = 3"),
            ("Shop.Door", "d = 4"),
        ] == [(scope, what) for kind, scope, *rest in self.filtered(source) for what in rest]

    def filtered(self, source: str) -> list[tuple[str, ...]]:
        return [each for each in self.asked(source) if each[0] == "assigned"]

    def test_are_asked_of_classes_by_their_qualified_names(self) -> None:
        asked = self.asked("class Shop:\n    class Door: ...\n")

        assert {("added", "Shop.Door", "Door"), ("keywords", "Shop.Door", "Door")} <= set(asked)
        assert ("added", "Shop", "Shop") in asked

    def test_are_asked_of_imports_of_the_top_level_alone(self) -> None:
        source = """
            import os, re
            from sys import path
            class Shop:
                import enum
            from __future__ import annotations
        """

        assert [("imported", name) for name in ("os", "re", "path")] == [
            each for each in self.asked(source) if each[0] == "imported"
        ]

    def test_learn_what_methods_assign_and_the_body_does_not_name(self) -> None:
        source = """
            class Shop:
                declared: int
                def __init__(this, a: int, /, other, *, b=3):
                    this.a = a
                    this.declared = 3
                    this.b: list[int] = []
                    this.c, (this.d, *this.e) = 1, (2, 3)
                    this.f += 1
                    other.wrong = 3
                    this.g.wrong = 3
                    this.h[0] = 3
                    for this.i in (): ...
                    with a as this.j: ...
                    if a:
                        this.k = 3
                    def inner(this): this.wrong = 3
                    lambda: [this for this.wrong in ()]
                def later(self):
                    self.a: str = 3
                    self.b: int = 3
                @staticmethod
                def static(x): x.wrong = 3
                def none(): ...
        """
        recorder = Recorder()
        Skeleton(dedent(source), recorder).lines()

        assert {
            **dict.fromkeys("acdefijk"),
            "a": "str",
            "b": "list[int]",
        } == recorder.attributes["Shop"]
