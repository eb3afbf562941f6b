"""What many campaigns add up to: weekly histograms and sums, in whole numbers.

Whole numbers add up to the same whatever the order, so batches may be cut and shared out at will. Terms
are summed in units of 2^-30: ten million campaigns fit, and nothing below a billionth of a share is lost.
"""

from sepeace.kernel import terms, weekly
from sepeace.kernel.fields import State
from sepeace.kernel.mark import kernel
from sepeace.kernel.slots import BINS
from sepeace.kernel.world import Log, Tally

UNIT = 1073741824.0


@kernel
def add_campaign(tally: Tally, s: State, log: Log) -> None:
    """Count the weeks of one finished campaign; values beyond a range count in its last bin."""
    weeks = s.known if s.known < log.week_room else log.week_room
    for week in range(weeks):
        row = log.weeks[week]
        counts = tally.counts[week]
        for variable in range(weekly.VARIABLES):
            place = int((row[variable] - weekly.LOWEST[variable]) * weekly.PER_UNIT[variable])
            place = 0 if place < 0 else place
            place = BINS - 1 if place > BINS - 1 else place
            counts[variable][place] += 1
        gap = row[weekly.LEAST_GERMANY] - row[weekly.MOST_SOVIET]
        sums = tally.terms[week]
        for term in range(terms.COUNT):
            sums[term] += int(row[weekly.FIRST_TERM + term] * UNIT)
        sums[weekly.GAP_SUM] += int(gap * UNIT)
        tally.at_war[week] += 1
        if gap <= 0.0:
            tally.open[week] += 1
        if gap - row[weekly.FIRST_TERM + terms.STRENGTH] <= 0.0:
            tally.open_without_strength[week] += 1
