"""Load: what a rerun costs the server, many readers at once, and how much is too much."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from math import ceil

from benchmarks.dashboard_server import Server
from benchmarks.dashboard_sessions import Answer, Reader

SEED = 2018
# What a planner looks at: mostly months with reports, all categories with a need, all municipalities.
MONTHS = ("2018-01", "2018-01", "2018-01", "2018-02", "2016-01", "2024-01", "2024-12", "2023-06")
CATEGORIES = ("WOH", "BER-SOZ", "SPR-IK", "SPR-EO", "FRB-U3", "FRB-UE3", "SCH", "EHR")
TOWNS = tuple(f"055660{number:02d}" for number in range(4, 97, 4))
OVERVIEW, TOWN, DUTY, WHO, OFFERS = "", "gemeinde", "zuweisung", "wer-macht-was-wo", "angebote"
# Of ten readers so many sit at each page.
MIX = (OVERVIEW,) * 4 + (TOWN,) * 3 + (DUTY, WHO, OFFERS)


@dataclass(frozen=True)
class Load:
    """All answers of a while of `seconds`; memory at its highest; processor seconds the server used."""

    answers: list[Answer]
    seconds: float
    cpu_seconds: float
    memory_mb: float

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.answers) / self.seconds

    @property
    def errors(self) -> list[str]:
        """What went wrong, an entry each."""
        return [answer.error for answer in self.answers if answer.error]

    def quantile(self, share: float) -> float:
        """Seconds within which this share of the answers came."""
        return quantile([answer.seconds for answer in self.answers], share)


def quantile(values: list[float], share: float) -> float:
    """The smallest value that at least this share of the values does not exceed."""
    return sorted(values)[max(ceil(share * len(values)) - 1, 0)]


def selections(seed: int, page: str = OVERVIEW) -> Iterator[dict[str, str]]:
    """Endless selections, each differing in one filter from the one before, as when somebody changes it."""
    draw = random.Random(seed)
    choices = {"monat": MONTHS, "kategorie": CATEGORIES, "gemeinde": ("", *TOWNS)}
    if page == TOWN:
        choices["gemeinde"] = TOWNS
    chosen = {name: draw.choice(values) for name, values in choices.items()}
    while True:
        yield {name: value for name, value in chosen.items() if value}
        name = draw.choice(list(choices))
        chosen[name] = draw.choice([value for value in choices[name] if value != chosen[name]])


async def alone(server: Server, page: str, reruns: int, seed: int = SEED, *, is_stranger: bool = False) -> Load:
    """One reader who changes a filter as soon as the answer is there; the same selections for the same seed.

    `is_stranger`: sees what everybody may see. Raises RuntimeError when an answer fails: alone on a server none may.
    """
    async with Reader(server.address, page, is_stranger) as reader:
        asked = selections(seed, page)
        await reader.ask(next(asked))
        before, began = server.cpu_seconds(), time.perf_counter()
        answers = [await reader.ask(next(asked)) for _ in range(reruns)]
        seconds, cpu = time.perf_counter() - began, server.cpu_seconds() - before
    load = Load(answers, seconds, cpu, server.memory_mb())
    if load.errors:
        raise RuntimeError(f"Seite {page or 'ueberblick'}: {len(load.errors)} Fehler, der erste: {load.errors[0]}")
    return load


async def together(server: Server, pages: list[str], every: float, seconds: float, seed: int = SEED) -> Load:
    """One reader per entry of `pages`, each with a change `every` so many seconds, spread evenly.

    An answer is timed from when its change was due: a reader who still waits does not make the next change cheaper.
    """
    async with AsyncExitStack() as stack:
        readers = [await stack.enter_async_context(Reader(server.address, page)) for page in pages]
        asked = [selections(seed + number, page) for number, page in enumerate(pages)]
        for reader, choice in zip(readers, asked, strict=True):
            await reader.ask(next(choice))
        before, began = server.cpu_seconds(), time.perf_counter()
        memory: list[float] = []
        watch = asyncio.create_task(_weigh(server, memory))

        async def read(number: int) -> list[Answer]:
            answers, due = [], began + every * number / len(readers)
            while due < began + seconds:
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
                answers.append(await readers[number].ask(next(asked[number]), due))
                due += every
            return answers

        answers = [answer for one in await asyncio.gather(*map(read, range(len(pages)))) for answer in one]
        taken, cpu = time.perf_counter() - began, server.cpu_seconds() - before
        watch.cancel()
    return Load(answers, taken, cpu, max(memory))


async def _weigh(server: Server, memory: list[float]) -> None:
    while True:
        memory.append(server.memory_mb())
        await asyncio.sleep(2)


async def capacity(server: Server, pages: list[str], rates: list[float], seconds: float) -> list[Load]:
    """Ever more changes a second, until one answer in twenty takes a second or something fails."""
    loads = []
    for rate in rates:
        loads.append(await together(server, pages, len(pages) / rate, seconds, SEED + len(loads)))
        if loads[-1].quantile(0.95) >= 1 or loads[-1].errors:
            break
    return loads
