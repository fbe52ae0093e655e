"""`preuve refresh`: files that came with the manual and that nobody changed since are given anew,
as this Preuve has them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from preuve.commands.given import (
    LOCK,
    REQUIREMENTS,
    digest,
    given_files,
    known_digests,
    locked,
    own_package,
)
from preuve.console import terminal
from preuve.console.arguments import Parser
from preuve.console.installed import FOLDER
from preuve.console.language import manual_language
from preuve.core.errors import PreuveError
from preuve.core.words import Translator, say
from preuve.core.writing import one_writer, write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from preuve.core.words import Message

# One line that names Preuve, as `preuve new` writes it; whoever added a line to it made the file
# their own.
_ONE_LINE = re.compile(rb"\s*(?:preuve\[site\]|\./vendor/preuve-[^\s\[]+\[site\])[^\n]*\n?\s*")
_NEVER_ADDED = (".github/", ".gitlab")
"""Who has no workflows, or took them away, gets none: one of them publishes."""
_ADDED_BESIDE = {
    ".github/dependabot.yml": ".github/workflows",
    ".github/actions/preuve/action.yml": ".github/workflows",
    ".gitlab/preuve.yml": ".gitlab-ci.yml",
}
"""What is given all the same where the manual has what it belongs to."""


def main(arguments: list[str]) -> int:
    """Renew what was left untouched; return the exit status."""
    verb = Parser("refresh")
    verb.add_root()
    options = verb.parse_args(arguments)
    root: Path = options.root
    language = manual_language(root)
    if language is None:
        raise PreuveError(
            say("{file} does not say the manual's language.", file="organisation.yaml")
        )
    words = Translator(language)
    with one_writer(root):
        files, package = given_files(language), own_package()
        files[LOCK] = locked(files[LOCK], package)
        lines = [*_given(root, files), *_package(root, package)]
    for line in lines or [say("All that came with the manual is as this Preuve gives it.")]:
        terminal.line(words(line))
    return 0


def _given(root: Path, files: dict[str, bytes]) -> list[Message]:
    """Write what may be written; return what was done and what was left, a line each."""
    known = known_digests()
    lines = []
    for name, data in files.items():
        file = root / name
        if any(
            part.is_symlink()
            for part in (file, *file.parents)
            if part != root and root in part.parents
        ):
            lines.append(say("{file}: left, since it is a link.", file=name))
        elif not file.exists():
            beside = _ADDED_BESIDE.get(name)
            if name.startswith(_NEVER_ADDED) and not (beside and (root / beside).exists()):
                lines.append(say("{file}: not there, and not added.", file=name))
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(file, data)
            lines.append(say("{file}: added.", file=name))
        elif not file.is_file():
            lines.append(say("{file}: left, since it is no file.", file=name))
        elif (there := file.read_bytes()).replace(b"\r\n", b"\n") == data:
            continue
        elif digest(there) in known.get(name, ()):
            write_whole(file, data)
            lines.append(say("{file}: renewed.", file=name))
        else:
            lines.append(say("{file}: left as it is, since it was changed here.", file=name))
    return lines


def _package(root: Path, made: dict[str, bytes]) -> list[Message]:
    """Let requirements.txt name this Preuve, where it says nothing else; the package before stays
    for the team to delete.
    """
    file = root / REQUIREMENTS
    there = file.read_bytes() if file.is_file() and not file.is_symlink() else b""
    if there == made[REQUIREMENTS]:
        return []
    if there and not _ONE_LINE.fullmatch(there):
        return [say("{file}: left as it is, since it was changed here.", file=REQUIREMENTS)]
    for name, data in made.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        write_whole(root / name, data)
    packages = sorted(package.name for package in (root / FOLDER).glob("preuve-*.whl"))
    old = [f"{FOLDER}/{name}" for name in packages if f"{FOLDER}/{name}" not in made]
    renewed = [say("{file}: renewed; it names this Preuve.", file=REQUIREMENTS)]
    return [*renewed, say("No longer needed: {files}.", files=old)] if old else renewed
