"""What a family hands back: a question without its place in the book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from etude.task import Json
from etude.theory.engraving import Score


@dataclass(frozen=True, slots=True)
class Draft:
    """A question as its family wrote it.

    content: what is asked, up to wording, order of options and equivalent notation; two drafts with
        equal content are one question, and families that may ask the same thing share its shape.
    measure: the quantity that the level moves (operands, notes, ...), for analysis and tests.
    pictures: the scores that pictures beside the prompt show, in order, and the format of their files.
    verifier: only where it differs from the family's own (multiple choice of a free-answer family).
    split_by: the hash that decides the split where that is less than the content (a system, whatever is asked of it).
    """

    content: Json
    prompt: str
    answer: str
    spec: Mapping[str, Json]
    measure: int
    choices: tuple[str, ...] = ()
    verifier: str | None = None
    meta: Mapping[str, Json] = field(default_factory=dict)
    pictures: Sequence[Score] = ()
    picture_format: str = "png"
    split_by: str | None = None
