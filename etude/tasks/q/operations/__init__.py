"""The operations that problems are composed of."""

from __future__ import annotations

from etude.tasks.q.operations.declare import Operation
from etude.tasks.q.operations.numbers import NUMBERS
from etude.tasks.q.operations.texts import TEXTS

OPERATIONS: tuple[Operation, ...] = (*NUMBERS, *TEXTS)
BY_NAME = {operation.name: operation for operation in OPERATIONS}

__all__ = ["BY_NAME", "OPERATIONS", "Operation"]
