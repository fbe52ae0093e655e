"""What a page calls between braces, checked before it is rendered: a misspelt macro gets a line and a proposal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import Environment, TemplateSyntaxError
from jinja2.meta import find_undeclared_variables
from jinja2.nodes import Name

from preuve.shape import did_you_mean, shorten
from preuve.words import say

if TYPE_CHECKING:
    from collections.abc import Collection

    from preuve.words import Message


class BadCall(NamedTuple):
    """A fault in what a page calls. `line` counts from 1 in the text given."""

    line: int
    message: Message
    help: Message


# The calls that nearly all pages make, `{{ name() }}` and `{{ name(4) }}`, need no parser to be recognised.
_PLAIN_CALL = re.compile(r"\{\{ *(\w+)\(\d*\) *\}\}")
_BRACES = re.compile(r"\{[{%#]|[}%#]\}")


def bad_calls(text: str, environment: Environment, known: Collection[str]) -> list[BadCall]:
    """Return what would fail in a page's text, given the names that it may use."""
    rest = _PLAIN_CALL.sub(lambda call: "" if call[1] in known else call[0], text)
    if _BRACES.search(rest) is None:
        return []
    try:
        tree = environment.parse(text)
    except TemplateSyntaxError as error:
        problem = say("The text between braces cannot be read ({problem}).", problem=shorten(error.message or "", 100))
        advice = say("Compare with another page. To show braces as they are, put the text between raw and endraw.")
        return [BadCall(error.lineno, problem, advice)]
    names = find_undeclared_variables(tree) - set(known) - set(environment.globals)
    return [
        BadCall(
            node.lineno,
            say("There is no macro “{name}”.", name=node.name),
            did_you_mean(node.name, known, say("Take it out, or define it in macros/team.py.")),
        )
        for node in tree.find_all(Name)
        if node.ctx == "load" and node.name in names
    ]
