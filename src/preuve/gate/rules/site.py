"""Would the site's builder take the pages? What it would refuse is found here:
with a line, and in the manual's language.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from preuve.assess.labels import made_pages
from preuve.core.finding import Diagnostic, Place
from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.gate.rules.hidden_pages import configuration_of_pages, hidden_pages, pages_out_of_menu
from preuve.model.registers.described.watch import Watch
from preuve.model.site_names import BUILT_IN_NAMES, MACROS, meant, team_names
from preuve.model.site_pages import NOTE_NAMED, read_pages
from preuve.model.site_settings import PAGE_ENDINGS
from preuve.rulebook import Family
from preuve.schema import did_you_mean, nearest, shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.assess.assessment import Assessment
    from preuve.core.words import Message
    from preuve.model.site_pages import Call, Link, SitePage, SitePages
    from preuve.model.site_settings import SiteSettings

# The places that our pages give names of their own, besides the ids of entries. A test compares
# them with the templates and, since templates name some by what they draw (below), with the built
# pages of both examples.
DRAWN = frozenset(
    (  # noqa: SIM905 - one a line they would fill a page
        "alive attention before bodies changed clauses dates day deadlines display first-steps "
        "missing due answers-for found indicators length non-conformities picture pv-register "
        "renew roles same scope send sites way"
    ).split()
)
_DRAWN_FOR_EACH = re.compile(r"(?:indicator|evidence)-\d{1,2}|now|m\d{4}-\d\d")
"""An indicator of the applicability statement and of the law's changes,
its proofs on its page, what is under way and a month of the calendar.
"""

_OF_A_TAB = re.compile(r"__tabbed_\d+_\d+$")
"""A tab's place, by the number of its set and its own."""


def site(assessment: Assessment) -> Iterator[Diagnostic]:
    """Everything that a strict build would stop at, and that a text can show."""
    root = assessment.manual.root
    settings = assessment.manual.site_settings.settings
    if settings is None:
        return
    if isinstance(settings, Diagnostic):
        yield settings._replace(rule=RuleName.SITE_CONFIGURATION)
        return
    yield from _configuration(settings)
    yield from configuration_of_pages(settings, root, assessment.manual.docs)
    pages = read_pages(root, settings, assessment.manual.page_texts)
    yield from hidden_pages(assessment, settings, pages)
    pages = pages._replace(made=made_pages(assessment))
    yield from _menu(settings, pages)
    yield from pages_out_of_menu(assessment, settings, pages)
    ids = _entry_ids(assessment)
    known: set[str] | None = None
    for page in pages.pages.values():
        if page.fault is not None and page.fault not in assessment.manual.diagnostics:
            yield page.fault
        for error in page.braces.errors:
            place = Place(
                f"{settings.docs}/{page.uri}", error.line + page.lines_above, error.column
            )
            advice = say(
                "Compare with another page. To show braces as they are, put the text between "
                "raw and endraw."
            )
            yield Diagnostic(RuleName.BROKEN_BRACES, error.message, place, advice)
        if any(call.name not in MACROS for call in page.braces.calls) and known is None:
            named = team_names(root, settings)
            known = set() if named is None else {*named, *MACROS, *BUILT_IN_NAMES}
        yield from _calls(page, settings, known or set())
        yield from _links(page, settings, pages, ids)


def _configuration(settings: SiteSettings) -> Iterator[Diagnostic]:
    features = settings.get("theme", "features", default=[])
    if isinstance(features, list) and "navigation.instant" in features:
        yield Diagnostic(
            RuleName.SITE_CONFIGURATION,
            say(
                "navigation.instant is on: the manual's keys and lists would work on the first "
                "page only."
            ),
            settings.place_of("theme", "features", holding="navigation.instant"),
            say("Take navigation.instant out of theme: features: in {file}.", file=settings.file),
        )
    for place in settings.unlike_a_menu():
        yield Diagnostic(
            RuleName.SITE_CONFIGURATION,
            say("This is no line of a menu."),
            place,
            say("Write the path of a page; or a title, a colon, and a path or a list of lines."),
        )


_PLUGINS = frozenset({"search", "material/search", "macros", "preuve", "offline", "tags"})


def _menu(settings: SiteSettings, pages: SitePages) -> Iterator[Diagnostic]:
    """What the menu names is there."""
    others = settings.plugins.keys() - _PLUGINS  # one of them may know what else a menu holds
    for entry in settings.menu or ():
        uri = PurePosixPath(entry.target).as_posix()  # as MkDocs does: `./a` is a, `b/../a` is not
        if _is_elsewhere(entry.target) or uri in pages.files or uri in pages.made:
            continue
        if others and not uri.endswith(PAGE_ENDINGS):
            continue
        level = "absolute_links" if entry.target.startswith("/") else "not_found"
        if settings.stops_at("nav", level):
            yield Diagnostic(
                RuleName.MENU_DIFFERS,
                say("The menu names {page}, which is not there.", page=shorten(entry.target)),
                entry.place,
                did_you_mean(
                    entry.target, pages.pages, say("Take the line out, or create the page.")
                ),
            )


def _is_elsewhere(target: str) -> bool:
    """Return whether an address of the menu leads to another site."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return True
    return bool(parts.scheme or parts.netloc)


def _calls(page: SitePage, settings: SiteSettings, known: set[str]) -> Iterator[Diagnostic]:
    for call in page.braces.calls:
        place = Place(f"{settings.docs}/{page.uri}", call.line + page.lines_above, call.column)
        if call.name in MACROS and call.arguments is not None:
            fewest, most = MACROS[call.name]
            if not fewest <= call.arguments <= most:
                yield Diagnostic(
                    RuleName.UNKNOWN_MACRO,
                    say(
                        "{macro} is called with {count} values; it takes {fewest} to {most}.",
                        macro=call.name,
                        count=call.arguments,
                        fewest=fewest,
                        most=most,
                    ),
                    place,
                    say("Compare with the page on editing, which shows each macro."),
                )
        elif known and not call.filter and call.name not in known and call.name not in page.names:
            yield Diagnostic(
                RuleName.UNKNOWN_MACRO,
                say("There is no macro “{name}”.", name=shorten(call.name)),
                place,
                _macro_advice(call, known),
            )


def _macro_advice(call: Call, known: set[str]) -> Message:
    otherwise = say("Take it out, or define it in macros/team.py.")
    near = meant(call.name)
    if near is not None:
        return say("Did you mean “{word}”?", word=near)
    # A macro is meant where something is called, and never a variable that happens to look alike.
    return did_you_mean(
        call.name, {*MACROS} if nearest(call.name, MACROS) else known - BUILT_IN_NAMES, otherwise
    )


def _links(
    page: SitePage, settings: SiteSettings, pages: SitePages, ids: frozenset[str]
) -> Iterator[Diagnostic]:
    for link in page.links.links:
        fault = _link(link, page, settings, pages, ids)
        if fault is not None:
            message, advice = fault
            place = Place(f"{settings.docs}/{page.uri}", link.line + page.lines_above, link.column)
            yield Diagnostic(RuleName.BROKEN_LINK, message, place, advice)


def _link(  # noqa: PLR0911 - one return a way to be wrong
    link: Link, page: SitePage, settings: SiteSettings, pages: SitePages, ids: frozenset[str]
) -> tuple[Message, Message] | None:
    """Return what is wrong with a link, and what to do;
    None where nothing is, or nothing can be said for sure.
    """
    try:
        parts = urlsplit(link.target)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or "{" in link.target:
        return None
    if link.target.startswith(("/", "\\")):
        if not settings.stops_at("links", "absolute_links"):
            return None
        advice = say("Write the way from this page, such as {example}.", example="../register.md")
        return say(
            "The link {link} begins with a slash: it would leave the manual.",
            link=shorten(link.target),
        ), advice
    path = unquote(parts.path)
    uri = (
        posixpath.normpath(posixpath.join(posixpath.dirname(page.uri), path)) if path else page.uri
    )
    if path and uri not in pages.files and uri not in pages.made:
        level = "not_found" if posixpath.splitext(path)[1] else "unrecognized_links"
        if not settings.stops_at("links", level):
            return None
        missing = say("The link {link} leads to no page and no file.", link=shorten(link.target))
        if link.picture:
            missing = say("The picture {link} is not there.", link=shorten(link.target))
        return missing, _nearest_page(uri, page, pages)
    other, anchor = pages.pages.get(uri), parts.fragment
    if (
        not anchor
        or other is None
        or not settings.stops_at("links", "anchors")
        or not settings.foretells_ids
        or _may_hold(other, anchor, ids)
    ):
        return None
    if anchor.startswith(NOTE_NAMED) and uri == page.uri:
        return say(
            "No text names the footnote {name}.", name=shorten(anchor.removeprefix(NOTE_NAMED))
        ), say(
            "Write [^{name}] where it belongs, or take it out.",
            name=shorten(anchor.removeprefix(NOTE_NAMED)),
        )
    known = sorted({*other.links.ids, *(ids if other.braces.calls else ())})
    advice = say(
        "Link to the page without #{anchor}, or to one of its headings.", anchor=shorten(anchor)
    )
    message = say(
        "There is no place {anchor} on the page {page}.", anchor=shorten(anchor), page=uri
    )
    return message, did_you_mean(anchor, known, advice)


def _may_hold(page: SitePage, anchor: str, ids: frozenset[str]) -> bool:
    """Return whether a page has, or may draw, a place of this name:
    what a team's macros draw is not known.
    """
    if (
        anchor in page.links.ids
        or (_OF_A_TAB.match(anchor) and "=== " in page.braces.text)
        or not page.braces.certain
        or any(call.name not in MACROS for call in page.braces.calls)
    ):
        return True
    if not page.braces.calls:
        return False
    return (
        anchor in ids
        or anchor in DRAWN
        or bool(_DRAWN_FOR_EACH.fullmatch(anchor))
        or _of_a_crosswalk(anchor)
    )


def _of_a_crosswalk(anchor: str) -> bool:
    """Return whether an anchor may be an item of a crosswalk that comes with Preuve:
    those are not read for a check.
    """
    from preuve.model.crosswalk import built_in  # noqa: PLC0415 - only where nothing else is of this name

    return any(anchor.startswith(f"{name}-") for name in built_in())


def _nearest_page(uri: str, page: SitePage, pages: SitePages) -> Message:
    guesses = (f"{uri}.md", f"{uri}/index.md", f"{uri.removesuffix('.html')}.md")
    there = pages.files | pages.made
    near = next((guess for guess in guesses if guess in there), None) or nearest(uri, there)
    if near is None:
        return say("Correct the link, or take it out.")
    return say(
        "Did you mean “{word}”?", word=posixpath.relpath(near, posixpath.dirname(page.uri) or ".")
    )


def _entry_ids(assessment: Assessment) -> frozenset[str]:
    """Return the ids that macros give to lines:
    of proofs, sessions, registers, audits, clauses, rules, crosswalks.
    """
    manual = assessment.manual
    return frozenset(
        {
            *(evidence.evidence.id for evidence in assessment.evidence),
            *(session.id for session in manual.all_sessions),
            *(line.id for _, line in manual.registers.all()),
            *(audit.name for audit in assessment.organisation.audits),
            *(f"clause-{part.clause.id}" for one in assessment.indicators for part in one.clauses),
            *(rule.value for rule in RuleName),
            *(family.value for family in Family),
            *(watch.value for watch in Watch),
            *(
                f"{crosswalk.name}-{item.id}"
                for crosswalk in manual.crosswalks
                for item in crosswalk.items
            ),
        }
    )


ALL = (site,)
