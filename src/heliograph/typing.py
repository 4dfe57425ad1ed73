"""Types to annotate with: what heliograph's functions take and return, under names to import.

Nothing here is needed to declare, connect or send; importing it imports `typing`, which
`import heliograph` does not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Literal, TypeAlias

from typing_extensions import TypeVar

__all__ = ["Policy", "Receiver", "ReceiverDecorator", "Response"]

ReceiverT = TypeVar("ReceiverT", bound=Callable[..., Any])
SignalT_co = TypeVar("SignalT_co", covariant=True, default=Any)

Policy: TypeAlias = Literal["debug", "always", "never"]
"""When payloads are validated.

.. versionadded:: 0.1.0
"""

Receiver: TypeAlias = Callable[..., Any]
"""What can be connected: a callable, sync or async.

.. versionadded:: 0.1.0
"""

Response: TypeAlias = tuple[Receiver, Any]
"""One entry of what a send returns: a receiver, and what it returned (or, of the robust ones, the
exception that it raised).

Example:
    >>> from heliograph import Signal
    >>> from heliograph.typing import Response
    >>> def failed(responses: list[Response]) -> list[Exception]:
    ...     return [response for _, response in responses if isinstance(response, Exception)]
    >>> failed(Signal().send_robust("shop"))
    []

.. versionadded:: 0.1.0
"""


class ReceiverDecorator(Generic[SignalT_co]):
    """The type of what `receiver(...)` returns: a decorator that connects, and changes nothing.

    For annotations and for stubs that `python -m heliograph stubs` writes; there it is derived
    from, to say what the receivers of a signal are called with.

    .. versionadded:: 0.1.0
    """

    __slots__ = ()

    def __call__(self, function: ReceiverT) -> ReceiverT:
        """Connects a receiver, and returns it as it is.

        Args:
            function: The receiver.

        Raises:
            ReceiverTypeError: As in `Signal.connect`; it is then connected to none of the signals.
            ReceiverSignatureError: The same.
        """
        raise NotImplementedError
