"""Files that somebody else made are read in a process of their own: one that takes for ever, or all
memory, ends that process.

Pages that the builder made are read in the program itself. What comes back is a reading, or that
there was none in time.
"""

from __future__ import annotations

import atexit
import os
import pickle
import subprocess
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from preuve.core.words import say
from preuve.publication.readers import read
from preuve.publication.readers.extraction import FileReading, ending, looks_like_text

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = 30
"""Of a processor that one file may take, what it carries included;
a document of a thousand pages takes ten.
"""
_WAIT = 8 * SECONDS
"""Seconds of the clock: for a machine that is busy,
and where a process cannot be told how much it may take.
"""
_OF_BUILDERS = frozenset({".html", ".htm", ".json", ".js", ".css", ".xml", ".svg"})
_SHORT = 64 * 1024
"""Bytes of a text that needs no process of its own."""
_MEMORY = 3 * 1024**3
_WORKERS: list[subprocess.Popen[bytes]] = []


def read_file(name: str, data: bytes) -> FileReading:
    """Return what a file says: of a text as builders write them and of a short one here,
    of any other read apart.
    """
    here = (
        ending(name) in _OF_BUILDERS
        or name == "sitemap.xml.gz"
        or (len(data) <= _SHORT and looks_like_text(data))
    )
    return read(name, data) if here and not data.startswith(b"%PDF") else read_apart(name, data)


def read_apart(name: str, data: bytes, wait: float = _WAIT) -> FileReading:
    """Return what a file says, or that it could not be read in time.
    Never raises for what the file holds.
    """
    worker = _worker()
    assert worker.stdin is not None  # noqa: S101 - both are pipes
    assert worker.stdout is not None  # noqa: S101
    timer = threading.Timer(wait, worker.kill)
    timer.start()
    try:
        pickle.dump((name, data), worker.stdin)
        worker.stdin.flush()
        reading = pickle.load(worker.stdout)  # noqa: S301 - what our own process wrote
    except (OSError, EOFError, pickle.UnpicklingError):
        _end(worker)
        reading = FileReading()
        reading.note_digest(data)
        reading.unread(
            name, say("it takes too long to read, or too much memory: print it to a new PDF")
        )
    finally:
        timer.cancel()
    assert isinstance(reading, FileReading)  # noqa: S101 - it writes nothing else
    return reading


def _worker() -> subprocess.Popen[bytes]:
    if _WORKERS and _WORKERS[-1].poll() is None:
        return _WORKERS[-1]
    code = f"from {__name__} import serve; serve()"
    variables = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "PYTHONIOENCODING": "utf-8",
    }
    worker = subprocess.Popen(  # noqa: S603 - this very Python
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=variables,
    )
    _WORKERS[:] = [worker]
    atexit.unregister(_end)
    atexit.register(_end, worker)
    return worker


def _end(worker: subprocess.Popen[bytes]) -> None:
    worker.kill()
    for pipe in (worker.stdin, worker.stdout):
        with suppress(OSError):  # what was on its way to who is gone
            if pipe is not None:
                pipe.close()
    worker.wait()


def serve() -> None:
    """Read files from the standard input for as long as there are any:
    this is the process apart.
    """
    limit = _limits()
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints is no reading
    with suppress(EOFError):  # the process that started this one has no more
        while True:
            asked = pickle.load(incoming)  # noqa: S301 - from that very process
            limit()
            pickle.dump(read(*asked), outgoing)
            outgoing.flush()


def _limits() -> Callable[[], None]:
    """Limit the memory of this process; return what limits the time of one file:
    past it, the system ends the process.
    """
    try:
        import resource  # noqa: PLC0415 - not on Windows
        from signal import ITIMER_VIRTUAL, setitimer  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    except (ImportError, ValueError, OSError):
        return lambda: None

    def limit() -> None:
        setitimer(ITIMER_VIRTUAL, SECONDS)

    return limit
