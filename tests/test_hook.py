"""The gate as a hook of pre-commit: what `.pre-commit-hooks.yaml` says can be run,
and stops a commit.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from manuals import ROOT, entry

if TYPE_CHECKING:
    from manuals import ManualFolder


def test_the_hook(folder: ManualFolder) -> None:
    """Would catch a hook that names a verb or an option that is gone, or lets a closed gate
    through.

    It was run with pre-commit itself, from a repository of its own; pre-commit is not installed
    here, since it builds an environment from the network.
    """
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert set(hook) == {
        "id",
        "name",
        "description",
        "entry",
        "language",
        "always_run",
        "pass_filenames",
    }
    assert (hook["language"], hook["always_run"], hook["pass_filenames"]) == ("python", True, False)
    command = [Path(sys.executable).parent / hook["entry"].split()[0], *hook["entry"].split()[1:]]
    for entries, status in (([], 0), ([entry("x", indicators="[4]", owner="nobody")], 1)):
        folder.whole(*entries)
        assert (
            subprocess.run(command, cwd=folder.root, capture_output=True, check=False).returncode
            == status
        )
