"""Methods and callable objects as receivers."""

from __future__ import annotations

from decimal import Decimal

from heliograph import Signal, receiver
from typing_tests.plugin.models import OrderPlaced, order_placed, untyped


class Warehouse:
    def pack(self, order_id: int, **kwargs: object) -> None: ...

    def pack_text(self, order_id: str, **kwargs: object) -> None: ...

    def pack_all(self, order_id: int) -> None: ...

    @classmethod
    def open(cls, order_id: str, **kwargs: object) -> None: ...

    @classmethod
    def close(cls) -> None: ...

    @staticmethod
    def weigh(total: int, **kwargs: object) -> None: ...

    @staticmethod
    def count(order_id: int) -> None: ...

    async def fetch(self, ordr_id: int, **kwargs: object) -> None: ...

    @property
    def packer(self) -> Packer:
        return Packer()


class Packer:
    def __call__(self, order_id: str, **kwargs: object) -> None: ...


class AsyncPacker:
    async def __call__(self, order_id: int) -> None: ...


class Inherited(Warehouse, Packer):
    pass


class NotCallableWell:
    def __call__(self, ordr_id: int, **kwargs: object) -> None: ...


class Record:
    def __init__(self, order_id: int, total: str, **kwargs: object) -> None: ...


class ShortRecord:
    def __init__(self, order_id: int) -> None: ...


class EmptyRecord:
    pass


warehouse = Warehouse()
inherited = Inherited()
packer = Packer()
async_packer = AsyncPacker()

order_placed.connect(warehouse.pack)  # ok
order_placed.connect(warehouse.pack_text)  # E: signal-receiver "order_id: str" "int"
order_placed.connect(warehouse.pack_all)  # E: signal-kwargs
order_placed.connect(inherited.pack_text)  # E: signal-receiver "order_id: str"
order_placed.connect(Warehouse.open)  # E: signal-receiver "order_id: str"
order_placed.connect(warehouse.open)  # E: signal-receiver "order_id: str"
order_placed.connect(Warehouse.close)  # E: signal-kwargs
order_placed.connect(Warehouse.weigh)  # E: signal-receiver "total: int"
order_placed.connect(warehouse.weigh)  # E: signal-receiver "total: int"
order_placed.connect(Warehouse.count)  # E: signal-kwargs
order_placed.connect(warehouse.fetch)  # E: signal-receiver "ordr_id"
order_placed.connect(Warehouse.pack)  # E: signal-receiver "self"
order_placed.connect(packer)  # E: signal-receiver "order_id: str"
order_placed.connect(async_packer)  # E: signal-kwargs
order_placed.connect(warehouse.packer)  # E: signal-receiver "order_id: str"
order_placed.connect(inherited)  # E: signal-receiver "order_id: str"
order_placed.connect(NotCallableWell(), weak=False)  # E: signal-receiver "ordr_id"
order_placed.connect(Record)  # E: signal-receiver "total: str"
order_placed.connect(ShortRecord)  # E: signal-kwargs
order_placed.connect(EmptyRecord)  # E: signal-kwargs
untyped.connect(warehouse.pack_all)  # E: signal-kwargs
untyped.connect(warehouse.pack_text)  # ok
receiver(order_placed)(warehouse.pack_text)  # E: signal-receiver "order_id: str"


class Undecorated:
    placed = Signal[OrderPlaced]()

    @order_placed.connect
    def audit(self, order_id: int, **kwargs: object) -> None: ...  # E: signal-receiver "self"

    @placed.connect
    def audit_too(self, order_id: int, **kwargs: object) -> None: ...  # E: signal-receiver "self"

    @receiver(order_placed)
    def audit_again(self, **kwargs: object) -> None: ...  # E: signal-receiver "self"

    @classmethod
    @order_placed.connect
    def audit_class(cls, order_id: int, **kwargs: object) -> None: ...  # E: signal-receiver "cls"

    @classmethod
    @receiver(order_placed)
    def audit_class_too(cls, **kwargs: object) -> None: ...  # E: signal-receiver "cls"

    @staticmethod
    @order_placed.connect
    def audit_static(total: int, **kwargs: object) -> None: ...  # E: signal-receiver "total: int"

    @staticmethod
    @order_placed.connect
    def audit_well(total: Decimal, **kwargs: object) -> None: ...  # ok


class Connecting:
    def __init__(self, signal: Signal[OrderPlaced]) -> None:
        signal.connect(self.on_order)  # E: signal-receiver "order_id: str"
        order_placed.connect(self.on_nothing)  # E: signal-kwargs
        order_placed.connect(
            weak=False,
            receiver=self.on_order,  # E: signal-receiver "order_id: str"
        )

    def on_order(self, order_id: str, **kwargs: object) -> None: ...

    def on_nothing(self) -> None: ...
