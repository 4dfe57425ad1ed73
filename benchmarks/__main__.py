"""The command line: `python -m benchmarks`."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.environment import environment
from benchmarks.groups import GROUPS
from benchmarks.page import page
from benchmarks.plan import DEFAULT, QUICK

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print the page, and write it."""
    command = parser()
    options = command.parse_args(arguments)
    if "HELIOGRAPH_DEBUG" in os.environ or not __debug__:
        command.error(
            "the default settings are measured: unset HELIOGRAPH_DEBUG, and run without -O"
        )
    plan = QUICK if options.quick else DEFAULT
    if options.rounds is not None:
        plan = replace(plan, rounds=options.rounds)
    tables = []
    for group in options.only or GROUPS:
        print(f"measuring {group} ...", file=sys.stderr, flush=True)
        tables.append(GROUPS[group](plan))
    text = page(tables, environment(), plan)
    print(text, end="")
    is_whole = plan == DEFAULT and not options.only
    output = options.output or (PAGE if is_whole else None)
    if output is None:
        print("not written: this was not a whole run, and --output names no file", file=sys.stderr)
    else:
        output.write_text(text, encoding="utf-8")


def parser() -> argparse.ArgumentParser:
    """Describe the options."""
    command = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Measure heliograph beside other dispatchers and write docs/performance.md.",
    )
    command.add_argument(
        "--only",
        action="append",
        choices=list(GROUPS),
        help="measure only this group (may be repeated) and write no page",
    )
    command.add_argument(
        "--rounds",
        type=positive,
        metavar="N",
        help=f"how often each block is timed (default: {DEFAULT.rounds})",
    )
    command.add_argument(
        "--quick",
        action="store_true",
        help="see that everything runs: few rounds, short blocks; write no page",
    )
    command.add_argument(
        "--output",
        type=Path,
        metavar="PATH",
        help="write the page to this file (default: docs/performance.md after a whole run)",
    )
    return command


def positive(text: str) -> int:
    """Read a number of rounds."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least one round is needed")
    return number


if __name__ == "__main__":
    main()
