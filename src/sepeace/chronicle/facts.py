"""The fields of the sentences: for each kind of log row, what its template needs, as phrases.

Numbers are taken from the row, the week and the parameters in force; nothing is drawn or decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sepeace.chronicle import approaches, battles, contacts, finland, named_lines, west, wording
from sepeace.chronicle.campaign_index import Book
from sepeace.chronicle.sentences import CLAUSES, GRADES
from sepeace.kernel import slots
from sepeace.kernel.world import Entry
from sepeace.quantities import DAYS_PER_MONTH, date_of
from sepeace.scenario.changes import ContactChange, Dated, PolicyChange
from sepeace.scenario.tables.departures import POLICY_OF, PROFILE_OF, level
from sepeace.scenario.tables.meetings import invented
from sepeace.scenario.vocabulary import OPEN_LINE, POLICIES, PROFILES
from sepeace.wording.assumed import Luck
from sepeace.wording.said import said

Facts = dict[str, str]

KINDS = {"channel": "channel", "parameter": "parameter"}
"""Of what a change sets the values."""
UNKNOWN = ("", "None", "None known", "Unknown", "None fixed", "Not stated")
"""Terms and answers that are not told of a contact."""
TOLD_TERMS = 3
"""How many terms of the gap a reason names."""


# --- the West and the record ------------------------------------------------------------------------------


def told_event(book: Book, row: Entry) -> Facts:
    """An event of the record, with what it does to Stalin's trust."""
    event = book.events[row.ref]
    before, after = wording.hundredths(row.first), wording.hundredths(row.second)
    return {
        "name": wording.capital(event.name),
        "source": event.source,
        "moved": west.why_that_day(book, row),
        "no_formula": west.why_no_formula(book, row) if row.cause == slots.E_NO_FORMULA else "",
        "moves": _moves(row, before == after),
        "before": before,
        "after": after,
    }


def _moves(row: Entry, hardly: bool) -> str:
    """Which way Stalin's trust in the West goes."""
    if hardly:
        return said("hardly moves,")
    return said("rises") if row.second > row.first else said("falls")


def recorded_contact(book: Book, row: Entry) -> Facts:
    """A contact of the record, replayed or left out by its evidence."""
    contact = book.contacts[row.ref]
    chance = ""
    if row.first < 1.0 and contact.chance > 0.0:
        chance = said(", and such a contact is kept in {chance} of campaigns").format(
            chance=wording.per_cent(row.first)
        )
    return {
        "title": contact.title,
        "terms": "" if contact.terms in UNKNOWN else approaches.terms_of(contact),
        "response": "" if contact.response in UNKNOWN else approaches.answer_of(contact),
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
    offer = named_lines.line_of(book.ruler, line) if line else said(named_lines.OPEN_TERMS)
    names = [CLAUSES[name] for name in clauses]
    branch = book.plan.scenario.branch
    facts = {**recorded_contact(book, row), "offer": named_lines.with_clauses(offer, names)}
    facts["supposed"] = said("A contact of the record leads to a meeting")
    facts["comes"] = said("A contact of the record comes to its receiver")
    facts["evidence"] = said("in the record the contact is {grade} ({source})").format(
        grade=facts["grade"], source=contact.source
    )
    if change is not None and invented(change, contact, branch):
        since = wording.when(contact.start)
        facts["supposed"] = said(
            "An invented meeting, of which no record knows, on the road of another contact"
        )
        facts["comes"] = said("An invented message, of which no record knows, on the road of another contact")
        facts["evidence"] = said(
            "the record has nothing of the kind on this day; it has that contact on {day}"
        ).format(day=since)
    return facts


# --- peace and the end --------------------------------------------------------------------------------------


def signed(book: Book, row: Entry) -> Facts:
    """A settlement: its line, and who bears it."""
    return {
        "rounds": wording.rounds(row.ref),
        "line": named_lines.lies(book.ruler, row.first),
        "share": wording.hundredths(row.first),
        "front": wording.hundredths(book.ruler.share_of_front(row.second)),
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
        "west": said("was not over yet") if at_war else said("was over"),
        "rate": said("{n} per cent").format(n=wording.tenths(100.0 * rate)),
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
        "horizon": said("The war in the East is not over. The account stops here."),
        "limit": said("campaigns are followed to {day} and no further").format(
            day=wording.when(date_of(book.plan.horizon))
        ),
    }
    if row.pair >= 0:
        facts["horizon"] = said(
            "Both dictatorships have held to the line for three years. The account stops here."
        )
        facts["limit"] = said("neither side has renewed the war, and a settlement is followed for 36 months")
    return facts


def branch(book: Book, row: Entry) -> Facts:
    """The branch."""
    fell = book.plan.given == Luck.AS_IT_FELL
    told = said("Branch. From here on battles and contacts are drawn anew; nothing else is changed.")
    if fell:
        told = said(
            "Branch. From here on battles have their recorded luck, and those who write what reports tell of "
            "theirs; nothing else is changed."
        )
    antecedent = said("the run holds the war to the record up to this day only")
    if book.plan.scenario.changes:
        told = said(
            "Branch. Up to here the war was held to the record. From here on battles and contacts are "
            "drawn anew, and the scenario's change holds."
        )
        if fell:
            told = said(
                "Branch. Up to here the war was held to the record. From here on battles have their recorded "
                "luck, and those who write what reports tell of theirs, and the scenario's change holds."
            )
        supposed = book.plan.scenario.antecedent.rstrip(".")
        antecedent = said("the scenario supposes it")
        if supposed:
            antecedent = said("the scenario supposes it: {antecedent}").format(antecedent=supposed)
    return {"branch": told, "under_way": battles.under_way(book, row.time), "antecedent": antecedent}


def epoch(book: Book, row: Entry) -> Facts:
    """Parameters or channels change."""
    today = date_of(row.time)
    parts = []
    for change in book.plan.scenario.changes:
        if not isinstance(change, Dated):
            continue
        name = said("the {kind} {target}").format(
            kind=KINDS.get(change.kind, change.kind), target=change.target.replace("_", " ")
        )
        if change.start == today:
            values = ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in change.values.items())
            parts.append(said("{name} is changed ({values})").format(name=name, values=values))
        elif change.until == today:
            parts.append(said("{name} is again as before").format(name=name))
    if parts:
        return {"changes": wording.listed(parts), "source": said("the scenario sets it")}
    return {
        "changes": said("German officials without authority sound the Soviet side more often"),
        "source": said("the reading of the initiative (Martin) has it so"),
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
        "level": said("{level} times what the record has").format(level=wording.pointed(f"{found:g}"))
        if found
        else said("none", "policy"),
        "said": POLICY_OF[name].said.strip(),
    }


FACTS: Mapping[int, tuple[str, Callable[[Book, Entry], Facts]]] = {
    slots.K_OPERATION: ("operation", battles.operation),
    slots.K_OPERATION_END: ("operation_end", battles.operation_end),
    slots.K_OFFENSIVE: ("offensive", battles.offensive),
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
