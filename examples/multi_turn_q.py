"""GRPO in several turns: the model tries q code in a console, then submits a program."""

from trl import GRPOConfig, GRPOTrainer

import etude.train

spec = etude.train.spec("q", n=1024, level=1, multi_turn=True)
config = GRPOConfig(
    output_dir="runs/q", max_steps=100, per_device_train_batch_size=16, num_generations=8,
    max_completion_length=1024, max_tool_calling_iterations=6, learning_rate=1e-6, logging_steps=1,
)  # fmt: skip
trainer = GRPOTrainer(model="Qwen/Qwen3-1.7B", args=config, **spec.kwargs())
trainer.train()
