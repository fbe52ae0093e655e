"""Reads the folder `registers/`: one file a register, a fault in one line not losing the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from preuve.core.files import Presence
from preuve.core.finding import Diagnostic, Place
from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.model.registers.catalogue import FOLDER, REGISTER_OF_FILE, RegisterName, Registers
from preuve.model.registers.description import KeptRegister, describe
from preuve.reading import not_a_file, read_yaml
from preuve.schema import did_you_mean, is_empty, read_partly, shorten

if TYPE_CHECKING:
    from preuve.core.files import Folder
    from preuve.reading import Document
    from preuve.schema import Record


def shape_of(name: RegisterName) -> Record[dict[str, Any]]:
    """Return what a register's file looks like."""
    return describe(name).record()


def records_of(name: RegisterName) -> dict[str, Record[Any]]:
    """Return what a line of each list of a register looks like, by the list's name."""
    return {key: lines.record(key) for key, lines in describe(name).lists.items()}


# What may lie beside the registers: a team's own explanation, and what keeps an empty folder in
# git.
_BESIDE = {f"{FOLDER}/README.md", f"{FOLDER}/.gitkeep"}


def read_registers(folder: Folder) -> tuple[Registers, list[Diagnostic]]:
    """Return the registers of a manual's folder, and what is wrong with them."""
    by_name: dict[RegisterName, KeptRegister] = {}
    diagnostics: list[Diagnostic] = []
    unreadable: set[str] = set()
    unusable: set[RegisterName] = set()
    if folder.fact(FOLDER).presence is Presence.PRESENT:  # a file of that name: a folder is none
        diagnostics.append(_unknown(FOLDER))
    for path, kind in folder.walk(FOLDER):
        if path in _BESIDE or path.count("/") > 1:  # what lies in a folder is told with the folder
            continue
        if kind == "link":
            diagnostics.append(_through_a_link(path))
        elif path not in REGISTER_OF_FILE:
            diagnostics.append(_unknown(path))
        elif kind != "file":
            diagnostics.append(not_a_file(Place(path, 1, 1)))
        else:
            name = REGISTER_OF_FILE[path]
            read, lost, faults = _read(read_yaml(folder.root / path, path), name)
            if read is None:
                unusable.add(name)
            else:
                by_name[name] = read
            unreadable |= lost
            diagnostics += faults
    in_order = {name: by_name[name] for name in RegisterName if name in by_name}
    return Registers(in_order, frozenset(unreadable), frozenset(unusable)), diagnostics


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
) -> tuple[KeptRegister | None, frozenset[str], list[Diagnostic]]:
    """Return a register, the ids of its lines that could not be read, and the faults;
    None where no list of it could be read.
    """
    if document.unusable:
        return None, frozenset(), document.diagnostics
    if document.root is None or is_empty(document.root):
        return KeptRegister({}, ()), frozenset(), document.diagnostics
    lists = tuple(describe(name).lists)
    values, unreadable, faults = read_partly(document.root, document.file, shape_of(name), lists)
    faults = [*document.diagnostics, *faults]
    if not values or values.keys().isdisjoint(lists):
        return None, unreadable, faults
    lines = tuple(line for key in lists for line in values.pop(key, ()))
    return KeptRegister(values, lines), unreadable, faults
