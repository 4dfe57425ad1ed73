"""The groups of connections by sender, one private module."""

from collections.abc import Callable

from heliograph._groups import Group
from heliograph._registry import Registry


class Sender:
    """Told apart by identity."""


def function(number: int) -> Callable[..., int]:
    return lambda **kwargs: number


class TestGroupsOf:
    def test_are_those_of_everyone_and_of_the_sender(self) -> None:
        registry, sender = Registry(), Sender()
        for own in (sender, "a"):
            registry.connect(
                function(1), own, weak=False, dispatch_uid=None, is_async=False, origin=None
            )
        groups = registry._groups

        assert (id(sender), [groups.everyone, groups.by_identity[id(sender)]]) == groups.of(sender)
        assert ("a", [groups.everyone, groups.by_value["a"]]) == groups.of("a")
        for stranger in (None, "b", Sender()):
            assert (None, [groups.everyone]) == groups.of(stranger)

    def test_are_all_there_are_with_those_of_everyone_first(self) -> None:
        registry, sender = Registry(), Sender()
        for own in ("a", sender):
            registry.connect(
                function(1), own, weak=False, dispatch_uid=None, is_async=False, origin=None
            )
        groups = registry._groups

        assert [groups.everyone, groups.find(id(sender)), groups.find("a")] == groups.all()
        assert all(isinstance(group, Group) for group in groups.all())
