"""The server behind a real port: its headers, and what it does with requests that nobody means well with."""

from __future__ import annotations

import json
import random
import socket
import time
from contextlib import suppress

import pytest

from sepeace.classroom.serve import listening as places
from sepeace.classroom.serve import server as serving
from sepeace.errors import SepeaceError
from tests.rooms import KEY, get, listening, raw

TARGETS = ("/api/join", "/api/predictions", "/api/ways")
PATHS = ("/../../etc/passwd", "/%2e%2e/x", "//", "/" + "a" * 3000, "*", "x")
METHODS = ("BREW", "TRACE", "PUT", "get", "CONNECT")


def malformed(draw: random.Random, port: int) -> bytes:
    """A request that no browser sends."""
    host = f"Host: 127.0.0.1:{port}\r\nConnection: close\r\n"
    body = draw.choice(
        [
            '{"code":',
            '{"code": 5}',
            '{"said": {"a": -1e999}}',
            "[" * 900,
            "\x00",
            '{"code": "' + "x" * 900 + '"}',
        ]
    )
    kind = (
        f"Content-Type: application/json\r\nContent-Length: {len(body) + draw.choice([0, 0, 0, 1, -1])}\r\n"
    )
    return draw.choice(
        [
            f"POST {draw.choice(TARGETS)} HTTP/1.1\r\n{host}{kind}\r\n{body}",
            f"GET {draw.choice(PATHS)} HTTP/1.1\r\n{host}\r\n",
            f"{draw.choice(METHODS)} / HTTP/1.1\r\n{host}\r\n",
            "GET / HTTP/1.0\r\n\r\n",
            "GET / HTTP/1.1\r\n\r\n",
            f"GET / HTTP/1.1\r\n{host}{host}\r\n",
            f"GET / HTTP/1.1\r\n{host}" + "".join(f"X-{n}: y\r\n" for n in range(200)) + "\r\n",
            f"GET / HTTP/1.1\r\n{host}X: {'y' * 20000}\r\n\r\n",
            f"POST /api/join HTTP/1.1\r\n{host}Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nzz\r\n",
            f"GET / HTTP/1.1\r\n{host}Upgrade: websocket\r\nConnection: upgrade\r\n\r\n",
            "".join(chr(draw.randrange(256)) for _ in range(60)),
            "\r\n\r\n",
        ]
    ).encode("latin-1")


# Red when requests that nobody means well with stop the server, or one of them is answered with the page.
def test_malformed_requests_leave_it_answering():
    draw = random.Random(11)
    with listening() as (port, _):
        unfinished = [socket.create_connection(("127.0.0.1", port)) for _ in range(10)]
        for line in unfinished:
            line.sendall(b"POST /api/join HTTP/1.1\r\nHost: x\r\nContent-Le")
        for _ in range(150):
            sent = malformed(draw, port)
            got = raw(port, sent, wait=0.2)
            assert not got or got.startswith(b"HTTP/1.1 4") or b"websocket" in sent, (sent, got[:200])
        assert get(port).startswith(b"HTTP/1.1 200")
        for line in unfinished:
            line.close()


# Red when a request that never comes whole holds a place for ever, or one address takes all places.
def test_connections_are_few_and_none_waits_for_ever(monkeypatch):
    monkeypatch.setattr(serving, "LOOKED", 0.3)
    monkeypatch.setattr(serving, "MOST_OF_ONE", 5)
    with listening() as (port, server):
        lines = [socket.create_connection(("127.0.0.1", port), timeout=5) for _ in range(5)]
        for line in lines:
            line.sendall(b"GET / HTTP/1.1\r\nHo")
        time.sleep(0.1)
        assert len(server.server_state.connections) == 5 and get(port) == b""
        for line in lines:
            with suppress(ConnectionResetError):
                assert line.recv(10) == b""
            line.close()
        assert get(port).startswith(b"HTTP/1.1 200")


# Red when the server says of itself what it is made of, or leaves a header out.
def test_the_page_comes_with_its_headers():
    with listening() as (port, _):
        head = get(port).partition(b"\r\n\r\n")[0].lower()
        assert b"\r\nserver:" not in head and b"content-security-policy: default-src 'none'" in head
        assert b"x-content-type-options: nosniff" in head and b"set-cookie" not in head
        told = get(port, "/api/rooms", f"Authorization: Bearer {KEY}\r\nX-Forwarded-For: 9.9.9.9\r\n")
        assert json.loads(told.partition(b"\r\n\r\n")[2])["rooms"] == []


# Red when --lan listens on every address, or on one that the machine does not have.
def test_the_address_in_the_network(monkeypatch):
    assert not [one for one in places.addresses() if one.startswith("127.")]
    monkeypatch.setattr(places, "addresses", lambda: ["192.168.7.9", "10.1.1.1"])
    assert places.lan_address(None) == "192.168.7.9" and places.lan_address("10.1.1.1") == "10.1.1.1"
    monkeypatch.setattr(places, "addresses", lambda: [])
    with pytest.raises(SepeaceError, match="no network"):
        places.lan_address(None)
    assert places.hosts_of("192.168.7.9", 8000) == {"192.168.7.9:8000"}
    assert places.hosts_of("127.0.0.1", 80) == {"127.0.0.1:80", "localhost:80", "127.0.0.1", "localhost"}
    assert places.link("192.168.7.9", 80) == "http://192.168.7.9/"
    assert len(set(map(len, places.in_letters("http://192.168.7.9:8000/").splitlines()))) == 1
