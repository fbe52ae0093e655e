"""The pages that nobody writes: one for each session of `sessions.yaml`, and that of all. A hook of MkDocs.

A page that the team wrote, under `docs/sessions/` by the session's id, is left as it is. Where hooks do not run (Zensical
ignores them), links lead to the session's line on the page of all sessions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, InclusionLevel

from preuve.page.sessions import pages_to_make

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Before the macros are made callable: say that a session's page can be linked to."""
    config.extra["preuve_session_pages"] = True
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the pages that the team did not write; they are too many for the menu."""
    for path, text in pages_to_make(config.plugins["macros"].preuve):  # type: ignore[attr-defined] # macros/__init__.py sets it
        source = path.removeprefix("docs/")
        if files.get_file_from_path(source) is None:
            files.append(File.generated(config, source, content=text, inclusion=InclusionLevel.NOT_IN_NAV))
    return files
