"""What the manual's folders hold, by the names they have on disk.

Names are compared as they are stored, so that a proof found here is also found by a web server,
which tells capitals and the two ways of storing an accent apart even where a laptop does not.
"""

from __future__ import annotations

import os
from enum import StrEnum
from typing import TYPE_CHECKING
from unicodedata import normalize

from preuve.core.digest import digest_of, digest_of_file
from preuve.core.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Presence(StrEnum):
    """Whether a file named by the index is there."""

    PRESENT = "present"
    ABSENT = "absent"
    NOT_A_FILE = "not_a_file"
    THROUGH_LINK = "through_link"
    CHANGED = "changed"
    UNREADABLE = "unreadable"
    """It cannot be opened."""


class FileFact(NamedTuple):
    """What is known of a file that the index names."""

    presence: Presence
    case_variant: str | None = None
    """A file whose name differs only by capitals or by how accents are stored."""
    near: str | None = None
    """A file beside it whose name is like it."""
    flaw: str | None = None
    """The rule by which it is no proof, as its name and its first bytes show it."""
    large: bool = False
    """Whether it is larger than GitHub takes."""


_LARGEST_TEXT = 20 * 1024 * 1024
_LOOKED_AT = 8000
"""Bytes in which git looks for a zero: with one, it converts no end of line."""


class _Listing:
    def __init__(self, kinds: dict[str, str]) -> None:
        self.kinds = kinds  # name → "file", "folder", "link", "other"
        self._folded: dict[str, list[str]] = {}

    @classmethod
    def of(cls, folder: Path) -> _Listing:
        kinds: dict[str, str] = {}
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    kinds[entry.name] = (
                        "link"
                        if entry.is_symlink()
                        else "folder"
                        if entry.is_dir(follow_symlinks=False)
                        else "file"
                        if entry.is_file(follow_symlinks=False)
                        else "other"
                    )
        except OSError:
            return cls({})
        return cls(kinds)

    def case_variant(self, name: str) -> str | None:
        if not self._folded:
            for known in self.kinds:
                self._folded.setdefault(_fold(known), []).append(known)
        return next((known for known in self._folded.get(_fold(name), ()) if known != name), None)


def _fold(name: str) -> str:
    return normalize("NFC", name).casefold()


class Folder:
    """The manual's root folder, each folder below it listed at most once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._listings: dict[str, _Listing] = {}
        self._names: dict[str, tuple[str, ...]] = {}

    def _listing(self, folder: str) -> _Listing:
        if folder not in self._listings:
            self._listings[folder] = _Listing.of(self.root / folder)
        return self._listings[folder]

    def fact(self, path: str, digest: str | None = None) -> FileFact:
        """Return what is known of the file at a path below the root;
        its SHA-256 is compared if one is given.
        """
        parts = path.split("/")
        for depth, name in enumerate(parts):
            listing = self._listing("/".join(parts[:depth]))
            kind = listing.kinds.get(name)
            if kind is None:
                near = listing.case_variant(name)
                return FileFact(
                    Presence.ABSENT,
                    None
                    if near is None
                    else self._existing([*parts[:depth], near, *parts[depth + 1 :]]),
                )
            if kind == "link":
                return FileFact(Presence.THROUGH_LINK)
            if depth == len(parts) - 1 and kind != "file":
                return FileFact(Presence.NOT_A_FILE)
        if digest is not None and not self._has(path, digest):
            return FileFact(Presence.CHANGED)
        return FileFact(Presence.PRESENT)

    def _existing(self, parts: list[str]) -> str | None:
        """Return a path that was fixed in one part,
        if with the parts after it fixed too it leads to a file.
        """
        path = "/".join(parts)
        fact = self.fact(path)
        return path if fact.presence is Presence.PRESENT else fact.case_variant

    def _has(self, path: str, digest: str) -> bool:
        """Return whether a file has a digest: as it lies here or, where it is a text as git takes
        it, with the ends of lines of another system, which git may have put there.
        """
        file = self.root / path
        try:
            if digest_of_file(file) == digest:
                return True
            data = file.read_bytes() if file.stat().st_size <= _LARGEST_TEXT else b"\0"
        except OSError:
            return False
        if b"\0" in data[:_LOOKED_AT]:
            return False
        plain = data.replace(b"\r\n", b"\n")
        return digest in {digest_of(plain), digest_of(plain.replace(b"\n", b"\r\n"))}

    def holds(self, path: str) -> bool:
        """Return whether something has this name, be it a file or not."""
        folder, _, name = path.rpartition("/")
        return name in self._listing(folder).kinds

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the paths of the files directly in a folder, for proposals:
        none that begins with a dot, it is no proof.
        """
        if folder not in self._names:  # a proposal is asked for each file that is missing
            files = [
                name
                for name, kind in self._listing(folder).kinds.items()
                if kind == "file" and not name.startswith(".")
            ]
            self._names[folder] = tuple(f"{folder}/{name}".lstrip("/") for name in files)
        return self._names[folder]

    def walk(self, folder: str) -> Iterator[tuple[str, str]]:
        """Yield (path, kind) for all below a folder, in order of name;
        links are named, never followed.
        """
        top = ""
        for name in folder.split("/"):
            kind = self._listing(top).kinds.get(name)
            top = f"{top}/{name}".lstrip("/")
            if kind == "link":
                yield top, kind
                return
        waiting = [folder]
        while waiting:
            current = waiting.pop()
            for name, kind in sorted(self._listing(current).kinds.items()):
                path = f"{current}/{name}"
                yield path, kind
                if kind == "folder":
                    waiting.append(path)
