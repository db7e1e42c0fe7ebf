"""Parametric problems of a fixed plan, in the style of interviews and of a trading desk."""
