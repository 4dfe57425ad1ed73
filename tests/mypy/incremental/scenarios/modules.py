"""Modules come, go and move, and names are imported in other ways."""

from tests.mypy.incremental.scenario import BOTH, SEND, SHOP, Scenario, files

MODEL = SHOP["models.py"]
OTHER_MODEL = MODEL.replace("total: int", "total: str")
STAR = SHOP | files("""
    # file: home.py
    from pydantic import BaseModel


    class Order(BaseModel):
        order_id: int
        total: int
    # file: models.py
    from .home import *
""")
MODULE_ATTRIBUTE = SHOP | files("""
    # file: signals.py
    from heliograph import Signal

    from . import models as m

    placed = Signal[m.Order]()
    # file: senders.py
    from . import signals

    signals.placed.send("shop", order_id=1, total=2)
    # file: receivers.py
    from . import signals


    @signals.placed.connect
    def pack(order_id: int, total: int, **kwargs: object) -> None: ...
""")
TYPE_CHECKING_ONLY = SHOP | files("""
    # file: signals.py
    from __future__ import annotations

    from typing import TYPE_CHECKING

    from heliograph import Signal

    if TYPE_CHECKING:
        from .models import Order

    placed: Signal[Order] = Signal["Order"]()
""")
LOCAL = SHOP | files("""
    # file: signals.py
    from heliograph import Signal


    def placed_() -> "Signal[Order]":
        return Signal()


    placed = placed_()

    from .models import Order
""")
INITIALISED = SHOP | files("""
    # file: __init__.py
    from .models import Order as Order
    # file: signals.py
    from heliograph import Signal

    from . import Order

    placed = Signal[Order]()
""")

SCENARIOS = [
    Scenario(
        name="module_of_model_moved",
        before=SHOP,
        edits={
            "models.py": None,
            "orders.py": OTHER_MODEL,
            "signals.py": (".models", ".orders"),
        },
        appears=BOTH,
    ),
    Scenario(
        name="module_of_model_moved_behind_reexport",
        before=SHOP,
        edits={"models.py": "from .orders import Order as Order\n", "orders.py": OTHER_MODEL},
        appears=BOTH,
    ),
    Scenario(
        name="module_of_model_becomes_package",
        before=SHOP,
        edits={"models.py": None, "models/__init__.py": OTHER_MODEL},
        appears=BOTH,
    ),
    Scenario(
        name="module_of_model_deleted",
        before=SHOP | {"senders.py": SHOP["senders.py"].replace(", total=2", "")},
        edits={"models.py": None},
        appears=["signals.py import-not-found"],
        disappears=SEND,
    ),
    Scenario(
        name="module_of_model_appears",
        before={path: text for path, text in SHOP.items() if path != "models.py"},
        edits={"models.py": OTHER_MODEL},
        appears=BOTH,
        disappears=["signals.py import-not-found"],
    ),
    Scenario(
        name="module_of_signal_deleted",
        before=SHOP | {"senders.py": SHOP["senders.py"].replace(", total=2", "")},
        edits={"signals.py": None},
        appears=[
            "receivers.py import-not-found",
            "receivers.py untyped-decorator",
            "senders.py import-not-found",
        ],
        disappears=SEND,
    ),
    Scenario(
        name="stub_of_model_appears",
        before=SHOP,
        edits={"models.pyi": OTHER_MODEL},
        appears=BOTH,
        missed_by_mypy="a stub that goes away",
        seen_with_cache=True,
    ),
    Scenario(
        name="model_imported_from_another_module",
        before=SHOP | {"others.py": OTHER_MODEL},
        edits={"signals.py": (".models", ".others")},
        appears=BOTH,
    ),
    Scenario(
        name="field_retyped_behind_star_import",
        before=STAR,
        edits={"home.py": ("total: int", "total: str")},
        appears=BOTH,
    ),
    Scenario(
        name="field_retyped_behind_module_attribute",
        before=MODULE_ATTRIBUTE,
        edits={"models.py": ("total: int", "total: str")},
        appears=BOTH,
    ),
    Scenario(
        name="module_alias_points_elsewhere",
        before=MODULE_ATTRIBUTE | {"others.py": OTHER_MODEL},
        edits={"signals.py": ("models as m", "others as m")},
        appears=BOTH,
    ),
    Scenario(
        name="field_retyped_behind_type_checking_import",
        before=TYPE_CHECKING_ONLY,
        edits={"models.py": ("total: int", "total: str")},
        appears=BOTH,
    ),
    Scenario(
        name="field_retyped_behind_late_import",
        before=LOCAL,
        edits={"models.py": ("total: int", "total: str")},
        appears=BOTH,
    ),
    Scenario(
        name="field_retyped_behind_package",
        before=INITIALISED,
        edits={"models.py": ("total: int", "total: str")},
        appears=BOTH,
    ),
    Scenario(
        name="package_exports_another_model",
        before=INITIALISED | {"others.py": OTHER_MODEL},
        edits={"__init__.py": (".models", ".others")},
        appears=BOTH,
    ),
]
