"""Deliver one after the other, and count what became of each."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pydantic import ValidationError

from examples.github_webhooks.damage import Deliver
from examples.github_webhooks.wire import Delivery
from heliograph import PayloadError


class Response(NamedTuple):
    """What one receiver answered to one delivery."""

    kind: str
    receiver: Callable[..., Any]
    value: Any


class Refusal(NamedTuple):
    """A delivery that reached no receiver, how it was sent, and why it was refused."""

    delivery: Delivery
    deliver: Deliver
    error: ValidationError | PayloadError


@dataclass
class Tally:
    """What became of the deliveries."""

    delivered: Counter[str] = field(default_factory=Counter)
    refusals: list[Refusal] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)

    def values(self, receiver: Callable[..., Any]) -> list[Any]:
        """What one receiver answered, delivery by delivery."""
        return [response.value for response in self.responses if response.receiver == receiver]

    def failures(self) -> list[Response]:
        """The responses of receivers that raised."""
        return [response for response in self.responses if isinstance(response.value, Exception)]


async def relay(attempts: Iterable[tuple[Delivery, Deliver]]) -> Tally:
    """Deliver each, and carry on after a refusal: it concerns that one delivery."""
    tally = Tally()
    for delivery, deliver in attempts:
        try:
            responses = await deliver(delivery)
        except (ValidationError, PayloadError) as error:
            tally.refusals.append(Refusal(delivery, deliver, error))
        else:
            tally.delivered[delivery.kind] += 1
            tally.responses += [Response(delivery.kind, *response) for response in responses]
    return tally
