"""Code without annotations: a parameter without one takes anything, a body isn't looked at."""
# mypy: allow-untyped-defs, allow-incomplete-defs, allow-untyped-calls, allow-untyped-decorators
# mypy: no-check-untyped-defs

from heliograph import Signal, receiver
from typing_tests.plugin.models import order_placed, untyped, user_created


@order_placed.connect
def on_order(sender, order_id, total, coupon=None, **kwargs):  # ok
    return order_id


@order_placed.connect
def only_kwargs(**kwargs):  # ok
    return kwargs


@order_placed.connect
async def asynchronous(order_id, **kwargs):  # ok
    return order_id


@receiver(order_placed, sender="shop")
def partly(order_id: int, total=None, **kwargs):  # ok
    return total


@receiver([order_placed, user_created])
def of_several(signal, sender, **kwargs):  # ok
    return sender


@untyped.connect
def anything(instance, created=False, raw=False, using=None, **kwargs):  # ok
    return instance


def place(order_id):
    order_placed.send("shop", order_id="7")  # ok
    order_placed.send(order_id, nonsense=1)  # ok
    order_placed.connect(lambda: None)  # ok
    signal = Signal[int]()  # ok

    @signal.connect
    def local(nonsense):  # ok
        return nonsense


class Shop:
    def __init__(self):
        order_placed.connect(self.on_order)  # ok
        self.count = 0

    def on_order(self, order_id, **kwargs):
        self.count += order_id

    def place(self):
        order_placed.send(self)  # ok


shop = Shop()
order_placed.connect(shop.on_order)  # ok
order_placed.connect(lambda sender, order_id, **kwargs: order_id, weak=False)  # ok
order_placed.send(shop, order_id=place(7), total=place(9))  # ok
