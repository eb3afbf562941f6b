"""What many campaigns add up to: weekly histograms and sums, in whole numbers.

Whole numbers add up to the same whatever the order, so batches may be cut and shared out at will. Terms
are summed in units of 2^-30: ten million campaigns fit, and nothing below a billionth of a share is lost.
"""

from sepeace.kernel.fields import State
from sepeace.kernel.mark import kernel
from sepeace.kernel.slots import BINS, TERM_SUMS, VARIABLES
from sepeace.kernel.world import Log, Tally

LOWEST = (-760.0, -760.0, -760.0, 0.0, 0.0, -1.0, -1.0, 0.0, 0.0, 0.0)
HIGHEST = (2040.0, 2040.0, 2040.0, 11.2, 11.2, 1.8, 1.8, 1.0, 1.0, 1.0)
PER_UNIT = (0.2, 0.2, 0.2, 50.0, 50.0, 200.0, 200.0, 560.0, 560.0, 560.0)
"""Range of each banded variable, and bins to its unit."""
LEAST = 5
MOST = 6
FIRST_TERM = 11
TERM_COUNT = TERM_SUMS - 1
STRENGTH_TERM = FIRST_TERM + 4
UNIT = 1073741824.0


@kernel
def add_campaign(tally: Tally, s: State, log: Log) -> None:
    """Count the weeks of one finished campaign; values beyond a range count in its last bin."""
    weeks = s.known if s.known < log.week_room else log.week_room
    for week in range(weeks):
        row = log.weeks[week]
        counts = tally.counts[week]
        for variable in range(VARIABLES):
            place = int((row[variable] - LOWEST[variable]) * PER_UNIT[variable])
            place = 0 if place < 0 else place
            place = BINS - 1 if place > BINS - 1 else place
            counts[variable][place] += 1
        gap = row[LEAST] - row[MOST]
        sums = tally.terms[week]
        for term in range(TERM_COUNT):
            sums[term] += int(row[FIRST_TERM + term] * UNIT)
        sums[TERM_COUNT] += int(gap * UNIT)
        tally.at_war[week] += 1
        if gap <= 0.0:
            tally.open[week] += 1
        if gap - row[STRENGTH_TERM] <= 0.0:
            tally.open_without_strength[week] += 1
