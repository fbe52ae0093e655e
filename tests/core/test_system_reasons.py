"""What the system refuses is told in the manual's language."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from preuve.core.system_reasons import named_as, refusal, system_reason
from preuve.core.words import Translator

if TYPE_CHECKING:
    from pathlib import Path

MET = ("ENOENT", "EACCES", "EISDIR", "ENOTDIR", "EEXIST", "ENOSPC", "EROFS", "ENAMETOOLONG")


@pytest.mark.parametrize("name", MET)
def test_what_people_meet_is_french(name: str) -> None:
    """Would catch “No such file or directory” in a French sentence."""
    number = getattr(errno, name)
    error = OSError(number, os.strerror(number), "preuves/livret.pdf")
    told = Translator("fr")(refusal(error))
    assert told.startswith("preuves/livret.pdf\u00a0: ")
    assert os.strerror(number) not in told


def test_what_is_rare_is_quoted() -> None:
    """Would catch a reason lost because nobody put it into words."""
    error = OSError(errno.ESTALE, "Stale file handle")
    assert (
        Translator("fr")(system_reason(error))
        == "le système répond «\u00a0Stale file handle\u00a0»"
    )


def test_a_file_is_told_by_its_own_name(tmp_path: Path) -> None:
    """Would catch a full disk without a file's name, or the name of what is written beside it."""
    with pytest.raises(OSError, match="report") as raised, named_as(tmp_path / "report"):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert Translator("en")(refusal(raised.value)).startswith(f"{tmp_path / 'report'}: there is no")
