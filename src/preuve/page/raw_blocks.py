"""A Markdown extension: what a macro returns is HTML already, and Markdown need not read it again.

A line that begins with the mark is kept aside as it is and put back when the page is made. Where the extension is
not loaded the mark is a comment, and Markdown takes the line as the raw HTML that it is: the same page, slower.
"""

from __future__ import annotations

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

MARK = "<!--preuve-->"

# After MkDocs has looked for anchors in raw HTML (21), before Markdown parses it (20).
_PRIORITY = 20.5


class _KeepAside(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return [self.md.htmlStash.store(line[len(MARK) :]) if line.startswith(MARK) else line for line in lines]


class RawBlocks(Extension):
    """Keeps the lines of macros out of Markdown's hands."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's own name
        """Register the preprocessor."""
        md.preprocessors.register(_KeepAside(md), "preuve_raw_blocks", _PRIORITY)


def makeExtension(**options: object) -> RawBlocks:  # noqa: N802 - Markdown's own name
    """Return the extension, as Markdown asks for it."""
    return RawBlocks(**options)
