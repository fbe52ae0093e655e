"""Why the system refused a file, in words for a person: its own are English, whatever the manual's
language.
"""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from preuve.core.errors import PreuveError
from preuve.core.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from preuve.core.words import Message

_REASONS: Final[Mapping[int, Message]] = {
    errno.ENOENT: say("it does not exist"),
    errno.EACCES: say("the rights of this account do not allow it"),
    errno.EPERM: say("the rights of this account do not allow it"),
    errno.EISDIR: say("it is a folder"),
    errno.ENOTDIR: say("a part of its path is no folder"),
    errno.EEXIST: say("it is there already"),
    errno.ENOSPC: say("there is no space left on the disk"),
    errno.EDQUOT: say("there is no space left on the disk"),
    errno.EFBIG: say("it would be too large"),
    errno.EROFS: say("the disk can only be read"),
    errno.ENAMETOOLONG: say("its name is too long"),
    errno.ELOOP: say("links lead in a circle"),
    errno.EBUSY: say("another program is using it"),
    errno.EIO: say("the disk does not answer"),
    errno.ENOTEMPTY: say("the folder is not empty"),
    errno.EMFILE: say("too many files are open"),
}


def system_reason(error: OSError | ValueError) -> Message:
    """Return why the system refused; what is rare, in its own words, as a quotation."""
    known = _REASONS.get(getattr(error, "errno", None) or 0)
    return known or say(
        "the system says “{error}”", error=getattr(error, "strerror", None) or str(error)
    )


def reason_of(error: PreuveError | OSError) -> Message:
    """Return why something could not be done, whoever refused."""
    return error.message if isinstance(error, PreuveError) else system_reason(error)


def refusal(error: PreuveError | OSError) -> Message:
    """Return why what was asked for cannot be done, as a sentence of its own: ours, or the system's
    reason after the name of the file that it refused.
    """
    why = reason_of(error)
    if isinstance(error, PreuveError) or not error.filename:
        return why
    return say("{file}: {why}", file=str(error.filename), why=why)


@contextmanager
def named_as(file: Path) -> Iterator[None]:
    """Let what the system refuses meanwhile be told by a file's own name: a disk that is full names
    none, and what is written beside it first has another.
    """
    try:
        yield
    except OSError as error:
        error.filename = str(file)
        raise
