"""`preuve shelves`: whether proofs that lie outside git are still there, and still the same.

Nothing is fetched: a shelf is a folder of this machine, or a listing that somebody made.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from preuve.assess.flaws import is_another
from preuve.console import terminal
from preuve.console.arguments import Parser
from preuve.console.progress import busy
from preuve.core import clock
from preuve.core.errors import PreuveError
from preuve.core.system_reasons import reason_of
from preuve.core.words import Translator, say, say_count
from preuve.links.shelf_looking import look
from preuve.links.shelf_stores import MAX_LISTING, FolderStore, ListedStore, ShelfError, folder_of
from preuve.model.manual import Manual
from preuve.model.shelf_results import FILE, ShelfOutcome, written
from preuve.publication.ownership import write_record
from preuve.schema import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from preuve.core.words import Message
    from preuve.links.shelf_stores import Store
    from preuve.model.evidence import Evidence
    from preuve.model.proof_places import ShelvedFile
    from preuve.model.shelf_results import ShelfSighting
    from preuve.model.shelves import Shelf


def add_listing(verb: Parser) -> None:
    """Add the option by which a listing stands for a shelf that is not here."""
    verb.add(
        "--listing",
        say("NAME=FILE"),
        say("a shelf by what rclone lsjson -R --hash --files-only says; =- reads it here"),
        action="append",
        default=[],
    )


def main(arguments: list[str]) -> int:
    """Look; return the exit status: 0 all is there and as it was, 1 something is not, 2 nothing
    could be looked at or written.
    """
    verb = Parser("shelves")
    verb.add_root()
    add_listing(verb)
    options = verb.parse_args(arguments)
    manual = Manual.load(options.root)
    words = Translator(manual.language)
    if manual.organisation is None or manual.evidence_index is None:
        raise PreuveError(say("The manual cannot be read. Run preuve check."))
    by_shelf: dict[str, list[Evidence]] = {}
    for entry in manual.evidence_index.evidence:
        if entry.shelf is not None:
            by_shelf.setdefault(entry.shelf.shelf, []).append(entry)
    if not by_shelf:
        terminal.line(words(say("No proof of the index lies on a shelf.")))
        return 0
    stores = stores_of(manual.organisation.shelves, options.listing)
    return _look(manual, by_shelf, stores, words)


def stores_of(shelves: Mapping[str, Shelf], listings: list[str]) -> dict[str, Store]:
    """Return what holds each shelf that is there: a listing (NAME=FILE), else its folder.

    Raises:
        ShelfError: a listing cannot be used, or names no shelf.

    """
    stores: dict[str, Store] = {}
    for name, shelf in shelves.items():
        if (folder := folder_of(shelf, os.environ)) is not None:
            stores[name] = FolderStore(folder)
    for text in listings:
        name, sign, file = text.partition("=")
        if not sign or not file:
            raise ShelfError(say("--listing {text}: write NAME=FILE, or NAME=-", text=text))
        if name not in shelves:
            advice = did_you_mean(
                name, shelves, say("Declare it under shelves in organisation.yaml.")
            )
            raise ShelfError(say("There is no shelf {name}. {help}", name=name, help=advice))
        try:
            stores[name] = ListedStore.read(_data(file))
        except (OSError, ShelfError) as error:
            why = reason_of(error)
            raise ShelfError(say("{file}: {why}", file=file, why=why)) from None
    return stores


def _data(file: str) -> bytes:
    if file == "-":
        data = sys.stdin.buffer.read(MAX_LISTING + 1)
    else:
        with Path(file).open("rb") as stream:
            data = stream.read(MAX_LISTING + 1)
    if len(data) > MAX_LISTING:
        raise ShelfError(say("it is too large to be read"))
    return data


def _look(
    manual: Manual,
    by_shelf: Mapping[str, list[Evidence]],
    stores: Mapping[str, Store],
    words: Translator,
) -> int:
    assert manual.organisation is not None  # noqa: S101 - as asked before
    named = {entry.shelf for entries in by_shelf.values() for entry in entries}
    # What the index no longer names is forgotten; a shelf that is not there stays as it was seen.
    kept: dict[ShelvedFile, ShelfSighting] = {
        file: seen for file, seen in manual.shelves.items() if file in named
    }
    problems = looked = 0
    for name, entries in by_shelf.items():
        shelf = manual.organisation.shelves.get(name)
        label = shelf.label if shelf else name
        store = stores.get(name)
        if store is None:
            terminal.error(words(_absent(name, label, shelf.env if shelf else "")))
            continue
        with busy(words(say("Looking at {shelf}", shelf=label))):
            looks = look(entries, store, kept, clock.today())
            seen = {sighting.file: sighting for sighting in looks}
        kept |= seen
        looked += 1
        lines = [_line(entry, seen, words) for entry in entries]
        found = [line for line in lines if line is not None]
        problems += len(found)
        for line in found:
            terminal.line(line)
        count = say_count("{count} proof", "{count} proofs", len(entries))
        terminal.line(words(_sum(label, count, len(found))))
        if len(entries) > 1 and all(
            sighting.outcome is ShelfOutcome.GONE for sighting in seen.values()
        ):
            terminal.line(words(say("None of them is there: is it the right folder?")))
    if not looked:
        return 2
    write_record(manual.root / FILE, written(kept.values()))
    terminal.line(words(say("Noted in {file}.", file=FILE)))
    return int(problems > 0)


def _sum(label: str, proofs: Message, problems: int) -> Message:
    if not problems:
        return say(
            "{shelf}: {proofs} looked for; all there, as they were.", shelf=label, proofs=proofs
        )
    return say(
        "{shelf}: {proofs} looked for; {problems}.",
        shelf=label,
        proofs=proofs,
        problems=say_count("{count} not as it was", "{count} not as they were", problems),
    )


def _absent(name: str, label: str, env: str) -> Message:
    if env:
        return say(
            "{shelf} is not there: set {env} to its folder, or give --listing {name}=FILE.",
            shelf=label,
            env=env,
            name=name,
        )
    return say("{shelf} is not there: give --listing {name}=FILE.", shelf=label, name=name)


def _line(
    entry: Evidence, seen: Mapping[ShelvedFile, ShelfSighting], words: Translator
) -> str | None:
    """Return what is to be told of a proof on one line; None where it is there, as it was."""
    assert entry.shelf is not None  # noqa: S101 - gathered by its shelf
    sighting = seen[entry.shelf]
    where = entry.origin.at("file")
    if sighting.outcome is ShelfOutcome.THERE:
        if not is_another(entry, sighting):
            return None
        message = say("no longer what was approved. Look at it, then approve it anew")
    elif sighting.outcome is ShelfOutcome.MOVED:
        to = f"{entry.shelf.shelf}:{sighting.to}"
        message = say("moved. Write file: {to}", to=to)
    elif sighting.to:
        to = f"{entry.shelf.shelf}:{sighting.to}"
        message = say("not there. Did you mean {to}?", to=to)
    else:
        message = say("not there")
    sign = "✗" if sighting.outcome is not ShelfOutcome.THERE else "≠"
    return f"{sign} {where.file}:{where.line} {entry.id} {entry.shelf}: {words(message)}"
