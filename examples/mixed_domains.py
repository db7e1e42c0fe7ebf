"""GRPO on families of several domains, with weights of rewards and an evaluation on held-out tasks."""

from trl import GRPOConfig, GRPOTrainer

import etude.train

spec = etude.train.spec(
    family=["music.interval.name", "algebra.symbolic.expand", "q.console.predict"],
    n=4096, level=1, eval_n=64, weights={"graded": 1.0, "format": 0.1},
)  # fmt: skip
config = GRPOConfig(
    output_dir="runs/mixed", max_steps=200, per_device_train_batch_size=32, num_generations=8,
    max_completion_length=256, learning_rate=1e-5, logging_steps=1, eval_strategy="steps", eval_steps=50,
)  # fmt: skip
trainer = GRPOTrainer(model="Qwen/Qwen2.5-0.5B-Instruct", args=config, **spec.kwargs())
trainer.train()
