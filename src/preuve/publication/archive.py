"""A zip archive of which every byte is known: the same members give the same archive, on any
machine, on any day.

Members are stored, not compressed: what a compressor writes depends on its version. So an archive
can be checked whole, by writing it again from what it holds and comparing: a byte changed, added or
lost anywhere is seen, not only in the members.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, NamedTuple

from preuve.core.digest import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from preuve.core.words import Message

from preuve.core.words import say

SUMS = "SHA256SUMS"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip archive can hold."""
_MODE = 0o100644 << 16
MAX_BYTES = 2 * 1024**3


class Damage(NamedTuple):
    """What is wrong with an archive, and with which member; None: with the archive itself."""

    member: str | None
    message: Message


def with_checksums(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return members with the list of their digests, as `sha256sum -c` reads it."""
    lines = [f"{digest_of(members[name])}  {name}\n" for name in sorted(members)]
    return {**members, SUMS: "".join(lines).encode()}


def written(members: Mapping[str, bytes]) -> bytes:
    """Return the archive of members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(members):
            member = zipfile.ZipInfo(name, _EPOCH)
            member.create_system = 3  # Unix, whatever made it
            member.external_attr = _MODE
            archive.writestr(member, members[name])
    return out.getvalue()


def verify(data: bytes) -> Iterator[Damage]:
    """Yield what is wrong with an archive's bytes;
    nothing, if they are just as they were written.
    """
    try:
        members = read_members(data)
    except _UNREADABLE as error:
        no_zip = say("it is no zip archive, or not a whole one")
        why = no_zip if isinstance(error, zipfile.BadZipFile) else str(error)
        yield Damage(None, say("The archive cannot be read: {why}.", why=why))
        return
    if SUMS not in members:
        yield Damage(SUMS, say("The list of digests is missing."))
        return
    expected = _expected(members[SUMS])
    if expected is None:
        yield Damage(SUMS, say("The list of digests cannot be read."))
        return
    any_damage = False
    for name in sorted({*expected, *members} - {SUMS}):
        if name not in members:
            yield Damage(name, say("The file is missing."))
        elif name not in expected:
            yield Damage(name, say("The file was added."))
        elif digest_of(members[name]) != expected[name]:
            yield Damage(name, say("The file was changed."))
        else:
            continue
        any_damage = True
    if not any_damage and (
        with_checksums({name: members[name] for name in expected})[SUMS] != members[SUMS]
        or written(members) != data
    ):
        yield Damage(None, say("The archive was changed beside its files."))


_UNREADABLE = (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, KeyError)


def read_members(data: bytes) -> dict[str, bytes]:
    """Return an archive's files, by name. Raises one of `_UNREADABLE` where it is none of ours."""
    members: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in archive.infolist():
            if (
                member.compress_type != zipfile.ZIP_STORED
                or member.file_size > len(data)
                or member.filename in members
            ):
                message = f"{member.filename} is not as it was written"
                raise ValueError(message)
            # The members' own checksums would stop at the first damage; ours tell them all.
            with archive.open(member) as stream:
                stream._expected_crc = None  # type: ignore[attr-defined]  # noqa: SLF001 - zipfile has no other switch
                members[member.filename] = stream.read()
    return members


def _expected(sums: bytes) -> dict[str, str] | None:
    """Return the digests by name; None where a line is not one."""
    try:
        lines = sums.decode().splitlines()
    except UnicodeDecodeError:
        return None
    pairs = [line.partition("  ") for line in lines]
    if not all(digest and gap and name for digest, gap, name in pairs):
        return None
    return {name: digest for digest, _, name in pairs}
