"""Receivers for one account only: they filter by sender, which here is the account's login."""

import asyncio

from examples.github_webhooks import signals
from examples.github_webhooks.objects import Account, ReleaseState, Repository
from heliograph import receiver


@receiver(signals.ALL, sender="Octocoders")
def audit(actor: Account, repository: Repository, **kwargs: object) -> str:
    """Write the audit trail that this organization asked for."""
    return f"{actor.login} changed {repository.full_name}"


@receiver(signals.release, sender="Codertocat")
async def deploy(action: str, release: ReleaseState, **kwargs: object) -> str | None:
    """Deploy what this user publishes."""
    if action != "published":
        return None
    await asyncio.sleep(0)  # stands for the call of the deployment service
    return f"deployed {release.tag_name}"
