"""Text to nodes, from libyaml's events: see decisions/0002-yaml-from-events.md."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NoReturn

from preuve.core.finding import MAX_DIAGNOSTICS, Diagnostic, Place, too_many_diagnostics
from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.reading.decoding import ParseError
from preuve.reading.libyaml import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    Parser,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    yaml,
)
from preuve.reading.nodes import ListNode, MapNode, TextNode
from preuve.reading.syntax import (
    BEGUN_AT,
    bracketed_early,
    closed_early,
    closed_late,
    cut_places,
    cut_short,
    syntax_fault,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.core.words import Message
    from preuve.reading.nodes import Node

MAX_DEPTH = 12
# Keys and values in one file. What a file costs in memory depends on these, hardly on its bytes:
# some 20,000 entries.
MAX_VALUES = 500_000

# Looked for where a text holds their signs: nearly none does.
_CONFLICT = r"(?m)^(<{7}|={7}|>{7}|\|{7})( |$)"
_TAB_INDENT = r"(?m)^ *\t"
# libyaml compares each of these directives with all before it: a file of them takes minutes.
_TAG_DIRECTIVE = r"(?m)^%TAG"
# What YAML 1.2 (5.1) does not print; and line ends that YAML counts and no editor does (U+0085,
# U+2028, U+2029).
_UNPRINTABLE = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"

_PLAIN_YAML = say(
    "Write the value out in full. If the text itself begins with one of & * ! % @ `, put it "
    "between double quotes."
)


_ENDS = frozenset({MappingEndEvent, SequenceEndEvent})


class Builder:
    """Builds nodes from events, with an explicit stack: depth is bounded, recursion is not used."""

    def __init__(self, file: str, first_line: int) -> None:
        self.file = file
        self.first_line = first_line
        self.diagnostics: list[Diagnostic] = []
        self._begun_already = False  # a document
        self._merged: MapNode | None = None  # the entry whose last key stood in it before
        self._cut: dict[
            tuple[int, int], str
        ] = {}  # where a value would end before a # that may belong to it

    def refuse_text(self, text: str) -> None:
        """Refuse what libyaml would accept or explain badly, with words of our own.

        Raises:
            ParseError: it cannot be read; the diagnostic says where and why.

        """
        conflict = any(sign in text for sign in ("<<<<<<<", "=======", ">>>>>>>", "|||||||"))
        if conflict and (match := re.search(_CONFLICT, text)) is not None:
            self._refuse(
                self._place_of(text, match.start()),
                say("A merge conflict was left in the file: “{text}”.", text=match[0].strip()),
                say(
                    "Keep the lines you want and delete the lines that begin with <<<<<<<, "
                    "======= and >>>>>>>."
                ),
            )
        # What can be printed is nearly all there is, and quickly told: the pattern is made for the
        # rest.
        printable = all(map(str.isprintable, text.split("\n")))
        if not printable and (match := re.search(_UNPRINTABLE, text)) is not None:
            code = f"U+{ord(match[0]):04X}"
            self._refuse(
                self._place_of(text, match.start()),
                say("An invisible control character stands here (code {code}).", code=code),
                say("Delete it; it often comes with text copied from another program."),
            )
        if "\t" in text and (match := re.search(_TAB_INDENT, text)) is not None:
            self._refuse(
                self._place_of(text, match.end() - 1),
                say("A tab is used at the start of the line."),
                say("Use spaces: two for each level."),
            )
        if "%TAG" in text and (match := re.search(_TAG_DIRECTIVE, text)) is not None:
            place = self._place_of(text, match.start())
            self._refuse(place, say("A %TAG directive is used."), _PLAIN_YAML)

    @staticmethod
    def _refuse(place: Place, message: Message, advice: Message) -> NoReturn:
        raise ParseError(Diagnostic(RuleName.YAML_SYNTAX, message, place, advice))

    def _place_of(self, text: str, index: int) -> Place:
        line = text.count("\n", 0, index)
        return Place(
            self.file, self.first_line + line, index - (text.rfind("\n", 0, index) + 1) + 1
        )

    def build(self, text: str) -> Node | None:
        """Return the text's root node, or None for an empty text;
        raise the fault that ends the reading.
        """
        self._cut = cut_places(text)
        parser = Parser(text)
        try:
            return self._build(self._events(parser, text))
        finally:
            parser.dispose()

    def _events(self, parser: Any, text: str) -> Iterator[Any]:  # noqa: ANN401 - libyaml's parser and events have no types
        event = None
        try:
            # The ends of lists and maps count too: they are few beside what stands in them.
            for count, event in enumerate(iter(parser.get_event, None)):
                if count >= MAX_VALUES:
                    mark = event.start_mark
                    raise ParseError(
                        _too_many_values(
                            Place(self.file, mark.line + self.first_line, mark.column + 1)
                        )
                    )
                yield event
        except yaml.MarkedYAMLError as error:
            raise ParseError(self._stumbled(event, error, text)) from None
        except (yaml.YAMLError, ValueError, UnicodeError) as error:
            raise ParseError(
                syntax_fault(str(error).splitlines()[0], Place(self.file, self.first_line, 1))
            ) from None

    def _stumbled(self, event: Any, error: yaml.MarkedYAMLError, text: str) -> Diagnostic:  # noqa: ANN401 - as above
        """Return what libyaml stumbled over, told where it was written rather
        than where it was noticed.
        """
        if (diagnostic := self._quoted(event, error) or self._bracketed(event, error)) is not None:
            return diagnostic
        problem = error.problem or ""
        begun = any(words in problem for words in BEGUN_AT)
        mark = (
            error.context_mark
            if begun and error.context_mark
            else error.problem_mark or error.context_mark
        )
        if mark is None:
            return syntax_fault(problem, Place(self.file, self.first_line, 1))
        from preuve.reading.slips import slip  # noqa: PLC0415 - costs as much as twenty pages

        if (hint := slip(text, mark.line, mark.column, problem)) is not None:
            place = Place(self.file, hint.line + self.first_line, hint.column + 1)
            return Diagnostic(RuleName.YAML_SYNTAX, hint.message, place, hint.help)
        return syntax_fault(problem, Place(self.file, mark.line + self.first_line, mark.column + 1))

    def _bracketed(self, event: Any, error: yaml.MarkedYAMLError) -> Diagnostic | None:  # noqa: ANN401 - as above
        """Return the fault of a text that begins with a bracket or a brace,
        closes it and goes on.
        """
        mark = error.problem_mark
        if (
            type(event) not in {SequenceEndEvent, MappingEndEvent}
            or mark is None
            or "expected key" not in (error.problem or "")
        ):
            return None
        # A block ends where the next line begins: only what ends by a sign has a length.
        start, end = event.start_mark, event.end_mark
        if (start.line, start.column) == (end.line, end.column) or end.line != mark.line:
            return None
        return bracketed_early(Place(self.file, mark.line + self.first_line, mark.column + 1))

    def _quoted(self, event: Any, error: yaml.MarkedYAMLError) -> Diagnostic | None:  # noqa: ANN401 - as above
        """Return the fault of a quote closed too late or too early,
        where it is one that the parser stumbled over.
        """
        mark = error.problem_mark
        if getattr(event, "style", None) not in {"'", '"'} or mark is None:
            return None
        start, end = event.start_mark, event.end_mark
        if mark.line != end.line or "did not find expected" not in (error.problem or ""):
            return None
        if start.line < end.line:
            place = Place(self.file, start.line + self.first_line, start.column + 1)
            return closed_late(place, end.line + self.first_line)
        return closed_early(Place(self.file, mark.line + self.first_line, mark.column + 1))

    def _build(self, events: Iterator[Any]) -> Node | None:
        top: list[Node] = []  # the root alone
        parent: ListNode | MapNode = ListNode(top, 0, 0)
        first, uncut = self.first_line, not self._cut
        # The collections that the parent stands in; and of a map the key that waits for its value.
        stack: list[tuple[ListNode | MapNode, TextNode | None]] = []
        key: TextNode | None = None
        for event in events:
            node: Node | None
            if type(event) is not ScalarEvent:
                if type(event) in _ENDS:
                    parent, key = stack.pop()
                    continue
                node = self._begun(event, len(stack))
                if node is None:
                    continue
            elif uncut and event.anchor is None and event.tag is None:
                mark: Any = event.start_mark
                node = TextNode(event.value, not event.style, mark.line + first, mark.column + 1)
            else:
                node = self._scalar(event)
            if isinstance(parent, ListNode):
                parent.items.append(node)
            elif key is None:
                key = self._key(node)
            elif key.text in parent.entries:
                holder = stack[-1][0]
                self._again(
                    parent, key, entry=isinstance(holder, ListNode) and holder.items is not top
                )
                key = None
            else:
                parent.entries[key.text] = node
                parent.keys[key.text] = key
                key = self._merged = None
            if not isinstance(node, TextNode):
                stack.append((parent, key))
                parent, key = node, None
        return top[0] if top else None

    def _begun(self, event: Any, depth: int) -> ListNode | MapNode | None:  # noqa: ANN401 - as above
        """Return the list or map that begins with an event; None where it begins neither."""
        kind = type(event)
        if kind is MappingStartEvent or kind is SequenceStartEvent:
            return self._collection(event, depth, mapping=kind is MappingStartEvent)
        if kind is AliasEvent:
            raise self._refused(event, say("An alias (*{name}) is used.", name=event.anchor))
        if kind is DocumentStartEvent:
            if self._begun_already:
                raise self._refused(event, say("A second document begins here (a line with ---)."))
            self._begun_already = True
        return None

    def _scalar(self, event: Any) -> TextNode:  # noqa: ANN401 - as above
        if event.anchor is not None or event.tag is not None:
            raise self._refused(event, say("An anchor (&) or a tag (!) stands before the value."))
        mark = event.start_mark
        plain = not event.style
        if (
            plain
            and self._cut
            and (rest := self._cut.get((event.end_mark.line, event.end_mark.column))) is not None
        ):
            self._note(
                cut_short(
                    Place(
                        self.file, event.end_mark.line + self.first_line, event.end_mark.column + 1
                    ),
                    rest,
                )
            )
        return TextNode(event.value, plain, mark.line + self.first_line, mark.column + 1)

    def _note(self, diagnostic: Diagnostic) -> None:
        """Note a fault that does not end the reading."""
        if len(self.diagnostics) >= MAX_DIAGNOSTICS:
            raise ParseError(too_many_diagnostics(diagnostic.place))
        self.diagnostics.append(diagnostic)

    def _collection(self, event: Any, depth: int, *, mapping: bool) -> ListNode | MapNode:  # noqa: ANN401 - as above
        if event.anchor is not None or event.tag is not None:
            raise self._refused(event, say("An anchor (&) or a tag (!) stands before the value."))
        mark = event.start_mark
        line, column = mark.line + self.first_line, mark.column + 1
        if depth >= MAX_DEPTH:
            raise ParseError(
                Diagnostic(
                    RuleName.YAML_SYNTAX,
                    say("Values are nested more than {limit} levels deep.", limit=MAX_DEPTH),
                    Place(self.file, line, column),
                    say("Look for a bracket or a dash too many near this place."),
                )
            )
        return MapNode({}, {}, line, column) if mapping else ListNode([], line, column)

    def _again(self, parent: MapNode, key: TextNode, *, entry: bool) -> None:
        """Note a key that stands in its map already, unless it was told that two entries run into
        each other here.
        """
        if self._merged is not parent:
            self._merged = parent if entry else None
            self._twice(key, parent.keys[key.text], entry=entry)

    def _twice(self, key: TextNode, first: TextNode, *, entry: bool) -> None:
        """Note a key that stands twice in a map; in an entry of a list,
        the keys after it are those of another entry.
        """
        message = say(
            "The key “{key}” is given twice here; it stands first in line {line}.",
            key=key.text,
            line=first.line,
        )
        advice = say("Keep one of the two.")
        if entry:
            advice = say(
                "Keep one of the two. If another entry begins here, put a dash before it: “- "
                "{key}: …”.",
                key=key.text,
            )
        self._note(
            Diagnostic(
                RuleName.DUPLICATE_KEY, message, Place(self.file, key.line, key.column), advice
            )
        )

    def _key(self, node: Node) -> TextNode:
        if isinstance(node, TextNode) and not (node.plain and node.text == "<<"):
            return node
        message, advice = say("A merge key (<<) is used."), _PLAIN_YAML
        if not isinstance(node, TextNode):
            message = say("A list or a map stands where a key was expected.")
            advice = say(
                "Write a word followed by a colon. Put a value that begins with [ or {{ between "
                "quotes."
            )
        place = Place(self.file, node.line, node.column)
        raise ParseError(Diagnostic(RuleName.YAML_SYNTAX, message, place, advice))

    def _refused(self, event: Any, message: Message) -> ParseError:  # noqa: ANN401 - as above
        mark = event.start_mark
        return ParseError(
            Diagnostic(
                RuleName.YAML_SYNTAX,
                message,
                Place(self.file, mark.line + self.first_line, mark.column + 1),
                _PLAIN_YAML,
            )
        )


def _too_many_values(place: Place) -> Diagnostic:
    return Diagnostic(
        RuleName.TOO_LARGE,
        say("{file} holds more than {limit} keys and values.", file=place.file, limit=MAX_VALUES),
        place,
        say("Look for something that was pasted many times over."),
    )
