"""Writes files so that nothing is lost: whole or not at all, one writer at a time, and nothing left
lying about.

A reader, a power cut or a kill never meets half a file. What a killed command could not clean away
has a name of ours, and the next one does it. Only the system tells that a command is still at work
(a lock that ends with its process): neither ages nor process numbers, which a container or another
machine on the same disk would get wrong.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
import threading
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from preuve.core.system_reasons import named_as

if TYPE_CHECKING:
    from collections.abc import Iterator

CACHE = ".cache"
"""The folder of a manual for what can be made again; git ignores it."""
_LOCK = "writing.lock"
_WRITTEN_TO = ("", "evidence", "registers", "rehearsals")
"""Where commands change a manual."""
_MADE = re.compile(r"(\.site-)?preuve-[a-z]+-[a-z0-9_]{8}")
"""What folders of `scratch` are called; a team that has made one of such a
name itself is hard to imagine.
"""
_BESIDE = re.compile(r"^\.(.+)\.preuve-[a-z0-9_]{8}$", re.DOTALL)
"""What files of `write_whole` are called until they are whole."""

_threads = threading.RLock()
_held: set[Path] = set()
"""The manuals that this process is writing to; guarded by the lock above."""


def write_whole(file: Path, data: bytes) -> None:
    """Put bytes in place of a file, beside it first and then by one rename; its permissions are
    kept.

    Raises:
        OSError: the folder cannot be written to, the disk is full, or the file is a link, which is
            not followed.

    """
    if file.is_symlink():
        message = "it is a link"
        raise OSError(None, message, str(file))
    if file.is_dir():
        message = "it is a folder"
        raise OSError(None, message, str(file))
    with named_as(file):
        _write_beside(file, data)


def _write_beside(file: Path, data: bytes) -> None:
    prefix = f".{file.name[:100]}.preuve-"
    handle, beside = tempfile.mkstemp(dir=file.parent, prefix=prefix)
    try:
        with os.fdopen(handle, "wb") as stream:
            _lock(stream.fileno(), wait=False)
            _sweep_files(file.parent, prefix, beside)
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
            Path(beside).chmod(file.stat().st_mode & 0o777 if file.exists() else 0o666 & ~_umask())
            if (
                sys.platform != "win32"
            ):  # there an open file cannot be renamed, nor swept away by others
                Path(beside).replace(file)
        if sys.platform == "win32":
            Path(beside).replace(file)
    except BaseException:
        with suppress(OSError):
            Path(beside).unlink()
        raise


def copy_whole(source: Path, target: Path) -> None:
    """Copy a file to where there is none, under its name only when it is whole. Raises OSError."""
    write_whole(target, source.read_bytes())


def _sweep_files(folder: Path, prefix: str, ours: str = "") -> None:
    """Delete what killed writers left beside their file, of all files of a folder or of one."""
    if sys.platform == "win32":
        return
    pattern = re.compile((re.escape(prefix) if prefix else r"\..+\.preuve-") + "[a-z0-9_]{8}")
    for left in folder.iterdir() if folder.is_dir() else ():
        if pattern.fullmatch(left.name) and str(left) != ours:
            with suppress(OSError), left.open("r+b") as stream:
                if _lock(stream.fileno(), wait=False):
                    left.unlink()


def original_name(name: str) -> str:
    """Return the name of the file that a killed writer was writing,
    or the name itself where it is no such left-over.
    """
    folder, slash, last = name.rpartition("/")
    return folder + slash + _BESIDE.sub(r"\1", last)


def _literally(text: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", text)


def _umask() -> int:
    """Return what new files are not given; the system tells it only by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def one_writer(root: Path) -> Iterator[None]:
    """Let no other command change a manual meanwhile; wait until none does. Within one process it
    may be nested.

    Raises:
        OSError: the manual's folder cannot be written to.

    """
    folder = root.resolve()
    with _threads:
        if folder in _held:
            yield
            return
        (folder / CACHE).mkdir(exist_ok=True)
        with locked(folder / CACHE / _LOCK):
            _held.add(folder)
            for name in _WRITTEN_TO:
                _sweep_files(folder / name, "")
            try:
                yield
            finally:
                _held.discard(folder)


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold a lock on a file, which is made if need be; wait while another process holds it.

    Raises:
        OSError: it cannot be made.

    """
    with file.open("ab") as stream:
        _lock(stream.fileno(), wait=True)
        yield


def cache_folder(root: Path, name: str) -> Path:
    """Return a folder of a manual for what can be made again;
    where it cannot be written to, one for this process alone.
    """
    folder = root / CACHE / name
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            return folder
    import atexit  # noqa: PLC0415 - few manuals lie where nobody can write

    end = ExitStack()
    made = end.enter_context(scratch("cache"))
    atexit.register(end.close)
    return made


@contextmanager
def scratch(
    purpose: str, beside: Path | None = None, *, within: Path | None = None
) -> Iterator[Path]:
    """Give a folder for work in hand, deleted afterwards; those that killed commands left are
    deleted before.

    Args:
        purpose: what it is for, in small letters; a part of its name.
        beside: where it has to be, so that a rename is enough to put it to use; None for the
            system's temporary folder.
        within: another temporary folder than the system's.

    Raises:
        OSError: it cannot be made.

    """
    parent = beside or within or Path(tempfile.gettempdir())
    prefix = f".site-preuve-{purpose}-" if beside else f"preuve-{purpose}-"
    folder, handle = _locked_folder(parent, prefix)
    try:
        _sweep_folders(parent, prefix)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if handle is not None:
            os.close(handle)


def _locked_folder(parent: Path, prefix: str) -> tuple[Path, int | None]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        handle = _lock_folder(folder)
        if (
            handle is None or folder.exists()
        ):  # between the two steps, another's sweep may have come by
            return folder, handle
        os.close(handle)


def _lock_folder(folder: Path) -> int | None:
    """Lock a folder; return the handle that holds the lock, or None where it is another's,
    or the system knows no such lock.
    """
    if sys.platform == "win32":
        return None
    handle = os.open(folder, os.O_RDONLY)
    if _lock(handle, wait=False):
        return handle
    os.close(handle)
    return None


def _sweep_folders(parent: Path, prefix: str) -> None:
    """Delete the folders of killed commands:
    of our name, the same person's, and locked by nobody.
    """
    if sys.platform == "win32":
        return
    for left in parent.glob(f"{_literally(prefix)}????????"):
        with suppress(OSError):
            if (
                _MADE.fullmatch(left.name)
                and not left.is_symlink()
                and left.is_dir()
                and left.stat().st_uid == os.getuid()
            ):
                handle = _lock_folder(left)
                if handle is not None:
                    shutil.rmtree(left, ignore_errors=True)
                    os.close(handle)


def _lock(handle: int, *, wait: bool) -> bool:
    """Lock an open file until it is closed; return whether it is ours now.
    Raises OSError where waiting is interrupted.
    """
    if sys.platform == "win32":
        return _lock_windows(handle, wait=wait)
    import fcntl  # noqa: PLC0415 - not on every system

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    except OSError:  # a disk that knows no locks, as some on a network
        return wait
    return True


def _lock_windows(handle: int, *, wait: bool) -> bool:
    import msvcrt  # noqa: PLC0415 - not on every system
    import time  # noqa: PLC0415

    while True:
        try:
            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            if not wait:
                return False
            time.sleep(0.05)
        else:
            return True
