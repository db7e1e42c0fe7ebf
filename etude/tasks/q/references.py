"""Python references from the expressions of our own tables: the one place that evaluates text, and never a model's."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import reduce
from typing import Any

_NAMES: dict[str, Any] = {
    "itertools": itertools,
    "math": math,
    "Counter": Counter,
    "Fraction": Fraction,
    "reduce": reduce,
}


def reference(names: Sequence[str], expression: str) -> Callable[..., Any]:
    """A function of the names and of k, which ``{k}`` stands for."""
    head = ", ".join([*names, "k"])
    return eval(f"lambda {head}: {expression.replace('{k}', 'k')}", dict(_NAMES))  # type: ignore[no-any-return]
