"""The hook that .pre-commit-hooks.yaml offers, run by pre-commit itself."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

SIGNALS = """
from pydantic import BaseModel
from heliograph import Signal

class Opened(BaseModel):
    at: int

opened = Signal[Opened]()
"""


class Project:
    """A repository that uses the hook, and what runs in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "project"
        hooks = folder / "hooks"
        hooks.mkdir()
        self.environment = os.environ | {
            # The hook runs the Python that is found first, as in an active environment.
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
            "PRE_COMMIT_HOME": str(folder / "home"),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        shutil.copy(ROOT / ".pre-commit-hooks.yaml", hooks)
        self.commit(hooks)
        revision = self.git(hooks, "rev-parse", "HEAD")
        (self.folder / "shop").mkdir(parents=True)
        (self.folder / "shop/__init__.py").touch()
        (self.folder / "shop/signals.py").write_text(SIGNALS)
        (self.folder / ".pre-commit-config.yaml").write_text(
            f"repos:\n- repo: {hooks}\n  rev: {revision}\n  hooks:\n"
            "  - id: heliograph-stubs\n    args: [--all, shop]\n"
        )
        self.commit(self.folder)

    def commit(self, folder: Path) -> None:
        self.git(folder, "init", "--quiet")
        self.git(folder, "add", ".")
        author = ("-c", "user.name=shop", "-c", "user.email=shop@example.invalid")
        self.git(folder, *author, "commit", "--quiet", "--message", "all")

    def git(self, folder: Path, *arguments: str) -> str:
        finished = subprocess.run(
            ["git", *arguments], cwd=folder, env=self.environment, capture_output=True, check=True
        )
        return finished.stdout.decode().strip()

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_hook_fails_and_tells_how_to_mend_it_until_the_stubs_are_written(project: Project) -> None:
    before = project.run("pre_commit", "run", "--all-files")
    written = project.run("heliograph", "stubs", "--all", "shop")
    after = project.run("pre_commit", "run", "--all-files")

    assert 1 == before.returncode
    assert "shop/signals.pyi is missing" in before.stdout
    assert "run: python -m heliograph stubs --all shop" in before.stdout
    assert 0 == written.returncode
    assert 0 == after.returncode, after.stdout


def test_manifest_is_one_that_pre_commit_accepts(project: Project) -> None:
    checked = project.run("pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"))

    assert 0 == checked.returncode, checked.stdout
