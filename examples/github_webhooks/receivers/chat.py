"""Tells a chat room about issues and pull requests: async receivers, for a chat is far away."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from examples.github_webhooks import signals
from examples.github_webhooks.objects import Account, Comment, IssueState, PullRequestState


class ChatRoom:
    """Stands in for a chat service that wants few requests: posts its lines in batches."""

    def __init__(self, batch_size: int = 5) -> None:
        """Open the room.

        Args:
            batch_size: How many lines are posted at once.
        """
        self.batches: list[list[str]] = []
        self._batch_size = batch_size
        self._waiting: list[str] = []

    async def say(self, line: str) -> None:
        """Add a line, and post the batch if it is full."""
        self._waiting.append(line)
        if len(self._waiting) >= self._batch_size:
            await self.flush()

    async def flush(self) -> None:
        """Post what is waiting."""
        # Taken before the first await: a line that comes meanwhile belongs to the next batch.
        batch, self._waiting = self._waiting, []
        if batch:
            await asyncio.sleep(0)  # stands for the request
            self.batches.append(batch)


async def tell_issue(
    room: ChatRoom, *, action: str, issue: IssueState, actor: Account, **kwargs: object
) -> None:
    """Say what happened to an issue."""
    await room.say(f"{actor.login} {action} #{issue.number}: {issue.title}")


async def tell_pull_request(
    room: ChatRoom, *, action: str, number: int, pull_request: PullRequestState, **kwargs: object
) -> None:
    """Say what happened to a pull request."""
    outcome = "merged" if action == "closed" and pull_request.merged else action
    await room.say(f"pull request #{number} {outcome}: {pull_request.title}")


async def tell_comment(
    room: ChatRoom, *, issue: IssueState, comment: Comment, **kwargs: object
) -> None:
    """Say what was written about an issue."""
    await room.say(f"{comment.user.login} on #{issue.number}: {comment.body}")


@contextmanager
def connected(room: ChatRoom) -> Iterator[None]:
    """Connect the receivers of this module with a room, for as long as the context lasts."""
    # A partial that is made here belongs to nobody but its connection, and a weak one would let it
    # die at once: weak=False. Nor is it at hand to be disconnected: the room stands for it.
    signals.issues.connect(partial(tell_issue, room), weak=False, dispatch_uid=room)
    signals.pull_request.connect(partial(tell_pull_request, room), weak=False, dispatch_uid=room)
    signals.issue_comment.connect(partial(tell_comment, room), weak=False, dispatch_uid=room)
    try:
        yield
    finally:
        signals.issues.disconnect(dispatch_uid=room)
        signals.pull_request.disconnect(dispatch_uid=room)
        signals.issue_comment.disconnect(dispatch_uid=room)
