"""What `import heliograph` costs: none of the big modules is imported before it is needed."""

import subprocess
import sys
import textwrap

HEAVY = ("pydantic", "pydantic_core", "asyncio", "asgiref", "inspect", "logging")
TYPING = ("typing", "typing_extensions")


def modules_after(source: str) -> set[str]:
    """The modules that a fresh interpreter has because of `source`.

    Without `site`, which may import anything through `.pth` files; the paths are handed over.
    """
    script = "import sys\nsys.path[:] = sys.argv[1:]\nbefore = set(sys.modules)\n"
    script += textwrap.dedent(source) + "\nprint(*sorted(set(sys.modules) - before))\n"
    paths = [path for path in sys.path if path]
    done = subprocess.run(
        [sys.executable, "-S", "-c", script, *paths],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return set(done.stdout.split())


def test_import_imports_nothing_that_is_big() -> None:
    modules = modules_after("import heliograph")

    assert "heliograph._signal" in modules
    assert set() == modules & {*HEAVY, *TYPING}


def test_import_leaves_out_what_only_a_payload_model_needs() -> None:
    modules = modules_after("import heliograph")

    assert set() == modules & {
        "heliograph._compile",
        "heliograph._fits",
        "heliograph._payload",
        "heliograph._validators",
    }


def test_untyped_signals_are_declared_connected_and_sent_without_pydantic_or_asyncio() -> None:
    modules = modules_after(
        """
        from heliograph import Signal, receiver
        closed = Signal()
        @receiver(closed)
        def tidy_up(sender, **kwargs): ...
        closed.send("shop", reason="night")
        closed.send_robust("shop", reason="night")
        """
    )

    assert set() == modules & {"pydantic", "pydantic_core", "asyncio", "asgiref", "logging"}


def test_typed_signals_deliver_without_asyncio_of_ours() -> None:
    with_pydantic = modules_after("import pydantic; pydantic.BaseModel")
    modules = modules_after(
        """
        import pydantic
        from heliograph import Signal
        class OrderPlaced(pydantic.BaseModel):
            order_id: int
        order_placed = Signal[OrderPlaced]()
        @order_placed.connect
        def confirm(sender, **kwargs): ...
        order_placed.send("shop", order_id=1)
        """
    )

    assert set() == (modules - with_pydantic) & {"asyncio", "asgiref", "logging"}


def test_declaring_a_typed_signal_makes_no_schema_yet() -> None:
    modules = modules_after(
        """
        import pydantic
        from heliograph import Signal
        class OrderPlaced(pydantic.BaseModel):
            order_id: int
        Signal[OrderPlaced]()
        """
    )

    assert set() == modules & {"heliograph._compile", "heliograph._payload"}


def test_the_mypy_plugin_adds_nothing_big_to_a_run_of_mypy() -> None:
    before = modules_after("import mypy.main, mypy.plugins.default")
    modules = modules_after("import mypy.main, mypy.plugins.default, heliograph.mypy") - before

    assert "heliograph.mypy._hooks" in modules
    # The core, which Python imports as its parent, has the context variables.
    others = {name for name in modules if not name.startswith("heliograph")}
    assert others <= {"contextvars", "_contextvars"}
