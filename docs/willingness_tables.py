"""The tables and sentences of the page on willingness, from what docs/willingness.py ran last."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

WILLINGNESS = Path(__file__).with_name("willingness.json")
PARTS = ("symbols", "dates", "halves", "quarters", "worlds", "feelers", "matches", "parts", "grid", "facts")
TOLD = ("fall", "nudges", "known", "dates", "landing", "steady", "matches", "parts")


def made(table: Callable[..., str]) -> dict[str, Callable[[], str]]:
    """What writes each part of the page, by the name that the page calls it; ``table`` writes a table."""

    def of(part: str, module: str) -> Callable[[], str]:
        def write() -> str:
            from sepeace.documents.writing import read
            from sepeace.validation.wishes.willingness import WillingnessRecord

            run = read(WillingnessRecord, WILLINGNESS.read_text(encoding="utf-8"))
            found = getattr(import_module(f"sepeace.validation.wishes.{module}"), part)(run)
            return found if isinstance(found, str) else table(*found)

        return write

    return {
        **{f"willingness_{part}": of(part, "wording") for part in PARTS},
        **{f"willingness_{part}_told": of(part, "sentences") for part in TOLD},
    }
