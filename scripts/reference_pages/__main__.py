"""Writes what is made from the code: the reference, and CONTRIBUTING's drawing of the house."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from preuve.core.words import LANGUAGES
from reference_pages import commands, files, house, leaks, macros, report, rules, surroundings
from reference_pages.words import GUIDE, ROOT, NotTranslatedError, unused

if TYPE_CHECKING:
    from pathlib import Path

_PAGES = {
    "reference/commands.md": commands.page,
    "reference/files.md": files.page,
    "reference/rules.md": rules.page,
    "reference/macros.md": macros.page,
    "reference/report.md": report.page,
    "reference/surroundings.md": surroundings.page,
    "engine/house.md": house.page,
}
_DRAWN = re.compile(r"(?s)(?<=```text\n).*?(?=\n```)")


def made() -> dict[Path, str]:
    """Return each file that is made, with its text."""
    contributing, drawing = ROOT / "CONTRIBUTING.md", house.drawing("en")
    text = contributing.read_text(encoding="utf-8")
    texts = {
        GUIDE / language / path: page(language)
        for path, page in _PAGES.items()
        for language in LANGUAGES
    }
    texts[GUIDE / "fr/reference/leaks.md"] = leaks.page()
    return {**texts, contributing: _DRAWN.sub(lambda _: drawing, text, count=1)}


def main() -> int:
    """Write the files; return the exit status."""
    try:
        texts = made()
    except (NotTranslatedError, macros.NotDescribedError) as error:
        print(error, file=sys.stderr)
        return 1
    for file, text in texts.items():
        file.write_text(text, encoding="utf-8")
    for text in sorted(unused()):
        print(f"guide/french.yaml: nothing says this any more: {text}", file=sys.stderr)
    return 1 if unused() else 0


if __name__ == "__main__":
    sys.exit(main())
