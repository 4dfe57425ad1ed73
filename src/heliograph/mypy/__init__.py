"""The mypy plugin: `plugins = pydantic.mypy, heliograph.mypy` in the configuration of mypy.

Read from the top: where mypy asks, what signal it is, its fields, the send, the receiver, the
words. Who imports whom (arrows point down only):

    layer 6    _hooks                                 what mypy asks for, routed
    layer 5    _sends  _connects  _declarations       one for each thing that users write
    layer 4    _receivers  _weak                      a receiver, looked at by itself
    layer 3    _messages  _expressions  _callables    how things are called, and what is said
    layer 2    _signals  _fields -> _resolving  _internals    from types to signals and fields
    layer 1    _facts                                 what the body of a model says
    layer 0    _names  _source

It shares nothing with the library but names, and imports nothing of mypy that a run of mypy has
not imported already.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from heliograph.mypy._hooks import HeliographPlugin

if TYPE_CHECKING:
    from mypy.plugin import Plugin

__all__ = ["plugin"]


def _digest() -> str:
    """Returns what tells this version of the plugin from any other."""
    sources = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()


# mypy drops its cache when this changes; it looks at no other file of a plugin than this one.
__version__ = _digest()


# As the extra `mypy` has it.
OLDEST = (1, 19)


def plugin(version: str) -> type[Plugin]:
    """Returns the plugin; called by mypy.

    Args:
        version: That of mypy.

    Raises:
        SystemExit: It is too old.

    .. versionadded:: 0.1.0
    """
    known = re.match(r"(\d+)\.(\d+)", version)
    if known is not None and (int(known[1]), int(known[2])) < OLDEST:
        raise SystemExit(
            f"heliograph.mypy needs mypy {OLDEST[0]}.{OLDEST[1]} or later, and this is {version}. "
            "Upgrade mypy, or take heliograph.mypy out of its plugins."
        )
    return HeliographPlugin
