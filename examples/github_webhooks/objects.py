"""The objects that GitHub's JSON is made of, as far as the payload models need them.

A model names the keys that are used here and leaves the others alone; to use one more, add a line.
"""

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, HttpUrl, StringConstraints

Sha = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{40}$")]
State = Literal["open", "closed"]


class GitHubObject(BaseModel):
    """The configuration that all models of this demo share."""

    model_config = ConfigDict(
        # GitHub adds keys when it likes; a new one must not stop the deliveries.
        extra="ignore",
        # All receivers of a send share its objects: none may change what the next one sees.
        frozen=True,
    )


class Account(GitHubObject):
    """A user or an organization."""

    login: str
    id: int


class Repository(GitHubObject):
    """Where it happened."""

    full_name: str
    owner: Account
    html_url: HttpUrl
    # Text in most deliveries, seconds since 1970 in those of a push: pydantic reads both.
    created_at: AwareDatetime


class Commit(GitHubObject):
    """One commit of a push."""

    id: Sha
    message: str
    timestamp: AwareDatetime


class IssueState(GitHubObject):
    """An issue, as the action left it."""

    number: int
    title: str
    state: State
    user: Account
    html_url: HttpUrl
    closed_at: AwareDatetime | None


class Comment(GitHubObject):
    """What somebody wrote below an issue."""

    user: Account
    body: str
    created_at: AwareDatetime


class PullRequestState(GitHubObject):
    """A pull request, as the action left it."""

    title: str
    state: State
    merged: bool
    merged_at: AwareDatetime | None
    requested_reviewers: list[Account]


class ReleaseState(GitHubObject):
    """A release, as the action left it."""

    tag_name: str
    # The title is optional for whoever publishes, so GitHub sends null or "" as well.
    name: str | None
    prerelease: bool
    published_at: AwareDatetime | None
