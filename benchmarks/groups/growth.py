"""What one operation costs in a large registry, as a ratio to the same in a small one."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Any

import blinker
from django.dispatch import Signal as DjangoSignal

from benchmarks.contenders import BLINKER, DJANGO, DJANGO_CACHED, debug_off
from benchmarks.results import Measurement, Spread, Table
from benchmarks.subject import FIELDS, Receiver, named_receivers
from benchmarks.timing import no_garbage_collection, rotated, young_generations_only
from heliograph import Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.plan import Plan

CONNECT = "connect"
DISCONNECT = "disconnect"
SEND = "send to the one receiver of its sender"
CYCLE = "connect, send, disconnect"

OWN_BOTH = "each its own sender and receiver"
OWN_SENDER = "each its own sender, one receiver"
OWN_RECEIVER = "each its own receiver, any sender"
HELIOGRAPH = "heliograph"

NOTES = """
{batch} further connections are made and undone in registries that hold {small:,} and {large:,}, and
{batch} senders with one receiver each send. The time is that of one operation in the large
registry. The last column includes the first send after a change, which is when dispatchers rebuild
what they cached.
"""


class Sender:
    """One of many senders."""


Pairs = list[tuple[Receiver, object]]


@dataclass(frozen=True)
class Kind:
    """A dispatcher to fill, and how its connections differ from each other.

    Attributes:
        name: What the table shows.
        signal: Makes an empty signal with Django's API.
        any_sender: What to pass as `sender` for a connection without a filter.
        connections: Which part of a connection is its own.
    """

    name: str
    signal: Callable[[], Any]
    any_sender: object
    connections: str

    @property
    def row(self) -> str:
        """The name of the row."""
        return f"{self.name}, {self.connections}"

    def pairs(self, count: int) -> Pairs:
        """Make as many receivers and senders as are to be connected."""
        shared = named_receivers(1)[0]
        own = [shared] * count if self.connections == OWN_SENDER else named_receivers(count)
        if self.connections == OWN_RECEIVER:
            return [(receiver, self.any_sender) for receiver in own]
        return [(receiver, Sender()) for receiver in own]


KINDS = (
    Kind(HELIOGRAPH, Signal, None, OWN_BOTH),
    Kind(HELIOGRAPH, Signal, None, OWN_SENDER),
    Kind(HELIOGRAPH, Signal, None, OWN_RECEIVER),
    Kind(DJANGO, DjangoSignal, None, OWN_BOTH),
    Kind(DJANGO_CACHED, lambda: DjangoSignal(use_caching=True), None, OWN_BOTH),
    Kind(BLINKER, blinker.Signal, blinker.ANY, OWN_BOTH),
)


class Registry:
    """A signal with many connections, and a batch of further ones that come and go."""

    def __init__(self, kind: Kind, size: int, batch: int) -> None:
        self._signal = kind.signal()
        self._settled = kind.pairs(size)
        self._coming = kind.pairs(batch)
        self._sends = kind.connections != OWN_RECEIVER
        _connect(self._signal, self._settled)
        # Evenly spread, and as many in the small registry as in the large one: otherwise the
        # comparison would be one of processor caches.
        self._senders = [sender for _, sender in self._settled[:: max(1, size // batch)]][:batch]

    def seconds(self) -> dict[str, float]:
        """Time each operation on its batch, per operation."""
        signal, coming, senders = self._signal, self._coming, self._senders
        times = {
            CONNECT: _connect(signal, coming) / len(coming),
            DISCONNECT: _disconnect(signal, coming) / len(coming),
        }
        if self._sends:
            _send(signal, senders)
            times[SEND] = _send(signal, senders) / len(senders)
            times[CYCLE] = _cycle(signal, coming) / len(coming)
        return times


def _connect(signal: Any, pairs: Pairs) -> float:
    start = perf_counter()
    for receiver, sender in pairs:
        signal.connect(receiver, sender=sender)
    return perf_counter() - start


def _disconnect(signal: Any, pairs: Pairs) -> float:
    start = perf_counter()
    for receiver, sender in pairs:
        signal.disconnect(receiver, sender=sender)
    return perf_counter() - start


def _send(signal: Any, senders: Sequence[object]) -> float:
    fields = FIELDS
    start = perf_counter()
    for sender in senders:
        signal.send(sender, **fields)
    return perf_counter() - start


def _cycle(signal: Any, pairs: Pairs) -> float:
    fields = FIELDS
    start = perf_counter()
    for receiver, sender in pairs:
        signal.connect(receiver, sender=sender)
        signal.send(sender, **fields)
        signal.disconnect(receiver, sender=sender)
    return perf_counter() - start


def large_registries(plan: Plan) -> Table:
    """Compare the cost of operations in small and in large registries."""
    found: list[Measurement] = []
    with debug_off():
        for kind in KINDS:
            found += compare_sizes(kind, plan)
    return Table(
        "growth",
        f"Growing from {plan.small:,} to {plan.large:,} connections",
        "time of one operation in the large registry as a ratio to the small one",
        "operations",
        tuple(found),
        NOTES.format(batch=plan.batch, small=plan.small, large=plan.large),
    )


def compare_sizes(kind: Kind, plan: Plan) -> list[Measurement]:
    """Time both registries in turns and return the ratios."""
    registries = {
        size: Registry(kind, size, plan.batch) for size in sorted({plan.small, plan.large})
    }
    rounds: list[dict[int, dict[str, float]]] = []
    with young_generations_only():
        for number in range(plan.slow_rounds):
            times = {}
            for size in rotated(list(registries), number):
                with no_garbage_collection():
                    times[size] = registries[size].seconds()
            rounds.append(times)
            gc.collect()
    return [
        Measurement(
            kind.row,
            operation,
            Spread.of(
                times[plan.large][operation] / times[plan.small][operation] for times in rounds
            ),
            Spread.of(times[plan.large][operation] for times in rounds).median,
        )
        for operation in rounds[0][plan.large]
    ]
