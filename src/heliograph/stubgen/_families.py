"""From a payload to what a stub says of its signals: who may send what, and who may receive it.

Per kind of signal: a protocol for its receivers; a type variable bound to it, so that `connect` and
the decorator give back the function's own type; the decorator; and a signal class with the exact
`send` family, whose hook tells `receiver()` of the decorator. `**kwargs: object` in the protocol
demands `**kwargs` of receivers; with `Any` there, pyright lets pass what no send provides.
"""

from __future__ import annotations

from typing import NamedTuple

from heliograph.stubgen._payloads import Payload
from heliograph.stubgen._spelling import Spelling

SENDS = ("send", "send_robust", "asend", "asend_robust")
# What a stub overrides besides.
CONNECT = "connect"

_INDENT = "    "
# Each checker looks at another line of an overload for what stands in the way of the override.
_FIRST_OVERLOAD = "  # type: ignore[override]"
_FIRST_DEFINITION = "  # pyrefly: ignore[bad-override]"
_LAST_DEFINITION = (
    "  # pyright: ignore[reportIncompatibleMethodOverride]"
    "  # ty: ignore[incompatible-method-override]"
)
_REASON = "# Narrower than in Signal, on purpose: these fields, and receivers of them."


class Family(NamedTuple):
    """What a stub says of a kind of signal.

    Attributes:
        helpers: The definitions that stand before the class, line by line.
        methods: What stands in the body of the class, line by line, not indented.
    """

    helpers: list[str]
    methods: list[str]


def family_of(
    payload: Payload,
    sender: str,
    signal_class: str,
    prefix: str,
    spelling: Spelling,
    own: frozenset[str] = frozenset(),
) -> Family:
    """Returns what a stub says of the signals of one class.

    Args:
        payload: Their payload.
        sender: The type of what sends, as text.
        signal_class: The name of the class, from the top level.
        prefix: What the names of the helpers begin with.
        spelling: Names the types of the fields.
        own: The methods that the class defines itself, which are left to it.

    Returns:
        Both parts; no methods if the class defines all of them.

    Raises:
        UnnameableError: The type of a field can't be named.
    """
    methods = _sends(payload, sender, spelling, own)
    # An extra field may be what a receiver requires, so there is nothing to check of receivers.
    if CONNECT in own or payload.allows_extra:
        return Family([], methods)
    receiver, decorator = f"{prefix}Receiver", f"{prefix}Decorator"
    variable = f"{receiver}T"
    helpers = [
        *_protocol(payload, sender, signal_class, receiver, spelling),
        "",
        f'{variable} = {spelling.imported("typing", "TypeVar")}("{variable}", bound={receiver})',
        "",
        *_decorator(decorator, variable, signal_class, spelling),
    ]
    override = f"@{spelling.imported('typing_extensions', 'override')}"
    is_optional = sender in (spelling.imported("typing", "Any"), "None")
    is_optional = is_optional or sender.endswith("| None")
    methods += [
        override,
        "def connect(",
        f"{_INDENT}self,",
        f"{_INDENT}receiver: {variable},",
        f"{_INDENT}sender: {sender if is_optional else f'{sender} | None'} = None,",
        f"{_INDENT}weak: {spelling.builtin('bool')} = True,",
        f"{_INDENT}dispatch_uid: {spelling.builtin('object')} = None,",
        f") -> {variable}: ...",
        override,
        f"def _receiver_decorator(self) -> {decorator}: ...",
    ]
    return Family(helpers, methods)


def _sends(payload: Payload, sender: str, spelling: Spelling, own: frozenset[str]) -> list[str]:
    methods = [_send(name, payload, sender, spelling) for name in SENDS if name not in own]
    return [_REASON, *(line for method in methods for line in method)] if methods else []


def _send(name: str, payload: Payload, sender: str, spelling: Spelling) -> list[str]:
    """Returns both forms of one method: by fields, and by an instance."""
    overload = f"@{spelling.imported('typing', 'overload')}"
    override = f"@{spelling.imported('typing_extensions', 'override')}"
    response = spelling.imported("heliograph.typing", "Response")
    result = f"{spelling.builtin('list')}[{response}]"
    definition = f"{'async ' if name.startswith('a') else ''}def {name}"
    anything = spelling.imported("typing", "Any")
    fields = [
        f"{field.name}: {anything if field.takes_anything else spelling.text(field.annotation)}"
        f"{'' if field.is_required else ' = ...'}"
        for field in payload.fields
    ]
    parameters = ["self", "/", f"sender: {sender}", *(["*", *fields] if fields else [])]
    if payload.allows_extra:
        parameters.append(f"**{_free('extra', payload)}: {anything}")
    model = spelling.text(payload.model)
    by_instance = f"{definition}(self, sender: {sender}, payload: {model}, /) -> {result}: ..."
    return [
        f"{overload}{_FIRST_OVERLOAD}",
        override,
        f"{definition}({_FIRST_DEFINITION}",
        *(f"{_INDENT}{parameter}," for parameter in parameters),
        f") -> {result}: ...",
        overload,
        f"{by_instance}{_LAST_DEFINITION}",
    ]


def _protocol(
    payload: Payload, sender: str, signal_class: str, name: str, spelling: Spelling
) -> list[str]:
    fields = [f"{field.name}: {spelling.text(field.annotation)}" for field in payload.fields]
    parameters = ["self", "/", "*", f"signal: {signal_class}", f"sender: {sender}", *fields]
    anything = spelling.builtin("object")
    parameters.append(f"**{_free('kwargs', payload)}: {anything}")
    return [
        f"class {name}({spelling.imported('typing', 'Protocol')}):",
        f"{_INDENT}def __call__(",
        *(f"{_INDENT * 2}{parameter}," for parameter in parameters),
        f"{_INDENT}) -> {anything}: ...",
    ]


def _decorator(name: str, variable: str, signal_class: str, spelling: Spelling) -> list[str]:
    base = spelling.imported("heliograph.typing", "ReceiverDecorator")
    return [
        f"class {name}({base}[{signal_class}]):",
        f"{_INDENT}@{spelling.imported('typing_extensions', 'override')}",
        f"{_INDENT}def __call__(self, function: {variable}) -> {variable}: ...",
    ]


def _free(name: str, payload: Payload) -> str:
    """Returns a name for the rest of the arguments, which no field bears."""
    while any(field.name == name for field in payload.fields):
        name += "_"
    return name
