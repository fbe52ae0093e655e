"""The same input gives the same bytes, whatever helps the build along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copies import Copy, contents, copied

if TYPE_CHECKING:
    from pathlib import Path


def test_the_hooks_change_nothing_but_the_time(tmp_path: Path, site: Path) -> None:
    """Would catch a saving in the hooks that leaves a trace on a page. Also: another folder, the same bytes."""
    manual = Copy(copied(tmp_path / "another place"))
    manual.change("mkdocs.yml", "macros/mkdocs_hooks.py, ", "")
    done = manual.run("mkdocs", "build")
    assert done.returncode == 0, done.stdout + done.stderr
    plain = contents(manual.root / "site")
    assert len(plain) > 100
    assert contents(site) == plain
