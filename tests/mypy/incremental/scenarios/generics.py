"""The payload model or the signal is generic."""

from tests.mypy.incremental.scenario import BOTH, SEND, Scenario, files

PAGES = files("""
    # file: items.py
    from pydantic import BaseModel


    class Item(BaseModel):
        sku: str


    class Special(Item): ...


    class Other(BaseModel):
        sku: str
    # file: page.py
    from typing import Generic, TypeVar

    from pydantic import BaseModel

    T = TypeVar("T")


    class Page(BaseModel, Generic[T]):
        first: T
        rest: list[T]
    # file: signals.py
    from heliograph import Signal

    from .items import Item
    from .page import Page

    listed = Signal[Page[Item]]()
    # file: senders.py
    from .items import Item, Special
    from .signals import listed


    def turn(special: Special, items: list[Item]) -> None:
        listed.send("shop", first=special, rest=items)
    # file: receivers.py
    from .items import Item
    from .signals import listed


    @listed.connect
    def show(first: Item, rest: list[Item], **kwargs: object) -> None: ...
""")
RELAYED = files("""
    # file: models.py
    from pydantic import BaseModel


    class Order(BaseModel):
        order_id: int


    class Refund(BaseModel):
        order_id: int
    # file: signals.py
    from heliograph import Signal

    from .models import Order, Refund

    placed = Signal[Order]()
    refunded = Signal[Refund]()
    # file: relay.py
    from typing import TypeVar

    from heliograph import Signal

    from .models import Order

    T = TypeVar("T", bound=Order)


    def relay(signal: Signal[T], payload: T) -> T:
        signal.send("relay", payload)
        signal.send("relay", order_id=payload.order_id)
        return payload
    # file: senders.py
    from .models import Order
    from .relay import relay
    from .signals import placed

    relay(placed, Order(order_id=1))
""")

SCENARIOS = [
    Scenario(
        name="argument_of_payload_model_loses_base",
        before=PAGES,
        edits={"items.py": ("Special(Item)", "Special(BaseModel)")},
        appears=SEND,
    ),
    Scenario(
        name="argument_of_payload_model_exchanged",
        before=PAGES,
        edits={"signals.py": ("import Item", "import Other", "Page[Item]", "Page[Other]")},
        appears=BOTH,
    ),
    Scenario(
        name="argument_of_payload_model_becomes_alias",
        before=PAGES,
        edits={
            "items.py": """
                from pydantic import BaseModel


                class Other(BaseModel): ...


                class Special(BaseModel): ...


                Item = Other
            """
        },
        appears=SEND,
    ),
    Scenario(
        name="field_added_to_generic_payload_model",
        before=PAGES,
        edits={"page.py": ("first: T", "first: T\n    number: int")},
        appears=SEND,
    ),
    Scenario(
        name="field_of_generic_payload_model_retyped",
        before=PAGES,
        edits={"page.py": ("rest: list[T]", "rest: list[list[T]]")},
        appears=BOTH,
    ),
    Scenario(
        name="bound_of_type_variable_changed",
        before=RELAYED,
        edits={"relay.py": ("import Order", "import Refund", "bound=Order", "bound=Refund")},
        appears=["senders.py type-var"],
    ),
    Scenario(
        name="signal_given_to_generic_function_retyped",
        before=RELAYED,
        edits={"signals.py": ("placed = Signal[Order]", "placed = Signal[Refund]")},
        appears=["senders.py misc"],
    ),
]
