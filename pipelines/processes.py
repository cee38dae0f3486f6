"""Child processes of `up` and `show`: start, wait, end; ports, the lock of a data folder, signals."""

import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

HOST = "127.0.0.1"
PR_SET_PDEATHSIG = 1
# A proxy of the environment must not see requests to this machine.
LOCAL = build_opener(ProxyHandler({}))
LIBC = ctypes.CDLL(None)


class Held(Exception):
    """Another process holds the lock; str(e) is the note it left in the lock file."""


@dataclass(frozen=True)
class Child:
    """One child process, the leader of its own process group."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def is_alive(self) -> bool:
        return self.process.poll() is None


def start(name: str, command: Sequence[str], log: Path, env: Mapping[str, str], folder: Path) -> Child:
    """Starts `command` in `folder` with its output in `log`; the log of the time before becomes `<log>.1`."""
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists():
        log.replace(log.with_name(log.name + ".1"))
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(env),
            cwd=folder,
            # Own group: Ctrl-C reaches only us, and we reach the children's own children.
            start_new_session=True,
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,
        )
    return Child(name, process, log)


def _end_with_parent() -> None:
    # Even a killed `up` (out of memory, kill -9) takes its children along.
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def end(children: Sequence[Child], patience_seconds: float = 4.0) -> None:
    """Ends the children's process groups: asks all at once, waits, then kills what is left."""
    for child in children:
        _signal_group(child, signal.SIGTERM)
    deadline = time.monotonic() + patience_seconds
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.process.wait(max(0.0, deadline - time.monotonic()))
        # Also when the leader is gone: what it started may still run.
        _signal_group(child, signal.SIGKILL)
        child.process.wait()


def _signal_group(child: Child, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.process.pid, number)


def wait_until(ready: Callable[[], bool], give_up: Callable[[], bool], seconds: float, every: float = 0.1) -> bool:
    """True as soon as `ready`, asked `every` so many seconds; False when `give_up` or after `seconds`."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not give_up():
        if ready():
            return True
        time.sleep(every)
    return False


def answers(url: str) -> bool:
    """Whether `url` (on this machine) answers with status 200."""
    try:
        with LOCAL.open(url, timeout=2) as response:
            return response.status == 200
    except OSError:
        return False


def is_free(port: int, address: str = HOST) -> bool:
    """Whether a server could listen on `port` of this address of this machine now."""
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except (OSError, OverflowError):
            return False
    return True


def free_port() -> int:
    """A port of this machine that nobody uses now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


@contextmanager
def held(lock: Path, note: str) -> Iterator[None]:
    """Holds `lock` with `note` in it until the end of the block or of the process.

    Raises Held with the other's note when another process holds it.
    """
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise Held(file.read().strip()) from None
        file.truncate(0)
        file.write(note)
        file.flush()
        yield


@contextmanager
def stop_signals() -> Iterator[threading.Event]:
    """Inside the block Ctrl-C, SIGTERM and a closed terminal set the event instead of interrupting."""
    stop = threading.Event()
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, lambda *_: stop.set()) for number in numbers}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
