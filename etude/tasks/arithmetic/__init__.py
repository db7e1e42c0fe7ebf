"""Arithmetic: the RandomCalculation paper (arXiv 2507.10532) and the exercises around it. All values are exact."""
