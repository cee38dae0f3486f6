"""What Linux says about running processes: children, sockets. Empty answers elsewhere."""

import socket
from pathlib import Path

PROC = Path("/proc")
LISTENING, ESTABLISHED, CONNECTING = "0A", "01", "02"


def is_running(pid: int) -> bool:
    """Whether `pid` exists and is not merely waiting to be collected."""
    try:
        return _stat(pid)[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def family(pid: int) -> set[int]:
    """The children of `pid`, their children and so on."""
    parents = {}
    for folder in PROC.glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int(_stat(int(folder.name))[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
    found: set[int] = set()
    while grown := {child for child, parent in parents.items() if parent in found | {pid}} - found:
        found |= grown
    return found


def addresses(pids: set[int]) -> set[str]:
    """IP addresses on which the processes listen, or to which they talk or try to."""
    sockets = set()
    for pid in pids:
        for handle in (PROC / str(pid) / "fd").glob("*"):
            try:
                sockets.add(str(handle.readlink()))
            except OSError:
                continue
    found = set()
    for table in ("tcp", "tcp6"):
        for line in (PROC / "net" / table).read_text().splitlines()[1:]:
            _, local, remote, state, *rest = line.split()
            if f"socket:[{rest[5]}]" in sockets and state in (LISTENING, ESTABLISHED, CONNECTING):
                found.add(_address(local if state == LISTENING else remote))
    return found


def _stat(pid: int) -> list[str]:
    return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()


def _address(coded: str) -> str:
    raw = bytes.fromhex(coded.partition(":")[0])
    words = b"".join(raw[at : at + 4][::-1] for at in range(0, len(raw), 4))
    return socket.inet_ntop(socket.AF_INET if len(words) == 4 else socket.AF_INET6, words)
