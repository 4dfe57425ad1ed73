"""Receivers that are told of their sender, which may be narrower than that of the signal."""

from __future__ import annotations

from pydantic import BaseModel

from heliograph import Signal, receiver


class Model: ...


class Order(Model): ...


class Saved(BaseModel):
    created: bool = False


post_save = Signal[Saved, type[Model]]()
pre_save = Signal[Saved, type[Model]]()
by_instance = Signal[Saved, Model]()
plain = Signal[Saved]()
order = Order()


@receiver(post_save, sender=Order)
def notify(sender: type[Order], **kwargs: object) -> None: ...  # ok


@receiver([post_save, pre_save], sender=Order)
def notify_of_both(sender: type[Order], **kwargs: object) -> None: ...  # ok


@receiver((post_save, pre_save), sender=Order, weak=False)
def notify_of_tuple(sender: type[Order], created: bool, **kwargs: object) -> None: ...  # ok


@receiver(by_instance, sender=order)
def notify_of_instance(sender: Order, **kwargs: object) -> None: ...  # ok


@receiver(by_instance, sender=Order())
def notify_of_new(sender: Order, **kwargs: object) -> None: ...  # ok


@receiver(post_save, sender=Order)
def notify_wide(sender: type[Model], **kwargs: object) -> None: ...  # ok


@receiver(post_save, sender=None)
def notify_all(sender: type[Model], **kwargs: object) -> None: ...  # ok


@receiver(plain, sender="shop")
def notify_of_name(sender: str, **kwargs: object) -> None: ...  # ok


def called(sender: type[Order], **kwargs: object) -> None: ...


def called_by_instance(sender: Order, **kwargs: object) -> None: ...


receiver(post_save, sender=Order)(called)  # ok
receiver([post_save, pre_save], sender=Order)(called)  # ok
receiver(by_instance, sender=order)(called_by_instance)  # ok
post_save.connect(called, sender=Order)  # ok
post_save.connect(called, Order)  # ok
by_instance.connect(called_by_instance, sender=order)  # ok


class Shop(Model):
    def __init__(self) -> None:
        receiver(by_instance, sender=self)(self.on_save)  # ok
        by_instance.connect(self.on_save, sender=self)  # ok

    def on_save(self, sender: Shop, **kwargs: object) -> None: ...
