"""How a right final answer stands in a response: for few-shot examples, warm-up steps, demonstrations and tests."""

from __future__ import annotations

from etude.answers.fences import fenced, fences
from etude.answers.table import KINDS, NAMES
from etude.task import Task

_LANGUAGES = {"q_program": "q", "python_program": "python", "q_output": ""}


def completion(task: Task, answer: str | None = None, *, bare: bool = False) -> str:
    r"""A response that gives an answer to a task as its prompt asks for it.

    Args:
        task: the task.
        answer: the answer as tasks write theirs; the task's own if there is none.
        bare: without ``\boxed{}``, for models that are shown nothing but questions and answers. Programs keep their
            fence.

    Example:
        >>> import etude
        >>> task = etude.make_task("arithmetic.integer_chain")
        >>> etude.verify(task, completion(task)).correct
        True

    """
    answer = task.answer if answer is None else answer
    if task.verifier in NAMES:
        return answer if bare else KINDS[task.verifier](task.spec).completion(answer)
    if answer.startswith("```") and len(fences(answer)) == 1:
        return answer
    return fenced(answer, _LANGUAGES.get(task.verifier) or str(task.spec.get("language", "")))
