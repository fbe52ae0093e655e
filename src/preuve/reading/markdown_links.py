"""Markdown to what a site's builder would look up: links, pictures, and the ids that can be linked
to.

No Markdown is rendered: the gate has the standard library only. What is read is what
Python-Markdown would take for a link; where a text leaves it open, nothing is reported. A test
compares with MkDocs over a corpus.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate
from typing import TYPE_CHECKING

from preuve.core.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAX_LINK = 2000  # signs of one link: what is longer is no link

_FENCE = re.compile(r"^[ \t>]*(`{3,}|~{3,})")
_CONTAINER = re.compile(r"^ *(?:[-*+]\s|\d+[.)]\s|!!!|\?\?\?|===|\[\^|:\s|>)")
_HTML_BLOCK = re.compile(r"^ {0,3}<([A-Za-z][A-Za-z0-9]*)\b([^>]*)>")
# Python-Markdown's elements that are blocks.
_BLOCK_NAMES = (
    "address article aside blockquote center details dialog dd div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr iframe legend li main math menu nav ol "
    "p pre script section style summary svg table tbody td textarea tfoot th thead tr ul video"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CODE = re.compile(r"(?<![`\\])(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_DEFINITION = re.compile(r"^ {0,3}\[([^\]\n]+)\]: *\n? *(<[^<>\n]*>|\S+)", re.MULTILINE)
_ATX = re.compile(r"^(#{1,6})(?!#)[ \t]*(.*?)[ \t]*#*[ \t]*$")
_SETEXT = re.compile(r"^(=+|-+)[ \t]*$")
_ATTRIBUTES = re.compile(r"\{:?[ ]*([^{}\n]*)\}")
_ID = re.compile(r"(?:^|\s)#([\w:.-]+)|\bid=[\"']?([^\s\"'}]+)")
_HTML_ID = re.compile(r"<[a-zA-Z][^<>]*?\s(?:id|name)=[\"']?([^\"'<>\s]+)")
_MARKDOWN_INSIDE = re.compile(r"\bmarkdown\b(?!=[\"']?0)")
_SIGN = re.compile(r"\\.|[\[\]()]|\n(?=\n|\Z)", re.DOTALL)
_TITLE = re.compile(r"""\s+(?:"[^"]*"|'[^']*'|\([^)]*\))\s*$""", re.DOTALL)


class Link(NamedTuple):
    """A link or a picture, where its address stands."""

    target: str
    line: int
    column: int
    picture: bool


class PageLinks(NamedTuple):
    """What a page links to, and what can be linked to in it."""

    links: tuple[Link, ...]
    ids: frozenset[str]


def scan(text: str, *, attributes: bool = True, slugs: bool = True) -> PageLinks:
    """Return the links and ids of a page's Markdown, whose braces were blanked.

    With *attributes* a heading may say its id (`attr_list`); without *slugs* headings have ids that
    cannot be foretold.
    """
    text = _without_comments(text)
    prose = _prose(text)
    return PageLinks(
        tuple(_links(prose)), frozenset(_ids(text, prose, attributes=attributes, slugs=slugs))
    )


def _blanked(match: re.Match[str]) -> str:
    return "\n".join(" " * len(line) for line in match[0].split("\n"))


def _without_comments(text: str) -> str:
    # A comment that nothing ends is none; to look for its end at each beginning would cost the
    # square of them.
    closed = text.rfind("-->") + len("-->") if "-->" in text else 0
    return _COMMENT.sub(_blanked, text[:closed]) + text[closed:] if closed else text


def _prose(text: str) -> str:  # noqa: C901 - one state of a line after the other, as the reader meets them
    """Return a text in which all that is no Markdown prose is blank:
    each sign stays at its line and column.
    """
    lines = text.split("\n")
    kept, never = [False] * len(lines), dict[str, int]()
    fence, html_end, depth, code_allowed, list_indent, level = "", "", 0, True, False, 0
    for number, line in enumerate(lines):
        stripped = line.strip()
        opening = _FENCE.match(line) if "```" in line or "~~~" in line else None
        if fence:
            if opening and opening[1].startswith(fence) and not line.strip(" \t>").strip(fence[0]):
                fence = ""
            continue
        if html_end:
            depth += len(re.findall(rf"<{html_end}\b", line, re.IGNORECASE)) - len(
                re.findall(f"</{html_end}>", line, re.IGNORECASE)
            )
            html_end = html_end if depth > 0 else ""
            continue
        if (
            opening
            and "`" not in line[opening.end() :]
            and _closes(lines, number, opening[1], never)
        ):
            fence = opening[1]
            continue
        block = _HTML_BLOCK.match(line) if stripped.startswith("<") else None
        name = block[1].lower() if block else ""
        if block and name in _BLOCKS and not _MARKDOWN_INSIDE.search(block[2]):
            depth = _opened(name, line)
            html_end = name if depth > 0 and name != "hr" else ""
            continue
        if not stripped:
            code_allowed = True
            continue
        indented = line.startswith(("    ", "\t"))
        if indented and code_allowed and (not list_indent or _indent(line) > level):
            continue
        if not indented:
            list_indent = bool(_CONTAINER.match(line)) or (list_indent and not code_allowed)
        if list_indent and _CONTAINER.match(line):
            level = _indent(line) + 1  # deeper than what belongs to this entry is code
        kept[number] = True
        code_allowed = False
    text = "\n".join(
        line if keep else " " * len(line) for line, keep in zip(lines, kept, strict=True)
    )
    return _CODE.sub(_blanked, text) if "`" in text else text


def _indent(line: str) -> int:
    """Return by how many levels of four columns a line is indented."""
    expanded = line.expandtabs(4)
    return (len(expanded) - len(expanded.lstrip(" "))) // 4


def _closes(lines: list[str], number: int, fence: str, never: dict[str, int]) -> bool:
    """Return whether a fence is closed further down: else it is text.
    *never* remembers what is not, to look once only.
    """
    if len(fence) >= never.get(fence[0], len(fence) + 1):
        return False
    for line in lines[number + 1 :]:
        closing = _FENCE.match(line)
        if closing and closing[1].startswith(fence) and not line.strip(" \t>").strip(fence[0]):
            return True
    never[fence[0]] = len(fence)
    return False


def _opened(name: str, line: str) -> int:
    """Return how many more elements of a name a line opens than it closes."""
    folded = line.lower()
    return len(re.findall(rf"<{name}\b", folded)) - folded.count(f"</{name}>")


def _links(prose: str) -> Iterator[Link]:
    """Yield links in their order: inline, by reference, and pictures."""
    if "[" not in prose:
        return
    places, closings = _Places(prose), _closings(prose)
    definitions = {
        match[1].strip().lower(): match
        for match in _DEFINITION.finditer(prose)
        if not match[1].startswith("^")
    }
    used: set[str] = set()
    at = 0
    while (at := prose.find("[", at)) >= 0:
        start, at = at, at + 1
        if start and prose[start - 1] == "\\":
            continue
        end = closings.get(start)
        if end is None:
            continue
        picture = start > 0 and prose[start - 1] == "!"
        after = prose[end + 1 : end + 2]
        if after == "(":
            stop = closings.get(end + 1)
            if stop is not None:
                written = prose[end + 2 : stop]
                yield from _target(written, end + 2, places, picture=picture)
            continue
        name = prose[start + 1 : end].strip().lower()
        if after == "[" or prose[end + 1 : end + 3] == " [":
            opened = end + 1 if after == "[" else end + 2
            stop = closings.get(opened)
            name = prose[opened + 1 : stop].strip().lower() or name if stop is not None else name
        if name in definitions and name not in used and after != ":":
            used.add(name)
            match = definitions[name]
            yield from _target(match[2], match.start(2), places, picture=picture)


def _target(written: str, start: int, places: _Places, *, picture: bool) -> Iterator[Link]:
    """Yield the address that was written, without its title, if there is one."""
    address = _TITLE.sub("", written)
    lead = len(address) - len(address.lstrip())
    address = address.strip()
    if address.startswith("<") and address.endswith(">"):
        address, lead = address[1:-1], lead + 1
    if address and "\n" not in address:
        line, column = places.of(start + lead)
        if "\\" in address:
            address = re.sub(r"\\([\\`*_{}\[\]()>#+.!-])", r"\1", address)
        yield Link(_unescaped(address), line, column, picture)


def _closings(prose: str) -> dict[int, int]:
    """Return where each bracket that closes within its paragraph does:
    found in one pass, however many never do.
    """
    closings: dict[int, int] = {}
    waiting: dict[str, list[int]] = {"]": [], ")": []}
    for sign in _SIGN.finditer(prose):
        text, at = sign[0], sign.start()
        if text == "[":
            waiting["]"].append(at)
        elif text == "(":
            waiting[")"].append(at)
        elif text == "\n":
            waiting = {"]": [], ")": []}
        elif waiting.get(text) and at - (opened := waiting[text].pop()) < _MAX_LINK:
            closings[opened] = at
    return closings


class _Places:
    """Lines and columns in a text, asked in order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]

    def of(self, index: int) -> tuple[int, int]:
        from bisect import bisect_right  # noqa: PLC0415 - a page without links does not ask

        line = bisect_right(self._starts, index)
        return line, index - self._starts[line - 1] + 1


def _ids(text: str, prose: str, *, attributes: bool, slugs: bool) -> Iterator[str]:
    taken: set[str] = set()
    if "<" in text:
        yield from _HTML_ID.findall(text)
    lines, raw = prose.split("\n"), text.split("\n")
    for number, line in enumerate(lines):
        if not line or line.isspace():
            continue
        heading = _heading(lines, raw, number)
        marks = _ATTRIBUTES.findall(line) if attributes and "{" in line else ()
        given = [short or long for mark in marks for short, long in _ID.findall(mark)]
        yield from given
        if heading is not None and not given and slugs:
            slug = _unique(
                slugify(heading_text(_ATTRIBUTES.sub("", heading) if attributes else heading)),
                taken,
            )
            yield slug
    if "[^" in prose:
        yield from (f"fn:{name}" for name in re.findall(r"^\[\^([^\]]+)\]:", prose, re.MULTILINE))


def _heading(lines: list[str], raw: list[str], number: int) -> str | None:
    line = lines[number]
    stripped = line.strip()
    if not stripped:
        return None
    if (
        stripped[0] == "#"
        and (match := _ATX.match(stripped if line[:1].isspace() else line)) is not None
    ):
        return _ATX.match(raw[number].strip())[2] if _ATX.match(raw[number].strip()) else match[2]  # type: ignore[index]
    following = lines[number + 1] if number + 1 < len(lines) else ""
    if not following.startswith(("=", "-")) or line.startswith((" ", "-", "|")):
        return None
    return raw[number] if _SETEXT.match(following) else None


def heading_text(written: str) -> str:
    """Return what a heading says once its marks are gone."""
    if not _MARKS.intersection(written):
        return written.strip()
    text = re.sub(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])", r"\1", written)
    text = re.sub(r"<[^<>]+>", "", text)
    text = re.sub(r"(`+)(.+?)\1", r"\2", text)
    text = re.sub(r"(\*\*|__)(.+?)\1", r"\2", text)
    text = re.sub(r"(?<!\w)_(.+?)_(?!\w)|\*(.+?)\*", lambda match: match[1] or match[2], text)
    return _unescaped(re.sub(r"\\(.)", r"\1", text)).strip()


_MARKS = frozenset("[<`*_\\&")


def _unescaped(text: str) -> str:
    if "&" not in text:
        return text
    import html  # noqa: PLC0415 - its table of names costs as much as ten pages

    return html.unescape(text)


def slugify(text: str) -> str:
    """Return the id that Python-Markdown gives to a heading."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", ascii_text).strip().lower())


def _unique(slug: str, taken: set[str]) -> str:
    numbered = re.match(r"^(.*)_([0-9]+)$", slug)
    base, count = (numbered[1], int(numbered[2])) if numbered and slug in taken else (slug, 0)
    while slug in taken or not slug:
        count += 1
        slug = f"{base}_{count}"
    taken.add(slug)
    return slug
