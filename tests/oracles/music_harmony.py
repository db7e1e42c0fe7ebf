"""The second solver over music21 for chords, numerals, cadences and four voices: see music.py."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

from music21 import chord, harmony, key, note, roman, voiceLeading
from music21 import pitch as m21pitch

from tests.oracles.reading import abc_of, m21name, parse, pitches, plain

_FIGURES = {"6/5": "65", "4/3": "43", "4/2": "42", "6/4": "64"}


def _key(prompt: str) -> key.Key:
    tonic, mode = re.search(r"\b([A-G][#b]*) (major|minor)\b", prompt.split("```", maxsplit=1)[0]).groups()
    return key.Key(m21name(tonic), mode)


def _numeral(text: str, home: key.Key) -> list[m21pitch.Pitch]:
    """The notes that music21 gives a numeral, from the bass up."""
    for ours, theirs in _FIGURES.items():
        text = text.replace(ours, theirs)
    raised = roman.Minor67Default.SHARP
    found = roman.RomanNumeral(text, home, seventhMinor=raised)
    return list(found.pitches)


def _same(first: list[m21pitch.Pitch], second: list[m21pitch.Pitch]) -> bool:
    """Whether two chords have the same bass and the same notes."""
    return first[0].name == second[0].name and {p.name for p in first} == {p.name for p in second}


def roman_name(prompt: str, text: str) -> bool:
    heard = pitches(prompt)
    return _same(heard, _numeral(text, _key(prompt)))


def _numeral_in(prompt: str) -> str:
    return re.search(r"(?<![A-Za-z])([iIvV]+[oø+]?[0-9/]*(?:/[iIvV]+)?)(?= in |\?| has | from )", prompt)[1].rstrip("/")


def roman_write(prompt: str, text: str) -> bool:
    wanted = _numeral(_numeral_in(prompt.split("\n", maxsplit=1)[0]), _key(prompt))
    return [plain(p.name) for p in wanted] == text.split()


def _upper(bass: m21pitch.Pitch, size: int, home: key.KeySignature) -> m21pitch.Pitch:
    above = m21pitch.Pitch()
    above.diatonicNoteNum = bass.diatonicNoteNum + size - 1
    above.accidental = home.accidentalByStep(above.step)
    return above


_FULL = {
    "5/3": (3, 5), "6": (3, 6), "6/4": (4, 6), "7": (3, 5, 7), "6/5": (3, 5, 6), "4/3": (3, 4, 6), "4/2": (2, 4, 6),
}  # fmt: skip


def figured_bass(prompt: str, text: str) -> bool:
    found = parse(abc_of(prompt))
    (bass,) = pitches(prompt)
    home = found.recurse().getElementsByClass("KeySignature").first()
    figure = re.search(r"(?:is|figure|figured) ([#b]?[0-9](?:/[#b]?[0-9])?)\b", prompt)[1]
    wanted = [_upper(bass, size, home) for size in _FULL[re.sub("[#b]", "", figure)]]
    sizes = _FULL[re.sub("[#b]", "", figure)]
    signed = re.search(r"([#b])([0-9])", figure)
    third = re.search(r"with a (sharp|flat) under it", prompt)
    change = (int(signed[2]), signed[1]) if signed else (3, "#" if third[1] == "sharp" else "b") if third else None
    if change:
        at = sizes.index(change[0])
        wanted[at].accidental = m21pitch.Accidental(wanted[at].alter + (1 if change[1] == "#" else -1))
    return [plain(p.name) for p in (bass, *wanted)] == text.split()


_SUS7 = ("P4", "P5", "m7")


def symbol(prompt: str, text: str) -> bool:
    root, kind, bass = re.search(
        r"(?:chord|symbol|has) ([A-G](?:#|b)?)(maj7|maj9|m7b5|m7|m9|m6|m|dim7|dim|aug|7sus4|sus4|sus2|6|7|9|)(?:/([A-G](?:#|b)*))?[ .]",
        prompt,
    ).groups()
    base = m21pitch.Pitch(m21name(root) + "4")
    if kind == "7sus4":
        wanted = [base.name, *(base.transpose(size).name for size in _SUS7)]
    else:
        wanted = [p.name for p in harmony.ChordSymbol(root=m21name(root), kind=harmony_kind(kind)).pitches]
    if bass:
        at = wanted.index(m21name(bass))
        wanted = wanted[at:] + wanted[:at]
    return [plain(name) for name in wanted] == text.split()


def harmony_kind(kind: str) -> str:
    """music21's name of the chord kind that a symbol ends in."""
    return {
        "": "major", "m": "minor", "dim": "diminished", "aug": "augmented", "sus4": "suspended-fourth", "sus2": "suspended-second",
        "6": "major-sixth", "m6": "minor-sixth", "7": "dominant-seventh", "maj7": "major-seventh", "m7": "minor-seventh",
        "m7b5": "half-diminished-seventh", "dim7": "diminished-seventh", "9": "dominant-ninth", "maj9": "major-ninth",
        "m9": "minor-ninth",
    }[kind]  # fmt: skip


def _voices(prompt: str) -> list[list[m21pitch.Pitch]]:
    """The chords, each from bass to soprano as it is written."""
    return [list(element.pitches) for element in parse(abc_of(prompt)).recurse().notes]


def cadence(prompt: str, text: str) -> bool:
    home = _key(prompt)
    degrees = []
    for heard in _voices(prompt)[-2:]:
        root = chord.Chord(heard).root()
        degrees.append(home.getScaleDegreeFromPitch(root, comparisonAttribute="step"))
    kinds = {(5, 1): "authentic", (4, 1): "plagal", (5, 6): "deceptive"}
    return f"{kinds.get(tuple(degrees), 'half' if degrees[1] == 5 else '')} cadence" == text


_NAMES = ("bass", "tenor", "alto", "soprano")


def _parallels(chords: list[list[m21pitch.Pitch]]) -> dict[str, list[tuple[int, str]]]:
    """Kind to (chord number, voices): by music21's voice-leading quartets."""
    found: dict[str, list[tuple[int, str]]] = {"parallel fifths": [], "parallel octaves": []}
    for number, (first, second) in enumerate(pairwise(chords), 2):
        for low, high in combinations(range(4), 2):
            notes = [note.Note(p) for p in (first[high], second[high], first[low], second[low])]
            quartet = voiceLeading.VoiceLeadingQuartet(*notes)
            if first[low].ps == second[low].ps:
                continue
            pair = f"{_NAMES[high]} and {_NAMES[low]}"
            if quartet.parallelFifth():
                found["parallel fifths"].append((number, pair))
            if quartet.parallelUnisonOrOctave():
                found["parallel octaves"].append((number, pair))
    return found


def _all_faults(prompt: str) -> dict[str, list[tuple[int, str]]]:
    chords = _voices(prompt)
    found = _parallels(chords)
    tonic = re.search(r"^K:([A-G][#b]?)", abc_of(prompt), re.M)[1]
    leading = m21pitch.Pitch(m21name(tonic) + "4").transpose("M7").name
    found |= {"voice crossing": [], "wide spacing": [], "doubled leading note": []}
    for number, voices in enumerate(chords, 1):
        for low, high in ((0, 1), (1, 2), (2, 3)):
            pair = f"{_NAMES[high]} and {_NAMES[low]}"
            if voices[high].ps < voices[low].ps:
                found["voice crossing"].append((number, pair))
            elif low and voices[high].ps - voices[low].ps > 12:
                found["wide spacing"].append((number, pair))
        if sum(p.name == leading for p in voices) > 1:
            found["doubled leading note"].append((number, ""))
    return found


def fault(prompt: str, text: str) -> bool:
    found = _all_faults(prompt)
    assert sum(map(len, found.values())) == 1, found
    return bool(found[text])


def parallels(prompt: str, text: str) -> bool:
    found = _all_faults(prompt)
    ((_, pair),) = [place for kind in ("parallel fifths", "parallel octaves") for place in found[kind]]
    return pair == text


_SAYS = {"cross": "voice crossing", "apart": "wide spacing", "doubled": "doubled leading note"}


def faulty_chord(prompt: str, text: str) -> bool:
    question = prompt.split("```", maxsplit=1)[0]
    kind = next(kind for word, kind in _SAYS.items() if word in question)
    ((number, _),) = _all_faults(prompt)[kind]
    return number == int(text)


_TRIADS = {"major": (4, 7), "minor": (3, 7)}


def non_chord_tone(prompt: str, text: str) -> bool:
    question = prompt.split("```", maxsplit=1)[0]
    line = [element.pitch for element in parse(abc_of(prompt)).recurse().notes]
    names = re.findall(r"\b([A-G][#b]?) (major|minor)\b", question)
    chords = [
        {m21pitch.Pitch(m21name(root)).transpose(size).pitchClass for size in (0, *_TRIADS[kind])}
        for root, kind in names
    ]
    at = int(re.search(r"on beat (\d)", question)[1]) - 1
    outside = [i for i, p in enumerate(line) if p.pitchClass not in chords[i // 2]]
    assert outside == [at]
    before, here, after = (line[i].diatonicNoteNum for i in (at - 1, at, at + 1))
    come, go = here - before, after - here
    steps = abs(come) == 1, abs(go) == 1
    if text == "suspension":
        return at == 2 and come == 0 and go == -1
    if text == "appoggiatura":
        return at == 2 and abs(come) > 1 and steps[1] and come * go < 0
    if text == "anticipation":
        return at == 1 and go == 0 and come != 0
    if text == "escape note":
        return at == 1 and steps[0] and abs(go) > 1 and come * go < 0
    if text == "neighbour note":
        return at == 1 and all(steps) and before == after
    assert text == "passing note"
    return at == 1 and all(steps) and abs(after - before) == 2


def motion(prompt: str, text: str) -> bool:
    """By music21's voice-leading quartet."""
    first, second = map(int, re.search(r"notes? (\d+) (?:to note|and) (\d+)", prompt).groups())
    chords = _voices(prompt)
    (low, high), (lower, higher) = chords[first - 1], chords[second - 1]
    quartet = voiceLeading.VoiceLeadingQuartet(*map(note.Note, (high, higher, low, lower)))
    generic = [high.diatonicNoteNum - low.diatonicNoteNum, higher.diatonicNoteNum - lower.diatonicNoteNum]
    return {
        "oblique motion": quartet.obliqueMotion(),
        "contrary motion": quartet.contraryMotion(),
        "parallel motion": quartet.similarMotion() and generic[0] == generic[1],
        "similar motion": quartet.similarMotion() and generic[0] != generic[1],
    }[text]


RIGHT = {
    "voices.motion": motion,
    "harmony.roman": roman_name,
    "harmony.roman_write": roman_write,
    "harmony.applied": roman_name,
    "harmony.applied_write": roman_write,
    "harmony.figured_bass": figured_bass,
    "harmony.cadence": cadence,
    "chord.symbol": symbol,
    "voices.fault": fault,
    "voices.parallels": parallels,
    "voices.faulty_chord": faulty_chord,
    "melody.non_chord_tone": non_chord_tone,
}
