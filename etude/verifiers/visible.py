r"""What of a response is the answer to a reader: reasoning blocks, special tokens and invented turns are taken away.

Reasoning of all dialects: ``<think>`` and its kin in any case, ``[THINK]``, ``◁think▷``, ``<|begin_of_thought|>``,
``<|START_THINKING|>``, and the channels of harmony, of which only ``final`` is read. A block that is closed without
having been opened reaches back to the beginning (chat templates open it in the prompt); one that is never closed has no
answer after it. The first token that ends a turn, in any tokenizer's spelling, ends the response; so does a turn that
the model invents afterwards. Comments of HTML and TeX are not shown to a reader and not read.

Offsets are those of the text itself, never of a copy in other case: ``İ`` has two characters in lower case.
"""

from __future__ import annotations

import re
from typing import NamedTuple

MAX_RESPONSE = 4_000_000
"""Characters of a whole response; a longer one is not read."""
MAX_VISIBLE = 200_000
"""Characters after the reasoning block; a longer text is not read."""

_WORDS = "think|thinking|thought|thoughts|reasoning|reason|reflection|scratchpad|analysis|rationale|internal_thought"
_BLOCK = re.compile(
    rf"(?P<open><(?:{_WORDS}|seed:think|longcat_think)>|\[THINK\]|◁think▷|<\|begin_of_thought\|>|<\|START_THINKING\|>"
    r"|<\|start_of_thought\|>|<unused94>|<start_of_thought>|<\|think\|>)"
    rf"|(?P<close></(?:{_WORDS}|seed:think|longcat_think)>|\[/THINK\]|◁/think▷|<\|end_of_thought\|>|<\|END_THINKING\|>"
    r"|<unused95>|<end_of_thought>|<\|/think\|>)",
    re.I,
)
_HINTS = ("<", "[", "◁")
_HEARTS = (
    "hink",
    "HINK",
    "hought",
    "HOUGHT",
    "eason",
    "EASON",
    "eflection",
    "cratchpad",
    "nalysis",
    "ationale",
    "unused9",
)
"""What stands in the tags of all dialects: a long text without them is not searched for tags."""
_CHANNEL = re.compile(r"<\|channel\|>\s*(\w{1,20})[^<\n]{0,80}<\|message\|>", re.I)
_CHANNEL_END = re.compile(r"<\|(?:end|return|call|start|channel)\|>", re.I)
_HEAD = re.compile(
    r"\s*(?:<\|(?:im_start|start_header_id|start|assistant|bot|begin_of_text|startoftext|START_OF_TURN_TOKEN|CHATBOT_TOKEN"
    r"|START_RESPONSE|begin_of_solution|message|im_assistant|im_middle)\|>(?:\s*(?:assistant|model|ai)\b)?"
    r"(?:<\|(?:end_header_id|im_middle|message)\|>)?|<start_of_turn>\s*model\b|<bos>|<s>|<｜Assistant｜>|<\|end_header_id\|>"
    r"|\[/INST\]|<\|tool_calls_section_end\|>)",
    re.I,
)
_END = re.compile(
    r"<\|[A-Za-z][A-Za-z0-9_ ]{0,40}\|>|<｜[^｜<>\n]{1,40}｜>|</s>|<eos>|<eot>|<end_of_turn>|<start_of_turn>|<end_of_utterance>"
    r"|<\|\|[^|<>\n]{1,20}\|\|>|\[/?INST\]|\[EOS\]|\[e~\[|<\[end▁of▁sentence\]>|<end_of_text>|<\|endofsystem\|>|</assistant>",
    re.I,
)
_BOX_TOKENS = re.compile(r"<\|begin_of_box\|>([^<>{}]{0,2000}|[^|]{0,2000}?)<\|end_of_box\|>")
r"""How the GLM models write ``\boxed{...}``."""
_TEX_COMMENT = re.compile(r"^[ \t]*%.*$", re.M)
_STRUCK = re.compile(r"~~(?=\S)[^~\n]{1,1000}~~")
_EMPHASIS = re.compile(r"</?(?:b|i|em|strong|u|mark|span|font|big|kbd|center)(?: [^<>\n]{0,80})?>", re.I)
_HTML_BLOCK = re.compile(r"</?(?:p|div|li|ul|ol|h[1-6]|body|html|section|article|blockquote)(?: [^<>\n]{0,80})?>", re.I)
_EMPTY_LINES = re.compile(r"\n{3,}")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060-\u2064\ufeff\u00ad\u202a-\u202e]")


class Unanswered(NamedTuple):
    """Why a response has no final answer to look at: a reason code of a verdict."""

    reason: str


def visible(response: str) -> str | Unanswered:
    """The part of a response that answers, or why there is none."""
    if len(response) > MAX_RESPONSE:
        return Unanswered("too_long")
    text: str | Unanswered = response
    if any(sign in response for sign in _HINTS):
        text = _final_channel(response) if "<|channel|>" in response or "<|message|>" in response else response
        if isinstance(text, str) and (len(text) <= MAX_VISIBLE or any(word in text for word in _HEARTS)):
            text = _without_reasoning(text)
        if isinstance(text, Unanswered):
            return text
        if len(text) <= MAX_VISIBLE:
            text = _first_turn(_BOX_TOKENS.sub(r"\\boxed{\1}", text) if "_of_box|>" in text else text)
    return Unanswered("too_long") if len(text) > MAX_VISIBLE else text


def shown(text: str) -> str:
    """A visible text without what no reader sees: comments, characters of no width, carriage returns."""
    if "<!--" in text:
        text = _without_comments(text)
    if "~~" in text:
        text = _STRUCK.sub("", text)
    if "</" in text:
        text = _HTML_BLOCK.sub("\n", _EMPHASIS.sub("", text))
    if "%" in text:
        text = _TEX_COMMENT.sub("", text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\n\n\n" in text:
        text = _EMPTY_LINES.sub("\n\n", text)
    return text if text.isascii() else _INVISIBLE.sub("", text)


def _without_comments(text: str) -> str:
    """The text without HTML comments; one that is not closed hides all that follows."""
    kept: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0:
        kept.append(text[at:start])
        end = text.find("-->", start + 4)
        if end < 0:
            return "".join(kept)
        at = end + 3
    return "".join([*kept, text[at:]])


def _final_channel(text: str) -> str | Unanswered:
    """The message of the last ``final`` channel; other channels are reasoning."""
    last = None
    for found in _CHANNEL.finditer(text):
        last = found
        if found[1].lower() == "final":
            end = _CHANNEL_END.search(text, found.end())
            final = text[found.end() : end.start() if end else len(text)]
            if final.strip():
                return final
    return text if last is None else Unanswered("unfinished_reasoning")


def _without_reasoning(text: str) -> str | Unanswered:
    """The text outside reasoning blocks, of whatever dialect and however nested."""
    kept: list[str] = []
    at = depth = 0
    for found in _BLOCK.finditer(text):
        if found["open"]:
            if not depth:
                kept.append(text[at : found.start()])
            depth += 1
        elif depth:
            depth -= 1
        else:
            kept.clear()
        at = found.end()
    if depth:
        return Unanswered("unfinished_reasoning")
    return "".join([*kept, text[at:]])


def _first_turn(text: str) -> str:
    """The text up to the first token that ends a turn or begins another's."""
    while head := _HEAD.match(text):
        text = text[head.end() :]
    for found in _END.finditer(text):
        if text[: found.start()].strip():
            return text[: found.start()]
    return text
