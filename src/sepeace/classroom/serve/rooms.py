"""Rooms: what a class has predicted, held in memory until the room ends and nowhere else.

A code is typed, so it is short: eight letters and digits out of 24. Vowels are left out, so that no word
comes about by chance; of 0 O, 1 I L, 2 Z, 5 S, 6 G and 8 B, which are taken for each other, there is one at
most. That is 1.1e11 codes. With one wrong guess a second from all addresses together (``rates``), one room
and ninety minutes, the chance that a code is hit is 5e-8; with eight rooms for twelve hours 3e-6.

Who hits one, or is told it, can put in predictions that nobody meant, and take places: OF_ADDRESS pupils by
each address, and MOST_PREDICTIONS things said by each pupil. Four addresses can so fill a room, and ten
pupils can use up MOST_ASKED; questions as they are shipped are taken in all the same. Nobody sees by a code
what a class has said: that is shown to the teacher's key alone, which has 192 bits.
"""

from __future__ import annotations

import re
import secrets
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from sepeace.classroom.serve.offered import AskedQuestion
from sepeace.classroom.serve.rates import Clock
from sepeace.classroom.serve.refused import Refused

LETTERS = "CDFHJKLMNPQRTVWX23456789"
CODE_LENGTH = 8
SILENCE = 4 * 3600.0
"""Seconds without a pupil or a prediction after which a room ends by itself."""
MOST_ROOMS, MOST_PUPILS, MOST_PREDICTIONS, MOST_ASKED = 8, 200, 40, 400
"""Rooms at a time; in a room: pupils, things said by each, different changed questions in all."""
OF_ADDRESS = 50
"""Pupils of a room by one address. Devices in a network of a school have each its own; but a class of up to
forty may come through one, and some of its pages may be opened twice."""


class Prediction(NamedTuple):
    """What one pupil said of one question, in the order of the steps; None where nothing was said."""

    said: tuple[float | None, ...]
    reason: str


class Row(NamedTuple):
    """One thing that a pupil, who has no name but a number, said of a question, or of all ways together."""

    pupil: int
    asked: AskedQuestion | None
    prediction: Prediction | None
    ways: dict[str, float] | None


Heard = Callable[["ClassRoom", Row], None]
"""Is told of each thing that is said in a room."""


def unheard(room: ClassRoom, row: Row) -> None:
    """Nobody is told."""


@dataclass(slots=True, kw_only=True, eq=False)
class PredictedQuestion:
    """A question with the first prediction of each pupil: who has seen the answer predicts no more."""

    number: int
    asked: AskedQuestion
    first: dict[int, Prediction] = field(default_factory=dict)


class ClassRoom:
    """One class: its pupils by number, and what they said."""

    def __init__(self, number: int, settings: str, clock: Clock, heard: Heard = unheard) -> None:
        self.number, self.settings, self._heard = number, settings, heard
        self.code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
        self.pupils: dict[str, int] = {}
        self.questions: dict[AskedQuestion, PredictedQuestion] = {}
        self.ways: dict[int, list[dict[str, float]]] = {}
        self.predictions: list[Row] = []
        self.changes = 0
        self._addresses: Counter[str] = Counter()
        self._said: Counter[int] = Counter()
        self._clock, self._touched = clock, clock()

    def silent(self) -> float:
        """Seconds since a pupil came in or said something."""
        return self._clock() - self._touched

    def join(self, address: str) -> str:
        """A pupil comes in, and gets a token by which nobody is known. Raises Refused where it is full."""
        if self._addresses[address] >= OF_ADDRESS:
            sentence = f"from one address at most {OF_ADDRESS} pages come into a room"
            raise Refused(409, "address_full", sentence)
        if len(self.pupils) >= MOST_PUPILS:
            raise Refused(409, "room_full", f"this room is full: it has {MOST_PUPILS} pages in it")
        token = secrets.token_urlsafe(16)
        self.pupils[token] = len(self.pupils) + 1
        self._addresses[address] += 1
        self._touch()
        return token

    def predict(self, token: str, asked: AskedQuestion, prediction: Prediction) -> bool:
        """Take a prediction in. Returns whether it is the pupil's first of this question. Raises Refused."""
        pupil = self.pupils[token]
        question = self.questions.get(asked)
        if question is not None and pupil in question.first:
            return False
        self._not_too_much(pupil)
        if question is None:
            changed = sum(bool(one.changed) for one in self.questions)
            if asked.changed and changed >= MOST_ASKED:
                raise Refused(409, "enough_asked", "this room takes in no more changed questions")
            question = PredictedQuestion(number=len(self.questions) + 1, asked=asked)
            self.questions[asked] = question
        question.first[pupil] = prediction
        self._said[pupil] += 1
        self.predictions.append(Row(pupil, asked, prediction, None))
        self._heard(self, self.predictions[-1])
        self._touch()
        return True

    def add_up(self, token: str, ways: dict[str, float]) -> int:
        """Take in how likely each way was; 1 for the first time, 2 for any later one. First and last stay.

        Raises Refused where the pupil has said too much: each is heard, and may be written down.
        """
        pupil = self.pupils[token]
        self._not_too_much(pupil)
        self._said[pupil] += 1
        said = self.ways.setdefault(pupil, [])
        said[1:] = [ways] if said else []
        if not said:
            said.append(ways)
        self._heard(self, Row(pupil, None, None, ways))
        self._touch()
        return len(said)

    def rows(self) -> list[Row]:
        """All that was said: predictions in the order in which they came, then the ways by pupil."""
        ways = [Row(pupil, None, None, one) for pupil, said in sorted(self.ways.items()) for one in said]
        return [*self.predictions, *ways]

    def _not_too_much(self, pupil: int) -> None:
        if self._said[pupil] >= MOST_PREDICTIONS:
            raise Refused(
                409, "enough", f"this room takes in {MOST_PREDICTIONS} things from each page, no more"
            )

    def _touch(self) -> None:
        self._touched = self._clock()
        self.changes += 1


class ClassRooms:
    """All rooms of a server.

    Args:
        clock: seconds that only grow.
        heard: is told of each thing that is said.
    """

    def __init__(self, clock: Clock, heard: Heard = unheard) -> None:
        self._clock, self._heard = clock, heard
        self._rooms: dict[str, ClassRoom] = {}
        self._opened = 0

    def open(self, settings: str) -> ClassRoom:
        """A new room. Raises Refused where there are too many."""
        self.sweep()
        if len(self._rooms) >= MOST_ROOMS:
            raise Refused(409, "too_many_rooms", f"{MOST_ROOMS} rooms are open; close one first")
        self._opened += 1
        room = ClassRoom(self._opened, settings, self._clock, self._heard)
        self._rooms[room.code] = room
        return room

    def all(self) -> list[ClassRoom]:
        """Rooms that are open, in the order in which they were opened."""
        self.sweep()
        return list(self._rooms.values())

    def of_code(self, typed: str) -> ClassRoom | None:
        """The room of a code as it was typed, or None."""
        self.sweep()
        return self._rooms.get(re.sub(r"[\s-]", "", typed).upper())

    def of_pupil(self, token: str) -> ClassRoom:
        """The room that a pupil is in. Raises Refused where it has ended."""
        self.sweep()
        for room in self._rooms.values():
            if token in room.pupils:
                return room
        raise Refused(410, "room_ended", "this room has ended; what was in it is forgotten")

    def close(self, room: ClassRoom) -> None:
        """End a room and forget it."""
        del self._rooms[room.code]

    def sweep(self) -> None:
        """End rooms that have been silent for long."""
        for room in [one for one in self._rooms.values() if one.silent() > SILENCE]:
            self.close(room)
