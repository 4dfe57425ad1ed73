"""What README.md says that mypy says."""

import re
from pathlib import Path

from tests.mypy.running import run_mypy

README = Path(__file__).parents[2] / "README.md"
CONFIG = "[mypy]\nstrict = True\nplugins = pydantic.mypy, heliograph.mypy\n"


def test_errors_shown_are_those_of_the_first_example(tmp_path: Path) -> None:
    text = README.read_text(encoding="utf-8")
    example = re.findall(r"^```python\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)[0]
    shown = re.findall(r"^shop\.py:.*$", text, flags=re.MULTILINE)
    tmp_path.joinpath("shop.py").write_text(example, encoding="utf-8")

    errors = run_mypy(tmp_path, ["shop.py"], CONFIG, tmp_path / "scratch")

    assert shown == [
        f"{error.file}:{error.line}: error: {error.message}  [{error.code}]" for error in errors
    ]
