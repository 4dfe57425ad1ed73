"""Debug mode and the validation policy, and who decides on them."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from heliograph import PayloadError, SettingsError, Signal, configure
from heliograph._settings import checked_policy, default_debug, on_change, settings

# For what type checkers refuse.
any_configure: Any = configure


class OrderPlaced(BaseModel):
    order_id: int


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    """Starts with debug mode and its policy, whatever the environment says."""
    with configure(debug=True, validation="debug"):
        yield


def is_refused(signal: Any) -> bool:
    try:
        signal.send("shop", order_id="5")
    except PayloadError:
        return True
    return False


class TestConfigure:
    def test_changes_what_is_named_and_nothing_else(self) -> None:
        configure(debug=False)

        assert (False, "debug") == (settings.debug, settings.validation)

        configure(validation="always")

        assert (False, "always") == (settings.debug, settings.validation)

    def test_of_nothing_changes_nothing(self) -> None:
        configure(debug=False, validation="never")
        configure()

        assert (False, "never") == (settings.debug, settings.validation)

    def test_takes_keywords_only(self) -> None:
        with pytest.raises(TypeError, match="positional"):
            any_configure(False)

    def test_of_none_goes_back_to_the_default(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HELIOGRAPH_DEBUG", "on")
        configure(debug=False, validation="always")
        configure(debug=None, validation=None)

        assert (True, "debug") == (settings.debug, settings.validation)

    def test_of_none_reads_the_environment_anew(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HELIOGRAPH_DEBUG", "off")
        configure(debug=None)

        assert not settings.debug

    @pytest.mark.parametrize("value", [1, 0, "yes", "False", object()])
    def test_refuses_a_debug_that_is_no_bool(self, value: object) -> None:
        with pytest.raises(SettingsError, match="neither True, False nor None"):
            any_configure(debug=value)

    @pytest.mark.parametrize("value", ["sometimes", "", "DEBUG", True, 1, [], {}])
    def test_refuses_what_is_no_policy(self, value: object) -> None:
        with pytest.raises(SettingsError, match=r'is no policy.*"debug".*"always" or "never"'):
            any_configure(validation=value)

    @pytest.mark.parametrize(
        "refused",
        [{"debug": False, "validation": "sometimes"}, {"validation": "never", "debug": "off"}],
        ids=["validation", "debug"],
    )
    def test_changes_nothing_if_one_value_is_refused(self, refused: dict[str, object]) -> None:
        with pytest.raises(SettingsError):
            any_configure(**refused)

        assert (True, "debug") == (settings.debug, settings.validation)

    def test_refuses_an_unknown_option(self) -> None:
        with pytest.raises(TypeError, match="debugging"):
            any_configure(debugging=True)


class TestContextManager:
    def test_restores_what_was(self) -> None:
        with configure(debug=False, validation="always"):
            inside = (settings.debug, settings.validation)

        assert (False, "always") == inside
        assert (True, "debug") == (settings.debug, settings.validation)

    def test_may_be_nested(self) -> None:
        seen: list[str] = []
        with configure(validation="always"):
            with configure(validation="never"):
                seen.append(settings.validation)
            seen.append(settings.validation)
        seen.append(settings.validation)

        assert ["never", "always", "debug"] == seen

    def test_restores_after_an_exception_and_lets_it_pass(self) -> None:
        with pytest.raises(LookupError), configure(debug=False):
            raise LookupError

        assert settings.debug

    def test_restores_only_what_it_changed(self) -> None:
        with configure(debug=False):
            configure(validation="never")

        assert (True, "never") == (settings.debug, settings.validation)


class TestEffect:
    def test_is_on_live_signals(self) -> None:
        signal = Signal[OrderPlaced]()
        seen = [is_refused(signal)]
        for debug in (False, True):
            configure(debug=debug)
            # Twice, for the second send may take a shorter way.
            seen += [is_refused(signal), is_refused(signal)]

        assert [True, False, False, True, True] == seen

    def test_of_the_policy_is_on_live_signals_that_have_none_of_their_own(self) -> None:
        signals = [Signal[OrderPlaced](), Signal[OrderPlaced](validation="debug")]
        configure(debug=False)
        before = [is_refused(signal) for signal in signals]
        configure(validation="always")
        received: list[object] = []

        def note(sender: object, order_id: object, **kwargs: object) -> None:
            received.append(order_id)

        for signal in signals:
            signal.connect(note)
            signal.send("shop", order_id="5")  # type: ignore[signal-send]  # wrong on purpose

        assert [False, False] == before
        assert [5, "5"] == received

    def test_is_on_all_threads(self) -> None:
        signal = Signal[OrderPlaced]()
        seen: list[bool] = []
        configure(debug=False)
        thread = threading.Thread(target=lambda: seen.append(is_refused(signal)))
        thread.start()
        thread.join()

        assert [False] == seen

    def test_of_a_thread_is_seen_by_the_others(self) -> None:
        signal = Signal[OrderPlaced]()
        thread = threading.Thread(target=lambda: configure(debug=False))
        thread.start()
        thread.join()

        assert not is_refused(signal)

    def test_is_told_to_whoever_derives_something_from_settings(self) -> None:
        seen: list[bool] = []
        renew: Callable[[], None] = lambda: seen.append(settings.debug)  # noqa: E731 - to be removed again
        on_change.append(renew)
        try:
            with configure(debug=False):
                pass
        finally:
            on_change.remove(renew)

        assert [False, True] == seen


class TestEnvironment:
    @pytest.mark.parametrize("text", ["1", "true", "yes", "on", "TRUE", "Yes", " on "])
    def test_turns_debug_mode_on(self, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HELIOGRAPH_DEBUG", text)

        assert default_debug()

    @pytest.mark.parametrize("text", ["0", "false", "no", "off", "FALSE", "No", " off "])
    def test_turns_debug_mode_off(self, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HELIOGRAPH_DEBUG", text)

        assert not default_debug()

    @pytest.mark.parametrize("text", ["2", "-1", "maybe", "debug", "t", "None"])
    def test_refuses_anything_else(self, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HELIOGRAPH_DEBUG", text)

        with pytest.raises(SettingsError, match=f"HELIOGRAPH_DEBUG='{text}'.*1, true, yes, on, 0"):
            default_debug()

    @pytest.mark.parametrize("text", [None, "", "  "])
    def test_that_says_nothing_leaves_debug_mode_on(
        self, text: str | None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("HELIOGRAPH_DEBUG", raising=False)
        if text is not None:
            monkeypatch.setenv("HELIOGRAPH_DEBUG", text)

        assert default_debug()


class TestFreshInterpreter:
    def run(self, code: str, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
        inherited = {k: v for k, v in os.environ.items() if k != "HELIOGRAPH_DEBUG"}
        inherited["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
        return subprocess.run(
            [sys.executable, *options, "-c", code],
            env={**inherited, **environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    SHOW = "import heliograph._settings as s; print(s.settings.debug, s.settings.validation)"

    def test_has_debug_mode_on(self) -> None:
        assert "True debug\n" == self.run(self.SHOW).stdout

    def test_with_o_has_it_off(self) -> None:
        assert "False debug\n" == self.run(self.SHOW, "-O").stdout

    def test_obeys_the_environment(self) -> None:
        assert "False debug\n" == self.run(self.SHOW, HELIOGRAPH_DEBUG="no").stdout

    def test_obeys_the_environment_rather_than_o(self) -> None:
        assert "True debug\n" == self.run(self.SHOW, "-O", HELIOGRAPH_DEBUG="1").stdout

    def test_obeys_configure_rather_than_the_environment(self) -> None:
        code = "from heliograph import configure; configure(debug=False);" + self.SHOW

        assert "False debug\n" == self.run(code, HELIOGRAPH_DEBUG="1").stdout

    def test_refuses_a_value_that_it_does_not_know(self) -> None:
        done = self.run(self.SHOW, HELIOGRAPH_DEBUG="perhaps")

        assert 1 == done.returncode
        assert "SettingsError: HELIOGRAPH_DEBUG='perhaps' is neither on nor off" in done.stderr


class TestCheckedPolicy:
    @pytest.mark.parametrize("policy", ["debug", "always", "never"])
    def test_returns_a_policy(self, policy: str) -> None:
        assert policy == checked_policy(policy)

    def test_names_what_it_refuses(self) -> None:
        with pytest.raises(SettingsError, match="validation='allways' is no policy"):
            checked_policy("allways")
