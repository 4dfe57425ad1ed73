"""The signals, one for each kind of delivery: what receivers connect to and `wire` sends.

The sender is the login of the account that the webhook belongs to. That is a plain string, and
these match by content, so a receiver may ask for one account: `@receiver(push, sender="octocat")`.
"""

from collections.abc import Mapping
from typing import Any, Final

from examples.github_webhooks.payloads import (
    Issue,
    IssueComment,
    PullRequest,
    Push,
    Release,
    Star,
)
from heliograph import Signal

push = Signal[Push]()
issues = Signal[Issue]()
pull_request = Signal[PullRequest]()
star = Signal[Star]()
issue_comment = Signal[IssueComment]()

# A release sets a deployment off, so its values are checked in production too. For the others the
# default will do: names always, values in debug mode.
release = Signal[Release](validation="always")

# By the name that GitHub gives the kind in the header X-GitHub-Event. Their payload models differ,
# hence Any: code that knows the kind uses the signal itself, and gets checked.
BY_KIND: Final[Mapping[str, Signal[Any]]] = {
    "push": push,
    "issues": issues,
    "pull_request": pull_request,
    "star": star,
    "release": release,
    "issue_comment": issue_comment,
}
ALL: Final = list(BY_KIND.values())
KINDS: Final = {signal: kind for kind, signal in BY_KIND.items()}
