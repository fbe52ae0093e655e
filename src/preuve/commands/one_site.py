"""The option `--site`: the manual as one of its sites sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.assess.by_site import at_site
from preuve.core.errors import PreuveError
from preuve.core.words import say
from preuve.schema import did_you_mean

if TYPE_CHECKING:
    from preuve.console.arguments import Parser
    from preuve.model.manual import Manual


def add_site(verb: Parser) -> None:
    """Add the option to a verb."""
    verb.add(
        "--site",
        say("SITE"),
        say("as one site sees it: its own proofs, and those that hold for all"),
    )


def manual_at(manual: Manual, site: str | None) -> Manual:
    """Return the manual as a site sees it, the whole one where none is asked for.

    Raises:
        PreuveError: it has no such site.

    """
    if site is None:
        return manual
    sites = manual.organisation.sites.named if manual.organisation else ()
    known = {one.id: one.name for one in sites}
    if site not in known:
        none = say("Name them under sites in organisation.yaml, each with id and name.")
        there = say("Known: {names}.", names=list(known)) if known else none
        advice = did_you_mean(site, known, there)
        raise PreuveError(say("There is no site {site}. {help}", site=site, help=advice))
    return at_site(manual, site)
