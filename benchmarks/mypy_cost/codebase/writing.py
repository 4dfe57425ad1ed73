"""The files of the code base."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.mypy_cost.codebase.models import models, signals
from benchmarks.mypy_cost.codebase.plan import App, Size, plan
from benchmarks.mypy_cost.codebase.receivers import receivers
from benchmarks.mypy_cost.codebase.senders import senders
from benchmarks.mypy_cost.codebase.source import Piece, module

SHARED_PAYLOADS = '''\
"""What payloads of several apps are made of."""

from enum import StrEnum
from typing import Generic, TypeVar

from pydantic import BaseModel

T = TypeVar("T")


class Stage(StrEnum):
    OPEN = "open"
    DONE = "done"


class Address(BaseModel):
    street: str
    city: str
    country: str = "GB"


class Page(BaseModel, Generic[T]):
    items: list[T]
    number: int


class Traced(BaseModel):
    request_id: str | None = None


class Change(BaseModel, Generic[T]):
    before: T
    after: T
'''


@dataclass(frozen=True)
class CodeBase:
    """A code base on disk.

    Attributes:
        folder: What holds the packages.
        files: The number of modules.
        lines: The number of lines in them.
        edited: A module with payload models, for the benchmark to edit.
    """

    folder: Path
    files: int
    lines: int
    edited: Path


def write_code_base(folder: Path, size: Size) -> CodeBase:
    """Write a code base into a folder; the same one for the same size.

    Args:
        folder: Is made, if need be. What stands there is overwritten, and nothing is deleted.
        size: How much to write.
    """
    apps = plan(size, Random(f"{size.seed}: plan"))
    texts = {
        "shared/__init__.py": '"""What apps share."""\n',
        "shared/payloads.py": SHARED_PAYLOADS,
        "apps/__init__.py": '"""The apps, one package each."""\n',
        "apps/wiring.py": wiring(apps),
    }
    for app in apps:
        texts |= {f"apps/{app.name}/{name}": text for name, text in modules(app, size).items()}
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    lines = sum(text.count("\n") for text in texts.values())
    return CodeBase(folder, len(texts), lines, folder / "apps" / apps[0].name / "models.py")


def modules(app: App, size: Size) -> dict[str, str]:
    """Return the text of each module of an app that has anything in it."""
    random = Random(f"{size.seed}: {app.name}")
    texts = {
        "__init__.py": f'"""All about {app.name}."""\n',
        "models.py": models(app),
        "signals.py": signals(app),
    }
    if app.receivers:
        texts["receivers.py"] = receivers(app, random)
    if app.sends:
        texts["senders.py"] = senders(app, random)
    return texts


def wiring(apps: list[App]) -> str:
    """Return the module that has all receivers connected."""
    listening = sorted(app.name for app in apps if app.receivers)
    imports = "\n".join(
        f"from apps.{name} import receivers as {name}_receivers" for name in listening
    )
    listed = "".join(f"    {name}_receivers,\n" for name in listening)
    docstring = "Connects all receivers, which importing their modules does."
    return f"{module(docstring, [Piece(imports)], blank_lines=0)}\nRECEIVERS = [\n{listed}]\n"


def add_optional_field(models_text: str) -> str:
    """Return the text of a `models.py` with one more field, which no send needs to have."""
    head, separator, rest = models_text.partition("):\n")
    return f"{head}{separator}    internal_comment: str | None = None\n{rest}"
