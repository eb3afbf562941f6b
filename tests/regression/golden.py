"""Write the golden outcomes anew, after a change that was meant: python -m tests.regression.golden

Run it from the top of the checkout, look at the difference, and say in the commit why it changed. Golden
numbers say that nothing changed by accident. They do not say that the model is right.
"""

import json
from pathlib import Path

from sepeace.clocks.plain import run_plain
from sepeace.scenario.library import load, shipped
from sepeace.scenario.plan import plan
from tests.campaigns import outcome

FILE = Path(__file__).with_name("golden.json")
SEED, CAMPAIGNS = 1945, range(5)
READINGS: dict[str, dict[str, str]] = {
    "document": {"strength": "document"},
    "rational": {"strength": "rational"},
    # Motives by which some or all Soviet feelers are not meant, and postponements are answered.
    "mixed": {"strength": "rational", "motive": "mixed"},
    "leverage": {"strength": "rational", "motive": "leverage"},
}
KEPT = (
    "ending",
    "window_days",
    "stage",
    "barrier",
    "sent_soviet",
    "sent_german",
    "sent_subordinate",
    "sent_mediated",
    "delivered",
    "talks",
    "rounds",
    "leaks",
    "operations_fought",
    "operations_cancelled",
    "events",
)
DATES = ("first_window", "signed")


def golden_row(name: str, reading: str, campaign: int) -> dict[str, object]:
    """Counts and days of one campaign; days and shares rounded, so that a last digit does not matter."""
    # Numbers from the prior: what the record weighs anew, after any change, is looked at elsewhere.
    scenario = load(name).with_assumptions({**READINGS[reading], "numbers": "prior"})
    state, _ = run_plain(plan(scenario), SEED, campaign)
    row = outcome(state)
    kept: dict[str, object] = {key: row[key] for key in KEPT}
    kept["window_days"] = round(row["window_days"])
    kept["share"] = None if row["share"] is None else round(row["share"], 4)
    kept.update({key: None if row[key] is None else row[key].isoformat() for key in DATES})
    kept["ended"] = row["followed_until"].isoformat()
    return kept


def golden_rows(name: str) -> dict[str, list[dict[str, object]]]:
    """The campaigns of one scenario, by reading."""
    return {reading: [golden_row(name, reading, campaign) for campaign in CAMPAIGNS] for reading in READINGS}


def main() -> None:
    """Write the file."""
    table = {name: golden_rows(name) for name in shipped()}
    FILE.write_text(json.dumps(table, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
