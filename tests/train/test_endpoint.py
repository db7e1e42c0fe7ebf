"""Asking an OpenAI-compatible endpoint: a small server of our own."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from etude.train.endpoint import EndpointProblem, ask


class _Server(BaseHTTPRequestHandler):
    asked: list[dict] = []  # noqa: RUF012
    keys: list[str | None] = []  # noqa: RUF012
    failures = 0
    mode = "right"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        _Server.asked.append(body)
        _Server.keys.append(self.headers["Authorization"])
        if _Server.failures:
            _Server.failures -= 1
            return self._send(503, "busy")
        if self.path != "/v1/chat/completions" or _Server.mode == "refuses":
            return self._send(401, "who are you?\nreally")
        if _Server.mode == "nonsense":
            return self._send(200, '{"choices": []}')
        text = body["messages"][-1]["content"].upper()
        return self._send(200, json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}))

    def _send(self, status: int, text: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *parts: object) -> None:
        pass


@pytest.fixture
def url(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    pytest.importorskip("httpx")
    monkeypatch.setattr("etude.train.endpoint._WAIT", 0.01)
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    _Server.asked, _Server.keys, _Server.failures, _Server.mode = [], [], 0, "right"
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()


def test_answers_come_in_order(url: str) -> None:
    prompts = [f"question {i}" for i in range(20)]
    said = ask(url, "m", prompts, k=2, temperature=0.5, max_new_tokens=9)
    assert said == [[text.upper()] * 2 for text in prompts]
    assert {(row["model"], row["temperature"], row["max_tokens"]) for row in _Server.asked} == {("m", 0.5, 9)}
    assert _Server.keys[0] is None


def test_messages_and_a_key(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "secret")
    assert ask(url, "m", [[{"role": "system", "content": "s"}, {"role": "user", "content": "hi"}]]) == [["HI"]]
    assert _Server.keys == ["Bearer secret"]


def test_a_busy_server_is_asked_again(url: str) -> None:
    _Server.failures = 2
    assert ask(url, "m", ["a"]) == [["A"]]
    _Server.failures = 99
    with pytest.raises(EndpointProblem, match="status 503: busy"):
        ask(url, "m", ["a"])


@pytest.mark.parametrize(
    ("mode", "said"), [("refuses", "status 401: who are you. really"), ("nonsense", "no chat completion")]
)
def test_other_failures_are_one_line(url: str, mode: str, said: str) -> None:
    _Server.mode = mode
    with pytest.raises(EndpointProblem, match=said) as caught:
        ask(url, "m", ["a"])
    assert "\n" not in str(caught.value)


def test_nobody_there() -> None:
    pytest.importorskip("httpx")
    with pytest.raises(EndpointProblem, match=r"cannot ask http://127\.0\.0\.1:9"):
        ask("http://127.0.0.1:9", "m", ["a"], timeout=1)


def test_the_command_asks_after_a_system_line_and_solved_examples(url: str, tmp_path: Path) -> None:
    family = "arithmetic.integer_chain:operands=2,ask=line"
    given = ["--model", "m", "--family", family, "--n", "2", "--system", "Be exact.", "--shots", "1"]
    asked = [sys.executable, "-m", "etude", "eval", "--url", url, *given, "--out", str(tmp_path / "r"), "--json"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["overall"]["questions"] == 2
    first, second = (body["messages"] for body in _Server.asked)
    assert [message["role"] for message in first] == ["system", "user", "assistant", "user"]
    assert first[0]["content"] == "Be exact."
    left, right = first[1]["content"].removesuffix(" =").split(" + " if "+" in first[1]["content"] else " - ")
    total = int(left) + int(right) if "+" in first[1]["content"] else int(left) - int(right)
    assert first[2]["content"] == f"\\boxed{{{total}}}"
    assert first[:3] == second[:3]
    assert first[3] != second[3]
