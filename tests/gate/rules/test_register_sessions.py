"""Sessions that a register speaks of and that sessions.yaml does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from manuals import ManualFolder

_SESSIONS = """\
sessions:
  - {id: 2026-A12, title: A, category: training, headcount: 5, starts: 2026-09-21, ends: 2026-09-22}
  - {id: 2026-B03, title: B, category: training, headcount: 5, starts: 2026-09-24, ends: 2026-09-25}
"""
_COMPLAINT = (
    "complaints:\n  - {{id: C-2026-01, received: 2026-09-23, kind: complaint, summary: {text}}}\n"
)


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ('"Session 2026-A12, room too cold"', []),
        ('"Session 2026-A21: room too cold"', ["2026-A21"]),
        ('"In 2025-C07 and 2026-B03"', ["2025-C07"]),
        ("2026-A99.", ["2026-A99"]),
        ('"See C-2026-01, of 2026-09-23, in 2026"', []),
        ('"Rule 2026-A1 of the house"', []),
        ('"Twice 2026-A98 and 2026-A98"', ["2026-A98"]),
    ],
)
def test_a_session_spoken_of(folder: ManualFolder, text: str, unknown: list[str]) -> None:
    """Would catch a complaint about a session that the list does not have passed over, and a day,
    another id or a number of another form taken for one.
    """
    folder.whole()
    folder.write("sessions.yaml", _SESSIONS)
    folder.write("registers/complaints.yaml", _COMPLAINT.format(text=text))
    findings = [
        finding
        for finding in folder.check().findings
        if finding.rule == "unknown-session" and finding.place.file == "registers/complaints.yaml"
    ]
    assert [one.message.values["session"] for one in findings] == unknown
    assert {one.severity.value for one in findings} <= {"info"}
    assert {one.place.line for one in findings} <= {2}


def test_where_no_list_is_kept(folder: ManualFolder) -> None:
    """Would catch a note on a session in a manual that lists none, or only numbers for ids."""
    folder.whole()
    folder.write("registers/complaints.yaml", _COMPLAINT.format(text='"Session 2026-A99, 123456"'))
    assert "unknown-session" not in str(folder.findings())
    folder.write("sessions.yaml", _SESSIONS.replace("2026-A12", "202612").replace("2026-B03", "B3"))
    assert "unknown-session registers/complaints.yaml" not in str(folder.findings())
