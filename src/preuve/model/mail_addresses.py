"""E-mail addresses in a text: as programs read them, and as people write them so that programs
shall not: “lea.martin (at) exemple (point) fr”.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from preuve.core.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class MailAddress(NamedTuple):
    """An address in a text."""

    local: str
    """What stands before the @."""
    domain: str
    at: int
    """Where it begins, counted from 0."""


# Only so much on each side of a sign is looked at: a pattern over the whole text could take for
# ever.
_LONGEST_LOCAL, _LONGEST_DOMAIN = 64, 255
_LOCAL = re.compile(r"[\w.%+-]{1,64}\Z")
_DOMAIN = re.compile(r"(?:[^\W_][\w-]{0,62}\.){1,8}[^\W\d_]{2,24}")
# Patterns that few texts need are kept as text, and these letters tell which do: compiled, they
# cost a check as much as ten pages.
_WORDS = (
    *("at)", "at]", "at}", "at>", "at )", "at ]", "at }", "at >"),
    *(" at ", "-at-", "_at_", "arobas", "(a)", "[a]"),
)
_WORDS_OF = {
    "chez": ("chez)", "chez]", "chez}", "chez>", "chez )"),
    "@": ("@)", "@]", "@}", "@ )", "@ ]", "@@", " @ "),
    "à": ("(à)", "[à]"),
    "\uff20": ("\uff20",),
    "\ufe6b": ("\ufe6b",),
}
"""Looked for where their sign stands somewhere: in few texts."""
_SIGN = (
    r"(?i)[ \u00a0]{0,2}(?:[(\[{<][ \u00a0]?(?:at|chez|arobase?|@)[ \u00a0]?[)\]}>]|@@"
    r"|[\uff20\ufe6b]|\barobase?\b"
    r"|(?P<doubtful>[(\[][aà][)\]]|[_-]at[_-]|(?<=[ \u00a0])(?:at|@)(?=[ \u00a0])))[ \u00a0]{0,2}"
)
"""What stands for an @; doubtful: what often stands for something else."""
_DOT = (
    r"(?i)[ \u00a0]{0,2}[(\[{<][ \u00a0]?(?:dot|point|pt|\.)[ \u00a0]?[)\]}>][ \u00a0]{0,2}"
    r"|[ \u00a0](?:dot|point)[ \u00a0]|[_-](?:dot|point)[_-]"
)
_PERSONAL = r"[^\W\d_]{2,}[._-][^\W\d_]{2,}"
"""“lea.martin”: beside a doubtful sign only such a local part makes an address."""


def mail_addresses(text: str) -> Iterator[MailAddress]:
    """Yield the addresses in a text, those that are written out last.

    Args:
        text: any text; the time grows with its length and no faster.

    """
    at = text.find("@")
    while at >= 0:
        if (address := _around(text, at, at + 1)) is not None:
            yield address
        at = text.find("@", at + 1)
    for sign in _signs(text):
        address = _around(text, *sign.span(), dots=True)
        doubtful = sign["doubtful"] is not None
        if address and not (doubtful and re.fullmatch(_PERSONAL, address.local) is None):
            yield address


def _signs(text: str) -> Iterator[re.Match[str]]:
    """Yield what may stand for an @, in its order. The pattern is tried beside its letters alone:
    over a whole text it costs as much as all the rest of a check.
    """
    letters = text.lower().replace("\u00a0", " ")
    if len(letters) != len(text):  # a letter that is two in lower case: places would differ
        yield from re.finditer(_SIGN, text)
        return
    rare = (hint for sign, hints in _WORDS_OF.items() if sign in letters for hint in hints)
    places = {at for hint in (*_WORDS, *rare) for at in _places(letters, hint)}
    end = 0
    for at in sorted(places):
        sign = re.compile(_SIGN).search(text, max(end, at - _BEFORE_SIGN), at + _AFTER_SIGN)
        if sign is not None:
            end = sign.end()
            yield sign


_BEFORE_SIGN, _AFTER_SIGN = 6, 16
_DOTS_IN_WORDS = ("dot", "point", "pt", "(.", "[.", "{.", "<.", "( .", "[ .")


def _places(letters: str, hint: str) -> Iterator[int]:
    """Yield where a hint stands; “ at ” only where what stands before it can be a local part."""
    at = letters.find(hint)
    while at >= 0:
        before = letters[max(0, at - _LONGEST_LOCAL) : at] if hint in {" at ", " @ "} else ""
        word = before.rstrip().rpartition(" ")[2]
        if (
            not before
            or not {*"._-"}.isdisjoint(word)
            or any(sign in before for sign in _DOTS_IN_WORDS)
        ):
            yield at
        at = letters.find(hint, at + 1)


def _around(text: str, start: int, end: int, *, dots: bool = False) -> MailAddress | None:
    """Return the address around a sign, with its dots written out or not;
    None where what stands beside the sign makes none.
    """
    after = text[end : end + _LONGEST_DOMAIN]
    before = text[max(0, start - _LONGEST_LOCAL) : start]
    domain = _DOMAIN.match(after)
    if domain is None and (dots or "(" in after or "[" in after):
        domain = _DOMAIN.match(re.sub(_DOT, ".", after))
    plain = _LOCAL.search(before)
    local = _LOCAL.search(re.sub(_DOT, ".", before)) if dots else plain
    if domain is None or plain is None or local is None:
        return None
    return MailAddress(local[0], domain[0], start - len(plain[0]))
