"""How each dispatcher delivers the subject: receivers connected, and a statement that sends."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Literal

import blinker
import pluggy
import psygnal
from django.conf import settings as django_settings

from benchmarks.subject import KEYWORDS, NAMES, OrderPlaced, OtherShop, Shop, named_receivers
from benchmarks.timing import Call
from heliograph import Signal, configure

if not django_settings.configured:
    django_settings.configure(DEBUG=False)

from django.dispatch import Signal as DjangoSignal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from decimal import Decimal

    from benchmarks.subject import Receiver

    Build = Callable[[Sequence[Receiver]], Call]
    Policy = Literal["debug", "always", "never"]
    Settings = Callable[[], AbstractContextManager[object]]

# The names are what the tables show and what targets.py refers to.
FLOOR = "loop by hand (the floor)"
FLOOR_METHOD = "the same loop in a method"
TYPED = 'heliograph, typed, validation="never"'
TYPED_DEBUG_OFF = 'heliograph, typed, validation="debug", debug off'
TYPED_DEBUG_ON = 'heliograph, typed, validation="debug", debug on'
TYPED_NEVER_DEBUG_ON = 'heliograph, typed, validation="never", debug on'
TYPED_DEFAULT = "heliograph, typed, default settings"
TYPED_ALWAYS = 'heliograph, typed, validation="always"'
TYPED_FILTER = "heliograph, typed, with a sender filter"
TYPED_ROBUST = "heliograph, typed, send_robust"
TYPED_ASEND = "heliograph, typed, asend"
UNTYPED = "heliograph, untyped"
UNTYPED_DEBUG_ON = "heliograph, untyped, debug on"
UNTYPED_ASEND = "heliograph, untyped, asend"
DJANGO = "Django"
DJANGO_CACHED = "Django, use_caching=True"
DJANGO_FILTER = "Django, use_caching=True, with a sender filter"
DJANGO_ROBUST = "Django, use_caching=True, send_robust"
DJANGO_ASEND = "Django, use_caching=True, asend"
BLINKER = "blinker"
BLINKER_FILTER = "blinker, with a sender filter"
BLINKER_ASYNC = "blinker, send_async"
PSYGNAL = "psygnal"
PLUGGY = "pluggy"


@dataclass(frozen=True)
class Contender:
    """A named way to send the subject.

    Attributes:
        name: What the tables show.
        build: Connects receivers and returns the call that sends to them.
        settings: Makes the context in which connecting and sending happen.
    """

    name: str
    build: Build
    settings: Settings = nullcontext

    def call(self, receivers: Sequence[Receiver]) -> Call:
        """Connect the receivers and return what to time."""
        with self.settings():
            return replace(self.build(receivers), settings=self.settings)


def debug_off() -> AbstractContextManager[object]:
    """Run as in production."""
    return configure(debug=False)


def debug_on() -> AbstractContextManager[object]:
    """Run as in development."""
    return configure(debug=True)


def loop_by_hand(receivers: Sequence[Receiver]) -> Call:
    """The floor: the expression alone, with the fields at hand as a dict."""
    return Call(
        "[(r, r(signal=s, sender=sender, **fields)) for r in receivers]",
        {**NAMES, "receivers": list(receivers), "s": object()},
    )


def async_loop_by_hand(receivers: Sequence[Receiver]) -> Call:
    """The floor of `asend`."""
    return Call(
        "[(r, x) for r, x in zip(receivers, "
        "await gather(*(r(signal=s, sender=sender, **fields) for r in receivers)))]",
        {**NAMES, "receivers": list(receivers), "s": object(), "gather": asyncio.gather},
        is_async=True,
    )


class LoopInMethod:
    """What most people write who do without a dispatcher."""

    def __init__(self, receivers: Sequence[Receiver]) -> None:
        self.receivers = list(receivers)

    def send(self, sender: object, **fields: object) -> list[tuple[Receiver, object]]:
        """Call each receiver."""
        return [(r, r(signal=self, sender=sender, **fields)) for r in self.receivers]


def loop_in_method(receivers: Sequence[Receiver]) -> Call:
    """The floor as a method that is called with keyword arguments."""
    return Call(f"signal.send(sender, {KEYWORDS})", {**NAMES, "signal": LoopInMethod(receivers)})


def typed(
    validation: Policy | None = None, *, method: str = "send", is_filtered: bool = False
) -> Build:
    """A signal with a payload model; None leaves the policy at its default."""

    def build(receivers: Sequence[Receiver]) -> Call:
        signal = Signal[OrderPlaced](validation=validation) if validation else Signal[OrderPlaced]()
        return _connected(signal, receivers, method=method, is_filtered=is_filtered)

    return build


def untyped(*, method: str = "send") -> Build:
    """A signal that takes any fields."""

    def build(receivers: Sequence[Receiver]) -> Call:
        return _connected(Signal(), receivers, method=method)

    return build


def django(*, use_caching: bool = True, method: str = "send", is_filtered: bool = False) -> Build:
    """Django's dispatcher."""

    def build(receivers: Sequence[Receiver]) -> Call:
        signal = DjangoSignal(use_caching=use_caching)
        return _connected(signal, receivers, method=method, is_filtered=is_filtered)

    return build


def _connected(
    signal: Any, receivers: Sequence[Receiver], *, method: str, is_filtered: bool = False
) -> Call:
    """Connect by Django's API; with a filter, also as many others to another sender."""
    others = named_receivers(len(receivers)) if is_filtered else []
    for other in others:
        signal.connect(other, sender=OtherShop)
    for receiver in receivers:
        signal.connect(receiver, sender=Shop if is_filtered else None)
    is_async = method.startswith("a")
    return Call(
        f"{'await ' if is_async else ''}signal.{method}(sender, {KEYWORDS})",
        {**NAMES, "signal": signal, "receivers": list(receivers), "others": others},
        is_async,
    )


def blinker_signal(*, method: str = "send", is_filtered: bool = False) -> Build:
    """Blinker passes the sender by position and the fields by keyword, the signal not at all."""

    def build(receivers: Sequence[Receiver]) -> Call:
        signal = blinker.Signal()
        others = named_receivers(len(receivers)) if is_filtered else []
        for other in others:
            signal.connect(other, sender=OtherShop)
        for receiver in receivers:
            signal.connect(receiver, sender=Shop if is_filtered else blinker.ANY)
        is_async = method == "send_async"
        return Call(
            f"{'await ' if is_async else ''}signal.{method}(sender, {KEYWORDS})",
            {**NAMES, "signal": signal, "receivers": list(receivers), "others": others},
            is_async,
        )

    return build


def psygnal_signal(receivers: Sequence[Receiver]) -> Call:
    """Psygnal passes everything by position, keeps functions strongly and returns no responses."""
    signal = psygnal.SignalInstance((object, int, object, str))
    for receiver in receivers:
        signal.connect(receiver)
    return Call(
        "signal.emit(sender, order_id, total, coupon)",
        {**NAMES, "signal": signal, "receivers": list(receivers)},
    )


class OrderHooks:
    """The specification that pluggy checks calls against."""

    @pluggy.HookspecMarker("benchmarks")
    def order_placed(
        self, sender: object, order_id: int, total: Decimal, coupon: str | None
    ) -> object:
        """Pass on what the other contenders pass on, apart from the signal."""


def pluggy_hook(receivers: Sequence[Receiver]) -> Call:
    """A hook as a signal.

    pluggy passes by position what a receiver names without default, and returns bare responses,
    those of the last receiver first.
    """
    manager = pluggy.PluginManager("benchmarks")
    manager.add_hookspecs(OrderHooks)
    implementation = pluggy.HookimplMarker("benchmarks")
    for receiver in receivers:
        manager.register(SimpleNamespace(order_placed=implementation(receiver)))
    return Call(
        f"hook.order_placed(sender=sender, {KEYWORDS})",
        {**NAMES, "hook": manager.hook, "receivers": list(receivers)},
    )


FLOORS = (Contender(FLOOR, loop_by_hand), Contender(FLOOR_METHOD, loop_in_method))

HELIOGRAPH = (
    Contender(TYPED, typed("never"), debug_off),
    Contender(TYPED_DEBUG_OFF, typed("debug"), debug_off),
    Contender(TYPED_FILTER, typed("never", is_filtered=True), debug_off),
    Contender(TYPED_ROBUST, typed("never", method="send_robust"), debug_off),
    Contender(UNTYPED, untyped(), debug_off),
)

HELIOGRAPH_VALIDATING = (
    Contender(TYPED_ALWAYS, typed("always"), debug_off),
    Contender(TYPED_DEBUG_ON, typed("debug"), debug_on),
    Contender(TYPED_DEFAULT, typed()),
)

HELIOGRAPH_DEBUGGING = (
    Contender(TYPED_NEVER_DEBUG_ON, typed("never"), debug_on),
    Contender(UNTYPED_DEBUG_ON, untyped(), debug_on),
)

RIVALS = (
    Contender(DJANGO, django(use_caching=False)),
    Contender(DJANGO_CACHED, django()),
    Contender(DJANGO_FILTER, django(is_filtered=True)),
    Contender(DJANGO_ROBUST, django(method="send_robust")),
    Contender(BLINKER, blinker_signal()),
    Contender(BLINKER_FILTER, blinker_signal(is_filtered=True)),
    Contender(PSYGNAL, psygnal_signal),
    Contender(PLUGGY, pluggy_hook),
)
