"""Changing YAML by cutting in: what was asked for is there, and every other byte is as it was."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from preuve.editing.splice import KeyChange, SpliceError, Value, append, change, remove_item

TWO = """\
# head
evidence:   # all of it
  - id: A
    title: "one"   # said
    indicators: [1, 2]

  # between
  - {id: B,  title: two}   # short


# tail
"""
FOLDED = "evidence:\n- id: A\n  title: >-\n    folded\n    text\n\n  note: a\n    b\n"

APPENDED = {
    "two": (TWO, TWO.replace("# short\n", "# short\n  - id: C\n    indicators: [3, 4]\n")),
    "folded": (FOLDED, FOLDED + "- id: C\n  indicators: [3, 4]\n"),
    "no line end": (
        "evidence:\n  - id: A",
        "evidence:\n  - id: A\n  - id: C\n    indicators: [3, 4]",
    ),
    "windows": (
        "evidence:\r\n  - id: A\r\n",
        "evidence:\r\n  - id: A\r\n  - id: C\r\n    indicators: [3, 4]\r\n",
    ),
    "brackets": (
        "evidence: [{id: A}] # x\n",
        "evidence: [{id: A}, {id: C, indicators: [3, 4]}] # x\n",
    ),
    "empty list": (
        "evidence: []  # none\n# end\n",
        "evidence:  # none\n  - id: C\n    indicators: [3, 4]\n# end\n",
    ),
    "nothing": ("evidence:  # none\n", "evidence:  # none\n  - id: C\n    indicators: [3, 4]\n"),
    "no file": ("", "evidence:\n  - id: C\n    indicators: [3, 4]\n"),
    "comments only": ("# hello", "# hello\nevidence:\n  - id: C\n    indicators: [3, 4]\n"),
    "a document's beginning only": (
        "---\n",
        "---\nevidence:\n  - id: C\n    indicators: [3, 4]\n",
    ),
    "another key": ("other: 1\n", "other: 1\nevidence:\n  - id: C\n    indicators: [3, 4]\n"),
    "a dash alone": (
        "evidence:\n  -\n    id: A\n# end\n",
        "evidence:\n  -\n    id: A\n  - id: C\n    indicators: [3, 4]\n# end\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), APPENDED.values(), ids=APPENDED)
def test_an_entry_is_added_and_nothing_else(before: str, after: str) -> None:
    """Would catch an entry put into a comment, at the wrong depth, or with the wrong line ends."""
    assert append(before, "evidence", {"id": "C", "indicators": [3, 4]}) == after


SHEETS = """\
lines:
  - id: A
    note: |
      A text.
    steps:
    - {do: read}
  - {id: B, steps: [{do: read}]}   # short
  - {id: C, steps: []}
  - {id: D, of: [1, 2]}
  -   id: E
      of: 1
"""
WITHIN = {
    "under a key": (0, SHEETS.replace("read}\n  - {id: B", "read}\n    - do: write\n  - {id: B")),
    "in braces": (1, SHEETS.replace("steps: [{do: read}]", "steps: [{do: read}, {do: write}]")),
    "in braces, empty": (2, SHEETS.replace("steps: []", "steps: [{do: write}]")),
    "in braces, not there": (3, SHEETS.replace("[1, 2]}", "[1, 2], steps: [{do: write}]}")),
    "not there": (4, SHEETS + "      steps:\n        - do: write\n"),
}


@pytest.mark.parametrize(("item", "after"), WITHIN.values(), ids=WITHIN)
def test_an_item_is_added_within_an_entry(item: int, after: str) -> None:
    """Would catch an item put into another entry, at another depth, or a neighbour that is lost."""
    assert append(SHEETS, "steps", {"do": "write"}, at=("lines", item)) == after


def test_two_items_are_added_within_braces() -> None:
    """Would catch the last of several items kept alone."""
    after = append(SHEETS, "steps", {"do": "write"}, {"do": "sign"}, at=("lines", 1))
    assert after == SHEETS.replace("[{do: read}]", "[{do: read}, {do: write}, {do: sign}]")
    with pytest.raises(SpliceError, match="is not a list"):
        append("lines: [{id: A, of: 1}]\n", "of", {"do": "write"}, at=("lines", 0))


GONE = {
    "a block": (TWO, 0, TWO[: TWO.index("  - id: A")] + TWO[TWO.index("\n  # between") :]),
    "the last": (TWO, 1, TWO.replace("  - {id: B,  title: two}   # short\n", "")),
    "the only one": ("evidence:\n  - id: A\n# end\n", 0, "evidence:\n# end\n"),
    "between brackets": ("evidence: [a, b, c]\n", 1, "evidence: [a, c]\n"),
    "first between brackets": ("evidence: [a, b]\n", 0, "evidence: [b]\n"),
    "alone between brackets": ("evidence: [a]\n", 0, "evidence: []\n"),
}


@pytest.mark.parametrize(("text", "item", "after"), GONE.values(), ids=GONE)
def test_an_item_is_taken_out_and_nothing_else(text: str, item: int, after: str) -> None:
    """Would catch a neighbour, its comment or the list's own key that goes along."""
    assert remove_item(text, ("evidence",), item) == after


def test_an_item_that_is_not_there_is_not_taken_out() -> None:
    """Would catch the last one taken for it."""
    for path, item in (
        (("evidence",), 2),
        (("evidence",), -1),
        (("evidence", 0, "id"), 0),
        (("x",), 0),
    ):
        with pytest.raises(SpliceError, match="there is no item"):
            remove_item(TWO, path, item)


PUT = {
    "plain": (TWO, 0, "id", "Z", TWO.replace("id: A", "id: Z")),
    "quoted": (TWO, 0, "title", "other", TWO.replace('"one"', "other")),
    "list": (TWO, 0, "indicators", [3], TWO.replace("[1, 2]", "[3]")),
    "in braces": (TWO, 1, "title", "a, b", TWO.replace("title: two", "title: 'a, b'")),
    "new, in order": (
        TWO,
        0,
        "stage",
        "draft",
        TWO.replace("[1, 2]\n", "[1, 2]\n    stage: draft\n"),
    ),
    "new, in braces": (
        TWO,
        1,
        "stage",
        "draft",
        TWO.replace("title: two}", "title: two, stage: draft}"),
    ),
    "folded": (
        FOLDED,
        0,
        "title",
        "one line",
        FOLDED.replace(">-\n    folded\n    text", "one line"),
    ),
    "several lines": (FOLDED, 0, "note", "c", FOLDED.replace("a\n    b", "c")),
    "empty": (
        "evidence:\n  - id: A\n    note:  # why\n",
        0,
        "note",
        "x",
        "evidence:\n  - id: A\n    note: x  # why\n",
    ),
    "folded, and as long": (
        FOLDED,
        0,
        "title",
        " ".join(["words"] * 15),
        FOLDED.replace("    folded\n    text\n", "    words\n" * 15),
    ),
    "folded, with two blanks": (
        FOLDED,
        0,
        "title",
        "two  blanks " + "x" * 70,
        FOLDED.replace(">-\n    folded\n    text", "two  blanks " + "x" * 70),
    ),
    "paragraphs": (
        FOLDED,
        0,
        "note",
        "First.\n\nSecond.",
        FOLDED.replace("note: a\n    b", "note: |-\n    First.\n\n    Second."),
    ),
    "paragraphs in braces": (
        TWO,
        1,
        "title",
        "First.\nSecond.",
        TWO.replace("title: two", 'title: "First.\\nSecond."'),
    ),
    "yes": (TWO, 0, "title", True, TWO.replace('"one"', "true")),
    "half a day": (TWO, 0, "title", 2.5, TWO.replace('"one"', "2.5")),
    "behind a list": (
        "evidence:\n  - id: A\n    indicators:\n      - 1\n      - 2\n\n# end\n",
        0,
        "stage",
        "draft",
        "evidence:\n  - id: A\n    indicators:\n      - 1\n      - 2\n    stage: draft\n\n# end\n",
    ),
    "date": (TWO, 0, "title", "2026-03-01", TWO.replace('"one"', "2026-03-01")),
}


@pytest.mark.parametrize(("text", "item", "key", "value", "after"), PUT.values(), ids=PUT)
def test_a_value_is_changed_and_nothing_else(
    text: str, item: int, key: str, value: Value, after: str
) -> None:
    """Would catch a comment eaten, a quote left, a line moved."""
    assert (
        change(
            text,
            [KeyChange(("evidence", item), key, value)],
            ["id", "title", "indicators", "stage"],
        )
        == after
    )


REMOVED = {
    "a line": (TWO, 0, "title", TWO.replace('    title: "one"   # said\n', "")),
    "the first": (TWO, 0, "id", TWO.replace("id: A\n    title", "title")),
    "in braces": (TWO, 1, "title", TWO.replace(",  title: two", "")),
    "first in braces": (TWO, 1, "id", TWO.replace("id: B,  ", "")),
    "folded": (FOLDED, 0, "title", "evidence:\n- id: A\n\n  note: a\n    b\n"),
    "not there": (TWO, 0, "note", TWO),
}


@pytest.mark.parametrize(("text", "item", "key", "after"), REMOVED.values(), ids=REMOVED)
def test_a_key_is_removed_and_nothing_else(text: str, item: int, key: str, after: str) -> None:
    """Would catch a neighbour removed with it."""
    assert change(text, [KeyChange(("evidence", item), key, None)]) == after


def test_what_cannot_be_changed_alone_is_refused() -> None:
    """Would catch a change that guesses."""
    with pytest.raises(SpliceError):
        append("evidence: word\n", "evidence", {"id": "C"})
    with pytest.raises(SpliceError):
        append("- a\n", "evidence", {"id": "C"})
    with pytest.raises(SpliceError):
        change(TWO, [KeyChange(("evidence", 5), "id", "x")])
    with pytest.raises(SpliceError):
        change("evidence:\n  - id: A\n", [KeyChange(("evidence", 0), "id", None)])
    with pytest.raises(SpliceError, match="line 2"):  # what the library says of it
        change("a: b\n", [KeyChange((), "[", "x")])


WORDS = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff\ufffe\uffff"
    ),
    max_size=40,
)


@given(WORDS)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    """Would catch a text that YAML reads as something else:
    a bracket, a colon, a hash, a word such as `no`.
    """
    for before in (TWO, FOLDED, "evidence: [{id: A, title: b}]\n"):
        changed = change(before, [KeyChange(("evidence", 0), "title", text)])
        after = append(changed, "evidence", {"id": "C", "note": text})
        told = yaml.safe_load(after)
        assert told["evidence"][0]["title"] == told["evidence"][-1]["note"] == text


def test_several_changes_at_once() -> None:
    """Would catch a change made at the place of another,
    or two keys that go and come in one entry.
    """
    changes = [
        KeyChange(("evidence", 1), "title", "three"),
        KeyChange(("evidence", 0), "title", None),
        KeyChange(("evidence", 0), "file", "x.pdf"),
        KeyChange(("evidence", 0), "id", "Z"),
        KeyChange(("evidence", 1), "file", "y.pdf"),
    ]
    after = TWO.replace("id: A", "id: Z").replace(
        '    title: "one"   # said\n', "    file: x.pdf\n"
    )
    after = after.replace("title: two}", "title: three, file: y.pdf}")
    assert change(TWO, changes, ["id", "title", "file"]) == after


def test_a_comment_is_not_lost_with_the_key_above_it() -> None:
    """Would catch a first key whose removal takes the comment below it along."""
    with pytest.raises(SpliceError):
        change(
            "evidence:\n  - id: A\n    # why\n    title: x\n",
            [KeyChange(("evidence", 0), "id", None)],
        )
