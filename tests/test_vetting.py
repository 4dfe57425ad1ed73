"""What debug mode has to say of receivers: those that can't be called, and those that vanish."""

import functools
import gc
import importlib
import sys
import textwrap
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import Mock

import pytest
from pydantic import BaseModel, ConfigDict

from heliograph import (
    LostReceiverWarning,
    ReceiverSignatureError,
    ReceiverTypeError,
    Signal,
    configure,
    receiver,
)
from heliograph._location import described
from heliograph._vetting import Origin, check_receiver, origin, report_lost


class OrderPlaced(BaseModel):
    order_id: int


class Anything(BaseModel):
    model_config = ConfigDict(extra="allow")


class Sender:
    pass


class Shop:
    def on_order(self, **kwargs: object) -> str:
        return "method"

    @classmethod
    def on_any(cls, **kwargs: object) -> str:
        return "classmethod"

    @staticmethod
    def on_none(**kwargs: object) -> str:
        return "staticmethod"

    def __call__(self, **kwargs: object) -> str:
        return "object"


def first(**kwargs: object) -> str:
    return "first"


def made(response: object = None) -> Callable[..., object]:
    def local(**kwargs: object) -> object:
        return response

    return local


@pytest.fixture
def debug_on() -> Iterator[None]:
    with configure(debug=True):
        yield


@pytest.fixture
def debug_off() -> Iterator[None]:
    with configure(debug=False):
        yield


@pytest.mark.usefixtures("debug_on")
class TestRefusals:
    def test_what_is_not_callable_is_refused(self) -> None:
        with pytest.raises(ReceiverTypeError, match=r"^Signal receivers must be callable\."):
            Signal().connect(42)  # type: ignore[type-var]  # on purpose

    def test_receiver_without_kwargs_is_refused_with_its_line(self) -> None:
        def narrow(sender: object) -> None: ...

        expected = r"^Signal receivers must accept keyword arguments \(\*\*kwargs\)\."
        with pytest.raises(ReceiverSignatureError, match=expected) as caught:
            Signal().connect(narrow)  # type: ignore[signal-kwargs]  # wrong on purpose
        assert f"test_vetting.py:{narrow.__code__.co_firstlineno}" in str(caught.value)

    def test_parameter_that_the_payload_never_provides_is_refused_with_its_line(self) -> None:
        def misspelt(sender: object, orderid: int, **kwargs: object) -> None: ...

        signal = Signal[OrderPlaced]()

        with pytest.raises(ReceiverSignatureError, match=r"requires 'orderid'.*order_id") as caught:
            signal.connect(misspelt)  # type: ignore[signal-receiver]  # wrong on purpose
        assert f"test_vetting.py:{misspelt.__code__.co_firstlineno}" in str(caught.value)
        assert [] == signal.receivers

    def test_method_in_a_class_body_is_to_be_connected_for_an_instance(self) -> None:
        signal = Signal[OrderPlaced]()

        with pytest.raises(ReceiverSignatureError, match="Connect the method of an instance"):

            class Listening:
                @signal.connect
                def on_order(self, **kwargs: object) -> None: ...  # type: ignore[signal-receiver]  # wrong on purpose

        assert [] == signal.receivers

    def test_parameter_with_a_default_and_those_of_the_payload_pass(self) -> None:
        def fitting(
            sender: object, signal: object, order_id: int, more: int = 1, **kwargs: object
        ) -> None: ...

        assert fitting is Signal[OrderPlaced]().connect(fitting)

    def test_signal_that_delivers_anything_demands_no_names(self) -> None:
        def wanting(sender: object, anything: int, **kwargs: object) -> None: ...

        assert wanting is Signal().connect(wanting)
        assert wanting is Signal[Anything]().connect(wanting)

    def test_receiver_refused_by_one_of_several_signals_is_connected_to_none(self) -> None:
        def wanting(sender: object, other: int, **kwargs: object) -> None: ...

        signals = [Signal(), Signal[OrderPlaced]()]

        with pytest.raises(ReceiverSignatureError, match="other"):
            receiver(signals)(wanting)
        assert [[], []] == [signal.receivers for signal in signals]


def test_nothing_is_refused_when_debug_mode_is_off(debug_off: None) -> None:
    def narrow(sender: object, other: int) -> None: ...

    signal = Signal[OrderPlaced]()
    signal.connect(narrow)  # type: ignore[signal-kwargs, signal-receiver]  # wrong on purpose
    signal.connect(42, weak=False)  # type: ignore[type-var]  # on purpose

    assert [narrow, 42] == [connection() for connection in signal.receivers]


@pytest.mark.usefixtures("debug_on")
class TestLostReceivers:
    """A receiver that dies before any send could reach it is reported, once."""

    def lost(self, action: Callable[[], object]) -> list[str]:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            action()
        assert {LostReceiverWarning} >= {warning.category for warning in caught}
        return [str(warning.message) for warning in caught]

    def connect_lambda(self, signal: Signal) -> int:
        """Returns the line."""
        signal.connect(lambda **kwargs: None)  # type: ignore[signal-weak]  # wrong on purpose
        return self.connect_lambda.__code__.co_firstlineno + 2

    @pytest.mark.parametrize("reporter", ["send", "send_robust", "connect"])
    def test_lambda_is_reported_once_at_the_next_use_with_the_line_of_its_connect(
        self, reporter: str
    ) -> None:
        signal = Signal()
        line = self.connect_lambda(signal)

        [message] = self.lost(lambda: getattr(signal, reporter)(first))

        assert "<lambda>" in message
        assert f"test_vetting.py:{line}" in message
        assert "weak=False" in message
        assert "keep a reference" in message
        assert [] == self.lost(lambda: signal.send(None))

    @pytest.mark.parametrize(
        "make", [made, lambda: functools.partial(first)], ids=["def", "partial"]
    )
    def test_partial_and_local_function_are_reported(self, make: Callable[[], Any]) -> None:
        signal = Signal()
        signal.connect(make())

        [message] = self.lost(lambda: signal.send(None))

        assert "test_vetting.py:" in message

    def test_warning_points_at_the_line_that_uses_the_signal(self) -> None:
        signal = Signal()
        self.connect_lambda(signal)

        with pytest.warns(LostReceiverWarning) as caught:
            signal.send(None)
        assert [__file__] == [warning.filename for warning in caught]

    def test_send_for_another_sender_reaches_nobody(self) -> None:
        signal = Signal()
        local = signal.connect(made(), sender="a")
        signal.send("b")

        del local

        assert 1 == len(self.lost(lambda: signal.send("b")))

    def test_bound_method_is_not_reported(self) -> None:
        signal, shop = Signal(), Shop()
        signal.connect(shop.on_order)
        signal.connect(Shop())  # type: ignore[signal-weak]  # wrong on purpose

        del shop
        gc.collect()

        assert [] == self.lost(lambda: signal.send(None))

    def test_receiver_that_a_send_had_reached_is_not_reported(self) -> None:
        signal = Signal()
        local = signal.connect(made())
        for_sender = signal.connect(made(), sender="a")
        signal.send("a")

        del local, for_sender

        assert [] == self.lost(lambda: signal.send("a"))

    def test_receiver_that_was_disconnected_is_not_reported(self) -> None:
        signal = Signal()
        local = signal.connect(made())
        signal.disconnect(local)

        del local

        assert [] == self.lost(lambda: signal.send(None))

    def test_receiver_whose_key_was_taken_is_not_reported(self) -> None:
        signal = Signal()
        signal.connect(first, dispatch_uid="uid")
        signal.connect(made(), dispatch_uid="uid")

        assert [] == self.lost(lambda: signal.send(None))

    def test_receiver_that_died_before_the_signal_was_muted_is_reported(self) -> None:
        signal = Signal()
        self.connect_lambda(signal)
        signal.receivers = []

        assert 1 == len(self.lost(lambda: signal.send(None)))

    def test_receiver_whose_sender_died_is_not_reported(self) -> None:
        signal, sender = Signal(), Sender()
        local = signal.connect(made(), sender=sender)

        del sender
        gc.collect()
        assert [] == signal.receivers
        del local

        assert [] == self.lost(lambda: signal.send(None))
        assert not signal._registry._unreached

    def test_death_itself_is_silent(self) -> None:
        signal = Signal()

        assert [] == self.lost(lambda: (self.connect_lambda(signal), gc.collect()))
        assert [] == self.lost(lambda: signal.receivers)

    def test_nothing_is_reported_of_what_was_connected_with_debug_mode_off(self) -> None:
        signal = Signal()
        with configure(debug=False):
            self.connect_lambda(signal)

        assert [] == self.lost(lambda: signal.send(None))

    def test_nothing_is_reported_once_debug_mode_is_off(self) -> None:
        signal = Signal()
        self.connect_lambda(signal)

        with configure(debug=False):
            assert [] == self.lost(lambda: signal.send(None))


LAMBDA = lambda **kwargs: None  # noqa: E731 - one with no name of its own


class TestOrigin:
    @pytest.mark.usefixtures("debug_on")
    @pytest.mark.parametrize(
        "receiver", [first, made(), lambda **kwargs: None, functools.partial(first)]
    )
    def test_of_a_function_or_a_partial_is_where_it_is_connected(self, receiver: Any) -> None:
        found = origin(receiver)

        assert found is not None
        assert found.text.startswith(f"{described(receiver)}, connected at {__file__}:")

    @pytest.mark.usefixtures("debug_on")
    @pytest.mark.parametrize("receiver", [Shop(), Shop().on_order, Mock(), dict, print])
    def test_of_an_object_or_its_method_is_nothing_to_report(self, receiver: Any) -> None:
        assert origin(receiver) is None

    @pytest.mark.usefixtures("debug_off")
    def test_is_not_kept_when_debug_mode_is_off(self) -> None:
        assert origin(first) is None


class TestReportLost:
    @pytest.mark.usefixtures("debug_on")
    def test_says_what_was_lost_and_where_it_was_connected(self) -> None:
        lost = Origin("one", "one (a.py:1), connected at b.py:2")

        with pytest.warns(LostReceiverWarning) as caught:
            report_lost(lost, [first], "the signal")

        assert ["Receiver one (a.py:1), connected at b.py:2 to 'the signal' was gone"] == [
            str(warning.message).partition(" before")[0] for warning in caught
        ]

    @pytest.mark.usefixtures("debug_on")
    def test_is_silent_about_one_that_lives_again(self) -> None:
        lost = origin(first)
        assert lost is not None

        # Warnings are errors.
        report_lost(lost, [made(), first], "the signal")

    @pytest.mark.usefixtures("debug_on")
    def test_tells_lambdas_apart_which_have_no_name(self) -> None:
        lost = origin(lambda **kwargs: None)
        assert lost is not None

        with pytest.warns(LostReceiverWarning):
            report_lost(lost, [LAMBDA], "the signal")

    @pytest.mark.usefixtures("debug_off")
    def test_is_silent_when_debug_mode_is_off(self) -> None:
        # Warnings are errors.
        report_lost(Origin("one", "one"), [], "the signal")


class TestReload:
    """A module that is loaded again connects its receivers again."""

    @pytest.fixture
    def module(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
        """A module with two receivers, connected as it is imported."""
        source = """
            from heliograph_reload_signals import closed

            @closed.connect
            def tidy_up(**kwargs):
                return len(kwargs)

            @closed.connect
            def lock_up(**kwargs):
                return tuple(kwargs)
        """
        signals = ModuleType("heliograph_reload_signals")
        vars(signals)["closed"] = Signal()
        monkeypatch.setitem(sys.modules, signals.__name__, signals)
        name = "heliograph_reload_receivers"
        (tmp_path / f"{name}.py").write_text(textwrap.dedent(source))
        monkeypatch.syspath_prepend(tmp_path)
        # Put back to nothing at the end, as the module is not there now.
        monkeypatch.delitem(sys.modules, name, raising=False)
        importlib.invalidate_caches()
        return importlib.import_module(name)

    @pytest.mark.usefixtures("debug_on")
    def test_warns_of_nothing_and_calls_the_new_receivers(self, module: ModuleType) -> None:
        # Warnings are errors.
        reloaded = importlib.reload(module)
        responses = reloaded.closed.send(None)

        assert [reloaded.tidy_up, reloaded.lock_up] == [called for called, _ in responses]


class TestCheckReceiver:
    @pytest.mark.usefixtures("debug_on")
    @pytest.mark.parametrize("signal", [Signal[OrderPlaced](), Signal[Anything](), Signal()])
    def test_passes_what_a_send_can_call(self, signal: Signal[Any]) -> None:
        check_receiver(first, signal)

    @pytest.mark.usefixtures("debug_on")
    def test_names_what_is_delivered_and_what_is_not(self) -> None:
        def wanting(order_id: int, other: int, more: int, **kwargs: object) -> None: ...

        with pytest.raises(ReceiverSignatureError) as caught:
            check_receiver(wanting, Signal[OrderPlaced]())

        assert "requires 'other', 'more'; it gets by keyword: signal, sender, order_id" in str(
            caught.value
        )

    @pytest.mark.usefixtures("debug_off")
    @pytest.mark.parametrize("receiver", [5, lambda: None])
    def test_passes_anything_when_debug_mode_is_off(self, receiver: Any) -> None:
        check_receiver(receiver, Signal[OrderPlaced]())
