r"""A set of real numbers: intervals, unions of them, or inequalities.

spec: ``intervals`` (the ends of each as text, ``-oo`` and ``oo`` for none), ``closed`` (which ends belong), ``letter``.
Read are ``(-\infty, 2] \cup (5, \infty)``, ``]-\infty, 2]``, ``x <= 2 or x > 5``, ``-1 < x < 3``, ``x > -1 and x < 3``,
``\{x \mid x \le 2\}``, ``\mathbb{R} \setminus (2, 5]``, ``x \neq 3``, ``all real numbers``, and a set said twice
(``(1, 2), i.e. 1 < x < 2``). A comma between inequalities means "and" if both can hold, else "or".
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from fractions import Fraction

from etude.answers.kind import Kind
from etude.task import Json
from etude.theory.algebra.normal import TooLarge, Undefined, Work, normal, rational
from etude.theory.algebra.tree import INFINITY, Bag, Minus, Relation, Sym, Tree
from etude.theory.algebra.written import read
from etude.theory.real_sets import WHOLE, Interval, Reals, complement, intersection, united

MAX_TEXT = 600
_FLIPPED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_LINE = r"(?:\\mathbb\s?\{?\s?r\s?\}?|\\mathbf\s?\{?r\}?|\\r(?:eals)?(?![a-z])|ℝ|(?<![a-z\\])r(?![a-z]))"
_ALL = re.compile(
    rf"(?:(?:all|every|any)\s(?:(?:the\s)?reals?(?:\snumbers?)?(?:\sLETTER)?|values(?:\sof\sLETTER)?|LETTER|LETTER\s?(?:\\in|∈)\s?{_LINE}|numbers)"
    rf"|{_LINE}|(?:the\s)?(?:real\snumbers|reals|set\sof\s(?:all\s)?real\snumbers|real\sline)|true\sfor\sall\s(?:real\s)?LETTER|always\strue)\Z".replace(
        "LETTER", "[a-z]"
    )
)
_NONE = re.compile(
    r"(?:(?:there\s(?:is|are)\s)?no\s(?:real\s|such\s)?(?:solutions?|numbers?|values?(?:\sof\s[a-z])?|[a-z])(?:\sexists?|\ssatisf(?:y|ies)\sit)?"
    r"|\\(?:emptyset|varnothing)|∅|ø|none|(?:the\s)?empty(?:\sset)?|\\\{\s?\\\}|\{\s?\}|never(?:\strue)?|null\sset|nothing)\Z"
)
_LEAD = re.compile(
    r"\s{0,9}(?:(?:the\s)?(?:solution(?:s|\sset)?|answer|set)\s{0,3}(?:is|are|=|:)\s{0,3}|[SL]\s{0,3}=\s{0,3}"
    r"|(?:(?:the\sset\sof\s)?(?:all|every|any)\s)?(?:real\s)?(?:numbers?\s|values?\s(?:of\s)?)?(?:[a-zA-Z]\s{1,3})?(?:with|such\sthat|so\sthat|satisfying|for\swhich|where|in)\s{1,3}"
    rf"|(?:for\s)?(?:all|every)\s(?:real\s)?(?=[a-zA-Z]\s{{0,3}}(?:[<>≤≥]|\\[lgn]eq?(?![a-z])|\\[lg]t(?![a-z])))|(?:for\s)?(?:all\s)?[a-zA-Z]\s{{0,3}}(?:\\in(?![a-z])|∈|in\b)\s{{0,3}}{_LINE}\s{{0,3}}(?:[:,;|]|\\mid(?![a-z])|\\colon(?![a-z])|with\b|where\b|such\sthat\b)\s{{0,3}})",
    re.I,
)
_TAIL = re.compile(rf"\s{{0,9}}(?:\\subset(?:eq)?(?![a-z])|⊂|⊆)\s{{0,9}}{_LINE}\s{{0,9}}\Z", re.I)
_AGAIN = re.compile(
    r"[,;]?\s{0,9}\(?(?:\bi\.\s?e\.,?|\bie\b,?|\bthat is,?|\bor equivalently,?|\bequivalently,?|\bwhich is\b"
    r"|\bin other words,?|\bor in interval notation:?,?|\bin interval notation:?"
    r"|\\iff(?![a-z])|\\Leftrightarrow(?![a-z])|\\Longleftrightarrow(?![a-z])|\\Rightarrow(?![a-z])|\\implies(?![a-z])|⇔|⟺|⇒)\s{0,9}"
)
_FRENCH = re.compile(r"([\[\]])([^\[\](){},;]{1,80}[,;][^\[\](){},;]{1,80})([\[\]])")
_AWAY = re.compile(r"(?:\A|[\]\[]|∪|∩|∈|[a-z])\s{0,9}\][^\[\]()]{1,80}[,;]|[0-9a-z∞}]\s{0,9}\[\s{0,9}(?:\Z|\\|∪|U|or)")
_FRACTION = re.compile(r"\\[dtc]?frac\s?\{?\s?(-?\s?[0-9]{1,20})\s?\}?\s?\{?\s?([0-9]{1,20})\s?\}?")
_PIECE = re.compile(r"\\[a-zA-Z]+|\\.|[A-Za-z]+|.", re.S)
_JOINTS = {
    **dict.fromkeys((r"\cup", r"\bigcup", "∪", "⋃", "or", "OR", "Or", r"\lor", r"\vee", "∨", "union", "U", "||"), "or"),
    **dict.fromkeys(("and", "AND"), "also"),
    **dict.fromkeys((r"\cap", r"\bigcap", "∩", r"\land", r"\wedge", "∧", "but"), "and"),
    **dict.fromkeys((r"\setminus", r"\backslash", r"\smallsetminus", "∖", "except", "without"), "minus"),
    **dict.fromkeys((",", ";", "\n", r"\\"), "comma"),
}
_BLANKS = re.compile(r"[ \t\u00a0\u2009]+")
_MOST, _DEEPEST = 12, 6


class RealSet(Kind[Reals]):
    """Intervals that neither meet nor touch, from the left."""

    name = "reals"
    ask = r"Give the set as an interval or a union of intervals in \boxed{}."

    def __init__(self, spec: Mapping[str, Json]) -> None:
        super().__init__(spec)
        self._letter: str = spec["letter"]

    @property
    def truth(self) -> Reals:
        """The right set."""
        ends = zip(self.spec["intervals"], self.spec["closed"], strict=True)
        return united([_stored(*pair, *closed) for pair, closed in ends])

    def read(self, text: str) -> Reals | None:
        """The set that a text means, in its simplest form; None if it means none."""
        return reals(text, self._letter)

    def key(self, value: Reals) -> Hashable:
        """The intervals themselves."""
        return value

    def forms(self, value: Reals) -> Sequence[str]:
        """As intervals in LaTeX and plain text, with the letter, as inequalities."""
        if not value:
            return [r"\emptyset", "no solution", "∅", r"\varnothing", "empty set"]
        letter = self._letter
        texts = [_shown(interval) for interval in value]
        tex = [text.replace("oo", r"\infty") for text in texts]
        union = r" \cup ".join(tex)
        forms = [union, " U ".join(texts), rf"{letter} \in {union}", " ∪ ".join(texts)]
        if value == WHOLE:
            return [*forms, r"\mathbb{R}", "all real numbers"]
        return [*forms, " or ".join(_compared(interval, letter) for interval in value)]


def _shown(interval: Interval) -> str:
    low, high = ("-oo" if interval.low is None else interval.low), ("oo" if interval.high is None else interval.high)
    return f"{'[' if interval.with_low else '('}{low}, {high}{']' if interval.with_high else ')'}"


def _compared(interval: Interval, letter: str) -> str:
    low, high, with_low, with_high = interval
    if low is None and high is None:
        return f"-oo < {letter} < oo"
    if low is None or high is None:
        sign = "<" if low is None else ">"
        return f"{letter} {sign}{'=' if with_low or with_high else ''} {high if low is None else low}"
    return f"{low} <{'=' if with_low else ''} {letter} <{'=' if with_high else ''} {high}"


def _stored(low: str, high: str, with_low: bool, with_high: bool) -> Interval:
    ends = [None if "oo" in end else Fraction(end) for end in (low, high)]
    return Interval(ends[0], ends[1], with_low, with_high)


def reals(answer: str, letter: str) -> Reals | None:
    """The set that a text means, in its simplest form; None if it means none."""
    if len(answer) > MAX_TEXT:
        return None
    text = _TAIL.sub("", _BLANKS.sub(" ", answer).strip())
    said = [part for part in _AGAIN.split(text, maxsplit=3) if part.strip(" ()")]
    work = Work(1000)
    found = [_said(part, letter, work, 0) for part in said]
    return found[0] if found and found[0] is not None and all(part == found[0] for part in found) else None


def _said(text: str, letter: str, work: Work, depth: int) -> Reals | None:
    """The set of one statement."""
    text = text.strip(" ,;.")
    if depth > _DEEPEST or not text:
        return None
    lower = " ".join(text.lower().split())
    if _ALL.match(lower) and (len(lower) > 1 or text == "R"):
        return WHOLE
    if _NONE.match(lower):
        return ()
    lead = _LEAD.match(text) if depth < 2 else None
    bar = _bar(text, letter) if depth < 2 else None
    if bar:
        return _said(text[bar.end() :], letter, work, depth + 1)
    if lead and lead.end() < len(text) and _fits(lead[0], letter):
        return _said(text[lead.end() :], letter, work, depth + 1)
    pieces = _split(_american(text))
    if pieces is None:
        return None
    parts, joints = pieces
    if joints:
        return _joined_parts(parts, joints, letter, work, depth)
    return _leaf(parts[0].strip(), letter, work, depth)


def _fits(lead: str, letter: str) -> bool:
    """Whether the letter that an introduction names is the question's."""
    single = re.findall(r"(?<![A-Za-z\\])([a-z])(?![A-Za-z])", lead)
    return all(found == letter for found in single)


def _american(text: str) -> str:
    """``]1, 2[`` as ``(1, 2)``: square brackets that look away leave out their end."""
    if not _AWAY.search(text):
        return text
    text = _FRACTION.sub(r" \1/\2", text)
    return _FRENCH.sub(
        lambda found: ("(" if found[1] == "]" else "[") + found[2] + (")" if found[3] == "[" else "]"), text
    )


def _split(text: str) -> tuple[list[str], list[str]] | None:
    """The parts of a text between joints outside of brackets, and the joints; None if brackets do not match."""
    parts, joints, depth, start = [], [], 0, 0
    for found in _PIECE.finditer(text):
        piece = found[0]
        if piece in ("(", "[", "{", r"\{", r"\lbrace"):
            depth += 1
        elif piece in (")", "]", "}", r"\}", r"\rbrace"):
            depth -= 1
        elif depth == 0 and piece in _JOINTS:
            joint = _JOINTS[piece]
            if text[start : found.start()].strip():
                parts.append(text[start : found.start()])
                joints.append(joint)
            elif joints and "comma" in (joint, joints[-1]):
                joints[-1] = joint if joints[-1] == "comma" else joints[-1]
            else:
                return None
            start = found.end()
        if depth < 0 or len(parts) > _MOST:
            return None
    if not text[start:].strip():
        joints = joints[:-1]
    else:
        parts.append(text[start:])
    return (parts, joints) if depth == 0 and len(joints) == len(parts) - 1 else None


def _joined_parts(parts: list[str], joints: list[str], letter: str, work: Work, depth: int) -> Reals | None:
    """Unions of what is met or taken away first; commas between inequalities are "and" if both can hold.

    The word "and" between intervals, which do not meet, lists them.
    """
    sets = [_said(part, letter, work, depth + 1) for part in parts]
    if any(found is None for found in sets):
        shared = _shared(parts, joints, letter, work)
        if shared is None:
            return None
        sets = [*shared]
    known = [found for found in sets if found is not None]
    listed = any(re.search(r"[<>≤≥]|\\[lg](?:eq?|t|eqslant)(?![a-z])", part) for part in parts)
    groups, current = [], known[0]
    for joint, found in zip(joints, known[1:], strict=True):
        if joint == "also" and not listed:
            if intersection(current, found):
                return None
            current = united([*current, *found])
        elif joint in ("and", "also"):
            current = intersection(current, found)
        elif joint == "minus":
            current = intersection(current, complement(found))
        elif joint == "comma" and listed and (both := intersection(current, found)):
            current = both
        else:
            groups.append(current)
            current = found
    return united([interval for group in [*groups, current] for interval in group])


def _shared(parts: list[str], joints: list[str], letter: str, work: Work) -> list[Reals] | None:
    r"""``x \neq 2, 5`` and ``x \\neq 2 and 5``: numbers that a first inequality goes on to."""
    first = read(parts[0])
    if not isinstance(first, Relation) or first.sign != "!=" or first.left != Sym(letter) or "or" in joints:
        return None
    ends = [_end(first.right, work), *(_end(read(part), work) for part in parts[1:])]
    if any(end is None or end[0] is None for end in ends):
        return None
    without = complement(united([Interval(end[0], end[0], True, True) for end in ends if end is not None]))
    return [without] * len(parts)


def _leaf(text: str, letter: str, work: Work, depth: int) -> Reals | None:
    """The set of a text without joints: set brackets, an interval, an inequality."""
    for opening, closing in ((r"\{", r"\}"), (r"\lbrace", r"\rbrace"), ("{", "}")):
        if text.startswith(opening) and text.endswith(closing):
            return _braced(text[len(opening) : -len(closing)].strip(), letter, work, depth)
    if text[:1] == "(" and text[-1:] == ")" and _wraps(text) and "," not in text and ";" not in text:
        return _said(text[1:-1], letter, work, depth + 1)
    member = re.match(rf"\s{{0,9}}{re.escape(letter)}\s{{0,9}}(?:\\in(?![a-z])|∈|in\b)\s{{0,9}}", text)
    if member:
        return _said(text[member.end() :], letter, work, depth + 1)
    outside = re.match(
        rf"\s{{0,9}}{re.escape(letter)}\s{{0,9}}(?:\\notin(?![a-z])|∉|\\not\s?\\in(?![a-z])|not in\b)\s{{0,9}}", text
    )
    if outside:
        found = _said(text[outside.end() :], letter, work, depth + 1)
        return None if found is None else complement(found)
    power = re.match(rf"{_LINE}\s?(?:\^|_)\s?\{{?\s?([+-])\s?\}}?\Z", text, re.I)
    if power:
        return (
            (Interval(Fraction(0), None, False, False),)
            if power[1] == "+"
            else (Interval(None, Fraction(0), False, False),)
        )
    tree = read(text)
    return None if tree is None else _set(tree, letter, work)


def _wraps(text: str) -> bool:
    """Whether the first bracket is closed by the last."""
    depth = 0
    for i, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return i == len(text) - 1
    return False


def _braced(text: str, letter: str, work: Work, depth: int) -> Reals | None:
    """What stands in set brackets: a condition after a bar, a condition, or numbers."""
    bar = _bar(text, letter)
    if bar:
        return _said(text[bar.end() :], letter, work, depth + 1)
    tree = read(text)
    items = tree.items if isinstance(tree, Bag) and not tree.open else (tree,)
    ends = [_end(item, work) for item in items]
    if all(end is not None and end[0] is not None for end in ends):
        return united([Interval(end[0], end[0], True, True) for end in ends if end is not None])
    return _said(text, letter, work, depth + 1)


def _bar(text: str, letter: str) -> re.Match[str] | None:
    r"""``x \in \mathbb{R} \mid`` before a condition."""
    return re.match(
        rf"\s{{0,9}}{re.escape(letter)}\s{{0,9}}(?:(?:\\in(?![a-z])|∈"
        rf"|in\b)\s{{0,9}}{_LINE}\s{{0,9}})?(?:\\mid(?![a-z])|\\middle\s?\||\\vert(?![a-z])|\\colon(?![a-z])|[|:;]"
        rf"|such that)\s{{0,9}}",
        text,
        re.I,
    )


def _set(tree: Tree, letter: str, work: Work) -> Reals | None:
    """The set of an interval or an inequality."""
    if isinstance(tree, Bag):
        if tree.open + tree.close not in ("()", "(]", "[)", "[]") or len(tree.items) != 2:
            return None
        low, high = _end(tree.items[0], work), _end(tree.items[1], work)
        if low is None or high is None or tree.items[0] == INFINITY or tree.items[1] == Minus(INFINITY):
            return None
        closed = tree.open == "[" and low[0] is not None, tree.close == "]" and high[0] is not None
        return united([Interval(low[0], high[0], *closed)])
    return _inequality(tree, letter, work) if isinstance(tree, Relation) else None


def _end(tree: Tree | None, work: Work) -> tuple[Fraction | None] | None:
    """An end of an interval, (None,) for infinity; None if it is no number."""
    if tree is None:
        return None
    if tree in (INFINITY, Minus(INFINITY)):
        return (None,)
    try:
        value = rational(normal(tree, work))
    except (Undefined, TooLarge):
        return None
    return None if value is None else (value,)


def _inequality(tree: Relation, letter: str, work: Work) -> Reals | None:
    if isinstance(tree.left, Relation) and tree.left.right == Sym(letter):
        left = _inequality(tree.left, letter, work)
        right = _inequality(Relation(tree.sign, tree.left.right, tree.right), letter, work)
        return None if left is None or right is None else intersection(left, right)
    sign, value, infinite = tree.sign, _end(tree.right, work), tree.right
    if tree.right == Sym(letter):
        sign, value, infinite = _FLIPPED.get(sign, sign), _end(tree.left, work), tree.left
    elif tree.left != Sym(letter):
        return None
    if value is None:
        return None
    if sign in ("=", "!=") and value[0] is not None:
        point: Reals = (Interval(value[0], value[0], True, True),)
        return point if sign == "=" else complement(point)
    if sign not in _FLIPPED or (value[0] is None and (infinite == INFINITY) != (sign in ("<", "<="))):
        return None
    if sign in ("<", "<="):
        return (Interval(None, value[0], False, sign == "<=" and value[0] is not None),)
    return (Interval(value[0], None, sign == ">=" and value[0] is not None, False),)
