"""Where a manual is published."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from preuve.model.manual import ORGANISATION_FILE
from preuve.reading import Mapping, Scalar, read_yaml

if TYPE_CHECKING:
    from pathlib import Path


def published_address(root: Path) -> str:
    """Return where a manual is published: as organisation.yaml says, else where GitHub publishes
    its repository.

    Without it the page for what is not found has neither style nor links in a folder of a host, and
    the site map is empty.
    """
    document = read_yaml(root / ORGANISATION_FILE, ORGANISATION_FILE)
    entries = document.root.entries if isinstance(document.root, Mapping) else {}
    written = entries.get("site_url")
    if isinstance(written, Scalar) and written.text.startswith("https://"):
        return f"{written.text.strip().rstrip('/')}/"
    owner, _, name = os.environ.get("GITHUB_REPOSITORY", "").partition("/")
    if not re.fullmatch(r"[A-Za-z0-9-]+", owner) or not re.fullmatch(r"[A-Za-z0-9._-]+", name):
        return ""
    host = f"https://{owner.lower()}.github.io/"
    return host if name.lower() == f"{owner.lower()}.github.io" else f"{host}{name}/"
