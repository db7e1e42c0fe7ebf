"""Several turns through TRL's own loop: a model that says what the test tells it to plays a q task."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import etude
from etude.task import Task
from etude.train.tiny import tiny

pytestmark = [pytest.mark.learns, pytest.mark.filterwarnings("ignore")]


def _call(tool: str, **arguments: str) -> str:
    return f"<tool_call>\n{json.dumps({'name': tool, 'arguments': arguments})}\n</tool_call>"


def test_a_group_plays_a_task_in_several_turns(tmp_path: Path) -> None:
    """Four of a group: one tries code and submits the answer, one submits it at once, one submits nonsense, one talks.

    Only what the environment was told earns a reward, and a task that was solved earns nothing a second time.
    """
    import torch
    import trl
    from trl import GRPOConfig, GRPOTrainer

    model, tokenizer = tiny(layers=1, width=32, longest=8192)
    tokenizer.chat_template = (Path(trl.__file__).parent / "chat_templates" / "qwen2_5.jinja").read_text()
    given = etude.train.spec("q", n=1, level=1, multi_turn=True).kwargs()
    answer = Task.from_json(given["train_dataset"][0]["task"]).answer
    right, wrong = _call("submit", program=answer), _call("submit", program="solve:{`nothing}")
    plays = [
        [_call("run", code="6*7"), right, right, "Done."], [right, "Done."], [wrong, "Done."], ["The answer is 5."]
    ]  # fmt: skip
    read: list[str] = []

    def generate(input_ids: Any, **how: Any) -> Any:
        """The next line of each play that goes on, in the order of the group."""
        texts = [tokenizer.decode(ids, skip_special_tokens=True) for ids in input_ids]
        read.extend(texts)
        turn = texts[0].count("<tool_response>")
        said = [tokenizer(play[turn])["input_ids"] for play in plays if len(play) > turn]
        assert len(said) == len(texts)
        longest = 1 + max(map(len, said))
        rows = [ids + [tokenizer.eos_token_id] + [tokenizer.pad_token_id] * (longest - 1 - len(ids)) for ids in said]
        return torch.cat([input_ids, torch.tensor(rows)], 1)

    model.generate = generate
    config = GRPOConfig(
        output_dir=str(tmp_path), use_cpu=True, bf16=False, gradient_checkpointing=False, max_steps=1, logging_steps=1,
        per_device_train_batch_size=4, num_generations=4, max_completion_length=4000, report_to="none",
        disable_tqdm=True, save_strategy="no", max_tool_calling_iterations=5, scale_rewards="none",
    )  # fmt: skip
    trainer = GRPOTrainer(model=model, args=config, processing_class=tokenizer, **given)
    trainer.train()
    row = trainer.state.log_history[0]
    assert row["reward"] == pytest.approx(0.5)
    assert row["rewards/QPractice/std"] == pytest.approx(0.577, abs=0.001)
    assert row["tools/failure_frequency"] == 0
    assert "42" in read[4].rpartition("<tool_response>")[2]
    assert "The episode is over" in read[-1]
