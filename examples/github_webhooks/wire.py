"""From a line of JSON to a send: the only module that knows how GitHub delivers.

What comes from outside is checked here, by the payload model with its aliases. Whatever passes is
an instance of the payload model, and a signal that is sent an instance does not check it again.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from pydantic import BaseModel, Field

from examples.github_webhooks import signals
from examples.github_webhooks.payloads import Webhook
from heliograph import Signal

Responses = list[tuple[Callable[..., Any], Any]]


class Delivery(BaseModel):
    """One request that GitHub makes: two of its headers and its body."""

    kind: str = Field(alias="event")
    id: str = Field(alias="delivery")
    body: dict[str, Any] = Field(alias="payload")

    @property
    def signal(self) -> Signal[Any]:
        """The signal of this kind of delivery."""
        return signals.BY_KIND[self.kind]

    def parse(self) -> Webhook:
        """Make the payload of the body.

        Raises:
            pydantic.ValidationError: The body isn't what the payload model says. Its errors name
                the keys of the JSON, so whoever sent it can find them.
        """
        # A signal may have no payload model, but none of these.
        model = cast("type[Webhook]", self.signal.payload_model)
        return model.model_validate(self.body)


def read(path: Path) -> list[Delivery]:
    """Read deliveries from a file with one JSON object a line."""
    with path.open(encoding="utf-8") as lines:
        return [Delivery.model_validate_json(line) for line in lines]


async def deliver(delivery: Delivery) -> Responses:
    """Send a delivery to everyone who is connected for its kind and its account.

    Robust, for one receiver's failure is no reason to keep the delivery from the others: its
    exception takes the place of its response, and is logged.
    """
    payload = delivery.parse()
    return await delivery.signal.asend_robust(payload.account, payload)
