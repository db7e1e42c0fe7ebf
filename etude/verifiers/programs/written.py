"""How an answer to a programming task is written in a response, so that the verifiers find it there."""

from __future__ import annotations

from etude.verifiers.programs.fences import fenced, fences

_LANGUAGES = {"q_program": "q", "python_program": "python", "printed_tests": "", "q_output": ""}


def written(task_answer: str, verifier: str) -> str:
    """A task's own answer, a program or console output, in a code block of its language.

    What is in one already stays as it is. Raises ValueError for a verifier that grades no programs.
    """
    if verifier not in _LANGUAGES:
        raise ValueError(f"verifier {verifier!r} grades no programs: {', '.join(_LANGUAGES)} do")
    if task_answer.startswith("```") and len(fences(task_answer)) == 1:
        return task_answer
    return fenced(task_answer, _LANGUAGES[verifier])
