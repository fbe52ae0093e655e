"""What an audit looks at. The lists are those of the law as domain knowledge has them,
not of the data.
"""

from __future__ import annotations

from datetime import date

import pytest
from helpers import organisation, said

from preuve.cycle.scope import Inclusion, Scope, scope
from preuve.model.audits import Audit
from preuve.model.evidence import Stage

PLAIN = "categories: [training]\n"
EVERYTHING = """\
categories: [training, skills_assessment, vae, apprenticeship]
conditions: {certifying: true, work_linked: true, workplace_training: true, subcontracting: true}
"""
ALL_32 = set(range(1, 33))
ALWAYS = {1, 4, 5, 6, 10, 11, 17, 19, 21, 22, 26, 31, 32}
WHEREVER = {3, 7, 14, 15, 16, 20, 27, 29}
LIGHT = {1, 2, 11, 12, 22, 24, 25, 26, 32}
SPECIFIC = {3, 7, 8, 13, 14, 15, 16, 20, 28, 29}
NEW = {2, 3, 11, 13, 14, 19, 22, 24, 25, 26, 32}


def looked_at(text: str, audits: str, day: str, found: tuple[int, ...] = ()) -> Scope:
    """Return the scope of the audit on a day."""
    provider = organisation(f"{text}audits: [{audits}]\n")
    audit = next(one for one in provider.audits if one.date == date.fromisoformat(day))
    return scope(provider, audit, found)


def numbers(seen: Scope, look: Inclusion) -> set[int]:
    """Return the indicators looked at in a way."""
    return {one.number for one in seen.of(look)}


def why(seen: Scope, number: int) -> str:
    """Return the reasons for one indicator, in English."""
    return " ".join(
        said(one)
        for one in next(
            indicator for indicator in seen.indicators if indicator.number == number
        ).why
    )


INITIAL, SURVEILLANCE = (
    "{type: initial, date: 2024-03-12}",
    "{type: surveillance, date: 2025-10-07}",
)
AUDIT_LISTS = {
    "initial": (EVERYTHING, INITIAL, "2024-03-12", ALL_32, set()),
    "light": (EVERYTHING, "{type: light, date: 2024-03-12}", "2024-03-12", LIGHT | SPECIFIC, set()),
    "light, training alone": (
        PLAIN,
        "{type: light, date: 2024-03-12}",
        "2024-03-12",
        LIGHT | {8},
        set(),
    ),
    "surveillance": (
        EVERYTHING,
        f"{INITIAL}, {SURVEILLANCE}",
        "2025-10-07",
        ALWAYS | WHEREVER,
        ALL_32 - ALWAYS - WHEREVER,
    ),
    "surveillance, training alone": (
        PLAIN,
        f"{INITIAL}, {SURVEILLANCE}",
        "2025-10-07",
        ALWAYS,
        {2, 8, 9, 12, 18, 23, 24, 25, 30},
    ),
    "surveillance, the first audit unknown": (
        PLAIN,
        SURVEILLANCE,
        "2025-10-07",
        ALWAYS,
        {2, 8, 9, 12, 18, 23, 24, 25, 30},
    ),
    "renewal": (
        EVERYTHING,
        f"{INITIAL}, {{type: renewal, date: 2026-10-31}}",
        "2026-10-31",
        ALL_32,
        set(),
    ),
    "renewal on the next edition": (
        EVERYTHING,
        f"{INITIAL}, {{type: renewal, date: 2026-11-01}}",
        "2026-11-01",
        ALL_32 | {33},
        set(),
    ),
    "a mock audit rehearses the next one": (
        PLAIN,
        f"{INITIAL}, {{type: mock, date: 2025-06-01}}, {SURVEILLANCE}",
        "2025-06-01",
        ALWAYS,
        {2, 8, 9, 12, 18, 23, 24, 25, 30},
    ),
}


@pytest.mark.parametrize(
    ("text", "audits", "day", "reviewed", "possible"), AUDIT_LISTS.values(), ids=AUDIT_LISTS
)
def test_the_lists(
    text: str, audits: str, day: str, reviewed: set[int], possible: set[int]
) -> None:
    """Would catch an indicator missing from the list of its audit,
    or asked of a provider whom it does not concern.
    """
    seen = looked_at(text, audits, day)
    assert numbers(seen, Inclusion.REVIEWED) == reviewed
    assert numbers(seen, Inclusion.POSSIBLE) == possible
    assert all(indicator.why for indicator in seen.indicators)
    assert all(bool(one.show) == (one.look is not Inclusion.LEFT_OUT) for one in seen.indicators)


def test_after_a_light_audit_surveillance_reviews_the_rest() -> None:
    """Would catch an indicator that no audit of the cycle ever sees."""
    seen = looked_at(PLAIN, f"{{type: light, date: 2024-03-12}}, {SURVEILLANCE}", "2025-10-07")
    light = looked_at(PLAIN, "{type: light, date: 2024-03-12}", "2024-03-12")
    applying = {1, 2, *range(4, 7), *range(8, 13), 17, 18, 19, *range(21, 27), 30, 31, 32}
    assert numbers(seen, Inclusion.REVIEWED) | numbers(light, Inclusion.REVIEWED) == applying
    assert "the light audit left it out" in why(seen, 9)


def test_what_had_a_non_conformity_is_reviewed_again() -> None:
    """Would catch a correction that nobody comes back to."""
    seen = looked_at(PLAIN, f"{INITIAL}, {SURVEILLANCE}", "2025-10-07", (9, 13))
    assert 9 in numbers(seen, Inclusion.REVIEWED)
    assert "non-conformity" in why(seen, 9)
    assert 13 in numbers(
        seen, Inclusion.LEFT_OUT
    )  # it does not apply: whatever was found, this provider has no such training


def test_a_new_edition_brings_what_was_not_audited_yet() -> None:
    """Would catch indicator 33 said to be in the list of what surveillance must see,
    and a new wording passed over.
    """
    audits = "{type: initial, date: 2025-06-02}, {type: surveillance, date: 2026-12-01}"
    seen = looked_at("categories: [apprenticeship]\n", audits, "2026-12-01")
    assert 33 in numbers(seen, Inclusion.POSSIBLE)
    assert "edition rnq-2026 brought it: to expect it is prudent, not a rule" in why(seen, 33)
    assert "Its text changed since the last audit" in why(seen, 12)
    assert "Its text changed" not in why(seen, 4)


def test_a_new_entrant() -> None:
    """Would catch a new entrant asked at once for what surveillance alone asks,
    or surveillance that spares anything.
    """
    text = PLAIN + "new_entrant: [training]\n"
    initial = looked_at(text, INITIAL, "2024-03-12")
    formalised = {
        indicator.number
        for indicator in initial.indicators
        if indicator.show == (Stage.FORMALISED,)
    }
    assert formalised == NEW & numbers(initial, Inclusion.REVIEWED)
    assert "how it is done is audited now" in why(initial, 22)
    surveillance = looked_at(text, f"{INITIAL}, {SURVEILLANCE}", "2025-10-07")
    assert numbers(surveillance, Inclusion.POSSIBLE) == set()
    assert numbers(surveillance, Inclusion.REVIEWED) == numbers(initial, Inclusion.REVIEWED)
    assert {
        one.number for one in surveillance.indicators if one.show == (Stage.IMPLEMENTED,)
    } == formalised


def test_a_new_category_is_new_for_its_indicators_only() -> None:
    """Would catch a provider of ten years treated as a beginner because it
    opened an apprenticeship centre.
    """
    text = "categories: [training, apprenticeship]\nnew_entrant: [apprenticeship]\n"
    initial = looked_at(text, INITIAL, "2024-03-12")
    # 13 and 14 are new: training has 14 never, and 13 only where it is work-linked, which it is not
    # here.
    assert {
        indicator.number
        for indicator in initial.indicators
        if indicator.show == (Stage.FORMALISED,)
    } == {14}
    surveillance = looked_at(
        "categories: [training, vae]\nnew_entrant: [vae]\n",
        f"{INITIAL}, {SURVEILLANCE}",
        "2025-10-07",
    )
    # Whatever was new, surveillance then reviews all that applies: 8 too, which training has and
    # VAE has not.
    assert numbers(surveillance, Inclusion.POSSIBLE) == set()
    assert {one.show for one in surveillance.of(Inclusion.REVIEWED)} == {
        (Stage.FORMALISED, Stage.IMPLEMENTED)
    }


def test_a_subcontractor() -> None:
    """Would catch an indicator that silently falls away for a provider that
    also has clients of its own.
    """
    text = PLAIN + "conditions: {certifying: true, acts_as_subcontractor: true}\n"
    seen = looked_at(text, INITIAL, "2024-03-12")
    assert numbers(seen, Inclusion.REVIEWED) == {
        1,
        2,
        3,
        *range(4, 13),
        16,
        17,
        18,
        19,
        *range(21, 27),
        30,
        31,
        32,
    }
    told = {number: why(seen, number) for number in (1, 2, 3, 4, 5, 6, 7, 9, 16, 26, 30)}
    assert {number for number, text in told.items() if "the client answers for it" in text} == {
        1,
        2,
        3,
    }
    assert {number for number, text in told.items() if "missions in the contract" in text} == {
        7,
        9,
        16,
    }
    assert {number for number, text in told.items() if "in an adapted way" in text} == {
        4,
        5,
        26,
        30,
    }
    assert "subcontractor" not in told[6]


def test_an_audit_in_the_package_of_types() -> None:
    """Would catch a scope that forgets whose it is."""
    seen = looked_at(PLAIN, f"{{type: mock, date: 2025-06-01}}, {SURVEILLANCE}", "2025-06-01")
    assert isinstance(seen.audit, Audit)
    assert (seen.audit.type.value, seen.rehearses.value) == ("mock", "surveillance")
