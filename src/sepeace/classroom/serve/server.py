"""uvicorn around the app: what it may hold at a time, how long it waits, and how it ends."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from typing import cast

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

MOST_OPEN, MOST_OF_ONE = 256, 128
"""Connections at a time, in all and of one address, behind which a whole class may sit."""
LOOKED = 15.0
"""Seconds between two looks at a connection: one in which no request has come whole is cut."""
LOOKS = 4
"""Looks after which a request that is still being answered is cut: nobody reads the answer."""
IDLE = 20
LONGEST_HEAD = 16 * 1024


class Patient(H11Protocol):
    """One connection, of which there are not too many, and none waits for ever."""

    answered = looked = asleep = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection, or cut it at once where there are too many."""
        super().connection_made(transport)
        same = sum(_host(cast(H11Protocol, one)) == _host(self) for one in self.connections)
        if len(self.connections) > MOST_OPEN or same > MOST_OF_ONE:
            transport.abort()
            return
        self._next = self.loop.call_later(LOOKED, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        """Look no more."""
        watch = getattr(self, "_next", None)
        if watch is not None:
            watch.cancel()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """Note that something was answered."""
        self.answered += 1
        super().on_response_complete()

    def _look(self) -> None:
        """Cut the connection if nothing was answered since the last look, and nothing is being answered."""
        at_work = self.cycle is not None and not self.cycle.response_complete
        self.asleep = 0 if self.answered != self.looked else self.asleep + 1
        self.looked = self.answered
        if self.asleep >= (LOOKS if at_work else 1):
            self.transport.abort()
            return
        self._next = self.loop.call_later(LOOKED, self._look)


def _host(one: H11Protocol) -> str | None:
    return one.client[0] if one.client else None


def server_of(app: ASGIApp) -> uvicorn.Server:
    """A server of the app, with its limits."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            http=Patient,
            ws="none",
            loop="asyncio",
            lifespan="on",
            log_config=None,
            log_level="critical",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_keep_alive=IDLE,
            timeout_graceful_shutdown=2,
            h11_max_incomplete_event_size=LONGEST_HEAD,
        )
    )


def run(app: ASGIApp, listening: socket.socket) -> None:
    """Serve until Ctrl-C."""
    with suppress(KeyboardInterrupt):  # that is how it ends
        server_of(app).run(sockets=[listening])
