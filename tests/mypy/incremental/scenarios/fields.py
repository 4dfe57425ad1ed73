"""A field of the payload model changes."""

from tests.mypy.incremental.scenario import BOTH, RECEIVER, SEND, SHOP, Scenario, files

SENDS_COUPON = SHOP | files("""
    # file: senders.py
    from .signals import placed

    placed.send("shop", order_id=1, total=2, coupon="SPRING")
    # file: receivers.py
    from .signals import placed


    @placed.connect
    def pack(coupon: str, **kwargs: object) -> None: ...
""")
OMITS_TOTAL = SHOP | files("""
    # file: senders.py
    from .signals import placed


    def place() -> None:
        placed.send("shop", order_id=1)
""")
ANNOTATED = OMITS_TOTAL | files("""
    # file: models.py
    from typing import Annotated

    from pydantic import BaseModel, Field


    class Order(BaseModel):
        order_id: int
        total: Annotated[int, Field(ge=0)]
""")
CONFIGURED = SENDS_COUPON | files("""
    # file: models.py
    from pydantic import BaseModel, ConfigDict


    class Order(BaseModel):
        model_config = ConfigDict(extra="forbid")

        order_id: int
        total: int
    # file: receivers.py
""")
VALIDATOR = """
    @field_validator("total", mode="before")
    @classmethod
    def parsed(cls, value: object) -> object:
        return value
"""
WITH_DEFAULT = "total: int = 0"
AT_END = "total: int\n"

SCENARIOS = [
    Scenario(
        name="required_field_added",
        before=SHOP,
        edits={"models.py": (AT_END, "total: int\n    currency: str\n")},
        appears=SEND,
    ),
    Scenario(
        name="field_with_default_added",
        before=SENDS_COUPON,
        edits={"models.py": (AT_END, 'total: int\n    coupon: str = ""\n')},
        disappears=BOTH,
    ),
    Scenario(
        name="field_removed",
        before=SHOP,
        edits={"models.py": ("    total: int\n", "")},
        appears=BOTH,
    ),
    Scenario(
        name="field_renamed",
        before=SHOP,
        edits={"models.py": ("total: int", "amount: int")},
        appears=BOTH,
    ),
    Scenario(
        name="field_retyped",
        before=SHOP,
        edits={"models.py": ("total: int", "total: str")},
        appears=BOTH,
    ),
    Scenario(
        name="field_made_optional",
        before=SHOP,
        edits={"models.py": ("total: int", "total: int | None")},
        appears=RECEIVER,
    ),
    Scenario(
        name="default_added",
        before=OMITS_TOTAL,
        edits={"models.py": ("total: int", WITH_DEFAULT)},
        disappears=SEND,
    ),
    Scenario(
        name="default_removed",
        before=OMITS_TOTAL | {"models.py": SHOP["models.py"].replace("total: int", WITH_DEFAULT)},
        edits={"models.py": (WITH_DEFAULT, "total: int")},
        appears=SEND,
    ),
    Scenario(
        name="default_of_field_function_becomes_required",
        before=OMITS_TOTAL
        | {
            "models.py": SHOP["models.py"]
            .replace("import BaseModel", "import BaseModel, Field")
            .replace("total: int", "total: int = Field(default_factory=int)")
        },
        edits={"models.py": ("default_factory=int", "gt=0")},
        appears=SEND,
    ),
    Scenario(
        name="default_in_annotated_added",
        before=ANNOTATED,
        edits={"models.py": ("Field(ge=0)", "Field(default=1)")},
        disappears=SEND,
    ),
    Scenario(
        name="default_in_annotated_removed",
        before=ANNOTATED
        | {"models.py": ANNOTATED["models.py"].replace("Field(ge=0)", "Field(default=1)")},
        edits={"models.py": ("Field(default=1)", "Field(ge=0)")},
        appears=SEND,
    ),
    Scenario(
        name="field_becomes_class_variable",
        before=SHOP,
        edits={
            "models.py": (
                "from pydantic",
                "from typing import ClassVar\n\nfrom pydantic",
                "total: int",
                "total: ClassVar[int] = 0",
            )
        },
        appears=BOTH,
    ),
    Scenario(
        name="field_becomes_property",
        before=SHOP,
        edits={
            "models.py": (
                "    total: int\n",
                "    @property\n    def total(self) -> int:\n        return 1\n",
            )
        },
        appears=BOTH,
    ),
    Scenario(
        name="extra_fields_allowed",
        before=CONFIGURED,
        edits={"models.py": ("forbid", "allow")},
        disappears=SEND,
    ),
    Scenario(
        name="extra_fields_no_longer_allowed",
        before=CONFIGURED | {"models.py": CONFIGURED["models.py"].replace("forbid", "allow")},
        edits={"models.py": ("allow", "ignore")},
        appears=SEND,
    ),
    Scenario(
        name="extra_fields_allowed_by_class_keyword",
        before=CONFIGURED | {"models.py": SHOP["models.py"]},
        edits={"models.py": ("(BaseModel)", '(BaseModel, extra="allow")')},
        disappears=SEND,
    ),
    Scenario(
        name="alias_given_to_field",
        before=SHOP
        | files("""
            # file: senders.py
            from .signals import placed

            placed.send("shop", order_id=1, sum=2)
        """),
        edits={
            "models.py": (
                "import BaseModel",
                "import BaseModel, Field",
                "total: int",
                'total: int = Field(default=0, alias="sum")',
            )
        },
    ),
    Scenario(
        name="before_validator_added",
        before=SHOP
        | files("""
            # file: senders.py
            from .signals import placed

            placed.send("shop", order_id=1, total="2")
        """),
        edits={
            "models.py": (
                "import BaseModel",
                "import BaseModel, field_validator",
                AT_END,
                AT_END + VALIDATOR,
            )
        },
        disappears=SEND,
    ),
]
