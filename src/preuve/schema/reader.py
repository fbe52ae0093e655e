"""What shapes share: the reader that collects the faults of one file, and what a shape is."""

from __future__ import annotations

from typing import Any, Protocol, TypeVar

from preuve.core.finding import MAX_DIAGNOSTICS, Diagnostic, Place, too_many_diagnostics
from preuve.core.rule_name import RuleName
from preuve.core.words import Message, say
from preuve.reading import ListNode, MapNode, Node, TextNode

T_co = TypeVar("T_co", covariant=True)

Schema = dict[str, Any]


class Shape(Protocol[T_co]):
    """Something that can be read from a node and described to an editor."""

    def read(self, node: Node, reader: Reader) -> T_co | None:
        """Return the value, or note a fault and return None."""

    def schema(self) -> Schema:
        """Return the JSON Schema of the value."""


ONE_VALUE = say("Write a single value, without brackets, braces or dashes.")


class Reader:
    """Collects the faults of one file while shapes read it."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.diagnostics: list[Diagnostic] = []

    @property
    def full(self) -> bool:
        """Return whether so much is wrong that reading goes no further."""
        return len(self.diagnostics) > MAX_DIAGNOSTICS

    def report(self, rule: RuleName, node: Node, message: Message, advice: Message) -> None:
        """Note a fault at a node; the last one of too many says so."""
        place = Place(self.file, node.line, node.column)
        if len(self.diagnostics) < MAX_DIAGNOSTICS:
            self.diagnostics.append(Diagnostic(rule, message, place, advice))
        elif not self.full:
            self.diagnostics.append(too_many_diagnostics(place))

    def wrong_type(self, node: Node, wanted: Message, advice: Message | None = None) -> None:
        """Note that another kind of value was expected."""
        self.report(
            RuleName.WRONG_TYPE,
            node,
            say("{wanted} is needed here, not {found}.", wanted=wanted, found=kind(node)),
            advice
            or say("Compare with the entries around it, or with the page on the files you edit."),
        )


def kind(node: Node) -> Message:
    """Return what stands there, in words."""
    if isinstance(node, ListNode):
        return say("a list")
    if isinstance(node, MapNode):
        return say("a map")
    if node.plain and node.text == "":
        return say("nothing")
    return say("“{text}”", text=shorten(node.text))


def shorten(text: str, limit: int = 60) -> str:
    """Return text fit for a message: one line, its end cut off when it is long."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def is_empty(node: Node) -> bool:
    """Return whether a key was written and nothing after it."""
    return isinstance(node, TextNode) and node.plain and node.text == ""
