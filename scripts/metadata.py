"""What the package says of itself and cannot know before it is released: where its repository is.

Hatchling calls this at each build. On a registry a page's relative links and pictures lead nowhere:
where PREUVE_REPOSITORY names the repository (as https://github.com/owner/name) and PREUVE_REF the
tag, those of the README become addresses of that tag, and the package names its places. Without
them, as in a clone, both stay as they are.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

if TYPE_CHECKING:
    from collections.abc import Mapping

_LINK = re.compile(r"(?P<picture>!?)\[(?P<text>[^\]]*)\]\((?P<target>[^):#][^):]*)\)")
_PLACES = {
    "Source": "",
    "Changelog": "/blob/{ref}/CHANGELOG.md",
    "Issues": "/issues",
    "Security": "/blob/{ref}/SECURITY.md",
}


def readme(text: str, repository: str, ref: str) -> str:
    """Return a README whose relative links and pictures lead to a repository at a tag."""

    def absolute(link: re.Match[str]) -> str:
        kind = "raw" if link["picture"] else "blob"
        return f"{link['picture']}[{link['text']}]({repository}/{kind}/{ref}/{link['target']})"

    return _LINK.sub(absolute, text)


def metadata(root: Path, variables: Mapping[str, str]) -> dict[str, Any]:
    """Return what is to be said of the package whose sources stand in a folder."""
    text = (root / "README.md").read_text(encoding="utf-8")
    repository, ref = variables.get("PREUVE_REPOSITORY", ""), variables.get("PREUVE_REF", "main")
    urls = {}
    if repository:
        text = readme(text, repository, ref)
        urls = {name: repository + place.format(ref=ref) for name, place in _PLACES.items()}
    return {"readme": {"content-type": "text/markdown", "text": text}, "urls": urls}


class Hook(MetadataHookInterface):
    """What Hatchling calls."""

    def update(self, metadata_: dict[str, Any]) -> None:
        """Add to the metadata what pyproject.toml leaves open."""
        metadata_.update(metadata(Path(self.root), os.environ))
