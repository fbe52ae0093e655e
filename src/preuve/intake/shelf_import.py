"""Proofs of a shelf by a pattern of their paths: `Sessions {year}/{session}/émargement*`.

Nothing is opened: a name, and what the pattern says of it, is all that is read. What matches is
proposed as a draft; a person says what it shows and approves it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from preuve.core.words import say, say_count
from preuve.editing.team_file import EditError
from preuve.intake.file_names import date_in, names_a_person, title_of
from preuve.intake.results import At, Draft, Holds, Left, TableReading
from preuve.model.sessions import CODE_FORM
from preuve.model.sites import SITE_FORM
from preuve.model.standard import newest_edition
from preuve.schema import unaccented

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from preuve.core.words import Message

_PLACES = {
    "session": CODE_FORM,
    "year": r"(?:19|20)\d\d",
    "indicator": "|".join(f"{number:02}|{number}" for number in newest_edition().by_number()),
    "site": SITE_FORM,
    "date": r"20\d\d[-_. ]?(?:0[1-9]|1[0-2])[-_. ]?(?:0[1-9]|[12]\d|3[01])",
}
_TOKEN = re.compile(r"\{([^{}]*)\}|\*\*|\*|\?")
MOST = 20_000


def pattern_of(text: str, sessions: Collection[str] = ()) -> re.Pattern[str]:
    """Return the pattern of paths that a text describes, capitals and accents aside.

    `*` stands for anything within a folder's or a file's name, `**` for folders too, `?` for one
    sign; `{session}`, `{year}`, `{date}`, `{indicator}` and `{site}` for what they say.

    Raises:
        EditError: it has a place that is not known, or one twice.

    """
    parts: list[str] = []
    named: set[str] = set()
    end = 0
    text = unaccented(text)
    for token in _TOKEN.finditer(text):
        parts.append(re.escape(text[end : token.start()]))
        end = token.end()
        name = token[1]
        if name is None:
            parts.append({"**": ".*", "*": "[^/]*", "?": "[^/]"}[token[0]])
        elif name not in _PLACES:
            raise EditError(
                say(
                    "A pattern has no place {place}; it has: {places}.",
                    place=token[0],
                    places=[f"{{{known}}}" for known in _PLACES],
                )
            )
        elif name in named:
            parts.append(f"(?P={name})")
        else:
            named.add(name)
            form = _PLACES[name]
            if name == "session":  # what the manual knows comes first: `{session}*` stops there
                known = sorted(sessions, key=len, reverse=True)
                form = "|".join([*map(re.escape, known), form])
            parts.append(f"(?P<{name}>{form})")
    parts.append(re.escape(text[end:]))
    return re.compile("".join(parts), re.IGNORECASE)


class ShelfPattern(NamedTuple):
    """What is looked for on a shelf."""

    shelf: str
    """The shelf's name."""
    pattern: str
    """What the paths look like."""
    defaults: Mapping[str, str]
    """Values that each proof gets, by the keys of the index."""


def read_shelf(
    asked: ShelfPattern, paths: Iterable[str], sessions: Collection[str], known: Collection[str]
) -> TableReading:
    """Return the proofs that a pattern finds on a shelf.

    Args:
        asked: what is looked for, and where.
        paths: of all files of the shelf.
        sessions: the ids of the sessions that the manual knows; none, where it keeps no list.
        known: what the index names already, as it writes it.

    Raises:
        EditError: the pattern cannot be read, or nothing matches it.

    """
    shelf, pattern = asked.shelf, asked.pattern
    wanted = pattern_of(pattern, sessions)
    drafts: list[Draft] = []
    left: list[Left] = []
    matching = named = 0
    for path in sorted(paths):
        found = wanted.fullmatch(unaccented(path))
        if found is None or any(part.startswith((".", "~$")) for part in path.split("/")):
            continue
        matching += 1
        file = f"{shelf}:{path}"
        if file in known:
            named += 1
            continue
        if len(drafts) + len(left) >= MOST:
            break
        places = found.groupdict()
        why = _refusal(path, places, sessions)
        if why is None:
            drafts.append(_draft(file, path, places, asked.defaults))
        else:
            left.append(Left(At(file), file, why))
    if not matching:
        raise EditError(
            say("Nothing on {shelf} looks like {pattern}.", shelf=shelf, pattern=pattern)
        )
    remarks = [
        say_count(
            "{count} file looks like {pattern}.",
            "{count} files look like {pattern}.",
            matching,
            pattern=pattern,
        )
    ]
    if named:
        remarks.append(say("The index names {count} of them already.", count=named))
    return TableReading(Holds.EVIDENCE, drafts, left, remarks)


def _refusal(
    path: str, places: Mapping[str, str | None], sessions: Collection[str]
) -> Message | None:
    if names_a_person(path.rpartition("/")[2]):
        return say("a paper whose name seems to name a person: name its folder, with place:")
    session = places.get("session")
    if session is not None and sessions and _known(session, sessions) is None:
        return say("session {session} is not in sessions.yaml", session=session)
    return None


def _known(session: str, sessions: Collection[str]) -> str | None:
    """Return a session as the manual writes it."""
    return next((name for name in sessions if name.casefold() == session.casefold()), None)


def _draft(
    file: str, path: str, places: Mapping[str, str | None], defaults: Mapping[str, str]
) -> Draft:
    name = path.rpartition("/")[2]
    session = places.get("session")
    values = {
        "title": title_of(name, in_session=session is not None),
        "status": "draft",
        "kind": "record" if session else "document",
        "access": "on_request",
        "file": file,
    }
    if session:
        values |= {"session": session, "stage": "implemented"}
        values["title"] = f"{values['title']} – {session}"
    if indicator := places.get("indicator"):
        values["indicators"] = indicator.lstrip("0")
    if site := places.get("site"):
        values["site"] = site
    if (day := date_in(places.get("date") or name)) is not None:
        values["dated"] = day
    return Draft({**values, **defaults}, At(file))
