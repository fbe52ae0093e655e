"""The verbs, and what each does. The list of verbs shows the first sentence, a verb's help all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from preuve.core.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from preuve.core.words import Message

VERBS: Final[Mapping[str, Message]] = {
    "check": say(
        "Check the manual: what is missing, expired or wrong, and where. Exit status: 0 clean or "
        "warnings only, 1 errors, 2 unusable input or usage."
    ),
    "build": say(
        "Check, then build the site; the last good site stays until the new one is whole."
    ),
    "serve": say("Show the manual in a browser while it is written; each change is drawn at once."),
    "print": say("Check, then print the manual, or one criterion, as a PDF."),
    "new": say(
        "Write a new manual. What is not given is asked for, at a terminal; elsewhere it is "
        "supposed."
    ),
    "refresh": say(
        "Give anew the files that came with the manual (workflows, lock, schemas …) and that "
        "nobody changed since."
    ),
    "add": say(
        "Add a proof to the index, from a file, an address or a place. What is not given is asked "
        "for, if there is a terminal to ask at."
    ),
    "renew": say("Give a proof of the index a new date, and a new file if there is one."),
    "stamp": say(
        "Write the digests of approved files: a later change is then seen. Without an id: of those "
        "that have none yet."
    ),
    "approve": say(
        "Say that a proof is the document in force: its status, who, the day, its file's digest."
    ),
    "set": say(
        "Change keys of an entry of the index; every other byte of the file stays as it is."
    ),
    "import": say(
        "Take proofs, sessions or a register from workbooks, texts or folders. Nothing is written "
        "without --write."
    ),
    "export": say("Write everything into a workbook, CSV files or JSON."),
    "pack": say(
        "The offline site, the proofs' files and the register, in one archive that proves itself."
    ),
    "verify": say("Find any changed, missing or added byte of a pack."),
    "owners": say("Who has what to do: findings, and proofs to renew, by role."),
    "links": say(
        "Ask the web addresses that the manual names whether they are still there. The answers are "
        "noted with their day in {file}, from which the site shows them.",
        file="links.json",
    ),
    "shelves": say(
        "Look whether the proofs that lie on shelves are there and unchanged, and note what "
        "was seen with its day in {file}. Nothing is fetched.",
        file="shelves.json",
    ),
    "forecast": say(
        "The state of every indicator on a day to come, if nothing were renewed, and what to renew "
        "until then."
    ),
    "crosswalk": say(
        "Another frame's items, such as Datadock's: the indicators behind each, the proofs that "
        "already serve them, what is lacking."
    ),
    "editions": say(
        "What the newest edition changes for this provider, and which edition the next audit is on."
    ),
    "changes": say("What changed since an audit, a tag or a day, and what did not."),
    "explain": say(
        "Explain a rule: what it is about, why it matters, how to fix it. Without a name, list the "
        "rules."
    ),
    "draw": say("Draw sessions by lot: one of each category, for a rehearsal."),
    "rehearse": say(
        "A mock audit drawn by lot: its questions asked, what was found kept, its findings "
        "improved."
    ),
    "portfolio": say(
        "Many manuals at once, joined in one SQLite file and, if asked for, drawn as a page."
    ),
    "schemas": say("Write the JSON Schemas of the files that a team edits."),
}
