"""Contamination-free benchmarks: a suite of tasks frozen from a secret salt, checked, scored, audited and probed."""
