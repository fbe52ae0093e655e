"""What verbs are given: one grammar for all, told in the reader's language.

`--root`, `--as-of`, `--at`, `--format`, `--output`, `--language` and `--for` mean one thing each,
whichever verb has them.
"""

from __future__ import annotations

import argparse
import gettext
import os
import sys
from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError, HelpFormatter, _SubParsersAction
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from preuve.console import terminal
from preuve.console.language import is_manual, nearest_root, reader_language
from preuve.core import clock
from preuve.core.words import LANGUAGES, LOCALE, Message, Translator, say

if TYPE_CHECKING:
    from argparse import Action, Namespace, _ArgumentGroup
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date
    from typing import NoReturn

    from preuve.core.words import Language

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


# What stands for a value in the help. A test compares them with what the verbs use.
VALUES = (
    say("ACTION"),
    say("AUDIENCE"),
    say("BUILDER"),
    say("CATEGORY"),
    say("CONDITION"),
    say("DATE"),
    say("DIR"),
    say("FILE"),
    say("FOLDER"),
    say("FORMAT"),
    say("ID"),
    say("KEY"),
    say("KEY=VALUE"),
    say("LANGUAGE"),
    say("LETTER"),
    say("MAPPING"),
    say("N"),
    say("N/OF"),
    say("NAME"),
    say("NUMBER"),
    say("OUT"),
    say("OUT.zip"),
    say("PACK"),
    say("PART"),
    say("REF|DATE"),
    say("ROLE"),
    say("ROOT"),
    say("RULE"),
    say("SECONDS"),
    say("SHA256"),
    say("SOURCE"),
    say("TYPE"),
    say("YES|NO"),
    say("diff"),
    say("…"),
)

_NO_WORDS = Message("", {})
_TO_A_FILE = say("write to this file instead of to the screen")


class Form(StrEnum):
    """Every form that a verb may write; which of them a verb knows, it says itself."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    CSV = "csv"
    GITHUB = "github"
    SARIF = "sarif"
    JUNIT = "junit"
    SUMMARY = "summary"


class Parser(ArgumentParser):
    """The arguments of one verb."""

    def __init__(self, verb: str = "", about: Message | None = None, **options: Any) -> None:  # noqa: ANN401 - argparse's own
        """Begin with none.

        Args:
            verb: its name, as it is typed.
            about: what it does, in a sentence.
            options: what `ArgumentParser` takes besides.

        """
        # Left to find the terminal's width by itself, argparse loads compression libraries: a
        # twentieth of a small check.
        options = {
            "prog": f"preuve {verb}",
            "formatter_class": partial(HelpFormatter, width=100),
            **options,
        }
        super().__init__(**options)
        self.about = about
        self._told: list[tuple[Action, Message]] = []
        self._values: list[tuple[Action, Message]] = []
        self._given: Sequence[str] = ()
        self._repeated = False
        self._positional_root: bool | None = None

    @property
    def words(self) -> Translator:
        """What turns messages into the reader's language;
        it is asked for only when something is to be said.
        """
        return Translator(reader_language(self._given))

    def add(
        self,
        *names: str,
        about: Message | None = None,
        group: _ArgumentGroup | None = None,
        **options: Any,  # noqa: ANN401
    ) -> Action:
        """Add an argument.

        Args:
            names: its name, or its spellings.
            about: what it means.
            group: those of which only one may be given.
            options: what `add_argument` takes besides.

        """
        action = (group or self).add_argument(
            *names, help=about.text.replace("%", "%%") if about else None, **options
        )
        if about is not None:
            self._told.append((action, about))
        if isinstance(value := options.get("metavar"), str):
            self._values.append((action, Message(value, {})))
        return action

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
            self.add("root", nargs="?", type=Path, metavar="ROOT", about=about)
        self.add("--root", dest="root_folder", type=Path, metavar="FOLDER", about=about)

    def add_as_of(self, *spellings: str) -> None:
        """Add the manual's day; other spellings are those of before, and not shown."""
        self.add(
            "--as-of",
            type=self.day,
            metavar="DATE",
            about=say(
                "the manual's day, such as 2026-10-06 (default: as_of of organisation.yaml, "
                "else today)"
            ),
        )
        for spelling in spellings:
            self.add_hidden(spelling, dest="as_of", type=self.day)

    def add_at(self) -> None:
        """Add the manual as it was."""
        self.add(
            "--at",
            metavar="REF|DATE",
            about=say("the manual as it was at a tag, a commit or a day"),
        )

    def add_form(self, *forms: Form) -> None:
        """Add what the output looks like; the first form is what it is without the option."""
        self.add(
            "--format",
            type=self.one_of(forms),
            default=forms[0],
            metavar="FORMAT",
            about=say("{forms} (default: {first})", forms=list(forms), first=forms[0]),
        )

    def add_output(self, about: Message = _TO_A_FILE) -> None:
        """Add the file that is written."""
        self.add("--output", type=Path, metavar="FILE", about=about)

    def add_force(self) -> None:
        """Add the leave to replace what is not ours."""
        self.add(
            "--force",
            action="store_true",
            about=say("replace a file there that Preuve did not make, or that is kept in git"),
        )

    def add_language(self) -> None:
        """Add the language of what is said, where no manual settles it."""
        self.add(
            "--language",
            type=self.one_of(LANGUAGES),
            metavar="LANGUAGE",
            about=say("en or fr (default: the manual's, else the computer's)"),
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
            dest="audience",
            type=self.one_of(audiences),
            default=default,
            required=default is None,
            metavar="AUDIENCE",
            about=about,
        )

    def day(self, text: str) -> date:
        """Read a date."""
        try:
            return clock.day(text)
        except ValueError:
            raise ArgumentTypeError(self.words(_no_date(text))) from None

    def number(self, text: str) -> int:
        """Read a whole number."""
        try:
            return int(text)
        except ValueError:
            raise ArgumentTypeError(
                self.words(say("“{text}” is not a whole number", text=text[:40]))
            ) from None

    def one_of(self, choices: Iterable[Any]) -> Callable[[str], Any]:
        """Return what reads one of some words, and tells which there are where it is none."""
        known = {str(choice): choice for choice in choices}

        def read(text: str) -> Any:  # noqa: ANN401 - whatever the choices are
            if text in known:
                return known[text]
            raise ArgumentTypeError(
                self.words(
                    say("“{text}” is none of: {choices}", text=text[:40], choices=list(known))
                )
            )

        return read

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:  # noqa: ANN401
        """Read the arguments; they are kept,
        since the language of what is said follows from them.
        """
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
        language = reader_language(self._given)
        self._name_values()
        if language != "en" and not self._repeated:
            self._repeated = True
            with _argparse_speaks(language):
                self.parse_args(self._given)  # meets the same fault, and says it in that language
        with _argparse_speaks(language):
            terminal.note(f"{self.format_usage()}{self.prog}: {message}")
        sys.exit(2)

    def _name_values(self) -> None:
        """Let each value be called as the reader calls it."""
        words = self.words
        for action, value in self._values:
            action.metavar = words(value)

    def format_help(self) -> str:
        """Return the help in the reader's language."""
        language = reader_language(self._given)
        words = Translator(language)
        for action, about in self._told:
            action.help = words(about).replace("%", "%%")
        self._name_values()
        self.description = words(self.about) if self.about else None
        with _argparse_speaks(language):
            for group in self._action_groups:
                group.title = gettext.gettext(group.title) if group.title else None
            for action in self._actions:
                if isinstance(action, _SubParsersAction):  # of a verb with several
                    for choice in action._choices_actions:  # noqa: SLF001 - argparse tells it no other way
                        choice.help = words(action.choices[choice.dest].about)
                if action.dest == "help":
                    action.help = gettext.gettext(action.help) if action.help else None
            return super().format_help()

    def print_help(self, file: Any = None) -> None:  # noqa: ANN401, ARG002 - argparse's own
        """Print the help."""
        terminal.out(self.format_help())


_speaks_english = True


def _word(text: str) -> str:
    """Return a text of argparse's in the reader's language. It asks for its titles before anything
    is typed: to look through the system's folders for them costs as much as twenty pages.
    """
    return text if _speaks_english else gettext.gettext(text)


argparse._ = _word  # type: ignore[attr-defined]


@contextmanager
def _argparse_speaks(language: Language) -> Iterator[None]:
    """Let argparse's own sentences come from our catalogue:
    it asks gettext for them, at the moment it says them.
    """
    global _speaks_english  # noqa: PLW0603 - argparse has one voice
    domain, asked = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain("preuve", str(LOCALE))
    gettext.textdomain("preuve")
    os.environ["LANGUAGE"] = language
    _speaks_english = False
    try:
        yield
    finally:
        _speaks_english = True
        gettext.textdomain(domain)
        if asked is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = asked


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
