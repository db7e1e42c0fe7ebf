from __future__ import annotations

import subprocess
import sys
import warnings
from copy import deepcopy

import gymnasium
import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env

import etude
from etude.envs.spaces import MAX_PROMPT, PROMPT_CHARACTERS, PromptText, ResponseText, SharedPrompts
from etude.task import EtudeError
from etude.theory.reduction import SIGNS, count, parse, ready, reduce, render
from tests.oracles.arithmetic import value_of

SINGLE = ["etude/Algebra-v0", "etude/Arithmetic-v0", "etude/Music-v0", "etude/All-v0"]
SCORE = "etude/MusicScore-v0"
STEPS = "etude/ArithmeticSteps-v0"
CHAIN = "etude/AlgebraSteps-v0"
STEPWISE = [STEPS, CHAIN]


@pytest.mark.parametrize("name", [*SINGLE, *STEPWISE])
def test_gymnasium_has_nothing_to_complain_about(name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for mode in (None, "ansi"):
            check_env(gymnasium.make(name, render_mode=mode).unwrapped)


@pytest.mark.parametrize("name", [*SINGLE, *STEPWISE])
@pytest.mark.parametrize("mode", ["sync", "async"])
def test_vector_environments_show_each_its_own_prompt(name: str, mode: str) -> None:
    envs = gymnasium.make_vec(name, num_envs=3, vectorization_mode=mode)
    try:
        for seed in (5, 60):
            prompts, infos = envs.reset(seed=seed)
            alone = gymnasium.make(name)
            assert [alone.reset(seed=seed + i)[0] for i in range(3)] == list(prompts)
            assert len(infos["task"]) == 3
        answers = tuple(task.answer for task in infos["task"])
        _, rewards, _, _, infos = envs.step(answers)
        assert len(infos["verdict"]) == 3
        assert name in STEPWISE or list(rewards) == [1.0, 1.0, 1.0]
        kept = prompts
        later, *_ = envs.step(("é\n",) * 3)
        assert list(kept) == list(prompts)
        assert name in STEPWISE or list(later) != list(kept)
    finally:
        envs.close()


@pytest.mark.parametrize("name", SINGLE)
def test_an_episode(name: str) -> None:
    env = gymnasium.make(name, render_mode="ansi")
    prompt, info = env.reset(seed=3)
    assert prompt == info["task"].prompt
    again, _ = gymnasium.make(name).reset(seed=3)
    assert again == prompt
    _, reward, terminated, truncated, info = env.step(f"Answer: {info['task'].answer}")
    assert (reward, terminated, truncated, info["verdict"].correct) == (1.0, True, False, True)
    assert "correct: reward 1" in env.render()
    with pytest.raises(gymnasium.error.ResetNeeded):
        env.unwrapped.step("again")
    second, _ = env.reset()
    assert second != prompt


def test_the_sequence_is_a_function_of_the_seed() -> None:
    runs = []
    for _ in range(2):
        env = gymnasium.make("etude/All-v0")
        prompts = [env.reset(seed=11)[0]]
        prompts += [env.reset()[0] for _ in range(8)]
        runs.append(prompts)
    assert runs[0] == runs[1]
    assert len(set(runs[0])) == 9


def test_options_hold_for_one_episode() -> None:
    env = gymnasium.make("etude/All-v0", level=5)
    _, info = env.reset(seed=1, options={"family": "music.chord.name", "level": 2})
    assert (info["task"].family, info["task"].level) == ("music.chord.name", 2)
    _, info = env.reset(options={"family": "music.chord.name:form=free"})
    assert (info["task"].level, info["task"].choices) == (5, ())
    assert all(env.reset()[1]["task"].level == 5 for _ in range(5))
    for options in ({"family": "x"}, {"level": 9}, {"colour": 1}):
        with pytest.raises(EtudeError):
            env.reset(options=options)
    with pytest.raises(EtudeError, match="not in the domain music"):
        gymnasium.make("etude/Music-v0", family="arithmetic.modular")


def test_splits_in_environments() -> None:
    env = gymnasium.make("etude/Music-v0", split="test")
    assert all(env.reset(seed=seed)[1]["task"].meta["split"] == "test" for seed in range(20))


def test_an_unseeded_environment_is_random() -> None:
    first, second = gymnasium.make("etude/All-v0"), gymnasium.make("etude/All-v0")
    assert [first.reset()[0] for _ in range(3)] != [second.reset()[0] for _ in range(3)]


@pytest.mark.parametrize("code", [
    'import etude, gymnasium; gymnasium.make("etude/Music-v0")',
    'import gymnasium, etude; gymnasium.make("etude/Music-v0")',
    'import gymnasium; gymnasium.make("etude:etude/Arithmetic-v0")',
    'import etude, importlib; importlib.import_module("gymnasium").make("etude/All-v0")',
    'import gymnasium, etude; gymnasium.make("etude:etude/ArithmeticSteps-v0")',
])  # fmt: skip
def test_the_ids_are_found_without_further_ado(code: str) -> None:
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


def test_spaces_take_what_models_write() -> None:
    space = ResponseText(100)
    for text in ("", " \n\t", "é中🎵", r"\boxed{1}", "x" * 100):
        assert text in space
    assert "x" * 101 not in space
    assert 7 not in space
    assert all(sample in space for sample in (space.sample() for _ in range(50)))
    space.seed(1)
    first = space.sample()
    space.seed(1)
    assert space.sample() == first
    assert "\n" in PROMPT_CHARACTERS


def test_shared_memory_carries_any_prompt() -> None:
    from gymnasium.vector.utils import create_shared_memory, read_from_shared_memory, write_to_shared_memory

    space = PromptText()
    memory = create_shared_memory(space, n=2)
    view = read_from_shared_memory(space, memory, n=2)
    write_to_shared_memory(space, 0, "first ×", memory)
    write_to_shared_memory(space, 1, "z" * MAX_PROMPT, memory)
    assert isinstance(view, SharedPrompts)
    assert deepcopy(view) == ("first ×", "z" * MAX_PROMPT)
    kept = deepcopy(view)
    write_to_shared_memory(space, 0, "", memory)
    assert (view[0], kept[0], len(view), view[:1]) == ("", "first ×", 2, ("",))
    assert np.frombuffer(memory.get_obj(), dtype=np.int32)[0] == 0


def _solve(env: gymnasium.Env, pick: int) -> tuple[float, int]:
    total, steps, over = 0.0, 0, False
    tree = parse(env.unwrapped._task.meta["expression"])
    while not over:
        operation = ready(tree)[pick]
        tree = reduce(tree, operation)
        action = f"so {render(tree)}\n{operation.left} {SIGNS[operation.sign]} {operation.right} = {operation.value}"
        _, reward, over, truncated, info = env.step(action)
        assert info["verdict"].correct
        assert not truncated
        total, steps = total + reward, steps + 1
    return total, steps


@pytest.mark.parametrize("pick", [0, -1])
@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_every_order_of_operations_leads_to_the_end(level: int, pick: int) -> None:
    env = gymnasium.make(STEPS, level=level)
    for seed in range(15):
        env.reset(seed=seed)
        total, steps = _solve(env, pick)
        assert total == pytest.approx(1.0)
        assert steps == env.unwrapped._task.meta["operations"]


def test_a_wrong_step_ends_the_episode_or_not() -> None:
    for stop in (True, False):
        env = gymnasium.make(STEPS, level=2, stop_on_error=stop)
        env.reset(seed=4)
        tree = env.unwrapped._tree
        operation = ready(tree)[0]
        wrong = f"{operation.left} {operation.sign} {operation.right} = {operation.value + 1}"
        _, reward, terminated, _, info = env.step(wrong)
        assert (reward, terminated, info["verdict"].reason) == (0.0, stop, "wrong")
        if not stop:
            assert env.unwrapped._tree == tree
            assert env.step("7 + 7 + 7")[4]["verdict"].reason == "unreadable"
            assert env.step("991 + 992 = 1983")[4]["verdict"].reason == "not_ready"
            assert [env.step("")[3] for _ in range(3)][-1]
            with pytest.raises(gymnasium.error.ResetNeeded):
                env.unwrapped.step("")


def test_steps_options_and_rendering() -> None:
    env = gymnasium.make(STEPS, render_mode="ansi")
    _, info = env.reset(seed=1, options={"level": 4})
    assert info["task"].level == 4
    env.step("hm")
    assert "unreadable" in env.render()
    with pytest.raises(EtudeError, match="no reset option"):
        env.reset(options={"family": "x"})


@pytest.mark.parametrize("text", ["3 + 4", "3 +", "(3", "3 4", "x", "3 ^ 4", "-3"])
def test_parsing_an_expression_or_refusing(text: str) -> None:
    if text == "3 + 4":
        assert count(parse(text)) == 1
    else:
        with pytest.raises(ValueError, match=r"cannot read|ends too early|not closed"):
            parse(text)


def test_a_chain_is_worked_off_call_by_call() -> None:
    env = gymnasium.make(CHAIN, render_mode="ansi")
    for seed in range(40):
        prompt, info = env.reset(seed=seed)
        task = info["task"]
        total, left = 0.0, len(task.spec["steps"])
        for step in task.spec["steps"]:
            assert task.meta["expression"] in env.render()
            action = rf"So \boxed{{{step['call']} = {step['value']}}}" if seed % 2 else step["value"]
            prompt, reward, terminated, truncated, info = env.step(action)
            left -= 1
            total += reward
            assert (info["verdict"].correct, info["operations_left"], terminated) == (True, left, left == 0), (
                step,
                info,
            )
            assert not truncated
        assert total == pytest.approx(1.0)
        assert etude.verify(task, task.answer).reward == 1.0
        assert task.spec["steps"][-1]["value"] in prompt


def test_wrong_steps_of_a_chain() -> None:
    env = gymnasium.make(CHAIN, stop_on_error=False)
    _, info = env.reset(seed=1, options={"level": 5})
    steps = info["task"].spec["steps"]
    last = steps[-1]
    for action, reason in (
        ("?", "unreadable"),
        ("mul(q, q) = e", "not_ready"),
        (f"{last['call']} = {last['value']}", "not_ready"),
        ("x" * 5000, "unreadable"),
    ):
        _, reward, terminated, _, info = env.step(action)
        assert (reward, terminated, info["verdict"].reason) == (0.0, False, reason), action
    rest = [env.step("?")[3] for _ in range(2 * len(steps) - 4)]
    assert rest[-1] and not any(rest[:-1])
    env = gymnasium.make(CHAIN)
    _, info = env.reset(seed=1)
    first = info["task"].spec["steps"][0]
    other = next(step["value"] for step in info["task"].spec["steps"] if step["value"] != first["value"])
    assert env.step(f"{first['call']} = {other}")[2] is True


def test_reduction_keeps_the_value() -> None:
    for task in etude.generate(family="arithmetic.order_of_operations", n=100, seed=6):
        tree = parse(task.meta["expression"])
        while count(tree):
            shown = render(tree).replace("×", r"\times").replace("÷", r"\div")
            assert value_of(shown) == int(task.answer)
            tree = reduce(tree, ready(tree)[0])
        assert str(tree) == task.answer


@pytest.fixture
def _pictures() -> None:
    for name in ("verovio", "resvg_py", "PIL"):
        pytest.importorskip(name)


@pytest.mark.usefixtures("_pictures")
def test_scores_as_pictures() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for mode in (None, "ansi", "rgb_array"):
            check_env(gymnasium.make(SCORE, render_mode=mode).unwrapped)
    env = gymnasium.make(SCORE, render_mode="rgb_array")
    seen, info = env.reset(seed=4)
    assert "abc" not in seen["prompt"]
    assert "picture" in seen["prompt"]
    assert (seen["image"] < 128).sum() > 500
    again, _ = gymnasium.make(SCORE).reset(seed=4)
    assert (again["image"] == seen["image"]).all()
    assert (env.render() == seen["image"]).all()
    _, reward, terminated, _, info = env.step(info["task"].answer)
    assert (reward, terminated) == (1.0, True)
    with pytest.raises(EtudeError, match="has no score"):
        gymnasium.make(SCORE, family="music.scale.write")


@pytest.mark.usefixtures("_pictures")
@pytest.mark.parametrize("mode", ["sync", "async"])
def test_scores_in_vector_environments(mode: str) -> None:
    envs = gymnasium.make_vec(SCORE, num_envs=2, vectorization_mode=mode)
    try:
        seen, infos = envs.reset(seed=7)
        alone = [gymnasium.make(SCORE).reset(seed=7 + i)[0] for i in range(2)]
        assert [one["prompt"] for one in alone] == list(seen["prompt"])
        assert all((one["image"] == image).all() for one, image in zip(alone, seen["image"], strict=True))
        _, rewards, *_ = envs.step(tuple(task.answer for task in infos["task"]))
        assert list(rewards) == [1.0, 1.0]
    finally:
        envs.close()


def test_solved_examples_fade() -> None:
    env = gymnasium.make("etude/Q-v0", few_shot=2, few_shot_probability=(1.0, 0.0), few_shot_episodes=40).unwrapped
    shown = [env.reset(seed=5 if i == 0 else None)[1]["few_shot"] for i in range(60)]
    assert sum(shown[:10]) > 10
    assert sum(shown[40:]) == 0
    prompt, info = env.reset(seed=5)
    assert prompt.count("```q") == info["few_shot"] == 2
    assert prompt.endswith(info["task"].prompt)
    assert env.step("x")[0] == prompt
    with pytest.raises(etude.task.EtudeError, match="few_shot"):
        gymnasium.make("etude/Q-v0", few_shot=-1)


def test_a_console_and_then_an_answer() -> None:
    env = gymnasium.make("etude/QRepl-v0", max_turns=4).unwrapped
    prompt, info = env.reset(seed=9)
    assert "You have a q console" in prompt
    assert env.step("count inputs") == ("3\n", 0.0, False, False, {"task": info["task"], "turns_left": 3})
    assert env.step("1+`a")[0] == "'type\n"
    assert env.step(f"```q\n{info['task'].answer}\n```")[0] == "(nothing is printed)"
    _, reward, terminated, truncated, last = env.step(f"<answer>{info['task'].answer}</answer>")
    assert (reward, terminated, truncated, last["verdict"].correct) == (1.0, True, False, True)
    with pytest.raises(gymnasium.error.ResetNeeded):
        env.step("1")
    env.reset()
    assert [env.step("while[1b;x:1]")[3] for _ in range(4)] == [False, False, False, True]
    with pytest.raises(etude.task.EtudeError, match="family is one of"):
        gymnasium.make("etude/QRepl-v0", family="q.console.predict")
