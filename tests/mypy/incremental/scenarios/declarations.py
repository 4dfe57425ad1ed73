"""What a signal is declared with becomes something that can't be a payload model, and back."""

from tests.mypy.incremental.scenario import SHOP, Scenario, files

SIGNAL = "signals.py signal-payload"
DERIVED = SHOP | files("""
    # file: signals.py
    from heliograph import Signal

    from .models import Order


    class Placed(Signal[Order]): ...


    placed = Placed()
""")
INHERITED = SHOP | files("""
    # file: base.py
    from pydantic import BaseModel


    class Base(BaseModel): ...
    # file: models.py
    from .base import Base


    class Order(Base):
        order_id: int
        total: int
""")
# Quiet on both sides, so that only the declaration matters.
ALONE = {"senders.py": "", "receivers.py": ""}

SCENARIOS = [
    Scenario(
        name="model_becomes_plain_class",
        before=SHOP | ALONE,
        edits={"models.py": ("from pydantic import BaseModel\n\n\n", "", "(BaseModel)", "")},
        appears=[SIGNAL],
    ),
    Scenario(
        name="plain_class_becomes_model",
        before=SHOP
        | ALONE
        | {"models.py": "class BaseModel: ...\n\n\nclass Order(BaseModel):\n    order_id: int\n"},
        edits={"models.py": ("class BaseModel: ...", "from pydantic import BaseModel")},
        disappears=[SIGNAL],
    ),
    Scenario(
        name="model_becomes_root_model",
        before=SHOP | ALONE,
        edits={
            "models.py": """
                from pydantic import RootModel


                class Order(RootModel[int]): ...
            """
        },
        appears=[SIGNAL],
    ),
    Scenario(
        name="model_becomes_alias_of_int",
        before=SHOP | ALONE,
        edits={"models.py": "Order = int\n"},
        appears=[SIGNAL],
    ),
    Scenario(
        name="model_gets_field_named_sender",
        before=SHOP | ALONE,
        edits={"models.py": ("total: int", "sender: str")},
        appears=[SIGNAL],
    ),
    Scenario(
        name="model_gets_field_named_signal_from_base",
        before=INHERITED | ALONE,
        edits={"base.py": ("...", "\n    signal: str")},
        appears=[SIGNAL],
    ),
    Scenario(
        name="base_of_model_becomes_root_model",
        before=INHERITED | ALONE,
        edits={
            "base.py": """
                from pydantic import RootModel


                class Base(RootModel[int]): ...
            """,
            "models.py": ("    order_id: int\n    total: int\n", "    ...\n"),
        },
        appears=[SIGNAL],
    ),
    Scenario(
        name="model_of_signal_class_becomes_plain_class",
        before=DERIVED | ALONE,
        edits={"models.py": ("from pydantic import BaseModel\n\n\n", "", "(BaseModel)", "")},
        appears=[SIGNAL],
    ),
    Scenario(
        name="model_of_signal_class_gets_field_named_sender",
        before=DERIVED | ALONE,
        edits={"models.py": ("total: int", "sender: str")},
        appears=[SIGNAL],
    ),
]
