"""Calling several async receivers at once, below the signal."""

from __future__ import annotations

import asyncio
from contextvars import ContextVar, copy_context
from typing import Any

import pytest

from heliograph._concurrently import Concurrently, _carry_back

SIGNAL = "the signal"
FOREVER = 3600.0


class Failure(Exception):  # noqa: N818 - short
    """What receivers of these tests raise."""


class Incomparable:
    """As arrays are: `==` gives nothing that could be true or false."""

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("not comparable")

    __hash__ = object.__hash__


def answering(answer: object, rounds: int = 0) -> Any:
    async def respond(**kwargs: Any) -> object:
        for _ in range(rounds):
            await asyncio.sleep(0)
        return answer

    return respond


def failing(error: BaseException, rounds: int = 0) -> Any:
    async def fail(**kwargs: Any) -> None:
        for _ in range(rounds):
            await asyncio.sleep(0)
        raise error

    return fail


def waiting(log: list[str], error: BaseException | None = None) -> Any:
    """Waits until it is cancelled; then tidies up, and may fail at that."""

    async def wait(**kwargs: Any) -> None:
        log.append("started")
        try:
            await asyncio.sleep(FOREVER)
        finally:
            try:
                await asyncio.sleep(0)
            finally:
                log.append("tidy")
            if error is not None:
                raise error

    return wait


async def until(log: list[str], entry: str, count: int) -> None:
    while log.count(entry) < count:  # noqa: ASYNC110 - nothing tells
        await asyncio.sleep(0)


def called(*receivers: Any, caught: Any = (), **arguments: Any) -> Any:
    """Returns the responses, having made sure that no task is left behind."""

    async def main() -> Any:
        try:
            return await Concurrently(SIGNAL, arguments, caught).call(list(receivers))
        finally:
            assert {asyncio.current_task()} == asyncio.all_tasks()

    return asyncio.run(main())


class TestResponses:
    def test_are_in_the_order_of_the_receivers_whoever_is_done_first(self) -> None:
        receivers = [answering(n, rounds=4 - n) for n in range(4)]

        assert [(r, n) for n, r in enumerate(receivers)] == called(*receivers)

    def test_are_those_to_the_arguments(self) -> None:
        async def take(**kwargs: Any) -> Any:
            return kwargs

        assert [(take, {"a": 1, "signal": "s"})] * 2 == called(take, take, a=1, signal="s")

    def test_are_none_without_receivers(self) -> None:
        assert [] == called()

    def test_are_the_errors_that_are_caught(self, caplog: pytest.LogCaptureFixture) -> None:
        error = Failure()
        bad, good = failing(error), answering("x", rounds=3)

        assert [(bad, error), (good, "x")] == called(bad, good, caught=(Exception,))
        assert 1 == len(caplog.records)


class TestFailures:
    @pytest.mark.parametrize("rounds", [1, 3])
    def test_cancel_and_await_the_others(self, rounds: int) -> None:
        log: list[str] = []
        error = Failure()
        with pytest.raises(Failure) as caught:
            called(waiting(log), failing(error, rounds), waiting(log))

        assert error is caught.value
        assert ["started", "started", "tidy", "tidy"] == log

    @pytest.mark.parametrize("caught", [(), (Exception,)])
    def test_that_are_no_exceptions_are_raised(self, caught: Any) -> None:
        log: list[str] = []
        with pytest.raises(asyncio.CancelledError):
            called(waiting(log), failing(asyncio.CancelledError(), rounds=2), caught=caught)

        assert ["started", "tidy"] == log

    def test_have_a_note_that_names_the_receiver(self) -> None:
        with pytest.raises(Failure) as caught:
            called(failing(Failure()), answering("x"))

        [note] = caught.value.__notes__
        assert "failing.<locals>.fail" in note
        assert "'the signal'" in note

    def test_of_the_clean_up_are_logged_and_named_in_a_note(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        with pytest.raises(Failure, match="first") as caught:
            called(waiting([], Failure("second")), failing(Failure("first"), rounds=2))

        assert 2 == len(caught.value.__notes__)
        assert "Failure('second') (logged)" in caught.value.__notes__[1]
        [record] = caplog.records
        assert "failed as well: Failure('second')" in record.getMessage()

    def test_keep_nothing_of_the_delivery(self) -> None:
        delivery = Concurrently(SIGNAL, {}, ())
        with pytest.raises(Failure):
            asyncio.run(delivery.call([failing(Failure()), answering("x")]))

        assert [] == delivery._tasks
        assert [] == delivery._failures


class TestCancellation:
    @pytest.mark.parametrize("times", [1, 3])
    def test_of_the_caller_awaits_all_and_goes_first(self, times: int) -> None:
        log: list[str] = []

        async def main() -> None:
            delivery = Concurrently(SIGNAL, {}, (Exception,))
            task = asyncio.create_task(delivery.call([waiting(log), waiting(log, Failure())]))
            await until(log, "started", 2)
            for _ in range(times):
                task.cancel()
                await asyncio.sleep(0)
            with pytest.raises(asyncio.CancelledError):
                await task

        asyncio.run(main())

        assert 2 == log.count("tidy")

    def test_by_closing_the_coroutine_stops_the_receivers(self) -> None:
        log: list[str] = []

        async def main() -> None:
            coroutine = Concurrently(SIGNAL, {}, ()).call([waiting(log), waiting(log)])
            coroutine.send(None)
            await until(log, "started", 2)
            coroutine.close()
            await until(log, "tidy", 2)

        asyncio.run(main())

        assert ["started"] * 2 + ["tidy"] * 2 == log


class TestContexts:
    def test_are_copies_of_the_callers_and_their_changes_carried_back_in_order(self) -> None:
        variable: ContextVar[str] = ContextVar("variable")

        def setting(value: str, rounds: int) -> Any:
            async def receiver(**kwargs: Any) -> str:
                before = variable.get()
                variable.set(value)
                for _ in range(rounds):
                    await asyncio.sleep(0)
                return f"{before} {variable.get()}"

            return receiver

        async def main() -> tuple[list[Any], str]:
            variable.set("caller")
            responses = await Concurrently(SIGNAL, {}, ()).call(
                [setting("one", rounds=3), setting("two", rounds=0)]
            )
            return [response for _, response in responses], variable.get()

        assert (["caller one", "caller two"], "two") == asyncio.run(main())

    @pytest.mark.parametrize("value", [1, Incomparable()])
    def test_that_changed_nothing_carry_nothing_back(self, value: object) -> None:
        variable: ContextVar[object] = ContextVar("variable")
        variable.set(value)
        before = copy_context()
        contexts = [before.copy() for _ in range(2)]
        newer = object()
        variable.set(newer)

        _carry_back(before, contexts)

        assert newer is variable.get()

    def test_that_set_none_or_something_new_carry_it_back(self) -> None:
        old: ContextVar[object] = ContextVar("old")
        new: ContextVar[object] = ContextVar("new")
        old.set(1)
        before = copy_context()
        changed = before.copy()
        changed.run(old.set, None)
        changed.run(new.set, None)

        _carry_back(before, [changed, before.copy()])

        assert [None, None] == [old.get(), new.get("unset")]

    @pytest.mark.parametrize("rounds", [0, 1])
    def test_are_carried_back_also_after_a_failure(self, rounds: int) -> None:
        variable: ContextVar[str] = ContextVar("variable", default="unset")

        async def setting(**kwargs: Any) -> None:
            variable.set("set")

        async def main() -> str:
            with pytest.raises(Failure):
                await Concurrently(SIGNAL, {}, ()).call([setting, failing(Failure(), rounds)])
            return variable.get()

        assert "set" == asyncio.run(main())
