"""`preuve add`: a new entry in the index, from a file, an address or a place;
asks for what it was not told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.commands.proposed import add_proposed
from preuve.console import terminal
from preuve.console.asking import ask
from preuve.console.changing import ManualChange, parser, run_change
from preuve.core.digest import digest_of_file
from preuve.core.words import say
from preuve.core.writing import one_writer
from preuve.editing.answers import refusal, value
from preuve.editing.index_file import ORDER, IndexFile
from preuve.editing.proposals import date_of, next_id, title_of
from preuve.editing.team_file import EditError
from preuve.intake.understanding import understood
from preuve.model.evidence import EVIDENCE, Status
from preuve.model.manual import INDEX_FILE
from preuve.schema import flag_meaning

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

_DEFAULTS = {"status": "draft", "access": "on_request"}
"""What is proposed, and taken where nobody can be asked:
nothing counts or is shown before somebody says so.
"""


def main(arguments: list[str]) -> int:
    """Add an entry; return the exit status."""
    options = _options(arguments)
    if options.issue is not None:
        return run_change(options, lambda change: add_proposed(change, options.issue, _DEFAULTS))
    return run_change(options, lambda change: _add(change, options), asks=True)


def _options(arguments: list[str]) -> Namespace:
    verb = parser("add")
    verb.add(
        "document",
        say("FILE"),
        say("the proof itself; copied into evidence/ if it lies elsewhere"),
        nargs="?",
    )
    verb.add(
        "--issue", say("EVENT"), say("take it from an issue form on GitHub: the file of the event")
    )
    verb.add("--file-name", say("NAME"), say("the file's name in evidence/"))
    verb.add_hidden("--name", dest="file_name")
    verb.flag("--stamp", say("write the file's digest into the entry: a change of it is then seen"))
    for key, field in EVIDENCE.fields.items():
        if key != "file":
            verb.add(f"--{key.replace('_', '-')}", say("…"), field.about, dest=key)
    return verb.parse_args(arguments)


def _add(change: ManualChange, options: Namespace) -> None:
    given = _given(change, options)
    if options.document is not None:
        given["file"] = change.destination(options.document, options.file_name)
    proposals = _proposals(change, options.document)
    answers = _completed(change, given, proposals)
    if terminal.can_ask():
        _show_before(change, answers)
    # Only now: nobody waits for a person's answers, and who gives up half-way leaves nothing
    # behind.
    with one_writer(change.root):
        change.read_again()
        if "id" not in given and answers["id"] == proposals["id"]:
            answers["id"] = next_id(change.index.ids)  # another may have taken what was proposed
        change.index.refuse_taken(answers["id"])
        if options.document is not None:
            change.keep(options.document, options.file_name)
            if options.stamp:
                answers["sha256"] = digest_of_file(change.root / given["file"])
        change.index.add({key: value(key, answer) for key, answer in answers.items()})
        change.index.save()
    change.tell(say("Added {id}: {title}", id=answers["id"], title=answers["title"]))
    if lacking := [
        key for key in (EVIDENCE.whole.keys if EVIDENCE.whole else ()) if key not in answers
    ]:
        change.tell(say("It still lacks, and cannot be approved without: {keys}.", keys=lacking))
    if answers["status"] != Status.APPROVED:
        change.tell(say("It counts once its status is approved."))


def _given(change: ManualChange, options: Namespace) -> dict[str, str]:
    """Return what options say, in the index's words. Raises EditError for what cannot stand."""
    given = {
        key: getattr(options, key)
        for key in ORDER
        if key != "file" and getattr(options, key) is not None
    }
    for key, answer in given.items():
        given[key] = meaning = understood(key, answer)
        if meaning != answer:
            change.tell(
                say("{key}: “{text}” is read as {meaning}.", key=key, text=answer, meaning=meaning)
            )
        if (wrong := refusal(key, meaning)) is not None:
            raise EditError(wrong)
    return given


def _show_before(change: ManualChange, answers: dict[str, str]) -> None:
    """Show what is about to be written, and let the person go back. Raises EOFError for a no."""
    would = IndexFile(change.root)
    would.add({key: value(key, answer) for key, answer in answers.items()})
    terminal.note(change.words(say("{file} will get:", file=INDEX_FILE)))
    terminal.notes(would.new_lines())
    file = answers.get("file", "")
    if file and not (change.root / file).exists():
        terminal.note(change.words(say("The file will be copied to {file}.", file=file)))
    question = change.words(say("Write it? (yes or no) [yes]"))
    while answer := terminal.prompt(f"{question} "):
        meant = flag_meaning(answer)
        if meant:
            return
        if meant is False:
            raise EOFError
        terminal.note("  " + change.words(say("“{text}” is neither yes nor no.", text=answer[:40])))


def _proposals(change: ManualChange, document: Path | None) -> dict[str, str]:
    proposals = {"id": next_id(change.index.ids), **_DEFAULTS}
    if document is not None:
        proposals["title"] = title_of(document)
        if (day := date_of(document.name)) is not None:
            proposals["dated"] = day.isoformat()
    return proposals


def _completed(
    change: ManualChange, given: dict[str, str], proposals: dict[str, str]
) -> dict[str, str]:
    """Return an answer for every key that an entry must have:
    given, asked for, or proposed where nobody can be asked.
    """
    answers = dict(given)
    asking = terminal.can_ask()
    people = tuple(change.manual.organisation.people) if change.manual.organisation else ()
    needed = {
        *(key for key, field in EVIDENCE.fields.items() if field.required),
        *(EVIDENCE.whole.keys if EVIDENCE.whole else ()),
    }
    wanted = [key for key in EVIDENCE.fields if key in needed and key not in answers]
    if asking and answers.keys().isdisjoint(EVIDENCE.exactly_one):
        wanted.append("place")
    if asking and answers.keys().isdisjoint(EVIDENCE.at_most_one):
        wanted.append("review_every")
    for key in sorted(wanted, key=ORDER.index):
        answers[key] = (
            ask(key, change.words, proposals.get(key, ""), people, understood)
            if asking
            else proposals.get(key, "")
        )
    missing = [
        f"--{key.replace('_', '-')}"
        for key in wanted
        if not answers[key] and EVIDENCE.fields[key].required
    ]
    if missing:
        raise EditError(say("Something is missing: {options}.", options=missing))
    return {key: answer for key, answer in answers.items() if answer}
