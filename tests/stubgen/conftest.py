from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stubgen.workshop import Stubber, Workshop


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    made = Workshop(tmp_path)
    yield made
    made.close()


@pytest.fixture
def stub_of(workshop: Workshop) -> Stubber:
    return Stubber(workshop)
