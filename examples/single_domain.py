"""GRPO on one domain in a script of your own: three lines are Etude's."""

from trl import GRPOConfig, GRPOTrainer

import etude.train

config = GRPOConfig(
    output_dir="runs/arithmetic", max_steps=200, per_device_train_batch_size=32, num_generations=8,
    max_completion_length=256, learning_rate=1e-5, logging_steps=1,
)  # fmt: skip
trainer = GRPOTrainer(
    model="HuggingFaceTB/SmolLM2-135M-Instruct",
    args=config,
    reward_funcs=etude.train.reward,
    train_dataset=etude.train.dataset("arithmetic", n=4096, level=1),
)
trainer.train()
