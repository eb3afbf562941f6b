"""What the server answers: the page, and for its scripts a room to come into, to predict in, and to look at.

A teacher is who has the key that the terminal shows; the page keeps it out of the address and sends it in a
header. The teacher's page asks every two seconds. That is one small answer, which costs a millisecond; a line
held open for each page would have to be mended after each sleep of a laptop, and a person would see no sooner
what is new.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import re
import secrets
import time
from collections.abc import AsyncIterator, Callable, Collection
from typing import TypeVar

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from sepeace.classroom.serve import bodies, kept
from sepeace.classroom.serve.class_view import class_view
from sepeace.classroom.serve.guard import FAILED, Guard, address_of
from sepeace.classroom.serve.listening import modules
from sepeace.classroom.serve.rates import ALL_GUESSES, GUESSES, REQUESTS, TYPOS, Allowance, Clock
from sepeace.classroom.serve.refused import Refused
from sepeace.classroom.serve.rooms import ClassRoom, ClassRooms, Heard, Prediction, unheard
from sepeace.classroom.serve.served_page import ServedPage

SWEPT = 60.0
"""Seconds between two looks for rooms that have been silent for long."""
EVERYBODY = "everybody"
NUMBER = re.compile(r"[0-9]{1,6}")
Found = TypeVar("Found")


def untold(what: str) -> None:
    """Nobody is told."""


def app(
    page: ServedPage,
    address: str,
    *,
    hosts: Collection[str],
    key: str,
    heard: Heard = unheard,
    failed: Callable[[str], None] = untold,
    clock: Clock = time.monotonic,
) -> ASGIApp:
    """The server's app.

    Args:
        page: what is handed out.
        address: of the page, for pupils.
        hosts: names by which the server may be called.
        key: the teacher's.
        heard: is told of each thing that is said in a room.
        failed: is told what went wrong inside.
        clock: seconds that only grow.
    """
    answers = _Answers(page, address, key, ClassRooms(clock, heard), clock)

    @contextlib.asynccontextmanager
    async def sweeping(_: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(answers.sweep())
        yield
        task.cancel()

    routes = [
        Route("/", answers.page, methods=["GET"]),
        *(Route(path, answers.page, methods=["GET"]) for path in page.others),
        Route("/api/join", answers.join, methods=["POST"]),
        Route("/api/predictions", answers.predict, methods=["POST"]),
        Route("/api/ways", answers.ways, methods=["POST"]),
        Route("/api/rooms", answers.rooms, methods=["GET"]),
        Route("/api/rooms", answers.open, methods=["POST"]),
        Route("/api/rooms/{code}", answers.look, methods=["GET"]),
        Route("/api/rooms/{code}", answers.close, methods=["DELETE"]),
        Route("/api/rooms/{code}/table", answers.table, methods=["GET"]),
    ]
    handlers = {Refused: _refused, HTTPException: _not_here, Exception: _failed}
    inside = Starlette(routes=routes, lifespan=sweeping, exception_handlers=handlers)
    inside.router.redirect_slashes = False
    return Guard(inside, hosts=hosts, requests=Allowance(REQUESTS, clock), failed=failed)


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return JSONResponse(error.told(), status_code=error.status, headers=error.headers())


async def _not_here(request: Request, error: Exception) -> Response:
    """What the router finds wrong, as a sentence."""
    if isinstance(error, HTTPException) and error.status_code == 405:
        return await _refused(request, Refused(405, "wrong_method", "this cannot be done here"))
    return await _refused(request, Refused(404, "not_here", "there is nothing here; the page is at /"))


async def _failed(request: Request, error: Exception) -> Response:
    return await _refused(request, Refused(500, "failed", FAILED))


class _Answers:
    """Answers of one server."""

    def __init__(self, page: ServedPage, address: str, key: str, rooms: ClassRooms, clock: Clock) -> None:
        self._page, self._address, self._key, self._rooms = page, address, key.encode(), rooms
        self._guesses, self._all_guesses = Allowance(GUESSES, clock), Allowance(ALL_GUESSES, clock)
        self._typos = Allowance(TYPOS, clock)

    async def sweep(self) -> None:
        """End silent rooms from time to time, even if nobody asks."""
        while True:
            await asyncio.sleep(SWEPT)
            self._rooms.sweep()

    async def page(self, request: Request) -> Response:
        """The lesson page, in the language of its path."""
        return Response(
            self._page.others.get(request.url.path, self._page.body),
            media_type="text/html",
            headers={"content-security-policy": self._page.policy},
        )

    # --- pupils ---------------------------------------------------------------------------------------------

    async def join(self, request: Request) -> Response:
        """A pupil's page comes in by the room's code."""
        asked = bodies.read(bodies.JoinBody, await request.body())
        room = self._guarded(
            request, self._rooms.of_code(asked.code), "there is no such room; check each letter"
        )
        return JSONResponse(
            {"pupil": room.join(address_of(request.scope)), "code": room.code, "settings": room.settings}
        )

    async def predict(self, request: Request) -> Response:
        """A prediction is kept."""
        asked = bodies.read(bodies.PredictionBody, await request.body())
        room, offered, its = self._rooms.of_pupil(asked.pupil), self._page.offered, asked.asked
        question = offered.asked(
            its.scenario, readings=its.readings, off=its.off, scores=its.scores, numbers=its.numbers
        )
        prediction = Prediction(offered.said(asked.said), offered.reason(asked.reason))
        counted = room.predict(asked.pupil, question, prediction)
        return JSONResponse({"counted": counted, "said": len(room.questions[question].first)})

    async def ways(self, request: Request) -> Response:
        """How likely all ways were is kept."""
        asked = bodies.read(bodies.WaysBody, await request.body())
        room = self._rooms.of_pupil(asked.pupil)
        ways = self._page.offered.ways(asked.ways)
        return JSONResponse({"time": room.add_up(asked.pupil, ways), "sum": sum(ways.values())})

    # --- the teacher ----------------------------------------------------------------------------------------

    async def rooms(self, request: Request) -> Response:
        """Rooms that are open."""
        self._teacher(request)
        rows = [self._shown(room) for room in self._rooms.all()]
        return JSONResponse({"rooms": rows, "address": self._address, "qr": modules(self._address)})

    async def open(self, request: Request) -> Response:
        """A room is opened."""
        self._teacher(request)
        asked = bodies.read(bodies.RoomBody, await request.body())
        return JSONResponse(self._shown(self._rooms.open(asked.settings)), status_code=201)

    async def look(self, request: Request) -> Response:
        """What a class has said."""
        room = self._room(request)
        first, then = (_number(request.query_params.getlist(name)) for name in ("first", "then"))
        return JSONResponse(class_view(room, self._page.offered, first, then))

    async def table(self, request: Request) -> Response:
        """What a class has said, as a table to be saved."""
        return Response(kept.table(self._room(request), self._page.offered), media_type="text/csv")

    async def close(self, request: Request) -> Response:
        """A room ends and is forgotten."""
        self._rooms.close(self._room(request))
        return JSONResponse({"closed": True})

    def _shown(self, room: ClassRoom) -> dict[str, object]:
        link = f"{self._address}?room={room.code}"
        return {"code": room.code, "pupils": len(room.pupils), "link": link, "qr": modules(link)}

    def _teacher(self, request: Request) -> None:
        """Refuse whoever has not the key. Who has it is never kept out: nobody comes on it by guessing."""
        given = request.headers.get("authorization", "").encode("latin-1", "replace")
        if not hmac.compare_digest(given, b"Bearer " + self._key):
            self._guarded(request, None, "this needs the teacher's key, which the terminal shows", 401)

    def _room(self, request: Request) -> ClassRoom:
        self._teacher(request)
        room = self._rooms.of_code(request.path_params["code"])
        if room is None:
            raise Refused(404, "no_room", "there is no such room, or it has ended")
        return room

    def _guarded(self, request: Request, found: Found | None, sentence: str, status: int = 404) -> Found:
        """What was found by a secret; too many wrong ones, and no right one is told from them for a while.

        What others have used up holds only for an address with wrong ones of its own: see TYPOS.
        """
        address = address_of(request.scope)
        shared = self._typos.wait(address) and self._all_guesses.wait(EVERYBODY)
        wait = max(self._guesses.wait(address) or 0.0, shared or 0.0)
        if wait:
            raise Refused(429, "too_many_guesses", f"too many wrong codes; wait {wait:.0f} seconds", wait)
        if found is None:
            self._guesses.take(address)
            self._typos.take(address)
            self._all_guesses.take(EVERYBODY)
            raise Refused(status, "no_room" if status == 404 else "no_key", sentence)
        return found


def new_key() -> str:
    """A key for a teacher that nobody guesses: 192 bits."""
    return secrets.token_urlsafe(24)


def _number(given: Collection[str]) -> int | None:
    """The number of a question, as it stands in an address. Raises Refused."""
    if not given:
        return None
    text = next(iter(given))
    if len(given) > 1 or not NUMBER.fullmatch(text):
        raise Refused(422, "bad_value", "first and then are numbers of questions, each given once")
    return int(text)
