"""Every macro that a page may call, from the functions themselves and the policy."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Any

from preuve.model.organisation import Audience
from preuve.page.macros import macros
from preuve.publication.policy import READERS, Thing
from reference_pages.words import Phrase, french, made, table

if TYPE_CHECKING:
    from collections.abc import Callable

    from preuve.core.words import Language

_HEAD = Phrase(
    """# Macros

{made}

What a page of the manual may call between double braces. A macro draws; what it draws comes
from the files. For an audience that may not see it, it is silent, and a page that is made for
nothing else is not published.
""",
    """# Macros

{made}

Ce qu’une page du manuel peut appeler entre doubles accolades. Une macro dessine ; ce qu’elle
dessine vient des fichiers. Pour un public qui ne doit pas le voir, elle se tait, et une page
qui ne sert qu’à cela n’est pas publiée.
""",
)
_COLUMNS = Phrase("Argument|Without it|Meaning", "Argument|Sans lui|Sens")
_FOR = Phrase("For: {audiences}.", "Pour : {audiences}.")
_AUDIENCES = {
    Audience.PUBLIC: Phrase("everybody", "tous"),
    Audience.AUDITOR: Phrase("auditors", "les auditeurs"),
    Audience.INTERNAL: Phrase("the team", "l’équipe"),
}
_NEEDED = Phrase("needed", "nécessaire")
_DEFAULTS = {
    None: Phrase("see the meaning", "voir le sens"),
    "last-audit": Phrase("the last audit", "le dernier audit"),
}


class NotDescribedError(Exception):
    """A macro or an argument of one has no description."""


def page(language: Language) -> str:
    """Return the page in a language."""
    lines = [_HEAD(language).format(made=made(language))]
    for macro, thing in sorted(macros().items(), key=lambda pair: pair[0].__name__):
        lines += _macro(macro, thing, language)
    return "\n".join(lines)


def _macro(macro: Callable[..., str], thing: Thing, language: Language) -> list[str]:
    arguments = list(inspect.signature(macro).parameters.values())[2:]
    about, meanings = described(macro)
    audiences = ", ".join(
        words(language) for audience, words in _AUDIENCES.items() if audience in READERS[thing]
    )
    call = ", ".join(argument.name for argument in arguments)
    lines = [
        f"## {macro.__name__}",
        "",
        f"`{{{{ {macro.__name__}({call}) }}}}`",
        "",
        french(about, language),
        "",
        _FOR(language).format(audiences=audiences),
        "",
    ]
    if arguments:
        rows = [
            (
                f"`{argument.name}`",
                _default(argument.default, language),
                french(meanings[argument.name], language),
            )
            for argument in arguments
        ]
        lines += [*table(tuple(_COLUMNS(language).split("|")), rows), ""]
    return lines


def _default(default: Any, language: Language) -> str:  # noqa: ANN401 - whatever a macro has
    if default is inspect.Parameter.empty:
        return _NEEDED(language)
    return _DEFAULTS[default](language)


def described(macro: Callable[..., str]) -> tuple[str, dict[str, str]]:
    """Return what a macro draws, and what each of its arguments means, as its docstring says.

    Raises:
        NotDescribedError: the docstring does not begin with “Return”, or leaves an argument out.

    """
    first, *parts = (inspect.getdoc(macro) or "").split("\n\n")
    about = re.fullmatch(r"Return (.+)\.", " ".join(first.split()))
    if about is None:
        message = f"the docstring of {macro.__name__} does not say “Return …”"
        raise NotDescribedError(message)
    listed = next((part for part in parts if part.startswith("Args:")), "")
    entries = re.findall(r"^    (\w+): (.*(?:\n      .*)*)", listed, re.MULTILINE)
    meanings = {name: " ".join(text.split()) for name, text in entries}
    given = list(inspect.signature(macro).parameters)[2:]
    missing = [name for name in given if name not in meanings]
    if missing:
        message = f"the docstring of {macro.__name__} has no Args for {', '.join(missing)}"
        raise NotDescribedError(message)
    return about[1][0].upper() + about[1][1:] + ".", meanings
