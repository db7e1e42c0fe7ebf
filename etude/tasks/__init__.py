"""The tasks: families that write exercises, and the ways to draw from them."""

from etude.tasks.generation import CapacityWarning, generate
from etude.tasks.registry import CapacityError, Family, Knob, NameProblem, families, find_family, make_task

__all__ = [
    "CapacityError",
    "CapacityWarning",
    "Family",
    "Knob",
    "NameProblem",
    "families",
    "find_family",
    "generate",
    "make_task",
]
