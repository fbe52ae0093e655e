"""A Markdown extension: what a macro returns is HTML already, and Markdown need not read it again.

A line that begins with the mark is kept aside as it is and put back when the page is made. Where
the extension is not loaded the mark is a comment, and Markdown takes the line as the raw HTML that
it is: the same page, slower.
"""

from __future__ import annotations

import re

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

MARK = "<!--preuve-->"

# Before MkDocs parses raw HTML for its anchors (21), and Markdown parses it again (20). What can be
# linked to in it is told to MkDocs by whoever drives it, from `anchors`.
_PRIORITY = 21.5

_ANCHOR = re.compile(r'\sid="([^"]+)"')


def anchors(page: str) -> set[str]:
    """Return the ids in a page's HTML. In a text they do not occur:
    there a quotation mark is escaped.
    """
    return set(_ANCHOR.findall(page))


class _KeepAside(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return [
            self.md.htmlStash.store(line[len(MARK) :]) if line.startswith(MARK) else line
            for line in lines
        ]


class RawBlocks(Extension):
    """Keeps the lines of macros out of Markdown's hands."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's own name
        """Register the preprocessor."""
        md.preprocessors.register(_KeepAside(md), "preuve_raw_blocks", _PRIORITY)


def makeExtension(**options: object) -> RawBlocks:  # noqa: N802 - Markdown's own name
    """Return the extension, as Markdown asks for it."""
    return RawBlocks(**options)
