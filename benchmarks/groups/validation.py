"""Validating sends, as ratios to the cheapest validation by hand plus the loop by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.contenders import (
    FLOOR,
    FLOORS,
    HELIOGRAPH_VALIDATING,
    Contender,
)
from benchmarks.results import Measurement, Table
from benchmarks.subject import FIELDS, KEYWORDS, NAMES, OrderPlaced, named_receivers
from benchmarks.timing import Call, measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.plan import Plan
    from benchmarks.subject import Receiver

COUNTS = (0, 1, 3, 10, 100)
BY_HAND = "method that validates and loops"
BASELINE = "cheapest validation + loop by hand (the floor)"

NOTES = """
The payloads are clean: {fields}. Three public ways to validate a dict that is at hand were
measured, each makes an instance of the model; the cheapest of them, plus the time of the loop by
hand in the same round, is the floor. The row of the method does both by hand, and is called with
keyword arguments as the signals are.
"""

#: Three public ways to validate the fields. All make an instance of the model.
VALIDATIONS = {
    "Model(**fields)": Call("model(**fields)", {**NAMES, "model": OrderPlaced}),
    "Model.model_validate(fields)": Call(
        "model.model_validate(fields)", {**NAMES, "model": OrderPlaced}
    ),
    "Model.__pydantic_validator__.validate_python(fields)": Call(
        "validate_python(fields)",
        {**NAMES, "validate_python": OrderPlaced.__pydantic_validator__.validate_python},
    ),
}


class ValidatingLoop:
    """What people write who validate without a dispatcher."""

    def __init__(self, receivers: Sequence[Receiver]) -> None:
        self.receivers = list(receivers)
        self.validate = OrderPlaced.__pydantic_validator__.validate_python

    def send(self, sender: object, **fields: object) -> list[tuple[Receiver, object]]:
        """Validate, then call each receiver with what the model made of the fields."""
        validated = self.validate(fields).__dict__
        return [(r, r(signal=self, sender=sender, **validated)) for r in self.receivers]


def by_hand(receivers: Sequence[Receiver]) -> Call:
    """Validate and loop in one method."""
    return Call(f"signal.send(sender, {KEYWORDS})", {**NAMES, "signal": ValidatingLoop(receivers)})


SENDERS = (Contender(BY_HAND, by_hand), *HELIOGRAPH_VALIDATING)


def clean_payloads(plan: Plan) -> Table:
    """Compare sends that validate with validating by hand, then looping by hand."""
    found = []
    for count in COUNTS:
        receivers = named_receivers(count)
        calls = {contender.name: contender.call(receivers) for contender in (FLOORS[0], *SENDERS)}
        rounds = measure({**VALIDATIONS, **calls}, plan)
        cheapest = min(VALIDATIONS, key=rounds.seconds)
        baseline = (cheapest, FLOOR)
        seconds = sum(rounds.seconds(part) for part in baseline)
        case = str(count)
        found.append(Measurement(BASELINE, case, rounds.ratio(FLOOR, FLOOR), seconds))
        found += [
            Measurement(name, case, rounds.ratio(name, *baseline), rounds.seconds(name))
            for name in (*VALIDATIONS, *(sender.name for sender in SENDERS))
        ]
    fields = ", ".join(f"{name}: {type(value).__name__}" for name, value in FIELDS.items())
    return Table(
        "validation",
        "Sending with validation",
        "time of a send as a ratio to the cheapest validation by hand plus the loop by hand",
        "numbers of receivers",
        tuple(found),
        NOTES.format(fields=fields),
    )
