"""Three mistakes, made on purpose with copies of real deliveries, to show how each is refused.

The first comes from outside and is pydantic's to find, at the wire. The other two are made inside
the program, by code that calls a signal with the wrong fields, and are heliograph's.
"""

from collections.abc import Callable, Coroutine, Iterable, Iterator, Mapping
from typing import Any, Final

from examples.github_webhooks.wire import Delivery, Responses, deliver

Deliver = Callable[[Delivery], Coroutine[Any, Any, Responses]]


async def broken_json(delivery: Delivery) -> Responses:
    """GitHub sends a number as a word, and leaves out who did it."""
    body = delivery.body | {"number": "two"}
    del body["sender"]
    return await deliver(delivery.model_copy(update={"body": body}))


async def misspelt_field(delivery: Delivery) -> Responses:
    """A sender misspells a field, so that one is unknown and another missing.

    Names are checked under every policy and in production too.
    """
    payload = delivery.parse()
    fields = dict(payload)
    fields["stared_at"] = fields.pop("starred_at")
    return await delivery.signal.asend_robust(payload.account, **fields)


async def wrong_values(delivery: Delivery) -> Responses:
    """A sender invents an action, and gives a login where the account belongs.

    The signal says `validation="always"`: without that, values are checked in debug mode only.
    """
    payload = delivery.parse()
    fields = dict(payload) | {"action": "shipped", "actor": payload.actor.login}
    return await delivery.signal.asend_robust(payload.account, **fields)


# Which delivery is copied for which mistake.
MISTAKES: Final[Mapping[str, Deliver]] = {
    "pull_request-2": broken_json,
    "star-1": misspelt_field,
    "release-1": wrong_values,
}


def with_mistakes(deliveries: Iterable[Delivery]) -> Iterator[tuple[Delivery, Deliver]]:
    """Pair each delivery with the way to deliver it, and let each damaged copy follow its original.

    They stand amid the others, so a refusal that disturbed what comes later would show.
    """
    for delivery in deliveries:
        yield delivery, deliver
        if mistake := MISTAKES.get(delivery.id):
            yield delivery.model_copy(update={"id": f"damaged copy of {delivery.id}"}), mistake
