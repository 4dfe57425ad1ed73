"""The benchmark is honest: each contender delivers the same to the same receivers."""

from __future__ import annotations

import ast
import asyncio
import inspect
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.contenders import (
    FLOORS,
    HELIOGRAPH,
    HELIOGRAPH_DEBUGGING,
    HELIOGRAPH_VALIDATING,
    PLUGGY,
    PSYGNAL,
    RIVALS,
    Contender,
)
from benchmarks.groups import asends, empty, validation
from benchmarks.subject import (
    FIELDS,
    OrderPlaced,
    Receiver,
    Shop,
    async_receivers,
    kwargs_receivers,
    named_receivers,
    suspending_receivers,
)

if TYPE_CHECKING:
    from decimal import Decimal

    from benchmarks.timing import Call

SENDS = (
    *FLOORS,
    *HELIOGRAPH,
    *HELIOGRAPH_VALIDATING,
    *HELIOGRAPH_DEBUGGING,
    *RIVALS,
    Contender(validation.BY_HAND, validation.by_hand),
)


def names(contender: Contender) -> str:
    """Show in the test's id which contender failed."""
    return contender.name


@dataclass
class Recorder:
    """Makes receivers that keep what they were given."""

    deliveries: list[tuple[Receiver, object, dict[str, object]]] = field(default_factory=list)

    def receivers(self, count: int) -> list[Receiver]:
        """Make receivers with the signature that is measured."""
        return [self._receiver() for _ in range(count)]

    def async_receivers(self, count: int) -> list[Receiver]:
        """Make async receivers with the signature that is measured."""
        return [self._async_receiver() for _ in range(count)]

    def _receiver(self) -> Receiver:
        def receiver(
            sender: object,
            order_id: int,
            total: Decimal,
            coupon: str | None,
            signal: object = None,
            **kwargs: object,
        ) -> int:
            fields = {"order_id": order_id, "total": total, "coupon": coupon, **kwargs}
            self.deliveries.append((receiver, sender, fields))
            return order_id

        return receiver

    def _async_receiver(self) -> Receiver:
        record = self._receiver()

        async def receiver(
            sender: object,
            order_id: int,
            total: Decimal,
            coupon: str | None,
            signal: object = None,
            **kwargs: object,
        ) -> Any:
            await asyncio.sleep(0)
            return record(sender, order_id, total, coupon, signal=signal, **kwargs)

        return receiver


def run(call: Call) -> Any:
    """Run the statement once and return its value."""
    code = compile(call.statement, "statement", "eval", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)

    def value() -> Any:
        return eval(code, dict(call.names))  # noqa: S307 - our own statement

    async def awaited_value() -> Any:
        return await value()

    with call.settings():
        return asyncio.run(awaited_value()) if call.is_async else value()


@pytest.mark.parametrize("contender", SENDS, ids=names)
def test_each_receiver_is_given_the_sender_and_all_fields_once(contender: Contender) -> None:
    recorder = Recorder()
    receivers = recorder.receivers(3)

    run(contender.call(receivers))

    assert {id(receiver) for receiver in receivers} == {
        id(receiver) for receiver, _, _ in recorder.deliveries
    }
    assert [(Shop, FIELDS)] * 3 == [(sender, fields) for _, sender, fields in recorder.deliveries]


@pytest.mark.parametrize("contender", SENDS, ids=names)
def test_a_send_returns_a_response_for_each_receiver(contender: Contender) -> None:
    receivers = named_receivers(3)

    responses = run(contender.call(receivers))

    # The page names these two differences.
    if contender.name == PLUGGY:
        assert [FIELDS["order_id"]] * 3 == responses
    elif contender.name != PSYGNAL:
        assert {id(receiver) for receiver in receivers} == {id(found) for found, _ in responses}
        assert [FIELDS["order_id"]] * 3 == [response for _, response in responses]


@pytest.mark.parametrize("contender", asends.CONTENDERS, ids=names)
@pytest.mark.parametrize("count", [1, 3])
def test_an_awaited_send_delivers_and_responds_alike(contender: Contender, count: int) -> None:
    recorder = Recorder()
    receivers = recorder.async_receivers(count)

    responses = run(contender.call(receivers))

    assert [(Shop, FIELDS)] * count == [
        (sender, fields) for _, sender, fields in recorder.deliveries
    ]
    assert {id(receiver) for receiver in receivers} == {id(found) for found, _ in responses}
    assert [FIELDS["order_id"]] * count == [response for _, response in responses]


@pytest.mark.parametrize(
    "contender",
    [contender for contender in empty.CONTENDERS if contender.name != PSYGNAL],
    ids=names,
)
def test_without_receivers_the_responses_are_empty(contender: Contender) -> None:
    assert run(contender.call([])) == []


@pytest.mark.parametrize("validate", validation.VALIDATIONS.values(), ids=validation.VALIDATIONS)
def test_each_validation_by_hand_makes_the_model(validate: Call) -> None:
    assert OrderPlaced.model_validate(FIELDS) == run(validate)


@pytest.mark.parametrize(
    "make_receivers", [named_receivers, kwargs_receivers, async_receivers, suspending_receivers]
)
def test_receivers_are_distinct_objects(make_receivers: Any) -> None:
    assert len({id(receiver) for receiver in make_receivers(10)}) == 10


@pytest.mark.parametrize("make_receivers", [async_receivers, suspending_receivers])
def test_async_receivers_are_coroutine_functions(make_receivers: Any) -> None:
    assert all(inspect.iscoroutinefunction(receiver) for receiver in make_receivers(2))
