"""The gallery with real verdicts: a page of tasks, and two questions that it may ask of each.

``GET /`` is the page, which holds no answer key. ``POST /tasks/N/verdict`` with ``{"response": text}`` grades the text
with ``etude.verify``. ``GET /tasks/N/key`` gives the answer key, when the reader has asked for it.

Nothing here is open to other sites: there is no CORS, foreign ``Host`` headers are refused (DNS rebinding), a response
must come as ``application/json`` (which another site's form cannot send), and the page runs no script but its own.
"""

from __future__ import annotations

import json
import os
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import partial
from hashlib import sha256
from importlib.resources import files

import anyio.to_thread
from anyio import CapacityLimiter
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from etude.serve.reasons import sentence_of
from etude.task import BackendError, EtudeError, Json, Task, Verdict
from etude.verifiers import verify

MAX_BODY = 4 * 2**20
"""Bytes of a request."""
_DRAIN = 8
"""A request up to so many times too long is read to its end, so that the browser gets to see the answer."""
_NUMBER = re.compile("[0-9]{1,9}")
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.S)
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def page_script() -> str:
    """The script that makes the page ask this server: see ``etude.tasks.files.gallery.gallery_page``."""
    return files("etude.serve").joinpath("grade.js").read_text("utf-8")


def gallery_app(tasks: Sequence[Task], page: str, hosts: Sequence[str]) -> Starlette:
    """The gallery as an ASGI application.

    Args:
        tasks: the tasks in the order of the page.
        page: the page, made by ``gallery_page`` with ``page_script()`` and without keys.
        hosts: the ``Host`` headers that are answered, without ports.

    A verdict is JSON: ``reward``, ``correct``, ``extracted``, ``reason`` and ``parts`` as ``etude.verify`` gives them,
    and ``why``, the reason as a sentence. Whatever goes wrong is ``{"error": line}``: 400 for a body that is not
    ``{"response": text}``, 404 for an unknown task, 413 for more than ``MAX_BODY`` bytes, 415 for another content
    type, 503 where grading needs something this machine does not have (BackendError), 500 for a broken task or a bug
    of a verifier. What could not be graded is never called wrong.

    """
    graders = CapacityLimiter(max(2, os.cpu_count() or 1))
    policy = {**_HEADERS, "Content-Security-Policy": _policy(page), "X-Frame-Options": "DENY"}
    encoded = page.encode()

    async def index(request: Request) -> Response:
        return Response(encoded, media_type="text/html", headers=policy)

    async def key(request: Request) -> Response:
        return _json({"key": _task(tasks, request).answer})

    async def grade(request: Request) -> Response:
        task = _task(tasks, request)
        response = _response(await _body(request))
        verdict = await anyio.to_thread.run_sync(partial(verify, task, response), limiter=graders)
        return _json(_shown(verdict))

    return Starlette(
        routes=[
            Route("/", index),
            Route("/tasks/{number}/key", key),
            Route("/tasks/{number}/verdict", grade, methods=["POST"]),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False)],
        exception_handlers={
            HTTPException: _refused,
            ClientDisconnect: _gone,
            EtudeError: _not_graded,
            Exception: _bug,
        },
    )


def _policy(page: str) -> str:
    """The content security policy of a page: its own scripts by their hashes, and nothing from elsewhere."""
    hashes = [b64encode(sha256(script.encode()).digest()).decode() for script in _SCRIPT.findall(page)]
    own = " ".join(f"'sha256-{digest}'" for digest in hashes)
    return (
        f"default-src 'none'; script-src {own}; style-src 'unsafe-inline'; img-src data:; font-src data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _task(tasks: Sequence[Task], request: Request) -> Task:
    number: str = request.path_params["number"]
    if not _NUMBER.fullmatch(number) or int(number) >= len(tasks):
        raise HTTPException(404, f"there is no task {number[:20]}: the page has {len(tasks)}, counted from 0")
    return tasks[int(number)]


async def _body(request: Request) -> bytes:
    """The body of a request. Raises HTTPException for one that is too long or of another type."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise HTTPException(415, "the content type must be application/json")
    body, size = bytearray(), 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= MAX_BODY:
            body += chunk
        elif size > MAX_BODY * _DRAIN:
            break
    if size > MAX_BODY:
        raise HTTPException(413, f"the response is too long: at most {MAX_BODY >> 20} MiB can be sent")
    return bytes(body)


def _response(body: bytes) -> str:
    """The response that a body holds. Raises HTTPException."""
    try:
        record = json.loads(body)
    except (ValueError, RecursionError):
        raise HTTPException(400, "the request is not valid JSON") from None
    response = record.get("response") if isinstance(record, dict) else None
    if not isinstance(response, str):
        raise HTTPException(400, 'the request must be {"response": text}')
    return response


def _shown(verdict: Verdict) -> dict[str, Json]:
    return {**verdict.to_dict(), "why": sentence_of(verdict.reason)}


def _json(content: Mapping[str, Json], status: int = 200) -> Response:
    """JSON in ASCII, since an answer may hold half a surrogate pair, which has no UTF-8."""
    return Response(json.dumps(content), status, _HEADERS, "application/json")


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _json({"error": error.detail}, error.status_code)


def _gone(request: Request, error: Exception) -> Response:
    return _json({"error": "the client went away"}, 400)


def _not_graded(request: Request, error: Exception) -> Response:
    return _json({"error": f"could not be graded: {error}"}, 503 if isinstance(error, BackendError) else 500)


def _bug(request: Request, error: Exception) -> Response:
    """After this answer Starlette raises the error again, so that its traceback is in the server's log."""
    return _json({"error": f"could not be graded: a bug of the verifier ({type(error).__name__}); see the log"}, 500)
