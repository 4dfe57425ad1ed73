"""The process-wide settings: debug mode and the validation policy of signals without their own."""

from __future__ import annotations

import os

from heliograph._types import ABSENT
from heliograph.errors import SettingsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final

    from heliograph.typing import Policy

POLICIES: Final = ("debug", "always", "never")

_ENVIRONMENT_VARIABLE: Final = "HELIOGRAPH_DEBUG"
_MEANINGS: Final = {
    **dict.fromkeys(("1", "true", "yes", "on"), True),
    **dict.fromkeys(("0", "false", "no", "off"), False),
}


def default_debug() -> bool:
    """Returns whether debug mode is on where nobody configured it.

    `HELIOGRAPH_DEBUG` decides; without it, debug mode is on unless Python runs with `-O`.
    """
    text = os.environ.get(_ENVIRONMENT_VARIABLE, "").strip()
    if not text:
        return __debug__
    try:
        return _MEANINGS[text.lower()]
    except KeyError:
        raise SettingsError(
            f"{_ENVIRONMENT_VARIABLE}={text!r} is neither on nor off. "
            f"Set it to one of {', '.join(_MEANINGS)}, or unset it."
        ) from None


class Settings:
    """What `configure` sets.

    Attributes:
        debug: Whether payloads and receivers are checked (see `configure`).
        validation: The policy of signals that were declared without `validation=`.
    """

    __slots__ = ("debug", "validation")

    def __init__(self) -> None:
        self.debug: bool = default_debug()
        self.validation: Policy = "debug"


settings: Final = Settings()

# Called after each change, so that live signals forget what they derived from the old settings.
on_change: Final[list[Callable[[], None]]] = []


def checked_policy(value: object) -> Policy:
    """Returns `value` if it is a policy, or raises the `SettingsError` that names the three."""
    if isinstance(value, str) and value in POLICIES:
        return value  # type: ignore[return-value]  # narrowed by membership, which mypy can't see
    raise SettingsError(
        f"validation={value!r} is no policy. Use "
        '"debug" (check while debug mode is on), "always" or "never".'
    )


class configure:  # noqa: N801 - used as a function; a class makes it a context manager as well
    """Sets process-wide options; as a context manager, puts the former ones back at the end.

    In production, call `configure(debug=False)` once at start-up, or set `HELIOGRAPH_DEBUG=0`, or
    run Python with `-O`: payloads are then checked only by signals with `validation="always"`.

    Args:
        debug: Whether to check payloads (of signals with the policy `"debug"`) and receivers (when
            they are connected). `None` goes back to `HELIOGRAPH_DEBUG`, or on unless Python runs
            with `-O`. Left out: unchanged.
        validation: The policy of signals that were declared without one: `"debug"` (the default),
            `"always"` or `"never"`. `None` goes back to `"debug"`. Left out: unchanged.

    Raises:
        SettingsError: A value is none of the above. Nothing has changed then.

    Example:
        >>> from heliograph import Signal, configure
        >>> from pydantic import BaseModel
        >>> class OrderPlaced(BaseModel):
        ...     order_id: int
        >>> order_placed = Signal[OrderPlaced]()
        >>> with configure(debug=False):
        ...     order_placed.send("shop", order_id="not looked at")
        []

    .. versionadded:: 0.1.0
    """

    def __init__(
        self,
        *,
        debug: bool | None = ABSENT,
        validation: Policy | None = ABSENT,
    ) -> None:
        changes: dict[str, object] = {}
        if debug is not ABSENT:
            changes["debug"] = _checked_debug(debug)
        if validation is not ABSENT:
            changes["validation"] = "debug" if validation is None else checked_policy(validation)
        self._former = {name: getattr(settings, name) for name in changes}
        _apply(changes)

    def __enter__(self) -> None:
        """Does nothing: the options are set already."""

    def __exit__(self, *exc_info: object) -> None:
        """Puts back the options that this call changed."""
        _apply(self._former)


def _checked_debug(value: object) -> bool:
    if value is None:
        return default_debug()
    if isinstance(value, bool):
        return value
    raise SettingsError(
        f"debug={value!r} is neither True, False nor None. Write configure(debug=False), say."
    )


def _apply(changes: dict[str, object]) -> None:
    for name, value in changes.items():
        setattr(settings, name, value)
    for renew in on_change:
        renew()
