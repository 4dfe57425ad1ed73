"""A scenario: a small package, an edit of it, and the errors that come or go with the edit."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection, Mapping
from dataclasses import dataclass

Files = Mapping[str, str]
# A new text; None, the file goes; or what to replace by what: `("old", "new", "old", "new", ...)`.
Edit = str | None | tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """Files by their path in the package, and what an edit of them does.

    `appears` and `disappears` say which errors the edit brings and takes away, as
    `"senders.py signal-send"`; nothing else may come or go. Errors that only change their wording
    or number are in neither.

    `missed_by_mypy` says what mypy's own daemon misses in code like this, without any plugin
    (`seen_with_cache`: but not if it starts from a cache), and `missed_by_plugin` what the plugin
    has no way to tell mypy of.
    """

    name: str
    before: Files
    edits: Mapping[str, Edit]
    appears: Collection[str] = ()
    disappears: Collection[str] = ()
    missed_by_mypy: str = ""
    seen_with_cache: bool = False
    missed_by_plugin: str = ""

    @property
    def after(self) -> Files:
        edited = {path: self._edited(path, edit) for path, edit in self.edits.items()}
        return {
            path: text
            for path, text in (self.before | edited).items()  # type: ignore[operator]
            if text is not None
        }

    def _edited(self, path: str, edit: Edit) -> str | None:
        if not isinstance(edit, tuple):
            return edit if edit is None else textwrap.dedent(edit)
        text = self.before[path]
        for old, new in zip(edit[::2], edit[1::2], strict=True):
            if text.count(old) != 1:
                raise ValueError(f"{self.name}: {path} has {old!r} {text.count(old)} times")
            text = text.replace(old, new)
        return text


def files(text: str) -> dict[str, str]:
    """Reads `# file: name` lines, each followed by the text of that file."""
    _, *parts = re.split(r"^# file: (\S+)\n", textwrap.dedent(text), flags=re.MULTILINE)
    texts = (text.strip("\n") + "\n" for text in parts[1::2])
    return dict(zip(parts[::2], texts, strict=True))


MODELS = """
# file: models.py
from pydantic import BaseModel


class Order(BaseModel):
    order_id: int
    total: int
"""
SIGNALS = """
# file: signals.py
from heliograph import Signal

from .models import Order

placed = Signal[Order]()
"""
SENDERS = """
# file: senders.py
from .signals import placed


def place() -> None:
    placed.send("shop", order_id=1, total=2)
"""
RECEIVERS = """
# file: receivers.py
from .signals import placed


@placed.connect
def pack(order_id: int, total: int, **kwargs: object) -> None: ...
"""
# The usual package, for scenarios to change: `SHOP | files(...)`.
SHOP: dict[str, str] = files(MODELS + SIGNALS + SENDERS + RECEIVERS)

# What breaks, in the usual package, when a field changes that both sides use.
BOTH = ("receivers.py signal-receiver", "senders.py signal-send")
SEND = ("senders.py signal-send",)
RECEIVER = ("receivers.py signal-receiver",)
