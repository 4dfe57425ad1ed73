"""What can stand in the way of a stub, said in a sentence that tells what to do."""

from __future__ import annotations


class StubError(Exception):
    """Nothing can be written for a module: because of it, or of the file that is there."""


class UnnameableError(Exception):
    """Something that a stub would have to name has no name that type checkers know."""


def one_line(error: BaseException) -> str:
    """Returns what an exception says, as one line; some can't say it."""
    try:
        return " ".join(str(error).split())
    except Exception:
        return f"a {type(error).__name__} that can't be shown"
