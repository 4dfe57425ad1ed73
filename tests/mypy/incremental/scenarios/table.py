"""All scenarios, of which each changes one thing in a package of its own."""

from tests.mypy.incremental.scenario import Scenario
from tests.mypy.incremental.scenarios import (
    bases,
    declarations,
    far_types,
    field_types,
    fields,
    generics,
    hidden,
    holders,
    indirect,
    modules,
    receivers,
    senders,
    several,
    signals,
)

SUBJECTS = (
    fields,
    bases,
    field_types,
    far_types,
    generics,
    hidden,
    signals,
    holders,
    indirect,
    senders,
    receivers,
    several,
    modules,
    declarations,
)
ALL: dict[str, Scenario] = {
    scenario.name: scenario for subject in SUBJECTS for scenario in subject.SCENARIOS
}
