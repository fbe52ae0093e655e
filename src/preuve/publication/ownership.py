"""Whose a file or a folder is, asked before a command writes there: none replaces or deletes what
it did not make.

A folder is written to when it is absent, empty, or ours: it holds `MARKER`, which names the files
that we put there, and no other. A site of before there were markers is ours where git ignores it
and it looks like one. A file is replaced when it is of the command's own kind, no source of the
manual, and not kept in git. Everything else is refused with a sentence.
"""

from __future__ import annotations

import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from preuve.core.errors import PreuveError
from preuve.core.system_reasons import named_as
from preuve.core.words import say
from preuve.model.manual import INDEX_FILE, ORGANISATION_FILE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from preuve.core.words import Message

MARKER = ".nojekyll"
"""The file that tells a folder of ours: the names of what we put there, one a line, after a first
line of words.

Hosts ask for a file of this name, empty or not, to publish a folder as it is: so it explains itself
on a site too.
"""
_MARKER_BEFORE = ".preuve-made"
_FIRST = "Preuve made this folder and empties it when it makes it anew. These files are its own:"

SOURCES = (
    *("docs", "evidence", "registers", "rehearsals", "crosswalks", "standards", "macros"),
    *("schemas", "sources", "vendor"),
    *(".git", ".github", ORGANISATION_FILE, INDEX_FILE, "sessions.yaml"),
    *("mkdocs.yml", "mkdocs.offline.yml", "requirements.txt", "requirements-lock.txt", "README.md"),
    *("links.json", "shelves.json", "portfolio.yaml"),
)
"""What a manual is made of, below its folder."""

_LOOKS_LIKE_A_SITE = ("index.html", "404.html", "assets/preuve.css", "register", "applicability")
_HEAD = 1 << 20


class OwnershipError(PreuveError):
    """A file or a folder is not the command's to write to."""


# Folders
# --------------------------------------------------------------------------------------------------


def claim_folder(folder: Path, root: Path) -> None:
    """Make sure that a folder may be written to whole, and emptied.

    Args:
        folder: where a site or other files are to go.
        root: the manual's folder.

    Raises:
        OwnershipError: it is the manual's, a part or a parent of it, or holds what we did not make.

    """
    target, manual = folder.resolve(), root.resolve()
    if target == manual or target in manual.parents:
        raise OwnershipError(
            say(
                "{folder} holds the manual itself. Give another folder, such as site.",
                folder=str(folder),
            )
        )
    if target == Path.home().resolve():
        raise OwnershipError(
            say("{folder} is your own. Give another folder, such as site.", folder=str(folder))
        )
    if (source := _source(target, manual)) is not None:
        raise _part_of(folder, source)
    for path in (target, *target.parents):
        if path.is_file():
            raise OwnershipError(
                say("{folder} is a file. Give another folder, such as site.", folder=str(path))
            )
    if not target.exists():
        return
    if (stranger := _stranger(target, manual)) is not None:
        raise _strange(folder, stranger)


def _strange(folder: Path, stranger: str) -> OwnershipError:
    return OwnershipError(
        say(
            "{folder} holds {file}, which Preuve did not make. Give another folder, or take it "
            "out of the way first.",
            folder=str(folder),
            file=stranger,
        )
    )


def claim_shared(folder: Path, names: Iterable[str]) -> None:
    """Make sure that files may be put into a folder where others may have theirs: it is absent,
    empty, or has one of them already.

    Args:
        folder: where they go.
        names: what they are called.

    Raises:
        OwnershipError: it is a source of a manual, but for its schemas, or none of *names* is
            there.

    """
    if (source := _source_of_any(folder.resolve())) not in {None, "schemas"}:
        raise _part_of(folder, str(source))
    if not folder.is_dir() or any((folder / name).exists() for name in names):
        return
    if (stranger := next(_names(folder), None)) is not None:
        raise _strange(folder, stranger)


_BEGINS_A_REPOSITORY = re.compile(
    r"\..*|(readme|licen[cs]e|copying|notice|changelog|contributing|security|authors)\b.*",
    re.IGNORECASE,
)


def claim_beginning(folder: Path, names: Iterable[str]) -> None:
    """Make sure that a manual may be begun in a folder, beside what is there.

    Args:
        folder: where it is to be.
        names: the paths of what is written there, below the folder.

    Raises:
        OwnershipError: it belongs to another manual, or holds what neither belongs to a manual nor
            is what a repository begins with.

    """
    target = folder.resolve()
    if (source := _source_of_any(target)) is not None:
        raise _part_of(folder, source)
    if not target.is_dir() or (target / ORGANISATION_FILE).is_file():
        return
    ours = {name.partition("/")[0] for name in names}
    for name in sorted(path.name for path in target.iterdir()):
        if target == Path.home().resolve() or (
            name not in ours and not _BEGINS_A_REPOSITORY.fullmatch(name)
        ):
            raise _strange(folder, name)


def _part_of(folder: Path, source: str) -> OwnershipError:
    return OwnershipError(
        say(
            "{folder} is in {source}, which the manual is made of. Give another folder.",
            folder=str(folder),
            source=source,
        )
    )


def _source(target: Path, manual: Path) -> str | None:
    """Return which source of the manual a path is, or is below;
    letters' case is no difference, as on many disks.
    """
    if target.is_relative_to(manual) and target != manual:
        first = target.relative_to(manual).parts[0]
        sources = {name.casefold(): name for name in (*SOURCES, _pages(manual))}
        if (source := sources.get(first.casefold())) is not None:
            return source
    # Of another repository, of a submodule, or above the manual: git alone writes there.
    return ".git" if ".git" in target.parts else None


def _source_of_any(target: Path) -> str | None:
    """Return which source of any manual above it, or of git, a path is or is below."""
    for above in target.parents:
        if (above / ORGANISATION_FILE).is_file() and (source := _source(target, above)) is not None:
            return source
    return ".git" if ".git" in target.parts else None


def _pages(manual: Path) -> str:
    """Return the folder of the manual's pages, where mkdocs.yml gives it another name."""
    from preuve.model.site_settings import SiteSettings, settings_of  # noqa: PLC0415 - few commands write

    settings = settings_of(manual)
    return settings.docs.partition("/")[0] if isinstance(settings, SiteSettings) else "docs"


def _stranger(folder: Path, manual: Path) -> str | None:
    """Return a file of a folder that we did not put there;
    None where all are ours, or there is none.
    """
    ours = _marked(folder)
    if ours is None:
        first = next(_names(folder), None)
        return None if first is None or _older_site(folder, manual) else first
    from preuve.core.writing import original_name  # noqa: PLC0415 - a check that writes no file pays nothing for it

    # What a killed command left beside a file of ours is ours too.
    return next((name for name in _names(folder) if original_name(name) not in ours), None)


def _names(folder: Path) -> Iterator[str]:
    """Yield what is below a folder, by its path in it;
    links are named, never followed, and empty folders are nobody's.
    """
    waiting = [folder]
    while waiting:
        for path in sorted(waiting.pop().iterdir()):
            if path.is_dir() and not path.is_symlink():
                waiting.append(path)
            else:
                yield path.relative_to(folder).as_posix()


def _marked(folder: Path) -> frozenset[str] | None:
    """Return the names of what we put into a folder; None where no marker of ours says it."""
    for marker in (folder / MARKER, folder / _MARKER_BEFORE):
        if not marker.is_symlink() and marker.is_file():
            first, *names = marker.read_bytes().decode("utf-8", "surrogateescape").split("\n")
            if first == _FIRST:
                return frozenset({marker.name, *names})
    return None


def mark_folder(folder: Path, planned: Iterable[str] = ()) -> None:
    """Note in a folder that all that is in it now is ours, and what is planned to be written."""
    names = sorted({*_names(folder), *planned} - {MARKER})
    (folder / MARKER).write_bytes(
        "\n".join([_FIRST, *names, ""]).encode("utf-8", "surrogateescape")
    )


def unmark_folder(folder: Path) -> None:
    """Take out what an earlier site left: MkDocs empties a folder of all but files with a dot,
    and the marker names the files of that site, which may have been for others.
    """
    if _marked(folder) is not None:
        for name in (MARKER, _MARKER_BEFORE):
            (folder / name).unlink(missing_ok=True)


def _older_site(folder: Path, manual: Path) -> bool:
    """Return whether a folder looks like a site of before there were markers,
    in a place where nobody keeps anything.
    """
    from preuve.history import git  # noqa: PLC0415 - few writes ask git

    if not all((folder / name).exists() for name in _LOOKS_LIKE_A_SITE[:3]):
        return False
    if any(
        (folder / name).exists() for name in (".git", ORGANISATION_FILE, INDEX_FILE, "mkdocs.yml")
    ):
        return False
    return git.ask(manual, "check-ignore", "--quiet", "--", f"{folder}/") is not None


# Files
# --------------------------------------------------------------------------------------------------


def write_file(
    file: Path, data: bytes, kind: Callable[[bytes], bool], root: Path, *, force: bool
) -> None:
    """Write a file whole, unless another's stands there.

    Args:
        file: where it goes.
        data: what goes there.
        kind: whether the bytes of a file that stands there are such as the command writes.
        root: the manual's folder.
        force: replace what stands there all the same.

    Raises:
        OwnershipError: another's file stands there.
        OSError: it cannot be written.

    """
    if _is_device(file):
        with named_as(file):
            file.write_bytes(data)  # a pipe or a terminal: nothing is replaced
        return
    from preuve.core.writing import write_whole  # noqa: PLC0415 - as above

    claim_file(file, kind, root, force=force)
    write_whole(file, data)


def write_record(file: Path, data: bytes) -> None:
    """Write a file that a command keeps for the manual, and git with it, unless something else
    stands there.

    Raises:
        OwnershipError: what stands there does not begin as what is written.
        OSError: it cannot be written.

    """
    from preuve.core.writing import write_whole  # noqa: PLC0415 - as above

    if (
        file.is_file()
        and not file.is_symlink()
        and (there := file.read_bytes())
        and not begins_like(data)(there)
    ):
        raise OwnershipError(
            say("{file}: Preuve did not make it. Take it out of the way first.", file=str(file))
        )
    write_whole(file, data)


def claim_file(file: Path, kind: Callable[[bytes], bool], root: Path, *, force: bool) -> None:
    """Make sure that a file may be written to: before the work is done whose result goes there. See
    `write_file`.

    Args:
        file: to be written.
        kind: whether content is of the sort that is written, and so of a run before.
        root: the manual's folder.
        force: whether somebody asked for it in spite of what is there.

    Raises:
        OwnershipError: it is not ours to write to.

    """
    if _is_device(file):
        return
    if file.is_symlink():
        raise OwnershipError(say("{file} is a link: give another name.", file=str(file)))
    if file.is_dir():
        raise OwnershipError(say("{file} is a folder. Give the name of a file.", file=str(file)))
    if ".git" in file.resolve().parts:
        raise OwnershipError(say("{file} is git's own. Give another name.", file=str(file)))
    if not file.exists():
        if not file.absolute().parent.is_dir():
            raise OwnershipError(say("There is no folder {folder}.", folder=str(file.parent)))
        return
    why = None if force else _not_ours(file, kind, root)
    if why is not None:
        raise OwnershipError(
            say(
                "{file}: {why} Give another name, or --force to replace it.",
                file=str(file),
                why=why,
            )
        )


def _not_ours(file: Path, kind: Callable[[bytes], bool], root: Path) -> Message | None:
    """Return why a file is not ours to replace."""
    target, manual = file.resolve(), root.resolve()
    if _source(target, manual) is not None:
        return say("the manual is made of it.")
    with file.open("rb") as stream:
        head = stream.read()
    if head and not kind(head):
        return say("Preuve did not make it.")
    from preuve.history import git  # noqa: PLC0415 - as above

    if git.ask(target.parent, "ls-files", "--error-unmatch", "--", target.name) is not None:
        return say("it is kept in git.")
    return None


_STREAM = re.compile(r"/dev/(stdout|stderr|fd/\d+)|/proc/(self|\d+)/fd/\d+")
"""What a shell has opened already, be it a file."""


def _is_device(file: Path) -> bool:
    if _STREAM.fullmatch(str(file)):
        return True
    try:
        mode = file.stat().st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


# Kinds
# --------------------------------------------------------------------------------------------------


def is_pdf(data: bytes) -> bool:
    """Return whether a file is a PDF that Preuve printed."""
    return data.startswith(b"%PDF-") and b"(Preuve)" in data


def is_pack(data: bytes) -> bool:
    """Return whether a file is a pack."""
    return {"MANIFEST.json", "SHA256SUMS"} <= {name.rpartition("/")[2] for name in _members(data)}


def is_workbook(data: bytes) -> bool:
    """Return whether a file is a workbook as Preuve wrote it. Who fills one in and saves it has
    made it his own: it says by whom it was changed, or when.
    """
    core = _members(data, "docProps/core.xml").get("docProps/core.xml", b"")
    times = re.findall(rb"<dcterms:(?:created|modified)[^>]*>([^<]*)<", core)
    changed = b"lastModifiedBy" in core or len(set(times)) != 1
    return b"<dc:creator>Preuve</dc:creator>" in core and not changed


def _members(data: bytes, *wanted: str) -> dict[str, bytes]:
    """Return the names in an archive, with the bytes of those wanted;
    nothing of what is no archive.
    """
    import io  # noqa: PLC0415 - as above
    import zipfile  # noqa: PLC0415
    import zlib  # noqa: PLC0415

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {
                info.filename: archive.read(info)
                if info.filename in wanted and info.file_size < _HEAD
                else b""
                for info in archive.infolist()
            }
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, EOFError, ValueError):
        return {}


def is_json_with(*keys: str) -> Callable[[bytes], bool]:
    """Return what tells whether a file is a JSON object with some keys."""
    import json  # noqa: PLC0415 - as above

    def tells(data: bytes) -> bool:
        try:
            value = json.loads(data)
        except (ValueError, RecursionError):
            return False
        return isinstance(value, dict) and value.keys() >= set(keys)

    return tells


def is_text_with(*marks: str) -> Callable[[bytes], bool]:
    """Return what tells whether a file is text with one of some passages,
    which only Preuve writes.
    """

    def tells(data: bytes) -> bool:
        return any(mark.encode() in data for mark in marks)

    return tells


def begins_like(written: bytes) -> Callable[[bytes], bool]:
    """Return what tells whether a file begins as what is to be written:
    with the same line or, in JSON, with its keys.
    """
    if written.startswith(b"{"):
        import json  # noqa: PLC0415 - as above

        return is_json_with(*json.loads(written))
    first = written.partition(b"\n")[0]
    return lambda data: data.partition(b"\n")[0] == first
