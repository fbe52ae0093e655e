"""`preuve set EV-040 key=value …`: keys of an entry changed, one line of the file for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.console.changing import ManualChange, parser, run_change
from preuve.core.words import say
from preuve.editing.answers import refusal, value
from preuve.editing.index_file import ORDER
from preuve.editing.team_file import EditError
from preuve.model.evidence import EVIDENCE, Status
from preuve.schema import did_you_mean

if TYPE_CHECKING:
    from argparse import Namespace


def main(arguments: list[str]) -> int:
    """Change keys of an entry; return the exit status."""
    verb = parser("set")
    verb.add("id", say("ID"), say("the entry, such as EV-012"))
    verb.add(
        "keys", say("KEY=VALUE"), say("what to change; KEY= alone takes the key out"), nargs="+"
    )
    options = verb.parse_args(arguments)
    return run_change(options, lambda change: _set(change, options))


def _set(change: ManualChange, options: Namespace) -> None:
    entry = change.entry(options.id)
    pairs = [_pair(text) for text in options.keys]
    given = dict(pairs)
    if twice := next((key for key in given if sum(name == key for name, _ in pairs) > 1), None):
        raise EditError(say("The key {key} is given twice.", key=twice))
    if given.get("status") == Status.APPROVED.value and entry.status is not Status.APPROVED:
        raise EditError(
            say(
                "Who approves it is part of it: type {command}",
                command=f"preuve approve {entry.id} --by {entry.owner}",
            )
        )
    # Of keys that exclude one another the new one takes the old one's place.
    for kin in (EVIDENCE.exactly_one, EVIDENCE.at_most_one):
        if named := [key for key in kin if given.get(key)]:
            given = {
                **{key: "" for key in kin if key not in named and getattr(entry, key) is not None},
                **given,
            }
    for key, text in given.items():
        change.index.put(entry.id, key, value(key, text) if text else None)
    if change.index.save():
        change.tell(say("Changed {id}: {keys}.", id=entry.id, keys=list(given)))
    else:
        change.tell(say("Nothing was changed."))


def _pair(text: str) -> tuple[str, str]:
    """Return the key and the text of an argument.
    Raises EditError when they cannot stand in an entry.
    """
    key, sign, given = text.partition("=")
    key, given = key.strip(), given.strip()
    if not sign:
        raise EditError(say("Write a key and its value as key=value, such as dated=2026-03-01."))
    if key == "id":
        raise EditError(say("An id stays as it is: it is what people cite."))
    if key not in ORDER:
        advice = did_you_mean(key, ORDER, say("An entry has these keys: {keys}.", keys=list(ORDER)))
        raise EditError(say("There is no key “{key}”. {help}", key=key, help=advice))
    if given and (wrong := refusal(key, given)) is not None:
        raise EditError(wrong)
    return key, given
