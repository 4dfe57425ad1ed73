"""The hooks that mypy asks for: each only routes what is heliograph's to the module for it.

mypy takes the first plugin that has an answer, so nothing is answered for what is not ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.nodes import TypeInfo
from mypy.plugin import Plugin

from heliograph.mypy import _connects, _declarations, _facts, _names, _sends, _signals

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy.plugin import ClassDefContext, FunctionContext, MethodContext, MethodSigContext
    from mypy.types import FunctionLike, Type


class HeliographPlugin(Plugin):
    """Checks sends, receivers and declarations of signals against the payload model."""

    def get_customize_class_mro_hook(
        self, fullname: str
    ) -> Callable[[ClassDefContext], None] | None:
        """Notes what the body of each pydantic model says, while it is there."""
        info = self._class(fullname)
        if info is not None and info.has_base(_names.BASE_MODEL):
            return _facts.note_facts
        return None

    def get_base_class_hook(self, fullname: str) -> Callable[[ClassDefContext], None] | None:
        """Looks at classes of signals; never at models, which belong to pydantic's plugin."""
        info = self._class(fullname)
        if info is not None and info.has_base(_names.SIGNAL):
            return _declarations.check_class
        return None

    def get_function_hook(self, fullname: str) -> Callable[[FunctionContext], Type] | None:
        """Looks at `Signal[Model]()` and `receiver(...)`."""
        if fullname == _names.RECEIVER:
            return _connects.refine_decorator
        if fullname in (_names.SIGNAL, _names.SIGNAL_SUBSCRIBED):
            return _declarations.check_declaration
        return None

    def get_method_signature_hook(
        self, fullname: str
    ) -> Callable[[MethodSigContext], FunctionLike] | None:
        """Looks at the sends; mypy asks for the class of the object, not that of the method."""
        name, _, method = fullname.rpartition(".")
        if method in _names.SEND_FAMILY and self._has_signals_own(name, method):
            return _sends.check_send
        return None

    def get_method_hook(self, fullname: str) -> Callable[[MethodContext], Type] | None:
        """Looks at `signal.connect(...)` and at what `receiver(...)` returned."""
        if fullname == _names.RECEIVER_DECORATOR_CALL:
            return _connects.check_decorator
        name, _, method = fullname.rpartition(".")
        if method == _names.CONNECT and self._has_signals_own(name, method):
            return _connects.check_connect
        return None

    def _has_signals_own(self, class_name: str, method: str) -> bool:
        info = self._class(class_name)
        return info is not None and _signals.is_signals_own(info, method)

    def _class(self, fullname: str) -> TypeInfo | None:
        symbol = self.lookup_fully_qualified(fullname)
        return symbol.node if symbol is not None and isinstance(symbol.node, TypeInfo) else None
