"""Other tools' forms of a benchmark: one thin adapter a file.

Each has ``export(benchmark, tasks, out)``, which writes a new folder that its tool loads, with the answers in it.
"""

TOOLS = {
    "datasets": "hugging_face",
    "inspect-ai": "inspect_evals",
    "lm-eval": "lm_evaluation",
    "verifiers": "prime_verifiers",
    "verl": "verl",
}
"""The tools, each with the module of its adapter."""
