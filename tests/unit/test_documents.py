"""The schemas are what the types say, are told to readers as they are, and refuse what they should."""

import copy
import json
import math
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from typer.main import get_group

from sepeace import documents
from sepeace.cli.app import app, main
from sepeace.documents import schema_rows
from sepeace.documents.batch import Settlement
from sepeace.documents.listed import DOCUMENTS
from sepeace.documents.writing import FOLDER, meanings, text_of, write
from sepeace.errors import UnknownName
from sepeace.scenario.documents import ChangeValues
from sepeace.shapes import as_json, json_text
from sepeace.wording.outcomes import Ending
from tests.campaigns import quick
from tests.schemas import faults, read

KURSK = "germany_wins_at_kursk"


# --- values as JSON has them ------------------------------------------------------------------------------


# Red when a day, a name, a tuple or an inner document is written otherwise than JSON can, or keys move.
def test_a_document_becomes_plain_values_in_the_order_of_its_fields():
    settlement = Settlement(probability=None, ci95=(None, None), median_date=date(1943, 7, 5))
    made = {"probability": None, "ci95": [None, None], "median_date": "1943-07-05"}
    assert json_text(settlement) == json.dumps(made, indent=2)
    told = as_json({Ending.UNDECIDED: (Ending.FAILED, settlement, True, 2)})
    assert told == {"undecided": ["failed", made, True, 2]}
    assert type(next(iter(told))) is type(told["undecided"][0]) is str and told["undecided"][2] is True


# Red when a key of which there is nothing is written, or a schema asks for it or lets null stand there.
def test_a_sparse_document_leaves_out_what_it_has_not():
    assert as_json({"values": ChangeValues(cancel=False, score=2.0)}) == {
        "values": {"cancel": False, "score": 2.0}
    }
    part = documents.shipped("batch")["$defs"]["ChangeValues"]
    assert "required" not in part and part["properties"]["side"]["enum"] == ["germany", "soviet"]
    assert not any("anyOf" in value for value in part["properties"].values())


# Red when something that JSON has no word for goes out as its own text.
@pytest.mark.parametrize("value", [object(), {1, 2}, b"bytes", Settlement])
def test_what_is_no_value_of_a_document_is_refused(value):
    with pytest.raises(TypeError, match="has no place in a document"):
        as_json([value])


# --- the files --------------------------------------------------------------------------------------------


# Red when a document's type changes and its file is not written anew: python -m sepeace.documents
@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_files_are_what_the_types_say(name):
    assert documents.text(name) == text_of(name)


# Red when a schema is left behind by a document that is gone, or a file is missing.
def test_there_is_a_file_for_each_document_and_no_other():
    assert documents.names() == tuple(sorted(DOCUMENTS))


# Red when a verb prints JSON whose shape is told nowhere.
def test_every_verb_that_prints_json_has_a_schema():
    verbs = get_group(app).commands
    printing = {name for name, verb in verbs.items() if any("--json" in one.opts for one in verb.params)}
    # compare prints another document of several what-ifs than of one.
    assert printing == set(DOCUMENTS) - {"error", "compare-all"}


def objects(schema) -> list[dict]:
    """All parts of a schema that have keys."""
    if isinstance(schema, list):
        return [found for part in schema for found in objects(part)]
    if not isinstance(schema, dict):
        return []
    own = [schema] if "properties" in schema and schema.get("type") == "object" else []
    return own + [found for part in schema.values() for found in objects(part)]


# Red when an object takes keys that nobody declared, a key has no meaning, or the dialect is another.
@pytest.mark.parametrize("name", DOCUMENTS)
def test_schemas_are_closed_and_say_what_keys_mean(name):
    schema = documents.shipped(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"] and schema["description"]
    # Their class says what they are.
    rows = (
        *("Channel", "Contact", "Event", "FinnishFront", "FinnishRow", "FrontKnot", "Lock", "News"),
        *("Operation", "Person", "Slip"),
    )
    silent = [documents.shipped(name).get("$defs", {}).get(row) for row in rows]
    for part in objects(schema):
        assert part["additionalProperties"] is False and part["description"]
        keys = part["properties"]
        missing = [key for key, value in keys.items() if not value.get("description")]
        assert part in silent or not missing, missing


# Red when writing leaves a stale file, rewrites what is as it should be, or removes what it should not.
def test_only_what_changed_is_written(tmp_path):
    assert write(tmp_path) == list(DOCUMENTS)
    (tmp_path / "audit.json").write_text("{}")
    (tmp_path / "gone.json").write_text("{}")
    (tmp_path / "notes.txt").write_text("mine")
    assert write(tmp_path) == ["audit", "gone"]
    assert write(tmp_path) == []
    assert {path.name for path in tmp_path.iterdir()} == {
        *(f"{name}.json" for name in DOCUMENTS),
        "notes.txt",
    }
    assert (tmp_path / "audit.json").read_bytes() == (FOLDER / "audit.json").read_bytes()


# Red when texts below inherited keys, or lines under Attributes, are lost or go to another key.
def test_meanings_come_from_where_they_are_written():
    from sepeace.documents.sweep import ChanceOfWindow
    from sepeace.scenario.checks.improbability import Improbability

    assert set(meanings(ChanceOfWindow)) == {"probability", "ci95", "median_days"}
    found = meanings(Improbability)
    assert found["nats"] == found["bits"] != found["because"]
    assert "null" in found["nats"] and "None" not in found["nats"] and found["what"] == "The part, in words."


# Red when a kind of value is told wrongly, the place of an inner key is lost, or one object is told twice.
def test_a_schema_in_rows_for_readers():
    told = {
        key: (kind, meaning)
        for key, kind, meaning in schema_rows.rows(documents.shipped("sweep"), schema_rows.APART)
    }
    assert told["given"][0] == "`free`, `branch` or `as_it_fell`"
    assert told["branch"][0] == "day or null" and told["schema"][0] == "1"
    assert told["axes[].values"][0] == "list: number" and told["axes[].drawn"][0] == "true or false"
    assert told["points[].window.ci95"][0] == "list of 2: 0 to 1 or null"
    assert told["points[].window.median_days"][0] == "number from 0 or null"
    assert told["changes"][0] == "list: [change](#changes)" and "changes[].kind" not in told
    assert told["points[].failed"] == ("whole number", "Campaigns that ended in a number that is not finite.")
    compared = {
        key: kind for key, kind, _ in schema_rows.rows(documents.shipped("compare"), schema_rows.APART)
    }
    assert compared["split"] == "object" and compared["settlement_split"] == "as `split`"
    assert "split.ground" in compared and "settlement_split.ground" not in compared
    assert [key for key, _, _ in schema_rows.part(documents.shipped("batch"), "Digests", {})] == [
        "scenario",
        "baseline",
    ]


# Red when the verb prints anything but the file, or the list leaves one out.
def test_the_verb_prints_the_files(capsys):
    for name in DOCUMENTS:
        with pytest.raises(SystemExit):
            main(["schema", name])
        assert capsys.readouterr().out == Path(FOLDER, f"{name}.json").read_text(encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["schema"])
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()[1:]] == sorted(DOCUMENTS)


# Red when a misspelt name gives a traceback, or no help.
def test_a_schema_that_is_not_there(capsys):
    with pytest.raises(UnknownName, match="did you mean batch"):
        documents.text("bach")
    with pytest.raises(SystemExit) as left:
        main(["schema", "bach"])
    assert left.value.code == 2 and "did you mean batch" in capsys.readouterr().err


# --- what a schema refuses --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def good():
    """A batch as it is written."""
    from sepeace.runs.batch import batch
    from sepeace.scenario.library import load

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SEPEACE_CLOCK", quick())
        content = read(json_text(batch(load(KURSK), 2, workers=1).document))
    assert faults("batch", content) == []
    return content


BAD = {
    "a missing key": lambda told: told.pop("window"),
    "a missing inner key": lambda told: told["endings"].pop("undecided"),
    "another key": lambda told: told.update(windows=1),
    "another inner key": lambda told: told["barriers"].update(luck=0.5),
    "text for a number": lambda told: told.update(campaigns="2"),
    "a number for text": lambda told: told.update(scenario=3),
    "a truth for a number": lambda told: told.update(failed=True),
    "a share above 1": lambda told: told.update(antecedent_arose=1.5),
    "less than none": lambda told: told.update(failed=-1),
    "half a campaign": lambda told: told.update(campaigns=1.5),
    "null where there is always a number": lambda told: told.update(seed=None),
    "an interval of three": lambda told: told["window"]["ci95"].append(0.5),
    "a day that is none": lambda told: told.update(branch="1943-02-30"),
    "a reading that is none": lambda told: told["readings"].update(strength="weak"),
    "a digest that is none": lambda told: told.update(digest="xyz"),
    "another version of the format": lambda told: told.update(schema=2),
}


# Red when a schema lets pass what a program that reads it could not bear.
@pytest.mark.parametrize("change", BAD.values(), ids=BAD)
def test_a_schema_refuses(good, change):
    bad = copy.deepcopy(good)
    change(bad)
    assert faults("batch", bad)


# Red when a number that is not finite could be written. JSON has no word for one, so a strict reader stops.
@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_no_json(good, value):
    bad = copy.deepcopy(good)
    bad["window"]["median_days"] = value
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_text(bad)
    with pytest.raises(ValueError, match="is no JSON"):
        read(json.dumps(bad))
