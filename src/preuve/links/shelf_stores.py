"""What holds a shelf's files: a folder of this machine, or a listing made elsewhere.

A listing is what `rclone lsjson -R --hash --files-only` prints, for some seventy kinds of store: no
credentials of theirs come here.
"""

from __future__ import annotations

import codecs
import hashlib
import json
import os
import re
import stat
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from unicodedata import normalize

from preuve.core.errors import PreuveError
from preuve.core.files import Folder, Presence
from preuve.core.words import say
from preuve.model.proof_places import is_path_on_shelf
from preuve.model.shelf_results import DIGESTS, Fingerprint, is_digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from preuve.model.shelves import Shelf

MAX_LISTING = 256 * 1024 * 1024
"""Bytes: some 700,000 files."""
MOST_FILES = 500_000
_BLOCK = 1 << 20
_ON_DEMAND = 0x00400000 | 0x00001000  # Windows: recall on data access, offline
_DATALESS = 0x40000000  # macOS: the content is in the cloud alone


_BY_POWERSHELL = say(
    "Windows PowerShell wrote it, which loses accents on the way: make it in a window of cmd"
)


class ShelfError(PreuveError):
    """A shelf cannot be looked at; the message says why."""


class StoredFile(NamedTuple):
    """A file as its store has it."""

    path: str
    fingerprint: Fingerprint


class Store(Protocol):
    """What holds a shelf's files."""

    def get(self, path: str) -> StoredFile | None:
        """Return the file at a path, capitals told apart; None where none is there."""

    def find_content(self, lost: Fingerprint, path: str) -> str | None:
        """Return where the content that was at a path lies now, if a digest tells."""

    def paths(self) -> Iterator[str]:
        """Yield the path of each file."""


class StoreNames:
    """The files of a store by their names, for what is not at its place."""

    def __init__(self, store: Store) -> None:
        self._by_path: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = {}
        for path in store.paths():
            folded = _key(path).casefold()
            self._by_path.setdefault(folded, path)
            self._by_name.setdefault(folded.rpartition("/")[2], []).append(path)

    def similar_path(self, path: str) -> str | None:
        """Return a path that differs from one by its capitals alone, or a file of the same name in
        another folder, if there is but one.
        """
        folded = _key(path).casefold()
        same = self._by_name.get(folded.rpartition("/")[2], ())
        return self._by_path.get(folded) or (same[0] if len(same) == 1 else None)


def _key(path: str) -> str:
    return normalize("NFC", path)


class ListedStore:
    """A store by what was listed of it.

    Some stores hold two files of one name in one folder: the one written last is taken.
    """

    def __init__(self, files: list[StoredFile]) -> None:
        self._by_path: dict[str, StoredFile] = {}
        self._by_digest: dict[str, str] = {}
        for file in files:
            before = self._by_path.setdefault(_key(file.path), file)
            if file.fingerprint.modified > before.fingerprint.modified:
                self._by_path[_key(file.path)] = file
            for digest in filter(None, file.fingerprint.digests):
                self._by_digest.setdefault(digest, file.path)

    @classmethod
    def read(cls, data: bytes) -> ListedStore:
        """Return the store that a listing describes. What no proof can name is passed over.

        Raises:
            ShelfError: it is no listing, or of no file, or of too many.

        """
        files: list[StoredFile] = []
        try:
            text = data.decode(json.detect_encoding(data))
            if data[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE} and not text.isascii():
                raise ShelfError(_BY_POWERSHELL)
            for row in _rows(text):
                if not row.get("IsDir") and is_path_on_shelf(row["Path"]):
                    files.append(_stored(row))
                if len(files) > MOST_FILES:
                    raise ShelfError(say("it names more than {count} files", count=MOST_FILES))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise ShelfError(
                say("it is no listing: make it with rclone lsjson -R --hash --files-only")
            ) from None
        if not files:  # what failed to list must not make every proof go missing
            raise ShelfError(say("the listing names no file: is it the right folder?"))
        return cls(files)

    def get(self, path: str) -> StoredFile | None:
        """Return the file at a path; None where none is listed."""
        return self._by_path.get(_key(path))

    def find_content(self, lost: Fingerprint, path: str) -> str | None:  # noqa: ARG002 - as of every store
        """Return where a content is listed, if it has a digest in common."""
        known = (digest for digest in lost.digests if digest in self._by_digest)
        return next((self._by_digest[digest] for digest in known), None)

    def paths(self) -> Iterator[str]:
        """Yield the path of each file."""
        return (file.path for file in self._by_path.values())


_SPACE = re.compile(r"[ \t\r\n]*")
_LONGEST_ROW = 1 << 16


def _rows(text: str) -> Iterator[Any]:
    """Yield the rows of a listing one by one: only one of them is held at a time, and none that is
    longer than what a store can say of a file.
    """
    decode = json.JSONDecoder().raw_decode
    end = _after(text, _after(text, 0, ""), "[")
    while not text.startswith("]", end):
        for most in (1 << 12, _LONGEST_ROW):
            try:
                row, length = decode(text[end : end + most])
                break
            except ValueError:
                if most == _LONGEST_ROW:
                    raise
        yield row
        end = _after(text, end + length, "")
        if text.startswith(",", end):
            end = _after(text, end, ",")
            if text.startswith("]", end):
                raise ValueError(text[end : end + 10])
        elif not text.startswith("]", end):
            raise ValueError(text[end : end + 10])
    if _after(text, end, "]") != len(text):
        raise ValueError(text[end : end + 10])


def _after(text: str, start: int, sign: str) -> int:
    """Return where a text goes on after a sign and white space."""
    if not text.startswith(sign, start):
        raise ValueError(text[start : start + 10])
    match = _SPACE.match(text, start + len(sign))
    return match.end() if match else start


def _stored(row: Mapping[str, Any]) -> StoredFile:
    hashes = {
        str(name).casefold(): str(text).lower() for name, text in (row.get("Hashes") or {}).items()
    }
    size = row.get("Size")
    return StoredFile(
        row["Path"],
        Fingerprint(
            **{
                name: text
                for name, text in hashes.items()
                if name in DIGESTS and is_digest(name, text)
            },
            size=size if isinstance(size, int) and size >= 0 else None,
            modified=_in_utc(str(row.get("ModTime", ""))),
        ),
    )


def _in_utc(text: str) -> str:
    """Return a time in UTC, to the second; nothing, where it cannot be read."""
    # rclone writes nanoseconds, which Python does not read.
    head, _, rest = text.partition(".")
    zone = rest.lstrip("0123456789") if rest else ""
    try:
        moment = datetime.fromisoformat(head + zone)
    except ValueError:
        return ""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OverflowError, ValueError):
        return ""


class FolderStore:
    """A store that is a folder of this machine: links are not followed, nothing is written."""

    def __init__(self, top: Path) -> None:
        self._top, self._folder = top, Folder(top)
        self._paths: list[str] | None = None
        self._by_size: dict[int, list[str]] | None = None
        self._read: dict[str, StoredFile | None] = {}

    def get(self, path: str) -> StoredFile | None:
        """Return the file at a path; None where none is there."""
        return next(
            (file for form in self._forms(path) if (file := self._at(form)) is not None), None
        )

    def _forms(self, path: str) -> Iterator[str]:
        """Yield a path, and the same with its accents stored the other ways."""
        yield from dict.fromkeys((path, normalize("NFC", path), normalize("NFD", path)))

    def _at(self, path: str) -> StoredFile | None:
        if self._folder.fact(path).presence is not Presence.PRESENT:
            return None
        return _of_file(self._top, path)

    def find_content(self, lost: Fingerprint, path: str) -> str | None:
        """Return where a content lies: of the files of its size, or of its name, each is read."""
        if not any(lost.digests):
            return None
        name = _key(path).rpartition("/")[2]
        alike = (
            [other for other in self.paths() if _key(other).rpartition("/")[2] == name]
            if lost.size is None
            else self._of_size(lost.size)
        )
        for other in alike:
            if other not in self._read:
                self._read[other] = _of_file(self._top, other)
            file = self._read[other]
            if file is not None and file.fingerprint.same_content(lost):
                return other
        return None

    def _of_size(self, size: int) -> list[str]:
        """Return the files of a size; all are measured once."""
        if self._by_size is None:
            self._by_size = {}
            for path in self.paths():
                with suppress(OSError):
                    length = (self._top / path).lstat().st_size
                    self._by_size.setdefault(length, []).append(path)
        return self._by_size.get(size, [])

    def paths(self) -> Iterator[str]:
        """Yield the path of each file, found once."""
        if self._paths is None:
            self._paths = list(self._walk())
        return iter(self._paths)

    def _walk(self) -> Iterator[str]:
        count = 0
        for here, folders, files in os.walk(self._top):
            folders[:] = sorted(
                name
                for name in folders
                if not name.startswith(".") and not (Path(here) / name).is_symlink()
            )
            for name in sorted(files):
                file = Path(here) / name
                if not name.startswith(".") and not file.is_symlink():
                    yield file.relative_to(self._top).as_posix()
                    count += 1
                    if count >= MOST_FILES:
                        return


def _of_file(top: Path, path: str) -> StoredFile | None:
    """Return a file with what tells its content; None where it cannot be opened.

    One whose content is in the cloud alone is not opened: that would fetch it.
    """
    file = top / path
    try:
        facts = file.lstat()
        if not stat.S_ISREG(facts.st_mode):
            return None
        modified = datetime.fromtimestamp(int(facts.st_mtime), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        digests = {} if _is_elsewhere(facts) else _digests(file)
        return StoredFile(path, Fingerprint(**digests, size=facts.st_size, modified=modified))
    except (OSError, OverflowError, ValueError):
        return None


def _is_elsewhere(facts: os.stat_result) -> bool:
    return bool(
        getattr(facts, "st_file_attributes", 0) & _ON_DEMAND
        or getattr(facts, "st_flags", 0) & _DATALESS
    )


def _digests(file: Path) -> dict[str, str]:
    """Return the digests that stores have, of one reading."""
    hashers = {name: hashlib.new(name, usedforsecurity=False) for name in DIGESTS}
    with file.open("rb") as stream:
        while block := stream.read(_BLOCK):
            for hasher in hashers.values():
                hasher.update(block)
    return {name: hasher.hexdigest() for name, hasher in hashers.items()}


def folder_of(shelf: Shelf, environment: Mapping[str, str]) -> Path | None:
    """Return the folder of a shelf, where its variable names one that is there and holds
    something: an empty one is a disk that is not connected.
    """
    named = environment.get(shelf.env, "").strip() if shelf.env else ""
    if not named:
        return None
    folder = Path(named).expanduser()
    try:
        return folder if folder.is_dir() and any(folder.iterdir()) else None
    except (OSError, ValueError):
        return None
