"""What the signals of a module become in its stub."""

from __future__ import annotations

import ast
from textwrap import indent

import pytest

from heliograph.stubgen._declarations import Declarations
from tests.stubgen.workshop import Stubber, Workshop


class TestLostNames:
    @pytest.mark.parametrize(
        "source",
        [
            "print(limit := 3)",
            "if (limit := 3): pass",
            "while (limit := 3) > 4: pass",
            "assert (limit := 3)",
            "for limit in (1, 2): pass",
            "for _, (limit, *_) in [(1, (2, 3))]: print(limit)",
            "with open(__file__) as limit: pass",
            "with open(__file__) as limit: print()",
            "match 3:\n    case limit: pass",
            "match [3]:\n    case [*limit]: pass",
            "match {'a': 3}:\n    case {'a': _, **limit}: pass",
            "match 3:\n    case int() as limit: pass",
            "match 3:\n    case 3: limit = 4",
            "match 3:\n    case 3:\n        def limit(): ...",
            "if 1:\n    for limit in (1, 2): pass",
            "try:\n    print(limit := 3)\nfinally: pass",
            "any((limit := each) for each in (1, 2))",
        ],
    )
    def test_are_declared_at_the_end(self, stub_of: Stubber, source: str) -> None:
        stub = stub_of(f"{source}\nlast = 3\n")

        assert "Any" == stub.annotation("limit")
        assert "limit: Any" == stub.text.splitlines()[-1]

    @pytest.mark.parametrize(
        "source",
        [
            "for limit in (): pass",
            "for limit in (1, 2): pass\ndel limit",
            "if 0: print(limit := 3)",
            "match 3:\n    case [limit]: pass",
            "[limit for limit in (1, 2)]",
            "try:\n    1 / 0\nexcept ZeroDivisionError as limit: pass",
        ],
    )
    def test_are_none_that_the_module_has_not(self, stub_of: Stubber, source: str) -> None:
        assert "limit" not in stub_of(source).text

    def test_are_none_that_the_stub_has_otherwise(self, stub_of: Stubber) -> None:
        stub = stub_of("for limit in (1, 2): pass\nlimit = 3\n")

        assert "limit = 3" == stub.line("limit")


class TestNamesInSignalClasses:
    @pytest.mark.parametrize(
        "name", ["list", "bool", "object", "int", "Any", "Response", "override", "overload"]
    )
    @pytest.mark.parametrize(
        "body", ["def {}(self): ...", "{} = 3", "{}: str", "def f(self): self.{} = 3"]
    )
    def test_hide_nothing_from_the_family(self, workshop: Workshop, name: str, body: str) -> None:
        stub = workshop.stub(f"class Placed(Signal[Order]):\n    {body.format(name)}\n")

        used = {
            node.id
            for method in ("send", "asend_robust", "connect", "_receiver_decorator")
            for each in stub.all(f"Placed.{method}")
            for node in ast.walk(each)
            if isinstance(node, ast.Name)
        }
        assert name not in used
        protocol = stub.received("Placed")
        assert protocol["number"] in ("int", "_int")
        compile(stub.text, "stub", "exec")

    def test_hide_no_models_and_types_of_fields(self, workshop: Workshop) -> None:
        source = """
            from decimal import Decimal
            class Sold(BaseModel):
                total: Decimal
            class Placed(Signal[Sold]):
                def Sold(self): ...
                Decimal = 3
        """

        stub = workshop.stub(source)

        assert "_Decimal" == stub.sent("Placed")["total"].annotation
        assert "_Sold = Sold" == stub.line("_Sold")
        assert {"Signal[Sold]"} == {
            ast.unparse(base)
            for base in stub.one("Placed").bases  # type: ignore[attr-defined]  # it is a class
        }

    def test_hide_nothing_outside(self, workshop: Workshop) -> None:
        source = """
            class Placed(Signal[Order]):
                def list(self): ...
            placed = Signal[Order]()
        """

        stub = workshop.stub(source)

        returns = stub.method(stub.class_of("placed"), "send").returns
        assert returns is not None
        assert "list[Response]" == ast.unparse(returns)


class TestSpelledBases:
    def test_have_the_names_that_the_module_has_for_things(self, workshop: Workshop) -> None:
        workshop.module(
            "from pydantic import BaseModel\nclass Order(BaseModel):\n    number: int\n",
            "made_for_bases",
        )
        source = """
            import heliograph
            import made_for_bases
            from heliograph import Signal as S
            from made_for_bases import Order as Placed
            placed = heliograph.Signal["made_for_bases.Order", "list[Placed]"]()
        """

        stub = workshop.stub(source, head="")

        base = stub.base("placed")
        assert base.endswith("[Placed, list[Placed]]")
        assert base.partition("[")[0] in ("S", "Signal")

    def test_of_users_have_their_arguments_spelled(self, workshop: Workshop) -> None:
        source = """
            from typing import Generic, TypeVar
            M = TypeVar("M", bound=BaseModel)
            X = TypeVar("X")
            class Base(Signal[M], Generic[M, X]): ...
            placed = Base["Order", "int"]()
        """

        assert "Base[Order, int]" == workshop.stub(source).base("placed")

    def test_that_are_not_written_leave_the_signal_as_it_is(self, workshop: Workshop) -> None:
        source = """
            from typing import TypeVar
            M = TypeVar("M", bound=BaseModel)
            class Base(Signal[M]): ...
            def make(): return Base[Order]()
            placed = make()
        """

        stub = workshop.stub(source)

        assert () == stub.signals
        [sentence] = stub.untouched
        assert "its class is not written where it is made; write Base[...]()" in sentence


def test_what_was_made_is_told_once(workshop: Workshop) -> None:
    source = (
        "from pydantic import BaseModel\nfrom heliograph import Signal\n"
        "class Order(BaseModel): ...\nplaced = Signal[Order]()\n"
    )
    tree = ast.parse(source)
    declarations = Declarations(workshop.module(source), tree)
    [statement] = [each for each in tree.body if isinstance(each, ast.Assign)]

    assert [] == declarations.pending()
    assert ["placed: _OrderSignal"] == declarations.assigned(statement, "")
    assert "class _OrderSignal(Signal[Order]):" in declarations.pending()
    assert [] == declarations.pending()
    assert "x: Any" == declarations.unknown("x")


CONSTRUCTS = [
    "for i in (1, 2):\n    if (w := i): pass",
    "match 3:\n    case int() as found: kind = 1",
    "x: int = 3; y = x; del x",
    "text = f'''{1}\n  a\n'''",
    "import os as operating, sys\nfrom decimal import Decimal as D, getcontext as gc",
    "try:\n    pass\nexcept* ValueError as e:\n    a = 1\nelse:\n    b = 2\nfinally:\n    c = 3",
    "try:\n    a = 1\nexcept ValueError: pass\nexcept (TypeError, KeyError) as e:\n    b = 2",
    "class Odd:\n    for i in (1, 2): pass\n    match 3:\n        case inner: pass",
    "class Odd:\n    'Docs.'\n    limits = {}\n    limits['a'] = 3\n    del limits['a']",
    "class Odd:\n    if 1:\n        def f(self): self.x = 3\n    else:\n        y = 3",
    "class Odd:\n    with open(__file__) as f: pass\n    try: a = 1\n    finally: pass",
    "async def f(a=lambda x: (yield), *, b: 'x' = 3) -> None:\n    async for x in a: yield x",
    "@sys.intern\n@(lambda f: 'a')\ndef g(): ...",
    "if 1: pass\nelif 2:\n    a = 1",
    "while 1:\n    a = 1\n    break\nelse:\n    b = 2",
    "global z\nz = 3",
    "a = b = []\n(c) = {}\n[d, e] = {}, []",
    "__all__ = []\n__all__ += ['a']; __all__.extend([])\n__all__.sort()\na = 3",
    "Pair = tuple['int', \"str\"]  # type: ignore[misc]  # pyright: ignore",
    "class A(__import__('abc').ABC):\n    @__import__('abc').abstractmethod\n    def f(self): ...",
    "lines = '''a\nb\n'''\nmore = (\n  'a'  # type: ignore\n  'b'\n)",
]


@pytest.mark.parametrize("scope", ["", "if", "class"])
@pytest.mark.parametrize("source", CONSTRUCTS)
def test_each_construct_gives_python(stub_of: Stubber, source: str, scope: str) -> None:
    if scope:
        head = "class Shop:" if scope == "class" else "if 1:"
        source = f"{head}\n{indent(source, '    ')}\n"

    stub = stub_of(f"import sys\n{source}")

    assert ast.parse(stub.text).body
    compile(stub.text, "stub", "exec", dont_inherit=True)


class TestSignalsOfBases:
    def test_stand_in_no_subclass_again(self, workshop: Workshop) -> None:
        stub = workshop.stub("""
            class Base:
                placed = Signal[Order]()
            class Child(Base):
                placed = Signal[Order](name="other")
            class Other(Base):
                closed = Signal[Order]()
        """)

        assert ["_OrderSignal"] == [stub.class_of("Base.placed")]
        assert [] == stub.all("Child.placed")
        assert ["_OrderSignal"] == [stub.class_of("Other.closed")]


class TestProtocols:
    def test_are_fulfilled_by_what_methods_assign(self, stub_of: Stubber) -> None:
        stub = stub_of("""
from typing import Protocol
class Wants(Protocol):
    limit: int
class Shop(Wants):
    def __init__(self) -> None:
        self.limit = 3
""")

        assert "Any" == stub.annotation("Shop.limit")
