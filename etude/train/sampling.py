"""Completions of a local model, many at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from etude.models import Loaded


def rendered(tokenizer: Any, prompt: Any) -> str:
    """A prompt as the model reads it: a text as it is, messages by the chat template."""
    if isinstance(prompt, str):
        return prompt
    return str(tokenizer.apply_chat_template(prompt, tokenize=False, add_generation_prompt=True))


def sample(
    loaded: Loaded,
    prompts: Sequence[Any],
    *,
    k: int = 1,
    temperature: float = 1.0,
    max_new_tokens: int = 256,
    batch: int = 64,
    seed: int = 0,
    progress: Callable[[int], None] = lambda done: None,
) -> list[list[str]]:
    """k completions of each prompt; temperature 0 is greedy. On the model's own device; global seeds stay as they are.

    batch: completions at a time. Prompts of about the same length go together.
    """
    import torch

    model, tokenizer = loaded
    was_training = model.training
    model.eval()
    device = next(model.parameters()).device
    texts = [rendered(tokenizer, prompt) for prompt in prompts]
    order = sorted((i for i in range(len(texts)) for _ in range(k)), key=lambda i: (len(texts[i]), i))
    found: list[list[str]] = [[] for _ in texts]
    how: dict[str, Any] = {"do_sample": False}
    if temperature > 0:
        how = {"do_sample": True, "temperature": temperature, "top_k": 0, "top_p": 1.0}
    # Training turns the cache off where it saves activations; without it sampling is slow.
    with torch.random.fork_rng(devices=[device] if device.type == "cuda" else []), torch.inference_mode():
        torch.manual_seed(seed)
        for first in range(0, len(order), batch):
            chosen = order[first : first + batch]
            inputs = tokenizer(
                [texts[i] for i in chosen], return_tensors="pt", padding=True, padding_side="left",
                add_special_tokens=False, return_token_type_ids=False,
            ).to(device)  # fmt: skip
            out = model.generate(
                **inputs, max_new_tokens=max_new_tokens, pad_token_id=tokenizer.pad_token_id, use_cache=True, **how
            )
            said = tokenizer.batch_decode(out[:, inputs["input_ids"].shape[1] :], skip_special_tokens=True)
            for i, text in zip(chosen, said, strict=True):
                found[i].append(text)
            progress(first + len(chosen))
    model.train(was_training)
    return found
