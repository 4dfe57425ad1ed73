"""One half of an import cycle: a model that refers to what is defined later, and elsewhere."""

from __future__ import annotations

from pydantic import BaseModel

from typing_tests.plugin.silent import cycle_signals


def send_early() -> None:
    cycle_signals.moved.send(None, place=Place(name="a"))  # ok
    cycle_signals.moved.send(None, Moved(place=Place(name="a")))  # ok
    late.send(None, place=Place(name="a"), name="b")  # ok
    late.connect(take_late)  # ok


def take_late(place: Place, name: str, **kwargs: object) -> None: ...


class Moved(BaseModel):
    place: Place
    former: Place | None = None


class Place(BaseModel):
    name: str


class LateSignal(cycle_signals.BaseSignal["Late"]): ...


late = LateSignal()


class Late(Moved):
    name: str
