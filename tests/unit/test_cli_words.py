"""Results in words: the same values as the machine output, side by side, nothing hidden."""

from dataclasses import replace
from datetime import date

from sepeace.cli.output import progress, progress_line
from sepeace.cli.wording import comparison_lines, outcome_rows, summary_lines
from sepeace.documents.batch import (
    After,
    Barriers,
    BatchDocument,
    BearerRow,
    Contacts,
    Endings,
    NumbersRow,
    RungShare,
    Settlement,
    Window,
)
from sepeace.documents.compare import (
    CausalPath,
    CausationBounds,
    CompareDocument,
    Differences,
    LinesMoved,
    NumbersOfPair,
    OperationsKept,
    PairedDifference,
    Pairing,
    RungOfPair,
    SplitEnds,
    SplitShares,
    UnderReading,
)
from sepeace.execution.provenance import provenance_of
from sepeace.scenario import load
from sepeace.wording.assumed import Luck
from sepeace.wording.gap import Way
from sepeace.wording.outcomes import BARRIERS, ENDINGS, Barrier, Rung

KURSK = load("germany_wins_at_kursk")
PLAIN = ("One thing happens.", "It goes so far.", "It hangs on that.")
BATCH = BatchDocument(
    scenario="germany_wins_at_kursk",
    digest="0123456789abcdef",
    version="0.1.0",
    seed=7,
    campaigns=1000,
    failed=0,
    antecedent_arose=1.0,
    given=Luck.BRANCH,
    window_days=1,
    readings=KURSK.assumptions.readings_alone,
    by_hand=KURSK.assumptions.by_hand(),
    settlement=Settlement(probability=0.0213, ci95=(0.01, 0.04), median_date=date(1943, 11, 2)),
    window=Window(probability=0.25, ci95=(0.2, 0.3), median_days=21.0, median_first_date=date(1943, 8, 15)),
    contacts=Contacts(soviet=5.5, german=1.25, mediated=0.5, share_soviet=0.815),
    endings=Endings(
        soviet_victory=0.9,
        german_victory=0.05,
        settlement_held=0.02,
        settlement_broken=0.0,
        undecided=0.03,
    ),
    after=After(
        settlements=21,
        held=0.619,
        ci95=(0.409, 0.792),
        broken_by_germany=0.238,
        broken_by_soviet=0.143,
        median_months=19.4,
        share=0.41,
        bears=(BearerRow(group="Prisoners of war", text="Many are dead.", source="Streit 1978"),),
    ),
    barriers=Barriers(**dict.fromkeys(Barrier, 0.125)),
    plain=PLAIN,
    profiles=(),
    notes=(),
    ladder=(
        RungShare(
            rung=Rung.TALKS_BEGUN,
            value=0.15,
            ci95=(0.1, 0.21),
            ci95_all_rungs=(0.08, 0.24),
            given_above=0.375,
        ),
    ),
    numbers=(
        NumbersRow(
            numbers="prior",
            campaigns=1000,
            window=0.25,
            window_ci95=(0.2, 0.3),
            window_28_days=0.0625,
            settlement=0.0213,
        ),
        NumbersRow(
            numbers="default",
            campaigns=2000,
            window=0.005,
            window_ci95=(0.0, 0.01),
            window_28_days=0.0,
            settlement=0.0,
        ),
    ),
    branch=KURSK.branch,
    assumptions=KURSK.assumptions,
    changes=tuple(change.document for change in KURSK.changes),
    provenance=provenance_of(KURSK, 7),
)


def chain(window, operations, term, direction, end, share, of_window):
    """A row of chains."""
    return CausalPath(
        window=window,
        operations=operations,
        term=term,
        direction=direction,
        end=end,
        share=share,
        ci95=(0.0, 1.0),
        share_of_window=of_window,
        text="told",
    )


LADDER = (
    RungOfPair(
        rung=Rung.TALKS_BEGUN,
        baseline=0.11,
        counterfactual=0.16,
        difference=0.05,
        ci95=(0.02, 0.08),
        ci95_all_rungs=(0.01, 0.09),
        shown=True,
        needed=None,
        baseline_given_above=0.44,
        counterfactual_given_above=0.47,
    ),
    RungOfPair(
        rung=Rung.SETTLEMENT,
        baseline=0.0,
        counterfactual=0.0061,
        difference=0.0061,
        ci95=(-0.001, 0.011),
        ci95_all_rungs=(-0.002, 0.0141),
        shown=False,
        needed=2000,
        baseline_given_above=None,
        counterfactual_given_above=0.01,
    ),
)
BY_READING = (
    UnderReading(
        strength="rational",
        baseline=0.74,
        counterfactual=0.75,
        window_difference=0.01,
        ci95=(-0.1, 0.12),
        ci95_all_readings=(-0.14, 0.16),
        shown=False,
        needed=None,
    ),
    UnderReading(
        strength="prospect",
        baseline=0.26,
        counterfactual=0.57,
        window_difference=0.31,
        ci95=(0.2, 0.42),
        ci95_all_readings=(0.18, 0.44),
        shown=True,
        needed=None,
    ),
)
UNDER_DEFAULTS = NumbersOfPair(
    numbers="default",
    campaigns=2000,
    baseline=0.013,
    baseline_ci95=(0.0, 0.1),
    counterfactual=0.014,
    counterfactual_ci95=(0.0, 0.1),
    baseline_28_days=0.0,
    counterfactual_28_days=0.006,
    baseline_settlement=0.0,
    counterfactual_settlement=0.0,
)
COMPARISON = CompareDocument(
    scenario="germany_wins_at_kursk",
    seed=7,
    campaigns=1000,
    window_days=1,
    statement="The change makes a window more likely.",
    baseline=replace(BATCH, settlement=Settlement(probability=0.0, ci95=(0.0, 0.004), median_date=None)),
    counterfactual=BATCH,
    difference=Differences(
        settlement=PairedDifference(estimate=0.0213, ci95=(0.01, 0.03), shown=True, needed=None),
        window=PairedDifference(estimate=0.0347, ci95=(-0.01, 0.08), shown=False, needed=4_000),
    ),
    split=SplitShares(ground=0.1, losses=0.0, belief=-0.05, strength=0.215, west=0.01, other=None),
    settlement_split=SplitShares(ground=0.02, losses=0.0, belief=0, strength=0.0013, west=0.0, other=None),
    by_reading=BY_READING,
    ladder=LADDER,
    numbers=(UNDER_DEFAULTS,),
    plain=PLAIN,
    profiles=(),
    notes=(),
    split_ci95=SplitEnds(**dict.fromkeys(Way, (-0.01, 0.02))),
    settlement_split_ci95=SplitEnds(**dict.fromkeys(Way, (-0.0123, 0.0234))),
    operations_kept=OperationsKept(window_difference=0.123, ci95=(0.1, 0.15), shown=True, needed=None),
    moved=LinesMoved(
        least_germany=0.0,
        most_soviet=0.0,
        premium=0.0,
        width=0.05,
        width_ci95=(0.04, 0.06),
        width_without_premium=-0.012,
        width_without_premium_ci95=(-0.02, -0.004),
    ),
    pairing=Pairing(
        first_divergence=date(1943, 7, 5),
        correlation=0.3141,
        share_never=0.0,
        identical_before_branch=True,
    ),
    necessity=CausationBounds(low=0.2, high=0.9, ci95=(0.1, 1.0), shared_luck=None),
    sufficiency=CausationBounds(low=0.1, high=0.4, ci95=(0.05, 0.5), shared_luck=0.15),
    chains=(
        chain("with_only", "called_off", "strength", "nearer", "terms", 0.1, 0.5),
        chain("with_only", "as_without", "cost", "apart", "settlement", 0.06, 0.3),
        chain("neither", "as_without", "nothing", "nearer", "no_contact", 0.4, 1.0),
    ),
    provenance=BATCH.provenance,
)


def test_a_summary_names_scenario_seed_readings_and_every_ending_and_barrier():
    text = "\n".join(summary_lines(BATCH))
    assert "germany_wins_at_kursk: 1,000 campaigns, seed 7, given branch" in text
    assert "strength document" in text
    assert "25.0% [20.0%, 30.0%]" in text and "1943-08-15" in text
    for ending in BATCH.endings.shares():
        assert f"ending: {ENDINGS[ending]}" in text
    assert text.count("barrier: ") == len(BARRIERS)
    assert all(f"barrier: {words}" in text for words in BARRIERS.values())


def test_the_endings_are_added_up_for_the_reader():
    assert dict(outcome_rows(BATCH))["  sum over endings"] == "100.0%"


# Red when a headline stands without its value at other numbers, without long windows, or a reading without
# its levels; or when the intervals that hold all at once are lost.
def test_a_headline_never_stands_alone():
    lines = "\n".join(comparison_lines(COMPARISON)).splitlines()

    def cells(start):
        (line,) = [line for line in lines if line.startswith(start)]
        return " ".join(line.split())

    assert cells("every number at its default  ").endswith("1.3% 1.4% 2,000")
    assert cells("every number at its default: 28 days").endswith("0.0% 0.6% 2,000")
    assert "74.0% to 75.0% not shown [-10.0, +12.0] [-14.0, +16.0]" in cells("reading rational")
    assert "26.0% to 57.0% +31.0 [+20.0, +42.0] [+18.0, +44.0]" in cells("reading prospect")
    assert cells("talks begin").endswith("11.0% (44.0%) 16.0% (47.0%) +5.0 [+2.0, +8.0] [+1.0, +9.0]")
    assert cells("a settlement is signed").endswith("0.0% 0.6% (1.0%) not shown [-0.1, +1.1] [-0.2, +1.4]")
    assert any("The rungs are not nested" in line for line in lines)


# Red likewise for one world.
def test_the_headline_of_one_world_never_stands_alone():
    lines = summary_lines(BATCH)
    text = " ".join("\n".join(lines).split())
    assert lines[0] == "One thing happens. It goes so far. It hangs on that."
    assert "every number at its default 0.5% [0.0%, 1.0%] 0.0% 0.0% 2,000" in text
    assert "numbers drawn in each campaign (prior) 25.0% [20.0%, 30.0%] 6.2% 2.1% 1,000" in text
    assert "talks begin: a first round is held 15.0% [10.0%, 21.0%] [8.0%, 24.0%] 37.5%" in text


def test_a_missing_median_is_a_dash_and_not_a_zero():
    batch = replace(BATCH, window=replace(BATCH.window, median_days=None, median_first_date=None))
    assert dict(outcome_rows(batch))["  days open, median"] == "-"


def test_failed_campaigns_and_impossible_antecedents_are_said():
    notes = ("What is supposed came about in 50 of 100 campaigns.",)
    text = "\n".join(summary_lines(replace(BATCH, failed=3, notes=notes)))
    assert "3 campaigns failed" in text and notes[0] in text
    assert "failed" not in "\n".join(summary_lines(BATCH))


# Red when a method or an interval comes before the sentences that anyone can repeat.
def test_a_comparison_begins_with_the_plain_answer_then_its_exact_form_and_has_both_worlds():
    lines = comparison_lines(COMPARISON)
    assert lines[0] == "One thing happens. It goes so far. It hangs on that."
    assert lines[2] == "The exact form. The change makes a window more likely."
    (row,) = [line for text in lines for line in text.splitlines() if line.startswith("settlement signed")]
    assert row.index("0.0% [0.0%, 0.4%]") < row.index("2.1% [1.0%, 4.0%]")


# Red when a difference that is not shown, or its parts, get past the guard.
def test_a_comparison_names_no_difference_that_is_not_shown():
    text = "\n".join(comparison_lines(COMPARISON))
    assert "+2.1 [+1.0, +3.0]" in text and "not shown [-1.0, +8.0]" in text
    assert "+3.5" not in text and "21.5" not in text  # the windows' difference and its largest part
    assert (
        "+0.1 [-1.2, +2.3]" in text and "through the fortune of arms" in text and "\n  by other" not in text
    )
    assert "+0.6 [" not in text  # nor that of a rung
    assert "reading rational" in text and "not shown [-10.0, +12.0]" in text
    assert "+31.0 [+20.0, +42.0]" in text and "+12.3 [+10.0, +15.0]" in text
    assert "necessity" not in text and "sufficiency" not in text  # of a difference that is not shown
    assert "+0.050 [+0.040, +0.060]; -0.012 [-0.020, -0.004] without" in text
    assert "1943-07-05" in text and "0.31" in text


# Red when the bounds are told without their doubt, or the value under shared luck without its name.
def test_necessity_and_sufficiency_come_with_their_doubt():
    window = replace(COMPARISON.difference.window, shown=True, needed=None)
    difference = replace(COMPARISON.difference, window=window)
    text = "\n".join(comparison_lines(replace(COMPARISON, difference=difference)))
    assert "necessity of the change for a window: 20.0% to 90.0% (95%: 10.0% to 100.0%)\n" in text
    assert "10.0% to 40.0% (95%: 5.0% to 50.0%); 15.0% if the worlds share their luck as here" in text
    assert "+21.5 [-1.0, +2.0]" in text


# Red when a comparison under other assumptions looks like one under those that are shipped.
def test_what_is_set_by_hand_stands_beside_the_readings():
    content = replace(BATCH, by_hand=("strength switched off", "fear.germany = 0.2"))
    assert "; strength switched off; fear.germany = 0.2" in "\n".join(summary_lines(content))


# Red when chains of one kind stand under two heads, or a share is of something else than its head says.
def test_chains_stand_under_what_became_of_the_window():
    text = "\n".join(comparison_lines(COMPARISON))
    assert text.count("the chain ran:") == 2
    head = text.index("In 20.0% of campaigns a window opens that would not have opened. There the chain ran:")
    first = text.index("   50%  later operations of the record are called off; what shifts most")
    assert head < first < text.index("   30%  what shifts most is the cost") < text.index("In 40.0% of")
    assert "pushes the lines apart; a settlement is signed" in text


# Red when the rate is that of the whole run, or a run at its end still has time left.
def test_progress_says_how_fast_and_how_long():
    assert progress_line(0, 1_000, 0.0, 0) == "0 of 1,000 campaigns"
    assert progress_line(500, 1_000, 2.0, 100) == "500 of 1,000 campaigns, 50 a second, 10 s left"
    assert progress_line(10_000, 10**6, 1.0, 1_000).endswith("1,000 a second, 16 min left")
    assert progress_line(1, 10**6, 1.0, 10).endswith("27.8 h left")
    assert progress_line(1_000, 1_000, 2.0, 100) == "1,000 of 1,000 campaigns"


def test_progress_is_for_a_terminal_only(monkeypatch, capsys):
    assert progress() is None and progress(quiet=True) is None
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert progress(quiet=True) is None
    show = progress()
    show(1, 10)
    show(10, 10)
    told = capsys.readouterr().err
    assert "10 of 10 campaigns" in told and told.endswith("\n")
