"""Facts about callables: which are async, and what they accept."""

import functools
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from unittest import mock

import pytest
from asgiref.sync import async_to_sync, markcoroutinefunction, sync_to_async

from heliograph._callables import accepts_kwargs, is_async, unprovided
from tests.naming import shown


def plain(sender: object, **kwargs: object) -> None: ...


async def coroutine(sender: object, **kwargs: object) -> None: ...


async def generator(sender: object, **kwargs: object) -> AsyncIterator[int]:
    yield 1


def wrapped(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    return wrapper


class Sync:
    def method(self, **kwargs: object) -> None: ...

    def __call__(self, **kwargs: object) -> None: ...


class Async:
    async def method(self, **kwargs: object) -> None: ...

    @classmethod
    async def of_class(cls, **kwargs: object) -> None: ...

    @staticmethod
    async def static(**kwargs: object) -> None: ...

    partial = functools.partialmethod(method, a=1)

    async def __call__(self, **kwargs: object) -> None: ...


class DerivedAsync(Async):
    pass


class SlottedAsync:
    __slots__ = ()

    async def __call__(self, **kwargs: object) -> None: ...


class Meta(type):
    async def __call__(cls, **kwargs: object) -> None: ...


class MadeByMeta(metaclass=Meta):
    pass


def marked() -> Callable[..., Any]:
    def function(**kwargs: object) -> Awaitable[None]:
        return coroutine(None)

    result: Callable[..., Any] = markcoroutinefunction(function)
    return result


class MarkedCall:
    __call__ = marked()


MARKED_BY_INSPECT: list[Callable[..., Any]] = []
if sys.version_info >= (3, 12):
    import inspect

    MARKED_BY_INSPECT.append(inspect.markcoroutinefunction(wrapped(coroutine)))


ASYNC: dict[str, Callable[..., Any]] = {
    "coroutine function": coroutine,
    "bound method": Async().method,
    "class method": Async.of_class,
    "static method": Async.static,
    "static method object": vars(Async)["static"],
    "partial of a static method object": functools.partial(vars(Async)["static"], a=1),
    "partial": functools.partial(coroutine, a=1),
    "partial of a partial": functools.partial(functools.partial(coroutine, a=1), b=2),
    "partial of a bound method": functools.partial(Async().method, a=1),
    "partial method": Async().partial,
    "callable object": Async(),
    "callable object of a derived class": DerivedAsync(),
    "callable object with slots": SlottedAsync(),
    "partial of a callable object": functools.partial(Async(), a=1),
    "bound call of a callable object": Async().__call__,
    "marked function": marked(),
    "partial of a marked function": functools.partial(marked(), a=1),
    "object with a marked call": MarkedCall(),
    "AsyncMock": mock.AsyncMock(),
    "AsyncMock of a function": mock.create_autospec(coroutine),
    "sync_to_async": sync_to_async(plain),
    **{f"marked by inspect {i}": function for i, function in enumerate(MARKED_BY_INSPECT)},
}

SYNC: dict[str, Callable[..., Any]] = {
    "function": plain,
    "lambda": lambda **kwargs: None,
    "static method object": staticmethod(plain),
    "bound method": Sync().method,
    "partial": functools.partial(plain, a=1),
    "callable object": Sync(),
    "class": Sync,
    "class whose instances are async": Async,
    "class called by an async metaclass": MadeByMeta,
    "builtin": print,
    "method of a builtin": [].append,
    "async generator function": generator,
    "async_to_sync": async_to_sync(coroutine),
    "Mock": mock.Mock(),
    "MagicMock": mock.MagicMock(),
    "wrapper of a coroutine function, which may well wait for it": wrapped(coroutine),
}


class TestIsAsync:
    @pytest.mark.parametrize("kind", ASYNC)
    def test_is_true_of(self, kind: str) -> None:
        assert is_async(ASYNC[kind])

    @pytest.mark.parametrize("kind", SYNC)
    def test_is_false_of(self, kind: str) -> None:
        assert not is_async(SYNC[kind])


def without_kwargs(sender: object) -> None: ...


class WithoutKwargs:
    def method(self, sender: object) -> None: ...

    def __call__(self, sender: object) -> None: ...


class TestAcceptsKwargs:
    @pytest.mark.parametrize(
        "receiver",
        [
            plain,
            coroutine,
            Sync().method,
            Sync(),
            functools.partial(plain, a=1),
            lambda **kwargs: None,
            mock.Mock(),
        ],
        ids=shown,
    )
    def test_is_true_of_what_does(self, receiver: Callable[..., Any]) -> None:
        assert accepts_kwargs(receiver)

    @pytest.mark.parametrize(
        "receiver",
        [
            without_kwargs,
            WithoutKwargs().method,
            WithoutKwargs(),
            functools.partial(without_kwargs, sender=1),
            lambda *args: None,
            pytest.param(lambda: None, id="lambda without parameters"),
            len,
        ],
        ids=shown,
    )
    def test_is_false_of_what_does_not(self, receiver: Callable[..., Any]) -> None:
        assert not accepts_kwargs(receiver)

    def test_is_true_of_what_has_no_signature(self) -> None:
        with pytest.raises(ValueError, match="signature"):
            inspect_signature(type)

        assert accepts_kwargs(type)

    def test_does_not_evaluate_annotations(self) -> None:
        # Before Python 3.14 an annotation that isn't evaluated takes the future import.
        future = "from __future__ import annotations\n" if sys.version_info < (3, 14) else ""
        names: dict[str, Any] = {}
        exec(f"{future}def receiver(sender: OnlyForTypeCheckers, **kwargs): ...", names)  # noqa: S102 - see above

        assert accepts_kwargs(names["receiver"])
        assert ["sender"] == unprovided(names["receiver"], [])


def inspect_signature(receiver: Callable[..., Any]) -> object:
    import inspect

    return inspect.signature(receiver)


class TestUnprovided:
    @pytest.mark.parametrize(
        ("receiver", "expected"),
        [
            (lambda sender, **kwargs: None, []),
            (lambda signal, sender, total, **kwargs: None, []),
            (lambda *args, **kwargs: None, []),
            (lambda sender, other=1, *, more=2, **kwargs: None, []),
            (lambda sender, other, **kwargs: None, ["other"]),
            (lambda sender, *, other, **kwargs: None, ["other"]),
            (lambda other, sender, more, **kwargs: None, ["other", "more"]),
            # A field is passed by keyword, so that it reaches no parameter that is positional only.
            (lambda sender, /, **kwargs: None, ["sender"]),
            (lambda other=1, /, **kwargs: None, []),
            (functools.partial(lambda other, sender, **kwargs: None, 1), []),
            (functools.partial(lambda sender, other, **kwargs: None, other=1), []),
        ],
    )
    def test_are_the_required_parameters_that_no_keyword_fills(
        self, receiver: Callable[..., Any], expected: list[str]
    ) -> None:
        assert expected == unprovided(receiver, ["signal", "sender", "total"])

    def test_of_a_method_leaves_self_out(self) -> None:
        assert [] == unprovided(WithoutKwargs().method, ["sender"])
        assert ["self"] == unprovided(WithoutKwargs.method, ["sender"])

    def test_of_a_function_whose_decorator_passes_some_itself_is_nothing(self) -> None:
        def ship(database: object, order_id: int, **kwargs: object) -> None: ...

        assert [] == unprovided(wrapped(ship), {"order_id"})

    def test_of_what_has_no_signature_is_nothing(self) -> None:
        assert [] == unprovided(type, [])
