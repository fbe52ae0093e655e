"""SHA-256, in hexadecimal, of bytes and of files:
what tells whether something is the same as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SHA256 = r"[0-9a-f]{64}"


def digest_of(data: bytes) -> str:
    """Return the SHA-256 of bytes: 64 hexadecimal digits."""
    from hashlib import sha256  # noqa: PLC0415 - few checks pay for it

    return sha256(data).hexdigest()


def digest_of_file(file: Path) -> str:
    """Return the SHA-256 of a file, which is never whole in memory.

    Raises:
        OSError: it cannot be read.

    """
    from hashlib import file_digest  # noqa: PLC0415 - as above

    with file.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()
