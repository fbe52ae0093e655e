"""Looks through a built site for what its audience may not see: titles, notes, files, places and addresses.

The last look, after `audience.py` has taken such things out of the data: a page written by hand may still name them.
"""

from __future__ import annotations

import gzip
import html
import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import normalize
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from preuve.gate import Verdict

_SHORT = 6
"""Texts of fewer letters are not looked for: they stand in every other word."""
_TEXT = {".html", ".xml", ".json", ".js", ".txt", ".md", ".csv", ".svg", ".css", ".ics", ".map"}


class Secret(NamedTuple):
    """A text that the audience may not see, and where it comes from."""

    kind: str
    owner: str
    """The entry or the session it belongs to, or the key of organisation.yaml."""
    text: str


class Leak(NamedTuple):
    """A secret found in a file of the site."""

    file: str
    secret: Secret


def secrets(whole: Verdict, seen: Verdict) -> list[Secret]:
    """Return what stands in a verdict and not in what an audience may see of it."""
    shown = [_plain(one.text) for one in _texts(seen)]
    visible = "\n".join(shown)
    found: dict[str, Secret] = {}
    for one in _texts(whole):
        plain = _plain(one.text)
        if len(plain) >= _SHORT and plain not in visible:
            found.setdefault(plain, one)
    return list(found.values())


def _texts(verdict: Verdict) -> Iterator[Secret]:
    index, organisation = verdict.manual.evidence_index, verdict.manual.organisation
    for entry in index.evidence if index else ():
        for kind, text in entry._asdict().items():
            if kind in {"title", "note", "file", "place", "url"} and text:
                yield Secret(kind, entry.id, text)
        if entry.file and "/" in entry.file:
            yield Secret("file", entry.id, entry.file.rpartition("/")[2])
    for session in verdict.manual.sessions.sessions if verdict.manual.sessions else ():
        for kind, said in (("place", session.place), ("note", session.note)):
            if said:
                yield Secret(kind, session.id, said)
    for waiver in organisation.waivers if organisation else ():
        yield Secret("waivers", str(waiver.rule), waiver.reason)
    for quote in organisation.quotes if organisation else ():
        yield Secret("quotes", quote.body, quote.note)


def leaks(site: Path, hidden: list[Secret]) -> Iterator[Leak]:
    """Yield each secret once for each file that holds it, in its text, its attributes, its metadata or its name."""
    wanted = [(_plain(secret.text), secret) for secret in hidden]
    for file in sorted(site.rglob("*")):
        if not file.is_file():
            continue
        name = file.relative_to(site).as_posix()
        inside = _readings(file)
        for plain, secret in wanted:
            if plain in _plain(name) or any(plain in text for text in inside):
                yield Leak(name, secret)


def _readings(file: Path) -> list[str]:
    """Return what a file says: as it stands, without its tags, and with addresses decoded."""
    data = file.read_bytes()
    name = file.name
    if name.endswith(".gz"):
        data, name = gzip.decompress(data), name.removesuffix(".gz")
    if not any(name.endswith(ending) for ending in _TEXT):
        # A PDF or a picture was published as it is; its metadata may still name what it was made from.
        forms = [data.decode("utf-8", "ignore"), *(data[odd:].decode("utf-16-be", "ignore") for odd in (0, 1))]
        return [_plain(form) for form in forms]
    text = data.decode("utf-8", "replace")
    if name.endswith(".json"):
        text = "\n".join(_strings(json.loads(text)))
    if name.endswith(".ics"):  # long lines are folded there, wherever they are full, and some signs have a stroke before them
        text = re.sub(r"\\([,;\\])", r"\1", re.sub(r"\r?\n[ \t]", "", text))
    text = html.unescape(text)
    return [_plain(text), _plain(re.sub(r"<[^>]*>", "", text)), _plain(unquote(text))]


def _strings(value: Any) -> Iterator[str]:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, below in value.items():
            yield key
            yield from _strings(below)
    elif isinstance(value, list):
        for below in value:
            yield from _strings(below)


def _plain(text: str) -> str:
    """Return a text as it is compared: one blank between words, no capitals, accents stored in one way."""
    return " ".join(normalize("NFC", text).casefold().split())
