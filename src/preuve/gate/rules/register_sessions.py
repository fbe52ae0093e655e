"""Do the registers speak of sessions that are not in sessions.yaml?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from preuve.core.finding import Diagnostic, Severity
from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.model.manual import SESSIONS_FILE
from preuve.schema import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.assess.assessment import Assessment
    from preuve.model.registers.catalogue import Entry

_TOKEN = re.compile(r"[A-Za-z0-9]+(?:[-_./][A-Za-z0-9]+)*")
_FIGURE = re.compile("[0-9]")
_SIGNS = {
    **dict.fromkeys(range(ord("a"), ord("z") + 1), "a"),
    **dict.fromkeys(range(ord("A"), ord("Z") + 1), "A"),
    **dict.fromkeys(range(ord("0"), ord("9") + 1), "9"),
}
_TELLING = 5
"""Signs from which on an id is told from any word with a number."""


def unknown_session(assessment: Assessment) -> Iterator[Diagnostic]:
    """A line's text that has, in the very form of this team's session ids, one that is not in
    the list; nothing is said where no list is kept.
    """
    manual, sessions = assessment.manual, assessment.manual.sessions
    if sessions is None:
        return
    ids = {session.id for session in sessions.sessions} | sessions.unreadable
    forms = {_form(name) for name in ids if _is_telling(name)}
    lines = list(manual.registers.all())
    known = ids | {line.id for _, line in lines} | {one.evidence.id for one in assessment.evidence}
    figures = all("9" in form for form in forms)  # a text without any speaks of no session, then
    for _, line in lines if forms else ():
        for text, path in _texts(line):
            if figures and _FIGURE.search(text) is None:
                continue
            for name in dict.fromkeys(_TOKEN.findall(text)):
                if len(name) >= _TELLING and name not in known and _form(name) in forms:
                    yield Diagnostic(
                        RuleName.UNKNOWN_SESSION,
                        say(
                            "{id} speaks of session {session}, which is not in {file}.",
                            id=line.id,
                            session=shorten(name),
                            file=SESSIONS_FILE,
                        ),
                        line.origin.at(*path),
                        say("Add the session to {file}, or correct its id.", file=SESSIONS_FILE),
                        severity=Severity.INFO,
                    )


def _form(name: str) -> str:
    """Return how an id is made: 2026-A12 and 2025-B07 are 9999-A99 both."""
    return name.translate(_SIGNS)


def _is_telling(name: str) -> bool:
    """Return whether no day and no word looks like an id: letters and digits, not too few."""
    return len(name) >= _TELLING and len({*_form(name)} & {"9", "A", "a"}) > 1


def _texts(line: Entry) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Yield the texts of a line, those of its actions included, with the keys that lead to them."""
    waiting: list[tuple[object, tuple[str | int, ...]]] = [(line, ())]
    while waiting:
        value, path = waiting.pop()
        if isinstance(value, str):
            yield value, path
        elif hasattr(value, "_asdict"):
            fields = {key: below for key, below in value._asdict().items() if key != "origin"}
            waiting += [(below, (*path, key)) for key, below in reversed(fields.items())]
        elif isinstance(value, Mapping):  # what names a session alone has a rule of its own
            waiting += [
                (below, (key,))
                for key, below in reversed([*value.items()])
                if not (isinstance(below, str) and _TOKEN.fullmatch(below))
            ]
        elif isinstance(value, tuple):
            waiting += [(below, (*path, at)) for at, below in reversed([*enumerate(value)])]


ALL = (unknown_session,)
