"""Dotted names that the plugin looks for, and the names it gives to what it adds."""

from __future__ import annotations

SIGNAL = "heliograph._signal.Signal"
# How mypy calls `Signal[X]()`: a class that is subscribed first has no dotted name there.
SIGNAL_SUBSCRIBED = "Signal"
RECEIVER = "heliograph._receiver.receiver"
RECEIVER_DECORATOR = "heliograph.typing.ReceiverDecorator"
RECEIVER_DECORATOR_CALL = f"{RECEIVER_DECORATOR}.__call__"

SEND_FAMILY = frozenset({"send", "send_robust", "asend", "asend_robust"})
CONNECT = "connect"
# What generated stubs override, to say what decorates the receivers of a signal.
DECORATOR_OF_SIGNAL = "_receiver_decorator"

# Arguments of every receiver, so no names for a field.
SENDER = "sender"
SIGNAL_ARGUMENT = "signal"
RESERVED = (SENDER, SIGNAL_ARGUMENT)

BASE_MODEL = "pydantic.main.BaseModel"
ROOT_MODEL = "pydantic.root_model.RootModel"
FIELD = "pydantic.fields.Field"
MODEL_CONFIG = "model_config"
# Aliases of pydantic that admit more than the type they stand for.
CONVERTING_ALIASES = frozenset({"pydantic.types.Json", "pydantic.types.ImportString"})
PYDANTIC = "pydantic"

OBJECT = "builtins.object"
TRUE = "builtins.True"
ITERABLE = "typing.Iterable"
PARTIAL = "functools.partial"
# Where mypy keeps the signature of a `partial`.
PARTIAL_SIGNATURE = "__mypy_partial"

# The key of what a model's body says, in the metadata of its class.
METADATA = "heliograph"
# A symbol of each model that changes along with that, for the daemon to see; no user can write it.
# As a private name, it may differ between bases.
FINGERPRINT = "__heliograph payload"
