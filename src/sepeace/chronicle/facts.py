"""The fields of the sentences: for each kind of log row, what its template needs, as phrases.

Numbers are taken from the row, the week and the parameters in force; nothing is drawn or decided here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from sepeace.chronicle import approaches, contacts, finland, named_lines, west, wording
from sepeace.chronicle.campaign_index import Book
from sepeace.chronicle.sentences import CLAUSES, GRADES, TITLES
from sepeace.kernel import slots
from sepeace.kernel.world import Entry
from sepeace.quantities import DAYS_PER_MONTH, date_of
from sepeace.scenario.changes import ContactChange, Dated, EventChange, OperationChange, PolicyChange
from sepeace.scenario.operations import BATTLE_EVENTS, Fought
from sepeace.scenario.tables.departures import POLICY_OF, PROFILE_OF, level
from sepeace.scenario.tables.meetings import invented
from sepeace.scenario.vocabulary import OPEN_LINE, POLICIES, PROFILES
from sepeace.wording.assumed import FROM_THE_BRANCH, Luck

Facts = dict[str, str]

CANCELLED = 2
"""``Fought.forced`` of an operation that the scenario leaves out."""
NOT_FOUGHT = (slots.C_RATIO, slots.C_LAG, slots.C_MET, slots.C_CHANGE)
FAR_KM = 100.0
"""A front further than this from the recorded one is elsewhere: the names of places that battles have do not
fit (judgement)."""
TOLD_TERMS = 3
"""How many terms of the gap a reason names."""


# --- battlefield ----------------------------------------------------------------------------------------


def operation(book: Book, row: Entry) -> Facts:
    """An operation begins, or does not."""
    own = book.operation(row)
    again = row.parent >= 0
    side, other = own.side, 1 - own.side
    columns = ("axis_strength", "soviet_strength")
    strength = [book.value(row.time, column, before=True) for column in columns]
    parameters = book.parameters(row.time)
    ratio = strength[side] / strength[other]
    recorded = math.exp(book.world.op_ratio[row.ref])
    return {
        "title": title(book, row),
        "begins": "goes on and is decided anew from here" if again else "begins",
        "off": "is broken off" if again else "is called off",
        "supposed": " What the scenario supposes did not arise." if own.forced == 1 else "",
        "score": wording.score_words(row.first) if own.east else wording.western_words(row.first),
        "recorded_so": recorded_so(book, row),
        "dated": moved_here(own) or "the record has it on this date",
        "left_out": left_out(book, own),
        "own": wording.millions(strength[side]),
        "other": wording.millions(strength[other]),
        "ratio": f"{ratio:.2f}",
        "recorded": f"{recorded:.2f}",
        "need": f"{recorded * parameters.feasible_ratio:.2f}",
        "lag": f"{-row.second:.0f}",
        "limit": f"{parameters.feasible_lag:.0f}",
    }


def recorded_so(book: Book, row: Entry) -> str:
    """Why an operation goes as the record has it."""
    own = book.operation(row)
    source = wording.short_source(book.source(own))
    if own.east:
        return f"the battlefield follows the record here ({source})"
    if own.moved:
        return f"{moved_here(own)}; its outcome is taken as given ({source})"
    return f"the record has it, and the war in the West is taken as given ({source})"


def moved_here(own: Fought) -> str:
    """That the scenario gives an operation another date; nothing where it does not."""
    return f"the scenario moves it here from {wording.day_words(own.recorded_start)}" if own.moved else ""


def left_out(book: Book, own: Fought) -> str:
    """Why an operation is not fought at all: it, or what it belongs to, is left out, or was beaten back."""
    event, change = BATTLE_EVENTS.get(own.id), book.plan.scenario.changed(OperationChange).get(own.id)
    if event is None or (change is not None and change.cancel):
        return "the scenario leaves it out"
    called = book.record.event(event).name
    parent = book.plan.scenario.changed(EventChange).get(event)
    if parent is not None and parent.cancel:
        return f"the scenario leaves out what it belongs to: {called}"
    return f"what it rests on is beaten back: {called}"


def title(book: Book, row: Entry) -> str:
    """What an operation is called; only what it was planned as, where the front stands elsewhere by then."""
    own = book.operation(row)
    called = _name(own)
    if row.cause in NOT_FOUGHT or not fought_elsewhere(book, own):
        return called
    return f"What was planned as {called[0].lower()}{called[1:]}"


def _name(own: Fought) -> str:
    return TITLES.get(own.id, wording.capital(own.name))


def fought_elsewhere(book: Book, own: Fought) -> bool:
    """Whether the front, where an operation is fought, stood far from the recorded one when it began."""
    sectors = [sector for sector in range(slots.SECTORS) if own.seen[sector] == 1]
    return any(abs(_off_record(book, sector, own.start)) > FAR_KM for sector in sectors)


def _off_record(book: Book, sector: int, day: float) -> float:
    """Kilometres by which the front of a sector stands east of the recorded one in the last week known."""
    path = book.world.path[sector]
    week = max(0, min(math.floor(day / 7.0), len(path) - 1, len(book.weeks) - 1))
    return book.weeks[week][sector] - path[week]


def operation_end(book: Book, row: Entry) -> Facts:
    """An operation ends, with its score and where that came from."""
    own = book.operation(row)
    parent = book.parent(row)
    cause = parent.cause if parent is not None else slots.C_RECORDED
    score = wording.score_words(row.first) if own.east else wording.western_words(row.first)
    recorded = wording.score_words(own.score)
    how = {
        slots.C_RECORDED: recorded_so(book, row),
        slots.C_DRAWN: f"the balance of forces, the two armies and chance gave it a score of {row.first:.1f}"
        f"; in the record it is {recorded} ({own.score:.1f})",
        slots.C_FORCED: "the scenario fixes its outcome",
    }
    return {
        "title": title(book, row),
        "days": wording.stretch(date_of(own.start), date_of(own.end - 1.0)),
        "score": score,
        "ground": _ground(book, row),
        "how": how.get(cause, how[slots.C_RECORDED]),
    }


def as_recorded(book: Book, row: Entry) -> bool:
    """Whether a battle is fought on its recorded days and where the record has it, by nobody's supposition,
    and goes, in the words that a chronicle has for it, as the record says."""
    own, launch = book.operation(row), book.parent(row) if row.kind == slots.K_OPERATION_END else row
    words = wording.score_words if own.east else wording.western_words
    supposed = launch is not None and launch.cause not in (slots.C_RECORDED, slots.C_DRAWN)
    if supposed or own.moved or fought_elsewhere(book, own):
        return False
    return words(row.first) == words(own.score)


def _ground(book: Book, row: Entry) -> str:
    """Where the front stands after an operation that moves it."""
    own = book.operation(row)
    sectors = [sector for sector in range(slots.SECTORS) if own.acts[sector] == 1]
    if not sectors:
        return ""
    parts = [f"in {wording.SECTOR_WORDS[sector]} {_stands(book, sector, row.time)}" for sector in sectors]
    return f" Where the front stands now: {wording.listed(parts)}."


def _stands(book: Book, sector: int, day: float) -> str:
    """Where the front of a sector stands, and how far that is from the record where it is far."""
    place = book.places.near(sector, book.week(day)[sector])
    off = _off_record(book, sector, day)
    if abs(off) <= FAR_KM:
        return place
    return f"{place} ({10.0 * round(abs(off) / 10.0):.0f} km {'east' if off > 0.0 else 'west'} of the record)"


def offensive(book: Book, row: Entry) -> Facts:
    """An attack that the record does not have."""
    after = row.time >= book.world.record_end
    length = [end for end in book.world.offensive_day if end > row.time]
    days = min(63.0, length[0] - row.time) if after and length else 63.0
    return {
        "attacker": wording.ADJECTIVES[row.side],
        "sector": wording.SECTOR_WORDS[row.ref],
        "score": wording.score_words(row.first),
        "km": f"{10.0 * round(abs(row.second) / 10.0):.0f}",
        "towards": "east" if row.second > 0.0 else "west",
        "weeks": f"{days / 7.0:.0f}",
        "cue": "the recorded operations are over"
        if after
        else "an operation of the record was called off there",
    }


# --- the West and the record ------------------------------------------------------------------------------


def told_event(book: Book, row: Entry) -> Facts:
    """An event of the record, with what it does to Stalin's trust."""
    event = book.events[row.ref]
    before, after = f"{row.first:.2f}", f"{row.second:.2f}"
    return {
        "name": wording.capital(event.name),
        "source": event.source,
        "moved": west.why_that_day(book, row),
        "no_formula": west.why_no_formula(book, row) if row.cause == slots.E_NO_FORMULA else "",
        "moves": "hardly moves," if before == after else "rises" if row.second > row.first else "falls",
        "before": before,
        "after": after,
    }


def recorded_contact(book: Book, row: Entry) -> Facts:
    """A contact of the record, replayed or left out by its evidence."""
    contact = book.contacts[row.ref]
    chance = ""
    if row.first < 1.0 and contact.chance > 0.0:
        chance = f", and such a contact is kept in {wording.per_cent(row.first)} of campaigns"
    response = contact.response.rstrip(".")
    unknown = ("", "None", "None known", "Unknown", "None fixed", "Not stated")
    return {
        "title": contact.title,
        "terms": "" if contact.terms in unknown else f" Terms: {contact.terms.rstrip('.')}.",
        "response": "" if contact.response in unknown else f" What came of it: {response}.",
        "grade": GRADES[contact.grade],
        "source": contact.source,
        "chance": chance,
    }


def held(book: Book, row: Entry) -> Facts:
    """A contact that a change lets lead to a meeting."""
    contact = book.contacts[row.ref]
    change = book.plan.scenario.changed(ContactChange).get(contact.id)
    line: str | None = contact.line
    clauses: tuple[str, ...] = contact.clauses
    if change is not None:
        line = line if change.line is None else None if change.line == OPEN_LINE else change.line
        clauses = clauses if change.clauses is None else change.clauses
    offer = named_lines.line_of(book.ruler, line) if line else named_lines.OPEN_TERMS
    names = [CLAUSES[name] for name in clauses]
    branch = book.plan.scenario.branch
    facts = {**recorded_contact(book, row), "offer": named_lines.with_clauses(offer, names)}
    facts["supposed"] = "A contact of the record leads to a meeting"
    facts["comes"] = "A contact of the record comes to its receiver"
    facts["evidence"] = f"in the record the contact is {facts['grade']} ({contact.source})"
    if change is not None and invented(change, contact, branch):
        since = wording.when(contact.start)
        facts["supposed"] = "An invented meeting, of which no record knows, on the road of another contact"
        facts["comes"] = "An invented message, of which no record knows, on the road of another contact"
        facts["evidence"] = f"the record has nothing of the kind on this day; it has that contact on {since}"
    return facts


# --- peace and the end --------------------------------------------------------------------------------------


def signed(book: Book, row: Entry) -> Facts:
    """A settlement: its line, and who bears it."""
    return {
        "rounds": wording.count(row.ref, "round"),
        "line": named_lines.lies(book.ruler, row.first),
        "share": f"{row.first:.2f}",
        "front": f"{book.ruler.share_of_front(row.second):.2f}",
        "bears": named_lines.stays_behind(book.ruler, row.first),
    }


def renewed(book: Book, row: Entry) -> Facts:
    """The peace is broken: by whom, when, and what of it."""
    parameters = book.parameters(row.time)
    day = row.time - row.first
    at_war = row.time < book.world.west_ends + parameters.west_prolonged * DAYS_PER_MONTH
    rate = parameters.renewal_rate[row.side] * (parameters.renewal_in_west if at_war else 1.0)
    return {
        "signed": wording.day_words(day),
        "line": named_lines.lies(book.ruler, row.second),
        "west": "was not over yet" if at_war else "was over",
        "rate": f"{100.0 * rate:.1f} per cent",
        "Leadership": wording.capital(wording.LEADERSHIPS[row.side]),
        "months": f"{row.first / DAYS_PER_MONTH:.0f}",
        "after": f"{book.parameters(row.time).renewal_after:.0f}",
    }


def war_end(book: Book, row: Entry) -> Facts:
    """The war in the East is over, or the account stops."""
    parameters = book.parameters(row.time)
    facts = {
        "record": approaches.in_the_record(book, row),
        "least": wording.millions(parameters.least_strength[row.side]) if row.side >= 0 else "",
        "weeks": f"{parameters.collapse_weeks:.0f}",
        "collapse": wording.per_cent(parameters.collapse_line),
        "horizon": "The war in the East is not over. The account stops here.",
        "limit": f"campaigns are followed to {wording.when(date_of(book.plan.horizon))} and no further",
    }
    if row.pair >= 0:
        facts["horizon"] = "Both dictatorships have held to the line for three years. The account stops here."
        facts["limit"] = "neither side has renewed the war, and a settlement is followed for 36 months"
    return facts


def branch(book: Book, row: Entry) -> Facts:
    """The branch."""
    luck = FROM_THE_BRANCH[Luck(book.plan.given)]
    told = f"Branch. From here on {luck}; nothing else is changed."
    antecedent = "the run holds the war to the record up to this day only"
    if book.plan.scenario.changes:
        told = (
            f"Branch. Up to here the war was held to the record. From here on {luck}, and the scenario's "
            "change holds."
        )
        supposed = book.plan.scenario.antecedent.rstrip(".")
        antecedent = f"the scenario supposes it{f': {supposed}' if supposed else ''}"
    return {"branch": told, "under_way": _under_way(book, row.time), "antecedent": antecedent}


def _under_way(book: Book, day: float) -> str:
    """Operations that have begun by the branch and are not over."""
    names = [
        _name(own) for own in book.plan.operations if own.start < day < own.end and own.forced != CANCELLED
    ]
    return f" Under way: {wording.listed([name[0].lower() + name[1:] for name in names])}." if names else ""


def epoch(book: Book, row: Entry) -> Facts:
    """Parameters or channels change."""
    today = date_of(row.time)
    parts = []
    for change in book.plan.scenario.changes:
        if not isinstance(change, Dated):
            continue
        name = f"the {change.kind} {change.target.replace('_', ' ')}"
        if change.start == today:
            values = ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in change.values.items())
            parts.append(f"{name} is changed ({values})")
        elif change.until == today:
            parts.append(f"{name} is again as before")
    if parts:
        return {"changes": wording.listed(parts), "source": "the scenario sets it"}
    return {
        "changes": "German officials without authority sound the Soviet side more often",
        "source": "the reading of the initiative (Martin) has it so",
    }


def leader(book: Book, row: Entry) -> Facts:
    """Another leader of Germany, and what is said of him wherever he appears."""
    profile = PROFILE_OF[PROFILES[row.ref - 1]]
    return {"Who": wording.capital(profile.who), "said": profile.said.strip()}


def policy(book: Book, row: Entry) -> Facts:
    """A policy at another level, and what is said beside it."""
    name = POLICIES[row.ref - 1]
    found = level(book.plan.scenario.changed(PolicyChange)[name])
    return {
        "title": POLICY_OF[name].title,
        "level": f"{found:g} times what the record has" if found else "none",
        "said": POLICY_OF[name].said.strip(),
    }


FACTS: Mapping[int, tuple[str, Callable[[Book, Entry], Facts]]] = {
    slots.K_OPERATION: ("operation", operation),
    slots.K_OPERATION_END: ("operation_end", operation_end),
    slots.K_OFFENSIVE: ("offensive", offensive),
    slots.K_EVENT: ("event", told_event),
    slots.K_RECORDED_CONTACT: ("recorded_contact", recorded_contact),
    slots.K_SENT: ("feeler", contacts.sent),
    slots.K_LEAKED: ("leak", contacts.message),
    slots.K_INTERCEPTED: ("interception", contacts.message),
    slots.K_FILTERED: ("filtered", contacts.filtered),
    slots.K_REFUSED: ("refusal", contacts.refused),
    slots.K_ANSWERED: ("answer", contacts.answered),
    slots.K_ROUND: ("round", contacts.talks_round),
    slots.K_EXPOSED: ("exposure", contacts.exposed),
    slots.K_RESUMED: ("resumption", lambda book, row: {}),
    slots.K_TALKS_END: ("talks_end", contacts.talks_end),
    slots.K_SIGNED: ("signing", signed),
    slots.K_RENEWED: ("renewal", renewed),
    slots.K_WINDOW: ("window", contacts.window),
    slots.K_WAR_END: ("war_end", war_end),
    slots.K_BRANCH: ("branch", branch),
    slots.K_EPOCH: ("change", epoch),
    slots.K_HELD: ("meeting", held),
    slots.K_LEADER: ("leader", leader),
    slots.K_POLICY: ("policy", policy),
    slots.K_URGED: ("urging", contacts.urged),
    slots.K_ANOTHER_WAY: ("another_way", contacts.another_way),
    slots.K_APPROACH: ("approach", approaches.approach),
    slots.K_WEST_HEARS: ("western_news", west.hears),
    slots.K_TOLD_ALLIES: ("told_allies", west.told),
    slots.K_LANDING_SET: ("landing_set", west.landing_set),
    slots.K_BEATEN_BACK: ("landing_beaten_back", west.beaten_back),
    slots.K_FINNISH_OFFER: ("finnish_terms", finland.terms),
    slots.K_FINNISH_REFUSAL: ("finnish_refusal", finland.terms),
    slots.K_FINNISH_PEACE: ("finnish_peace", finland.peace),
}
"""Name of each kind of row in a chronicle, and where its fields come from."""
