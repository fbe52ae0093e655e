#!/usr/bin/env python3
"""Moves the sentences of changelog.d/ into CHANGELOG.md, under a version.

`scripts/changelog.py 0.2.0 2026-12-15`

Run before a release is tagged. What stands under "Unreleased" comes first. Without arguments it
only says whether sentences are left, and ends with 1 if so.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UNRELEASED = "## Unreleased\n"


def fragments(folder: Path) -> list[Path]:
    """Return the files of sentences, by issue and topic."""
    return sorted(
        folder.glob("*.md"),
        key=lambda file: (
            (int(file.name.partition("-")[0]), file.name)
            if file.name[:1].isdigit()
            else (10**6, file.name)
        ),
    )


def released(changelog: str, sentences: list[str], version: str, day: str) -> str:
    """Return a changelog in which what was unreleased, and sentences, stand under a version."""
    lines = [text if text.startswith("- ") else f"- {text}" for text in sentences]
    before, _, rest = changelog.partition(UNRELEASED)
    head, _, entries = (
        rest.lstrip("\n").partition("\n\n")
        if rest.lstrip("\n").startswith("### ")
        else ("### Added", "", rest.lstrip("\n"))
    )
    body = "\n".join(lines)
    return f"{before}{UNRELEASED}\n## {version} – {day}\n\n{head}\n\n{body}\n{entries}"


def main(arguments: list[str]) -> int:
    """Do it; return the exit status."""
    files = fragments(ROOT / "changelog.d")
    if not arguments:
        print(f"{len(files)} sentences wait in changelog.d/")
        return 1 if files else 0
    if len(arguments) != 2 or not re.fullmatch(r"\d+\.\d+\.\d+", arguments[0]):  # noqa: PLR2004
        print(
            "scripts/changelog VERSION DAY, as in: scripts/changelog 0.2.0 2026-12-15",
            file=sys.stderr,
        )
        return 2
    changelog = ROOT / "CHANGELOG.md"
    sentences = [file.read_text(encoding="utf-8").strip() for file in files]
    changelog.write_text(
        released(changelog.read_text(encoding="utf-8"), sentences, *arguments), encoding="utf-8"
    )
    for file in files:
        file.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
