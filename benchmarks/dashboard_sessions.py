"""Readers without a browser: what a tab and the server say to each other, over the same websocket.

A reader opens an address, then other addresses of the same page, as somebody does who changes a filter: every selection
lives in the address. Like a browser it keeps large messages and names them, so that the server need not send them again.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from types import TracebackType
from urllib.parse import urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

PATIENCE_SECONDS = 30.0
# What a proxy adds; the address is one reserved for examples.
PASSED_ON = {"X-Forwarded-For": "203.0.113.7"}
# Streamlit's own: a message not used for so many runs is forgotten, by browser and server alike.
KEPT_RUNS = 2


@dataclass
class Answer:
    """What came back for one change: seconds to the end of the run, bytes, whether something went wrong."""

    seconds: float = 0.0
    size: int = 0
    error: str = ""


@dataclass
class Reader:
    """One open tab. Use as `async with Reader(server.address, page) as reader`.

    `is_stranger`: comes through a proxy, so without a sign-in sees what everybody may see.
    """

    server: str
    page: str
    is_stranger: bool = False
    kept: dict[str, int] = field(default_factory=dict)
    runs: int = 0
    socket: ClientConnection | None = None

    async def __aenter__(self) -> Reader:
        target = f"ws://{urlsplit(self.server).netloc}/_stcore/stream"
        self.socket = await connect(
            target,
            subprotocols=["streamlit"],
            origin=self.server,
            additional_headers=PASSED_ON if self.is_stranger else {},
            max_size=None,
            compression=None,
            ping_interval=None,
        )
        return self

    async def __aexit__(self, kind: type | None, error: Exception | None, trace: TracebackType | None) -> None:
        await self.socket.close()

    async def ask(self, selection: dict[str, str], since: float | None = None) -> Answer:
        """Asks for the page with this selection and reads to the end of the run; timed from `since`, else from now."""
        answer = Answer()
        since = time.perf_counter() if since is None else since
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self.socket.send(self._question(selection))
                while not self._is_last(await self.socket.recv(), answer):
                    pass
        except (TimeoutError, OSError, WebSocketException) as problem:
            answer.error = type(problem).__name__
        answer.seconds = time.perf_counter() - since
        self._forget()
        return answer

    def _question(self, selection: dict[str, str]) -> bytes:
        message = BackMsg()
        state = message.rerun_script
        state.query_string = urlencode(selection)
        state.page_name = self.page
        state.is_history_navigation = self.runs > 0
        state.cached_message_hashes.extend(self.kept)
        state.context_info.locale = "de-DE"
        state.context_info.timezone = "Europe/Berlin"
        state.context_info.url = f"{self.server}/{self.page}"
        return message.SerializeToString()

    def _is_last(self, data: bytes, answer: Answer) -> bool:
        message = ForwardMsg.FromString(data)
        answer.size += len(data)
        kind = message.WhichOneof("type")
        if kind == "delta":
            if message.metadata.cacheable:
                self.kept[message.hash] = self.runs
            answer.error = answer.error or _complaint(message)
        elif kind == "ref_hash":
            if message.ref_hash not in self.kept:
                answer.error = "verweist auf Unbekanntes"
            self.kept[message.ref_hash] = self.runs
        elif kind == "page_not_found":
            answer.error = "Seite unbekannt"
        elif kind == "script_finished":
            # A run that wrote the address anew may be stopped early and begun again.
            return message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
        return False

    def _forget(self) -> None:
        self.runs += 1
        self.kept = {name: run for name, run in self.kept.items() if self.runs - run <= KEPT_RUNS}


def _complaint(message: ForwardMsg) -> str:
    """What a page says when it fails: a trace, or our own sentence in a red box."""
    element = message.delta.new_element
    if element.HasField("exception"):
        return element.exception.message
    if element.HasField("alert") and element.alert.format == element.alert.ERROR:
        return element.alert.body
    return ""
