"""What a team may decide about rules: which it weighs otherwise,
and which findings it accepts for a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from preuve.core.finding import Severity
from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.reading import MapNode, TextNode
from preuve.rulebook import BY_NAME, CONFIGURABLE, WAIVABLE
from preuve.schema import ONE_VALUE, Choice, MapOf, did_you_mean, shorten

if TYPE_CHECKING:
    from preuve.reading import Node
    from preuve.schema import Reader, Schema


class WaivableRule:
    """The name of a rule whose findings may be accepted for a time."""

    def read(self, node: Node, reader: Reader) -> RuleName | None:
        """Return the rule; those that no one may accept are refused."""
        if not isinstance(node, TextNode):
            return reader.wrong_type(node, say("The name of a rule"), ONE_VALUE)
        rule = BY_NAME.get(name := node.text.strip())
        if rule is None:
            return reader.report(
                RuleName.INVALID_VALUE,
                node,
                say("There is no rule “{name}”.", name=shorten(name)),
                did_you_mean(
                    name,
                    BY_NAME,
                    say("Copy the name from the finding, where it stands between square brackets."),
                ),
            )
        if rule in WAIVABLE:
            return rule.name
        return reader.report(
            RuleName.INVALID_VALUE,
            node,
            say("What {rule} finds cannot be accepted, not even for a time.", rule=name),
            say("Fix what it found, and delete this waiver."),
        )

    def schema(self) -> Schema:
        """Return the JSON Schema of the value."""
        return {
            "enum": [rule.name.value for rule in WAIVABLE],
            "enumDescriptions": [rule.what.text for rule in WAIVABLE],
        }


class Severities:
    """The weights that differ from the rulebook's, by rule."""

    names: ClassVar = [rule.name.value for rule in CONFIGURABLE]
    map: ClassVar = MapOf(Choice(Severity), known=names)
    """What may be written; what may not has sentences of its own."""

    def read(self, node: Node, reader: Reader) -> dict[RuleName, Severity] | None:
        """Return the weights; those that no one may change are refused."""
        for name, key in node.keys.items() if isinstance(node, MapNode) else ():
            if name in BY_NAME and name not in self.names:
                reader.report(
                    RuleName.INVALID_VALUE,
                    key,
                    say(
                        "The weight of {rule} cannot be changed: it is always an error.", rule=name
                    ),
                    say("Delete this line, and fix what the rule finds."),
                )
        severities = MapOf(Choice(Severity), known=BY_NAME).read(node, reader)
        if severities is None:
            return None
        return {RuleName(name): severity for name, severity in severities.items()}

    def schema(self) -> Schema:
        """Return the JSON Schema of the value."""
        severity = Choice(Severity).schema()
        keys = {
            rule.name.value: {**severity, "description": rule.what.text} for rule in CONFIGURABLE
        }
        return {"type": "object", "additionalProperties": False, "properties": keys}
