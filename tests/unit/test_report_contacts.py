"""The report's words for chances, and its contacts beside those of the record."""

import math
from dataclasses import replace
from datetime import date

import sepeace
from sepeace.report import contacts
from sepeace.report.rendering import rendered
from sepeace.scenario.checks.admissibility import chance_words


# Red when a chance is told another size than it has; 1 in 200 by hand from its logarithm.
def test_chances_in_words():
    told = [chance_words(nats) for nats in (math.log(200.0), math.log(2.0), math.log(12_345.0), None)]
    assert told == ["about 1 in 200", "about 50 in 100", "about 1 in 12,000", "not defined by the model"]


# Red when contacts before July 1943 are counted, or a reversal of the record goes unsaid.
def test_late_contacts_are_told_beside_the_record():
    late = date(1943, 7, 1)
    feelers = [
        (date(1943, 6, 30), "soviet"),
        (late, "soviet"),
        (date(1944, 1, 2), "germany"),
        (late, "mediator"),
    ]
    assert contacts.mean_from(feelers, late, 2) == contacts.Senders(soviet=0.5, german=0.5, mediated=0.5)
    known = contacts.reported_from(late)
    assert known.german > known.soviet > 0
    rows = [row for row in sepeace.record.load().contacts if row.pair == "main" and row.start >= late]
    sent = [row for row in rows if row.result != "not_sent"]
    assert known.soviet == sum(row.sender == "soviet" for row in sent)
    made = contacts.late_contacts(sepeace.batch("historical", campaigns=6, seed=1, workers=1))
    assert made.start == late and made.recorded == known
    turned = contacts.Senders(soviet=known.german, german=known.soviet, mediated=0)
    for simulated, said in ((known, False), (turned, True)):
        told = rendered("appendix/late-contacts.html", late=replace(made, simulated=simulated))
        assert ("turn the record round" in told) == said and f"has {known.soviet} Soviet" in told
    for weighed in (True, False):
        told = rendered("appendix/late-contacts.html", late=replace(made, weighed=weighed))
        assert ("is no test" in told) == weighed


# Red when two numbers of contacts stand side by side that are counted from days a week apart.
def test_late_contacts_are_not_counted_from_before_the_branch():
    branch = sepeace.load("germany_wins_at_kursk").branch
    made = contacts.late_contacts(sepeace.batch("germany_wins_at_kursk", campaigns=6, seed=1, workers=1))
    assert made.start == branch and made.recorded == contacts.reported_from(branch)
    early = contacts.late_contacts(sepeace.batch("uranus_fails", campaigns=6, seed=1, workers=1))
    assert early.start == contacts.LATE


# Red when a proposal that never left its house counts as a contact.
def test_contacts_that_were_never_sent_are_not_counted_as_reported():
    branch = sepeace.load("germany_wins_at_kursk").branch
    counted = contacts.reported_from(branch)
    rows = [row for row in sepeace.record.load().contacts if row.pair == "main" and row.start >= branch]
    assert "not_sent" in {row.result for row in rows if row.sender == "german"}
    sent = [row for row in rows if row.sender == "german" and row.result != "not_sent"]
    assert counted.german == len(sent)
