"""YAML files, and Markdown pages with YAML in front, to documents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from preuve.core.finding import Diagnostic, Place
from preuve.core.record import NamedTuple
from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.reading.builder import Builder
from preuve.reading.decoding import ParseError, read_text
from preuve.reading.nodes import Document

if TYPE_CHECKING:
    from pathlib import Path


def read_yaml(path: Path | str, name: str) -> Document:
    """Read one YAML file.

    `name` is the path shown to people, with forward slashes, relative to the manual's root.
    Never raises: what is wrong comes back as faults.
    """
    try:
        text = read_text(path, name)
    except ParseError as error:
        return Document(name, None, [error.diagnostic], unusable=True)
    return parse_yaml(text, name)


def parse_yaml(text: str, name: str, first_line: int = 1) -> Document:
    """Parse YAML text whose first line is line `first_line` of the file `name`."""
    builder = Builder(name, first_line)
    try:
        builder.refuse_text(text)
        root = builder.build(text)
    except ParseError as error:
        return Document(name, None, [*builder.diagnostics, error.diagnostic], unusable=True)
    return Document(name, root, builder.diagnostics)


class FrontMatter(NamedTuple):
    """A page: its front matter, its whole text, and where in it the body begins."""

    document: Document
    text: str
    """The page's, with the ends of lines of Unix."""
    body_start: int
    body_line: int
    """The number of the body's first line."""

    @property
    def body(self) -> str:
        """Return what follows the front matter."""
        return self.text[self.body_start :]

    @property
    def lines_above(self) -> int:
        """Return how many lines stand above the text as a builder has it: from the first line that
        is not blank.
        """
        return self.text.removesuffix(self.body.lstrip("\n")).count("\n")


_FRONT_MATTER = re.compile(r"---[ \t]*\n")
_FRONT_MATTER_END = re.compile(r"^(---|\.\.\.)[ \t]*$", re.MULTILINE)


def read_page(path: Path | str, name: str) -> FrontMatter:
    """Read a Markdown page and its front matter (the YAML between two lines of three dashes)."""
    try:
        text = read_text(path, name)
    except ParseError as error:
        return FrontMatter(Document(name, None, [error.diagnostic], unusable=True), "", 0, 1)
    start = _FRONT_MATTER.match(text)
    if start is None:
        return FrontMatter(Document(name, None, []), text, 0, 1)
    end = _FRONT_MATTER_END.search(text, start.end())
    if end is None:
        diagnostic = Diagnostic(
            RuleName.YAML_SYNTAX,
            say("The front matter is opened by --- and never closed."),
            Place(name, 1, 1),
            say("Add a line with only --- after the last line of the front matter."),
        )
        return FrontMatter(Document(name, None, [diagnostic]), text, 0, 1)
    head = text[start.end() : end.start()]
    document = parse_yaml(head, name, first_line=2)
    return FrontMatter(document, text, end.end(), 2 + head.count("\n"))


class PageTexts:
    """The pages of a manual by their paths, each read once, whoever asks for it."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._pages: dict[str, FrontMatter] = {}

    def page(self, path: str) -> FrontMatter:
        """Return the page at a path below the manual's folder, as it was when it was first read."""
        page = self._pages.get(path)
        if page is None:
            page = self._pages[path] = read_page(f"{self._root}/{path}", path)
        return page
