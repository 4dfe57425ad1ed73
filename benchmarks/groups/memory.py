"""Bytes that one weak connection takes."""

from __future__ import annotations

import gc
import tracemalloc
from typing import TYPE_CHECKING, Any

import blinker
from django.dispatch import Signal as DjangoSignal

from benchmarks.contenders import BLINKER, DJANGO, debug_off, debug_on
from benchmarks.groups.growth import HELIOGRAPH, OWN_BOTH, OWN_RECEIVER, OWN_SENDER, Kind
from benchmarks.results import Measurement, Spread, Table
from benchmarks.subject import FIELDS, Shop
from heliograph import Signal

if TYPE_CHECKING:
    from benchmarks.plan import Plan

NOTES = """
`tracemalloc`, {large:,} connections after a first send; receivers and senders existed before.
Receivers connected to any sender are all called by that send, so what is kept for sending counts.
A connection with a sender of its own includes what is kept for this sender.
"""

HELIOGRAPH_DEBUG_ON = "heliograph, debug on"
DISPATCHERS: dict[str, tuple[Any, object]] = {
    HELIOGRAPH: (Signal, None),
    HELIOGRAPH_DEBUG_ON: (Signal, None),
    DJANGO: (DjangoSignal, None),
    BLINKER: (blinker.Signal, blinker.ANY),
}


def weak_connections(plan: Plan) -> Table:
    """Measure the memory of large registries."""
    found = []
    for name, (signal, any_sender) in DISPATCHERS.items():
        with debug_on() if name == HELIOGRAPH_DEBUG_ON else debug_off():
            for connections in (OWN_RECEIVER, OWN_BOTH, OWN_SENDER):
                bytes_each = bytes_per_connection(
                    Kind(name, signal, any_sender, connections), plan.large
                )
                found.append(Measurement(name, connections, Spread.of([bytes_each])))
    return Table(
        "memory",
        "Memory",
        "bytes per weak connection",
        "kinds of connections",
        tuple(found),
        NOTES.format(large=plan.large),
    )


def bytes_per_connection(kind: Kind, count: int) -> float:
    """Connect many receivers and return how much memory that took, divided by their number."""
    pairs = kind.pairs(count)
    signal = kind.signal()
    gc.collect()
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        for receiver, sender in pairs:
            signal.connect(receiver, sender=sender)
        signal.send(Shop if kind.connections == OWN_RECEIVER else pairs[0][1], **FIELDS)
        gc.collect()
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    return (after - before) / count
