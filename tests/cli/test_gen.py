"""gen-tasks as its users run it: real processes, pipes, signals and full disks."""

from __future__ import annotations

import hashlib
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

import etude
from etude.task import Task
from etude.tasks.files.formats import read_tasks

GEN = [sys.executable, "-m", "etude.cli.gen"]


def gen(*arguments: str, cwd: Path, env: dict[str, str] | None = None, **options: object):
    code = "from etude.cli.gen import main; main()"
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, env={**os.environ, **(env or {})}, timeout=120, **options
    )


@contextmanager
def long_run(folder: Path):
    """A run that would go on for minutes, once it has written something; killed in any case."""
    code = "from etude.cli.gen import main; main()"
    command = [sys.executable, "-c", code, "--n", "200000", "--workers", "2", "--out", "a.jsonl"]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True, start_new_session=True) as run:
        try:
            partial = folder / ".a.jsonl.partial"
            deadline = time.monotonic() + 60
            while time.monotonic() < deadline and not (partial.exists() and partial.stat().st_size > 10_000):
                time.sleep(0.02)
            yield run
        finally:
            run.kill()


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_plain_run_writes_tasks_a_manifest_and_a_summary(tmp_path: Path) -> None:
    done = gen("--domain", "music", "--n", "200", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "200 tasks to music-200-seed0.jsonl" in done.stdout
    target = tmp_path / "music-200-seed0.jsonl"
    tasks = list(read_tasks(target))
    assert tasks == list(etude.generate("music", n=200))
    manifest = json.loads((tmp_path / "music-200-seed0.jsonl.manifest.json").read_text())
    assert manifest["sha256"] == sha(target)
    assert (manifest["tasks"], manifest["complete"]) == (200, True)
    assert sum(sum(levels.values()) for levels in manifest["counts"].values()) == 200
    assert manifest["arguments"]["seed"] == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [target.name, f"{target.name}.manifest.json"]


def test_the_bytes_do_not_depend_on_workers_or_hash_seed(tmp_path: Path) -> None:
    hashes = set()
    for number, (workers, hash_seed) in enumerate((("1", "0"), ("2", "1"), ("3", "2"))):
        done = gen(
            "--n", "700", "--seed", "5", "--workers", workers, "--out", f"{number}.jsonl",
            cwd=tmp_path, env={"PYTHONHASHSEED": hash_seed, "LC_ALL": "C", "TZ": "Asia/Tokyo"},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        hashes.add(sha(tmp_path / f"{number}.jsonl"))
    assert len(hashes) == 1


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_killed_run_is_resumed_to_the_same_bytes(tmp_path: Path, workers: str) -> None:
    arguments = ["--n", "3000", "--seed", "2", "--workers", workers]
    assert gen(*arguments, "--out", "whole.jsonl", cwd=tmp_path).returncode == 0
    command = [sys.executable, "-c", "from etude.cli.gen import main; main()", *arguments, "--out", "cut.jsonl"]
    killed = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    partial = tmp_path / ".cut.jsonl.partial"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not (partial.exists() and partial.stat().st_size > 300_000):
        time.sleep(0.01)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert partial.exists(), "it was over before it could be killed"
    assert not (tmp_path / "cut.jsonl").exists()
    with partial.open("ab") as file:
        file.write(b'{"id":"torn')
    done = gen(*arguments, "--out", "cut.jsonl", "--resume", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert sha(tmp_path / "cut.jsonl") == sha(tmp_path / "whole.jsonl")
    assert not partial.exists()


def test_resuming_with_other_arguments_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".a.jsonl.partial").write_bytes(b"")
    (tmp_path / ".a.jsonl.partial.json").write_text('{"n": 5}')
    done = gen("--n", "6", "--out", "a.jsonl", "--resume", cwd=tmp_path)
    assert done.returncode == 1
    assert "other arguments" in done.stderr


def test_resume_across_a_family_that_runs_dry(tmp_path: Path) -> None:
    from etude.tasks.files.run import Order, write
    from etude.tasks.generation import lanes_for, select

    lanes = tuple(lanes_for(select(None, ["music.interval.complete", "arithmetic.modular"]), 1))
    order = Order(lanes, 1200, 3)
    whole = write(order, tmp_path / "whole.jsonl", 1, lambda made: None)
    lines = (tmp_path / "whole.jsonl").read_bytes().splitlines(keepends=True)
    assert len(whole.dry) == 1
    for kept in (1, 500, 601, 1100, 1200):
        target = tmp_path / "cut.jsonl"
        (tmp_path / ".cut.jsonl.partial").write_bytes(b"".join(lines[:kept]))
        (tmp_path / ".cut.jsonl.partial.json").write_text(json.dumps(order.to_dict()))
        again = write(order, target, 1, lambda made: None, resume=True)
        assert (again.sha256, again.counts) == (whole.sha256, whole.counts)
        assert target.read_bytes() == b"".join(lines)


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--n", "0"], 2, "0 is not in the range"),
        (["--n", "-5"], 2, "-5 is not in the range"),
        (["--n", "x"], 2, "not a valid integer"),
        ([], 2, "--n"),
        (["--domain", "musik", "--n", "5"], 2, "did you mean music"),
        (["--family", "music.interval.nam", "--n", "5"], 2, "did you mean music.interval.name"),
        (["--family", "arithmetic.modular", "--domain", "music", "--n", "5"], 2, "not in the domain music"),
        (["--level", "7", "--n", "5"], 2, "no level 7"),
        (["--split", "dev", "--n", "5"], 2, "train or test"),
        (["--preset", "smr"], 2, "did you mean ssmr"),
        (["--preset", "ssmr", "--domain", "music"], 2, "leave out"),
        (["--n", "5", "--out", "no/such/folder/x.jsonl"], 1, "there is no folder"),
        (["--n", "5", "--out", "."], 1, "it is a folder"),
        (["--n", "5", "--out", "-", "--format", "parquet"], 2, "cannot be written to a pipe"),
        (["--n", "5", "--images", "--out", "-"], 2, "--images writes files"),
        (["--n", "5", "--out", "-", "--resume"], 2, "--resume needs"),
        (["--n", "5", "--nn"], 2, "No such option"),
        (["--n", "5", "--seed", "9" * 30], 2, "not in the range"),
        (["--n", "5", "--format", "xml"], 2, "jsonl"),
        (["--n", "5", "--out", "/dev/full"], 1, "No space left"),
        (["--n", "5", "--out", "/proc/none.jsonl"], 1, "cannot write"),
    ],
)
def test_a_mistake_is_one_clear_line(tmp_path: Path, arguments: list[str], code: int, message: str) -> None:
    done = gen(*arguments, cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert message in done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    assert done.stderr.startswith("gen-tasks: error: ")
    assert list(tmp_path.iterdir()) == []


def test_more_than_there_are_keeps_what_was_made(tmp_path: Path) -> None:
    done = gen("--family", "music.interval.complete", "--level", "1", "--n", "5000", "--out", "a.jsonl", cwd=tmp_path)
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    made = len((tmp_path / "a.jsonl").read_text().splitlines())
    assert f"only {made} of 5000 tasks" in done.stderr
    assert f"music.interval.complete level 1 ({made})" in done.stderr
    manifest = json.loads((tmp_path / "a.jsonl.manifest.json").read_text())
    assert (manifest["complete"], manifest["exhausted"][0]["capacity"]) == (False, made)
    more = gen(
        "--family", "music.interval.complete", "--level", "1", "--n", "5000", "--allow-duplicates", "-q", cwd=tmp_path
    )
    assert (more.returncode, more.stdout) == (0, "")


def _on_a_terminal(folder: Path, *arguments: str) -> str:
    """What a run shows on standard error when that is a terminal."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from etude.cli.gen import main; main()", *arguments]
    env = {**os.environ, "TERM": "xterm", "COLUMNS": "120"}
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=theirs, env=env) as run:
        os.close(theirs)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:
                break
            if not piece:
                break
            shown += piece
    os.close(ours)
    assert run.returncode == 0
    return shown.decode()


def test_a_terminal_gets_a_bar_with_rate_and_time_left(tmp_path: Path) -> None:
    text = _on_a_terminal(tmp_path, "--n", "6000", "--out", "a.jsonl")
    assert "writing tasks" in text
    assert "/6000" in text
    assert "/s" in text
    assert "0:00:0" in text


def test_drawing_has_a_bar_that_moves(tmp_path: Path) -> None:
    for module in ("verovio", "resvg_py"):
        pytest.importorskip(module)
    names = ["--family", "music.chord.name", "--family", "music.chord.name:view=image"]
    text = _on_a_terminal(tmp_path, *names, "--n", "300", "--images", "--out", "a.jsonl")
    assert len(set(re.findall(r"drawing pictures.*?(\d+)/300", text))) >= 3
    manifest = json.loads((tmp_path / "a.jsonl.manifest.json").read_text())
    assert list(manifest["counts"]) == ["music.chord.name:view=image"]


def test_a_pipe_gets_the_tasks_and_nothing_else(tmp_path: Path) -> None:
    done = gen("--n", "30", "--out", "-", cwd=tmp_path)
    assert [Task.from_json(line).index for line in done.stdout.splitlines()].count(0) == 30
    assert "30 tasks to standard output" in done.stderr
    assert list(tmp_path.iterdir()) == []
    code = "from etude.cli.gen import main; main()"
    command = f"'{sys.executable}' -c '{code}' --n 20000 --out - -q | head -1"
    piped = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True)
    assert piped.stdout.count("\n") == 1
    assert piped.stderr == ""
    full = subprocess.run(["bash", "-c", f"'{sys.executable}' -c '{code}' --n 20 --out - -q >/dev/full"],
                          cwd=tmp_path, capture_output=True, text=True)  # fmt: skip
    assert full.returncode == 1
    assert full.stderr.count("\n") == 1


def test_an_interrupted_run_says_how_to_go_on(tmp_path: Path) -> None:
    with long_run(tmp_path) as run:
        os.killpg(run.pid, signal.SIGINT)
        _, message = run.communicate(timeout=60)
    assert run.returncode == 1
    assert message.count("\n") == 1, message
    assert "run again with --resume" in message
    assert (tmp_path / ".a.jsonl.partial").exists()


needs_ps = pytest.mark.skipif(shutil.which("ps") is None, reason="ps lists the workers")


@needs_ps
def test_a_killed_worker_is_one_line_and_loses_nothing(tmp_path: Path) -> None:
    with long_run(tmp_path) as run:
        command = ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(run.pid)]
        listed = subprocess.run(command, capture_output=True, text=True).stdout.splitlines()
        workers = [line.split()[0] for line in listed if "--multiprocessing-fork" in line]
        assert workers, listed
        os.kill(int(workers[0]), signal.SIGKILL)
        _, message = run.communicate(timeout=60)
    assert run.returncode == 1
    assert message.count("\n") == 1, message
    assert "a worker process was killed" in message
    assert "--resume" in message


@needs_ps
def test_a_killed_parent_leaves_no_workers(tmp_path: Path) -> None:
    with long_run(tmp_path) as run:
        run.kill()
        run.wait()
        deadline, left = time.monotonic() + 30, ["?"]
        while left and time.monotonic() < deadline:
            left = subprocess.run(
                ["ps", "-o", "pid=", "-s", str(run.pid)], capture_output=True, text=True
            ).stdout.split()
            time.sleep(0.1)
    assert left == []


def test_a_full_disk_keeps_what_was_written(tmp_path: Path) -> None:
    """A file size limit fails writes just as a full disk does (EFBIG instead of ENOSPC)."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    done = gen("--n", "2000", "--out", "a.jsonl", cwd=tmp_path, preexec_fn=limit)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "--resume" in done.stderr
    assert not (tmp_path / "a.jsonl").exists()
    assert gen("--n", "2000", "--out", "a.jsonl", "--resume", cwd=tmp_path).returncode == 0
    assert gen("--n", "2000", "--out", "b.jsonl", cwd=tmp_path).returncode == 0
    assert sha(tmp_path / "a.jsonl") == sha(tmp_path / "b.jsonl")


def test_parquet_holds_the_same_tasks(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    assert gen("--n", "120", "--out", "a.parquet", cwd=tmp_path).returncode == 0
    assert gen("--n", "120", "--out", "a.jsonl", cwd=tmp_path).returncode == 0
    assert list(read_tasks(tmp_path / "a.parquet")) == list(read_tasks(tmp_path / "a.jsonl"))
    first = sha(tmp_path / "a.parquet")
    assert gen("--n", "120", "--out", "a.parquet", "--workers", "2", cwd=tmp_path).returncode == 0
    assert sha(tmp_path / "a.parquet") == first
    assert len(list(tmp_path.iterdir())) == 4


def test_pictures_lie_beside_the_tasks_and_in_parquet(tmp_path: Path) -> None:
    for module in ("verovio", "resvg_py"):
        pytest.importorskip(module)
    parquet = pytest.importorskip("pyarrow.parquet")
    for workers in ("1", "2"):
        out = ["--out", f"{workers}.jsonl", "--workers", workers]
        done = gen("--domain", "music", "--n", "60", "--images", *out, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    assert sha(tmp_path / "1.jsonl") == sha(tmp_path / "2.jsonl")
    tasks = list(read_tasks(tmp_path / "1.jsonl"))
    names = [name for task in tasks for name in task.images]
    assert (
        len(names)
        == sum(1 + len(task.meta.get("option_scores", ())) for task in tasks if "view=image" in task.family)
        > 30
    )
    assert sorted(path.name for path in (tmp_path / "images").iterdir()) == sorted(names)
    assert all(task.fingerprint in name for task in tasks for name in task.images)
    assert all("```abc" not in task.prompt for task in tasks)
    pictures = {name: (tmp_path / "images" / name).read_bytes() for name in names}
    assert all(content.startswith(b"\x89PNG") for content in pictures.values())
    assert gen("--domain", "music", "--n", "60", "--images", "--out", "a.parquet", cwd=tmp_path).returncode == 0
    rows = parquet.read_table(tmp_path / "a.parquet").column("images").to_pylist()
    assert {picture["path"]: picture["bytes"] for row in rows for picture in row} == pictures
    assert list(read_tasks(tmp_path / "a.parquet")) == tasks
    assert gen("--preset", "ssmr", "--n", "5", "--images", "--out", "-", cwd=tmp_path).returncode == 2


def test_a_picture_gives_nothing_away(tmp_path: Path) -> None:
    pytest.importorskip("verovio")
    from etude.tasks.files.pictures import score_png, score_svg
    from etude.theory.engraving import Score

    task = etude.make_task("music.chord.name:view=image", 1, 1)
    score = Score(task.meta["abc"])
    svg, png = score_svg(score), score_png(score)
    assert "Etude" not in svg
    assert "<title" not in svg
    assert all(chunk not in png for chunk in (b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"tIME"))
    assert png == score_png(score)
    assert svg == score_svg(score)


def test_a_mixed_file_has_one_schema(tmp_path: Path) -> None:
    """So that pandas, polars, DuckDB and datasets read it as it is: a field never changes its type."""
    reader = pytest.importorskip("pyarrow.json")
    assert gen("--n", "660", "--out", "a.jsonl", cwd=tmp_path).returncode == 0
    table = reader.read_json(tmp_path / "a.jsonl", reader.ReadOptions(block_size=1 << 24))
    assert table.num_rows == 660


def test_an_old_file_survives_a_run_that_fails(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("mine")
    assert gen("--n", "5", "--family", "nothing", "--out", "a.jsonl", cwd=tmp_path).returncode == 2
    assert (tmp_path / "a.jsonl").read_text() == "mine"
