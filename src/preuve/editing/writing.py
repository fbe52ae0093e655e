"""Writes a file whole or not at all: a reader, or a power cut, never meets half of one."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def write_whole(file: Path, data: bytes) -> None:
    """Put bytes in place of a file, beside it first and then by one rename; its permissions are kept.

    Raises:
        OSError: the folder cannot be written to, or the file is a link, which is not followed.

    """
    if file.is_symlink():
        message = "it is a link"
        raise OSError(None, message, str(file))
    handle, beside = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(beside).chmod(file.stat().st_mode & 0o777 if file.exists() else 0o666 & ~_umask())
        Path(beside).replace(file)
    except BaseException:
        with suppress(OSError):
            Path(beside).unlink()
        raise


def _umask() -> int:
    """Return what new files are not given; the system tells it only by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
