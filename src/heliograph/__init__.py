"""A typed event bus: signals you can see, check and trust, faster than a hand-written loop.

Who imports whom (arrows point down only; nothing here imports a framework):

    leaves     __main__ -> cli   stubgen/     python -m heliograph; mypy/ takes nothing from here
    face       heliograph                     re-exports what is listed in __all__
    layer 3    _receiver -> _signal           what users hold
    layer 2    _registry  _delivery -> _concurrently  _compile  _declare  _vetting
    layer 1    _groups -> _identity  _shortcut -> _identity  _callables  _settings
    layer 1    _payload -> _check  _naming  _failures
    layer 0    errors  _types -> typing  _location  _validators  _check_schema -> _fits

A `send` begins in `_signal`, or in the method that `_compile` generated for the payload model.
"""

from heliograph._receiver import receiver
from heliograph._settings import configure
from heliograph._signal import Signal
from heliograph.errors import (
    DeclarationError,
    HeliographError,
    LostReceiverWarning,
    PayloadError,
    PayloadNameError,
    PayloadWarning,
    ReceiverSignatureError,
    ReceiverTypeError,
    RunningLoopError,
    SettingsError,
    UnnamedSignalError,
)

__version__ = "0.1.0"

__all__ = [
    "DeclarationError",
    "HeliographError",
    "LostReceiverWarning",
    "PayloadError",
    "PayloadNameError",
    "PayloadWarning",
    "ReceiverSignatureError",
    "ReceiverTypeError",
    "RunningLoopError",
    "SettingsError",
    "Signal",
    "UnnamedSignalError",
    "configure",
    "receiver",
]
