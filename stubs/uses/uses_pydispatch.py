# pyright: strict
# Follows from the mistakes that are marked, and would double their markers.
# pyright: reportUnknownMemberType=false, reportUntypedFunctionDecorator=false
from collections.abc import Callable, Generator, Hashable
from enum import Enum
from functools import partial
from types import CodeType, MethodType
from typing import Any, Literal, assert_type
from weakref import ReferenceType

import pydispatch
from pydispatch import dispatcher, errors, robust, robustapply, saferef


class Topic(Enum):
    PAID = "paid"


class Shop:
    def on_paid(self, order_id: int) -> str:
        return f"paid {order_id}"

    @classmethod
    def on_any(cls, *args: object, **named: object) -> None: ...

    def __call__(self, order_id: int) -> None: ...


def on_paid(order_id: int) -> str:
    return f"paid {order_id}"


async def on_paid_later(order_id: int) -> str:
    return f"paid {order_id}"


Receiver = Callable[..., Any]
Connected = ReferenceType[Any] | saferef.BoundMethodWeakref | Receiver
shop = Shop()


# ---- connect and disconnect

dispatcher.connect(on_paid)  # ok
dispatcher.connect(on_paid, "paid")  # ok
dispatcher.connect(on_paid, "paid", shop, False)  # ok
dispatcher.connect(on_paid, signal=Topic.PAID, sender=shop, weak=False)  # ok
dispatcher.connect(on_paid, signal=("orders", 7), sender=None)  # ok
dispatcher.connect(on_paid, signal=Shop, sender=[1, 2])  # ok
dispatcher.connect(on_paid, signal=object(), sender=Shop)  # ok
dispatcher.connect(on_paid, signal=dispatcher.Any, sender=dispatcher.Anonymous)  # ok
dispatcher.connect(on_paid_later, "paid")  # ok
dispatcher.connect(shop.on_paid, "paid")  # ok
dispatcher.connect(Shop.on_any, "paid")  # ok
dispatcher.connect(shop, "paid")  # ok
dispatcher.connect(Shop, "paid")  # ok
dispatcher.connect(partial(on_paid, 7), "paid", weak=False)  # ok
dispatcher.connect(lambda: None, "paid", weak=False)  # ok
dispatcher.disconnect(on_paid, "paid", shop, False)  # ok
dispatcher.disconnect(receiver=on_paid, signal="paid", sender=shop, weak=False)  # ok

dispatcher.connect()  # E: call-arg "receiver" # E: reportCallIssue "receiver"
dispatcher.connect("paid", on_paid)  # E: arg-type "str" # E: reportArgumentType 'paid'
dispatcher.connect(on_paid(7), "paid")  # E: arg-type "str" # E: reportArgumentType "str"
dispatcher.connect(on_paid, ["paid"])  # E: arg-type "Hashable" # E: reportArgumentType "Hashable"
dispatcher.connect(on_paid, {"topic": "paid"})  # E: arg-type "Hashable" # E: reportArgumentType "Hashable"
dispatcher.connect(on_paid, weak="no")  # E: arg-type "bool" # E: reportArgumentType "bool"
dispatcher.connect(on_paid, sende=shop)  # E: call-arg "sende" # E: reportCallIssue "sende"
dispatcher.connect(on_paid, "paid", shop, False, 0)  # E: call-arg Too many # E: reportCallIssue Expected 4
dispatcher.disconnect()  # E: call-arg "receiver" # E: reportCallIssue "receiver"
dispatcher.disconnect(shop.paid)  # E: attr-defined "paid" # E: reportAttributeAccessIssue "paid" # E: reportUnknownArgumentType
dispatcher.disconect(on_paid, "paid")  # E: attr-defined "disconect" # E: reportAttributeAccessIssue "disconect"
dispatcher.connect(on_paid, "paid").disconnect()  # E: func-returns-value # E: attr-defined "disconnect" # E: reportAttributeAccessIssue "disconnect"


# ---- Sending

assert_type(dispatcher.send(), list[tuple[Receiver, Any]])  # ok
assert_type(dispatcher.send("paid", shop, 7), list[tuple[Receiver, Any]])  # ok
assert_type(dispatcher.send(signal="paid", sender=shop, order_id=7), list[tuple[Receiver, Any]])  # ok
assert_type(dispatcher.sendExact("paid", shop, order_id=7), list[tuple[Receiver, Any]])  # ok
assert_type(robust.sendRobust("paid", shop, 7, x=1), list[tuple[Receiver, Any | Exception]])  # ok
for receiver, response in dispatcher.send(Topic.PAID, order_id=7):
    print(receiver(), response.upper())  # ok
for _, answer in robust.sendRobust("paid"):
    if not isinstance(answer, Exception):
        answer.upper()  # ok
    answer.upper()  # E: union-attr "Exception" # E: reportAttributeAccessIssue "Exception"

dispatcher.send(["paid"], shop)  # E: arg-type "Hashable" # E: reportArgumentType "Hashable"
dispatcher.sendExact({}, shop)  # E: arg-type "Hashable" # E: reportArgumentType "Hashable"
robust.sendRobust([], shop)  # E: arg-type "Hashable" # E: reportArgumentType "Hashable"
dispatcher.sendRobust("paid")  # E: attr-defined "sendRobust" # E: reportAttributeAccessIssue "sendRobust"
dispatcher.sendMinimal("paid")  # E: attr-defined "sendMinimal" # E: reportAttributeAccessIssue "sendMinimal"
for each in dispatcher.send("paid"):
    each.upper()  # E: attr-defined "upper" # E: reportAttributeAccessIssue "upper"


# ---- Looking at the tables

assert_type(dispatcher.getReceivers(shop, "paid"), list[Connected])  # ok
assert_type(dispatcher.getAllReceivers(), Generator[Connected, None, None])  # ok
assert_type(dispatcher.liveReceivers(dispatcher.getAllReceivers()), Generator[Receiver, None, None])  # ok
assert_type(dispatcher.connections, dict[int, dict[Hashable, list[Connected]]])  # ok
assert_type(dispatcher.sendersBack[id(on_paid)], list[int])  # ok
assert_type(dispatcher.WEAKREF_TYPES[1], type[saferef.BoundMethodWeakref])  # ok
assert_type(pydispatch.__version__, str)  # ok

dispatcher.getReceivers(signal=["paid"])  # E: arg-type "Hashable" # E: reportArgumentType "Hashable"
dispatcher.liveReceivers("paid")  # E: arg-type # E: reportArgumentType
dispatcher.getAllReceivers()[0]  # E: index # E: reportIndexIssue
dispatcher.Any = dispatcher.Any  # E: misc final


# ---- Errors

try:
    dispatcher.disconnect(on_paid, "paid")
except KeyError:  # ok
    pass
except (errors.DispatcherTypeError, dispatcher.errors.DispatcherError) as error:  # ok
    assert_type(error, errors.DispatcherTypeError | errors.DispatcherError)

key_error: KeyError = errors.DispatcherKeyError()  # ok
type_error: KeyError = errors.DispatcherTypeError()  # E: assignment # E: reportAssignmentType


# ---- Receivers in parts

assert_type(robustapply.robustApply(on_paid, order_id=7, unknown=8), str)  # ok
assert_type(robustapply.function(on_paid), tuple[Receiver, CodeType, Literal[0, 1]])  # ok
robustapply.robustApply("on_paid")  # E: arg-type "str" # E: reportArgumentType 'on_paid'

reference = saferef.safeRef(on_paid)
alive = reference()
if alive is not None and not isinstance(alive, MethodType):
    assert_type(alive(7), str)  # ok
reference()(7)  # E: misc "None" # E: reportOptionalCall
saferef.safeRef(shop.on_paid, onDelete=print)  # ok
saferef.safeRef(on_paid, lambda gone: print(gone()))  # ok
saferef.safeRef(on_paid, on_delete=print)  # E: call-overload "onDelete" # E: call-overload # E: reportCallIssue


def forget(gone: saferef.BoundMethodWeakref) -> None: ...


def drop(method: MethodType) -> None:
    bound = saferef.safeRef(method, onDelete=forget)  # ok
    assert_type(bound, saferef.BoundMethodWeakref)  # ok
    assert_type(bound(), MethodType | None)  # ok
    assert_type(bound.key, tuple[int, int])  # ok
    bound.funcname  # E: attr-defined "funcname" # E: reportAttributeAccessIssue "funcname"


assert_type(saferef.BoundMethodWeakref(shop.on_paid), saferef.BoundMethodWeakref)  # ok
saferef.BoundMethodWeakref()  # E: call-arg "target" # E: reportCallIssue "target"
