"""What a page calls between braces, checked before it is rendered: a misspelt macro gets a line and
a proposal.

Nearly all pages hold nothing between braces but calls such as `{{ evidence() }}` and `{{
evidence(4) }}`. They are found by a pattern and put in at once: to compile a template for each page
takes a fifth of a build.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import Environment, TemplateSyntaxError
from jinja2.meta import find_undeclared_variables
from jinja2.nodes import Name

from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.schema import did_you_mean, shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from preuve.core.words import Message


class BadCall(NamedTuple):
    """A fault in what a page calls. `line` and `column` count from 1 in the text given."""

    line: int
    column: int
    rule: RuleName
    message: Message
    help: Message


_PLAIN_CALL = re.compile(r"\{\{ *(\w+)\((\d{0,9})\) *\}\}")
_BRACES = re.compile(r"\{[{%#]|[}%#]\}")


def only_plain_calls(text: str, known: Collection[str]) -> bool:
    """Return whether a page's text holds nothing between braces but
    plain calls of what is known.
    """
    rest = _PLAIN_CALL.sub(lambda call: "" if call[1] in known else call[0], text)
    return _BRACES.search(rest) is None


def expanded(text: str, macros: Mapping[str, Callable[..., str]]) -> str:
    """Return a plain text with what its calls return;
    that is not looked at again, whatever braces it holds.
    """
    return _PLAIN_CALL.sub(lambda call: macros[call[1]](*([int(call[2])] if call[2] else [])), text)


def bad_calls(text: str, environment: Environment, known: Collection[str]) -> list[BadCall]:
    """Return what would fail in a page's text, given the names that it may use.

    Args:
        text: of the page, before it is drawn.
        environment: in which it will be.
        known: the names that it may use.

    """
    if only_plain_calls(text, known):
        return []
    try:
        tree = environment.parse(text)
    except TemplateSyntaxError as error:
        problem = say(
            "The text between braces cannot be read ({problem}).",
            problem=shorten(error.message or "", 100),
        )
        advice = say(
            "Compare with another page. To show braces as they are, put the text between raw "
            "and endraw."
        )
        return [BadCall(error.lineno, 1, RuleName.BROKEN_BRACES, problem, advice)]
    names = find_undeclared_variables(tree) - set(known) - set(environment.globals)
    lines = text.split("\n")
    faults = [
        BadCall(
            node.lineno,
            lines[node.lineno - 1].find(node.name) + 1 or 1,
            RuleName.UNKNOWN_MACRO,
            say("There is no macro “{name}”.", name=node.name),
            did_you_mean(node.name, known, say("Take it out, or define it in macros/team.py.")),
        )
        for node in tree.find_all(Name)
        if node.ctx == "load" and node.name in names
    ]
    return list({(fault.line, str(fault.message)): fault for fault in faults}.values())
