"""commitment.txt: what is promised when a benchmark is published, to be proven when the salt is revealed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256

_HEAD = "Etude benchmark commitment 1"
_LINES = (
    ("canary GUID", "canary", r"[0-9a-f-]{36}"),
    ("SHA-256 of the salt's 32 bytes", "salt", r"[0-9a-f]{64}"),
    ("SHA-256 of the salt's 32 bytes followed by answers.jsonl", "answers", r"[0-9a-f]{64}"),
    ("SHA-256 of manifest.json", "manifest", r"[0-9a-f]{64}"),
)
_SEAL = "SHA-256 of the lines above"


@dataclass(frozen=True)
class Commitment:
    """The values of a commitment."""

    canary: str
    salt: str
    answers: str
    manifest: str

    def text(self) -> str:
        """The file. Its last line is the hash of the others, so that a change of it is seen too."""
        body = f"{_HEAD}\n" + "".join(f"{said}: {getattr(self, name)}\n" for said, name, _ in _LINES)
        return f"{body}{_SEAL}: {sha256(body.encode()).hexdigest()}\n"


def read_commitment(content: bytes) -> Commitment | None:
    """The values of a commitment that is whole, None for any other content."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return None
    values = {}
    for said, name, shape in _LINES:
        found = re.search(rf"^{re.escape(said)}: ({shape})$", text, re.M)
        if found is None:
            return None
        values[name] = found[1]
    commitment = Commitment(**values)
    return commitment if commitment.text() == text else None
