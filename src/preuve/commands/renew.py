"""`preuve renew EV-012`: the same proof, of a new date; and of a new file, if there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.console.changing import ManualChange, parser, run_change
from preuve.core.digest import digest_of_file
from preuve.core.words import say
from preuve.editing.proof_steps import renewal
from preuve.model.evidence import Status

if TYPE_CHECKING:
    from argparse import Namespace


def main(arguments: list[str]) -> int:
    """Renew an entry; return the exit status."""
    verb = parser("renew", dated=True)
    verb.add("id", say("ID"), say("the entry, such as EV-012"))
    verb.add(
        "--dated", say("DATE"), say("the renewed proof's own date (default: the day of the change)")
    )
    verb.add("--valid-until", say("DATE"), say("for a proof that has a last day: the new one"))
    verb.add("--file", say("FILE"), say("the new file; copied into evidence/ if it lies elsewhere"))
    verb.add("--file-name", say("NAME"), say("the file's name in evidence/"))
    verb.add_hidden("--name", dest="file_name")
    options = verb.parse_args(arguments)
    return run_change(options, lambda change: _renew(change, options))


def _renew(change: ManualChange, options: Namespace) -> None:
    entry = change.entry(options.id)
    dated = options.dated or change.day
    for key, value in renewal(entry, dated, options.valid_until).items():
        change.index.put(entry.id, key, value)
    if options.file is not None:
        _new_file(change, entry.id, options, stamped=entry.sha256 is not None)
    elif entry.sha256 is not None:
        change.tell(
            say(
                "Its digest is kept: the file must be the one that was approved. If it "
                "changed, run preuve stamp {id}.",
                id=entry.id,
            )
        )
    if change.index.save():
        change.tell(
            say("Renewed {id}: dated {new}, before {old}.", id=entry.id, new=dated, old=entry.dated)
        )
    else:
        change.tell(say("Nothing was changed."))
    if entry.status is not Status.APPROVED:
        change.tell(say("It counts once its status is approved."))


def _new_file(change: ManualChange, name: str, options: Namespace, *, stamped: bool) -> None:
    path = change.keep(options.file, options.file_name)
    for other in ("url", "place"):
        change.index.put(name, other, None)
    change.index.put(name, "file", path)
    if stamped:
        change.index.put(name, "sha256", digest_of_file(change.root / path))
