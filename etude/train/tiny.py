"""A small language model of characters, made from nothing and warmed up on right answers.

It learns to add in a minute on two cores: what tests and the first steps of a study need.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from etude.rng import Stream
from etude.task import Task
from etude.train.models import Loaded
from etude.train.sampling import sample
from etude.verifiers import verify

CHARACTERS = "\n" + "".join(map(chr, range(32, 127)))
_LOOK, _LOOKED_AT = 50, 256
"""Steps between two looks at the accuracy, and tasks that are looked at."""
_PAD, _END, _UNKNOWN = "<pad>", "<end>", "<unk>"


def tiny(*, layers: int = 4, width: int = 128, heads: int = 4, longest: int = 256, seed: int = 0) -> Loaded:
    """A Llama of characters with random weights. longest: tokens of prompt and completion together."""
    import torch
    from tokenizers import Regex, Tokenizer
    from tokenizers.decoders import Fuse
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Split
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    words = {token: i for i, token in enumerate([_PAD, _END, _UNKNOWN, *CHARACTERS])}
    inner = Tokenizer(WordLevel(words, unk_token=_UNKNOWN))
    inner.pre_tokenizer = Split(Regex(r"[\s\S]"), "isolated")
    inner.decoder = Fuse()
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=inner, pad_token=_PAD, eos_token=_END, unk_token=_UNKNOWN, padding_side="left"
    )
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        config = LlamaConfig(
            vocab_size=len(words), hidden_size=width, intermediate_size=4 * width, num_hidden_layers=layers,
            num_attention_heads=heads, num_key_value_heads=heads, max_position_embeddings=longest,
            tie_word_embeddings=True, bos_token_id=None, eos_token_id=words[_END], pad_token_id=words[_PAD],
        )  # fmt: skip
        return Loaded(LlamaForCausalLM(config), tokenizer)


def warm_up(
    loaded: Loaded,
    tasks: Sequence[Task],
    *,
    steps: int,
    batch: int = 128,
    learning_rate: float = 1e-3,
    noise: float = 0.0,
    until: float = 1.0,
    seed: int = 0,
) -> int:
    """Supervised steps on right answers; returns how many were taken.

    noise: the share of answers that are swapped with another task's. until: the accuracy (one completion each,
    temperature 1, on some of the tasks) at which to stop before all steps are taken; it is looked at now and then.
    Raises ArithmeticError if the loss is no number any more.
    """
    import torch

    model, tokenizer = loaded
    model.train()
    device = next(model.parameters()).device
    optimizer = torch.optim.AdamW(model.parameters(), lr=learning_rate)
    place = Stream("warm-up", seed)
    rows = [_row(tokenizer, task, tasks, place, noise) for task in tasks]
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = learning_rate * min(1.0, (step + 1) / 50)
        chosen = [rows[place.below(len(rows))] for _ in range(batch)]
        longest = max(len(ids) for ids, _ in chosen)
        shape = (len(chosen), longest)
        ids = torch.full(shape, tokenizer.pad_token_id)
        labels = torch.full(shape, -100)
        for i, (own, head) in enumerate(chosen):
            ids[i, : len(own)] = torch.tensor(own)
            labels[i, head : len(own)] = torch.tensor(own[head:])
        mask = (torch.arange(longest) < torch.tensor([len(own) for own, _ in chosen])[:, None]).long()
        out = model(input_ids=ids.to(device), attention_mask=mask.to(device), labels=labels.to(device))
        optimizer.zero_grad()
        out.loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        if not math.isfinite(out.loss.item()):
            raise ArithmeticError("the warm-up diverged: use a smaller learning rate")
        if until < 1 and (step + 1) % _LOOK == 0 and _accuracy(loaded, tasks[:_LOOKED_AT]) >= until:
            return step + 1
    return steps


def _accuracy(loaded: Loaded, tasks: Sequence[Task]) -> float:
    longest = 4 + max(len(task.answer) for task in tasks)
    said = sample(loaded, [task.prompt for task in tasks], max_new_tokens=longest, batch=len(tasks))
    return sum(verify(task, texts[0]).correct for task, texts in zip(tasks, said, strict=True)) / len(tasks)


def _row(tokenizer: Any, task: Task, tasks: Sequence[Task], place: Stream, noise: float) -> tuple[list[int], int]:
    """The tokens of a prompt with its answer, and how many of them are the prompt's."""
    answer = place.choice(tasks).answer if noise and place.below(1000) < 1000 * noise else task.answer
    head = tokenizer(task.prompt, add_special_tokens=False)["input_ids"]
    tail = tokenizer(f" {answer}", add_special_tokens=False)["input_ids"]
    return [*head, *tail, tokenizer.eos_token_id], len(head)
