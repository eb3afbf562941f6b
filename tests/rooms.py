"""A server of the lesson page without the page: its app asked directly, or behind a real port in a thread."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sepeace.classroom.serve.app import app
from sepeace.classroom.serve.offered import Offered, OfferedQuestion
from sepeace.classroom.serve.served_page import ServedPage
from sepeace.wording.outcomes import Barrier, Rung

KEY = "the-teacher-alone-has-this-key"
HOST = "127.0.0.1:8000"
OFFERED = Offered(
    rungs=tuple(Rung),
    reasons=tuple(Barrier),
    questions={
        "kursk": OfferedQuestion(
            choices=frozenset({"strength=rational", "strength=prospect", "switches_off=ideology"}),
            assumed={"strength": "document"},
            scores={"citadel": (-2.5, 3.0, False), "overlord": (-2.5, 3.0, True)},
            fixed={"citadel": 2.0},
        ),
        "hitler_dies": OfferedQuestion(choices=frozenset(), assumed={}, scores={}, fixed={}),
    },
    numbers={"ideology.germany": (0.0, 0.5)},
    usual={"ideology.germany": 0.25},
    outcomes=frozenset({-1.5, 0.0, 2.0}),
)
PAGE = ServedPage(body=b"<!doctype html><title>sepeace</title>", policy="default-src 'none'", offered=OFFERED)


@dataclass
class Clock:
    """Seconds that a test lets pass."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Server:
    """The app with a clock of its own, and what it was told of failures."""

    clock: Clock = field(default_factory=Clock)
    failures: list[str] = field(default_factory=list)
    heard: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.app = app(
            PAGE,
            f"http://{HOST}/",
            hosts={HOST, "localhost:8000"},
            key=KEY,
            heard=lambda room, row: self.heard.append(row),
            failed=self.failures.append,
            clock=self.clock,
        )

    def ask(
        self,
        method: str,
        target: str,
        body: Any = None,
        *,
        headers: dict[str, str] | list[tuple[str, str]] = {},  # noqa: B006
        teacher: bool = False,
        client: str = "10.0.0.2",
        parts: int = 1,
    ) -> Answer:
        """One request as a browser sends it, unless headers say otherwise."""
        given = list(headers.items()) if isinstance(headers, dict) else list(headers)
        present = {name for name, _ in given}
        raw = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        usual = {"host": HOST, "content-type": "application/json", "content-length": str(len(raw))}
        usual |= {"authorization": f"Bearer {KEY}"} if teacher else {}
        given += [pair for pair in usual.items() if pair[0] not in present]
        path, _, query = target.partition("?")
        scope = {
            **{"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "scheme": "http"},
            **{"method": method, "path": path, "raw_path": path.encode("utf-8", "replace"), "root_path": ""},
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in given],
            "client": (client, 50000),
            "server": ("127.0.0.1", 8000),
        }
        size = -(-len(raw) // parts) or 1
        pieces = [raw[at : at + size] for at in range(0, len(raw), size)] or [b""]
        messages = [
            {"type": "http.request", "body": one, "more_body": place < len(pieces) - 1}
            for place, one in enumerate(pieces)
        ]
        sent: list[Any] = []

        async def receive() -> Any:
            return messages.pop(0) if messages else {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            sent.append(message)

        async def whole() -> None:
            await self.app(scope, receive, send)

        asyncio.run(whole())
        found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return Answer(sent[0]["status"], found, b"".join(one.get("body", b"") for one in sent[1:]))

    def opened(self, settings: str = "") -> str:
        """The code of a new room."""
        answer = self.ask("POST", "/api/rooms", {"settings": settings}, teacher=True)
        assert answer.status == 201, answer.body
        return answer.json["code"]

    def joined(self, code: str, **given: Any) -> str:
        """The token of a new pupil in a room."""
        answer = self.ask("POST", "/api/join", {"code": code}, **given)
        assert answer.status == 200, answer.body
        return answer.json["pupil"]

    def look(self, code: str, query: str = "") -> Any:
        """What the teacher's page sees."""
        return self.ask("GET", f"/api/rooms/{code}{query}", teacher=True).json

    def predict(self, pupil: str, said: dict[str, float | None], **asked: Any) -> Answer:
        """A prediction of a question."""
        question = {"scenario": "kursk", **asked}
        return self.ask("POST", "/api/predictions", {"pupil": pupil, "asked": question, "said": said})


@contextmanager
def listening(page: ServedPage = PAGE) -> Iterator[tuple[int, Any]]:
    """The app behind a real port: its number and the server."""
    from sepeace.classroom.serve import listening as places
    from sepeace.classroom.serve.server import server_of

    with places.socket_at(places.LOOPBACK, 0) as taken:
        port = taken.getsockname()[1]
        failures: list[str] = []
        hosts = places.hosts_of(places.LOOPBACK, port)
        made = app(page, f"http://127.0.0.1:{port}/", hosts=hosts, key=KEY, failed=failures.append)
        server = server_of(made)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]}, daemon=True)
        thread.start()
        try:
            yield port, server
        finally:
            server.should_exit = True
            thread.join(timeout=10)
        assert failures == [], failures
        assert not thread.is_alive()


def raw(port: int, sent: bytes, wait: float = 5.0) -> bytes:
    """What comes back for some bytes, until the server closes or is silent."""
    with socket.create_connection(("127.0.0.1", port), timeout=wait) as line:
        line.sendall(sent)
        got = b""
        try:
            while part := line.recv(65536):
                got += part
        except (TimeoutError, ConnectionResetError):
            pass
        return got


def get(port: int, target: str = "/", more: str = "") -> bytes:
    """What comes back for a request of one target, with more headers."""
    text = f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n{more}\r\n"
    return raw(port, text.encode())
