"""The type of a field is another class or an alias, in a third module, and that changes."""

from tests.mypy.incremental.scenario import BOTH, RECEIVER, SEND, Scenario, files


def shop(types: str, field: str, sent: str, received: str) -> dict[str, str]:
    """A package whose model has one field, of a type in `types.py`."""
    return files(f"""\
# file: types.py
{types}
# file: models.py
from pydantic import BaseModel

from . import types as t


class Order(BaseModel):
    item: {field}
# file: signals.py
from heliograph import Signal

from .models import Order

placed = Signal[Order]()
# file: senders.py
from . import types as t
from .signals import placed


def place(thing: {sent}) -> None:
    placed.send("shop", item=thing)
# file: receivers.py
from . import types as t
from .signals import placed


@placed.connect
def pack(item: {received}, **kwargs: object) -> None: ...
""")


CLASSES = """
class Thing: ...


class Other: ...


class Special(Thing): ...
"""
MODELS = """
from pydantic import BaseModel


class Thing(BaseModel):
    size: int


class Special(Thing): ...
"""
PROTOCOL = """
from typing import Protocol


class Sized(Protocol):
    def size(self) -> int: ...


class Box:
    def size(self) -> int:
        return 1
"""
TYPED_DICTS = """
from typing import TypedDict


class Thing(TypedDict):
    size: int


class Special(TypedDict):
    size: int
    colour: str
"""
ENUM = """
import enum


class Colour(str, enum.Enum):
    RED = "red"
"""
TUPLE = """
from typing import NamedTuple


class Point(NamedTuple):
    x: int
    y: int
"""
LITERAL = """
from typing import Literal

Size = Literal["s", "m"]
"""
NEW_TYPE = """
from typing import NewType

OrderId = NewType("OrderId", int)
"""

SCENARIOS = [
    Scenario(
        name="base_of_sent_class_dropped",
        before=shop(CLASSES, "t.Thing", "t.Special", "t.Thing"),
        edits={"types.py": ("Special(Thing)", "Special(Other)")},
        appears=SEND,
    ),
    Scenario(
        name="base_of_field_class_dropped",
        before=shop(CLASSES, "t.Special", "t.Special", "t.Thing"),
        edits={"types.py": ("Special(Thing)", "Special")},
        appears=RECEIVER,
    ),
    Scenario(
        name="base_of_nested_model_dropped",
        before=shop(MODELS, "t.Thing", "t.Special", "t.Thing"),
        edits={"types.py": ("Special(Thing)", "Special(BaseModel)")},
        appears=SEND,
    ),
    Scenario(
        name="protocol_gains_member",
        before=shop(PROTOCOL, "t.Sized", "t.Box", "t.Sized"),
        edits={"types.py": ("int: ...\n", "int: ...\n    def weight(self) -> int: ...\n")},
        appears=SEND,
    ),
    Scenario(
        name="class_loses_member_of_protocol",
        before=shop(PROTOCOL, "t.Box", "t.Box", "t.Sized"),
        edits={"types.py": ("size(self) -> int:\n", "weight(self) -> int:\n")},
        appears=RECEIVER,
    ),
    Scenario(
        name="typed_dict_gains_key",
        before=shop(TYPED_DICTS, "t.Thing", "t.Special", "t.Thing"),
        edits={
            "types.py": ("    size: int\n\n\nclass S", "    size: int\n    age: int\n\n\nclass S")
        },
        appears=SEND,
    ),
    Scenario(
        name="typed_dict_loses_key",
        before=shop(TYPED_DICTS, "t.Special", "t.Special", "t.Thing"),
        edits={"types.py": ("    size: int\n    colour", "    colour")},
        appears=RECEIVER,
    ),
    Scenario(
        name="enum_loses_base",
        before=shop(ENUM, "str", "t.Colour", "str"),
        edits={"types.py": ("(str, enum.Enum)", "(enum.Enum)")},
        appears=SEND,
    ),
    Scenario(
        name="enum_of_field_loses_base",
        before=shop(ENUM, "t.Colour", "t.Colour", "str"),
        edits={"types.py": ("(str, enum.Enum)", "(enum.Enum)")},
        appears=RECEIVER,
    ),
    Scenario(
        name="named_tuple_retyped",
        before=shop(TUPLE, "tuple[int, int]", "t.Point", "tuple[int, int]"),
        edits={"types.py": ("y: int", "y: str")},
        appears=SEND,
    ),
    Scenario(
        name="alias_of_field_type_changed",
        before=shop("OrderId = int", "t.OrderId", "int", "int"),
        edits={"types.py": ("int", "str")},
        appears=BOTH,
    ),
    Scenario(
        name="alias_of_received_type_changed",
        before=shop("OrderId = int", "int", "int", "t.OrderId"),
        edits={"types.py": ("int", "str")},
        appears=RECEIVER,
    ),
    Scenario(
        name="alias_of_sent_type_changed",
        before=shop("OrderId = int", "int", "t.OrderId", "int"),
        edits={"types.py": ("int", "str")},
        appears=SEND,
    ),
    Scenario(
        name="alias_from_third_module_changed",
        before=shop(
            "from .ids import OrderId as OrderId", "list[t.OrderId]", "list[int]", "list[int]"
        )
        | {"ids.py": "OrderId = int\n"},
        edits={"ids.py": ("int", "str")},
        appears=BOTH,
    ),
    Scenario(
        name="alias_imported_from_another_module",
        before=shop("from .ids import OrderId as OrderId", "t.OrderId", "int", "int")
        | {"ids.py": "OrderId = int\n", "names.py": "OrderId = str\n"},
        edits={"types.py": (".ids", ".names")},
        appears=BOTH,
        missed_by_mypy="an alias that is imported from elsewhere",
    ),
    Scenario(
        name="union_alias_widened",
        before=shop("Reference = int | str", "t.Reference", "int", "int | str"),
        edits={"types.py": ("int | str", "int | str | bytes")},
        appears=RECEIVER,
    ),
    Scenario(
        name="literal_alias_narrowed",
        before=shop(LITERAL, "t.Size", "t.Size", "t.Size")
        | {"senders.py": 'from .signals import placed\n\nplaced.send("shop", item="m")\n'},
        edits={"types.py": ('"s", "m"', '"s", "l"')},
        appears=SEND,
    ),
    Scenario(
        name="new_type_gets_another_base",
        before=shop(NEW_TYPE, "t.OrderId", "t.OrderId", "int"),
        edits={"types.py": (", int)", ", str)")},
        appears=RECEIVER,
        missed_by_mypy="a NewType that gets its former base back",
    ),
    Scenario(
        name="field_class_becomes_alias",
        before=shop(CLASSES, "t.Thing", "t.Special", "t.Thing"),
        edits={"types.py": "class Other: ...\n\n\nclass Special(Other): ...\n\n\nThing = int\n"},
        appears=SEND,
    ),
]
