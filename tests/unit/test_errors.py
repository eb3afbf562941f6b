"""Every mistake says what was given, what is allowed, where, and what was probably meant."""

import json
import pickle
from datetime import date

import pytest

from sepeace import errors
from sepeace.errors import BadValue, SepeaceError, UnknownName, nearest


def test_the_message_has_place_reason_given_allowed_and_nearest_in_this_order():
    error = UnknownName(
        "there is no such outcome",
        given="sucess",
        allowed=["failure", "success"],
        nearest="success",
        file="my.toml",
        key="change[2].outcome",
    )
    assert str(error) == (
        "my.toml, change[2].outcome: there is no such outcome; "
        'given: "sucess"; allowed: failure, success; did you mean success?'
    )


def test_a_message_without_further_fields_is_only_its_reason():
    assert str(BadValue("nothing fits")) == "nothing fits"


def test_json_has_the_promised_keys_and_no_other():
    keys = {"error", "message", "file", "key", "given", "allowed", "nearest"}
    assert set(BadValue("no", given=1.5).as_json()) == keys


ODD = [float("nan"), float("inf"), 16**9000, date(1943, 7, 5), [1, float("nan")], {"a": 1}]


@pytest.mark.parametrize("given", ODD, ids=["nan", "inf", "huge", "date", "list", "table"])
def test_anything_given_becomes_a_message_and_strict_json(given):
    error = BadValue("out of range", given=given, allowed=[1.0, float("inf"), date(1943, 1, 1)])
    assert json.loads(json.dumps(error.as_json(), allow_nan=False))["error"] == "BadValue"
    assert "given: " in str(error)


def test_long_and_unprintable_values_are_shown_in_one_short_line():
    message = str(BadValue("no", given="a\nb\x1b[31m" + "x" * 500))
    assert "\n" not in message and "\x1b" not in message and len(message) < 120


def test_a_long_list_of_allowed_names_is_cut_in_words_but_not_in_json():
    error = BadValue("no", allowed=[f"name_{number}" for number in range(60)])
    assert "and 40 more" in str(error)
    assert len(error.as_json()["allowed"]) == 60


def test_a_place_found_later_does_not_replace_one_found_earlier():
    error = BadValue("no", key="inner").located(file="my.toml", key="outer")
    assert (error.file, error.key) == ("my.toml", "inner")


@pytest.mark.parametrize("name", [name for name in errors.__all__ if name[0].isupper()])
def test_every_error_is_one_of_the_family_and_survives_pickling(name):
    kind = getattr(errors, name)
    error = kind("no", given=3, allowed="one", nearest="one", file="f", key="k")
    copy = pickle.loads(pickle.dumps(error))
    assert isinstance(copy, SepeaceError) and type(copy) is kind and copy.as_json() == error.as_json()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("citadell", "citadel"),
        ("Citadel", "citadel"),
        ("moscow-counter", "moscow_counter"),
        ("Moscow counter", "moscow_counter"),
        ("counter", "moscow_counter"),
        ("zzz", None),
        ("", None),
    ],
)
def test_the_nearest_name_ignores_case_hyphens_and_blanks(name, expected):
    assert nearest(name, ["citadel", "moscow_counter", "uranus"]) == expected
