"""Whole runs with a model from scratch: small enough for seconds."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from etude.models import load
from etude.task import EtudeError
from etude.train.evaluation import evaluate, held_out
from etude.train.metrics import read_metrics
from etude.train.recipes import Plan, read
from etude.train.running import RunProblem, resume, train
from etude.train.sampling import sample

pytestmark = pytest.mark.filterwarnings("ignore")
SMALL = [
    "tiny_layers=1", "tiny_width=32", "warm_up_steps=5", "warm_up_tasks=50", "warm_up_until=1.0", "tasks=50",
    "eval_tasks=10", "eval_samples=2", "per_device_train_batch_size=16", "max_steps=6", "save_steps=2",
]  # fmt: skip


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run") / "r"
    train(read("tiny-sums", SMALL), folder)
    return folder


def test_a_run_leaves_all_behind(done: Path) -> None:
    names = {path.name for path in done.iterdir()}
    assert names == {
        "run.json", "metrics.jsonl", "before.jsonl", "after.jsonl", "checkpoints", "model", "report.html", "scores.json",
        "scores.png",
    }  # fmt: skip
    run = json.loads((done / "run.json").read_text())
    assert run["done"]["steps"] == 6
    assert run["recipe"]["max_steps"] == 6 and run["versions"]["trl"][0].isdigit()
    rows = read_metrics(done)
    assert [row["step"] for row in rows] == list(range(1, 7))
    assert {"reward", "entropy", "accuracy", "marking_seconds"} <= set(rows[0])
    page = (done / "report.html").read_text()
    assert page.count("<svg") == 1 and "http" not in page.replace("http://www.w3.org", "").replace(
        "http://purl.org", ""
    ).replace("http://creativecommons.org", "").replace("https://matplotlib.org", "")
    scores = json.loads((done / "scores.json").read_text())
    assert scores["before"]["overall"]["questions"] == scores["after"]["overall"]["questions"] == 10


def test_a_stopped_run_goes_on_to_the_same_end(done: Path, tmp_path: Path) -> None:
    """Killed after step 4, with the row of a step that was not saved: the same steps, rewards and answers."""
    folder = tmp_path / "r"
    shutil.copytree(done, folder)
    shutil.rmtree(folder / "checkpoints" / "checkpoint-6")
    shutil.rmtree(folder / "model")
    (folder / "after.jsonl").unlink()
    resume(folder)
    assert [(row["step"], row["reward"]) for row in read_metrics(folder)] == [
        (row["step"], row["reward"]) for row in read_metrics(done)
    ]
    assert (folder / "after.jsonl").read_bytes() == (done / "after.jsonl").read_bytes()
    assert json.loads((folder / "run.json").read_text())["done"]["steps"] == 6


def test_what_cannot_begin_or_go_on(done: Path, tmp_path: Path) -> None:
    with pytest.raises(RunProblem, match="is not empty: give a new folder"):
        train(read("tiny-sums", SMALL), done)
    with pytest.raises(RunProblem, match="holds no run"):
        resume(tmp_path)
    with pytest.raises(EtudeError, match="cannot load the model /nowhere"):
        train(read("tiny-sums", [*SMALL, "model=/nowhere"]), tmp_path / "a")
    with pytest.raises(RunProblem, match=r"report_to: .*nowhere is not supported"):
        train(read("tiny-sums", [*SMALL, "report_to=nowhere"]), tmp_path / "t")
    (tmp_path / "file").write_text("")
    with pytest.raises(EtudeError, match="cannot go on in"):
        train(read("tiny-sums", SMALL), tmp_path / "file" / "b")


def test_a_reward_that_raises_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(task: object, response: str) -> None:
        raise ZeroDivisionError("of mine\nand more")

    monkeypatch.setattr("etude.train.rewards.verify", fails)
    with pytest.raises(RunProblem, match=r"training stopped: ZeroDivisionError: of mine and more$"):
        train(read("tiny-sums", SMALL), tmp_path / "a")


def test_a_curriculum_is_saved_and_goes_on(tmp_path: Path) -> None:
    changes = [*SMALL, "curriculum=true", "families=[arithmetic.integer_chain]", "warm_up_steps=0"]
    train(read("tiny-sums", changes), tmp_path / "a")
    rows = read_metrics(tmp_path / "a")
    assert [row["step"] for row in rows] == list(range(1, 7))
    assert rows[-1]["hardest/arithmetic.integer_chain"] == 1
    state = json.loads((tmp_path / "a" / "checkpoints" / "checkpoint-6" / "curriculum.json").read_text())
    assert 12 <= state["drawn"] <= 40
    assert len(state["marks"]["arithmetic.integer_chain"]) == 64


@pytest.mark.learns
def test_adapters(tmp_path: Path) -> None:
    """They stand on the model as it was after its warm-up, also when a run goes on, and are merged into the result."""
    plan = read("tiny-sums", [*SMALL, "lora_rank=4", "max_steps=4", "learning_rate=0.02", "rewards=[random=1]"])
    whole = tmp_path / "a"
    train(plan, whole)
    assert (whole / "checkpoints" / "checkpoint-2" / "adapter_config.json").is_file()
    said = evaluate_again(whole, plan)
    assert said == (whole / "after.jsonl").read_bytes() != (whole / "before.jsonl").read_bytes()
    shutil.rmtree(whole / "checkpoints" / "checkpoint-4")
    shutil.rmtree(whole / "model")
    resume(whole)
    assert evaluate_again(whole, plan) == (whole / "after.jsonl").read_bytes() == said


def evaluate_again(folder: Path, plan: Plan) -> bytes:
    """The responses of the saved model, asked once more as the recipe asks."""
    held = held_out(plan.recipe)
    evaluate(
        lambda prompts: sample(load(str(folder / "model")), prompts, k=2, max_new_tokens=6), held, folder / "again",
        plan.recipe,
    )  # fmt: skip
    return (folder / "again").read_bytes()


def test_a_reference_model(tmp_path: Path) -> None:
    train(read("tiny-sums", [*SMALL, "beta=0.1", "max_steps=2"]), tmp_path / "a")
    assert any("kl" in name for name in read_metrics(tmp_path / "a")[-1])


@pytest.mark.parametrize("n", [24, None])
def test_a_trainer_of_ones_own(n: int | None, tmp_path: Path) -> None:
    """The README's line, with tasks in a table and with an endless stream."""
    from trl import GRPOConfig, GRPOTrainer

    import etude
    from etude.train.tiny import tiny

    given = etude.train.spec("arithmetic", n=n, level=1, prompt="text").kwargs()
    model, tokenizer = tiny(layers=1, width=32)
    config = GRPOConfig(
        output_dir=str(tmp_path), use_cpu=True, bf16=False, report_to="none", max_steps=2, logging_steps=1,
        per_device_train_batch_size=8, num_generations=4, max_completion_length=4, save_strategy="no",
        gradient_checkpointing=False, shuffle_dataset=n is not None, disable_tqdm=True,
    )  # fmt: skip
    trainer = GRPOTrainer(model=model, args=config, processing_class=tokenizer, **given)
    trainer.train()
    logs = [row for row in trainer.state.log_history if "reward" in row]
    assert len(logs) == 2
    assert all(sum(v for k, v in row.items() if k.startswith("reason/")) == pytest.approx(1) for row in logs)
    assert {"accuracy", "marking_seconds", "rewards/etude/mean"} <= set(logs[0])
