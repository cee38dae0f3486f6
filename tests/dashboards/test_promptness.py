"""Whether a server that was given a socket without a protocol answers without waiting."""

from __future__ import annotations

import asyncio
import socket

from dashboards.promptness import without_waiting


def accepted(listening: socket.socket) -> bool:
    """Whether a connection to this socket sends small packets at once."""
    with socket.create_connection(listening.getsockname()), listening.accept()[0] as connection:
        return bool(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))


def test_connections_do_not_wait_once_the_server_has_started():
    async def live() -> bool:
        async with without_waiting(None):
            return accepted(listening)

    with socket.socket(socket.AF_INET) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        assert not accepted(listening)
        assert asyncio.run(live())


def test_other_open_files_are_left_alone(tmp_path):
    async def live() -> None:
        async with without_waiting(None):
            pass

    with open(tmp_path / "a", "w") as file, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:  # noqa: PTH123
        other.bind(("127.0.0.1", 0))
        asyncio.run(live())
        assert file.write("still open") == 10
        assert other.getsockname()[1]
