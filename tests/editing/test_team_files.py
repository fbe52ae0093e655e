"""The files of a team that programs change: which there are, how each begins, what is refused and why."""

from __future__ import annotations

import posixpath
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest
from helpers import said
from manuals import ORGANISATION, ROOT, entry

from preuve.editing.answers import refusal, value
from preuve.editing.editable import editable
from preuve.editing.index_file import IndexFile
from preuve.editing.people import role_of
from preuve.editing.proof_steps import approval, renewal
from preuve.editing.team_file import EditError, TeamFile
from preuve.model.manual import Manual
from preuve.model.organisation import ORGANISATION as SHAPE
from preuve.model.person import Person
from preuve.model.registers.catalogue import RegisterName
from preuve.model.sessions import SESSIONS
from preuve.schema import Flag, HalfDays, Integer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from manuals import ManualFolder

    from preuve.core.words import Message
    from preuve.model.evidence import Evidence


def refused(step: Callable[[], object]) -> str:
    """Return why a change was refused."""
    with pytest.raises(EditError) as error:
        step()
    return said(error.value.message)


def test_each_file_begins_with_its_schema() -> None:
    """Would catch a file whose editor knows nothing of it, or a register that cannot be begun."""
    begun = ["sessions.yaml", *(name.file for name in RegisterName)]
    for path in begun:
        file = editable(path)
        assert file is not None
        assert file.file == path
        _, _, schema = (file.beginning or "").strip().partition("$schema=")
        found = posixpath.normpath(posixpath.join(posixpath.dirname(path), schema))
        assert found == f"schemas/{PurePosixPath(path).stem}.schema.json"
        assert (ROOT / found).is_file(), path
    for path in ("evidence_index.yaml", "organisation.yaml"):
        file = editable(path)
        assert file is not None
        assert file.beginning is None
    assert editable("mkdocs.yml") is None
    assert editable("sessions.yaml").shape is SESSIONS  # type: ignore[union-attr]
    assert editable("organisation.yaml").shape is SHAPE  # type: ignore[union-attr]


def test_a_register_is_begun_where_there_is_none(folder: ManualFolder) -> None:
    """Would catch a first line that is refused, or one that stands below no list."""
    risks = editable("registers/risks.yaml")
    assert risks is not None
    file = risks.open(folder.root)
    file.add_to(
        (),
        "risks",
        {
            "id": "R-1",
            "date": "2026-01-31",
            "risk": "A power cut",
            "gravity": 3,
            "probability": 2,
            "measure": "A battery",
            "owner": "quality",
        },
    )
    assert file.save()
    assert (folder.root / "registers/risks.yaml").read_text(encoding="utf-8").splitlines() == [
        "# yaml-language-server: $schema=../schemas/risks.schema.json",
        "risks:",
        "  - id: R-1",
        "    date: 2026-01-31",
        "    risk: A power cut",
        "    gravity: 3",
        "    probability: 2",
        "    measure: A battery",
        "    owner: quality",
    ]


def test_an_id_is_an_entrys_own(folder: ManualFolder) -> None:
    """Would catch an entry that takes another's id, in capitals too, or a change to one of two."""
    folder.write("organisation.yaml", ORGANISATION)
    folder.index(entry(1, id="EV-a"), entry(2, id="EV-A"), entry(3, id="EV-b"))
    index = IndexFile(folder.root)
    assert refused(lambda: index.refuse_taken("EV-B")) == "There is an entry EV-B already."
    index.add({"id": "EV-c", "title": "New"})
    assert refused(lambda: index.add({"id": "ev-C"})) == "There is an entry ev-C already."
    assert refused(lambda: index.put("EV-A", "title", "x")) == (
        "Several entries are named EV-A. Give each an id of its own first."
    )
    assert refused(lambda: index.put("EV-z", "title", "x")) == (
        "evidence_index.yaml has no entry EV-z."
    )


def test_what_is_no_entry_has_no_id(folder: ManualFolder) -> None:
    """Would catch a traceback over an index with a word, or nothing, between its entries."""
    folder.index(entry(1))
    text = (folder.root / "evidence_index.yaml").read_text(encoding="utf-8")
    folder.write("evidence_index.yaml", f"{text}  - word\n  - title: no id\n  - {{id: [x]}}\n")
    assert IndexFile(folder.root).ids == ["EV-1", "", "", ""]


def _entry(folder: ManualFolder, **changes: object) -> Evidence:
    folder.write("organisation.yaml", ORGANISATION)
    folder.index(entry(1, **changes))
    index = Manual.load(folder.root).evidence_index
    assert index is not None
    return index.evidence[0]


def test_why_a_proof_is_not_approved(folder: ManualFolder) -> None:
    """Would catch an approval before the proof's own day, by nobody, or of a file that is gone; and
    a refusal that leaves open what to type.
    """
    people = {"quality": Person("Quality lead"), "teaching": Person("Teaching lead")}

    def told(role: str, day: int = 30, **changes: object) -> str:
        proof = _entry(folder, dated="2026-09-02", **changes)
        return refused(lambda: approval(proof, role, date(2026, 9, day), people, folder.root))

    assert told("quality", day=1) == (
        "EV-1 is dated 2\xa0September\xa02026: it cannot be approved before."
    )
    assert told("qualty") == (
        "There is no role “qualty” in organisation.yaml. Did you mean “quality”?"
    )
    assert told("zzz") == (
        "There is no role “zzz” in organisation.yaml. Give one of these with --by: quality, teaching."
    )
    gone = _entry(folder, place=None, file="evidence/gone.pdf")
    with pytest.raises(FileNotFoundError) as error:
        approval(gone, "quality", date(2026, 9, 30), people, folder.root)
    assert str(error.value.filename) == "evidence/gone.pdf", "as the team knows it"


def test_why_a_proof_is_not_renewed(folder: ManualFolder) -> None:
    """Would catch a renewal that goes back, or one whose last day stays that of before."""
    first = _entry(folder, dated="2026-03-01")
    assert refused(lambda: renewal(first, date(2026, 2, 28), None)) == (
        "EV-1 is dated 1\xa0March\xa02026: 28\xa0February\xa02026 is earlier."
    )
    assert renewal(first, date(2026, 3, 1), None) == {"dated": "2026-03-01"}
    ageing = _entry(folder, valid_until="2026-12-31")
    assert refused(lambda: renewal(ageing, date(2026, 9, 1), None)) == (
        "EV-1 was good until 31\xa0December\xa02026. Say until when it is now, with --valid-until."
    )
    assert renewal(ageing, date(2026, 9, 1), date(2027, 9, 1)) == {
        "dated": "2026-09-01",
        "valid_until": "2027-09-01",
    }
    reviewed = _entry(folder, review_every="12 months")
    assert refused(lambda: renewal(reviewed, date(2026, 9, 1), date(2027, 9, 1))) == (
        "EV-1 is reviewed every so often; it has no last day. Leave --valid-until out."
    )


def test_a_value_is_what_its_shape_makes_of_it() -> None:
    """Would catch a number written as a text, or a text taken for a number."""
    assert value("x", "5", Integer(0, 9)) == 5
    assert value("x", "2.5", HalfDays()) == 2.5
    assert value("x", "true", Flag()) is True
    assert value("x", "false", Flag()) is False
    assert value("indicators", "12, 12.violence 8") == [12, "12.violence", 8]
    assert value("title", "12") == "12"


def _said(message: Message | None) -> str:
    return "" if message is None else said(message)


def test_a_refusal_names_its_key_and_goes_by_its_shape() -> None:
    """Would catch a refusal of nobody's key, or a column judged as one of the index."""
    assert _said(refusal("dated", "yesterday")).startswith("dated: “yesterday” is not a date.")
    assert refusal("dated", "7", Integer(0, 9)) is None
    assert _said(refusal("stage", "70", Integer(0, 9))).startswith("stage: ")
    assert refusal("title", "70") is None


def test_a_text_of_signs_is_a_role_all_the_same() -> None:
    """Would catch a role that organisation.yaml cannot hold."""
    people = {"quality": Person("Jeanne Martin")}
    texts = ("jeanne  MARTIN", "Référent(e) handicap !", "2e étage", "!!!", "  ")
    assert [role_of(text, people) for text in texts] == [
        "quality",
        "referent_e_handicap",
        "role_2e_etage",
        "role",
        "",
    ]


def test_a_change_that_cannot_be_made_says_why(tmp_path: Path) -> None:
    """Would catch a file that is half changed, or a refusal without its reason."""
    path = tmp_path / "x.yaml"
    path.write_text("a:\n  - id: 1\n  - id: 2\n", encoding="utf-8")
    file = TeamFile(path, "x.yaml", lambda _document: [])
    file.remove(("a",), 5)
    assert refused(file.save) == (
        "x.yaml cannot be changed here without touching more (there is no item 5 at ('a',)). "
        "Change it by hand."
    )
    file = TeamFile(path, "x.yaml", lambda _document: [])
    file.remove(("a",), 0)
    assert [(line.sign, line.number, line.text) for line in file.diff()] == [("-", 2, "  - id: 1")]
    assert file.save()
    assert path.read_text(encoding="utf-8") == "a:\n  - id: 2\n"


def test_a_file_that_cannot_be_written_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Would catch a full disk told as anything but that."""

    def full(_path: Path, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "x.yaml"
    path.write_text("a: 1\n", encoding="utf-8")
    monkeypatch.setattr("preuve.editing.team_file.write_whole", full)
    file = TeamFile(path, "x.yaml", lambda _document: [])
    file.set_key((), "a", 2)
    assert "x.yaml cannot be written: " in refused(file.save)
    assert "None" not in refused(file.save)
