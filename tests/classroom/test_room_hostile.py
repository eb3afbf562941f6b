"""What a room is sent by those who mean it no good: refused with a sentence, and nothing breaks."""

from __future__ import annotations

import asyncio
import builtins
import io
import json
import os
import string
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from sepeace.classroom.serve import guard, rates
from sepeace.classroom.serve.guard import Guard
from tests.rooms import HOST, KEY, OFFERED, Server

SENT = ("/api/join", "/api/predictions", "/api/ways", "/api/rooms")
SAID = {"pupil": "?", "asked": {"scenario": "kursk"}, "said": {"window_1_day": 20}}
FEW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def server():
    """A server that may not fail inside."""
    made = Server()
    yield made
    assert made.failures == []


def refused(answer, status: int | None = None) -> None:
    """Hold that an answer refuses, in the way that all refusals do."""
    assert 400 <= answer.status < 500 and (status is None or answer.status == status), answer.body
    assert answer.headers["content-type"] == "application/json"
    told = answer.json
    assert set(told) == {"error", "message"} and len(told["message"]) > 8
    for name, value in guard.HEADERS.items():
        assert answer.headers[name.decode()] == value.decode()
    assert answer.headers["content-security-policy"] == guard.NOTHING_ELSE


# Red when a page of another name, which was made to point here, is answered: it could read along.
@pytest.mark.parametrize(
    "hosts",
    [["evil.example"], ["evil.example:8000"], ["127.0.0.1"], ["127.0.0.1:8001"], ["127.0.0.1:8000.evil"],
     [HOST, "evil.example"], [HOST, HOST], ["127.0.0.1:8000@evil"], ["[::1]:8000"], [""], ["0.0.0.0:8000"]],
)  # fmt: skip
def test_other_names_of_the_server_are_refused(server, hosts):
    headers = [("host", host) for host in hosts]
    for method, target in (("GET", "/"), ("GET", "/api/rooms"), ("POST", "/api/join")):
        refused(server.ask(method, target, {"code": "x"}, headers=headers, teacher=True), 421)


# Red when the server's own names are refused.
@pytest.mark.parametrize("host", [HOST, "localhost:8000", "LOCALHOST:8000"])
def test_its_own_names_are_answered(server, host):
    answer = server.ask("GET", "/", headers={"host": host})
    assert answer.status == 200 and answer.headers["content-security-policy"] == "default-src 'none'"
    assert all(name.decode() in answer.headers for name in guard.HEADERS)
    assert "set-cookie" not in answer.headers and "access-control-allow-origin" not in answer.headers


# Red when another site can have a browser send something here.
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": f"https://{HOST}"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "application/x-www-form-urlencoded"}, 415),
        ({"content-type": ""}, 415),
    ],
)
def test_other_sites_are_refused(server, headers, status):
    refused(server.ask("POST", "/api/rooms", {}, headers=headers, teacher=True), status)
    if status == 403:
        refused(server.ask("DELETE", "/api/rooms/CCCCCCCC", headers=headers, teacher=True), status)
    good = {
        "origin": f"http://{HOST}",
        "sec-fetch-site": "same-origin",
        "content-type": "application/json; charset=utf-8",
    }
    assert server.ask("POST", "/api/rooms", {}, headers=good, teacher=True).status == 201


# Red when a request may be as large as it likes.
def test_sizes_have_ends(server):
    large = b"[" * (guard.LARGEST_BODY + 1)
    refused(server.ask("POST", "/api/join", large), 413)
    refused(server.ask("POST", "/api/join", b"", headers={"content-length": "99999999999999"}), 413)
    for length in ("-1", str(guard.LARGEST_BODY + 1), "1e3", "²"):
        refused(server.ask("POST", "/api/join", b"", headers={"content-length": length}), 413)
    refused(server.ask("POST", "/api/join", large, headers={"content-length": "2"}, parts=5), 413)
    refused(server.ask("GET", "/" + "a" * guard.LONGEST_TARGET), 414)
    refused(server.ask("GET", "/?" + "a" * guard.LONGEST_TARGET), 414)
    refused(server.ask("GET", "/", headers=[(f"x-{n}", "y") for n in range(guard.MOST_HEADERS)]), 431)
    refused(server.ask("GET", "/", headers={"x-long": "y" * guard.LONGEST_HEADERS}), 431)


# Red when a body that never comes whole is waited for without end.
def test_a_slow_body_is_given_up(monkeypatch):
    monkeypatch.setattr(guard, "BODY_PATIENCE", 0.01)
    sent: list[Any] = []

    async def never() -> Any:
        await asyncio.sleep(60)

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"host", HOST.encode()), (b"content-type", b"application/json"), (b"content-length", b"5")]
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/api/join",
        "raw_path": b"/api/join",
        "query_string": b"",
    }
    asyncio.run(Server().app({**scope, "headers": headers, "client": ("10.0.0.2", 1)}, never, send))
    assert sent[0]["status"] == 408


# Red when an error inside reaches a browser with what it says, or ends the server.
def test_a_failure_inside_tells_nothing():
    async def broken(scope: Any, receive: Any, send: Any) -> None:
        raise RuntimeError("a secret")

    server = Server()
    server.app = Guard(
        broken,
        hosts={HOST},
        requests=rates.Allowance(rates.REQUESTS, server.clock),
        failed=server.failures.append,
    )
    answer = server.ask("GET", "/")
    assert (
        answer.status == 500
        and b"secret" not in answer.body
        and server.failures == ["RuntimeError: a secret"]
    )


# Red when one address can keep the server busy for all others.
def test_requests_are_counted(server):
    statuses = [
        server.ask("GET", "/", client="10.0.0.7").status for _ in range(int(rates.REQUESTS.at_once) + 5)
    ]
    assert statuses.count(429) == 5 and server.ask("GET", "/", client="10.0.0.8").status == 200


# Red when an address that is forgotten makes room for no other, or memory grows with each.
def test_addresses_are_forgotten(server):
    left = rates.Allowance(rates.GUESSES, server.clock)
    for number in range(rates.MOST_ADDRESSES + 50):
        left.take(str(number))
    assert len(left._left) == rates.MOST_ADDRESSES


# Red when a path of a request is looked for on disk, or found.
@pytest.mark.parametrize(
    "target",
    ["/../etc/passwd", "/..%2f..%2fetc/passwd", "//etc/passwd", "/static/app.py", "/%00", "/.git",
     "/api/rooms/..%2f..", "/api/rooms/../../x", "/api//rooms", "/api/rooms/", "/é", "/?room=<script>", "http://x/"],
)  # fmt: skip
def test_no_path_is_opened(server, target, monkeypatch):
    server.ask("GET", target)

    def opening(*words: Any, **named: Any) -> Any:
        raise AssertionError(f"{words[0]} is opened")

    with monkeypatch.context() as patched:
        for place, name in ((builtins, "open"), (io, "open"), (os, "open"), (os, "stat"), (os, "listdir")):
            patched.setattr(place, name, opening)
        answer = server.ask("GET", target, teacher=True)
    if target.startswith("/?"):
        assert answer.status == 200 and b"script" not in answer.body
    else:
        refused(answer, 404)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "OPTIONS", "TRACE", "CONNECT", "BREW", "get"])
def test_odd_methods_are_refused(server, method):
    refused(server.ask(method, "/", teacher=True), 405)
    refused(server.ask(method, "/api/join", {}, teacher=True), 405)


# Red when a value of the wrong kind, size or range is let in, or is refused without saying where and why.
@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        (("said", "window_1_day"), 101, "less than or equal to 100"),
        (("said", "window_1_day"), -0.001, "greater than or equal to 0"),
        (("said", "window_1_day"), "20", "number"),
        (("said", "window_1_day"), True, "number"),
        (("said", "window_1_day"), [20], "number"),
        (("said", "window_1_days"), 20, "window_1_day"),
        (("said",), [], "input should be"),
        (("asked", "scenario"), "kursc", "kursk"),
        (("asked", "scenario"), "<script>alert(1)</script>", "does not offer"),
        (("asked", "scenario"), "../../etc/passwd", "does not offer"),
        (("asked", "scenario"), None, "string"),
        (("asked", "readings"), {"strength": "rationale"}, "rational"),
        (("asked", "readings"), {"switches_off": "ideology"}, "does not offer"),
        (("asked", "off"), ["ideologie"], "ideology"),
        (("asked", "off"), ["ideology"] * 100, "at most"),
        (("asked", "scores"), {"citadel": 3.5}, "-2.5 to 3"),
        (("asked", "scores"), {"overlord": 0.5}, "named"),
        (("asked", "scores"), {"citadell": 1}, "citadel"),
        (("asked", "numbers"), {"ideology.germany": 0.6}, "0 to 0.5"),
        (("asked", "numbers"), {"ideology": 0.1}, "does not offer"),
        (("asked", "extra"), 1, "extra"),
        (("reason",), "because", "does not offer"),
        (("reason",), "x" * 81, "at most"),
        (("words",), "a sentence", "extra"),
        (("pupil",), "", "at least"),
    ],
)
def test_wrong_values_are_refused_with_their_place(server, place, value, said):
    code = server.opened()
    body = json.loads(json.dumps({**SAID, "pupil": server.joined(code)}))
    inner = body
    for key in place[:-1]:
        inner = inner.setdefault(key, {})
    inner[place[-1]] = value
    answer = server.ask("POST", "/api/predictions", body)
    refused(answer, 422)
    assert place[0] in answer.json["message"] and said in answer.json["message"]
    assert server.look(code)["first"] is None


# Red when numbers that are none get in by a way of writing that JSON does not have.
@pytest.mark.parametrize(
    "raw", [b"", b"null", b"[]", b"{", b"\xff\xfe", b"[" * 4000, b'{"a":' * 900, b'"' + b"9" * 5000]
)  # fmt: skip
def test_broken_bodies_are_refused(server, raw):
    for target in SENT:
        refused(server.ask("POST", target, raw, teacher=True))


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "1" * 400])
def test_numbers_are_finite(server, number):
    code = server.opened()
    pupil = server.joined(code)
    for place in ("SAID", "SCORE", "NUMBER"):
        asked = {
            "scenario": "kursk",
            "scores": {"citadel": "SCORE"},
            "numbers": {"ideology.germany": "NUMBER"},
        }
        body = json.dumps({"pupil": pupil, "asked": asked, "said": {"window_1_day": "SAID"}})
        for name in ("SAID", "SCORE", "NUMBER"):
            body = body.replace(f'"{name}"', number if name == place else "0.25")
        refused(server.ask("POST", "/api/predictions", body.encode()))
    assert server.look(code)["pupils"] == 1 and server.look(code)["first"] is None


@pytest.mark.parametrize("text", ["<b>", "a b", "x\r\ny", "s=ü", "a" * 2001, 5, None])
def test_settings_of_a_room_are_plain(server, text):
    refused(server.ask("POST", "/api/rooms", {"settings": text}, teacher=True), 422)


@pytest.mark.parametrize(
    "query", ["first=-1", "first=x", "then=1e3", "first=1&first=2", "first=9999999", "then="]
)
def test_numbers_of_questions_are_checked(server, query):
    refused(server.ask("GET", f"/api/rooms/{server.opened()}?{query}", teacher=True), 422)


json_values = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=30),
    lambda inner: (
        some.lists(inner, max_size=4) | some.dictionaries(some.text(max_size=12), inner, max_size=4)
    ),
    max_leaves=6,
)
numbers = some.one_of(
    some.none(), some.integers(-50, 150), some.floats(), some.text(max_size=3), some.booleans()
)
said = some.dictionaries(some.sampled_from([*OFFERED.rungs, "other"]), numbers, max_size=8)


# Red when some body, whatever it is, is answered with anything but a result or a refusal.
@FEW
@given(target=some.sampled_from(SENT), body=json_values | some.binary(max_size=200))
def test_no_body_breaks_the_server(target, body):
    server = Server()
    answer = server.ask("POST", target, body, teacher=True)
    if answer.status >= 300:
        refused(answer)
    assert server.failures == []


# Red when a prediction that is let in has a number outside its range, or spoils what the class sees.
@FEW
@given(said=said, reason=some.sampled_from(["", *OFFERED.reasons, "other"]))
def test_what_is_let_in_is_in_range(said, reason):
    server = Server()
    code = server.opened()
    body = {"pupil": server.joined(code), "asked": {"scenario": "kursk"}, "said": said, "reason": reason}
    answer = server.ask("POST", "/api/predictions", body)
    view = server.look(code)
    assert server.failures == [] and answer.status in (200, 400, 422)
    if answer.status == 200:
        kept = [value for value in server.heard[0].prediction.said if value is not None]
        assert all(0 <= value <= 100 for value in kept)
        assert sum(row["n"] for row in view["first"]["rungs"].values()) == len(kept)
    else:
        refused(answer)
        assert view["first"] is None


# Red when what a client sends comes back as anything that a browser could take for a page.
@FEW
@given(text=some.text(alphabet=string.printable, min_size=1, max_size=60))
def test_what_is_sent_comes_back_as_data_alone(text):
    server = Server()
    for body in ({"code": text}, {text: 1}, {"pupil": text, "asked": {"scenario": text}, "said": {text: 1}}):
        for target in SENT:
            answer = server.ask("POST", target, body, teacher=True)
            assert answer.headers["content-type"] == "application/json"
            assert answer.headers["x-content-type-options"] == "nosniff" and KEY not in answer.body.decode()
    assert server.failures == []
