"""`portfolio.yaml`: the manuals that somebody follows,
each by a key and by where its verdict comes from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from preuve.core.finding import Diagnostic, Place
from preuve.core.rule_name import RuleName
from preuve.core.words import Language, say
from preuve.model.organisation import ManualLanguage
from preuve.reading import read_yaml
from preuve.schema import Choice, Field, ListOf, Reader, Record, Text

if TYPE_CHECKING:
    from pathlib import Path

    from preuve.reading import Origin

MAX_MANUALS = 40_000
"""What a file may hold with every key given; `preuve portfolio join` puts files together."""
_EXAMPLE = "- {key: angers, folder: ../angers}"


class Member(NamedTuple):
    """One manual of a portfolio."""

    key: str
    origin: Origin
    folder: str | None = None
    """Where the manual lies: it is checked."""
    report: str | None = None
    """A report that `preuve check --format json` wrote: it is read."""
    url: str | None = None
    """Where such a report is asked for, on demand."""
    token: str | None = None
    """The environment variable that holds the token to ask with."""
    site: str | None = None
    """The manual's own site, linked from the page."""

    @property
    def source(self) -> str:
        """Where the verdict comes from, as the team wrote it."""
        return self.folder or self.report or self.url or ""


class Portfolio(NamedTuple):
    """What `portfolio.yaml` says."""

    members: tuple[Member, ...]
    origin: Origin
    title: str = "Portfolio"
    language: Language | None = None


_KEY = Text(
    r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}",
    say("Write letters, digits, dots and hyphens, such as angers-2."),
)
_HTTPS = Text(
    r"https://[^\s/@]+(/\S*)?",
    say("Write an address that begins with https://, without a name or password in it."),
)
_MEMBER = Record(
    Member,
    {
        "key": Field(
            _KEY,
            say("what the manual is called in tables; never given to another one later"),
            required=True,
        ),
        "folder": Field(Text(), say("the manual's folder, from this file's own: it is checked")),
        "report": Field(Text(), say("a report of preuve check --format json: it is read")),
        "url": Field(_HTTPS, say("where such a report is asked for with --fetch")),
        "token": Field(
            Text(
                r"[A-Z][A-Z0-9_]{0,63}",
                say("Name the environment variable, such as PREUVE_TOKEN; never the token itself."),
            ),
            say("the environment variable that holds the token for url"),
        ),
        "site": Field(_HTTPS, say("the manual's own site, to link to")),
    },
    exactly_one=("folder", "report", "url"),
)


PORTFOLIO = Record(
    Portfolio,
    {
        "title": Field(Text(), say("the heading of the page")),
        "language": Field(Choice(ManualLanguage), say("the language of the page: en or fr")),
        "manuals": Field(
            ListOf(_MEMBER, at_least=1, at_most=MAX_MANUALS),
            say("the manuals"),
            required=True,
            attribute="members",
        ),
    },
)


def read_portfolio(path: Path) -> tuple[Portfolio | None, list[Diagnostic]]:
    """Read a portfolio.

    Args:
        path: the file, usually `portfolio.yaml`.

    Returns:
        The portfolio, or None where something is wrong with it; and what is wrong, each at its
        place.

    """
    document = read_yaml(path, path.name)
    diagnostics = list(document.diagnostics)
    if document.root is None:
        return None, diagnostics or [_empty(path.name)]
    reader = Reader(path.name)
    portfolio = PORTFOLIO.read(document.root, reader)
    diagnostics += reader.diagnostics
    if portfolio is not None:
        diagnostics += _doubled(portfolio)
    return (None if diagnostics else portfolio), diagnostics


def _empty(file: str) -> Diagnostic:
    return Diagnostic(
        RuleName.MISSING_KEY,
        say("The file names no manual."),
        Place(file, 1, 1),
        say(
            "Below a line {line}, write one line for each, such as {example}.",
            line="manuals:",
            example="- {key: angers, folder: ../angers}",
        ),
    )


def _doubled(portfolio: Portfolio) -> list[Diagnostic]:
    """Return a diagnostic for each key given twice: its rows would be taken for one manual's."""
    seen: set[str] = set()
    diagnostics: list[Diagnostic] = []
    for member in portfolio.members:
        key = member.key.casefold()
        if key in seen:
            diagnostics.append(
                Diagnostic(
                    RuleName.DUPLICATE_ID,
                    say("The key {key} stands twice.", key=member.key),
                    member.origin.at("key"),
                    say("Give each manual a key of its own."),
                )
            )
        seen.add(key)
    return diagnostics
