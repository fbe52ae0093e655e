"""What verbs are given: one grammar for all, told in the reader's language.

`--root`, `--as-of`, `--at`, `--format`, `--output`, `--language` and `--for` mean one thing each,
whichever verb has them.
"""

from __future__ import annotations

import argparse
import os
import sys
from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError, HelpFormatter, _SubParsersAction
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from preuve.console import terminal
from preuve.console.language import is_manual, nearest_root, reader_language
from preuve.console.verbs import VERBS
from preuve.core import clock
from preuve.core.words import LANGUAGES, Message, Translator, say

if TYPE_CHECKING:
    from argparse import Action, Namespace, _ArgumentGroup
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from enum import StrEnum
    from typing import NoReturn

    from preuve.report import Format


# What argparse itself says: named here so that the catalogue holds it. A test compares them with
# argparse's own.
ARGPARSE = (
    say("usage: "),
    say("options"),
    say("positional arguments"),
    say("show this help message and exit"),
    say("argument %(argument_name)s: %(message)s"),
    say("the following arguments are required: %s"),
    say("unrecognized arguments: %s"),
    say("expected one argument"),
    say("expected at most one argument"),
    say("expected at least one argument"),
    say("ambiguous option: %(option)s could match %(matches)s"),
    say("ignored explicit argument %r"),
    say("not allowed with argument %s"),
    say("one of the arguments %s is required"),
    say("invalid %(type)s value: %(value)r"),
    say("invalid choice: %(value)r (choose from %(choices)s)"),
)


_PATHS = frozenset(
    (
        *("DIR", "EVENT", "FILE", "FOLDER", "KEY", "MAPPING"),
        *("OUT", "OUT.zip", "PACK", "PART", "ROOT", "SOURCE"),
    )
)
"""The values that name a file or a folder."""
_NO_WORDS = Message("", {})
_TO_A_FILE = say("write to this file instead of to the screen")


class Parser(ArgumentParser):
    """The arguments of one verb."""

    speaking: ClassVar[Parser | None] = None
    """Whose language argparse's own words are in; None while there is nothing to say."""

    def __init__(self, verb: str = "", about: Message | None = None, **options: Any) -> None:  # noqa: ANN401 - argparse's own
        """Begin with none.

        Args:
            verb: its name, as it is typed.
            about: what it does, where that is no verb of the list.
            options: what `ArgumentParser` takes besides.

        """
        # Left to find the terminal's width by itself, argparse loads compression libraries: a
        # twentieth of a small check.
        options = {
            "prog": f"preuve {verb}",
            "formatter_class": partial(HelpFormatter, width=100),
            **options,
        }
        Parser.speaking = None
        super().__init__(**options)
        self.about = about or VERBS.get(verb)
        self._told: list[tuple[Action, Message]] = []
        self._values: list[tuple[Action, Message]] = []
        self._given: Sequence[str] = ()
        self._positional_root: bool | None = None

    @property
    def words(self) -> Translator:
        """What turns messages into the reader's language;
        it is asked for only when something is to be said.
        """
        return Translator(reader_language(self._given))

    def add(
        self,
        name: str,
        value: Message = _NO_WORDS,
        about: Message = _NO_WORDS,
        group: _ArgumentGroup | None = None,
        **options: Any,  # noqa: ANN401
    ) -> None:
        """Add an argument.

        Args:
            name: as it is typed, or what stands in its place.
            value: what is given to it; a path, a day and a number are read as such.
            about: what it means.
            group: those of which only one may be given.
            options: what `add_argument` takes besides.

        """
        reads = {**dict.fromkeys(_PATHS, Path), "DATE": self.day, "N": self.number}
        if value.text:
            options = {"metavar": value.text, "type": reads.get(value.text, str), **options}
        action = (group or self).add_argument(name, help=about.text.replace("%", "%%"), **options)
        self._told.append((action, about))
        if value.text:
            self._values.append((action, value))

    def flag(self, name: str, about: Message) -> None:
        """Add an option that is given or not."""
        self.add(name, _NO_WORDS, about, action="store_true")

    def add_hidden(self, *names: str, **options: Any) -> None:  # noqa: ANN401 - argparse's own
        """Add a spelling of before: scripts that have it go on, and nobody learns it anew."""
        self.add_argument(*names, help=SUPPRESS, **options)

    def shown(self) -> list[Action]:
        """Return the arguments that the help names, in their order."""
        return [action for action in self._actions if action.help is not SUPPRESS]

    def value_name(self, action: Action) -> Message:
        """Return what stands for an argument's value."""
        named = str(action.metavar or action.dest.upper())
        return next((value for known, value in self._values if known is action), Message(named, {}))

    def means(self, action: Action) -> Message:
        """Return what an argument means."""
        return next((about for known, about in self._told if known is action), _NO_WORDS)

    def add_root(self, *, positional: bool = True) -> None:
        """Add the manual's folder: `--root`, and a place of its own where the verb has no other.

        What was given is `options.root`; without it that is the nearest folder upwards that holds a
        manual, and it is said which, unless it is this one.
        """
        self._positional_root = positional
        about = say("the manual's folder (default: the nearest that holds organisation.yaml)")
        if positional:
            self.add("root", say("ROOT"), about, nargs="?")
        self.add("--root", say("FOLDER"), about, dest="root_folder")

    def add_as_of(self, *spellings: str) -> None:
        """Add the manual's day; other spellings are those of before, and not shown."""
        self.add(
            "--as-of",
            say("DATE"),
            say(
                "the manual's day, such as 2026-10-06 (default: as_of of organisation.yaml, "
                "else today)"
            ),
        )
        for spelling in spellings:
            self.add_hidden(spelling, dest="as_of", type=self.day)

    def add_at(self) -> None:
        """Add the manual as it was."""
        self.add("--at", say("REF|DATE"), say("the manual as it was at a tag, a commit or a day"))

    def add_format(self, *formats: Format) -> None:
        """Add what the output looks like; the first is what it is without the option."""
        self.add(
            "--format",
            say("FORMAT"),
            say("{forms} (default: {first})", forms=list(formats), first=formats[0]),
            type=self.one_of(formats),
            default=formats[0],
        )

    def add_output(self, about: Message = _TO_A_FILE) -> None:
        """Add the file that is written."""
        self.add("--output", say("FILE"), about)

    def add_force(self) -> None:
        """Add the leave to replace what is not ours."""
        self.flag(
            "--force", say("replace a file there that Preuve did not make, or that is kept in git")
        )

    def add_baseline(self) -> None:
        """Add what was found before."""
        self.add(
            "--baseline",
            say("FILE"),
            say("an earlier report (--format json): only what is new closes the gate"),
        )

    def add_draft(self) -> None:
        """Add the leave to go on although the gate is closed."""
        self.flag(
            "--draft", say("make it although the gate is closed, for a look: it says so itself")
        )

    def add_language(self) -> None:
        """Add the language of what is said, where no manual settles it."""
        self.add(
            "--language",
            say("LANGUAGE"),
            say("en or fr (default: the manual's, else the computer's)"),
            type=self.one_of(LANGUAGES),
        )

    def add_audience(self, audiences: Iterable[StrEnum], default: StrEnum | None = None) -> None:
        """Add who will read it; without a default it has to be said."""
        about = say("{audiences}: what they may not see is left out", audiences=list(audiences))
        if default is not None:
            about = say(
                "{audiences}: what they may not see is left out (default: {default})",
                audiences=list(audiences),
                default=default,
            )
        self.add(
            "--for",
            say("AUDIENCE"),
            about,
            dest="audience",
            type=self.one_of(audiences),
            default=default,
            required=default is None,
        )

    def _wrong(self, message: Message) -> ArgumentTypeError:
        return ArgumentTypeError(self.words(message))

    def day(self, text: str) -> date:
        """Read a date."""
        try:
            return clock.day(text)
        except ValueError:
            raise self._wrong(_no_date(text)) from None

    def number(self, text: str) -> int:
        """Read a whole number."""
        try:
            return int(text)
        except ValueError:
            message = say("“{text}” is not a whole number", text=text[:40])
            raise self._wrong(message) from None

    def whole_number(self, least: int, most: int) -> Callable[[str], int]:
        """Return what reads a whole number within bounds."""

        def read(text: str) -> int:
            if text.isascii() and text.isdigit() and least <= int(text[:9]) <= most:
                return int(text)
            bounds = say("a number from {least} to {most}", least=least, most=most)
            raise self._wrong(say("“{text}” is not {bounds}", text=text[:40], bounds=bounds))

        return read

    def seconds(self, least: float, most: float) -> Callable[[str], float]:
        """Return what reads a number of seconds within bounds."""

        def read(text: str) -> float:
            with suppress(ValueError):
                if least <= (seconds := float(text)) <= most:
                    return seconds
            bounds = say(
                "a number of seconds from {least} to {most}", least=float(least), most=float(most)
            )
            raise self._wrong(say("“{text}” is not {bounds}", text=text[:40], bounds=bounds))

        return read

    def one_of(self, choices: Iterable[Any]) -> Callable[[str], Any]:
        """Return what reads one of some words, and tells which there are where it is none."""
        known = {str(choice): choice for choice in choices}

        def read(text: str) -> Any:  # noqa: ANN401 - whatever the choices are
            if text in known:
                return known[text]
            none = say("“{text}” is none of: {choices}", text=text[:40], choices=list(known))
            raise self._wrong(none)

        return read

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:  # noqa: ANN401
        """Read the arguments; they are kept,
        since the language of what is said follows from them.
        """
        Parser.speaking = self
        self._given = list(sys.argv[1:] if args is None else args)
        options, rest = super().parse_known_args(self._given, namespace)
        if self._positional_root is not None and options is not None:
            self._settle_root(options)
        return options, rest

    def _settle_root(self, options: Namespace) -> None:
        given = getattr(options, "root", None)
        if given is not None and options.root_folder is not None and given != options.root_folder:
            self.error(self.words(say("ROOT and --root name two folders: give one")))
        options.root = given or options.root_folder
        if options.root is None:
            options.root = nearest_root()
            if options.root != Path():
                terminal.note(
                    self.words(say("The manual in {folder}.", folder=str(options.root.resolve())))
                )
        if not is_manual(options.root):
            self._exit_no_manual(options.root)
        del options.root_folder

    def _exit_no_manual(self, root: Path) -> NoReturn:
        """Say that a folder is no manual, before anything is looked for or written in it."""
        if not root.is_dir():
            message = say("There is no folder {folder}.", folder=str(root))
        elif root == Path():
            message = say(
                "You are not in a manual: {file} is neither here nor in a folder above. Go into "
                "your manual's folder, or name it with --root; preuve new begins one.",
                file="organisation.yaml",
            )
        else:
            message = say(
                "{folder} is not a manual: it holds no {file}.",
                folder=str(root),
                file="organisation.yaml",
            )
        terminal.error(self.words(message))
        sys.exit(2)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with what was typed, in the reader's language, and end with 2."""
        Parser.speaking = self
        self._name_values()
        terminal.note(f"{self.format_usage()}{self.prog}: {message}")
        sys.exit(2)

    def _name_values(self) -> None:
        """Let each value be called as the reader calls it."""
        words = self.words
        for action, value in self._values:
            action.metavar = words(value)

    def format_help(self) -> str:
        """Return the help in the reader's language."""
        Parser.speaking = self
        words = self.words
        for action, about in self._told:
            action.help = words(about).replace("%", "%%")
        self._name_values()
        self.description = words(self.about) if self.about else None
        for group in self._action_groups:
            group.title = _word(group.title) if group.title else None
        for action in self._actions:
            if isinstance(action, _SubParsersAction):  # of a verb with several
                for choice in action._choices_actions:  # noqa: SLF001 - argparse tells it no other way
                    choice.help = words(action.choices[choice.dest].about)
            if action.dest == "help":
                action.help = _word(action.help) if action.help else None
        return super().format_help()

    def print_help(self, file: Any = None) -> None:  # noqa: ANN401, ARG002 - argparse's own
        """Print the help."""
        terminal.out(self.format_help())


def _word(text: str) -> str:
    """Return a text of argparse's in the reader's language. It asks for its titles before anything
    is typed: to look through the system's folders for them costs as much as twenty pages.
    """
    return Parser.speaking.words(Message(text, {})) if Parser.speaking else text


argparse._ = _word  # type: ignore[attr-defined]


def check_day(given: date | None) -> date | None:
    """Return the day asked for on the command line, else in the environment (`PREUVE_AS_OF`)."""
    if given is not None:
        return given
    try:
        return clock.asked()
    except ValueError:
        words = Translator(reader_language(()))
        terminal.error(f"PREUVE_AS_OF: {words(_no_date(os.environ['PREUVE_AS_OF']))}")
        sys.exit(2)


def _no_date(text: str) -> Message:
    return say("“{text}” is not a date: write year-month-day, such as 2026-03-01", text=text)
