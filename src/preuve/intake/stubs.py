"""Files that stand for something on the web: what a drive leaves in place of a document,
and shortcuts.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from preuve.core.system_reasons import system_reason
from preuve.core.words import say
from preuve.editing.answers import refusal

if TYPE_CHECKING:
    from pathlib import Path

    from preuve.core.words import Message

_STUBS = {
    "gdoc": "document",
    "gsheet": "spreadsheets",
    "gslides": "presentation",
    "gform": "forms",
    "gdraw": "drawings",
    "gmap": "maps",
    "gsite": "sites",
    "gjam": "jamboard",
    "gscript": "script",
}
_WITH_ADDRESS = frozenset({"url", "webloc", "website", "inetloc", *_STUBS})
_STUB_BYTES = 100_000


def address_of(file: Path, ending: str) -> tuple[str | None, Message | None]:
    """Return the address that a stub or a shortcut leads to;
    nothing else of it is read, a mail address least of all.
    """
    if ending not in _WITH_ADDRESS:
        return None, say(
            "a shortcut (.{ending}): what it leads to cannot be known here", ending=ending
        )
    try:
        with file.open("rb") as stream:
            data = stream.read(_STUB_BYTES)
    except OSError as error:
        return None, say("cannot be read: {why}", why=system_reason(error))
    text = data.decode("utf-8", "replace")
    if ending in _STUBS:
        return _of_stub(text, ending)
    found = re.search(r"(?im)^\s*URL\s*=\s*(\S+)", text) or re.search(
        r"<string>\s*(https?://[^<\s]+)\s*</string>", text
    )
    return _checked(found[1].replace("&amp;", "&") if found else "")


def _of_stub(text: str, ending: str) -> tuple[str | None, Message | None]:
    if not text.strip():
        return None, say("an empty stub: there is no document behind it")
    try:
        stub = json.loads(text)
    except ValueError:
        return None, say("a stub that cannot be read")
    if not isinstance(stub, dict):
        return None, say("a stub that cannot be read")
    name, url = str(stub.get("doc_id") or ""), str(stub.get("url") or "")
    if re.fullmatch(r"[A-Za-z0-9_-]{6,120}", name) and ending in {
        "gdoc",
        "gsheet",
        "gslides",
        "gform",
        "gdraw",
    }:
        return _checked(f"https://docs.google.com/{_STUBS[ending]}/d/{name}/edit")
    return _checked(url)


def _checked(address: str) -> tuple[str | None, Message | None]:
    for text in (address, quote(address, safe="%:/?#[]@!$&'()*+,;=~-._")):
        if text and refusal("url", text) is None:
            return text, None
    return None, say("it leads to no address on the web that can be a link")
