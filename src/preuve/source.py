"""Text to plain values that remember file, line and column.

YAML is read from libyaml's *events*, never through a constructor: scalars stay text, so `no`, `012`,
`1:30` and `2026-02-30` arrive as the team wrote them and the shape that wants a number or a date decides.
What makes YAML surprising or dangerous (anchors, aliases, tags, merge keys, second documents, deep
nesting) is refused at its place. See decisions/0002-yaml-from-events.md.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from preuve.finding import MAX_FAULTS, Fault, Place, too_many_faults
from preuve.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from preuve.words import Message

try:
    from yaml.cyaml import CParser as _Parser  # type: ignore[attr-defined] # the stubs forget it
except ImportError:  # PyYAML built without libyaml: slower, the same events
    from yaml import SafeLoader as _Parser  # type: ignore[assignment]

MAX_BYTES = 20 * 1024 * 1024
MAX_DEPTH = 12
# Keys and values in one file. What a file costs in memory depends on these, hardly on its bytes: some 20,000 entries.
MAX_VALUES = 500_000

_CONFLICT = re.compile(r"^(<{7}|={7}|>{7}|\|{7})( |$)", re.MULTILINE)
# What YAML 1.2 (5.1) does not print; and line ends that YAML counts and no editor does (U+0085, U+2028, U+2029).
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_TAB_INDENT = re.compile(r"^ *\t", re.MULTILINE)
# libyaml compares each of these directives with all before it: a file of them takes minutes.
_TAG_DIRECTIVE = re.compile(r"^%TAG", re.MULTILINE)


class Scalar(NamedTuple):
    """One value as text. `plain` is true when it stands without quotes."""

    text: str
    plain: bool
    line: int
    column: int


class Sequence(NamedTuple):
    """A YAML list."""

    items: list[Node]
    line: int
    column: int


class Mapping(NamedTuple):
    """A YAML map; `keys` remembers where each key stands."""

    entries: dict[str, Node]
    keys: dict[str, Scalar]
    line: int
    column: int


Node = Scalar | Sequence | Mapping


class Origin(NamedTuple):
    """Where a model object was read: its file and its node."""

    file: str
    node: Node

    def at(self, *path: str | int) -> Place:
        """Return the place of a value below this one, or of the nearest one above it that exists."""
        node = self.node
        for step in path:
            below = _step(node, step)
            if below is None:
                break
            node = below
        return Place(self.file, node.line, node.column)

    def key(self, name: str) -> Place:
        """Return the place of a key of this map, or of the map itself."""
        if isinstance(self.node, Mapping) and name in self.node.keys:
            key = self.node.keys[name]
            return Place(self.file, key.line, key.column)
        return self.at()


def _step(node: Node, step: str | int) -> Node | None:
    if isinstance(node, Mapping) and isinstance(step, str):
        return node.entries.get(step)
    if isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
        return node.items[step]
    return None


class Document(NamedTuple):
    """What reading one file gave: its root node, if it could be read, and every fault met."""

    file: str
    root: Node | None
    faults: list[Fault]
    unusable: bool = False


class _Refused(Exception):  # noqa: N818 - control flow inside this file, never seen outside it
    """Reading of one file ends here, for the fault given."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault


def read_text(path: Path, name: str) -> str:
    """Return the text of a UTF-8 file, or raise the one fault that says why not."""
    start = Place(name, 1, 1)
    try:
        # Asked before opening: opening a pipe would wait for ever, and a device has no size to trust.
        if path.exists() and not path.is_file():
            raise _Refused(not_a_file(start))
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise _Refused(
            Fault(
                "unreadable-file",
                say("{file} cannot be opened: {why}.", file=name, why=_os_reason(error)),
                start,
                say("Check that the file exists at this place and may be read."),
            )
        ) from None
    if len(data) > MAX_BYTES:
        raise _Refused(
            Fault(
                "too-large",
                say("{file} is larger than {limit} MB.", file=name, limit=MAX_BYTES // 1024 // 1024),
                start,
                say("Keep only entries here; keep documents as files of their own."),
            )
        )
    return _decode(data, name)


def not_a_file(place: Place) -> Fault:
    """Return the fault of a folder, a pipe or a device where a file belongs."""
    return Fault(
        "unreadable-file",
        say("{file} is not a file.", file=place.file),
        place,
        say("Put a text file at this place."),
    )


def _too_many_values(place: Place) -> Fault:
    return Fault(
        "too-large",
        say("{file} holds more than {limit} keys and values.", file=place.file, limit=MAX_VALUES),
        place,
        say("Look for something that was pasted many times over."),
    )


def _os_reason(error: OSError | ValueError) -> Message:
    if isinstance(error, FileNotFoundError):
        return say("it does not exist")
    if isinstance(error, PermissionError):
        return say("reading it is not allowed")
    return say("the system says “{error}”", error=getattr(error, "strerror", None) or str(error))


def _decode(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        before = data[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        raise _Refused(
            Fault(
                "unreadable-file",
                say("{file} is not saved as UTF-8: a character cannot be read.", file=name),
                Place(name, line, column),
                say("Save the file again with the encoding UTF-8."),
            )
        ) from None


def read_yaml(path: Path, name: str) -> Document:
    """Read one YAML file.

    `name` is the path shown to people, with forward slashes, relative to the manual's root.
    Never raises: what is wrong comes back as faults.
    """
    try:
        text = read_text(path, name)
    except _Refused as refused:
        return Document(name, None, [refused.fault], unusable=True)
    return parse_yaml(text, name)


def parse_yaml(text: str, name: str, first_line: int = 1) -> Document:
    """Parse YAML text whose first line is line `first_line` of the file `name`."""
    builder = _Builder(name, first_line)
    try:
        builder.refuse_text(text)
        root = builder.build(text)
    except _Refused as refused:
        return Document(name, None, [*builder.faults, refused.fault], unusable=True)
    return Document(name, root, builder.faults)


class FrontMatter(NamedTuple):
    """A page's front matter, its body, and the number of the body's first line."""

    document: Document
    body: str
    body_line: int


_FRONT_MATTER = re.compile(r"---[ \t]*\n")
_FRONT_MATTER_END = re.compile(r"^(---|\.\.\.)[ \t]*$", re.MULTILINE)


def read_page(path: Path, name: str) -> FrontMatter:
    """Read a Markdown page and its front matter (the YAML between two lines of three dashes)."""
    try:
        text = read_text(path, name)
    except _Refused as refused:
        return FrontMatter(Document(name, None, [refused.fault], unusable=True), "", 1)
    start = _FRONT_MATTER.match(text)
    if start is None:
        return FrontMatter(Document(name, None, []), text, 1)
    end = _FRONT_MATTER_END.search(text, start.end())
    if end is None:
        fault = Fault(
            "yaml-syntax",
            say("The front matter is opened by --- and never closed."),
            Place(name, 1, 1),
            say("Add a line with only --- after the last line of the front matter."),
        )
        return FrontMatter(Document(name, None, [fault]), text, 1)
    head = text[start.end() : end.start()]
    body = text[end.end() :]
    return FrontMatter(parse_yaml(head, name, first_line=2), body, 2 + head.count("\n"))


class _Builder:
    """Builds nodes from events, with an explicit stack: depth is bounded, recursion is not used."""

    def __init__(self, file: str, first_line: int) -> None:
        self.file = file
        self.first_line = first_line
        self.faults: list[Fault] = []

    def refuse_text(self, text: str) -> None:
        """Refuse what libyaml would accept or explain badly, with words of our own."""
        if (found := _CONFLICT.search(text)) is not None:
            raise _Refused(
                Fault(
                    "yaml-syntax",
                    say("A merge conflict was left in the file: “{text}”.", text=found.group(0).strip()),
                    self._place_of(text, found.start()),
                    say("Keep the lines you want and delete the lines that begin with <<<<<<<, ======= and >>>>>>>."),
                )
            )
        if (found := _UNPRINTABLE.search(text)) is not None:
            raise _Refused(
                Fault(
                    "yaml-syntax",
                    say("An invisible control character stands here (code {code}).", code=f"U+{ord(found.group(0)):04X}"),
                    self._place_of(text, found.start()),
                    say("Delete it; it often comes with text copied from another program."),
                )
            )
        if (found := _TAB_INDENT.search(text)) is not None:
            raise _Refused(
                Fault(
                    "yaml-syntax",
                    say("A tab is used at the start of the line."),
                    self._place_of(text, found.end() - 1),
                    say("Use spaces: two for each level."),
                )
            )
        if (found := _TAG_DIRECTIVE.search(text)) is not None:
            raise _Refused(
                Fault("yaml-syntax", say("A %TAG directive is used."), self._place_of(text, found.start()), _PLAIN_YAML)
            )

    def _place_of(self, text: str, index: int) -> Place:
        line = text.count("\n", 0, index)
        return Place(self.file, self.first_line + line, index - (text.rfind("\n", 0, index) + 1) + 1)

    def build(self, text: str) -> Node | None:
        parser = _Parser(text)
        try:
            return self._build(self._events(parser))
        finally:
            parser.dispose()

    def _events(self, parser: Any) -> Iterator[Any]:  # noqa: ANN401 - libyaml's parser and events have no types
        count = 0  # the ends of lists and maps count too: they are few beside what stands in them
        try:
            while (event := parser.get_event()) is not None:
                count += 1
                if count > MAX_VALUES:
                    mark = event.start_mark
                    raise _Refused(_too_many_values(Place(self.file, mark.line + self.first_line, mark.column + 1)))
                yield event
        except yaml.MarkedYAMLError as error:
            # What is opened and never closed is told where it was opened, not at the end of the file.
            unclosed = any(words in (error.problem or "") for words in _UNCLOSED)
            mark = error.context_mark if unclosed and error.context_mark else error.problem_mark or error.context_mark
            place = (
                Place(self.file, mark.line + self.first_line, mark.column + 1)
                if mark is not None
                else Place(self.file, self.first_line, 1)
            )
            raise _Refused(_syntax_fault(error.problem or "", place)) from None
        except (yaml.YAMLError, ValueError, UnicodeError) as error:
            raise _Refused(_syntax_fault(str(error).splitlines()[0], Place(self.file, self.first_line, 1))) from None

    def _build(self, events: Iterator[Any]) -> Node | None:
        root: Node | None = None
        stack: list[Sequence | Mapping] = []
        pending: list[Scalar | None] = []  # for each map on the stack, the key that waits for its value
        documents = 0
        for event in events:
            kind = type(event)
            if kind is ScalarEvent:
                node: Node = self._scalar(event)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                node = self._collection(event, len(stack), mapping=kind is MappingStartEvent)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                stack.pop()
                pending.pop()
                continue
            elif kind is AliasEvent:
                raise self._refused(event, say("An alias (*{name}) is used.", name=event.anchor))
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise self._refused(event, say("A second document begins here (a line with ---)."))
                continue
            else:
                continue
            if stack:
                self._attach(stack[-1], pending, node)
            else:
                root = node
            if not isinstance(node, Scalar):
                stack.append(node)
                pending.append(None)
        return root

    def _scalar(self, event: Any) -> Scalar:  # noqa: ANN401 - as above
        if event.anchor is not None or event.tag is not None:
            raise self._refused(event, say("An anchor (&) or a tag (!) stands before the value."))
        mark = event.start_mark
        return Scalar(event.value, event.style is None or event.style == "", mark.line + self.first_line, mark.column + 1)

    def _collection(self, event: Any, depth: int, *, mapping: bool) -> Sequence | Mapping:  # noqa: ANN401 - as above
        if event.anchor is not None or event.tag is not None:
            raise self._refused(event, say("An anchor (&) or a tag (!) stands before the value."))
        mark = event.start_mark
        line, column = mark.line + self.first_line, mark.column + 1
        if depth >= MAX_DEPTH:
            raise _Refused(
                Fault(
                    "yaml-syntax",
                    say("Values are nested more than {limit} levels deep.", limit=MAX_DEPTH),
                    Place(self.file, line, column),
                    say("Look for a bracket or a dash too many near this place."),
                )
            )
        return Mapping({}, {}, line, column) if mapping else Sequence([], line, column)

    def _attach(self, parent: Sequence | Mapping, pending: list[Scalar | None], node: Node) -> None:
        if isinstance(parent, Sequence):
            parent.items.append(node)
            return
        key = pending[-1]
        if key is None:
            pending[-1] = self._key(node)
            return
        pending[-1] = None
        if key.text in parent.entries:
            if len(self.faults) >= MAX_FAULTS:
                raise _Refused(too_many_faults(Place(self.file, key.line, key.column)))
            first = parent.keys[key.text]
            self.faults.append(
                Fault(
                    "duplicate-key",
                    say("The key “{key}” is given twice here; it stands first in line {line}.", key=key.text, line=first.line),
                    Place(self.file, key.line, key.column),
                    say("Keep one of the two."),
                )
            )
            return
        parent.entries[key.text] = node
        parent.keys[key.text] = key

    def _key(self, node: Node) -> Scalar:
        place = Place(self.file, node.line, node.column)
        if not isinstance(node, Scalar):
            raise _Refused(
                Fault(
                    "yaml-syntax",
                    say("A list or a map stands where a key was expected."),
                    place,
                    say("Write a word followed by a colon. Put a value that begins with [ or {{ between quotes."),
                )
            )
        if node.plain and node.text == "<<":
            raise _Refused(
                Fault("yaml-syntax", say("A merge key (<<) is used."), place, _PLAIN_YAML),
            )
        return node

    def _refused(self, event: Any, message: Message) -> _Refused:  # noqa: ANN401 - as above
        mark = event.start_mark
        return _Refused(
            Fault("yaml-syntax", message, Place(self.file, mark.line + self.first_line, mark.column + 1), _PLAIN_YAML)
        )


_PLAIN_YAML = say(
    "Write the value out in full. If the text itself begins with one of & * ! % @ `, put it between double quotes."
)


_UNCLOSED = ("found unexpected end of stream", "did not find expected ',' or ']'", "did not find expected ',' or '}'")

# libyaml's wording → what a person who is not a programmer can act on. The rest is quoted as it is.
_SYNTAX_WORDS: tuple[tuple[str, Message, Message], ...] = (
    (
        "mapping values are not allowed",
        say("A colon stands where none is expected."),
        say("If the colon belongs to the text, put the whole text between double quotes; else check the indentation."),
    ),
    (
        "could not find expected ':'",
        say("A colon is missing after a key."),
        say("Write “key: value”, with a space after the colon."),
    ),
    (
        "did not find expected key",
        say("The indentation or the quotes do not match here."),
        say("Align this line with its neighbours; close each quote; double a quote inside a quoted text."),
    ),
    (
        "did not find expected '-' indicator",
        say("The indentation of a list does not match here."),
        say("Align this line with the other entries of the list."),
    ),
    (
        "did not find expected ',' or ']'",
        say("A list opened by [ is not closed."),
        say("Separate the items by commas and close the list by ]."),
    ),
    (
        "did not find expected ',' or '}'",
        say("A map opened by {{ is not closed."),
        say("Separate the items by commas and close the map by }}."),
    ),
    (
        "found unexpected end of stream",
        say("A quote is opened and never closed."),
        say("Close the quote at the end of the text."),
    ),
    (
        "found character that cannot start any token",
        say("A value cannot begin with this character."),
        say("Put the value between double quotes; use spaces, not tabs."),
    ),
)


def _syntax_fault(problem: str, place: Place) -> Fault:
    for words, message, advice in _SYNTAX_WORDS:
        if words in problem:
            return Fault("yaml-syntax", message, place, advice)
    return Fault(
        "yaml-syntax",
        say("This is not valid YAML ({problem}).", problem=problem),
        place,
        say("Compare with the lines around it: indentation, colons, dashes, quotes."),
    )
