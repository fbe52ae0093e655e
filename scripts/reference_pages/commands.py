"""Each verb, its options and what they mean, from the parsers."""

from __future__ import annotations

from argparse import Action, _SubParsersAction
from importlib import import_module
from keyword import iskeyword
from typing import TYPE_CHECKING, NoReturn
from unittest.mock import patch

from preuve.console.arguments import Parser
from preuve.console.verbs import VERBS
from preuve.core.words import Translator
from reference_pages.words import Phrase, made

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.core.words import Language

_HEAD = Phrase(
    """# Commands

{made}

Exit status: 0 fine, 1 the gate is closed, 2 usage, input, or an extra that is not installed.
`preuve VERB --help` says the same in the manual's language.
""",
    """# Commandes

{made}

Code de retour : 0 tout va bien, 1 le contrôle échoue, 2 la commande, ce qui est lu, ou un
complément qui n’est pas installé. `preuve VERBE --help` dit la même chose dans la langue du
manuel.
""",
)
_REQUIRED = Phrase(" (required)", " (nécessaire)")


class _MadeError(Exception):
    """A verb made its parser, and is to do nothing more."""

    def __init__(self, parser: Parser) -> None:
        super().__init__()
        self.parser = parser


def parser_of(verb: str) -> Parser:
    """Return the parser that a verb makes when it is called."""

    def stop(self: Parser, *_: object) -> NoReturn:
        raise _MadeError(self)

    module = import_module(f"preuve.commands.{verb}" + "_" * iskeyword(verb))
    with patch.object(Parser, "parse_args", stop):
        try:
            module.main([])
        except _MadeError as made:
            return made.parser
    message = f"preuve {verb} reads its arguments otherwise than all"
    raise AssertionError(message)


def parsers(verb: str) -> Iterator[Parser]:
    """Yield a verb's parser, or those of its actions where it has several."""
    parser = parser_of(verb)
    actions = [action for action in parser.shown() if isinstance(action, _SubParsersAction)]
    if not actions:
        yield parser
    for action in actions:
        yield from action.choices.values()


def page(language: Language) -> str:
    """Return the page in a language."""
    words, lines = Translator(language), [_HEAD(language).format(made=made(language))]
    for verb in VERBS:
        for parser in parsers(verb):
            about = f"{words(parser.about)}\n" if parser.about else ""
            lines += [f"## {parser.prog}\n", about, "| | |", "|---|---|"]
            lines += [
                f"| `{_name(parser, action, words)}` | {_about(parser, action, language)} |"
                for action in parser.shown()
                if action.dest != "help"
            ]
            lines.append("")
    return "\n".join(lines)


def _name(parser: Parser, action: Action, words: Translator) -> str:
    value = words(parser.value_name(action))
    if not action.option_strings:
        return value
    options = ", ".join(action.option_strings)
    return (options + ("" if action.nargs == 0 else f" {value}")).replace("|", "\\|")


def _about(parser: Parser, action: Action, language: Language) -> str:
    needed = _REQUIRED(language) if action.required and action.option_strings else ""
    return (Translator(language)(parser.means(action)) + needed).replace("|", "\\|")
