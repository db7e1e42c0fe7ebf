"""A second solver over music21: it parses the ABC of the prompt with music21's own reader.

``right(task, text)`` says whether an option or answer is right, without the package's theory modules.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from music21 import chord, interval
from music21 import pitch as m21pitch
from music21.meter import TimeSignature
from music21.repeat import Expander

from tests.oracles import music_harmony, music_lines, music_notes
from tests.oracles.reading import abc_of, m21name, parse, pitches, plain


def right(task, text: str) -> bool:
    return _RIGHT[task.family.split(":")[0].removeprefix("music.")](task.prompt, text.removesuffix(" natural"))


def _interval_name(prompt: str, text: str) -> bool:
    first, second = pitches(prompt)
    name = interval.Interval(first, second).niceName.replace("-", " ").lower()
    return name.replace("double octave", "fifteenth") == text


_INTERVAL = re.compile(r"\b((?:doubly )?(?:perfect|major|minor|augmented|diminished)) ([a-z]+)\b")
_NUMBERS = ("unison second third fourth fifth sixth seventh octave ninth tenth eleventh twelfth thirteenth fourteenth "
            "fifteenth").split()  # fmt: skip
_SHORT = {"perfect": "P", "major": "M", "minor": "m", "augmented": "A", "diminished": "d"}


def _interval_complete(prompt: str, text: str) -> bool:
    (given,) = pitches(prompt)
    quality, number = _INTERVAL.search(prompt).groups()
    short = _SHORT[quality.removeprefix("doubly ")] * (2 if quality.startswith("doubly") else 1)
    size = _NUMBERS.index(number) + 1
    sign = "-" if re.search(r"\bbelow (?:this|the note shown|the given)", prompt) else ""
    reached = interval.Interval(f"{short}{sign}{size}").transposePitch(given)
    return plain(reached.name) == text


def _chord_of(prompt: str) -> chord.Chord:
    return chord.Chord(pitches(prompt))


def _chord_name(prompt: str, text: str) -> bool:
    sounding = _chord_of(prompt)
    return sounding.isTriad() and f"{plain(sounding.root().name)} {sounding.quality}" == text


_TRIAD = re.compile(r"\b([A-G](?:#|b)*) (major|minor|diminished|augmented) triad")


def _chord_complete(prompt: str, text: str) -> bool:
    root, quality = _TRIAD.search(prompt).groups()
    whole = chord.Chord([*[p.name for p in pitches(prompt)], m21name(text)])
    return whole.isTriad() and plain(whole.root().name) == root and whole.quality == quality


def _chord_root(prompt: str, text: str) -> bool:
    sounding = _chord_of(prompt)
    quality = re.search(r"\b(major|minor|diminished|augmented) triad", prompt)
    assert sounding.isTriad() and (not quality or sounding.quality == quality[1])
    return plain(sounding.root().name) == text


_STEPS = {
    "major": (2, 2, 1, 2, 2, 2, 1),
    "natural minor": (2, 1, 2, 2, 1, 2, 2),
    "harmonic minor": (2, 1, 2, 2, 1, 3, 1),
    "melodic minor": (2, 1, 2, 2, 2, 2, 1),
}


@cache
def _spelled(tonic: str, mode: str) -> tuple[str, ...]:
    """The seven names, letter by letter, from the mode's semitone steps."""
    at = m21pitch.Pitch(m21name(tonic) + "4")
    names = []
    for step in _STEPS[mode]:
        names.append(plain(at.name))
        letter = "CDEFGAB"[("CDEFGAB".index(at.step) + 1) % 7]
        octave = at.octave + (letter == "C")
        natural = m21pitch.Pitch(f"{letter}{octave}")
        alter = at.ps + step - natural.ps
        at = m21pitch.Pitch(f"{letter}{octave}")
        at.accidental = int(alter)
    return tuple(names)


def _scale_name(prompt: str, text: str) -> bool:
    run = pitches(prompt)
    tonic, mode = text.split(" ", 1)
    assert run[0].name == run[-1].name
    return plain(run[0].name) == tonic and {plain(p.name) for p in run} == set(_spelled(tonic, mode))


_DEGREES = "first second third fourth fifth sixth seventh".split()


def _scale_write(prompt: str, text: str) -> bool:
    tonic, mode = re.search(
        r"\bthe ([A-G][#b]*) (major|natural minor|harmonic minor|melodic minor) scale", prompt
    ).groups()
    degree = _DEGREES.index(re.search(r"(\w+) degree", prompt)[1])
    count = int(re.search(r"(\d+) notes", prompt)[1])
    step = 1 if "ascending" in prompt else -1
    names = _spelled(tonic, mode)
    return text.split() == [names[(degree + step * i) % 7] for i in range(count)]


def _full(abc: str, metre: str) -> bool:
    """Whether every measure of the tune, read on its own by music21, lasts as long as the metre asks."""
    head, _, body = abc.rpartition("\n")
    measures = [part for part in body.replace("|]", "|").split("|") if part.strip()]
    wanted = TimeSignature(metre).barDuration.quarterLength
    lengths = [sum(e.quarterLength for e in parse(f"{head}\n{part}").recurse().notesAndRests) for part in measures]
    return bool(lengths) and all(length == wanted for length in lengths)


def _time_signature(prompt: str, text: str) -> bool:
    return _full(abc_of(prompt), text)


def _bar_lines(prompt: str, text: str) -> bool:
    head, _, notes = abc_of(prompt).rpartition("\n")
    squeezed = re.sub(r"[\s|\]]", "", text)
    assert squeezed == re.sub(r"[\s|\]]", "", notes), "an option changes the notes"
    metre = re.search(r"^M:(.*)$", head, re.M)[1]
    return _full(f"{re.sub('^M:.*$', '', head, flags=re.M)}\n{text}", metre)


def _interval_invert(prompt: str, text: str) -> bool:
    first, second = pitches(prompt)
    return interval.Interval(first, second).complement.niceName.lower() == text


def _interval_simple(prompt: str, text: str) -> bool:
    first, second = pitches(prompt)
    size = interval.Interval(first, second)
    return size.generic.undirected > 8 and size.semiSimpleNiceName.lower() == text


def _interval_semitones(prompt: str, text: str) -> bool:
    first, second = pitches(prompt)
    return abs(second.ps - first.ps) == int(text)


def _line(prompt: str) -> list[m21pitch.Pitch]:
    return [element.pitch for element in parse(abc_of(prompt)).recurse().notes]


def _melody_retrograde(prompt: str, text: str) -> bool:
    return [plain(p.name) for p in reversed(_line(prompt))] == text.split()


def _melody_range(prompt: str, text: str) -> bool:
    line = sorted(_line(prompt), key=lambda p: p.ps)
    return interval.Interval(line[0], line[-1]).niceName.lower() == text


def _melody_inversion(prompt: str, text: str) -> bool:
    line = _line(prompt)
    signature = parse(abc_of(prompt)).recurse().getElementsByClass("KeySignature").first()
    found = []
    for p in line:
        number = 2 * line[0].diatonicNoteNum - p.diatonicNoteNum
        mirrored = m21pitch.Pitch()
        mirrored.diatonicNoteNum = number
        mirrored.accidental = signature.accidentalByStep(mirrored.step)
        found.append(plain(mirrored.name))
    return found == text.split()


def _moved(prompt: str, directed: str) -> list[str]:
    return [plain(p.transpose(interval.Interval(directed)).name) for p in _line(prompt)]


def _transpose_interval(prompt: str, text: str) -> bool:
    question = prompt.split("```", maxsplit=1)[0]
    quality, number = _INTERVAL.search(question).groups()
    sign = "-" if re.search(r"\b(down|lower)\b", question) else ""
    return _moved(prompt, f"{_SHORT[quality]}{sign}{_NUMBERS.index(number) + 1}") == text.split()


_SOUNDS = {"in B flat": "M-2", "in E flat": "M-6", "in F": "P-5", "in A": "m-3", "in G": "P-4"}


def _transpose_instrument(prompt: str, text: str) -> bool:
    question = prompt.split("```", maxsplit=1)[0]
    (directed,) = {size for name, size in _SOUNDS.items() if re.search(rf"{name}\b(?! flat)", question)}
    return _moved(prompt, directed) == text.split()


def _wrong_measure(prompt: str, text: str) -> bool:
    head, _, body = abc_of(prompt).rpartition("\n")
    wanted = TimeSignature(re.search(r"^M:(.*)$", head, re.M)[1]).barDuration.quarterLength
    head = re.sub("^M:.*$\n", "", head, flags=re.M)
    measures = [part for part in body.replace("|]", "|").split("|") if part.strip()]
    lengths = [sum(e.quarterLength for e in parse(f"{head}\n{part}").recurse().notesAndRests) for part in measures]
    (only,) = [number for number, length in enumerate(lengths, 1) if length != wanted]
    return only == int(text)


def _form_repeats(prompt: str, text: str) -> bool:
    part = parse(abc_of(prompt)).parts[0]
    return len(Expander(part).process().getElementsByClass("Measure")) == int(text)


_POSITIONS = ("root position", "first inversion", "second inversion", "third inversion")


def _chord_inversion(prompt: str, text: str) -> bool:
    sounding = _chord_of(prompt)
    return sounding.isSeventh() and _POSITIONS[sounding.inversion()] == text


_COMMON = {
    "dominant seventh chord": "dominant seventh", "major seventh chord": "major seventh", "minor seventh chord": "minor seventh",
    "half-diminished seventh chord": "half-diminished seventh", "diminished seventh chord": "diminished seventh",
}  # fmt: skip


def _chord_seventh(prompt: str, text: str) -> bool:
    sounding = _chord_of(prompt)
    name = _COMMON.get(sounding.commonName)
    spelled = [(p.diatonicNoteNum - sounding.root().diatonicNoteNum) % 7 for p in sounding.pitches]
    assert sorted(spelled) == [0, 2, 4, 6]
    return f"{plain(sounding.root().name)} {name}" == text


_TECHNICAL = ("tonic", "supertonic", "mediant", "subdominant", "dominant", "submediant", "leading note")


def _degree_name(prompt: str, text: str) -> bool:
    (sounding,) = pitches(prompt)
    tonic, mode = re.search(r"\b([A-G][#b]*) (major|minor)\b", prompt.split("```", maxsplit=1)[0]).groups()
    names = _spelled(tonic, "major" if mode == "major" else "harmonic minor")
    return _TECHNICAL[names.index(plain(sounding.name))] == text


_LENGTHS = {"whole": 4, "half": 2, "quarter": 1, "eighth": 0.5, "sixteenth": 0.25}


def _missing_value(prompt: str, text: str) -> bool:
    head, _, body = abc_of(prompt).rpartition("\n")
    wanted = TimeSignature(re.search(r"^M:(.*)$", head, re.M)[1]).barDuration.quarterLength
    head = re.sub("^M:.*$\n", "", head, flags=re.M)
    *full, last = [part for part in body.replace("|]", "|").split("|") if part.strip()]
    lengths = [sum(e.quarterLength for e in parse(f"{head}\n{part}").recurse().notesAndRests) for part in [*full, last]]
    assert all(length == wanted for length in lengths[:-1])
    dotted, name = text.startswith("dotted"), text.removeprefix("dotted ").removesuffix(" note")
    return lengths[-1] + _LENGTHS[name] * (1.5 if dotted else 1) == wanted


def _rhythm_length(prompt: str, text: str) -> bool:
    return sum(e.quarterLength for e in parse(abc_of(prompt)).recurse().notesAndRests) == float(text)


def _sounding(abc: str) -> list[tuple[tuple[int, ...], float]]:
    return [(tuple(p.midi for p in e.pitches), e.quarterLength) for e in parse(abc).recurse().notesAndRests]


def _augmentation(prompt: str, text: str) -> bool:
    abc = abc_of(prompt)
    factor = 2 if re.search(r"twice|Double", prompt.split("```", maxsplit=1)[0]) else 0.5
    given = _sounding(abc)
    answered = _sounding(f"{abc.rpartition(chr(10))[0]}\n{text} |]")
    return [(keys, length * factor) for keys, length in given] == answered


def _leaps(prompt: str, text: str) -> bool:
    line = _line(prompt)
    moves = [interval.Interval(a, b).generic.undirected for a, b in pairwise(line)]
    return sum(move > 2 for move in moves) == int(text)


_KINDS = ("major", "minor", "diminished", "augmented")


def _chord_write(prompt: str, text: str) -> bool:
    root, kind, position = re.search(
        r"\b([A-G][#b]*) (major|minor|diminished|augmented|(?:dominant|major|minor|half-diminished|diminished) seventh) "
        r"chord.* in (root position|\w+ inversion)",
        prompt,
    ).groups()
    octave, stack = 3, []
    for name in text.split():
        p = m21pitch.Pitch(f"{m21name(name)}{octave}")
        while stack and p.diatonicNoteNum <= stack[-1].diatonicNoteNum:
            octave += 1
            p = m21pitch.Pitch(f"{m21name(name)}{octave}")
        stack.append(p)
    sounding = chord.Chord(stack)
    if kind in _KINDS:
        right_kind = sounding.isTriad() and sounding.quality == kind
    else:
        right_kind = sounding.isSeventh() and _COMMON.get(sounding.commonName) == kind
    return bool(right_kind) and plain(sounding.root().name) == root and _POSITIONS[sounding.inversion()] == position


_RIGHT = {
    "interval.name": _interval_name,
    "interval.complete": _interval_complete,
    "rhythm.length": _rhythm_length,
    "rhythm.augmentation": _augmentation,
    "melody.leaps": _leaps,
    "chord.write": _chord_write,
    "chord.inversion": _chord_inversion,
    "chord.seventh": _chord_seventh,
    "scale.degree_name": _degree_name,
    "rhythm.missing_value": _missing_value,
    "interval.invert": _interval_invert,
    "interval.simple": _interval_simple,
    "interval.semitones": _interval_semitones,
    "melody.retrograde": _melody_retrograde,
    "melody.inversion": _melody_inversion,
    "melody.range": _melody_range,
    "transpose.interval": _transpose_interval,
    "transpose.instrument": _transpose_instrument,
    "rhythm.wrong_measure": _wrong_measure,
    "form.repeats": _form_repeats,
    "chord.name": _chord_name,
    "chord.complete": _chord_complete,
    "chord.root": _chord_root,
    "chord.root_in_key": _chord_root,
    "scale.name": _scale_name,
    "scale.write": _scale_write,
    "rhythm.time_signature": _time_signature,
    "rhythm.bar_lines": _bar_lines,
    **music_notes.RIGHT,
    **music_lines.RIGHT,
    **music_harmony.RIGHT,
}
