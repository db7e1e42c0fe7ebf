"""Follow relations of keys: relative, parallel, dominant, subdominant.

Rule: relative keys share their signature, parallel keys their tonic; the dominant key lies a perfect fifth above,
the subdominant key a perfect fourth above, in the same mode. Source: any textbook of harmony.
"""

from __future__ import annotations

from etude.rng import Stream
from etude.tasks.music.forms import Question, music_family
from etude.tasks.music.key_answers import ASKED, heard, other_keys
from etude.theory.keys import Key, keys

_OPENINGS = ("Which key is {chain}?", "Name {chain}.", "Find {chain}. Which key is it?")


@music_family(
    "music.key.related",
    scored=False,
    levels={n: f"{n} relation{'s, one after the other' if n > 1 else ''}" for n in (1, 2, 3, 4, 5)},
    verifier="key",
    source="harmony: related keys",
    measure="relations",
)
def write(stream: Stream, level: int) -> Question:
    """Name the key that is related to another."""
    while True:
        key = stream.choice(keys(stream.choice(("major", "natural minor")), 7))
        chain, path = key.short, [key]
        for _ in range(level):
            name, found = stream.choice(_relations(path[-1]))
            chain = f"the {name} of {chain}"
            path.append(found)
        if len(set(path)) == len(path):
            break
    return Question(
        content=["related key", chain],
        text=stream.choice(_OPENINGS).format(chain=chain),
        asked=ASKED,
        right=path[-1].short,
        wrong=[*[key.short for key in path[:-1]], *other_keys(stream, path[-1])],
        sound=heard,
        spec={"key": path[-1].name},
        measure=level,
    )


def _relations(key: Key) -> list[tuple[str, Key]]:
    """The keys next to a key, as far as they have a signature of at most seven accidentals."""
    major = key.mode == "major"
    others = keys("natural minor" if major else "major", 7)
    mode = "minor" if major else "major"
    found = [(f"relative {mode}", item) for item in others if item.fifths == key.fifths]
    found += [(f"parallel {mode}", item) for item in others if item.tonic == key.tonic]
    for name, steps in (("dominant key", 1), ("subdominant key", -1)):
        found += [(name, item) for item in keys(key.mode, 7) if item.fifths == key.fifths + steps]
    return found
