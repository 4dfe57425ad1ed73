from __future__ import annotations

import pytest

from tests.checkers.workplace import Workplace


@pytest.fixture(scope="session")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """The runs of all checkers, each made once."""
    return Workplace(tmp_path_factory.mktemp("checkers").resolve())
