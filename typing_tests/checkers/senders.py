"""`Signal[Model, Sender]`, which says who may send."""

from typing_tests.checkers.shop.models import CartEmptied, Till
from typing_tests.checkers.shop.signals import till_opened


class FastTill(Till):
    """A till, too."""


till = Till(1)
emptied = CartEmptied(cart_id="7")

till_opened.send(till, cart_id="7")  # ok
till_opened.send(sender=till, cart_id="7")  # ok
till_opened.send(FastTill(2), cart_id="7")  # ok
till_opened.send_robust(till, emptied)  # ok

till_opened.send("till", cart_id="7")  # E: sender-type
till_opened.send(None, cart_id="7")  # E: sender-type
till_opened.send(Till, cart_id="7")  # E: sender-type
till_opened.send(sender=1, cart_id="7")  # E: sender-type
till_opened.send_robust("till", cart_id="7")  # E: sender-type
till_opened.send("till", emptied)  # E: sender-type
till_opened.send(emptied)  # E: sender-type


async def in_async_code() -> None:
    await till_opened.asend(till, cart_id="7")  # ok
    await till_opened.asend("till", cart_id="7")  # E: sender-type
    await till_opened.asend_robust(7, emptied)  # E: sender-type


@till_opened.connect  # ok
def by_till(sender: Till, cart_id: str, **kwargs: object) -> None: ...


@till_opened.connect  # ok
def by_anyone(sender: object, **kwargs: object) -> None: ...


till_opened.connect(by_till, sender=till)  # ok
till_opened.connect(by_till, till)  # ok
till_opened.connect(by_till, None)  # ok
till_opened.disconnect(by_till, sender=till)  # ok
till_opened.has_listeners(till)  # ok


@till_opened.connect
def by_text(sender: str, cart_id: str, **kwargs: object) -> None: ...  # E: sender-parameter


@till_opened.connect
def by_fast_till(sender: FastTill, **kwargs: object) -> None: ...  # E: sender-parameter


till_opened.connect(by_till, sender="till")  # E: sender-type
till_opened.connect(by_till, 7)  # E: sender-type
till_opened.disconnect(by_till, sender="till")  # E: sender-type
