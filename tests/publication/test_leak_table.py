"""`guide/en/reference/leaks.md` is tried row by row: what it says is found is found, and ordinary words stop nothing."""

from __future__ import annotations

import re

import pytest
from leaking import leaks
from manuals import ROOT
from readable import READ, REFUSED

from preuve.core.words import Translator
from preuve.model.personal_data import Allowlist, find_personal_data
from preuve.publication.names import names_in
from preuve.publication.readers import read
from preuve.publication.secrets import Secret

TEXT, FRENCH = (
    (ROOT / f"guide/{language}/reference/leaks.md").read_text(encoding="utf-8")
    for language in ("en", "fr")
)
KINDS = {"a place": "place", "a title": "title", "a note": "note", "a reason": "waivers"}


def _rows(heading: str, text: str = TEXT) -> list[list[str]]:
    part = text.partition(f"## {heading}")[2].partition("\n## ")[0]
    lines = [line.strip("| ").split(" | ") for line in part.splitlines() if line.startswith("| ")]
    return lines[1:]


def _stops(secret: Secret, text: str) -> bool:
    page = ("x.json", text.encode()) if text[0] == "{" else ("x.html", f"<p>{text}</p>".encode())
    return any(leak.secret.stops(in_a_proof=False) for leak in leaks([page], [secret]))


@pytest.mark.parametrize(("name", "written", "found"), _rows("Names"))
def test_spellings(name: str, written: str, found: str) -> None:
    """Would catch a name that goes out in a spelling that the guide says is found, and a boast."""
    assert _stops(Secret("people", "quality", name), written) is (found == "yes")


@pytest.mark.parametrize(("hidden", "says"), _rows("Ordinary words"))
def test_ordinary_words(hidden: str, says: str) -> None:
    """Would catch a site that an everyday word stops."""
    match = re.fullmatch("(a place|a title|a note|a reason|a role called|a function) (.+)", hidden)
    assert match is not None
    if match[1] in {"a role called", "a function"}:
        names = [*names_in(match[2])]
        assert bool(names) is (match[1] == "a role called")
        secrets = [Secret("people", "quality", name) for name in names]
    else:
        secrets = [Secret(KINDS[match[1]], "EV-1", match[2])]
    assert not any(_stops(secret, says) for secret in secrets)


@pytest.mark.parametrize(("kind", "written", "found"), _rows("What looks like"))
def test_what_looks_personal(kind: str, written: str, found: str) -> None:
    """Would catch an address or a number that goes out as people write it, and a boast."""
    kinds = [
        datum.kind
        for datum in find_personal_data(
            f"Écrire à {written} le soir.", Allowlist(), fixed_lines=False
        )
    ]
    assert kinds == ([kind] if found == "yes" else [])


def test_forms_of_files() -> None:
    """Would catch a form that the guide forgets, or names though nobody tries it."""
    assert {form for form, _ in _rows("Files that are read")} == set(READ)
    refused = dict(_rows("Files that stop"))
    assert set(refused) == set(REFUSED)
    french = dict(
        zip(refused, (row[1] for row in _rows("Les fichiers qui arr", FRENCH)), strict=True)
    )
    for form, (name, make) in REFUSED.items():
        reason = read(name, make()).faults[0][1]
        assert refused[form] == Translator("en")(reason).partition(" (")[0], form
        assert french[form] == Translator("fr")(reason).partition(" (")[0], form


def test_nine_tenths_are_found() -> None:
    """Would catch a guide that is true and says that little is found."""
    found = [row[2] for row in _rows("Names")]
    assert found.count("yes") >= 0.85 * len(found)
