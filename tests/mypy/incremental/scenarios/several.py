"""Receivers that `@receiver` connects, to one signal or to several."""

from tests.mypy.incremental.scenario import RECEIVER, Scenario, files

TWO = files("""
    # file: models.py
    from pydantic import BaseModel


    class Order(BaseModel):
        order_id: int
    # file: refunds.py
    from pydantic import BaseModel


    class Refund(BaseModel):
        order_id: int
    # file: signals.py
    from heliograph import Signal

    from .models import Order
    from .refunds import Refund

    placed = Signal[Order]()
    refunded = Signal[Refund]()
    # file: receivers.py
    from heliograph import receiver

    from .signals import placed, refunded


    @receiver([placed, refunded])
    def pack(order_id: int, **kwargs: object) -> None: ...
""")
ONE = TWO | files("""
    # file: receivers.py
    from heliograph import receiver

    from .signals import refunded


    @receiver(refunded, sender="shop")
    def pack(order_id: int, **kwargs: object) -> None: ...
""")
TUPLE = TWO | {
    "receivers.py": TWO["receivers.py"].replace("[placed, refunded]", "(placed, refunded)")
}
METHOD = TWO | files("""
    # file: receivers.py
    from heliograph import receiver

    from .signals import placed, refunded


    class Packer:
        @staticmethod
        @receiver([placed, refunded])
        def pack(order_id: int, **kwargs: object) -> None: ...
""")
STACKED = TWO | files("""
    # file: receivers.py
    from .signals import placed, refunded


    @placed.connect
    @refunded.connect
    def pack(order_id: int, **kwargs: object) -> None: ...
""")
NESTED = TWO | files("""
    # file: receivers.py
    from heliograph import receiver

    from .signals import placed, refunded


    def set_up() -> None:
        @receiver([placed, refunded], weak=False)
        async def pack(order_id: int, **kwargs: object) -> None: ...
""")
CALLED = TWO | files("""
    # file: receivers.py
    from heliograph import receiver

    from .signals import placed, refunded


    def pack(order_id: int, **kwargs: object) -> None: ...


    receiver([placed, refunded])(pack)
""")
CONNECTS = {
    "one_signal": ONE,
    "list": TWO,
    "tuple": TUPLE,
    "method": METHOD,
    "two_decorators": STACKED,
    "nested_function": NESTED,
    "call_of_receiver": CALLED,
}

SCENARIOS = [
    *(
        Scenario(
            name=f"field_retyped_for_receiver_of_{how}",
            before=before,
            edits={"refunds.py": ("order_id: int", "order_id: str")},
            appears=RECEIVER,
        )
        for how, before in CONNECTS.items()
    ),
    *(
        Scenario(
            name=f"field_removed_for_receiver_of_{how}",
            before=before,
            edits={"refunds.py": ("order_id: int", "...")},
            appears=RECEIVER,
        )
        for how, before in CONNECTS.items()
    ),
    Scenario(
        name="one_of_several_signals_retyped",
        before=TWO | {"others.py": TWO["refunds.py"].replace("int", "str")},
        edits={"signals.py": (".refunds", ".others")},
        appears=RECEIVER,
    ),
    Scenario(
        name="one_of_two_decorators_gets_another_model",
        before=STACKED | {"refunds.py": TWO["refunds.py"].replace("int", "str")},
        edits={"signals.py": ("Signal[Refund]", "Signal[Order]")},
        disappears=RECEIVER,
    ),
]
