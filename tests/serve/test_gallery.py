"""The served gallery: the verdicts of etude.verify, no key before it is asked for, and nothing for strangers."""

from __future__ import annotations

import asyncio
import json
import re
import threading
import time
from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest

import etude
from etude.serve.gallery import MAX_BODY
from etude.serve.listening import allowed_hosts, is_local, listen, url_of
from etude.serve.reasons import REASONS, sentence_of
from etude.task import BackendError, EtudeError, Json, Task, Verdict
from etude.verifiers import registry
from tests.serve.agreement import agree
from tests.serve.client import JSON, ask, served_page, verdicts

TASK = etude.make_task("arithmetic.integer_chain", seed=1)
CHOICE = next(task for task in etude.generate("music", n=50, seed=1) if task.choices and "abc" not in task.meta)


def get(path: str, method: str = "GET", tasks: tuple[Task, ...] = (TASK,), **more: object) -> httpx.Response:
    return ask(tasks, lambda client: client.request(method, path, **more))


def own_verifier(monkeypatch: pytest.MonkeyPatch, grade: registry.Verifier) -> Task:
    """A task whose verifier is this function."""
    monkeypatch.setitem(registry._verifiers, grade.__name__, grade)
    return Task.from_dict({**TASK.to_dict(), "verifier": grade.__name__})


def test_it_says_what_verify_says_of_500_typed_responses() -> None:
    assert sum(agree(500, seed=11).values()) >= 500


def test_a_verdict_says_what_was_read_and_why() -> None:
    hedged, right, cut = verdicts(
        (TASK, CHOICE), [(0, r"\boxed{1} or \boxed{2}"), (1, CHOICE.answer), (0, r"so \boxed{1")]
    )
    assert hedged["reason"] == "hedged"
    assert hedged["why"] == "There are two different answers in one final statement."
    assert right == {
        "reward": 1.0,
        "correct": True,
        "extracted": CHOICE.answer,
        "reason": "correct",
        "parts": {},
        "why": "The answer is right.",
    }
    assert (cut["extracted"], cut["reason"]) == (None, "unclosed_box")


def test_every_reason_of_the_docs_has_a_sentence() -> None:
    docs = Path(etude.__file__).parents[1] / "docs" / "verifiers.md"
    if not docs.exists():
        pytest.skip("the docs are not installed")
    section = docs.read_text("utf-8").partition("## Reasons")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", section, re.M)) == set(REASONS)
    assert "'my_own'" in sentence_of("my_own")


def test_no_key_before_it_is_asked_for() -> None:
    tasks = list(etude.generate("arithmetic", n=30, seed=2)) + list(etude.generate("algebra", n=10, seed=2))
    page = served_page(tasks)
    rows = json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)[1])
    assert len(rows) == 40
    assert all("key" not in row and "answer" not in row and "spec" not in row for row in rows)
    reply = ask(tasks, lambda client: client.get("/"), page)
    assert reply.text == page
    assert get("/tasks/0/key").json() == {"key": TASK.answer}


def test_a_score_that_is_the_question_is_not_given_away_as_text() -> None:
    pytest.importorskip("verovio")
    task = etude.make_task("music.note.clef", seed=1)
    assert task.meta["abc"] not in task.prompt
    assert json.dumps(task.meta["abc"])[1:-1] not in served_page([task])


def test_foreign_hosts_and_foreign_pages_get_nothing() -> None:
    for host in ("evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8000", ""):
        assert get("/tasks/0/key", headers={"Host": host}).status_code == 400
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        reply = get("/tasks/0/verdict", "POST", content=b'{"response": "1"}', headers={"Content-Type": kind})
        assert reply.status_code == 415
    preflight = {"Origin": "http://evil.example", "Access-Control-Request-Method": "POST"}
    assert get("/tasks/0/verdict", "OPTIONS", headers=preflight).status_code == 405
    reply = get("/tasks/0/key", headers={"Origin": "http://evil.example"})
    assert not [name for name in reply.headers if name.startswith("access-control")]
    assert reply.headers["cross-origin-resource-policy"] == "same-origin"
    assert "default-src 'none'" in get("/").headers["content-security-policy"]


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        (b"{", 400, "not valid JSON"),
        (b"[" * 100_000, 400, "not valid JSON"),
        (b"\xff", 400, "not valid JSON"),
        (b"[]", 400, "must be"),
        (b'{"response": 5}', 400, "must be"),
        (b'{"response": "' + b"a" * MAX_BODY + b'"}', 413, "at most 4 MiB"),
        (b"a" * (MAX_BODY * 9), 413, "at most 4 MiB"),
    ],
)
def test_bad_bodies_get_one_line(content: bytes, status: int, words: str) -> None:
    reply = get("/tasks/0/verdict", "POST", content=content, headers=JSON)
    assert reply.status_code == status
    assert words in reply.json()["error"]
    assert "\n" not in reply.json()["error"]


def test_unknown_tasks_and_paths() -> None:
    for path in ("/tasks/1/key", f"/tasks/{'9' * 5000}/key", "/tasks/-1/key", "/tasks/x/key", "/x", "/tasks/²/key"):
        assert get(path).status_code == 404
        assert get(path).json()["error"]
    assert get("/tasks/0/verdict").status_code == 405


def test_what_cannot_be_graded_is_never_called_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_backend(response: str, spec: Mapping[str, Json]) -> Verdict:
        raise BackendError("no kdb+ here")

    def buggy(response: str, spec: Mapping[str, Json]) -> Verdict:
        raise RuntimeError("secret")

    broken = Task.from_dict({**TASK.to_dict(), "spec": {}})
    for task, status, words in (
        (own_verifier(monkeypatch, no_backend), 503, "could not be graded: no kdb+ here"),
        (broken, 500, "could not be graded: the spec of this task"),
        (Task.from_dict({**TASK.to_dict(), "verifier": "none"}), 500, "could not be graded: no verifier 'none'"),
    ):
        reply = get("/tasks/0/verdict", "POST", (task,), json={"response": "1"})
        assert (reply.status_code, reply.json()["error"].startswith(words)) == (status, True)
        assert set(reply.json()) == {"error"}
    reply = get("/tasks/0/verdict", "POST", (own_verifier(monkeypatch, buggy),), json={"response": "1"})
    assert reply.status_code == 500
    assert reply.json() == {"error": "could not be graded: a bug of the verifier (RuntimeError); see the log"}


def test_a_slow_program_does_not_block_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    go = threading.Event()

    def slow(response: str, spec: Mapping[str, Json]) -> Verdict:
        go.wait(30)
        return Verdict(1.0, True, response, "correct", {})

    async def both(client: httpx.AsyncClient) -> tuple[float, httpx.Response]:
        first = asyncio.create_task(client.post("/tasks/0/verdict", json={"response": "1"}))
        await asyncio.sleep(0.05)
        started = time.monotonic()
        assert (await client.get("/tasks/1/key")).status_code == 200
        assert (await client.post("/tasks/1/verdict", json={"response": "1"})).status_code == 200
        waited = time.monotonic() - started
        assert not first.done()
        go.set()
        return waited, await first

    waited, reply = ask((own_verifier(monkeypatch, slow), TASK), both)
    assert waited < 10
    assert reply.json()["correct"]


def test_listening() -> None:
    with listen("127.0.0.1", 0) as socket:
        port = socket.getsockname()[1]
        assert url_of(socket) == f"http://127.0.0.1:{port}/"
        assert is_local(socket)
        assert allowed_hosts("127.0.0.1", socket) == ["127.0.0.1", "::1", "[::1]", "localhost"]
        with pytest.raises(EtudeError, match=rf"^cannot listen on 127.0.0.1 port {port}: address already in use$"):
            listen("127.0.0.1", port)
    with listen("0.0.0.0", 0) as socket:
        assert url_of(socket).startswith("http://127.0.0.1:")
        assert not is_local(socket)
        hosts = allowed_hosts("0.0.0.0", socket)
        assert "localhost" in hosts
        assert not {"*", "0.0.0.0", ""} & set(hosts)
    for host in ("no.such.host.invalid", "a" * 300):
        with pytest.raises(EtudeError, match=r"^cannot listen on "):
            listen(host, 0)
