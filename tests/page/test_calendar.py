"""The calendar: on the page, and in the file,
which another library than the one that wrote it must be able to read.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import three_years
from calendars import read_back
from manuals import CFA, EXAMPLE, ORGANISATION, entry, verdict
from three_years import BEFORE_SURVEILLANCE

from preuve.core.words import Translator
from preuve.cycle.agenda import AgendaKind, agenda
from preuve.editing.first_organisation import Profile, calendar_id, organisation_file
from preuve.gate import gate
from preuve.model.manual import Manual
from preuve.model.organisation import ORGANISATION as ORGANISATION_SHAPE
from preuve.model.organisation import Audience
from preuve.model.standard import Category
from preuve.page.calendar import CALENDAR_FILE, calendar, publish_calendar
from preuve.page.ics import CalendarName, calendar_file
from preuve.page.render_context import RenderContext
from preuve.page.urls import PageContext, Site
from preuve.publication.policy import DAYS
from preuve.reading import TextNode
from preuve.schema import Reader

if TYPE_CHECKING:
    from pathlib import Path

    from manuals import ManualFolder


HERE = PageContext("docs/calendar.md", Site())


def published(view: RenderContext, site: Path) -> str:
    """Return the calendar's file as a page of a manual leads to it."""
    calendar(view, HERE)
    site.mkdir()
    publish_calendar(view, site)
    file = site / CALENDAR_FILE
    return file.read_bytes().decode() if file.exists() else ""


@pytest.mark.parametrize("manual", [EXAMPLE, CFA], ids=["en", "fr"])
def test_another_library_reads_every_entry(tmp_path: Path, manual: Path) -> None:
    """Would catch a fold inside a letter, a comma that ends a title,
    an entry lost, a day too many or too few.
    """
    view = RenderContext(verdict(manual))
    read = read_back(published(view, tmp_path / "site"))
    entries = agenda(view.assessment)
    wanted = [
        (view.words(one.title), one.first, one.last, view.words(one.detail) if one.detail else None)
        for one in entries
    ]
    # The file names the first day that is not part of it.
    found = [
        (one.name, one.begin.date(), one.end.shift(days=-1).date(), one.description)
        for one in read.events
    ]
    assert sorted(found, key=str) == sorted(wanted, key=str)
    assert all(event.all_day for event in read.events)
    assert len({event.uid for event in read.events}) == len(entries)


def test_a_thing_that_moves_stays_the_same_thing(tmp_path: Path) -> None:
    """Would catch an audit that is there twice once its day has changed;
    and a file that differs from itself.
    """
    folder = three_years.write(tmp_path, BEFORE_SURVEILLANCE)

    def read() -> dict[str, tuple[str, str]]:
        view = RenderContext(gate.check(Manual.load(tmp_path), BEFORE_SURVEILLANCE))
        data = calendar_file(
            agenda(view.assessment), CalendarName("x", "x"), BEFORE_SURVEILLANCE, Translator("en")
        )
        assert data == calendar_file(
            agenda(view.assessment), CalendarName("x", "x"), BEFORE_SURVEILLANCE, Translator("en")
        )
        return {
            event.uid: (event.name, str(event.begin.date()))
            for event in read_back(data.decode()).events
        }

    before = read()
    file = folder.root / "organisation.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("date: 2025-10-07", "date: 2025-11-04"),
        encoding="utf-8",
    )
    after = read()
    assert before.keys() == after.keys()
    assert {before[uid][1]: after[uid][1] for uid in before if before[uid] != after[uid]} == {
        "2025-10-07": "2025-11-04"
    }


def test_an_organisation_that_is_renamed_keeps_its_events(tmp_path: Path) -> None:
    """Would catch every event twice in people's calendars, once the organisation has a new name."""
    uids: list[set[str]] = []
    for name, more in (("Before", ""), ("After", ""), ("After", "calendar_id: other-1234\n")):
        folder = three_years.write(tmp_path / f"{name}{len(uids)}", BEFORE_SURVEILLANCE)
        file = folder.root / "organisation.yaml"
        text = file.read_text(encoding="utf-8")
        _old, _, rest = text.partition("\n")
        file.write_text(f"name: {name}\n{rest}{more}", encoding="utf-8")
        view = RenderContext(gate.check(Manual.load(folder.root), BEFORE_SURVEILLANCE))
        read = read_back(published(view, tmp_path / f"site{len(uids)}"))
        uids.append({event.uid for event in read.events})
    assert uids[0] == uids[1]
    assert uids[0].isdisjoint(uids[2])


@pytest.mark.parametrize("name", ["Atelier du Tilleul", "CFA « Élan » & Co.", "東京", "-" * 90])
def test_a_manual_that_begins_has_an_identity(name: str) -> None:
    """Would catch two manuals whose events replace each other in one calendar, and an identity
    that no file can have.
    """
    shape = ORGANISATION_SHAPE.fields["calendar_id"].shape
    reader = Reader("")
    assert shape.read(TextNode(calendar_id(name), True, 1, 1), reader) == calendar_id(name)  # noqa: FBT003 - plain
    assert reader.diagnostics == []
    assert calendar_id(name) != calendar_id(f"{name} 2")
    profile = Profile(name, (Category.TRAINING,), frozenset())
    assert f"\ncalendar_id: {calendar_id(name)}  # " in organisation_file(profile, Translator("fr"))


def test_each_role_has_its_own(tmp_path: Path) -> None:
    """Would catch a calendar of one role with what another answers for, an event that is another
    one there, and one that goes to the auditor.
    """
    for audience in (Audience.INTERNAL, Audience.AUDITOR):
        view = RenderContext(verdict(EXAMPLE), audience=audience)
        site = tmp_path / audience
        whole = {event.uid: event for event in read_back(published(view, site)).events}
        files = sorted(site.glob("calendar-*.ics"))
        if audience is Audience.AUDITOR:
            assert files == []
            continue
        assert "calendar-quality.ics" in {file.name for file in files}
        for file in files:
            role = file.stem.removeprefix("calendar-")
            own = {event.uid: event.name for event in read_back(file.read_text("utf-8")).events}
            assert len(own) == sum(one.owner == role for one in view.agenda)
            assert all(whole[uid].name == name for uid, name in own.items())


@pytest.mark.parametrize("audience", list(Audience))
def test_each_audience_sees_its_own(
    folder: ManualFolder, tmp_path: Path, audience: Audience
) -> None:
    """Would catch the title of a hidden proof, or what the team accepted for a time,
    in a calendar for everybody.
    """
    secret = entry("s", title="Named complaint", indicators="[31]", valid_until="2026-12-01")
    shown = entry(
        "p", title="Catalogue", indicators="[1]", access="public", valid_until="2026-12-01"
    )
    waiver = (
        "waivers: [{rule: stale-evidence, reason: Moving house, owner: quality, until: "
        "2026-11-01}]\n"
    )
    folder.whole(secret, shown, organisation=ORGANISATION + waiver)
    text = published(RenderContext(folder.check(), audience=audience), tmp_path / "site")
    for title in ("Catalogue", "Named complaint", "Moving house"):  # what is to be renewed
        assert (title in text) == (audience is Audience.INTERNAL)


@pytest.mark.parametrize("manual", [EXAMPLE, CFA], ids=["en", "fr"])
def test_the_auditor_is_told_the_days_that_others_set(manual: Path) -> None:
    """Would catch a kind of day that nobody decided on, and one that the auditor's calendar holds
    beyond the certificate's and the audits'; or a day of these that it lacks.
    """
    whole, auditor = (
        RenderContext(verdict(manual), audience=audience).agenda
        for audience in (Audience.INTERNAL, Audience.AUDITOR)
    )
    set_by_others = (
        AgendaKind.AUDIT,
        AgendaKind.WINDOW,
        AgendaKind.DEADLINE,
        AgendaKind.CORRECTION,
    )
    assert DAYS.keys() == set(AgendaKind)
    assert [entry.key for entry in auditor] == [
        entry.key for entry in whole if entry.kind in set_by_others
    ]
    assert auditor
    assert len(auditor) < len(whole)


def test_no_page_no_file(tmp_path: Path) -> None:
    """Would catch a file that no page leads to."""
    publish_calendar(RenderContext(verdict()), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_months_of_the_page(tmp_path: Path) -> None:
    """Would catch a date under another month, a window told only where it began,
    the past in the way.
    """
    three_years.write(tmp_path, BEFORE_SURVEILLANCE)
    html = calendar(RenderContext(gate.check(Manual.load(tmp_path), BEFORE_SURVEILLANCE)), HERE)
    ahead, _, past = html.partition("<details")
    months = [
        part.partition('"')[0] for part in ahead.split('<th scope="rowgroup" colspan="3" id="')[1:]
    ]
    assert months == ["now", "m2025-10", "m2026-01", "m2026-02", "m2026-12", "m2027-04"]
    now = ahead.partition('id="now">')[2].partition("</tbody>")[0]
    assert "Surveillance window" in now
    assert date(2026, 2, 15).isoformat() in now
    assert "Initial audit" in past
    assert "Initial audit" not in ahead
