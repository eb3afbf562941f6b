"""The glossary holds every term that a user types or reads, once."""

import pytest

from sepeace.outcomes.outcome_rows import STAGES
from sepeace.report.glossary import terms
from sepeace.scenario.vocabulary import POLICIES, PROFILES, READINGS
from sepeace.wording.gap import Term, Way
from sepeace.wording.outcomes import Barrier, Ending, Rung

FOUND = [name for term in terms() for name in (term.word, *term.also)]
TYPED = (*READINGS, *(name for names in READINGS.values() for name in names))
PRINTED = (*(set(Ending) - {Ending.FAILED}), *Barrier, *STAGES, *Rung, *Term, *Way)
NAMED = (*POLICIES, *PROFILES, "finland", "goering_distrust", "plotters_distrust", "people")
# Plain words of English, and readings that are named by what they do.
UNEXPLAINED = {"by_grade", "out", "in"}


# Red when a reading, ending, barrier, rung, gap term, pathway, policy or profile has a name that no page
# explains.
@pytest.mark.parametrize("name", sorted({*TYPED, *PRINTED, *NAMED} - UNEXPLAINED))
def test_a_name_is_explained(name):
    assert name in FOUND


# Red when one word means two things.
def test_no_word_is_explained_twice():
    words = [term.word for term in terms()]
    assert len(set(words)) == len(words)
    assert {name for name in FOUND if FOUND.count(name) > 1} <= {"willing", "delivered"}
    assert all(term.meaning.endswith(".") for term in terms())


# Red when the words that a report explains are in another order, or one of them is lost.
def test_a_report_explains_eight_words():
    assert sorted(term.report for term in terms() if term.report) == list(range(1, 9))
