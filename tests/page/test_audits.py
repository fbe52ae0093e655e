"""The pages of audits: what one looks at, how long it is, what is lacking before it;
and the line of the certificate.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
import three_years
from helpers import organisation
from three_years import BEFORE_RENEWAL, BEFORE_SURVEILLANCE, FIRST

from preuve.gate import gate
from preuve.model.manual import Manual
from preuve.model.organisation import Audience
from preuve.page.audits import audit, audits, pages_to_make
from preuve.page.cycle_line import cycle_line
from preuve.page.render_context import MacroError, RenderContext
from preuve.page.urls import PageContext, Site

if TYPE_CHECKING:
    from pathlib import Path

HERE = PageContext("docs/audits.md", Site())


def view_on(root: Path, day: date, audience: Audience = Audience.INTERNAL) -> RenderContext:
    """Return the provider's manual as it was on a day, as an audience sees it."""
    three_years.write(root, day)
    return RenderContext(gate.check(Manual.load(root), day), audience=audience)


def text(html: str) -> str:
    """Return what a page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace("\u00a0", " ")


# An audit → what its page says, on the day on which the manual is looked at; what it must not say.
SAID = {
    "initial": (
        FIRST,
        "initial-2024-03-12",
        (
            "26 reviewed, 6 left out",
            "3 days, estimated",
            "2 sampled sites, half a day each",
            "Of 6 sites, 2 are sampled, besides the central function.",
            "12 pieces are not said yet.",
            "rnq-2019",
        ),
        ("Certificate and logo", "indicators that may be asked for", "window"),
    ),
    "surveillance": (
        BEFORE_SURVEILLANCE,
        "surveillance-2025-10-07",
        (
            "It is inside the surveillance window, 15 June 2025 to 15 February 2026.",
            "1.5 days, as the plan gives it",
            "Of 6 sites, 1 is sampled",
            "At surveillance one of them is a site not seen last time.",
            "whether the certificate is on display",
            "since it applies by a decision of 3 February 2025",
            "actions de formation, actions permettant de faire valider les acquis de l’expérience",
        ),
        ("An estimate",),
    ),
    "renewal": (
        BEFORE_RENEWAL,
        "renewal-2026-12-01",
        (
            "27 reviewed",
            "rnq-2026",
            "134 days before the certificate ends, on 14 April 2027",
            "holding it by 14 December 2026",
            "27 ● covered",
        ),
        ("outside",),
    ),
    "held": (
        BEFORE_RENEWAL,
        "surveillance-2025-10-07",
        ("This audit is over. What was decided is not recorded.", "not recorded"),
        ("The day ", "What to send", "if nothing is renewed"),
    ),
}


@pytest.mark.parametrize(("day", "name", "says", "never"), SAID.values(), ids=SAID)
def test_what_the_page_of_an_audit_says(
    tmp_path: Path, day: date, name: str, says: tuple[str, ...], never: tuple[str, ...]
) -> None:
    """Would catch a scope, a length, a sample or a date on the page that are not
    the law's for this provider.
    """
    said = text(audit(view_on(tmp_path, day), HERE, name))
    assert [say for say in says if say not in said] == []
    assert [one for one in never if one in said] == []


def test_what_is_lacking_before_an_audit_is_marked(tmp_path: Path) -> None:
    """Would catch a hole in what the body asks for that is shown as an empty line,
    or not at all.
    """
    html = audit(view_on(tmp_path, FIRST), HERE, "initial-2024-03-12")
    assert html.count("</span> not said yet") == 12
    assert "“registration.siren” in organisation.yaml" in text(html)


def test_what_is_the_teams_own_is_not_for_auditors(tmp_path: Path) -> None:
    """Would catch the team's preparation, its holes and its money on an auditor's site."""
    said = text(audit(view_on(tmp_path, FIRST, Audience.AUDITOR), HERE, "initial-2024-03-12"))
    assert "26 reviewed" in said
    assert [
        one for one in ("not said yet", "estimated", "turnover", "The day ") if one in said
    ] == []


def test_all_audits_and_their_pages(tmp_path: Path) -> None:
    """Would catch an audit without a page, a page without a title,
    and one told as next that is over.
    """
    view = view_on(tmp_path, BEFORE_SURVEILLANCE)
    made = dict(pages_to_make(view))
    assert list(made) == [
        "docs/audits.md",
        "docs/audits/renewal-2026-12-01.md",
        "docs/audits/surveillance-2025-10-07.md",
        "docs/audits/initial-2024-03-12.md",
    ]
    assert (
        "# Surveillance audit of 7\u00a0October\u00a02025\n"
        in made["docs/audits/surveillance-2025-10-07.md"]
    )
    said = text(audits(view, HERE))
    assert re.search(r"in 8 days 7 October 2025 Surveillance audit next", said)
    assert re.search(r"12 March 2024 Initial audit held", said)


def test_an_unknown_audit_is_a_sentence(tmp_path: Path) -> None:
    """Would catch a misspelt audit that stops a build without saying which there are."""
    with pytest.raises(MacroError) as caught:
        audit(view_on(tmp_path, FIRST), HERE, "initial-2024-03-13")
    assert caught.value.message.values["name"] == "initial-2024-03-13"


def test_without_any_date_the_way_is_shown(tmp_path: Path) -> None:
    """Would catch a provider before its first audit who is told nothing:
    length, pieces, bodies, and where it stands.
    """
    folder = three_years.write(tmp_path, FIRST)
    folder.write("organisation.yaml", "name: x\nlanguage: en\ncategories: [training]\n")
    view = RenderContext(gate.check(Manual.load(tmp_path), FIRST))
    assert [page for page, _text in pages_to_make(view)] == ["docs/audits.md"]
    shown = text(audits(view, HERE))
    assert "No audit is listed yet" in shown
    assert "Choose a certification body you are here" in shown
    assert shown.count("you are here") == 1
    assert "not said yet" in shown
    folder.write(
        "organisation.yaml", "name: x\nlanguage: en\ncategories: [training]\nturnover: 100000\n"
    )
    assert "likely to take 1 day" in text(
        audits(RenderContext(gate.check(Manual.load(tmp_path), FIRST)), HERE)
    )


CERTIFICATE = "categories: [training]\ncertificate: {obtained: 2024-01-01, expires: 2027-01-01}\n"


def test_the_line_of_a_certificate() -> None:
    """Would catch a mark that lies outside its line, or in another order than its day."""
    held = organisation(
        CERTIFICATE
        + "audits: [{type: initial, date: 2020-01-01}, {type: renewal, date: 2026-06-01}]\n"
    )
    line = cycle_line(held, date(2025, 7, 2))
    assert line is not None
    assert line.certificate == (2.0, 98.0)
    assert line.today is not None
    assert line.today == pytest.approx(50, abs=0.1)
    assert [mark.audit.date.year for mark in line.audits] == [
        2026
    ]  # the audit of 2020 led to another certificate
    assert line.window[0] < line.today < line.window[1] < line.audits[0].at < line.renewal < 98
    assert [year for _at, year in line.years] == [2025, 2026, 2027]
    assert cycle_line(held, date(2028, 1, 1)) == line._replace(today=None)
    assert cycle_line(organisation("categories: [training]\n"), date(2025, 1, 1)) is None


def test_what_an_audit_found_is_on_its_page(tmp_path: Path) -> None:
    """Would catch a non-conformity on another audit's page,
    its delay counted otherwise, or its return unseen.
    """
    view = view_on(tmp_path, BEFORE_RENEWAL)
    initial, surveillance = (
        text(audit(view, HERE, name)) for name in ("initial-2024-03-12", "surveillance-2025-10-07")
    )
    assert "Major · No written way of analysing needs." in initial
    assert "12 June 2024" in initial  # three months
    assert "12 September 2024" in initial  # six, for the minor one
    assert "Companies are not asked" not in initial
    assert surveillance.count("7 April 2026") == 2
    assert "An earlier audit found one here too." in surveillance
    assert "It was not recorded: write reviewed" in surveillance


def test_a_mock_audit_leads_to_its_rehearsal(tmp_path: Path) -> None:
    """Would catch a mock audit whose findings are nowhere near its page,
    a way to a page that is not there, or an auditor's.
    """

    def page(audience: Audience = Audience.INTERNAL) -> str:
        three_years.write(tmp_path, BEFORE_SURVEILLANCE)
        file = tmp_path / "organisation.yaml"
        file.write_text(
            file.read_text("utf-8").replace(
                "audits:\n", "audits:\n  - {type: mock, date: 2025-09-15}\n"
            ),
            "utf-8",
        )
        seen = RenderContext(
            gate.check(Manual.load(tmp_path), BEFORE_SURVEILLANCE), audience=audience
        )
        return audit(seen, HERE, "mock-2025-09-15")

    assert "What was asked and found in rehearsal" not in page()
    (tmp_path / "docs/rehearsal.md").write_text("# Rehearsal\n", "utf-8")
    assert '<a href="../rehearsal/">What was asked and found in rehearsal</a>' in page()
    assert "rehearsal/" not in page(Audience.AUDITOR)
    assert "What was asked and found" not in audit(
        view_on(tmp_path, BEFORE_SURVEILLANCE), HERE, "surveillance-2025-10-07"
    )
