"""What every reason code of a verdict means, as a sentence for a reader."""

from __future__ import annotations

from collections.abc import Mapping

REASONS: Mapping[str, str] = {
    "correct": "The answer is right.",
    "wrong": "An answer was read, and it is not right.",
    "hedged": "There are two different answers in one final statement.",
    "retracted": "The response takes its final answer back and gives no other one.",
    "no_answer": "Nothing in the response reads as a final answer.",
    "wrong_form": "The value is right, but it is not written in the form that the question asks for.",
    "unreadable": "The final answer is not an answer of the kind that the question asks for.",
    "unclosed_box": r"A \boxed{ is opened and never closed: the response seems to be cut off.",
    "unfinished_reasoning": "The reasoning block never ends, so there is no answer after it.",
    "too_long": "The response is too long to be graded.",
    "no_code": "Nothing in the response could be a program.",
    "parse_error": "The program does not parse.",
    "no_function": "The program does not define the function that the question asks for.",
    "error": "The program fails with an error, when it is loaded or when it is run.",
    "budget": "The program uses up its steps, memory or depth.",
    "wrong_result": "The program gives another result than expected for at least one hidden input.",
    "wrong_output": "The output is not what is printed.",
    "loops": "All results are right, but the program loops where the question forbids it.",
    "too_many_characters": "All results are right, but the program is longer than the question allows.",
    "not_text": "The response is not a text.",
}
"""A sentence for each reason code of docs/verifiers.md."""


def sentence_of(reason: str) -> str:
    """The sentence for a reason code; a verifier of a user's own package may have other codes.

    Example:
        >>> sentence_of("hedged")
        'There are two different answers in one final statement.'

    """
    return REASONS.get(reason, f"The verifier gives the reason {reason!r}.")
