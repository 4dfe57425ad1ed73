"""Names that annotations and several modules share; nothing here does any work.

Importing heliograph must stay cheap, so the typing machinery is seen by type checkers only: at
run time `Generic` is an empty class and the type variables do not exist.
"""

from __future__ import annotations

__all__ = [
    "ABSENT",
    "REQUIRED",
    "Generic",
    "Marker",
    "PayloadT",
    "ReceiverDecorator",
    "SenderT",
    "overload",
]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Generic, TypeAlias, overload

    # PEP 696 defaults make a bare `Signal()` an untyped signal for every checker.
    from typing_extensions import TypeVar

    from heliograph.typing import ReceiverDecorator

    PayloadT = TypeVar("PayloadT", default=Any)
    SenderT = TypeVar("SenderT", default=Any)

    Fields: TypeAlias = dict[str, Any]
    # From the values of all fields, in the order of the payload model, to those to deliver.
    Validate: TypeAlias = Callable[[tuple[Any, ...]], tuple[Any, ...]]
    # The exceptions that become the response of their receiver.
    Caught: TypeAlias = tuple[type[BaseException], ...]
else:

    class Generic:
        """Stands in for `typing.Generic`: subscribing it gives a plain base class."""

        def __class_getitem__(cls, parameters: object) -> type:
            return cls

    def overload(function):
        """Stands in for `typing.overload`: the implementation takes the place of all."""
        return function

    PayloadT = SenderT = None
    ReceiverDecorator = Generic


class Marker:
    """A value that nobody else can send, told apart by identity and shown as `<name>`."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"<{self.name}>"

    def __reduce__(self) -> str:
        return self.name.upper()


# Typed as Any, so that a parameter of any type can have one as its default.
REQUIRED: Any = Marker("required")
ABSENT: Any = Marker("absent")
