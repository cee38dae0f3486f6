"""What the state of a programme is on a day: whether it runs, and what is known of its deadline.

not_yet ── begins later            unclear ── nobody says whether it ran that early
ended ── ended on a known day      ended_unknown ── ended, nobody says when
closed ── runs, takes nobody new   automatic ── runs, needs no application
open ── a deadline lies ahead      opens ── a known window has not opened yet
passed ── runs, the last deadline known is over       no_day ── runs, no day of a deadline is known
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from pipelines.funding.programme import Deadline, Programme

Code = Literal[
    "open", "opens", "no_day", "passed", "automatic", "closed", "not_yet", "unclear", "ended", "ended_unknown"
]
CODES: tuple[Code, ...] = get_args(Code)
YEAR = timedelta(days=366)
AHEAD = ("open", "opens")
OVER: frozenset[str] = frozenset({"unclear", "ended", "ended_unknown"})
NOT_RUNNING: frozenset[str] = OVER | {"not_yet"}


@dataclass(frozen=True)
class State:
    """`day`: the day that matters in that state (deadline, end, beginning); None where none is known."""

    code: Code
    day: date | None = None
    deadline: Deadline | None = None

    @property
    def runs(self) -> bool:
        """Whether money flows on that day."""
        return self.code not in NOT_RUNNING

    @property
    def takes_new(self) -> bool:
        """Whether it runs and somebody who gets nothing yet can apply; what comes unasked answers no gap."""
        return self.runs and self.code not in ("closed", "automatic")


def state_on(programme: Programme, day: date) -> State:
    """The state on a day, first and last days included."""
    return _around(programme, day) or _of_deadline(programme, day)


def _around(programme: Programme, day: date) -> State | None:
    """The state outside the time the programme runs, or where deadlines do not count."""
    if programme.valid_to and day > programme.valid_to:
        return State("ended", programme.valid_to)
    if programme.valid_from and day < programme.valid_from:
        coming = _of_deadline(programme, day)
        # applications are often taken before the money begins
        return State("not_yet", programme.valid_from, coming.deadline if coming.code in AHEAD else None)
    if not programme.valid_from and (not programme.known_from or day < programme.known_from):
        return State("unclear", programme.known_from)
    if programme.status == "ended" and not programme.valid_to and (not programme.known_to or day > programme.known_to):
        return State("ended_unknown", programme.known_to)
    if programme.status == "closed":
        return State("closed", programme.valid_to)
    return State("automatic") if programme.status == "permanent" else None


def ahead_of(programme: Programme, day: date) -> list[Deadline]:
    """The deadlines known from that day on that hold here, the next one first.

    Of a yearly programme only those within a year: before a later one lie others that nobody has named.
    """
    found = [
        deadline
        for deadline in programme.deadlines
        if deadline.closes_on
        and not deadline.is_elsewhere
        and deadline.closes_on >= day
        and (deadline.rhythm != "yearly" or deadline.closes_on - day <= YEAR)
    ]
    return sorted(found, key=lambda deadline: deadline.closes_on or day)


def _of_deadline(programme: Programme, day: date) -> State:
    ahead = ahead_of(programme, day)
    if ahead:
        first = ahead[0]
        if first.opens_on and first.opens_on > day:
            return State("opens", first.opens_on, first)
        return State("open", first.closes_on, first)
    here = [deadline for deadline in programme.deadlines if not deadline.is_elsewhere]
    over = [deadline for deadline in here if deadline.closes_on and deadline.closes_on < day]
    last = max(over, key=lambda deadline: deadline.closes_on or day, default=None)
    return State("passed", last.closes_on, last) if last else State("no_day")
