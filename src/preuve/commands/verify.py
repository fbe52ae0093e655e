"""`preuve verify PACK`: whether a pack is, to the byte, as it was written."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from preuve.console import terminal
from preuve.console.arguments import Parser
from preuve.core.words import say
from preuve.publication.archive import MAX_BYTES, verify


def main(arguments: list[str]) -> int:
    """Verify; return the exit status: 0 whole, 1 damaged, 2 unreadable."""
    verb = Parser("verify", say("Find any changed, missing or added byte of a pack."))
    verb.add("pack", type=Path, metavar="PACK", about=say("the archive that preuve pack made"))
    verb.add("--digest", metavar="SHA256", about=say("what `preuve pack` printed: whether this is that very pack"))
    verb.add_language()
    options = verb.parse_args(arguments)
    words = verb.words
    try:
        with options.pack.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)  # what is larger than any pack is cut, and found damaged
    except OSError as error:
        terminal.error(f"{options.pack}: {error.strerror}")
        return 2
    found = list(verify(data))
    for damage in found:
        terminal.note(f"{damage.member or options.pack.name}: {words(damage.message)}")
    digest = sha256(data).hexdigest()
    if options.digest is not None and options.digest.strip().lower() != digest:
        other = say("This is another pack: its digest is {digest}.", digest=digest)
        terminal.note(f"{options.pack.name}: {words(other)}")
        return 1
    if found:
        return 1
    terminal.line(
        words(say("Whole: every byte is as it was written. Whoever can write a pack can write another: compare its digest."))
    )
    terminal.line(digest)
    return 0
