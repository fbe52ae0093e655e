"""Where a proof is: a file of the repository, a file on a shelf outside it, a page on the web."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from preuve.core.record import NamedTuple
from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.reading import TextNode
from preuve.schema import Text, shorten

if TYPE_CHECKING:
    from preuve.core.words import Message
    from preuve.reading import Node
    from preuve.schema import Reader, Schema

SHELF_NAME = "[a-z][a-z0-9-]+"
_ON_SHELF = re.compile(rf"({SHELF_NAME}):(?!//)(.+)", re.DOTALL)
_LONGEST = 1000


class ShelvedFile(NamedTuple):
    """A file on a shelf: the shelf's name in organisation.yaml, and the path below its top."""

    shelf: str
    path: str

    def __str__(self) -> str:
        return f"{self.shelf}:{self.path}"

    @property
    def name(self) -> str:
        """Return the file's own name, without its folders."""
        return self.path.rpartition("/")[2]


def is_path_on_shelf(path: str) -> bool:
    """Return whether a path can be one below the top of a shelf: it leads nowhere else."""
    return (
        "\\" not in path
        and len(path) <= _LONGEST
        and not any(part == "" or part.startswith(".") for part in path.split("/"))
        and re.search(r"[\x00-\x1f\x7f]", path) is None
    )


class FileOrShelf:
    """A file in the repository, or one on a shelf: `drive:Sessions 2026/A12/émargement.pdf`."""

    def read(self, node: Node, reader: Reader) -> str | ShelvedFile | None:
        """Return the path, or the shelf and the path below its top."""
        text = node.text.strip() if isinstance(node, TextNode) else ""
        if (match := _ON_SHELF.fullmatch(text)) is None or text.startswith("www."):
            return FilePath().read(node, reader)
        shelf, path = match[1], match[2].strip()
        if not is_path_on_shelf(path):
            return reader.report(
                RuleName.INVALID_VALUE,
                node,
                say("“{path}” is no path on a shelf.", path=shorten(text)),
                say(
                    "Write the shelf, a colon and the path below its top, with slashes, such as "
                    "{shelf}:Sessions 2026/A12/attendance.pdf.",
                    shelf=shelf,
                ),
            )
        return ShelvedFile(shelf, path)

    def schema(self) -> Schema:
        """Return the JSON Schema of the value."""
        shelf: Schema = {"type": "string", "pattern": f"^{SHELF_NAME}:(?!//)[^\\\\]+$"}
        return {"anyOf": [FilePath().schema(), shelf]}


class FilePath:
    """A file in the repository, written the same on every system: `evidence/catalogue.pdf`."""

    def read(self, node: Node, reader: Reader) -> str | None:
        """Return the path, which lies below the manual's root and is portable."""
        path = Text().read(node, reader)
        if path is None:
            return None
        if "\\" in path:
            return reader.report(
                RuleName.FILE_OUTSIDE_REPOSITORY,
                node,
                say("“{path}” is written with backslashes.", path=shorten(path)),
                say(
                    "Write it with slashes, from the top folder of the manual, such as "
                    "evidence/catalogue.pdf."
                ),
            )
        parts = path.split("/")
        if path.startswith(("https://", "http://", "www.")):
            return reader.report(
                RuleName.INVALID_VALUE,
                node,
                say("“{path}” is an address, not a file.", path=shorten(path)),
                say("Use the key url here, not file."),
            )
        if path.startswith(("/", "~")) or re.match(r"[A-Za-z]:", path) or ".." in parts:
            return reader.report(
                RuleName.FILE_OUTSIDE_REPOSITORY,
                node,
                say("“{path}” leads out of the manual's folder.", path=shorten(path)),
                say(
                    "Copy the file into the folder evidence/ and name it from there; or use "
                    "place: to say where it is kept."
                ),
            )
        if (advice := renamed_for_all(path)) is not None:
            return reader.report(
                RuleName.INVALID_VALUE,
                node,
                say("“{path}” is not a name that every system can keep.", path=shorten(path)),
                advice,
            )
        return path

    def schema(self) -> Schema:
        """Return the JSON Schema of the value."""
        return {"type": "string", "pattern": r'^(?![/~])(?!.*(^|/)\.\.(/|$))[^\\<>:"|?*]+$'}


# Names that Windows keeps for devices, whatever their ending.
_DEVICES = frozenset({"con", "prn", "aux", "nul"}).union(
    f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"
)


_LONGEST_PART = 200
"""Bytes of a name: file systems stop at 255, archives earlier."""
_LONGEST_PATH = 200
"""Letters of a path: Windows stops at 260, with the folder that the manual or its pack lies in."""


def is_unportable(part: str) -> bool:
    """Return whether a part of a path is no name of a file on some system."""
    return (
        part in {"", "."}
        or part[-1] in " ."
        or part[0] == " "
        or re.search(r'[<>:"|?*\x00-\x1f]', part) is not None
        or _is_device(part)
        or len(part.encode("utf-8", "replace")) > _LONGEST_PART
    )


def _is_device(part: str) -> bool:
    return part.partition(".")[0].strip().lower() in _DEVICES


def renamed_for_all(path: str) -> Message | None:
    """Return what to do about a path of which some system cannot keep a part, or the whole; None
    about any other.
    """
    parts = path.split("/")
    if device := next((part for part in parts if _is_device(part)), None):
        return say("Windows keeps the name {name} for itself: rename it.", name=device)
    longest = max(len(part.encode("utf-8", "replace")) for part in parts)
    if longest > _LONGEST_PART or len(path) > _LONGEST_PATH:
        return say(
            "Shorten it: {limit} characters at most, with its folders; Windows keeps no longer "
            "one.",
            limit=_LONGEST_PATH,
        )
    if not any(is_unportable(part) for part in parts):
        return None
    return say(
        'Rename it without any of < > : " | ? *, a space or dot at the end, or an '
        "empty part between slashes."
    )


_HTTPS = (
    r"https://(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]"
    r"(?::[0-9]{1,5})?(?:[/?#][A-Za-z0-9._~:/?#@!$&'()*+,;=%\[\]-]*)?"
)


class WebAddress:
    """An https address with a host name and no user part; nothing else becomes a link."""

    def read(self, node: Node, reader: Reader) -> str | None:
        """Return the address."""
        address = Text().read(node, reader)
        if address is None:
            return None
        if re.fullmatch(_HTTPS, address) is not None:
            return address
        advice = say(
            "Copy the address from the browser's address bar; it begins with https:// "
            "and has no space or accent."
        )
        meant = address.strip("<>()[] ,;.“”«»\u00a0")
        if meant != address and re.fullmatch(_HTTPS, meant) is not None:
            advice = say(
                "Write {text}, without quotation marks or other signs around it.", text=meant
            )
        return reader.report(
            RuleName.UNSAFE_URL,
            node,
            say("“{address}” cannot be made a link.", address=shorten(address)),
            advice,
        )

    def schema(self) -> Schema:
        """Return the JSON Schema of the value."""
        return {"type": "string", "pattern": "^https://"}
