"""How long an audit is likely to be, and how many sites it sees:
every row of the law's table, worked out by hand.
"""

from __future__ import annotations

from fractions import Fraction
from math import sqrt

import pytest
from helpers import organisation
from hypothesis import given
from hypothesis import strategies as st

from preuve.cycle.duration import estimate, sites_sampled
from preuve.model.audits import AuditType

AF, BC, VAE, CFA = "training", "skills_assessment", "vae", "apprenticeship"

# Turnover, categories, sites → initial or renewal, light; in days.
DURATIONS = [
    (0, [AF], 1, 1.0, 0.5),
    (149_999, [AF, BC, VAE], 1, 1.0, 0.5),
    (149_999, [AF, CFA], 1, 1.5, 1.0),
    (150_000, [AF], 1, 1.5, 0.5),
    (150_000, [CFA], 1, 1.5, 1.0),
    (749_999, [AF, BC, VAE, CFA], 1, 3.0, 1.0),
    (750_000, [AF], 1, 2.0, 1.0),
    (750_000, [CFA], 1, 2.5, 1.0),
    (5_000_000, [AF, BC, VAE, CFA], 1, 4.0, 2.5),
    (100_000, [AF], 2, 1.5, 1.0),  # √2 = 1.41: one site
    (100_000, [AF], 3, 2.0, 1.5),  # √3 = 1.73: two
    (210_000, [AF, BC], 9, 3.5, 2.0),  # three
]


@pytest.mark.parametrize(("turnover", "categories", "sites", "full", "light"), DURATIONS)
def test_durations(
    turnover: int, categories: list[str], sites: int, full: float, light: float
) -> None:
    """Would catch a bracket that begins a euro too late, apprenticeship counted like the others,
    and a site too many.
    """
    provider = organisation(
        f"categories: [{', '.join(categories)}]\nturnover: {turnover}\nsites: {sites}\n"
    )
    for kind, days in (
        (AuditType.INITIAL, full),
        (AuditType.RENEWAL, full),
        (AuditType.LIGHT, light),
    ):
        found = estimate(provider, kind)
        assert found is not None
        assert found.days == sum(part.days for part in found.parts) == days
        assert found.doubts


def test_what_cannot_be_estimated() -> None:
    """Would catch a figure made up where the law's is not known,
    or where the turnover is not given.
    """
    provider = organisation("categories: [training]\nturnover: 100000\n")
    assert estimate(provider, AuditType.SURVEILLANCE) is None
    assert estimate(provider, AuditType.MOCK) is None
    assert estimate(provider._replace(turnover=None), AuditType.INITIAL) is None


SITES = {
    1: (0, 0),
    2: (1, 1),
    3: (2, 1),
    6: (2, 1),
    7: (3, 2),
    12: (3, 2),
    13: (4, 2),
    25: (5, 3),
    100: (10, 6),
}


@pytest.mark.parametrize(("sites", "expected"), SITES.items())
def test_sites(sites: int, expected: tuple[int, int]) -> None:
    """Would catch a root cut off instead of rounded,
    and surveillance that sees as many sites as the initial audit.
    """
    for kind in (AuditType.INITIAL, AuditType.LIGHT, AuditType.RENEWAL):
        assert sites_sampled(sites, kind) == expected[0]
    assert sites_sampled(sites, AuditType.SURVEILLANCE) == expected[1]


@given(st.integers(2, 9999))
def test_sites_are_the_nearest_whole_number(sites: int) -> None:
    """Would catch a rounding that goes wrong for one number of sites in ten thousand;
    no root lies half-way.
    """
    for factor, kind in (
        (Fraction(1), AuditType.INITIAL),
        (Fraction(3, 5), AuditType.SURVEILLANCE),
    ):
        found = Fraction(sites_sampled(sites, kind))
        square = factor**2 * sites
        assert (found - Fraction(1, 2)) ** 2 < square < (found + Fraction(1, 2)) ** 2
        assert abs(found - Fraction(sqrt(square))) <= Fraction(1, 2)
