"""The demo does what it says, as a program and part by part."""

import asyncio
import gc
import io
import json
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from rich.console import Console

from examples.github_webhooks import __main__ as program
from examples.github_webhooks import damage, report, signals, wire
from examples.github_webhooks.receivers import ChatRoom, Digest, accounts, activity, chat
from examples.github_webhooks.relay import Tally, relay
from heliograph import PayloadError, Signal

ROOT = Path(__file__).parents[2]
KINDS = {"push": 7, "issues": 6, "pull_request": 5, "star": 3, "release": 3, "issue_comment": 3}
VERDICT = "27 deliveries arrived, 3 damaged copies were refused, nothing was lost."
DELIVERIES = {delivery.id: delivery for delivery in wire.read(program.DELIVERIES)}


def run_demo(*options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the demo as a user does who has no terminal."""
    inherited = {name: text for name, text in os.environ.items() if "COLOR" not in name}
    return subprocess.run(
        [sys.executable, *options, "-m", "examples.github_webhooks"],
        cwd=ROOT,
        env={**inherited, "PYTHONIOENCODING": "utf-8", "COLUMNS": "80", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def relay_all() -> Tally:
    """Relay the deliveries and the damaged copies to the receivers that are connected."""
    return asyncio.run(relay(damage.with_mistakes(DELIVERIES.values())))


def connections() -> int:
    """Count the live connections of all signals."""
    gc.collect()
    return sum(len(signal.receivers) for signal in signals.ALL)


@contextmanager
def connected(signal: Signal[Any], receiver: Callable[..., object]) -> Iterator[None]:
    """Connect a receiver for as long as the context lasts."""
    signal.connect(receiver)
    try:
        yield
    finally:
        signal.disconnect(receiver)


@pytest.fixture
def digest() -> Iterator[Digest]:
    with closing(Digest()) as digest:
        yield digest


class TestProgram:
    @pytest.mark.parametrize(
        ("options", "environment"),
        [
            pytest.param([], {}, id="as it is"),
            pytest.param([], {"HELIOGRAPH_DEBUG": "1"}, id="debug"),
            pytest.param([], {"HELIOGRAPH_DEBUG": "0"}, id="production"),
            pytest.param(["-O"], {}, id="optimized"),
            pytest.param([], {"PYTHONIOENCODING": "ascii"}, id="ascii"),
            pytest.param(["-W", "error"], {}, id="warnings are errors"),
        ],
    )
    def test_all_arrive_but_the_damaged(
        self, options: list[str], environment: dict[str, str]
    ) -> None:
        demo = run_demo(*options, **environment)

        assert (0, "") == (demo.returncode, demo.stderr)
        assert demo.stdout.splitlines()[-1] == VERDICT
        assert demo.stdout.count("Refused: ") == 3

    def test_without_a_terminal_no_control_characters_are_printed(self) -> None:
        demo = run_demo(TERM="xterm-256color")

        assert [] == [line for line in demo.stdout.splitlines() if not line.isprintable()]

    def test_the_errors_are_shown_as_users_see_them(self) -> None:
        shown = run_demo().stdout

        assert "ValidationError: 2 validation errors for PullRequest" in shown
        assert "stared_at" in shown
        assert "shipped" in shown

    def test_the_summary_counts_each_kind(self) -> None:
        shown = run_demo().stdout

        rows = [line.replace("│", " ").split() for line in shown.splitlines()]
        table = {row[0]: row[1:3] for row in rows if row}
        for kind, count in KINDS.items():
            assert table[kind][0] == str(count)
        assert table["total"] == ["27", "3"]

    def test_runs_in_one_process_leave_no_connection_behind(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = connections()

        outputs = [(program.main([]), capsys.readouterr().out) for _ in range(3)]

        assert before == connections()
        assert len(set(outputs)) == 1

    def test_the_digest_is_kept_where_the_user_wants_it(self, tmp_path: Path) -> None:
        path = tmp_path / "digest.sqlite3"

        program.main(["--digest", str(path)])
        program.main(["--digest", str(path)])

        with closing(sqlite3.connect(path)) as database:
            counts = database.execute("SELECT kind, count(*) FROM digest GROUP BY kind").fetchall()
        assert dict(counts) == KINDS

    def test_a_lost_delivery_fails_the_run(
        self,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        broken = tmp_path / "deliveries.jsonl"
        line = {"event": "star", "delivery": "star-9", "payload": {}}
        broken.write_text(program.DELIVERIES.read_text("utf-8") + json.dumps(line) + "\n", "utf-8")
        monkeypatch.setattr(program, "DELIVERIES", broken)

        assert program.main([]) == 1
        assert VERDICT not in capsys.readouterr().out

    def test_a_receiver_that_fails_fails_the_run_and_nothing_else(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        def fail(**kwargs: object) -> None:
            raise OSError("disk full")

        with connected(signals.star, fail):
            exit_code = program.main([])

        assert exit_code == 1
        assert caplog.text.count("disk full") >= 3

    def test_a_terminal_shows_the_progress(self) -> None:
        terminal = Console(file=io.StringIO(), force_terminal=True, width=80)

        with report.progress_bar(terminal) as progress:
            list(progress.track(range(30)))

        assert "30/30" in terminal.file.getvalue()  # type: ignore[attr-defined]


class TestWire:
    def test_the_deliveries_are_those_of_the_package(self) -> None:
        assert Counter(delivery.kind for delivery in DELIVERIES.values()) == KINDS
        assert "MIT" in program.DELIVERIES.with_suffix(".LICENSE").read_text("utf-8")

    @pytest.mark.parametrize("delivery", DELIVERIES.values(), ids=DELIVERIES)
    def test_each_delivery_makes_a_payload_of_its_signal(self, delivery: wire.Delivery) -> None:
        payload = delivery.parse()

        assert type(payload) is delivery.signal.payload_model
        assert delivery.body["sender"]["login"] == payload.actor.login
        assert delivery.body["repository"]["full_name"] == payload.repository.full_name

    def test_seconds_and_text_make_the_same_time(self) -> None:
        times = {DELIVERIES[name].parse().repository.created_at for name in ("push-0", "star-0")}

        assert times == {datetime(2019, 5, 15, 15, 19, 25, tzinfo=UTC)}

    def test_a_key_that_github_adds_changes_nothing(self) -> None:
        star = DELIVERIES["star-0"]
        with_more = star.model_copy(update={"body": star.body | {"mood": "starry-eyed"}})

        assert star.parse() == with_more.parse()

    def test_the_sender_is_the_organization_or_the_owner(self) -> None:
        assert DELIVERIES["push-1"].parse().account == "Octocoders"
        assert DELIVERIES["push-0"].parse().account == "Codertocat"

    def test_receivers_get_the_very_objects_of_the_payload(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        delivery, received = DELIVERIES["star-0"], dict[str, Any]()
        payload = delivery.parse()
        monkeypatch.setattr(wire.Delivery, "parse", lambda self: payload)

        def record(**kwargs: object) -> None:
            received.update(kwargs)

        with connected(signals.star, record):
            asyncio.run(wire.deliver(delivery))

        fields = dict(payload)
        assert {"signal": signals.star, "sender": "Codertocat", **fields} == received
        assert all(received[name] is value for name, value in fields.items())


class TestDamage:
    @pytest.mark.parametrize("name", damage.MISTAKES)
    def test_a_damaged_delivery_reaches_no_receiver(self, name: str) -> None:
        delivery, received = DELIVERIES[name], list[object]()

        def record(**kwargs: object) -> None:
            received.append(kwargs)

        with (
            connected(delivery.signal, record),
            pytest.raises((ValidationError, PayloadError)),
        ):
            asyncio.run(damage.MISTAKES[name](delivery))

        assert [] == received

    def test_broken_json_is_refused_at_the_wire_and_named_as_in_the_json(self) -> None:
        with pytest.raises(ValidationError) as refused:
            asyncio.run(damage.broken_json(DELIVERIES["pull_request-2"]))

        assert {("sender",), ("number",)} == {error["loc"] for error in refused.value.errors()}

    def test_a_misspelt_field_is_refused_as_unknown_and_missing(self) -> None:
        with pytest.raises(PayloadError) as refused:
            asyncio.run(damage.misspelt_field(DELIVERIES["star-1"]))

        assert isinstance(refused.value, TypeError)
        assert {("stared_at",), ("starred_at",)} == {
            error["loc"] for error in refused.value.errors()
        }

    def test_wrong_values_are_refused_all_at_once(self) -> None:
        with pytest.raises(PayloadError) as refused:
            asyncio.run(damage.wrong_values(DELIVERIES["release-1"]))

        assert not isinstance(refused.value, TypeError)
        assert {"action", "actor"} == {error["loc"][0] for error in refused.value.errors()}

    def test_the_originals_stay_whole(self) -> None:
        before = [delivery.model_copy(deep=True) for delivery in DELIVERIES.values()]

        relay_all()

        assert before == list(DELIVERIES.values())


class TestRelay:
    def test_refusals_lose_nothing_else(self) -> None:
        tally = relay_all()

        assert tally.delivered == KINDS
        assert ["pull_request", "star", "release"] == [
            refusal.delivery.kind for refusal in tally.refusals
        ]
        assert [] == tally.failures()

    def test_a_receiver_that_fails_keeps_nothing_from_the_others(self) -> None:
        def fail(**kwargs: object) -> None:
            raise OSError("disk full")

        with connected(signals.issues, fail):
            tally = relay_all()

        assert [fail] * 6 == [response.receiver for response in tally.failures()]
        assert tally.delivered == KINDS
        assert len(tally.values(activity.credit)) == 27


class TestActivity:
    def test_contributors_are_credited_once_a_delivery(self) -> None:
        assert ["Codertocat"] * 27 == relay_all().values(activity.credit)

    def test_commits_are_counted_for_pushes(self) -> None:
        assert [0, 0, 0, 0, 1, 1, 0] == relay_all().values(activity.count_commits)


class TestAccounts:
    def test_the_audit_trail_is_of_one_account(self) -> None:
        audited = [
            response.kind
            for response in relay_all().responses
            if response.receiver is accounts.audit
        ]

        assert {"push": 2, "issues": 1, "pull_request": 2, "issue_comment": 1} == Counter(audited)

    def test_only_what_is_published_is_deployed(self) -> None:
        assert ["deployed 0.0.1", None, None] == relay_all().values(accounts.deploy)


class TestChat:
    def test_lines_are_posted_in_batches(self) -> None:
        room = ChatRoom(batch_size=2)

        async def talk() -> None:
            for line in "abc":
                await room.say(line)
            await room.flush()
            await room.flush()

        asyncio.run(talk())

        assert [["a", "b"], ["c"]] == room.batches

    def test_it_tells_of_issues_pull_requests_and_comments(self) -> None:
        room = ChatRoom(batch_size=1)

        with chat.connected(room):
            relay_all()

        lines = [line for batch in room.batches for line in batch]
        assert len(lines) == KINDS["issues"] + KINDS["pull_request"] + KINDS["issue_comment"]
        assert lines[0] == "Codertocat edited #1: Spelling error in the README file"
        assert "pull request #2 closed: Update the README with new information." in lines
        assert lines[-1].startswith("Codertocat on #1: You are totally right!")

    def test_nothing_is_told_once_the_context_is_left(self) -> None:
        room = ChatRoom(batch_size=1)
        with chat.connected(room):
            gc.collect()

        relay_all()

        assert [] == room.batches


class TestDigest:
    def test_it_has_a_row_for_each_delivery(self, digest: Digest) -> None:
        tally = relay_all()

        assert list(range(1, 28)) == tally.values(digest.record)
        assert Counter(row.kind for row in digest.rows()) == KINDS

    def test_a_row_says_what_where_and_who(self, digest: Digest) -> None:
        relay_all()

        rows = digest.rows()
        assert rows[0] == ("push", "Codertocat/Hello-World", "Codertocat", "pushed")
        assert rows[-1] == ("issue_comment", "Codertocat/Hello-World", "Codertocat", "created")

    def test_a_closed_digest_records_nothing_more(self) -> None:
        before = connections()
        digest = Digest()
        assert before + len(signals.ALL) == connections()

        digest.close()

        assert before == connections()

    def test_a_forgotten_digest_is_not_kept_alive(self, monkeypatch: pytest.MonkeyPatch) -> None:
        before = connections()
        with closing(sqlite3.connect(":memory:")) as database:
            monkeypatch.setattr(sqlite3, "connect", lambda *args, **options: database)
            digest = Digest()

            del digest

            assert before == connections()


def test_no_receiver_can_change_what_the_next_one_sees() -> None:
    payload = DELIVERIES["star-0"].parse()

    with pytest.raises(ValidationError, match="frozen"):
        payload.actor.login = "mallory"  # type: ignore[misc]


@pytest.mark.parametrize("signal", signals.ALL, ids=signals.BY_KIND)
def test_the_key_sender_is_a_field_of_another_name(signal: Signal[Any]) -> None:
    model = signal.payload_model

    assert model is not None
    assert model.model_fields["actor"].alias == "sender"
