"""How a team's files name an indicator, a clause of it or a category of action: `12`,
`12.violence`, `vae`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from preuve.core import synonyms
from preuve.core.rule_name import RuleName
from preuve.core.words import say, verbatim
from preuve.model.standard import Category, IndicatorRef
from preuve.reading import TextNode
from preuve.schema import Choice, Integer, shorten

if TYPE_CHECKING:
    from preuve.reading import Node
    from preuve.schema import Reader, Schema

INDICATOR_NUMBER = Integer(1, 99)
# What editors show beside each word.
CATEGORY = Choice(
    Category,
    {
        category: verbatim(called)  # as the law has it, in every language
        for category, called in (
            (Category.TRAINING, "actions de formation (AF)"),
            (Category.SKILLS_ASSESSMENT, "bilans de compétences (BC)"),
            (Category.VAE, "validation des acquis de l'expérience (VAE)"),
            (Category.APPRENTICESHIP, "actions par apprentissage (CFA)"),
        )
    },
    synonyms.CATEGORIES,
)
_CLAUSE_NAME = re.compile(r"([1-9][0-9]?)\.([a-z][a-z-]{0,39})")
# As people may write one: `12.Violence`, `12-violence`, `12. violence`.
_NEARLY_A_CLAUSE = r"([1-9][0-9]?) ?[.:/_-]? ?([A-Za-z][A-Za-z _-]{2,39})"


class IndicatorName:
    """An indicator by its number, or a clause of it."""

    def read(self, node: Node, reader: Reader) -> IndicatorRef | None:
        """Return what is named; whether the edition has it is not seen here."""
        if isinstance(node, TextNode) and (parts := _CLAUSE_NAME.fullmatch(node.text.strip())):
            return IndicatorRef(int(parts[1]), parts[2])
        if (
            isinstance(node, TextNode)
            and not node.text.isdecimal()
            and (meant := re.fullmatch(_NEARLY_A_CLAUSE, node.text.strip()))
        ):
            clause = re.sub(r"[ _]+", "-", meant[2].strip().lower())
            return reader.report(
                RuleName.INVALID_VALUE,
                node,
                say("“{text}” is no name of a clause.", text=shorten(node.text)),
                say(
                    "Write {name}: the indicator's number, a dot, the clause.",
                    name=f"{meant[1]}.{clause}",
                ),
            )
        number = INDICATOR_NUMBER.read(node, reader)
        return None if number is None else IndicatorRef(number)

    def schema(self) -> Schema:
        """Return the JSON Schema of the value."""
        return {
            "anyOf": [
                INDICATOR_NUMBER.schema(),
                {"type": "string", "pattern": r"^[1-9][0-9]?\.[a-z][a-z-]{0,39}$"},
            ]
        }
