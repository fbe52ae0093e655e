"""What a builder is given for a stage is a team's configuration with a few changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from preuve.model.site_settings import PAGE_ENDINGS, read_settings
from preuve.site.derived import Derived

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("ending", PAGE_ENDINGS)
def test_a_menu_leaves_out_pages_that_are_not_there(tmp_path: Path, ending: str) -> None:
    """Would catch an entry of the menu that leads to no page,
    since its name ends otherwise than in `.md`.
    """
    file = tmp_path / "mkdocs.yml"
    file.write_text(
        f"site_name: A\nnav: [a{ending}, Old: [{{B: b{ending}}}], Plan: plan.pdf]\n",
        encoding="utf-8",
    )
    derived = Derived(read_settings(file, tmp_path))
    derived.menu({f"a{ending}"})
    text = derived.text()
    assert f"a{ending}" in text
    assert "plan.pdf" in text
    assert f"b{ending}" not in text
    assert "Old" not in text
