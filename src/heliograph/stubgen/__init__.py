"""Writes stubs in which every signal has its exact `send` family and checks its receivers.

Who imports whom (arrows point down only); of heliograph itself it takes what describes a signal:

    face       heliograph.stubgen             stub_of, and what finds and keeps files
    layer 4    _module                        the stub of one module
    layer 3    _declarations                  what signals become in it
    layer 2    _signals -> _families  _values   what is a signal; what a stub says of it and others
    layer 1    _payloads  _spelling  _skeleton  _files
    layer 0    _errors  _scopes  _comments
"""

from heliograph.stubgen._errors import StubError, one_line
from heliograph.stubgen._files import (
    difference,
    imported,
    is_same,
    lacks_marker,
    left_over,
    marker_path,
    modules_of,
    present,
    remove,
    source_of,
    stub_path,
    write,
    write_marker,
)
from heliograph.stubgen._module import Stub, stub_of

__all__ = [
    "Stub",
    "StubError",
    "difference",
    "imported",
    "is_same",
    "lacks_marker",
    "left_over",
    "marker_path",
    "modules_of",
    "one_line",
    "present",
    "remove",
    "source_of",
    "stub_of",
    "stub_path",
    "write",
    "write_marker",
]
