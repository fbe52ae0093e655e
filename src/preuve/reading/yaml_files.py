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


def read_yaml(path: Path, name: str) -> Document:
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
    """A page's front matter, its body, and the number of the body's first line."""

    document: Document
    body: str
    body_line: int


_FRONT_MATTER = re.compile(r"---[ \t]*\n")
_FRONT_MATTER_END = re.compile(r"^(---|\.\.\.)[ \t]*$", re.MULTILINE)


def read_page(path: Path, name: str) -> FrontMatter:
    """Read a Markdown page and its front matter (the YAML between two lines of three dashes)."""
    try:
        text = read_text(path, name)
    except ParseError as error:
        return FrontMatter(Document(name, None, [error.diagnostic], unusable=True), "", 1)
    start = _FRONT_MATTER.match(text)
    if start is None:
        return FrontMatter(Document(name, None, []), text, 1)
    end = _FRONT_MATTER_END.search(text, start.end())
    if end is None:
        diagnostic = Diagnostic(
            RuleName.YAML_SYNTAX,
            say("The front matter is opened by --- and never closed."),
            Place(name, 1, 1),
            say("Add a line with only --- after the last line of the front matter."),
        )
        return FrontMatter(Document(name, None, [diagnostic]), text, 1)
    head = text[start.end() : end.start()]
    body = text[end.end() :]
    return FrontMatter(parse_yaml(head, name, first_line=2), body, 2 + head.count("\n"))
