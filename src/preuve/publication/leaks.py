"""Looks through what was built for what its audience may not see, and for what may be a person's.

The last look, after `audience.py` has taken such things out of the data: a page written by hand may
still name them, and a file may hold whatever its author put there. What cannot be read wholly is
told: nobody can say what it holds.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from preuve.core.digest import digest_of
from preuve.core.words import say
from preuve.model.personal_data import KIND_WORDS, Allowlist, PersonalDataKind, find_personal_data
from preuve.publication.audience import restrict
from preuve.publication.folding import small
from preuve.publication.policy import COPIED_ACCESS, Thing, may, sees_all
from preuve.publication.secret_search import SecretSearch
from preuve.publication.secrets import secrets
from preuve.schema import shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from preuve.core.words import Message
    from preuve.gate.gate import Verdict
    from preuve.model.manual import Manual
    from preuve.model.organisation import Allowance, Audience
    from preuve.publication.readers.extraction import FileReading
    from preuve.publication.secrets import Secret

_OWN_FOLDERS = ("registers", "rehearsals", "crosswalks", "standards")


class LeakNotice(NamedTuple):
    """What a look has to say of one file."""

    file: str
    message: Message
    stops: bool
    """Whether it stops the publication; else it is a warning."""


def look_through(
    files: Iterable[tuple[str, bytes]],
    whole: Verdict,
    audience: Audience,
    is_themes: Callable[[str, bytes], bool] = lambda _name, _data: False,
    before: Mapping[str, str] = MappingProxyType({}),
) -> list[LeakNotice]:
    """Return what is to be told of files made for an audience; the team may see all.

    Args:
        files: each by its path in what was built, and its bytes.
        whole: the verdict, nothing taken out of it.
        audience: who will be given the files.
        is_themes: whether a file is the theme's own, unchanged: it was written before anybody had a
            secret.
        before: the digest of each file that was cleaned, as the team has it.

    """
    if sees_all(audience):
        return []
    look = _Look(whole, audience, before)
    return [
        notice
        for name, data in files
        if not is_themes(name, data)
        for notice in look.at(name, data)
    ]


def says_hidden(whole: Verdict, audience: Audience) -> Callable[[str], bool]:
    """Return what tells whether a short text, such as a commit's subject,
    says what an audience may not see.
    """
    if sees_all(audience):
        return lambda _text: False
    search = SecretSearch(secrets(whole, restrict(whole, audience)))
    return lambda text: (
        search.says(text) or any(find_personal_data(text, Allowlist(), fixed_lines=True))
    )


def files_below(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a folder, each by its path below it."""
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield file.relative_to(folder).as_posix(), file.read_bytes()


class _Look:
    """Looks at one file after another for one audience."""

    def __init__(self, whole: Verdict, audience: Audience, before: Mapping[str, str]) -> None:
        organisation = whole.manual.organisation
        self._audience, self._before = audience, before
        self._hidden = secrets(whole, restrict(whole, audience))
        self._search = SecretSearch(self._hidden)
        self._withheld = _withheld(whole.manual, audience)
        self._proofs = frozenset(entry.file for entry in whole.manual.entries if entry.file)
        allowed = _allowances(whole)
        texts = [entry.text for entry in allowed if entry.text]
        self._allowlist = Allowlist.of_provider(organisation, texts)
        self._allowed = frozenset(map(small, texts))
        self._vouched = frozenset(entry.sha256 for entry in allowed if entry.sha256)

    def at(self, name: str, data: bytes) -> Iterator[LeakNotice]:
        """Yield what is to be told of a file."""
        from preuve.publication.readers.apart import read_file  # noqa: PLC0415 - a site for the team is not looked through

        reading = read_file(name, data)
        digest = self._before.get(name) or digest_of(data)
        for withheld in (reading.digests | {digest}) & self._withheld.keys():
            yield LeakNotice(
                name,
                say(
                    "{file} is, or holds, the file of {id}, which is not for this audience.",
                    file=name,
                    id=self._withheld[withheld],
                ),
                stops=True,
            )
        present = self._search.in_file(name, reading)
        for secret in self._hidden:
            if secret in present and small(secret.text) not in self._allowed:
                stops = secret.stops(
                    in_a_proof=name in self._proofs or name.startswith("evidence/criterion-")
                )
                yield LeakNotice(name, _leak(name, secret, stops=stops), stops=stops)
        if digest not in self._vouched:
            yield from self._unread(name, reading, digest)
        yield from self._personal(name, reading)

    def _unread(self, name: str, reading: FileReading, digest: str) -> Iterator[LeakNotice]:
        advice = say(
            "Leave it out; or, once somebody has looked at it, list it under allow in "
            "organisation.yaml, sha256: {digest}.",
            digest=digest,
        )
        for label, why in reading.faults[:1]:
            unread = say(
                "{file} cannot be read wholly: {why}. {advice}", file=label, why=why, advice=advice
            )
            yield LeakNotice(name, unread, stops=True)
        if reading.pixels and not reading.faults:
            seen = say(
                "{file} holds a picture, and what is written in it nobody has read. {advice}",
                file=name,
                advice=advice,
            )
            yield LeakNotice(name, seen, stops=True)

    def _personal(self, name: str, reading: FileReading) -> Iterator[LeakNotice]:
        kinds = {
            datum.kind
            for text in reading.texts
            for datum in find_personal_data(text, self._allowlist, fixed_lines=False)
        }
        advice = say(
            "Take it out; if it is the organisation's own, list it under contacts in "
            "organisation.yaml."
        )
        for kind in PersonalDataKind:
            if kind in kinds:
                seen = say(
                    "{file}: {what} {advice}", file=name, what=KIND_WORDS[kind], advice=advice
                )
                yield LeakNotice(name, seen, stops=not may(self._audience, Thing.EVERY_PROOF))


def _leak(name: str, secret: Secret, *, stops: bool) -> Message:
    """Return a leak in words, and what to do about it."""
    return say(
        "{file} says what is not for this audience: the {kind} of {owner}, “{text}”. {advice}",
        file=name,
        kind=secret.kind,
        owner=secret.owner,
        text=shorten(secret.text),
        advice=_ELSE if stops else _EVERYDAY,
    )


_ELSE = say(
    "Take it out of the page or the file that says it; or list the words under allow in "
    "organisation.yaml."
)
_EVERYDAY = say(
    "These may be everyday words: it stops nothing. If they are, list them under allow in "
    "organisation.yaml."
)


def _allowances(whole: Verdict) -> list[Allowance]:
    """Return what may be found on the day: what somebody has let through by then."""
    organisation = whole.manual.organisation
    return [entry for entry in (organisation.allow if organisation else ()) if entry.on <= whole.on]


def _withheld(manual: Manual, audience: Audience) -> dict[str, str]:
    """Return the digests of the files that an audience is not given, each with what it is."""
    entries = manual.entries
    given = {manual.root / entry.file for entry in entries if entry.file}
    withheld = {
        manual.root / entry.file: entry.id
        for entry in entries
        if entry.file and entry.access not in COPIED_ACCESS[audience]
    }
    own = [
        manual.root / name for name in ("organisation.yaml", "evidence_index.yaml", "sessions.yaml")
    ]
    own += [file for folder in _OWN_FOLDERS for file in (manual.root / folder).glob("*.yaml")]
    withheld |= {file: file.name for file in own if file not in given}
    return {
        digest_of(content): name
        for file, name in withheld.items()
        if file.is_file() and not file.is_symlink() and (content := file.read_bytes()).strip()
    }
