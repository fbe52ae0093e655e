"""Quotes of certification bodies, compared over a cycle; bodies as data;
what is sent before an audit, and the logo.
"""

from __future__ import annotations

from datetime import date

import pytest
from helpers import organisation, said

from preuve.core.words import LANGUAGES, Translator
from preuve.cycle.bodies import load_bodies
from preuve.cycle.fees import Compared, compare
from preuve.cycle.preparing import logo_sentence, pieces, steps
from preuve.model.audits import AuditType

# A quote → its first and next cycle; a sum with a hole in it ends in “+”.
TOTALS = {
    "{body: A, date: 2025-01-01, initial: 885, yearly: 440, renewal: 800, travel: 0}": (
        "1765",
        "1680",
    ),
    (
        "{body: A, date: 2025-01-01, initial: 885, yearly: 440, yearly_payments: 3, renewal: "
        "800, travel: 60}"
    ): (
        "2265",
        "2180",
    ),
    "{body: A, date: 2025-01-01, initial: 885, yearly_payments: 0, renewal: 800, travel: 60}": (
        "945",
        "860",
    ),
    "{body: A, date: 2025-01-01, initial: 885, yearly: 440, travel: 60}": ("1825", "940+"),
    "{body: A, date: 2025-01-01, initial: 885, yearly: 440}": ("1765+", "880+"),
    "{body: A, date: 2025-01-01}": ("0+", "0+"),
}


def told(one: Compared) -> tuple[str, str]:
    """Return the two sums."""
    return f"{one.first_cycle.euros}{'' if one.first_cycle.whole else '+'}", (
        f"{one.next_cycle.euros}{'' if one.next_cycle.whole else '+'}"
    )


@pytest.mark.parametrize(("quote", "totals"), TOTALS.items())
def test_totals(quote: str, totals: tuple[str, str]) -> None:
    """Would catch a price counted twice or not at all,
    and a hole in a quote that makes it the cheapest.
    """
    (found,) = compare(organisation(f"categories: [training]\nquotes: [{quote}]\n").quotes)
    assert told(found) == totals
    assert not found.lowest_first  # one alone is not the lowest of anything


def test_the_lowest() -> None:
    """Would catch the cheapest initial audit taken for the cheapest cycle,
    and a quote with holes put first.
    """
    quotes = organisation(
        "categories: [training]\nquotes:\n"
        "  - {body: Holes, date: 2025-01-01, initial: 100}\n"
        "  - {body: Low entry, date: 2025-01-01, initial: 500, yearly: 900, renewal: 500, "
        "travel: 0}\n"
        "  - {body: Low cycle, date: 2025-01-01, initial: 900, yearly: 400, renewal: 900, "
        "travel: 0}\n"
    ).quotes
    found = compare(quotes)
    assert [result.quote.body for result in found] == ["Low cycle", "Low entry", "Holes"]
    assert [(one.lowest_first, one.lowest_next) for one in found] == [
        (True, True),
        (False, False),
        (False, False),
    ]
    assert compare(()) == ()


def test_bodies_are_named_with_their_source() -> None:
    """Would catch a name without a source, a list passed off as official,
    and a day of looking that lies ahead.
    """
    known = load_bodies()
    assert known.seen <= date(2026, 11, 24)
    assert {one.url for one in known.official} >= {
        "https://www.cofrac.fr/",
        "https://travail-emploi.gouv.fr/",
    }
    names = [body.name for body in known.bodies]
    assert names == sorted(set(names), key=str.casefold)
    assert 5 <= len(names) <= 40
    for texts in (*(one.name for one in known.official), *(one.source for one in known.bodies)):
        assert set(texts) == set(LANGUAGES)


REGISTRATION = """\
categories: [training]
conditions: {subcontracting: true, acts_as_subcontractor: true}
people: {direction: }
registration: {siren: 123 456 789, legal_form: SARL, head: direction, distance: true}
"""


def test_what_is_sent_and_what_is_lacking() -> None:
    """Would catch a hole that is not seen, and a name of a person where the team published none."""
    found = {said(piece.what): piece for piece in pieces(organisation(REGISTRATION))}
    assert found["SIREN number"].value == "123 456 789"
    assert found["Who leads it, and how to reach them"].value == "Direction"
    activity = Translator("en").value(found["What the activity is like"].value)
    assert activity == (
        "some training at a distance, using subcontractors or portage salarial, working as a "
        "subcontractor of other providers"
    )
    holes = [result.key for result in found.values() if result.value is None]
    assert holes == [
        "registration.activity_declaration",
        "registration.site_list",
        "registration.annual_return",
        "registration.income_by_funder",
        "registration.organisation_chart",
        "registration.labels",
        "registration.wished_period",
        "registration.sworn_statement",
    ]
    bare = [
        one.key for one in pieces(organisation("categories: [training]\n")) if one.value is None
    ]
    assert len(bare) == 12  # all but the name and the categories


SENTENCES = {
    "certificate: {obtained: 2024-04-15, expires: 2027-04-14, categories: [training]}\n": (
        "La certification qualité a été délivrée au titre de la catégorie d’action "
        "suivante\u00a0: actions de formation."
    ),
    "certificate: {obtained: 2024-04-15, expires: 2027-04-14}\n": (
        "La certification qualité a été délivrée au titre des catégories d’actions "
        "suivantes\u00a0: "
        "actions de formation, bilans de compétences."
    ),
    "": None,
}


@pytest.mark.parametrize(("certificate", "sentence"), SENTENCES.items())
def test_the_sentence_by_the_logo(certificate: str, sentence: str | None) -> None:
    """Would catch a category named that is not certified,
    and a logo offered to whoever has no certificate.
    """
    assert (
        logo_sentence(organisation(f"categories: [training, skills_assessment]\n{certificate}"))
        == sentence
    )


def test_the_day() -> None:
    """Would catch a surveillance without its certificate on display,
    and an initial audit asked for one.
    """
    provider = organisation("categories: [training, vae]\n")
    surveillance, initial = (
        " ".join(said(line) for step in steps(provider, kind) for line in step.ready)
        for kind in (AuditType.SURVEILLANCE, AuditType.INITIAL)
    )
    assert "certificate is on display" in surveillance
    assert "at a distance by default" in surveillance
    assert "certificate is on display" not in initial
    assert "from every category" in initial
