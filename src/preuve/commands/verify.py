"""`preuve verify PACK`: whether a pack is, to the byte, as it was written."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from hashlib import sha256
from pathlib import Path

from preuve.core.words import LANGUAGES, Translator, say
from preuve.model.manual import Manual
from preuve.publication.archive import MAX_BYTES, verify


def main(arguments: list[str]) -> int:
    """Verify; return the exit status: 0 whole, 1 damaged, 2 unreadable."""
    verb = ArgumentParser(prog="preuve verify", description="Find any changed, missing or added byte of a pack.")
    verb.add_argument("pack", type=Path, metavar="PACK")
    verb.add_argument("--digest", metavar="SHA256", help="what `preuve pack` printed: whether this is that very pack")
    verb.add_argument("--language", choices=LANGUAGES, help="default: that of the manual in this folder, else English")
    options = verb.parse_args(arguments)
    words = Translator(options.language or Manual.load(Path()).language)
    try:
        with options.pack.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)  # what is larger than any pack is cut, and found damaged
    except OSError as error:
        print(f"preuve: {options.pack}: {error.strerror}", file=sys.stderr)
        return 2
    found = list(verify(data))
    for damage in found:
        print(f"{damage.member or options.pack.name}: {words(damage.message)}", file=sys.stderr)
    digest = sha256(data).hexdigest()
    if options.digest is not None and options.digest.strip().lower() != digest:
        other = say("This is another pack: its digest is {digest}.", digest=digest)
        print(f"{options.pack.name}: {words(other)}", file=sys.stderr)
        return 1
    if found:
        return 1
    print(words(say("Whole: every byte is as it was written. Whoever can write a pack can write another: compare its digest.")))
    print(digest)
    return 0
