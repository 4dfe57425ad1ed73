import weakref
from collections.abc import Callable
from types import MethodType
from typing import Any, ClassVar, NoReturn, Self, TypeVar, overload

_Target = TypeVar("_Target")

im_func: str
im_self: str

@overload
def safeRef(
    target: MethodType, onDelete: Callable[[BoundMethodWeakref], object] | None = None
) -> BoundMethodWeakref: ...

# mypy does not take a bound method for a MethodType, so both kinds of reference may come of this.
@overload
def safeRef(
    target: _Target, onDelete: Callable[[Any], object] | None = None
) -> weakref.ReferenceType[_Target] | BoundMethodWeakref: ...

class BoundMethodWeakref:
    _allInstances: ClassVar[weakref.WeakValueDictionary[tuple[int, int], BoundMethodWeakref]]
    deletionMethods: list[Callable[[BoundMethodWeakref], object] | None]
    key: tuple[int, int]
    weakSelf: weakref.ReferenceType[Any]
    weakFunc: weakref.ReferenceType[Callable[..., Any]]
    selfName: str
    funcName: str
    # The target is a bound method, which mypy does not take for a MethodType.
    def __new__(
        cls,
        target: Callable[..., Any],
        onDelete: Callable[[BoundMethodWeakref], object] | None = None,
        *arguments: object,
        **named: object,
    ) -> Self: ...
    def __init__(
        self,
        target: Callable[..., Any],
        onDelete: Callable[[BoundMethodWeakref], object] | None = None,
    ) -> None: ...
    @classmethod
    def calculateKey(cls, target: Callable[..., Any]) -> tuple[int, int]: ...
    def __call__(self) -> MethodType | None: ...
    def __nonzero__(self) -> bool: ...
    def __bool__(self) -> bool: ...
    # Calls cmp(), which Python 3 has not.
    def __cmp__(self, other: object) -> NoReturn: ...
