"""Mails: heads, bodies in every form, and what is attached."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from preuve.core.words import say
from preuve.publication.readers.extraction import UnreadableError, controls
from preuve.publication.readers.markup import decoded, say_all

if TYPE_CHECKING:
    from preuve.publication.readers.extraction import FileReading

ENDINGS = frozenset({".eml", ".mht", ".mhtml", ".mbox"})
_HEAD = re.compile(
    rb"\A(?:From |(?:Received|Return-Path|Delivered-To|MIME-Version|From|To|Subject|Date|"
    rb"Message-ID): )",
    re.IGNORECASE,
)
_MIME = re.compile(
    rb"^(?:MIME-Version|Content-Type|Message-ID|Received): ", re.IGNORECASE | re.MULTILINE
)


def is_mail(data: bytes) -> bool:
    """Return whether bytes begin as a mail does."""
    return _HEAD.match(data) is not None and _MIME.search(data[:16384]) is not None


def read(reading: FileReading, _name: str, data: bytes) -> None:
    """Read a mail, or a folder of mails in one file."""
    for raw in re.split(rb"(?:\A|\r?\n\r?\n)(?=From [^\r\n]*\d{4}\r?\n)", data):
        if raw.strip():
            _read_one(reading, re.sub(rb"\AFrom [^\r\n]*\r?\n", b"", raw))


def _read_one(reading: FileReading, raw: bytes) -> None:
    from email import policy  # noqa: PLC0415 - its patterns cost a build a fiftieth, and few proofs are mails
    from email.parser import BytesParser  # noqa: PLC0415 - as above

    say_all(reading, ".txt", decoded(raw))  # what stands between its parts too
    if controls(raw) * 200 > len(raw):
        raise UnreadableError(say("a part of the mail cannot be read"))
    message = BytesParser(policy=policy.default).parsebytes(raw)
    for part in message.walk():
        reading.say(*(str(value) for value in part.values()))
        if part.is_multipart():
            continue
        content = part.get_payload(decode=True)
        kind = part.get_content_type()
        if not isinstance(content, bytes) or part.defects:
            raise UnreadableError(say("a part of the mail cannot be read"))
        if kind.startswith("text/"):
            charset = part.get_content_charset() or ""
            _say_text(reading, content, charset, ".html" if kind == "text/html" else ".txt")
        if not kind.startswith("text/") or part.get_filename():
            reading.carry(part.get_filename() or f"part.{kind.rpartition('/')[2]}", content)


def _say_text(reading: FileReading, content: bytes, charset: str, kind: str) -> None:
    texts = decoded(content)
    with suppress(LookupError, UnicodeDecodeError):  # as its head says, which may be another's
        texts = [*dict.fromkeys([content.decode(charset or "utf-8"), *texts])]
    say_all(reading, kind, texts)
