"""One at a time: a folder that two builds would write is locked by the system,
which frees it when a process ends.
"""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold a lock on a file, which is made if need be; wait while another process holds it."""
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _lock(descriptor)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> None:
    try:
        import fcntl  # noqa: PLC0415 - not on Windows
    except ImportError:
        import msvcrt  # noqa: PLC0415 - on Windows only

        while True:
            try:
                msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore] # typed on Windows only
            except OSError as error:
                if error.errno != errno.EDEADLK:
                    raise  # what it gives up with, after ten seconds
            else:
                return
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
