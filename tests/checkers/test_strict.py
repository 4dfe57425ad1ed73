"""A generated stub has no errors where the checkers are strict either."""

from __future__ import annotations

import pytest

from tests.checkers.cases import SIGNALS
from tests.checkers.checkers import mypy, pyright
from tests.checkers.workplace import Workplace

STUB = SIGNALS.with_suffix(".pyi").as_posix()


@pytest.mark.parametrize("plugins", ["", "heliograph.mypy", "pydantic.mypy, heliograph.mypy"])
def test_mypy(plugins: str, workplace: Workplace) -> None:
    folder = workplace.copy(has_stubs=True)
    settings = f"strict = True\nwarn_unreachable = True\nplugins = {plugins}\n"

    errors = mypy(folder, STUB, workplace.scratch(f"strict mypy, {plugins}"), settings)

    assert [] == errors


def test_pyright(workplace: Workplace) -> None:
    folder = workplace.copy(has_stubs=True)

    errors = pyright(folder, STUB, workplace.scratch("strict pyright"), "strict")

    assert [] == errors
