"""The gallery: a page that compares and grades nothing, the same page served with verdicts, both clicked in Chromium."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path

import httpx
import pytest
import uvicorn
from starlette.types import Message, Receive, Scope, Send

import etude
from etude.serve.gallery import gallery_app
from etude.serve.listening import allowed_hosts, listen, url_of
from tests.cli.test_gen import gen
from tests.serve.client import served_page

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
NODE = shutil.which("node")
_CLICKS = """
<script>
(async () => {
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const until = async (ready) => { for (let i = 0; i < 500 && !ready(); i++) await wait(20); };
  const cards = [...document.querySelectorAll(".task")];
  const report = [];
  for (const card of cards) {
    const row = { family: card.dataset.family, before: card.querySelector(".outcome").textContent, svg: card.querySelectorAll("svg").length };
    row.hidden = !card.querySelector("details.answer").open && card.querySelector(".shipped").textContent === "";
    card.querySelector("details.answer").open = true;
    await until(() => card.querySelector(".shipped").textContent);
    row.key = card.querySelector(".shipped").textContent;
    const options = [...card.querySelectorAll(".option")];
    const outcome = card.querySelector(".outcome");
    const box = card.querySelector("textarea");
    const said = async (act) => {
      outcome.className = outcome.textContent = "";
      act();
      await until(() => outcome.textContent && !outcome.textContent.startsWith("Grading"));
      return outcome.textContent;
    };
    const send = (text) => said(() => { box.value = text; card.querySelector(".answering button").click(); });
    if (options.length) {
      row.letter = "ABCD".indexOf(row.key[0]);
      row.clicks = [];
      for (const option of options) row.clicks.push(await said(() => option.click()));
    } else {
      row.typed = await send("  " + row.key.replaceAll(" ", "  \\n") + "\\n");
      row.boxed = await send("\\\\boxed{" + row.key + "}");
    }
    row.nonsense = await send("nonsense");
    row.empty = await send("");
    report.push(row);
  }
  const family = document.getElementById("family");
  family.value = cards[0].dataset.family;
  family.dispatchEvent(new Event("change"));
  const filtered = [...document.querySelectorAll(".task")].map((card) => card.dataset.family);
  const holder = document.createElement("pre");
  holder.id = "report";
  holder.textContent = JSON.stringify({ report, filtered, count: document.getElementById("count").textContent });
  document.body.append(holder);
})();
</script>
"""
SAME, OTHER = "Same as the key", "Not the same text"
COMPARE = Path(etude.__file__).parent / "tasks" / "files" / "compare.js"
VERDICT_WORDS = re.compile(r"\b(?:right|wrong|(?:in)?correct|true|false|reward|accepted|marked|passed|failed)\b", re.I)


def run_etude(*arguments: str, cwd: Path):
    code = "from etude.cli.main import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=cwd, capture_output=True, text=True, timeout=120
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("verovio")
    folder = tmp_path_factory.mktemp("gallery")
    assert gen("--domain", "music", "--n", "200", "--out", "tasks.jsonl", cwd=folder).returncode == 0
    done = run_etude("view", "tasks.jsonl", "--out", "site", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "200 tasks" in done.stderr
    return folder / "site"


def test_the_page_needs_nothing_else(site: Path) -> None:
    assert [path.name for path in site.iterdir()] == ["index.html"]
    page = (site / "index.html").read_text("utf-8")
    assert not re.search(r"""(?:src|href)=["']https?:""", page)
    data = json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)[1])
    assert len(data) == 200
    assert all(("<svg" in row["score"]) == bool(row["abc"]) for row in data)
    assert any(len(row["options"]) == 4 for row in data)
    assert "<title" not in "".join(row["score"] for row in data)


def test_the_page_that_needs_no_server_says_nothing_of_right_and_wrong(site: Path) -> None:
    page = (site / "index.html").read_text("utf-8")
    own = re.sub(r'(<script type="application/json" id="data">).*?(</script>)', r"\1\2", page, flags=re.S)
    code = own.replace("= true", "").replace("= false", "").replace("enter: true", "")
    assert VERDICT_WORDS.findall(code) == []
    assert SAME in own
    assert OTHER in own
    assert "etude view TASKS --serve" in own
    assert "etude verify TASKS RESPONSES" in own


@pytest.mark.skipif(NODE is None, reason="no Node here")
def test_two_texts_are_the_same_up_to_blanks() -> None:
    cases = [
        ("5", "5", True), (" 5\n", "5", True), ("a  b\n\tc", "a b c", True), ("a b", "a\n b", True), ("", "", True),
        ("B", "B", True), ("b", "B", False), ("(B)", "B", False), ("5.0", "5", False), ("1/2", r"\frac{1}{2}", False),
        (r"\boxed{5}", "5", False), ("ab", "a b", False), ("C#", "C♯", False), ("−5", "-5", False), ("5.", "5", False),
        ("", "5", False), ("$5$", "5", False), ("5", "5 or 7", False),
    ]  # fmt: skip
    script = f"{COMPARE.read_text('utf-8')}\nconsole.log(JSON.stringify({json.dumps(cases)}.map(([a, b]) => sameText(a, b))))"
    done = subprocess.run([NODE, "-e", script], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [same for _, _, same in cases]


def chromium(page: str, folder: Path, budget: int = 60_000) -> dict[str, object]:
    """What the clicks report of a page: an address."""
    flags = (
        "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
        f"--disable-component-update --disable-sync --virtual-time-budget={budget} --dump-dom"
    ).split()
    command = [CHROMIUM, *flags, f"--user-data-dir={folder / 'browser'}", page]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180)
    found = re.search(r'<pre id="report">(.*?)</pre>', done.stdout, re.S)
    assert found, done.stderr[-2000:]
    return json.loads(unescape(found[1]))


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
def test_chromium_opens_it_and_it_compares_texts(site: Path) -> None:
    page = (site / "index.html").read_text("utf-8").replace("const PAGE = 40;", "const PAGE = 1000;")
    clicked = site.parent / "clicked.html"
    clicked.write_text(page.replace("</body>", f"{_CLICKS}</body>"), "utf-8")
    seen = chromium(clicked.as_uri(), site.parent)
    assert len(seen["report"]) == 200
    for row in seen["report"]:
        assert row["before"] == ""
        assert row["hidden"]
        assert row["nonsense"] == row["empty"] == OTHER
        if "clicks" in row:
            assert row["clicks"] == [SAME if i == row["letter"] else OTHER for i in range(4)], row
        else:
            assert (row["typed"], row["boxed"]) == (SAME, OTHER), row
    first = seen["report"][0]["family"]
    assert set(seen["filtered"]) == {first}
    assert seen["count"].startswith(f"{len(seen['filtered'])} of 200")


@contextmanager
def serving(folder: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """``etude view --serve`` as a process, with the address that it prints."""
    code = "from etude.cli.main import main; main()"
    command = [sys.executable, "-c", code, "view", *arguments, "--serve", "--port", "0"]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True) as process:
        try:
            line = process.stderr.readline()
            found = re.search(r"http://\S+", line)
            assert found, line
            yield process, found[0]
        finally:
            process.kill()


def test_it_is_served_until_ctrl_c(tmp_path: Path) -> None:
    task = etude.make_task("arithmetic.integer_chain")
    (tmp_path / "tasks.jsonl").write_text(task.to_json() + "\n")
    with serving(tmp_path, "tasks.jsonl") as (process, address):
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
        page = httpx.get(address).text
        assert '"key":' not in page
        said = httpx.post(f"{address}tasks/0/verdict", json={"response": rf"So \boxed{{{task.answer}}}."}).json()
        assert (said["correct"], said["extracted"]) == (True, task.answer)
        port = address.rpartition(":")[2].strip("/")
        taken = run_etude("view", "tasks.jsonl", "--serve", "--port", port, cwd=tmp_path)
        assert taken.returncode == 1
        assert taken.stderr == f"etude: error: cannot listen on 127.0.0.1 port {port}: address already in use\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
        assert process.stderr.read() == "stopped\n"


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
def test_chromium_shows_the_verdicts_of_the_server(tmp_path: Path) -> None:
    """The page is served once more with the clicks in it, and without its policy, which would refuse a strange script."""
    tasks = [
        *etude.generate("arithmetic", n=12, seed=5),
        *(task for task in etude.generate("music", n=40, seed=5) if "abc" not in task.meta and not task.images),
    ]
    page = served_page(tasks).replace("const PAGE = 40;", "const PAGE = 1000;").replace("</body>", f"{_CLICKS}</body>")
    with listen("127.0.0.1", 0) as socket:
        app = gallery_app(tasks, page, allowed_hosts("127.0.0.1", socket))

        async def without_policy(scope: Scope, receive: Receive, send: Send) -> None:
            async def bare(message: Message) -> None:
                if "headers" in message:
                    kept = [item for item in message["headers"] if item[0] != b"content-security-policy"]
                    message = {**message, "headers": kept}
                await send(message)

            await app(scope, receive, bare)

        server = uvicorn.Server(uvicorn.Config(without_policy, log_level="warning", lifespan="off", ws="none"))
        thread = threading.Thread(target=server.run, args=([socket],))
        thread.start()
        try:
            seen = chromium(url_of(socket), tmp_path, 120_000)
        finally:
            server.should_exit = True
            thread.join(30)
    assert len(seen["report"]) == len(tasks)
    for task, row in zip(tasks, seen["report"], strict=True):
        assert row["hidden"]
        for text, said in (
            ("nonsense", row["nonsense"]),
            ("", row["empty"]),
            *zip("ABCD", row.get("clicks", ()), strict=False),
        ):
            verdict = etude.verify(task, text)
            assert said.startswith("Correct, reward 1" if verdict.correct else "Not correct, reward 0"), (
                task.id,
                text,
                said,
            )
            assert f"Reason code: {verdict.reason}" in said
            assert (verdict.extracted or "nothing") in said


def test_bad_input_gets_one_line(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("")
    (tmp_path / "bad.jsonl").write_text('{"id": 1}\n')
    (tmp_path / "file").write_text("")
    (tmp_path / "good.jsonl").write_text(etude.make_task("arithmetic.modular").to_json() + "\n")
    for arguments, words in (
        (["view", "none.jsonl"], "cannot read none.jsonl"),
        (["view", "empty.jsonl"], "holds no tasks"),
        (["view", "bad.jsonl"], "row 1"),
        (["view", "good.jsonl", "--out", "file"], "it is a file"),
        (["view", "none.jsonl", "--serve"], "cannot read none.jsonl"),
        (["view", "empty.jsonl", "--serve"], "holds no tasks"),
        (["view", "bad.jsonl", "--serve"], "row 1"),
        (["view", "good.jsonl", "--serve", "--host", "no.such.host.invalid"], "cannot listen on no.such.host.invalid"),
        (["view", "good.jsonl", "--serve", "--out", "site"], "--out cannot be used with --serve"),
        (["view", "good.jsonl", "--port", "8000"], "--port cannot be used without --serve"),
        (["view", "good.jsonl", "--serve", "--port", "70000"], "70000"),
    ):
        done = run_etude(*arguments, cwd=tmp_path)
        assert done.returncode != 0
        assert words in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "site").exists()
    assert run_etude("view", "good.jsonl", cwd=tmp_path).returncode == 0
