"""School algebra: a safe parser, an exact normal form, form checks, and a bridge to sympy."""
