"""What stands between a network and the app: addresses, sizes, kinds, patience, headers of every answer.

Whatever fails here is answered with a status from 400 on and a sentence. Nothing of a request is ever a path.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Collection, Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sepeace.classroom.serve.rates import Allowance
from sepeace.classroom.serve.refused import Refused

LARGEST_BODY = 8 * 1024
LONGEST_TARGET, MOST_HEADERS, LONGEST_HEADERS = 512, 64, 8 * 1024
"""Bytes of a request's path with its query; headers; bytes of all headers."""
BODY_PATIENCE = 10.0
"""Seconds in which a body must be there."""
SENDING = ("POST", "DELETE", "PUT", "PATCH")
FAILED = "this should not have happened; please ask again"
NOTHING_ELSE = "default-src 'none'; frame-ancestors 'none'"
"""The policy of every answer that is not the page."""
HEADERS: Mapping[bytes, bytes] = {
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"camera=(), microphone=(), geolocation=()",
    b"cache-control": b"no-store",
}


class Guard:
    """Looks at every request before the app does, and at every answer after it.

    Args:
        app: what answers.
        hosts: names with their port by which this server may be called. Another name in a request means that
            somebody had a name of his own point here, and reads along in a browser (DNS rebinding).
        requests: how often an address may ask.
        failed: is told what went wrong inside.
    """

    def __init__(
        self, app: ASGIApp, *, hosts: Collection[str], requests: Allowance, failed: Callable[[str], None]
    ) -> None:
        self._app, self._hosts, self._requests, self._failed = app, frozenset(hosts), requests, failed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        answer = _Answer(send)
        try:
            try:
                self._look(scope)
                body = await _body(scope, receive)
                await self._app(scope, _again(body, receive), answer)
            except Refused as error:
                await refuse(answer, error)
        except Exception as error:
            if answer.broken:
                return
            self._failed(f"{type(error).__name__}: {error}")
            await refuse(answer, Refused(500, "failed", FAILED))

    def _look(self, scope: Scope) -> None:
        """Refuse what a browser that means well never sends."""
        address = address_of(scope)
        wait = self._requests.wait(address)
        if wait is not None:
            raise Refused(429, "too_often", "asked too often; please wait a moment", wait)
        self._requests.take(address)
        headers: list[tuple[bytes, bytes]] = scope["headers"]
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_TARGET:
            raise Refused(414, "too_long", f"an address has at most {LONGEST_TARGET} letters here")
        if len(headers) > MOST_HEADERS or sum(len(a) + len(b) for a, b in headers) > LONGEST_HEADERS:
            raise Refused(
                431, "too_long", f"at most {MOST_HEADERS} headers of {LONGEST_HEADERS} bytes in all"
            )
        if [host.lower() for host in _all(headers, b"host")] not in [[host] for host in self._hosts]:
            raise Refused(421, "wrong_host", "this server is not called so; use the address that it printed")
        if scope["method"] not in SENDING:
            return
        origins, sites = _all(headers, b"origin"), _all(headers, b"sec-fetch-site")
        if any(origin not in {f"http://{host}" for host in self._hosts} for origin in origins):
            raise Refused(403, "wrong_origin", "another site may not send anything here")
        if any(site not in ("same-origin", "none") for site in sites):
            raise Refused(403, "wrong_origin", "another site may not send anything here")
        if scope["method"] == "POST":
            kinds = [kind.partition(";")[0].strip().lower() for kind in _all(headers, b"content-type")]
            if kinds != ["application/json"]:
                raise Refused(415, "wrong_kind", "what is sent here is application/json")


class _Answer:
    """Sends an answer with the headers that every answer has.

    Attributes:
        begun: something of it was sent.
        broken: it could not be, because whoever asked is gone or was cut off.
    """

    def __init__(self, send: Send) -> None:
        self._send, self.begun, self.broken = send, False, False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            headers = list(message.get("headers", ()))
            present = {name.lower() for name, _ in headers}
            headers += [pair for pair in HEADERS.items() if pair[0] not in present]
            if b"content-security-policy" not in present:
                headers.append((b"content-security-policy", NOTHING_ELSE.encode()))
            message = {**message, "headers": headers}
        try:
            await self._send(message)
        except Exception:
            self.broken = True
            raise


async def refuse(send: Send, error: Refused) -> None:
    """Answer with what is wrong, unless an answer has begun already."""
    if isinstance(send, _Answer) and send.begun:
        return
    body = json.dumps(error.told()).encode()
    headers = {"content-type": "application/json", "content-length": str(len(body)), **error.headers()}
    if error.status in (408, 413, 414, 431):  # what is left of such a request is not read
        headers["connection"] = "close"
    pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": error.status, "headers": pairs})
    await send({"type": "http.response.body", "body": body})


def address_of(scope: Scope) -> str:
    """The address that a request comes from, as the network says and not the request."""
    client = scope.get("client")
    return client[0] if client else ""


def _all(headers: list[tuple[bytes, bytes]], name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in headers if key == name]


async def _body(scope: Scope, receive: Receive) -> bytes:
    """The whole body of a request. Raises Refused where it is too large or too slow."""
    too_large = Refused(413, "too_large", f"at most {LARGEST_BODY} bytes are read")
    for length in _all(scope["headers"], b"content-length"):
        if not length.isascii() or not length.isdigit() or len(length) > 9 or int(length) > LARGEST_BODY:
            raise too_large
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_PATIENCE):
            while True:
                message = await receive()
                if message["type"] != "http.request":
                    raise Refused(400, "broken_off", "the request broke off")
                body += message.get("body", b"")
                if len(body) > LARGEST_BODY:
                    raise too_large
                if not message.get("more_body", False):
                    return bytes(body)
    except TimeoutError:
        raise Refused(408, "too_slow", f"a request must be here within {BODY_PATIENCE:.0f} seconds") from None


def _again(body: bytes, receive: Receive) -> Receive:
    """Hands out a body that was read already."""
    given = False

    async def once() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return once
