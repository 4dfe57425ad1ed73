"""The command `python -m examples.github_webhooks.static`: what mypy says of `mistakes.py`."""

import os
import subprocess
import sys
from pathlib import Path

from rich.console import Console

ROOT = Path(__file__).parents[2]
MISTAKES = Path(__file__).with_name("mistakes.py").relative_to(ROOT)


def run_mypy(*options: str, has_colours: bool = False) -> subprocess.CompletedProcess[str]:
    """Check the file of mistakes, with the configuration of this project.

    Args:
        *options: More options of mypy.
        has_colours: Whether to colour the output although it goes to a pipe.
    """
    colours = {"MYPY_FORCE_COLOR": "1"} if has_colours else {}
    return subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", "mypy.ini", *options, str(MISTAKES)],
        cwd=ROOT,
        env={**os.environ, **colours},
        capture_output=True,
        text=True,
        check=False,
    )


def main() -> int:
    """Show what mypy says.

    Returns:
        The exit code: 0 if mypy found mistakes, which it has to, else 1.
    """
    console = Console(highlight=False)
    console.print(f"What mypy says of {MISTAKES.as_posix()}, before anything runs:", style="bold")
    console.print()
    done = run_mypy("--pretty", has_colours=console.is_terminal)
    print(done.stdout + done.stderr)
    return 0 if done.returncode == 1 and "[signal-" in done.stdout else 1


if __name__ == "__main__":
    sys.exit(main())
