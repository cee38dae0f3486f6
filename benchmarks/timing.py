"""Times a call several times and keeps the figures."""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Timing:
    """Seconds of several runs of one thing. `rival` is what it is measured against, if anything."""

    what: str
    seconds: tuple[float, ...]
    rival: str = ""
    rival_seconds: tuple[float, ...] = ()

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def ratio(self) -> float | None:
        """How many times as long the rival takes; None without a rival."""
        return statistics.median(self.rival_seconds) / self.median if self.rival_seconds else None


def measure(what: str, call: Callable[[], object], runs: int = 5) -> Timing:
    """Runs a call once to warm up, then `runs` times."""
    call()
    return Timing(what, tuple(_once(call) for _ in range(runs)))


def versus(what: str, call: Callable[[], object], rival: str, other: Callable[[], object], runs: int = 5) -> Timing:
    """Runs two calls in turn, so that both meet the same machine."""
    call()
    other()
    pairs = [(_once(call), _once(other)) for _ in range(runs)]
    return Timing(what, tuple(own for own, _ in pairs), rival, tuple(theirs for _, theirs in pairs))


def _once(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def peak_mb() -> float:
    """The most memory, in megabytes, that this process has held; a peak never sinks."""
    # On Linux a child's ru_maxrss starts with its parent's peak; VmHWM is its own.
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text("ascii").partition("VmHWM:")[2].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
