"""`functools.partial` and what is like it."""

import functools
from collections.abc import Callable
from functools import partial, partialmethod
from typing import Any

from heliograph import receiver
from typing_tests.plugin.models import order_placed, untyped, user_created


def pack(order_id: int, box: str, **kwargs: object) -> None: ...


def pack_positional(box: str, order_id: int, **kwargs: object) -> None: ...


def pack_anything(*args: Any, **kwargs: Any) -> None: ...


async def fetch(prefix: str, order_id: int, **kwargs: object) -> None: ...


class Warehouse:
    def pack(self, box: str, order_id: int, **kwargs: object) -> None: ...

    pack_small = partialmethod(pack, "small")

    def connect(self) -> None:
        self.packing = partial(self.pack, "small")
        order_placed.connect(self.packing)  # ok
        order_placed.connect(self.pack_small)  # ok
        self.kept = order_placed.connect(partial(self.pack, "small"))  # ok


boxed = partial(pack, box="small")
positional = partial(pack_positional, "small")
keyword = partial(pack_positional, box="small")
fixed = partial(pack, box="small", order_id=7)
twice = partial(partial(pack, box="small"), coupon="A")
overridden = partial(boxed, box="large")
asynchronous = partial(fetch, "a")
method = partial(Warehouse().pack, "small")
loose: Callable[..., Any] = partial(pack_positional, "x")
generic: partial[Any] = partial(pack, box="small")
anything = partial(pack_anything, 1, 2, a=3)

order_placed.connect(boxed)  # ok
order_placed.connect(positional)  # ok
order_placed.connect(keyword)  # ok
order_placed.connect(fixed)  # ok
order_placed.connect(twice)  # ok
order_placed.connect(overridden)  # ok
order_placed.connect(asynchronous)  # ok
order_placed.connect(method)  # ok
order_placed.connect(loose)  # ok
order_placed.connect(generic)  # ok
order_placed.connect(anything)  # ok
order_placed.connect(partial(pack, box="small"), weak=False)  # ok
order_placed.connect(functools.partial(pack_anything), weak=False)  # ok
kept = order_placed.connect(partial(pack, box="small"))  # ok
receiver(order_placed, weak=False)(partial(pack, box="small"))  # ok
receiver(order_placed)(boxed)  # ok
untyped.connect(boxed)  # ok


def in_a_function(function: Callable[..., Any], names: list[str]) -> list[partial[None]]:
    user_created.connect(partial(function, names), weak=False)  # ok
    return [order_placed.connect(partial(pack, box=name)) for name in names]  # ok
