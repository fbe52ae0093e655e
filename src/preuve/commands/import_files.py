"""The files behind an import: those that cells name, what each holds, their copies."""

from __future__ import annotations

from itertools import chain, count
from typing import TYPE_CHECKING

from preuve.core.system_reasons import system_reason
from preuve.core.words import say
from preuve.editing.team_file import EditError
from preuve.intake.document_days import DocumentLook, day_of
from preuve.model.personal_data import Allowlist, find_personal_data

if TYPE_CHECKING:
    from pathlib import Path

    from preuve.console.changing import ManualChange

_LONGEST_PATH = 400
_MOST_BYTES = 30 * 1024 * 1024


class ImportedFiles:
    """The files of one run of `preuve import`: looked at once each, copied only when written."""

    def __init__(self, change: ManualChange, folder: Path | None) -> None:
        self._change, self._folder = change, folder
        self._looks: dict[Path, DocumentLook] = {}
        self.named: dict[str, Path] = {}
        """Files that cells name, by the path that they will have."""
        self._below: dict[str, Path] | None = None
        self._kept: list[Path] = []
        """What this run copied."""

    def is_file(self, text: str) -> str | None:
        """Return the path that a cell's file has, or will have, in the manual."""
        name = text.replace("\\", "/")
        root: Path = self._change.root
        try:
            if (
                len(name) < _LONGEST_PATH
                and not name.startswith(("/", "..", "~"))
                and (root / name).is_file()
                and (root / name).resolve().is_relative_to(root.resolve())
            ):
                return name
            if self._folder is not None and (file := self._file_below(self._folder, name)):
                path: str = self._change.destination(file)
                self.named[path] = file
                return path
        except (OSError, ValueError, EditError):
            pass
        return None

    def _file_below(self, folder: Path, name: str) -> Path | None:
        direct = folder / name
        if direct.is_file() and direct.resolve().is_relative_to(folder.resolve()):
            return direct
        if self._below is None:
            self._below = {}
            for file in sorted(folder.rglob("*")):
                if file.is_file():
                    self._below.setdefault(file.name, file)
        return self._below.get(name.rpartition("/")[2])

    def look(self, file: Path) -> DocumentLook:
        """Return what a file holds that its name does not tell: its day, what it says of people.

        Each is opened once, within bounds; one that cannot be read may be about people.
        """
        if file not in self._looks:
            self._looks[file] = self._read(file)
        return self._looks[file]

    @staticmethod
    def _read(file: Path) -> DocumentLook:
        from preuve.publication.readers import read  # noqa: PLC0415 - only who reads files needs it

        try:
            if file.stat().st_size > _MOST_BYTES:
                return DocumentLook(personal=say("it is too large to be read"))
            data = file.read_bytes()
        except OSError as error:
            return DocumentLook(personal=say("it cannot be read: {why}", why=system_reason(error)))
        reading = read(file.name, data)
        day, remark = day_of(reading.texts, data)
        personal = None
        text = "\n".join(reading.texts)
        if next(find_personal_data(text, Allowlist(), fixed_lines=True), None) is not None:
            personal = say("it seems to hold personal data")
        elif reading.faults or reading.pixels:
            personal = say("what it says could not be read, and may be about people")
        return DocumentLook(day, remark, personal)

    def copied(self, values: dict[str, str], file: Path | None) -> dict[str, str]:
        """Return an entry's values once its file has been copied, where it is to be
        and nothing about people is in it.
        """
        file = self.named.get(values.get("file", "")) or file
        if file is None:
            return values
        bare = {key: text for key, text in values.items() if key not in {"file", "place"}}
        if (why := self.look(file).personal) is not None:
            message = say(
                "{file} is not copied: {why}. It is named where it lies.", file=file.name, why=why
            )
            self._change.tell(message)
            return {**bare, "place": values.get("place") or str(file.name)}
        return {**bare, "file": self._keep(file)}

    def _keep(self, file: Path) -> str:
        """Copy a file into evidence/ under a name that no other file has there;
        remember it, in case nothing is written.
        """
        numbered = (f"{number}-{file.name}" for number in count(2))
        names = chain((file.name, f"{file.parent.name}-{file.name}"), numbered)
        name = next(name for name in names if self._may_have(file, name))
        target = self._change.root / self._change.destination(file, name)
        if not target.exists():
            self._kept.append(target)
        path: str = self._change.keep(file, name)
        return path

    def _may_have(self, file: Path, name: str) -> bool:
        try:
            self._change.destination(file, name)
        except EditError:
            return False  # another file has that name
        return True

    @property
    def copies(self) -> list[str]:
        """Return the paths of what this run copied, below the manual."""
        return [file.relative_to(self._change.root).as_posix() for file in self._kept]

    def forget(self) -> None:
        """Take the copies of this run away: nothing was written means that nothing was copied."""
        for file in self._kept:
            file.unlink(missing_ok=True)
