"""What the system refuses is told in the manual's language."""

from __future__ import annotations

import errno
import os

import pytest

from preuve.core.system_reasons import refused_file, system_reason
from preuve.core.words import Translator

MET = ("ENOENT", "EACCES", "EISDIR", "ENOTDIR", "EEXIST", "ENOSPC", "EROFS", "ENAMETOOLONG")


@pytest.mark.parametrize("name", MET)
def test_what_people_meet_is_french(name: str) -> None:
    """Would catch “No such file or directory” in a French sentence."""
    number = getattr(errno, name)
    error = OSError(number, os.strerror(number), "preuves/livret.pdf")
    told = Translator("fr")(refused_file("?", error))
    assert told.startswith("preuves/livret.pdf\u00a0: ")
    assert os.strerror(number) not in told


def test_what_is_rare_is_quoted() -> None:
    """Would catch a reason lost because nobody put it into words."""
    error = OSError(errno.ESTALE, "Stale file handle")
    assert (
        Translator("fr")(system_reason(error))
        == "le système répond «\u00a0Stale file handle\u00a0»"
    )
