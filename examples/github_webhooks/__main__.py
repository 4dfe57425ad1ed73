"""The command: `python -m examples.github_webhooks [--digest PATH]`."""

import argparse
import asyncio
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from rich.console import Console

from examples.github_webhooks import damage, receivers, report, wire
from examples.github_webhooks.relay import Tally, relay

DELIVERIES = Path(__file__).with_name("deliveries.jsonl")


async def run(deliveries: list[wire.Delivery], room: receivers.ChatRoom, console: Console) -> Tally:
    """Relay all deliveries and the damaged copies, with a progress bar."""
    attempts = list(damage.with_mistakes(deliveries))
    with receivers.connected(room), report.progress_bar(console) as progress:
        tally = await relay(progress.track(attempts))
    await room.flush()
    return tally


def is_complete(tally: Tally, deliveries: list[wire.Delivery], digest: receivers.Digest) -> bool:
    """Tell whether each delivery arrived and each mistake was refused, and nothing besides."""
    due = Counter(delivery.kind for delivery in deliveries)
    return (
        tally.delivered == due
        and Counter(row.kind for row in digest.rows()) == due
        and [refusal.deliver for refusal in tally.refusals] == list(damage.MISTAKES.values())
        and not tally.failures()
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the demo.

    Args:
        arguments: Those of the command line; None: from `sys.argv`.

    Returns:
        The exit code: 0 if everything went as it has to, else 1.
    """
    parser = argparse.ArgumentParser(prog="python -m examples.github_webhooks")
    parser.add_argument(
        "--digest",
        type=Path,
        metavar="PATH",
        help="write the digest to this SQLite file; a table `digest` in it is made anew",
    )
    options = parser.parse_args(arguments)

    console = Console(highlight=False)
    deliveries = wire.read(DELIVERIES)
    room = receivers.ChatRoom()
    with closing(receivers.Digest(options.digest)) as digest:
        tally = asyncio.run(run(deliveries, room, console))
        for refusal in tally.refusals:
            report.show_refusal(console, refusal)
        report.show_summary(console, tally, digest, room)
        complete = is_complete(tally, deliveries, digest)

    if not complete:
        console.print("That is not what was sent: see above.", style="bold red")
        return 1
    console.print(
        f"{len(deliveries)} deliveries arrived, {len(tally.refusals)} damaged copies were refused, "
        "nothing was lost.",
        style="bold green",
        soft_wrap=True,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
