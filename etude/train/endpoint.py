"""Completions of a model behind an OpenAI-compatible endpoint."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from etude.task import EtudeError

_TRIES, _WAIT = 4, 0.5
_BUSY = (408, 409, 429, 500, 502, 503, 504)
KEY = "OPENAI_API_KEY"
"""The variable of the environment that holds the key, if the endpoint wants one."""


class EndpointProblem(EtudeError):
    """An endpoint that does not answer as it should."""


def ask(
    url: str,
    model: str,
    prompts: Sequence[Any],
    *,
    k: int = 1,
    temperature: float = 1.0,
    max_new_tokens: int = 1024,
    parallel: int = 8,
    timeout: float = 120.0,
    progress: Callable[[int], None] = lambda done: None,
) -> list[list[str]]:
    """k completions of each prompt from ``url`` (the part before /chat/completions). Raises EndpointProblem.

    Several requests run at a time; one that fails because the server is busy is tried again. The answers come in the
    order of the prompts.
    """
    import httpx

    headers = {"Authorization": f"Bearer {os.environ[KEY]}"} if os.environ.get(KEY) else {}
    settings = {"model": model, "temperature": temperature, "max_tokens": max_new_tokens}
    with httpx.Client(base_url=url.rstrip("/"), headers=headers, timeout=timeout) as client:

        def one(prompt: Any) -> list[str]:
            messages = [{"role": "user", "content": prompt}] if isinstance(prompt, str) else list(prompt)
            return [_said(_asked(client, {**settings, "messages": messages}, url), url) for _ in range(k)]

        found = []
        pool = ThreadPoolExecutor(parallel)
        try:
            for said in pool.map(one, prompts):
                found.append(said)
                progress(len(found))
        finally:
            pool.shutdown(cancel_futures=True)  # after a failure the other prompts are not asked any more
        return found


def _asked(client: Any, body: dict[str, Any], url: str) -> Any:
    import httpx

    problem = "it does not answer"
    for attempt in range(_TRIES):
        if attempt:
            time.sleep(_WAIT * 2 ** (attempt - 1))
        try:
            answer = client.post("/chat/completions", json=body)
        except httpx.HTTPError as error:
            problem = str(error) or type(error).__name__
            continue
        if answer.status_code == httpx.codes.OK:
            return answer
        problem = f"status {answer.status_code}: {' '.join(answer.text.split())[:160]}"
        if answer.status_code not in _BUSY:
            break
    raise EndpointProblem(f"cannot ask {url}: {problem}")


def _said(answer: Any, url: str) -> str:
    try:
        return str(answer.json()["choices"][0]["message"]["content"] or "")
    except (json.JSONDecodeError, KeyError, IndexError, TypeError):
        raise EndpointProblem(f"{url} gives no chat completion: {' '.join(answer.text.split())[:160]}") from None
