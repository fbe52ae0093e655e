"""Does the site's configuration hide the page of an indicator? Nobody would see its proofs."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from preuve.core.finding import Diagnostic, Place, Severity
from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.model.site_exclusions import INDEX, ExclusionKey, SiteExclusions
from preuve.schema import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from preuve.assess.assessment import Assessment
    from preuve.core.words import Message
    from preuve.model.site_exclusions import Exclusion
    from preuve.model.site_pages import SitePages
    from preuve.model.site_settings import SiteSettings


def hidden_pages(
    assessment: Assessment, settings: SiteSettings, pages: SitePages
) -> Iterator[Diagnostic]:
    """The pages of indicators that apply, and that a reader of the site would not find."""
    exclusions = SiteExclusions(settings)
    menu = {posixpath.normpath(entry.target) for entry in settings.menu or ()}
    for indicator in assessment.indicators:
        if not indicator.applicability.applies or indicator.page is None:
            continue
        uri = assessment.manual.uri(indicator.page.path)
        exclusion = exclusions.of(uri, pages.files)
        if exclusion is None or (exclusion.menu_only and uri in menu):
            continue
        yield Diagnostic(
            RuleName.HIDDEN_PAGE,
            _message(exclusion, indicator.number, indicator.page.path),
            Place(indicator.page.path, 1, 1) if exclusion.key == INDEX else exclusion.place,
            _advice(exclusion, settings.file),
            indicator=indicator.number,
            severity=Severity.WARNING if exclusion.menu_only else None,
        )


def pages_out_of_menu(
    assessment: Assessment, settings: SiteSettings, pages: SitePages
) -> Iterator[Diagnostic]:
    """The menu names what is there: where the builder would not ask for that, the pages of
    indicators all the same.
    """
    menu = {posixpath.normpath(entry.target) for entry in settings.menu or ()}
    if not menu:
        return
    stops = settings.stops_at("nav", "omitted_files")
    numbers = {
        assessment.manual.uri(indicator.page.path): indicator.number
        for indicator in assessment.applying
        if indicator.page is not None
    }
    if any("*" in target or "." not in target for target in menu):
        numbers = {}  # a plugin makes the menu of these: what it shows is not known here
    exclusions = SiteExclusions(settings)
    for uri in pages.pages if stops else numbers:
        if uri in menu or exclusions.of(uri, pages.files) is not None:
            continue
        yield Diagnostic(
            RuleName.MENU_DIFFERS if stops else RuleName.HIDDEN_PAGE,
            say("The menu does not name this page: nobody would find it."),
            Place(f"{settings.docs}/{uri}", 1, 1),
            say(
                "Add {page} under nav: in {file}, or delete the page.",
                page=uri,
                file=settings.file,
            ),
            indicator=None if stops else numbers[uri],
            severity=None if stops else Severity.WARNING,
        )


def _message(exclusion: Exclusion, number: int, page: str) -> Message:
    pattern = shorten(exclusion.pattern)
    if exclusion.menu_only:
        return say(
            "{key} keeps the page of indicator {number} ({page}) out of the menu: {pattern}",
            key=exclusion.key,
            number=number,
            page=page,
            pattern=pattern,
        )
    return say(
        "{key} keeps the page of indicator {number} ({page}) out of the site: {pattern}",
        key=exclusion.key,
        number=number,
        page=page,
        pattern=pattern,
    )


def _advice(exclusion: Exclusion, file: str) -> Message:
    if exclusion.key == INDEX:
        return say("Rename it: beside an index.md, a README.md is no page of the site.")
    return say(
        "Take the pattern out of {key} in {file}, or make it narrower.",
        key=exclusion.key,
        file=file,
    )


def configuration_of_pages(settings: SiteSettings, root: Path, docs: str) -> Iterator[Diagnostic]:
    """A site whose pages are not those that were judged, or whose patterns nobody can read."""
    if (root / settings.docs).resolve() != (root / docs).resolve():
        yield Diagnostic(
            RuleName.SITE_CONFIGURATION,
            say(
                "The site takes its pages from {folder}; the manual's are in {docs}.",
                folder=shorten(settings.docs),
                docs=docs,
            ),
            settings.place("docs_dir"),
            say(
                "Move the pages to {docs}/ and take docs_dir out of {file}.",
                docs=docs,
                file=settings.file,
            ),
        )
    for key in ExclusionKey:
        if not isinstance(settings.get(key, default=""), str):
            yield Diagnostic(
                RuleName.SITE_CONFIGURATION,
                say("{key} is not a text of one pattern a line.", key=key),
                settings.place(key),
                say(
                    "Write {line} and below it one pattern a line, without dashes.",
                    line=f"{key}: |",
                ),
            )
