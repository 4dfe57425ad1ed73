"""Receivers as Django projects write them, on untyped and on typed signals."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict

from heliograph import Signal, receiver

ModelT = TypeVar("ModelT", bound="Model")


class Model:
    pk: int

    def save(self) -> None:
        pre_save.send(sender=self.__class__, instance=self, raw=False, using=None)  # ok
        post_save.send(sender=type(self), instance=self, created=True)  # ok


class Order(Model):
    total = Decimal(0)


class Saved(BaseModel):
    model_config = ConfigDict(arbitrary_types_allowed=True)

    instance: Any
    created: bool
    raw: bool = False
    using: str | None = None
    update_fields: frozenset[str] | None = None


class InstanceSaved(BaseModel, Generic[ModelT]):
    model_config = ConfigDict(arbitrary_types_allowed=True)

    instance: ModelT
    created: bool


pre_save = Signal()
post_save = Signal[Saved, type[Model]](use_caching=True)
order_saved = Signal[InstanceSaved[Order]]()
setting_changed = Signal(providing_args=["setting", "value"])
request_finished = Signal(False)


@receiver(pre_save, sender=Order)
def check(sender: type[Order], instance: Order, **kwargs: Any) -> None: ...  # ok


@receiver(pre_save)
def normalise(sender: type[Model], instance: Model, raw: bool, **kw: Any) -> None: ...  # ok


@receiver(post_save, sender=Order, dispatch_uid="order_saved")
def notify(sender: type[Model], instance: Order, created: bool, **kwargs: Any) -> None:  # ok
    if created:
        order_saved.send(sender, instance=instance, created=created)  # ok
        order_saved.send_robust(sender=sender, instance=instance, created=created)  # ok


@receiver([post_save, order_saved])
def index(instance: Any, **kwargs: Any) -> None: ...  # ok


@receiver(order_saved)
def bill(instance: Order, created: bool, **kwargs: object) -> None: ...  # ok


@receiver(order_saved)
def bill_any(instance: Model, **kwargs: object) -> None: ...  # ok


@receiver(setting_changed)
def reload_setting(*, setting: str, value: object, **kwargs: object) -> None:  # ok
    if setting.startswith("SHOP_"):
        reload_all(**kwargs)


def reload_all(*args: object, **kwargs: object) -> None: ...


def close_connections(**kwargs: Any) -> None: ...


class AppConfig:
    name = "shop"

    def ready(self) -> None:
        post_save.connect(notify, sender=Order)  # ok
        post_save.connect(self.on_save, dispatch_uid=f"{self.name}.on_save")  # ok
        request_finished.connect(close_connections)  # ok
        request_finished.connect(reload_all, dispatch_uid="reload")  # ok
        for model in (Order, Model):
            post_save.connect(notify, sender=model)  # ok

    def on_save(self, sender: type[Model], instance: Any, **kwargs: Any) -> None: ...


class Middleware:
    def __init__(self, get_response: Callable[..., Any]) -> None:
        self.get_response = get_response
        request_finished.connect(self.finish, weak=False)  # ok

    def finish(self, sender: Any, **kwargs: Any) -> None: ...

    def __call__(self, request: Any) -> Any:
        response = self.get_response(request)
        request_finished.send(sender=self.__class__, request=request)  # ok
        request_finished.send_robust(self.__class__, response=response)  # ok
        return response


class Mutes:
    """As test tools do."""

    def __init__(self, *signals: Signal) -> None:
        self.signals = signals
        self.paused: dict[Signal, Any] = {}

    def __enter__(self) -> None:
        for signal in self.signals:
            self.paused[signal] = signal.receivers
            signal.receivers = []
            signal.connect(close_connections)  # ok

    def __exit__(self, *exc_info: object) -> None:
        for signal, receivers in self.paused.items():
            signal.receivers = receivers
            signal.disconnect(close_connections)  # ok


def create(model: type[ModelT], **values: Any) -> ModelT:
    instance = model()
    post_save.send(model, instance=instance, created=True, **values)  # ok
    post_save.send(sender=model, instance=instance, created=True, update_fields=None)  # ok
    return instance


Mutes(pre_save, setting_changed)  # ok
