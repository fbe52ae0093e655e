"""YAML as text: what is refused, at which place, and what comes back as the team wrote it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from helpers import places, said

from preuve.reading import MAX_DEPTH, ListNode, MapNode, Origin, TextNode, builder, parse_yaml

# What is written → the one fault it must give. `two` in a name: the fault is past characters of
# several bytes.
REFUSED: dict[str, tuple[str, str]] = {
    "a tab as indentation": ("a:\n\tb: 1\n", "yaml-syntax 2:1"),
    "a tab after spaces": ("a:\n  \tb: 1\n", "yaml-syntax 2:3"),
    "NUL": ("a: x\0y\n", "yaml-syntax 1:5"),
    "a control character, two": ("a: 1\né: 😀\x1b[31m\n", "yaml-syntax 2:5"),
    "delete": ("a: \x7f\n", "yaml-syntax 1:4"),
    "half a character": ("a: \ud800\n", "yaml-syntax 1:4"),
    "no character": ("a: \uffff\n", "yaml-syntax 1:4"),
    "half a character, escaped": ('a: "\\ud800"\n', "yaml-syntax 1:7"),
    "a merge conflict": (
        "a: 1\n<<<<<<< HEAD\na: 2\n=======\na: 3\n>>>>>>> theirs\n",
        "yaml-syntax 2:1",
    ),
    "the middle of a conflict": ("a: 1\n=======\nb: 1\n", "yaml-syntax 2:1"),
    "the end of a conflict": ("a: 1\n>>>>>>> theirs\n", "yaml-syntax 2:1"),
    "a conflict of three": ("a: 1\n||||||| base\nb: 1\n", "yaml-syntax 2:1"),
    "a conflict inside a text": ("a: |\n  one\n<<<<<<< HEAD\n  two\n", "yaml-syntax 3:1"),
    "an anchor": ("a: &x 1\n", "yaml-syntax 1:4"),
    "an anchor on a map": ("a: &x {b: 1}\n", "yaml-syntax 1:4"),
    "an anchor on a list": ("a: &x [b]\n", "yaml-syntax 1:4"),
    "an anchor on a key": ("&x a: 1\n", "yaml-syntax 1:1"),
    "an alias": ("a: *x\n", "yaml-syntax 1:4"),
    "an alias as key": ("*x : 1\n", "yaml-syntax 1:1"),
    "an alias, two": ("é: [“ü”, 😀, *x]\n", "yaml-syntax 1:13"),
    "an alias bomb": ("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n", "yaml-syntax 1:4"),
    "a merge key": ("a:\n  <<: {b: 1}\n", "yaml-syntax 2:3"),
    "a merge key bomb": ("a: {<<: [{b: 1}, {b: 1}]}\n", "yaml-syntax 1:5"),
    "a tag": ("a: !x 1\n", "yaml-syntax 1:4"),
    "a standard tag": ("a: !!str 1\n", "yaml-syntax 1:4"),
    "a tag that runs code": ("a: !!python/object/apply:os.system [id]\n", "yaml-syntax 1:4"),
    "a tag's handle, unused": ("# x\n%TAG ! tag:x\n---\na: 1\n", "yaml-syntax 2:1"),
    "a tag by a handle": ("%TAG ! tag:x\n---\na: !x 1\n", "yaml-syntax 1:1"),
    "another YAML": ("%YAML 9.9\n---\na: 1\n", "yaml-syntax 1:1"),
    "a second document": ("a: 1\n---\nb: 1\n", "yaml-syntax 2:1"),
    "a second document after an end": ("a: 1\n...\n---\nb: 1\n", "yaml-syntax 3:1"),
    "text after the end": ("a: 1\n...\nb: 1\n", "yaml-syntax 3:1"),
    "a list as key": ("a: 1\n[b]: 1\n", "yaml-syntax 2:1"),
    "a map as key": ("{a: 1}: 1\n", "yaml-syntax 1:1"),
    "braces of a template": ("a: {{ b }}\n", "yaml-syntax 1:5"),
    "a colon in a text": ("a: Minutes: spring\n", "yaml-syntax 1:11"),
    "a colon in a text, two": ("a: Réunion “été”: 😀\n", "yaml-syntax 1:17"),
    "a key without a colon": ("a: 1\nb\nc: 1\n", "yaml-syntax 2:1"),
    "a list beside a map": ("a: 1\n- b\n", "yaml-syntax 2:1"),
    "a map beside a list": ("- a\nb: 1\n", "yaml-syntax 2:1"),
    "a dash after a key": ("a: - b\n", "yaml-syntax 1:4"),
    "an at sign": ("a: @b\n", "yaml-syntax 1:4"),
    "a backquote": ("a: `b`\n", "yaml-syntax 1:4"),
    "a per cent sign": ("a: %b\n", "yaml-syntax 1:4"),
    "indentation lost": ("a:\n    b: 1\n  c: 1\n", "yaml-syntax 3:3"),
    "a bracket too many": ("a: [b]]\n", "yaml-syntax 1:7"),
    "a wrong escape": ('a: "\\q"\n', "yaml-syntax 1:5"),
    "a key twice": ("a: 1\nb: 1\na: 2\n", "duplicate-key 3:1"),
    "a key twice, once in quotes": ('a: 1\n"a": 2\n', "duplicate-key 2:1"),
    "a key twice in a line, two": ("é: {ü: 1, ü: 2}\n", "duplicate-key 1:11"),
    "a key twice with a list": ("a: 1\na: [b, c]\n", "duplicate-key 2:1"),
}


@pytest.mark.parametrize(("text", "fault"), REFUSED.values(), ids=REFUSED)
def test_refused(text: str, fault: str) -> None:
    """Would catch YAML that means something else than it shows,
    and a fault told elsewhere or twice.
    """
    assert places(parse_yaml(text, "f.yaml").diagnostics) == [fault]
    moved = parse_yaml(text, "f.yaml", first_line=11).diagnostics
    rule, _, place = fault.partition(" ")
    line, column = place.split(":")
    assert places(moved) == [f"{rule} {int(line) + 10}:{column}"], (
        "front matter counts from the page's top"
    )


@pytest.mark.parametrize(("text", "fault"), REFUSED.values(), ids=REFUSED)
def test_only_a_key_given_twice_leaves_the_file_usable(text: str, fault: str) -> None:
    """Would catch a half-read file that is judged as if it were whole."""
    document = parse_yaml(text, "f.yaml")
    assert document.unusable is not fault.startswith("duplicate-key")
    assert (document.root is None) is document.unusable


# What is never closed → where it was opened.
UNCLOSED = {
    'a: 1\nb: "c\nd: 1\n': "2:4",
    "a: 1\nb: 'c\nd: 1\n": "2:4",
    "a: 1\nb: [c\n": "2:4",
    "a: 1\nb: {c: 1\n": "2:4",
    "a: 1\nb: [c\nd: e\n": "2:4",
    "a: 1\nb: {c: 1\nd: e\n": "2:4",
    "é: [“ü”, [😀\n\n\n": "1:10",
}


@pytest.mark.parametrize(("text", "place"), UNCLOSED.items())
def test_never_closed(text: str, place: str) -> None:
    """Would catch an open quote or bracket that swallows the rest of the file,
    and a fault told at the file's end.
    """
    document = parse_yaml(text, "f.yaml")
    assert document.unusable
    assert places(document.diagnostics) == [f"yaml-syntax {place}"]


# A quote that another one closes, later or earlier than meant → where and what is told.
QUOTES = {
    "closed by the next text's": (
        'a:\n  - b: "c\n    d: 1\n  - b: "e"\n',
        "2:8",
        "is closed only in line 4.",
    ),
    "closed by an apostrophe": ("a: 'b\nc: l'eau\n", "1:4", "is closed only in line 2."),
    "in a list": ('a: ["b, c]\nd: "e"\n', "1:5", "is closed only in line 2."),
    "in a map": ('a: {b: "c}\nd: "e"\n', "1:8", "is closed only in line 2."),
    "an apostrophe within": ("a: 1\nb: 'l'eau'\n", "2:7", "goes on after its closing quote."),
    "a title within": ('a: "b" c\n', "1:8", "goes on after its closing quote."),
}


@pytest.mark.parametrize(("text", "place", "words"), QUOTES.values(), ids=QUOTES)
def test_quotes_closed_elsewhere(text: str, place: str, words: str) -> None:
    """Would catch a person sent to the line of another quote,
    fifty lines below the one that lacks its end.
    """
    (fault,) = parse_yaml(text, "f.yaml").diagnostics
    assert places([fault]) == [f"yaml-syntax {place}"]
    assert said(fault.message).endswith(words)


def test_quotes_are_not_blamed_for_other_faults() -> None:
    """Would catch advice about quotes where a good quoted text comes before
    something else that is wrong.
    """
    for text in ('a: "b"\n  c: d\n', 'a: "b"\n c\n', '- "a"\nb: c\n', 'a: "b\n  c"\n- d\n'):
        (fault,) = parse_yaml(text, "f.yaml").diagnostics
        assert "clos" not in said(fault.message), text


_ABOVE = "evidence:\n  - id: EV-1\n    title: One\n"
_BELOW = "    kind: record\n    owner: quality\n"
# What people do in an editor that knows no YAML, in line 4 or 5 → the place, what is told and what
# to type.
SLIPS = {
    "a value cut at a hash": (
        "    note: Sheet no 3  #2, #4",
        "4:21",
        "left out: “#2, #4”",
        "between double quotes",
    ),
    "no colon": ("    stage implemented", "4:5", "A colon is missing", "Write “key: value”"),
    "an equals sign": (
        "    stage = implemented",
        "4:5",
        "A colon is missing",
        "Write “key: value”",
    ),
    "no space after the colon": (
        "    stage:implemented",
        "4:11",
        "A space is missing after the colon.",
        "Write “key: value”.",
    ),
    "a no-break space after the colon": (
        "    stage:\u00a0implemented",
        "4:10",
        "looks like a colon and a space",
        "“: ” anew",
    ),
    "a wide colon": (
        "    stage：implemented",
        "4:10",
        "looks like a colon and a space",
        "“: ” anew",
    ),
    "no-break spaces": (
        "\u00a0\u00a0\u00a0\u00a0stage: x",
        "4:1",
        "a blank that is no space (code U+00A0)",
        "type spaces",
    ),
    "a zero-width space": (
        "    stage: x\n\u200bnote: y",
        "5:1",
        "a blank that is no space (code U+200B)",
        "type spaces",
    ),
    "no indentation": (
        "stage: implemented",
        "4:1",
        "another column than its neighbours",
        "Begin it in the same column",
    ),
    "too little indentation": (
        "   stage: implemented",
        "4:4",
        "too far to the left",
        "Begin it in the same column",
    ),
    "too much, under a value": (
        "    stage: x\n      note: y",
        "5:7",
        "another column than its neighbours",
        "the same column",
    ),
    "a sentence pasted": (
        "Remember the booklet.",
        "4:1",
        "A colon is missing",
        "Write “key: value”",
    ),
    "an entry without a space": (
        "  - id: EV-2\n  -id: EV-3",
        "5:4",
        "A space is missing after the dash.",
        "“- key: value”",
    ),
    "a first key without a space": (
        "  - id:EV-2\n    stage: x",
        "4:8",
        "A space is missing after the colon.",
        "“key: value”.",
    ),
    "a bullet": ("  • id: EV-2", "4:3", "begins with a dash, not with “•”", "“- ” in its place"),
    "a dash of Word": (
        "  – id: EV-2",
        "4:3",
        "begins with a dash, not with “–”",
        "“- ” in its place",
    ),
    "an asterisk": ("  * id: EV-2", "4:3", "begins with a dash, not with “*”", "“- ” in its place"),
    "bold": (
        "    stage: **x** y",
        "4:13",
        "cannot begin with this character",
        "between double quotes",
    ),
    "more than": (
        "    note: > 3 days",
        "4:13",
        "cannot begin with this character",
        "between double quotes",
    ),
    "a question": (
        "    note: ? who",
        "4:11",
        "cannot begin with this character",
        "between double quotes",
    ),
    "a dash in front of a text": (
        "    note: - who",
        "4:11",
        "cannot begin with this character",
        "between double quotes",
    ),
    "brackets, then text": (
        "    note: [draft] booklet",
        "4:19",
        "goes on after its closing bracket",
        "between double quotes",
    ),
    "braces, then text": (
        "    note: {draft} booklet",
        "4:19",
        "goes on after its closing bracket",
        "between double quotes",
    ),
    "two commas": (
        "    indicators: [4,, 5]",
        "4:20",
        "A value is missing here.",
        "take out the comma",
    ),
    "an entry without its dash": (
        "    id: EV-2\n    title: Two\n    note: x",
        "4:5",
        "“id” is given twice",
        "“- id: …”",
    ),
}


@pytest.mark.parametrize(("line", "place", "words", "advice"), SLIPS.values(), ids=SLIPS)
def test_slips(line: str, place: str, words: str, advice: str) -> None:
    """Would catch a slip told in the parser's words, at the line after it,
    or once for each key that it shifted.
    """
    (fault,) = parse_yaml(f"{_ABOVE}{line}\n{_BELOW}", "f.yaml").diagnostics
    assert places([fault])[0].partition(" ")[2] == place
    assert words in said(fault.message)
    assert advice in said(fault.help)
    assert "not valid YAML" not in said(fault.message)


def test_what_is_well_begun_is_not_called_a_slip() -> None:
    """Would catch a good line blamed: a text that begins with a no-break space,
    an address, a negative number, a block.
    """
    for text in (
        "- a: x\n  b: |\n    \u00a0x\n",
        "a: https://x.example/\n",
        "a: -1\n",
        "- -1\n- - a: 1\n",
        "a: >\n  * b: c\n",
        "a: x # y #2\n",
        "a: 'x #2'\n",
        "a: |\n  x #2\n",
        "# a #b\na: x\n",
        "a: [1] #2\n",
        "a: x#2\n",
    ):
        assert parse_yaml(text, "f.yaml").diagnostics == [], text
    (fault,) = parse_yaml("\u00a0a: x\nb: [c\n", "f.yaml").diagnostics
    assert places([fault]) == ["yaml-syntax 2:4"]


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85"])
def test_line_ends_that_no_editor_counts(sign: str) -> None:
    """Would catch line numbers that are one more than an editor shows, from such a sign on."""
    assert places(parse_yaml(f"a: 1\nb: x{sign}y\nc: *x\n", "f.yaml").diagnostics) == [
        "yaml-syntax 2:5"
    ]
    assert places(parse_yaml(f'a: "\\u{ord(sign):04x}"\nb: *x\n', "f.yaml").diagnostics) == [
        "yaml-syntax 2:4"
    ]


def test_every_key_given_twice_is_told() -> None:
    """Would catch a reader that stops at the first, and a value that silently wins."""
    document = parse_yaml("a: 1\na: 2\na: {b: 3, b: 4}\n", "f.yaml")
    assert places(document.diagnostics) == [
        "duplicate-key 2:1",
        "duplicate-key 3:1",
        "duplicate-key 3:11",
    ]
    assert isinstance(document.root, MapNode)
    assert document.root.entries["a"] == TextNode("1", plain=True, line=1, column=4)


AS_WRITTEN = [
    "no",
    "yes",
    "on",
    "off",
    "true",
    "null",
    "~",
    "012",
    "0o14",
    "0x1F",
    "1:30",
    "1_000",
    "1e3",
    ".inf",
    "2026-02-30",
    "28/02/2026",
    "1.10",
    "n°3",
    "٤",
    "=",
    "<<",
    "a#b",
    "a:b",
    "-1",
    "c'est",
]


@pytest.mark.parametrize("text", AS_WRITTEN)
def test_values_stay_text(text: str) -> None:
    """Would catch YAML's guesses: `no` for false, `1:30` for 90,
    `1.10` for 1.1, a date that raises.
    """
    document = parse_yaml(f"- {text}\n", "f.yaml")
    assert document.diagnostics == []
    assert document.root == ListNode([TextNode(text, plain=True, line=1, column=3)], 1, 1)


STYLES = {
    "single quotes": ("'it''s # all: text'", "it's # all: text"),
    "double quotes": ('"a\\tb \\u00e9 \\U0001F600"', "a\tb é 😀"),
    "literal": ("|\n  a\n   b\n", "a\n b\n"),
    "folded": (">-\n  a\n  b\n", "a b"),
    "a quoted merge key": ("'<<'", "<<"),
    "several lines": ("a\n  b", "a b"),
    "empty quotes": ("''", ""),
}


@pytest.mark.parametrize(("written", "text"), STYLES.values(), ids=STYLES)
def test_styles(written: str, text: str) -> None:
    """Would catch a text that loses a part, and a quoted empty text taken for nothing."""
    document = parse_yaml(f"a: {written}\n", "f.yaml")
    assert document.diagnostics == []
    assert isinstance(document.root, MapNode)
    value = document.root.entries["a"]
    assert isinstance(value, TextNode)
    assert value.text == text
    assert value.plain is (written == "a\n  b")


def test_a_merge_key_in_quotes_is_a_word() -> None:
    """Would catch a sign that is refused although its author said that it is text."""
    document = parse_yaml("'<<': 1\n", "f.yaml")
    assert document.diagnostics == []
    assert isinstance(document.root, MapNode)
    assert list(document.root.entries) == ["<<"]


def test_places_count_characters() -> None:
    """Would catch columns in bytes or in UTF-16 units, and a value's place taken for its key's."""
    root = parse_yaml("é😀: [“ü”, 'n°', {à: x}]\nb:\n  - ç: y\n", "f.yaml").root
    assert root is not None
    origin = Origin("f.yaml", root)
    found = [
        origin.key("é😀"),
        origin.at("é😀"),
        origin.at("é😀", 0),
        origin.at("é😀", 1),
        origin.at("é😀", 2, "à"),
        origin.key("b"),
        origin.at("b"),
        origin.at("b", 0, "ç"),
    ]
    assert [f"{result.line}:{result.column}" for result in found] == [
        "1:1",
        "1:5",
        "1:6",
        "1:11",
        "1:21",
        "2:1",
        "3:3",
        "3:8",
    ]
    assert [origin.at("é😀", 9), origin.at("b", "ç"), origin.at("no"), origin.key("no")] == [
        origin.at("é😀"),
        origin.at("b"),
        origin.at(),
        origin.at(),
    ]
    assert str(origin.at("b")) == "f.yaml:3:3"


NOTHING = {"empty": "", "only comments": "# a\n\n  # b\n", "blank lines": "\n \n\n"}


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_nothing(text: str) -> None:
    """Would catch a crash on a file that holds nothing yet."""
    document = parse_yaml(text, "f.yaml")
    assert (document.root, document.diagnostics, document.unusable) == (None, [], False)


def test_a_list_or_a_text_at_the_top() -> None:
    """Would catch a reader that takes every file for a map: the shape that wants one says so."""
    assert isinstance(parse_yaml("- a\n- b\n", "f.yaml").root, ListNode)
    assert parse_yaml("just a text\n", "f.yaml").root == TextNode(
        "just a text", plain=True, line=1, column=1
    )


# How one more level is written, how it is closed, and the column of a level that is one too many.
NESTED = {
    "lists": ("[", "]", 13),
    "maps": ("{a: ", "}", 49),
    "dashes": ("- ", "", 25),
    "both": ("[{a: ", "}]", 31),
}


@pytest.mark.parametrize(("level", "end", "column"), NESTED.values(), ids=NESTED)
def test_depth(level: str, end: str, column: int) -> None:
    """Would catch a limit off by one, and nesting that exhausts the stack or the minute."""
    each = 2 if level == "[{a: " else 1
    deepest = MAX_DEPTH // each
    assert parse_yaml(level * deepest + "x" + end * deepest, "f.yaml").diagnostics == []
    for depth in (deepest + 1, 1_000, 10_000):
        for text in (level * depth + "x" + end * depth, level * depth):
            assert places(parse_yaml(text, "f.yaml").diagnostics) == [f"yaml-syntax 1:{column}"]


def test_deep_blocks() -> None:
    """Would catch the same in the style with indentation."""
    for depth in (13, 2_000):
        text = "".join(" " * level + "a:\n" for level in range(depth)) + " " * depth + "b\n"
        assert places(parse_yaml(text, "f.yaml").diagnostics) == ["yaml-syntax 13:13"]


def test_too_many_values(monkeypatch: pytest.MonkeyPatch) -> None:
    """Would catch a file whose bytes are few enough and whose values are not:
    these are what takes memory.
    """
    monkeypatch.setattr(builder, "MAX_VALUES", 100)
    assert parse_yaml("- a\n" * 94, "f.yaml").diagnostics == []
    assert places(parse_yaml("- a\n" * 120, "f.yaml").diagnostics) == ["too-large 98:3"]


def test_too_many_keys_given_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Would catch a million faults of one cause."""
    monkeypatch.setattr(builder, "MAX_DIAGNOSTICS", 3)
    told = ["duplicate-key 2:1", "duplicate-key 3:1", "duplicate-key 4:1"]
    assert places(parse_yaml("a: 1\n" * 4, "f.yaml").diagnostics) == told
    assert places(parse_yaml("a: 1\n" * 9, "f.yaml").diagnostics) == [*told, "too-large 5:1"]


@pytest.mark.parametrize("level", ["[", "{a: ", "- ", "[{a: ", "? "])
def test_the_deepest_does_not_end_the_process(level: str) -> None:
    """Would catch what libyaml's composer does at about 25,000 levels:
    the process is gone, without a word.
    """
    program = (
        "import sys; from preuve.reading import parse_yaml; print(len(parse_yaml(sys.argv[1] * "
        "100_000, 'f').diagnostics))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, level],
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "1\n", "")
