"""Probes: a model that has seen half of a benchmark is told from one that has not."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from etude.benchmarks.build import build
from etude.benchmarks.folder import Benchmark
from etude.benchmarks.models import Function, load
from etude.benchmarks.probe import SHARES, ProbeProblem, control_of, parted, probe, rouge_l, separated
from etude.benchmarks.suite import parse_suite
from etude.models import ModelProblem
from etude.task import Task
from tests.benchmarks.conftest import SALT

SUITE = """{name: p, title: p, summary: p, source: p, n: 16, mix: [{levels: [1, 2], families:
[music.rhythm.bar_lines, music.melody.retrograde, arithmetic.step_trace]}]}"""


@pytest.fixture(scope="module")
def tasks(tmp_path_factory: pytest.TempPathFactory) -> list[Task]:
    out = tmp_path_factory.mktemp("probe") / "b"
    return Benchmark(build(parse_suite(SUITE, "p.yaml"), out, SALT).folder).tasks()


@pytest.fixture(scope="module")
def model(tasks: list[Task], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small language model of characters, trained until it knows every other question by heart."""
    torch = pytest.importorskip("torch")
    transformers = pytest.importorskip("transformers")
    from tokenizers import Regex, Tokenizer
    from tokenizers.decoders import Fuse
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Split

    characters = sorted({c for task in tasks for c in task.prompt} | {chr(i) for i in range(32, 127)} | {"\n"})
    inner = Tokenizer(WordLevel({c: i for i, c in enumerate(["<unk>", *characters])}, unk_token="<unk>"))
    inner.pre_tokenizer = Split(Regex(r"[\s\S]"), "isolated")
    inner.decoder = Fuse()
    tokenizer = transformers.PreTrainedTokenizerFast(tokenizer_object=inner, unk_token="<unk>", pad_token="<unk>")
    torch.set_num_threads(1)  # the other cores run other tests
    torch.manual_seed(0)
    config = transformers.GPT2Config(
        vocab_size=len(characters) + 1, n_positions=768, n_embd=96, n_layer=2, n_head=4, bos_token_id=0, eos_token_id=0,
        resid_pdrop=0.0, embd_pdrop=0.0, attn_pdrop=0.0,
    )  # fmt: skip
    net = transformers.GPT2LMHeadModel(config)
    texts = [task.prompt for task in tasks[::2]]
    batch = tokenizer(texts, return_tensors="pt", padding=True, add_special_tokens=False)
    labels = batch["input_ids"].masked_fill(batch["attention_mask"] == 0, -100)
    optimizer = torch.optim.AdamW(net.parameters(), lr=3e-3)
    for _ in range(300):
        loss = net(input_ids=batch["input_ids"], attention_mask=batch["attention_mask"], labels=labels).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if loss.item() < 0.03:
            break
    folder = tmp_path_factory.mktemp("model")
    net.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


@pytest.mark.filterwarnings("ignore")
def test_seen_questions_are_told_from_unseen_ones(tasks: list[Task], model: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("etude.benchmarks.probe.ANSWER", 0)
    asked = load(str(model))
    seen = {task.id for task in tasks[::2]}
    report = probe(tasks, asked, "small", n=16, seed=5)
    ours = [one for one in report.probed if not one.control]
    assert len(ours) == 16
    for measure in ("score", "familiarity"):
        values = [(getattr(one, measure), one.id not in seen) for one in ours]
        assert separated(values)[0] >= 0.95, measure
    assert report.known
    fresh = probe([task for task in tasks if task.id not in seen], asked, "small", n=16, seed=6)
    assert not fresh.known, fresh.separation
    control = [(one.familiarity, False) for one in report.probed if one.control]
    unseen = [(one.familiarity, True) for one in ours if one.id not in seen]
    assert 0.3 < separated([*control, *unseen])[0] < 0.7  # type: ignore[list-item]


def test_a_function_that_knows_all_and_one_that_knows_nothing(tasks: list[Task]) -> None:
    def knows(prompts: list[str]) -> list[str]:
        whole = {task.prompt: task.answer for task in tasks}
        said = []
        for head in prompts:
            found = next((prompt for prompt in whole if prompt.startswith(head)), "")
            said.append(f"{found[len(head) :]}\n\\boxed{{{whole[found]}}}" if found else "?")
        return said

    report = probe(tasks, Function(knows), n=20, seed=1)
    assert report.separation["rouge_l"][0] > 0.95
    assert report.known
    # The first 40 % may be the wording alone, which several questions begin with.
    assert [row[:4] for row in report.table()[2:3]] == [("benchmark", SHARES[-1], 1.0, 1.0)]
    assert report.table()[2][4] == 1.0
    nothing = probe(tasks, Function(lambda prompts: ["no"] * len(prompts)), n=20, seed=1)
    assert not nothing.known
    assert nothing.to_dict()["shares"][0]["exact_match"] == 0
    unmarked = probe(tasks, Function(knows), n=4, seed=1, marked=False)
    assert unmarked.table()[0][4] is None


def test_control_questions_are_fresh_and_of_the_same_kind(tasks: list[Task]) -> None:
    fresh = control_of(tasks, 3)
    assert [(task.family, task.level) for task in fresh] == [(task.family, task.level) for task in tasks]
    assert not {task.fingerprint for task in fresh} & {task.fingerprint for task in tasks}
    assert len({task.fingerprint for task in fresh}) == len(fresh)
    assert control_of(tasks, 3) == fresh
    assert control_of(tasks, 4) != fresh


def test_rouge_l_is_lins() -> None:
    """Against the definition, with a plain table of subsequences."""

    def plain(a: list[str], b: list[str]) -> float:
        rows = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
        for i, x in enumerate(a):
            for j, y in enumerate(b):
                rows[i + 1][j + 1] = rows[i][j] + 1 if x == y else max(rows[i][j + 1], rows[i + 1][j])
        n = rows[-1][-1]
        return 2 * n / (len(a) + len(b)) if n else 0.0

    for wanted, text in (("a b c d", "a x c d"), ("a b c", "c b a"), ("a", ""), ("the cat sat", "the cat sat on it")):
        assert rouge_l(wanted, text) == pytest.approx(plain(wanted.split(), text.split()[: len(wanted.split())]))


def test_questions_are_cut_between_words() -> None:
    head, rest = parted("one two three four", 40)
    assert (head, rest) == ("one two", " three four")
    assert "".join(parted("abc", 40)) == "abc"


def test_auc_counts_pairs() -> None:
    values = [(0.9, False), (0.4, False), (0.4, True), (0.1, True)]
    assert separated(values)[0] == pytest.approx(3.5 / 4)
    assert separated([])[0] == 0.5
    same = separated([(float(i), bool(i % 2)) for i in range(100)])
    assert same[1].low < 0.5 < same[1].high
    assert math.isclose(same[0], 0.5, abs_tol=0.02)


def test_models_that_cannot_be_had(tasks: list[Task], tmp_path: Path) -> None:
    with pytest.raises(ProbeProblem, match="cannot import"):
        load("nothing_here:f")
    with pytest.raises(ProbeProblem, match="cannot import"):
        load("math:nothing")
    with pytest.raises(ProbeProblem, match="no function"):
        load("math:pi")
    with pytest.raises(ModelProblem, match="cannot load the model"):
        load(str(tmp_path))
    with pytest.raises(ProbeProblem, match="a text for each"):
        probe(tasks, Function(lambda prompts: ["x"]), n=2, seed=1)
    with pytest.raises(ProbeProblem, match="no questions"):
        probe([], Function(lambda prompts: prompts), n=2, seed=1)
