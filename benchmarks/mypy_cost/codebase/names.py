"""What apps, signals and functions are called: English that a reader can follow."""

from __future__ import annotations

NOUNS = (
    *("order", "invoice", "payment", "shipment", "customer", "product", "refund", "coupon"),
    *("account", "ticket", "message", "report", "review", "warehouse", "supplier", "contract"),
    *("employee", "project", "task", "budget", "campaign", "booking", "document", "seminar"),
    *("device", "image", "article", "comment", "course", "student", "lesson", "exam", "grade"),
    *("room", "meeting", "visitor", "vehicle", "driver", "route", "station", "sensor", "alert"),
    *("backup", "release", "donation", "member", "forum", "quote", "parcel", "voucher"),
)

#: What happens to one, which is as many signals as an app has at most.
HAPPENINGS = (
    *("created", "updated", "removed", "approved", "rejected"),
    *("sent", "received", "archived", "restored", "assigned"),
)

#: What receivers do about it.
DEEDS = ("log", "count", "index", "mail", "audit", "export", "forward", "bill", "print", "copy")

#: Where sends come from.
ORIGINS = ("from_web", "from_app", "by_admin", "in_batch", "by_import", "on_retry")


def noun(number: int) -> str:
    """Return the noun of an app; numbered when all nouns are taken."""
    return numbered(NOUNS, number)


def numbered(words: tuple[str, ...], number: int) -> str:
    """Return another word for each number, with a number behind it from the second round on."""
    turn, place = divmod(number, len(words))
    return words[place] if turn == 0 else f"{words[place]}{turn + 1}"


def camel_case(name: str) -> str:
    """Return `order_created` as `OrderCreated`."""
    return "".join(part.capitalize() for part in name.split("_"))
