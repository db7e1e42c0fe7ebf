"""How much of a leak does ``etude bench audit`` find? Questions planted in a corpus, counted, timed.

    python -m bench.planting --megabytes 1000 --n 10600

Builds a benchmark, writes a corpus of JSONL (a quarter of it zstandard) with text of random words and with fresh tasks
of the same families, plants 200 questions word for word, 200 with their options in another order and 200 edited in
places, and audits it. Prints what was found of each, false alarms among the others, memory and speed.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import zstandard

from bench.memory import Peak
from etude.benchmarks.build import build
from etude.benchmarks.contamination.audit import audit
from etude.benchmarks.folder import Benchmark
from etude.benchmarks.salts import Salt
from etude.benchmarks.suite import find_suite
from etude.tasks.files.run import Order, stream
from etude.tasks.generation import lanes_for
from etude.tasks.registry import families

EACH = 200
COMMON = re.findall(
    r"\w+",
    "the of and to in is that for it as was with be by on not he his but at are this have had from or which one you "
    "were all her she there would their we him been has when who will no more if out so up said what its about than "
    "into them can only other time new some could these two may first then do any like my now over such our man me",
)


def reordered(prompt: str, choices: list[str], chance: random.Random) -> str:
    """The question with its options in another order."""
    order = list(choices)
    while order == choices:
        chance.shuffle(order)
    for letter, old, new in zip("ABCDEFGH", choices, order, strict=False):
        prompt = prompt.replace(f"{letter}) {old}\n", f"{letter}) \0{new}\n", 1)
    return prompt.replace("\0", "")


def edited(prompt: str, chance: random.Random, share: float) -> str:
    """The question with some of its words replaced, left out or doubled; notes, numbers and formulas stay.

    (A question with another note or operand is another question, and is not to be found.)
    """
    parts = re.split(r"(\s+)", prompt)
    words = [i for i in range(0, len(parts), 2) if re.fullmatch(r"[A-Za-z]{2,}[.,:;?]?", parts[i])]
    for i in chance.sample(words, min(len(words), max(1, round(share * len(words))))):
        how = chance.random()
        parts[i] = chance.choice(COMMON) if how < 0.5 else "" if how < 0.8 else f"{parts[i]} {parts[i]}"
    return "".join(parts)


def filler(chance: random.Random) -> str:
    """A paragraph of common and made-up words."""
    made = ["".join(chance.choices("etaoinshrdlucmfwypvbgkjqxz", k=chance.randint(2, 10))) for _ in range(40)]
    return " ".join(chance.choice(COMMON) if chance.random() < 0.5 else chance.choice(made) for _ in range(140))


def plant(folder: Path, chance: random.Random, share: float) -> dict[str, tuple[str, str]]:
    """By id: how a question is planted, and the text."""
    rows = Benchmark(folder).questions
    chance.shuffle(rows)
    with_options = [row for row in rows if len(set(row["choices"])) > 1][:EACH]
    taken = {row["id"] for row in with_options}
    rest = [row for row in rows if row["id"] not in taken]
    planted = {row["id"]: ("reordered", reordered(row["prompt"], row["choices"], chance)) for row in with_options}
    planted |= {row["id"]: ("exact", row["prompt"]) for row in rest[:EACH]}
    planted |= {row["id"]: ("near", edited(row["prompt"], chance, share)) for row in rest[EACH : 2 * EACH]}
    return planted


def documents(size: int, siblings: Path, planted: list[str], chance: random.Random) -> Iterator[bytes]:
    """Lines of a corpus of about so many bytes."""
    places = Counter(chance.randrange(1000) for _ in planted)
    texts = iter(planted)
    tasks = siblings.open("rb")
    made, percent = 0, -1
    base = [filler(chance) for _ in range(2000)]
    while made < size:
        text = chance.choice(base) + " " + " ".join(chance.choices(COMMON, k=20))
        line = json.dumps({"text": text}).encode() + b"\n"
        sibling = tasks.readline()
        if sibling:
            line += json.dumps({"text": json.loads(sibling)["prompt"]}).encode() + b"\n"
        if (now := 1000 * made // size) != percent:
            percent = now
            for _ in range(places.pop(now, 0)):
                before, after = chance.choice(base)[:300], chance.choice(base)[:200]
                line += json.dumps({"text": f"{before}\n{next(texts)}\n{after}"}).encode() + b"\n"
        made += len(line)
        yield line
    for text in texts:
        yield json.dumps({"text": text}).encode() + b"\n"


def main() -> None:
    """Run it all and print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--megabytes", type=int, default=1000)
    parser.add_argument("--n", type=int, default=10_600)
    parser.add_argument("--siblings", type=int, default=100_000)
    parser.add_argument("--share", type=float, default=0.05, help="of the words that are edited")
    parser.add_argument("--suite", default="all")
    arguments = parser.parse_args()
    chance = random.Random("planting")
    with tempfile.TemporaryDirectory() as place:
        folder = build(
            find_suite(arguments.suite), Path(place) / "b", Salt(bytes(range(32))), n=arguments.n, workers=2
        ).folder
        order = Order(tuple(lanes_for(families(), None)), arguments.siblings, 12345, "train", allow_duplicates=True)
        with (Path(place) / "siblings.jsonl").open("wb") as sink:
            stream(order, sink, 2, lambda done: None)
        planted = plant(folder, chance, arguments.share)
        texts = [text for _, text in planted.values()]
        chance.shuffle(texts)
        corpus = Path(place) / "corpus"
        corpus.mkdir()
        size = arguments.megabytes * 1_000_000
        lines = documents(size, Path(place) / "siblings.jsonl", texts, chance)
        plain = 0
        with (corpus / "a.jsonl").open("wb") as file:
            for line in lines:
                plain += file.write(line)
                if plain > 3 * size // 4:
                    break
        packed = 0
        with (corpus / "b.jsonl.zst").open("wb") as raw, zstandard.ZstdCompressor(3).stream_writer(raw) as out:
            for line in lines:
                packed += out.write(line)
        whole = sum(len(json.loads(line)["text"]) for line in (corpus / "a.jsonl").open("rb")) if plain < 10**8 else 0
        print(f"corpus: {(plain + packed) / 1e6:.0f} MB of JSONL {whole or ''}", flush=True)
        started = time.perf_counter()
        with Peak() as peak:
            report = audit(folder, [corpus], workers=2)
        seconds = time.perf_counter() - started
    wanted = Counter(kind for kind, _ in planted.values())
    found = Counter(kind for name, (kind, _) in planted.items() if name in report.contaminated)
    for kind in ("exact", "reordered", "near"):
        print(f"{kind}: {found[kind]} of {wanted[kind]} found ({found[kind] / wanted[kind]:.1%})")
        for name in [n for n, (k, _) in planted.items() if k == kind and n not in report.contaminated][:3]:
            print("    missed:", name, repr(planted[name][1][:300]))
    alarms = [name for name in report.contaminated if name not in planted]
    print(f"false alarms: {len(alarms)} in {arguments.n - len(planted):,} clean questions")
    for name in alarms[:5]:
        print("   ", next(hit for hit in report.hits if hit.id == name))
    print(f"peak memory: {peak.mebibytes:.0f} MiB, all processes together")
    print(f"{(plain + packed) / 1e6 / seconds:.1f} MB/s in all ({seconds:.0f} s, drawing fresh questions included)")


if __name__ == "__main__":
    main()
