"""What the terminal shows: a progress bar, the refusals and a summary.

rich leaves out colours and moving parts by itself where there is no terminal to show them.
"""

from collections import Counter
from textwrap import indent

from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from examples.github_webhooks import signals
from examples.github_webhooks.receivers import ChatRoom, Digest, activity
from examples.github_webhooks.relay import Refusal, Response, Tally

MODULES = ("activity", "digest", "chat", "accounts")


def progress_bar(console: Console) -> Progress:
    """Make a bar that counts deliveries; without a terminal it stays silent."""
    columns = TextColumn("Delivering"), BarColumn(), MofNCompleteColumn()
    return Progress(*columns, console=console, disable=not console.is_terminal)


def show_refusal(console: Console, refusal: Refusal) -> None:
    """Print an error in the words that whoever made the mistake reads."""
    mistake = (refusal.deliver.__doc__ or "").partition("\n")[0]
    error = f"{type(refusal.error).__name__}: {refusal.error}"
    console.print()
    console.print(Text.assemble(("Refused: ", "bold red"), (refusal.delivery.id, "bold")))
    console.print(Text(mistake, style="italic"))
    if console.is_terminal:
        console.print(Padding.indent(Text(error), 4))
    else:  # In the log of a CI run, lines that stay whole can be searched for.
        console.print(Text(indent(error, "    ")), soft_wrap=True)


def show_summary(console: Console, tally: Tally, digest: Digest, room: ChatRoom) -> None:
    """Print what became of each kind of delivery, and what the receivers made of them."""
    refused = Counter(refusal.delivery.kind for refusal in tally.refusals)
    responses = Counter((response.kind, module_of(response)) for response in tally.responses)
    columns = {"delivered": tally.delivered, "refused": refused} | {
        module: Counter({kind: responses[kind, module] for kind in signals.BY_KIND})
        for module in MODULES
    }
    table = Table(title="Deliveries, and the responses of each module of receivers")
    table.show_footer = True
    table.add_column("kind", "total")
    for name, counts in columns.items():
        table.add_column(name, str(counts.total()), justify="right")
    for kind in signals.BY_KIND:
        table.add_row(kind, *(str(counts[kind] or "-") for counts in columns.values()))

    contributors = Counter(tally.values(activity.credit))
    facts = Table.grid(padding=(0, 2))
    facts.add_row(
        "contributors", ", ".join(f"{who} ({n})" for who, n in contributors.most_common())
    )
    facts.add_row("commits", str(sum(tally.values(activity.count_commits))))
    facts.add_row("digest", f"{len(digest.rows())} rows")
    facts.add_row("chat", f"{sum(map(len, room.batches))} lines in {len(room.batches)} batches")

    console.print()
    console.print(table)
    console.print(facts)
    console.print()


def module_of(response: Response) -> str:
    """Name the module of a receiver; a partial is of the module of its function."""
    function = getattr(response.receiver, "func", response.receiver)
    return str(function.__module__).rpartition(".")[2]
