"""The fields that payload models have: their types, and Python that makes and uses their values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A type of fields.

    Attributes:
        annotation: As the payload model declares it.
        names: What fields of this type are called. No other type has these names, so that fields
            of the same name in two models are of the same type.
        values: Expressions to send.
        use: An expression in which a receiver uses the value, with `{}` for its name.
        rest: What stands behind the `=` in the payload model, if anything.
        is_required: Whether a send must have it.
        type_: As a receiver declares it, if that is not the annotation.
        needs: The imports of the annotation, as `module:name`.
        needs_to_send: Those of the values.
    """

    annotation: str
    names: tuple[str, ...]
    values: tuple[str, ...]
    use: str
    rest: str | None = None
    is_required: bool = True
    type_: str = ""
    needs: tuple[str, ...] = ()
    needs_to_send: tuple[str, ...] = ()

    @property
    def received(self) -> str:
        """The type in the signature of a receiver."""
        return self.type_ or self.annotation

    @property
    def needs_to_receive(self) -> tuple[str, ...]:
        """The imports of that type."""
        return tuple(need for need in self.needs if need.partition(":")[2] in self.received)


@dataclass(frozen=True)
class Field:
    """A field of a payload model."""

    name: str
    kind: Kind


DECIMAL = "decimal:Decimal"
FIELD = "pydantic:Field"
AMOUNT = Kind(
    "Decimal",
    ("total", "tax", "shipping_cost"),
    ('Decimal("9.50")', 'Decimal("0.75")'),
    "{} * 2",
    needs=(DECIMAL,),
    needs_to_send=(DECIMAL,),
)
TEXT = Kind("str", ("reference", "title", "owner", "region"), ('"A-17"', '"B-4"'), "{}.upper()")
OPTIONAL_TEXT = Kind(
    "str | None", ("note", "campaign_code"), ('"spring"', "None"), '{} or "-"', "None", False
)

KINDS = (
    Kind("int", ("quantity", "position", "revision", "attempts"), ("1", "12", "345"), "{} + 1"),
    Kind("int", ("weight", "seats"), ("3", "80"), "{} * 10", "Field(gt=0)", needs=(FIELD,)),
    TEXT,
    AMOUNT,
    Kind(
        "Decimal",
        ("price",),
        ('Decimal("4.99")',),
        "round({}, 1)",
        "Field(gt=0)",
        needs=(DECIMAL, FIELD),
        needs_to_send=(DECIMAL,),
    ),
    Kind(
        "datetime",
        ("happened_at", "due_at"),
        ("datetime(2026, 5, 17, 9, 30, tzinfo=UTC)",),
        "{}.isoformat()",
        needs=("datetime:datetime",),
        needs_to_send=("datetime:UTC", "datetime:datetime"),
    ),
    OPTIONAL_TEXT,
    Kind("int | None", ("parent_id",), ("7", "None"), "{} or 0", "None", False),
    Kind("list[str]", ("tags", "remarks"), ('["new"]', '["new", "gift"]'), "len({})"),
    Kind(
        "list[int]",
        ("item_ids",),
        ("[1, 2, 3]", "[]"),
        "sum({})",
        "Field(default_factory=list)",
        False,
        needs=(FIELD,),
    ),
    Kind("dict[str, int]", ("counts",), ('{"red": 2}',), "sum({}.values())"),
    Kind(
        "Address",
        ("address",),
        ('Address(street="Low Road 3", city="Leeds")',),
        "{}.city",
        needs=("shared.payloads:Address",),
        needs_to_send=("shared.payloads:Address",),
    ),
    Kind(
        'Literal["web", "app", "phone"]',
        ("channel",),
        ('"web"', '"phone"'),
        "{}.title()",
        type_="str",
        needs=("typing:Literal",),
    ),
    Kind(
        'Literal["low", "high"]',
        ("urgency",),
        ('"low"',),
        '{} == "high"',
        '"low"',
        False,
        needs=("typing:Literal",),
    ),
    Kind(
        "Page[int]",
        ("page",),
        ("Page[int](items=[1, 2], number=1)",),
        "sum({}.items)",
        needs=("shared.payloads:Page",),
        needs_to_send=("shared.payloads:Page",),
    ),
    Kind(
        "Stage",
        ("stage",),
        ("Stage.OPEN", "Stage.DONE"),
        "{}.value",
        needs=("shared.payloads:Stage",),
        needs_to_send=("shared.payloads:Stage",),
    ),
    Kind(
        "Annotated[int, Field(ge=0)]",
        ("balance",),
        ("0", "250"),
        "{} - 1",
        type_="int",
        needs=("typing:Annotated", FIELD),
    ),
    Kind(
        "UUID",
        ("trace",),
        ("UUID(int=7)",),
        "{}.hex",
        needs=("uuid:UUID",),
        needs_to_send=("uuid:UUID",),
    ),
    Kind("bool", ("is_express",), ("True",), "not {}", "False", False),
)


@dataclass(frozen=True)
class Base:
    """What a payload model derives from, and the fields that it has from there."""

    name: str
    needs: tuple[str, ...]
    fields: tuple[Field, ...] = ()


PLAIN_BASE = Base("BaseModel", ("pydantic:BaseModel",))
BASES = (
    *(PLAIN_BASE,) * 7,
    Base("Traced", ("shared.payloads:Traced",), (Field("request_id", OPTIONAL_TEXT),)),
    Base(
        "Change[Decimal]",
        ("shared.payloads:Change", DECIMAL),
        (Field("before", AMOUNT), Field("after", AMOUNT)),
    ),
    Base(
        "Change[str]",
        ("shared.payloads:Change",),
        (Field("before", TEXT), Field("after", TEXT)),
    ),
)
