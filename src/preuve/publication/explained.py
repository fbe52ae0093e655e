"""Why each file of a built site is there: a page, what a page needs or links to, a public proof, or
named under `publish:`.

A function of the files alone, so that it is the same for every builder. What follows links as a
browser does: from pages to style sheets, scripts, pictures and files, and from those on.
"""

from __future__ import annotations

import html
import json
import posixpath
import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from preuve.publication.page_audience import goal_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_KNOWN = frozenset(
    {"404.html", "sitemap.xml", "sitemap.xml.gz", ".nojekyll", "objects.inv", "calendar.ics"}
)
"""Files that browsers, search engines and calendars ask for by their name,
and that every builder makes.
"""
_SEARCH = re.compile(r"(?:^|/)(?:search/)?search_index\.js(?:on)?$|(?:^|/)search\.json$")
_HREF = re.compile(
    r"""\b(?:href|src|srcset|poster|data(?:-[\w-]+)?|action|content)\s*=\s*(?:"([^"]+)"|'([^']+)'|([^\s"'<>]+))"""
    r"""|(?:url\(|@import\s(?!\s*url))\s*["']?([^"')]+)""",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[a-zA-Z][^<>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^<>\"']*)*>")
_SCRIPT = re.compile(r"<(script|style)\b[^>]*>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
_NAMED = re.compile(r"\.(?:js|mjs|json|css|wasm|svg|png|webp|woff2?)$")
"""Endings of the files that scripts load by a name that stands in them."""
_MAPPING = re.compile(r"(?://|/\*)[#@]\s*sourceMappingURL=\S+")
_LUNR = re.compile(r"lunr/(?:min/)?(?:lunr\.)?([a-z.]+?)(?:\.min)?\.js$")
_FOLLOWED = (".html", ".htm", ".css", ".js", ".mjs", ".json", ".svg", ".xml", ".webmanifest")


def unexplained(
    names: Iterable[str],
    read: Callable[[str], bytes],
    pages: Iterable[str],
    given: Iterable[str],
    top: str = "",
) -> list[str]:
    """Return the files of a site that nothing explains, in the order of their names.

    Args:
        names: every file of the site, by its path.
        read: gives a file's bytes.
        pages: the pages that the builder made; what is an `.html` file and none of them has to be
            linked to.
        given: public proofs and what the team names under `publish:`.
        top: the site's address, if it is known: links that begin with it stay within the site.

    """
    files = set(names)
    reached = {
        name for name in files if name in _KNOWN or name in given or _SEARCH.search(name)
    } | (set(pages) & files)
    waiting, missing = list(reached), _Missing(files - reached)
    languages = _languages(reached, read)
    while waiting:
        name = waiting.pop()
        if not name.endswith(_FOLLOWED):
            continue
        text = read(name).decode("utf-8", "replace")
        if "sourceMappingURL" in text:
            text = _MAPPING.sub("", text)
        waiting += missing.take(_goals(name, text, missing, top))
    return sorted(
        name
        for name in missing.files
        if not ((match := _LUNR.search(name)) and _is_used(match[1], languages))
    )


class _Missing:
    """The files to which nothing leads yet. Most links of a page lead elsewhere, to pages that are
    known: they are told by their last name alone.
    """

    def __init__(self, files: set[str]) -> None:
        self.files = files
        self.loaded = [name for name in files if _NAMED.search(name)]
        self._names = {posixpath.basename(name) for name in files}
        self._pages = "index.html" in self._names

    def take(self, goals: Iterable[str]) -> Iterator[str]:
        """Take out the files that something leads to, and yield them."""
        for goal in goals:
            if goal in self.files and not goal.endswith(".map"):
                self.files.remove(goal)
                yield goal

    def may_be(self, link: str) -> bool:
        """Return whether a link may lead to one of them."""
        if self._pages or _CONTROL.search(link):
            return True
        path = _END.split(link, maxsplit=1)[0].strip().rstrip("/")
        name = unquote(path.rpartition("/")[2])
        return name in self._names or name in {".", ".."}


_END = re.compile(r"[?#]")
_CONTROL = re.compile(r"[\x00-\x1f]")
"""What an address is read without."""


def _goals(name: str, text: str, missing: _Missing, top: str) -> Iterator[str]:
    """Yield the files that one leads to: by links,
    and in scripts by the names that stand in them.
    """
    script = name.endswith((".js", ".mjs", ".json", ".webmanifest"))
    if is_page(name):  # most tags of a page, those of its menu, stand on every page
        parts = _SCRIPT.findall(text)
        script_text = "\n".join(inside for _kind, inside in parts)
        links = {link for tag in {*_TAG.findall(text)} for link in _links(tag)} | {
            *_links(script_text)
        }
    elif script:
        script_text, links = text, set()
    else:
        script_text, links = "", {*_links(text)}
    for link in links:
        if missing.may_be(link) and (goal := goal_of(link.strip(), name, top)) is not None:
            yield goal
            yield "index.html" if goal == "." else f"{goal}/index.html"
    if script_text and not _SEARCH.search(name):
        for goal in missing.loaded:
            base = posixpath.basename(goal)  # the search names each language's: see `_is_used`
            if (
                base in script_text
                and not _LUNR.search(goal)
                and re.search(rf"(?<![\w-]){re.escape(base)}\b", script_text)
            ):
                yield goal


@lru_cache(maxsize=10_000)
def _links(text: str) -> tuple[str, ...]:
    """Return what attributes and style sheets name."""
    links: list[str] = []
    for match in _HREF.finditer(text):
        value = html.unescape(match[1] or match[2] or match[3] or match[4])
        if match[0][:6].lower() == "srcset":
            links += [part.split()[0] for part in value.split(",") if part.strip()]
        else:
            links.append(value)
    return tuple(links)


def _languages(reached: set[str], read: Callable[[str], bytes]) -> frozenset[str]:
    """Return the languages that the search is set to."""
    languages: set[str] = set()
    for name in reached:
        if _SEARCH.search(name):
            text = read(name).decode("utf-8", "replace")
            try:
                named = json.loads(text[text.index("{") : text.rindex("}") + 1])["config"]["lang"]
                languages |= {language for language in named if isinstance(language, str)}
            except (ValueError, LookupError, TypeError, RecursionError):
                continue  # of another builder, or somebody's own
    return frozenset(languages - {"en"})


def _is_used(script: str, languages: frozenset[str]) -> bool:
    """Return whether a script of the search's languages is asked for:
    by the languages' names, English needing none.
    """
    return (
        script in languages
        or (script in {"stemmer.support", "multi"} and bool(languages))
        or (script == "tinyseg" and "ja" in languages)
        or (script == "wordcut" and bool(languages & {"th", "zh"}))
    )


def is_page(name: str) -> bool:
    """Return whether a file is a page by its name."""
    return name.endswith((".html", ".htm"))
