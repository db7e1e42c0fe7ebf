"""Supervised steps before rewards."""

from __future__ import annotations

import pytest

import etude
from etude.rng import Stream
from etude.train.data import Form
from etude.train.sampling import sample
from etude.train.tiny import tiny
from etude.train.warming import _batch, _row, warm_up

SUMS = "arithmetic.integer_chain:operands=2,top=9,signs=plus,ask=line"
CHAT = "{% for m in messages %}[{{ m.role }}]{{ m.content }}{% endfor %}{% if add_generation_prompt %}[it]{% endif %}"


def test_a_row_is_what_the_model_will_be_asked_and_should_say() -> None:
    """In the recipe's own form: the chat template where there is one, a system line, solved examples."""
    _, tokenizer = tiny(layers=1, width=32)
    tokenizer.chat_template = CHAT
    shot, task = etude.make_task(SUMS, 1, 0), etude.make_task("music.note.german", 1, 1)
    ids, head = _row(tokenizer, task, [task], Form("messages", "Add.", (shot,)), Stream("t", 0), 0.0)
    said = "".join(tokenizer.convert_ids_to_tokens(ids))
    solved = f"[user]{shot.prompt}[assistant]\\boxed{{{shot.answer}}}"
    assert said == f"[system]Add.{solved}[user]{task.prompt}[it]\\boxed{{{task.answer}}}<end>"
    assert "".join(tokenizer.convert_ids_to_tokens(ids[head:])) == f"\\boxed{{{task.answer}}}<end>"
    assert etude.verify(task, said).correct


def test_only_answers_count_in_the_loss() -> None:
    inputs = _batch([([5, 6, 7, 8], 2), ([5, 9], 1)], pad=0)
    assert inputs["input_ids"].tolist() == [[5, 6, 7, 8], [5, 9, 0, 0]]
    assert inputs["attention_mask"].tolist() == [[1, 1, 1, 1], [1, 1, 0, 0]]
    assert inputs["labels"].tolist() == [[-100, -100, 7, 8], [-100, 9, -100, -100]]


def test_noise_swaps_answers() -> None:
    _, tokenizer = tiny(layers=1, width=32)
    tasks = [task for task, _ in zip(etude.generate(family=SUMS, seed=1), range(20), strict=False)]
    place = Stream("t", 0)
    tails = ["".join(map(str, _row(tokenizer, tasks[0], tasks, Form("text"), place, 1.0)[0])) for _ in range(20)]
    assert len(set(tails)) > 5


@pytest.mark.filterwarnings("ignore")
def test_it_learns_what_it_is_shown_and_stops_when_it_is_good_enough() -> None:
    loaded = tiny(layers=1, width=32)
    tasks = [etude.make_task(SUMS, 1, seed) for seed in range(3)]
    form = Form("text")
    assert warm_up(loaded, tasks, form, steps=400, batch=16, learning_rate=5e-3, until=0.9, longest=4) < 400
    said = sample(loaded, [form.prompt(task) for task in tasks], temperature=0, max_new_tokens=4)
    assert [etude.verify(task, texts[0]).correct for task, texts in zip(tasks, said, strict=True)] == [True] * 3
    with pytest.raises(ArithmeticError, match="use a smaller learning rate"):
        warm_up(loaded, tasks, form, steps=20, batch=4, learning_rate=1e30)
