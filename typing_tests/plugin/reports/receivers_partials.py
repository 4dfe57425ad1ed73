"""`functools.partial` objects as receivers."""

import logging
from functools import partial

from typing_tests.plugin.models import order_placed

log = logging.getLogger(__name__)


def pack(order_id: int, box: str, **kwargs: object) -> None: ...


def pack_text(order_id: str, box: str = "", **kwargs: object) -> None: ...


def pack_all(order_id: int, box: str) -> None: ...


class Warehouse:
    def pack(self, order_id: str, box: str, **kwargs: object) -> None: ...


boxed = partial(pack, box="small")
unboxed = partial(pack)
texts = partial(pack_text, box="small")
everything = partial(pack_all, box="small")
method = partial(Warehouse().pack, box="small")

order_placed.connect(boxed)  # ok
order_placed.connect(unboxed)  # E: signal-receiver "box"
order_placed.connect(texts)  # E: signal-receiver "order_id: str"
order_placed.connect(everything)  # E: signal-kwargs
order_placed.connect(method)  # E: signal-receiver "order_id: str"
order_placed.connect(partial(pack, box="small"), weak=False)  # ok
order_placed.connect(partial(pack_all, box=""), weak=False)  # E: signal-kwargs
order_placed.connect(partial(log.info, "order"), weak=False)  # E: signal-kwargs
kept = order_placed.connect(partial(pack_text, box="small"))  # E: signal-receiver "order_id: str"
also_kept = order_placed.connect(partial(pack))  # E: signal-receiver "box"
