"""Field types are checked as declared, and names too, under every policy."""

from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from heliograph import Signal
from typing_tests.plugin.models import OrderPlaced

total = Decimal("9.50")
always = Signal[OrderPlaced](validation="always")
never = Signal[OrderPlaced](validation="never")
debug = Signal[OrderPlaced](validation="debug")


class Strict(BaseModel):
    model_config = ConfigDict(strict=True)

    number: int


class AlwaysSignal(Signal[Strict]):
    validation: Literal["always"] = "always"


always.send("shop", order_id="7", total=total)  # E: signal-send "order_id"
always.send("shop", order_id=7, total="9.50")  # E: signal-send "total"
always.send("shop", order_id=7)  # E: signal-send "total"
always.send("shop", order_id=7, total=total, nonsense=1)  # E: signal-send "nonsense"
always.send("shop", order_id=7, total=total)  # ok
never.send("shop", order_id="7", total=total)  # E: signal-send "order_id"
never.send("shop")  # E: signal-send "order_id" "total"
debug.send("shop", order_id="7", total=total)  # E: signal-send "order_id"
Signal[Strict]().send(None, number="7")  # E: signal-send "number"
AlwaysSignal().send(None, number="7")  # E: signal-send "number"
