"""The documentation says what the package does."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import etude
from etude.tasks.registry import DOMAINS
from etude.verifiers.registry import load

ROOT = (
    Path(etude.__file__).parents[1]
    if (Path(etude.__file__).parents[1] / "docs").exists()
    else Path(__file__).parents[1]
)


def test_the_list_of_families_is_current() -> None:
    spec = importlib.util.spec_from_file_location("make_families", ROOT / "docs" / "make_families.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (ROOT / "docs" / "families.md").read_text("utf-8") == module.page()


def test_every_verifier_and_reason_is_documented() -> None:
    text = (ROOT / "docs" / "verifiers.md").read_text("utf-8")
    assert all(f"`{name}`" in text for name in load())
    source = (Path(etude.__file__).parent / "verifiers" / "extract.py").read_text("utf-8")
    reasons = set(re.findall(r'Unanswered\("(\w+)"\)|"(correct|wrong|hedged|no_answer|unreadable|not_text)"', source))
    assert all(f"`{first or second}`" in text for first, second in reasons)


def test_the_readme_counts_families_right() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    for domain in DOMAINS:
        assert f"| `{domain}` | {len(etude.families(domain))} |" in text


def test_no_page_names_a_path_of_one_machine() -> None:
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        assert not re.search(r"(?<![\w.])/(?:root|work|tmp|home)/", path.read_text("utf-8")), path
