"""Algebra: groups and their atomic operations (``systems``), school algebra step by step (``symbolic``)."""
