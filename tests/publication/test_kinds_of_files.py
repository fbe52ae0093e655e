"""A kind of file stands in several rooms: each knows what the others know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import proof_kinds
import pytest
from manuals import EXAMPLE

from preuve.contents.showing import show
from preuve.core.words import Translator
from preuve.model.file_formats import fits
from preuve.publication.readers import read

if TYPE_CHECKING:
    from pathlib import Path

_PDF = next(iter(sorted(EXAMPLE.rglob("*.pdf")))).read_bytes()
_KINDS = proof_kinds.files(_PDF)


@pytest.mark.parametrize("name", _KINDS)
def test_what_a_page_shows_is_what_the_look_for_leaks_reads(name: str, tmp_path: Path) -> None:
    """Would catch a kind that is drawn on a proof's page and cannot be looked through (its words
    would stop a site, or go out unread), and one whose first bytes the gate takes for another's.
    """
    file = tmp_path / name
    file.write_bytes(_KINDS[name])
    assert fits(_KINDS[name][:1024], file.suffix[1:])
    shown, reading = show(file, Translator("en")), read(name, _KINDS[name])
    assert shown.html or shown.preview or shown.remark
    if shown.html:
        assert not reading.faults
        assert reading.texts
