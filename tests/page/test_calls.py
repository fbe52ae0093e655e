"""What pages call: plain calls are put in at once, all else is Jinja's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from jinja2 import Environment

from preuve.page.calls import bad_calls, expanded, only_plain_calls

if TYPE_CHECKING:
    from collections.abc import Callable


def card(number: int = 1) -> str:
    """Return text that looks like a call."""
    return f"[{number} {{{{ card() }}}}]"


def other() -> str:
    """Return text that Jinja would stop at."""
    return "{% bad %}"


MACROS: dict[str, Callable[..., str]] = {"card": card, "other": other}

PLAIN = {
    "no braces": ("# A page\n", "# A page\n"),
    "a call": ("a {{ card() }} b", "a [1 {{ card() }}] b"),
    "a number": ("{{ card(28) }}{{card(3)}}", "[28 {{ card() }}][3 {{ card() }}]"),
    "what is returned is left alone": ("{{ other() }}{{ card() }}", "{% bad %}[1 {{ card() }}]"),
}


@pytest.mark.parametrize(("text", "expected"), PLAIN.values(), ids=PLAIN)
def test_plain_calls(text: str, expected: str) -> None:
    """Would catch a call lost or given another number,
    and text from the index that is read as a call.
    """
    assert only_plain_calls(text, MACROS)
    assert expanded(text, MACROS) == expected


NOT_PLAIN = [
    "{{ unknown() }}",
    "{{ card }}",
    "{{ card('a') }}",
    "{{ card(-1) }}",
    "{{ card() | upper }}",
    "{% raw %}{{ card() }}{% endraw %}",
    "{# {{ card() }} #}",
    "{{ card() }} {{ x }}",
    "}} {{ card() }}",
    "{{ card(1, 2) }}",
    "{{ card(12345678901234567890) }}",
]


@pytest.mark.parametrize("text", NOT_PLAIN)
def test_what_is_jinjas(text: str) -> None:
    """Would catch a text between braces that is shown as it is, or changed,
    where Jinja would have read it.
    """
    assert not only_plain_calls(text, MACROS)


def test_a_misspelt_call_is_told() -> None:
    """Would catch a page published with a call that nothing answers."""
    faults = bad_calls("a\n{{ crad() }}", Environment(autoescape=True), MACROS)
    assert [(fault.line, fault.message.text, fault.help.values["word"]) for fault in faults] == [
        (2, "There is no macro “{name}”.", "card")
    ]
