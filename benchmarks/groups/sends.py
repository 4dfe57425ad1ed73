"""Sends to 1, 3, 10 and 100 sync receivers, as ratios to the loop by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.contenders import (
    FLOOR,
    FLOORS,
    HELIOGRAPH,
    HELIOGRAPH_DEBUGGING,
    HELIOGRAPH_VALIDATING,
    PLUGGY,
    PSYGNAL,
    RIVALS,
    Contender,
)
from benchmarks.results import Measurement, Table
from benchmarks.subject import kwargs_receivers, named_receivers
from benchmarks.timing import measure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.plan import Plan
    from benchmarks.subject import Receiver

COUNTS = (1, 3, 10, 100)
UNIT = "time of a send as a ratio to the loop by hand"
CASES_ARE = "numbers of receivers"

NAMED_NOTES = """
The receivers are `def receiver(sender, order_id, total, coupon, signal=None, **kwargs)`. heliograph
runs with debug off except where a row says otherwise; with default settings debug is on, and then
each payload is checked.

What differs, since the APIs do:

- Django and heliograph pass signal, sender and fields by keyword.
- blinker passes the sender by position, the fields by keyword, and no signal.
- psygnal passes all by position and no signal, keeps strong references to functions, returns no
  responses, and is compiled.
- pluggy takes the fields by keyword and passes them by position, passes no signal, keeps strong
  references, and returns responses without their receivers.

With a sender filter, as many other receivers are connected to another sender.
"""

KWARGS_NOTES = """
The receivers are `def receiver(sender, **kwargs)`, the form in Django's documentation. Each call
makes a dict of the fields, whoever calls, so ratios are closer to 1. psygnal and pluggy cannot pass
the fields to such receivers.
"""


def named_fields(plan: Plan) -> Table:
    """Receivers that name each field they take."""
    contenders = (*FLOORS, *HELIOGRAPH, *HELIOGRAPH_VALIDATING, *HELIOGRAPH_DEBUGGING, *RIVALS)
    return Table(
        "sends",
        "Sending",
        UNIT,
        CASES_ARE,
        compare_sends(plan, contenders, named_receivers),
        NAMED_NOTES,
    )


def kwargs_only(plan: Plan) -> Table:
    """Receivers that take the fields as a mapping."""
    # psygnal has only positions to pass, and pluggy passes only what a receiver names.
    rivals = [rival for rival in RIVALS if rival.name not in {PSYGNAL, PLUGGY}]
    return Table(
        "kwargs",
        "Sending to receivers that take `**kwargs` only",
        UNIT,
        CASES_ARE,
        compare_sends(plan, (*FLOORS, *HELIOGRAPH, *rivals), kwargs_receivers),
        KWARGS_NOTES,
    )


def compare_sends(
    plan: Plan,
    contenders: Sequence[Contender],
    make_receivers: Callable[[int], list[Receiver]],
) -> tuple[Measurement, ...]:
    """Measure all contenders with the same receivers, for each number of receivers."""
    found = []
    for count in COUNTS:
        receivers = make_receivers(count)
        rounds = measure(
            {contender.name: contender.call(receivers) for contender in contenders}, plan
        )
        found += [
            Measurement(
                contender.name,
                str(count),
                rounds.ratio(contender.name, FLOOR),
                rounds.seconds(contender.name),
            )
            for contender in contenders
        ]
    return tuple(found)
