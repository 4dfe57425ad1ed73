from collections.abc import Callable, Hashable
from typing import Any

from pydispatch.dispatcher import Anonymous, Any as AnySignal

# A receiver's own response is not known here, but the exception in its place is.
def sendRobust(
    signal: Hashable = AnySignal, sender: object = Anonymous, *arguments: object, **named: object
) -> list[tuple[Callable[..., Any], Any | Exception]]: ...
