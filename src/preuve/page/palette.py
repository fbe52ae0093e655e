"""What the palette finds: every thing of the manual that its reader may see, with the words it is
looked for by.

Each entry is a row: what it is, its title, what is said of it in a few words, where Enter leads.
The words that people type and no page says (PSH, émargement, FOAD) stand in
`standards/trade_words.yaml`. It is drawn from the same restricted verdict as the pages, so what an
audience may not see is not in its data.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from markdown.extensions.toc import slugify, unique

from preuve.core.files import Folder
from preuve.core.words import LANGUAGES, Translator, say
from preuve.model.own_data import own_data
from preuve.model.registers.description import ColumnKind, Line, describe
from preuve.model.site_settings import PAGE_ENDINGS
from preuve.page.badges import badge, word
from preuve.page.sessions import pages_to_make as session_pages
from preuve.page.site_map import register_page
from preuve.page.urls import PageContext, without_ending
from preuve.publication.policy import Thing
from preuve.schema import Field, ListOf, MapOf, Record, Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from preuve.core.words import Language, Message
    from preuve.model.registers.catalogue import Entry, RegisterName
    from preuve.model.standard import Indicator
    from preuve.page.render_context import RenderContext
    from preuve.page.urls import Site
    from preuve.reading import Origin

PALETTE_FILE = "assets/palette/data.js"
"""A script and no JSON: a page opened from disk may load the one and not the other."""
_HOME = "docs/index.md"


class PaletteEntry(NamedTuple):
    """One thing that can be found. Fields are ordered as the script reads them."""

    kind: str
    title: str
    about: str
    """Its state, its day, who answers: shown beside the title."""
    href: str
    """From the site's top."""
    names: str
    """Numbers and ids by which it is called: a whole match comes first. The script knows the forms
    in which people type an id.
    """
    words: str
    """Words of the trade, in both languages."""
    text: str
    """What it says: found, after all else."""


class TradeWords(NamedTuple):
    """What people type, by indicator and by page."""

    indicators: dict[str, dict[str, tuple[str, ...]]]
    pages: dict[str, dict[str, tuple[str, ...]]]
    origin: Origin


_BY_LANGUAGE = MapOf(ListOf(Text()), known=LANGUAGES)
_TRADE_WORDS = Record(
    TradeWords,
    {
        "indicators": Field(MapOf(_BY_LANGUAGE), say("by indicator"), required=True),
        "pages": Field(MapOf(_BY_LANGUAGE), say("by page"), required=True),
    },
)


@cache
def trade_words() -> TradeWords:
    """Return the package's own list."""
    return own_data(_TRADE_WORDS, "trade_words.yaml")


def _joined(words: dict[str, tuple[str, ...]] | None) -> str:
    return " · ".join(text for texts in (words or {}).values() for text in texts)


def entries(view: RenderContext, site: Site) -> Iterator[PaletteEntry]:
    """Yield everything that the palette finds, for the audience of the pages.

    Args:
        view: what pages are drawn from.
        site: how the site names its pages.

    """
    here = PageContext(_HOME, site)
    if view.verdict.assessment is not None:
        yield from _criteria(view, here)
        yield from _indicators(view, here)
        yield from _proofs(view, here)
        yield from _sessions(view, here)
        yield from _lines(view, here)
        yield from _people(view, here)
    yield from _pages(view, here)


def _criteria(view: RenderContext, here: PageContext) -> Iterator[PaletteEntry]:
    for criterion in view.assessment.edition.criteria:
        page = view.verdict.manual.page(f"criteria/criterion-{criterion.number}/index.md")
        if href := view.site_map.page_href(here, page):
            title = view.words(
                say("Criterion {number}. {title}", number=criterion.number, title=criterion.title)
            )
            text = " ".join((*criterion.title.values(), *criterion.statement.values()))
            yield PaletteEntry(
                "criterion",
                title,
                "",
                href,
                (
                    f"critère {criterion.number} criterion c{criterion.number} "
                    f"crit{criterion.number}"
                ),
                "",
                text,
            )


def _indicators(view: RenderContext, here: PageContext) -> Iterator[PaletteEntry]:
    for assessed in view.assessment.indicators:
        if assessed.page is None:
            continue
        indicator = assessed.indicator
        number = indicator.number
        yield PaletteEntry(
            "indicator",
            view.words(say("{number}. {title}", number=number, title=indicator.title)),
            view.words(badge(assessed.state).word),
            here.to_page(assessed.page.path),
            (
                f"{number} {number:02} indicateur {number} indicator {number} ind{number} "
                f"i{number} n°{number}"
            ),
            _joined(trade_words().indicators.get(str(number))),
            _law(indicator, view.words.language),
        )
        for part in assessed.clauses:
            clause = part.clause
            yield PaletteEntry(
                "clause",
                view.words.localized(clause.title),
                f"{clause.name} · {view.words(badge(part.state).word)}",
                here.to_page(assessed.page.path, f"clause-{clause.id}"),
                f"{clause.name} {clause.id}",
                " ".join(clause.asks.values()),
                " ".join((*clause.title.values(), *clause.words)),
            )


def _law(indicator: Indicator, language: Language) -> str:
    """Return an indicator's words in both languages, and in the manual's what is expected."""
    texts = [*indicator.title.values(), *indicator.statement.values()]
    return " ".join((*texts, indicator.expected[language], *indicator.proofs[language]))


def _proofs(view: RenderContext, here: PageContext) -> Iterator[PaletteEntry]:
    answers, internal = view.assessment.organisation.answers, view.allows(Thing.INTERNAL)
    for item in view.assessment.evidence:
        entry = item.evidence
        file = entry.file if internal or entry.file in view.published_files else None
        dated = [view.words.day(entry.dated)] if entry.dated else []
        yield PaletteEntry(
            "proof",
            entry.title,
            " · ".join((entry.id, view.words(badge(item.state).word), *dated)),
            view.site_map.proof_href(here, entry.id),
            entry.id,
            " ".join(str(number) for number in entry.indicators),
            " ".join(filter(None, (entry.note, entry.place, file, answers(entry.owner)))),
        )


def _sessions(view: RenderContext, here: PageContext) -> Iterator[PaletteEntry]:
    if not dict(session_pages(view)):
        return
    for name, file in view.session_files.items():
        session = file.session
        if href := view.site_map.session_href(here, name):
            about = (
                f"{name} · {view.words.span(session.starts, session.ends)} · "
                f"{view.words(word(file.phase))}"
            )
            yield PaletteEntry(
                "session",
                session.title,
                about,
                href,
                f"{name} {session.offer or ''}".strip(),
                " ".join(("session", *_both(session.category.label))),
                session.place or "",
            )


def _both(message: Message) -> Iterator[str]:
    return (Translator(language)(message) for language in LANGUAGES)


def _lines(view: RenderContext, here: PageContext) -> Iterator[PaletteEntry]:
    for register, line in view.verdict.manual.registers.all():
        page = register_page(register)
        days = [day for day in line.days() if day <= view.verdict.on]
        if view.site_map.page_href(here, page) is None or (line.days() and not days):
            continue  # its page shows none of a later day
        texts = _texts(register, line)
        # What a description names first says what a line is; of others it is what says most.
        by_length = sorted(texts, key=len, reverse=True)
        title = next(iter(texts if isinstance(line, Line) else by_length), line.id)
        yield PaletteEntry(
            "line",
            title if len(title) <= _TITLE else f"{title[:_TITLE].rsplit(' ', 1)[0]} …",
            " · ".join((line.id, *(view.words.day(day) for day in sorted(days)[-1:]))),
            here.to_page(page, line.id),
            line.id,
            "",
            " ".join(text for text in texts if text != title),
        )


def _texts(register: RegisterName, line: Entry) -> list[str]:
    """Return what the page of a register shows of a line in words."""
    if isinstance(line, Line):
        columns = describe(register).lists[line.list].columns
        return [
            line.text(key)
            for key, column in columns.items()
            if column.on_page and column.kind is ColumnKind.TEXT and line.text(key)
        ]
    return [text for text in line if isinstance(text, str) and text != line.id]


_TITLE = 110
"""Letters of a line's text that fit one row."""


def _people(view: RenderContext, here: PageContext) -> Iterator[PaletteEntry]:
    presentation = view.site_map.page_href(here, view.verdict.manual.page("presentation.md"))
    organisation = view.assessment.organisation
    owners = [item.evidence.owner for item in view.assessment.evidence]
    for role in organisation.people:
        shown, href = organisation.answers(role), view.site_map.person_href(here, role)
        if (href := href or presentation) is None:
            continue
        # To whom some proofs are not named, a number would be untrue.
        count = owners.count(role) if view.allows(Thing.EVERY_PROOF) else 0
        about = view.words(say("answers for {count}", count=count)) if count else ""
        yield PaletteEntry("person", shown, about, href, role.replace("_", " "), "", "")


_HEADING = re.compile(r"^(#{1,3})\s+(.+?)\s*#*\s*(?:\{\s*#([\w-]+)[^}]*\})?$", re.MULTILINE)
_FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_HIDDEN = re.compile(
    r"<!--.*?-->|\{#.*?#\}|\{%-?\s*(if|for|macro|call|block|filter)\b.*?\{%-?\s*end\1\b.*?%\}",
    re.DOTALL,
)
"""What may be there for some readers only, or for none."""
_SIGNS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|<[^>]*>|[*_`]|\[([^\]]*)\]\([^)]*\)")


def _pages(view: RenderContext, here: PageContext) -> Iterator[PaletteEntry]:
    """Yield the team's pages and their headings;
    an indicator's page stands for itself already, its headings do not.
    """
    manual = view.verdict.manual
    own = {page.path for page in manual.pages}
    left_out = view.site_map.left_out
    organisation = manual.organisation
    people = [organisation.answers(role) for role in organisation.people] if organisation else []
    roles = {manual.page("presentation.md"): people}  # it names them all
    there = [
        path
        for path, kind in Folder(manual.root).walk(manual.docs)
        if kind == "file" and path.endswith(PAGE_ENDINGS) and manual.uri(path) not in left_out
    ]
    for path in there:
        name = manual.uri(path)
        title, *headings = _headings(manual.page_texts.page(path).body) or [
            (without_ending(name), "")
        ]
        if path not in own and not name.startswith("criteria/"):
            yield PaletteEntry(
                "page",
                title[0],
                "",
                here.to_page(path),
                "",
                " · ".join(
                    filter(None, (_joined(trade_words().pages.get(name)), *roles.get(path, ())))
                ),
                "",
            )
        for heading, anchor in headings:
            yield PaletteEntry("heading", heading, title[0], here.to_page(path, anchor), "", "", "")


def _headings(body: str) -> list[tuple[str, str]]:
    """Return a page's headings, each with the anchor that Markdown gives it;
    the first is the title.
    """
    headings: list[tuple[str, str]] = []
    used: set[str] = set()
    for _, raw, anchor in _HEADING.findall(_HIDDEN.sub("", _FENCE.sub("", body))):
        text = " ".join(_SIGNS.sub(r"\1", raw).split())
        if text:
            headings.append((text, unique(anchor or slugify(text, "-"), used)))
    return headings


def palette_script(view: RenderContext, site: Site) -> str:
    """Return the script that holds the palette's data."""
    kinds = {
        "criterion": say("criterion"),
        "indicator": say("indicator"),
        "clause": say("clause"),
        "proof": say("proof"),
        "session": say("session"),
        "line": say("register"),
        "person": say("who answers"),
        "page": say("page"),
        "heading": say("section"),
    }
    data = {
        "kinds": {kind: view.words(message) for kind, message in kinds.items()},
        "entries": [
            entry._replace(text=_words_of(entry.text, f"{entry.title} {entry.names} {entry.words}"))
            for entry in entries(view, site)
        ],
    }
    return f"window.preuvePalette = {json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n"


_ARTICLE = re.compile(r"\b([LRD])\.\s*(?=\d{4}-)")
_BETWEEN = re.compile(r"[\s’'/]+")
_SIGNS_AROUND = '.,;:()[]«»“”"!?…–'


def _words_of(text: str, beside: str) -> str:
    """Return the words of a text that nobody is shown, each once, without those that stand *beside*
    it in its entry: what is found and what comes first hardly changes, and a third of it goes.
    """
    known = {word.strip(_SIGNS_AROUND).casefold() for word in _BETWEEN.split(beside)}
    words = []
    for part in _BETWEEN.split(_ARTICLE.sub(r"\1", text)):
        word = part.strip(_SIGNS_AROUND)
        if len(word) > 1 and word.casefold() not in known:
            known.add(word.casefold())
            words.append(word)
    return " ".join(words)


def publish_palette(view: RenderContext, folder: Path, site: Site) -> None:
    """Write the palette's data into a built site."""
    target = folder / PALETTE_FILE
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(palette_script(view, site), encoding="utf-8")
