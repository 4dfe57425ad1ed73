"""Names of test cases, the same in each process."""

import re


def shown(value: object) -> str:
    """Returns the repr of a value without the address that some have in it."""
    return re.sub(r" at 0x[0-9a-f]+| id='\d+'", "", repr(value))
