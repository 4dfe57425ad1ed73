"""The command line: `python -m benchmarks.mypy_cost`."""

from __future__ import annotations

import argparse
import sys
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.environment import environment
from benchmarks.mypy_cost.codebase.options import add_size_options, positive, size_from
from benchmarks.mypy_cost.importing import import_times
from benchmarks.mypy_cost.measuring import measure
from benchmarks.mypy_cost.report import report
from benchmarks.mypy_cost.running import RunError, library_digest
from benchmarks.mypy_cost.workplace import Workplace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print the figures; or, if a run fails, what it said and no figures."""
    command = parser()
    options = command.parse_args(arguments)
    kept: Path | None = options.keep
    if kept is not None and kept.exists() and (not kept.is_dir() or any(kept.iterdir())):
        command.error(f"{kept} is there already: name a new or an empty folder")
    size = size_from(options)
    measured = library_digest()
    with working_folder(kept) as folder:
        workplace = Workplace(folder, size)
        try:
            rows = measure(workplace, options.repeat, say)
            say("importing ...")
            imports = import_times(options.repeat)
        except RunError as failure:
            sys.exit(str(failure))
    if library_digest() != measured:
        sys.exit("heliograph was edited meanwhile: no figures.")
    facts = {**environment(), "mypy": version("mypy")}
    text = report(rows, imports, workplace.code_base, size, options.repeat, facts)
    print(text, end="")
    if options.page is not None:
        options.page.write_text(text, encoding="utf-8")


def parser() -> argparse.ArgumentParser:
    """Describe the options."""
    command = argparse.ArgumentParser(
        prog="python -m benchmarks.mypy_cost",
        description="Measure what the plugin heliograph.mypy adds to the time that mypy takes.",
    )
    command.add_argument(
        "--repeat",
        type=positive,
        default=5,
        metavar="N",
        help="how often everything is measured (default: 5)",
    )
    command.add_argument(
        "--page",
        type=Path,
        metavar="PATH",
        help="write what is printed to this file too, such as docs/mypy-cost.md",
    )
    add_size_options(command)
    command.add_argument(
        "--keep",
        type=Path,
        metavar="FOLDER",
        help="leave the code base, the settings and the caches of mypy in this new folder",
    )
    return command


@contextmanager
def working_folder(kept: Path | None) -> Iterator[Path]:
    """Return the folder to keep, or one that goes away."""
    if kept is not None:
        yield kept
        return
    with TemporaryDirectory(prefix="mypy-cost-") as folder:
        yield Path(folder)


def say(text: str) -> None:
    """Tell how far it has got, apart from the figures."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
