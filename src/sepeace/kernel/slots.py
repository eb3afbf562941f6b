"""The campaign's fixed vocabulary: sides, slots in tie order, stages, kinds and causes of events.

Slots due at the same instant are handled in the order of their numbers. Diplomatic slots come in blocks,
one block for each pair of bargainers.
"""

GERMANY = 0
SOVIET = 1
NORTH = 0
CENTRE = 1
SOUTH = 2
SECTORS = 3
PAIRS = 1
MAIN = 0
# Room in the tables of a world; the record and its changes use less.
CHANNELS = 12
OPERATIONS = 128
WEEKS = 240
WEEK_OPERATIONS = 1024
OFFENSIVES = 16
DATES = 384
EPOCHS = 32
KNOTS = 8
CONTACTS = 128
NEWS_ROWS = 96
FINNISH_OFFERS = 12
NUMBERS = 192
PEOPLE = 16
CELLS = 8  # spans of time in which feelers are counted
SETS = 16384  # sets of numbers for campaigns to have in turn; a power of two
REPORTS = 64  # reported feelers that campaigns can be held to

# The log of a campaign, and weekly histograms.
LOG_ROWS = 2048
TRACK_KNOTS = 512

# What the leaders of one world may be given of the other, as bits of a whole number.
GROUND = 1
LOSSES = 2
BELIEF = 4
STRENGTH_CHANNEL = 8
WEST_CHANNEL = 16
CHANNEL_COUNT = 5
BINS = 560

# Whose news the West believes: this campaign's, or the record's alone; and how many Sundays are kept.
OWN_NEWS = 0
AS_RECORDED = 1
SUNDAYS_KEPT = 10

# Slots of the war, in tie order.
EPOCH = 0
BRANCH = 1
CALENDAR = 2
OPERATION_END = 3
OPERATION_START = 4
OFFENSIVE = 5
FRONT = 6
COLLAPSE = 7
HORIZON = 8
LANDING = 9
FINLAND = 10
REPORT = 11
# Slots of each pair, from PAIR_BASE on.
PAIR_BASE = 12
SERIOUS = 0
LEVERAGE = 1
LEADER = 2
SUBORDINATE = 3
MEDIATOR = 4
STREAMS = 5
MESSAGE = 5
ROUND = 6
EXPOSURE = 7
RENEWAL = 8
PAIR_SLOTS = 9
SLOTS = 21  # PAIR_BASE + PAIRS * PAIR_SLOTS
NEVER = 1.0e9

# How a campaign's luck is had.
FREE = 0
BRANCHED = 1
RECORDED = 2
MEDIAN = 3

# Readings.
DOCUMENT = 0
PROSPECT = 1
RATIONAL = 2

# State of an operation.
PENDING = 0
ACTIVE = 1
CANCELLED = 2
OVER = 3

# Life of an attempt: how far it got.
SENT = 1
DELIVERED = 2
MET = 3

# Why a campaign without settlement stayed without (order of interface.md).
NO_CONTACT = 0
GATEKEEPER = 1
STRENGTH = 2
TERMS = 3
EXPOSED = 4
PRE_EMPTED = 5
WALKED_OUT = 6
WAR_ENDED = 7

# Endings.
RUNNING = 0
SOVIET_VICTORY = 1
GERMAN_VICTORY = 2
SETTLEMENT_HELD = 3
SETTLEMENT_BROKEN = 4
UNDECIDED = 5

# Kinds of events in the log.
K_OPERATION = 1
K_OPERATION_END = 2
K_OFFENSIVE = 3
K_EVENT = 4
K_RECORDED_CONTACT = 5
K_SENT = 6
K_LEAKED = 7
K_INTERCEPTED = 8
K_FILTERED = 9
K_REFUSED = 10
K_ANSWERED = 11
K_ROUND = 12
K_EXPOSED = 13
K_RESUMED = 14
K_TALKS_END = 15
K_SIGNED = 16
K_RENEWED = 17
K_WINDOW = 18
K_WAR_END = 19
K_BRANCH = 20
K_EPOCH = 21
K_HELD = 22
# The West.
K_WEST_HEARS = 23
K_TOLD_ALLIES = 24
K_LANDING_SET = 25
K_BEATEN_BACK = 26
# Finland.
K_FINNISH_OFFER = 27
K_FINNISH_REFUSAL = 28
K_FINNISH_PEACE = 29
# Another leader, a policy at another level.
K_LEADER = 30
K_POLICY = 31
# people: what they do of their own
K_URGED = 33
K_ANOTHER_WAY = 34

# Causes, one list for all kinds.
C_NONE = 0
C_RECORDED = 1
C_DRAWN = 2
C_FORCED = 3
C_CHANGE = 4
C_RATIO = 5
C_LAG = 6
C_SERIOUS = 7
C_LEVERAGE = 8
C_LEADER = 9
C_SUBORDINATE = 10
C_MEDIATOR = 11
C_STRENGTH = 12
C_TERMS = 13
C_SILENT = 14
C_BUSY = 15
C_INSINCERE = 16
C_GATE = 17
C_HAZARD = 18
C_LIMIT = 19
C_EXPOSURE = 20
C_BERLIN = 21
C_AXIS_FORCES = 22
C_COLLAPSE = 23
C_SOVIET_FORCES = 24
C_HORIZON = 25
C_OPENED = 26
C_CLOSED = 27
C_MET = 28
C_KEPT = 29
C_DROPPED = 30
C_BEYOND = 31
# What the West hears beside messages, and what it does.
C_TALKS = 32
C_RUMOUR = 33
C_DENIED = 34
C_TOLD = 35
C_EARLIER = 36
C_AS_PLANNED = 37
# Causes of Finland.
C_HOPE = 38
C_DREAD = 39
C_REPRISAL = 40
C_PRICE = 41
C_LAND = 42
C_PLEDGE = 43
# people: why what they ask for is granted, or a mediator is not heard
C_LEAVE = 50
C_SUPPOSED = 51
C_NO_ROAD = 52
C_NOT_HEARD = 53
C_WEST_FIRST = 54

# Entries of the calendar.
E_TOLD = 0
E_TRUST_POSTPONEMENT = 1
E_TRUST_TORCH = 2
E_TRUST_ITALY = 3
E_LANDING = 4
E_CONTACT = 5
E_CONTACT_END = 6
E_MEETING = 7
E_REFRESH = 8
E_TRUST_CONTACT = 9
E_NEWS = 10
# The West.
E_HEARD = 11
E_FORMULA = 12
E_NO_FORMULA = 13
# Finland.
E_FINLAND = 17
# Another leader, a policy at another level.
E_LEADER = 19
E_POLICY = 20

# Who leads Germany, by the profiles of ``scenario.profiles``.
HITLER = 0
GOERING = 1
PLOTTERS = 2

# Germany and the West: locks, as bits of a whole number; an approach, why nothing came of it, its entries.
LOCKS = 3
COALITION_LOCK = 0
REGIME_LOCK = 1
FORMULA_LOCK = 2
K_APPROACH = 35
C_LOCKED = 57
C_SURRENDER = 58
C_ALL_OPEN = 59
C_TO_THE_EAST = 60
E_APPROACH = 22
E_TO_THE_EAST = 23
