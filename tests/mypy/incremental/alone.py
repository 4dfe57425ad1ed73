"""Tells what goes wrong in scenarios, each of them alone or all at once.

    python -m tests.mypy.incremental.alone [--python PYTHON] [--together] [NAME ...]

Other packages of a run may hide that a module isn't checked again, and a test that fails says less.
"""

from __future__ import annotations

import argparse
import difflib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.mypy.incremental.checking import Mypy, kinds
from tests.mypy.incremental.course import Course, Courses
from tests.mypy.incremental.scenario import Scenario
from tests.mypy.incremental.scenarios import table


def differences(truth: Course, course: Course, scenario: Scenario) -> Iterator[str]:
    seen = course.of(scenario)
    for step, true in truth.of(scenario).items():
        if true != seen[step]:
            yield f"  {step}:"
            yield from (
                f"    {line}" for line in difflib.ndiff(true, seen[step]) if line[0] in "-+"
            )


def undeclared(truth: Course, scenario: Scenario) -> Iterator[str]:
    """What the truth does that the table doesn't say."""
    before = truth.before.get(scenario.name, [])
    after = truth.after.get(scenario.name, [])
    if kinds(after) - kinds(before) != set(scenario.appears):
        yield f"  appears {kinds(after) - kinds(before)}, not {set(scenario.appears)}"
    if kinds(before) - kinds(after) != set(scenario.disappears):
        yield f"  disappears {kinds(before) - kinds(after)}, not {set(scenario.disappears)}"
    if before == after:
        yield "  nothing changes"


def tell(python: str, scenarios: list[Scenario]) -> bool:
    mypy = Mypy(python)
    is_right = True
    with tempfile.TemporaryDirectory() as directory:
        courses = Courses(mypy, scenarios, Path(directory))
        truth = courses.cold()
        warm = courses.warm()
        daemon = courses.daemon()
        for scenario in scenarios:
            for what, told in (
                ("table", list(undeclared(truth, scenario))),
                ("warm", list(differences(truth, warm, scenario))),
                ("daemon", list(differences(truth, daemon, scenario))),
            ):
                if told:
                    is_right = False
                    print(f"{scenario.name}: {what}", *told, sep="\n", flush=True)
    return is_right


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", default=sys.executable, help="whose mypy; default: this one's")
    parser.add_argument("--together", action="store_true", help="all scenarios in one run")
    parser.add_argument("names", nargs="*", help="default: all")
    arguments = parser.parse_args()
    scenarios = [table.ALL[name] for name in arguments.names or table.ALL]
    groups = [scenarios] if arguments.together else [[scenario] for scenario in scenarios]
    outcomes = [tell(arguments.python, group) for group in groups]
    return 0 if all(outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
