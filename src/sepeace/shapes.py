"""Kinds of values in the machine output: what a number may be, how a day is written.

Documents (``sepeace.documents``) are put together from these. Code that writes a document imports its type
for the type checker alone, so that no run waits for pydantic. Class docstrings and the texts below keys
become the descriptions in the JSON Schemas.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import Field

# Before Python 3.12 pydantic cannot read the TypedDict of the standard library.
from typing_extensions import TypedDict

LARGEST_SEED = 2**64 - 1

Share = Annotated[float, Field(ge=0.0, le=1.0)]
"""A share or a chance, 0 to 1."""
Change = Annotated[float, Field(ge=-1.0, le=1.0)]
"""The difference of two shares, -1 to 1."""
Count = Annotated[int, Field(ge=0)]
"""How many."""
Amount = Annotated[float, Field(ge=0.0)]
"""A number that is never below 0."""
Seed = Annotated[int, Field(ge=0, le=LARGEST_SEED)]
"""A seed, or the number of a campaign."""
Day = Annotated[str, Field(json_schema_extra={"format": "date"})]
"""A day as ISO text."""
Hash = Annotated[str, Field(pattern="^[0-9a-f]{16}$")]
"""16 hex digits."""
Said = Annotated[str, Field(min_length=1)]
"""Words, never none."""
Interval = Annotated[list[Share | None], Field(min_length=2, max_length=2)]
"""Low and high end of a 95% interval of a share; null where nothing was counted."""
ChangeInterval = Annotated[list[Change], Field(min_length=2, max_length=2)]
"""Low and high end of a 95% interval of a difference of shares."""


def one_of(names: Iterable[str]) -> Any:
    """Says of a text that it is one of these names; for lists of names that stand in the code already."""
    return Field(json_schema_extra={"enum": list(names)})


class Mistake(TypedDict):
    """One line on standard error when something is wrong and ``--json`` was given."""

    error: Said
    """The kind of mistake, such as BadValue; with exit status 1 the kind of fault."""
    message: Said
    """All of it in words."""
    file: str | None
    """The file, as it was named; null where none is at fault."""
    key: str | None
    """The place in that file, or the option or argument."""
    given: Any
    """What was given, as far as JSON can say it; null where no single value is at fault."""
    allowed: list[Any] | None
    """What would have passed: names or values, or one phrase."""
    nearest: str | None
    """The valid spelling that was probably meant."""
