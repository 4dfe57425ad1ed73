"""What is said of a receiver's exception, in a note on it or in the log."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from heliograph import Signal
from heliograph._failures import annotate, first_of, log_failure

SIGNAL = "the signal"


class Failure(Exception):  # noqa: N818 - short
    """What receivers of these tests raise."""


def answer(**kwargs: Any) -> dict[str, Any]:
    return kwargs


def fail(**kwargs: Any) -> None:
    raise Failure


class TestAnnotate:
    def test_names_signal_and_receiver_with_its_file_and_line(self) -> None:
        error = Failure()
        annotate(error, SIGNAL, fail)

        line = fail.__code__.co_firstlineno
        assert [
            f"Raised by receiver {__name__}.fail ({__file__}:{line}) of 'the signal'"
        ] == error.__notes__

    def test_says_it_once(self) -> None:
        error = Failure()
        error.add_note("somebody else's")
        annotate(error, SIGNAL, fail)
        annotate(error, SIGNAL, fail)
        annotate(error, SIGNAL, answer)

        assert 3 == len(error.__notes__)

    def test_says_nothing_without_a_receiver(self) -> None:
        error = Failure()
        annotate(error, SIGNAL, None)

        assert not hasattr(error, "__notes__")

    def test_leaves_an_exception_alone_whose_notes_are_no_list(self) -> None:
        error: Any = Failure()
        error.__notes__ = 5
        annotate(error, SIGNAL, fail)

        assert 5 == error.__notes__


def test_log_failure_returns_and_logs_the_failure(caplog: pytest.LogCaptureFixture) -> None:
    error = Failure("x" * 1000)

    assert log_failure(error, SIGNAL, fail) is error
    [record] = caplog.records
    assert ("heliograph", logging.ERROR) == (record.name, record.levelno)
    assert record.getMessage().startswith(f"Receiver {__name__}.fail (")
    assert "of 'the signal' failed: Failure('xxx" in record.getMessage()
    assert record.exc_info is not None
    assert record.exc_info[1] is error


class TestFirstOf:
    def test_returns_the_first_and_notes_the_others_on_it(self) -> None:
        first, second, third = Failure(1), Failure(2), Failure(3)

        result = first_of([(fail, first), (fail, second), (answer, third)], SIGNAL)

        assert result is first
        assert [
            f"Receiver {__name__}.{receiver.__name__} ({__file__}:"
            f"{receiver.__code__.co_firstlineno}) failed as well: Failure({number}) (logged)"
            for receiver, number in ((fail, 2), (answer, 3))
        ] == first.__notes__

    def test_logs_the_others(self, caplog: pytest.LogCaptureFixture) -> None:
        second = Failure(2)

        first_of([(fail, Failure(1)), (answer, second)], SIGNAL)

        [record] = caplog.records
        assert ("heliograph", logging.ERROR) == (record.name, record.levelno)
        assert "of 'the signal' failed as well: Failure(2)" in record.getMessage()
        assert record.exc_info is not None
        assert record.exc_info[1] is second

    def test_takes_the_failures_out(self) -> None:
        failures: list[Any] = [(None, Failure(1)), (fail, Failure(2))]

        first_of(failures, SIGNAL)

        assert [] == failures

    def test_says_nothing_of_one_alone(self, caplog: pytest.LogCaptureFixture) -> None:
        error = Failure()

        assert first_of([(fail, error)], SIGNAL) is error
        assert not hasattr(error, "__notes__")
        assert [] == caplog.records

    def test_returns_an_exception_that_takes_no_notes(self) -> None:
        class Uncooperative(Exception):  # noqa: N818 - short
            def add_note(self, note: str) -> None:
                raise RuntimeError("no notes")

        error = Uncooperative()

        assert first_of([(fail, error), (fail, Failure())], SIGNAL) is error


class Unprintable(Signal):
    def __repr__(self) -> str:
        raise RuntimeError("no repr")


class Proxy:
    """A receiver that, like a proxy without its object, fails whatever it is asked for."""

    is_broken = False

    def __call__(self, **kwargs: Any) -> None:
        raise Failure

    def __getattr__(self, name: str) -> Any:
        if Proxy.is_broken:
            raise RuntimeError("no object")
        raise AttributeError(name)


class TestUncooperativeParts:
    """Signal or receiver can't be described, and the failure arrives all the same."""

    @pytest.fixture(params=["signal", "receiver", "both"])
    def connected(
        self, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
    ) -> Iterator[Signal]:
        signal = Signal() if request.param == "receiver" else Unprintable()
        proxy = Proxy()
        signal.connect(fail if request.param == "signal" else proxy)
        signal.connect(answer)
        monkeypatch.setattr(Proxy, "is_broken", True)
        yield signal
        monkeypatch.setattr(Proxy, "is_broken", False)

    def test_send_raises_the_failure_of_the_receiver(self, connected: Signal) -> None:
        with pytest.raises(Failure) as caught:
            connected.send("shop")

        assert any("Raised by receiver" in note for note in caught.value.__notes__)

    def test_send_robust_calls_the_receivers_after_it(self, connected: Signal) -> None:
        failure, answered = [response for _, response in connected.send_robust("shop")]

        assert isinstance(failure, Failure)
        assert "shop" == answered["sender"]

    def test_asend_raises_the_failure_of_the_receiver(self, connected: Signal) -> None:
        with pytest.raises(Failure):
            asyncio.run(connected.asend("shop"))

    def test_asend_robust_calls_the_receivers_after_it(self, connected: Signal) -> None:
        failure, answered = [
            response for _, response in asyncio.run(connected.asend_robust("shop"))
        ]

        assert isinstance(failure, Failure)
        assert "shop" == answered["sender"]
