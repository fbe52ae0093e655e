"""Reads the folder `registers/`: one file a register, a fault in one line not losing the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from preuve.core.files import Presence
from preuve.core.finding import Diagnostic, Place
from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.model.registers.catalogue import FILES, FOLDER, RegisterName, Registers
from preuve.model.registers.complaints import COMPLAINT
from preuve.model.registers.description import KeptRegister, describe
from preuve.model.registers.improvements import IMPROVEMENT
from preuve.model.registers.non_conformities import NON_CONFORMITY
from preuve.model.registers.risks import RISK
from preuve.model.registers.watch import WATCH_ENTRY
from preuve.reading import Mapping, Scalar, Sequence, not_a_file, read_yaml
from preuve.schema import Field, ListOf, Reader, Record, Span, did_you_mean, is_empty, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from preuve.core.files import Folder
    from preuve.reading import Document

_SHAPES: dict[RegisterName, Record[dict[str, Any]]] = {
    RegisterName.NON_CONFORMITIES: Record(
        dict,
        {
            "non_conformities": Field(
                ListOf(NON_CONFORMITY), say("what auditors found wanting"), required=True
            )
        },
    ),
    RegisterName.IMPROVEMENTS: Record(
        dict,
        {
            "improvements": Field(
                ListOf(IMPROVEMENT), say("what was made better, or will be"), required=True
            )
        },
    ),
    RegisterName.WATCH: Record(
        dict,
        {
            "watch": Field(
                ListOf(WATCH_ENTRY), say("what was read, and what was made of it"), required=True
            )
        },
    ),
    RegisterName.COMPLAINTS: Record(
        dict,
        {
            "acknowledge_within": Field(
                Span(), say("the time in which you confirm a complaint's receipt: your own rule")
            ),
            "answer_within": Field(
                Span(),
                say("the time in which you answer a complaint: your own rule, such as 15 days"),
            ),
            "complaints": Field(
                ListOf(COMPLAINT), say("complaints, difficulties and contingencies"), required=True
            ),
        },
    ),
    RegisterName.RISKS: Record(
        dict,
        {"risks": Field(ListOf(RISK), say("risks to the quality of the services"), required=True)},
    ),
}


def shape_of(name: RegisterName) -> Record[dict[str, Any]]:
    """Return what a register's file looks like."""
    return describe(name).record() if name.described else _SHAPES[name]


def records_of(name: RegisterName) -> dict[str, Record[Any]]:
    """Return what a line of each list of a register looks like, by the list's name."""
    if name.described:
        return {below: lines.record(below) for below, lines in describe(name).lists.items()}
    below = _SHAPES[name].fields[name.value].shape
    assert isinstance(below, ListOf)  # noqa: S101 - what each register is
    assert isinstance(below.shape, Record)  # noqa: S101 - as above
    return {name.value: below.shape}


# What may lie beside the registers: a team's own explanation, and what keeps an empty folder in
# git.
_BESIDE = {f"{FOLDER}/README.md", f"{FOLDER}/.gitkeep"}


def read_registers(folder: Folder) -> tuple[Registers, list[Diagnostic]]:
    """Return the registers of a manual's folder, and what is wrong with them."""
    values: dict[str, Any] = {}
    described: dict[RegisterName, KeptRegister] = {}
    diagnostics: list[Diagnostic] = []
    unreadable: set[str] = set()
    if folder.fact(FOLDER).presence is Presence.PRESENT:  # a file of that name: a folder is none
        diagnostics.append(_unknown(FOLDER))
    for path, kind in folder.walk(FOLDER):
        if path in _BESIDE or path.count("/") > 1:  # what lies in a folder is told with the folder
            continue
        if kind == "link":
            diagnostics.append(_through_a_link(path))
        elif path not in FILES:
            diagnostics.append(_unknown(path))
        elif kind != "file":
            diagnostics.append(not_a_file(Place(path, 1, 1)))
        else:
            read, lost, faults = _read(read_yaml(folder.root / path, path), FILES[path])
            if not FILES[path].described:
                values |= read
            elif read:
                described[FILES[path]] = _described(FILES[path], read)
            unreadable |= lost
            diagnostics += faults
    return Registers(**values, described=described, unreadable=frozenset(unreadable)), diagnostics


def _described(name: RegisterName, read: dict[str, Any]) -> KeptRegister:
    """Return a register that is made from its description, out of the keys of its file."""
    lists = describe(name).lists
    lines = tuple(line for below in lists for line in read.get(below, ()))
    return KeptRegister({key: value for key, value in read.items() if key not in lists}, lines)


def register_faults(document: Document, name: RegisterName) -> list[Diagnostic]:
    """Return what is wrong with one register, beside its syntax:
    for a command that means to write it.
    """
    return [
        diagnostic
        for diagnostic in _read(document, name)[2]
        if diagnostic not in document.diagnostics
    ]


def _unknown(path: str) -> Diagnostic:
    names = [name.file for name in RegisterName]
    return Diagnostic(
        RuleName.UNKNOWN_REGISTER,
        say("{file} is none of the registers.", file=shorten(path)),
        Place(path, 1, 1),
        did_you_mean(
            path, names, say("The registers are: {files}. Other files go elsewhere.", files=names)
        ),
    )


def _through_a_link(path: str) -> Diagnostic:
    return Diagnostic(
        RuleName.UNREADABLE_FILE,
        say("{file} is reached through a symbolic link.", file=shorten(path)),
        Place(path, 1, 1),
        say("Put the file itself into the repository."),
    )


def _read(
    document: Document, name: RegisterName
) -> tuple[dict[str, Any], set[str], list[Diagnostic]]:
    """Return what a register says, the ids of its lines that could not be read, and the faults."""
    if document.unusable:
        return {}, set(), document.diagnostics
    lists = tuple(describe(name).lists) if name.described else (name.value,)
    if document.root is None or is_empty(document.root):
        return {lists[0]: ()}, set(), document.diagnostics
    shape, reader = shape_of(name), Reader(document.file)
    values = shape.read(document.root, reader)
    diagnostics = [*document.diagnostics, *reader.diagnostics]
    if values is not None:
        del values["origin"]
        return values, set(), diagnostics
    if reader.full or not isinstance(document.root, Mapping):
        return {}, set(), diagnostics  # what was not read to its end is not judged
    quiet, known = Reader(document.file), document.root.entries
    again = {
        key: shape.fields[key].shape.read(node, quiet)
        for key, node in known.items()
        if key in shape.fields
    }
    present = {key: value for key, value in again.items() if value is not None}
    written = {text for below in lists for text in _ids(known.get(below))}
    readable = {line.id for below in lists for line in present.get(below, ())}
    return present, written - readable, diagnostics


def _ids(node: object) -> Iterator[str]:
    """Yield the ids written in a register, of lines readable or not."""
    items: Iterable[object] = node.items if isinstance(node, Sequence) else ()
    for item in items:
        name = item.entries.get("id") if isinstance(item, Mapping) else None
        if isinstance(name, Scalar):
            yield name.text.strip()
