"""The pages that nobody writes: one for each session, one for each audit, and those of all of them. A hook of MkDocs.

A page that the team wrote, under `docs/sessions/` or `docs/audits/` by the same name, is left as it is. Where hooks do not
run (Zensical ignores them), links lead to the line on the page of all, or are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, InclusionLevel

from preuve.page import audits, sessions

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Before the macros are made callable: say that these pages can be linked to."""
    config.extra["preuve_made_pages"] = True
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the pages that the team did not write; they are too many for the menu."""
    view = config.plugins["macros"].preuve  # type: ignore[attr-defined] # macros/__init__.py sets it
    for path, text in (*sessions.pages_to_make(view), *audits.pages_to_make(view)):
        source = path.removeprefix("docs/")
        if files.get_file_from_path(source) is None:
            files.append(File.generated(config, source, content=text, inclusion=InclusionLevel.NOT_IN_NAV))
    return files
