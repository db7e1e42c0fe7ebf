r"""The places of a text that state a final answer, each with what it says, in the order of the text.

``box``: ``\boxed{...}`` and what models make of it; ``tag``: ``<answer>...</answer>``; ``line``: a line that begins
with a label such as ``Answer:`` in one of seven languages, a JSON or YAML field, a table's row, a heading with the
answer below it; ``prose``: "the answer is ...", "... is the answer", "I choose ...". These are explicit. ``soft``: "the
result is ...", ``Result:``. Reports, conditions, questions and denials ("if the answer is 5", "someone said ...") are
no statements. Every pattern is linear in a text whose length is bounded.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from etude.verifiers.mentions import FINISH, SENTENCE, claim_is_mentioned, line_is_mentioned, sentence_around

MAX_ANSWER = 4_000
"""Characters of one final answer; a longer one is not parsed."""
MAX_STATEMENTS = 80
"""Statements of one kind that are looked at, from the end."""
_SCANNED = 60_000
"""Characters in which the ends of boxes are looked for."""
_WINDOW = 20_000
"""Characters from the end in which labelled lines and prose are looked for."""


class Statement(NamedTuple):
    """What a place says: ``start`` and ``end`` in the text, its kind, the words, and a name before a box (``x``)."""

    start: int
    end: int
    kind: str
    said: str
    label: str = ""


class Unclosed(NamedTuple):
    """A box that is never closed, and where it begins."""

    start: int


_BOX = re.compile(
    r"(?:\\(?:boxed|fbox|framebox)|(?<![A-Za-z\\])/?b?oxed|\x08oxed)[ \t]*(?:\[[^\[\]{}\n]{0,20}\](?=\{))?([{(\[]|(?=[^\s{(\[]))"
)
_LOOSE = re.compile(r"\\?[^\s{}$,;]{1,200}")
_CLOSERS = {"{": ("{", "}"), "(": ("(", ")"), "[": ("[", "]")}
_NAME = re.compile(r"([A-Za-z](?:_\{?[0-9A-Za-z]\}?)?(?:\([a-z]\))?)[ \t]*(?:=|\\in|:)[ \t]*\$?\\?\(?\Z")
_TAG = re.compile(r"<(/?)(?:final[_ ]?)?answer>", re.I)
_FIELD = re.compile(
    r"""["'](?:final[_ ]?|correct[_ ]?)?(?:answer|choice|result)["'][ \t]*:[ \t]*("(?:[^"\\\n]|\\[^\n])*"|[^,}\n"]{1,400})""",
    re.I,
)

_DECORATION = r"[ \t>#*_•\-+✅✔☑🎯📝💡👉➡→|]{0,12}(?:\(?[0-9]{1,2}[.)][ \t*_]{1,4})?"
_ADJECTIVES = r"(?:the|my|our|final|correct|right|exact|best|simplified|complete|full|selected|chosen|short|overall|so|thus|therefore|hence|and)"
_NOUNS = r"(?:answers?|final_answer|ans|final result|final value|final solution|correct (?:option|choice|letter)|right (?:option|choice)|best (?:option|choice)|(?:selected|chosen|final|my) (?:option|choice|selection|letter)|selection|final(?=[ \t*_]{0,6}:))"
_FOREIGN = (
    r"(?:(?:因此|所以|故|综上|最终|最終|正确|正確|最后|最後|本题|的){0,3}(?:答案|选项|選項|答え|正解|解答|回答|答)"
    r"|故选|应选|選択肢は|(?:die |endgültige |richtige |korrekte |also |meine )*(?:antwort|lösung|option)|endergebnis|(?:richtig|korrekt) ist(?: antwort| option)?"
    r"|(?:la |ma |donc |bonne )*(?:réponse|option|solution)(?: finale| correcte| exacte)?"
    r"|(?:la |mi |por tanto |por lo tanto )*(?:respuesta|opción)(?: final| correcta| es correcta)?"
    r"|(?:a |minha |portanto |logo )*(?:resposta|alternativa)(?: final| correta| certa)?|(?:la |quindi )*risposta(?: finale| corretta| giusta| esatta)?"
    r"|(?:최종 |따라서 )*(?:정답|답)(?:은|은:)?|(?:правильный |верный |окончательный |итоговый |мой )?(?:ответ|вариант(?: ответа)?))"
)
_LABEL = re.compile(
    rf"^{_DECORATION}(?:(?:{_ADJECTIVES}[ \t]+){{0,3}}{_NOUNS}|{_FOREIGN})"
    r"(?:[ \t]?\([^()\n]{1,40}\))?[ \t*_]{0,6}(?:(?:[:=：|]|[ \t]-{1,2}[ \t]|—|–)[ \t*]{0,6}|(?=$))(.*)$",
    re.I | re.M,
)
_BARE_LABEL = re.compile(
    rf"^{_DECORATION}(?:(?:final|my)[ \t]+)?answer[ \t]+([^|:=：\s][^:：\n]{{0,80}})$", re.I | re.M
)
_SHORT_LABEL = re.compile(r"^[ \t*]{0,4}A[ \t*]{0,3}[:：][ \t*]{0,4}(\S.*)$", re.M)
_QUESTION_LINE = re.compile(r"^[ \t*]{0,4}Q[ \t*0-9]{0,6}[:：]", re.M)
_SOFT_LABEL = re.compile(
    rf"^{_DECORATION}(?:(?:{_ADJECTIVES}[ \t]+){{0,3}}(?:result|solution|value|output|conclusion|total|response)|结果|結果|ergebnis|lösung|(?:le )?résultat"
    r"|(?:el )?resultado|(?:la )?solución|результат|decision)(?:[ \t]?\([^()\n]{1,40}\))?[ \t*_]{0,6}[:=：][ \t*]{0,6}(.*)$",
    re.I | re.M,
)
_VERB = (
    r"(?:(?:is|are|was|would be|must be|should be|will be|has to be|comes out (?:to be|to|as)|turns out to be|works out to(?: be)?"
    r"|equals|evaluates to|becomes)\b|=|:)"
)
_CLAIM = re.compile(
    rf"\b(?:answer|(?:correct|right|best|final|chosen|selected|my) (?:option|choice|answer|result|solution|value|letter|one)|solution set)"
    rf"(?: (?:to|for|of|here|in)\b[^.:;,\n]{{0,60}}?)?[ \t]{{0,2}}{_VERB}[ \t]*:?",
    re.I,
)
_FOREIGN_CLAIM = re.compile(
    r"(?:答案|选项|選項|答え|正解)(?:应该|應該|就)?(?:是|为|為|应为|は|選|选)[:：]?|(?:故|应|應|我)?选择?[:：]?(?=\s?[（(]?[A-DＡ-Ｄ])"
    r"|\b(?:(?:richtige|korrekte|endgültige) (?:lösung|option)|antwort|endergebnis)(?: ist| lautet| wäre| also)(?: also| somit| daher)?\b:?|\b(?:richtig|korrekt) ist(?: also| somit| daher)?\b"
    r"|\b(?:réponse|(?:bonne |l')(?:option|solution)|(?:option|solution)(?= correcte| finale| exacte| choisie))(?: finale| correcte| exacte| choisie)?(?: est| sera)(?: donc)?\b:?"
    r"|\b(?:respuesta|(?:opción|solución)(?= final| correcta))(?: final| correcta)?(?: es| sería)(?: entonces)?\b:?"
    r"|\b(?:resposta|(?:alternativa|opção|solução)(?= final| correta| certa))(?: final| correta| certa)?(?: é| será)(?: a letra| a)?\b:?"
    r"|\brisposta(?: finale| corretta| giusta| esatta)?(?: è| sarà)(?: quindi)?(?: la)?\b:?|(?:정답|답)(?:은|:)"
    r"|\b(?:ответ(?:ом)?|(?:правильный|верный) вариант(?: ответа)?)(?: будет| является| это| —| -|:)",
    re.I,
)
_CHOSEN = re.compile(
    r"\b(?:I|we)(?:'d|'ll| would| will| should| must| therefore| thus)?(?: have)? (?:choose|chose|pick|picked|select|selected|go with|answer|conclude)\b(?: that)?"
    r"|\b(?:this|that|which) leaves(?: us with)? only\b"
    r"|\b(?:corresponds? to|matches|match|is|be|equals|gives|leaves|leaves us with|left with|leaving|means|select|choose|pick|so|therefore|thus|hence)(?: only| just)?,? (?=(?:answer |the )?(?:option|choice)\b)",
    re.I,
)
_IS_ANSWER = re.compile(
    r"[ \t](?:is|are|was)(?: indeed| therefore| thus| then| clearly| hence)?(?: (?:the|our|my))?(?: (?:final|only|best|one))*"
    r"(?: (?:correct|right))?(?: (?:answer|choice|option|solution|one|result)s?\b|(?<=correct)|(?<=right))"
    r"|[ \t](?:est|sera)(?: donc)? (?:la )?(?:bonne |seule )?(?:réponse|option|solution)?(?: correcte| juste)?\b(?<=[^t]e)|[ \t]ist(?: also| damit| somit)?(?: die)? (?:richtig|korrekt)(?:e (?:antwort|lösung|option))?\b"
    r"|[ \t]es(?: la)?(?: (?:respuesta|opción|solución))?(?: correcta)\b|[ \t]?(?:是|为)(?:唯一)?(?:的)?正?确?的?(?:答案|选项)|[ \t]?が(?:正解|正しい|答え)",
    re.I,
)
_NOT_BUT = re.compile(
    r"\b(?:it|this|that)(?:'s|’s| is) not (?=[^.;:!?\n]{1,80}\bbut )[^.;:!?\n]{1,80}?\bbut(?: rather| instead)?(?= )",
    re.I,
)
"""What denies one answer to state another: "it's not 5 but 6"."""
_SOFT_CLAIM = re.compile(
    rf"\b(?:result|solution|value|total|outcome)s?(?: (?:to|for|of|here|in)\b[^.:;,\n]{{0,60}}?)?[ \t]{{0,2}}{_VERB}[ \t]*:?"
    r"|\b(?:ergebnis|lösung)(?: ist| lautet)\b|\brésultat est\b|\bresultado es\b|(?:结果|結果)(?:是|为|為|は)",
    re.I,
)
_LAST_CLAIM = re.compile(
    r"\b(?:[Tt]he|[Ii]ts?|[Ww]e|[Tt]his|[Tt]hat|[Tt]here|[Tt]hese|[Tt]hey)\b[^.:;,=\n]{0,80}?\b(?:is|are|get|have|obtain|find|be|equals|gives|makes)\b[ \t]*:?"
)


def statements(text: str) -> tuple[list[Statement], list[Statement], Unclosed | None]:
    """The explicit statements, the soft ones, and the box that is never closed if there is one."""
    boxes, unclosed = _boxes(text)
    found = [*boxes, *_tags(text)]
    start = max(0, len(text) - _WINDOW)
    found += _labels(text, start)
    found += _prose(text, start)
    spans = [(item.start, item.end) for item in found if item.kind in ("box", "tag")]
    explicit = [item for item in found if item.kind in ("box", "tag") or not _holds(item, spans)]
    labelled = [(item.start, item.end - len(item.said)) for item in explicit if item.kind == "line"]
    explicit = [item for item in explicit if item.kind != "prose" or not any(a <= item.start < b for a, b in labelled)]
    explicit.sort(key=lambda item: (item.start, item.end))
    return _innermost(_apart(text, explicit)), _apart(text, sorted(_soft(text, start))), unclosed


def _apart(text: str, found: list[Statement]) -> list[Statement]:
    """Each claim up to the next one on its line: then it is its own sentence."""
    cut: list[Statement] = []
    for i, item in enumerate(found):
        after = next((other.start for other in found[i + 1 : i + 4] if other.start > item.start), item.end)
        if item.kind in ("prose", "soft") and after < item.end and item.said and text.endswith(item.said, 0, item.end):
            at = item.end - len(item.said)
            finish = FINISH.search(text, at, after)
            if after <= at:
                continue
            end = finish.start() if finish else after
            item = item._replace(end=end, said=text[at:end])  # noqa: PLW2901
        cut.append(item)
    return cut


def _last(pattern: re.Pattern[str], text: str, start: int = 0) -> deque[re.Match[str]]:
    """The last places that a pattern matches."""
    return deque(pattern.finditer(text, start), maxlen=MAX_STATEMENTS)


def _innermost(found: list[Statement]) -> list[Statement]:
    """Without tags that hold another statement, and without what stands within a box."""
    kept: list[Statement] = []
    boxed = -1
    for i, item in enumerate(found):
        if item.start < boxed:
            continue
        if item.kind == "box" or (item.kind == "tag" and len(item.said) < _SHORT_TAG and not _marked(item.said)):
            boxed = item.end
        inner = found[i + 1] if i + 1 < len(found) else None
        if item.kind == "tag" and inner and inner.start < item.end and inner.kind != "prose":
            continue
        kept.append(item)
    return kept


_SHORT_TAG = 200


def _marked(said: str) -> bool:
    """Whether a tag's text has a box or a labelled line in it."""
    return "oxed" in said or _LABEL.search(said) is not None


def _holds(item: Statement, spans: list[tuple[int, int]]) -> bool:
    return any(item.start <= start < item.end for start, _ in spans[-40:])


def _boxes(text: str) -> tuple[list[Statement], Unclosed | None]:
    """All outermost boxes; the innermost one counts where boxes are nested (dress is taken off later)."""
    if "oxed" not in text and "box" not in text:
        return [], None
    found: list[Statement] = []
    unclosed = None
    end = scanned = 0
    for box in _last(_BOX, text):
        if box.start() < end:
            continue
        opening = box[1]
        if not opening:
            loose = _LOOSE.match(text, box.end()) if text[box.start()] == "\\" else None
            if not loose:
                continue
            end = loose.end()
            said = loose[0].rstrip(".")
        else:
            close = closing(text, box.end(), *_CLOSERS[opening]) if scanned < _SCANNED else -1
            scanned += MAX_ANSWER if close < 0 else close - box.end()
            if close < 0:
                unclosed = Unclosed(box.start()) if opening == "{" else unclosed
                continue
            end, said = close + 1, text[box.end() : close]
        name = _NAME.search(text, max(0, box.start() - 24), box.start())
        found.append(Statement(box.start(), end, "box", said, name[1] if name else ""))
    return found, unclosed


_BRACKETS = {
    opening: re.compile(rf"\\.|[{re.escape(opening + closing)}]", re.S) for opening, closing in ("{}", "()", "[]")
}


def closing(text: str, start: int, opening: str, closing: str) -> int:
    """Where the bracket opened before ``start`` closes within MAX_ANSWER characters, -1 if it does not."""
    depth = 1
    for found in _BRACKETS[opening].finditer(text, start, start + MAX_ANSWER):
        if found[0] == opening:
            depth += 1
        elif found[0] == closing:
            depth -= 1
            if depth == 0:
                return found.start()
    return -1


def _tags(text: str) -> Iterator[Statement]:
    """Answer tags; the last may be cut off before it is closed."""
    opened = None
    for found in _last(_TAG, text):
        if not found[1]:
            opened = found
        elif opened:
            yield Statement(opened.start(), found.end(), "tag", text[opened.end() : found.start()])
            opened = None
    if opened and text[opened.end() :].strip():
        yield Statement(opened.start(), len(text), "tag", text[opened.end() :])


def _labels(text: str, start: int) -> Iterator[Statement]:
    """Labelled lines, fields of JSON, rows of tables; the lines below a label that stands alone."""
    for pattern in (_LABEL, _BARE_LABEL):
        for found in _last(pattern, text, start):
            yield from _line(text, found, "line")
    if ":" in text and _QUESTION_LINE.match(text.lstrip()):
        for found in _last(_SHORT_LABEL, text, start):
            yield from _line(text, found, "line")
    if '"' in text or "'" in text:
        for found in _last(_FIELD, text, start):
            yield Statement(found.start(), found.end(), "line", _unquoted(found[1]))


def _line(text: str, found: re.Match[str], kind: str) -> Iterator[Statement]:
    said = found[1].strip(" \t")
    if found[0].lstrip().startswith("|"):
        said = said.rstrip("| \t")
    if said.strip("*_ \t:"):
        yield Statement(found.start(), found.end(), kind, _emphasis_closed(said))
        return
    below, end = below_of(text, found.end())
    if below:
        yield Statement(found.start(), end, kind, below)


def _emphasis_closed(said: str) -> str:
    """``5**`` of ``**Answer: 5**`` without the end of an emphasis that began before the label."""
    for mark in ("**", "__", "*"):
        if said.endswith(mark) and said.count(mark) % 2:
            return said[: -len(mark)]
    return said


_FENCE_BELOW = re.compile(r"\s*```[A-Za-z0-9_+-]{0,20}[ \t]*\n(.{0,4000}?)\n?[ \t]*```", re.S)
_BLOCK_BELOW = re.compile(r"\s*(\S[^\n]*(?:\n[ \t]*[^\s][^\n]*){0,40})")
_RULE_BELOW = re.compile(r"[ \t]*\n[ \t]*[=~_*-]{3,}[ \t]*(?=\n)")
"""The line under a heading."""
_BULLET = re.compile(r"[-*+•][ \t]+(?=\S)")


def below_of(text: str, at: int) -> tuple[str, int]:
    """What stands below a label: a fence, or the next lines up to an empty one."""
    fence = _FENCE_BELOW.match(text, at)
    if fence:
        return fence[1], fence.end()
    rule = _RULE_BELOW.match(text, at)
    block = _BLOCK_BELOW.match(text, rule.end() if rule else at, at + MAX_ANSWER)
    if not block:
        return "", at
    said = block[1]
    bullet = _BULLET.match(said)
    return said[bullet.end() :] if bullet and "\n" not in said else said, block.end()


_LATEX = re.compile(r"\\[A-Za-z]{2,}")


def _unquoted(value: str) -> str:
    value = value.strip()
    if value.startswith('"'):
        if _LATEX.search(value):
            return value[1:-1].replace("\\\\", "\\")
        try:
            return str(json.loads(value))
        except ValueError:
            return value[1:-1]
    return value


def _prose(text: str, start: int) -> Iterator[Statement]:
    for pattern in (_CLAIM, _FOREIGN_CLAIM, _CHOSEN, _NOT_BUT):
        for found in _last(pattern, text, start):
            yield from _claimed(text, found, "prose")
    for found in _last(_IS_ANSWER, text, start):
        begin, end = sentence_around(text, found.start(), found.end())
        said = text[begin : found.start()]
        rest = text[found.end() : end]
        if said.strip() and len(said) < 400 and not claim_is_mentioned(said, rest, text[end - 1 : end]):
            yield Statement(begin, found.end(), "prose", said)


def _soft(text: str, start: int) -> Iterator[Statement]:
    for found in _last(_SOFT_LABEL, text, start):
        yield from _line(text, found, "soft")
    for found in _last(_SOFT_CLAIM, text, start):
        yield from _claimed(text, found, "soft")


def last_claim(line: str) -> tuple[str, str] | None:
    """What the last line of a text claims, behind what: "So the missing note is B." says B."""
    end = line[-SENTENCE:]
    claims = _last(_LAST_CLAIM, end)
    found = claims[-1] if claims else None
    if found is None or line_is_mentioned(end, found[0], found.end()):
        return None
    return line[: len(line) - len(end) + found.start()], end[found.end() :]


def _claimed(text: str, found: re.Match[str], kind: str) -> Iterator[Statement]:
    """What follows "the answer is", to the end of the line or below it."""
    begin, end = sentence_around(text, found.start(), found.end())
    if claim_is_mentioned(text[begin : found.start()], text[found.end() : end], text[end - 1 : end]):
        return
    finish = text.find("\n", found.end(), found.end() + MAX_ANSWER)
    finish = min(len(text), found.end() + MAX_ANSWER) if finish < 0 else finish
    said = text[found.end() : finish].partition("</")[0]
    finish = found.end() + len(said)
    if not said.strip("*_ \t:$\\[("):
        said, finish = below_of(text, found.end())
    if said.strip():
        yield Statement(found.start(), finish, kind, said)
