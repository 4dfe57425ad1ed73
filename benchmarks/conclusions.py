"""What the numbers say, in sentences; each appears only if its group was measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.contenders import (
    BLINKER,
    DJANGO,
    DJANGO_ASEND,
    DJANGO_CACHED,
    FLOOR_METHOD,
    PLUGGY,
    PSYGNAL,
    TYPED,
    TYPED_ALWAYS,
    TYPED_ASEND,
    TYPED_DEBUG_ON,
    UNTYPED,
)
from benchmarks.groups.growth import CONNECT, DISCONNECT, HELIOGRAPH, OWN_BOTH, OWN_RECEIVER, SEND
from benchmarks.groups.imports import CASE as IMPORT
from benchmarks.groups.validation import BY_HAND

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from benchmarks.results import Table


def conclusions(tables: Iterable[Table]) -> Iterator[str]:
    """Yield a few sentences for those who don't read tables."""
    measured = {table.group: table for table in tables}
    for group, conclude in CONCLUSIONS.items():
        if group in measured:
            yield from conclude(measured[group])


def about_sends(table: Table) -> Iterator[str]:
    """Compare plain sends with the loop by hand and with other dispatchers."""
    typed, untyped, method = (ratios(table, name) for name in (TYPED, UNTYPED, FLOOR_METHOD))
    yield (
        f"Without validation, a typed send takes {typed} of the time of the bare loop by hand for "
        f"{listed(table.cases)} receivers, an untyped one {untyped}. The same loop in a method "
        f"takes {method}."
    )
    others = ", ".join(
        f"{name} {quotient(table, name, TYPED, '3')}"
        for name in (DJANGO_CACHED, DJANGO, BLINKER, PLUGGY, PSYGNAL)
    )
    yield f"To 3 receivers, times that of a typed send without validation: {others}."
    extra = seconds(table, TYPED_DEBUG_ON, "1") - seconds(table, TYPED, "1")
    yield (
        f"Debug mode, which is on by default, checks every payload. That adds {extra * 1e6:.1f} µs "
        f"to a send, which then takes {ratios(table, TYPED_DEBUG_ON)} of the time of the loop: "
        "right for development and tests, and the reason to call `configure(debug=False)` in "
        "production."
    )


def about_validation(table: Table) -> Iterator[str]:
    """Compare validating sends with validating by hand."""
    yield (
        f'A send with `validation="always"` takes {ratios(table, TYPED_ALWAYS)} of the '
        f"cheapest validation by hand plus the loop for {listed(table.cases)} receivers; a method "
        f"that does both by hand takes {ratios(table, BY_HAND)}."
    )


def about_asends(table: Table) -> Iterator[str]:
    """Compare awaited sends with `asyncio.gather`."""
    yield (
        f"Awaiting {listed(table.cases)} receivers that never suspend takes "
        f"{ratios(table, TYPED_ASEND)} of the time of `asyncio.gather` by hand; Django takes "
        f"{ratios(table, DJANGO_ASEND)}."
    )


def about_growth(table: Table) -> Iterator[str]:
    """Say what operations cost in large registries."""
    own, django = f"{HELIOGRAPH}, {OWN_BOTH}", f"{DJANGO}, {OWN_BOTH}"
    operations = (CONNECT, DISCONNECT, SEND)
    yield (
        f"{table.title}, heliograph's connect, disconnect and send to the one receiver of its "
        f"sender cost {listed([number(table, own, operation) for operation in operations])} times "
        "as much, Django's "
        f"{listed([number(table, django, operation) for operation in operations])} times."
    )


def about_memory(table: Table) -> Iterator[str]:
    """Say what a connection takes."""
    sizes = (
        f"{ratio(table, name, OWN_RECEIVER):.0f} bytes in {name}"
        for name in (HELIOGRAPH, DJANGO, BLINKER)
    )
    yield f"A weak connection takes {listed(list(sizes))}."
    larger = (
        f"{ratio(table, name, OWN_BOTH):.0f} bytes in {name}"
        for name in (HELIOGRAPH, DJANGO, BLINKER)
    )
    yield f"With a sender of its own as well it takes {listed(list(larger))}."


def about_imports(table: Table) -> Iterator[str]:
    """Say what an import takes."""
    own = number(table, "import heliograph", IMPORT)
    yield f"Importing heliograph takes {own} of importing pydantic's BaseModel."


CONCLUSIONS = {
    "sends": about_sends,
    "validation": about_validation,
    "asend": about_asends,
    "growth": about_growth,
    "memory": about_memory,
    "import": about_imports,
}


def ratio(table: Table, contender: str, case: str) -> float:
    """Return a median.

    Raises:
        LookupError: There is no such row or column.
    """
    found = table.find(contender, case)
    if found is None:
        raise LookupError(f"{table.group} has no row {contender!r} with column {case!r}")
    return found.spread.median


def seconds(table: Table, contender: str, case: str) -> float:
    """Return the median time of one call."""
    found = table.find(contender, case)
    if found is None or found.seconds is None:
        raise LookupError(f"{table.group} has no time for row {contender!r} with column {case!r}")
    return found.seconds


def number(table: Table, contender: str, case: str) -> str:
    """Show a median."""
    return f"{ratio(table, contender, case):.2f}"


def ratios(table: Table, contender: str) -> str:
    """Show the medians of a row."""
    return " / ".join(number(table, contender, case) for case in table.cases)


def quotient(table: Table, contender: str, other: str, case: str) -> str:
    """Show how many times as much one row takes as another."""
    return f"{ratio(table, contender, case) / ratio(table, other, case):.1f}"


def listed(items: list[str]) -> str:
    """Join with commas and a final "and"."""
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else items[0]
