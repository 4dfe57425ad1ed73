"""The signal, or what holds it, changes."""

from tests.mypy.incremental.scenario import BOTH, SEND, SHOP, Scenario, files

TWO_MODELS = SHOP | files("""
    # file: models.py
    from pydantic import BaseModel


    class Order(BaseModel):
        order_id: int
        total: int


    class Refund(BaseModel):
        order_id: str
    # file: signals.py
    from heliograph import Signal

    from .models import Order, Refund

    placed = Signal[Order]()
    refunded = Signal[Refund]()
""")
# In each, `placed` is found in another way; the rest of the package is the usual.
DERIVED = TWO_MODELS | files("""
    # file: kinds.py
    from typing import Any

    from heliograph import Signal

    from .models import Order, Refund


    class Base(Signal[Order]): ...


    class OtherBase(Signal[Refund]): ...
    # file: signals.py
    from .kinds import Base


    class OrderSignal(Base): ...


    placed = OrderSignal()
""")
GENERIC = TWO_MODELS | files("""
    # file: kinds.py
    from heliograph import Signal
    from pydantic import BaseModel
    from typing_extensions import TypeVar

    T = TypeVar("T", bound=BaseModel)


    class Named(Signal[T]): ...
    # file: signals.py
    from .kinds import Named
    from .models import Order

    placed = Named[Order]()
""")
ALIASED = TWO_MODELS | files("""
    # file: kinds.py
    from heliograph import Signal

    from .models import Order, Refund

    OrderSignal = Signal[Order]
    # file: signals.py
    from .kinds import OrderSignal

    placed = OrderSignal()
""")
REEXPORTED = TWO_MODELS | files("""
    # file: home.py
    from heliograph import Signal

    from .models import Order

    placed = Signal[Order]()
    # file: elsewhere.py
    from heliograph import Signal

    from .models import Refund

    placed = Signal[Refund]()
    # file: signals.py
    from .home import placed as placed
""")
PLACED = "placed = Signal[Order]"
RETYPED = {"signals.py": (PLACED, "placed = Signal[Refund]")}
OVERRIDE = """

    def send(self, /, sender: Any, *payload: Order, **fields: Any) -> list[Any]:
        return []
"""
OVERRIDDEN = {"kinds.py": ("Base(Signal[Order]): ...", f"Base(Signal[Order]):{OVERRIDE}")}
OMITS_TOTAL = files("""
    # file: senders.py
    from .signals import placed

    placed.send("shop", order_id=1)
""")

SCENARIOS = [
    Scenario(name="signal_retyped", before=TWO_MODELS, edits=RETYPED, appears=BOTH),
    Scenario(
        name="signal_loses_its_model",
        before=TWO_MODELS | OMITS_TOTAL,
        edits={"signals.py": (PLACED, "placed = Signal")},
        disappears=SEND,
    ),
    Scenario(
        name="signal_gets_a_model",
        before=TWO_MODELS
        | OMITS_TOTAL
        | {"signals.py": TWO_MODELS["signals.py"].replace(PLACED, "placed = Signal")},
        edits={"signals.py": ("placed = Signal", PLACED)},
        appears=SEND,
    ),
    Scenario(
        name="signal_becomes_any",
        before=TWO_MODELS | OMITS_TOTAL | {"receivers.py": ""},
        edits={"signals.py": (PLACED, "from typing import Any\nplaced: Any = Signal[Order]")},
        disappears=SEND,
    ),
    Scenario(
        name="reexported_signal_retyped",
        before=REEXPORTED,
        edits={"home.py": ("import Order", "import Refund", "[Order]", "[Refund]")},
        appears=BOTH,
    ),
    Scenario(
        name="reexport_points_elsewhere",
        before=REEXPORTED,
        edits={"signals.py": (".home", ".elsewhere")},
        appears=BOTH,
        missed_by_mypy="a name in a function that is imported from elsewhere",
        seen_with_cache=True,
    ),
    Scenario(
        name="signal_moved_behind_reexport",
        before=TWO_MODELS,
        edits={
            "signals.py": "from .home import placed as placed\n",
            "home.py": """
                from heliograph import Signal

                from .models import Refund

                placed = Signal[Refund]()
            """,
        },
        appears=BOTH,
    ),
    Scenario(
        name="base_of_signal_class_exchanged",
        before=DERIVED,
        edits={"signals.py": ("import Base", "import OtherBase", "(Base)", "(OtherBase)")},
        appears=BOTH,
    ),
    Scenario(
        name="base_of_signal_class_retyped",
        before=DERIVED,
        edits={"kinds.py": ("class Base(Signal[Order])", "class Base(Signal[Refund])")},
        appears=BOTH,
    ),
    Scenario(
        name="model_of_signal_class_changed",
        before=DERIVED,
        edits={"models.py": ("order_id: int", "order_id: bytes")},
        appears=BOTH,
    ),
    Scenario(
        name="send_overridden_in_signal_class",
        before=DERIVED | OMITS_TOTAL,
        edits=OVERRIDDEN,
        disappears=SEND,
    ),
    Scenario(
        name="override_of_send_removed",
        before=Scenario(name="", before=DERIVED | OMITS_TOTAL, edits=OVERRIDDEN).after,
        edits={"kinds.py": (OVERRIDE, " ...\n")},
        appears=SEND,
    ),
    Scenario(
        name="generic_signal_class_given_another_model",
        before=GENERIC,
        edits={"signals.py": ("import Order", "import Refund", "[Order]", "[Refund]")},
        appears=BOTH,
    ),
    Scenario(
        name="model_of_generic_signal_class_changed",
        before=GENERIC,
        edits={"models.py": ("total: int", "total: str")},
        appears=BOTH,
    ),
    Scenario(
        name="alias_of_signal_class_retyped",
        before=ALIASED,
        edits={"kinds.py": ("Signal[Order]", "Signal[Refund]")},
        appears=BOTH,
    ),
    Scenario(
        name="model_behind_alias_of_signal_class_changed",
        before=ALIASED,
        edits={"models.py": ("total: int", "total: str")},
        appears=BOTH,
    ),
    Scenario(
        name="sender_type_changed",
        before=TWO_MODELS
        | {"signals.py": TWO_MODELS["signals.py"].replace(PLACED, "placed = Signal[Order, str]")},
        edits={"signals.py": ("Signal[Order, str]", "Signal[Order, int]")},
        appears=["senders.py arg-type"],
    ),
]
