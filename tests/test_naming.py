"""The dotted name of a signal; copying and pickling, which go by it."""

import copy
import importlib
import logging
import multiprocessing
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pydantic import BaseModel

from heliograph import PayloadError, Signal, UnnamedSignalError
from heliograph._naming import Named, load


class OrderPlaced(BaseModel):
    order_id: int


class Shop:
    opened = Signal()

    class Till:
        emptied = Signal()


module_level = Signal()
alias = module_level
given = Signal(name="shop.signals.given")

SHOP_SIGNALS = """
from heliograph import Signal
from pydantic import BaseModel

class OrderPlaced(BaseModel):
    order_id: int

order_placed = Signal[OrderPlaced]()
renamed = Signal(name="orders.renamed")

class Shop:
    opened = Signal()
"""


@pytest.fixture
def shop_signals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """A real module in a file, which another process finds too."""
    (tmp_path / "shop_signals.py").write_text(SHOP_SIGNALS, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield importlib.import_module("shop_signals")
    del sys.modules["shop_signals"]


class TestName:
    def test_is_the_one_that_was_given(self) -> None:
        assert "shop.signals.given" == given.name

    def test_is_that_of_the_module_level_variable(self) -> None:
        assert f"{__name__}.module_level" == module_level.name

    def test_is_that_of_the_first_of_several_variables(self) -> None:
        assert f"{__name__}.module_level" == alias.name

    def test_is_that_of_the_class_attribute(self) -> None:
        assert f"{__name__}.Shop.opened" == Shop.opened.name
        assert f"{__name__}.Shop.Till.emptied" == Shop.Till.emptied.name

    def test_of_a_class_attribute_stays_when_another_class_takes_it_too(self) -> None:
        class Branch:
            opened = Shop.opened

        assert f"{__name__}.Shop.opened" == Branch.opened.name

    def test_of_a_local_signal_is_none(self) -> None:
        assert None is Signal().name

    def test_of_an_attribute_of_an_instance_is_none(self) -> None:
        class Machine:
            def __init__(self) -> None:
                self.started = Signal()

        assert None is Machine().started.name

    def test_given_beats_that_of_the_variable(self, shop_signals: ModuleType) -> None:
        assert "orders.renamed" == shop_signals.renamed.name

    def test_is_found_in_the_module_that_declares(self, shop_signals: ModuleType) -> None:
        assert "shop_signals.order_placed" == shop_signals.order_placed.name

    def test_is_found_by_a_module_that_is_still_being_imported(self) -> None:
        names: dict[str, Any] = {"__name__": "nowhere.to.be.found"}
        code = "from heliograph import Signal; early = Signal(); text = repr(early)"
        exec(code, names)  # noqa: S102 - a module that is in no file

        assert names["text"].startswith("<Signal declared at <string>:1>")

    def test_of_a_subclass_with_an_init_of_its_own_is_that_of_its_variable(self) -> None:
        assert f"{__name__}.colored" == colored.name


class Colored(Signal[OrderPlaced]):
    def __init__(self, color: str, **options: Any) -> None:
        super().__init__(**options)
        self.color = color


class DeeplyColored(Colored):
    def __init__(self) -> None:
        super().__init__("red")


colored = Colored("red")
deeply_colored = DeeplyColored()


class TestRepr:
    def test_shows_kind_and_name(self) -> None:
        assert f"<Signal {__name__}.module_level>" == repr(module_level)
        assert "<Signal[OrderPlaced] a.b>" == repr(Signal[OrderPlaced](name="a.b"))
        assert f"<Colored {__name__}.colored>" == repr(colored)

    def test_without_a_name_shows_where_the_signal_was_declared(self) -> None:
        signal = Signal()
        line = sys._getframe().f_lineno - 1

        assert f"<Signal declared at {__file__}:{line}>" == repr(signal)

    def test_of_a_subclass_shows_where_its_instance_was_declared(self) -> None:
        signal = DeeplyColored()
        line = sys._getframe().f_lineno - 1

        assert f"<DeeplyColored declared at {__file__}:{line}>" == repr(signal)

    def test_of_a_signal_made_by_an_init_of_another_class_shows_that_line(self) -> None:
        class Machine:
            def __init__(self) -> None:
                self.started = Signal()
                self.line = sys._getframe().f_lineno - 1

        machine = Machine()

        assert f"<Signal declared at {__file__}:{machine.line}>" == repr(machine.started)


class TestMessages:
    def test_of_errors_show_the_name(self) -> None:
        signal = Signal[OrderPlaced](name="shop.placed")

        with pytest.raises(PayloadError, match=r"payload of .*\bshop\.placed\b"):
            signal.send("shop", order_id="five")  # type: ignore[signal-send]  # wrong on purpose

    def test_of_notes_show_the_name(self) -> None:
        signal = Signal(name="shop.placed")

        def fail(sender: object, **kwargs: object) -> None:
            raise LookupError

        signal.connect(fail)
        with pytest.raises(LookupError) as caught:
            signal.send("shop")

        assert "<Signal shop.placed>" in caught.value.__notes__[0]

    def test_in_logs_show_the_name(self, caplog: pytest.LogCaptureFixture) -> None:
        signal = Signal(name="shop.placed")

        def fail(sender: object, **kwargs: object) -> None:
            raise LookupError

        signal.connect(fail)
        with caplog.at_level(logging.ERROR, logger="heliograph"):
            signal.send_robust("shop")

        assert "<Signal shop.placed>" in caplog.text


def receive(sender: object, **kwargs: object) -> str:
    return "received"


class TestCopying:
    @pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy])
    @pytest.mark.parametrize("signal", [module_level, Shop.opened, given], ids=repr)
    def test_a_named_signal_returns_it(self, duplicate: Any, signal: Any) -> None:
        assert signal is duplicate(signal)

    @pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy])
    def test_an_unnamed_signal_returns_a_fresh_one_without_connections(
        self, duplicate: Any
    ) -> None:
        signal = Signal[OrderPlaced](validation="always", use_caching=True)
        signal.connect(receive)

        fresh = duplicate(signal)

        assert fresh is not signal
        assert type(signal) is type(fresh)
        assert ("always", True) == (fresh.validation, fresh.use_caching)
        assert [] == fresh.send("shop", order_id=1)
        assert [(receive, "received")] == signal.send("shop", order_id=1)

    def test_leaves_connections_of_the_copy_to_the_copy(self) -> None:
        signal = Signal()
        fresh = copy.deepcopy(signal)
        fresh.connect(receive)

        assert fresh.has_listeners()
        assert not signal.has_listeners()
        assert fresh.lock is not signal.lock

    def test_an_object_gives_it_a_fresh_signal_which_its_parts_share(self) -> None:
        class Machine:
            def __init__(self) -> None:
                self.started = Signal()
                self.signals = [self.started, module_level]

        machine = Machine()
        machine.started.connect(receive)

        duplicate = copy.deepcopy(machine)

        assert duplicate.started is not machine.started
        assert [duplicate.started, module_level] == duplicate.signals
        assert [] == duplicate.started.send("shop")

    def test_an_object_that_holds_itself_through_a_signal_ends(self) -> None:
        class Machine:
            def __init__(self) -> None:
                self.started = Signal()
                vars(self.started)["machine"] = self

        machine = Machine()

        for started in (copy.deepcopy(machine).started, copy.deepcopy(machine.started)):
            assert started is vars(started)["machine"].started
            assert started is not machine.started

    def test_copies_attributes_that_users_added(self) -> None:
        signal: Any = Signal()
        signal.tags = ["a"]

        fresh = copy.deepcopy(signal)

        assert ["a"] == fresh.tags
        assert fresh.tags is not signal.tags

    def test_a_copy_shows_where_the_original_was_declared(self) -> None:
        signal = Signal()

        assert repr(signal) == repr(copy.deepcopy(signal))


class TestPickling:
    @pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
    def test_is_by_name(self, protocol: int, shop_signals: ModuleType) -> None:
        for signal in (shop_signals.order_placed, shop_signals.renamed, shop_signals.Shop.opened):
            assert signal is pickle.loads(pickle.dumps(signal, protocol))

    def test_carries_the_name_only(self, shop_signals: ModuleType) -> None:
        shop_signals.order_placed.connect(receive)

        assert len(pickle.dumps(shop_signals.order_placed)) < 120

    def test_reaches_the_signal_of_another_process(self, shop_signals: ModuleType) -> None:
        code = (
            "import pickle, sys; signal = pickle.load(sys.stdin.buffer);"
            "import shop_signals; print(signal is shop_signals.order_placed, signal.name)"
        )
        done = subprocess.run(
            [sys.executable, "-c", f"import sys; sys.path[:] = {sys.path!r}; {code}"],
            input=pickle.dumps(shop_signals.order_placed),
            capture_output=True,
            check=True,
            timeout=60,
        )

        assert b"True shop_signals.order_placed" == done.stdout.strip()

    def test_reaches_a_spawned_process_as_an_argument(self, shop_signals: ModuleType) -> None:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            names = pool.map(repr, [shop_signals.order_placed, shop_signals.Shop.opened])

        assert [
            "<Signal[OrderPlaced] shop_signals.order_placed>",
            "<Signal shop_signals.Shop.opened>",
        ] == names

    def test_of_an_unnamed_signal_says_what_to_do(self) -> None:
        with pytest.raises(UnnamedSignalError, match="Declare it at the top level of a module"):
            pickle.dumps(Signal())

    def test_of_a_name_that_is_only_given_says_what_to_do(self) -> None:
        with pytest.raises(UnnamedSignalError, match=r"<Signal a\.b> can't be pickled"):
            pickle.dumps(Signal(name="a.b"))

    def test_of_an_attribute_of_a_local_class_says_what_to_do(self) -> None:
        class Local:
            opened = Signal()

        with pytest.raises(UnnamedSignalError, match="top level of a module"):
            pickle.dumps(Local.opened)

    def test_of_a_signal_that_lost_its_place_says_what_to_do(
        self, shop_signals: ModuleType
    ) -> None:
        signal = shop_signals.order_placed
        assert "shop_signals.order_placed" == signal.name
        vars(shop_signals)["order_placed"] = Signal()

        with pytest.raises(UnnamedSignalError, match="can't be pickled"):
            pickle.dumps(signal)

    def test_in_main_is_by_name_too(self, tmp_path: Path) -> None:
        script = tmp_path / "script.py"
        script.write_text(
            "import pickle\n"
            "from heliograph import Signal\n"
            "started = Signal()\n"
            "print(pickle.loads(pickle.dumps(started)) is started, started)\n",
            encoding="utf-8",
        )
        done = subprocess.run(
            [sys.executable, script], capture_output=True, text=True, check=True, timeout=60
        )

        assert "True <Signal __main__.started>\n" == done.stdout


class TestLoad:
    def test_finds_what_a_dotted_path_leads_to(self) -> None:
        assert Named.__repr__ is load("heliograph._naming", "Named.__repr__")

    def test_raises_what_python_raises(self) -> None:
        with pytest.raises(ModuleNotFoundError):
            load("no_such_module_anywhere", "signal")
        with pytest.raises(AttributeError):
            load("heliograph", "no_such_name")


def test_copy_of_an_unnamed_signal_shares_what_a_deep_copy_copies() -> None:
    class Noting(Signal):
        def __init__(self, notes: list[str]) -> None:
            super().__init__()
            self.notes = notes

    signal = Noting(["first"])

    shallow, deep = copy.copy(signal), copy.deepcopy(signal)

    assert signal.notes is shallow.notes
    assert (signal.notes, False) == (deep.notes, signal.notes is deep.notes)
    assert [] == shallow.receivers == deep.receivers
