"""A site built for an audience: cleaned, each file explained,
and looked through before anybody sees it.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from preuve.core.words import Translator, say
from preuve.model.address import published_address
from preuve.model.site_settings import DOCS_FOLDER, PAGE_ENDINGS, SiteSettings
from preuve.publication.cleaning import clean, without_dead_links
from preuve.publication.explained import is_page, unexplained
from preuve.publication.leaks import LeakNotice, files_below, look_through
from preuve.publication.ownership import unmark_folder
from preuve.publication.page_audience import goal_of, known_thing
from preuve.publication.policy import Thing, may
from preuve.publication.proof_files import published

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from preuve.gate.gate import Verdict
    from preuve.model.organisation import Audience

_SHOWN = 40

LOOKED_AT_AFTER = "PREUVE_LOOK_AFTER"
"""Names the folder that whoever started the builder looks through itself,
before it is put where anybody can see it.
"""


class Inspection(NamedTuple):
    """What a look through files that are to go out found."""

    fit: bool
    """Whether nothing was found that stops their publication."""
    lines: tuple[str, ...] = ()
    """What is to be told of it, in the manual's language, what stops first."""
    undrawn: int = 0
    """How much could not be drawn, and is told on a draft's pages instead."""


def inspect_site(site: Path, verdict: Verdict, audience: Audience) -> Inspection:
    """Clean a built site, explain each of its files and look it through.

    Args:
        site: the folder that a builder, any of them, wrote.
        verdict: that of the manual, nothing taken out of it.
        audience: whom the site is for.

    """
    unmark_folder(site)
    before = clean(site)
    if not may(audience, Thing.INTERNAL):
        _unlink(site, verdict)
    unexplained_files = [*_explain(site, verdict, audience)]
    return _inspection(
        [
            *unexplained_files,
            *look_through(files_below(site), verdict, audience, _is_themes, before),
        ],
        verdict,
    )


def _files(site: Path) -> list[str]:
    return [file.relative_to(site).as_posix() for file in sorted(site.rglob("*")) if file.is_file()]


def _unlink(site: Path, verdict: Verdict) -> None:
    """Let links to pages that are not made for an audience be their words, whoever wrote them: raw
    HTML, a team's macros, a theme.
    """
    names = _files(site)
    there = {*names, *map(_without_ending, names)}
    docs, top = verdict.manual.root / verdict.manual.docs, _address(verdict)

    @cache
    def is_dead(link: str, folder: str) -> bool:
        goal = goal_of(link, f"{folder}/", top)
        if goal is None or goal in there or (page := _without_ending(goal)) in there:
            return False
        return (
            known_thing(f"{DOCS_FOLDER}/{page}") is not None
            or page.startswith("proofs/")
            or any((docs / f"{page}{ending}").is_file() for ending in PAGE_ENDINGS)
            or any((docs / page / f"index{ending}").is_file() for ending in PAGE_ENDINGS)
        )

    for name in filter(is_page, names):
        data, folder = (site / name).read_bytes(), name.rpartition("/")[0]
        if (shown := without_dead_links(data, lambda link, of=folder: is_dead(link, of))) != data:  # type: ignore[misc]
            (site / name).write_bytes(shown)


def _without_ending(name: str) -> str:
    """Return what of a page's path all its addresses have in common."""
    return re.sub(r"(?:(?:^|/)index)?\.html?$|(?:^|/)index$", "", name) or "."


def _address(verdict: Verdict) -> str:
    """Return where the site is to be seen on the web, if that is known."""
    settings, root = verdict.manual.site_settings.settings, verdict.manual.root
    named = settings.get("site_url") if isinstance(settings, SiteSettings) else None
    return str(named or published_address(root))


def _explain(site: Path, verdict: Verdict, audience: Audience) -> Iterator[LeakNotice]:
    """Yield what nothing explains of a site;
    what the theme brought and nobody uses is taken out of it.
    """
    names = _files(site)
    docs = verdict.manual.root / verdict.manual.docs
    pages = [name for name in names if is_page(name) and not (docs / name).is_file()]
    given = set(published(verdict.assessment, audience)) if verdict.assessment else set()
    organisation = verdict.manual.organisation
    given |= set(organisation.publish if organisation else ())
    others = not may(audience, Thing.INTERNAL)
    # What only pages link to that are not made for this audience goes with them.
    sources = "".join(
        unquote(file.read_text("utf-8", "replace"))
        for file in (sorted(docs.rglob("*")) if others else ())
        if file.name.endswith(PAGE_ENDINGS) and file.is_file()
    )
    advice = say(
        "Take it out of docs/, link to it from a page, or name it under publish in "
        "organisation.yaml."
    )
    top = _address(verdict)
    for name in unexplained(names, lambda name: (site / name).read_bytes(), pages, given, top):
        if not (docs / name).is_file() or name.rpartition("/")[2] in sources:
            (site / name).unlink()
        else:
            yield LeakNotice(
                name,
                say(
                    "Nothing explains why {file} is on the site. {advice}", file=name, advice=advice
                ),
                stops=others,
            )


def _themes() -> Iterator[Path]:
    """Yield the folders of the themes that are installed, and of what builders add of their own."""
    yield Path(__file__).resolve().parent.parent / "theme"
    search = "contrib/search/templates"
    for package, below in (
        ("material", "templates"),
        ("mkdocs", search),
        ("properdocs", search),
        ("zensical", "templates"),
    ):
        spec = find_spec(package)
        yield from (
            Path(folder) / below
            for folder in (spec.submodule_search_locations or () if spec else ())
        )


def _is_themes(name: str, data: bytes) -> bool:
    """Return whether a file is a theme's own, unchanged."""
    return any(
        (file := folder / name).is_file() and file.read_bytes() == data for folder in _themes()
    )


def inspect_files(
    files: Iterable[tuple[str, bytes]], verdict: Verdict, audience: Audience
) -> Inspection:
    """Look files through, by name and content, for what their audience may not see.

    Args:
        files: each by its name in the site, with its content.
        verdict: whole: of what nothing was taken out.
        audience: for whom they are.

    """
    return _inspection([*look_through(files, verdict, audience)], verdict)


def _inspection(results: list[LeakNotice], verdict: Verdict) -> Inspection:
    words = Translator(verdict.manual.language)
    stops = dict.fromkeys(words(result.message) for result in results if result.stops)
    messages = (result.message for result in results if not result.stops)
    warnings = [*dict.fromkeys(words(say("warning: {what}", what=what)) for what in messages)]
    # All that stops is told in one run; of what does not, so much as anybody reads.
    shown = max(0, _SHOWN - len(stops))
    if len(warnings) > shown:
        warnings[shown:] = [words(say("… and {count} more.", count=len(warnings) - shown))]
    return Inspection(not stops, tuple(f"preuve: {line}" for line in (*stops, *warnings)))
