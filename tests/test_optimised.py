"""``python -OO`` throws docstrings and asserts away; nothing may depend on them."""

from __future__ import annotations

import json
import subprocess
import sys

_LIST = "import etude, json; print(json.dumps([[f.name, f.summary] for f in etude.families()]))"
_MARK = """
import etude, json
from etude.answers.completion import completion
failed = []
for card in etude.families():
    task = etude.make_task(card.name, seed=3)
    programs = task.verifier in ("q_program", "q_output", "python_program")
    text = completion(task) if programs else f"\\\\boxed{{{task.answer}}}"
    if not etude.verify(task, text).correct or etude.verify(task, "?").correct:
        failed.append(task.id)
print(json.dumps([len(etude.families()), failed]))
"""


def _said(code: str, *flags: str) -> object:
    done = subprocess.run([sys.executable, *flags, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_families_say_the_same_without_docstrings() -> None:
    usual = _said(_LIST)
    assert isinstance(usual, list)
    assert len(usual) > 100
    assert _said(_LIST, "-OO") == usual


def test_a_task_of_every_family_is_made_and_verified_without_docstrings() -> None:
    from etude import families

    assert _said(_MARK, "-OO") == [len(families()), []]


def test_a_family_without_its_source_file_has_a_summary() -> None:
    code = """
import json, sys
from etude.tasks import registry
space = {}
source = "def write(stream, level):\\n    'Gone.'"
built = compile(source, "/nowhere/own.py", "exec")
exec(built, space)
registry.family("own.small_sum", levels=dict.fromkeys(range(1, 6), ""), verifier="number", source="", measure="n")(space["write"])
print(json.dumps(registry._families["own.small_sum"].summary))
"""
    assert _said(code, "-OO") == "own small sum"
    assert _said(code) == "Gone."
