"""What the run on willingness shows, in sentences written from its numbers.

Each function takes what ``along_the_record`` found and returns a paragraph, in markdown. Which
sentence is written hangs on the numbers; where they do not bear a claim, the claim is not made.
"""

from __future__ import annotations

import math
from datetime import date

from sepeace.chronicle.wording import listed
from sepeace.kernel.leaders.landing_ahead import LANDING_PACE
from sepeace.validation.wishes.willingness import AlongTheRecord, Quartiles
from sepeace.validation.wishes.wish import WorkedWish

LEADERS = {"germany": ("Hitler", "Stalin"), "soviet": ("Stalin", "Hitler")}
FALL, BY_MAP = 0.5, 0.2
"""Falls of the median from which the sentences speak of the battlefield, and of the map."""
FIRST, LAST = 0, 5
"""Places of 1941 H2 and 1944 H1 among the half-years."""
SLIGHT = 0.01
"""Changes of a gain below this are told as hardly any, in shares of the stake."""


def fall(made: AlongTheRecord) -> str:
    """How far Soviet willingness falls, and whose doing that is."""
    found = made.motives["sincere"].halves["soviet"]
    heads = {True: "**It falls with the war.**", False: "**It does not fall as it should.**"}
    told = [
        heads[made.fall >= FALL],
        f"The median of Stalin's willingness is {_middle(found, FIRST)} in the second half of 1941 and "
        f"{_middle(found, LAST)} in the first half of 1944: a fall of {made.fall:.2f}.",
    ]
    half, none = (made.worlds[key]["soviet"].q50 for key in ("no_lessons", "no_lessons_no_map"))
    told.append(
        f"Without the lessons of refusals it falls from {half[FIRST]:.2f} to {half[LAST]:.2f} where half "
        "of the "
        f"other's hopes is read off the map, and from {none[FIRST]:.2f} to {none[LAST]:.2f} where nothing is."
    )
    if made.fall_by_the_map >= BY_MAP:
        told.append(f"So {made.fall_by_the_map:.2f} of the fall is the reading of the map.")
    else:
        told.append(f"Only {made.fall_by_the_map:.2f} of the fall is the reading of the map.")
    if none[LAST] > 0.5:
        told.append(
            "With nothing read off the map he would still rather talk than not after two and a half years of "
            "war, whatever had happened in them, and his feelers would come at almost the same rate all "
            "along."
        )
    out = made.worlds["all_cancelled"]["soviet"].q50
    told.append(
        f"With a war valued as if its drift stood still the median would be {out[FIRST]:.3f} at first, "
        f"{out[LAST - 1]:.3f} in the second half of 1943 and {out[LAST]:.3f} after it."
    )
    return " ".join(told)


def known(made: AlongTheRecord) -> str:
    """What becomes of it when each knows the other's belief."""
    usual = made.motives["sincere"].halves["soviet"].q50[FIRST]
    told = made.worlds["known"]["soviet"].q50
    words = (
        f"With `hopes = known` the median in the second half of 1941 is {told[FIRST]:.2f}, not {usual:.2f}"
    )
    if told[FIRST] < 0.5 <= usual:
        hopes = {one.side: one.chance for one in made.worked[:2]}
        return (
            f"{words}: a Stalin who knew how much Hitler hopes for would not talk. On "
            f"{made.worked[0].day} "
            f"Hitler gives himself a chance of {hopes['germany']:.2f}, and Stalin gives him "
            f"{hopes['soviet']:.2f}. "
            f"Later, when Hitler hopes for less, he would: {told[3]:.2f} in the first half of 1943."
        )
    return f"{words}: knowing the other's hopes does not turn him."


def dates(made: AlongTheRecord) -> str:
    """Each worked date in words, a line a leader."""
    return "\n".join(f"- {_date(one)}" for one in made.worked) + "\n"


def _date(one: WorkedWish) -> str:
    _, other = LEADERS[one.side]
    believes, shows = one.chance, one.map_chance
    if one.side == "germany":
        believes, shows = 1.0 - believes, 1.0 - shows
    more = shows - believes
    told = [f"*{_who(one)}.* He gives {other} a chance of {believes:.2f}; the map shows {shows:.2f}."]
    part = abs(one.map_weight * one.tide)
    if part < SLIGHT:
        told.append("The two hardly differ, and what both save decides.")
    elif more > 0.0:
        told.append(
            f"So he takes {other} to hope for more than is due: {part:.2f} is taken off what he expects "
            "to be offered. As he sees it, time works for him."
        )
    else:
        told.append(
            f"So he takes {other} to hope for less than he might: {part:.2f} is added to what he expects "
            "to be offered. As he sees it, time works against him."
        )
    told.append(
        f"Both save {one.surplus:.2f} by not fighting on, and his terms take {one.line_terms:.2f}. "
        "His gain "
        f"is {_signed(one.gain)}, his willingness {one.willing:.2f}; with nothing read off the map "
        f"it would be {one.willing_without_map:.2f}."
    )
    return " ".join(told)


def nudges(made: AlongTheRecord) -> str:
    """What moves Stalin on 1 May 1943: a turn of the drift, and an advance."""
    one = next(row for row in made.worked if row.side == "soviet" and row.day == date(1943, 5, 1))
    found = one.nudges
    told = [
        f"On {one.day} one standard deviation of drift towards a German victory changes Stalin's "
        "expected gain "
        f"by {_signed(found.doubt)}, and by {_signed(found.doubt_without_map)} where nothing is "
        "read off the map."
    ]
    if found.doubt > 0.0 > found.doubt_without_map:
        told.append(
            "The first makes him readier to talk; the second only says that the war would be shorter."
        )
    told.append(
        "An advance of a twentieth of the front, with what a week of it teaches one who expected no drift, "
        f"changes it by {_signed(found.advance)}."
    )
    told.append(
        f"An advance that teaches nothing changes it by {_signed(found.unlearned)}; without the map, "
        f"where only the length of the war counts, by {_signed(found.unlearned_without_map)}."
    )
    if abs(found.unlearned - found.unlearned_without_map) < SLIGHT / 2.0:
        told.append("So ground as such is no news of the other's hopes; what it teaches of the drift is.")
    by_front = found.unlearned_by_front
    effect = "would" if by_front < found.unlearned < 0.0 else "would not"
    told.append(
        f"Were the front itself read as a chance, ground as such {effect} put him off "
        f"({_signed(by_front)}), and "
        f"the advance with its lesson would change his gain by {_signed(found.advance_by_front)}."
    )
    return " ".join(told)


def matches(made: AlongTheRecord) -> str:
    """What eight half-years say of the fit to the record, and what they do not."""
    told = []
    for row in made.motives["sincere"].matches:
        if row.correlation is None or row.by_chance is None:
            told.append(f"**{row.sender}**: too few recorded contacts for a correlation.")
            continue
        low, high = row.by_chance
        lies = "outside" if row.correlation > high or row.correlation < low else "inside"
        verdict = (
            "more than chance alone would often give" if lies == "outside" else "no more than chance may give"
        )
        told.append(
            f"**{row.sender}**: the correlation is {row.correlation:.2f}. Over all orders of the eight "
            f"half-years 95% lie between {low:.2f} and {high:.2f}, so it lies {lies}: {verdict}."
        )
        if row.late_recorded is not None and row.late_simulated is not None:
            told[-1] += (
                f" From July 1943 on come {row.late_recorded:.0%} of the recorded and "
                f"{row.late_simulated:.0%} of the simulated ones."
            )
    widest = max(row.by_chance[1] for row in made.motives["sincere"].matches if row.by_chance)
    told.append(
        f"Eight points say little: a row of numbers that knows nothing of the war reaches {widest:.1f} "
        "once in forty. Roads are open in the model when the record has them open, so a part of any "
        "likeness is put in. Nothing here picks one motive over another."
    )
    return "\n".join(f"- {line}" for line in told) + "\n"


def parts(made: AlongTheRecord) -> str:
    """How much of the variance is the battlefield's, and what the other causes do to it."""
    found = made.motives["sincere"].parts
    told = []
    for side, (name, _) in LEADERS.items():
        row = found[side]
        told.append(
            f"Of the variance of {name}'s half-year willingness {row.between / row.whole:.0%} lies "
            "between "
            "half-years: battlefield and calendar. The rest lies between campaigns that fought the same war."
        )
    soviet = found["soviet"]
    lower = [name for name, value in soviet.causes_between.items() if value < 0.0]
    if soviet.between < soviet.battlefield and lower:
        told.append(
            "At default numbers, without error and lessons, the recorded war alone gives Stalin a "
            f"variance of {soviet.battlefield:.3f} between half-years; {listed(lower)} blur it to "
            f"{soviet.between:.3f}. So "
            "these causes have negative shares between half-years, and positive ones within them."
            if all(soviet.causes[name] > soviet.causes_between[name] for name in lower)
            else f"At default numbers the recorded war alone gives {soviet.battlefield:.3f} between "
            "half-years."
        )
    return " ".join(told)


def steady(made: AlongTheRecord) -> str:
    """How much longer the war looks if its drift is taken to stand still."""
    longer = {_who(one): one.steady_months / one.months - 1.0 for one in made.worked}
    least, most = min(longer, key=lambda who: longer[who]), max(longer, key=lambda who: longer[who])
    mean = sum(longer.values()) / len(longer)
    return (
        f"At the same belief a leader who took the drift to stand still would expect a war longer by "
        f"{_percent(longer[least])} ({least}) to {_percent(longer[most])} ({most}), on average over both "
        f"leaders and these days by {_percent(mean)}."
    )


def _who(one: WorkedWish) -> str:
    return f"{LEADERS[one.side][0]}, {one.day}"


def landing(made: AlongTheRecord) -> str:
    """The landing's share, with the numbers of one day as an example."""
    one = next(row for row in made.worked if row.side == "soviet" and 0.0 < row.near < 1.0)
    away = -math.log(one.near) / LANDING_PACE
    return (
        f"On {one.day} Stalin expects the landing {away:.2f} lengths of war ahead; its share is "
        f"exp(−{LANDING_PACE:g} × {away:.2f}) = {one.near:.2f}, and what he takes off the drift for it "
        f"{abs(one.west):.4f} a month."
    )


def _middle(found: Quartiles, place: int) -> str:
    q25, q50, q75 = (getattr(found, name)[place] for name in ("q25", "q50", "q75"))
    return f"{q50:.2f} (middle half of the campaigns {q25:.2f} to {q75:.2f})"


def _signed(value: float) -> str:
    return f"{value:+.3f}".replace("-", "−")


def _percent(value: float) -> str:
    return f"{value:.0%}".replace("-", "−")
