"""A room: who comes in, what is counted, what a class sees of itself, and that all of it ends."""

from __future__ import annotations

import csv
import re
import subprocess

import pytest

from sepeace.classroom.page import page
from sepeace.classroom.serve import kept, rates, rooms
from sepeace.classroom.serve.class_view import spread
from sepeace.classroom.serve.served_page import SCRIPTS, extra, own
from sepeace.classroom.texts import languages, texts
from sepeace.errors import CannotWrite
from tests.rooms import HOST, KEY, OFFERED, Server
from tests.scripts import node

RATIONAL = {"readings": {"strength": "rational"}}
SOME = {"window_1_day": 20, "window_28_days": 5, "talks_begun": 10, "settlement": 2}


@pytest.fixture
def server():
    """A server whose clock stands, and which may not fail inside."""
    made = Server()
    yield made
    assert made.failures == []


# Red when a class's predictions do not come together, or the teacher cannot see them.
def test_predictions_come_together(server):
    code = server.opened("s=kursk&hide=map")
    for said in (10, 20, 30, 40, 50):
        pupil = server.joined(code)
        before = server.look(code)["changes"]
        assert server.predict(pupil, {"window_1_day": said}).json == {"counted": True, "said": said // 10}
        # The teacher's page draws anew by this number alone.
        assert server.look(code)["changes"] > before
    view = server.look(code)
    found = view["first"]["rungs"]["window_1_day"]
    assert view["pupils"] == view["first"]["n"] == 5 and view["then"] is None
    assert found == {"n": 5, "counts": [0, 1, 1, 1, 1, 1, 0, 0, 0, 0], "median": 30, "low": 20, "high": 40}
    assert view["first"]["rungs"]["settlement"]["n"] == 0


# Red when a prediction made after the answer was seen takes the place of the first.
def test_the_first_prediction_of_a_question_counts(server):
    code = server.opened()
    pupil = server.joined(code)
    assert server.predict(pupil, {"window_1_day": 80}).json["counted"]
    assert not server.predict(pupil, {"window_1_day": 12}).json["counted"]
    assert server.look(code)["first"]["rungs"]["window_1_day"]["counts"][8] == 1
    # A reading that is in force already is no change, and so no other question.
    assert not server.predict(pupil, {}, readings={"strength": "document"}).json["counted"]
    # Nor is a number or a score that was moved and put back; a score that is drawn has no usual place.
    usual = {"scores": {"citadel": 2.0}, "numbers": {"ideology.germany": 0.25}}
    assert not server.predict(pupil, {}, **usual).json["counted"]
    assert server.predict(pupil, {}, scores={"overlord": 0.0}).json["counted"]


# Red when before and after are mixed up, or those who answered one alone are counted as having moved.
def test_before_and_after_a_change(server):
    code = server.opened()
    pupils = [server.joined(code) for _ in range(6)]
    for pupil, said in zip(pupils, (10, 20, 30, 40, None, 50), strict=True):
        server.predict(pupil, {"window_1_day": said})
    for pupil, said in zip(pupils[:5], (50, 20, 5, 60, 70), strict=True):
        server.predict(pupil, {"window_1_day": said}, **RATIONAL)
    server.predict(pupils[0], {}, off=["ideology"])
    view = server.look(code)
    assert view["first"]["changed"] == [] and view["then"]["changed"] == [["strength", "rational"]]
    (moved,) = [row for row in view["moved"] if row["rung"] == "window_1_day"]
    assert moved == {"rung": "window_1_day", "n": 4, "up": 2, "down": 1, "same": 1}
    other = server.look(code, "?first=3&then=1")
    assert other["first"]["changed"] == [["off", "ideology"]] and other["then"]["changed"] == []
    assert server.look(code, "?first=1&then=0")["then"] is None and view["then"] is not None


# Red when a part said to be larger than its whole is not noticed, or one that holds together is.
def test_what_does_not_hold_together(server):
    code = server.opened()
    for said in (
        {**SOME, "window_28_days": 20},
        {**SOME, "window_28_days": 30},
        {**SOME, "settlement": 25},
        {**SOME, "settlement": 15},
        {"settlement": 90},
    ):
        server.predict(server.joined(code), said)
    parts = {row["name"]: (row["broken"], row["n"]) for row in server.look(code)["first"]["parts"]}
    assert parts == {"long_window": (1, 4), "peace_window": (1, 4), "peace_talks": (2, 4)}


# Red when a class does not see that its ways to a peace come to more than 100, or mended numbers are lost.
def test_the_sum_of_all_ways(server):
    code = server.opened()
    pupils = [server.joined(code) for _ in range(6)]

    def say(pupil, *numbers):
        ways = dict(zip(OFFERED.way_names(), numbers, strict=True))
        return server.ask("POST", "/api/ways", {"pupil": pupil, "ways": ways}).json

    for pupil in pupils:
        assert say(pupil, 60, 50, 20, 30) == {"time": 1, "sum": 160}
    assert say(pupils[0], 30, 20, 20, 30) == {"time": 2, "sum": 100}
    assert say(pupils[0], 10, 10, 10, 10)["time"] == 2
    ways = server.look(code)["ways"]
    assert ways["first"]["n"] == ways["first"]["above"] == 6 and ways["first"]["median"] == 160
    assert ways["first"]["means"]["kursk"] == 60 and ways["first"]["fitted"]["kursk"] == pytest.approx(37.5)
    assert ways["mended"]["counts"] == [0, 1, 0, 0, 0, 0, 0, 0, 0]
    assert ways["mended"]["n"] == ways["mended"]["below"] == 1 and ways["mended"]["means"] is None
    assert ways["names"] == ["kursk", "hitler_dies", "other_way", "no_way"]


# Red when a middle is told of so few that it is somebody's own number.
def test_few_predictions_have_no_middle():
    assert spread([1, 2, 3, 4], 10, 10.0)["median"] is None
    assert spread([1, 2, 3, 4, 5], 10, 10.0)["median"] == 3
    assert spread([100.0], 10, 10.0)["counts"][9] == 1
    assert spread([100.0], 9, 50.0, -25.0)["counts"][2] == 1 and spread([900.0], 9, 50.0)["counts"][8] == 1


# Red when a pupil can look at the class, open or close a room, or a room's code is its teacher's key.
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/rooms"),
        ("POST", "/api/rooms"),
        ("GET", "/api/rooms/{code}"),
        ("GET", "/api/rooms/{code}/table"),
        ("DELETE", "/api/rooms/{code}"),
    ],
)
def test_only_the_key_opens_the_teachers_part(server, method, path):
    code = server.opened()
    pupil = server.joined(code)
    for given in ("", KEY, f"Bearer {code}", f"Bearer {pupil}", f"Bearer {KEY}x", "Bearer ", "Bearer é"):
        answer = server.ask(method, path.format(code=code), {}, headers={"authorization": given})
        assert answer.status == 401 and "key" in answer.json["message"]
    assert server.ask(method, path.format(code=code), {}, teacher=True).status in (200, 201)


# Red when a code can be guessed at leisure, or who has guessed too often still tells a right one from others.
def test_guesses_are_few(server):
    code = server.opened()
    wrong = "CCCC-CCCC" if code != "CCCCCCCC" else "DDDD-DDDD"
    for _ in range(int(rates.GUESSES.at_once)):
        assert server.ask("POST", "/api/join", {"code": wrong}, client="10.0.0.9").status == 404
    for typed in (wrong, code):
        answer = server.ask("POST", "/api/join", {"code": typed}, client="10.0.0.9")
        assert answer.status == 429 and int(answer.headers["retry-after"]) >= 1
    server.joined(code, client="10.0.0.10")
    server.clock.now += 60
    server.joined(code, client="10.0.0.9")


# Red when those who guess, four devices with a wrong code a second each, keep the class or the teacher out.
def test_who_guesses_keeps_nobody_out(server):
    code, refused = server.opened(), 0
    for _ in range(90):
        for guesser in range(4):
            answer = server.ask("POST", "/api/join", {"code": "CCCCCCCC"}, client=f"10.0.1.{guesser}")
            refused += answer.status == 429
        assert server.ask("GET", f"/api/rooms/{code}", teacher=True, client="10.0.0.1").status == 200
        server.clock.now += 1
    assert refused > 100
    server.joined(code, client="10.0.0.10")
    assert server.ask("POST", "/api/join", {"code": "DDDDDDDD"}, client="10.0.0.11").status == 404
    server.joined(code, client="10.0.0.11")
    # The teacher's own machine may be one of those that guess.
    assert server.ask("GET", "/api/rooms", teacher=True, client="10.0.1.1").status == 200


# Red when many addresses together may guess as often as they like.
def test_all_guesses_together_are_few(server):
    code = server.opened()
    statuses = [
        server.ask("POST", "/api/join", {"code": "CCCCCCCC"}, client=f"10.0.1.{n % 5}").status
        for n in range(70)
    ]
    assert statuses.count(404) == rates.ALL_GUESSES.at_once and set(statuses[60:]) == {429}
    assert server.ask("POST", "/api/join", {"code": code}, client="10.0.1.1").status == 429


# Red when codes are short, of letters that look alike, or the same twice.
def test_codes(server):
    codes = set()
    for _ in range(20):
        code = server.opened()
        codes.add(code)
        server.ask("DELETE", f"/api/rooms/{code}", teacher=True)
    assert len(codes) == 20 and all(re.fullmatch("[CDFHJ-NP-RTV-X2-9]{8}", code) for code in codes)
    assert len(rooms.LETTERS) == len(set(rooms.LETTERS)) == 24
    assert all(
        sum(letter in rooms.LETTERS for letter in pair) <= 1 for pair in ("0O", "1IL", "2Z", "5S", "6G", "8B")
    )
    code = server.opened()
    server.joined(f" {code[:4].lower()}-{code[4:]} ")


# Red when a closed room goes on, or anything of it is left.
def test_a_closed_room_is_forgotten(server):
    code = server.opened()
    pupil = server.joined(code)
    server.predict(pupil, SOME)
    assert server.ask("DELETE", f"/api/rooms/{code}", teacher=True).status == 200
    assert server.predict(pupil, SOME).status == 410
    assert server.ask("POST", "/api/join", {"code": code}).status == 404
    assert server.ask("GET", f"/api/rooms/{code}", teacher=True).status == 404
    assert server.ask("GET", "/api/rooms", teacher=True).json["rooms"] == []


# Red when a room that nobody closed stays for ever, or a teacher who looks on keeps it open.
def test_a_silent_room_ends(server):
    code = server.opened()
    pupil = server.joined(code)
    server.clock.now += rooms.SILENCE - 1
    server.look(code)
    assert server.predict(pupil, SOME).status == 200
    server.clock.now += rooms.SILENCE + 1
    assert server.ask("GET", f"/api/rooms/{code}", teacher=True).status == 404
    assert server.predict(pupil, SOME).status == 410


# Red when rooms, pupils, predictions or questions have no limit.
def test_limits(server, monkeypatch):
    monkeypatch.setattr(rooms, "MOST_PUPILS", 3)
    monkeypatch.setattr(rooms, "MOST_PREDICTIONS", 2)
    monkeypatch.setattr(rooms, "MOST_ASKED", 3)
    codes = [server.opened() for _ in range(rooms.MOST_ROOMS)]
    assert server.ask("POST", "/api/rooms", {}, teacher=True).status == 409
    pupils = [server.joined(codes[0]) for _ in range(3)]
    assert server.ask("POST", "/api/join", {"code": codes[0]}).json["error"] == "room_full"
    assert server.predict(pupils[1], SOME).status == 200
    numbers = [{"numbers": {"ideology.germany": place / 10}} for place in range(4)]
    assert [server.predict(pupils[0], SOME, **one).status for one in numbers] == [200, 200, 409, 409]
    assert [server.predict(pupils[1], SOME, **one).status for one in numbers[2:]] == [200, 409]
    # Invented questions use nothing up of those that a class is asked.
    assert server.predict(pupils[2], SOME, **numbers[3]).json["error"] == "enough_asked"
    assert server.predict(pupils[2], SOME).status == 200


# Red when one device can fill a room, or say without end how likely all ways were.
def test_limits_of_one_device(server):
    code = server.opened()
    answers = [server.ask("POST", "/api/join", {"code": code}, client="10.0.0.9") for _ in range(55)]
    assert [one.status for one in answers] == [200] * rooms.OF_ADDRESS + [409] * 5
    assert answers[-1].json["error"] == "address_full"
    pupil = server.joined(code, client="10.0.0.10")
    body = {"pupil": pupil, "ways": dict.fromkeys(OFFERED.way_names(), 25)}
    statuses = [server.ask("POST", "/api/ways", body).status for _ in range(rooms.MOST_PREDICTIONS + 2)]
    assert statuses == [200] * rooms.MOST_PREDICTIONS + [409] * 2
    assert len(server.heard) == rooms.MOST_PREDICTIONS


# Red when the table lacks something that was said, or a program for tables could take a cell for a formula.
def test_the_table(server):
    code = server.opened()
    pupil = server.joined(code)
    server.predict(pupil, {**SOME, "window_1_day": 12.5}, scores={"citadel": -1.5}, **RATIONAL)
    server.ask("POST", "/api/ways", {"pupil": pupil, "ways": dict.fromkeys(OFFERED.way_names(), 25)})
    answer = server.ask("GET", f"/api/rooms/{code}/table", teacher=True)
    assert answer.headers["content-type"].startswith("text/csv")
    heads, *rows = csv.reader(answer.body.decode().splitlines())
    told = [dict(zip(heads, row, strict=True)) for row in rows]
    assert told[0]["changed"] == "strength=rational&score.citadel=-1.5" and told[0]["window_1_day"] == "12.5"
    assert told[1]["kind"] == "ways" and told[1]["way_no_way"] == "25" and told[1]["settlement"] == ""
    assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r")]


# Red when a file is written over, or what is said is not in it at once.
def test_what_is_kept_in_a_file(server, tmp_path):
    pupil = server.joined(server.opened())
    server.predict(pupil, SOME)
    keeper = kept.Keeper(str(tmp_path / "a.csv"), OFFERED, lambda what: None)
    keeper.add(rooms.ClassRoom(3, "", server.clock), server.heard[0])
    told = list(csv.DictReader((tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()))
    assert [(row["room"], row["pupil"], row["window_1_day"]) for row in told] == [("3", "1", "20")]
    for file in ("a.csv", "no/such/folder.csv"):
        with pytest.raises(CannotWrite):
            kept.Keeper(str(tmp_path / file), OFFERED, lambda what: None)
    keeper.close()


# Red when the page has no picture of its address, or a room's link is another one's.
def test_addresses_as_pictures(server):
    told = server.ask("GET", "/api/rooms", teacher=True).json
    room = server.ask("POST", "/api/rooms", {}, teacher=True).json
    assert told["address"] == f"http://{HOST}/" and room["link"] == f"http://{HOST}/?room={room['code']}"
    assert told["qr"] != room["qr"] and {len(row) for row in room["qr"]} == {len(room["qr"])}
    assert set("".join(room["qr"])) == {"0", "1"}


# Red when a script of the room asks for a text that no language has or that is the page's own under the same
# key, or a text is left that nobody asks for.
def test_texts_of_the_room_are_those_that_are_used():
    scripts = "".join(own(f"script/{name}.js") for name in SCRIPTS)
    used = set(re.findall(r"[\"`]([a-z][a-z0-9_]+)[\"`]", scripts))
    of_page = set(texts("en", "page")) | set(texts("en", "desk"))
    for language in languages():
        room = set(texts(language, "room"))
        assert not room & of_page
        built = {key for key in room if re.match("part_(long|peace|mean)|class_(first|then)_short", key)}
        assert room - built <= used, room - built - used
    asked = set(re.findall(r"\bt\(\"([a-z0-9_]+)\"", scripts))
    assert asked <= of_page | set(texts("en", "room"))
    assert "innerHTML" not in scripts and "eval(" not in scripts


# Red when the page with the room on top is no script at all, as when a name of it is declared twice.
def test_the_script_with_the_room_on_top_can_be_read(tmp_path):
    file = tmp_path / "page.js"
    file.write_text(page._script("const sepeaceScript = {};\n", extra().script), encoding="utf-8")
    done = subprocess.run([node(), "--check", str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-500:]
