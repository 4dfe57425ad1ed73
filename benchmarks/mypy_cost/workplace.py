"""The files of a measurement: code base, settings, caches; and the runs of mypy on them."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from enum import Enum
from typing import TYPE_CHECKING

from benchmarks.mypy_cost.codebase.writing import add_optional_field, write_code_base
from benchmarks.mypy_cost.running import Run, RunError, run_python

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.mypy_cost.codebase.plan import Size


class Variant(Enum):
    """With or without the plugin; the value names the files."""

    WITHOUT = "without-plugin"
    WITH = "with-plugin"


PLUGINS = {
    Variant.WITHOUT: "pydantic.mypy",
    Variant.WITH: "pydantic.mypy, heliograph.mypy",
}

SETTINGS = """\
[mypy]
strict = True
plugins = {plugins}
"""

# Imports all that the code base imports from elsewhere, and makes one mistake, that only the
# plugin sees.
PROBE = """\
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Generic, Literal, TypeVar
from uuid import UUID

from heliograph import Signal, receiver
from pydantic import BaseModel, Field


class OrderPlaced(BaseModel):
    quantity: int


order_placed = Signal[OrderPlaced]()
order_placed.send("web", quantity="many")
"""


class Workplace:
    """A folder with a code base and, for either variant, settings and a cache of mypy.

    Args:
        folder: Where everything goes; made if need be.
        size: The size of the code base.
    """

    def __init__(self, folder: Path, size: Size) -> None:
        self.folder = folder.resolve()
        self.size = size
        self.code_base = write_code_base(self.folder / "code", size)
        (self.folder / "probe.py").write_text(PROBE, encoding="utf-8")
        for variant, plugins in PLUGINS.items():
            self._settings(variant).write_text(SETTINGS.format(plugins=plugins), encoding="utf-8")

    def prepare(self) -> None:
        """Fill the caches that hold libraries only, and see whether the plugin is at work.

        Raises:
            RunError: The plugin can't be loaded or overlooks a mistake, or mypy without it
                finds one.
        """
        for variant in Variant:
            arguments = self._arguments(variant, self._library_cache(variant), "../probe.py")
            run = run_python(arguments, self.code_base.folder)
            if variant is Variant.WITHOUT and run.code != 0:
                raise RunError("mypy does not run", arguments, run)
            # That mypy's own check of the call finds nothing is known from the other variant.
            if variant is Variant.WITH and (
                run.code != 1 or "probe.py:16: error" not in run.output
            ):
                raise RunError("The plugin is not at work", arguments, run)

    def check(self, variant: Variant) -> Run:
        """Run mypy on the code base.

        Raises:
            RunError: mypy fails, finds errors, or has not seen all modules.
        """
        arguments = self._arguments(variant, self._cache(variant), ".")
        run = run_python(arguments, self.code_base.folder)
        success = f"Success: no issues found in {self.code_base.files} source files"
        if run.code != 0 or run.output != success:
            raise RunError(f"mypy {variant.value} does not end well", arguments, run)
        return run

    def empty_cache(self, variant: Variant) -> None:
        """Make mypy forget everything."""
        shutil.rmtree(self._cache(variant), ignore_errors=True)

    def cache_libraries(self, variant: Variant) -> None:
        """Make mypy forget the code base, and remember what that imports from elsewhere."""
        self.empty_cache(variant)
        shutil.copytree(self._library_cache(variant), self._cache(variant))

    @contextmanager
    def edited(self) -> Iterator[None]:
        """Have an optional field more in a payload model that other modules import."""
        path = self.code_base.edited
        before = path.read_text(encoding="utf-8")
        path.write_text(add_optional_field(before), encoding="utf-8")
        try:
            yield
        finally:
            path.write_text(before, encoding="utf-8")

    def _arguments(self, variant: Variant, cache: Path, what: str) -> list[str]:
        options = ["--config-file", str(self._settings(variant)), "--cache-dir", str(cache)]
        return ["-m", "mypy", *options, what]

    def _settings(self, variant: Variant) -> Path:
        return self.folder / f"{variant.value}.ini"

    def _cache(self, variant: Variant) -> Path:
        return self.folder / "caches" / variant.value

    def _library_cache(self, variant: Variant) -> Path:
        return self.folder / "caches" / f"{variant.value}-libraries"
