"""The printed pack of a lesson: sheets for teacher and pupils, each one HTML file that needs nothing else.

Decides which sheets there are, what numbers and links stand for the names in their texts, and what the
questionnaire's table looks like. The texts are in ``texts/``, what a sheet looks like in ``templates/pack``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sepeace.classroom import contact_cards, on_paper
from sepeace.classroom.lesson_runs import LESSON, LessonRun, LessonRuns, lesson_runs, on_ladder
from sepeace.classroom.paper_map import paper_map
from sepeace.classroom.prediction_table import WITHOUT_IDEOLOGY, for_paper
from sepeace.classroom.rendering import rendered
from sepeace.classroom.texts import FIRST, count, filled, has, known, percent, texts, thousands
from sepeace.errors import CannotWrite
from sepeace.figures import bearers
from sepeace.figures.series import ruler_of
from sepeace.files import replacing
from sepeace.scenario import load
from sepeace.version import __version__
from sepeace.wording.outcomes import Rung

if TYPE_CHECKING:
    from markupsafe import Markup

SHEETS = (
    *("at_a_glance", "rationale", "plans", "sizes"),
    *("content_note", "brief", "contacts", "prediction", "worksheet", "without_computer"),
    *("debrief", "left_out", "alternative", "rubric", "reading"),
)
"""The sheets in the order of the folder; each is a file of texts of the same name."""
PUPILS = 32
"""Pupils in the questionnaire's table: as many as in the largest class that was thought through."""


ASKS_NO_MORE = "rational"
"""The reading under which the German leader asks for nothing more while he loses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DebriefQuestion:
    """One line of the questionnaire: a step to guess at, or a statement to judge from 1 to 5."""

    id: str
    text: str
    statement: bool


def pack(
    folder: str | Path,
    language: str = FIRST,
    *,
    what_ifs: Sequence[str] = LESSON,
    campaigns: int = 1_000,
    seed: int = 1,
    runs: LessonRuns | None = None,
) -> tuple[Path, ...]:
    """Write the pack of a lesson into a folder: its sheets, and the questionnaire as a table (CSV).

    Args:
        folder: made where it is not there. Files of the same names are replaced, others left.
        language: one of ``texts.languages()``.
        what_ifs, campaigns, seed: what the debrief is bound to; see ``lesson_runs``.
        runs: the same, if they have been run before; then the three above are not looked at.

    Returns:
        The files written, in the order of the pack.

    Raises:
        UnknownName: there are no texts in this language, or no scenario of a name.
        BadValue: a what-if has no place in this lesson.
        CannotWrite: the folder is a file, or cannot be written.

    >>> from sepeace.classroom.pack import pack
    >>> made = pack("lesson", "en", campaigns=20)
    >>> made[0].name, len(made)
    ('01-at-a-glance.html', 16)
    """
    known(language)
    target = Path(folder)
    if target.exists() and not target.is_dir():
        raise CannotWrite("a folder is needed, not a file", file=str(folder))
    if runs is None:
        runs = lesson_runs(what_ifs, campaigns, seed)
    written = []
    table = questionnaire_table([run.name for run in runs.runs])
    for name, text in {**sheets(language, runs), table_file(language): table}.items():
        with replacing(target / name) as temporary:
            temporary.write_text(text, encoding="utf-8", newline="\n")
        written.append(target / name)
    return tuple(written)


def sheets(language: str, runs: LessonRuns) -> dict[str, str]:
    """All sheets as HTML text, by the name of their file."""
    return {sheet_file(language, name): sheet(language, name, runs) for name in SHEETS}


def sheet_file(language: str, name: str) -> str:
    """The file of a sheet: its place in the pack, and its name in the language."""
    return f"{SHEETS.index(name) + 1:02d}-{texts(language, name)['file']}.html"


def sheet(language: str, name: str, runs: LessonRuns) -> str:
    """One sheet as HTML text."""
    found = texts(language, name)
    return rendered(
        language=language,
        sheet=found,
        words=texts(language, "words"),
        fill=partial(filled, values=_values(language, runs)),
        cards=contact_cards.cards(language),
        in_the_lesson=contact_cards.IN_THE_LESSON,
        grades=contact_cards.grades(language),
        runs=[_told(language, run) for run in runs.runs],
        people=bearers.behind(ruler_of(runs.runs[0].comparison.counterfactual)),
        questions=questionnaire(language),
        lines=lambda number: on_paper.lines(language, runs.runs[number - 1]),
        wars=lambda number, said: on_paper.wars(language, runs.runs[number - 1], said),
        map=partial(paper_map, language),
    )


# --- the questionnaire ------------------------------------------------------------------------------------


def questionnaire(language: str) -> tuple[DebriefQuestion, ...]:
    """The steps to guess at, then the statements to judge; before the runs and after."""
    steps = texts(language, "words")["rung"]
    found = [DebriefQuestion(id=rung, text=steps[rung], statement=False) for rung in Rung]
    for row in texts(language, "prediction")["statement"]:
        found.append(DebriefQuestion(id=row["id"], text=row["text"], statement=True))
    return tuple(found)


def questionnaire_table(what_ifs: Sequence[str] = LESSON) -> str:
    """An empty table to copy the answers into, the same in all languages.

    A pupil has a row for what was guessed of the lesson's own question, one for the same without ideology,
    and one for the question that is tried out. Statements stand in the first (before) and the last (after).
    """
    first, last = what_ifs[0], what_ifs[-1]
    return for_paper(((first, ""), (first, WITHOUT_IDEOLOGY), (last, "")), PUPILS)


def table_file(language: str) -> str:
    """The file of the table stands after the sheets."""
    return f"{len(SHEETS) + 1:02d}-{texts(language, 'prediction')['table_file']}.csv"


# --- what stands for the names in texts -------------------------------------------------------------------


def _values(language: str, runs: LessonRuns) -> dict[str, object]:
    """Links to the other sheets by name, the numbers that texts speak of, and labels of the lesson page."""
    values: dict[str, object] = {name: _link(language, name) for name in SHEETS}
    values |= {"campaigns": thousands(language, runs.campaigns), "seed": runs.seed, "version": __version__}
    values |= {"table": table_file(language), "tried": what_if_title(language, runs.runs[-1].name)}
    values |= {"asked": what_if_title(language, runs.runs[0].name)}
    page = texts(language, "page")
    values |= {"assume": page["change_something"], "take_out": page["terms_out"]}
    values |= {"ideology": page["switches"]["ideology"], "windows_part": page["part_windows"]}
    values |= contact_cards.judged_untrue(language)
    return values


def _link(language: str, name: str) -> Markup:
    """A sheet by its number and title, as a link."""
    from markupsafe import Markup

    number, title = SHEETS.index(name) + 1, texts(language, name)["title"]
    return Markup('<a href="{}">{}. {}</a>').format(sheet_file(language, name), number, title)


def what_if_title(language: str, scenario: str) -> str:
    """The title of a what-if, or its translation."""
    if language != FIRST and has(language, "record"):
        return str(texts(language, "record")["title"][scenario])
    return load(scenario).title


def _told(language: str, run: LessonRun) -> Mapping[str, Any]:
    """The numbers of a run in the words of a language."""
    words = texts(language, "words")
    say = partial(count, language)

    def row(name: str, found: Any, hangs: str = "") -> Mapping[str, Any]:
        return {
            "name": name,
            "without": say(found.said.without),
            "with": say(found.said.with_change),
            "exact": tuple(percent(language, share) for share in (found.without, found.with_change)),
            "bars": (round(100.0 * found.without, 1), round(100.0 * found.with_change, 1)),
            "apart": words["apart"]["yes" if found.apart else "no"],
            "hangs": hangs,
        }

    middle, readings = run.windows_at_middle_values(), run.windows_by_reading()
    told = {"meets": run.rung(Rung.WINDOW).said, "signed": run.rung(Rung.SETTLEMENT).said, "middle": middle}
    told["calm"] = readings[ASKS_NO_MORE].said
    return {
        "home": {
            f"{name}_{world}": say(getattr(found, "with_change" if world == "with" else world))
            for name, found in told.items()
            for world in ("with", "without")
        },
        "title": what_if_title(language, run.name),
        "ladder": [row(words["rung"][rung], run.rung(rung), words["rung_hangs"][rung]) for rung in Rung],
        "readings": [row(words["strength"][name], found) for name, found in readings.items()],
        "ideology": [
            row(words["rung"][rung], on_ladder(run.without_ideology, rung), words["rung_hangs"][rung])
            for rung in Rung
        ],
        "hangs_on_reading": run.hangs_on_reading(),
        "middle": {"without": say(middle.without), "with": say(middle.with_change)},
        "window": row("", run.rung(Rung.WINDOW)),
        "signed": row("", run.rung(Rung.SETTLEMENT)),
    }
