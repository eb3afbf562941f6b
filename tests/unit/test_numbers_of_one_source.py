"""Weighed numbers: shipped whole, part of what made a result, and never set beside the prior unsaid."""

import json

import pytest

import sepeace
from sepeace import fingerprint
from sepeace.errors import BadValue
from sepeace.figures.chances.plot_phase import OTHERS
from sepeace.runs.axes import axes_of, from_one_source, points
from sepeace.runs.many.leverage import MOTIVES, motive_worlds
from sepeace.runs.numbers import of_one_source
from sepeace.scenario import posteriors
from sepeace.scenario.plan import plan
from sepeace.scenario.vocabulary import READINGS
from sepeace.uncertainty.budget import design
from sepeace.wording import assumed

KURSK = sepeace.load("germany_wins_at_kursk")


def sources(worlds):
    return {world.assumptions.numbers for world in worlds}


# Red when a posterior of another model, prior or record is shipped, or that of a choice on offer is missing.
def test_every_choice_has_a_posterior_of_this_model():
    assert KURSK.assumptions.numbers == READINGS["numbers"][0] == "posterior"
    assert len(posteriors.shipped_names()) == 18
    for name in posteriors.shipped_names():
        found = posteriors.shipped(name)
        assert posteriors.other_than_here(found) is None
        assert found.diagnostics["effective"] >= 2_000.0


# Red when results of other posteriors cannot be told from these, or a posterior hangs on itself.
def test_the_hash_of_a_result_covers_the_posteriors(monkeypatch):
    whole, parts = fingerprint.model_hash(), fingerprint.parts_hashes()
    sources_of = fingerprint._sources

    def without(place, name):
        return (row for row in sources_of(place, name) if not row[0].endswith("mastny.json"))

    monkeypatch.setattr(fingerprint, "_sources", without)
    assert fingerprint.model_hash.__wrapped__() != whole
    assert fingerprint.parts_hashes.__wrapped__() == parts


# Red when how luck as it fell is found is no part of what made a result.
@pytest.mark.parametrize("file", fingerprint.LUCK)
def test_the_hash_of_a_result_covers_how_luck_is_found(monkeypatch, file):
    whole, parts, sources_of = fingerprint.model_hash(), fingerprint.parts_hashes(), fingerprint._sources
    monkeypatch.setattr(
        fingerprint,
        "_sources",
        lambda place, name: (row for row in sources_of(place, name) if row[0] != file),
    )
    assert fingerprint.model_hash.__wrapped__() != whole
    assert fingerprint.parts_hashes.__wrapped__() == parts


# Red when points of a sweep, or motives that are set against each other, differ by their numbers too.
def test_what_stands_side_by_side_has_numbers_of_one_source():
    axes = axes_of(KURSK, {"hopes": {"all"}, "strength": {"all"}})
    assert sources(world for _, world in points(KURSK, axes)) == {"posterior", "prior"}
    assert sources(world for _, world in points(from_one_source(KURSK, axes), axes)) == {"prior"}
    known = axes_of(KURSK, {"strength": {"all"}, "motive": {"all"}})
    assert from_one_source(KURSK, known) == KURSK
    assert sources(of_one_source(KURSK, "motive", MOTIVES)) == {"posterior"}
    martin = KURSK.with_assumptions(initiative="martin")
    assert sources(of_one_source(martin, "motive", MOTIVES)) == {"prior"}
    assert sources(motive_worlds(martin).values()) == {"prior"}
    told = sepeace.sweep(KURSK, {"hopes": {"all"}}, campaigns=4, workers=1)
    assert told.document.readings.numbers == "prior"


# Red when a point that has no posterior is run with the prior and labelled as if it had one.
@pytest.mark.parametrize("vary", [("numbers", "hopes"), ("hopes", "numbers")])
def test_a_grid_over_numbers_is_refused_where_a_point_has_none(vary):
    values = {"numbers": {"posterior", "prior"}, "hopes": {"all"}}
    with pytest.raises(BadValue, match="no posterior: none is shipped for hopes = known"):
        sepeace.sweep(KURSK, {name: values[name] for name in vary}, campaigns=2, workers=1)
    fine = sepeace.sweep(KURSK, {"numbers": {"all"}, "strength": {"document", "rational"}}, 2, workers=1)
    assert len(fine.column("window")) == 6


# Red when a choice of numbers has no words, or a range is asked of numbers that are weighed.
def test_every_choice_of_numbers_has_words():
    for words in (assumed.NUMBERS_ON_TERMINAL, assumed.NUMBERS_ON_PAGE, assumed.NUMBERS_IN_STATEMENT):
        assert set(words) == set(READINGS["numbers"])
    assert set(READINGS["numbers"]) < set(OTHERS)
    made = design(KURSK, "branch", 1, points=1, lots=1)
    assert made.scenario.assumptions.numbers == "prior" and plan(KURSK).draw(1, 0)


# Red when a file of sets is not what its diagnostics say, or holds a set that no campaign of the batch has.
def test_a_file_of_sets_is_of_one_piece():
    for name in posteriors.shipped_names():
        found = posteriors.shipped(name)
        assert len(found.counts) == found.diagnostics["sets"] and min(found.counts) >= 0
        assert sum(often > 0 for often in found.counts) == found.diagnostics["distinct"]
        assert json.loads(found.to_text())["readings"] == dict(found.readings) and found.name == name
