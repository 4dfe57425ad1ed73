"""The options that say how big a code base is to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.mypy_cost.codebase.plan import Size

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_size_options(command: ArgumentParser) -> None:
    """Add `--signals`, `--receivers`, `--sends` and `--seed`."""
    default = Size()
    for name, number in (
        ("signals", default.signals),
        ("receivers", default.receivers),
        ("sends", default.sends),
    ):
        command.add_argument(
            f"--{name}",
            type=positive,
            default=number,
            metavar="N",
            help=f"how many {name} there are (default: {number})",
        )
    command.add_argument(
        "--seed",
        type=int,
        default=default.seed,
        metavar="N",
        help=f"another number makes another code base of that size (default: {default.seed})",
    )


def size_from(options: Namespace) -> Size:
    """Return what the options say."""
    return Size(options.signals, options.receivers, options.sends, options.seed)


def positive(text: str) -> int:
    """Read a number of something that there must be.

    Raises:
        ValueError: It is no number, or less than 1; argparse shows a message of its own.
    """
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number
