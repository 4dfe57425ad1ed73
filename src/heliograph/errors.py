"""What heliograph raises and warns with; every class is importable from `heliograph` too.

Each error also derives from the builtin that code written for Django's signals already catches,
carries its facts as attributes, and has a stable `code` that names its section in docs/errors.md.
"""

from __future__ import annotations

import reprlib

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, ClassVar


class HeliographError(Exception):
    """Base of everything that heliograph raises.

    Attributes:
        code: A stable name of the kind of mistake, which is also its heading in docs/errors.md.

    .. versionadded:: 0.1.0
    """

    code: ClassVar[str] = "error"


class DeclarationError(HeliographError, TypeError):
    """A signal was declared with something that can't be its payload model.

    .. versionadded:: 0.1.0
    """

    code = "declaration"


class SettingsError(HeliographError, ValueError):
    """`configure`, `Signal(validation=...)` or `HELIOGRAPH_DEBUG` got a value they don't know.

    .. versionadded:: 0.1.0
    """

    code = "settings"


class ReceiverTypeError(HeliographError, TypeError):
    """What was connected is not callable, or can't be referred to weakly.

    .. versionadded:: 0.1.0
    """

    code = "receiver-type"


class ReceiverSignatureError(HeliographError, ValueError):
    """A receiver can't be called with what its signal delivers.

    .. versionadded:: 0.1.0
    """

    code = "receiver-signature"


class RunningLoopError(HeliographError, RuntimeError):
    """`send` met async receivers while an event loop runs in this thread; use `asend` there.

    .. versionadded:: 0.1.0
    """

    code = "running-loop"


class UnnamedSignalError(HeliographError, TypeError):
    """A signal can't be pickled, because no module holds it under a name.

    .. versionadded:: 0.1.0
    """

    code = "unnamed-signal"


class PayloadError(HeliographError, ValueError):
    """A payload was refused; nothing was delivered.

    All problems are reported at once. The text, with the values that were sent, is made only when
    somebody asks for it.

    Attributes:
        signal: The dotted name of the signal.
        sender: What was passed as sender (its repr, after unpickling).

    .. versionadded:: 0.1.0
    """

    code = "payload"

    def __init__(
        self,
        signal: str,
        sender: object,
        problems: Sequence[dict[str, Any]],
        *,
        hide_input: bool = False,
    ) -> None:
        super().__init__(signal, sender)
        self.signal = signal
        self.sender = sender
        self._problems = tuple(problems)
        self._hide_input = hide_input

    def errors(self) -> list[dict[str, Any]]:
        """Returns the problems, one dictionary each, in the shape of pydantic's `errors()`.

        Returns:
            Dictionaries with `type` (a stable name), `loc` (the path, which begins with the name
            of the field), `msg`, and `input` (what was sent; left out for a field that was not
            sent, and where the model sets `hide_input_in_errors`).

        Example:
            >>> from pydantic import BaseModel
            >>> from heliograph import PayloadError, Signal
            >>> class OrderPlaced(BaseModel):
            ...     order_id: int
            >>> order_placed = Signal[OrderPlaced](name="order_placed")
            >>> try:
            ...     order_placed.send("shop", order=1)
            ... except PayloadError as error:
            ...     [(problem["loc"], problem["type"]) for problem in error.errors()]
            [(('order_id',), 'missing'), (('order',), 'unexpected_field')]

        .. versionadded:: 0.1.0
        """
        hidden = {"input"} if self._hide_input else set()
        return [
            {key: value for key, value in problem.items() if key not in hidden}
            for problem in self._problems
        ]

    def __str__(self) -> str:
        count = len(self._problems)
        problems = "1 problem" if count == 1 else f"{count} problems"
        head = f"{problems} in the payload of {self.signal}, sent by {shortened(self.sender)}:"
        return "\n".join([head, *map(self._line, self._problems)])

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self!s})"

    def __reduce__(self) -> tuple[Any, ...]:
        # What was sent may not pickle, and its repr is all that the other process will look at.
        problems = [
            {
                key: Shown(value) if key == "input" else _picklable(value)
                for key, value in problem.items()
            }
            for problem in self.errors()
        ]
        return (
            _restored,
            (type(self), self.signal, Shown(self.sender), problems, self._hide_input),
        )

    def _line(self, problem: dict[str, Any]) -> str:
        path = ".".join(str(part) for part in problem["loc"])
        value = ""
        if "input" in problem and not self._hide_input:
            value = f" [sent: {shortened(problem['input'])}]"
        return f"  {path}: {problem['msg']}{value}"


class PayloadNameError(PayloadError, TypeError):
    """A payload was refused for its names alone: a field is missing, unknown, or sent twice.

    A wrong call in the sense of Python, and so a `TypeError` too, under every policy.

    .. versionadded:: 0.1.0
    """

    code = "payload-name"


class PayloadWarning(UserWarning):
    """Under `validation="debug"`: the payload model would have changed a value.

    The value is delivered as it was sent, as it is when debug mode is off; `validation="always"`
    delivers what the model makes of it.

    .. versionadded:: 0.1.0
    """


class LostReceiverWarning(RuntimeWarning):
    """A weakly connected receiver died before any send could reach it.

    .. versionadded:: 0.1.0
    """


class Shown:
    """Stands for an object that is known only by how it looked."""

    def __init__(self, value: object) -> None:
        self.text: str = shortened(value)

    def __repr__(self) -> str:
        return self.text


def shortened(value: object) -> str:
    """Returns a short repr of anything, also of objects whose own `__repr__` fails."""
    if isinstance(value, Shown):
        return value.text
    if isinstance(value, type):
        return value.__qualname__
    try:
        text = _SHORT.repr(value)
    except Exception as error:
        # The repr of a value that is being refused must not hide why it is refused.
        return f"<{type(value).__qualname__}, whose repr raised {type(error).__name__}>"
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


_LONGEST = 160

_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = 80
_SHORT.maxdict = _SHORT.maxlist = _SHORT.maxtuple = _SHORT.maxset = 6


def _picklable(value: Any) -> Any:
    """Turns what pydantic puts beside a problem (its `ctx` holds exceptions) into plain values."""
    if isinstance(value, dict):
        return {key: _picklable(item) for key, item in value.items()}
    if type(value) in (tuple, list):
        return type(value)(map(_picklable, value))
    return value if type(value) in (str, int, float, bool, type(None)) else shortened(value)


def _restored(
    kind: type[PayloadError],
    signal: str,
    sender: object,
    problems: list[dict[str, Any]],
    hide_input: bool,
) -> PayloadError:
    return kind(signal, sender, problems, hide_input=hide_input)
