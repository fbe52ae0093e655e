"""What a builder says when it fails, as diagnostics: at the line of the team's own file, in the
manual's language, the builder's own reason in it.

The gate finds beforehand what a text can show; this is for the rest: what a macro raises, a
plugin that is not installed, a theme's template.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from preuve.core.finding import Diagnostic, Place
from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.reading import read_page
from preuve.reading.config_nodes import entries, place_of
from preuve.schema import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.core.words import Translator
    from preuve.model.site_settings import SiteSettings

_LEVEL = re.compile(r"^(DEBUG|INFO|WARNING|ERROR) +- +", re.MULTILINE)
"""What an entry of the log begins with; it may go on for lines."""
_MACRO = re.compile(r"_File_: `(?P<page>[^`]+)`.*?_(?P<kind>\w+)_: (?P<why>[^\n]*)", re.DOTALL)
_TEMPLATE_LINE = re.compile(r'File "<template>", line (\d+)')
_LINK = re.compile(r"Doc file '(?P<page>[^']+)' contains an? [^']*'(?P<link>[^']*)'")
_OPTION = re.compile(r"Config value '(?P<key>[^']+)': (?P<why>[^\n]*)")
_PAGE = re.compile(r"Error (?:reading|building) page '(?P<page>[^']+)':\s*(?P<why>[^\n]*)")
_FRAME = re.compile(r'^ *File "(?P<file>[^"\n]+)", line (?P<line>\d+)', re.MULTILINE)
_RAISED = re.compile(r"^(?:[a-z_]\w*\.)*(?P<kind>[A-Z]\w+)(?:: (?P<why>.*))?$", re.MULTILINE)
_EXCERPT = re.compile(
    r"^Warning: (?P<what>page|anchor) does not exist\n"
    r" *╭─\[ (?P<page>[^\n]+?):(?P<line>\d+):\d+ \]\n *│\n"
    r" *(?P=line) │ (?P<text>[^\n]*)\n *│ (?P<marks>[ ─┬]*)",
    re.MULTILINE,
)
"""How Zensical shows a link that it does not follow: the line, and below it what is meant."""
_LONGEST = 300


def complaints(output: str, root: Path, settings: SiteSettings) -> list[Diagnostic]:
    """Return what a builder's output says of a team's files.

    Args:
        output: all that it printed.
        root: the folder of the configuration.
        settings: the site's.

    Returns:
        Diagnostics, each once; none where nothing was understood: then the output itself is shown.

    """
    diagnostics: dict[tuple[Place, str], Diagnostic] = {}
    for entry in _grave(output):
        for diagnostic in _of_entry(entry, root, settings):
            diagnostics.setdefault((diagnostic.place, str(diagnostic.message)), diagnostic)
    for excerpt in _EXCERPT.finditer(output):
        diagnostic = _of_excerpt(excerpt, root, settings)
        diagnostics.setdefault((diagnostic.place, str(diagnostic.message)), diagnostic)
    if not diagnostics and (raised := _raised(output, root)) is not None:
        return [raised]
    return list(diagnostics.values())


def _grave(output: str) -> Iterator[str]:
    """Yield the entries of a log that are warnings or errors."""
    parts = _LEVEL.split(output)  # a level and its text by turns, after what stood before the first
    for level, text in zip(parts[1::2], parts[2::2], strict=True):
        if level in {"WARNING", "ERROR"}:
            yield text


def _of_entry(entry: str, root: Path, settings: SiteSettings) -> Iterator[Diagnostic]:
    if macro := _MACRO.search(entry):
        line = _TEMPLATE_LINE.search(entry)
        place = _place(root, settings, macro["page"], int(line[1]) if line else 0)
        yield macro_error(place, macro["kind"], macro["why"], own_frame(entry, root))
    elif link := _LINK.search(entry):
        page, target = link["page"], link["link"]
        yield _not_followed(target, _place_of_text(root, settings, page, target))
    elif option := _OPTION.search(entry):
        node = entries(settings.node).get(option["key"])
        yield Diagnostic(
            RuleName.SITE_CONFIGURATION,
            say("{key}: the builder refuses it ({why}).", key=option["key"], why=option["why"]),
            place_of(node) if node is not None else Place(settings.file, 1, 1),
            say("Correct it, or install what it names."),
        )
    elif page_error := _PAGE.search(entry):
        why = page_error["why"] or _last_raised(entry)
        yield Diagnostic(
            RuleName.SITE_CONFIGURATION,
            say("The builder cannot build this page ({why}).", why=why[:_LONGEST]),
            _place(root, settings, page_error["page"], 0),
            say("Look at what was changed on it last."),
        )


def _of_excerpt(excerpt: re.Match[str], root: Path, settings: SiteSettings) -> Diagnostic:
    """Return the diagnostic of a link that Zensical does not follow, where the team wrote it: the
    page that Zensical was given is the drawn one, whose lines need not be the team's.
    """
    start, text = len(excerpt["marks"]) - len(excerpt["marks"].lstrip()), excerpt["text"]
    target = text[start : len(excerpt["marks"].rstrip())]
    name = f"{settings.docs}/{excerpt['page']}"
    lines = _read(root / name).splitlines()
    drawn = int(excerpt["line"]) - 1
    near = sorted(
        (number for number, line in enumerate(lines) if line.rstrip() == text.rstrip()),
        key=lambda number: abs(number - drawn),
    )
    place = (
        Place(name, near[0] + 1, start + 1)
        if near
        else _place_of_text(root, settings, excerpt["page"], target)
    )
    return _not_followed(f"#{target}" if excerpt["what"] == "anchor" else target, place)


def _not_followed(target: str, place: Place) -> Diagnostic:
    return Diagnostic(
        RuleName.BROKEN_LINK,
        say("The builder does not follow the link {link}.", link=shorten(target)),
        place,
        say("Correct the link, or take it out."),
    )


def macro_error(place: Place, kind: str, why: str, frame: Place | None) -> Diagnostic:
    """Return the diagnostic of what a macro raised.

    Args:
        place: where it was called.
        kind: the exception's name; nothing where its words are a sentence.
        why: its words.
        frame: the line of the team's own code that raised it, if it was that.

    """
    advice = (
        say("It happens in {file}, line {line}.", file=frame.file, line=frame.line)
        if frame is not None
        else say("Correct what is called here, or take it out.")
    )
    reason = ": ".join(part for part in (kind, why) if part)[:_LONGEST]
    message = say("What stands here cannot be drawn ({why}).", why=reason)
    return Diagnostic(RuleName.UNKNOWN_MACRO, message, place, advice)


def as_line(diagnostic: Diagnostic, words: Translator) -> str:
    """Return a diagnostic on one line, as a terminal shows it."""
    return (
        f"{diagnostic.place}: {words(diagnostic.message)} {words(diagnostic.help)} "
        f"[{diagnostic.rule}]"
    )


def _place(root: Path, settings: SiteSettings, page: str, line: int) -> Place:
    """Return the place of a line of a page's text, which a builder counts without front matter."""
    name = f"{settings.docs}/{page}"
    return Place(name, read_page(root / name, name).lines_above + line if line else 1, 1)


def _place_of_text(root: Path, settings: SiteSettings, page: str, text: str) -> Place:
    name = f"{settings.docs}/{page}"
    before, found, _ = _read(root / name).partition(text)
    if not found or not text:
        return Place(name, 1, 1)
    return Place(name, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return ""


def _raised(output: str, root: Path) -> Diagnostic | None:
    """Return the diagnostic of a traceback that goes through a file of the team's."""
    frame, why = own_frame(output, root), _last_raised(output)
    if frame is None or not why:
        return None
    return Diagnostic(
        RuleName.SITE_CONFIGURATION,
        say("This line ends the build ({why}).", why=why[:_LONGEST]),
        frame,
        say("Correct it, or put back what was there."),
    )


def _last_raised(text: str) -> str:
    raised = list(_RAISED.finditer(text))
    return raised[-1][0] if raised else ""


def own_frame(text: str, root: Path) -> Place | None:
    """Return the last line of a traceback that stands in a file of the team's."""
    for frame in reversed(list(_FRAME.finditer(text))):
        file = Path(root, frame["file"])
        if file.is_file() and file.is_relative_to(root) and "site-packages" not in file.parts:
            return Place(file.relative_to(root).as_posix(), int(frame["line"]), 1)
    return None
