"""For whom a page is: that of the narrowest of its macros, or of its `audience:`; and a page
without links to what is not made.

Pages are read as text, before any builder does: a page that is not for an audience is never handed
to one.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable  # noqa: TC003 - a field's type
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urlsplit

from preuve.model.organisation import Audience
from preuve.model.site_settings import PAGE_ENDINGS, SiteSettings
from preuve.publication.policy import NARROWEST, PAGES, WIDENING, Thing, may, narrowest, within

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from preuve.model.manual import Manual

_WORD = re.compile(r"[A-Za-z_]\w*")
_INCLUDES = re.compile(r"\s*[-+]?\s*(?:include|import|from|extends)\b(?P<names>.*)", re.DOTALL)
_QUOTED = re.compile(r"\"([^\"]+)\"|'([^']+)'")
_HEAD = re.compile(
    r"\A\ufeff?\s*---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE
)
_LINES = re.compile(r"\A\ufeff?(?:(?: {0,3}[\w-]+:| {4}|\t).*(?:\n|\Z))+")
"""Lines of a key and a value above a page, which MkDocs takes for its head too."""
_AUDIENCE = re.compile(
    r"(?:^|[{,])[ \t]*[\"']?audience[\"']?[ \t]*:[ \t]*([^,}#\n]*)", re.MULTILINE | re.IGNORECASE
)


def known_thing(name: str) -> Thing | None:
    """Return what a page shows that a manual is given, by its path without its ending;
    None of another.
    """
    return PAGES.get(name) or PAGES.get(f"{name.rpartition('/')[0]}/")


class PageText(NamedTuple):
    """A page before any builder reads it."""

    path: str
    """Below the manual's root."""
    text: str
    above: str = ""
    """What Material's plugin `meta` gives the pages of its folder, as their heads would."""


def asked_audience(text: str) -> Audience | None:
    """Return the audience that a page's front matter names; None where it names none.

    Front matter that cannot be read becomes text on the page without a word, so it is looked for
    rather than parsed. A value that is no audience is taken for the narrowest: nothing confidential
    rests on a spelling.
    """
    head = _HEAD.match(text) or _LINES.match(text)
    begun = text[:2000] if text.lstrip("\ufeff \n").startswith("---") else ""
    values = {
        value.strip("\"' \t\r").casefold()
        for value in _AUDIENCE.findall(head[0] if head else begun)
    }
    known = {audience.value: audience for audience in Audience}
    asked = [known.get(value, NARROWEST) for value in values]
    return min(asked, key=WIDENING.index, default=None)


class MacroMarks(NamedTuple):
    """How pages call macros, as mkdocs-macros is told it, and what they include."""

    value: tuple[str, str] = ("{{", "}}")
    block: tuple[str, str] = ("{%", "%}")
    included: Callable[[str], str] = lambda _name: ""
    """Gives the text of a file that a page includes; nothing of one that is not there."""

    @classmethod
    def of(cls, manual: Manual) -> MacroMarks:
        """Return those of a manual's site."""
        settings = manual.site_settings.settings
        options = (settings.macros or {}) if isinstance(settings, SiteSettings) else {}

        def pair(kind: str, given: tuple[str, str]) -> tuple[str, str]:
            start, end = (
                str(options.get(f"j2_{kind}_{side}_string") or mark)
                for side, mark in zip(("start", "end"), given, strict=True)
            )
            return start, end

        folder = manual.root / str(options.get("include_dir") or manual.docs)

        def included(name: str) -> str:
            file = folder / name
            return file.read_text("utf-8-sig", "replace") if file.is_file() else ""

        return cls(pair("variable", cls().value), pair("block", cls().block), included)

    def words(self, text: str) -> frozenset[str]:
        """Return the words between the braces of a text and of all that it includes."""
        start, end = map(re.escape, self.block)
        parts = "|".join(f"{re.escape(a)}(.*?){re.escape(b)}" for a, b in (self.value, self.block))
        braces = re.compile(
            rf"{start}[-+]?\s*raw\s*-?{end}.*?{start}-?\s*endraw\s*[-+]?{end}|{parts}", re.DOTALL
        )
        words: set[str] = set()
        waiting, seen = [text], set[str]()
        while waiting:
            for match in braces.finditer(waiting.pop()):
                words.update(_WORD.findall(match[1] or match[2] or ""))
                if match[2] and (include := _INCLUDES.match(match[2])):
                    names = {a or b for a, b in _QUOTED.findall(include["names"])} - seen
                    seen |= names
                    waiting += map(self.included, names)
        return frozenset(words)


_USUAL = MacroMarks()


def is_for(
    page: PageText, audience: Audience, things: Mapping[str, Thing], marks: MacroMarks = _USUAL
) -> bool:
    """Return whether a page is made for an audience; `things` are what each macro shows."""
    name = page.path.rpartition(".")[0]
    asked = asked_audience(page.text) or asked_audience(f"---\n{page.above}\n---\n")
    known = known_thing(name) or Thing.MANUAL
    if not (may(audience, known) if asked is None else within(audience, asked)):
        return False
    calls = things.keys() & marks.words(page.text) if things else ()
    return may(audience, narrowest(things[name] for name in calls))


_CODE = r"(?:^|\n)(?P<fence>```+|~~~+)[^\n]*\n.*?\n[ \t]*(?P=fence)[^\n]*|`[^`\n]+`"
_LABEL = r"(?P<label>(?:[^\[\]]|!?\[[^\[\]]*\](?:\([^()]*\))?)*)"
_TITLE = r"(?:\s+(?:\"[^\"]*\"|'[^']*'))?"
_LINK = (
    rf"(?<!\\)(?P<sign>!?)\[{_LABEL}\]\(\s*<?(?P<goal>[^)\s>]+)>?{_TITLE}\s*\)(?:\{{:?[^}}\n]*\}})?"
)
_TAG = r"<a\b[^>]*?\bhref\s*=\s*[\"']?(?P<href>[^\"'\s>]+)[^>]*>(?P<inside>.*?)</a\s*>"
_REFERENCE = r"(?:^|\n)[ ]{0,3}\[(?P<name>[^\]\n]+)\]:[ \t]*<?(?P<target>[^\s>]+)>?[^\n]*"
_LINKS = re.compile(f"{_CODE}|{_LINK}|{_REFERENCE}|{_TAG}", re.DOTALL)


def without_links(text: str, leads_out: Callable[[str], bool]) -> str:
    """Return a page's Markdown in which each link that leads out of the site is its words;
    code stays as it is.
    """
    gone: set[str] = set()

    def shown(match: re.Match[str]) -> str:
        if match["goal"] is not None:
            return match["label"] if leads_out(match["goal"]) and not match["sign"] else match[0]
        if match["target"] is not None and leads_out(match["target"]):
            gone.add(" ".join(match["name"].casefold().split()))
            return "\n" if match[0].startswith("\n") else ""
        if match["href"] is not None and leads_out(match["href"]):
            return match["inside"]
        return match[0]

    text = _LINKS.sub(shown, text)
    for name in gone:  # [words][name], [name][] and [name] alone
        label = r"\s+".join(map(re.escape, name.split()))
        text = re.sub(rf"\[([^\[\]]+)\]\[\s*{label}\s*\]", r"\1", text, flags=re.IGNORECASE)
        text = re.sub(rf"\[({label})\](?:\[\])?(?![\[(:])", r"\1", text, flags=re.IGNORECASE)
    return text


def goal_of(link: str, page: str, top: str = "") -> str | None:
    """Return the path below `docs/`, or below a built site, that a link of a page leads to;
    None where it leads out of the site or to the page.

    Args:
        link: as it stands on the page.
        page: the path of the page, below the same folder.
        top: the site's address, if it is known: what begins with it stays within the site.

    """
    try:
        parts = urlsplit(link)
        own = urlsplit(top)
    except ValueError:
        return None
    path = parts.path
    if parts[:2] in {("", ""), own[:2]} and own.path and path.startswith(own.path):
        path = f"/{path.removeprefix(own.path)}"
    elif parts.scheme or parts.netloc or not path:
        return None
    folder = posixpath.dirname(page)
    return posixpath.normpath(posixpath.join(folder, unquote(path)).lstrip("/"))


def without_pages(menu: Any, gone: Callable[[str], bool]) -> Any:  # noqa: ANN401 - a menu is whatever YAML holds
    """Return a menu, as MkDocs' `nav:` has it, without pages that are not made and without headings
    that are left empty.
    """
    if isinstance(menu, list):
        return [
            entry
            for entry in (without_pages(entry, gone) for entry in menu)
            if entry not in (None, {}, [])
        ]
    if isinstance(menu, dict):
        kept = {title: without_pages(below, gone) for title, below in menu.items()}
        return {title: below for title, below in kept.items() if below not in (None, [])} or None
    return None if isinstance(menu, str) and gone(posixpath.normpath(menu)) else menu


def is_lost(target: str, there: Collection[str]) -> bool:
    """Return whether what a menu names is a page that is not there; an address is none."""
    return target.endswith(PAGE_ENDINGS) and ":/" not in target and target not in there
