"""The forms in a real browser: a month of proofs without opening a file, by keyboard, on a phone."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import NARROW, WIDE
from form_browser import git

from preuve.assess.assessment import IndicatorState
from preuve.cli import run
from preuve.core import clock
from preuve.gate import gate
from preuve.model.manual import Manual

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

FORMS = "/_preuve/edit"
# Names as people give them to files; which stage each shows can be read from it.
PROOFS = [
    (1, "Procédure d’information du public 2026-03-02.md", "formalised"),
    (1, "Enregistrement des mises à jour du site 2026-05-04.md", "implemented"),
    (4, "Procédure d’analyse du besoin 2026-01-12.md", "formalised"),
    (4, "Compte rendu d’entretien 2026-04-20.md", "implemented"),
    (9, "Livret d’accueil 2026-01-05.md", "formalised"),
    (9, "Relevé des convocations 2026-06-01.md", "implemented"),
    (11, "Procédure d’évaluation 2026-02-02.md", "formalised"),
    (11, "Bilan des évaluations 2026-06-30.md", "implemented"),
    (30, "Procédure de recueil des appréciations 2026-01-15.md", "formalised"),
    (30, "Bilan des questionnaires 2026-07-01.md", "implemented"),
]


class Editing(NamedTuple):
    """A manual that is served with its forms."""

    root: Path
    address: str
    way_in: str


@pytest.fixture
def editing(tmp_path: Path) -> Iterator[Editing]:
    """Return a manual begun just now, served for editing."""
    root = tmp_path / "manual"
    words = ["--name", "École du Quai", "--categories", "AF", "--audit", "15/03/2027"]
    assert run(["new", str(root), *words]) == 0
    git(root, "init", "-q")
    git(root, "config", "user.name", "Quai")
    git(root, "config", "user.email", "quai@example.org")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Begun")
    program = str(Path(sys.executable).with_name("preuve"))
    command = [program, "serve", "--edit", "--root", str(root), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as server:
        assert server.stdout is not None
        way_in = re.search(r"http://\S+", server.stdout.readline())
        assert way_in is not None
        try:
            yield Editing(root, way_in[0].partition(FORMS)[0], way_in[0])
        finally:
            server.terminate()


def _page(browser: Browser, editing: Editing, width: int = WIDE) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    page.set_default_timeout(120_000)  # a slow machine is not a fault
    page.goto(editing.way_in)
    page.wait_for_selector("[data-preuve-edit]", timeout=120_000)
    return page


def test_ten_proofs_and_a_green_indicator(
    browser: Browser, editing: Editing, tmp_path: Path
) -> None:
    """Would catch any step on the way from an empty manual to indicators that are covered which
    needs a file to be opened, a word of YAML to be known, or a mouse.
    """
    page = _page(browser, editing)
    for number, name, stage in PROOFS:
        file = tmp_path / name
        file.write_text(f"# {name[:-14]}\n\nÉcole du Quai.\n", encoding="utf-8")
        criterion = {1: 1, 4: 2, 9: 3, 11: 3, 30: 7}[number]
        page.goto(
            f"{editing.address}/criteria/criterion-{criterion}/indicator-{number:02}/",
            wait_until="domcontentloaded",
        )
        page.set_input_files("[data-preuve-edit] input[type=file]", file)
        page.wait_for_url("**/form?**")
        assert page.input_value("#f-title").startswith(name.split()[0])
        year, month, day = name[-13:-3].split("-")
        assert page.input_value("#f-dated") == f"{day}/{month}/{year}"
        page.select_option("#f-owner", "quality")
        page.select_option("#f-stage", stage)
        page.fill("#f-review_every", "2 ans")
        page.keyboard.press("Enter")  # what is entered is shown first, and only then written
        page.wait_for_selector("#diff")
        page.wait_for_function("document.activeElement.value === 'write'")
        page.keyboard.press("Enter")
        page.wait_for_url("**/indicator-*/")
    for proof in range(1, 11):
        page.goto(
            f"{editing.address}{FORMS}/form?file=evidence_index.yaml&at=evidence/%3DEV-{proof:03}"
        )
        page.click("button[value=approve]")
        page.wait_for_selector(".notice")
    manual = Manual.load(editing.root)
    verdict = gate.check(manual, clock.today())
    assert verdict.assessment is not None
    states = {
        indicator.number: indicator.state
        for indicator in verdict.assessment.indicators
        if indicator.number in {number for number, *_ in PROOFS}
    }
    assert IndicatorState.MISSING not in states.values()
    assert states[11] is IndicatorState.COVERED
    page.goto(f"{editing.address}{FORMS}/keep")
    page.click("main button")
    page.wait_for_selector(".notice")
    assert git(editing.root, "status", "--short") == ""
    lines = git(editing.root, "diff", "HEAD~1", "--", "evidence_index.yaml").splitlines()
    assert not [line for line in lines if line.startswith("-") and not line.startswith("---")]
    page.close()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_forms_are_accessible(browser: Browser, editing: Editing, width: int) -> None:
    """Would catch a control without a name, a contrast too weak, or a form wider than a phone."""
    # Beside the live page, which is drawn anew at any moment and would call this one back.
    page = _page(browser, editing, width).context.new_page()
    axe = Axe()
    for path in (
        "",
        "/list?file=evidence_index.yaml&at=evidence",
        "/form?file=evidence_index.yaml&at=evidence/%2B",
        "/form?file=organisation.yaml&at=",
        "/form?file=organisation.yaml&at=people",
        "/form?file=registers/meetings.yaml&at=meetings/%2B",
        "/keep",
    ):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.goto(f"{editing.address}{FORMS}{path}")
            page.evaluate(
                "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
            )
            found = axe.run(page)
            assert found.violations_count == 0, found.generate_report()
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto(
        f"{editing.address}/criteria/criterion-1/indicator-01/", wait_until="domcontentloaded"
    )
    found = axe.run(page, context="[data-preuve-edit]")
    assert found.violations_count == 0, found.generate_report()
    page.context.close()
