"""Write a code base: `python -m benchmarks.mypy_cost.codebase FOLDER`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.mypy_cost.codebase.options import add_size_options, size_from
from benchmarks.mypy_cost.codebase.writing import write_code_base

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Write, and say how much."""
    command = argparse.ArgumentParser(
        prog="python -m benchmarks.mypy_cost.codebase",
        description="Write a code base full of signals, to try type checkers on.",
    )
    command.add_argument("folder", type=Path, help="where to write it")
    add_size_options(command)
    options = command.parse_args(arguments)
    written = write_code_base(options.folder, size_from(options))
    print(f"{written.files} modules, {written.lines} lines")


if __name__ == "__main__":
    main()
