"""The receivers, one module a purpose. None knows who sends, nor of the others.

`activity` and `accounts` are plain functions, connected as soon as they are imported, which
happens here. `chat` and `digest` need something to work with (a room, a database), so the program
connects them when it has that.
"""

from examples.github_webhooks.receivers import accounts, activity
from examples.github_webhooks.receivers.chat import ChatRoom, connected
from examples.github_webhooks.receivers.digest import Digest

__all__ = ["ChatRoom", "Digest", "accounts", "activity", "connected"]
