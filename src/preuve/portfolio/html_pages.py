"""The joined verdicts as static pages: what stands where, who is audited when, what runs out, what
many lack.

Confidential: who keeps a portfolio looks at it, nobody else. Each page says so and asks search
engines to stay away.
"""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from preuve.assess.assessment import IndicatorState
from preuve.assess.labels import INDICATOR_SIGNS
from preuve.core.finding import SHOWN
from preuve.core.words import Message, say
from preuve.model.audits import AuditType
from preuve.portfolio.database import read_only

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from preuve.core.words import Translator

_TEMPLATES = Path(__file__).parent / "templates"
ASSETS = (_TEMPLATES / "portfolio.css", _TEMPLATES / "portfolio.js")
"""What the pages need beside them."""
MAX_LINES = 500
"""Lines of a table that could be endless;
what is left out is counted, and stands in the database.
"""
MAX_MONTHS = 18

LACKS_WORDS = {
    "provider": say("the provider’s name"),
    "certificate": say("the certificate’s days"),
    "next_audit": say("the next audit"),
    "version": say("the version of Preuve"),
    "weakened": say("whether a coverage rule is off or lighter"),
    "clauses": say("clauses"),
    "until": say("until when proofs are good"),
}
"""What an older report does not say, in words."""


class _ManualLine(NamedTuple):
    """A manual's line in the matrix."""

    manual: sqlite3.Row
    states: dict[int, IndicatorState]


def draw(database: Path, title: str, words: Translator) -> Iterator[tuple[str, str]]:
    """Draw the pages of a portfolio.

    Args:
        database: the whole SQLite file.
        title: the portfolio's heading.
        words: the language to draw in.

    Yields:
        Each page's name and text.

    """
    environment = _environment(title, words)
    with closing(read_only(database)) as whole:
        manuals = whole.execute(
            "SELECT * FROM manuals ORDER BY ok, missing DESC, partial DESC, key"
        ).fetchall()
        days = sorted({manual["as_of"] for manual in manuals if manual["as_of"]})
        shared = {"days": days, "manuals": manuals, "limit": MAX_LINES}
        for page, values in (
            ("index.html", _matrix(whole, manuals)),
            ("audits.html", _audits(manuals)),
            ("ends.html", _ends(whole)),
            ("findings.html", _findings(whole)),
        ):
            yield page, environment.get_template(page).render(page=page, **shared, **values)
        detail = environment.get_template("manual.html")
        for manual in manuals:
            yield (
                f"manuals/{manual['key']}.html",
                detail.render(page="", up="../", **shared, **_manual(whole, manual)),
            )


def _environment(title: str, words: Translator) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        _=lambda text, **values: words(Message(text, values)),
        count=lambda single, many, number: words(Message(single, {"count": number}, many, number)),
        day=lambda text: words.short_day(date.fromisoformat(text)) if text else "–",
        title=title,
        language=words.language,
        signs={state: (state.value[0], sign) for state, sign in INDICATOR_SIGNS.items()},
        state_words={state: words(state.label) for state in IndicatorState},
        month_name=lambda text: words.month(date.fromisoformat(f"{text}-01")),
        audit_words={kind.value: words(kind.label) for kind in AuditType},
        lacks=lambda names: ", ".join(words(LACKS_WORDS[name]) for name in names.split(", ")),
        severity_words={severity.value: words(severity.label) for severity in SHOWN},
        up="",
    )
    return environment


def _matrix(whole: sqlite3.Connection, manuals: list[sqlite3.Row]) -> dict[str, object]:
    states: dict[str, dict[int, IndicatorState]] = {}
    for manual, number, state in whole.execute("SELECT manual, number, state FROM indicators"):
        states.setdefault(manual, {})[number] = IndicatorState(state)
    numbers = sorted({number for row in states.values() for number in row})
    missing = {
        number: sum(row.get(number) is IndicatorState.MISSING for row in states.values())
        for number in numbers
    }
    partial = {
        number: sum(row.get(number) is IndicatorState.PARTIAL for row in states.values())
        for number in numbers
    }
    read = [manual for manual in manuals if manual["problem"] is None]
    return {
        "rows": [_ManualLine(manual, states.get(manual["key"], {})) for manual in manuals],
        "numbers": numbers,
        "missing": missing,
        "partial": partial,
        "open": sum(manual["ok"] for manual in read),
        "closed": sum(not manual["ok"] for manual in read),
        "unread": [manual for manual in manuals if manual["problem"] is not None],
        "weakened": [manual for manual in read if manual["weakened"]],
    }


def _audits(manuals: list[sqlite3.Row]) -> dict[str, object]:
    read = [manual for manual in manuals if manual["problem"] is None]
    return {
        "ahead": sorted(
            (manual for manual in read if manual["next_audit"]),
            key=lambda manual: manual["next_audit"],
        ),
        "undated": [manual for manual in read if not manual["next_audit"]],
        "ending": sorted(
            (manual for manual in read if manual["certificate_expires"]),
            key=lambda manual: manual["certificate_expires"],
        ),
    }


def _ends(whole: sqlite3.Connection) -> dict[str, object]:
    query = (
        "SELECT manual, provider, id, state, indicators, until FROM evidence JOIN manuals ON "
        "manuals.key = manual"
        " WHERE until >= as_of AND state IN ('current', 'due_soon') ORDER BY until, manual, id"
    )
    months = whole.execute(
        "SELECT substr(until, 1, 7) AS month, count(*) AS proofs, count(DISTINCT manual) AS manuals"
        " FROM evidence JOIN manuals ON manuals.key = manual"
        " WHERE until >= as_of AND state IN ('current', 'due_soon')"
        " GROUP BY month ORDER BY month LIMIT ?",
        (MAX_MONTHS,),
    ).fetchall()
    return {
        "proofs": whole.execute(f"{query} LIMIT ?", (MAX_LINES,)).fetchall(),
        "months": months,
        "months_limit": MAX_MONTHS,
        "most": max((month["proofs"] for month in months), default=1),
    }


def _findings(whole: sqlite3.Connection) -> dict[str, object]:
    rules = whole.execute(
        "SELECT rule, indicator, severity, count(*) AS findings, count(DISTINCT manual) AS "
        "manuals, min(message) AS example"
        " FROM findings WHERE severity <> 'info' GROUP BY rule, indicator, severity"
        " ORDER BY manuals DESC, findings DESC, rule, indicator LIMIT ?",
        (MAX_LINES,),
    ).fetchall()
    return {"rules": rules}


def _manual(whole: sqlite3.Connection, manual: sqlite3.Row) -> dict[str, object]:
    key = manual["key"]
    findings = whole.execute(
        "SELECT * FROM findings WHERE manual = ? ORDER BY CASE severity WHEN 'error' THEN 0 "
        "WHEN 'warning' THEN 1 ELSE 2 END,"
        " file, line LIMIT ?",
        (key, MAX_LINES),
    ).fetchall()
    indicators = whole.execute(
        "SELECT * FROM indicators WHERE manual = ? ORDER BY number", (key,)
    ).fetchall()
    clauses = whole.execute(
        "SELECT * FROM clauses WHERE manual = ? AND applies AND state NOT IN ('covered', "
        "'not_applicable') ORDER BY indicator",
        (key,),
    ).fetchall()
    total = (manual["errors"] or 0) + (manual["warnings"] or 0) + (manual["notes"] or 0)
    return {
        "manual": manual,
        "findings": findings,
        "left": total - len(findings),
        "indicators": indicators,
        "clauses": clauses,
        "weights": [severity.value for severity in SHOWN],
    }
