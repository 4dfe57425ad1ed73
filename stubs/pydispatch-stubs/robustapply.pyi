from collections.abc import Callable
from types import CodeType
from typing import Any, Literal, TypeVar

_Response = TypeVar("_Response")

im_func: str
im_self: str
im_code: str
func_code: str

def function(
    receiver: Callable[..., Any],
) -> tuple[Callable[..., Any], CodeType, Literal[0, 1]]: ...

# Arguments by name that the receiver does not take are left out, so a ParamSpec would refuse what works.
def robustApply(
    receiver: Callable[..., _Response], *arguments: object, **named: object
) -> _Response: ...
