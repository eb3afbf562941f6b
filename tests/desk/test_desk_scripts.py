"""The desk's own scripts, run by node: its address, its codes, and words for all that a file can hold."""

from __future__ import annotations

import random
import re
from dataclasses import asdict, replace
from itertools import pairwise

import pytest

from sepeace.chronicle.sentences import TITLES
from sepeace.chronicle.wording import SCORES, WESTERN_SCORES
from sepeace.classroom.page.desk_data import desk_data, estimates
from sepeace.classroom.texts import languages, texts
from sepeace.desk.desk_war import DATES
from sepeace.desk.evidence import BEHIND, MESSAGES, NEWS, PUBLIC, WAR_FROM, Item
from sepeace.desk.kinds import KINDS
from sepeace.desk.scores import EDGES
from sepeace.record import load
from tests.pages import by_node

SETTINGS = ("texts", "settings")
PLAIN = """const flat = (one) => [one].flat(9).filter(Boolean).join("");
  globalThis.h = (name, given, ...told) => flat(told);"""
"""Script that makes plain text of what the page makes elements of."""
CODES = (*SETTINGS, "desk_debrief", "desk_code")


def items():
    """One item of every sort that a file can hold."""
    item = Item(day=800.0, how="", what="", about="")
    for channel in load().channels:
        for how in ("press", "read"):
            for what in sorted(set(MESSAGES) - {"mediator"}):
                yield replace(item, how=how, what=what, about=channel.id)
            if "mediator" in channel.sides:
                yield replace(item, how=how, what="mediator", about=channel.id)
        yield replace(item, how="exposed", what="exposed", about=channel.id)
        yield replace(item, how="told", what="told", about=channel.id)
    for news in load().news:
        yield replace(
            item, how="record", what=str(news.kind), about=news.id, grade=news.grade, source=news.source
        )
    for side in (0, 1):
        yield from (
            replace(item, how="front", what=f"begins_{side}", about=f"sector_{one}") for one in range(3)
        )
    for place in range(len(SCORES)):
        yield replace(
            item, how="front", what=f"east_{place}", about="citadel", words="Citadel", elsewhere=True
        )
    for place in range(len(WESTERN_SCORES)):
        yield replace(item, how="front", what=f"west_{place}", about="sicily", words="Sicily")
    yield from (replace(item, how="public", what="event", about=name, source="x") for name in PUBLIC)
    yield replace(item, how="public", what="new_leader", words="Somebody")
    yield from (replace(item, how="closed", what=what) for what in ("signed", "over"))


# Red when something can stand in a file for which a language has no words, or one has a gap in its words.
def test_every_item_has_words_in_every_language(tmp_path):
    assert set(NEWS.values()) >= {str(one.kind) for one in load().news}
    work = f"""{PLAIN} return given.map((item) =>
      [flat(itemText(item)), aboutFeelers(item) ? t(`desk_how_${{item.how}}`) : ""]);"""
    rows = [asdict(one) for one in items()]
    found = [by_node(tmp_path, (*SETTINGS, "desk_file"), work, rows, name) for name in languages()]
    for one, other in zip(*found, strict=True):
        assert (
            len(one[0]) > 5
            and one != other
            and "{" not in one[0] + other[0]
            and "undefined" not in one[0] + other[0]
        )
    for name in languages():
        own = texts(name, "desk")
        assert {f"desk_behind_{one}" for one in (*BEHIND, "talks", "refusal", "planted", "record")} <= set(
            own
        )
        assert {f"desk_kind_{one}" for one in KINDS} <= set(own)


# Red when an item is called otherwise than it is, or an event that is not of the record has a source.
def test_what_an_item_is_called(tmp_path):
    item = Item(day=800.0, how="public", what="event", about="second_front", source="x", origin="recorded")
    battle = replace(item, how="front", what="east_1", about="citadel", source="", origin="simulated")
    rows = [item, replace(item, source="", origin="supposed"), battle]
    work = f"""{PLAIN} return [given.map((one) => flat(itemRow(one))), flat(itemText(given[1]))];"""
    found, told = by_node(tmp_path, (*SETTINGS, "desk_file"), work, [asdict(one) for one in rows])
    names = ("recorded", "supposed by the question", "simulated")
    assert all(f"({name})" in one for name, one in zip(names, found, strict=True))
    assert told == texts("en", "desk")["desk_event_second_front"]


# Red when German lacks the name of a battle, of a contact in the news or of a crime of these months.
def test_german_has_the_names():
    german = desk_data("de")["words"]["de"]
    rows = [*load().operations, *load().western_battles]
    fought = {row.id for row in rows if WAR_FROM <= row.end < DATES[-1]}
    assert fought == set(german["operations"]) and fought <= set(TITLES)
    assert not desk_data("de", fought)["words"]["de"]["operations"]
    assert set(desk_data()["crimes"]) == set(german["crimes"])
    own = {row.id for row in load().news if row.contact is not None and row.date < DATES[-1]}
    assert own <= set(german["news"])


# Red when a code does not give back the forecasts that it was made from, or a spoilt or typed one is taken.
def test_codes_of_forecasts(tmp_path):
    draw = random.Random(4)
    wars = [
        {
            "world": draw.choice(["desk", "germany_wins_at_kursk"]),
            "strength": draw.choice(["document", "prospect", "rational"]),
            "seed": draw.choice([1, 2**31 - 1]),
            "number": draw.choice([0, 6028, 2**31 - 1]),
            "said": [
                {"signed": draw.randrange(101), "serious": draw.randrange(101)}
                for _ in range(draw.randrange(1, 9))
            ],
        }
        for _ in range(60)
    ]
    typed = ["", "A", "<b>", "Z" * 200] + [
        "".join(draw.choices("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", k=20)) for _ in range(500)
    ]
    work = """return [given.wars.map((war) => {
      const code = forecastCode(war, war.said);
      const spoilt = code.replace(/.$/, (one) => (one === "A" ? "B" : "A"));
      return [fromForecastCode(code.toLowerCase()), code, fromForecastCode(spoilt)];
    }), given.typed.map(fromForecastCode)];"""
    found, others = by_node(tmp_path, CODES, work, {"wars": wars, "typed": typed})
    for war, (back, code, spoilt) in zip(wars, found, strict=True):
        assert back == war and spoilt is None and len(code) < 50
    assert sum(one is not None for one in others) < 30
    for one in others:
        assert one is None or all(
            0 <= row["signed"] <= 100 and 0 <= row["serious"] <= 100 for row in one["said"]
        )


# Red when a class loses those whose forecasts equal one's own, one's own counts twice, or small letters are
# no code.
def test_a_class_keeps_equal_forecasts(tmp_path):
    said = [{"signed": 10, "serious": 50}, {"signed": 0, "serious": 60}]
    war = {"world": "desk", "strength": "document", "seed": 1, "number": 8, "said": said}
    other = war | {"said": [{"signed": 11, "serious": 50}, said[1]]}
    elsewhere = war | {"number": 9}
    work = """const [own, other, elsewhere] = given.map((one) => forecastCode(one, one.said));
      const lists = [[own, own, own, other], [other], [own.toLowerCase(), other, elsewhere, "NONSENSE"], []];
      return lists.map((one) => {
        const { all, wrong } = classOf(given[0], one.join("\\n"));
        return [all.length, wrong];
      });"""
    assert by_node(tmp_path, CODES, work, [war, other, elsewhere]) == [[4, 0], [2, 0], [2, 2], [1, 0]]


# Red when a war whose truth was shown counts again among the forecasts of a session, or another does not.
def test_a_war_counts_once_in_a_session(tmp_path):
    war = {"world": "desk", "strength": "document", "seed": 1, "number": 8}
    others = [war | one for one in ({"world": "x"}, {"strength": "prospect"}, {"seed": 2}, {"number": 9})]
    work = "const kept = []; for (const one of given) keepSession(kept, one); return kept;"
    assert by_node(tmp_path, CODES, work, [war | {"first": 1}, war, *others]) == [war | {"first": 1}, *others]


# Red when a class of the calibration table is said to hold a forecast that lies in the next one.
def test_classes_are_labelled_as_they_are(tmp_path):
    rows = [{"low": low, "high": high} for low, high in pairwise(EDGES)]
    work = "return given.map(classLabel);"
    told = ["0–9 %", "10–29 %", "30–49 %", "50–69 %", "70–89 %", "90–100 %"]
    assert by_node(tmp_path, CODES, work, rows) == told


# Red when the page says that a reading did no better where none was estimated, or writes a digit that the
# file has not.
def test_what_is_said_of_a_reading(tmp_path):
    work = """const words = [];
      globalThis.h = (...parts) => words.push(...parts.filter((one) => typeof one === "string"));
      return Object.keys(DATA.desk.readings).map((strength) => DESK_ASKED.map((asked) => {
        words.length = 0; aboutReading({ world: "desk", strength }, asked);
        return words.join(" ");
      }));"""
    found = by_node(tmp_path, CODES, work, None)
    for (strength, row), told in zip(estimates()["readings"].items(), found, strict=True):
        for asked, words in zip(("signed", "serious"), told, strict=True):
            estimated = "reading" in row[asked]["brier"]
            assert ("too few" in words) == (not estimated), strength
            assert ("did no better" in words) == (estimated and row[asked]["uses"] == "base")
            for value in re.findall(r"0\.[0-9]+", words):
                assert value in {f"{one:#.3g}" for one in row[asked]["brier"].values()}


# Red when an address asks for what there is not and nothing is said, or breaks the page.
@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("#desk&world=moskow", "germany_wins_at_kursk"),
        ("#desk&strength=prospekt", "prospect"),
        ("#desk&war=-1", "2,147,483,647"),
        ("#desk&war=99999999999", "war"),
        ("#desk&seed=1e9", "seed"),
        ("#desk&__proto__=1", None),
        ("#desk&war=%E0%A4%A", "war"),
        ("#desk&war=G", "war"),
    ],
)
def test_a_wrong_address_of_the_desk_is_told(tmp_path, link, said):
    work = """const found = readDesk(given);
      return { ...found, page: readSettings(found.rest).wrong, at: atDesk(given) };"""
    found = by_node(tmp_path, (*CODES, "desk"), work, link)
    wrong = [*found["wrong"], *found["page"]]
    assert found["at"] and len(wrong) == 1 and (said is None or said in wrong[0])
    assert found["made"]["world"] == "desk" and found["made"]["strength"] == "document"


def test_the_address_of_the_desk_is_no_other(tmp_path):
    work = "return given.map((one) => atDesk(one));"
    links = ["#desk", "desk&war=8", "#desks", "#s=desk", ""]
    assert by_node(tmp_path, (*CODES, "desk"), work, links) == [True, True, False, False, False]
