"""Calling the receivers of a snapshot, and what becomes of those that fail.

The loop over sync receivers of `send` and `send_robust` is not here: it stands in these methods
themselves (see `_compile`), so that only one frame lies between a sender and a receiver. What a
failure leads to is a value, `caught`: exceptions of these types become the response, all others
propagate.
"""

from __future__ import annotations

import sys

from heliograph._concurrently import Concurrently
from heliograph._failures import annotate, first_of, log_failure
from heliograph._location import described
from heliograph.errors import RunningLoopError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias

    from heliograph._failures import Failure
    from heliograph._types import Caught, Fields
    from heliograph.typing import Receiver, Response

    Connections: TypeAlias = tuple[Callable[[], Receiver | None], ...]

PROPAGATE: Caught = ()
ROBUST: Caught = (Exception,)


def refuse_in_running_loop(signal: object, connections: Connections) -> None:
    """Raises if an event loop runs in this thread, for there async receivers can't be waited for.

    Raises:
        RunningLoopError: One does.
    """
    asyncio = sys.modules.get("asyncio")
    if asyncio is None or asyncio._get_running_loop() is None:
        return
    names = ", ".join(described(r) for c in connections if (r := c()) is not None)
    raise RunningLoopError(
        f"{signal!r} has async receivers ({names}), and an event loop is running in this thread, "
        "which would wait for itself. Use `await signal.asend(...)` or `asend_robust` here; "
        "no receiver has been called."
    )


def deliver_async_from_sync(
    signal: object, sender: object, fields: Fields, connections: Connections, caught: Caught
) -> list[Response]:
    """Delivers to async receivers and waits for them, in a thread without a running loop."""
    from asgiref.sync import async_to_sync

    responses: list[Response] = []
    try:
        async_to_sync(_deliver_into)(responses, signal, sender, fields, connections, caught)
        return responses.copy()
    finally:
        responses.clear()


async def deliver(
    signal: object,
    sender: object,
    fields: Fields,
    sync_connections: Connections,
    async_connections: Connections,
    caught: Caught,
) -> list[Response]:
    """Delivers to sync receivers, in one hop to the thread for them, and then to async ones."""
    if not sync_connections:
        return await deliver_concurrently(signal, sender, fields, async_connections, caught)
    responses: list[Response] = []
    try:
        await _deliver_in_thread(responses, signal, sender, fields, sync_connections, caught)
        return [
            *responses,
            *await deliver_concurrently(signal, sender, fields, async_connections, caught),
        ]
    finally:
        responses.clear()


# An exception holds the frames that it passed and all that called these, so that a list of
# responses which is still in one of them would be part of a reference cycle. Where the frames are
# not ours, they get a list to fill that is emptied in the end.


async def _deliver_in_thread(
    responses: list[Response],
    signal: object,
    sender: object,
    fields: Fields,
    connections: Connections,
    caught: Caught,
) -> None:
    from asyncio import CancelledError

    from asgiref.sync import sync_to_async

    failures: list[Failure] = []
    cancellations = _cancellations()
    await sync_to_async(_deliver_sync)(
        responses, failures, signal, sender, fields, connections, caught
    )
    if _cancellations() > cancellations:
        # Where a receiver waits for async code, asgiref cancels that, and leaves it at that if the
        # receiver goes on.
        failures.insert(0, (None, CancelledError()))
    if failures:
        raise first_of(failures, signal)


def _deliver_sync(
    responses: list[Response],
    failures: list[Failure],
    signal: object,
    sender: object,
    fields: Fields,
    connections: Connections,
    caught: Caught,
) -> None:
    """Calls receivers one after another, until one fails.

    Nothing is raised: a `StopIteration` that is raised to a future would never arrive.
    """
    for connection in connections:
        receiver = connection()
        if receiver is None:
            continue
        try:
            responses.append((receiver, receiver(signal=signal, sender=sender, **fields)))
        except caught as error:
            responses.append((receiver, log_failure(error, signal, receiver)))  # type: ignore[arg-type]  # ROBUST
        except BaseException as error:
            annotate(error, signal, receiver)
            failures.append((receiver, error))
            return


async def _deliver_into(responses: list[Response], *arguments: Any) -> None:
    responses += await deliver_concurrently(*arguments)


async def deliver_concurrently(
    signal: object, sender: object, fields: Fields, connections: Connections, caught: Caught
) -> list[Response]:
    """Delivers to async receivers."""
    receivers = [receiver for c in connections if (receiver := c()) is not None]
    arguments = {"signal": signal, "sender": sender, **fields}
    if len(receivers) > 1:
        return await Concurrently(signal, arguments, caught).call(receivers)
    if not receivers:
        return []
    # In the caller's own task and context: nothing to start, nothing to carry back.
    [receiver] = receivers
    try:
        return [(receiver, await receiver(**arguments))]
    except caught as error:
        return [(receiver, log_failure(error, signal, receiver))]  # type: ignore[arg-type]  # ROBUST
    except BaseException as error:
        annotate(error, signal, receiver)
        raise


def _cancellations() -> int:
    """Returns how often somebody asked to cancel the current task."""
    import asyncio

    task = asyncio.current_task()
    return 0 if task is None else task.cancelling()
