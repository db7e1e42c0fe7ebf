"""Each exporter by the real library: it loads, reference answers get 1, empty answers 0."""

from __future__ import annotations

import asyncio
import importlib
import json
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from etude.benchmarks.build import BuildProblem
from etude.benchmarks.exporters import TOOLS
from etude.benchmarks.exporters.export import export
from etude.benchmarks.exporters.rows import ExportProblem, mark, module_name
from etude.benchmarks.folder import Benchmark
from etude.task import Task
from tests.benchmarks.conftest import SALT

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def tasks(private: Path) -> list[Task]:
    return Benchmark(private).tasks()[:12]


@pytest.fixture
def exported(private: Path, tasks: list[Task], tmp_path: Path):  # type: ignore[no-untyped-def]
    def make(tool: str) -> Path:
        export(Benchmark(private), tasks, tool, tmp_path / tool)
        return tmp_path / tool

    return make


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("HF_HUB_OFFLINE", "HF_DATASETS_OFFLINE"):
        monkeypatch.setenv(name, "1")
    monkeypatch.setenv("INSPECT_LOG_DIR", str(tmp_path / "logs"))


@pytest.mark.parametrize("kind", ["private", "public", "pictured"])
def test_datasets_loads_a_benchmark_as_it_is(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    from datasets import load_dataset

    folder = request.getfixturevalue(kind)
    rows = load_dataset(str(folder), split="test", cache_dir=str(tmp_path))
    wanted = Benchmark(folder).questions
    assert [dict(row) for row in rows] == wanted
    if kind == "private":
        answers = load_dataset(str(folder), "answers", split="test", cache_dir=str(tmp_path))
        asked = {row["id"]: row for row in rows}
        assert all(mark({**asked[row["id"]], **row}, row["answer"]).reward == 1 for row in answers)
        assert not any(mark({**asked[row["id"]], **row}, "").reward for row in answers)


def test_pandas_polars_and_duckdb_load_it_as_it_is(private: Path) -> None:
    duckdb, polars = pytest.importorskip("duckdb"), pytest.importorskip("polars")
    import pandas

    for name in ("questions.jsonl", "answers.jsonl"):
        path = private / name
        assert len(pandas.read_json(path, lines=True)) == 70
        assert len(polars.read_ndjson(path)) == 70
        assert duckdb.sql(f"select count(*) from read_json('{path}')").fetchall() == [(70,)]


def test_datasets_loads_an_export(exported, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    from datasets import load_dataset

    rows = load_dataset(str(exported("datasets")), split="test", cache_dir=str(tmp_path / "cache"))
    right = rows.map(lambda row: {"reward": mark(row, row["answer"]).reward}, load_from_cache_file=False)
    empty = rows.map(lambda row: {"reward": mark(row, "").reward}, load_from_cache_file=False)
    assert sum(right["reward"]) == 12
    assert sum(empty["reward"]) == 0


def test_datasets_shows_the_pictures(pictured: Path, tmp_path: Path) -> None:
    from datasets import load_dataset

    benchmark = Benchmark(pictured)
    export(benchmark, benchmark.tasks(SALT)[:5], "datasets", tmp_path / "out")
    rows = load_dataset(str(tmp_path / "out"), split="test", cache_dir=str(tmp_path / "cache"))
    assert rows[0]["images"][0].size[0] > 50


def _answering(give: bool, tasks: list[Task]):  # type: ignore[no-untyped-def]
    from lm_eval.api.model import LM

    answers = {task.prompt: task.answer for task in tasks}

    class Oracle(LM):
        def generate_until(self, requests, **_):  # type: ignore[no-untyped-def]
            return [answers[request.args[0]] if give else "" for request in requests]

        def loglikelihood(self, requests, **_):  # type: ignore[no-untyped-def]
            raise NotImplementedError

        loglikelihood_rolling = loglikelihood

    return Oracle()


def test_lm_eval_runs_it(private: Path, exported, tasks: list[Task]) -> None:  # type: ignore[no-untyped-def]
    from lm_eval import simple_evaluate
    from lm_eval.tasks import TaskManager

    folder = exported("lm-eval")
    name = module_name(Benchmark(private))
    manager = TaskManager(include_path=str(folder), include_defaults=False)
    assert name in manager.all_tasks
    for give in (True, False):
        found = simple_evaluate(_answering(give, tasks), tasks=[name], task_manager=manager, bootstrap_iters=0)
        assert found is not None
        results = found["results"][name]
        assert (results["correct,none"], results["reward,none"]) == (float(give), float(give))
        assert found["n-samples"][name]["effective"] == 12


def test_inspect_ai_runs_it(private: Path, exported, tasks: list[Task], tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    from inspect_ai import eval as run
    from inspect_ai.model import ModelOutput, ModelUsage, get_model

    monkeypatch.chdir(exported("inspect-ai"))
    for give in (True, False):
        outputs = [ModelOutput.from_content("mockllm", task.answer if give else "") for task in tasks]
        for output in outputs:
            output.usage = ModelUsage()  # else it is counted by a tokenizer from the network
        model = get_model("mockllm/model", custom_outputs=outputs)
        (log,) = run(
            f"{module_name(Benchmark(private))}.py",
            model=model,
            display="none",
            log_dir=str(tmp_path / "logs"),
            max_samples=1,
        )
        assert log.status == "success", log.error
        assert log.results is not None
        assert log.results.scores[0].metrics["accuracy"].value == float(give)


@pytest.fixture
def path_of(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    def add(folder: Path) -> None:
        monkeypatch.syspath_prepend(str(folder))
        importlib.invalidate_caches()

    before = set(sys.modules)
    yield add
    for name in set(sys.modules) - before:
        if name.startswith("etude_"):
            del sys.modules[name]


def test_verifiers_runs_it(private: Path, exported, tasks: list[Task], path_of) -> None:  # type: ignore[no-untyped-def]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import verifiers

    path_of(exported("verifiers"))
    environment = verifiers.load_environment(module_name(Benchmark(private)))
    for give in (True, False):
        outputs = asyncio.run(environment.evaluate(_client(give, tasks), "none"))
        rewards = [row["reward"] for row in outputs["outputs"]]
        assert rewards == [float(give)] * 12


def _client(give: bool, tasks: list[Task]):  # type: ignore[no-untyped-def]
    """A client of the library's own base class that knows the answers."""
    from verifiers.clients.client import Client
    from verifiers.types import Response, ResponseMessage

    answers = {task.prompt: task.answer for task in tasks}

    class Oracle(Client):
        def setup_client(self, config):  # type: ignore[no-untyped-def]
            return None

        async def to_native_tool(self, tool):  # type: ignore[no-untyped-def]
            return tool

        async def to_native_prompt(self, messages):  # type: ignore[no-untyped-def]
            return messages, {}

        async def get_native_response(self, prompt, model, sampling_args, tools=None, **_):  # type: ignore[no-untyped-def]
            last = prompt[-1]
            return answers[last["content"] if isinstance(last, dict) else last.content] if give else ""

        async def raise_from_native_response(self, response):  # type: ignore[no-untyped-def]
            return None

        async def from_native_response(self, response):  # type: ignore[no-untyped-def]
            message = ResponseMessage(
                role="assistant", content=response, finish_reason="stop", is_truncated=False, tokens=None
            )
            return Response(id="1", created=0, model="none", usage=None, message=message)

        async def close(self) -> None:
            return None

    return Oracle(None)


def test_verl_reads_its_columns(exported) -> None:  # type: ignore[no-untyped-def]
    from pyarrow import parquet

    folder = exported("verl")
    rows = parquet.read_table(folder / "test.parquet").to_pylist()
    assert set(rows[0]) == {"data_source", "prompt", "ability", "reward_model", "extra_info"}
    scope: dict[str, object] = {}
    exec((folder / "reward.py").read_text(), scope)
    score = scope["compute_score"]
    for row in rows:
        truth = row["reward_model"]["ground_truth"]
        right = score(row["data_source"], json.loads(truth)["answer"], truth, row["extra_info"])  # type: ignore[operator]
        assert right == 1.0
        assert score(row["data_source"], "", truth) == 0.0  # type: ignore[operator]


def test_pictures_go_where_they_can_be_shown(pictured: Path, tmp_path: Path) -> None:
    benchmark = Benchmark(pictured)
    tasks = benchmark.tasks(SALT)[:4]
    for tool in TOOLS:
        if tool in ("lm-eval", "verl"):
            with pytest.raises(ExportProblem, match="pictures"):
                export(benchmark, tasks, tool, tmp_path / tool)
            assert not (tmp_path / tool).exists()
        else:
            export(benchmark, tasks, tool, tmp_path / tool)
            assert len(list((tmp_path / tool / "images").iterdir())) >= 4
    with pytest.raises(BuildProblem, match="there already"):
        export(benchmark, tasks, "datasets", tmp_path / "datasets")
