"""The other half: signals of models that are not there yet when this is imported."""

from __future__ import annotations

from typing import Generic, TypeVar

from pydantic import BaseModel

from heliograph import Signal, receiver
from typing_tests.plugin.silent import cycle_models

ModelT = TypeVar("ModelT", bound=BaseModel)


class BaseSignal(Signal[ModelT], Generic[ModelT]): ...


moved = BaseSignal["cycle_models.Moved"]()


@moved.connect
def follow(place: cycle_models.Place, **kwargs: object) -> None:  # ok
    cycle_models.late.send(None, place=place, name="a")  # ok


@receiver([moved])
def follow_too(place: cycle_models.Place, **kwargs: object) -> None: ...  # ok


def connect_late() -> None:
    @cycle_models.late.connect
    def local(name: str, former: cycle_models.Place | None, **kwargs: object) -> None: ...  # ok
