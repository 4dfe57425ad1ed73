"""Sends from many places, and sends of what is unpacked or whole."""

from tests.mypy.incremental.scenario import MODELS, SEND, SIGNALS, Scenario, files

BASIS = files(MODELS + SIGNALS)
SENT = 'placed.send("shop", order_id=1, total=2)'
PLACES = {
    "at_module_level": SENT,
    "in_function": f"def place() -> None:\n    {SENT}",
    "in_method": f"class Shop:\n    def place(self) -> None:\n        {SENT}",
    "in_class_body": f"class Shop:\n    {SENT}",
    "in_nested_function": f"def outer() -> None:\n    def place() -> None:\n        {SENT}",
    "in_lambda": f"place = lambda: {SENT}",
    "in_comprehension": f"sent = [{SENT} for _ in range(3)]",
    "in_default": f"def place(sent: object = {SENT}) -> None: ...",
    "in_decorator": f"""
from collections.abc import Callable


def keep(sent: object) -> Callable[[Callable[[], None]], Callable[[], None]]:
    return lambda function: function


@keep({SENT})
def place() -> None: ...
""",
    "in_coroutine": f"async def place() -> None:\n    await {SENT.replace('send', 'asend')}",
    "that_is_robust": 'placed.send_robust("shop", order_id=1, total=2)',
    "behind_type_checking": f"from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    {SENT}",
    "with_local_import": f"def place() -> None:\n    from .signals import placed\n\n    {SENT}",
}
SPLAT = BASIS | files("""
    # file: content.py
    from typing import TypedDict


    class Content(TypedDict):
        order_id: int
        total: int
    # file: senders.py
    from .content import Content
    from .signals import placed


    def place(content: Content) -> None:
        placed.send("shop", **content)
""")
WHOLE = BASIS | files("""
    # file: special.py
    from pydantic import BaseModel

    from .models import Order


    class Special(Order): ...
    # file: senders.py
    from .signals import placed
    from .special import Special


    def place(special: Special) -> None:
        placed.send("shop", special)
""")
VALUES = BASIS | files("""
    # file: values.py
    def total() -> int:
        return 1
    # file: senders.py
    from .signals import placed
    from .values import total

    placed.send("shop", order_id=1, total=total())
""")
SAME_MODULE = files("""
    # file: ids.py
    OrderId = int
    # file: senders.py
    from heliograph import Signal
    from pydantic import BaseModel

    from .ids import OrderId


    class Order(BaseModel):
        order_id: OrderId


    placed = Signal[Order]()
    placed.send("shop", order_id=1)
""")
CYCLE = files("""
    # file: models.py
    from __future__ import annotations

    from pydantic import BaseModel

    from . import signals


    class Order(BaseModel):
        order_id: int

        def place(self) -> None:
            signals.placed.send(self, order_id=self.order_id)
    # file: signals.py
    from heliograph import Signal

    from . import models

    placed = Signal["models.Order"]()
    # file: senders.py
    from .signals import placed

    placed.send("shop", order_id=1)
""")


def place(sending: str) -> dict[str, str]:
    return BASIS | {"senders.py": f"from .signals import placed\n\n{sending}\n"}


SCENARIOS = [
    *(
        Scenario(
            name=f"send_{where}_lacks_new_field",
            before=place(sending),
            edits={"models.py": ("total: int", "total: int\n    note: str")},
            appears=SEND,
        )
        for where, sending in PLACES.items()
    ),
    Scenario(
        name="unpacked_typed_dict_loses_key",
        before=SPLAT,
        edits={"content.py": ("    total: int\n", "")},
        appears=SEND,
    ),
    Scenario(
        name="unpacked_typed_dict_retyped",
        before=SPLAT,
        edits={"content.py": ("total: int", "total: str")},
        appears=SEND,
    ),
    Scenario(
        name="field_of_unpacked_typed_dict_renamed",
        before=SPLAT,
        edits={"models.py": ("total: int", "amount: int")},
        appears=SEND,
    ),
    Scenario(
        name="base_of_sent_payload_dropped",
        before=WHOLE,
        edits={"special.py": ("Special(Order)", "Special(BaseModel)")},
        appears=SEND,
    ),
    Scenario(
        name="signal_of_sent_payload_retyped",
        before=WHOLE,
        edits={
            "signals.py": (
                "placed =",
                "class Refund(Order): ...\n\n\nplaced =",
                "[Order]",
                "[Refund]",
            )
        },
        appears=SEND,
    ),
    Scenario(
        name="function_that_is_sent_retyped",
        before=VALUES,
        edits={"values.py": ("-> int", "-> str", "1", '"1"')},
        appears=SEND,
    ),
    Scenario(
        name="type_of_field_changed_where_model_signal_and_send_are_one_module",
        before=SAME_MODULE,
        edits={"ids.py": ("int", "str")},
        appears=SEND,
    ),
    Scenario(
        name="model_changed_where_model_signal_and_send_are_one_module",
        before=SAME_MODULE,
        edits={"senders.py": ("order_id: OrderId", "order_id: OrderId\n    total: int")},
        appears=SEND,
    ),
    Scenario(
        name="field_added_in_import_cycle",
        before=CYCLE,
        edits={"models.py": ("order_id: int\n", "order_id: int\n    total: int\n")},
        appears=["models.py signal-send", *SEND],
    ),
    Scenario(
        name="field_retyped_in_import_cycle",
        before=CYCLE,
        edits={"models.py": ("order_id: int\n", "order_id: str\n")},
        appears=SEND,
    ),
]
