"""What the payload model derives from changes, in a third module."""

from tests.mypy.incremental.scenario import BOTH, RECEIVER, SEND, SHOP, Scenario, files

DERIVED = SHOP | files("""
    # file: base.py
    from pydantic import BaseModel


    class Base(BaseModel):
        order_id: int


    class Other(BaseModel):
        order_id: str
    # file: models.py
    from .base import Base


    class Order(Base):
        total: int
""")
TWICE_DERIVED = DERIVED | files("""
    # file: middle.py
    from .base import Base


    class Middle(Base): ...
    # file: models.py
    from .middle import Middle


    class Order(Middle):
        total: int
""")
MIXED = DERIVED | files("""
    # file: mixin.py
    from pydantic import BaseModel


    class Dated(BaseModel):
        day: str
""")
GENERIC = SHOP | files("""
    # file: base.py
    from typing import Generic, TypeVar

    from pydantic import BaseModel

    T = TypeVar("T")


    class Base(BaseModel, Generic[T]):
        order_id: T
    # file: models.py
    from .base import Base


    class Order(Base[int]):
        total: int
""")
OPTIONAL_SEND = files("""
    # file: senders.py
    from .signals import placed

    placed.send("shop", order_id=1, total=2, note="fragile")
""")

SCENARIOS = [
    Scenario(
        name="required_field_added_to_base",
        before=DERIVED,
        edits={"base.py": ("order_id: int", "order_id: int\n    note: str")},
        appears=SEND,
    ),
    Scenario(
        name="field_with_default_added_to_base",
        before=DERIVED | OPTIONAL_SEND,
        edits={"base.py": ("order_id: int", 'order_id: int\n    note: str = ""')},
        disappears=SEND,
    ),
    Scenario(
        name="field_removed_from_base",
        before=DERIVED,
        edits={"base.py": ("order_id: int", "...")},
        appears=BOTH,
    ),
    Scenario(
        name="field_retyped_in_base",
        before=DERIVED,
        edits={"base.py": ("order_id: int", "order_id: bytes")},
        appears=BOTH,
    ),
    Scenario(
        name="required_field_added_to_base_of_base",
        before=TWICE_DERIVED,
        edits={"base.py": ("order_id: int", "order_id: int\n    note: str")},
        appears=SEND,
    ),
    Scenario(
        name="field_retyped_in_base_of_base",
        before=TWICE_DERIVED,
        edits={"base.py": ("order_id: int", "order_id: bytes")},
        appears=BOTH,
    ),
    Scenario(
        name="middle_base_overrides_field",
        before=TWICE_DERIVED,
        edits={"middle.py": ("...", "\n    order_id: bool")},
        appears=SEND,
    ),
    Scenario(
        name="base_exchanged",
        before=DERIVED,
        edits={"models.py": ("import Base", "import Other", "Order(Base)", "Order(Other)")},
        appears=BOTH,
    ),
    Scenario(
        name="base_of_base_exchanged",
        before=TWICE_DERIVED,
        edits={"middle.py": ("import Base", "import Other", "Middle(Base)", "Middle(Other)")},
        appears=BOTH,
    ),
    Scenario(
        name="mixin_added",
        before=MIXED,
        edits={
            "models.py": (
                "import Base\n",
                "import Base\nfrom .mixin import Dated\n",
                "Order(Base)",
                "Order(Base, Dated)",
            )
        },
        appears=SEND,
    ),
    Scenario(
        name="mixin_becomes_no_model",
        before=MIXED
        | files("""
            # file: models.py
            from .base import Base
            from .mixin import Dated


            class Order(Base, Dated):
                total: int
        """),
        edits={"mixin.py": ("from pydantic import BaseModel\n\n\n", "", "(BaseModel)", "")},
        disappears=SEND,
    ),
    Scenario(
        name="base_given_another_argument",
        before=GENERIC,
        edits={"models.py": ("Base[int]", "Base[str]")},
        appears=BOTH,
    ),
    Scenario(
        name="field_of_generic_base_retyped",
        before=GENERIC,
        edits={"base.py": ("order_id: T", "order_id: list[T]")},
        appears=BOTH,
    ),
    Scenario(
        name="extra_fields_allowed_in_base",
        before=DERIVED | OPTIONAL_SEND,
        edits={
            "base.py": ("order_id: int", 'model_config = {"extra": "allow"}\n    order_id: int')
        },
        disappears=SEND,
    ),
    Scenario(
        name="default_added_in_base",
        before=DERIVED
        | files("""
            # file: senders.py
            from .signals import placed

            placed.send("shop", total=2)
        """),
        edits={"base.py": ("order_id: int", "order_id: int = 0")},
        disappears=SEND,
    ),
    Scenario(
        name="field_made_optional_in_base",
        before=DERIVED,
        edits={"base.py": ("order_id: int", "order_id: int | None")},
        appears=RECEIVER,
    ),
]
