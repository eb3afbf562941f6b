"""The page of the lesson as a file: what it holds, what it asks of nobody, and what its settings allow."""

from __future__ import annotations

import random
import re

import numpy as np
import pytest

from sepeace.browser.choices import SWITCH, Choice, premium_of, under
from sepeace.browser.number_dials import number_dials, offered
from sepeace.browser.scores import scored
from sepeace.browser.tables import tables_of
from sepeace.chronicle.sentences import TITLES
from sepeace.classroom.contact_cards import cards
from sepeace.classroom.page import page, plain_words
from sepeace.classroom.serve.served_page import served
from sepeace.classroom.texts import languages, texts
from sepeace.errors import SepeaceError
from sepeace.figures.maps import fronts
from sepeace.record import load as load_record
from sepeace.runs.compare import baseline_of
from sepeace.runs.profiles import led_by, variants
from sepeace.scenario import counted
from sepeace.scenario.checks.admissibility import card, card_lines
from sepeace.scenario.library import load
from sepeace.scenario.plan import plan
from sepeace.scenario.settings import PREMIUM
from sepeace.scenario.tables.departures import PROFILE_OF
from tests.clocks import WHOLE
from tests.pages import ASKED, by_node, own_script, parts, parts_in, patch_on_page, tables_on_page, taken

SETTINGS = ("texts", "settings")
KEYS = re.compile(r"""\bt\("([a-z0-9_]+)"|data-(?:text|label)="([a-z0-9_]+)\"""")
FIELDS = re.compile(r"\{(\w+)\}")
BUILT = {"hide_", "war_", "outcome_", "numbers_is_"} | {
    f"desk_{one}_"
    for one in (
        "item",
        "event",
        "score",
        "place",
        "mediator",
        "kind",
        "behind",
        "how",
        "origin",
        "sector",
        "ask",
        "means",
    )
}
"""Beginnings of keys that scripts put together."""


# Red when the page asks anything of a network, or lets a script in that is not its own.
def test_the_page_stands_alone():
    text = taken().text
    addresses = set(re.findall(r"https?://[^\s\"'<>)]+", text + own_script(*page.SCRIPTS, "boot")))
    assert addresses <= {"http://www.w3.org/2000/svg"}
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy is not None and "default-src 'none'" in policy[1]
    assert (
        "unsafe-inline" not in policy[1]
        and "'unsafe-eval'" not in policy[1]
        and "connect-src" not in policy[1]
    )
    own = text.replace('<link rel="icon" href="data:,">', "")
    assert not re.search(r"<(?:link|img|iframe|script[^>]*\ssrc)", own)
    assert "innerHTML" not in own_script(*page.SCRIPTS, "boot") and "eval(" not in own_script(*page.SCRIPTS)


# Red when a page from a server may ask anybody but that server, or is not the same page.
def test_a_served_page_may_ask_its_own_server_alone():
    page_of_a_server = served(parts())
    text, alone = page_of_a_server.body.decode(), taken().text
    policies = [re.search(r'Security-Policy" content="([^"]+)"', one)[1] for one in (text, alone)]
    rules = [dict(rule.strip().split(" ", 1) for rule in one.split(";")) for one in policies]
    assert rules[0].pop("connect-src") == "'self'" and rules[0].keys() == rules[1].keys()
    assert all(rules[0][name] == rules[1][name] for name in rules[1] if name != "style-src")
    assert page_of_a_server.policy == f"{policies[0]}; frame-ancestors 'none'"
    before, after = (one.partition("<style>")[0].split("Security-Policy")[0] for one in (text, alone))
    assert before == after and len(text) - len(alone) < 24_000


# Red when a contact has another date or another grade at the desk, or in the page's table, than on the
# contact sheet.
@pytest.mark.parametrize("language", languages())
def test_contacts_are_dated_and_graded_as_on_the_sheet(language):
    sheet = {one.id: one for one in cards(language)}
    told = parts_in(language).data["desk"]["words"][language]
    news = {row.id: sheet.get(row.contact) for row in load_record().news}
    shared = {name: one for name, one in news.items() if one is not None}
    assert len(shared) > 10 and {"stockholm_april_1943", "press_denial_june_1943"} <= {
        one.id for one in shared.values()
    }
    for name, own in shared.items():
        assert told["contacts"][name] == [own.when, own.grade]
    rows = [one[language] for one in parts_in(language).data["contacts"]]
    assert len(rows) > len(sheet)
    dated = {(row["when"], row["grade"]) for row in rows}
    assert {(one.when, one.grade) for one in sheet.values()} <= dated


# Red when a card prints a key where a name should stand, or a number that can be set by hand has no name of
# its own.
@pytest.mark.parametrize("name", page.SIX)
def test_cards_and_numbers_have_names(name):
    scenario = load(name)
    keys = set(plain_words.names())
    for _, lines in card_lines(card(scenario), plain=True):
        for line in map(plain_words.in_words, lines):
            outside = " ".join(line.split("`")[::2])
            words = set(re.findall(r"[a-z0-9_]+", outside)) & {one for one in keys if "_" in one}
            assert not words and "[" not in outside.replace("[documented]", "").replace(
                "[single memoir]", ""
            ), line
            assert not re.search(r"\d{4}-\d\d-\d\d|cancel = true", line)
    for language in languages():
        named = texts(language, "numbers")
        assert {row.key for row in offered([scenario])} <= set(named)
        assert len(set(named.values())) == len(named)


# Red when the two lines are called windows: a window is the time in which they leave room for a settlement.
def test_a_window_is_a_time():
    for language, word in (("en", "two windows"), ("de", "zwei Fenster")):
        own = parts_in(language).data["texts"][language]
        assert not [text for text in own.values() if word.lower() in text.lower()]


# Red when the page of all questions outgrows what a school's mail lets through: 900 kB.
@pytest.mark.skipif(not WHOLE, reason="takes some minutes: .ci/run does it")
def test_the_page_of_all_questions_stays_small(capsys):
    asked = [name for name in counted() if (one := load(name)).branch is not None and one.changes]
    size = len(page.html(asked).encode())
    with capsys.disabled():
        print(f"the page of {len(asked)} questions takes {size:,} bytes")
    assert len(asked) >= 20 and size <= 900_000


# Red when two writings of one page differ: what is committed could not be held against the package.
def test_the_same_questions_give_the_same_bytes():
    assert page.html(ASKED) == taken().text


# Red when a language lacks a text, has one that nobody reads, or a text lacks what it is filled with.
def test_every_language_says_the_same():
    whole = {name: {**texts(name, "page"), **texts(name, "desk")} for name in languages()}
    flat = {
        name: {key: text for key, text in own.items() if isinstance(text, str)} for name, own in whole.items()
    }
    scripts = own_script(*page.SCRIPTS)
    used = {one or other for one, other in KEYS.findall(scripts + taken().text)}
    used |= {name for name in flat["en"] if f'"{name}"' in scripts}
    for name, own in flat.items():
        assert set(own) == set(flat["en"]), name
        assert used <= set(own) and all(
            key in used or any(key.startswith(part) for part in BUILT) for key in own
        )
        for key, text in own.items():
            assert set(FIELDS.findall(text)) == set(FIELDS.findall(flat["en"][key])), (name, key)
    for table in ("readings", "switches"):
        assert set(whole["de"][table]) == set(whole["en"][table])
    for language in languages():
        data = parts_in(language).data
        for rows in (data[name] for name in ("rungs", "endings", "barriers")):
            assert all(set(row["text"]) == {language} for row in rows)
        assert all(set(row["label"]) == {language} for row in data["terms"])
        for table in ("operations", "profiles", "premiums"):
            assert all(set(words) == {language} for words in data[table].values()), table
    assert set(texts("de", "package")["operations"]) == set(TITLES)
    assert {f"outcome_{name}" for name in taken().data["outcomes"]} <= set(flat["en"])


# Red when a war that is told takes a worker's tables from a run that goes on, a pair is run twice or not at
# all, or a worker waits for another.
def test_a_war_is_told_after_the_run_that_goes_on(tmp_path):
    work = """const posted = [];
      globalThis.URL = { createObjectURL: () => "" };
      Object.assign(globalThis, { Blob: class {}, workerBody: null });
      globalThis.Worker = class {
        postMessage(message) {
          const [what] = Object.keys(message).filter((one) => one !== "asked");
          posted.push([what, message[what]]);
          setTimeout(() => this.onmessage({ data: { asked: message.asked, ...message.run, tallies: 1 } }), 1);
        }
      };
      return (async () => {
        const engine = await new Engine({ module: null, layout: null }).open(2), blocks = [];
        const run = engine.run(1, 1, 100, 230, (one) => blocks.push([one.first, one.count]), [0]);
        const told = engine.trace(2, 1, 7);
        const tallies = await run;
        await told;
        return { posted: posted.map(([what]) => what), blocks, tallies };
      })();"""
    found = by_node(tmp_path, ("engine",), work, None)
    assert found["posted"] == ["open"] * 2 + ["begin"] * 2 + ["run"] * 5 + ["end"] * 2 + ["trace"]
    pairs = [place for first, count in found["blocks"] for place in range(first, first + count)]
    assert sorted(pairs) == list(range(100, 330)) and found["tallies"] == [1, 1]


# Red when a link can ask for what the package refuses, or a wrong one is taken without a word.
@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("s=germany_wins_at_kurks", "mean: Germany wins at Kursk?"),
        ("s=nonsense", "(s: nonsense); it was left at: Germany wins at Kursk."),
        ("lang=de", "left at: English"),
        ("n=99999999", "left at: 20,000"),
        ("n=-5", "100"),
        ("seed=1e9", "seed"),
        ("strength=prospekt", "mean: he feels a loss more than a gain?"),
        ("off=ideologie", "mean: Ideology: "),
        ("score.citadel=9", "3"),
        ("score.citadell=1", "(Citadel)"),
        ("set.cost_base=99", "cost_base"),
        ("set.cost_bass=0.01", "left out. Did you mean: "),
        ("hide=bears", "hide"),
        ("lang=xx", "left at: English"),
        ("<script>alert(1)</script>=1", "setting"),
        ("__proto__=1", "setting"),
        ("constructor=1", "setting"),
        ("%E0%A4%A=1", "setting"),
    ],
)
def test_a_wrong_link_is_clamped_with_a_sentence(tmp_path, link, said):
    found = by_node(tmp_path, SETTINGS, "return readSettings(given);", link)
    assert len(found["wrong"]) == 1 and said in found["wrong"][0]
    again = by_node(
        tmp_path, SETTINGS, "return readSettings(settingsText(readSettings(given).settings));", link
    )
    assert again["wrong"] == []


# Red when a link or a short code does not give back the settings that it was made from.
def test_links_and_codes_give_the_same_settings_back(tmp_path):
    draw, links = random.Random(3), []
    for _ in range(60):
        question = draw.choice(taken().data["scenarios"])
        chosen = draw.sample(question["choices"], draw.randrange(4))
        names = [one.split("=")[0] for one in chosen]
        off = [one.split("=")[1] for one in chosen if one.startswith("switches_off")]
        readings = [
            one
            for one, name in zip(chosen, names, strict=True)
            if name in ("numbers", "strength", "motive") and names.count(name) == 1
        ]
        parts = [f"s={question['name']}", f"seed={draw.randrange(999)}", f"n={100 * draw.randrange(1, 200)}"]
        parts += readings
        parts += [f"off={','.join(off)}"] if off else []
        dial = draw.choice(question["dials"])
        if not dial["outcomes"]:
            parts.append(f"score.{dial['operation']}={round(dial['low'] + draw.randrange(20) / 20, 2)}")
        links.append("&".join(parts))
    work = """return given.map((link) => {
      const { settings, wrong } = readSettings(link), code = codeOf(settings), back = fromCode(code);
      const sorted = (one) => settingsText({ ...one, off: [...one.off].sort(),
        readings: Object.fromEntries(Object.entries(one.readings).sort()) });
      const spoilt = code.replace(/.$/, (one) => (one === "A" ? "B" : "A"));
      return [wrong, sorted(settings), back === null ? null : sorted(back), code, fromCode(spoilt)];
    });"""
    for wrong, first, back, code, spoilt in by_node(tmp_path, SETTINGS, work, links):
        assert wrong == [] and back == first and len(code) < 40 and spoilt is None, (first, back, code)


# Red when a code of anything at all is opened, or breaks the page.
def test_no_typed_text_breaks_the_page(tmp_path):
    draw = random.Random(5)
    typed = ["", "A", "AAAA-AAAA", "0", "<b>", "Z" * 300] + [
        "".join(draw.choices("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", k=draw.randrange(2, 12)))
        for _ in range(3000)
    ]
    work = """return given.map((one) => {
      const found = fromCode(one);
      return found && readSettings(settingsText(found)).wrong;
    });"""
    found = by_node(tmp_path, SETTINGS, work, typed)
    assert all(one in (None, []) for one in found) and sum(one == [] for one in found) < 200


# Red when the page draws another front than the figures do.
def test_the_map_has_the_front_of_the_figures(tmp_path):
    draw = random.Random(7)
    days = [[draw.uniform(-700, 1500) for _ in range(3)] for _ in range(40)] + [
        [0.0, 0.0, 0.0],
        [460.0, 540.0, 555.0],
    ]
    found = by_node(tmp_path, ("charts", "map"), "return given.map((km) => frontLine(km));", days)
    for km, row in zip(days, found, strict=True):
        assert np.allclose(row["points"], fronts.line(km), atol=3.0)
        assert np.allclose(row["marks"], fronts.marks(km), atol=1.0)


# Red when a what-if with another leader lacks one that `compare` sets beside it.
def test_profiles_stand_by_reading():
    kursk, leader = taken().data["scenarios"]
    assert all(rows == [] for rows in kursk["profiles"].values())
    rows = [(one["profile"], one["premium"], one["own"]) for one in leader["profiles"]["document"]]
    assert rows == [
        (name, premium, (name, premium) == ("goering", "own"))
        for name in ("goering", "plotters")
        for premium in ("own", "none", "full")
    ]
    for reading in ("prospect", "rational"):
        assert [one["premium"] for one in leader["profiles"][reading]] == ["own", "own"]


# Red when a leader or a premium beside the answer is another than `compare` runs, whatever else is chosen.
def test_other_leaders_are_those_of_compare():
    kernel, leader = taken().data["kernel"], load(ASKED[1])
    row = kernel["scenarios"][1]
    chosen = [Choice("numbers", "default"), Choice(SWITCH, "detours"), Choice(SWITCH, "asking_first")]
    assert list(row["profiles"]) == ["plotters"]
    for one in variants(leader):
        names = {str(choice) for choice in (*chosen, premium_of(one)) if choice is not None}
        worlds = (row["worlds"][0], row["profiles"].get(one.profile, row["worlds"][1]))
        for world, of in zip(worlds, (baseline_of(leader), one.scenario), strict=True):
            expected = plan(under(of, chosen).with_assumptions(one.settings), row["given"])
            assert tables_on_page(kernel, world, names) == tables_of(expected), one.name


# Red when a score is turned in other words than those that take it where another leads.
def test_scores_are_turned_under_every_leader():
    kernel, leader = taken().data["kernel"], load(ASKED[1])
    row = kernel["scenarios"][1]
    tables, scores = tables_on_page(kernel, row["profiles"]["plotters"], ()), {}
    for place, dial in enumerate(one for one in row["dials"] if not one["outcomes"]):
        scores[dial["operation"]] = score = dial["low"] + 0.01 * place
        words = np.frombuffer(patch_on_page(kernel, dial["fixed"]).applied(tables), np.float64).copy()
        for first, count, sign in dial["words"]:
            words[first : first + count] = sign * score
        tables = words.tobytes()
    assert len(scores) > 5 and tables == tables_of(
        plan(scored(led_by(leader, "plotters"), scores), row["given"])
    )


# Red when another leader's premium can be set by hand: it would hold in the rows of none and all of it too.
def test_a_premium_beside_the_answer_is_no_dial():
    leader = load(ASKED[1])
    worlds = [(baseline_of(leader), "branch"), (leader, "branch")]
    premiums = [row for row in offered([leader]) if row.part in PROFILE_OF and row.name.endswith(PREMIUM)]
    assert premiums and number_dials(worlds, premiums) == ()


@pytest.mark.parametrize("names", [("mtsensk_as_source_criticism",), ("historical",), ("no_such_scenario",)])
def test_what_stays_outside_a_class_is_refused(names):
    with pytest.raises(SepeaceError):
        page.html(names)
