"""What stands between braces on a page: read as Jinja would read it, and never run.

Nearly all pages hold plain calls such as `{{ evidence() }}`. The rest is cut into pieces by their
signs; an expression is taken apart by Python's own parser where it is one for Python too. What
cannot be told for sure is not told.
"""

from __future__ import annotations

import re
from keyword import iskeyword
from typing import TYPE_CHECKING

from preuve.core.record import NamedTuple
from preuve.core.words import say

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from preuve.core.words import Message

_OPENING = re.compile(r"\{\{|\{%|\{#")
_TOKEN = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[({\[\]})]|['"]|%\}""", re.DOTALL)
_CLOSES = {"(": ")", "[": "]", "{": "}"}
_RAW = re.compile(r"\{%[-+]?\s*endraw\s*[-+]?%\}")
_PLAIN_CALL = re.compile(r"\s*(\w+)\(\s*(\d{0,9})\s*\)\s*")
_CALL_WITH_TEXT = re.compile(
    r"""\s*([A-Za-z_]\w*)\(\s*(?:"[^"\\\n\0]*"|'[^'\\\n\0]*')\s*\)\s*""", re.ASCII
)
_CONSTANTS = frozenset({"true", "false", "none"})
_PAIRS = {
    "if": "endif",
    "for": "endfor",
    "macro": "endmacro",
    "call": "endcall",
    "filter": "endfilter",
    "block": "endblock",
    "with": "endwith",
    "autoescape": "endautoescape",
    "trans": "endtrans",
}
_ALONE = {
    "elif",
    "else",
    "include",
    "import",
    "from",
    "extends",
    "set",
    "endset",
    "do",
    "break",
    "continue",
    "pluralize",
    "debug",
}
_GUARDED = {"if", "for", "macro", "call", "filter", "block"}


class Call(NamedTuple):
    """A name that is used between braces, with the number of its arguments where it is called."""

    name: str
    line: int
    column: int
    arguments: int | None = None
    """None where it is not called, or with arguments that cannot be counted."""
    filter: bool = False


class BraceError(NamedTuple):
    """What Jinja would not read."""

    line: int
    column: int
    message: Message


class Braces(NamedTuple):
    """A page's braces."""

    text: str
    """The page with all braces blank; what only some conditions show is blank too."""
    calls: tuple[Call, ...]
    errors: tuple[BraceError, ...]
    certain: bool
    """Whether the page holds plain calls only: what it draws is known by their names."""


def read_braces(text: str) -> Braces:
    """Return what stands between a page's braces."""
    if "{" not in text or _OPENING.search(text) is None:
        return Braces(text, (), (), certain=True)
    reader = _BraceReader(text)
    reader.run()
    return Braces(
        reader.blanked(), tuple(reader.calls), tuple(reader.errors), certain=reader.certain
    )


class _BraceReader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.calls: list[Call] = []
        self.errors: list[BraceError] = []
        self.certain = True
        self.defined: set[str] = set()
        self._spans: list[tuple[int, int]] = []
        self._open: list[tuple[str, int]] = []
        self._line, self._seen = 1, 0

    def blanked(self) -> str:
        parts, at = [], 0
        for start, end in self._spans:
            if start < at:
                continue
            parts += [
                self.text[at:start],
                "\n".join(" " * len(line) for line in self.text[start:end].split("\n")),
            ]
            at = end
        return "".join([*parts, self.text[at:]])

    def run(self) -> None:
        at = 0
        while (opening := _OPENING.search(self.text, at)) is not None:
            at = self._piece(opening)
            if at < 0:
                break
        for name, start in self._open:
            self._error(
                start,
                say(
                    "{{% {name} %}} is not closed: {{% {end} %}} is missing.",
                    name=name,
                    end=_PAIRS.get(name, ""),
                ),
            )
        self.calls = [call for call in self.calls if call.name not in self.defined]

    def _piece(self, opening: re.Match[str]) -> int:
        """Read one piece; return where it ends, or -1 where nothing after it can be read."""
        start = opening.start()
        if opening[0] == "{#":
            end = self.text.find("#}", opening.end())
            if end < 0:
                self._error(start, say("A comment is opened by {{# and never closed by #}}."))
                return -1
            self._spans.append((start, end + 2))
            return end + 2
        closing = "}}" if opening[0] == "{{" else "%}"
        end = self._end(opening.end(), closing)
        if end < 0:
            self._error(
                start,
                say("{opening} is not closed by {closing}.", opening=opening[0], closing=closing),
            )
            return self._after_fault(start, closing)
        inside = self.text[opening.end() : end].strip("-+")
        self._spans.append((start, end + 2))
        if closing == "}}":
            self._expression(inside, opening.end())
            return end + 2
        return self._statement(inside, start, end + 2)

    def _after_fault(self, start: int, closing: str) -> int:
        """Return where to read on after a piece that cannot be read: behind what looks like its end
        on the same line, so that the faults below it are told too; -1 where there is none.
        """
        line_end = self.text.find("\n", start)
        end = self.text.find(closing, start, line_end if line_end >= 0 else len(self.text))
        if end < 0:
            return -1
        self.certain = False
        self._spans.append((start, end + 2))
        return end + 2

    def _end(self, at: int, closing: str) -> int:
        """Return where a piece closes, texts in quotes passed over; -1 where it does not."""
        waiting: list[str] = []
        for token in _TOKEN.finditer(self.text, at):
            sign = token[0]
            if sign in _CLOSES:
                waiting.append(_CLOSES[sign])
            elif not waiting and self.text.startswith(closing, token.start()):
                return token.start()
            elif sign in {")", "]", "}"} and waiting[-1:] == [sign]:
                waiting.pop()
            elif (
                len(sign) == 1 or sign == "%}"
            ):  # a bracket or a quotation mark too many, or the end of another piece
                return -1
        return -1

    def _statement(self, inside: str, start: int, end: int) -> int:
        words = inside.split(None, 1)
        name, rest = (words[0], words[1] if len(words) > 1 else "") if words else ("", "")
        self.certain = self.certain and name in {"raw", "endraw"}
        if name == "raw":
            closing = _RAW.search(self.text, end)
            if closing is None:
                self._error(
                    start,
                    say(
                        "{{% {name} %}} is not closed: {{% {end} %}} is missing.",
                        name="raw",
                        end="endraw",
                    ),
                )
                return -1
            self._spans.append((closing.start(), closing.end()))
            return closing.end()
        if name in _PAIRS:
            self._open.append((name, start))
        elif name in _PAIRS.values():
            if not self._open or _PAIRS[self._open[-1][0]] != name:
                self._error(
                    start, say("{{% {name} %}} closes nothing that is open here.", name=name)
                )
                return -1
            opened, began = self._open.pop()
            if opened in _GUARDED and not any(other in _GUARDED for other, _ in self._open):
                self._spans.append((began, end))
                self._spans.sort()
        elif name not in _ALONE:
            self._error(
                start, say("“{name}” is no instruction between {{% and %}}.", name=name[:40])
            )
            return -1
        self._names_of(name, rest, start)
        return end

    def _names_of(self, name: str, rest: str, start: int) -> None:
        """Note what a statement defines, and what it uses."""
        if name in {"set", "for", "macro", "with", "import", "from", "call", "block"}:
            self.defined.update(
                re.findall(
                    r"[A-Za-z_]\w*", rest.partition("=" if name in {"set", "with"} else " in ")[0]
                )
            )
            self.defined.update({"loop", "caller", "varargs", "kwargs", "super"})
        if name in {"if", "elif"}:
            self._expression(rest, start)
        elif name == "for" and " in " in rest:
            self._expression(rest.partition(" in ")[2].partition(" if ")[0], start)
        elif name == "set" and "=" in rest:
            self._expression(rest.partition("=")[2], start)

    def _expression(self, inside: str, start: int) -> None:
        line, column = self._place(start)
        call = _PLAIN_CALL.fullmatch(inside)
        if call is not None:
            self.calls.append(Call(call[1], line, column + call.start(1), 1 if call[2] else 0))
            return
        if not inside.strip():
            self._error(start - 2, say("Nothing stands between {{{{ and }}}}."))
            return
        self.certain = False
        # Read as Python would, without its parser.
        call = _CALL_WITH_TEXT.fullmatch(inside)
        if call is not None and call[1] not in _CONSTANTS and not iskeyword(call[1]):
            self.calls.append(Call(call[1], line, column + call.start(1), 1))
            return
        self.calls += _names(inside, line, column + len(inside) - len(inside.lstrip()))

    def _place(self, index: int) -> tuple[int, int]:
        if index < self._seen:
            self._line, self._seen = 1, 0
        self._line += self.text.count("\n", self._seen, index)
        self._seen = index
        return self._line, index - (self.text.rfind("\n", 0, index) + 1) + 1

    def _error(self, index: int, message: Message) -> None:
        self.errors.append(BraceError(*self._place(index), message))


def _names(inside: str, line: int, column: int) -> Iterator[Call]:
    """Yield the names that an expression uses, where Python can read it."""
    import ast  # noqa: PLC0415 - nearly all pages hold plain calls only
    from warnings import catch_warnings  # noqa: PLC0415 - as above

    written = inside.strip().replace("~", "+")
    if len(written) > 2000:  # noqa: PLR2004 - no such call is a person's
        return
    for attempt in (written, f"{written} else None"):
        try:
            with catch_warnings(action="ignore"):  # of a digit before a word, say, on the screen
                tree = ast.parse(f"({attempt})", mode="eval")
            break
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
    else:
        return
    yield from _used(tree, line, column)


def _used(tree: ast.AST, line: int, column: int) -> Iterator[Call]:
    import ast  # noqa: PLC0415 - as above

    called = {id(node.func): node for node in ast.walk(tree) if isinstance(node, ast.Call)}
    filters: set[int] = set()
    tests: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            filters.add(id(node.right.func if isinstance(node.right, ast.Call) else node.right))
        if isinstance(node, ast.Compare):
            for operator, right in zip(node.ops, node.comparators, strict=True):
                if isinstance(operator, ast.Is | ast.IsNot):
                    tests.update(id(inner) for inner in ast.walk(right))
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and id(node) not in tests and node.id not in _CONSTANTS:
            call = called.get(id(node))
            count = None
            if call is not None and not any(isinstance(given, ast.Starred) for given in call.args):
                count = len(call.args) + len(call.keywords)
            shift = node.col_offset - 1 if node.lineno == 1 else 0
            yield Call(
                node.id,
                line + node.lineno - 1,
                column + shift if node.lineno == 1 else node.col_offset + 1,
                count,
                filter=id(node) in filters,
            )
