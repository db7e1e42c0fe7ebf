"""Sentences that several families share: how the final answer is to be given."""

from __future__ import annotations

from etude.rng import Stream

BOXED = r"\boxed{}"

_OPENINGS = (
    "Evaluate {what}.",
    "Compute {what}.",
    "What is the value of {what}?",
    "Work out {what}.",
)


def evaluate(stream: Stream, text: str, form: str) -> str:
    """The prompt that asks for the value of a LaTeX expression in some form."""
    opening = stream.choice(_OPENINGS).format(what=f"${text}$")
    return f"{opening} {final(form)}"


def final(form: str) -> str:
    """The closing sentence: what to put into the box, and in which form."""
    return f"Give the final answer, {form}, in {BOXED}."


def span(low: int, high: int) -> str:
    """``3``, or ``3 to 5``."""
    return str(low) if low == high else f"{low} to {high}"
