"""Functions as receivers: each named parameter is a field, `sender` or `signal`."""

from decimal import Decimal
from typing import Any

from heliograph import Signal, receiver
from typing_tests.plugin.models import OrderPlaced, UserCreated, order_placed, pinged, untyped

staffed = Signal[OrderPlaced, UserCreated]()


@order_placed.connect
def fine(sender: str, order_id: int, total: Decimal, **kwargs: object) -> None: ...  # ok


@order_placed.connect
def unknown(ordr_id: int, **kwargs: object) -> None: ...  # E: signal-receiver "ordr_id" "order_id"


@order_placed.connect
def wrong_type(
    order_id: str,  # E: signal-receiver "order_id: str" "int"
    **kwargs: object,
) -> None: ...


@order_placed.connect
def too_narrow(coupon: str, **kwargs: object) -> None: ...  # E: signal-receiver "coupon: str"


@order_placed.connect
def much_too_narrow(
    order_id: bool,  # E: signal-receiver "order_id: bool"
    **kwargs: object,
) -> None: ...


@order_placed.connect
def without_kwargs(order_id: int) -> None: ...  # E: signal-kwargs


@order_placed.connect
def without_anything() -> None: ...  # E: signal-kwargs


@order_placed.connect
def only_positional(*args: object) -> None: ...  # E: signal-kwargs


@order_placed.connect
def positional_only(
    order_id: int,  # E: signal-receiver "order_id"
    /,
    **kwargs: object,
) -> None: ...


@order_placed.connect
def keyword_only(
    *,
    order_id: str,  # E: signal-receiver "order_id: str"
    **kwargs: object,
) -> None: ...


@order_placed.connect
def two_wrong(
    order_id: str,  # E: signal-receiver "order_id: str"
    total: Decimal,
    cupon: str | None,  # E: signal-receiver "cupon"
    **kwargs: object,
) -> None: ...


@order_placed.connect
def without_kwargs_and_wrong(  # E: signal-kwargs
    order_id: str,  # E: signal-receiver "order_id: str"
) -> None: ...


@order_placed.connect
def misspelled_default(
    cuopon: str | None = None,  # E: signal-receiver "cuopon"
    **kwargs: object,
) -> None: ...


@order_placed.connect
def surplus_default(
    *,
    retries: int = 3,  # E: signal-receiver "retries"
    **kwargs: object,
) -> None: ...


@order_placed.connect
def wrong_default(
    order_id: str = "",  # E: signal-receiver "order_id: str"
    **kwargs: object,
) -> None: ...


@order_placed.connect
def narrow_kwargs(order_id: int, **kwargs: int) -> None: ...  # E: signal-receiver


@order_placed.connect
def none_left(order_id: int, total: Decimal, coupon: str | None, **kwargs: int) -> None: ...  # ok


@order_placed.connect
async def asynchronous(
    order_id: str,  # E: signal-receiver "order_id: str"
    **kwargs: object,
) -> None: ...


@order_placed.connect
async def asynchronous_without_kwargs(order_id: int) -> None: ...  # E: signal-kwargs


@order_placed.connect
def other_signal(
    signal: Signal[UserCreated],  # E: signal-receiver "signal: Signal[UserCreated, Any]"
    **kwargs: object,
) -> None: ...


@order_placed.connect
def no_signal(signal: int, **kwargs: object) -> None: ...  # E: signal-receiver "signal: int"


@staffed.connect
def wrong_sender(sender: str, **kwargs: object) -> None: ...  # E: signal-receiver "sender: str"


@staffed.connect
def right_sender(sender: UserCreated, **kwargs: object) -> None: ...  # ok


@pinged.connect
def of_no_fields(order_id: int, **kwargs: object) -> None: ...  # E: signal-receiver "order_id"


@untyped.connect
def untyped_without_kwargs(anything: int) -> None: ...  # E: signal-kwargs


@receiver(order_placed)
def decorated(order_id: str, **kwargs: object) -> None: ...  # E: signal-receiver "order_id: str"


@receiver(order_placed, sender="shop", weak=False, dispatch_uid="d")
def decorated_with_options(order_id: int) -> None: ...  # E: signal-kwargs


@receiver(untyped)
def decorated_untyped(sender: object) -> None: ...  # E: signal-kwargs


@receiver(order_placed)
@receiver(untyped)
def decorated_twice(ordr_id: int, **kwargs: object) -> None: ...  # E: signal-receiver "ordr_id"


def not_decorated(order_id: str, **kwargs: object) -> None: ...


def with_default(cuopon: str | None = None, **kwargs: object) -> None: ...


def bare(order_id: int) -> None: ...


order_placed.connect(not_decorated)  # E: signal-receiver "order_id: str" "int"
order_placed.connect(receiver=not_decorated)  # E: signal-receiver "order_id: str"
order_placed.connect(not_decorated, sender="shop", weak=False)  # E: signal-receiver "order_id: str"
order_placed.connect(with_default)  # ok
order_placed.connect(bare)  # E: signal-kwargs
order_placed.connect(
    not_decorated,  # E: signal-receiver "order_id: str"
    sender="shop",
)
receiver(order_placed)(not_decorated)  # E: signal-receiver "order_id: str"
receiver(order_placed)(bare)  # E: signal-kwargs
receiver(order_placed, weak=False)(lambda order_id: None)  # E: signal-kwargs
order_placed.connect(lambda **kwargs: None, weak=False)  # ok
order_placed.connect(lambda ordr_id, **kw: None, weak=False)  # E: signal-receiver "ordr_id"
order_placed.connect(lambda: None, weak=False)  # E: signal-kwargs
order_placed.connect(print)  # E: signal-kwargs
untyped.connect(bare)  # E: signal-kwargs


def inner(signal: Signal[OrderPlaced], prefix: str) -> list[Any]:
    @signal.connect
    def wrong(
        total: float,  # E: signal-receiver "total: float" "Decimal"
        **kwargs: object,
    ) -> str:
        return prefix

    return [wrong, signal.connect(bare)]  # E: signal-kwargs
