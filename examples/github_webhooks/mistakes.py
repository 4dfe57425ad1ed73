"""Six mistakes for mypy to find: three wrong sends, and three receivers that would never do.

Nobody imports this file. `python -m examples.github_webhooks.static` shows what mypy says of it,
which is what an editor or CI says of such lines in a program of yours, before it runs.
"""

from examples.github_webhooks import signals
from examples.github_webhooks.payloads import IssueComment, Release, Star
from heliograph import receiver


def misspell_a_field(star: Star) -> None:
    fields = {"action": star.action, "actor": star.actor, "repository": star.repository}
    signals.star.send(star.account, stared_at=star.starred_at, **fields)


async def invent_an_action(release: Release) -> None:
    await signals.release.asend(
        release.account,
        action="shipped",
        actor=release.actor,
        repository=release.repository,
        release=release.release,
    )


def forget_the_sender(comment: IssueComment) -> None:
    signals.issue_comment.send_robust(comment)


@signals.push.connect
def ask_for_another_name(commit: object, **kwargs: object) -> None: ...


@receiver([signals.star, signals.release])
def accept_too_little(action: str) -> None: ...


def connect_for_a_moment() -> None:
    signals.push.connect(lambda ref, **kwargs: print(ref))
