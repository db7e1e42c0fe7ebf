"""Algebraic systems in the manner of Algebrarium (arXiv 2602.08281): groups, their operations, and chains of these."""
