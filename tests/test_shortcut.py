"""What sends know: snapshots, and the shortcut that the registry fills for the next sends."""

from collections.abc import Callable
from typing import Any

import pytest

from heliograph import Signal
from heliograph._registry import Registry
from heliograph._shortcut import Shortcut, Snapshot


class Sender:
    """Told apart by identity."""


def function(number: int) -> Callable[..., int]:
    return lambda **kwargs: number


def test_snapshot_keeps_the_order_of_sync_and_of_async_receivers() -> None:
    signal = Signal()

    async def later(**kwargs: object) -> None: ...

    async def last(**kwargs: object) -> None: ...

    receivers: list[Callable[..., Any]] = [later, function(1), last, function(2)]
    for receiver in receivers:
        signal.connect(receiver)
    snapshot = Snapshot(signal.receivers)

    assert receivers[1::2] == [connection() for connection in snapshot.sync_connections]
    assert receivers[0::2] == [connection() for connection in snapshot.async_connections]


def test_new_shortcut_knows_nothing() -> None:
    shortcut = Shortcut()

    assert (None, None, None) == (shortcut.plain, shortcut.elsewhere, shortcut.awaited)
    assert ({}, {}, 0) == (shortcut.routes, shortcut.snapshots, shortcut.sends)


class TestPublish:
    """What a snapshot lets the next sends know."""

    def published(
        self, *receivers: tuple[bool, object], sender: object = None, validate: Any = None
    ) -> tuple[Registry, Any]:
        """A registry with receivers (is it async, for which sender), and what it knows."""
        registry = Registry()
        for is_async, own in receivers:
            registry.connect(
                function(1), own, weak=False, dispatch_uid=None, is_async=is_async, origin=None
            )
        shortcut = registry.shortcut
        snapshot = registry.snapshot(shortcut, sender)
        registry.publish(shortcut, sender, snapshot, is_typed=True, validate=validate)
        return registry, shortcut

    def test_keeps_how_fields_are_looked_at(self) -> None:
        def validate(values: tuple[Any, ...]) -> tuple[Any, ...]:
            return values

        _, shortcut = self.published(validate=validate)

        assert validate is shortcut.validate
        assert shortcut.is_typed

    def test_of_sync_receivers_tells_whom_to_call(self) -> None:
        _, shortcut = self.published((False, None), (False, None))

        assert 2 == len(shortcut.plain)
        assert shortcut.awaited is None

    def test_of_async_receivers_tells_whom_to_await(self) -> None:
        _, shortcut = self.published((True, None), (True, None))

        assert 2 == len(shortcut.awaited)
        assert shortcut.plain is None

    @pytest.mark.parametrize(
        "receivers",
        [
            [(True, None), (False, None)],
            [(True, None), (True, "a")],
            [(True, None), (True, Sender)],
        ],
        ids=["mixed", "by value", "by identity"],
    )
    @pytest.mark.parametrize("sender", [None, "a", Sender], ids=["nobody", "value", "object"])
    def test_of_anything_besides_async_receivers_for_everyone_tells_nothing_to_await(
        self, receivers: Any, sender: object
    ) -> None:
        _, shortcut = self.published(*receivers, sender=sender)

        assert shortcut.awaited is None

    def test_of_async_receivers_with_something_to_validate_tells_nothing(self) -> None:
        _, shortcut = self.published((True, None), validate=tuple)

        assert shortcut.awaited is None
        assert shortcut.plain is None

    def test_of_one_sender_tells_nothing_of_others(self) -> None:
        sender = Sender()
        _, shortcut = self.published((False, sender), sender=sender)

        assert [id(sender)] == list(shortcut.routes)
        assert shortcut.elsewhere is None

    def test_of_a_filter_by_value_tells_nothing(self) -> None:
        for sender in ("a", "b"):
            _, shortcut = self.published((False, "a"), sender=sender)

            assert shortcut.plain is None
            assert {} == shortcut.routes
            assert shortcut.elsewhere is None
