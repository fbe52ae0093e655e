"""Folders in which a team keeps one thing a file, each called by its file's name:
crosswalks, rehearsals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from preuve.core.finding import Diagnostic, Place
from preuve.core.record import NamedTuple
from preuve.core.rule_name import RuleName
from preuve.reading import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable

    from preuve.core.files import Folder
    from preuve.core.words import Message
    from preuve.reading import Document

T = TypeVar("T")


class NamingRule(NamedTuple):
    """How the files of a folder may be called, without their ending."""

    fits: Callable[[str], bool]
    message: Message
    """What a name that does not fit is told."""
    advice: Message


def read_each(
    folder: Folder,
    folder_name: str,
    naming: NamingRule,
    read: Callable[[Document, str], tuple[T | None, list[Diagnostic]]],
) -> tuple[list[T], list[Diagnostic]]:
    """Return what the YAML files below a folder say, and what is wrong; a fault in one does not
    lose the others.

    Args:
        folder: of the manual.
        folder_name: below the folder of the manual.
        naming: how the files may be called.
        read: what makes a value of a document and its name, with what is wrong.

    """
    values: list[T] = []
    diagnostics: list[Diagnostic] = []
    for path, kind in folder.walk(folder_name):
        name = path.removeprefix(f"{folder_name}/").removesuffix(".yaml")
        if kind != "file" or not path.endswith(".yaml"):
            continue
        if not naming.fits(name):
            diagnostics.append(
                Diagnostic(RuleName.INVALID_VALUE, naming.message, Place(path, 1, 1), naming.advice)
            )
            continue
        one, wrong = read(read_yaml(folder.root / path, path), name)
        diagnostics += wrong
        if one is not None:
            values.append(one)
    return values, diagnostics
