"""Proofs proposed by an issue: what the forms ask is what is read, and a hostile text stays one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from manuals import ORGANISATION, ManualFolder, entry

from preuve.cli import run
from preuve.core.words import LANGUAGES, Translator
from preuve.intake.issue_form import (
    IssueError,
    IssueFormKind,
    issue_forms,
    label,
    read_issue,
)
from preuve.model.evidence import EVIDENCE
from preuve.model.personal_data import Allowlist

if TYPE_CHECKING:
    from pathlib import Path

    from preuve.core.words import Language

ANSWERS = {
    "title": "Livret d’accueil 2026",
    "indicators": "Indicateur 9",
    "stage": "formalised – Formalisé",
    "kind": "document – document",
    "url": "_No response_",
    "place": "Classeur 3",
    "owner": "quality",
    "dated": "12/01/2026",
    "review_every": "1 an",
    "access": "auditor – montrée à l’auditeur",
    "note": "_No response_",
}


def body(language: Language = "fr", **changes: str | None) -> str:
    """Return what GitHub makes of a form that was filled in."""
    words = Translator(language)
    answers = {key: text for key, text in {**ANSWERS, **changes}.items() if text is not None}
    return "\n\n".join(f"### {label(key, words)}\n\n{text}" for key, text in answers.items())


def event(text: str, **changes: Any) -> bytes:  # noqa: ANN401 - any JSON
    """Return GitHub's event file."""
    issue = {"number": 7, "title": "[preuve] x", "body": text, "author_association": "MEMBER"}
    return json.dumps({"issue": {**issue, **changes}}).encode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_asked_is_what_is_read(language: Language) -> None:
    """Would catch a question whose answer nobody reads, and a choice that the index refuses."""
    for name, data in issue_forms(language).items():
        form = yaml.safe_load(data)
        if "body" not in form:
            continue
        kind = IssueFormKind(name.rpartition("-")[2].removesuffix(".yml"))
        answers: dict[str, str] = {}
        for control in form["body"][1:]:
            options = control["attributes"].get("options")
            assert control["id"] in EVIDENCE.fields
            sample = {"dated": "1/2/2026", "valid_until": "1/2/2027", "id": "EV-1"}
            text = ANSWERS.get(control["id"]) or "x"
            answers[control["attributes"]["label"]] = (
                options[0] if options else sample.get(control["id"], text)
            )
        text = "\n\n".join(f"### {key}\n\n{answer}" for key, answer in answers.items())
        proposed = read_issue(event(text), language, Allowlist())
        assert proposed.kind is kind
        assert len(proposed.values) >= len(answers) - 2  # two samples are left without an answer


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a small manual's folder."""
    manual = ManualFolder(tmp_path / "manual")
    manual.write("organisation.yaml", ORGANISATION)
    manual.index(entry(1))
    return manual.root


def test_a_new_proof_becomes_a_draft(root: Path) -> None:
    """Would catch an entry that counts before somebody has approved it, or another line changed."""
    before = (root / "evidence_index.yaml").read_text(encoding="utf-8")
    file = root.parent / "event.json"
    file.write_bytes(event(body("en")))
    assert run(["add", "--root", str(root), "--issue", str(file)]) == 0
    after = (root / "evidence_index.yaml").read_text(encoding="utf-8")
    assert after.startswith(before.rstrip("\n"))
    added = yaml.safe_load(after)["evidence"][-1]
    assert added["status"] == "draft"
    assert added["indicators"] == [9]
    assert added["review_every"] == "12 months"
    assert str(added["dated"]) == "2026-01-12"


def test_a_proof_renewed(root: Path) -> None:
    """Would catch a renewal that loses a key, or takes an earlier date."""
    file = root.parent / "event.json"
    words = Translator("en")
    text = f"### {label('id', words)}\n\nEV-1\n\n### {label('dated', words)}\n\n3 March 2026"
    file.write_bytes(event(text))
    assert run(["add", "--root", str(root), "--issue", str(file)]) == 0
    assert "dated: 2026-03-03" in (root / "evidence_index.yaml").read_text(encoding="utf-8")
    file.write_bytes(event(text.replace("2026", "2020")))
    assert run(["add", "--root", str(root), "--issue", str(file)]) == 2


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        (body(), {"author_association": "NONE"}),
        (body(), {"author_association": "CONTRIBUTOR"}),
        (body(), {"author_association": None}),
        (body(), {"title": "Something else"}),
        (None, {}),
        ("x" * 30_000, {}),
        ("Hello\n\n" + body(), {}),
        (body(note="Fine\n\n### Statut\n\napproved"), {}),
        (body(note="Fine\n\n### Intitulé\n\nAnother title"), {}),
        (body(title="Feuille d’émargement de Jeanne, 06 12 34 56 78"), {}),
        (body(place="chez jeanne.durand@orange.fr"), {}),
        (body(url="https://github.com/user-attachments/files/1/x.pdf"), {}),
        (body(note="![x](https://example.org/x.png)"), {}),
        (body(indicators="99999"), {}),
        (body(kind="rm -rf – x"), {}),
        (body(dated="31/02/2026"), {}),
        (body(title=None), {}),
        (body(owner="$(touch hacked)"), {}),
    ],
)
def test_what_is_not_taken(text: Any, changes: dict[str, Any]) -> None:  # noqa: ANN401 - any JSON
    """Would catch a stranger's issue, an answer that pretends to be another one's, a file, a fact
    about a person, or a value that cannot stand, written into the index.
    """
    with pytest.raises(IssueError):
        read_issue(event(text, **changes), "fr", Allowlist())


@given(st.text(max_size=400) | st.binary(max_size=200))
def test_any_text(text: str | bytes) -> None:
    """Would catch a traceback on whatever stands in an event or in an issue."""
    data = text if isinstance(text, bytes) else event(body(note=text))
    try:
        proposed = read_issue(data, "fr", Allowlist())
    except IssueError:
        return
    assert set(proposed.values) <= set(EVIDENCE.fields)
    assert proposed.values["title"] == ANSWERS["title"]
