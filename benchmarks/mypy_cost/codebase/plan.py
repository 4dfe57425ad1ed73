"""What the code base will hold; the same for the same size and seed."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from benchmarks.mypy_cost.codebase.fields import BASES, KINDS, Base, Field
from benchmarks.mypy_cost.codebase.names import HAPPENINGS, camel_case, noun

#: How receivers are connected, in the proportions in which that is done. All are among the first.
CONNECTIONS = (
    *("decorator", "receiver", "several", "call", "method", "decorator", "receiver"),
    *("decorator", "method", "call", "decorator", "decorator", "receiver"),
)
#: Likewise, who calls which method of a signal, and with what.
SENDINGS = (
    *("send", "send_robust", "asend", "asend_robust", "send", "send", "asend", "send_robust"),
    *("send", "send"),
)
PLACES = ("function", "method", "function", "function")
PAYLOADS = ("fields", "instance", *("fields",) * 14)

#: Of this many receivers, one listens to a signal of another app.
STRANGERS = 6
ASYNC_RECEIVERS = 4


@dataclass(frozen=True)
class Size:
    """How much of everything there is.

    Attributes:
        signals: The number of signals; each has a payload model of its own.
        receivers: The number of receivers, of which some are connected to several signals.
        sends: The number of calls of `send` and its like.
        seed: What all choices depend on.
    """

    signals: int = 500
    receivers: int = 2_000
    sends: int = 2_000
    seed: int = 1

    @property
    def apps(self) -> int:
        """The number of packages."""
        return math.ceil(self.signals / len(HAPPENINGS))


@dataclass(frozen=True)
class SignalPlan:
    """A signal and its payload model.

    Attributes:
        app: The package that declares it.
        name: The variable that holds it; in camel case, its payload model.
        base: What the payload model derives from.
        own_fields: The fields that the payload model adds.
    """

    app: str
    name: str
    base: Base
    own_fields: tuple[Field, ...]

    @property
    def model(self) -> str:
        return camel_case(self.name)

    @property
    def fields(self) -> tuple[Field, ...]:
        return (*self.base.fields, *self.own_fields)

    @property
    def need(self) -> str:
        """What imports it."""
        return f"apps.{self.app}.signals:{self.name}"

    @property
    def model_need(self) -> str:
        """What imports its payload model."""
        return f"apps.{self.app}.models:{self.model}"


@dataclass(frozen=True)
class ReceiverPlan:
    """A receiver: to which signals it is connected, and how (one of `CONNECTIONS`)."""

    signals: tuple[SignalPlan, ...]
    connection: str
    is_async: bool


@dataclass(frozen=True)
class SendPlan:
    """A send: its signal, and one each of `SENDINGS`, `PLACES` and `PAYLOADS`."""

    signal: SignalPlan
    method: str
    place: str
    payload: str


@dataclass
class App:
    """A package."""

    name: str
    signals: list[SignalPlan] = field(default_factory=list)
    receivers: list[ReceiverPlan] = field(default_factory=list)
    sends: list[SendPlan] = field(default_factory=list)


def plan(size: Size, random: Random) -> list[App]:
    """Deal signals, receivers and sends out to the apps, as evenly as their numbers allow."""
    apps = [App(f"{noun(number)}s") for number in range(size.apps)]
    for number in range(size.signals):
        turn, place = divmod(number, len(apps))
        name = f"{noun(place)}_{HAPPENINGS[turn]}"
        apps[place].signals.append(signal_plan(apps[place].name, name, place + turn, random))
    signals = [signal for app in apps for signal in app.signals]
    by_name = {app.name: app for app in apps}

    connections = dealt(CONNECTIONS, size.receivers, random)
    for number, connection in enumerate(connections):
        signal = signals[number % len(signals)]
        home = random.choice(apps) if number % STRANGERS == 0 else by_name[signal.app]
        chosen: tuple[SignalPlan, ...] = (signal,)
        if connection == "several":
            others = [other for other in by_name[signal.app].signals if other is not signal]
            chosen = (signal, *random.sample(others, min(1, len(others))))
        is_async = random.randrange(ASYNC_RECEIVERS) == 0
        home.receivers.append(ReceiverPlan(chosen, connection, is_async))

    ways = (dealt(choices, size.sends, random) for choices in (SENDINGS, PLACES, PAYLOADS))
    for number, way in enumerate(zip(*ways, strict=True)):
        signal = signals[number % len(signals)]
        by_name[signal.app].sends.append(SendPlan(signal, *way))
    return apps


def signal_plan(app: str, name: str, turn: int, random: Random) -> SignalPlan:
    """Choose a payload model of 3 to 8 fields; the bases take turns."""
    base = BASES[turn % len(BASES)]
    kinds = random.sample(KINDS, random.randint(3, 8) - len(base.fields))
    fields = [Field(random.choice(kind.names), kind) for kind in kinds]
    # Readers expect what must be sent before what may be.
    fields.sort(key=lambda each: not each.kind.is_required)
    return SignalPlan(app, name, base, tuple(fields))


def dealt(choices: tuple[str, ...], number: int, random: Random) -> list[str]:
    """Return so many of the choices, in exact proportion and in random order."""
    hand = [choices[place % len(choices)] for place in range(number)]
    random.shuffle(hand)
    return hand


class Taken:
    """Counts how often a name was asked for, so that each use gets another number."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def next(self, name: str) -> int:
        """Return 0 for the first use of a name, then 1, and so on."""
        self._counts[name] += 1
        return self._counts[name] - 1
