"""All that the page carries, as plain values: words, questions, worlds, the record, the map."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sepeace.browser.export import exported
from sepeace.browser.number_dials import offered
from sepeace.browser.script.page_script import page_script
from sepeace.chronicle.sentences import TITLES
from sepeace.classroom.contact_cards import dated, graded, known_in, recorded
from sepeace.classroom.page.desk_data import desk_data
from sepeace.classroom.page.map_data import map_data
from sepeace.classroom.page.questions import READINGS, question
from sepeace.classroom.texts import FIRST, has, languages, texts
from sepeace.clocks.storage import WEEK_COLUMNS
from sepeace.figures import bearers
from sepeace.figures.plot_windows import ENOUGH
from sepeace.figures.series import LEAST_AT_WAR
from sepeace.kernel.terms import GAP
from sepeace.outcomes.outcome_rows import BARRIER_CODES, ENDING_CODES
from sepeace.outcomes.rungs import STEPS
from sepeace.outcomes.weekly_bands import VARIABLES
from sepeace.record import load
from sepeace.record.types import Contact
from sepeace.report.glossary import explained
from sepeace.runs import numbers as under_numbers
from sepeace.runs.profiles import NO_PREMIUM
from sepeace.scenario.recorded_weeks import WAR_END
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.tables.departures import PROFILE_OF
from sepeace.scenario.vocabulary import OUTCOMES, SWITCHES
from sepeace.scenario.vocabulary import READINGS as ALL_READINGS
from sepeace.store.parts import WORLDS
from sepeace.version import __version__
from sepeace.wording.assumed import PREMIUMS_IN_TABLE
from sepeace.wording.gap import TERMS
from sepeace.wording.outcomes import BARRIERS, ENDINGS, RUNGS, RUNGS_DRAWN, Ending

PAIRS = 1000
"""Pairs of campaigns that the page runs where nothing else is asked."""
FIRST_PAIRS = 200
"""After so many of them it gives a first answer."""
BANDED = ("least_germany", "most_soviet")
SHORT_LINE = " line"
IDEOLOGY = "ideology"
"""The term that the lesson takes out: it stands first among those that can be."""


def page_data(scenarios: Sequence[Scenario]) -> tuple[dict[str, Any], str, dict[str, Any]]:
    """What the page of some questions carries.

    Returns:
        the data; the script that tells and answers; what that script reads.
    """
    made = exported(scenarios)
    script, story = page_script([scenario.name for scenario in scenarios])
    return _data(scenarios, made), script, story


def _data(scenarios: Sequence[Scenario], made: Mapping[str, Any]) -> dict[str, Any]:
    own = {
        name: {
            **texts(name, "page"),
            **texts(name, "desk"),
            **(texts(name, "package") if has(name, "package") else {}),
        }
        for name in languages()
    }
    flat = {
        name: {key: text for key, text in page.items() if isinstance(text, str)} for name, page in own.items()
    }

    def told(table: str, names: Mapping[Any, str] | None = None) -> Callable[[str], dict[str, str]]:
        """Words of each language for a name: the package's in the first, those of the texts in the others."""

        def words(name: str) -> dict[str, str]:
            found = {language: own[language].get(table, {}).get(name) for language in own}
            first = found[FIRST] if names is None else names[name]
            return {**{language: text for language, text in found.items() if text}, FIRST: first}

        return words

    fought = sorted({dial["operation"] for row in made["scenarios"] for dial in row["dials"]})
    operation = told("operations", {name: TITLES.get(name, load().battle(name).name) for name in fought})
    dialled = {row["key"] for row in made["numbers"]}
    rung, rung_drawn = told("rungs", {**RUNGS}), told("rungs", {**RUNGS_DRAWN})
    profile = told("profiles", {name: row.title for name, row in PROFILE_OF.items()})
    premium = told("premiums", PREMIUMS_IN_TABLE)
    ending, barrier, term, switch = (
        told("endings", ENDINGS),
        told("barriers", BARRIERS),
        told("terms", TERMS),
        told("switches"),
    )
    return {
        "version": __version__,
        "languages": list(own),
        "texts": flat,
        "pairs": PAIRS,
        "firstPairs": FIRST_PAIRS,
        "mostOthers": under_numbers.MOST,
        "worlds": list(WORLDS),
        "kernel": made,
        "scenarios": [question(one, row) for one, row in zip(scenarios, made["scenarios"], strict=True)],
        "steps": [str(step) for step in STEPS],
        "rungs": [{"name": str(name), "text": rung(name), "drawn": rung_drawn(name)} for name in RUNGS],
        "endings": [
            {"name": str(name), "text": ending(name), "recorded": name == Ending.SOVIET_VICTORY}
            for _, name in sorted(ENDING_CODES.items())
        ],
        "barriers": [{"name": str(name), "text": barrier(name)} for _, name in sorted(BARRIER_CODES.items())],
        "terms": [{"name": one.name, "label": term(one.name)} for one in GAP],
        "readings": [_reading(name, own) for name in READINGS],
        "operations": {name: operation(name) for name in fought},
        "profiles": {name: profile(name) for name in PROFILE_OF},
        "premiums": {name: premium(name) for name in PREMIUMS_IN_TABLE},
        "noPremium": NO_PREMIUM,
        "switches": [
            {"name": name, "text": switch(name)}
            for name in sorted(SWITCHES, key=lambda name: name != IDEOLOGY)
        ],
        "parameters": [
            {
                "key": row.key,
                "low": row.quantity.low,
                "high": row.quantity.high,
                "value": row.quantity.value,
                "unit": row.quantity.unit,
                "text": {name: texts(name, "numbers")[row.key] for name in own},
            }
            for row in offered(scenarios)
            if row.key in dialled
        ],
        "outcomes": dict(OUTCOMES),
        "variables": list(VARIABLES),
        "banded": list(BANDED),
        "leastAtWar": LEAST_AT_WAR,
        "enoughAtWar": ENOUGH,
        "weekColumns": len(WEEK_COLUMNS),
        "warEnded": WAR_END.isoformat(),
        "lines": [
            {"id": line.id, "title": line.title.removesuffix(SHORT_LINE), "share": line.share}
            for line in load().ruler().named_lines
        ],
        "bears": _bears(own),
        "contacts": [
            {
                "start": row.start.isoformat(),
                **{name: _contact(name, row) for name in own if known_in(name, row)},
            }
            for row in sorted(load().contacts, key=lambda row: row.start)
        ],
        "words": [{"word": word, "meaning": meaning} for word, meaning in explained().items()],
        "map": map_data(),
        "desk": desk_data(fought),
    }


def _reading(name: str, own: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    tables = {language: page["readings"][name] for language, page in own.items()}
    return {
        "name": name,
        "title": {language: table["title"] for language, table in tables.items()},
        "values": [
            {"value": value, "text": {language: table[value] for language, table in tables.items()}}
            for value in ALL_READINGS[name]
        ],
    }


def _bears(own: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    rows = bearers.behind(load().ruler())
    german = {language: page.get("bears", {}) for language, page in own.items()}
    return {
        "short": {**{name: table["short"] for name, table in german.items() if table}, FIRST: bearers.SHORT},
        "notCounted": {
            **{name: table["not_counted"] for name, table in german.items() if table},
            FIRST: bearers.NOT_COUNTED,
        },
        "sources": bearers.sources(),
        "lines": [
            {
                "title": row.line.title,
                "people": bearers.millions(row) if row.high >= 0.5 else "–",
                "poland": f"{row.poland:.0f}",
                "elsewhere": f"{row.elsewhere:.0f}",
            }
            for row in rows
        ],
        "groups": [{"group": row.group, "text": row.text, "source": row.source} for row in bearers.BEARERS],
    }


def _contact(language: str, row: Contact) -> dict[str, str]:
    """A contact of the record, dated and graded as on the contact sheet."""
    words, told = texts(language, "words"), recorded(language, row)
    return {
        "title": told["title"],
        "when": dated(language, row),
        "sender": texts(language, "page")["senders"][str(row.sender)],
        "place": words["place"][row.channel or "none"],
        "grade": graded(language, row.grade),
        "response": told["response"],
        "source": told["source"],
    }
