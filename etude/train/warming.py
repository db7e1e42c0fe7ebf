"""Supervised steps on right answers, so that a model knows the form of a task before it is rewarded for answers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from etude.models import Loaded
from etude.rng import Stream
from etude.task import Task
from etude.train.data import Form
from etude.train.sampling import rendered, sample
from etude.verifiers import verify

_LOOK, _LOOKED_AT = 50, 256
"""Steps between two looks at the accuracy, and tasks that are looked at."""
_RISE = 50
"""Steps over which the learning rate rises, a quarter of all at most."""


def warm_up(
    loaded: Loaded,
    tasks: Sequence[Task],
    form: Form,
    *,
    steps: int,
    batch: int = 128,
    learning_rate: float = 1e-3,
    noise: float = 0.0,
    until: float = 1.0,
    longest: int = 256,
    bf16: bool = False,
    seed: int = 0,
) -> int:
    """Supervised steps on right answers to tasks in that form; returns how many were taken.

    noise: the share of answers that are swapped with another task's. until: the accuracy (one completion each of up to
    ``longest`` tokens, temperature 1, on some of the tasks) at which to stop before all steps are taken; it is looked
    at now and then. bf16: compute in 16 bits. Raises ArithmeticError if the loss is no number any more.
    """
    import torch

    model, tokenizer = loaded
    model.train()
    device = next(model.parameters()).device
    optimizer = torch.optim.AdamW(model.parameters(), lr=learning_rate)
    place = Stream("warm-up", seed)
    rows = [_row(tokenizer, task, tasks, form, place, noise) for task in tasks]
    rise = max(1, min(_RISE, steps // 4))
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = learning_rate * min(1.0, (step + 1) / rise)
        inputs = _batch([rows[place.below(len(rows))] for _ in range(batch)], tokenizer.pad_token_id)
        with torch.autocast(device.type, torch.bfloat16, enabled=bf16):
            loss = model(**{name: tensor.to(device) for name, tensor in inputs.items()}).loss
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        if not math.isfinite(loss.item()):
            raise ArithmeticError("the warm-up diverged: use a smaller learning rate")
        if until < 1 and (step + 1) % _LOOK == 0 and _accuracy(loaded, tasks[:_LOOKED_AT], form, longest) >= until:
            return step + 1
    return steps


def _row(
    tokenizer: Any, task: Task, tasks: Sequence[Task], form: Form, place: Stream, noise: float
) -> tuple[list[int], int]:
    """The tokens of a prompt with its answer, and how many of them are the prompt's."""
    answer = place.choice(tasks).answer if noise and place.below(1000) < 1000 * noise else task.answer
    head = tokenizer(rendered(tokenizer, form.prompt(task)), add_special_tokens=False)["input_ids"]
    tail = tokenizer(form.answer(task, answer), add_special_tokens=False)["input_ids"]
    return [*head, *tail, tokenizer.eos_token_id], len(head)


def _batch(rows: Sequence[tuple[list[int], int]], pad: int) -> dict[str, Any]:
    """Rows as tensors, filled up on the right; only the tokens of the answers count in the loss."""
    import torch

    longest = max(len(ids) for ids, _ in rows)
    inputs, labels = torch.full((len(rows), longest), pad), torch.full((len(rows), longest), -100)
    for i, (ids, head) in enumerate(rows):
        inputs[i, : len(ids)] = torch.tensor(ids)
        labels[i, head : len(ids)] = torch.tensor(ids[head:])
    mask = (torch.arange(longest) < torch.tensor([len(ids) for ids, _ in rows])[:, None]).long()
    return {"input_ids": inputs, "attention_mask": mask, "labels": labels}


def _accuracy(loaded: Loaded, tasks: Sequence[Task], form: Form, longest: int) -> float:
    prompts = [form.prompt(task) for task in tasks]
    said = sample(loaded, prompts, max_new_tokens=longest, batch=len(tasks))
    return sum(verify(task, texts[0]).correct for task, texts in zip(tasks, said, strict=True)) / len(tasks)
