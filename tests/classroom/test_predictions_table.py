"""One table wherever a class predicts: saved from the page, in the room, on paper."""

from __future__ import annotations

import csv

from sepeace.classroom.lesson_runs import LESSON
from sepeace.classroom.pack import PUPILS, questionnaire, questionnaire_table
from sepeace.classroom.prediction_table import columns
from sepeace.classroom.serve import kept
from sepeace.classroom.serve.offered import offered as offered_by
from sepeace.classroom.serve.rooms import Prediction, Row
from sepeace.wording.outcomes import Rung
from tests.pages import ASKED, by_node, taken

KURSK, ANOTHER = ASKED
PREDICTED: tuple[tuple[str, dict[str, object]], ...] = (
    (f"s={KURSK}", {}),
    (f"s={KURSK}&off=ideology&n=500&seed=3", {"off": ["ideology"]}),
    (
        f"s={ANOTHER}&strength=rational&motive=leverage&off=oil,ideology&set.ideology.germany=0.125",
        {
            "readings": {"strength": "rational", "motive": "leverage"},
            "off": ["oil", "ideology"],
            "numbers": {"ideology.germany": 0.125},
        },
    ),
    (f"s={KURSK}&score.citadel=1.25", {"scores": {"citadel": 1.25}}),
    (f"s={KURSK}&score.citadel=USUAL", {"scores": {"citadel": None}}),
)
"""Links of the page, and what of them the room hears."""
WORDS = '=1+1, "so"\nand on'


def rows(table):
    """A table as it is read back."""
    return list(csv.DictReader(table.splitlines(keepends=True), strict=True))


# Red when a column, a code or a unit of one table is not that of the others.
def test_page_room_and_paper_have_the_same_columns_and_codes(tmp_path):
    offer = offered_by(taken().data)
    (usual,) = (
        one["usual"]
        for row in taken().data["scenarios"]
        if row["name"] == KURSK
        for one in row["dials"]
        if one["operation"] == "citadel"
    )
    said = dict(zip(Rung, (60.0, 12.5, 0.0, None, 10.0, 3.0, 0.25), strict=True))
    links = [link.replace("USUAL", f"{usual:g}") for link, _ in PREDICTED]
    work = """return savedTable(given.links.map((asked) => (
      { ...given.said, reason: "exposure", words: given.words, asked })));"""
    given = {"links": links, "said": said, "words": WORDS}
    scripts = ("dom", "texts", "settings", "predict")
    saved = by_node(tmp_path, scripts, work, given)
    heads = ["room", "pupil", "kind", "scenario", "changed", *Rung, "reason", "words"]
    assert list(columns()[: len(heads)]) == heads
    assert [row["words"] for row in rows(saved)] == [f"'{WORDS}"] * len(links)
    for link, row, (_, changed) in zip(links, rows(saved), PREDICTED, strict=True):
        asked = {"readings": {}, "off": [], "scores": {}, "numbers": {}} | changed
        asked["scores"] = {name: usual if one is None else one for name, one in asked["scores"].items()}
        question = offer.asked(link.split("&")[0].removeprefix("s="), **asked)
        told = kept.cells(1, Row(1, question, Prediction(offer.said(said), "exposure"), None), offer)
        own = dict(zip(kept.heads(offer), told, strict=True))
        assert kept.heads(offer)[: len(columns())] == list(columns()) == list(row)
        other = {name: own[name] for name in columns()}
        assert row | {"words": ""} == other | {"room": "", "pupil": ""}


# Red when a row for paper asks for another question than the sheet, or by another code than the page's.
def test_the_papers_table_has_the_questions_of_the_sheet():
    found = rows(questionnaire_table())
    assert len(found) == 3 * PUPILS and tuple(found[0]) == columns()
    for number, row in enumerate(found):
        assert row["pupil"] == str(number // 3 + 1) and row["kind"] == "prediction"
    assert [(row["scenario"], row["changed"]) for row in found[:3]] == [
        (KURSK, ""),
        (KURSK, "off=ideology"),
        (LESSON[1], ""),
    ]
    asked = offered_by(taken().data).asked(KURSK, readings={}, off=["ideology"], scores={}, numbers={})
    assert asked.text == found[1]["changed"]
    filled = ("pupil", "kind", "scenario", "changed")
    assert all(not cell for row in found for name, cell in row.items() if name not in filled)
    names = [f"statement_{one.id}" if one.statement else one.id for one in questionnaire("de")]
    assert [name for name in columns() if name in names] == names
