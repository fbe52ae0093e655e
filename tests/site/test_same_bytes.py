"""The same input gives the same bytes, whatever helps the build along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copies import Copy, contents, copied

if TYPE_CHECKING:
    from pathlib import Path


_SLOWLY = """
from mkdocs.plugins import event_priority

@event_priority(-100)
def on_config(config):
    vars(config.theme).pop("get_env")
"""
"""A hook that takes the plugin's savings back; it fails where there is none to take."""


def test_the_savings_change_nothing_but_the_time(tmp_path: Path, site: Path) -> None:
    """Would catch a saving that leaves a trace on a page. Also: another folder, the same bytes."""
    manual = Copy(copied(tmp_path / "another place"))
    (manual.root / "slowly.py").write_text(_SLOWLY, encoding="utf-8")
    manual.change("mkdocs.yml", "\ntheme:\n", "\nhooks: [slowly.py]\ntheme:\n")
    done = manual.run("mkdocs", "build")
    assert done.returncode == 0, done.stdout + done.stderr
    plain = contents(manual.root / "site")
    assert len(plain) > 100
    assert contents(site) == plain
