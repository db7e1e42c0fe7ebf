"""Recipes are typed: whatever is wrong with one is said in a line."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from etude.task import EtudeError
from etude.train.recipes import RecipeProblem, known, names_of, plan_of, read

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.mark.parametrize("name", known())
def test_every_recipe_can_be_read(name: str) -> None:
    plan = read(name)
    assert plan.recipe.name == name
    assert plan.recipe.about.endswith(".")
    assert plan.trainer["max_steps"] > 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("learnin_rate=1", "no key 'learnin_rate'; did you mean learning_rate"),
        ("max_steps=many", "max_steps"),
        ("curriculum=perhaps", "curriculum"),
        ("families=[]", "families: name one"),
        ("families=[arithmetic.nothing]", "no family 'arithmetic.nothing'"),
        ("levels=[7]", "levels: 7 is none of 1 to 5"),
        ("rewards=[best=1]", "no reward is called 'best'"),
        ("rewards=[graded=much]", "'graded=much' is not name=weight"),
        ("rewards=[graded=inf]", "the weight of graded is no finite number"),
        ("remove_unused_columns=true", "would take the tasks away from the reward"),
        ("overlong=[20]", "overlong: give two numbers"),
        ("eval_tasks=0", "eval_tasks: 0 is less than 1"),
        ("environment=music", "environment: 'music' is none"),
        ("prompt=html", "prompt: 'html' is neither"),
        ("num_generations=1", "at least 2 generations"),
        ("max_steps", "give key=value"),
        ("max_steps=[", "the value is no YAML"),
    ],
)
def test_what_is_wrong_is_said(change: str, said: str) -> None:
    with pytest.raises((EtudeError, ValueError)) as caught:
        plan = read("tiny-sums", [change])
        from trl import GRPOConfig

        GRPOConfig(output_dir=".", use_cpu=True, bf16=False, **plan.trainer)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value).strip()


def test_a_curriculum_is_not_for_several_turns() -> None:
    with pytest.raises(RecipeProblem, match="curriculum: not in several turns"):
        read("tiny-sums", ["curriculum=true", "environment=q"])


def test_changes_and_types(tmp_path: Path) -> None:
    plan = read("tiny-sums", ["max_steps=7", "learning_rate=1e-4", "rewards=[graded=1, format=0.1]", "levels=[1, 2]"])
    assert plan.trainer["max_steps"] == 7
    assert plan.trainer["learning_rate"] == 1e-4
    assert plan.recipe.weights == {"graded": 1.0, "format": 0.1}
    assert plan.recipe.levels == [1, 2]
    path = tmp_path / "mine.yaml"
    path.write_text(yaml.safe_dump({"name": "mine", "families": ["q"], "max_steps": 3}))
    assert len(names_of(read(str(path)).recipe.families[0])) > 5


def test_files_that_are_no_recipe(tmp_path: Path) -> None:
    with pytest.raises(RecipeProblem, match="no recipe 'nowhere': give a file, or one of"):
        read("nowhere")
    (tmp_path / "a.yaml").write_text("a: [")
    with pytest.raises(RecipeProblem, match="is no YAML"):
        read(str(tmp_path / "a.yaml"))
    (tmp_path / "b.yaml").write_text("- a")
    with pytest.raises(RecipeProblem, match="no keys and values"):
        read(str(tmp_path / "b.yaml"))


def test_a_plan_is_the_same_when_it_is_read_back() -> None:
    plan = read("tiny-sums")
    flat = {key: getattr(value, "value", value) for key, value in plan.to_dict().items()}
    assert plan_of(flat).to_dict() == plan.to_dict()
