"""Who does how much: receivers that keep nothing, and answer with their response."""

from examples.github_webhooks import signals
from examples.github_webhooks.objects import Account, Commit
from heliograph import receiver


@signals.push.connect
def count_commits(commits: list[Commit], **kwargs: object) -> int:
    """Count the commits of a push.

    A receiver names the fields that it needs; `**kwargs` takes the others, and those that the
    payload model gets next year.
    """
    return len(commits)


# A server that reloads its code imports this module anew, and with it comes a new function. By its
# dispatch_uid it is still the same receiver, so nobody is credited twice for one delivery.
@receiver(signals.ALL, dispatch_uid="github_webhooks.credit")
def credit(actor: Account, **kwargs: object) -> str:
    """Name the contributor."""
    return actor.login
