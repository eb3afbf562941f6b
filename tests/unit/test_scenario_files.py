"""Scenario files on disk, and what the frozen description promises."""

from pathlib import Path

import pytest

from sepeace.errors import BadScenario, NotYet, SepeaceError, UnknownName
from sepeace.scenario import load
from sepeace.scenario.library import LARGEST_FILE
from sepeace.scenario.schema import read

HEAD = """
schema = 1
title = "A test"
question = "What if?"
branch = 1943-07-05
antecedent = "Something else happens."
"""
CITADEL = 'operation = "citadel"\n'
SECOND_FRONT = 'event = "second_front"\n'


def scenario(*changes: str, head: str = HEAD):
    return read(head + "".join(f"\n[[change]]\n{change}\n" for change in changes), name="test")


def test_a_file_saved_with_a_byte_order_mark_and_windows_line_ends_passes(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xef\xbb\xbf" + HEAD.replace("\n", "\r\n").encode())
    assert load(path).name == "mine"


# --- files ------------------------------------------------------------------------------------------


def test_an_unknown_name_is_told_the_nearest_shipped_one():
    with pytest.raises(UnknownName) as caught:
        load("germany_wins_at_kursc")
    assert caught.value.nearest == "germany_wins_at_kursk"
    assert "historical" in caught.value.allowed


def test_a_missing_file_is_told_the_nearest_file_beside_it(tmp_path):
    (tmp_path / "mine.toml").write_text(HEAD)
    with pytest.raises(UnknownName) as caught:
        load(tmp_path / "mien.toml")
    assert caught.value.nearest == str(tmp_path / "mine.toml")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a = 1\n\xff\xfe\xfa", "not UTF-8 text (byte 7)"),
        (HEAD.encode("utf-16"), "UTF-16"),
        (b"\x7fELF\x00\x01", "binary"),
        (b"#" * (LARGEST_FILE + 1), "too big"),
        (b"", "schema"),
        (b"PK\x03\x04", "not valid TOML"),
    ],
)
def test_a_file_that_is_no_scenario_is_refused(tmp_path, content, words):
    path = tmp_path / "mine.toml"
    path.write_bytes(content)
    with pytest.raises(SepeaceError, match=words.replace("(", r"\(").replace(")", r"\)")) as caught:
        load(str(path))
    assert caught.value.file == str(path)


@pytest.mark.parametrize(
    "name", ["", ".", "..", "/", "a\0b", "a\0b.toml", "/dev/null", "x" * 5000 + ".toml", "~/x.toml"]
)
def test_a_path_that_is_no_file_is_refused(name):
    with pytest.raises(SepeaceError):
        load(name)


def test_a_folder_is_refused_as_a_folder(tmp_path):
    with pytest.raises(BadScenario, match="folder"):
        load(tmp_path)


# --- the description ----------------------------------------------------------------------------------


# Red when the name that `show` prints leads nowhere.
def test_an_event_is_found_by_what_it_is_called(tmp_path):
    path = tmp_path / "late.toml"
    path.write_text(
        'schema = 1\ntitle = "t"\nquestion = "q"\nbranch = 1943-07-05\nantecedent = "a"\nsources = ["s"]\n'
        '[[change]]\nevent = "overlord"\ncancel = true\n'
    )
    with pytest.raises(UnknownName) as told:
        load(path)
    assert told.value.nearest == "second_front" and "second_front" in (told.value.allowed or [])


def test_an_event_that_moves_nothing_is_not_run():
    with pytest.raises(NotYet, match="depends on this event"):
        scenario('event = "tehran"\ncancel = true').require_supported()
    scenario(SECOND_FRONT + "cancel = true").require_supported()


def test_a_scenario_cannot_be_edited_and_can_be_hashed():
    chosen = load("germany_wins_at_kursk")
    with pytest.raises(AttributeError):
        chosen.branch = None
    with pytest.raises(AttributeError):
        chosen.changes[0].score = 1.0
    assert hash(chosen) == hash(load("germany_wins_at_kursk"))


def test_the_digest_follows_what_a_run_depends_on_and_nothing_else():
    one, renamed = (
        scenario(CITADEL + "score = 2"),
        scenario(CITADEL + "score = 2", head=HEAD.replace("A test", "B")),
    )
    assert one.digest == renamed.digest
    assert one.digest != scenario(CITADEL + "score = 1").digest
    assert one.digest != one.with_assumptions(strength="rational").digest
    assert one.baseline().digest == scenario().digest


def test_assumptions_can_be_set_from_python_and_are_checked():
    chosen = load("historical").with_assumptions(
        {"prior_drift.soviet": -0.02}, strength="rational", motive="mixed"
    )
    assert chosen.assumptions.parameters == (("prior_drift", "soviet", -0.02),)
    assert chosen.with_assumptions(strength="document").assumptions.motive == "mixed"
    with pytest.raises(UnknownName):
        chosen.with_assumptions(foo=1)


def test_a_file_is_never_executed(tmp_path):
    path = tmp_path / "mine.toml"
    victim = tmp_path / "victim"
    path.write_text(
        HEAD.replace("A test", f"$(touch {victim}) {{{{ open('{victim}', 'w') }}}} !!python/object")
    )
    assert "$(touch" in load(path).title
    assert not victim.exists()


def test_the_place_of_a_change_is_that_of_the_file():
    changes = scenario(CITADEL + "score = 1", 'operation = "kutuzov"\ncancel = true').changes
    assert [change.where for change in changes] == ["change[1]", "change[2]"]


def test_shipped_files_lie_where_the_package_finds_them():
    from sepeace.scenario.library import _folder

    assert Path(str(_folder())).name == "scenarios"


def test_a_scaled_parameter_is_said_to_scale_what_each_campaign_has(tmp_path):
    path = tmp_path / "scaled.toml"
    path.write_text('schema = 1\ntitle = "x"\nquestion = "y?"\nbranch = 1943-07-05\nantecedent = "z"\n'
                    '[[change]]\nparameter = "cost_base"\nscale = 1.5\nfrom = 1943-07-06\n')  # fmt: skip
    assert "1.5 times the campaign's own value" in load(path).describe()
