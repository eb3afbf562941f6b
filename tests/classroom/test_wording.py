"""The wording check: red at every seeded fault, quiet where a word is quoted and explained; on all texts."""

import html
from pathlib import Path

import pytest

from sepeace.classroom.wording_check import findings, findings_in, rules

PROJECT = Path(__file__).resolve().parents[2]
RULES = rules().rules
PLACES = (
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "docs/**/*.md",
    "docs/*.py",
    "scenarios/*.toml",
    "src/sepeace/data/*.toml",
    "src/sepeace/data/*.csv",
    "src/sepeace/record/data/c*.csv",
    "src/sepeace/record/data/[e-z]*.csv",
    "src/sepeace/report/templates/**/*.html",
    "src/sepeace/classroom/texts/**/*.toml",
    "src/sepeace/classroom/templates/**/*",
    "src/sepeace/wording/*.py",
    "src/sepeace/chronicle/*.py",
)


def files():
    """Everything that a reader reads."""
    found = {path for place in PLACES for path in PROJECT.glob(place)}
    return sorted(path for path in found if path.is_file())


# Red when a text of the project speaks to a reader as a leader, has a winner, or covers a crime with a word.
def test_no_text_of_the_project_breaks_a_rule():
    assert len(files()) > 150
    found = findings_in(files(), PROJECT)
    assert not found, "\n".join(
        f"{one.file}:{one.line}: {one.kind}: {one.words}: {one.passage}" for one in found
    )


@pytest.mark.parametrize("place", PLACES)
def test_every_place_has_files(place):
    assert list(PROJECT.glob(place))


# Red when the sheets say in print what their texts do not: words come from the record as well.
@pytest.mark.parametrize("language", ["en", "de"])
def test_no_sheet_breaks_a_rule(language, made):
    for name, text in made[language].items():
        assert not findings(html.unescape(text), f"{name}.html")


# Red when a rule no longer finds the fault that it is for; the second place is a sheet's text.
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.tried)
def test_a_seeded_fault_is_found_with_its_line(rule):
    (found,) = {(one.line, one.kind) for one in findings(f"A line.\n\n{rule.tried}\n", "docs/a.md")}
    assert found == (3, rule.kind)
    in_a_sheet = f'[[block]]\nkind = "text"\ntexts = [\n  "{rule.tried}",\n]\n'
    assert {(one.line, one.kind) for one in findings(in_a_sheet, "a.toml")} == {(4, rule.kind)}
    assert findings(f'<p class="murder">{rule.tried}</p>', "a.html")
    assert findings(f'1,"{rule.tried}",murder', "a.csv")


# Red when a line break in the middle of the words hides them.
@pytest.mark.parametrize(
    "text", ["Play\n   as Germany.", "the final\nsolution went on", "Punkte für die\ndeutsche Seite"]
)
def test_words_are_found_across_lines(text):
    assert [one.line for one in findings(text)] == [1]


# Red when a rule may be denied no more: "nobody plays a leader" is what these texts must say.
@pytest.mark.parametrize(
    "text",
    [
        "Nobody plays Hitler, and no group takes the part of a dictator.",
        "There is no winner.",
        "Niemand spielt einen Machthaber.",
        "It is never asked what you would do: you are not the German leader.",
    ],
)
def test_what_is_denied_may_stand(text):
    assert not findings(text)


# Red when a denial in one sentence excuses the next.
def test_a_denial_holds_for_its_own_sentence():
    assert findings("This is no game. Play as Germany.")


@pytest.mark.parametrize(
    "text, file",
    [
        ('They called the murder of the Jews "Final Solution".', "a.md"),
        ("„Sonderbehandlung“ hieß: Sie wurden ermordet.", "a.md"),
        ('text = "What the SS called \\"special treatment\\" was murder."', "a.toml"),
        ('1,"The word ""resettlement"" covered murder.",x', "a.csv"),
        ('<p>The word "resettlement" covered murder.</p>', "a.html"),
        ('# The words "world Jewry" are those of a forgery.', "a.toml"),
        ("Alex J. Kay, Exploitation, Resettlement, Mass Murder (2006)", "a.md"),
    ],
)
def test_what_is_quoted_and_explained_may_stand(text, file):
    assert not findings(text, file)


# Red when quotation marks alone excuse a word, or an explanation does without them.
@pytest.mark.parametrize(
    "text, file",
    [
        ('The "Final Solution" went on in the East.', "a.md"),
        ("The Final Solution was murder.", "a.md"),
        ("Hitler's special treatment was Himmler's murder.", "a.md"),
        ('text = "special treatment was murder"', "a.toml"),
        ('1,"special treatment",murder', "a.csv"),
        ('<p class="a">special treatment</p><p class="b">was murder</p>', "a.html"),
    ],
)
def test_what_is_quoted_or_explained_alone_may_not(text, file):
    assert findings(text, file)


# Red when innocent words are found.
@pytest.mark.parametrize(
    "text",
    [
        "The government was evacuated to Kuibyshev.",
        "Germany wins at Kursk.",
        "An operation has a score, from the attacker's side.",
        "You are a historian. Your group takes one of three roles.",
        "Die Rolle Japans als Vermittler.",
        "Partisans fought behind the front.",
    ],
)
def test_other_words_are_left_alone(text):
    assert not findings(text)
