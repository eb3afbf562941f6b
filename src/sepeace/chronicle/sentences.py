"""The sentences of a chronicle: what happened, and why, by kind and cause of a log row.

A template's fields are filled by ``chronicle.facts`` and ``chronicle.contacts``. Sentences are plain and
neutral and speak to nobody; a reason is a clause that can stand after the word "because". Who bears a
settlement is part of its sentence and cannot be left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sepeace.kernel import slots as k


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """What happened and why, with fields in braces."""

    text: str
    because: str


def _say(text: str, because: str) -> Sentence:
    return Sentence(text=text, because=because)


_TOLD = _say("{name}.", "the record has it ({source}){moved}")
_TRUST = _say(
    "{name}. Stalin's trust in the Western Allies {moves} from {before} to {after}, on a scale from 0 to 1.",
    "the record has it ({source}){moved}, and promises kept or broken move that trust",
)
_LEAKED = _say(
    "Word of {message} leaks out.",
    "this road leaks: about {leak} a month while a message is on its way",
)
_READ = _say(
    "Western intelligence reads {message}.",
    "messages on this road are read: about {read} a month while one is on its way",
)

SENTENCES: Mapping[tuple[int, int], Sentence] = {
    # operations
    (k.K_OPERATION, k.C_RECORDED): _say("{title} {begins}.", "{recorded_so}"),
    (k.K_OPERATION, k.C_DRAWN): _say(
        "{title} {begins}.",
        "{dated}, and it can be fought: in the East {own} men stand against {other}",
    ),
    (k.K_OPERATION, k.C_FORCED): _say(
        "{title} {begins}. Its outcome is supposed, not drawn: {score}.",
        "the scenario fixes its outcome",
    ),
    (k.K_OPERATION, k.C_CHANGE): _say("{title} does not take place.", "{left_out}"),
    (k.K_OPERATION, k.C_RATIO): _say(
        "{title} {off}.{supposed}",
        "the attacker is too weak: in the East {own} men stand against {other}, {ratio} to 1; at this "
        "date the record "
        "has {recorded} to 1, and the attack needs {need} to 1 at least",
    ),
    (k.K_OPERATION, k.C_LAG): _say(
        "{title} {off}.{supposed}",
        "the attacker's front lies {lag} km behind the recorded line, and the attack needs it within "
        "{limit} km",
    ),
    (k.K_OPERATION_END, k.C_NONE): _say("{title}, fought {days}, is over: {score}.{ground}", "{how}"),
    (k.K_OFFENSIVE, k.C_NONE): _say(
        "A {attacker} offensive that the record does not have begins in {sector}. It is drawn as "
        "{score}: about {km} "
        "km to the {towards} over {weeks} weeks.",
        "{cue}, and the {attacker} side was the better placed to attack there",
    ),
    # the West and the record
    (k.K_EVENT, k.E_TOLD): _TOLD,
    (k.K_EVENT, k.E_NEWS): _TOLD,
    (k.K_EVENT, k.E_TRUST_POSTPONEMENT): _TRUST,
    (k.K_EVENT, k.E_TRUST_TORCH): _TRUST,
    (k.K_EVENT, k.E_TRUST_ITALY): _TRUST,
    (k.K_EVENT, k.E_TRUST_CONTACT): _TRUST,
    (k.K_EVENT, k.E_LANDING): _TRUST,
    (k.K_RECORDED_CONTACT, k.C_KEPT): _say(
        "A contact of the record: {title}.{terms}{response}", "it is {grade} ({source}){chance}"
    ),
    (k.K_RECORDED_CONTACT, k.C_DROPPED): _say(
        "A contact that some accounts report is left out of this campaign: {title}.",
        "it is {grade} ({source}){chance}",
    ),
    (k.K_HELD, k.C_CHANGE): _say(
        "A contact of the record leads to a meeting: {title}. What is laid on the table: {offer}.",
        "the scenario supposes it; in the record the contact is {grade} ({source})",
    ),
    (k.K_HELD, k.C_BUSY): _say(
        "The meeting that the scenario supposes cannot be held: {title}. What was supposed did not arise.",
        "other talks, or another message on the same road, are in its way",
    ),
    # feelers
    (k.K_SENT, k.C_SERIOUS): _say(
        "The Soviet leadership puts out a feeler through {road}. It names {offer}.",
        "it {inclined} ({willing}), and {reach}{unsourced}",
    ),
    (k.K_SENT, k.C_LEVERAGE): _say(
        "The Soviet leadership puts out a feeler through {road}, meant to be noticed in the West. It "
        "names {offer}.",
        "in this reading it wants to press the Western Allies, whom it distrusts, and not to settle"
        "{unsourced}",
    ),
    (k.K_SENT, k.C_LEADER): _say(
        "The German leadership puts out a feeler through {road}. It asks for {offer}.",
        "it {inclined} ({willing}), and {reach}; no feeler that Hitler allowed is in the record, and this "
        "one is the model's own",
    ),
    (k.K_SENT, k.C_SUBORDINATE): _say(
        "German officials without authority sound the Soviet side through {road}. They name no line.",
        "they judge the war as the Soviet side does, and hope less of it than their own leadership",
    ),
    (k.K_SENT, k.C_MEDIATOR): _say(
        "{mediator} proposes a German-Soviet peace.",
        "{mediator} has its own interest in one; {moves}",
    ),
    **{(k.K_LEAKED, stream): _LEAKED for stream in range(k.STREAMS)},
    **{(k.K_INTERCEPTED, stream): _READ for stream in range(k.STREAMS)},
    (k.K_FILTERED, k.C_GATE): _say(
        "{Message} does not reach {leadership}. Those in between keep it back.",
        "on this road about {gate} of messages are passed up to {leadership}{halved}",
    ),
    (k.K_REFUSED, k.C_STRENGTH): _say(
        "The German leadership refuses {proposal}.",
        "it still asks a premium for settling before its fortune of arms is good enough (the fortune "
        "stands at {fortune}; at {threshold} half of the premium is asked); without it the lines would "
        "meet ({willing})",
    ),
    (k.K_REFUSED, k.C_TERMS): _say(
        "{Leadership} refuses {proposal}.{tells}",
        "it expected no terms that it could accept: {willing}, and {gap}{tells_why}",
    ),
    (k.K_REFUSED, k.C_SILENT): _say(
        "{Leadership} leaves {proposal} without an answer.{tells}",
        "it is willing enough to answer ({willing}), but even then only about {answer} of messages are "
        "answered{tells_why}",
    ),
    (k.K_REFUSED, k.C_BUSY): _say("{Leadership} lets {proposal} lie.", "other talks are already under way"),
    (k.K_REFUSED, k.C_INSINCERE): _say(
        "The Soviet leadership does not follow up the answer to its feeler of {sent}.",
        "the feeler was meant to press the Western Allies, not to lead to talks",
    ),
    # talks
    (k.K_ANSWERED, k.C_NONE): _say(
        "{Answering} {agree} to talks after {proposal}. They are to meet in {wait}.",
        "{both} willing enough to answer ({willing})",
    ),
    (k.K_ANSWERED, k.C_CHANGE): _say(
        "Talks begin at once.", "the scenario supposes a meeting, and says nothing of its result"
    ),
    (k.K_ROUND, k.C_MET): _say(
        "Round {n} of the talks. The German side asks for a share of {ask}; the Soviet side offers a share "
        "of {offer}.",
        "each side asks for its own line and {part} of the room it sees beyond that; {meet}",
    ),
    (k.K_EXPOSED, k.C_NONE): _say(
        "The talks become known. Both sides deny them and suspend them for {days} days.",
        "this road leaks: about {leak} a month while talks go on",
    ),
    (k.K_RESUMED, k.C_NONE): _say(
        "The talks are taken up again.", "after the denials both sides still see room for an agreement"
    ),
    (k.K_TALKS_END, k.C_EXPOSURE): _say(
        "{Leadership} does not return to the talks {rounds}.",
        "when the suspension ended it saw no room for an agreement; {gap}",
    ),
    (k.K_TALKS_END, k.C_BEYOND): _say(
        "{Leadership} breaks the talks off {rounds}.",
        "twice running the other side's demand lay well beyond what it could accept; {gap}",
    ),
    (k.K_TALKS_END, k.C_HAZARD): _say(
        "{Leadership} breaks the talks off {rounds}.",
        "talks can fail at any round for reasons outside the terms, about {hazard} a round; {gap}",
    ),
    (k.K_TALKS_END, k.C_INSINCERE): _say(
        "{Leadership} breaks the talks off {rounds}, though the demands have met.",
        "it talked to press the Western Allies, never to sign",
    ),
    (k.K_TALKS_END, k.C_LIMIT): _say(
        "The talks end without result {rounds}.", "that many rounds are all there are; {gap}"
    ),
    (k.K_WINDOW, k.C_OPENED): _say(
        "The two lines meet: an acceptance window is open. The German leadership would take a share of "
        "{least}, the Soviet "
        "leadership would give up to {most}; neither knows it.",
        "{closer}",
    ),
    (k.K_WINDOW, k.C_STRENGTH): _say(
        "The acceptance window shuts after {length}.",
        "{further}; without the German premium for settling while the fortune of arms is bad the lines would "
        "still meet, with it they are {apart} apart",
    ),
    (k.K_WINDOW, k.C_CLOSED): _say("The acceptance window shuts after {length}.", "{further}"),
    # peace and the end
    (k.K_SIGNED, k.C_NONE): _say(
        "A separate peace is signed after {rounds}. Its line lies {line}: {share} of what is at stake is "
        "Germany's; the front of that day would give it {front}. {bears}",
        "the demands of the two sides met, each within its own line, and the middle between them is signed",
    ),
    (k.K_RENEWED, k.C_NONE): _say(
        "{Leadership} breaks the peace and renews the war, {months} months after the signing. The account "
        "stops here.",
        "either side may do so from month {after} on, and chance let it be this one",
    ),
    (k.K_WAR_END, k.C_BERLIN): _say(
        "The war in the East ends. Germany is defeated.", "the front in the centre had reached Berlin"
    ),
    (k.K_WAR_END, k.C_AXIS_FORCES): _say(
        "The war in the East ends. Germany is defeated.",
        "fewer than {least} men of Germany and her allies were left in the East",
    ),
    (k.K_WAR_END, k.C_SOVIET_FORCES): _say(
        "The war in the East ends. The Soviet Union is defeated.",
        "fewer than {least} Soviet soldiers were left at the front",
    ),
    (k.K_WAR_END, k.C_COLLAPSE): _say(
        "The war in the East ends. The Soviet Union is defeated.",
        "the mean front had stood for {weeks} weeks beyond {collapse} of the way from Berlin to the "
        "Arkhangelsk-Astrakhan "
        "line, where the model takes the Soviet state to be unable to go on",
    ),
    (k.K_WAR_END, k.C_HORIZON): _say("{horizon}", "{limit}"),
    (k.K_BRANCH, k.C_NONE): _say("{branch}{under_way}", "{antecedent}"),
    (k.K_EPOCH, k.C_CHANGE): _say("From this day on: {changes}.", "{source}"),
}
"""By kind and cause. An event's cause is its calendar entry; that of a leak or an interception the stream."""

POSITION = _say(
    "Position. The front stands {front}. In the East {axis} men of Germany and her allies face {soviet} "
    "Soviet soldiers.{scale}",
    "{moved}",
)
LINES = _say(
    "The lines. The German leadership {least} (share {x_min}). The Soviet leadership {most} (share {x_max}). "
    "Willingness to talk: German {willing_germany}, Soviet {willing_soviet}.",
    "the two lines {gap}: {terms}",
)
AFTER_SIGNING = _say(
    "After the signature. The fighting in the East stops where the front stands: {front}. "
    "About {east} of the German divisions stood in the East; from now on they can be sent west. "
    "The settlement is followed until {until}, if it lasts so long; the war in the West is not.",
    "the model holds neither side ready to renew the war for {after} months, and says nothing of what peace "
    "does to those left under occupation",
)
MAY_RENEW = _say(
    "The line has held for {after} months. From now on either dictatorship may renew the war.",
    "the model takes the chance to be {rates}, and {in_west} of that while the war in the West lasts and for "
    "a time after it",
)
BEARS = (
    "{behind} Poland and every other occupied country stay occupied. Those still alive of the prisoners of "
    "war, starved and shot, and of the Jews and the Roma of all these countries are left to their murderers."
)
SCALE = (
    " A share is Germany's part of what is at stake: {frontier} at the frontier of June 1941, 1 at the "
    "Arkhangelsk-Astrakhan line."
)
