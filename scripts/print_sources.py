#!/usr/bin/env python3
"""Print the documents of the two example organisations: Markdown sources → the PDF files of their
evidence.

``examples/sources/*.md`` → ``evidence/*.pdf``, and ``examples/cfa/sources/*.md`` →
``examples/cfa/evidence/*.pdf``, in French. The manuals need real PDF files, and they must be
reviewable: their sources are Markdown, this is the printing press. The same source gives the same
bytes on any machine: the creation date is the source's own date, the fonts are the core fonts every
PDF reader has, and nothing is compressed (so no zlib version shows in the file).

    pip install "fpdf2>=2.8" "markdown>=3.5"
    python scripts/print_sources.py               # print what changed
    python scripts/print_sources.py --check       # write nothing; exit 1 when one is stale
    python scripts/print_sources.py watch-letter-2026-09

A source begins with ``# Title``; its second block is a line of provenance ("organisation · date ·
owner"). It may use headings, paragraphs, lists, tables, quotes, rules, **bold**, *italics* and the
characters of Windows-1252 (the euro sign and French accents are in; arrows and signs such as
"greater or equal" are not).
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.etree import ElementTree as ET

from fpdf import FPDF, FontFace
from fpdf.enums import Align, TableBordersLayout, VAlign, WrapMode, XPos, YPos
from markdown import Markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT: Final = Path(__file__).resolve().parent.parent
MAX_BYTES: Final = 20_000
NO_DATE: Final = date(2026, 1, 1)

MARGIN: Final = 23.0  # millimetres
BODY_SIZE: Final = 10.0  # points
TABLE_SIZE: Final = 9.0
LINE: Final = 5.2  # millimetres, one line of body text
GAP: Final = 2.6  # after a block
INDENT: Final = 6.0  # one level of list

INK: Final = (38, 40, 38)
QUIET: Final = (105, 110, 104)
LINDEN: Final = (58, 96, 62)
RULE: Final = (186, 200, 184)
TINT: Final = (238, 243, 236)

ENGLISH_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
FRENCH_MONTHS: Final = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
ISO_DATE: Final = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


class House(NamedTuple):
    """One organisation's printing: whose documents they are,
    in which language, from where to where.
    """

    name: str
    language: str
    months: tuple[str, ...]
    page: str
    sources: Path
    printed: Path

    def dated(self, provenance: str) -> date:
        """Return the first date of a line of provenance: the PDF's creation date."""
        if found := ISO_DATE.search(provenance):
            return date(*(int(part) for part in found.groups()))
        if found := re.search(
            rf"\b(\d{{1,2}})(?:er)?\s({'|'.join(self.months)})\s(\d{{4}})\b",
            provenance,
            re.IGNORECASE,
        ):
            day, month, year = found.groups()
            return date(int(year), self.months.index(month.lower()) + 1, int(day))
        return NO_DATE


HOUSES: Final = (
    House(
        "Atelier du Tilleul",
        "en-GB",
        ENGLISH_MONTHS,
        "Page {page} of {{nb}}",
        ROOT / "examples/sources",
        ROOT / "evidence",
    ),
    House(
        "CFA du Pont-Levant",
        "fr-FR",
        FRENCH_MONTHS,
        "Page {page} sur {{nb}}",
        ROOT / "examples/cfa/sources",
        ROOT / "examples/cfa/evidence",
    ),
)


class SourceError(Exception):
    """A source that cannot be printed as it stands; the message says what to change."""


class Heading(NamedTuple):
    """How a level of heading looks: size in points, space above and below in millimetres."""

    size: float
    above: float
    below: float


HEADINGS: Final = {"h2": Heading(12.5, 2.6, 1.4), "h3": Heading(10.5, 2.0, 1.0)}


@dataclass(frozen=True, slots=True)
class Source:
    """One document: its title, its line of provenance, and the blocks that follow."""

    title: str
    provenance: str
    blocks: tuple[ET.Element, ...]


def parse(text: str) -> Source:
    """Read a source; raise `SourceError` when it lacks its two first blocks or uses a character
    outside the fonts.
    """
    for number, line in enumerate(text.splitlines(), start=1):
        if lost := [char for char in line if not _printable(char)]:
            msg = (
                f"line {number}: {lost[0]!r} is not in the core fonts (Windows-1252); write it in "
                "words"
            )
            raise SourceError(msg)
    html = Markdown(extensions=["tables", "sane_lists"], output_format="xhtml").convert(text)
    # Not untrusted input: this is what Python-Markdown has just made of a file of this repository.
    try:
        blocks = list(ET.fromstring(f"<body>{html}</body>"))  # noqa: S314
    except ET.ParseError as error:
        msg = f"raw HTML or a stray angle bracket ({error})"
        raise SourceError(msg) from error
    if [block.tag for block in blocks[:2]] != ["h1", "p"]:
        msg = "the two first blocks must be '# Title' and a line of provenance"
        raise SourceError(msg)
    title, provenance, *rest = blocks
    return Source(_plain(title), _plain(provenance), tuple(rest))


def _printable(char: str) -> bool:
    try:
        char.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def _plain(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _marked(element: ET.Element, *, skip: Sequence[str] = ()) -> str:
    """Write an element's text in fpdf2's small mark-up:
    ``**bold**``, ``__italics__``, a backslash escapes.
    """
    marks = {"strong": "**", "em": "__"}
    parts = [_escaped(element.text)]
    for child in element:
        if child.tag == "br":
            parts.append("\n")
        elif child.tag not in skip:
            mark = marks.get(child.tag, "")
            parts += [mark, _marked(child), mark]
        parts.append(_escaped(child.tail))
    return re.sub(r" *\n *", "\n", "".join(parts)).strip()


def _escaped(text: str | None) -> str:
    flat = re.sub(r"\s+", " ", text or "")
    return re.sub(r"(\*\*|__|--|~~)", r"\\\1", flat)


class Sheet(FPDF):
    """An A4 page of the house: the title on top,
    a footer with the document's name and the page number.
    """

    def __init__(self, source: Source, house: House) -> None:
        """Prepare the page and the file's properties; nothing is printed yet."""
        super().__init__(format="A4")
        self.source = source
        self.house = house
        self.core_fonts_encoding = "cp1252"
        self.set_compression(compress=False)
        self.set_margin(MARGIN)
        self.set_auto_page_break(auto=True, margin=21)
        self.set_title(source.title)
        self.set_author(house.name)
        self.set_lang(house.language)
        self.set_producer("scripts/print_sources.py")
        self.set_creation_date(
            datetime(*house.dated(source.provenance).timetuple()[:3], 12, tzinfo=UTC)
        )
        self.set_draw_color(*RULE)
        self.add_page()

    def footer(self) -> None:
        """Print the foot of each page; fpdf2 calls it."""
        self.set_y(-16)
        self.line(MARGIN, self.get_y(), self.w - MARGIN, self.get_y())
        self.ink(8, colour=QUIET)
        self.set_y(-14)
        self.cell(self.epw * 0.8, 5, f"{self.house.name} \N{EN DASH} {self.source.title}")
        self.cell(self.epw * 0.2, 5, self.house.page.format(page=self.page_no()), align=Align.R)

    def ink(self, size: float, *, style: str = "", colour: tuple[int, int, int] = INK) -> None:
        """Choose size, style and colour of what is printed next."""
        self.set_font("Helvetica", style, size)
        self.set_text_color(*colour)

    def run(self, text: str, *, height: float = LINE, indent: float = 0.0) -> None:
        """Print marked text over as many lines as it takes, and go to the next line."""
        self.set_x(MARGIN + indent)
        self.multi_cell(
            self.epw - indent,
            height,
            text,
            align=Align.L,
            markdown=True,
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
        )

    def keep(self, height: float) -> None:
        """Start a new page when fewer than *height* millimetres are left on this one."""
        if self.will_page_break(height):
            self.add_page()

    # Blocks

    def opening(self) -> None:
        """Print the title, the line of provenance and a rule."""
        self.ink(18, style="B", colour=LINDEN)
        self.multi_cell(
            self.epw, 8, self.source.title, align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )
        self.ln(1)
        self.ink(9, colour=QUIET)
        self.run(_escaped(self.source.provenance), height=4.6)
        self.ln(2)
        self.line(MARGIN, self.get_y(), self.w - MARGIN, self.get_y())
        self.ln(5)

    def block(self, block: ET.Element) -> None:
        """Print one block of the source."""
        match block.tag:
            case "h2" | "h3":
                self.heading(block)
            case "p":
                self.ink(BODY_SIZE)
                self.run(_marked(block))
                self.ln(GAP)
            case "ul" | "ol":
                self.items(block)
                self.ln(GAP)
            case "table":
                self.grid(block)
                self.ln(GAP + 1)
            case "blockquote":
                for inner in block:
                    self.ink(BODY_SIZE, colour=QUIET)
                    self.run(_marked(inner), indent=INDENT)
                self.ln(GAP)
            case "hr":
                self.ln(1)
                self.line(MARGIN, self.get_y(), self.w - MARGIN, self.get_y())
                self.ln(GAP + 1)
            case tag:
                msg = f"<{tag}> cannot be printed; use headings, paragraphs, lists, tables, quotes"
                raise SourceError(msg)

    def heading(self, block: ET.Element) -> None:
        """Print a heading, never alone at the foot of a page."""
        look = HEADINGS[block.tag]
        self.keep(22)
        self.ln(look.above)
        self.ink(look.size, style="B", colour=LINDEN)
        self.run(_escaped(_plain(block)))
        self.ln(look.below)

    def items(self, block: ET.Element, level: int = 0) -> None:
        """Print a list, with the lists inside it."""
        for number, item in enumerate(block.findall("li"), start=1):
            sign = "\u2022" if block.tag == "ul" else f"{number}."
            indent = (level + 1) * INDENT
            loose = item.findall("p")
            texts = [_marked(paragraph) for paragraph in loose] or [
                _marked(item, skip=("ul", "ol"))
            ]
            self.ink(BODY_SIZE)
            self.keep(LINE * 2)
            self.set_x(MARGIN + indent - INDENT + 1)
            self.cell(INDENT, LINE, sign)
            for text in texts:
                self.run(text, indent=indent)
            self.ln(0.8)
            for inner in (child for child in item if child.tag in {"ul", "ol"}):
                self.items(inner, level + 1)

    def grid(self, block: ET.Element) -> None:
        """Print a table: rules between rows, a tinted head, columns as wide as their text asks."""
        rows = [[_marked(cell) for cell in row] for row in block.iter("tr")]
        self.ink(TABLE_SIZE)
        self.keep(20)
        with self.table(
            rows=(),
            col_widths=tuple(self._widths(rows)),
            text_align=Align.L,
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            headings_style=FontFace(emphasis="BOLD", color=LINDEN, fill_color=TINT),
            line_height=4.4,
            padding=(1.1, 1.6),
            markdown=True,
            v_align=VAlign.T,
            wrapmode=WrapMode.WORD,
        ) as table:
            for row in rows:
                table.row(row)

    def _widths(self, rows: list[list[str]]) -> Iterator[float]:
        """Share the width: each column gets its longest word,
        the rest goes to those whose text would fill it.
        """
        self.set_font(style="B")  # the widest case
        columns = list(zip(*rows, strict=True))
        least = [
            max(self.get_string_width(word) for cell in column for word in cell.split() or [""])
            for column in columns
        ]
        whole = [max(self.get_string_width(cell) for cell in column) for column in columns]
        self.set_font(style="")
        spare = max(self.epw - sum(least) - 5 * len(columns), 0.0)
        wanted = [most - word + 4 for most, word in zip(whole, least, strict=True)]
        for word, want in zip(least, wanted, strict=True):
            yield word + 5 + spare * want / sum(wanted)


def render(text: str, house: House) -> bytes:
    """Print one source to the bytes of a PDF."""
    sheet = Sheet(parse(text), house)
    sheet.opening()
    for block in sheet.source.blocks:
        sheet.block(block)
    printed = bytes(sheet.output())
    if len(printed) > MAX_BYTES:
        msg = f"{len(printed)} bytes printed, more than {MAX_BYTES}: shorten the text"
        raise SourceError(msg)
    return printed


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the sources named, or all; return 1 when one cannot be printed or,
    with ``--check``, is stale.
    """
    parser = argparse.ArgumentParser(description="Print the examples' documents.")
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="a source without its suffix (default: all)"
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 when a PDF is missing or stale"
    )
    options = parser.parse_args(arguments)
    sources = [
        (house, source)
        for house in HOUSES
        # A team that made the manual its own has taken the example's documents out.
        if any(
            (house.printed / f"{source.stem}.pdf").exists() for source in house.sources.glob("*")
        )
        for source in sorted(house.sources.glob("*.md"))
        if not options.names or source.stem in options.names
    ]

    failed = written = 0
    if unknown := set(options.names) - {source.stem for _house, source in sources}:
        print(f"no source is named: {', '.join(sorted(unknown))}", file=sys.stderr)
        failed = len(unknown)
    for house, source in sources:
        target = house.printed / f"{source.stem}.pdf"
        try:
            printed = render(source.read_text(encoding="utf-8"), house)
        except (OSError, SourceError) as error:
            print(f"{source.relative_to(ROOT)}: {error}", file=sys.stderr)
            failed += 1
            continue
        if target.is_file() and target.read_bytes() == printed:
            continue
        if options.check:
            print(
                f"{target.relative_to(ROOT)}: not what its source prints; run "
                "scripts/print_sources.py",
                file=sys.stderr,
            )
            failed += 1
            continue
        target.write_bytes(printed)
        written += 1
    if not options.check:
        print(f"{len(sources)} sources, {written} printed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
