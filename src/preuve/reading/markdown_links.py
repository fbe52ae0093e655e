"""Markdown to what a site's builder would look up: links, pictures, and the ids that can be linked
to.

No Markdown is rendered: the gate has the standard library only. What is read is what
Python-Markdown would take for a link; where a text leaves it open, nothing is reported. A test
compares with MkDocs over a corpus.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING

from preuve.core.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAX_LINK = 2000  # signs of one link: what is longer is no link

_FENCE = re.compile(r"^[ \t>]*(`{3,}|~{3,})")
_CONTAINER = re.compile(r"^ *(?:[-*+]\s|\d+[.)]\s|!!!|\?\?\?|===|\[\^|:\s)")
_ENDS_BLOCK = re.compile(r"^ {0,3}(?:#{1,6}|=+[ \t]*$|(?:[-*_][ \t]*){3,}$)")
"""A heading or a line across: what is indented below it is code."""
_HTML_BLOCK = re.compile(r"^ {0,3}<([A-Za-z][A-Za-z0-9]*)\b([^>]*)>")
_BLOCK_NAMES = (
    "address article aside blockquote body canvas center colgroup dd details div dl dt fieldset "
    "figcaption figure footer form group h1 h2 h3 h4 h5 h6 header hgroup hr html iframe legend li "
    "main map math menu nav noscript object ol option output p pre progress script section style "
    "summary table tbody td textarea tfoot th thead tr ul video"
)
BLOCKS = frozenset(_BLOCK_NAMES.split())
"""Python-Markdown's elements that are blocks; a test compares."""
_OPEN_TAG = re.compile(r"^ {0,3}<[A-Za-z][A-Za-z0-9]*\b[^<>]*$")
"""A tag that ends on a line further down."""
_DECLARED = re.compile(
    r"^ {0,3}(?:<\?.*?\?>|<!\[CDATA\[.*?\]\]>|<![A-Za-z][^>]*>)", re.DOTALL | re.MULTILINE
)
_COMMENT_SIGNS = r"(?:(?<![^\n])[ ]{0,3}<!--.*?-->|<!--(?:(?!\n[ \t]*\n).)*?-->)"
"""One that begins its line may go on for paragraphs."""
_COMMENT = re.compile(_COMMENT_SIGNS, re.DOTALL)
_CODE = re.compile(r"(?<![`\\])(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_CODE_OR_COMMENT = re.compile(
    rf"(?<![`\\])(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)|{_COMMENT_SIGNS}", re.DOTALL
)
_PARAGRAPHS = re.compile(r"(\n[ \t]*\n)")
_QUOTE = re.compile(r"^ {0,3}>[> ]*?(?=[^> ]| {5}|$)")
_LEADS = r"[ ]*(?:>|[-*+][ ]|\d+\.[ ])"
"""What stands before a text in a quotation or a list."""
_LED = re.compile(rf"^(?:{_LEADS})+[ ]*")
_DEFINITION = re.compile(
    rf"^(?:{_LEADS})*[ ]*\[([^\[\]]*)\]:[ ]*(?:\n[ ]*)?(\S+)[ ]*(?:\n[ ]*)?"
    r"(?:([\"']).*\3[ ]*|\(.*\)[ ]*)?$",
    re.MULTILINE,
)
_ABBREVIATION = re.compile(r"^\*\[[^\\\n]*?\][ ]?:[ ]*\n?.*$", re.MULTILINE)
_FOOTNOTE = re.compile(r"\[\^([^\]\n]*)\](:)?")
_ATX = re.compile(r"^(#{1,6})(?!#)[ \t]*(.*?)[ \t]*#*[ \t]*$")
_SETEXT = re.compile(r"^(=+|-+)[ \t]*$")
_ATTRIBUTES = re.compile(r"\{:?[ ]*([^{}\n]*)\}")
_ID = re.compile(r"(?:^|\s)#([\w:.-]+)|\bid=[\"']?([^\s\"'}]+)")
_HTML_ID = re.compile(r"<[a-zA-Z][^<>]*?\s(?:id|name)=[\"']?([^\"'<>\s]+)")
_ATTRIBUTE = re.compile(r"""([\w:-]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
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


class Syntax(NamedTuple):
    """What a site's Markdown knows besides the plain one."""

    attributes: bool = True
    """Whether a heading may say its id (`attr_list`)."""
    slugs: bool = True
    """Whether headings have ids that can be foretold."""
    footnotes: bool = True
    abbreviations: bool = True


def scan(text: str, syntax: Syntax = Syntax()) -> PageLinks:  # noqa: B008 - it never changes
    """Return the links and ids of a page's Markdown, whose braces were blanked."""
    text = _without_comments(text)
    prose = _prose(text)
    if syntax.abbreviations and "*[" in prose:
        prose = _ABBREVIATION.sub(_blanked, prose)
    notes = _Footnotes(prose) if syntax.footnotes and "[^" in prose else None
    links = [*_links(prose), *(notes.never_named() if notes else ())]
    ids = {*_ids(text, prose, syntax), *(notes.ids() if notes else ())}
    return PageLinks(tuple(links), frozenset(ids))


def _blanked(match: re.Match[str]) -> str:
    return "\n".join(" " * len(line) for line in match[0].split("\n"))


def _without_comments(text: str) -> str:
    """Return a text without what no reader sees: comments, declarations, and blocks of code, in
    which neither is one.
    """
    if "```" in text or "~~~" in text:
        text = _without_fences(text)
    if "<!" not in text and "<?" not in text:
        return text
    # A comment that nothing ends is none; to look for its end at each beginning would cost the
    # square of them.
    closed = text.rfind("-->") + len("-->") if "-->" in text else 0
    if closed:
        text = (
            _CODE_OR_COMMENT.sub(lambda part: part[0] if part[1] else _blanked(part), text[:closed])
            if "`" in text
            else _COMMENT.sub(_blanked, text[:closed])
        ) + text[closed:]
    return _DECLARED.sub(_blanked, text)


_FENCED = "\ufdd1"
"""Stands where a block of code ends: what is indented below it is no other."""


def _without_fences(text: str) -> str:
    lines, never = text.split("\n"), set[str]()
    fence = ""
    for number, line in enumerate(lines):
        opening = _FENCE.match(line) if "```" in line or "~~~" in line else None
        before = opening.start(1) if opening else 0
        if fence:
            if opening and opening[1] == fence and not line.strip(" \t>").strip(fence[0]):
                lines[number] = f"{line[:before]}{_FENCED}{' ' * (len(line) - before - 1)}"
                fence = ""
                continue
        elif (
            opening
            and "`" not in line[opening.end() :]
            and _closes(lines, number, opening[1], never)
        ):
            fence = opening[1]
        else:
            continue
        lines[number] = " " * len(line)
    return "\n".join(lines)


def _prose(text: str) -> str:
    """Return a text in which all that is no Markdown prose is blank:
    each sign stays at its line and column.
    """
    lines = text.split("\n")
    shown = [" " * len(line) for line in lines]
    html_end, depth, state, quoted = "", 0, _Indentation(), _Indentation()
    for number, line in enumerate(lines):
        stripped = line.strip()
        if html_end:
            depth += _opened(html_end, line)
            if depth <= 0:
                shown[number] = _after(line, html_end)
                html_end = ""
            continue
        block = _html_block(lines, number) if stripped.startswith("<") else None
        if block is not None:
            name = block[1].lower()
            depth = 0 if name == "hr" else _opened(name, line)
            html_end = name if depth > 0 else ""
            shown[number] = shown[number] if html_end else _after(line, name)
            continue
        flat = line.expandtabs(4) if "\t" in line else line
        quote = _QUOTE.match(flat) if ">" in flat[:4] else None
        if quote is None:
            quoted = _Indentation()
        elif quoted.is_code(flat[quote.end() :].removeprefix(" ")):
            continue
        if not state.is_code(flat):
            shown[number] = line
    text = "\n".join(shown)
    if "`" not in text:
        return text
    parts = _PARAGRAPHS.split(text)  # a span of code ends with its paragraph
    return "".join(_CODE.sub(_blanked, part) if "`" in part else part for part in parts)


class _Indentation:
    """Tells, line by line, what is code because it stands further to the right."""

    def __init__(self) -> None:
        self._after_blank, self._in_list, self._level = True, False, 0

    def is_code(self, line: str) -> bool:
        """Return whether the next line is code."""
        if not line or line.isspace():
            self._after_blank = True
            return True
        indented = line.startswith("    ")
        if indented and self._after_blank and (not self._in_list or _indent(line) > self._level):
            return True
        if not indented:
            self._in_list = bool(_CONTAINER.match(line)) or (
                self._in_list and not self._after_blank
            )
        if self._in_list and _CONTAINER.match(line):
            self._level = _indent(line) + 1  # deeper than what belongs to this entry is code
        self._after_blank = _ENDS_BLOCK.match(line) is not None
        return False


def _html_block(lines: list[str], number: int) -> re.Match[str] | None:
    """Return the tag with which a line begins HTML that is no Markdown, if it does."""
    text = lines[number]
    if _OPEN_TAG.match(text):
        text = "\n".join(lines[number : number + _MAX_TAG])
    block = _HTML_BLOCK.match(text)
    if block is None or block[1].lower() not in BLOCKS:
        return None
    given = {part[1]: (part[2] or "").strip("\"'") for part in _ATTRIBUTE.finditer(block[2])}
    return block if given.get("markdown", "0") == "0" else None


_MAX_TAG = 20  # lines of one tag


def _after(line: str, name: str) -> str:
    """Return a line in which all is blank up to the end of an element:
    what comes after it is prose.
    """
    closing = line.lower().rfind(f"</{name}>")
    end = line.find(">", max(closing, 0)) + 1
    return " " * end + line[end:]


def _indent(line: str) -> int:
    """Return by how many levels of four columns a line is indented."""
    return (len(line) - len(line.lstrip(" "))) // 4


def _closes(lines: list[str], number: int, fence: str, never: set[str]) -> bool:
    """Return whether a fence is closed further down: else it is text.
    *never* remembers what is not, to look once only.
    """
    if fence in never:
        return False
    for line in lines[number + 1 :]:
        closing = _FENCE.match(line)
        if closing and closing[1] == fence and not line.strip(" \t>").strip(fence[0]):
            return True
    never.add(fence)
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
        for match in (_DEFINITION.finditer(prose) if "]:" in prose else ())
        if not match[1].startswith("^")
    }
    used: set[str] = set()
    at = text_end = 0
    while (at := prose.find("[", at)) >= 0:
        start, at = at, at + 1
        picture = start > 0 and prose[start - 1] == "!"
        if start and prose[start - 1] == "\\":
            continue
        end = closings.get(start)
        if end is None:
            continue
        after = prose[end + 1 : end + 2]
        target = None
        if after == "(":
            stop = closings.get(end + 1)
            if stop is None or (start < text_end and not picture):  # no link in a link's text
                continue
            target = (prose[end + 2 : stop], end + 2)
        else:
            name = _name(prose, start, closings)
            if name not in definitions or after == ":":
                continue
            if name not in used:
                used.add(name)
                target = (definitions[name][2], definitions[name].start(2))
        if target is not None:
            yield from _target(*target, places, picture=picture)
        at, text_end = (end, text_end) if picture else (at, max(text_end, end))


def _name(prose: str, start: int, closings: dict[int, int]) -> str:
    """Return the name by which a text in brackets is looked up among the definitions."""
    end = closings[start]
    name = prose[start + 1 : end]
    opened = end + 1 if prose[end + 1 : end + 2] == "[" else end + 2
    if prose[end + 1 : opened + 1].strip() == "[" and (stop := closings.get(opened)) is not None:
        name = prose[opened + 1 : stop] or name
    return name if name[:1].isspace() else " ".join(name.lower().split())


def _target(written: str, start: int, places: _Places, *, picture: bool) -> Iterator[Link]:
    """Yield the address that was written, without its title, if there is one."""
    address = _TITLE.sub("", written)
    lead = len(address) - len(address.lstrip())
    address = address.strip()
    if address.startswith("<") and address.endswith(">"):
        address, lead = address[1:-1], lead + 1
    address = address.replace("\n", "")  # as whoever takes an address apart does
    if address:
        line, column = places.of(start + lead)
        if "\\" in address:
            address = re.sub(r"\\([\\`*_{}\[\]()>#+.!-])", r"\1", address)
        yield Link(address, line, column, picture)


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


class _Footnotes:
    """The footnotes of a page: what is said of each, and where it is named."""

    def __init__(self, prose: str) -> None:
        self._places = _Places(prose)
        self._said: dict[str, int] = {}
        self._named: Counter[str] = Counter()
        for note in _FOOTNOTE.finditer(prose):
            begins = not prose[prose.rfind("\n", 0, note.start()) + 1 : note.start()].strip()
            if note[2] and begins:
                self._said.setdefault(note[1], note.start())
            else:
                self._named[note[1]] += 1

    def ids(self) -> Iterator[str]:
        """Yield the ids of those that are there, and of the places that name them."""
        for name in self._said:
            yield f"fn:{name}"
            for number in range(self._named[name]):
                yield f"fnref{number + 1 if number else ''}:{name}"

    def never_named(self) -> Iterator[Link]:
        """Yield a link for each that no text names: it leads back to a place that is not there."""
        for name, start in self._said.items():
            if name not in self._named:
                yield Link(f"#{NOTE_NAMED}{name}", *self._places.of(start), picture=False)


NOTE_NAMED = "fnref:"
"""What the id of a place that names a footnote begins with."""


def _ids(text: str, prose: str, syntax: Syntax) -> Iterator[str]:
    if "<" in text:
        yield from _HTML_ID.findall(text)
    lines, raw = prose.split("\n"), text.split("\n")
    headings: list[str] = []
    taken: set[str] = set()
    for number, line in enumerate(lines):
        if not line or line.isspace():
            continue
        heading = _heading(lines, raw, number)
        following = lines[number + 1] if number + 1 < len(lines) else ""
        marks = [
            mark
            for mark in (_ATTRIBUTES.finditer(line) if syntax.attributes and "{" in line else ())
            if _is_at_its_place(mark, heading is not None or following.lstrip().startswith(":"))
        ]
        given = [short or long for mark in marks for short, long in _ID.findall(mark[1])]
        taken.update(given)
        if heading is not None and not given:
            headings.append(_ATTRIBUTES.sub("", heading) if marks else heading)
    yield from taken  # what the team gives itself, no heading is given
    if syntax.slugs:
        for heading in headings:
            yield _unique(slugify(heading_text(heading)), taken)


def _is_at_its_place(mark: re.Match[str], ends_line: bool) -> bool:  # noqa: FBT001 - what the line is
    """Return whether a mark of attributes stands where it is taken for one: alone on its line,
    right behind what it is about, at the end of a heading, a term or a cell.
    """
    before, after = mark.string[: mark.start()], mark.string[mark.end() :].strip(" \t#")
    if not before.strip(" \t>"):
        return not after
    if before[-1] in ")`*_]":
        return True
    if before[-1].isspace() and "|" in before:
        return not after or after.startswith("|")
    return ends_line and not after


def _heading(lines: list[str], raw: list[str], number: int) -> str | None:
    line, written = lines[number], raw[number]
    led = _LED.match(line) if "#" in line else None
    if led is not None:
        line, written = line[led.end() :], written[led.end() :]
    stripped = line.strip()
    if not stripped:
        return None
    if (
        stripped[0] == "#"
        and (match := _ATX.match(stripped if line[:1].isspace() else line)) is not None
    ):
        whole = _ATX.match(written.strip())  # with the code in it
        return whole[2] if whole else match[2]
    following = lines[number + 1] if number + 1 < len(lines) else ""
    if not following.startswith(("=", "-")) or line.startswith((" ", "-", "|")):
        return None
    return written if _SETEXT.match(following) else None


def heading_text(written: str) -> str:
    """Return what a heading says once its marks are gone."""
    if not _MARKS.intersection(written):
        return written.strip()
    text = re.sub(r"(`+)(.+?)\1", lambda code: code[2].translate(_IN_CODE), written)
    text = re.sub(r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])|\[\^[^\]]*\]", "", text)
    text = re.sub(r"\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])", r"\1", text)
    text = re.sub(r"<[^<>]+>", "", text)
    text = re.sub(r"(\*\*|__)(.+?)\1", r"\2", text)
    text = re.sub(r"(?<!\w)_(.+?)_(?!\w)|\*(.+?)\*", lambda match: match[1] or match[2], text)
    return _unescaped(re.sub(r"\\(.)", r"\1", text)).replace(_UNDERLINE, "_").strip()


_UNDERLINE = "\ufdd0"
_IN_CODE = {ord(sign): " " for sign in "<>*&[]\\"} | {ord("_"): _UNDERLINE}
"""What marks nothing in a span of code. All but the line are no part of an id."""
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
