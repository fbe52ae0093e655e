"""What the verbs that change the index share:
the manual's language, its day, and how a refusal is told.
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from preuve.console import terminal
from preuve.console.arguments import Parser
from preuve.console.judging import asked_day
from preuve.core.digest import digest_of_file
from preuve.core.words import Translator, say
from preuve.core.writing import copy_whole, one_writer
from preuve.editing.index_file import IndexFile
from preuve.editing.proposals import portable
from preuve.editing.team_file import EditError
from preuve.model.manual import Manual
from preuve.model.proof_places import renamed_for_all
from preuve.schema import did_you_mean

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from preuve.core.words import Message
    from preuve.model.evidence import Evidence

EVIDENCE_FOLDER = "evidence"


def parser(verb: str, *, dated: bool = False) -> Parser:
    """Return a parser with what every such verb takes; the day only where the verb reads it."""
    arguments = Parser(verb)
    arguments.add_root(positional=False)
    if dated:
        arguments.add_as_of()
    else:
        arguments.set_defaults(as_of=None)
    return arguments


class ManualChange:
    """A manual, its index open for a change, the day of the change,
    and the language to tell it in.
    """

    def __init__(self, options: Namespace) -> None:
        self.root: Path = options.root
        self.manual = Manual.load(self.root)
        self.words = Translator(self.manual.language)
        self.day: date = asked_day(self.manual, options)
        self.index = IndexFile(self.root)
        self._lines: list[str] = []

    def read_again(self) -> None:
        """Read the index as others have left it meanwhile."""
        self.index = IndexFile(self.root)

    def entry(self, name: str) -> Evidence:
        """Return an entry that can be read whole. Raises EditError where there is none."""
        known = self.manual.entries
        matches = [entry for entry in known if entry.id.casefold() == name.casefold()]
        if not matches:
            faulty = self.manual.evidence_index.unreadable if self.manual.evidence_index else ()
            if any(entry.id.casefold() == name.casefold() for entry in faulty if entry.id):
                raise EditError(
                    say("{id} has a fault: preuve check says where, and what to type.", id=name)
                )
            near = did_you_mean(
                name.upper(), [entry.id for entry in known], say("Run preuve check first.")
            )
            raise EditError(
                say("There is no entry {id} that can be read. {help}", id=name, help=near)
            )
        return matches[0]

    def tell(self, message: Message) -> None:
        """Say what was done: once it is done, since a reader may go away and must not take the rest
        of the work along.
        """
        self._lines.append(self.words(message))

    def tell_now(self) -> None:
        """Print what was done up to now."""
        lines, self._lines = self._lines, []
        for line in lines:
            terminal.line(line)

    def destination(self, file: Path, name: str | None = None) -> str:
        """Return the path that a file has in the manual, or will have in `evidence/` if it lies
        elsewhere.

        Raises:
            EditError: another file has its name.
            OSError: it cannot be read.

        """
        try:
            inside = file.resolve(strict=True).relative_to(self.root.resolve()).as_posix()
        except ValueError:
            pass
        else:
            if (advice := renamed_for_all(inside)) is not None:
                raise EditError(
                    say(
                        "{file}: not every system can keep a file of this name. {help}",
                        file=inside,
                        help=advice,
                    )
                )
            return inside
        target = f"{EVIDENCE_FOLDER}/{portable(name or file.name)}"
        there = self.root / target
        if there.exists() and digest_of_file(there) != digest_of_file(file):
            message = say(
                "{file} exists already and is another file. Give this one another name "
                "with --file-name.",
                file=target,
            )
            raise EditError(message)
        return target

    def keep(self, file: Path, name: str | None = None) -> str:
        """Return the path of a file in the manual, copied into `evidence/` if it lies elsewhere.
        Nothing is overwritten.

        Raises:
            EditError: another file has its name.
            OSError: it cannot be read.

        """
        path = self.destination(file, name)
        target = self.root / path
        if not target.exists():
            target.parent.mkdir(exist_ok=True)
            copy_whole(file, target)
            self.tell(say("Copied to {file}.", file=path))
        return path


def run_change(
    options: Namespace, work: Callable[[ManualChange], None], *, asks: bool = False
) -> int:
    """Do the work of a verb. No other command changes the manual meanwhile, so that each works on
    what the one before has left.

    Args:
        options: of the command line.
        work: what changes the manual; nothing is written unless it ends.
        asks: whether it asks for answers: it then takes its turn itself once it has them all, and
            keeps nobody waiting.

    Returns:
        The exit status: 0 done, 2 given up.

    Raises:
        EditError: it was refused, with nothing changed.

    """
    try:
        with nullcontext() if asks else one_writer(options.root):
            change = ManualChange(options)
            try:
                work(change)
            finally:
                change.tell_now()
    except (EOFError, KeyboardInterrupt):
        terminal.note(
            "\n" + Translator(Manual.load(options.root).language)(say("Nothing was changed."))
        )
        return 2
    return 0
