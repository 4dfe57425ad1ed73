"""Calling the receivers of a snapshot, below the signal."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

import pytest

from heliograph import RunningLoopError
from heliograph._delivery import (
    PROPAGATE,
    ROBUST,
    deliver,
    deliver_async_from_sync,
    refuse_in_running_loop,
)

SIGNAL = "the signal"


class Failure(Exception):  # noqa: N818 - short
    """What receivers of these tests raise."""


def connected(*receivers: Any) -> tuple[Callable[[], Any], ...]:
    """Connections to receivers; None is one that is dead."""
    return tuple((lambda receiver=receiver: receiver) for receiver in receivers)


def answer(**kwargs: Any) -> dict[str, Any]:
    return kwargs


def fail(**kwargs: Any) -> None:
    raise Failure


async def answer_later(**kwargs: Any) -> dict[str, Any]:
    await asyncio.sleep(0)
    return kwargs


async def fail_later(**kwargs: Any) -> None:
    await asyncio.sleep(0)
    raise Failure


ARGUMENTS = {"signal": SIGNAL, "sender": "shop", "a": 1}


class TestRefuseInRunningLoop:
    def test_raises_in_a_running_loop_and_names_the_receivers(self) -> None:
        async def main() -> None:
            refuse_in_running_loop(SIGNAL, connected(answer_later, None, fail_later))

        with pytest.raises(RunningLoopError, match=r"answer_later .*, .*fail_later .*asend"):
            asyncio.run(main())

    def test_passes_without_one(self) -> None:
        refuse_in_running_loop(SIGNAL, connected(answer_later))

    def test_imports_nothing(self) -> None:
        code = (
            "import sys; from heliograph import _delivery; "
            "_delivery.refuse_in_running_loop('s', ()); "
            "print(sorted({'asyncio', 'asgiref', 'logging', 'inspect'} & sys.modules.keys()))"
        )
        result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)

        assert b"[]" == result.stdout.strip()


class TestDeliver:
    @pytest.mark.parametrize("caught", [PROPAGATE, ROBUST])
    def test_calls_sync_receivers_and_then_async_ones(self, caught: Any) -> None:
        result = asyncio.run(
            deliver(
                SIGNAL,
                "shop",
                {"a": 1},
                connected(None, answer, answer),
                connected(answer_later, None, answer_later),
                caught,
            )
        )

        assert [(answer, ARGUMENTS)] * 2 + [(answer_later, ARGUMENTS)] * 2 == result

    @pytest.mark.parametrize("caught", [PROPAGATE, ROBUST])
    @pytest.mark.parametrize("dead", [0, 1, 2])
    def test_gives_nothing_if_nobody_is_there(self, caught: Any, dead: int) -> None:
        nobody = connected(*[None] * dead)

        assert [] == asyncio.run(deliver(SIGNAL, None, {}, nobody, nobody, caught))

    @pytest.mark.parametrize("others", [0, 1])
    def test_makes_responses_of_what_is_caught(self, others: int) -> None:
        sync = connected(*[answer] * others, fail)
        later = connected(fail_later, *[answer_later] * others)
        result = asyncio.run(deliver(SIGNAL, "shop", {"a": 1}, sync, later, ROBUST))

        kinds: list[Any] = [Failure if isinstance(r, Failure) else r for _, r in result]
        assert [ARGUMENTS] * others + [Failure, Failure] + [ARGUMENTS] * others == kinds

    @pytest.mark.parametrize(
        ("sync", "later"),
        [
            ((fail,), ()),
            ((fail, answer), (answer_later,)),
            ((), (fail_later,)),
            ((answer,), (fail_later, answer_later)),
        ],
    )
    def test_raises_what_is_not_caught(self, sync: Any, later: Any) -> None:
        with pytest.raises(Failure) as caught:
            asyncio.run(deliver(SIGNAL, None, {}, connected(*sync), connected(*later), PROPAGATE))

        assert 1 == len(caught.value.__notes__)

    def test_may_run_without_a_task(self) -> None:
        """Some frameworks drive coroutines by hand."""
        coroutine = deliver(SIGNAL, "shop", {"a": 1}, (), connected(immediate), PROPAGATE)
        with pytest.raises(StopIteration) as stopped:
            coroutine.send(None)

        assert [(immediate, ARGUMENTS)] == stopped.value.value


async def immediate(**kwargs: Any) -> dict[str, Any]:
    return kwargs


class TestDeliverAsyncFromSync:
    def test_waits_for_the_responses(self) -> None:
        later = connected(answer_later, None, answer_later)

        assert [(answer_later, ARGUMENTS)] * 2 == deliver_async_from_sync(
            SIGNAL, "shop", {"a": 1}, later, PROPAGATE
        )

    def test_carries_the_context_there_and_back(self) -> None:
        variable: ContextVar[int] = ContextVar("variable")

        async def count(**kwargs: Any) -> None:
            variable.set(variable.get() + 1)

        variable.set(1)
        deliver_async_from_sync(SIGNAL, None, {}, connected(count), PROPAGATE)

        assert 2 == variable.get()

    def test_gives_a_list_that_is_the_callers(self) -> None:
        first = deliver_async_from_sync(SIGNAL, None, {}, connected(immediate), ROBUST)
        first.clear()
        second = deliver_async_from_sync(SIGNAL, None, {}, connected(immediate), ROBUST)

        assert 1 == len(second)
