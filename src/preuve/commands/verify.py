"""`preuve verify PACK`: whether a pack is, to the byte, as it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.console import terminal
from preuve.console.arguments import Parser
from preuve.core.digest import digest_of
from preuve.core.words import say
from preuve.publication.archive import MAX_BYTES, read_members, verify
from preuve.publication.pack_checks import (
    SignatureError,
    against_git,
    against_manifest,
    signer,
    unsafe_names,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from preuve.publication.archive import Damage


def main(arguments: list[str]) -> int:
    """Verify; return the exit status: 0 whole, 1 damaged, 2 unreadable."""
    verb = Parser("verify")
    verb.add("pack", say("PACK"), say("the archive that preuve pack made"))
    verb.add(
        "--digest", say("SHA256"), say("what `preuve pack` printed: whether this is that very pack")
    )
    verb.add(
        "--root",
        say("FOLDER"),
        say("the manual, in its repository: each proof is compared with what git holds of it"),
        dest="manual",
    )
    verb.add(
        "--signers",
        say("FILE"),
        say("who may sign packs: lines of a name and an SSH public key; the signature is PACK.sig"),
    )
    verb.add_language()
    options = verb.parse_args(arguments)
    words = verb.words
    with options.pack.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)  # what is larger than any pack is cut, and found damaged
    damages = list(_damages(data, options.manual))
    for damage in damages:
        terminal.note(f"{damage.member or options.pack.name}: {words(damage.message)}")
    digest = digest_of(data)
    if options.digest is not None and options.digest.strip().lower() != digest:
        other = say("This is another pack: its digest is {digest}.", digest=digest)
        terminal.note(f"{options.pack.name}: {words(other)}")
        return 1
    if damages:
        return 1
    if options.signers is not None:
        try:
            name = signer(data, options.pack.with_name(f"{options.pack.name}.sig"), options.signers)
        except SignatureError as error:
            terminal.error(words(error.message))
            return 1
        terminal.line(words(say("Signed by {name}.", name=name)))
    terminal.line(
        words(
            say(
                "Whole: every byte is as it was written. Whoever can write a pack can write "
                "another: compare its digest."
            )
        )
    )
    terminal.line(digest)
    return 0


def _damages(data: bytes, manual: Path | None) -> Iterator[Damage]:
    """Yield what is wrong with a pack: with its bytes or,
    where these are whole, with what they say.
    """
    damages = list(verify(data))
    yield from damages
    if damages:
        return
    members = read_members(data)
    yield from unsafe_names(members)
    yield from against_manifest(members)
    if manual is not None:
        yield from against_git(members, manual)
