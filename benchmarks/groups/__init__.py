"""The groups of rows, in the order in which they are measured and shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.groups import asends, empty, growth, imports, memory, sends, validation

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.plan import Plan
    from benchmarks.results import Table

GROUPS: dict[str, Callable[[Plan], Table]] = {
    "sends": sends.named_fields,
    "kwargs": sends.kwargs_only,
    "empty": empty.no_receivers,
    "validation": validation.clean_payloads,
    "asend": asends.at_once,
    "asend-suspending": asends.suspending,
    "growth": growth.large_registries,
    "memory": memory.weak_connections,
    "import": imports.fresh_interpreters,
}
