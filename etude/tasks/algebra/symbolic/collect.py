"""Collecting like terms: terms with the same letters to the same powers are added up."""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.algebra.symbolic.asking import SOURCE, expression, nonzero, put
from etude.tasks.draft import Draft
from etude.tasks.registry import family
from etude.theory.algebra.normal import Monomial, Sum, add
from etude.theory.algebra.writing import show_sum
from etude.theory.polynomials import join

_SHAPE = {1: (4, 1, 1), 2: (6, 2, 1), 3: (8, 2, 2), 4: (10, 2, 3), 5: (12, 3, 3)}
"""Level: terms, letters, highest power."""


def _monomials(letters: str, top: int) -> list[Monomial]:
    """What terms can be multiples of: nothing, a letter to a power, a product of two letters."""
    single: list[Monomial] = [((a, n),) for a in letters for n in range(1, top + 1)]
    double: list[Monomial] = (
        [((a, 1), (b, 1)) for i, a in enumerate(letters) for b in letters[i + 1 :]] if top > 1 else []
    )
    return [(), *single, *double]


@family(
    "algebra.symbolic.collect",
    levels={n: f"{terms} terms in {letters} letter{'s' if letters > 1 else ''}, powers up to {top}"
            for n, (terms, letters, top) in _SHAPE.items()},
    verifier="expression",
    source=SOURCE,
    measure="terms",
)  # fmt: skip
def write(stream: Stream, level: int) -> Draft:
    """Collect the like terms of a sum."""
    count, many, top = _SHAPE[level]
    letters = "".join(sorted(stream.sample("abcmnpqxyz", many)))
    kinds = stream.sample(_monomials(letters, top), min(count // 2, 1 + many * top))
    terms: list[Sum] = [{kind: nonzero(stream, 5 + 3 * level)} for kind in kinds]
    terms += [{stream.choice(kinds): nonzero(stream, 5 + 3 * level)} for _ in range(count - len(terms))]
    terms = stream.shuffled(terms)
    total: Sum = {}
    for term in terms:
        total = add(total, term)
    answer = show_sum(total)
    plain = [show_sum(term) for term in terms]
    renamed = str.maketrans(dict(zip(letters, "abc", strict=False)))
    return put(
        stream,
        ("Collect like terms in {}.", "Simplify {}."),
        join(plain),
        "as a sum with like terms collected",
        operation="collect",
        content=sorted(text.translate(renamed) for text in plain),
        answer=answer,
        spec=expression(answer, list(letters), "expanded"),
        measure=count,
    )
