"""The registry under any order of events: interrupted, from many threads, after a fork.

What one call of `connect` or `disconnect` does is in test_connecting.py.
"""

import enum
import gc
import itertools
import os
import subprocess
import sys
import textwrap
import threading
import tracemalloc
import types
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from heliograph import Signal, _groups, _identity, _registry, _shortcut, configure
from heliograph._registry import Registry


class Sender:
    """A sender that can be weakly referenced."""


class Slotted:
    """A sender that can't."""

    __slots__ = ()


class Equal:
    """A sender that equals all others of its class."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Equal)

    def __hash__(self) -> int:
        return 0


class Provider(enum.StrEnum):
    STRIPE = "stripe"


class Number(enum.IntEnum):
    ONE = 1


class Recorder:
    """Has a method to connect; responds with its number."""

    def __init__(self, number: int) -> None:
        self.number = number

    def method(self, **kwargs: object) -> int:
        return self.number

    def __call__(self, **kwargs: object) -> int:
        return self.number


def function(number: int) -> Callable[..., int]:
    def receiver(**kwargs: object) -> int:
        return number

    return receiver


def numbers(signal: Signal, sender: object = None) -> list[int]:
    return [response for _, response in signal.send(sender)]


@pytest.fixture(autouse=True)
def without_debug() -> Iterator[None]:
    with configure(debug=False):
        yield


@contextmanager
def switching_often() -> Iterator[None]:
    """Lets threads take turns as often as possible."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        yield
    finally:
        sys.setswitchinterval(interval)


@contextmanager
def without_gc() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def run_all(*jobs: Callable[[], None]) -> None:
    """Runs each in a thread of its own, and raises what any of them raised."""
    errors: list[BaseException] = []

    def run(job: Callable[[], None]) -> None:
        try:
            job()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(job,), daemon=True) for job in jobs]
    with switching_often():
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)

    assert not any(thread.is_alive() for thread in threads)
    for error in errors:
        raise error


def run_python(source: str, *options: str) -> str:
    """Runs a program in a fresh interpreter; returns what it printed."""
    program = subprocess.run(
        [sys.executable, *options, "-c", textwrap.dedent(source)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (0, "") == (program.returncode, program.stderr)
    return program.stdout


# --- a naive model -------------------------------------------------------------------------------

# Plain values: what the model takes for the same sender, and some that are.
VALUES: list[tuple[object, list[Callable[[], object]]]] = [
    (("str", "stripe"), [lambda: "stripe", b"stripe".decode, lambda: Provider.STRIPE]),
    (("str", ""), [lambda: ""]),
    (("bytes", "stripe"), [lambda: b"stripe", lambda: bytes([115, 116, 114, 105, 112, 101])]),
    (("int", 1), [lambda: 1, lambda: Number.ONE]),
    (("int", 0), [lambda: 0]),
    (("bool", True), [lambda: True]),
    (("bool", False), [lambda: False]),
    (("float", 1.0), [lambda: 1.0, lambda: float("1")]),
    (("tuple", "stripe", 1), [lambda: ("stripe", 1), lambda: (Provider.STRIPE, Number.ONE)]),
    (("tuple", "stripe", "true"), [lambda: ("stripe", True)]),
    (("tuple",), [lambda: ()]),
]
UIDS = st.sampled_from([None, None, None, 0, "", b"", (), "uid", 1, 2.5, [1], {"a": 1}])
CHOICES = st.integers(0, 1_000)


@dataclass
class Entry:
    """A connection, as the model knows it."""

    key: tuple[str, object]
    sender: object
    number: int
    is_weak: bool


class RegistryMachine(RuleBasedStateMachine):
    """A signal does what a list of entries does, which is searched from its beginning."""

    def __init__(self) -> None:
        super().__init__()
        self.signal = Signal()
        self.entries: list[Entry] = []
        self.count = itertools.count()
        self.receivers: dict[int, Any] = {}
        self.methods: set[int] = set()
        self.receiver_references: dict[int, weakref.ref[Any]] = {}
        self.senders: dict[int, Any] = {}
        self.sender_references: dict[int, weakref.ref[Any]] = {}
        self.saved: tuple[list[Any], list[Entry]] | None = None

    @initialize()
    def begin(self) -> None:
        self.add_receiver("function")
        self.add_receiver("method")
        self.add_sender("weak")

    @rule(kind=st.sampled_from(["function", "method", "object"]))
    def add_receiver(self, kind: str) -> None:
        number = next(self.count)
        made = function(number) if kind == "function" else Recorder(number)
        self.receivers[number] = made
        self.receiver_references[number] = weakref.ref(made)
        if kind == "method":
            self.methods.add(number)

    @rule(kind=st.sampled_from(["weak", "equal", "list", "slotted", "pair"]))
    def add_sender(self, kind: str) -> None:
        number = next(self.count)
        makers: dict[str, Callable[[], Any]] = {
            "weak": Sender,
            "equal": Equal,
            "list": list,
            "slotted": Slotted,
            "pair": lambda: ("pair", Sender()),
        }
        made = makers[kind]()
        self.senders[number] = made
        if kind in ("weak", "equal"):
            self.sender_references[number] = weakref.ref(made)

    @precondition(lambda self: self.receivers)
    @rule(choice=CHOICES, sender=CHOICES, weak=st.booleans(), uid=UIDS)
    def connect(self, choice: int, sender: int, weak: bool, uid: object) -> None:
        number = sorted(self.receivers)[choice % len(self.receivers)]
        token, value = self.sender(sender)
        receiver = self.receiver(number)

        returned = self.signal.connect(receiver, sender=value, weak=weak, dispatch_uid=uid)

        assert returned is receiver
        entry = Entry(self.key(number, uid), token, number, weak)
        if not any((e.key, e.sender) == (entry.key, entry.sender) for e in self.entries):
            self.entries.append(entry)

    @precondition(lambda self: self.receivers)
    @rule(choice=CHOICES, sender=CHOICES, uid=UIDS)
    def disconnect(self, choice: int, sender: int, uid: object) -> None:
        number = sorted(self.receivers)[choice % len(self.receivers)]
        token, value = self.sender(sender)
        wanted = (self.key(number, uid), token)
        found = [e for e in self.entries if (e.key, e.sender) == wanted]

        returned = self.signal.disconnect(self.receiver(number), sender=value, dispatch_uid=uid)

        assert bool(found) == returned
        self.entries = [e for e in self.entries if e not in found]
        self.settle()

    @precondition(lambda self: self.entries)
    @rule(choice=CHOICES)
    def disconnect_one_that_is_connected(self, choice: int) -> None:
        entry = self.entries[choice % len(self.entries)]
        receiver: Any = self.receiver_references[entry.number]()
        if entry.number in self.methods:
            receiver = receiver.method
        kind, key = entry.key
        tokens = dict(map(self.sender, range(100)))
        if entry.sender not in tokens:
            return

        returned = self.signal.disconnect(
            receiver, sender=tokens[entry.sender], dispatch_uid=key if kind == "uid" else None
        )

        assert returned
        self.entries.remove(entry)
        del receiver
        self.settle()

    @precondition(lambda self: self.receivers)
    @rule(choice=CHOICES)
    def drop_receiver(self, choice: int) -> None:
        del self.receivers[sorted(self.receivers)[choice % len(self.receivers)]]
        self.settle()

    @precondition(lambda self: self.senders)
    @rule(choice=CHOICES)
    def drop_sender(self, choice: int) -> None:
        del self.senders[sorted(self.senders)[choice % len(self.senders)]]
        self.settle()

    @rule(sender=CHOICES)
    def send(self, sender: int) -> None:
        token, value = self.sender(sender)

        assert self.expected(token) == numbers(self.signal, value)

    @rule(sender=CHOICES)
    def ask(self, sender: int) -> None:
        token, value = self.sender(sender)

        assert bool(self.expected(token)) == self.signal.has_listeners(value)

    @rule()
    def mute(self) -> None:
        self.saved = self.signal.receivers, list(self.entries)
        self.signal.receivers = []
        self.entries = []
        self.settle()

    @precondition(lambda self: self.saved is not None)
    @rule()
    def restore(self) -> None:
        assert self.saved is not None
        self.signal.receivers, self.entries = self.saved
        self.saved = None
        self.settle()

    @invariant()
    def receivers_are_those_of_the_model(self) -> None:
        shown = [(c() and c()(), c.is_weak) for c in self.signal.receivers]  # type: ignore[misc]

        assert [(e.number, e.is_weak) for e in self.entries] == shown

    def sender(self, choice: int) -> tuple[object, object]:
        """A sender, and what the model knows it by."""
        choice %= 1 + len(VALUES) + 3 * len(self.senders)
        if choice == 0:
            return None, None
        if choice <= len(VALUES):
            token, makers = VALUES[choice - 1]
            return token, makers[choice % len(makers)]()
        number = sorted(self.senders)[choice % len(self.senders)]
        return ("object", number), self.senders[number]

    def receiver(self, number: int) -> Callable[..., int]:
        made = self.receivers[number]
        receiver: Callable[..., int] = made.method if number in self.methods else made
        return receiver

    def key(self, number: int, uid: object) -> tuple[str, object]:
        return ("receiver", number) if uid is None else ("uid", uid)

    def expected(self, token: object) -> list[int]:
        return [e.number for e in self.entries if e.sender is None or e.sender == token]

    def settle(self) -> None:
        """Lets the model forget what is dead, and the signal what that kept alive."""
        while True:
            before = len(self.entries)
            self.entries = [e for e in self.entries if self.is_alive(e)]
            assert self.signal.receivers is not None
            if len(self.entries) == before:
                return

    def is_alive(self, entry: Entry) -> bool:
        _, number = (
            entry.sender
            if isinstance(entry.sender, tuple) and (entry.sender[0] == "object")
            else (None, None)
        )
        sender = self.sender_references.get(number) if number is not None else None
        if sender is not None and sender() is None:
            return False
        return self.receiver_references[entry.number]() is not None


TestAnyOrder = RegistryMachine.TestCase
TestAnyOrder.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)


# --- interrupted in the middle -------------------------------------------------------------------

OURS = {module.__file__ for module in (_registry, _groups, _shortcut, _identity)}


def interrupted(action: Callable[[], object], interruption: Callable[[], object], at: int) -> bool:
    """Runs `action`, and in the middle of it, before its `at`-th instruction, `interruption`.

    So do unix signals and finalizers, though at fewer places. Only instructions of the registry
    count.

    Returns:
        Whether there are so many instructions; if not, nothing was interrupted.
    """
    count = 0

    def trace(frame: types.FrameType, event: str, arg: object) -> Any:
        nonlocal count
        if frame.f_code.co_filename not in OURS:
            return None
        frame.f_trace_opcodes = True
        if event == "opcode":
            count += 1
            if count == at:
                # What runs inside of a trace function is not traced itself.
                interruption()
        return trace

    former = sys.gettrace()
    # Before `settrace`, or Python 3.12 does not trace instructions the first time.
    sys._getframe().f_trace_opcodes = True
    sys.settrace(trace)
    try:
        action()
    finally:
        sys.settrace(former)
    return count >= at


class Interrupted:
    """A signal with a receiver that stays, one that goes, and one that comes in the middle."""

    def __init__(self) -> None:
        self.signal = Signal()
        self.sender = Sender()
        self.stays, self.goes, self.comes, self.other = map(function, range(4))
        self.signal.connect(self.stays)
        self.signal.connect(self.goes, sender=self.sender, dispatch_uid="uid")
        self.late_sender = Sender()

    def connect(self) -> None:
        self.signal.connect(self.other, sender=self.sender)

    def connect_first(self) -> None:
        self.signal.connect(self.other, sender=self.late_sender)

    def disconnect(self) -> None:
        self.signal.disconnect(dispatch_uid="uid", sender=self.sender)

    def die(self) -> None:
        del self.goes
        self.clean_up()

    def clean_up(self) -> None:
        assert self.signal.receivers is not None

    def send(self) -> None:
        self.signal.send(self.sender)

    def come(self) -> None:
        self.signal.connect(self.comes, sender=self.sender)

    def come_to_late_sender(self) -> None:
        self.signal.connect(self.comes, sender=self.late_sender)

    def come_in_place(self) -> None:
        """Under the key of the one that goes."""
        self.signal.disconnect(dispatch_uid="uid", sender=self.sender)
        self.signal.connect(self.comes, sender=self.sender, dispatch_uid="uid")

    def come_again(self) -> None:
        for _ in range(2):
            self.signal.disconnect(self.comes, sender=self.sender)
            self.signal.connect(self.comes, sender=self.sender)

    def leave(self) -> None:
        self.signal.disconnect(self.stays)


class TestInterrupted:
    """A lock that deadlocks, or a change that is lost, when a unix signal or `__del__` comes."""

    @pytest.mark.parametrize("interruption", ["come", "come_in_place", "come_again"])
    @pytest.mark.parametrize("action", ["connect", "disconnect", "die", "send"])
    def test_connection_made_in_the_middle_of_anything_is_kept(
        self, action: str, interruption: str
    ) -> None:
        if (action, interruption) == ("disconnect", "come_in_place"):
            interruption = "come"  # Whoever comes there may be who goes.
        for at in itertools.count(1):
            case = Interrupted()
            reached = interrupted(getattr(case, action), getattr(case, interruption), at)
            if not reached:
                break
            called = numbers(case.signal, case.sender)

            assert 1 == called.count(2), at
            assert 0 == called[0], at
            assert (action == "connect") == (3 in called), at
            assert [0] == numbers(case.signal, Sender()), at

        assert at > 20

    def test_connection_made_while_the_first_of_its_sender_is_made_is_kept(self) -> None:
        for at in itertools.count(1):
            case = Interrupted()
            if not interrupted(case.connect_first, case.come_to_late_sender, at):
                break

            assert [0, 2, 3] == sorted(numbers(case.signal, case.late_sender)), at

    @pytest.mark.parametrize("action", ["connect", "disconnect", "die", "send"])
    def test_disconnecting_in_the_middle_of_anything_lasts(self, action: str) -> None:
        for at in itertools.count(1):
            case = Interrupted()
            if not interrupted(getattr(case, action), case.leave, at):
                break

            assert 0 not in numbers(case.signal, case.sender), at
            assert 0 not in numbers(case.signal), at

    def test_dead_sender_is_cleaned_up_in_the_middle_of_anything(self) -> None:
        for at in itertools.count(1):
            case = Interrupted()
            del case.sender
            if not interrupted(case.clean_up, case.come_to_late_sender, at):
                break

            assert [0, 2] == numbers(case.signal, case.late_sender), at
            assert 2 == len(case.signal.receivers), at

    def test_sending_in_the_middle_of_a_change_sees_it_whole_or_not_at_all(self) -> None:
        for at in itertools.count(1):
            case = Interrupted()
            called: list[int] = []

            def look(case: Interrupted = case, called: list[int] = called) -> None:
                called.extend(numbers(case.signal, case.sender))

            def restore(case: Interrupted = case) -> None:
                case.signal.receivers = case.signal.receivers

            if not interrupted(restore, look, at):
                break

            assert [0, 1] == called, at
            assert [0, 1] == numbers(case.signal, case.sender), at

    def test_finalizer_that_uses_the_signal_while_it_connects_does_not_block(self) -> None:
        signal, finalized = Signal(), []
        mine, theirs = function(1), function(2)

        class Garbage:
            def __init__(self) -> None:
                self.cycle = self

            def __del__(self) -> None:
                signal.connect(theirs, sender="theirs")
                signal.send("theirs")
                finalized.append(signal.disconnect(theirs, sender="theirs"))

        threshold = gc.get_threshold()
        gc.set_threshold(1)
        try:
            for _ in range(300):
                Garbage()
                signal.connect(mine, sender="mine")
                signal.disconnect(mine, sender="mine")
        finally:
            gc.set_threshold(*threshold)
            gc.collect()

        assert [True] * 300 == finalized
        assert [] == signal.receivers

    @pytest.mark.skipif(not hasattr(__import__("signal"), "setitimer"), reason="no unix signals")
    def test_unix_signal_handler_uses_the_signal_while_it_connects(self) -> None:
        """A lock that deadlocks when a unix signal handler uses the signal."""
        printed = run_python(
            """
            import signal as unix
            from heliograph import Signal
            changed, calls = Signal(), 0
            def mine(**kwargs): pass
            def theirs(**kwargs): pass
            def always(**kwargs): pass
            changed.connect(always)
            def handle(number, frame):
                global calls
                changed.connect(theirs, sender="shop")
                assert always in [r for r, _ in changed.send("shop")]
                assert theirs in [r for r, _ in changed.send("shop")]
                assert changed.disconnect(theirs, sender="shop")
                calls += 1
                # Once more, and not during this call.
                unix.setitimer(unix.ITIMER_REAL, 0.0001 * (calls < 2000))
            unix.signal(unix.SIGALRM, handle)
            unix.setitimer(unix.ITIMER_REAL, 0.0001)
            while calls < 2000:
                changed.connect(mine, sender="shop")
                assert mine in [r for r, _ in changed.send("shop")]
                assert changed.disconnect(mine, sender="shop")
            assert [always] == [c() for c in changed.receivers]
            print("done")
            """
        )

        assert "done\n" == printed


# --- threads -------------------------------------------------------------------------------------


class TestRoutes:
    """Sends by senders with and without connections of their own, in every order."""

    @pytest.mark.parametrize("order", [*itertools.permutations(range(4))], ids=str)
    def test_way_of_one_sender_is_not_taken_by_another(self, order: tuple[int, ...]) -> None:
        """Caching confuses equal but distinct senders."""
        signal, everyone = Signal(), function(-1)
        senders = [Equal() for _ in range(4)]
        receivers = [function(number) for number in range(2)]
        signal.connect(everyone)
        for sender, receiver in zip(senders, receivers, strict=False):
            signal.connect(receiver, sender=sender)

        for _ in range(3):
            for each in order:
                expected = [-1, each] if each < 2 else [-1]
                assert expected == numbers(signal, senders[each])
                assert [-1] == numbers(signal)

    def test_first_send_of_a_sender_comes_after_many_sends_of_others(self) -> None:
        signal, shop, receiver = Signal(), Sender(), function(1)
        signal.connect(receiver, sender=shop)
        others = [Sender() for _ in range(5)]
        for sender in others:
            signal.connect(receiver, sender=sender)
        for _ in range(10):
            signal.send(None)

        assert signal._registry.shortcut.elsewhere is not None
        assert [1] == numbers(signal, shop)
        assert [1] == numbers(signal, others[0])

    def test_object_at_the_address_of_a_dead_sender_inherits_nothing(self) -> None:
        signal, receiver = Signal(), function(1)
        addresses: set[int] = set()
        reused = 0
        for _ in range(200):
            sender = Sender()
            reused += id(sender) in addresses
            addresses.add(id(sender))

            assert [] == numbers(signal, sender)
            assert not signal.has_listeners(sender)
            assert not signal.disconnect(receiver, sender=sender)
            signal.connect(receiver, sender=sender)
            assert [1] == numbers(signal, sender) == numbers(signal, sender)
            del sender

        assert reused > 0

    def test_receiver_at_the_address_of_a_dead_one_is_connected(self) -> None:
        """A new object at a dead receiver's address inherits or blocks a connection."""
        signal = Signal()
        addresses: set[int] = set()
        reused = 0
        for number in range(200):
            receiver = Recorder(number)
            reused += id(receiver) in addresses
            addresses.add(id(receiver))

            assert not signal.disconnect(receiver)
            signal.connect(receiver)
            assert [number] == numbers(signal)
            del receiver

        assert reused > 0
        assert [] == signal.receivers


class TestThreads:
    def test_nothing_is_lost_when_threads_connect_disconnect_send_and_collect_at_once(self) -> None:
        signal, shop = Signal(), Sender()
        constant, for_shop = function(-1), function(-2)
        signal.connect(constant)
        signal.connect(for_shop, sender=shop)
        kept: list[list[Callable[..., int]]] = [[], []]

        def change(mine: list[Callable[..., int]]) -> None:
            for number in range(400):
                receiver, passing = function(number), function(-3)
                mine.append(receiver)
                signal.connect(receiver, sender=shop)
                signal.connect(passing, sender=shop)
                signal.connect(passing)
                assert receiver in [r for r, _ in signal.send(shop)]
                if number % 2:
                    assert signal.disconnect(mine.pop(), sender=shop)
                    del receiver

        def send() -> None:
            for _ in range(500):
                other = Sender()
                called = numbers(signal, shop)
                assert called.count(-1) == called.count(-2) == 1
                called = numbers(signal, other)
                assert called.count(-1) == 1
                assert set(called) <= {-1, -3}

        def collect() -> None:
            for _ in range(30):
                gc.collect(1)
                assert signal.has_listeners(shop)

        run_all(lambda: change(kept[0]), lambda: change(kept[1]), send, send, collect)
        gc.collect()

        everything = [constant, for_shop, *kept[0], *kept[1]]
        assert set(everything) == {r for r, _ in signal.send(shop)}
        assert len(everything) == len(signal.receivers)
        assert [-1] == numbers(signal)

    def test_short_lived_senders_of_many_threads_leave_nothing_behind(self) -> None:
        signal, everyone = Signal(), function(-1)
        signal.connect(everyone)

        def work(number: int) -> None:
            receiver = function(number)
            for _ in range(300):
                shop = Sender()
                assert [-1] == numbers(signal, shop)
                signal.connect(receiver, sender=shop)
                assert [-1, number] == numbers(signal, shop)

        run_all(*(lambda number=number: work(number) for number in range(3)))
        gc.collect()

        assert [everyone] == [connection() for connection in signal.receivers]

    def test_send_does_not_wait_for_the_lock(self) -> None:
        signal, receiver = Signal(), function(1)
        signal.connect(receiver, sender="shop")
        called: list[list[int]] = []

        def send() -> None:
            # A change first, so that the send has a snapshot to make.
            signal._registry.renew()
            called.extend([numbers(signal, "shop"), numbers(signal)])

        with signal.lock:
            run_all(send)

        assert [[1], []] == called

    def test_change_waits_for_the_lock(self) -> None:
        signal, receiver = Signal(), function(1)
        connecting = threading.Thread(target=signal.connect, args=(receiver,), daemon=True)

        with signal.lock:
            connecting.start()
            connecting.join(0.05)
            connected_while_locked = signal.has_listeners()
        connecting.join(60)

        assert not connected_while_locked
        assert signal.has_listeners()

    def test_dead_receivers_are_dropped_after_a_send_that_could_not_have_the_lock(self) -> None:
        signal, receiver = Signal(), function(1)
        signal.connect(receiver, sender="shop")
        del receiver
        called: list[list[int]] = []

        with signal.lock:
            run_all(lambda: called.append(numbers(signal, "shop")))
        signal.send("shop")

        assert [[]] == called
        assert not signal._registry._groups.by_value


class TestShortcut:
    """What sends keep between changes; here step by step, for threads meet there by chance only."""

    def connected(self, registry: Registry, receiver: Callable[..., Any], sender: object) -> None:
        registry.connect(
            receiver, sender, weak=True, dispatch_uid=None, is_async=False, origin=None
        )

    def test_snapshot_of_one_sender_is_never_taken_for_that_of_everyone(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A thread publishes while another, which disconnects, has not come to renew."""
        registry, shop, receiver = Registry(), Sender(), function(1)
        self.connected(registry, receiver, shop)
        shortcut = registry.shortcut
        snapshot = registry.snapshot(shortcut, shop)

        monkeypatch.setattr(Registry, "renew", lambda self: None)
        registry.disconnect(receiver, shop, None)
        registry.publish(shortcut, shop, snapshot, is_typed=False, validate=None)

        assert shortcut.plain is None
        assert shortcut.elsewhere is None

    def test_two_threads_share_the_snapshot_that_both_have_made(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        registry, shop, receiver = Registry(), Sender(), function(1)
        self.connected(registry, receiver, "shop")
        collect = Registry._collect
        shortcut = registry.shortcut
        made: list[Any] = []

        def collect_twice(self: Registry, groups: Any) -> Any:
            monkeypatch.setattr(Registry, "_collect", collect)
            made.append(registry.snapshot(shortcut, shop))
            return collect(self, groups)

        monkeypatch.setattr(Registry, "_collect", collect_twice)
        made.append(registry.snapshot(shortcut, shop))
        for snapshot in made:
            registry.publish(shortcut, shop, snapshot, is_typed=False, validate=None)

        assert made[0] is made[1]
        # Else an object at the address of the sender, once that is dead, would be taken for it.
        assert {} == shortcut.routes

    def test_route_of_a_sender_goes_when_its_last_connection_is_cleaned_up(self) -> None:
        registry, shop, receiver = Registry(), Sender(), function(1)
        self.connected(registry, receiver, shop)
        del receiver
        shortcut = registry.shortcut
        snapshot = registry.snapshot(shortcut, shop)
        registry.publish(shortcut, shop, snapshot, is_typed=False, validate=None)
        registry.tidy()

        assert registry.shortcut is not shortcut

    def test_change_makes_a_snapshot_that_is_made_meanwhile_stale(self) -> None:
        registry, receiver = Registry(), function(1)
        shortcut = registry.shortcut
        snapshot = registry.snapshot(shortcut, None)

        self.connected(registry, receiver, None)
        registry.publish(shortcut, None, snapshot, is_typed=False, validate=None)

        assert registry.shortcut.plain is None
        assert 1 == len(registry.snapshot(registry.shortcut, None).sync_connections)

    def test_connection_with_the_uid_of_a_dead_one_comes_after_all_others(self) -> None:
        registry = Registry()
        receivers = [function(number) for number in range(3)]
        registry.connect(
            receivers[0], None, weak=True, dispatch_uid="uid", is_async=False, origin=None
        )
        self.connected(registry, receivers[1], None)
        del receivers[0]
        # As if it died just now, in this very call.
        registry._dead.clear()

        registry.connect(
            receivers[1], None, weak=True, dispatch_uid="uid", is_async=False, origin=None
        )

        called = registry.snapshot(registry.shortcut, None).sync_connections
        assert receivers == [connection() for connection in called]


# --- fork ----------------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the platform has no fork")
class TestFork:
    def run_in_child(self, before: str, child: str, *options: str) -> None:
        source = """
        import os, signal as unix, threading, warnings
        warnings.simplefilter("ignore", DeprecationWarning)
        from heliograph import Signal
        changed = Signal()
        def first(**kwargs): return 1
        def second(**kwargs): return 2
        changed.connect(first)
        {before}
        pid = os.fork()
        if pid == 0:
            unix.alarm(20)
            try:
                {child}
            except BaseException:
                import traceback
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        assert 0 == os.waitpid(pid, 0)[1]
        assert [1] == [response for _, response in changed.send(None)]
        print("done")
        os._exit(0) if not options else None
        """
        indented = textwrap.dedent(source).replace(
            "        {child}", textwrap.indent(textwrap.dedent(child).strip(), " " * 8)
        )
        indented = indented.replace("{before}", textwrap.dedent(before).strip())
        indented = indented.replace("os._exit(0) if not options else None\n", "")

        assert "done\n" == run_python(indented)

    USES = """
    assert [1] == [response for _, response in changed.send(None)]
    changed.connect(second)
    assert [1, 2] == [response for _, response in changed.send(None)]
    assert changed.disconnect(first)
    assert [2] == [response for _, response in changed.send(None)]
    """

    def test_child_uses_a_signal_whose_lock_another_thread_held(self) -> None:
        self.run_in_child(
            """
            held, over = threading.Event(), threading.Event()
            def hold():
                with changed.lock:
                    held.set()
                    over.wait(20)
            threading.Thread(target=hold, daemon=True).start()
            held.wait(20)
            """,
            self.USES,
        )

    def test_child_uses_a_signal_that_another_thread_was_changing(self) -> None:
        self.run_in_child(
            """
            def churn():
                while True:
                    changed.connect(second, sender="shop")
                    changed.disconnect(second, sender="shop")
            threading.Thread(target=churn, daemon=True).start()
            """,
            self.USES,
        )

    def test_child_releases_the_lock_that_it_held_itself(self) -> None:
        self.run_in_child(
            "changed.lock.acquire()",
            f"{textwrap.dedent(self.USES)}\nchanged.lock.release()",
        )


# --- life and memory -----------------------------------------------------------------------------


class TestMemory:
    @pytest.mark.parametrize("kind", [function, Recorder])
    def test_receiver_that_dies_with_its_last_strong_connection_crashes_nothing(
        self, kind: Callable[[int], Any]
    ) -> None:
        signal = Signal()
        for _ in range(100):
            receiver = kind(1)
            # Freed in this order.
            signal.connect(receiver, sender="a", weak=False)
            signal.connect(receiver, sender="b")
            signal.connect(receiver, sender="c")
            del receiver
            signal.receivers = []

        assert [] == signal.receivers

    @pytest.mark.parametrize("kind", ["function", "method"])
    def test_weak_connection_takes_at_most_250_bytes(self, kind: str) -> None:
        signal, count = Signal(), 10_000
        made: list[Any] = [Recorder(n) if kind == "method" else function(n) for n in range(count)]
        Signal().connect(function(0))
        gc.collect()

        tracemalloc.start()
        try:
            before, _ = tracemalloc.get_traced_memory()
            for each in made:
                signal.connect(each.method if kind == "method" else each)
            after, _ = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()

        assert count == len(signal.receivers)
        assert after - before <= 250 * count

    @pytest.mark.parametrize("debug", [True, False])
    @pytest.mark.parametrize("end", ["disconnect", "receiver dies", "sender dies", "again"])
    def test_connections_that_are_gone_take_nothing(self, end: str, debug: bool) -> None:
        """Finalizers that pile up with each connect."""
        signal, stays, always = Signal(), Sender(), function(0)

        def cycles(count: int) -> None:
            for number in range(count):
                if end == "disconnect":
                    signal.connect(always, sender=stays)
                    signal.disconnect(always, sender=stays)
                elif end == "receiver dies":
                    # A method, for of a function debug mode would warn.
                    recorder = Recorder(number)
                    signal.connect(recorder.method, sender=stays)
                    del recorder
                elif end == "sender dies":
                    signal.connect(always, sender=Sender())
                else:
                    signal.connect(always, sender=stays)
                if number % 50 == 0:
                    signal.send(stays)
            signal.send(stays)

        def references() -> int:
            return weakref.getweakrefcount(always) + weakref.getweakrefcount(stays)

        with configure(debug=debug):
            cycles(100)
            gc.collect()
            tracemalloc.start()
            try:
                cycles(100)
                before, before_references = tracemalloc.get_traced_memory()[0], references()
                cycles(2_000)
                gc.collect()
                after, after_references = tracemalloc.get_traced_memory()[0], references()
            finally:
                tracemalloc.stop()

        assert after - before < 10_000
        assert before_references == after_references <= 4

    def test_methods_whose_function_died_take_nothing_once_they_were_sent_to(self) -> None:
        signal, shop = Signal(), Recorder(1)
        for _ in range(100):
            signal.connect(types.MethodType(lambda self, **kwargs: None, shop))
        gc.collect()

        signal.send(None)
        signal.send(None)

        assert not signal._registry._groups.everyone.connections

    def test_signal_and_its_receivers_die_at_once_without_the_collector(self) -> None:
        """No reference cycles, on any way that a send takes."""
        signal, shop, recorder, receiver = Signal(), Sender(), Recorder(1), function(2)
        signal.connect(recorder.method)
        signal.connect(receiver, sender=shop, weak=False)
        signal.connect(function(3), sender=Sender(), weak=False)
        for _ in range(3):
            signal.send(shop)
            signal.send_robust(None)
        gone: list[weakref.ref[Any]] = [
            *(weakref.ref(signal), weakref.ref(signal._registry)),
            *(weakref.ref(shop), weakref.ref(recorder), weakref.ref(receiver)),
        ]

        with without_gc():
            del signal, shop, recorder, receiver

            assert [None] * 5 == [reference() for reference in gone]

    def test_signal_dies_while_its_receivers_live(self) -> None:
        signal, receiver = Signal(), function(1)
        signal.connect(receiver)
        gone = weakref.ref(signal)

        with without_gc():
            del signal

            assert gone() is None
        assert 0 == weakref.getweakrefcount(receiver)

    def test_receivers_die_while_their_signal_lives(self) -> None:
        signal, recorder, receiver = Signal(), Recorder(1), function(1)
        signal.connect(recorder.method)
        signal.connect(receiver)
        signal.send(None)
        gone: list[weakref.ref[Any]] = [weakref.ref(recorder), weakref.ref(receiver)]

        with without_gc():
            del recorder, receiver

            assert [None, None] == [reference() for reference in gone]
        assert [] == numbers(signal)

    def test_signals_that_are_gone_are_forgotten_everywhere(self) -> None:
        gc.collect()
        before = len(_registry._live)

        with without_gc():
            for _ in range(100):
                Signal().connect(function(1))

            assert before == len(_registry._live)

    def test_death_at_the_end_of_the_program_is_silent(self) -> None:
        printed = run_python(
            """
            import builtins, sys
            from heliograph import Signal
            class Thing:
                def method(self, **kwargs): pass
            changed = Signal()
            def function(**kwargs): pass
            changed.connect(function)
            changed.connect(function, sender=(shop := Thing()))
            changed.connect((thing := Thing()).method)
            builtins.changed, builtins.function = changed, function
            sys.shop, sys.thing = shop, thing
            """,
            "-W",
            "always",
        )

        assert "" == printed

    def test_senders_of_text_and_of_bytes_are_not_compared(self) -> None:
        """An error under `python -bb`."""
        printed = run_python(
            """
            from heliograph import Signal
            changed = Signal()
            def receiver(sender, **kwargs): return sender
            for sender in ("a", b"a", ("a",), (b"a",), (("a", 1),), ((b"a", 1),)):
                changed.connect(receiver, sender=sender)
                print(changed.send(sender) == [(receiver, sender)], end=" ")
            print(len(changed.receivers))
            """,
            "-bb",
        )

        assert "True " * 6 + "6\n" == printed


class TestReachesAnybody:
    def test_says_whether_a_sender_has_live_receivers(self) -> None:
        registry, sender, other = Registry(), Sender(), Sender()
        receiver = function(1)
        registry.connect(
            receiver, sender, weak=True, dispatch_uid=None, is_async=False, origin=None
        )
        answers = [registry.reaches_anybody(who) for who in (sender, other, None)]
        del receiver

        assert [True, False, False] == answers
        assert not registry.reaches_anybody(sender)

    def test_leaves_a_receiver_unreached(self) -> None:
        registry, receiver = Registry(), function(1)
        registry.connect(receiver, None, weak=True, dispatch_uid=None, is_async=False, origin="me")
        was_there = registry.reaches_anybody(None)
        del receiver
        registry.tidy()

        assert was_there
        assert ["me"] == list(registry.lost())
        assert [] == list(registry.lost())


def test_dispatch_uids_of_text_and_of_bytes_are_apart_where_comparing_them_is_an_error() -> None:
    printed = run_python(
        """
        from heliograph import Signal

        def receiver(**kwargs): ...

        signal = Signal()
        signal.connect(receiver, dispatch_uid="x")
        signal.connect(receiver, dispatch_uid=b"x")
        print(len(signal.receivers), signal.disconnect(dispatch_uid=b"x"), len(signal.receivers))
        """,
        "-bb",
    )

    assert "2 True 1" == printed.strip()


def test_asking_for_receivers_whose_function_died_piles_nothing_up() -> None:
    class Shop:
        def on_order(self, **kwargs: object) -> None: ...

    signal, shop = Signal(), Shop()
    signal.connect(shop.on_order)
    del Shop.on_order
    gc.collect()
    answers = {signal.has_listeners() for _ in range(100)}

    assert {False} == answers
    assert 1 >= len(signal._registry._dead)
