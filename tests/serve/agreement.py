"""Typed responses of every domain, graded by the gallery and by ``etude.verify``."""

from __future__ import annotations

import random
import warnings
from collections import Counter

import etude
from etude.tasks.registry import DOMAINS
from tests.serve.client import verdicts
from tests.written_forms import forms, wrong_answers

ODD = (
    "",
    "\\boxed{5} or \\boxed{7}",
    "<think>I will say B",
    "Answer: B\nWait, no.\nAnswer: C",
    "İ\ud800 \x00 ♭",
    "x" * 200_001,
)
"""Texts for every question."""


def agree(n: int, seed: int) -> Counter[tuple[str, bool]]:
    """Check ``n`` typed responses, spread over all families; returns how many of each domain were right or not."""
    rng = random.Random(seed)
    tasks, typed = [], []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", etude.CapacityWarning)
        for domain in DOMAINS:
            families = [card.name for card in etude.families(domain)]
            rng.shuffle(families)
            share = n // len(DOMAINS) + 1
            each = max(1, share // (12 * len(families)) + 1)
            wanted = len(typed) + share
            for name in families:
                for task in etude.generate(family=name, n=each, seed=seed):
                    own = [*forms(task), *wrong_answers(task), *rng.sample(ODD, 1)]
                    room = max(0, min(wanted - len(typed), -(-share // (len(families) * each))))
                    typed += [(len(tasks), text) for text in rng.sample(own, min(len(own), max(room, 1)))]
                    tasks.append(task)
            while len(typed) < wanted:
                number = rng.randrange(len(tasks))
                if tasks[number].domain == domain:
                    own = [*forms(tasks[number]), *wrong_answers(tasks[number])]
                    typed.append((number, rng.choice(own)))
    seen: Counter[tuple[str, bool]] = Counter()
    for (number, text), said in zip(typed, verdicts(tasks, typed), strict=True):
        verdict = etude.verify(tasks[number], text)
        assert {key: said[key] for key in verdict._fields} == verdict.to_dict(), (tasks[number].id, text)
        assert said["why"]
        seen[tasks[number].domain, verdict.correct] += 1
    assert sum(seen.values()) >= n
    assert all(seen[domain, right] for domain in DOMAINS for right in (True, False)), seen
    return seen
