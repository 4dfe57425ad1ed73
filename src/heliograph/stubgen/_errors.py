"""What can stand in the way of a stub, said in a sentence that tells what to do."""

from __future__ import annotations


class StubError(Exception):
    """Nothing can be written for a module: because of it, or of the file that is there."""


class UnnameableError(Exception):
    """Something that a stub would have to name has no name that type checkers know."""
