"""Runs the examples: Python blocks of README.md and docs/*.md, and the doctests of src/heliograph.

The blocks of one page share a namespace, in which each goes on from the one before it. That of the
doctests is empty as well, and not that of their module, so that an example shows what to import.
"""

from doctest import ELLIPSIS
from typing import Any

from sybil import Sybil
from sybil.document import Document, PythonDocStringDocument
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser
from sybil.parsers.rest import DocTestParser

from heliograph import configure


class Docstrings(PythonDocStringDocument):
    """The docstrings of a module, without the names of the module."""

    def __init__(self, text: str, path: str) -> None:
        # Past the parent, which imports the module for its names.
        Document.__init__(self, text, path)


def begin(namespace: dict[str, Any]) -> None:
    """Begins a page with the settings that Python starts with."""
    namespace["__name__"] = "__main__"
    namespace["_settings"] = configure(debug=None, validation=None)


def end(namespace: dict[str, Any]) -> None:
    """Puts back the settings that a page has changed."""
    namespace["_settings"].__exit__()


pages = Sybil(
    parsers=[PythonCodeBlockParser(doctest_optionflags=ELLIPSIS), SkipParser()],
    patterns=["README.md", "docs/*.md"],
    setup=begin,
    teardown=end,
)
docstrings = Sybil(
    parsers=[DocTestParser(optionflags=ELLIPSIS)],
    patterns=["src/heliograph/*.py"],
    document_types={".py": Docstrings},
    setup=begin,
    teardown=end,
)

pytest_collect_file = (pages + docstrings).pytest()
