"""The signal is an attribute of something, or a parameter; its model or its holder changes."""

from tests.mypy.incremental.scenario import BOTH, MODELS, Scenario, files

BASIS = files(MODELS) | files("""
    # file: refunds.py
    from pydantic import BaseModel


    class Refund(BaseModel):
        order_id: str
""")
CLASS_ATTRIBUTE = BASIS | files("""
    # file: shop.py
    from typing import ClassVar

    from heliograph import Signal

    from .models import Order
    from .refunds import Refund


    class Shop:
        placed: ClassVar[Signal[Order]] = Signal[Order]()
        refunded = Signal[Refund]()
    # file: senders.py
    from .shop import Shop


    class Till(Shop):
        def ring(self) -> None:
            self.placed.send(self, order_id=1, total=2)
    # file: receivers.py
    from .shop import Shop


    @Shop.placed.connect
    def pack(order_id: int, total: int, **kwargs: object) -> None: ...
""")
INSTANCE_ATTRIBUTE = CLASS_ATTRIBUTE | files("""
    # file: shop.py
    from heliograph import Signal

    from .models import Order
    from .refunds import Refund


    class Shop:
        def __init__(self) -> None:
            self.placed = Signal[Order]()
            self.refunded = Signal[Refund]()
    # file: receivers.py
    from .shop import Shop


    def set_up(shop: Shop) -> None:
        @shop.placed.connect
        def pack(order_id: int, total: int, **kwargs: object) -> None: ...
""")
OBJECTS = BASIS | files("""
    # file: signals.py
    from heliograph import Signal

    from .models import Order
    from .refunds import Refund


    class Signals:
        def __init__(self) -> None:
            self.placed = Signal[Order]()
    # file: app.py
    from .signals import Signals


    class App:
        signals = Signals()


    app = App()
    # file: senders.py
    from .app import app

    app.signals.placed.send("shop", order_id=1, total=2)
    # file: receivers.py
    from .app import app


    @app.signals.placed.connect
    def pack(order_id: int, total: int, **kwargs: object) -> None: ...
""")
PARAMETER = BASIS | files("""
    # file: kinds.py
    from heliograph import Signal

    from .models import Order
    from .refunds import Refund

    Placed = Signal[Order]
    # file: senders.py
    from .kinds import Placed


    def place(placed: Placed) -> None:
        placed.send("shop", order_id=1, total=2)
    # file: receivers.py
    from .kinds import Placed


    def set_up(placed: Placed) -> None:
        @placed.connect
        def pack(order_id: int, total: int, **kwargs: object) -> None: ...
""")
RETURNED = BASIS | files("""
    # file: find.py
    from heliograph import Signal

    from .models import Order
    from .refunds import Refund


    def placed() -> Signal[Order]:
        return Signal()
    # file: senders.py
    from .find import placed

    placed().send("shop", order_id=1, total=2)
    # file: receivers.py
    from .find import placed


    def pack(order_id: int, total: int, **kwargs: object) -> None: ...


    placed().connect(pack)
""")
PROPERTY = CLASS_ATTRIBUTE | files("""
    # file: shop.py
    from heliograph import Signal

    from .models import Order
    from .refunds import Refund


    class Shop:
        @property
        def placed(self) -> Signal[Order]:
            return Signal()
    # file: receivers.py
    from .shop import Shop


    def pack(order_id: int, total: int, **kwargs: object) -> None: ...


    Shop().placed.connect(pack)
""")
MAPPING = BASIS | files("""
    # file: signals.py
    from heliograph import Signal

    from .models import Order
    from .refunds import Refund

    by_name = {"placed": Signal[Order]()}
    # file: senders.py
    from .signals import by_name

    by_name["placed"].send("shop", order_id=1, total=2)
    # file: receivers.py
    from .signals import by_name


    @by_name["placed"].connect
    def pack(order_id: int, total: int, **kwargs: object) -> None: ...
""")
HOLDERS = {
    "class_attribute": (CLASS_ATTRIBUTE, "shop.py"),
    "instance_attribute": (INSTANCE_ATTRIBUTE, "shop.py"),
    "object": (OBJECTS, "signals.py"),
    "parameter": (PARAMETER, "kinds.py"),
    "function": (RETURNED, "find.py"),
    "property": (PROPERTY, "shop.py"),
    "mapping": (MAPPING, "signals.py"),
}

SCENARIOS = [
    *(
        Scenario(
            name=f"model_of_signal_in_{holder}_changed",
            before=before,
            edits={"models.py": ("total: int", "total: str\n    note: str")},
            appears=BOTH,
        )
        for holder, (before, _) in HOLDERS.items()
    ),
    *(
        Scenario(
            name=f"signal_in_{holder}_retyped",
            before=before,
            edits={path: before[path].replace("Signal[Order]", "Signal[Refund]")},
            appears=BOTH,
        )
        for holder, (before, path) in HOLDERS.items()
    ),
    Scenario(
        name="holder_of_signals_exchanged",
        before=OBJECTS
        | files("""
            # file: others.py
            from heliograph import Signal

            from .refunds import Refund


            class Signals:
                placed = Signal[Refund]()
        """),
        edits={"app.py": (".signals import", ".others import")},
        appears=BOTH,
    ),
]
