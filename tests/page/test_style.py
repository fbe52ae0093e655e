"""The style sheets: nothing in them that no page uses,
colours and sizes of text in the tokens only, and no growth unseen.
"""

from __future__ import annotations

import re

import pytest
from manuals import PACKAGE

from preuve.assess.assessment import IndicatorState
from preuve.assess.evidence_states import EvidenceState
from preuve.assess.session_file import StepState
from preuve.core.finding import Severity
from preuve.cycle.non_conformities import NonConformityState
from preuve.page.badges import badge

ASSETS = PACKAGE / "theme/assets"
SHEETS = {name: (ASSETS / name).read_text(encoding="utf-8") for name in ("preuve.css", "paper.css")}
USERS = [
    *PACKAGE.rglob("*.html"),
    *PACKAGE.rglob("*.py"),
    ASSETS / "preuve.js",
]
MADE = {
    badge(state).style
    for states in (IndicatorState, EvidenceState, StepState, NonConformityState)
    for state in states
}
"""The classes that states are given."""
MADE |= {f"pv-{severity.value}" for severity in Severity} | {"pv-depth-0", "pv-depth-1"}


def rules(sheet: str) -> str:
    """Return a sheet without its comments."""
    return re.sub(r"/\*.*?\*/", "", SHEETS[sheet], flags=re.DOTALL)


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_class_is_used(sheet: str) -> None:
    """Would catch rules for what no template makes any more."""
    used = {
        name
        for file in USERS
        for name in re.findall(r"(?<![-\w])pv-[a-z-]+[a-z]", file.read_text(encoding="utf-8"))
    }
    styled = set(re.findall(r"[.#](pv-[a-z0-9-]*[a-z0-9])", rules(sheet)))
    assert styled - used - MADE == set()


def test_colours_stand_in_the_tokens() -> None:
    """Would catch a colour that the dark scheme does not know."""
    tokens, _, rest = rules("preuve.css").partition(".md-header,")
    assert "#24483e" in tokens
    assert re.findall(r"#[0-9a-f]{3,8}\b|: (?:red|green|white|black|grey)\b", rest) == []


def test_sizes_of_text_are_few() -> None:
    """Would catch a sheet in which each part has its own size of text again."""
    sizes = re.findall(
        r"font(?:-size)?: [^;]*?([\d.]+rem)", rules("preuve.css").partition(".md-header,")[2]
    )
    assert len(set(sizes)) <= 6, (
        sizes
    )  # beside the tokens: what is the theme's, the law's, a sign in a square, a hint


def test_the_sheet_stays_small() -> None:
    """Would catch a sheet that grows without anybody deciding so; raise the number if it must."""
    assert len(SHEETS["preuve.css"].encode()) < 32_000
