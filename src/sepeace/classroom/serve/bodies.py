"""What a browser may send, as types: whatever has another shape is refused with the place and a sentence."""

from __future__ import annotations

from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from sepeace.classroom.serve.refused import Refused
from sepeace.errors import printable

Name = Annotated[str, StringConstraints(max_length=80)]
Token = Annotated[str, StringConstraints(min_length=1, max_length=60)]
OfHundred = Annotated[float, Field(ge=0, le=100)]
PLACE = 60
"""Letters of a place that are told: names in it may be a client's own."""


class Body(BaseModel):
    """What all bodies have in common: nothing is guessed, nothing unknown is let pass."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)


class JoinBody(Body):
    """A pupil's page asks to come in."""

    code: Annotated[str, StringConstraints(min_length=1, max_length=40)]


class AskedBody(Body):
    """A question with what was changed of it."""

    scenario: Name
    readings: Annotated[dict[Name, Name], Field(max_length=10)] = {}
    off: Annotated[list[Name], Field(max_length=60)] = []
    scores: Annotated[dict[Name, float], Field(max_length=40)] = {}
    numbers: Annotated[dict[Name, float], Field(max_length=100)] = {}


class PredictionBody(Body):
    """A prediction: of 100 wars, in how many each step is reached, and what stops the rest."""

    pupil: Token
    asked: AskedBody
    said: Annotated[dict[Name, OfHundred | None], Field(max_length=20)]
    reason: Name = ""


class WaysBody(Body):
    """How likely a separate peace was by each way, in the war as it was."""

    pupil: Token
    ways: Annotated[dict[Name, OfHundred], Field(max_length=40)]


class RoomBody(Body):
    """A teacher opens a room; its pupils' pages start with these settings."""

    settings: Annotated[str, StringConstraints(max_length=2000, pattern=r"^[A-Za-z0-9_.,=&-]*$")] = ""


Kind = TypeVar("Kind", bound=Body)


def read(kind: type[Kind], body: bytes) -> Kind:
    """A body as what it should be. Raises Refused."""
    try:
        return kind.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = printable(".".join(str(part) for part in first["loc"]))[:PLACE]
        told = first["msg"][:200]
        sentence = f"{place}: {told[:1].lower()}{told[1:]}" if place else told
        raise Refused(400 if first["type"] == "json_invalid" else 422, "bad_value", sentence) from None
