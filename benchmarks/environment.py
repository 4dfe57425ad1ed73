"""Where the numbers come from: interpreter, operating system, libraries.

Neither names of machines nor paths, since the page is published.
"""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version

LIBRARIES = ("heliograph", "pydantic", "pydantic-core", "Django", "blinker", "psygnal", "pluggy")


def environment() -> dict[str, str]:
    """Describe the run in a few words each."""
    return {
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
        "System": f"{platform.system()}, {platform.machine()}, {os.cpu_count()} CPUs",
        "Libraries": ", ".join(f"{library} {_version(library)}" for library in LIBRARIES),
    }


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "(from source)"
