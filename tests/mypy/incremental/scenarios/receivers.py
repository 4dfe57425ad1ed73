"""The receiver changes, in another module than the one that connects it."""

from tests.mypy.incremental.scenario import MODELS, SIGNALS, Scenario, files

BASIS = files(MODELS + SIGNALS)
CONNECTED = "connects.py signal-receiver"


def connecting(receivers: str, connects: str) -> dict[str, str]:
    """A package in which one module has receivers and another connects them."""
    return BASIS | files(f"""\
# file: receivers.py
{receivers}
# file: connects.py
from . import receivers
from .signals import placed

{connects}
""")


FUNCTION = connecting(
    """
def pack(order_id: int, **kwargs: object) -> None: ...


def other(order_id: str, **kwargs: object) -> None: ...
""",
    "placed.connect(receivers.pack)",
)
METHOD = connecting(
    """
class Base:
    def pack(self, order_id: int, **kwargs: object) -> None: ...


class Packer(Base): ...


packer = Packer()
""",
    "placed.connect(receivers.packer.pack)",
)
OBJECT = connecting(
    """
class Base:
    def __call__(self, order_id: int, **kwargs: object) -> None: ...


class Packer(Base): ...


packer = Packer()
""",
    "placed.connect(receivers.packer, weak=False)",
)
PARTIAL = connecting(
    """
import functools


def pack(where: str, order_id: int, **kwargs: object) -> None: ...


packed = functools.partial(pack, "here")
""",
    "placed.connect(receivers.packed, weak=False)",
)
STATIC = connecting(
    """
class Packer:
    @staticmethod
    def pack(order_id: int, **kwargs: object) -> None: ...
""",
    "placed.connect(receivers.Packer.pack)",
)
CLASS = connecting(
    """
class Packed:
    def __init__(self, order_id: int, **kwargs: object) -> None: ...
""",
    "placed.connect(receivers.Packed)",
)
DECORATED = connecting(
    """
from collections.abc import Callable

from .decorate import decorate


@decorate
def pack(order_id: int, **kwargs: object) -> None: ...
""",
    "placed.connect(receivers.pack)",
) | files("""
    # file: decorate.py
    from typing import Any, Protocol, TypeVar

    F = TypeVar("F")


    class TakesText(Protocol):
        def __call__(self, order_id: str, **kwargs: object) -> None: ...


    def decorate(function: F) -> F:
        return function
""")
PROTOCOL = connecting(
    """
from typing import Protocol


class Receives(Protocol):
    def __call__(self, order_id: int, **kwargs: object) -> None: ...
""",
    "def set_up(receiver: receivers.Receives) -> None:\n    placed.connect(receiver)",
)
UNPACKED = connecting(
    """
from typing import TypedDict


class Rest(TypedDict, total=False):
    total: int
""",
    "from typing_extensions import Unpack\n\n\n"
    "@placed.connect\n"
    "def pack(order_id: int, **kwargs: Unpack[receivers.Rest]) -> None: ...",
)
OTHER = """class Other:
    def __call__(self, order_id: str, **kwargs: object) -> None: ...


"""
TAKES = {
    "function": FUNCTION,
    "method": METHOD,
    "object": OBJECT,
    "partial": PARTIAL,
    "static_method": STATIC,
    "class": CLASS,
    "protocol": PROTOCOL,
}
RETYPED = ("order_id: int", "order_id: str")
EXPLICIT = FUNCTION | {"receivers.py": FUNCTION["receivers.py"].partition("\n\n\n")[0] + "\n"}

SCENARIOS = [
    *(
        Scenario(
            name=f"parameter_of_{kind}_retyped",
            before=before,
            edits={"receivers.py": RETYPED},
            appears=[CONNECTED],
        )
        for kind, before in TAKES.items()
    ),
    *(
        Scenario(
            name=f"field_of_{kind}_retyped",
            before=before,
            edits={"models.py": RETYPED},
            appears=[CONNECTED],
        )
        for kind, before in TAKES.items()
    ),
    Scenario(
        name="parameter_required_that_no_field_fills",
        before=EXPLICIT,
        edits={"receivers.py": ("order_id: int", "order_id: int, note: str")},
        appears=[CONNECTED],
    ),
    Scenario(
        name="parameter_no_longer_required",
        before=EXPLICIT | {"receivers.py": EXPLICIT["receivers.py"].replace("**", "note: str, **")},
        edits={"receivers.py": ("note: str", 'note: str = ""')},
        disappears=[CONNECTED],
    ),
    Scenario(
        name="receiver_loses_its_kwargs",
        before=EXPLICIT,
        edits={"receivers.py": (", **kwargs: object", "")},
        appears=["connects.py signal-kwargs"],
    ),
    Scenario(
        name="receiver_gets_kwargs",
        before=EXPLICIT
        | {"receivers.py": EXPLICIT["receivers.py"].replace(", **kwargs: object", "")},
        edits={"receivers.py": ("order_id: int", "order_id: int, **kwargs: object")},
        disappears=["connects.py signal-kwargs"],
    ),
    Scenario(
        name="receiver_moved",
        before=EXPLICIT,
        edits={
            "receivers.py": "from .moved import pack as pack\n",
            "moved.py": "def pack(order_id: str, **kwargs: object) -> None: ...\n",
        },
        appears=[CONNECTED],
    ),
    Scenario(
        name="base_of_callable_object_exchanged",
        before=OBJECT,
        edits={
            "receivers.py": (
                "class Packer(Base): ...",
                f"{OTHER}class Packer(Other): ...",
            )
        },
        appears=[CONNECTED],
    ),
    Scenario(
        name="object_no_longer_callable",
        before=OBJECT,
        edits={"receivers.py": ("class Packer(Base)", "class Packer")},
        appears=["connects.py type-var"],
    ),
    Scenario(
        name="decorator_of_receiver_retyped",
        before=DECORATED,
        edits={"decorate.py": ("-> F:\n    return function", "-> TakesText:\n    raise TypeError")},
        appears=[CONNECTED],
    ),
    Scenario(
        name="unpacked_keywords_of_receiver_retyped",
        before=UNPACKED,
        edits={"receivers.py": ("total: int", "total: str")},
        appears=[CONNECTED],
    ),
]
