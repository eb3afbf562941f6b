"""Write docs/explanation/first-results.md: run the package and put down what it says.

    python docs/first_results.py

Every number on that page comes from here. Some minutes on two cores, with the model compiled.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from runpy import run_path

from sepeace.report.contacts import late_contacts
from sepeace.report.rendering import rendered
from sepeace.runs.batch import Batch, batch
from sepeace.runs.compare import Comparison, compare
from sepeace.runs.summary import Summary
from sepeace.scenario import Assumptions, Scenario, counted, load
from sepeace.scenario.assume import assume
from sepeace.validation.hindcast import hindcast

PROFILES = run_path(str(Path(__file__).with_name("profile_tables.py")))
PAGE = Path(__file__).parent / "explanation" / "first-results.md"
SEED = 1
WORKERS = os.cpu_count() or 1
MANY, SOME, FEW = 50_000, 10_000, 10_000
FOUR_WEEKS = 28.0
STRENGTHS = ("document", "prospect", "rational")
REFUSALS = (0.08, 0.15, 0.2, 0.25, 0.3)


def reading(scenario: Scenario, **settings: object) -> Scenario:
    """The scenario under other assumptions."""
    return replace(scenario, assumptions=assume(Assumptions(), settings))


def points(found: object) -> str:
    """An estimate as a share with its interval."""
    low, high = found.ci95  # type: ignore[attr-defined]
    return f"{found.value:.3f} [{low:.3f}, {high:.3f}]"  # type: ignore[attr-defined]


def four_weeks(made: Batch) -> float:
    """Share of campaigns with a window open four weeks in all."""
    days = made.outcomes.column("window_days").to_pylist()
    return sum(day >= FOUR_WEEKS for day in days) / len(days)


def table(heads: tuple[str, ...], rows: list[tuple[object, ...]]) -> str:
    """A Markdown table."""
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in row) + " |" for row in lines)


def battlefield(made: Batch) -> str:
    """Endings, dates and operations of the free historical war."""
    rows = made.outcomes.to_pylist()
    fought_out = [row for row in rows if not row["settled"]]
    ends = sorted(row["war_ended"] for row in fought_out if row["ending"] == "soviet_victory")
    by_ending = [
        (name.replace("_", " "), f"{sum(row['ending'] == name for row in fought_out) / len(fought_out):.4f}")
        for name in ("soviet_victory", "german_victory", "undecided")
    ]
    off = [row["operations_cancelled"] for row in rows]
    dates = [
        ("5% of Soviet victories by", ends[len(ends) // 20]),
        ("half by", ends[len(ends) // 2]),
        ("95% by", ends[-(len(ends) // 20) - 1]),
        ("campaigns with no operation called off", f"{sum(n == 0 for n in off) / len(off):.3f}"),
        ("with ten or more called off", f"{sum(n >= 10 for n in off) / len(off):.3f}"),
        ("operations called off, mean", f"{sum(off) / len(off):.2f}"),
    ]
    return table(("of the campaigns without a settlement", ""), [*by_ending, *dates])


def by_strength(wars: dict[str, Batch], kursks: dict[str, Comparison]) -> str:
    """Windows and settlements under each reading of strength."""
    rows: list[tuple[object, ...]] = []
    for strength in STRENGTHS:
        war: Summary = wars[strength].summary()
        pair = kursks[strength]
        with_change, without = pair.counterfactual.summary(), pair.baseline.summary()
        rows.append(
            (
                strength,
                "the whole war, free",
                points(war.window),
                f"{four_weeks(wars[strength]):.3f}",
                points(war.settlement),
            )
        )
        for title, found, made in (
            ("from 5 July 1943, as recorded before", without, pair.baseline),
            ("the same, Germany wins at Kursk", with_change, pair.counterfactual),
        ):
            rows.append(
                ("", title, points(found.window), f"{four_weeks(made):.3f}", points(found.settlement))
            )
    return table(("strength", "war", "window of a day", "of four weeks", "settlement"), rows)


def refusal_table() -> str:
    """How large one constant must be before the other readings leave the recorded war unsettled."""
    rows: list[tuple[object, ...]] = []
    for strength in ("prospect", "rational"):
        cells: list[object] = [strength]
        for refusal in REFUSALS:
            chosen = reading(
                load("historical"), strength=strength, numbers="prior", **{"ideology.germany": refusal}
            )
            found = batch(chosen, FEW, SEED, WORKERS).summary()
            cells.append(f"{found.settlement.value:.3f}")
        rows.append(tuple(cells))
    return table(("strength", *(f"ideology {refusal:g}" for refusal in REFUSALS)), rows)


def what_ifs() -> dict[str, Comparison]:
    """Every shipped what-if under the default readings, its effect traced to where it comes from."""
    return {name: compare(load(name), FEW, SEED, WORKERS, split=True) for name in counted()}


def others(pairs: dict[str, Comparison]) -> str:
    """What each does."""
    rows: list[tuple[object, ...]] = []
    for name, pair in pairs.items():
        cells: list[object] = [f"`{name}`{PROFILES['who'](name)}"]
        for key in ("window", "settlement"):
            before = getattr(pair.baseline.summary(), key).value
            after = getattr(pair.counterfactual.summary(), key).value
            low, high = pair.difference[key].ci95
            cells.append(f"{before:.3f} → {after:.3f} ({low:+.3f} to {high:+.3f})")
        rows.append(tuple(cells))
    return table(
        ("what-if", "window: without → with (difference)", "settlement: without → with (difference)"), rows
    )


def leaders(pairs: dict[str, Comparison]) -> str:
    """Both profiles and each premium, of every what-if in which another leads Germany."""
    rows = [
        (f"`{name}`", *row)
        for name, pair in pairs.items()
        for row in PROFILES["rows"](pair.to_json()["profiles"])
    ]
    return f"{PROFILES['BOTH']}\n\n{table(('what-if', *PROFILES['HEADS']), rows)}"


def channels(pairs: dict[str, Comparison]) -> str:
    """Where the effect on windows comes from, in points."""
    rows: list[tuple[object, ...]] = []
    for name, pair in pairs.items():
        assert pair.split is not None
        cells = [f"{100.0 * part.value:+.1f}" for part in pair.split.values()]
        rows.append((f"`{name}`", f"{100.0 * pair.difference['window'].value:+.1f}", *cells))
    return table(("what-if", "windows", *(next(iter(pairs.values())).split or ())), rows)


def by_reading(pairs: dict[str, Comparison]) -> str:
    """The effect on windows under each reading of strength, in points."""
    rows: list[tuple[object, ...]] = []
    for name, pair in pairs.items():
        cells: list[object] = [f"`{name}`"]
        for row in pair.by_reading:
            low, high = row.window.ci95
            cells.append(f"{100.0 * row.window.value:+.1f} ({100.0 * low:+.1f} to {100.0 * high:+.1f})")
        rows.append(tuple(cells))
    return table(("what-if", *STRENGTHS), rows)


def motives() -> str:
    """Contacts of the free historical war under each motive and initiative."""
    rows: list[tuple[object, ...]] = []
    for name, values in (
        ("motive", ("sincere", "mixed", "leverage", "breathing_space")),
        ("initiative", ("mastny", "martin", "fleischhauer")),
    ):
        for value in values:
            found = batch(reading(load("historical"), **{name: value}), FEW, SEED, WORKERS).summary()
            contacts = found.contacts
            rows.append(
                (
                    f"{name} {value.replace('_', ' ')}",
                    f"{contacts.soviet:.1f}",
                    f"{contacts.german:.1f}",
                    f"{contacts.mediated:.1f}",
                    f"{contacts.share_soviet:.2f}",
                    points(found.settlement),
                )
            )
    return table(("reading", "Soviet", "German", "mediated", "Soviet share", "settlement"), rows)


def main() -> None:
    """Run everything and write the page."""
    history = load("historical")
    wars = {"document": batch(history, MANY, SEED, WORKERS)}
    for strength in STRENGTHS[1:]:
        wars[strength] = batch(reading(history, strength=strength), SOME, SEED, WORKERS)
    flat = batch(reading(history, numbers="default"), FEW, SEED, WORKERS)
    kursk = load("germany_wins_at_kursk")
    kursks = {
        strength: compare(reading(kursk, strength=strength), FEW, SEED, WORKERS, split=False)
        for strength in STRENGTHS
    }
    pairs = what_ifs()
    cases = hindcast()
    late = replace(late_contacts(wars["document"]), weighed=False)  # said on the page itself
    text = (Path(__file__).parent / "first_results.txt").read_text(encoding="utf-8")
    filled = text.format(
        many=f"{MANY:,}",
        some=f"{SOME:,}",
        few=f"{FEW:,}",
        battlefield=battlefield(wars["document"]),
        default_window=points(flat.summary().window),
        default_settlement=points(flat.summary().settlement),
        by_strength=by_strength(wars, kursks),
        plain=" ".join(pairs["germany_wins_at_kursk"].plain),
        statement=pairs["germany_wins_at_kursk"].statement,
        refusal=refusal_table(),
        others=others(pairs),
        leaders=leaders(pairs),
        channels=channels(pairs),
        by_reading=by_reading(pairs),
        motives=motives(),
        late=" ".join(rendered("appendix/late-contacts.html", late=late).split()),
        held=sum(case.ok for case in cases),
        cases=len(cases),
        version=wars["document"].provenance.version,
        model_hash=wars["document"].provenance.model_hash,
    )
    PAGE.write_text(filled, encoding="utf-8")


if __name__ == "__main__":
    main()
