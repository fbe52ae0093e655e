"""A folder of proofs: what its folders and names say, file by file.
A file that lies there is not thereby approved, nor dated.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize
from urllib.parse import quote

from preuve.core.digest import digest_of_file
from preuve.core.words import say
from preuve.editing.answers import refusal
from preuve.editing.proposals import date_of
from preuve.intake.indicators import CRITERIA, Indicators, read_indicators
from preuve.intake.phrases import cut, plain
from preuve.intake.results import At, Draft, Holds, Left, TableReading
from preuve.intake.statuses import names_document
from preuve.intake.titles import without_indicator
from preuve.intake.written_days import read_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from preuve.core.words import Message

MOST = 20_000
_SYSTEM = re.compile(
    r"(?i)^(thumbs\.db|desktop\.ini|icon\r?|ehthumbs.*|folder\.jpg|\$recycle.*|system volume "
    r"information|.*\.(tmp|temp|bak|part|crdownload|swp|db|ini|sys|dll)|~\$.*|~.*\.tmp|\..*|"
    r".*\.lock)$"
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
_SESSION = re.compile(
    r"(?<![A-Za-z0-9])((?=[A-Za-z0-9._-]*\d)[A-Z][A-Z0-9]{1,9}(?:[-.][A-Z0-9]{1,8}){1,4})(?![A-Za-z0-9])"
)
_CONFLICT = re.compile(
    r"(?i)copie en conflit|conflicted copy|conflict(ed)?\b|\bcopie de\b|\bcopy of\b|- copie\b|"
    r"- copy\b|\(copie\)|-conflit-"
)
_VERSION = re.compile(
    r"(?i)[\s_\-.(]*\b(?:v(?:ersion)?|ind(?:ice)?|rev)[\s_.]?(\d{1,3}(?:\.\d{1,3})?)\b\)?"
)
_LOOSE = re.compile(
    r"(?i)[\s_\-(]*\b(final|finale|def|definitif|définitif|definitive|ok|valid[ée]e?|bis|new|"
    r"nouveau|nouvelle|last|derniere version|dernière version|\(\d\))\b\)?"
)
_ORDER = re.compile(r"^\d{1,2}[\s_.)-]+(?=\D)")
_UNTIL = re.compile(
    r"(?i)(valable|valide|validit[ée]|expire|jusqu|fin de validit|until|expir)\D*(\d{1,2}[-_. "
    r"/]\d{1,2}[-_. /]\d{4}|\d{4}[-_. ]\d{2}[-_. ]\d{2})"
)
_DATE = re.compile(
    r"(?<!\d)(?:20\d\d[-_. ]?(?:0[1-9]|1[0-2])[-_. ]?(?:0[1-9]|[12]\d|3[01])|(?:0?[1-9]|[12]\d|"
    r"3[01])[-_. ](?:0?[1-9]|1[0-2])[-_. ](?:20\d\d))(?!\d)"
)
_NOT_CONCERNED = re.compile(
    r"^(non concerne|non applicable|n a|na|sans objet|neant|vide|not applicable|nc)$"
)
_NO_PROOF = re.compile(
    r"^(lisez moi|lisezmoi|readme|read me|a lire|sommaire|index|plan de classement|mode d "
    r"emploi|notice|todo|a faire|liste des preuves|arborescence)\b"
)
_STUBS = {
    "gdoc": "document",
    "gsheet": "spreadsheets",
    "gslides": "presentation",
    "gform": "forms",
    "gdraw": "drawings",
    "gmap": "maps",
    "gsite": "sites",
    "gjam": "jamboard",
    "gscript": "script",
}
_SHORTCUTS = frozenset({"url", "webloc", "website", "lnk", "desktop", *_STUBS})
_STUB_BYTES = 100_000
_PERSON = re.compile(
    r"(?:^|"
    r"[\s_-])([A-ZÀ-Ý]{2,}(?:-[A-ZÀ-Ý]{2,})?)[\s_]+([A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)?)(?=$|[\s_.-])|(?:^|[\s_-])([A-ZÀ-Ý][a-zà-ÿ]{2,})[\s_]+([A-ZÀ-Ý]{3,})(?=$|[\s_.-])"
)
_ACRONYMS = frozenset(
    [
        "CGV",
        "CGU",
        "RC",
        "PRO",
        "PDF",
        "RGPD",
        "CFA",
        "VAE",
        "BC",
        "CV",
        "FOAD",
        "LMS",
        "RNQ",
        "DUERP",
        "PV",
        "CR",
        "CPF",
        "OPCO",
        "AFEST",
        "RI",
        "DPC",
        "PSH",
        "TP",
        "CQP",
        "ERP",
        "RH",
        "QVT",
        "IND",
        "CCP",
        "SST",
        "TAB",
    ]
)


class _File(NamedTuple):
    path: str
    """Below the folder that holds the folder given, as people see it."""
    folders: tuple[str, ...]
    name: str
    file: Path


def read_tree(
    folder: Path, sessions: frozenset[str] = frozenset()
) -> tuple[TableReading, Mapping[At, Path]]:
    """Return the proofs of a folder, and the file of each, by where it stands.

    Args:
        folder: the folder that was given.
        sessions: the ids of the sessions that the manual knows.

    Returns:
        The reading; and for each draft that is a file, not an address, the file itself.

    """
    return _Tree(folder, sessions).read()


class _Tree:
    def __init__(self, folder: Path, sessions: frozenset[str]) -> None:
        self._folder = folder
        self._sessions = sessions
        self._drafts: list[Draft] = []
        self._left: list[Left] = []
        self._remarks: list[Message] = []
        self._files: dict[At, Path] = {}
        self._undated = 0
        self._unnamed = 0
        self._system = 0

    def read(self) -> tuple[TableReading, Mapping[At, Path]]:
        files = [file for file in self._walk() if not self._refused(file)]
        for file in self._versions(list(self._doubles(files))):
            self._take(file)
        if self._undated:
            self._remarks.append(
                say(
                    "Files without a date in their name: {count}. They come in without a "
                    "date; the day of a copy is not theirs.",
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

    def _walk(self) -> Iterator[_File]:
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
                if not _SYSTEM.match(name) and not (Path(here) / name).is_symlink()
            )
            if not names and not files and shown.parts:
                self._remarks.append(say("The folder {folder} is empty.", folder="/".join(folders)))
            for name in list(names):
                if _PEOPLE.search(plain(name)):
                    names.remove(name)
                    inside = sum(
                        len(names_inside) for _a, _b, names_inside in os.walk(Path(here) / name)
                    )
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
                if _SYSTEM.match(name):
                    self._system += 1
                    continue
                count += 1
                if count > MOST:
                    self._remarks.append(
                        say("Only the first {count} files were looked at.", count=MOST)
                    )
                    return
                shown_name = normalize("NFC", name)
                yield _File(
                    "/".join((*folders, shown_name)), folders, shown_name, Path(here) / name
                )

    def _leave(self, path: str, why: Message, *, fixable: bool = False) -> None:
        self._left.append(Left(At(path), path, why, fixable))

    def _refused(self, file: _File) -> bool:
        """Return whether a file is none of the proofs by where it lies or what it is called,
        and say so.
        """
        stem = plain(file.name.rpartition(".")[0] or file.name)
        inside = [plain(folder) for folder in file.folders[1:]]
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
        elif _names_a_person(file):
            self._leave(
                "/".join((*file.folders, "…")),
                say("a paper whose name seems to name a person: it stays where it is"),
            )
        else:
            return False
        return True

    def _doubles(self, files: list[_File]) -> Iterator[_File]:
        """Yield files, without those that have the same bytes as another;
        the shorter name is kept.
        """
        by_size: dict[int, list[_File]] = {}
        for file in files:
            try:
                by_size.setdefault(file.file.stat().st_size, []).append(file)
            except OSError as error:
                self._leave(file.path, say("cannot be read: {why}", why=error.strerror or ""))
        double: dict[str, str] = {}
        for size, same in by_size.items():
            if len(same) > 1 and size:
                by_digest: dict[str, list[_File]] = {}
                for file in same:
                    by_digest.setdefault(_digest(file.file), []).append(file)
                for equal in by_digest.values():
                    kept = min(equal, key=lambda file: (len(file.name), file.path))
                    near = [
                        file
                        for file in equal
                        if file is not kept
                        and (file.folders == kept.folders or _base(file.name) == _base(kept.name))
                    ]
                    double |= {file.path: kept.path for file in near}
        for file in files:
            if file.path in double:
                self._leave(
                    file.path, say("a double: the same bytes as {file}", file=double[file.path])
                )
            elif file.file.exists():
                yield file

    def _versions(self, files: list[_File]) -> Iterator[_File]:
        """Yield files, of several versions of one document in a folder only the last."""
        groups: dict[tuple[tuple[str, ...], str, str], list[_File]] = {}
        for file in files:
            groups.setdefault(
                (
                    file.folders,
                    _base(file.name),
                    (file.name.rpartition(".")[2].casefold() in _SHORTCUTS and "link") or "",
                ),
                [],
            ).append(file)
        for group in groups.values():
            numbered = [file for file in group if _version(file.name) is not None]
            if len(group) > 1 and numbered:
                last = max(numbered, key=lambda file: _version(file.name) or 0)
                for file in group:
                    if file is last or _date_in(file.name) != _date_in(last.name):
                        yield file
                    else:
                        self._leave(file.path, say("an older version of {file}", file=last.name))
            else:
                yield from group

    def _take(self, file: _File) -> None:
        ending = file.name.rpartition(".")[2].casefold()
        read, why = _indicators(file)
        session = self._session(file)
        values: dict[str, str] = {
            "title": _title(file.name, in_session=bool(session)),
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
        if ending in _SHORTCUTS:
            address, problem = _address(file.file, ending)
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
        self._date(file, values)
        self._drafts.append(Draft(values, at))

    def _date(self, file: _File, values: dict[str, str]) -> None:
        name = file.name.rpartition(".")[0]
        if until := _UNTIL.search(name):
            if (
                day := read_day(
                    re.sub(r"[-_. ]", "/", until[2])
                    if not until[2].startswith("20")
                    else re.sub(r"[_. ]", "-", until[2])
                ).day
            ) is not None:
                values["valid_until"] = day.isoformat()
            name = name.replace(until[0], " ")
        if (dated := _date_in(name)) is not None:
            values["dated"] = dated
        else:
            self._undated += 1

    def _session(self, file: _File) -> str:
        """Return the session whose folder a file lies in:
        one that the manual knows, or a code in the folder's name.
        """
        for folder in reversed(file.folders[1:]):
            known = next(
                (
                    name
                    for name in self._sessions
                    if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", folder)
                ),
                None,
            )
            if known:
                return known
            if re.search(r"(?<![A-Za-z])(IND|CRIT|C\d)", folder, re.IGNORECASE):
                return ""
            codes = [
                code
                for code in _SESSION.findall(folder)
                if re.search(r"[A-Z]{2,}", code) and not re.match(r"(IND|CRIT|C\d|V\d|IND\d)", code)
            ]
            if codes:
                return str(codes[-1])
        return ""


def _digest(file: Path) -> str:
    try:
        return digest_of_file(file)
    except OSError:
        return str(file)


def _date_in(name: str) -> str | None:
    match = _DATE.search(name)
    if match is None:
        return None
    day = date_of(re.sub(r"[_. ]", "-", match[0]))
    if day is None:
        day = read_day(re.sub(r"[-_. ]", "/", match[0])).day
    return day.isoformat() if day else None


def _version(name: str) -> float | None:
    match = _VERSION.search(name.rpartition(".")[0] or name)
    return float(match[1]) if match else None


def _base(name: str) -> str:
    """Return a document's name without its version and what people add to the last one."""
    stem, _dot, _ending = name.rpartition(".")
    stem_only = re.sub(r"\(\d{1,2}\)", " ", stem or name)
    return plain(_LOOSE.sub(" ", _VERSION.sub(" ", stem_only)))


def _title(name: str, *, in_session: bool) -> str:
    stem, dot, _ending = name.rpartition(".")
    stem_only = stem if dot else name
    stem_only = _UNTIL.sub(" ", stem_only) if _UNTIL.search(stem_only) else stem_only
    stem_only = _DATE.sub(" ", stem_only).replace("_", " ")
    stem_only = re.sub(r"(?i)\s*\b(du|le|au|sign[ée]e? le)\s*$", "", " ".join(stem_only.split()))
    if in_session or re.match(r"^\d{1,2}[\s.)-]+[^\W\d]", stem_only):
        stem_only = _ORDER.sub("", stem_only)
    stem_only = without_indicator(re.sub(r"\(\s*\)", " ", stem_only)).strip(" -–_.,")
    stem_only = " ".join(stem_only.split())
    return (stem_only[:1].upper() + stem_only[1:]) if stem_only else name


def _names_a_person(file: _File) -> bool:
    """Return whether a file's name seems to name somebody:
    SURNAME First name, beside what such papers are called.
    """
    stem = normalize("NFC", file.name.rpartition(".")[0] or file.name)
    for match in _PERSON.finditer(stem):
        surname, first = match[1] or match[4], match[2] or match[3]
        if (
            surname not in _ACRONYMS
            and re.search(r"[AEIOUYÀ-Ý]", surname)
            and not names_document(first)
            and not names_document(surname)
        ):
            return True
    return False


def _indicators(file: _File) -> tuple[Indicators, Message | None]:
    """Return the indicators that the nearest folder names, or the file's own name;
    and why they cannot be trusted.
    """
    criterion: int | None = None
    for folder in file.folders:
        criterion = _criterion(folder) or criterion
    own = file.name.rpartition(".")[0]
    names = (
        [own, *reversed(file.folders)]
        if re.match(r"(?i)\W*(ind(icateur)?s?[\s._-]*\d|c\d[\s._-]*i\d|\d\.\d{1,2}[\s_-])", own)
        else list(reversed(file.folders))
    )
    for name in names:
        read = _named(name, criterion)
        if read is None:
            continue
        if read.problem is not None:
            return Indicators(), say("{why} (folder {folder})", why=read.problem, folder=cut(name))
        if (
            criterion is not None
            and all(number not in CRITERIA[criterion] for number in read.numbers)
            and read.numbers
        ):
            return Indicators(), say(
                "indicator {number} does not belong to criterion {criterion}",
                number=read.numbers[0],
                criterion=criterion,
            )
        return read, None
    return Indicators(), None


def _criterion(folder: str) -> int | None:
    match = re.match(
        r"(?i)\W*(?:\d{1,2}\s*[-_.]\s*)?(?:crit[èe]re|crit\.?|c)\s*n?°?\s*(\d)(?!\d)", folder
    )
    return int(match[1]) if match and int(match[1]) in CRITERIA else None


def _named(folder: str, criterion: int | None) -> Indicators | None:
    """Return what a folder's name says of indicators; None where it says nothing of them."""
    name = folder.replace("_", " ")
    if clause := re.match(r"\W*(\d{1,2}\.[a-z][a-z-]{2,})\b", name):
        return read_indicators(clause[1])
    if re.search(r"(?i)(?<![a-z])(ind(icateur|icator|ic)?s?|i)[\s.]*(n°\s*)?\d", name) or re.match(
        r"(?i)\W*c\d\s*[-.]?\s*i?\d", name
    ):
        return read_indicators(name)
    if code := re.match(r"\W*([1-7])\.(\d{1,2})(?!\d|\.)(?=$|\W|_)", name):
        return read_indicators(f"{code[1]}.{code[2]}")
    # A bare number stands for an indicator only below its criterion, and where it belongs to it.
    if (
        criterion is not None
        and (stem_only := re.match(r"\W*(\d{1,2})(?!\d)(?:\s*[-–.:]\s*|\s+|$)(?!\d)", name))
        and int(stem_only[1]) in CRITERIA[criterion]
    ):
        return Indicators((int(stem_only[1]),))
    return None


def _address(file: Path, ending: str) -> tuple[str | None, Message | None]:
    """Return the address that a stub or a shortcut leads to;
    nothing else of it is read, a mail address least of all.
    """
    if ending in {"lnk", "desktop"}:
        return None, say(
            "a shortcut (.{ending}): what it leads to cannot be known here", ending=ending
        )
    try:
        with file.open("rb") as stream:
            data = stream.read(_STUB_BYTES)
    except OSError as error:
        return None, say("cannot be read: {why}", why=error.strerror or "")
    text = data.decode("utf-8", "replace")
    if ending in _STUBS:
        return _of_stub(text, ending)
    match = re.search(r"(?im)^\s*URL\s*=\s*(\S+)", text) or re.search(
        r"<string>\s*(https?://[^<\s]+)\s*</string>", text
    )
    return _checked(match[1].replace("&amp;", "&") if match else "")


def _of_stub(text: str, ending: str) -> tuple[str | None, Message | None]:
    if not text.strip():
        return None, say("an empty stub: there is no document behind it")
    try:
        stub = json.loads(text)
    except ValueError:
        return None, say("a stub that cannot be read")
    if not isinstance(stub, dict):
        return None, say("a stub that cannot be read")
    name, url = str(stub.get("doc_id") or ""), str(stub.get("url") or "")
    if re.fullmatch(r"[A-Za-z0-9_-]{6,120}", name) and ending in {
        "gdoc",
        "gsheet",
        "gslides",
        "gform",
        "gdraw",
    }:
        return _checked(f"https://docs.google.com/{_STUBS[ending]}/d/{name}/edit")
    return _checked(url)


def _checked(address: str) -> tuple[str | None, Message | None]:
    for text in (address, quote(address, safe="%:/?#[]@!$&'()*+,;=~-._")):
        if text and refusal("url", text) is None:
            return text, None
    return None, say("it leads to no address on the web that can be a link")
