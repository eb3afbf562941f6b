"""A campaign held to reported feelers: these leave, and no other that would have left a report.

A share r of a campaign's feelers leaves a report. Given the reports, unreported feelers still come by chance,
at (1 - r) of their rate. Of a span of time it is first seen how many feelers of each side were to be expected
in it without reported ones, L. A report of grade g is real with chance g r L / u to 1 - g, where u is the
number that the grade was given with in mind. Real ones leave one after the other, at places of L that are
drawn; after each it is seen anew what is still to be expected. So a feeler changes what comes after it, as in
any campaign.

What is drawn is set off in ``State.report_log``: the mean of its exponential over campaigns of the same
numbers is the likelihood of the reports, exp(-r L) prod[(1 - g) + g r rate / u], whatever the feelers do to
the rates. A campaign that was settled is none that was recorded and counts nothing.
Source: densities of marked point processes (Daley and Vere-Jones 2003, ch. 7); random time change (Cox 1955);
sequential importance sampling (Doucet and others 2001).
"""

from sepeace.kernel.diplomacy import channels, feelers, people
from sepeace.kernel.draws import streams
from sepeace.kernel.elementary import natural_log
from sepeace.kernel.fields import Parameters, State
from sepeace.kernel.mark import kernel
from sepeace.kernel.slots import MAIN, NEVER, SOVIET, STREAMS, SUBORDINATE
from sepeace.kernel.world import Log, World

OWN_ADDRESS = 32768  # from here on, for those who receive what no stream has fired
LEAST = 1.0e-12  # feelers to be expected below which there are none
ALONE = 0.2  # how often the next one is drawn alone, wherever others may be: no campaign counts without end
LAST_TRY = 63


@kernel
def choose(s: State, end: State, w: World, cell: int) -> int:
    """Draw which reports of a span are real, where it would come to ``end`` without any; returns how many."""
    for side in range(2):
        s.report_passed[side] = 0.0
    real = 0
    for number in range(w.reports):
        if w.report_cell[number] != cell:
            continue
        side = w.report_side[number]
        chance = w.report_chance[number]
        each = chance * s.report_share / w.report_usual[side]
        likely = each * feelers.seen_in(end, side, cell)
        drawn = likely / (likely + 1.0 - chance) if likely > LEAST else 0.0
        first, _, _, _ = streams.four(s, w, streams.HELD, 64 * number + LAST_TRY)
        if first < drawn:
            s.report_waits[number] = 1
            s.report_log += natural_log(each / drawn)
            real += 1
        elif chance >= 1.0:
            s.report_log = -NEVER
            return 0
        else:
            s.report_log += natural_log((1.0 - chance) / (1.0 - drawn))
    return real


@kernel
def set_out(s: State, end: State, w: World, cell: int, waiting: int) -> None:
    """Draw where those that wait may leave, each or one alone; ``waiting`` says how many they are."""
    which, alone, _, _ = streams.four(s, w, streams.HELD, 4096 + 64 * cell + waiting)
    one = int(which * waiting)
    for number in range(w.reports):
        if w.report_cell[number] != cell or s.report_waits[number] == 0:
            continue
        s.report_at[number] = 0.0
        side = w.report_side[number]
        room = feelers.seen_in(end, side, cell) - s.report_passed[side]
        if room <= LEAST:
            s.report_log = -NEVER
        elif one == 0 or alone >= ALONE:
            first, _, _, _ = streams.four(s, w, streams.HELD, 64 * number + waiting)
            s.report_at[number] = s.report_passed[side] + room * first
        one -= 1


@kernel
def set_off(s: State, end: State, w: World, cell: int, waiting: int) -> None:
    """Count the one that has left by the chance of what was drawn; where none has, nothing counts."""
    number = s.report_last
    if s.report_log <= -NEVER or s.report_left[number] <= 0.0 or s.report_waits[number] == 0:
        s.report_log = -NEVER
        return
    s.report_waits[number] = 0
    later = 1.0
    for other in range(w.reports):
        if w.report_cell[other] == cell and s.report_waits[other] == 1:
            s.report_at[other] = 0.0
            side = w.report_side[other]
            left = feelers.seen_in(end, side, cell) - feelers.seen_in(s, side, cell)
            room = feelers.seen_in(end, side, cell) - s.report_passed[side]
            later *= left / room if left > 0.0 and room > LEAST else 0.0
    side = w.report_side[number]
    room = feelers.seen_in(end, side, cell) - s.report_passed[side]
    s.report_log += natural_log(room / ((1.0 - ALONE) * later + ALONE / waiting))
    for side in range(2):
        s.report_passed[side] = feelers.seen_in(s, side, cell)


@kernel
def leaves(s: State, p: Parameters, w: World, log: Log, t: float) -> None:
    """A reported feeler leaves, by one of its side's streams, each as likely as it has a share in the rate.

    Where nobody is found to send it, the campaign is none of which there are these reports.
    """
    number = s.report_next
    for stream in range(STREAMS):
        feelers.run_up(s, t, MAIN, stream)
    first, other = feelers.streams_of(w.report_side[number])
    which, who, road, way = streams.four(s, w, streams.REPORTED, number)
    stream = first if which * (s.sending[first] + s.sending[other]) < s.sending[first] else other
    if stream == SUBORDINATE:
        sent = official(s, p, w, log, t, who, road, way)
    else:
        sent = by_channel(s, p, w, log, t, stream, number, road)
    if sent:
        s.report_left[number] = t
        s.report_last = number
    else:
        s.report_at[number] = 0.0
    channels.arm_messages(s, w, MAIN)


@kernel
def by_channel(
    s: State, p: Parameters, w: World, log: Log, t: float, stream: int, number: int, road: float
) -> bool:
    """A leader's feeler, or one of Moscow's; whether it had a road."""
    side = feelers.sender(stream)
    channel = feelers.choose_channel(s, w, t, MAIN, side, road)
    if channel < 0:
        return False
    feelers.nobodys(s, MAIN, channel)
    if side == SOVIET and w.people > 0:
        feelers.to_whom(s, p, w, t, MAIN, stream, OWN_ADDRESS + number, channel)
    feelers.dispatch(s, p, w, log, t, MAIN, stream, channel, -1)
    return True


@kernel
def official(
    s: State, p: Parameters, w: World, log: Log, t: float, who: float, road: float, way: float
) -> bool:
    """A feeler of one who writes unasked, or of one who has his leader's leave; whether it had a road."""
    unasked = s.officials[MAIN][people.UNASKED]
    asking = s.officials[MAIN][people.ASKING]
    allowed = p.answer_chance * asking if people.gives_leave(s, p, w, t, MAIN, 0.0) else 0.0
    place = who * (unasked + allowed)
    if place < allowed:
        person = people.who_speaks(s, w, t, MAIN, place / allowed * asking / (unasked + asking))
    else:
        person = people.who_writes(s, w, t, MAIN, (place - allowed) / unasked)
    if person < 0:
        return False
    channel = people.road_of(s, w, t, MAIN, person, road)
    leave = people.gives_leave(s, p, w, t, MAIN, 0.0)
    feelers.speaks(s, p, w, log, t, MAIN, person, channel, leave, way)
    return channel >= 0
