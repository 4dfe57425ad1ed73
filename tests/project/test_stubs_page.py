"""docs/stubs.md, followed step by step: its commands print what it shows."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs/stubs.md"


def blocks() -> list[tuple[str, str]]:
    """The language and the text of each block."""
    text = PAGE.read_text(encoding="utf-8")
    return re.findall(r"^```(\w+)\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


def shown(command: str) -> str:
    """What the page shows that a command prints."""
    [output] = [
        text.partition("\n")[2] for _, text in blocks() if text.startswith(f"$ {command}\n")
    ]
    return output


def run(folder: Path, *arguments: str) -> str:
    finished = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    assert not finished.stderr
    # pyright indents with another kind of space.
    return finished.stdout.replace(f"{folder.resolve()}/", "").replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """The project of the page, with the receivers yet to come."""
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop/__init__.py").touch()
    [signals] = [text for language, text in blocks() if language == "python"]
    (tmp_path / "shop/signals.py").write_text(signals, encoding="utf-8")
    return tmp_path


def test_command_writes_what_the_page_says(shop: Path) -> None:
    printed = run(shop, "heliograph", "stubs", "--all", "shop")

    assert shown("python -m heliograph stubs --all shop") == printed


def write_receivers(shop: Path) -> None:
    [receivers] = [text for language, text in blocks() if language == "text"]
    (shop / "shop/receivers.py").write_text(receivers, encoding="utf-8")


def test_pyright_reports_what_the_page_shows(shop: Path) -> None:
    run(shop, "heliograph", "stubs", "--all", "shop")
    write_receivers(shop)

    printed = run(shop, "pyright", "--pythonpath", sys.executable, "shop/receivers.py")

    assert shown("pyright shop/receivers.py") == printed


def test_check_tells_of_a_field_that_got_another_name(shop: Path) -> None:
    run(shop, "heliograph", "stubs", "--all", "shop")
    write_receivers(shop)
    signals = shop / "shop/signals.py"
    signals.write_text(signals.read_text(encoding="utf-8").replace("coupon", "voucher"))

    printed = run(shop, "heliograph", "stubs", "--all", "shop", "--check")

    # The page shows where it begins.
    expected = shown("python -m heliograph stubs --all shop --check")
    assert expected == printed[: len(expected)]
    assert "-    coupon: str | None = None\n+    voucher: str | None = None\n" in printed
