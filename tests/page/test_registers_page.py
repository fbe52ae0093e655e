"""The registers' pages: what each shows in both languages, what an empty one says,
and text that would like to be code.
"""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from manuals import ORGANISATION, ManualFolder, entry

from preuve.gate import gate
from preuve.model.manual import Manual
from preuve.model.organisation import Audience
from preuve.model.registers.catalogue import RegisterName
from preuve.model.registers.description import describe
from preuve.page.macros import callable_from_pages
from preuve.page.render_context import MacroError, RenderContext
from preuve.page.urls import PageContext, Site

if TYPE_CHECKING:
    from preuve.core.words import Language

HERE = PageContext("docs/registers/some.md", Site())
ON = date(2026, 9, 30)
_AUDITS = "audits: [{type: initial, date: 2025-11-18}, {type: surveillance, date: 2026-03-18}]\n"

FIRST = [name for name in RegisterName if not describe(name).by_columns]
"""Those with a page of their own; the others are in tests/model/registers/test_described.py."""

LINES = {
    "non_conformities": """\
  - {id: NC-1, audit: 2025-11-18, indicator: 12, grade: minor, finding: Absences, closed: 2026-01-12, verified: 2026-03-18}
  - id: NC-2
    audit: 2026-03-18
    indicator: 12
    grade: minor
    finding: Again absences
    notified: 2026-03-25
    cause: Nobody named
    plan_due: 2026-04-15
    plan_sent: 2026-04-10
    actions:
      - {action: Name a deputy, owner: quality, due: 2026-05-01, done: 2026-04-20}
      - {action: Train her, owner: quality, due: 2026-12-01}
    note: For the auditor
  - {id: NC-3, audit: 2026-03-18, indicator: 1, grade: minor, finding: Prices, closed: 2026-06-02}
  - {id: NC-4, audit: 2026-03-18, indicator: 4, grade: major, finding: Needs, closed: 2026-05-05, proof: [EV-new]}
""",
    "improvements": """\
  - id: IM-1
    date: 2026-04-01
    origin: NC-2
    finding: What was seen
    cause: Why so
    action: Ask each year
    owner: quality
    due: 2026-06-30
    done: 2026-06-02
    effect: {worked: partly, checked: 2026-09-01, seen: Half answered}
  - {id: IM-2, date: 2026-05-01, origin: A survey, action: Ask twice, owner: quality, due: 2026-08-31, expected: More answers}
  - {id: IM-3, date: 2026-10-05, origin: Later, action: Of tomorrow, owner: quality, due: 2026-12-31}
""",
    "watch": """\
  - id: W-1
    date: 2026-08-24
    kind: regulatory
    source: Légifrance
    url: https://www.legifrance.gouv.fr/x
    summary: A new decree
    owner: quality
    done: The terms were changed
    done_on: 2026-09-01
    told: All trainers
    review: [EV-1]
    from: 2026-11-01
  - {id: W-2, date: 2026-09-01, kind: regulatory, source: A list, summary: For others, owner: quality, no_impact: Not ours}
  - {id: W-3, date: 2026-09-02, kind: skills, source: A study, summary: Jobs change, owner: quality}
""",
    "complaints": """\
  - id: R-1
    received: 2026-08-01
    kind: complaint
    by: learner
    concerned: 2
    summary: Cold room
    acknowledged: 2026-08-02
    answered: 2026-08-05
    answer: Heaters were bought
    closed: 2026-08-20
    cause: Old windows
    improvement: IM-1
    note: Of one session
  - {id: R-2, received: 2026-09-20, kind: contingency, by: staff, summary: A power cut}
answer_within: 15 days
acknowledge_within: 2 days
""",
    "risks": """\
  - {id: RK-1, date: 2026-01-10, risk: A small one, gravity: 1, probability: 2, measure: Lived with, owner: quality}
  - id: RK-2
    date: 2026-01-10
    risk: One trainer alone
    cause: Nobody else
    gravity: 4
    probability: 3
    measure: Find a deputy
    owner: quality
    due: 2026-08-31
    reviewed: 2026-09-01
    review_by: 2027-01-31
    note: Of TIL-04
""",
}

# What each page says, in its order; what it must not say.
SAID: dict[Language, dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "en": {
        "non_conformities": (
            (
                "NC-2 surveillance audit, 18 March 2026, told 25 March 2026",
                "Minor indicator 12 Again absences Cause: Nobody named",
                "Came back – seen by 1 audit before: NC-1",
                "Action plan sent 10 April 2026",
                "Name a deputy Quality lead, done 20 April 2026",
                "Train her Quality lead, due 1 December 2026",
                "For the auditor",
                "✕ overdue corrected by 25 September 2026",
                "NC-3 surveillance audit, 18 March 2026",
                "Minor indicator 1 Prices",
                "? closed without proof",
                "closed 2 June 2026 – it names no proof",
                "NC-4",
                "Major indicator 4",
                "Shown by: EV-new",
                "◐ corrected corrected by 18 June 2026, verified by 18 July 2026",
                "closed 5 May 2026",
                "NC-1 initial audit, 18 November 2025",
                "Minor indicator 12 Absences",
                "● verified by the body",
                "closed 12 January 2026",
                "verified 18 March 2026",
                "The certification body decides.",
            ),
            ("found minor, still open",),
        ),
        "improvements": (
            (
                "IM-2 1 May 2026",
                "Ask twice From A survey",
                "! late due 31 August 2026",
                "Looked for: More answers",
                "IM-1 1 April 2026",
                "From NC-2 – What was seen · Cause: Why so",
                "done 2 June 2026",
                "◐ partly effective seen 1 September 2026 – Half answered",
                "Quality lead",
            ),
            ("Of tomorrow",),
        ),
        "watch": (
            (
                "Laws and rules of training indicator 23",
                "W-2 1 September 2026",
                "No impact. Not ours",
                "W-1 24 August 2026",
                "A new decree Légifrance",
                "The terms were changed 1 September 2026 · told: All trainers",
                "to be looked at again from 1 November 2026: EV-1",
                "Skills, trades and jobs indicator 24",
                "Jobs change",
                "! nothing yet",
                "Teaching and technology indicator 25",
                "Nothing was entered yet.",
            ),
            (),
        ),
        "complaints": (
            (
                "Acknowledged within 2 days. Answered within 15 days. Our own rule",
                "R-2 20 September 2026",
                "Contingency staff A power cut",
                "◌ open",
                "R-1 1 August 2026",
                "Complaint learner, 2 people Cold room Cause: Old windows",
                "Heaters were bought IM-1 Of one session",
                "closed 20 August 2026",
                "acknowledged 2 August 2026",
                "answered 5 August 2026",
            ),
            (),
        ),
        "risks": (
            (
                "12 gravity 4 × probability 3",
                "One trainer alone RK-2 · Cause: Nobody else · weighed 1 September 2026",
                (
                    "Find a deputy ! late due 31 August 2026 looked at again by 31 January 2027 "
                    "Of TIL-04"
                ),
                "2 gravity 1 × probability 2",
                "A small one RK-1 · weighed 10 January 2026",
                "The heaviest first.",
            ),
            (),
        ),
    },
    "fr": {
        "non_conformities": (
            (
                "NC-2 audit de surveillance, 18 mars 2026",
                "Mineure indicateur 12 Again absences",
                "Nobody named",
                "Name a deputy Quality lead",
                "✕ en retard",
                "25 septembre 2026",
                "NC-3",
                "Mineure indicateur 1 Prices",
                "?",
                "NC-4",
                "Majeure indicateur 4",
                "◐ corrigée",
                "18 juillet 2026",
                "NC-1 audit initial",
                "Mineure indicateur 12 Absences",
                "●",
            ),
            ("open", "corrected", "verified"),
        ),
        "improvements": (
            (
                "IM-2 1er mai 2026",
                "! en retard",
                "31 août 2026",
                "IM-1 1er avril 2026",
                "Cause : Why so",
                "◐ en partie efficace",
                "Half answered",
            ),
            ("Of tomorrow", "effective", "late"),
        ),
        "watch": (
            (
                "indicateur 23",
                "W-2 1er septembre 2026",
                "Not ours",
                "W-1 24 août 2026",
                "All trainers",
                "EV-1",
                "indicateur 24",
                "indicateur 25",
            ),
            ("nothing yet", "No impact", "told"),
        ),
        "complaints": (
            (
                "Accusé de réception sous 2 jours. Réponse sous 15 jours.",
                "R-2 20 septembre 2026",
                "Aléa",
                "R-1 1er août 2026",
                "Réclamation",
                "2 personnes",
                "Cause : Old windows",
                "20 août 2026",
            ),
            ("open", "closed", "answered"),
        ),
        "risks": (
            (
                "12 gravité 4 × probabilité 3",
                "RK-2 · Cause : Nobody else",
                "! en retard",
                "31 janvier 2027",
                "2 gravité 1 × probabilité 2",
            ),
            ("gravity", "weighed", "late"),
        ),
    },
}


def view(
    folder: ManualFolder,
    registers: dict[str, str],
    language: Language = "en",
    audience: Audience = Audience.INTERNAL,
) -> RenderContext:
    """Return a whole manual that keeps these registers, as an audience sees it."""
    organisation = ORGANISATION.replace("language: en", f"language: {language}") + _AUDITS
    folder.whole(entry("new", indicators="[4]", dated="2026-05-04"), organisation=organisation)
    for name in RegisterName:
        (folder.root / name.file).unlink(missing_ok=True)
    for kept, lines in registers.items():
        folder.write(RegisterName(kept).file, f"{kept}:\n{lines}" if lines else f"{kept}: []\n")
    return RenderContext(gate.check(Manual.load(folder.root), ON), audience=audience)


def shown(seen: RenderContext, name: str) -> str:
    """Return a register's page."""
    return callable_from_pages(seen)["register"](HERE, name)


def said(html: str) -> str:
    """Return what a page says, without its tags."""
    return (
        re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace("\xa0", " ").replace(" ,", ",")
    )


@pytest.mark.parametrize("name", FIRST)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_each_shows(folder: ManualFolder, name: RegisterName, language: Language) -> None:
    """Would catch a value of a line that is not shown, in another order, or in the other language;
    and lines to come.
    """
    seen = view(folder, LINES, language)
    assert seen.verdict.manual.diagnostics == ()
    text = said(shown(seen, name))
    wanted, never = SAID[language][name]
    assert [words for words in wanted if words not in text] == []
    places = [text.find(words) for words in wanted if re.match(r"(NC|IM|W|R|RK)-\d", words)]
    assert places == sorted(places)
    assert [words for words in never if words in text] == []


@pytest.mark.parametrize("name", FIRST)
@pytest.mark.parametrize(
    ("language", "empty", "unkept"),
    [
        ("en", "An empty register is no proof.", "This register is not kept yet"),
        ("fr", "Un registre vide n’est pas une preuve.", "Ce registre n’est pas encore tenu"),
    ],
)
def test_an_empty_one(
    folder: ManualFolder, name: RegisterName, language: Language, empty: str, unkept: str
) -> None:
    """Would catch a page that fails, or says nothing, while there is nothing to show."""
    for lines, tells in (({}, unkept), ({name.value: ""}, empty)):
        html = shown(view(folder, lines, language), name)
        assert tells in said(html)
        assert "<table" not in html
        assert "<section" not in html


@pytest.mark.parametrize("name", FIRST)
def test_who_sees_it(folder: ManualFolder, name: RegisterName) -> None:
    """Would catch a line of a register on a site for everybody,
    or one that auditors ask for kept from them.
    """
    internal = shown(view(folder, LINES), name)
    auditor = shown(view(folder, LINES, audience=Audience.AUDITOR), name)
    # Where a proof is shown on request, the team opens its page and the auditor its line of the
    # register.
    assert re.sub(r'register/#(EV-\w+)"', r'proofs/\1/"', auditor) == internal
    assert (
        callable_from_pages(view(folder, LINES, audience=Audience.PUBLIC))["register"](
            HERE, name.value
        )
        == ""
    )


def test_a_misspelt_one_is_told(folder: ManualFolder) -> None:
    """Would catch a page published without the register it asked for."""
    with pytest.raises(MacroError) as caught:
        shown(view(folder, LINES), "wacht")
    assert caught.value.message.values["name"] == "wacht"


class Tags(HTMLParser):
    """Notes every tag, and what would run."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.running: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag, its handlers and where it leads."""
        self.tags.append(tag)
        self.running += [
            name for name, value in attrs if name.startswith("on") or "javascript:" in (value or "")
        ]


HOSTILE = (
    '<script>alert(1)</script><img src=x onerror=alert(1)> "quoted\\" {{ x }} {% raw %} '
    "[a](javascript:alert(1)) | `b` "
    "]]> & &lt;"
)
_QUOTED = HOSTILE.replace("\\", "\\\\").replace('"', '\\"')


@pytest.mark.parametrize("name", FIRST)
def test_text_stays_text(folder: ManualFolder, name: RegisterName) -> None:
    """Would catch markup, a handler or a template's braces in a line that
    do something on its page.
    """
    lines = LINES[name]
    for word in (
        "Absences",
        "Again absences",
        "Nobody named",
        "Name a deputy",
        "For the auditor",
        "What was seen",
        "Why so",
        "Ask each year",
        "Half answered",
        "A survey",
        "More answers",
        "Légifrance",
        "A new decree",
        "The terms were changed",
        "All trainers",
        "Not ours",
        "Cold room",
        "Heaters were bought",
        "Old windows",
        "Of one session",
        "One trainer alone",
        "Nobody else",
        "Find a deputy",
        "Of TIL-04",
    ):
        lines = re.sub(rf"(: ){word}(?=[,}}\n])", lambda found: f'{found[1]}"{_QUOTED}"', lines)
    plain, armed = (
        shown(view(folder, LINES), name),
        shown(view(folder, {**LINES, name: lines}), name),
    )
    assert lines != LINES[name]
    tags = Tags()
    tags.feed(armed)
    honest = Tags()
    honest.feed(plain)
    assert tags.tags == honest.tags
    assert tags.running == []
    assert "&lt;script&gt;alert(1)" in armed
    assert "\n" not in armed  # one raw block: Markdown reads nothing of it


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60).filter(
    lambda one: one.strip() != ""
)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, min_size=20, max_size=20))
def test_any_text_stays_text(folder: ManualFolder, texts: list[str]) -> None:
    """Would catch a text for which some other sign than those above is a way out of its place."""
    line = "  - {id: R-%d, received: 2026-09-20, kind: complaint, summary: %s, answer: %s}\n"
    quoted = ['"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' for text in texts]
    seen = view(
        folder,
        {"complaints": "".join(line % (number, text, text) for number, text in enumerate(quoted))},
    )
    assert seen.verdict.manual.diagnostics == ()
    tags = Tags()
    tags.feed(shown(seen, "complaints"))
    above = [*(CHOICE if len(texts) > 7 else ()), *TABLE]
    assert len(tags.tags) == len(above) + len(ROW) * len(texts)
    assert tags.tags == [*above, *ROW * len(texts)]


CHOICE = ["div", "label", "input", "output", "button"]
TABLE = ["table", "thead", "tr", "th", "th", "th", "th", "tbody"]
ROW = ["tr", "td", "b", "time", "td", "strong", "br", "td", "td", "span", "span", "br", "span"]
