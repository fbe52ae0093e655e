"""The pages of audits over three years of a provider: of the past they tell what was recorded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import three_years
from three_years import DAYS

from preuve.gate import gate
from preuve.model.manual import Manual
from preuve.model.organisation import Audience
from preuve.page.audits import audit, audits
from preuve.page.render_context import RenderContext
from preuve.page.urls import PageContext, Site

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_HERE = PageContext("docs/audits.md", Site())
# What only a rule, today's plan or today's files could say of an audit that is over.
_GUESSED = re.compile(
    r"\d+ (reviewed|possible|left out)|By the rules|estimated|may be asked for|if nothing is renewed"
    r"|Surveillance (always )?reviews it|To be shown|To be answered"
)


def _text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace("\u00a0", " ")


def _written(root: Path, day: date, recorded: str = "") -> RenderContext:
    three_years.write(root, day)
    file = root / "organisation.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        re.sub(r"(type: initial, date: [0-9-]+)", rf"\1{recorded}", text), encoding="utf-8"
    )
    return RenderContext(gate.check(Manual.load(root), day))


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_past_that_was_not_recorded_is_not_told(tmp_path: Path, day: date) -> None:
    """Would catch a past audit whose scope, length or outcome is worked out from today's rules."""
    view = _written(tmp_path, day)
    past = [one for one in view.assessment.organisation.audits if one.last_day < day]
    assert bool(past) is (day > three_years.INITIAL)
    for one in past:
        page = _text(audit(view, _HERE, one.name))
        assert "not recorded" in page
        assert "What was decided is not recorded." in page
        assert _GUESSED.search(page) is None, _GUESSED.search(page)
    rows = _text(audits(view, _HERE))
    assert rows.count("not recorded") == len(past)


@pytest.mark.parametrize("audience", [Audience.INTERNAL, Audience.AUDITOR])
def test_a_past_that_was_recorded_is_told(tmp_path: Path, audience: Audience) -> None:
    """Would catch what the team did record left out: the control of the test above."""
    recorded = ", reviewed: [1, 4, 12], notified: 2024-03-19, decided: 2024-04-15"
    view = _written(tmp_path, DAYS[-1], recorded)
    view = RenderContext(view.verdict, audience=audience)
    page = _text(audit(view, _HERE, "initial-2024-03-12"))
    assert "3 reviewed" in page
    assert "Its report came on 19 March 2024." in page
    assert "The certificate was given or kept on 15 April 2024." in page
    assert "not recorded" not in page
