"""The certification cycle on a built site: a page for each audit,
the calendar's file, what each reader may see.
"""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest
from calendars import read_back
from manuals import EXAMPLE

from preuve.assess.assessment import assess
from preuve.core.words import Translator, say
from preuve.cycle.agenda import agenda
from preuve.model.manual import Manual
from preuve.page.site_map import register_page

if TYPE_CHECKING:
    from pathlib import Path

    from copies import Copy


@pytest.mark.parametrize(
    ("manual", "built"), [("", "site"), ("examples/cfa", "french_site")], ids=["en", "fr"]
)
def test_each_audit_has_its_page(manual: str, built: str, request: pytest.FixtureRequest) -> None:
    """Would catch an audit of organisation.yaml without a page,
    or that neither the list nor the calendar leads to.
    """
    site: Path = request.getfixturevalue(built)
    organisation = Manual.load(EXAMPLE / manual).organisation
    assert organisation is not None
    audits = (site / "audits" / "index.html").read_text(encoding="utf-8")
    calendar = (site / "calendar" / "index.html").read_text(encoding="utf-8")
    for audit in organisation.audits:
        page = (site / "audits" / audit.name / "index.html").read_text(encoding="utf-8")
        assert audit.date.isoformat() in page
        assert f'href="{audit.name}/"' in audits
        assert f'href="../audits/{audit.name}/"' in calendar
    following = organisation.next_audit(organisation.as_of or organisation.audits[0].date)
    assert following is not None
    assert f'href="audits/{following.name}/"' in (site / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("manual", "built"), [("", "site"), ("examples/cfa", "french_site")], ids=["en", "fr"]
)
def test_what_is_to_be_shown_of_all_is_told_once(
    manual: str, built: str, request: pytest.FixtureRequest
) -> None:
    """Would catch a column that says the same on every line, a coming audit without it,
    or a scope guessed for a past one.
    """
    site: Path = request.getfixturevalue(built)
    read = Manual.load(EXAMPLE / manual)
    assert read.organisation is not None
    on, words = read.day(None, date(2026, 11, 25)), Translator(read.language)
    told = words(say("Of each: how we do it, and that we do it."))
    unknown = words(
        say(
            "It was not recorded: write reviewed beside this audit in organisation.yaml, from "
            "its report."
        )
    )
    ahead = {audit.name for audit in read.organisation.audits if audit.last_day >= on}
    assert 0 < len(ahead) < len(read.organisation.audits)
    for audit in read.organisation.audits:
        page = (
            (site / "audits" / audit.name / "index.html")
            .read_text(encoding="utf-8")
            .replace("\u00a0", " ")
        )
        tables = page.count('class="pv-list pv-scope pv-all"')
        assert page.count(told.replace("\u00a0", " ")) == tables, audit.name
        assert (tables >= 1) == (audit.name in ahead), audit.name
        assert ("pv-scope" in page) == (audit.name in ahead), audit.name
        assert page.count(unknown.replace("\u00a0", " ")) == (audit.name not in ahead), audit.name


@pytest.mark.parametrize(
    ("manual", "built"), [("", "site"), ("examples/cfa", "french_site")], ids=["en", "fr"]
)
def test_the_calendar_leads_to_the_lines_of_registers(
    manual: str, built: str, request: pytest.FixtureRequest
) -> None:
    """Would catch an action, a correction or a review that one has to look for in its register,
    or a link to no line.
    """
    site: Path = request.getfixturevalue(built)
    read = Manual.load(EXAMPLE / manual)
    found = assess(read, read.day(None, date(2026, 11, 25)))
    assert found is not None
    calendar = (site / "calendar" / "index.html").read_text(encoding="utf-8")
    kept = {
        line.id: register_page(name).removeprefix("docs/").removesuffix(".md")
        for name, line in read.registers.all()
    }
    lines = {one.line for one in agenda(found) if one.line}
    assert lines
    for line in lines:
        assert f'href="../{kept[line]}/#{line}"' in calendar
        assert f'id="{line}"' in (site / kept[line] / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("built", ["site", "french_site"])
def test_the_calendars_file_is_there_and_read(built: str, request: pytest.FixtureRequest) -> None:
    """Would catch a link to a file that is not there, or that a calendar program cannot read."""
    sys.setrecursionlimit(
        20_000
    )  # the library's parser goes one call deeper for each line of a file
    site: Path = request.getfixturevalue(built)
    assert 'href="../calendar.ics"' in (site / "calendar" / "index.html").read_text(
        encoding="utf-8"
    )
    assert len(read_back((site / "calendar.ics").read_bytes().decode()).events) > 50


def test_a_page_of_the_team_stays(copy: Copy) -> None:
    """Would catch words of the team replaced by the page that is made."""
    page = copy.root / "docs" / "audits" / "surveillance-2026-10-06.md"
    page.parent.mkdir()
    page.write_text(
        '# Our audit\n\nWe meet at eight.\n\n{{ audit("surveillance-2026-10-06") }}\n',
        encoding="utf-8",
    )
    copy.change(
        "mkdocs.yml",
        "      - audits.md\n",
        "      - audits.md\n      - audits/surveillance-2026-10-06.md\n",
    )
    copy.succeed("mkdocs", "build")
    built = (copy.root / "site" / "audits" / "surveillance-2026-10-06" / "index.html").read_text(
        encoding="utf-8"
    )
    assert "We meet at eight." in built
    assert "Surveillance always reviews it." in built
    assert (copy.root / "site" / "audits" / "initial-2025-03-18" / "index.html").is_file()


def test_without_the_plugin_links_lead_to_the_list(copy: Copy) -> None:
    """Would catch dead links under a builder that knows no plugin of ours."""
    copy.change("mkdocs.yml", "\n  preuve: {}", "\n")
    copy.succeed("mkdocs", "build")
    assert not (copy.root / "site" / "audits" / "initial-2025-03-18").exists()
    home = (copy.root / "site" / "index.html").read_text(encoding="utf-8")
    assert 'href="audits/#surveillance-2026-10-06"' in home
    assert 'id="surveillance-2026-10-06"' in (
        copy.root / "site" / "audits" / "index.html"
    ).read_text(encoding="utf-8")


def test_what_the_public_sees(copy: Copy) -> None:
    """Would catch a forecast, prices, what is sent beforehand or the titles of hidden proofs on a
    site for everybody.
    """
    copy.succeed("preuve", "build", "--for", "public")
    site = copy.root / "site"
    texts = {
        file.relative_to(site).as_posix(): file.read_text(encoding="utf-8")
        for file in site.rglob("*.html")
    }
    kept_back = (
        "forecast/",
        "quotes/",
        "changes/",
        "audits/",
        "calendar/",
        "sessions/",
        "registers/",
        "rules/",
        "editing/",
    )
    assert not [name for name in texts if name.startswith(kept_back)]
    assert not (site / "calendar.ics").exists()
    everything = "".join(texts.values()) + (site / "search" / "search_index.json").read_text(
        encoding="utf-8"
    )
    for name in kept_back:
        assert f'href="{name}' not in everything
        assert f'"location":"{name}' not in everything
