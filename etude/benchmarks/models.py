"""What a probe can ask: a local transformers model, or any Python function."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from etude.benchmarks.probe import Model, ProbeProblem
from etude.models import has_gpu
from etude.models import load as load_model

_TOKENS_A_WORD = 3
"""Tokens that a word of a task takes at most, about."""


class Function:
    """A function from texts to how they go on."""

    def __init__(self, call: Callable[[list[str]], Sequence[str]]) -> None:
        self._call = call

    def complete(self, prompts: Sequence[str], words: Sequence[int]) -> list[str]:
        """What the function returns. Raises ProbeProblem where that is not a text for each prompt."""
        said = list(self._call(list(prompts)))
        if len(said) != len(prompts) or not all(isinstance(text, str) for text in said):
            raise ProbeProblem(f"the function must return a text for each of its {len(prompts)} prompts")
        return said

    def surprise(self, prompts: Sequence[str], rests: Sequence[str]) -> list[float] | None:
        """A function tells no likelihoods."""
        return None


class Transformers:
    """A causal language model of the ``transformers`` library, on a GPU where there is one. Greedy."""

    def __init__(self, path: str) -> None:
        """path: a folder, or another name that ``etude.models.load`` knows. Raises ModelProblem."""
        model, self._tokenizer = load_model(path, dtype="auto")
        import torch

        self._torch: Any = torch
        self._device = "cuda" if has_gpu() else "cpu"
        self._model = model.to(self._device)  # set to inference by from_pretrained
        self._room = int(getattr(model.config, "max_position_embeddings", 0) or 2048)

    def complete(self, prompts: Sequence[str], words: Sequence[int]) -> list[str]:
        """Greedy continuations, those of about the same length together."""
        batch = self._tokenizer(list(prompts), return_tensors="pt", padding=True, add_special_tokens=False)
        batch = {name: batch[name].to(self._device) for name in ("input_ids", "attention_mask")}
        length = batch["input_ids"].shape[1]
        new = min(_TOKENS_A_WORD * max(words), self._room - length)
        if new < 1:
            return [""] * len(prompts)
        with self._torch.inference_mode():
            out = self._model.generate(
                **batch, max_new_tokens=new, do_sample=False, pad_token_id=self._tokenizer.pad_token_id
            )
        return list(self._tokenizer.batch_decode(out[:, length:], skip_special_tokens=True))

    def surprise(self, prompts: Sequence[str], rests: Sequence[str]) -> list[float] | None:
        """Mean negative log-likelihood of the characters of each rest; what does not fit the model is left out."""
        return [self._one(head, rest) for head, rest in zip(prompts, rests, strict=True)]

    def _one(self, head: str, rest: str) -> float:
        torch = self._torch
        before = len(self._tokenizer(head, add_special_tokens=False)["input_ids"])
        whole = self._tokenizer(head + rest, add_special_tokens=False, return_tensors="pt")["input_ids"]
        ids = whole[:, : self._room].to(self._device)
        begin = min(before, ids.shape[1] - 1)
        if begin < 1:
            return math.nan
        with torch.inference_mode():
            logits = self._model(ids).logits[0, begin - 1 : -1].float()
        likely = torch.log_softmax(logits, -1).gather(1, ids[0, begin:, None])
        return float(-likely.sum()) / max(1, len(rest))


def load(name: str) -> Model:
    """``module:function`` as a function, anything else as a transformers model. Raises ProbeProblem, ModelProblem."""
    module, colon, function = name.partition(":")
    if not colon or "/" in name or "\\" in name:
        return Transformers(name)
    try:
        found = getattr(import_module(module), function)
    except (ImportError, AttributeError) as error:
        raise ProbeProblem(f"cannot import {name}: {error}") from None
    if not callable(found):
        raise ProbeProblem(f"{name} is no function")
    return Function(found)
