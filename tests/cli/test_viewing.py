"""The gallery: one page with everything in it, that answers a click in Chromium where there is one."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import etude
from tests.cli.test_gen import gen

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
_CLICKS = """
<script>
const cards = [...document.querySelectorAll(".task")];
const report = [];
for (const card of cards) {
  const letter = card.querySelector(".shipped").textContent.slice(0, 1);
  const options = [...card.querySelectorAll(".option")];
  const verdict = card.querySelector(".verdict");
  const input = card.querySelector("input");
  const before = verdict.textContent;
  const send = (text) => { input.value = text; card.querySelector(".answering button").click(); return verdict.className; };
  const row = { family: card.dataset.family, level: card.dataset.level, before, svg: card.querySelectorAll("svg").length };
  if (options.length) {
    row.clicks = options.map((option) => { option.click(); return verdict.className; });
    row.right = "ABCD".indexOf(letter);
  } else {
    row.typed = send(card.querySelector(".shipped").textContent);
    row.boxed = send("\\\\boxed{" + card.querySelector(".shipped").textContent + "}");
  }
  row.nonsense = send("nonsense");
  row.empty = send("");
  row.hidden = !card.querySelector("details.answer").open;
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
</script>
"""


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


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
def test_chromium_opens_it_and_it_answers_clicks(site: Path) -> None:
    page = (site / "index.html").read_text("utf-8").replace("const PAGE = 40;", "const PAGE = 1000;")
    clicked = site.parent / "clicked.html"
    clicked.write_text(page.replace("</body>", f"{_CLICKS}</body>"), "utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000", "--dump-dom"]
    done = subprocess.run([CHROMIUM, *flags, clicked.as_uri()], capture_output=True, text=True, timeout=120)
    found = re.search(r'<pre id="report">(.*?)</pre>', done.stdout, re.S)
    assert found, done.stderr[-2000:]
    seen = json.loads(found[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    assert len(seen["report"]) == 200
    for row in seen["report"]:
        assert row["before"] == ""
        assert row["hidden"]
        assert row["nonsense"] == row["empty"] == "verdict wrong"
        if "clicks" in row:
            assert row["clicks"] == [f"verdict {'right' if i == row['right'] else 'wrong'}" for i in range(4)], row
        else:
            assert row["typed"] == row["boxed"] == "verdict right", row
    first = seen["report"][0]["family"]
    assert set(seen["filtered"]) == {first}
    assert seen["count"].startswith(f"{len(seen['filtered'])} of 200")


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
    ):
        done = run_etude(*arguments, cwd=tmp_path)
        assert done.returncode != 0
        assert words in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "site").exists()
    assert run_etude("view", "good.jsonl", cwd=tmp_path).returncode == 0
