"""The payload models: one for each kind of delivery, with the fields that its receivers get."""

from typing import Literal

from pydantic import AwareDatetime, Field

from examples.github_webhooks.objects import (
    Account,
    Comment,
    Commit,
    GitHubObject,
    IssueState,
    PullRequestState,
    ReleaseState,
    Repository,
    Sha,
)


class Webhook(GitHubObject):
    """The fields that all kinds have."""

    repository: Repository
    organization: Account | None = None
    # GitHub's key is `sender`. Every receiver has an argument of that name already, so the field
    # gets a name of its own and keeps GitHub's as its alias: aliases are for the wire only.
    actor: Account = Field(alias="sender")

    @property
    def account(self) -> str:
        """Whose webhook it is: the login of the organization, else of the repository's owner."""
        return (self.organization or self.repository.owner).login


class Push(Webhook):
    """A branch or a tag was made, moved or deleted."""

    ref: str
    after: Sha
    deleted: bool
    commits: list[Commit]
    head_commit: Commit | None


class Issue(Webhook):
    """Something happened to an issue."""

    action: Literal[
        "opened", "edited", "deleted", "closed", "reopened", "transferred",
        "assigned", "unassigned", "labeled", "unlabeled", "milestoned", "demilestoned",
        "locked", "unlocked", "pinned", "unpinned", "typed", "untyped",
    ]  # fmt: skip
    issue: IssueState


class PullRequest(Webhook):
    """Something happened to a pull request."""

    action: Literal[
        "opened", "edited", "closed", "reopened", "synchronize", "enqueued", "dequeued",
        "assigned", "unassigned", "labeled", "unlabeled", "milestoned", "demilestoned",
        "review_requested", "review_request_removed", "ready_for_review", "converted_to_draft",
        "auto_merge_enabled", "auto_merge_disabled", "locked", "unlocked",
    ]  # fmt: skip
    number: int
    pull_request: PullRequestState


class Star(Webhook):
    """Somebody starred a repository, or thought better of it."""

    action: Literal["created", "deleted"]
    # Null once the star is gone. No default: whoever sends has to say which of the two it is.
    starred_at: AwareDatetime | None


class Release(Webhook):
    """Something happened to a release."""

    action: Literal[
        "created", "edited", "deleted", "prereleased", "published", "released", "unpublished"
    ]
    release: ReleaseState


class IssueComment(Webhook):
    """Somebody commented on an issue, or changed what was written."""

    action: Literal["created", "edited", "deleted", "pinned", "unpinned"]
    issue: IssueState
    comment: Comment
