"""The contacts of the runs beside those of the record, and where the two differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sepeace.outcomes.outcome_tables import feelers_columns
from sepeace.outcomes.weekly_bands import FEELERS_KEPT
from sepeace.record import load

if TYPE_CHECKING:
    from sepeace.runs.batch import Batch

LATE = date(1943, 7, 1)
"""From here on the record has more German than Soviet contacts."""
SENDERS = {"soviet": "soviet", "german": "german", "mediator": "mediated"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Senders:
    """Contacts by sender: how many the record has, or how many a campaign has on average."""

    soviet: float
    german: float
    mediated: float

    @property
    def share_soviet(self) -> float | None:
        """Soviet contacts among those of the two sides; None where there are none."""
        both = self.soviet + self.german
        return self.soviet / both if both else None


@dataclass(frozen=True, slots=True, kw_only=True)
class LateContacts:
    """Contacts from ``start`` on, in the record and in a campaign of the model, on average."""

    start: date
    recorded: Senders
    simulated: Senders
    initiative: str
    weighed: bool
    """Whether these contacts among others have weighed the numbers of the runs."""

    @property
    def reversed(self) -> bool:
        """Whether the runs turn the record round."""
        one, other = self.simulated, self.recorded
        return (one.soviet > one.german) != (other.soviet > other.german)


def reported_from(start: date | None) -> Senders:
    """Reported German-Soviet contacts from a day on, by sender; proposals never sent are no contacts."""
    found = Counter(
        SENDERS[contact.sender]
        for contact in load().contacts
        if contact.pair == "main"
        and contact.sender in SENDERS
        and contact.result != "not_sent"
        and (start is None or contact.start >= start)
    )
    return Senders(soviet=found["soviet"], german=found["german"], mediated=found["mediated"])


def mean_from(feelers: Iterable[tuple[date, str]], start: date, campaigns: int) -> Senders:
    """Mean number of feelers a campaign from a day on, by sender; ``feelers`` are those of all campaigns."""
    found = Counter(sender for day, sender in feelers if day >= start)
    soviet, german, mediated = (found[name] / campaigns for name in ("soviet", "germany", "mediator"))
    return Senders(soviet=soviet, german=german, mediated=mediated)


def late_contacts(batch: Batch) -> LateContacts:
    """Contacts from July 1943 on, or from a later branch, in the record and in campaigns.

    Those are the ones whose feelers are kept one by one.
    """
    start = max(LATE, batch.scenario.branch or LATE)
    told = feelers_columns(batch.weekly)
    kept = min(FEELERS_KEPT, batch.campaigns)
    return LateContacts(
        start=start,
        recorded=reported_from(start),
        simulated=mean_from(zip(told["date"], told["sender"], strict=True), start, kept),
        initiative=batch.scenario.assumptions.initiative,
        weighed=batch.scenario.assumptions.numbers == "posterior",
    )
