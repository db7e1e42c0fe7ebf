"""The gallery's application with a client, in this process: no socket is opened."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import httpx

from etude.serve.gallery import gallery_app, page_script
from etude.task import Task
from etude.tasks.files.gallery import gallery_page

HOST = "127.0.0.1"
JSON = {"Content-Type": "application/json"}


def served_page(tasks: Sequence[Task]) -> str:
    return gallery_page(tasks, "Tasks", page_script(), lambda done: None, keys=False)


def ask(tasks: Sequence[Task], questions: Callable[[httpx.AsyncClient], Awaitable[Any]], page: str = "<p>") -> Any:
    """What ``questions`` returns, asked of the gallery of these tasks."""
    transport = httpx.ASGITransport(gallery_app(tasks, page, [HOST]), raise_app_exceptions=False)

    async def run() -> Any:
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}:8000") as client:
            return await questions(client)

    return asyncio.run(run())


def verdicts(tasks: Sequence[Task], typed: Sequence[tuple[int, str]]) -> list[dict[str, Any]]:
    """What the gallery says of each (number of a task, typed response)."""

    async def post(client: httpx.AsyncClient) -> list[dict[str, Any]]:
        replies = [
            await client.post(f"/tasks/{number}/verdict", content=json.dumps({"response": text}), headers=JSON)
            for number, text in typed
        ]
        assert [reply.status_code for reply in replies] == [200] * len(typed)
        return [reply.json() for reply in replies]

    return ask(tasks, post)
