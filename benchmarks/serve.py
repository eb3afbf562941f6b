"""How quickly a class is answered by `sepeace serve`, and what requests that nobody means well with do to it.

    python benchmarks/serve.py --seconds 60 --malformed 10000

The server runs as a user starts it, on loopback, in a process of its own; the class is this one. First each
client loads the page and comes into a room; then, every two seconds, it sends a prediction of another
question or looks at the class, which costs the server most. After that come malformed requests, some of which
are never finished. Told are milliseconds from the first byte sent to the last one read, what failed, and the
memory of the server (Linux alone).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import quantiles
from typing import Any, NamedTuple

CLIENTS, EVERY = 30, 2.0
AT_ONCE, EACH_SECOND, LEFT_OPEN = 8, 250, 40
"""Malformed requests at a time, in a second (fewer than the server takes of an address), left unfinished."""
METHODS = ("BREW", "TRACE", "PUT", "get", "CONNECT", "G" * 500)
CHUNKED = "Transfer-Encoding: chunked\r\n"
RUNGS = ("german_leader_willing", "soviet_leader_willing", "talks_begun", "window_1_day", "settlement")


class Place(NamedTuple):
    """A server that runs: its port, the teacher's key, its process."""

    port: int
    key: str
    process: int


class Line:
    """A connection that stays open, as a browser's does."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(
        self, method: str, path: str, body: Any = None, teacher: bool = False
    ) -> tuple[int, bytes, float]:
        """Status, body, and milliseconds."""
        sent = b"" if body is None else json.dumps(body).encode()
        host = f"Host: 127.0.0.1:{self._place.port}\r\n"
        head = f"{method} {path} HTTP/1.1\r\n{host}Content-Length: {len(sent)}\r\n"
        head += "Content-Type: application/json\r\n" if sent else ""
        head += f"Authorization: Bearer {self._place.key}\r\n" if teacher else ""
        before = time.perf_counter()
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._place.port)
        reader, writer = self._streams
        writer.write(head.encode() + b"\r\n" + sent)
        told = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", told.lower())
        content = await reader.readexactly(int(length[1]) if length else 0)
        return int(told.split()[1]), content, 1000 * (time.perf_counter() - before)


async def lesson(place: Place, seconds: float) -> dict[str, Any]:
    """What a class of clients waits for its answers."""
    desk = Line(place)
    _, told, _ = await desk.ask("POST", "/api/rooms", {}, teacher=True)
    code = json.loads(told)["code"]
    pages: list[float] = []
    times: list[float] = []
    failed: Counter[str] = Counter()

    async def client(number: int) -> None:
        draw, line = random.Random(number), Line(place)
        status, content, waited = await line.ask("GET", "/")
        pages.append(waited)
        assert status == 200 and len(content) > 100_000
        _, told, _ = await line.ask("POST", "/api/join", {"code": code})
        pupil = json.loads(told)["pupil"]
        await asyncio.sleep(EVERY * number / CLIENTS)
        for turn in range(int(seconds / EVERY)):
            began = time.perf_counter()
            try:
                if turn % 2:
                    status, _, waited = await line.ask("GET", f"/api/rooms/{code}", teacher=True)
                else:
                    asked = {
                        "scenario": "germany_wins_at_kursk",
                        "scores": {"citadel": round(draw.uniform(-1, 2), 1)},
                    }
                    guess = {name: draw.randrange(101) for name in RUNGS}
                    status, _, waited = await line.ask(
                        "POST", "/api/predictions", {"pupil": pupil, "asked": asked, "said": guess}
                    )
                times.append(waited)
                if status != 200:
                    failed[str(status)] += 1
            except (OSError, asyncio.IncompleteReadError) as error:
                failed[type(error).__name__] += 1
                line = Line(place)
            await asyncio.sleep(max(0.0, EVERY - (time.perf_counter() - began)))

    await asyncio.gather(*(client(number) for number in range(CLIENTS)))
    _, told, _ = await Line(place).ask("GET", f"/api/rooms/{code}", teacher=True)
    marks = quantiles(times, n=100, method="inclusive")
    return {
        "clients": CLIENTS,
        "requests": len(times),
        "failed": dict(failed),
        "p50_ms": round(marks[49], 1),
        "p95_ms": round(marks[94], 1),
        "worst_ms": round(max(times), 1),
        "page_worst_ms": round(max(pages), 1),
        "pupils_seen": json.loads(told)["pupils"],
    }


def malformed(draw: random.Random, port: int) -> bytes:
    """A request that no browser sends."""
    host = f"Host: 127.0.0.1:{port}\r\n"
    path = draw.choice(["/api/join", "/api/predictions", "/api/ways", "/api/rooms"])
    bodies = [
        b'{"code":',
        b"[" * draw.randrange(1, 7000),
        b'{"code": %d}' % draw.randrange(-(10**9), 10**9),
        b'{"code": null, "code": []}',
        b'{"pupil": "x", "asked": {"scenario": "../../etc/passwd"}, "said": {"settlement": -1e999}}',
        b'{"pupil": "x", "asked": {"scenario": "germany_wins_at_kursk"}, "said": {"settlement": NaN}}',
        b'"' + b"9" * draw.randrange(9000),
        draw.randbytes(draw.randrange(200)),
        b'{"code": "' + b"<script>" * draw.randrange(900) + b'"}',
        b"x" * 70_000,
    ]
    body = draw.choice(bodies)
    length, json_kind = (
        max(0, len(body) + draw.choice([0, 0, 0, 7, -3])),
        "Content-Type: application/json\r\n",
    )
    kind, method = f"{json_kind}Content-Length: {length}\r\n", draw.choice(METHODS)
    many, web = "".join(f"X-{n}: y\r\n" for n in range(300)), "Upgrade: websocket\r\nConnection: upgrade\r\n"
    evil = ["..", "%2e%2e", "etc", "passwd", "%00", "\\", "a" * 600, "proc", "self", "C:", "?room=<b>"]
    target = "/" + "/".join(draw.choices(evil, k=3))
    heads = [
        f"POST {path} HTTP/1.1\r\n{host}{kind}\r\n".encode() + body,
        f"POST {path} HTTP/1.1\r\n{host}{kind}\r\n".encode() + body,
        f"GET {target} HTTP/1.1\r\n{host}\r\n".encode(),
        f"{method} {path} HTTP/1.1\r\n{host}\r\n".encode(),
        f"GET / HTTP/1.1\r\nHost: {draw.choice(['evil.example', '', '127.0.0.1'])}\r\n\r\n".encode(),
        b"GET / HTTP/1.0\r\n\r\n",
        f"GET / HTTP/1.1\r\n{host}{host}\r\n".encode(),
        f"GET /api/rooms HTTP/1.1\r\n{host}Authorization: Bearer {draw.random()}\r\n\r\n".encode(),
        f"GET / HTTP/1.1\r\n{host}{many}\r\n".encode(),
        f"GET / HTTP/1.1\r\n{host}X: {'y' * 40000}\r\n\r\n".encode(),
        f"POST {path} HTTP/1.1\r\n{host}{CHUNKED}Content-Length: 3\r\n\r\nzz\r\n".encode(),
        f"POST {path} HTTP/1.1\r\n{host}{json_kind}{CHUNKED}\r\nFFFFFFFF\r\n".encode(),
        f"GET / HTTP/1.1\r\n{host}{web}Origin: http://evil\r\n\r\n".encode(),
        draw.randbytes(draw.randrange(1, 400)),
    ]
    return draw.choice(heads)


async def attack(place: Place, count: int) -> dict[str, Any]:
    """What becomes of malformed requests, and of the server after them."""
    before, draw, began = memory(place.process), random.Random(7), time.perf_counter()
    answered: Counter[str] = Counter()
    open_lines: list[asyncio.StreamWriter] = []
    left, peak = iter(range(count)), before

    async def send() -> None:
        nonlocal peak
        for number in left:
            sent = malformed(draw, place.port)
            unfinished = draw.random() < 0.05
            await asyncio.sleep(max(0.0, began + number / EACH_SECOND - time.perf_counter()))
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", place.port)
                writer.write(sent[: len(sent) // 2] if unfinished else sent)
                if unfinished:
                    answered["never finished"] += 1
                    open_lines.append(writer)
                    if len(open_lines) > LEFT_OPEN:
                        open_lines.pop(0).close()
                    continue
                if draw.random() < 0.5:
                    writer.write_eof()
                told = await asyncio.wait_for(reader.read(20), 0.5)
                answered[told[9:12].decode("latin-1") or "closed"] += 1
                writer.close()
            except TimeoutError:
                answered["waits for the rest"] += 1
                writer.close()
            except OSError:
                answered["cut"] += 1
            if number % 200 == 0:
                peak = max(peak or 0, memory(place.process) or 0) or None

    await asyncio.gather(*(send() for _ in range(AT_ONCE)))
    for line in open_lines:
        line.close()
    seconds, times, desk = time.perf_counter() - began, [], Line(place)
    await asyncio.sleep(1.0)
    for _ in range(50):
        status, _, waited = await desk.ask("GET", "/")
        assert status == 200, status
        times.append(waited)
    return {
        "requests": count,
        "seconds": round(seconds, 1),
        "answered": dict(answered.most_common()),
        "still_answering": True,
        "page_afterwards_worst_ms": round(max(times), 1),
        "memory_mb": {"before": before, "peak": peak, "after": memory(place.process)},
    }


def memory(process: int) -> float | None:
    """Megabytes that a process holds; None where the system does not tell."""
    with suppress(OSError):
        found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text(encoding="ascii"))
        return round(int(found[1]) / 1024, 1) if found else None
    return None


@contextmanager
def served() -> Iterator[Place]:
    """The server as a user starts it, ended as a user ends it."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "sepeace",
        "serve",
        "germany_wins_at_kursk",
        "--port",
        str(port),
        "--quiet",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout is not None
        told = ""
        while "Ctrl-C" not in told:
            line = started.stdout.readline()
            assert line, "the server did not start"
            told += line
        key = re.search(r"#teacher=([\w-]+)", told)
        assert key is not None
        try:
            yield Place(port, key[1], started.pid)
        finally:
            started.send_signal(2)
            left = started.wait(timeout=20)
    assert left == 0, f"Ctrl-C left with {left}"


def main(words: Sequence[str] | None = None) -> None:
    """Measure what is asked for, and print it as JSON."""
    parser = argparse.ArgumentParser(description="How quickly sepeace serve answers a class, as JSON.")
    parser.add_argument("--seconds", type=float, default=60.0, help="of the lesson, at most 600 (default 60)")
    parser.add_argument(
        "--malformed", type=int, default=10_000, help="requests, at most 100000 (default 10000)"
    )
    asked = parser.parse_args(words)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    with served() as place:
        found: dict[str, Any] = {"cores": os.cpu_count(), "load_before": load}
        found["lesson"] = asyncio.run(lesson(place, min(600.0, asked.seconds)))
        found["malformed"] = asyncio.run(attack(place, min(100_000, asked.malformed)))
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
