"""What the type of a field is made of changes, in a fourth module; nobody names that type."""

from collections.abc import Collection

from tests.mypy.incremental.scenario import BOTH, RECEIVER, SEND, SHOP, Scenario, files
from tests.mypy.incremental.scenarios.far_types import far

PARTS = """
from typing import TypedDict

Size = int


class Base: ...


class Other: ...


class Keys(TypedDict):
    size: int
"""
TYPED_DICT = """
from typing import TypedDict

from .parts import Keys


class Thing(TypedDict):
    size: int


class Special(Keys):
    colour: str
"""
PROTOCOL = """
from typing import Protocol

from . import parts


class Sized(Protocol):
    def size(self) -> parts.Size: ...


class Box:
    def size(self) -> int:
        return 1
"""
MEMBER = """
from typing import Protocol

from . import parts


class Sized(Protocol):
    @property
    def size(self) -> int: ...


class Box:
    size: parts.Size
"""
TUPLE = """
from typing import NamedTuple

from . import parts


class Point(NamedTuple):
    x: int
    y: parts.Size
"""
DERIVED = """
from . import parts


class Thing(parts.Base): ...


class Special(Thing): ...
"""
GENERIC = """
from typing import Generic, TypeVar

from . import parts

T = TypeVar("T")


class Box(Generic[T]):
    content: T


class SizeBox(Box[parts.Size]): ...
"""
FUNCTION = """
from collections.abc import Callable

from . import parts

Measure = Callable[[], parts.Size]
"""
OF_ORDER = SHOP | files("""
    # file: ids.py
    OrderId = int
    # file: base.py
    from pydantic import BaseModel

    from . import ids


    class Base(BaseModel):
        order_id: ids.OrderId
    # file: models.py
    from .base import Base


    class Order(Base):
        total: int
""")


def scenario(
    name: str, before: dict[str, str], edit: tuple[str, str], appears: Collection[str]
) -> Scenario:
    return Scenario(
        name=name, before=before | {"parts.py": PARTS}, edits={"parts.py": edit}, appears=appears
    )


RETYPED = ("Size = int", "Size = str")
SCENARIOS = [
    scenario(
        "base_of_sent_typed_dict_changed",
        far(TYPED_DICT, "t.Thing", "t.Special", "t.Thing"),
        ("size: int", "width: int"),
        SEND,
    ),
    scenario(
        "base_of_received_typed_dict_changed",
        far(TYPED_DICT, "t.Special", "t.Special", "t.Thing"),
        ("size: int", "width: int"),
        RECEIVER,
    ),
    scenario(
        "member_of_protocol_retyped_by_alias",
        far(PROTOCOL, "t.Sized", "t.Box", "t.Sized"),
        RETYPED,
        SEND,
    ),
    scenario(
        "member_of_received_protocol_retyped_by_alias",
        far(PROTOCOL, "t.Box", "t.Box", "t.Sized"),
        RETYPED,
        RECEIVER,
    ),
    scenario(
        "member_of_class_retyped_by_alias",
        far(MEMBER, "t.Box", "t.Box", "t.Sized"),
        RETYPED,
        RECEIVER,
    ),
    scenario(
        "item_of_named_tuple_retyped_by_alias",
        far(TUPLE, "t.Point", "t.Point", "tuple[int, int]"),
        RETYPED,
        RECEIVER,
    ),
    scenario(
        "item_of_sent_named_tuple_retyped_by_alias",
        far(TUPLE, "tuple[int, int]", "t.Point", "tuple[int, int]"),
        RETYPED,
        SEND,
    ),
    scenario(
        "argument_of_base_retyped_by_alias",
        far(GENERIC, "t.Box[int]", "t.SizeBox", "t.Box[int]"),
        RETYPED,
        SEND,
    ),
    scenario(
        "argument_of_base_of_field_class_retyped_by_alias",
        far(GENERIC, "t.SizeBox", "t.SizeBox", "t.Box[int]"),
        RETYPED,
        RECEIVER,
    ),
    scenario(
        "part_of_alias_retyped_by_alias",
        far(FUNCTION, "t.Measure", "t.Measure", "Callable[[], int]")
        | files("""
            # file: packing.py
            from collections.abc import Callable


            def pack(item: Callable[[], int], **kwargs: object) -> None: ...
        """),
        RETYPED,
        RECEIVER,
    ),
    Scenario(
        name="base_of_base_of_sent_class_dropped",
        before=far(DERIVED, "p.Base", "t.Special", "p.Base")
        | files("""
            # file: parts.py
            class Root: ...


            class Base(Root): ...
            # file: models.py
            from pydantic import BaseModel

            from . import parts


            class Order(BaseModel):
                item: parts.Root
            # file: packing.py
            from . import parts


            def pack(item: parts.Root, **kwargs: object) -> None: ...
        """),
        edits={"parts.py": ("Base(Root)", "Base")},
        appears=SEND,
    ),
    Scenario(
        name="alias_in_base_of_model_retyped",
        before=OF_ORDER,
        edits={"ids.py": ("int", "str")},
        appears=BOTH,
    ),
]
