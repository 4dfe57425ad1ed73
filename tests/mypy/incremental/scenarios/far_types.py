"""The type of a field changes, and where it is sent or connected nobody names the types."""

from collections.abc import Collection

from tests.mypy.incremental.scenario import RECEIVER, SEND, Scenario, files
from tests.mypy.incremental.scenarios.field_types import (
    CLASSES,
    ENUM,
    PROTOCOL,
    TYPED_DICTS,
    shop,
)


def far(types: str, field: str, sent: str, received: str) -> dict[str, str]:
    """As `shop`, but senders and receivers only pass on what others define."""
    return shop(types, field, sent, received) | files(f"""\
# file: values.py
from . import types as t


def found() -> {sent}:
    raise LookupError
# file: packing.py
from . import types as t


def pack(item: {received}, **kwargs: object) -> None: ...
# file: senders.py
from .signals import placed
from .values import found

placed.send("shop", item=found())
# file: receivers.py
from .packing import pack
from .signals import placed

placed.connect(pack)
""")


def scenario(
    name: str, before: dict[str, str], edit: tuple[str, str], appears: Collection[str]
) -> Scenario:
    return Scenario(
        name=f"{name}_far_away", before=before, edits={"types.py": edit}, appears=appears
    )


DROPPED = ("Special(Thing)", "Special")
RETYPED = ("int", "str")
SCENARIOS = [
    scenario(
        "base_of_sent_class_dropped",
        far(CLASSES, "t.Thing", "t.Special", "t.Thing"),
        DROPPED,
        SEND,
    ),
    scenario(
        "base_of_field_class_dropped",
        far(CLASSES, "t.Special", "t.Special", "t.Thing"),
        DROPPED,
        RECEIVER,
    ),
    scenario(
        "base_of_class_in_union_dropped",
        far(CLASSES, "t.Special | int", "t.Special", "t.Thing | int"),
        DROPPED,
        RECEIVER,
    ),
    scenario(
        "protocol_gains_member",
        far(PROTOCOL, "t.Sized", "t.Box", "t.Sized"),
        ("int: ...\n", "int: ...\n    def weight(self) -> int: ...\n"),
        SEND,
    ),
    scenario(
        "class_loses_member_of_protocol",
        far(PROTOCOL, "t.Box", "t.Box", "t.Sized"),
        ("size(self) -> int:\n", "weight(self) -> int:\n"),
        RECEIVER,
    ),
    scenario(
        "protocol_of_receiver_gains_member",
        far(PROTOCOL, "t.Box", "t.Box", "t.Sized"),
        ("int: ...\n", "int: ...\n    def weight(self) -> int: ...\n"),
        RECEIVER,
    ),
    scenario(
        "typed_dict_loses_key",
        far(TYPED_DICTS, "t.Thing", "t.Special", "t.Thing"),
        ("    size: int\n    colour", "    colour"),
        SEND,
    ),
    scenario(
        "enum_loses_base",
        far(ENUM, "str", "t.Colour", "str"),
        ("(str, enum.Enum)", "(enum.Enum)"),
        SEND,
    ),
    scenario(
        "sent_alias_changed",
        far("OrderId = int", "int", "t.OrderId", "int"),
        RETYPED,
        SEND,
    ),
    scenario(
        "received_alias_changed",
        far("OrderId = int", "int", "int", "t.OrderId"),
        RETYPED,
        RECEIVER,
    ),
]
