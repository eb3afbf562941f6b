"""The report's words for chances, and its contacts beside those of the record."""

import math
from datetime import date

import sepeace
from sepeace.report import contacts
from sepeace.report.material import gather
from sepeace.scenario.checks.admissibility import chance_words


# Red when a chance is told another size than it has; 1 in 200 by hand from its logarithm.
def test_chances_in_words():
    told = [chance_words(nats) for nats in (math.log(200.0), math.log(2.0), math.log(12_345.0), None)]
    assert told == ["about 1 in 200", "about 50 in 100", "about 1 in 12,000", "not defined by the model"]


# Red when contacts before July 1943 or mediators are counted, or a reversal of the record goes unsaid.
def test_late_contacts_are_told_beside_the_record():
    pair = sepeace.compare(sepeace.load("germany_wins_at_kursk"), campaigns=6, seed=1, workers=1)
    late = date(1943, 7, 1)
    feelers = [
        (date(1943, 6, 30), "soviet"),
        (late, "soviet"),
        (date(1944, 1, 2), "germany"),
        (late, "mediator"),
    ]
    assert contacts._counted(feelers, late) == {"soviet": 1, "german": 1}
    known = contacts.reported_from(late)
    assert known["german"] > known["soviet"] > 0
    rows = [row for row in sepeace.record.load().contacts if row.pair == "main" and row.start >= late]
    sent = [row for row in rows if row.result != "not_sent"]
    assert known["soviet"] == sum(row.sender == "soviet" for row in sent)
    told = contacts.late_words(pair.baseline, "mastny")
    assert told in str(contacts.beside_the_record(gather(pair)))
    found = contacts.simulated_from(pair.baseline, late)
    assert ("turn the record round" in told) == (found["soviet"] > found["german"])


# Red when a proposal that never left its house counts as a contact.
def test_contacts_that_were_never_sent_are_not_counted_as_reported():
    branch = sepeace.load("germany_wins_at_kursk").branch
    counted = contacts.reported_from(branch)
    rows = [row for row in sepeace.record.load().contacts if row.pair == "main" and row.start >= branch]
    assert "not_sent" in {row.result for row in rows if row.sender == "german"}
    sent = [row for row in rows if row.sender == "german" and row.result != "not_sent"]
    assert counted["german"] == len(sent)
