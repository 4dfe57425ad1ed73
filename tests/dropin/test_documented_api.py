"""The documented Signal API: the same code comes to the same with whichever import it begins.

Each scenario is written as users of Django and Plain write it. It takes the module that the import
line names, and returns what came of it.
"""

import asyncio
import functools
import gc
import importlib
from collections.abc import Callable, Iterator
from types import MethodType, SimpleNamespace
from typing import Any

import django.conf
import plain.runtime
import pytest

from heliograph import configure

Scenario = Callable[[Any], object]

EVERYWHERE: dict[str, Scenario] = {}
WITH_ASYNC: dict[str, Scenario] = {}
WITHOUT_DEBUG: dict[str, Scenario] = {}
UNDER_DEBUG: dict[str, Scenario] = {}


def everywhere(scenario: Scenario) -> Scenario:
    EVERYWHERE[scenario.__name__] = scenario
    return scenario


def with_async(scenario: Scenario) -> Scenario:
    """Of Django only: Plain took the async methods out."""
    WITH_ASYNC[scenario.__name__] = scenario
    return scenario


def without_debug(scenario: Scenario) -> Scenario:
    WITHOUT_DEBUG[scenario.__name__] = scenario
    return scenario


def under_debug(scenario: Scenario) -> Scenario:
    UNDER_DEBUG[scenario.__name__] = scenario
    return scenario


@pytest.fixture
def debug(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The debug mode of all three; restored, for other tests have Django settings of their own."""
    settings = SimpleNamespace(DEBUG=request.param, configured=True)
    monkeypatch.setattr(plain.runtime, "settings", settings)
    former = vars(django.conf.settings)["_wrapped"]
    django.conf.settings._wrapped = settings
    with configure(debug=request.param):
        yield
    django.conf.settings._wrapped = former


in_and_out_of_debug = pytest.mark.parametrize(
    "debug", [True, False], ids=["debug", "no debug"], indirect=True
)
others = pytest.mark.parametrize("other", ["django.dispatch", "plain.signals.dispatch"])


@in_and_out_of_debug
@others
@pytest.mark.parametrize("name", EVERYWHERE)
@pytest.mark.usefixtures("debug")
def test_outcome_is_that_of_django_and_plain(name: str, other: str) -> None:
    scenario = EVERYWHERE[name]

    expected = scenario(importlib.import_module(other))

    assert expected == scenario(importlib.import_module("heliograph"))


@pytest.mark.parametrize("debug", [False], indirect=True)
@others
@pytest.mark.parametrize("name", WITHOUT_DEBUG)
@pytest.mark.usefixtures("debug")
def test_outcome_without_debug_is_that_of_django_and_plain(name: str, other: str) -> None:
    scenario = WITHOUT_DEBUG[name]

    expected = scenario(importlib.import_module(other))

    assert expected == scenario(importlib.import_module("heliograph"))


@in_and_out_of_debug
@pytest.mark.parametrize("name", WITH_ASYNC)
@pytest.mark.usefixtures("debug")
def test_outcome_of_async_is_that_of_django(name: str) -> None:
    scenario = WITH_ASYNC[name]

    expected = scenario(importlib.import_module("django.dispatch"))

    assert expected == scenario(importlib.import_module("heliograph"))


@pytest.mark.parametrize("debug", [True], indirect=True)
@others
@pytest.mark.parametrize("name", UNDER_DEBUG)
@pytest.mark.usefixtures("debug")
def test_error_under_debug_begins_as_that_of_django_and_plain(name: str, other: str) -> None:
    scenario: Any = UNDER_DEBUG[name]

    kind, message = scenario(importlib.import_module(other))
    our_kind, our_message = scenario(importlib.import_module("heliograph"))

    assert issubclass(our_kind, kind)
    assert our_message.startswith(message)


@pytest.mark.parametrize("debug", [False], indirect=True)
@pytest.mark.parametrize("name", UNDER_DEBUG)
@pytest.mark.parametrize("module", ["django.dispatch", "plain.signals.dispatch", "heliograph"])
@pytest.mark.usefixtures("debug")
def test_nobody_refuses_a_receiver_without_debug(name: str, module: str) -> None:
    with pytest.raises(AssertionError, match="was not refused"):
        UNDER_DEBUG[name](importlib.import_module(module))


def test_scenarios_tell_the_dispatchers_apart() -> None:
    """Differential tests are worth nothing if the outcomes are all empty."""
    outcomes = [scenario(importlib.import_module("heliograph")) for scenario in EVERYWHERE.values()]

    assert [] == [outcome for outcome in outcomes if outcome in ([], (), None)]
    assert len(outcomes) > 20


# ---- Scenarios


def named(responses: Any) -> list[tuple[str, object]]:
    """Responses with what can be compared between dispatchers: no exceptions, no identities."""
    return [(getattr(r, "__name__", "?"), shown(response)) for r, response in responses]


def shown(response: object) -> object:
    return repr(response) if isinstance(response, BaseException) else response


def raised(function: Callable[..., Any], *arguments: Any, **options: Any) -> tuple[type, str]:
    try:
        function(*arguments, **options)
    except Exception as error:
        return type(error), str(error)
    raise AssertionError("was not refused")


def first(sender: Any, **kwargs: Any) -> object:
    return ("first", sender, kwargs.get("a"), sorted(kwargs.keys() - {"signal"}))


def second(sender: Any, **kwargs: Any) -> object:
    return ("second", sender)


def failing(sender: Any, **kwargs: Any) -> object:
    raise LookupError("failed")


async def first_async(sender: Any, **kwargs: Any) -> object:
    await asyncio.sleep(0)
    return ("first async", sender, kwargs.get("a"))


async def second_async(sender: Any, **kwargs: Any) -> object:
    return ("second async", sender)


async def failing_async(sender: Any, **kwargs: Any) -> object:
    raise LookupError("failed async")


class Till:
    def __init__(self, name: str = "till") -> None:
        self.name = name

    def empty(self, sender: Any, **kwargs: Any) -> object:
        return (self.name, sender)

    def __call__(self, sender: Any, **kwargs: Any) -> object:
        return ("called", self.name)


@everywhere
def send_gives_receivers_and_responses_in_order_of_connection(dispatch: Any) -> object:
    signal = dispatch.Signal()
    signal.connect(second)
    signal.connect(first)
    return named(signal.send(sender="shop", a=1)), signal.send("shop")[0][0] is second


@everywhere
def send_passes_the_signal(dispatch: Any) -> object:
    signal = dispatch.Signal()
    seen = []

    def note(sender: Any, signal: Any, **kwargs: Any) -> None:
        seen.append(signal)

    signal.connect(note)
    signal.send(None)
    return [each is signal for each in seen]


@everywhere
def send_without_receivers_gives_an_empty_list(dispatch: Any) -> object:
    signal = dispatch.Signal()
    return [signal.send("shop", a=1), signal.send_robust("shop", a=1), signal.has_listeners()]


@everywhere
def send_stops_at_the_first_exception(dispatch: Any) -> object:
    signal = dispatch.Signal()
    seen = []

    def note(sender: Any, **kwargs: Any) -> None:
        seen.append(sender)

    for each in (first, failing, note):
        signal.connect(each)
    return raised(signal.send, "shop"), seen


@everywhere
def send_robust_gives_exceptions_as_responses(dispatch: Any) -> object:
    signal = dispatch.Signal()
    for each in (first, failing, second):
        signal.connect(each)
    responses = signal.send_robust("shop", a=1)
    error = responses[1][1]
    return named(responses), type(error), error.__traceback__ is not None


@everywhere
def send_robust_lets_base_exceptions_pass(dispatch: Any) -> object:
    signal = dispatch.Signal()

    def leave(sender: Any, **kwargs: Any) -> None:
        raise SystemExit(3)

    signal.connect(leave)
    try:
        signal.send_robust("shop")
    except SystemExit as error:
        return error.code
    return None


@everywhere
def send_requires_a_sender(dispatch: Any) -> object:
    signal = dispatch.Signal()
    return [raised(signal.send)[0], raised(signal.send_robust, a=1)[0]]


@everywhere
def sender_filters_by_identity(dispatch: Any) -> object:
    signal = dispatch.Signal()
    till, other = Till("till"), Till("other")
    signal.connect(first, sender=till)
    signal.connect(second)
    counts = [len(signal.send(sender)) for sender in (till, other, None, Till)]
    return counts, [signal.has_listeners(sender) for sender in (till, other, None)]


@everywhere
def sender_may_be_a_class(dispatch: Any) -> object:
    signal = dispatch.Signal()
    signal.connect(first, sender=Till)
    return [len(signal.send(sender)) for sender in (Till, Scenario, Till())]


@everywhere
def sender_may_be_a_string(dispatch: Any) -> object:
    signal = dispatch.Signal()
    signal.connect(first, sender="stripe")
    return named(signal.send("stripe", a=1)), signal.send("paypal")


@everywhere
def sender_none_is_everyone(dispatch: Any) -> object:
    signal = dispatch.Signal()
    signal.connect(first, sender=None)
    return [len(signal.send(sender)) for sender in ("shop", None, Till)]


@everywhere
def receiver_is_connected_once_for_each_sender(dispatch: Any) -> object:
    signal = dispatch.Signal()
    for sender in ("shop", "shop", "till", None, None):
        signal.connect(first, sender=sender)
    return [len(signal.send(sender)) for sender in ("shop", "till", "other")]


@everywhere
def dispatch_uid_is_connected_once(dispatch: Any) -> object:
    signal = dispatch.Signal()
    signal.connect(first, dispatch_uid="uid")
    signal.connect(second, dispatch_uid="uid")
    signal.connect(second, sender="shop", dispatch_uid="uid")
    return [[name for name, _ in named(signal.send(s))] for s in ("shop", "other")]


@everywhere
def disconnect_says_whether_it_did(dispatch: Any) -> object:
    signal = dispatch.Signal()
    signal.connect(first)
    outcome = [signal.disconnect(second), signal.disconnect(first), signal.disconnect(first)]
    return outcome, signal.send("shop")


@everywhere
def disconnect_goes_by_the_sender_too(dispatch: Any) -> object:
    signal = dispatch.Signal()
    signal.connect(first, sender=Till)
    outcome = [signal.disconnect(first), signal.disconnect(first, sender=Till)]
    return outcome, signal.has_listeners(Till)


@everywhere
def disconnect_goes_by_dispatch_uid_alone(dispatch: Any) -> object:
    signal = dispatch.Signal()
    signal.connect(first, dispatch_uid="uid")
    outcome = [signal.disconnect(first), signal.disconnect(dispatch_uid="other")]
    return [*outcome, signal.disconnect(dispatch_uid="uid"), signal.has_listeners()]


@everywhere
def arguments_may_be_positional(dispatch: Any) -> object:
    signal = dispatch.Signal()
    signal.connect(first, Till, False, "uid")
    responses = named(signal.send(Till))
    return responses, signal.disconnect(None, Till, "uid")


@everywhere
def bound_methods_are_the_same_receiver_each_time(dispatch: Any) -> object:
    signal = dispatch.Signal()
    till, other = Till("till"), Till("other")
    for method in (till.empty, till.empty, other.empty):
        signal.connect(method)
    responses = [response for _, response in signal.send("shop")]
    return responses, signal.disconnect(till.empty), len(signal.send("shop"))


@everywhere
def bound_methods_go_with_their_object(dispatch: Any) -> object:
    signal = dispatch.Signal()
    till = Till()
    signal.connect(till.empty)
    before = len(signal.send("shop"))
    del till
    gc.collect()
    return before, len(signal.send("shop")), signal.has_listeners()


# Under debug, a cache in Django's and Plain's check of the signature keeps them alive.
@without_debug
def functions_go_when_nothing_else_refers_to_them(dispatch: Any) -> object:
    signal = dispatch.Signal()

    def local(sender: Any, **kwargs: Any) -> None: ...

    signal.connect(local)
    before = len(signal.send("shop"))
    del local
    gc.collect()
    return before, len(signal.send("shop")), signal.has_listeners(), signal.disconnect(first)


@everywhere
def strong_receivers_stay(dispatch: Any) -> object:
    signal = dispatch.Signal()
    signal.connect(lambda sender, **kwargs: "lambda", weak=False)
    signal.connect(functools.partial(first, extra=1), weak=False)
    signal.connect(Till().empty, weak=False)
    gc.collect()
    return named(signal.send("shop"))


@everywhere
def callable_objects_are_receivers(dispatch: Any) -> object:
    signal = dispatch.Signal()
    till = Till()
    signal.connect(till)
    responses = [response for _, response in signal.send("shop")]
    return responses, signal.disconnect(till)


@everywhere
def methods_of_a_function_that_is_no_method_of_the_class_are_receivers(dispatch: Any) -> object:
    signal = dispatch.Signal()
    till = Till()

    def added(self: Till, sender: Any, **kwargs: Any) -> object:
        return (self.name, "added")

    signal.connect(MethodType(added, till))
    return named(signal.send("shop"))


@everywhere
def decorator_connects_to_one_signal(dispatch: Any) -> object:
    signal = dispatch.Signal()

    @dispatch.receiver(signal, sender="shop", dispatch_uid="uid")  # type: ignore[untyped-decorator]
    def decorated(sender: Any, **kwargs: Any) -> str:
        return "decorated"

    return named(signal.send("shop")), signal.send("other"), decorated.__name__


@everywhere
def decorator_connects_to_lists_and_tuples(dispatch: Any) -> object:
    signals = [dispatch.Signal() for _ in range(3)]

    @dispatch.receiver(signals[:2])  # type: ignore[untyped-decorator]
    @dispatch.receiver(tuple(signals[2:]), sender=Till)  # type: ignore[untyped-decorator]
    def decorated(sender: Any, **kwargs: Any) -> str:
        return "decorated"

    return [named(signal.send(s)) for signal in signals for s in (Till, "shop")]


@everywhere
def use_caching_may_be_asked_for(dispatch: Any) -> object:
    signal = dispatch.Signal(use_caching=True)
    till, other = Till(), Till()
    empty = [signal.send(till), signal.has_listeners(till)]
    signal.connect(first, sender=till)
    counts = [len(signal.send(s)) for s in (till, till, other, other)]
    signal.disconnect(first, sender=till)
    return empty, counts, signal.send(till), signal.use_caching, dispatch.Signal(True).use_caching


@everywhere
def caching_notices_the_death_of_a_receiver(dispatch: Any) -> object:
    signal = dispatch.Signal(use_caching=True)
    till, sender = Till(), Till("sender")
    signal.connect(till.empty)
    before = len(signal.send(sender))
    del till
    gc.collect()
    return before, len(signal.send(sender))


@everywhere
def receivers_connected_meanwhile_wait_for_the_next_send(dispatch: Any) -> object:
    signal = dispatch.Signal()

    def connecting(sender: Any, **kwargs: Any) -> None:
        signal.connect(first)

    signal.connect(connecting)
    return [[name for name, _ in named(signal.send("shop"))] for _ in range(2)]


@everywhere
def receivers_disconnected_meanwhile_are_still_called(dispatch: Any) -> object:
    signal = dispatch.Signal()

    def disconnecting(sender: Any, **kwargs: Any) -> None:
        signal.disconnect(first)

    signal.connect(disconnecting)
    signal.connect(first)
    return [[name for name, _ in named(signal.send("shop"))] for _ in range(2)]


@everywhere
def receivers_may_send_the_same_signal(dispatch: Any) -> object:
    signal = dispatch.Signal()
    depths = []

    def again(sender: Any, depth: int, **kwargs: Any) -> None:
        depths.append(depth)
        if depth < 3:
            signal.send(sender, depth=depth + 1)

    signal.connect(again)
    signal.send("shop", depth=1)
    return depths


@everywhere
def subclass_may_resolve_senders_later(dispatch: Any) -> object:
    """As Django's own ModelSignal and Plain's do, whose `connect` returns nothing."""
    signal = model_signal(dispatch.Signal)(use_caching=True)
    signal.connect(first, sender="shop.Till")
    before = len(signal.send(Till))
    signal.prepare("shop.Till", Till)
    responses = named(signal.send(Till))
    return before, responses, signal.disconnect(first, sender=Till), signal.has_listeners(Till)


@everywhere
def subclass_may_be_connected_by_the_decorator(dispatch: Any) -> object:
    signal = model_signal(dispatch.Signal)()
    decorated = dispatch.receiver(signal, sender="shop.Till", dispatch_uid="uid")(first)
    signal.prepare("shop.Till", Till)
    return decorated is first, named(signal.send(Till)), signal.send("shop.Till")


def model_signal(base: Any) -> Any:
    class ModelSignal(base):  # type: ignore[misc]
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self.waiting: list[tuple[str, Any]] = []

        def _lazy_method(self, method: Any, receiver: Any, sender: Any, **options: Any) -> Any:
            partial_method = functools.partial(method, receiver, **options)
            if isinstance(sender, str):
                self.waiting.append((sender, partial_method))
                return None
            return partial_method(sender)

        def prepare(self, name: str, model: type) -> None:
            for waiting, method in self.waiting:
                if waiting == name:
                    method(model)

        def connect(
            self, receiver: Any, sender: Any = None, weak: Any = True, dispatch_uid: Any = None
        ) -> None:
            self._lazy_method(
                super().connect, receiver, sender, weak=weak, dispatch_uid=dispatch_uid
            )

        def disconnect(
            self, receiver: Any = None, sender: Any = None, dispatch_uid: Any = None
        ) -> Any:
            return self._lazy_method(
                super().disconnect, receiver, sender, dispatch_uid=dispatch_uid
            )

    return ModelSignal


@with_async
def send_calls_async_receivers_after_the_sync_ones(dispatch: Any) -> object:
    signal = dispatch.Signal()
    for each in (first_async, first, second_async, second):
        signal.connect(each)
    return named(signal.send("shop", a=1)), named(signal.send_robust("shop", a=1))


@with_async
def asend_gives_sync_responses_first(dispatch: Any) -> object:
    signal = dispatch.Signal()
    for each in (first_async, first, second_async, second):
        signal.connect(each)

    async def main() -> object:
        return named(await signal.asend("shop", a=1)), named(await signal.asend_robust("shop", a=1))

    return asyncio.run(main())


@with_async
def asend_without_receivers_gives_an_empty_list(dispatch: Any) -> object:
    signal = dispatch.Signal()
    return [asyncio.run(signal.asend("shop")), asyncio.run(signal.asend_robust(sender="shop"))]


@with_async
def asend_raises_what_a_receiver_raises(dispatch: Any) -> object:
    outcomes = []
    for receivers in ([first, failing], [first_async, failing_async], [failing_async]):
        signal = dispatch.Signal()
        for each in receivers:
            signal.connect(each)
        outcomes.append(raised(asyncio.run, signal.asend("shop")))
    return outcomes


@with_async
def asend_robust_gives_exceptions_as_responses(dispatch: Any) -> object:
    signal = dispatch.Signal()
    for each in (failing_async, first, failing, first_async):
        signal.connect(each)
    return named(asyncio.run(signal.asend_robust("shop"))), named(signal.send_robust("shop"))


@with_async
def asend_obeys_the_sender_filter_and_dispatch_uid(dispatch: Any) -> object:
    signal = dispatch.Signal()
    signal.connect(first_async, sender=Till, dispatch_uid="uid")
    signal.connect(second_async, sender=Till, dispatch_uid="uid")
    outcome = [named(asyncio.run(signal.asend(sender))) for sender in (Till, "shop")]
    return outcome, signal.has_listeners(Till), signal.disconnect(sender=Till, dispatch_uid="uid")


@with_async
def async_methods_and_partials_are_async_receivers(dispatch: Any) -> object:
    class Machine:
        async def start(self, sender: Any, **kwargs: Any) -> str:
            return "started"

    signal = dispatch.Signal()
    machine, partial = Machine(), functools.partial(first_async, extra=1)
    signal.connect(machine.start)
    signal.connect(partial)
    return named(asyncio.run(signal.asend("shop"))), named(signal.send("shop"))


@under_debug
def receiver_that_is_not_callable(dispatch: Any) -> object:
    return raised(dispatch.Signal().connect, object(), weak=False)


@under_debug
def receiver_without_kwargs(dispatch: Any) -> object:
    def narrow(sender: Any) -> None: ...

    return raised(dispatch.Signal().connect, narrow)


@under_debug
def method_without_kwargs(dispatch: Any) -> object:
    class Narrow:
        def method(self, sender: Any) -> None: ...

    return raised(dispatch.Signal().connect, Narrow().method)
