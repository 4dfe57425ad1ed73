"""Sends that nobody receives, as ratios to a method that returns an empty list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.contenders import (
    BLINKER,
    DJANGO,
    DJANGO_CACHED,
    HELIOGRAPH,
    HELIOGRAPH_VALIDATING,
    PLUGGY,
    PSYGNAL,
    RIVALS,
    TYPED,
    TYPED_DEBUG_OFF,
    TYPED_DEFAULT,
    TYPED_ROBUST,
    UNTYPED,
    Contender,
)
from benchmarks.results import Measurement, Table
from benchmarks.subject import KEYWORDS, NAMES
from benchmarks.timing import Call, measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.plan import Plan
    from benchmarks.subject import Receiver

EMPTY_METHOD = "method that returns [] (the floor)"
CASE = "no receivers"

NOTES = """
The method is `def send(self, sender, **fields): return []`, called with the same keyword arguments.
"""

SHOWN = {TYPED, TYPED_DEBUG_OFF, TYPED_DEFAULT, TYPED_ROBUST, UNTYPED}
SHOWN_RIVALS = {DJANGO, DJANGO_CACHED, BLINKER, PSYGNAL, PLUGGY}


class EmptySignal:
    """Costs what calling any method with these arguments costs."""

    def send(self, sender: object, **fields: object) -> list[object]:  # noqa: ARG002 - see above
        """Return no responses."""
        return []


def empty_method(receivers: Sequence[Receiver]) -> Call:  # noqa: ARG001 - there are none
    """The floor of this group."""
    return Call(f"signal.send(sender, {KEYWORDS})", {**NAMES, "signal": EmptySignal()})


CONTENDERS = (
    Contender(EMPTY_METHOD, empty_method),
    *(own for own in (*HELIOGRAPH, *HELIOGRAPH_VALIDATING) if own.name in SHOWN),
    *(rival for rival in RIVALS if rival.name in SHOWN_RIVALS),
)


def no_receivers(plan: Plan) -> Table:
    """Compare signals to which nobody is connected."""
    rounds = measure({contender.name: contender.call([]) for contender in CONTENDERS}, plan)
    return Table(
        "empty",
        "Sending when nobody is connected",
        "time of a send as a ratio to a method that returns an empty list",
        "",
        tuple(
            Measurement(
                contender.name,
                CASE,
                rounds.ratio(contender.name, EMPTY_METHOD),
                rounds.seconds(contender.name),
            )
            for contender in CONTENDERS
        ),
        NOTES,
    )
