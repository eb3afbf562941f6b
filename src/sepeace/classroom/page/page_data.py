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
from sepeace.classroom.prediction_table import columns
from sepeace.classroom.texts import FIRST, has, languages, texts
from sepeace.classroom.told import NOTHING, contact_in, line_in, source, told, tongue
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


def page_data(
    scenarios: Sequence[Scenario], language: str = FIRST, kernel: Mapping[str, Any] | None = None
) -> tuple[dict[str, Any], str, dict[str, Any]]:
    """What the page of some questions carries, in one language.

    Args:
        kernel: what ``browser.export`` has of the scenarios, if it is at hand: it speaks no language.

    Returns:
        the data; the script that tells and answers; what that script reads.
    """
    made = exported(scenarios) if kernel is None else kernel
    script, story = page_script([scenario.name for scenario in scenarios], tongue=tongue(language))
    return _data(scenarios, made, language), script, story


def _data(scenarios: Sequence[Scenario], made: Mapping[str, Any], language: str) -> dict[str, Any]:
    page = {**texts(language, "page"), **texts(language, "desk")}
    own = {language: {**page, **(texts(language, "package") if has(language, "package") else {})}}
    flat = {language: {key: text for key, text in own[language].items() if isinstance(text, str)}}

    def named(table: str, names: Mapping[Any, str] | None = None) -> Callable[[str], dict[str, str]]:
        """Words for a name: the package's in the first language, those of the texts in the others."""

        def words(name: str) -> dict[str, str]:
            here = names is None or language != FIRST
            return {language: str(own[language][table][name]) if here else str((names or {})[name])}

        return words

    fought = sorted({dial["operation"] for row in made["scenarios"] for dial in row["dials"]})
    operation = named("operations", {name: TITLES.get(name, load().battle(name).name) for name in fought})
    dialled = {row["key"] for row in made["numbers"]}
    rung, rung_drawn = named("rungs", {**RUNGS}), named("rungs", {**RUNGS_DRAWN})
    profile = named("profiles", {name: row.title for name, row in PROFILE_OF.items()})
    premium = named("premiums", PREMIUMS_IN_TABLE)
    ending, barrier, term, switch = (
        named("endings", ENDINGS),
        named("barriers", BARRIERS),
        named("terms", TERMS),
        named("switches"),
    )
    return {
        "version": __version__,
        "language": language,
        "languageName": texts(language, "words")["language"],
        "languages": list(languages()),
        "pages": {},
        "texts": flat,
        "pairs": PAIRS,
        "firstPairs": FIRST_PAIRS,
        "others": {"share": under_numbers.SHARE, "least": under_numbers.LEAST, "most": under_numbers.MOST},
        "worlds": list(WORLDS),
        "kernel": made,
        "scenarios": [
            question(one, row, language) for one, row in zip(scenarios, made["scenarios"], strict=True)
        ],
        "steps": [str(step) for step in STEPS],
        "rungs": [{"name": str(name), "text": rung(name), "drawn": rung_drawn(name)} for name in RUNGS],
        "columns": list(columns()),
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
            {
                "id": line.id,
                "title": line_in(language, line.id, line.title).removesuffix(SHORT_LINE),
                "share": line.share,
            }
            for line in load().ruler().named_lines
        ],
        "bears": _bears(language),
        "contacts": [
            {"start": row.start.isoformat(), language: _contact(language, row)}
            for row in sorted(load().contacts, key=lambda row: row.start)
        ],
        "words": _words(language),
        "map": _map(language),
        "desk": desk_data(language, fought),
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


def _bears(language: str) -> dict[str, Any]:
    rows = bearers.behind(load().ruler())
    own = {} if language == FIRST else texts(language, "package")["bears"]
    names = {} if language == FIRST else told(language, "names")
    first = [(row.group, row.text) for row in bearers.BEARERS]
    groups = (
        first
        if language == FIRST
        else [(row["group"], row["text"]) for row in told(language, "bearers")["bearer"]]
    )
    return {
        "short": {language: own.get("short", bearers.SHORT)},
        "notCounted": {language: own.get("not_counted", bearers.NOT_COUNTED)},
        "sources": names.get("bears_sources", bearers.sources()),
        "lines": [
            {
                "title": line_in(language, row.line.id, row.line.title),
                "people": _range(language, bearers.millions(row)) if row.high >= 0.5 else "–",
                "poland": f"{row.poland:.0f}",
                "elsewhere": f"{row.elsewhere:.0f}",
            }
            for row in rows
        ],
        "groups": [
            {"group": group, "text": text, "source": source(language, row.source)}
            for (group, text), row in zip(groups, bearers.BEARERS, strict=True)
        ],
    }


def _range(language: str, text: str) -> str:
    low, _, high = text.partition(" to ")
    if language == FIRST or not high:
        return text
    return str(told(language, "names")["range"]).format(low=low, high=high)


def _words(language: str) -> list[dict[str, str]]:
    """Words explained, in the glossary's order."""
    rows = explained()
    if language == FIRST:
        return [{"word": word, "meaning": meaning} for word, meaning in rows.items()]
    own = told(language, "names")["words"]
    return [{"word": own[word][0], "meaning": own[word][1]} for word in rows]


def _map(language: str) -> dict[str, Any]:
    """What the map is drawn from, with its names in a language."""
    made = map_data()
    if language == FIRST:
        return made
    names, places = told(language, "names"), told(language, "events")["place"]
    for line in made["lines"]:
        line["title"] = line_in(language, line["id"], line["title"])
    for town in made["towns"]:
        town["name"] = places.get(town["name"], town["name"])
    for site in made["sites"]:
        site["what"] = names["sites"][str(site["number"])]
    return made


def _contact(language: str, row: Contact) -> dict[str, str]:
    """A contact of the record, dated and graded as on the contact sheet."""
    words = texts(language, "words")
    if known_in(language, row):
        found = recorded(language, row)
    else:
        other = contact_in(language, row)
        response = "" if other.response == NOTHING else other.response
        found = {"title": other.title, "response": response, "source": other.source}
    return {
        "title": found["title"],
        "when": dated(language, row),
        "sender": texts(language, "page")["senders"][str(row.sender)],
        "place": words["place"][row.channel or "none"],
        "grade": graded(language, row.grade),
        "response": found["response"],
        "source": found["source"],
    }
