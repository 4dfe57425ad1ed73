"""Import time in fresh interpreters, as a ratio to pydantic's `BaseModel`."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from benchmarks.results import Measurement, Spread, Table
from benchmarks.timing import rotated

if TYPE_CHECKING:
    from benchmarks.plan import Plan

CASE = "import"
FLOOR = "from pydantic import BaseModel (the floor)"
IMPORTS = {
    FLOOR: "from pydantic import BaseModel",
    "import heliograph": "import heliograph",
    "import blinker": "import blinker",
    "from django.dispatch import Signal": "from django.dispatch import Signal",
    "from psygnal import Signal": "from psygnal import Signal",
    "import pluggy": "import pluggy",
}

NOTES = """
Each import runs in an interpreter of its own that times only this statement: starting the
interpreter is part of neither side. Compiled bytecode is in place.
"""

# The clock runs around the import only, so the start of the interpreter needs no subtraction.
PROGRAM = """\
from time import perf_counter
start = perf_counter()
{statement}
print(perf_counter() - start)
"""


def fresh_interpreters(plan: Plan) -> Table:
    """Import each library in as many new interpreters as there are rounds."""
    rounds = []
    for statement in IMPORTS.values():
        seconds_to_import(statement)  # fills caches of bytecode and of files
    for number in range(plan.slow_rounds):
        names = rotated(list(IMPORTS), number)
        rounds.append({name: seconds_to_import(IMPORTS[name]) for name in names})
    return Table(
        "import",
        "Importing",
        "time to import as a ratio to importing pydantic's BaseModel",
        "",
        tuple(
            Measurement(
                name,
                CASE,
                Spread.of(times[name] / times[FLOOR] for times in rounds),
                Spread.of(times[name] for times in rounds).median,
            )
            for name in IMPORTS
        ),
        NOTES,
    )


def seconds_to_import(statement: str) -> float:
    """Run one import in a fresh interpreter and return its time."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(statement=statement)],
        check=True,
        capture_output=True,
        text=True,
        env=environment,
    )
    return float(done.stdout)
