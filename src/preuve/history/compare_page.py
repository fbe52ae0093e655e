"""Where a repository is hosted, as far as its clone says:
the page that compares two versions of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from preuve.history import git

if TYPE_CHECKING:
    from pathlib import Path

# https://host/owner/name.git, git@host:owner/name.git, ssh://git@host/owner/name
_REMOTE = re.compile(
    r"(?:https://|ssh://git@|git@)(?P<host>github\.com|"
    r"gitlab\.com)[/:](?P<path>[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)+)"
)


def comparison(root: Path, commit: str) -> str | None:
    """Return the address that compares a commit with the newest version; None where no known host
    has the repository.

    A remote's address with a user and a password in it is none that is shown.
    """
    remote = (git.ask(root, "config", "--get", "remote.origin.url") or "").strip()
    match = _REMOTE.fullmatch(remote)
    if match is None:
        return None
    middle = "/-/compare/" if match["host"] == "gitlab.com" else "/compare/"
    path = match["path"].removesuffix(".git")
    return f"https://{match['host']}/{path}{middle}{commit}...HEAD"
