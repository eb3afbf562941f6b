"""Operations and western battles of the record: scores, parts, what rests on what."""

from datetime import date

import pytest

from sepeace.record import load
from sepeace.record.spread import spread
from sepeace.record.types import SECTORS

RECORD = load()
SCORES = {-1.5, -1.0, -0.5, 0.5, 1.0, 1.5, 2.0}


def test_scores_are_on_the_scale_and_the_first_is_adopted():
    for row in RECORD.operations:
        assert {row.score, row.score_first, row.score_second} <= SCORES
        assert row.score == row.score_first
        assert row.reason_first != row.reason_second


def test_the_spread_of_the_two_codings_is_small_but_not_nothing():
    found = spread(RECORD.operations)
    assert found.compared + found.left_out == len(RECORD.operations)
    # Tikhvin, Rostov, two in Silesia, Vienna and Prague; Uranus, Ring and Lyuban, coded anew; two added late.
    assert found.left_out == 6 + 3 + 2
    assert 0.5 < found.share_equal < 1.0
    assert 0.0 < found.mean_absolute < found.root_mean_square <= found.largest <= 1.0


def test_a_spread_needs_something_to_compare():
    with pytest.raises(ValueError, match="coded twice"):
        spread(())


def test_typhoon_is_two_operations_that_add_up_to_one():
    first, second = RECORD.operation("typhoon"), RECORD.operation("typhoon_moscow")
    assert (first.start, first.end, first.score) == (date(1941, 9, 30), date(1941, 10, 20), 2.0)
    assert (second.start, second.end, second.score) == (date(1941, 10, 21), date(1941, 12, 5), -0.5)
    assert first.defender_losses + second.defender_losses == 658_279
    assert first.attacker_losses + second.attacker_losses == 155_000
    assert first.km_gained + second.km_gained == 300


# Red when the parts of the Stalingrad operation overlap, leave a day out, or do not add up to what is
# published of the whole.
def test_stalingrad_is_two_operations_that_add_up_to_one():
    first, second = RECORD.operation("uranus"), RECORD.operation("ring")
    assert (first.start, first.end, first.score) == (date(1942, 11, 19), date(1943, 1, 9), 2.0)
    assert (second.start, second.end, second.score) == (date(1943, 1, 10), date(1943, 2, 2), 1.5)
    assert first.attacker_losses + second.attacker_losses == 485_777
    assert first.defender_losses + second.defender_losses == 700_000
    for row in (first, second):
        assert row.confidence == "low" and "judgement" in row.notes


# Red when a battle rests on one that begins after it, or that is not there.
def test_what_an_operation_presupposes_came_before_it():
    resting = {row.id: row.presupposes for row in RECORD.operations if row.presupposes}
    assert resting == {"winter_storm": "uranus", "ring": "uranus", "third_kharkov": "star"}
    for name, base in resting.items():
        assert RECORD.operation(base).start < RECORD.operation(name).start


def test_only_korsun_is_nested_and_lies_inside():
    nested = [row for row in RECORD.operations if row.nested_in]
    assert [row.id for row in nested] == ["korsun"]
    outer = RECORD.operation(nested[0].nested_in)
    assert outer.id == "dnieper_carpathian"
    assert outer.start <= nested[0].start <= nested[0].end <= outer.end


def test_operations_off_the_track_move_no_front():
    still = {row.id for row in RECORD.operations if not row.moves_front}
    assert still == {
        "sevastopol_1942",
        "crimea_1944",
        "vyborg_petrozavodsk",
        "korsun",
        "iskra",
        "mars",
        "velikie_luki",
        "ring",
    }


def test_citadel_acts_on_centre_and_south():
    assert RECORD.operation("citadel").sectors == ("centre", "south")


def test_operations_are_in_order_of_their_start_and_of_a_sane_size():
    starts = [row.start for row in RECORD.operations]
    assert starts == sorted(starts)
    for row in RECORD.operations:
        assert set(row.sectors) <= set(SECTORS)
        assert 10_000 < row.attacker_strength < 3_000_000
        assert 10_000 < row.defender_strength < 3_000_000
        for loss in (row.attacker_losses, row.defender_losses):
            assert loss is None or 0 < loss < 1_200_000


@pytest.mark.parametrize(
    "added",
    [
        "tikhvin_1941",
        "rostov_1941",
        "lower_silesia_1945",
        "upper_silesia_1945",
        "vienna_1945",
        "prague_1945",
        "donbas_rostov_1941",
        "lvov_sandomierz",
    ],
)
def test_late_additions_say_what_is_an_estimate(added):
    row = RECORD.operation(added)
    assert row.confidence == "low"
    assert not row.coded_apart
    assert "estimate" in row.notes


def test_western_battles_are_scored_from_the_german_side():
    scores = {row.id: row.score_germany for row in RECORD.western_battles}
    assert len(scores) == 15
    assert scores["gazala_tobruk"] == 2.0 == -scores["overlord"]
    assert {name for name, score in scores.items() if score > 0} == {
        "gazala_tobruk",
        "kasserine",
        "market_garden",
    }
    assert all(0.02 < row.strength_millions < 2 for row in RECORD.western_battles)
    assert all("judgement" in row.source for row in RECORD.western_battles)


# Red when the last year of the war in the West is empty: the fortune of arms there would be even.
def test_the_west_is_fought_to_the_end():
    late = [row for row in RECORD.western_battles if row.start >= date(1945, 1, 1)]
    assert [row.id for row in late] == ["rhineland", "ruhr"]
    assert all(row.score_germany < 0 for row in late)
