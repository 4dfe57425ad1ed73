"""What decides about a field, but is in no type: defaults, metadata and options elsewhere."""

from tests.mypy.incremental.scenario import SEND, SHOP, Scenario, files

OMITS_TOTAL = SHOP | files("""
    # file: senders.py
    from .signals import placed


    def place() -> None:
        placed.send("shop", order_id=1)
""")
SENDS_TEXT = SHOP | files("""
    # file: senders.py
    from .signals import placed

    placed.send("shop", order_id=1, total="2")
""")
SENDS_MORE = SHOP | files("""
    # file: senders.py
    from .signals import placed

    placed.send("shop", order_id=1, total=2, note="fragile")
""")
ALIASED = files("""
    # file: types.py
    from typing import Annotated

    from pydantic import BeforeValidator, Field

    Total = Annotated[int, Field(ge=0)]
    # file: models.py
    from pydantic import BaseModel

    from .types import Total


    class Order(BaseModel):
        order_id: int
        total: Total
""")
TWICE_ALIASED = ALIASED | files("""
    # file: names.py
    from .types import Total as Total
    # file: models.py
    from pydantic import BaseModel

    from . import names


    class Order(BaseModel):
        order_id: int
        total: names.Total
""")
IN_BASE = ALIASED | files("""
    # file: base.py
    from pydantic import BaseModel

    from .types import Total


    class Base(BaseModel):
        total: Total
    # file: models.py
    from .base import Base


    class Order(Base):
        order_id: int
""")
ANNOTATED = files("""
    # file: models.py
    from typing import Annotated

    from pydantic import BaseModel, Field


    class Order(BaseModel):
        order_id: int
        total: Annotated[int, Field(default=1)]
""")
OWN_FIELD = files("""
    # file: shim.py
    from pydantic import Field as Field
    # file: own.py
    from typing import Any


    def Field(*, gt: int) -> Any:
        return gt
    # file: models.py
    from pydantic import BaseModel

    from .shim import Field


    class Order(BaseModel):
        order_id: int
        total: int = Field(gt=0)
""")
CONFIGURED = files("""
    # file: base.py
    from pydantic import BaseModel


    class Base(BaseModel):
        class Config:
            frozen = True
    # file: models.py
    from .base import Base


    class Order(Base):
        order_id: int
        total: int
""")
VALIDATED = files("""
    # file: base.py
    from pydantic import BaseModel, field_validator


    class Base(BaseModel):
        @field_validator("*", mode="after")
        @classmethod
        def parsed(cls, value: object) -> object:
            return value
    # file: models.py
    from .base import Base


    class Order(Base):
        order_id: int
        total: int
""")
DEFAULT = {"types.py": ("Field(ge=0)", "Field(default=1)")}
CONVERTING = {"types.py": ("Field(ge=0)", "BeforeValidator(int)")}
OPTIONS = ("frozen = True", 'extra = "allow"')

# mypy drops it from the alias, so nothing that it compares or hashes has changed.
METADATA = "the metadata in an alias of another module"

SCENARIOS = [
    *(
        Scenario(
            name=f"default_added_in_{where}",
            before=OMITS_TOTAL | before,
            edits=DEFAULT,
            disappears=SEND,
            missed_by_plugin=METADATA,
        )
        for where, before in {
            "annotated_alias": ALIASED,
            "reexported_annotated_alias": TWICE_ALIASED,
            "annotated_alias_of_base": IN_BASE,
        }.items()
    ),
    *(
        Scenario(
            name=f"converter_added_in_{where}",
            before=SENDS_TEXT | before,
            edits=CONVERTING,
            disappears=SEND,
            missed_by_plugin=METADATA,
        )
        for where, before in {
            "annotated_alias": ALIASED,
            "reexported_annotated_alias": TWICE_ALIASED,
            "annotated_alias_of_base": IN_BASE,
        }.items()
    ),
    Scenario(
        name="alias_gets_metadata",
        before=OMITS_TOTAL | ALIASED | {"types.py": "Total = int\n"},
        edits={"types.py": ALIASED["types.py"].replace("ge=0", "default=1")},
        disappears=SEND,
        missed_by_plugin=METADATA,
    ),
    Scenario(
        name="lines_moved_above_annotated_default",
        before=OMITS_TOTAL | ANNOTATED,
        edits={"models.py": ("order_id: int", "order_id: int\n    note: str")},
        appears=SEND,
    ),
    Scenario(
        name="function_behind_field_exchanged",
        before=OMITS_TOTAL | OWN_FIELD,
        edits={"shim.py": ("pydantic", ".own")},
        disappears=SEND,
    ),
    Scenario(
        name="extra_fields_allowed_in_old_style_config_of_base",
        before=SENDS_MORE | CONFIGURED,
        edits={"base.py": OPTIONS},
        disappears=SEND,
    ),
    Scenario(
        name="validator_of_base_begins_to_convert",
        before=SENDS_TEXT | VALIDATED,
        edits={"base.py": ("after", "before")},
        disappears=SEND,
    ),
]
