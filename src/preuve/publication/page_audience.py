"""For whom a page is: that of the narrowest of its macros, or of its `audience:`; and a page
without links to what is not made.

Pages are read as text, before any builder does: a page that is not for an audience is never handed
to one.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote, urlsplit

from preuve.model.organisation import Audience
from preuve.publication.folding import listed
from preuve.publication.policy import Thing, may, narrowest, within

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_TEAM = listed("editing rules rehearsal crosswalks quotes forecast people people/")
_AUDIT = listed("sessions registers/ audits calendar changes editions reuse sessions/ audits/")
_KNOWN: dict[str, Audience] = {
    **{f"docs/{name}": Audience.INTERNAL for name in _TEAM},
    **{f"docs/{name}": Audience.AUDITOR for name in _AUDIT},
}
"""Pages that a manual is given, by their name without its ending, or a folder of them:
for whom, where they do not say so.
"""

_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}.*?\{%-?\s*endraw\s*-?%\}", re.DOTALL)
_BRACES = re.compile(r"\{\{(.*?)\}\}|\{%(.*?)%\}", re.DOTALL)
_WORD = re.compile(r"[A-Za-z_]\w*")
_HEAD = re.compile(
    r"\A\ufeff?\s*---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE
)
_AUDIENCE = re.compile(
    r"^[ \t]*[\"']?audience[\"']?[ \t]*:[ \t]*(.*?)[ \t]*(?:#.*)?$", re.MULTILINE | re.IGNORECASE
)


class PageText(NamedTuple):
    """A page before any builder reads it."""

    path: str
    """Below the manual's root."""
    text: str


def asked_audience(text: str) -> Audience | None:
    """Return the audience that a page's front matter names; None where it names none.

    Front matter that cannot be read becomes text on the page without a word, so it is looked for
    rather than parsed. A value that is no audience is taken for the narrowest: nothing confidential
    rests on a spelling.
    """
    head = _HEAD.match(text)
    named = _AUDIENCE.search(
        head[1] if head else text[:2000] if text.lstrip("\ufeff \n").startswith("---") else ""
    )
    if named is None:
        return None
    value = named[1].strip("\"' \r").casefold()
    return next((audience for audience in Audience if audience.value == value), Audience.INTERNAL)


def is_for(page: PageText, audience: Audience, things: Mapping[str, Thing]) -> bool:
    """Return whether a page is made for an audience; `things` are what each macro shows."""
    name = page.path.rpartition(".")[0]
    asked = (
        asked_audience(page.text) or _KNOWN.get(name) or _KNOWN.get(f"{name.rpartition('/')[0]}/")
    )
    if asked is not None and not within(audience, asked):
        return False
    calls = {
        word
        for braces in _BRACES.finditer(_RAW.sub("", page.text))
        for word in _WORD.findall(braces[1] or braces[2] or "")
        if word in things
    }
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


def goal_of(link: str, page: str) -> str | None:
    """Return the path below `docs/` that a link of a page leads to;
    None where it leads out of the site or to the page.
    """
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or not parts.path:
        return None
    return posixpath.normpath(
        posixpath.join(posixpath.dirname(page), unquote(parts.path)).lstrip("/")
    )


def without_pages(menu: Any, left_out: frozenset[str]) -> Any:  # noqa: ANN401 - a menu is whatever YAML holds
    """Return a menu, as MkDocs' `nav:` has it, without pages that are not made and without headings
    that are left empty.
    """
    if isinstance(menu, list):
        return [
            entry
            for entry in (without_pages(entry, left_out) for entry in menu)
            if entry not in (None, {}, [])
        ]
    if isinstance(menu, dict):
        kept = {title: without_pages(below, left_out) for title, below in menu.items()}
        return {title: below for title, below in kept.items() if below not in (None, [])} or None
    return None if isinstance(menu, str) and posixpath.normpath(menu) in left_out else menu
