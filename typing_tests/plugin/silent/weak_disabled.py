"""A code that is switched off for a file."""
# mypy: disable-error-code="signal-weak"

from functools import partial

from heliograph import receiver
from typing_tests.plugin.models import order_placed


def take(order_id: int, **kwargs: object) -> None: ...


class Packer:
    def pack(self, **kwargs: object) -> None: ...


order_placed.connect(lambda **kwargs: None)  # ok
order_placed.connect(partial(take))  # ok
order_placed.connect(Packer().pack)  # ok
receiver(order_placed)(lambda **kwargs: None)  # ok
