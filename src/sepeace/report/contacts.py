"""The contacts of the runs beside those of the record, and where the two differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from sepeace.figures import wording
from sepeace.outcomes.weekly_bands import FEELERS_KEPT
from sepeace.report.markup import Html, joined, paragraph, table
from sepeace.report.material import Material

if TYPE_CHECKING:
    from sepeace.runs.batch import Batch

LATE = date(1943, 7, 1)
"""From here on the record has more German than Soviet contacts."""
SENDERS = {"soviet": "soviet", "german": "german", "mediator": "mediated"}


def beside_the_record(material: Material) -> Html:
    """A table of contacts by sender, and a sentence on the second half of the war in the East."""
    rows = []
    names = {"soviet": "Soviet", "german": "German", "mediated": "mediated"}
    recorded = reported_from(material.scenario.branch)
    for key, name in names.items():
        values = [
            f"{getattr(world.content.contacts, key):.2f}"
            for world in (material.without, material.with_change)
        ]
        rows.append((name, *values, str(recorded[key])))
    shares = [
        wording.percent(world.content.contacts.share_soviet)
        for world in (material.without, material.with_change)
    ]
    both = recorded["soviet"] + recorded["german"]
    rows.append(
        (
            "Soviet share of Soviet and German",
            *shares,
            wording.percent(recorded["soviet"] / both if both else None),
        )
    )
    heads = ("contacts by sender", material.without.name, material.with_change.name, "reported as sent")
    text = "Contacts from the branch on: mean of the campaigns, and how many the record has, of any grade"
    told = late_words(material.without.batch, material.scenario.assumptions.initiative)
    return joined((table(text, heads, rows), paragraph(told)))


def reported_from(start: date | None) -> Counter[str]:
    """Reported German-Soviet contacts from a day on, by sender; proposals never sent are no contacts."""
    from sepeace.record import load

    return Counter(
        SENDERS[contact.sender]
        for contact in load().contacts
        if contact.pair == "main"
        and contact.sender in SENDERS
        and contact.result != "not_sent"
        and (start is None or contact.start >= start)
    )


def simulated_from(batch: Batch, start: date) -> Counter[str]:
    """Feelers of the two sides from a day on, in the campaigns whose feelers are kept one by one."""
    told = batch.feelers.to_pydict()
    return _counted(zip(told["date"], told["sender"], strict=True), start)


def _counted(feelers: Iterable[tuple[date, str]], start: date) -> Counter[str]:
    names = {"soviet": "soviet", "germany": "german"}
    return Counter(names[sender] for day, sender in feelers if day >= start and sender in names)


def late_words(batch: Batch, initiative: str) -> str:
    """How the senders of a batch and of the record differ from July 1943 on."""
    kept = min(FEELERS_KEPT, batch.outcomes.num_rows)
    found, known = simulated_from(batch, LATE), reported_from(LATE)
    soviet, german = found["soviet"] / kept, found["german"] / kept
    told = (
        f"From {wording.day(LATE)} on the record has {known['soviet']} Soviet and {known['german']} German "
        f"contacts, sent by officials and not by Hitler; a campaign of the model has on average "
        f"{soviet:.1f} Soviet and {german:.1f} German ones."
    )
    if (soviet > german) == (known["soviet"] > known["german"]):
        return told
    return (
        f"{told} So the runs turn the record round there: who writes is no finding of theirs, but follows "
        f"from the reading of the initiative ({initiative}) and the rates that go with it."
    )
