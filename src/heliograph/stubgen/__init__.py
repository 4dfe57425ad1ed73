"""Writes stubs in which every signal has its exact `send` family and checks its receivers.

Who imports whom (arrows point down only); of heliograph itself it takes what describes a signal:

    face       heliograph.stubgen             stub_of, and what finds and keeps files
    layer 3    _module                        one module: its source, and its signals
    layer 2    _signals -> _families          what is a signal; what a stub says of it
    layer 1    _payloads  _spelling  _skeleton  _files
    layer 0    _errors
"""

from heliograph.stubgen._errors import StubError
from heliograph.stubgen._files import (
    difference,
    imported,
    is_same,
    modules_of,
    present,
    source_of,
    stub_path,
    write,
)
from heliograph.stubgen._module import Stub, stub_of

__all__ = [
    "Stub",
    "StubError",
    "difference",
    "imported",
    "is_same",
    "modules_of",
    "present",
    "source_of",
    "stub_of",
    "stub_path",
    "write",
]
