"""The secret salt of a benchmark, and all that is derived from it.

The salt has 256 bits from the system's random source. Seed, ids and canary are HMAC-SHA256 of it under different
purposes (RFC 2104), so none of them tells anything of the salt or of another.
"""

from __future__ import annotations

import hmac
import os
import secrets
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from etude.task import EtudeError

BITS = 256


class SaltProblem(EtudeError):
    """A salt that cannot be read, or does not belong to the benchmark."""


@dataclass(frozen=True)
class Salt:
    """A salt and what follows from it."""

    value: bytes

    def __repr__(self) -> str:
        return "Salt(secret)"

    def _key(self, purpose: str) -> bytes:
        return hmac.digest(self.value, f"etude benchmark: {purpose}".encode(), "sha256")

    @property
    def seed(self) -> int:
        """The seed of the questions, 256 bits."""
        return int.from_bytes(self._key("seed"), "big")

    @property
    def canary(self) -> str:
        """The GUID that stands in every file."""
        return str(UUID(bytes=self._key("canary")[:16], version=4))

    @property
    def digest(self) -> str:
        """SHA-256 of the salt: what is committed to."""
        return sha256(self.value).hexdigest()

    def name(self, fingerprint: str) -> str:
        """The id of a question: the canary and 48 bits of its own."""
        return f"{self.canary}-{self._key(f'question {fingerprint}').hex()[:12]}"

    def sealed(self, content: bytes) -> str:
        """SHA-256 of salt and content in a row: nobody can guess at the content without the salt."""
        return sha256(self.value + content).hexdigest()


def fresh() -> Salt:
    """A salt that nobody has seen."""
    return Salt(secrets.token_bytes(BITS // 8))


def read_salt(path: Path) -> Salt:
    """The salt of a file of 64 hex digits. Raises SaltProblem."""
    try:
        with path.open("rb") as file:
            text = file.read(1000).strip()
    except OSError as error:
        raise SaltProblem(f"cannot read the salt {path}: {error.strerror or error}") from None
    try:
        value = bytes.fromhex(text.decode("ascii"))
    except ValueError:
        value = b""
    if len(value) != BITS // 8:
        raise SaltProblem(f"{path} is no salt: a salt file holds {BITS // 4} hex digits, such as bench build writes")
    return Salt(value)


def write_salt(salt: Salt, path: Path) -> None:
    """Write a salt to a new file that its owner alone can read. Raises OSError, FileExistsError too."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(salt.value.hex() + "\n")
