"""The house itself: start-up cost, the direction of imports, the size of files."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import etude

ROOT = Path(etude.__file__).parent
HEAVY = ("music21", "sympy", "numpy", "gymnasium", "torch", "pyarrow", "rich", "click", "matplotlib")
LAYERS = {
    "cli": 7, "serve": 6, "train": 6, "envs": 5, "benchmarks": 5, "analysis": 4, "tasks": 4, "verifiers": 4, "answers": 3, "sandbox": 3, "theory": 2, "q": 2, "models": 2, "task": 1, "rng": 1,
}  # fmt: skip


def _loaded_by(code: str) -> list[str]:
    script = f"import sys, json\n{code}\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize(
    "code",
    [
        "import etude",
        "import etude; etude.families()",
        "import etude; etude.verify(etude.make_task('arithmetic.integer_chain'), '1')",
    ],
)
def test_nothing_heavy_is_loaded_before_it_is_needed(code: str) -> None:
    loaded = _loaded_by(code)
    assert [name for name in HEAVY if name in loaded] == []


def test_the_command_line_starts_without_what_a_command_may_need() -> None:
    loaded = _loaded_by("import etude.cli.main")
    heavy = {*HEAVY, "scipy", "datasketch", "yaml"} - {"click", "rich"}
    assert sorted(heavy & set(loaded)) == []


def test_every_public_name_can_be_had() -> None:
    assert {"generate", "make_task", "verify", "Task", "Verdict", "families"} <= set(etude.__all__)
    assert all(getattr(etude, name) is not None for name in etude.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = etude.nothing


def _layer(module: str) -> int | None:
    parts = module.split(".")
    return LAYERS.get(parts[1]) if len(parts) > 1 and parts[0] == "etude" else None


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module or "")
    return found


def test_imports_only_point_downwards() -> None:
    for path in ROOT.rglob("*.py"):
        own = "etude." + ".".join(path.relative_to(ROOT).with_suffix("").parts)
        if _layer(own) is None:
            continue
        for other in _imports(path):
            layer = _layer(other)
            if layer is None:
                continue
            same_package = own.split(".")[1] == other.split(".")[1]
            assert same_package or layer < _layer(own), f"{own} imports {other}"


def test_no_file_is_too_long_and_none_is_called_helpers() -> None:
    for path in [*ROOT.rglob("*.py"), *ROOT.parent.glob("tests/**/*.py"), *ROOT.parent.glob("bench/*.py")]:
        assert len(path.read_text("utf-8").splitlines()) <= 400, path
        assert path.stem not in ("utils", "helpers", "common"), path


def test_nothing_that_executes_text_is_called() -> None:
    """But for the references of the q domain, all of them our own text, and the driver, which runs in a child process."""
    own = {ROOT / "tasks" / "q" / "references.py", ROOT / "sandbox" / "inside" / "driver.py"}
    for path in ROOT.rglob("*.py"):
        if path in own:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in ("eval", "exec", "sympify", "parse_expr"), path
