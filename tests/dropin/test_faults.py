"""Faults of existing dispatchers that heliograph must not have.

Each test shows the fault in the real Django first, so that it is known to bite, or in Plain where
Django 6.1 has mended it; two came with 6.1.
"""

import asyncio
import contextvars
import copy
import functools
import gc
import pickle
import warnings
import weakref
from collections.abc import Callable
from types import MethodType
from typing import Any

import django
import django.dispatch
import numpy as np
import plain.signals.dispatch
import pytest
from pydantic import BaseModel

from heliograph import RunningLoopError, Signal

# What differs from `heliograph.Signal` is the point of each test.
DjangoSignal: Any = django.dispatch.Signal
PlainSignal: Any = plain.signals.dispatch.Signal
OurSignal: Any = Signal

IS_DJANGO_6_1 = django.VERSION >= (6, 1)

for_ours_typed_and_untyped = pytest.mark.parametrize("is_typed", [True, False])


class Payload(BaseModel):
    number: int = 0


module_signal = Signal()


def receive(sender: object, **kwargs: object) -> str:
    return "received"


def receive_too(sender: object, **kwargs: object) -> str:
    return "received, too"


def responses(signal: Any, sender: object = None) -> list[object]:
    return [response for _, response in signal.send(sender)]


def made_anew(text: str) -> str:
    """An equal string that is not the same object."""
    return "".join(list(text))


class Sender:
    """Of a size that hardly anything else has, so that its address is soon used again."""

    __slots__ = ("__weakref__", *(f"unused_{i}" for i in range(40)))


class EqualSender:
    def __eq__(self, other: object) -> bool:
        return isinstance(other, EqualSender)

    def __hash__(self) -> int:
        return 1


def at_address(address: int, make: Callable[[], Any]) -> Any:
    """A new object at the address of one that is gone."""
    others = []
    for _ in range(10_000):
        candidate = make()
        if id(candidate) == address:
            return candidate
        # Kept, so that the next one gets another address.
        others.append(candidate)
    raise AssertionError("the address was not used again")


class TestSenders:
    def test_equal_strings_are_the_same_sender(self) -> None:
        def scenario(signal: Any) -> list[object]:
            # Both are kept, or the second might come to the address of the first.
            source, row = made_anew("stripe"), made_anew("stripe")
            signal.connect(receive, sender=source)
            return responses(signal, row)

        assert [] == scenario(DjangoSignal())
        assert ["received"] == scenario(OurSignal())

    def test_new_object_inherits_nothing_from_a_dead_one_at_its_address(self) -> None:
        def scenario(signal: Any) -> list[object]:
            sender = Sender()
            signal.connect(receive, sender=sender)
            address = id(sender)
            del sender
            return responses(signal, at_address(address, Sender))

        assert ["received"] == scenario(PlainSignal())
        assert [] == scenario(OurSignal())

    def test_new_object_is_not_kept_out_by_a_dead_one_at_its_address(self) -> None:
        def scenario(signal: Any) -> list[object]:
            sender = Sender()
            signal.connect(receive, sender=sender, dispatch_uid="uid")
            address = id(sender)
            del sender
            sender = at_address(address, Sender)
            signal.connect(receive_too, sender=sender, dispatch_uid="uid")
            return responses(signal, sender)

        assert ["received"] == scenario(PlainSignal())
        assert ["received, too"] == scenario(OurSignal())

    def test_unhashable_objects_are_senders(self) -> None:
        def scenario(signal: Any) -> list[object]:
            sender = ["unhashable"]
            signal.connect(receive, sender=sender)
            return [*responses(signal, sender), *responses(signal, ["another"])]

        with pytest.raises(TypeError, match="unhashable"):
            scenario(DjangoSignal())
        assert ["received"] == scenario(OurSignal())

    @pytest.mark.parametrize("use_caching", [True, False])
    def test_equal_but_distinct_objects_are_told_apart(self, use_caching: bool) -> None:
        def scenario(signal: Any) -> list[list[object]]:
            first, second = EqualSender(), EqualSender()
            signal.connect(receive, sender=first)
            return [responses(signal, first), responses(signal, second)]

        assert [["received"], ["received"]] == scenario(DjangoSignal(use_caching=True))
        assert [["received"], []] == scenario(OurSignal(use_caching=use_caching))

    def test_none_is_a_sender_with_caching_too(self) -> None:
        def scenario(signal: Any) -> list[object]:
            signal.connect(receive)
            return [*responses(signal, None), *responses(signal, None)]

        with pytest.raises(TypeError, match="weak reference to 'NoneType'"):
            scenario(DjangoSignal(use_caching=True))
        assert ["received", "received"] == scenario(OurSignal(use_caching=True))

    @pytest.mark.parametrize("sender", ["shop", 5, (1, 2)], ids=repr)
    def test_plain_values_are_senders_with_caching_too(self, sender: object) -> None:
        def scenario(signal: Any) -> list[object]:
            signal.connect(receive, sender=sender)
            return responses(signal, sender)

        with pytest.raises(TypeError, match="weak reference"):
            scenario(DjangoSignal(use_caching=True))
        assert ["received"] == scenario(OurSignal(use_caching=True))


class TestConnections:
    def test_receiver_that_dies_inside_connect_leaves_nothing_behind(self) -> None:
        def scenario(signal: Any) -> list[object]:
            owner = Sender()

            def make() -> Any:
                # A closure each time: `owner` is what must live, the function is what dies.
                return lambda self, sender, **kwargs: "received"

            function = make()
            address = id(function)
            method = MethodType(function, owner)
            del function
            signal.connect(method)
            del method
            function = at_address(address, make)
            method = MethodType(function, owner)
            signal.connect(method)
            return responses(signal)

        assert [] == scenario(PlainSignal())
        assert ["received"] == scenario(OurSignal())

    @pytest.mark.parametrize("uid", [0, "", False, (), 0.0], ids=repr)
    def test_falsy_dispatch_uids_count(self, uid: object) -> None:
        def scenario(signal: Any) -> list[object]:
            signal.connect(receive, dispatch_uid=uid)
            signal.connect(receive_too, dispatch_uid=uid)
            return [*responses(signal), signal.disconnect(dispatch_uid=uid)]

        assert ["received", "received, too", False] == scenario(DjangoSignal())
        assert ["received", True] == scenario(OurSignal())

    def test_no_finalizers_pile_up(self) -> None:
        def scenario(signal: Any) -> int:
            registry: Any = vars(weakref.finalize)["_registry"]
            before = len(registry)
            for _ in range(10):
                signal.connect(receive)
                signal.disconnect(receive)
            return len(registry) - before

        assert 10 == scenario(PlainSignal())
        assert 0 == scenario(OurSignal())

    def test_lock_may_be_taken_again_by_its_holder(self) -> None:
        def scenario(signal: Any) -> bool:
            with signal.lock:
                taken: bool = signal.lock.acquire(blocking=False)
                if taken:
                    signal.connect(receive)
                    signal.lock.release()
            return taken

        assert not scenario(DjangoSignal())
        assert scenario(OurSignal())


class TestSending:
    @for_ours_typed_and_untyped
    def test_partials_and_callable_objects_may_fail_robustly(self, is_typed: bool) -> None:
        class Failing:
            def __call__(self, **kwargs: object) -> None:
                raise LookupError("called")

        def fail(sender: object, **kwargs: object) -> None:
            raise LookupError("partial")

        partial, called = functools.partial(fail), Failing()

        def scenario(signal: Any) -> list[str]:
            signal.connect(partial)
            signal.connect(called)
            return [str(error) for _, error in signal.send_robust(None)]

        with pytest.raises(AttributeError, match="__qualname__"):
            scenario(DjangoSignal())
        assert ["partial", "called"] == scenario(OurSignal[Payload]() if is_typed else OurSignal())

    @for_ours_typed_and_untyped
    def test_async_call_of_an_object_is_awaited(self, is_typed: bool) -> None:
        class Receiver:
            async def __call__(self, **kwargs: object) -> str:
                return "awaited"

        receiver = Receiver()

        def scenario(signal: Any) -> list[Any]:
            signal.connect(receiver)
            return responses(signal) + [r for _, r in asyncio.run(signal.asend(None))]

        coroutines = scenario(DjangoSignal())
        for coroutine in coroutines:
            coroutine.close()

        assert [True, True] == [asyncio.iscoroutine(coroutine) for coroutine in coroutines]
        ours = OurSignal[Payload]() if is_typed else OurSignal()
        assert ["awaited", "awaited"] == scenario(ours)

    @pytest.mark.parametrize("name", ["self", "cls", "receiver", "fields", "payload", "args"])
    def test_payload_may_have_any_key(self, name: str) -> None:
        class Echo:
            def __call__(*args: Any, **kwargs: Any) -> object:
                return kwargs[name]

        echo = Echo()

        def scenario(signal: Any) -> list[Any]:
            signal.connect(echo)
            sync = [signal.send(None, **{name: 5}), signal.send_robust(None, **{name: 5})]
            async_ = [asyncio.run(getattr(signal, m)(None, **{name: 5})) for m in ASYNC]
            return [response for [(_, response)] in sync + async_]

        if name == "self":
            with pytest.raises(TypeError, match="multiple values for argument 'self'"):
                scenario(DjangoSignal())
        assert [5, 5, 5, 5] == scenario(OurSignal())
        assert [5, 5, 5, 5] == scenario(OurSignal[model_with(name)]())


ASYNC = ("asend", "asend_robust")


def model_with(name: str) -> type[BaseModel]:
    return type("Model", (BaseModel,), {"__annotations__": {name: int}, "__module__": __name__})


async def receive_async(sender: object, **kwargs: object) -> str:
    return "received"


class TestAsync:
    def test_wrong_signature_leaves_no_coroutine_unawaited(self) -> None:
        async def narrow(sender: object, missing: object, **kwargs: object) -> None: ...

        def scenario(signal: Any) -> list[str]:
            signal.connect(receive_async)
            signal.connect(narrow)
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                with pytest.raises(TypeError, match="missing"):
                    asyncio.run(signal.asend(None))
                gc.collect()
            return [str(warning.message) for warning in caught]

        assert "coroutine 'receive_async' was never awaited" in scenario(DjangoSignal())
        assert [] == scenario(OurSignal())

    @for_ours_typed_and_untyped
    @pytest.mark.parametrize("method", ["send", "send_robust"])
    def test_send_in_a_running_loop_fails_before_any_receiver_runs(
        self, method: str, is_typed: bool
    ) -> None:
        def scenario(signal: Any) -> tuple[type, list[str]]:
            seen = []

            def note(sender: object, **kwargs: object) -> None:
                seen.append("called")

            signal.connect(note)
            signal.connect(receive_async)

            async def main() -> type:
                with warnings.catch_warnings():
                    # Django's has made a coroutine for nothing.
                    warnings.simplefilter("ignore")
                    try:
                        getattr(signal, method)(None)
                    except RuntimeError as error:
                        return type(error)
                    finally:
                        gc.collect()
                raise AssertionError("was not refused")

            return asyncio.run(main()), seen

        assert (RuntimeError, ["called"]) == scenario(DjangoSignal())
        ours = OurSignal[Payload]() if is_typed else OurSignal()
        assert (RunningLoopError, []) == scenario(ours)

    @pytest.mark.parametrize("method", ASYNC)
    def test_cancelled_receiver_is_no_response(self, method: str) -> None:
        async def cancelled(sender: object, **kwargs: object) -> None:
            raise asyncio.CancelledError

        def scenario(signal: Any) -> list[object]:
            signal.connect(receive_async)
            signal.connect(cancelled)
            return [response for _, response in asyncio.run(getattr(signal, method)(None))]

        if IS_DJANGO_6_1:
            assert ["received", None] == scenario(DjangoSignal())
        with pytest.raises(asyncio.CancelledError):
            scenario(OurSignal())

    @pytest.mark.parametrize("method", ASYNC)
    def test_values_in_the_context_are_compared_by_identity(self, method: str) -> None:
        variable: contextvars.ContextVar[Any] = contextvars.ContextVar("variable")
        arrays = [np.array([1, 2]), np.array([1, 3])]

        async def change(sender: object, **kwargs: object) -> None:
            variable.set(arrays[1])

        def scenario(signal: Any) -> bool:
            signal.connect(change)
            signal.connect(receive_async)

            async def main() -> bool:
                variable.set(arrays[0])
                await getattr(signal, method)(None)
                return variable.get() is arrays[1]

            return asyncio.run(main())

        if IS_DJANGO_6_1:
            with pytest.raises(ValueError, match="truth value of an array"):
                scenario(DjangoSignal())
        assert scenario(OurSignal())


class TestCopies:
    @for_ours_typed_and_untyped
    def test_deep_copy_of_what_holds_a_signal(self, is_typed: bool) -> None:
        class Machine:
            def __init__(self, signal: Any) -> None:
                self.started = signal

        with pytest.raises(TypeError, match="lock"):
            copy.deepcopy(Machine(DjangoSignal()))
        ours = Machine(OurSignal[Payload]() if is_typed else OurSignal())
        duplicate = copy.deepcopy(ours)

        assert duplicate.started is not ours.started

    def test_pickling(self) -> None:
        with pytest.raises(TypeError, match="lock"):
            pickle.dumps(DjangoSignal())

        assert module_signal is pickle.loads(pickle.dumps(module_signal))
