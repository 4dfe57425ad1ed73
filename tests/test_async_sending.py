"""`asend` and `asend_robust`, and async receivers."""

from __future__ import annotations

import asyncio
import functools
import gc
import inspect
import sys
import threading
import weakref
from collections.abc import Callable, Coroutine, Iterator
from contextvars import ContextVar, copy_context
from typing import Any, NamedTuple, NoReturn
from unittest import mock

import pytest
from asgiref.sync import async_to_sync, markcoroutinefunction, sync_to_async
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from heliograph import PayloadError, PayloadNameError, RunningLoopError, Signal, configure

METHODS = ("asend", "asend_robust")
FOREVER = 3600.0

by_both = pytest.mark.parametrize("method", METHODS)


class OrderPlaced(BaseModel):
    order_id: int = 1


class Failure(Exception):  # noqa: N818 - short
    """What receivers of these tests raise."""


class Incomparable:
    """As arrays are: `==` and `!=` give nothing that could be true or false."""

    def __eq__(self, other: object) -> NoReturn:
        raise RuntimeError("not comparable")

    __ne__ = __eq__
    __hash__ = object.__hash__


Run = Callable[[Coroutine[Any, Any, Any]], Any]

FACTORIES: list[Any] = [None]
if sys.version_info >= (3, 12):
    FACTORIES.append(asyncio.eager_task_factory)


@pytest.fixture(params=FACTORIES, ids=["usual tasks", "eager tasks"][: len(FACTORIES)])
def run(request: pytest.FixtureRequest) -> Run:
    """Runs a coroutine in a loop of its own, where it may leave no task behind."""

    async def checked(main: Coroutine[Any, Any, Any]) -> Any:
        asyncio.get_running_loop().set_task_factory(request.param)
        try:
            return await main
        finally:
            assert {asyncio.current_task()} == asyncio.all_tasks()

    return lambda main: asyncio.run(checked(main))


@pytest.fixture
def unraisable(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """What Python could only report, such as a coroutine that nobody awaited."""
    found: list[Any] = []
    gc.collect()
    monkeypatch.setattr(sys, "unraisablehook", lambda args: found.append(args.exc_value))
    yield found
    gc.collect()


class Log:
    """What receivers did, in order, and the receivers that do it."""

    def __init__(self) -> None:
        self.entries: list[str] = []
        self.started = 0

    def add(self, entry: str) -> None:
        self.entries.append(entry)

    def patient(self, name: str = "patient", clean_up: int = 0) -> Any:
        """Waits until it is cancelled, and needs some rounds of the loop to tidy up."""

        async def wait(**kwargs: Any) -> None:
            self.started += 1
            try:
                await asyncio.sleep(FOREVER)
            except asyncio.CancelledError:
                self.add(f"{name} cancelled")
                raise
            finally:
                for _ in range(clean_up):
                    await asyncio.sleep(0)
                self.add(f"{name} tidy")

        return wait

    def stubborn(self, rounds: int, name: str = "stubborn") -> Any:
        """Lets itself be cancelled only after some rounds of the loop."""

        async def wait(**kwargs: Any) -> str:
            self.started += 1
            try:
                await asyncio.sleep(FOREVER)
            except asyncio.CancelledError:
                self.add(f"{name} suppressed")
            for _ in range(rounds):
                await asyncio.sleep(0)
            self.add(f"{name} done")
            return name

        return wait


def failing(error: BaseException | type[BaseException] = Failure, after: int = 0) -> Any:
    """Raises after some rounds of the loop."""

    async def fail(**kwargs: Any) -> None:
        for _ in range(after):
            await asyncio.sleep(0)
        raise error

    return fail


def failing_in_clean_up(error: BaseException) -> Any:
    async def fail(**kwargs: Any) -> None:
        try:
            await asyncio.sleep(FOREVER)
        finally:
            raise error

    return fail


def answering(answer: object, after: int = 0) -> Any:
    async def respond(**kwargs: Any) -> object:
        for _ in range(after):
            await asyncio.sleep(0)
        return answer

    return respond


def signal_with(*receivers: Any) -> Signal[OrderPlaced]:
    signal = Signal[OrderPlaced]()
    for receiver in receivers:
        signal.connect(receiver, weak=False)
    return signal


async def until(condition: Callable[[], bool]) -> None:
    while not condition():  # noqa: ASYNC110 - some conditions are set by other threads
        await asyncio.sleep(0)


class TestSyncReceivers:
    @by_both
    def test_run_first_in_one_thread_for_sync_code(self, run: Run, method: str) -> None:
        order: list[tuple[str, int]] = []

        def make(name: str) -> Any:
            return lambda **kwargs: order.append((name, threading.get_ident()))

        def make_async(name: str) -> Any:
            async def later(**kwargs: Any) -> None:
                order.append((name, threading.get_ident()))

            return later

        async def main() -> int:
            await getattr(signal, method)(None)
            return await sync_to_async(threading.get_ident)()

        signal = signal_with(make("a"), make_async("b"), make("c"), make_async("d"), make("e"))
        worker = run(main())

        here = threading.get_ident()
        assert [
            ("a", worker),
            ("c", worker),
            ("e", worker),
            ("b", here),
            ("d", here),
        ] == order
        assert worker != here

    @by_both
    def test_take_one_hop_together(self, run: Run, method: str) -> None:
        signal = signal_with(*[lambda number=n, **kwargs: number for n in range(5)])
        with mock.patch("asgiref.sync.sync_to_async", wraps=sync_to_async) as hop:
            result = run(getattr(signal, method)(None))

        assert [0, 1, 2, 3, 4] == [response for _, response in result]
        assert 1 == hop.call_count

    @by_both
    def test_need_no_hop_if_there_are_none(self, run: Run, method: str) -> None:
        signal = signal_with(answering(1))
        with mock.patch("asgiref.sync.sync_to_async", wraps=sync_to_async) as hop:
            run(getattr(signal, method)(None))

        assert 0 == hop.call_count

    @by_both
    def test_pass_their_context_on(self, run: Run, method: str) -> None:
        variable: ContextVar[Any] = ContextVar("variable", default=None)
        values = [Incomparable(), Incomparable(), Incomparable()]
        seen: list[Any] = []

        def first(**kwargs: Any) -> None:
            seen.append(variable.get())
            variable.set(values[1])

        def second(**kwargs: Any) -> None:
            seen.append(variable.get())
            variable.set(values[2])

        async def third(**kwargs: Any) -> None:
            seen.append(variable.get())

        async def main() -> None:
            variable.set(values[0])
            await getattr(signal, method)(None)
            seen.append(variable.get())

        signal = signal_with(first, second, third)
        run(main())

        wanted = [values[0], values[1], values[2], values[2]]
        assert [id(value) for value in wanted] == [id(value) for value in seen]

    def test_that_fail_end_it_before_any_async_receiver_starts(self, run: Run) -> None:
        error, log = Failure("mine"), Log()

        def fail(**kwargs: Any) -> None:
            raise error

        signal = signal_with(fail, lambda **kwargs: log.add("sync"), log.patient())
        with pytest.raises(Failure) as caught:
            run(signal.asend(None))

        assert caught.value is error
        assert [] == log.entries
        assert 0 == log.started
        assert ["<locals>.fail" in note for note in error.__notes__] == [True]

    @by_both
    def test_that_raise_stop_iteration_do_not_hang_it(self, run: Run, method: str) -> None:
        error = StopIteration("mine")

        def fail(**kwargs: Any) -> None:
            raise error

        signal = signal_with(fail)
        if method == "asend_robust":
            assert [(fail, error)] == run(signal.asend_robust(None))
        else:
            # No coroutine can raise StopIteration itself.
            with pytest.raises(RuntimeError, match="StopIteration") as caught:
                run(signal.asend(None))

            assert caught.value.__cause__ is error

    @by_both
    @pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit, asyncio.CancelledError])
    def test_that_raise_no_exception_end_it(
        self, run: Run, method: str, kind: type[BaseException]
    ) -> None:
        error, log = kind(), Log()

        def fail(**kwargs: Any) -> None:
            raise error

        async def main() -> None:
            with pytest.raises(kind) as caught:
                await getattr(signal, method)(None)

            assert caught.value is error

        signal = signal_with(fail, lambda **kwargs: log.add("sync"), log.patient())
        run(main())

        assert [] == log.entries
        assert 0 == log.started


class TestAsyncReceivers:
    @by_both
    def test_run_concurrently(self, run: Run, method: str) -> None:
        def make(mine: str, other: str) -> Any:
            async def meet(**kwargs: Any) -> str:
                events[mine].set()
                await events[other].wait()
                return mine

            return meet

        async def main() -> Any:
            events.update(a=asyncio.Event(), b=asyncio.Event(), c=asyncio.Event())
            return await getattr(signal, method)(None)

        events: dict[str, asyncio.Event] = {}
        signal = signal_with(make("a", "b"), make("b", "c"), make("c", "a"))

        assert ["a", "b", "c"] == [response for _, response in run(main())]

    @by_both
    def test_give_their_responses_in_order_of_connection(self, run: Run, method: str) -> None:
        receivers = [answering(n, after=5 - n) for n in range(5)]
        signal = signal_with(*receivers)

        assert [(r, n) for n, r in enumerate(receivers)] == run(getattr(signal, method)(None))

    @by_both
    def test_get_signal_sender_and_fields(self, run: Run, method: str) -> None:
        calls: list[dict[str, Any]] = []

        async def take(**kwargs: Any) -> None:
            calls.append(dict(kwargs))
            kwargs.clear()

        async def take_too(**kwargs: Any) -> None:
            calls.append(dict(kwargs))

        signal = signal_with(take, take_too)
        run(getattr(signal, method)("shop", order_id=7))

        assert [{"signal": signal, "sender": "shop", "order_id": 7}] * 2 == calls

    @by_both
    def test_a_single_one_is_awaited_in_the_task_and_the_context_of_the_caller(
        self, run: Run, method: str
    ) -> None:
        variable: ContextVar[str] = ContextVar("variable")

        async def look(**kwargs: Any) -> Any:
            variable.set("of the receiver")
            return asyncio.current_task()

        async def main() -> None:
            [(_, task)] = await getattr(signal, method)(None)

            assert asyncio.current_task() is task
            assert "of the receiver" == variable.get()

        signal = signal_with(look)
        run(main())

    @by_both
    def test_several_run_in_tasks_of_their_own(self, run: Run, method: str) -> None:
        async def look(**kwargs: Any) -> Any:
            return asyncio.current_task()

        async def look_too(**kwargs: Any) -> Any:
            await asyncio.sleep(0)
            return asyncio.current_task()

        async def main() -> None:
            tasks = [task for _, task in await getattr(signal, method)(None)]

            assert 3 == len({*tasks, asyncio.current_task()})
            assert all(task.done() for task in tasks)

        signal = signal_with(look, look_too)
        run(main())

    @by_both
    def test_those_that_never_wait_need_no_round_of_the_loop_from_python_3_12(
        self, run: Run, method: str
    ) -> None:
        rounds: list[int] = []

        async def main() -> None:
            asyncio.get_running_loop().call_soon(rounds.append, 1)
            await getattr(signal, method)(None)

            assert ([] if sys.version_info >= (3, 12) else [1]) == rounds

        signal = signal_with(answering(1), answering(2))
        run(main())

    @pytest.mark.parametrize("after", [0, 1])
    def test_those_behind_one_that_fails_at_once_are_not_begun(self, run: Run, after: int) -> None:
        log = Log()

        async def main() -> None:
            with pytest.raises(Failure):
                await signal.asend(None)

        signal = signal_with(failing(after=after), log.patient())
        run(main())

        assert after == log.started

    @by_both
    def test_the_dead_are_left_out(self, run: Run, method: str) -> None:
        class Owner:
            async def respond(self, **kwargs: Any) -> str:
                return "alive"

        signal, owner, other = Signal(), Owner(), Owner()
        signal.connect(owner.respond)
        signal.connect(other.respond)
        del other
        gc.collect()

        assert [(owner.respond, "alive")] == run(getattr(signal, method)(None))

    @by_both
    @pytest.mark.parametrize("also", ["alone", "together"])
    @pytest.mark.parametrize(
        "kind",
        [
            *("function", "partial", "partial of an object", "bound method", "class method"),
            *("static method", "object", "mock", "marked", "marked object"),
        ],
    )
    def test_may_be_of_any_kind_that_gives_an_awaitable(
        self, run: Run, method: str, kind: str, also: str
    ) -> None:
        class Kinds:
            async def bound(self, **kwargs: Any) -> str:
                return "awaited"

            @classmethod
            async def of_class(cls, **kwargs: Any) -> str:
                return "awaited"

            @staticmethod
            async def static(**kwargs: Any) -> str:
                return "awaited"

            async def __call__(self, **kwargs: Any) -> str:
                return "awaited"

        def marked(**kwargs: Any) -> Any:
            return Kinds.static()

        kinds = Kinds()
        receivers: dict[str, Any] = {
            "function": answering("awaited"),
            "partial": functools.partial(functools.partial(kinds.bound, a=1), b=2),
            "partial of an object": functools.partial(kinds, a=1),
            "bound method": kinds.bound,
            "class method": kinds.of_class,
            "static method": kinds.static,
            "object": kinds,
            "mock": mock.AsyncMock(return_value="awaited"),
            "marked": markcoroutinefunction(marked),
            "marked object": markcoroutinefunction(Marked()),
        }
        if sys.version_info >= (3, 12):
            receivers["marked"] = inspect.markcoroutinefunction(marked)
        receiver = receivers[kind]
        others = [answering("other")] if also == "together" else []
        signal = signal_with(receiver, *others)

        wanted = [(receiver, "awaited"), *[(other, "other") for other in others]]
        assert wanted == run(getattr(signal, method)(None))
        assert wanted == getattr(signal, method.removeprefix("a"))(None)


class Marked:
    """Its calls give an awaitable, but it has no coroutine function."""

    def __call__(self, **kwargs: Any) -> Any:
        return answering("awaited")()


class TestContext:
    @by_both
    def test_is_a_copy_for_each_receiver(self, run: Run, method: str) -> None:
        variable: ContextVar[str] = ContextVar("variable")
        seen: list[tuple[str, str]] = []

        def make(name: str) -> Any:
            async def look(**kwargs: Any) -> None:
                before = variable.get()
                variable.set(name)
                for _ in range(3):
                    await asyncio.sleep(0)
                seen.append((before, variable.get()))

            return look

        async def main() -> None:
            variable.set("caller")
            await getattr(signal, method)(None)

        signal = signal_with(make("a"), make("b"), make("c"))
        run(main())

        assert [("caller", "a"), ("caller", "b"), ("caller", "c")] == seen

    @by_both
    def test_changes_are_set_in_the_callers_in_order_of_connection(
        self, run: Run, method: str
    ) -> None:
        shared: ContextVar[str] = ContextVar("shared", default="nobody")
        own: ContextVar[str] = ContextVar("own", default="nobody")
        untouched: ContextVar[str] = ContextVar("untouched", default="nobody")

        async def slow(**kwargs: Any) -> None:
            for _ in range(5):
                await asyncio.sleep(0)
            shared.set("slow")
            own.set("slow")

        async def quick(**kwargs: Any) -> None:
            shared.set("quick")

        async def idle(**kwargs: Any) -> None: ...

        async def main() -> tuple[str, str, str]:
            untouched.set("caller")
            own.set("caller")
            await getattr(signal, method)(None)
            return shared.get(), own.get(), untouched.get()

        signal = signal_with(slow, quick, idle)

        assert ("quick", "slow", "caller") == run(main())

    @by_both
    def test_changes_are_compared_by_identity(self, run: Run, method: str) -> None:
        variable: ContextVar[Any] = ContextVar("variable")
        equal: ContextVar[Any] = ContextVar("equal")
        old, new = Incomparable(), Incomparable()
        one, other = [1], [1]

        async def change(**kwargs: Any) -> None:
            await asyncio.sleep(0)
            variable.set(new)
            equal.set(other)

        async def keep(**kwargs: Any) -> None:
            variable.get()
            variable.set(variable.get())

        async def main() -> None:
            variable.set(old)
            equal.set(one)
            await getattr(signal, method)(None)

            assert variable.get() is new
            assert equal.get() is other

        signal = signal_with(change, keep)
        run(main())

    @pytest.mark.parametrize("method", ["send", "send_robust"])
    def test_of_a_sync_caller_is_treated_alike(self, method: str) -> None:
        variable: ContextVar[Any] = ContextVar("variable")
        old, new = Incomparable(), Incomparable()
        seen: list[bool] = []

        async def change(**kwargs: Any) -> None:
            seen.append(variable.get() is old)
            variable.set(new)

        async def keep(**kwargs: Any) -> None:
            seen.append(variable.get() is old)

        def main() -> None:
            variable.set(old)
            getattr(signal, method)(None)

            assert variable.get() is new

        signal = signal_with(change, keep)
        # A value that can't be compared must not stay, for other dispatchers compare it.
        copy_context().run(main)

        assert [True, True] == seen

    def test_changes_are_set_also_when_a_receiver_fails(self, run: Run) -> None:
        variable: ContextVar[str] = ContextVar("variable", default="nobody")

        async def change(**kwargs: Any) -> None:
            variable.set("changed")

        async def main() -> str:
            with pytest.raises(Failure):
                await signal.asend(None)
            return variable.get()

        signal = signal_with(change, failing())

        assert "changed" == run(main())


class TestFailures:
    @pytest.mark.parametrize("after", [0, 1, 3])
    @pytest.mark.parametrize("position", [0, 1, 2])
    def test_the_first_is_raised_as_itself_when_the_others_are_cancelled_and_tidy(
        self, run: Run, after: int, position: int
    ) -> None:
        error, log = Failure("mine"), Log()
        receivers = [log.patient("a", clean_up=3), log.patient("b")]
        receivers.insert(position, failing(error, after))

        async def main() -> None:
            with pytest.raises(Failure) as caught:
                await signal.asend(None)

            assert caught.value is error
            # Those that had started; with eager tasks a failure may come before they do.
            assert 2 * log.started == len(log.entries)
            assert {asyncio.current_task()} == asyncio.all_tasks()

        signal = signal_with(*receivers)
        run(main())

        if after:
            assert {"a cancelled", "a tidy", "b cancelled", "b tidy"} == set(log.entries)

    def test_the_first_is_so_in_time_and_not_by_connection(self, run: Run) -> None:
        late, early = Failure("late"), Failure("early")
        signal = signal_with(failing(late, after=4), failing(early, after=1))
        with pytest.raises(Failure) as caught:
            run(signal.asend(None))

        assert caught.value is early

    def test_the_note_names_signal_and_receiver_once(self, run: Run) -> None:
        error = Failure("mine")
        fail = failing(error, after=1)
        for others in ([], [answering(1)]):
            signal = signal_with(fail, *others)
            error.__notes__ = []
            for _ in range(3):
                with pytest.raises(Failure):
                    run(signal.asend(None))

            [note] = error.__notes__
            assert repr(signal) in note
            assert f"failing.<locals>.fail ({__file__}:{fail.__code__.co_firstlineno})" in note

    def test_the_others_are_logged_and_named_in_a_note(
        self, run: Run, caplog: pytest.LogCaptureFixture
    ) -> None:
        first, second, third = Failure("first"), Failure("second"), ValueError("third")
        signal = signal_with(
            failing_in_clean_up(second), failing(first, after=2), failing_in_clean_up(third)
        )
        for _ in range(2):
            with pytest.raises(Failure) as caught:
                run(signal.asend(None))

            assert caught.value is first
        notes = [note for note in first.__notes__ if "failed as well" in note]
        assert ["second" in notes[0], "third" in notes[1]] == [True, True]
        assert 2 == len(notes)
        assert all("failing_in_clean_up.<locals>.fail" in note for note in notes)
        assert [second, third] * 2 == [r.exc_info[1] for r in caplog.records if r.exc_info]

    def test_a_second_one_does_not_disturb_those_that_tidy_up(
        self, run: Run, caplog: pytest.LogCaptureFixture
    ) -> None:
        log = Log()
        signal = signal_with(
            log.patient(clean_up=5), failing(after=2), failing_in_clean_up(Failure("second"))
        )
        with pytest.raises(Failure):
            run(signal.asend(None))

        assert ["patient cancelled", "patient tidy"] == log.entries

    @pytest.mark.parametrize("others", [0, 1])
    def test_may_be_of_an_odd_kind(
        self, run: Run, others: int, caplog: pytest.LogCaptureFixture
    ) -> None:
        class Odd(Exception):  # noqa: N818 - short
            def add_note(self, note: str, /) -> None:
                raise RuntimeError("no notes, please")

            def __repr__(self) -> str:
                raise RuntimeError("no repr either")

        first, second = Odd(), Odd()
        receivers = [failing(first, after=1), failing_in_clean_up(second)]
        signal = signal_with(*receivers[: others + 1])

        async def main() -> None:
            # Inside, for asyncio.run shows tasks, and what they raised, in an error of its own.
            with pytest.raises(Odd) as caught:
                await signal.asend(None)

            assert caught.value is first

        run(main())

        assert others == len(caplog.records)
        robust = signal_with(failing(first), failing(second))
        assert [first, second] == [error for _, error in run(robust.asend_robust(None))]

    @by_both
    @pytest.mark.parametrize("after", [0, 2])
    @pytest.mark.parametrize("others", [0, 2])
    @pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit, asyncio.CancelledError])
    def test_that_are_no_exceptions_are_raised_by_both(
        self, run: Run, method: str, kind: type[BaseException], others: int, after: int
    ) -> None:
        error, log = kind(), Log()

        async def main() -> None:
            with pytest.raises(kind) as caught:
                await getattr(signal, method)(None)

            assert caught.value is error
            assert 2 * log.started == len(log.entries)
            task = asyncio.current_task()
            assert task is not None
            assert 0 == task.cancelling()

        signal = signal_with(*[log.patient() for _ in range(others)], failing(error, after))
        run(main())

    @by_both
    def test_of_the_call_itself_leave_nobody_unawaited(
        self, run: Run, method: str, unraisable: list[Any], caplog: pytest.LogCaptureFixture
    ) -> None:
        async def misfit() -> None: ...

        before, after = answering("before", after=2), answering("after", after=2)
        with configure(debug=False):
            signal = signal_with(before, misfit, after)
        if method == "asend":
            with pytest.raises(TypeError, match="misfit") as caught:
                run(signal.asend(None))

            assert "misfit" in caught.value.__notes__[0]
        else:
            [_, (_, error), _] = run(signal.asend_robust(None))

            assert isinstance(error, TypeError)
        gc.collect()

        assert [] == unraisable

    def test_robustly_become_responses_while_the_others_go_on(
        self, run: Run, caplog: pytest.LogCaptureFixture
    ) -> None:
        error, other = Failure("mine"), ValueError("other")

        def fail_in_sync(**kwargs: Any) -> None:
            raise other

        receivers = [
            answering(1, after=5),
            failing(error, after=1),
            answering(2),
            fail_in_sync,
            lambda **kwargs: "sync",
        ]
        signal = signal_with(*receivers)

        assert [
            (receivers[3], other),
            (receivers[4], "sync"),
            (receivers[0], 1),
            (receivers[1], error),
            (receivers[2], 2),
        ] == run(signal.asend_robust(None))
        assert [other, error] == [r.exc_info[1] for r in caplog.records if r.exc_info]
        assert ["heliograph"] * 2 == [record.name for record in caplog.records]
        assert error.__traceback__ is not None
        assert not hasattr(error, "__notes__")

    def test_leave_no_reference_cycle(self, run: Run) -> None:
        """The exception is freed with the last reference to it."""

        def fail_in_sync(**kwargs: Any) -> None:
            raise Failure

        async def reference(signal: Signal[Any]) -> Any:
            try:
                await signal.asend(None)
            except Failure as error:
                return weakref.ref(error)

        async def main() -> None:
            for receivers in ([failing(after=1), Log().patient()], [failing(after=1)]):
                signal = signal_with(*receivers)
                gc.collect()
                gc.disable()
                try:
                    found = await reference(signal)

                    assert found is not None
                    assert found() is None
                finally:
                    gc.enable()

        run(main())


class TestCancellation:
    @by_both
    @pytest.mark.parametrize("count", [1, 2, 3])
    def test_of_the_caller_cancels_and_awaits_the_receivers(
        self, run: Run, method: str, count: int
    ) -> None:
        log = Log()

        async def main() -> None:
            task = asyncio.ensure_future(getattr(signal, method)(None))
            await until(lambda: log.started == count)
            task.cancel()
            await asyncio.wait([task])

            assert task.cancelled()
            assert 2 * count == len(log.entries)

        signal = signal_with(*[log.patient(clean_up=3) for _ in range(count)])
        run(main())

    @by_both
    @pytest.mark.parametrize("rounds", [0, 1, 5])
    def test_is_not_lost_when_a_receiver_suppresses_it(
        self, run: Run, method: str, rounds: int
    ) -> None:
        log = Log()

        async def main() -> None:
            task = asyncio.ensure_future(getattr(signal, method)(None))
            await until(lambda: log.started == 2)
            task.cancel()
            await asyncio.wait([task])

            assert task.cancelled()
            assert {
                "stubborn suppressed",
                "stubborn done",
                "patient cancelled",
                "patient tidy",
            } == {*log.entries}

        signal = signal_with(log.stubborn(rounds), log.patient())
        run(main())

    @by_both
    def test_may_come_twice(self, run: Run, method: str) -> None:
        log = Log()

        async def main() -> None:
            task = asyncio.ensure_future(getattr(signal, method)(None))
            await until(lambda: log.started == 2)
            task.cancel()
            await until(lambda: "stubborn suppressed" in log.entries)
            task.cancel()
            await asyncio.wait([task])

            assert task.cancelled()
            # The second one reached the receiver that had suppressed the first.
            assert "stubborn done" not in log.entries
            assert "patient tidy" in log.entries

        signal = signal_with(log.stubborn(10**9), log.patient())
        run(main())

    @by_both
    def test_goes_before_failures_which_are_logged(
        self, run: Run, method: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        error, log = Failure("in clean-up"), Log()

        async def main() -> None:
            task = asyncio.ensure_future(getattr(signal, method)(None))
            await until(lambda: log.started == 1)
            await asyncio.sleep(0)
            task.cancel()
            with pytest.raises(asyncio.CancelledError) as caught:
                await task
            if method == "asend":
                assert ["in clean-up" in note for note in caught.value.__notes__] == [True]

        signal = signal_with(failing_in_clean_up(error), log.patient())
        run(main())

        assert [error] == [record.exc_info[1] for record in caplog.records if record.exc_info]

    @by_both
    def test_at_the_very_moment_of_a_failure_is_not_lost(
        self, run: Run, method: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        error, log = Failure("mine"), Log()
        caller: list[asyncio.Task[Any]] = []

        async def cancel_and_fail(**kwargs: Any) -> None:
            await asyncio.sleep(0)
            caller[0].cancel()
            raise error

        async def main() -> None:
            async def call() -> None:
                await asyncio.sleep(0)
                await getattr(signal, method)(None)

            caller.append(asyncio.ensure_future(call()))
            await asyncio.wait(caller)

            assert caller[0].cancelled()

        signal = signal_with(cancel_and_fail, log.patient())
        run(main())

        assert [error] == [record.exc_info[1] for record in caplog.records if record.exc_info]

    @by_both
    def test_before_the_start_calls_nobody_that_waits(self, run: Run, method: str) -> None:
        log = Log()

        async def main() -> None:
            async def call() -> None:
                await asyncio.sleep(0)
                await getattr(signal, method)(None)

            task = asyncio.ensure_future(call())
            task.cancel()
            await asyncio.wait([task])

            assert task.cancelled()

        signal = signal_with(log.patient(), log.patient())
        run(main())

        assert 0 == log.started

    @by_both
    def test_while_sync_receivers_run_starts_no_async_one(self, run: Run, method: str) -> None:
        log, running, go_on = Log(), threading.Event(), threading.Event()

        def wait(**kwargs: Any) -> None:
            running.set()
            go_on.wait()

        async def main() -> None:
            task = asyncio.ensure_future(getattr(signal, method)(None))
            await until(running.is_set)
            task.cancel()
            await asyncio.sleep(0)
            go_on.set()
            await asyncio.wait([task])

            assert task.cancelled()

        signal = signal_with(wait, log.patient())
        run(main())

        assert 0 == log.started

    @by_both
    def test_is_not_lost_when_a_sync_receiver_suppresses_it(self, run: Run, method: str) -> None:
        log, started = Log(), threading.Event()

        async def wait() -> None:
            started.set()
            await asyncio.sleep(FOREVER)

        def suppress(**kwargs: Any) -> None:
            try:
                async_to_sync(wait)()
            except asyncio.CancelledError:
                log.add("suppressed")

        async def main() -> None:
            task = asyncio.ensure_future(getattr(signal, method)(None))
            await until(started.is_set)
            task.cancel()
            await asyncio.wait([task])

            assert task.cancelled()

        signal = signal_with(suppress, log.patient())
        run(main())

        assert ["suppressed"] == log.entries
        assert 0 == log.started

    @by_both
    @pytest.mark.parametrize("count", [1, 2])
    def test_by_a_timeout_around_it(self, run: Run, method: str, count: int) -> None:
        log = Log()

        async def main() -> None:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.001):
                    await getattr(signal, method)(None)

            assert 2 * count == len(log.entries)
            task = asyncio.current_task()
            assert task is not None
            assert 0 == task.cancelling()

        signal = signal_with(*[log.patient() for _ in range(count)])
        run(main())

    @pytest.mark.parametrize("others", [0, 1])
    def test_by_a_timeout_inside_a_receiver_is_its_own_matter(self, run: Run, others: int) -> None:
        async def give_up(**kwargs: Any) -> str:
            try:
                async with asyncio.timeout(0.001):
                    await asyncio.sleep(FOREVER)
            except TimeoutError:
                return "gave up"
            raise AssertionError

        async def time_out(**kwargs: Any) -> None:
            async with asyncio.timeout(0.001):
                await asyncio.sleep(FOREVER)

        signal = signal_with(give_up, *[answering("other") for _ in range(others)])
        assert ["gave up", "other"][: others + 1] == [r for _, r in run(signal.asend(None))]

        log = Log()
        failed = signal_with(time_out, *[log.patient() for _ in range(others)])
        with pytest.raises(TimeoutError) as caught:
            run(failed.asend(None))

        assert "time_out" in caught.value.__notes__[0]
        assert 2 * others == len(log.entries)

    @by_both
    def test_by_a_task_group_around_it(self, run: Run, method: str) -> None:
        log = Log()

        async def fail() -> None:
            await until(lambda: log.started == 2)
            raise Failure

        async def main() -> None:
            async def together() -> None:
                async with asyncio.TaskGroup() as group:
                    group.create_task(getattr(signal, method)(None))
                    group.create_task(fail())

            with pytest.raises(ExceptionGroup) as caught:
                await together()

            assert [Failure] == [type(error) for error in caught.value.exceptions]
            assert 4 == len(log.entries)

        signal = signal_with(log.patient(), log.patient())
        run(main())

    def test_inside_a_task_group_of_a_receiver_stays_there(self, run: Run) -> None:
        log = Log()

        async def group(**kwargs: Any) -> str:
            try:
                async with asyncio.TaskGroup() as group:
                    group.create_task(log.patient()())
                    group.create_task(failing(after=3)())
            except ExceptionGroup:
                return "grouped"
            raise AssertionError

        signal = signal_with(group, answering("other"))

        assert ["grouped", "other"] == [response for _, response in run(signal.asend(None))]

    @by_both
    def test_of_one_receiver_by_somebody_else_is_raised(self, run: Run, method: str) -> None:
        log = Log()
        tasks: list[Any] = []

        async def wait(**kwargs: Any) -> None:
            tasks.append(asyncio.current_task())
            await asyncio.sleep(FOREVER)

        async def cancel(**kwargs: Any) -> None:
            await until(lambda: bool(tasks))
            tasks[0].cancel()

        async def main() -> None:
            with pytest.raises(asyncio.CancelledError):
                await getattr(signal, method)(None)

            assert ["patient cancelled", "patient tidy"] == log.entries

        signal = signal_with(wait, log.patient(), cancel)
        run(main())

    @by_both
    def test_closing_the_caller_cancels_the_receivers(self, run: Run, method: str) -> None:
        """Closed coroutines can't wait; Python would complain of one that tries."""
        log = Log()

        async def main() -> None:
            coroutine = getattr(signal, method)(None)
            task = asyncio.current_task()
            coroutine.send(None)
            coroutine.close()
            await until(lambda: len(asyncio.all_tasks()) == 1)

            assert asyncio.current_task() is task

        signal = signal_with(log.patient(), log.patient())
        run(main())

        assert 2 * log.started == len(log.entries)

    @by_both
    def test_a_loop_that_ends_first_takes_the_caller_along(
        self, method: str, unraisable: list[Any]
    ) -> None:
        log = Log()
        loop = asyncio.new_event_loop()
        complaints: list[Any] = []
        loop.set_exception_handler(lambda loop, context: complaints.append(context["message"]))

        async def start() -> Any:
            task = asyncio.ensure_future(getattr(signal, method)(None))
            await until(lambda: log.started == 2)
            await asyncio.sleep(0)
            return task

        async def wait(**kwargs: Any) -> None:
            log.started += 1
            await asyncio.sleep(FOREVER)

        signal = signal_with(wait, functools.partial(wait))
        task = loop.run_until_complete(start())
        loop.close()
        del task
        gc.collect()

        assert ["Task was destroyed but it is pending!"] * 3 == complaints
        assert [] == unraisable


class TestNesting:
    @by_both
    @pytest.mark.parametrize("others", [0, 1])
    def test_a_receiver_may_send_the_same_signal(self, run: Run, method: str, others: int) -> None:
        async def count(order_id: int, **kwargs: Any) -> int:
            if order_id == 0:
                return 0
            result = await getattr(signal, method)(None, order_id=order_id - 1)
            number: int = result[0][1]
            return number + 1

        signal = signal_with(count, *[answering("other") for _ in range(others)])

        assert 4 == run(getattr(signal, method)(None, order_id=4))[0][1]

    @by_both
    def test_async_and_sync_receivers_may_send_each_other(self, run: Run, method: str) -> None:
        threads: list[int] = []

        def innermost(**kwargs: Any) -> str:
            threads.append(threading.get_ident())
            return "innermost"

        async def middle(**kwargs: Any) -> Any:
            return (await getattr(inner, method)(None))[0][1]

        def outermost(**kwargs: Any) -> Any:
            threads.append(threading.get_ident())
            return getattr(outer, method.removeprefix("a"))(None)[0][1]

        inner, outer = signal_with(innermost), signal_with(middle, answering("other"))
        signal = signal_with(outermost)

        assert [(outermost, "innermost")] == run(getattr(signal, method)(None))
        assert 1 == len(set(threads))

    @pytest.mark.parametrize("method", ["send", "send_robust"])
    def test_sending_from_a_thread_for_sync_code_runs_in_the_loop_of_the_caller(
        self, run: Run, method: str
    ) -> None:
        async def look(**kwargs: Any) -> Any:
            return asyncio.get_running_loop()

        async def main() -> None:
            result = await sync_to_async(getattr(signal, method))(None)

            assert [asyncio.get_running_loop()] * 2 == [loop for _, loop in result]

        signal = signal_with(look, functools.partial(look))
        run(main())

    @by_both
    def test_receivers_may_connect_and_disconnect_meanwhile(self, run: Run, method: str) -> None:
        late, doomed = answering("late"), answering("doomed", after=1)

        async def meddle(**kwargs: Any) -> str:
            signal.connect(late)
            signal.disconnect(doomed)
            return "meddled"

        signal = signal_with(meddle, doomed)

        assert ["meddled", "doomed"] == [r for _, r in run(getattr(signal, method)(None))]
        assert ["meddled", "late"] == [r for _, r in run(getattr(signal, method)(None))]

    @by_both
    def test_many_sends_may_overlap(self, run: Run, method: str) -> None:
        async def echo(order_id: int, **kwargs: Any) -> int:
            await asyncio.sleep(0)
            return order_id

        async def main() -> Any:
            sends = [getattr(signal, method)(None, order_id=n) for n in range(50)]
            return await asyncio.gather(*sends)

        signal = signal_with(echo, functools.partial(echo), lambda order_id, **kwargs: order_id)

        wanted = [[n, n, n] for n in range(50)]
        assert wanted == [[response for _, response in result] for result in run(main())]


class TestShortWay:
    """After plain sends to async receivers, the next one sees each change."""

    def warm(self, run: Run, method: str, *receivers: Any) -> Signal[OrderPlaced]:
        signal = signal_with(*receivers)
        for _ in range(2):
            run(getattr(signal, method)(None))
        return signal

    @pytest.fixture(autouse=True)
    def debug_off(self) -> Iterator[None]:
        with configure(debug=False):
            yield

    @by_both
    @pytest.mark.parametrize("make", [Signal, Signal[OrderPlaced]], ids=["untyped", "typed"])
    @pytest.mark.parametrize("others", [0, 1])
    def test_is_taken_from_the_second_send_on(
        self, run: Run, method: str, make: Any, others: int
    ) -> None:
        receivers = [answering(n) for n in range(others + 1)]
        signal = make()
        for receiver in receivers:
            signal.connect(receiver)
        run(getattr(signal, method)("shop", order_id=1))
        with mock.patch.object(signal, "_asend", side_effect=AssertionError):
            result = run(getattr(signal, method)("another shop", order_id=1))

        assert list(zip(receivers, range(others + 1), strict=True)) == result

    @by_both
    @pytest.mark.parametrize("others", [0, 1])
    def test_delivers_signal_sender_fields_and_defaults(
        self, run: Run, method: str, others: int
    ) -> None:
        async def take(**kwargs: Any) -> Any:
            return kwargs

        signal = self.warm(run, method, take, *[answering("x")] * others)
        (_, default), *_ = run(getattr(signal, method)("shop"))
        (_, given), *_ = run(getattr(signal, method)(sender="shop", order_id=7))

        assert {"signal": signal, "sender": "shop", "order_id": 1} == default
        assert {"signal": signal, "sender": "shop", "order_id": 7} == given

    @by_both
    def test_delivers_extra_fields(self, run: Run, method: str) -> None:
        class Open(BaseModel):
            model_config = ConfigDict(extra="allow")

            order_id: int

        async def take(signal: object, sender: object, **fields: Any) -> Any:
            return fields

        signal = Signal[Open]()
        signal.connect(take)
        for _ in range(3):
            [(_, fields)] = run(getattr(signal, method)(None, order_id=1, more=2))

            assert {"order_id": 1, "more": 2} == fields

    @by_both
    def test_makes_defaults_anew(self, run: Run, method: str) -> None:
        class Tagged(BaseModel):
            tags: list[int] = []

        async def take(tags: list[int], **kwargs: Any) -> list[int]:
            tags.append(1)
            return tags

        signal = Signal[Tagged]()
        signal.connect(take)

        assert [[1]] * 3 == [run(getattr(signal, method)(None))[0][1] for _ in range(3)]

    @by_both
    def test_ends_and_begins_with_debug_mode(self, run: Run, method: str) -> None:
        signal: Any = self.warm(run, method, answering("x"))
        for _ in range(2):
            with configure(debug=True), pytest.raises(PayloadError):
                run(getattr(signal, method)(None, order_id="one"))
            for _ in range(2):
                assert 1 == len(run(getattr(signal, method)(None, order_id="one")))

    @by_both
    def test_ends_with_a_policy_that_validates(self, run: Run, method: str) -> None:
        async def take(order_id: Any, **kwargs: Any) -> Any:
            return order_id

        signal: Any = self.warm(run, method, take)
        with configure(validation="always"):
            made = [run(getattr(signal, method)(None, order_id="1"))[0][1] for _ in range(3)]

        assert [1, 1, 1] == made
        assert [(take, "1")] == run(getattr(signal, method)(None, order_id="1"))

    @by_both
    @pytest.mark.parametrize("others", [0, 1])
    def test_ends_with_a_sync_receiver(self, run: Run, method: str, others: int) -> None:
        def sync(**kwargs: Any) -> str:
            return "sync"

        receivers = [answering(n) for n in range(others + 1)]
        signal = self.warm(run, method, *receivers)
        before = run(getattr(signal, method)(None))
        signal.connect(sync)
        for _ in range(3):
            assert [(sync, "sync"), *before] == run(getattr(signal, method)(None))
        signal.disconnect(sync)

        assert before == run(getattr(signal, method)(None))

    @by_both
    @pytest.mark.parametrize("sender", ["shop", ("a", 1), object], ids=["text", "tuple", "object"])
    def test_ends_with_a_receiver_for_one_sender(self, run: Run, method: str, sender: Any) -> None:
        everyone, own = answering("everyone"), answering("own")
        signal = self.warm(run, method, everyone)
        signal.connect(own, sender=sender)
        for _ in range(3):
            assert [(everyone, "everyone"), (own, "own")] == run(getattr(signal, method)(sender))
            assert [(everyone, "everyone")] == run(getattr(signal, method)("another"))

    @by_both
    def test_reaches_only_the_sender_that_all_receivers_are_for(
        self, run: Run, method: str
    ) -> None:
        own = answering("own")
        signal = Signal[OrderPlaced]()
        signal.connect(own, sender="shop")
        for _ in range(3):
            assert [(own, "own")] == run(getattr(signal, method)("shop"))
            assert [] == run(getattr(signal, method)("another"))

    @by_both
    @pytest.mark.parametrize("others", [0, 1])
    def test_leaves_out_what_died(self, run: Run, method: str, others: int) -> None:
        signal, doomed = Signal[OrderPlaced](), [answering("doomed")]
        kept = [answering("kept") for _ in range(others)]
        for receiver in (*doomed, *kept):
            signal.connect(receiver)
        del receiver
        for _ in range(2):
            run(getattr(signal, method)(None))
        doomed.clear()
        gc.collect()
        for _ in range(3):
            assert [(r, "kept") for r in kept] == run(getattr(signal, method)(None))

    @by_both
    def test_leaves_out_what_dies_before_the_send_is_awaited(self, run: Run, method: str) -> None:
        class Owner:
            async def respond(self, **kwargs: Any) -> str:
                return "alive"

        signal, owner = Signal[OrderPlaced](), [Owner()]
        signal.connect(owner[0].respond)
        run(getattr(signal, method)(None))
        connections = signal._registry.shortcut.awaited
        owner.clear()
        gc.collect()
        # As if it had died when the send knew already whom to call.
        signal._registry.shortcut.awaited = connections

        assert connections is not None
        assert [] == run(getattr(signal, method)(None))

    @by_both
    def test_checks_names(self, run: Run, method: str) -> None:
        class Required(BaseModel):
            number: int

        called: list[int] = []

        async def take(number: int, **kwargs: Any) -> None:
            called.append(number)

        signal: Any = Signal[Required]()
        signal.connect(take)
        send = getattr(signal, method)
        for _ in range(2):
            run(send(None, number=1))
        for fields in ({}, {"numbr": 1}, {"number": 1, "signal": 2}, {"number": 1, "x": 3}):
            with pytest.raises(PayloadNameError):
                run(send(None, **fields))

        assert [1, 1] == called

    @by_both
    def test_of_an_untyped_signal_refuses_what_is_no_field(self, run: Run, method: str) -> None:
        signal: Any = Signal()
        receiver = signal.connect(answering("x"))
        for _ in range(2):
            run(getattr(signal, method)(None, anything=1))
        with pytest.raises(PayloadNameError):
            run(getattr(signal, method)(None, OrderPlaced()))
        with pytest.raises(PayloadNameError):
            run(getattr(signal, method)(None, signal=1))

        assert [(receiver, "x")] == run(getattr(signal, method)(None))

    @by_both
    def test_gives_way_to_an_instance(self, run: Run, method: str) -> None:
        async def take(order_id: int, **kwargs: Any) -> int:
            return order_id

        signal = self.warm(run, method, take)

        assert [(take, 7)] == run(getattr(signal, method)(None, OrderPlaced(order_id=7)))
        with pytest.raises(PayloadNameError):
            run(getattr(signal, method)(None, OrderPlaced(), order_id=1))

    @pytest.mark.parametrize("make", [Signal, Signal[OrderPlaced]], ids=["untyped", "typed"])
    @pytest.mark.parametrize("others", [0, 1])
    def test_robustly_makes_a_response_of_a_failure(
        self, run: Run, make: Any, others: int, caplog: pytest.LogCaptureFixture
    ) -> None:
        error = Failure()
        receivers = [failing(error), *[answering("x")] * others]
        signal = make()
        for receiver in receivers:
            signal.connect(receiver)
        for _ in range(3):
            result = run(signal.asend_robust(None))

            assert [error, *["x"] * others] == [response for _, response in result]
            assert error.__traceback__ is not None
        assert 3 == len(caplog.records)

    @pytest.mark.parametrize("make", [Signal, Signal[OrderPlaced]], ids=["untyped", "typed"])
    @pytest.mark.parametrize("others", [0, 1])
    def test_raises_a_failure_as_itself_with_one_note(
        self, run: Run, make: Any, others: int
    ) -> None:
        errors = [Failure() for _ in range(3)]
        left = iter(errors)

        async def fail(**kwargs: Any) -> None:
            raise next(left)

        signal = make(name="shop.order_placed")
        for receiver in (fail, *[answering("x")] * others):
            signal.connect(receiver, weak=False)
        for error in errors:
            with pytest.raises(Failure) as caught:
                run(signal.asend(None))

            assert error is caught.value
            [note] = error.__notes__
            assert "<locals>.fail (" in note
            assert "shop.order_placed" in note

    @by_both
    @pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit, asyncio.CancelledError])
    def test_raises_what_is_no_exception(
        self, run: Run, method: str, kind: type[BaseException]
    ) -> None:
        def sometimes(**kwargs: Any) -> Any:
            return (failing(kind) if failures else answering("x"))(**kwargs)

        async def respond(**kwargs: Any) -> Any:
            return await sometimes(**kwargs)

        failures: list[int] = []
        signal = self.warm(run, method, respond)
        failures.append(1)

        async def main() -> None:
            with pytest.raises(kind):
                await getattr(signal, method)(None)

        run(main())

    @by_both
    @pytest.mark.parametrize("others", [0, 1])
    def test_does_not_hinder_a_sync_send_in_between(
        self, run: Run, method: str, others: int
    ) -> None:
        receivers = [answering(n) for n in range(others + 1)]
        signal = self.warm(run, method, *receivers)
        expected = list(zip(receivers, range(others + 1), strict=True))

        async def main() -> None:
            with pytest.raises(RunningLoopError):
                signal.send(None)

        for _ in range(2):
            assert expected == signal.send(None)
            assert expected == run(getattr(signal, method)(None))
            run(main())
            assert expected == signal.send_robust(None)

    @by_both
    def test_lets_a_mock_take_the_place_of_the_method(self, run: Run, method: str) -> None:
        signal = self.warm(run, method, answering("x"))
        with mock.patch.object(signal, method) as patched:
            run(getattr(signal, method)(None))

        patched.assert_awaited_once_with(None)


@by_both
def test_a_task_factory_need_not_know_of_contexts(method: str, unraisable: list[Any]) -> None:
    def old_factory(loop: asyncio.AbstractEventLoop, coroutine: Any) -> asyncio.Task[Any]:
        return asyncio.Task(coroutine, loop=loop)

    async def main() -> Any:
        factory: Any = old_factory
        asyncio.get_running_loop().set_task_factory(factory)
        return await getattr(signal, method)(None)

    signal = signal_with(answering(1), answering(2, after=2))

    assert [1, 2] == [response for _, response in asyncio.run(main())]
    assert [] == unraisable


class Behaviour(NamedTuple):
    """What a receiver does in the laws below."""

    is_async: bool
    fails: bool
    rounds: int


behaviours = st.lists(
    st.builds(Behaviour, st.booleans(), st.booleans(), st.integers(0, 3)), max_size=5
)


def behaving(number: int, behaviour: Behaviour) -> Any:
    def respond(**kwargs: Any) -> int:
        if behaviour.fails:
            raise Failure(number)
        return number

    async def respond_later(**kwargs: Any) -> int:
        for _ in range(behaviour.rounds):
            await asyncio.sleep(0)
        return respond()

    return respond_later if behaviour.is_async else respond


def outcome(call: Callable[[], Any]) -> Any:
    """The responses of a send, or the failure that it raised, as plain values."""
    try:
        result = call()
    except Failure as error:
        return ("raised", error.args[0])
    return [
        (receiver, ("failed", response.args[0]) if isinstance(response, Failure) else response)
        for receiver, response in result
    ]


@settings(max_examples=60, deadline=None)
@given(behaviours)
def test_all_four_agree_with_a_naive_model(receivers: list[Behaviour]) -> None:
    made = [behaving(number, behaviour) for number, behaviour in enumerate(receivers)]
    signal = signal_with(*made)
    in_order = sorted(range(len(receivers)), key=lambda n: receivers[n].is_async)
    robust: Any = [(made[n], ("failed", n) if receivers[n].fails else n) for n in in_order]
    failures = sorted(
        (receivers[n].is_async, receivers[n].rounds if receivers[n].is_async else 0, n)
        for n in in_order
        if receivers[n].fails
    )
    strict = ("raised", failures[0][-1]) if failures else robust

    assert robust == outcome(lambda: asyncio.run(signal.asend_robust(None)))
    assert robust == outcome(lambda: signal.send_robust(None))
    assert strict == outcome(lambda: asyncio.run(signal.asend(None)))
    assert strict == outcome(lambda: signal.send(None))


@settings(max_examples=60, deadline=None)
@given(receivers=behaviours, rounds=st.lists(st.integers(0, 5), max_size=3), robust=st.booleans())
def test_cancellation_at_any_moment_is_seen_and_leaves_nothing_behind(
    receivers: list[Behaviour], rounds: list[int], robust: bool
) -> None:
    made = [
        behaving(number, behaviour._replace(is_async=True))
        for number, behaviour in enumerate(receivers)
    ]
    signal = signal_with(*made)

    async def main() -> None:
        method = signal.asend_robust if robust else signal.asend
        task = asyncio.ensure_future(method(None))
        was_asked = False
        for count in rounds:
            for _ in range(count):
                await asyncio.sleep(0)
            was_asked |= task.cancel()
        await asyncio.wait([task])

        assert was_asked == task.cancelled()
        assert {asyncio.current_task()} == asyncio.all_tasks()
        if not task.cancelled():
            # Looked at, so that it is not reported as forgotten.
            assert task.exception() is None or not robust

    asyncio.run(main())
