"""Texts and what is marked up: HTML, XML, JSON, scripts, calendars, tables;
in UTF-8, UTF-16 or what Windows writes.
"""

from __future__ import annotations

import html
import json
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from unicodedata import category
from urllib.parse import unquote

from preuve.core.words import say
from preuve.publication.readers.coded import read_coded, stretches
from preuve.publication.readers.escapes import written_out
from preuve.publication.readers.extraction import (
    UnreadableError,
    as_it_stands,
    controls,
    ending,
    packed_within,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.publication.readers.extraction import FileReading

ENDINGS = frozenset(
    (  # noqa: SIM905 - one a line they would fill a page
        ".html .htm .xhtml .xml .json .js .mjs .txt .md .csv .tsv .svg .css .ics .map .rels .vcf "
        ".yaml .yml .webmanifest .rss .atom .log .vtt .srt .tex"
    ).split()
)
_BLOCKS = (
    "p|div|br|li|td|th|tr|h[1-6]|dt|dd|option|section|title|w:p|w:tc|w:br|w:tab|w:cr|a:p|a:br|si|row|c|v|text:p|text:h|"
    "text:tab|text:line-break|table:table-cell|office:annotation|dc:[a-z]+|cp:[a-zA-Z]+|vt:[a-z]+|comment|worksheet|sheet"
)
_BLOCK = re.compile(rf"</?(?:{_BLOCKS})(?=[\s/>])[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_QUOTING_TAG = re.compile(r"<[a-zA-Z][^<>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^<>\"']*)*>")
"""A tag of which a value may hold the sign that ends it."""
_COMMENT = re.compile(r"<!--|-->|<!\[CDATA\[|\]\]>")
_DRAWN = re.compile(r"\s(?:d|points|viewBox)\s*=\s*([\"'])[MLHVCSQTAZEmlhvcsqtaze\d\s.,+-]*\1")
_FAR = re.compile("[\u0250-\u1dff\u2190-\uf8ff]")
"""Letters and signs that no text in French has many of."""
_SHORT = 1 << 16
_PERCENT = re.compile("%[0-9A-Fa-f]{2}")
_CELL = re.compile(r"(?:<v>|office:value=\")(?:33)?([67]\d{8})[<\"]")
"""A number in a workbook that is a mobile telephone's without its first nought, or a company's."""
_TELEPHONES = re.compile(
    r"\b(?:t[ée]l(?:[ée]phones?)?|mobiles?|portables?|gsm|phones?)\b", re.IGNORECASE
)
_COMPANIES = re.compile(r"\b(?:siren|siret|rcs)\b", re.IGNORECASE)
_WINDOWS = ("cp1252", "cp850", "mac_roman", "utf-8")
"""What a text may be in that is in no Unicode."""
_NO_SIGNS = frozenset({"Cc", "Cn", "Cs"})
_ASCII = bytes(range(128))
_SIGNS_TO_A_CONTROL = 200


def is_nearly_text(name: str, data: bytes) -> bool:
    """Return whether a file is called a text and is one, but for a sign or two."""
    return ending(name) in ENDINGS and controls(data) * _SIGNS_TO_A_CONTROL <= len(data)


def read(reading: FileReading, name: str, data: bytes) -> None:
    """Read a text, and what is coded in it.

    Raises:
        UnreadableError: its letters are of no alphabet that is known here.

    """
    texts = decoded(data)
    say_all(reading, ending(name), texts)
    if len(texts) > 1 or controls(data):  # among its letters something may be packed
        for content in packed_within(data, reading.left):
            reading.say(*stretches(content))
    foreign = len(texts) == len(_WINDOWS) and len(data.translate(None, _ASCII)) > 0.5 * len(data)
    if is_wide(data):
        foreign = not _is_whole(data) or len(_FAR.findall(texts[0])) > 0.1 * len(texts[0])
    if foreign:
        raise UnreadableError(say("the letters of its text cannot be told: save it as UTF-8"))


def say_all(reading: FileReading, kind: str, texts: list[str]) -> None:
    """Note a text, in each encoding that it may be in, and what is coded in it."""
    likeliest, *others = [[*marked_up(kind, text)] for text in texts]
    reading.say(*likeliest, *(shown for other in others for shown in other))
    for number in _CELL.findall(texts[0]):
        (reading.companies if _is_company(number) else reading.texts).append(f"0{number}")
    unsure = len(texts) > len(_WINDOWS)  # of two bytes a sign, as far as no byte is lost
    read_coded(reading, [*(texts if unsure else texts[:1]), *likeliest[:1]])


def say_telephones(reading: FileReading) -> None:
    """Note the numbers that may be companies', where a file speaks of telephones and of none."""
    texts = reading.texts if reading.companies else ()
    if any(map(_TELEPHONES.search, texts)) and not any(map(_COMPANIES.search, texts)):
        reading.say(*reading.companies)
    reading.companies.clear()


def is_wide(data: bytes) -> bool:
    """Return whether a text has two bytes a sign, or four."""
    return data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data


def _is_whole(data: bytes) -> bool:
    """Return whether all of a text of two bytes a sign are signs: where a byte is lost, what
    follows is none.
    """
    text = data.decode(_wide_encoding(data), "replace")
    return not any(category(sign) in _NO_SIGNS for sign in {*text} - {*"\t\n\r\f\0"})


def _wide_encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return "utf-32"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    return "utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be"


def _is_company(number: str) -> bool:
    """Return whether the digits of a number check each other, as a SIREN's do (Luhn)."""
    doubled = (int(digit) * (1 + at % 2) for at, digit in enumerate(number))
    return sum(digit // 10 + digit % 10 for digit in doubled) % 10 == 0


def decoded(data: bytes) -> list[str]:
    """Return a text in the encoding that it is surely in;
    or in each of those that it may be in, the likeliest first.
    """
    if is_wide(data):  # where a byte is lost, each sign after it is another
        return [data.decode(_wide_encoding(data), "replace"), *as_it_stands(data)]
    try:
        return [data.decode("utf-8-sig")]
    except UnicodeDecodeError:
        return [data.decode(encoding, "ignore") for encoding in _WINDOWS]


def marked_up(kind: str, text: str) -> Iterator[str]:
    """Yield a marked-up text in each way that somebody can read it."""
    if kind == ".json":
        if len(text) < _SHORT:  # a key and its value stand side by side too
            yield from _readings(text)
        with suppress(ValueError, RecursionError):
            text = "\n".join(_strings(json.loads(text, object_pairs_hook=_values_and_keys)))
    if text[:9].lstrip("\ufeff").startswith("BEGIN:V"):  # lines are folded, some signs escaped
        text = re.sub(r"\\([,;\\])", r"\1", re.sub(r"\r?\n[ \t]", "", text)).replace("\\n", "\n")
    for version in written_out(text):
        yield from _readings(version)


def _readings(text: str) -> Iterator[str]:
    """Yield a text with its tags gone, with a blank for each, and what stands in them."""
    if "<" in text and ">" in text:
        text = _DRAWN.sub("", text)
        tags = _shown("\n".join(dict.fromkeys(_TAG.findall(text) + _QUOTING_TAG.findall(text))))
        visible = _COMMENT.sub(" ", text)
        # A word may be broken by tags; two words be kept apart by them; and a paragraph always ends
        # a word.
        yield (whole := _shown(_TAG.sub("", _BLOCK.sub("\n", visible))))
        yield _shown(_TAG.sub(" ", visible))
        if "&lt;" in text:  # a page in an attribute
            yield _shown(_TAG.sub("", _shown(text)))
        text = f"{tags}\n{whole if _PERCENT.search(whole) else ''}"
    else:
        text = _shown(text)
    yield text
    if _PERCENT.search(text):
        yield unquote(text)
        yield unquote(text, encoding="cp1252")


def _shown(text: str) -> str:
    """Return a text with the letters that it names, those of a page within it too."""
    text = html.unescape(text)
    return html.unescape(text) if "&" in text else text


def _values_and_keys(pairs: list[tuple[str, Any]]) -> list[Any]:
    """Return an object's values, then its keys: “Karim” and “Benali” stand side by side; and a key
    that is there twice has both.
    """
    return [value for _key, value in pairs] + [key for key, _value in pairs]


def _strings(value: Any) -> Iterator[str]:  # noqa: ANN401 - whatever JSON holds
    """Yield the texts of a value."""
    if isinstance(value, list):
        for below in value:
            yield from _strings(below)
    elif not isinstance(value, bool) and value is not None:
        yield str(value)
