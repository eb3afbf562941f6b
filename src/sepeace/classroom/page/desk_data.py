"""What the page carries for the analyst's desk: dates, the model's own reading, prepared wars, words."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from importlib import resources
from typing import Any

from sepeace.classroom.contact_cards import dated, graded
from sepeace.classroom.texts import FIRST, has, texts
from sepeace.desk.desk_war import BRANCH, DATES, MOTIVE, NUMBERS
from sepeace.desk.evidence import WAR_FROM
from sepeace.desk.planted import PLANTED_RATE
from sepeace.record import load

ASKED = ("signed", "serious")
KEPT = ("base", "uses", "brier")
ESTIMATED = ("start", "weights")
"""What of an estimate the page reads; the weights only where they are used."""
TABLES = ("operations", "places", "crimes")


def desk_data(language: str = FIRST, told: Collection[str] = ()) -> dict[str, Any]:
    """All of it, as plain values; without the names of operations that the page has ``told`` already."""
    made, dated = estimates(), sorted(load().events, key=lambda row: row.date)
    return {
        "branch": BRANCH.isoformat(),
        "dates": [one.isoformat() for one in DATES],
        "motive": MOTIVE,
        "numbers": NUMBERS,
        "rate": PLANTED_RATE,
        "fit": made["fit"]["campaigns"],
        "heldOut": made["held_out"]["campaigns"],
        "seed": made["prepared"]["seed"],
        "readings": {name: _reading(row) for name, row in made["readings"].items()},
        "words": {language: _words(language, told)},
        "crimes": [row.id for row in dated if row.kind == "crime" and BRANCH <= row.date <= DATES[-1]],
    }


def estimates() -> dict[str, Any]:
    """What docs/desk_reading.py has written: the model's own reading, how it does, and the prepared wars."""
    text = resources.files("sepeace.desk").joinpath("data", "reading.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _reading(row: Mapping[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "prepared": [[one["campaign"], one["kind"]] for one in row["prepared"]],
        "warsSigned": row["signed"]["wars_true"],
    }
    for name in ASKED:
        keys = KEPT + (ESTIMATED if row[name]["uses"] == "evidence" else ())
        made[name] = {key: row[name][key] for key in keys}
        made[name]["brier"] = {key: value for key, value in row[name]["brier"].items() if key != "half"}
    return made


def _words(language: str, told: Collection[str]) -> dict[str, Any]:
    """What the package calls things in English and a language has words for: battles, places, contacts,
    crimes. ``contacts`` says by piece of news when its contact took place, and with what grade."""
    own = texts(language, "package") if has(language, "package") else {}
    found: dict[str, Any] = {name: own.get(name, {}) for name in TABLES}
    fought = {row.id for row in load().operations if WAR_FROM <= row.end < DATES[-1]}
    fought |= {row.id for row in load().western_battles if WAR_FROM <= row.end < DATES[-1]}
    fought -= set(told)
    found["operations"] = {name: words for name, words in found["operations"].items() if name in fought}
    contacts = texts(language, "record").get("contact", {}) if has(language, "record") else {}
    titles = {row.id: contacts[row.contact]["title"] for row in load().news if row.contact in contacts}
    found["news"] = {**titles, **own.get("news", {})}
    rows = [(row.id, load().contact(row.contact)) for row in load().news if row.contact is not None]
    found["contacts"] = {name: [dated(language, row), graded(language, row.grade)] for name, row in rows}
    found["grades"] = {name: graded(language, name) for name in sorted({row.grade for row in load().news})}
    return found
