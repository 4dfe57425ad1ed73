"""What the demo shows of mypy."""

import re

import pytest

from examples.github_webhooks import static


def test_each_of_the_six_mistakes_is_found_once() -> None:
    done = static.run_mypy("--no-pretty")

    errors = re.findall(r"^.*mistakes\.py:\d+: error: (.*)  \[(.*)\]$", done.stdout, re.MULTILINE)
    assert [
        ("signal-send", "stared_at"),
        ("signal-send", "action"),
        ("signal-send", "the place of the sender"),
        ("signal-receiver", "commit"),
        ("signal-kwargs", "accept_too_little"),
        ("signal-weak", "lambda"),
    ] == [(code, next(part for part in EXPECTED if part in message)) for message, code in errors]


# Each occurs in the message of one mistake only, if they are looked for in this order.
EXPECTED = (
    "stared_at",
    "the place of the sender",
    "accept_too_little",
    "lambda",
    "commit",
    "action",
)


def test_command_shows_all_and_succeeds_because_there_are_mistakes(
    capfd: pytest.CaptureFixture[str],
) -> None:
    code = static.main()

    shown = capfd.readouterr().out
    assert 0 == code
    assert shown.startswith("What mypy says of examples/github_webhooks/mistakes.py")
    assert "Found 6 errors in 1 file" in shown
    assert "\x1b" not in shown


def test_colours_are_there_for_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")

    assert "\x1b[" in static.run_mypy(has_colours=True).stdout


def test_command_fails_if_mypy_finds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(static, "MISTAKES", static.MISTAKES.with_name("signals.py"))

    assert 1 == static.main()
