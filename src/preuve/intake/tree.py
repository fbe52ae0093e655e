"""A folder of proofs: what its folders and names say, file by file.
A file that lies there is not thereby approved, nor dated.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

from preuve.core.digest import digest_of_file
from preuve.core.system_reasons import system_reason
from preuve.core.words import say
from preuve.intake.file_names import (
    TreeFile,
    base_of,
    date_in,
    indicators_of,
    last_day_in,
    names_a_person,
    numbered_by_indicator,
    session_in,
    title_of,
    version_of,
)
from preuve.intake.phrases import normalized
from preuve.intake.results import At, Draft, Holds, Left, TableReading
from preuve.intake.stubs import address_of
from preuve.model.proof_file import STUB_ENDINGS, is_left_by_program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from preuve.core.words import Message
    from preuve.intake.document_days import DocumentLook

MOST = 20_000
_SYSTEM = re.compile(
    r"(?i)^(icon|ehthumbs.*|folder\.jpg|\$recycle.*|system volume information|"
    r".*\.(temp|db|ini|sys|dll)|\..*|.*\.lock)$"
)
_OLD = re.compile(
    r"^(?:_* ?)?(?:\d+ )?(old|ancien\w*|archive\w*|obsolete\w*|perime\w*|vieux|sauvegarde\w*|"
    r"backup\w*|corbeille|trash|historique|ne plus utiliser|annule\w*|a supprimer|previous|"
    r"superseded|z archive\w*|poubelle)\b"
)
_MODELS = re.compile(
    r"^(?:_* ?)?(?:\d+ )?(modele|template|trame|vierge|type vierge|gabarit|modeles)s?\b|"
    r"\b(modeles?|templates?|gabarits?) (vierges?|type|a dupliquer)\b"
)
_PEOPLE = re.compile(
    r"\b(stagiaire|apprenant|beneficiaire|participant|candidat|apprenti|alternant|eleve|"
    r"etudiant|learner|trainee|student)s?\b|dossiers? (individuel|personnel|nominati)\w*"
)
_CONFLICT = re.compile(
    r"(?i)copie en conflit|conflicted copy|conflict(ed)?\b|\bcopie de\b|\bcopy of\b|- copie\b|"
    r"- copy\b|\(copie\)|-conflit-"
)
_NOT_CONCERNED = re.compile(
    r"^(non concerne|non applicable|n a|na|sans objet|neant|vide|not applicable|nc)$"
)
_NO_PROOF = re.compile(
    r"^(lisez moi|lisezmoi|readme|read me|a lire|sommaire|index|plan de classement|mode d "
    r"emploi|notice|todo|a faire|liste des preuves|arborescence)\b"
)


def read_tree(
    folder: Path, sessions: frozenset[str], look: Callable[[Path], DocumentLook]
) -> tuple[TableReading, Mapping[At, Path]]:
    """Return the proofs of a folder, and the file of each, by where it stands.

    Args:
        folder: the folder that was given.
        sessions: the ids of the sessions that the manual knows.
        look: returns what a file holds that a name does not tell.

    Returns:
        The reading; and for each draft that is a file, not an address, the file itself.

    """
    return _Tree(folder, sessions, look).read()


def _is_of_system(name: str) -> bool:
    return is_left_by_program(name) or _SYSTEM.match(name) is not None


class _Tree:
    def __init__(
        self, folder: Path, sessions: frozenset[str], look: Callable[[Path], DocumentLook]
    ) -> None:
        self._folder, self._sessions, self._look = folder, sessions, look
        self._drafts: list[Draft] = []
        self._left: list[Left] = []
        self._remarks: list[Message] = []
        self._files: dict[At, Path] = {}
        self._undated = self._by_content = 0
        self._unnamed = 0
        self._system = 0
        self._flat: set[str] = set()
        """Folders whose folders are numbered by indicator, without their criterion."""

    def read(self) -> tuple[TableReading, Mapping[At, Path]]:
        files = [file for file in self._walk() if not self._refused(file)]
        for file in self._versions(list(self._doubles(files))):
            self._take(file)
        if self._by_content:
            self._remarks.append(
                say(
                    "Files whose date was read in them, or in their properties: {count}. "
                    "It stands in their note; check it.",
                    count=self._by_content,
                )
            )
        if self._undated:
            self._remarks.append(
                say(
                    "Files without a date in their name or in what they say: {count}. They come in "
                    "without a date; the day of a copy is not theirs.",
                    count=self._undated,
                )
            )
        if self._unnamed:
            self._remarks.append(
                say(
                    "Files of a session whose folders name no indicator: {count}. Their "
                    "indicators are to be given.",
                    count=self._unnamed,
                )
            )
        if self._system:
            self._remarks.append(
                say(
                    "Files of the system, or of open programs, passed over: {count}.",
                    count=self._system,
                )
            )
        return TableReading(Holds.EVIDENCE, self._drafts, self._left, self._remarks), self._files

    def _walk(self) -> Iterator[TreeFile]:
        """Yield the files, without what the system leaves;
        what people's folders hold is counted, never named.
        """
        count = 0
        top = self._folder.resolve()
        for here, names, files in os.walk(top):
            shown = Path(here).relative_to(top)
            folders = tuple(normalize("NFC", part) for part in (top.name, *shown.parts))
            names[:] = sorted(
                name
                for name in names
                if not _is_of_system(name) and not (Path(here) / name).is_symlink()
            )
            if numbered_by_indicator(folders, names):
                self._flat.add("/".join(folders))
                message = say(
                    "{folder}: the numbers of its folders were read as indicators.",
                    folder=folders[-1],
                )
                self._remarks.append(message)
            if not names and not files and shown.parts:
                self._remarks.append(say("The folder {folder} is empty.", folder="/".join(folders)))
            for name in list(names):
                if _PEOPLE.search(normalized(name)):
                    names.remove(name)
                    inside = sum(len(found) for _a, _b, found in os.walk(Path(here) / name))
                    path = "/".join((*folders, normalize("NFC", name)))
                    self._leave(
                        path,
                        say(
                            "a folder of papers about people, {count} in it: they stay where "
                            "they are",
                            count=inside,
                        ),
                    )
            for name in sorted(files):
                if _is_of_system(name):
                    self._system += 1
                    continue
                count += 1
                if count > MOST:
                    self._remarks.append(
                        say("Only the first {count} files were looked at.", count=MOST)
                    )
                    return
                shown_name = normalize("NFC", name)
                yield TreeFile(
                    "/".join((*folders, shown_name)), folders, shown_name, Path(here) / name
                )

    def _leave(self, path: str, why: Message, *, fixable: bool = False) -> None:
        self._left.append(Left(At(path), path, why, fixable))

    def _refused(self, file: TreeFile) -> bool:
        """Return whether a file is none of the proofs by where it lies or what it is called,
        and say so.
        """
        stem = normalized(file.name.rpartition(".")[0] or file.name)
        inside = [normalized(folder) for folder in file.folders[1:]]
        if any(_OLD.match(folder) for folder in inside):
            self._leave(file.path, say("in a folder for what is old"))
        elif any(_MODELS.search(folder) for folder in inside):
            self._leave(file.path, say("in a folder of models: an empty model proves nothing"))
        elif _NOT_CONCERNED.match(stem):
            self._leave(file.path, say("says that the indicator does not apply"))
        elif _NO_PROOF.match(stem):
            self._leave(file.path, say("tells how the folder is arranged, and is no proof"))
        elif _CONFLICT.search(normalize("NFC", file.name)):
            self._leave(file.path, say("a copy, or a copy in conflict"))
        elif file.file.is_symlink() or not file.file.is_file():
            self._leave(file.path, say("no file of its own: a link"))
        elif names_a_person(file.name):
            self._leave(
                "/".join((*file.folders, "…")),
                say("a paper whose name seems to name a person: it stays where it is"),
            )
        else:
            return False
        return True

    def _doubles(self, files: list[TreeFile]) -> Iterator[TreeFile]:
        """Yield files, without those that have the same bytes as another;
        the shorter name is kept.
        """
        by_size: dict[int, list[TreeFile]] = {}
        for file in files:
            try:
                by_size.setdefault(file.file.stat().st_size, []).append(file)
            except OSError as error:
                self._leave(file.path, say("cannot be read: {why}", why=system_reason(error)))
        double: dict[str, str] = {}
        for size, same in by_size.items():
            if len(same) > 1 and size:
                by_digest: dict[str, list[TreeFile]] = {}
                for file in same:
                    by_digest.setdefault(_digest(file.file), []).append(file)
                for equal in by_digest.values():
                    kept = min(equal, key=lambda file: (len(file.name), file.path))
                    near = [
                        file
                        for file in equal
                        if file is not kept
                        and (
                            file.folders == kept.folders or base_of(file.name) == base_of(kept.name)
                        )
                    ]
                    double |= {file.path: kept.path for file in near}
        for file in files:
            if file.path in double:
                self._leave(
                    file.path, say("a double: the same bytes as {file}", file=double[file.path])
                )
            elif file.file.exists():
                yield file

    def _versions(self, files: list[TreeFile]) -> Iterator[TreeFile]:
        """Yield files, of several versions of one document in a folder only the last."""
        groups: dict[tuple[tuple[str, ...], str, str], list[TreeFile]] = {}
        for file in files:
            groups.setdefault(
                (
                    file.folders,
                    base_of(file.name),
                    (file.name.rpartition(".")[2].casefold() in STUB_ENDINGS and "link") or "",
                ),
                [],
            ).append(file)
        for group in groups.values():
            numbered = [file for file in group if version_of(file.name) is not None]
            if len(group) > 1 and numbered:
                last = max(numbered, key=lambda file: version_of(file.name) or 0)
                for file in group:
                    if file is last or date_in(file.name) != date_in(last.name):
                        yield file
                    else:
                        self._leave(file.path, say("an older version of {file}", file=last.name))
            else:
                yield from group

    def _take(self, file: TreeFile) -> None:
        ending = file.name.rpartition(".")[2].casefold()
        read, why = indicators_of(file, self._flat)
        session = self._session(file)
        values: dict[str, str] = {
            "title": title_of(file.name, in_session=bool(session)),
            "status": "draft",
            "kind": "document",
        }
        if why is not None or (not read.numbers and not read.clauses and not session):
            self._leave(
                file.path,
                why or say("neither its folders nor its name say an indicator"),
                fixable=True,
            )
            return
        at = At(file.path)
        if ending in STUB_ENDINGS:
            address, problem = address_of(file.file, ending)
            if address is None:
                self._leave(
                    file.path, problem or say("what it leads to cannot be read"), fixable=True
                )
                return
            values["url"] = address
        else:
            if not file.file.stat().st_size:
                self._leave(file.path, say("the file is empty"), fixable=True)
                return
            values["place"] = file.path
            self._files[at] = file.file
        if texts := read.texts():
            values["indicators"] = texts
        else:
            self._unnamed += 1
        if session:
            values |= {"session": session, "stage": "implemented", "kind": "record"}
        notes = self._date(file, values) if "url" not in values else ()
        self._drafts.append(Draft(values, at, notes))

    def _date(self, file: TreeFile, values: dict[str, str]) -> tuple[Message, ...]:
        """Set the days that a file's name tells, or what is written in it; return what to note."""
        until, name = last_day_in(file.name.rpartition(".")[0])
        if until:
            values["valid_until"] = until
        if (day := date_in(name)) is not None:
            values["dated"] = day
            return ()
        look = self._look(file.file)
        if look.dated is not None:
            values["dated"] = look.dated.isoformat()
            self._by_content += 1
            return (look.remark,) if look.remark else ()
        self._undated += 1
        return ()

    def _session(self, file: TreeFile) -> str:
        """Return the session whose folder a file lies in:
        one that the manual knows, or a code in the folder's name.
        """
        for folder in reversed(file.folders[1:]):
            for name in self._sessions:
                if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", folder):
                    return name
            if re.search(r"(?<![A-Za-z])(IND|CRIT|C\d)", folder, re.IGNORECASE):
                return ""
            if code := session_in(folder):
                return code
        return ""


def _digest(file: Path) -> str:
    try:
        return digest_of_file(file)
    except OSError:
        return str(file)
