from pathlib import Path

import pytest

from tests.stubs.installing import Installed, install


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return install(tmp_path_factory.mktemp("stubs"))


@pytest.fixture(scope="session")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for mypy's cache, which the runs share."""
    return tmp_path_factory.mktemp("scratch")
