"""Etude beside reasoning-gym and math-verify, in one run: ``python -m bench.compare``.

The machines this runs on are noisy, so each pair of measurements is taken in turn, several times, and
the ratio of the medians is what counts. Prints a Markdown table; ``--json FILE`` keeps the figures.
"""

from __future__ import annotations

import argparse
import json
import logging
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count

import etude

Action = Callable[[], None]
Measure = Callable[[int, float], dict[str, object]]
PAPER_MUSIC = 11
"""Questions a second of the SSMR-Bench paper's own generator, as measured by its users."""
STEPS = "arithmetic.random_calculation:steps=5"


def rate(action: Action, seconds: float) -> float:
    """Calls a second, over about so many seconds of wall time."""
    done, started = 0, time.perf_counter()
    while (spent := time.perf_counter() - started) < seconds:
        for _ in range(20):
            action()
        done += 20
    return done / spent


def side_by_side(ours: Action, theirs: Action, rounds: int, seconds: float) -> tuple[float, float, float]:
    """The median rates of both, and the median of the ratios round by round."""
    ours(), theirs()
    pairs = [(rate(ours, seconds), rate(theirs, seconds)) for _ in range(rounds)]
    ratios = [mine / other for mine, other in pairs]
    return statistics.median(p[0] for p in pairs), statistics.median(p[1] for p in pairs), statistics.median(ratios)


def _each(items: Iterator[object], act: Callable[[object], object]) -> Action:
    return lambda: void(act(next(items)))


def void(value: object) -> None:
    """Takes a result and does nothing."""
    del value


def generation(rounds: int, seconds: float) -> dict[str, object]:
    """A five-step expression against a default item of reasoning-gym's basic_arithmetic."""
    import reasoning_gym

    peer = reasoning_gym.create_dataset("basic_arithmetic", size=10**9, seed=1)
    ours = _each(count(), lambda i: etude.make_task(STEPS, 1, i))
    theirs = _each(count(), lambda i: peer[i])
    mine, other, ratio = side_by_side(ours, theirs, rounds, seconds)
    return row("write 5-step arithmetic", mine, "reasoning-gym basic_arithmetic", other, ratio, 1)


def answers(n: int) -> list[tuple[etude.Task, str, str]]:
    """Tasks with a worked response each; every other one is right, and right ones come in two forms."""
    made = []
    for i, task in enumerate(etude.generate(family=STEPS, n=n, seed=3)):
        written = (task.meta["decimal"], task.answer, task.answer + "1", "12.5")[i % 4]
        response = (
            f"Step by step, from the inside out, we get ${task.meta['expression']}$ and then \\boxed{{{written}}}"
        )
        made.append((task, response, f"\\boxed{{{task.answer}}}"))
    return made


def marking(rounds: int, seconds: float) -> dict[str, object]:
    """Verify against math-verify's parse of the reference and the response, then verify."""
    import math_verify

    logging.disable(logging.CRITICAL)
    cases = answers(200)
    ours, theirs = cycle(cases), cycle(cases)

    def mark_theirs(case: tuple[etude.Task, str, str]) -> bool:
        gold, answer = math_verify.parse(case[2]), math_verify.parse(case[1])
        return bool(math_verify.verify(gold, answer))

    mine, other, ratio = side_by_side(
        _each(ours, lambda case: etude.verify(case[0], case[1])), _each(theirs, mark_theirs), rounds, seconds
    )
    return row("mark 5-step arithmetic", mine, "math-verify parse + verify", other, ratio, 50)


def cycle(items: list[tuple[etude.Task, str, str]]) -> Iterator[tuple[etude.Task, str, str]]:
    """The items over and over."""
    return (items[i % len(items)] for i in count())


def music(rounds: int, seconds: float) -> dict[str, object]:
    """Music tasks of all families and levels against the rate known of the paper's program."""
    names = [card.name for card in etude.families("music")]
    for name in names:
        etude.make_task(name)
    ours = _each(count(), lambda i: etude.make_task(names[i % len(names)], 1, i))
    mine = statistics.median(rate(ours, seconds) for _ in range(rounds))
    return row("write music, all families", mine, "SSMR-Bench's program (known)", PAPER_MUSIC, mine / PAPER_MUSIC, 300)


PEERS = {"algebra.symbolic.expand": "polynomial_multiplication", "algebra.symbolic.integrate": "simple_integration"}


def writing_algebra(name: str) -> Measure:
    """A symbolic family, over its levels, against the same kind of item of reasoning-gym."""

    def measured(rounds: int, seconds: float) -> dict[str, object]:
        import reasoning_gym

        peer = reasoning_gym.create_dataset(PEERS[name], size=10**9, seed=1)
        ours = _each(count(), lambda i: etude.make_task(name, 1, i))
        theirs = _each(count(), lambda i: peer[i])
        mine, other, ratio = side_by_side(ours, theirs, rounds, seconds)
        return row(f"write {name}", mine, f"reasoning-gym {PEERS[name]}", other, ratio, 10)

    return measured


def marking_algebra(name: str) -> Measure:
    """Marking of right answers in another form and of wrong ones, each library on its own tasks."""

    def measured(rounds: int, seconds: float) -> dict[str, object]:
        import reasoning_gym

        peer = reasoning_gym.create_dataset(PEERS[name], size=200, seed=1)
        entries = [(peer[i], ("0 + " if i % 2 else "1 + ") + str(peer[i]["answer"])) for i in range(200)]
        tasks = list(etude.generate(family=name, n=200, seed=1))
        cases = [
            (task, f"\\boxed{{{task.answer.replace(' ', '')}{' + x' if i % 2 else ''}}}")
            for i, task in enumerate(tasks)
        ]
        ours = _each((cases[i % 200] for i in count()), lambda case: etude.verify(case[0], case[1]))
        theirs = _each((entries[i % 200] for i in count()), lambda case: peer.score_answer(case[1], case[0]))
        mine, other, ratio = side_by_side(ours, theirs, rounds, seconds)
        return row(f"mark {name}", mine, f"reasoning-gym {PEERS[name]}", other, ratio, 10)

    return measured


def systems(rounds: int, seconds: float) -> dict[str, object]:
    """Tasks in declared groups at level 2, all families in turn, against the rate that is asked for."""
    names = [card.name for card in etude.families("algebra") if card.name.startswith("algebra.systems.")]
    for i in range(40 * len(names)):
        etude.make_task(names[i % len(names)], 0, i, 2)
    ours = _each(count(), lambda i: etude.make_task(names[i % len(names)], 1, i, 2))
    mine = statistics.median(rate(ours, seconds) for _ in range(rounds))
    return row("write algebra.systems, level 2", mine, "(goal: 10,000 a second)", 10_000, mine / 10_000, 1)


def row(what: str, ours: float, peer: str, theirs: float, ratio: float, goal: float) -> dict[str, object]:
    """One line of the table."""
    return {"what": what, "etude": ours, "peer": peer, "theirs": theirs, "ratio": ratio, "goal": goal}


def main() -> int:
    """Measure, print the table, and say whether every goal is met."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7, help="pairs of measurements (default 7)")
    parser.add_argument("--seconds", type=float, default=0.7, help="length of one measurement (default 0.7)")
    parser.add_argument("--json", metavar="FILE", help="also write the figures as JSON")
    options = parser.parse_args()
    try:
        algebra = [kind(name) for name in PEERS for kind in (writing_algebra, marking_algebra)]
        measures: list[Measure] = [generation, marking, music, *algebra, systems]
        rows = [measure(options.rounds, options.seconds) for measure in measures]
    except ImportError as error:
        print(f'bench.compare: error: {error.name} is missing: pip install ".[bench]"', file=sys.stderr)
        return 2
    print("| | Etude, a second | peer | peer, a second | ratio | goal |\n|---|---:|---|---:|---:|---:|")
    for r in rows:
        rates = f"{r['etude']:,.0f} | {r['peer']} | {r['theirs']:,.0f}"
        print(f"| {r['what']} | {rates} | {r['ratio']:.1f} x | {r['goal']} x |")
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(rows, file, indent=2)
    return 0 if all(r["ratio"] >= r["goal"] for r in rows) else 1


if __name__ == "__main__":
    raise SystemExit(main())
