"""Keeps a digest in SQLite: a sync receiver, which is the method of an object."""

import sqlite3
from pathlib import Path
from typing import Any, NamedTuple

from examples.github_webhooks import signals
from examples.github_webhooks.objects import Account, Repository
from heliograph import Signal


class Row(NamedTuple):
    """One line of the digest."""

    kind: str
    repository: str
    actor: str
    action: str


class Digest:
    """One row a delivery, in a file or in memory. Close it after use.

    Signals hold receivers weakly unless told otherwise, so a digest that is forgotten instead of
    closed goes all the same, and its connections with it.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Open the database and connect the receiver to all signals.

        Args:
            path: The database file. Its table `digest` is made anew. None: in memory.
        """
        # An async send calls its sync receivers in a worker thread, one after the other.
        self._database = sqlite3.connect(path or ":memory:", check_same_thread=False)
        with self._database:
            self._database.execute("DROP TABLE IF EXISTS digest")
            self._database.execute(
                "CREATE TABLE digest (kind TEXT, repository TEXT, actor TEXT, action TEXT)"
            )
        for signal in signals.ALL:
            signal.connect(self.record)

    def record(
        self,
        signal: Signal[Any],
        repository: Repository,
        actor: Account,
        action: str = "pushed",  # a push has no field `action`: a default makes up for it
        **kwargs: object,
    ) -> int | None:
        """Add a row and answer with its number."""
        row = Row(signals.KINDS[signal], repository.full_name, actor.login, action)
        with self._database:
            return self._database.execute("INSERT INTO digest VALUES (?, ?, ?, ?)", row).lastrowid

    def rows(self) -> list[Row]:
        """Read the digest, oldest row first."""
        query = "SELECT kind, repository, actor, action FROM digest ORDER BY rowid"
        return [Row(*columns) for columns in self._database.execute(query)]

    def close(self) -> None:
        """Disconnect from the signals, then close the database."""
        for signal in signals.ALL:
            signal.disconnect(self.record)
        self._database.close()
