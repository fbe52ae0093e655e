"""Where a manual is published, and whether everybody can read its repository."""

from __future__ import annotations

import os
import re
from pathlib import Path

from preuve.model.manual import ORGANISATION_FILE
from preuve.reading import MapNode, TextNode, read_yaml


def published_address(root: Path) -> str:
    """Return where a manual is published: as organisation.yaml says, else where GitHub publishes
    its repository.

    Without it the page for what is not found has neither style nor links in a folder of a host, and
    the site map is empty.
    """
    document = read_yaml(root / ORGANISATION_FILE, ORGANISATION_FILE)
    entries = document.root.entries if isinstance(document.root, MapNode) else {}
    written = entries.get("site_url")
    if isinstance(written, TextNode) and written.text.startswith("https://"):
        return f"{written.text.strip().rstrip('/')}/"
    owner, _, name = os.environ.get("GITHUB_REPOSITORY", "").partition("/")
    if not re.fullmatch(r"[A-Za-z0-9-]+", owner) or not re.fullmatch(r"[A-Za-z0-9._-]+", name):
        return ""
    host = f"https://{owner.lower()}.github.io/"
    return host if name.lower() == f"{owner.lower()}.github.io" else f"{host}{name}/"


def is_private() -> bool | None:
    """Return whether the repository is private, as GitHub's event file says;
    None where none says it.
    """
    if not (file := os.environ.get("GITHUB_EVENT_PATH")):
        return None
    import json  # noqa: PLC0415 - elsewhere than on GitHub, a check pays nothing for it

    try:
        event = json.loads(Path(file).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    repository = event.get("repository") if isinstance(event, dict) else None
    private = repository.get("private") if isinstance(repository, dict) else None
    return private if isinstance(private, bool) else None
