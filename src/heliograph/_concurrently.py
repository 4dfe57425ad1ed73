"""Calling several async receivers at once: a task and a context each, and none left behind.

The first failure cancels the others. All are awaited, whatever happens: no task outlives the send
that started it.
"""

from __future__ import annotations

import contextvars
import sys

from heliograph._failures import annotate, first_of, log_failure
from heliograph._types import ABSENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    import asyncio
    from typing import Any

    from heliograph._failures import Failure
    from heliograph._types import Caught, Fields
    from heliograph.typing import Receiver, Response


# An eager task runs until it first has to wait; most never do, and need no round of the loop.
_IS_EAGER = sys.version_info >= (3, 12)


class Concurrently:
    """One concurrent delivery.

    Args:
        signal: The signal, for what is said of failures.
        arguments: What the receivers are called with, `signal` and `sender` included.
        caught: Exceptions of these types become the response of their receiver.
    """

    def __init__(self, signal: object, arguments: Fields, caught: Caught) -> None:
        self._signal = signal
        self._arguments = arguments
        self._caught = caught
        self._tasks: list[asyncio.Task[Any]] = []
        self._failures: list[Failure] = []
        self._is_stopping = False

    async def call(self, receivers: list[Receiver]) -> list[Response]:
        """Returns the responses in the order of the receivers, or raises the first failure."""
        before = contextvars.copy_context()
        contexts = [before.copy() for _ in receivers]
        try:
            self._start(receivers, contexts)
            await self._finish()
            if self._failures:
                raise first_of(self._failures, self._signal)
            return [(r, task.result()) for r, task in zip(receivers, self._tasks, strict=True)]
        finally:
            _carry_back(before, contexts)
            # They hold the responses, and errors among these hold us.
            self._tasks.clear()

    def _start(self, receivers: list[Receiver], contexts: list[contextvars.Context]) -> None:
        import asyncio

        loop = asyncio.get_running_loop()
        # Not by `loop.create_task`, for a task factory need not know of contexts.
        start: Any = asyncio.Task  # typeshed knows `eager_start` from Python 3.12 on
        for receiver, context in zip(receivers, contexts, strict=True):
            if self._failures:
                # The first may have failed before the others are started.
                return
            if _IS_EAGER:
                task = start(self._run(receiver), loop=loop, context=context, eager_start=True)
            else:
                task = start(self._run(receiver), loop=loop, context=context)
            self._tasks.append(task)

    async def _run(self, receiver: Receiver) -> Any:
        try:
            return await receiver(**self._arguments)
        except self._caught as error:
            return log_failure(error, self._signal, receiver)  # type: ignore[arg-type]  # ROBUST
        except BaseException as error:
            if self._is_stopping and _is_cancellation(error):
                raise
            annotate(error, self._signal, receiver)
            self._failures.append((receiver, error))
            if not self._is_stopping:
                # Once, for the others may be tidying up by now.
                self._stop()
            return None

    async def _finish(self) -> None:
        """Waits for all tasks, also if the caller is cancelled (even repeatedly) meanwhile."""
        is_cancelled = False
        while pending := [task for task in self._tasks if not task.done()]:
            from asyncio import wait

            try:
                await wait(pending)
            except GeneratorExit:
                # The caller is closed, maybe together with its loop, and can't wait any more.
                self._abandon()
                raise
            except BaseException as error:
                # It goes before all others, for nobody may swallow it.
                if not is_cancelled:
                    self._failures.insert(0, (None, error))
                    is_cancelled = True
                self._stop()

    def _stop(self) -> None:
        self._is_stopping = True
        for task in self._tasks:
            task.cancel()

    def _abandon(self) -> None:
        from contextlib import suppress

        with suppress(RuntimeError):  # if the loop is closed
            self._stop()


def _carry_back(before: contextvars.Context, contexts: list[contextvars.Context]) -> None:
    """Sets what each receiver changed in the caller's context, in order of connection.

    By identity, for values may be arrays, whose `==` has no truth. Django lets all receivers share
    one copy instead, which mixes up the tracing spans of those that overlap.
    """
    for context in contexts:
        for variable, value in context.items():
            if before.get(variable, ABSENT) is not value:
                variable.set(value)


def _is_cancellation(error: BaseException) -> bool:
    import asyncio

    return isinstance(error, asyncio.CancelledError)
