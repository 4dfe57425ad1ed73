"""How much is measured: numbers of rounds, lengths of blocks, sizes of registries."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """The extent of one run of the benchmark.

    Attributes:
        rounds: How often each block is timed; every round yields one ratio.
        block_seconds: How long one block of calls lasts, roughly.
        small: Connections of the small registry.
        large: Connections of the large registry that is compared with the small one, and of the
            one whose memory is measured.
        batch: Connects, disconnects or sends in one timed block of a growing registry.
    """

    rounds: int = 100
    block_seconds: float = 0.002
    small: int = 100
    large: int = 10_000
    batch: int = 50

    @property
    def slow_rounds(self) -> int:
        """The number of rounds for what takes long: large registries and fresh interpreters."""
        return max(1, self.rounds // 4)


DEFAULT = Plan()

#: To see that everything runs. Its numbers mean little.
QUICK = Plan(rounds=4, block_seconds=0.0002, large=1_000)
