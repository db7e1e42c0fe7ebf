"""The canary in a picture: a text chunk of PNG, which viewers and decoders pass over."""

from __future__ import annotations

import struct
import zlib

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEADER = 25
"""Bytes of the chunk IHDR, which must come first."""


def canaried(png: bytes, canary: str) -> bytes:
    """The picture with the canary in a tEXt chunk behind its header (PNG specification, 11.3.3.2)."""
    if not png.startswith(_SIGNATURE):
        return png
    content = b"tEXtComment\0" + f"benchmark data, canary GUID {canary}".encode("latin-1")
    chunk = struct.pack(">I", len(content) - 4) + content + struct.pack(">I", zlib.crc32(content))
    at = len(_SIGNATURE) + _HEADER
    return png[:at] + chunk + png[at:]
