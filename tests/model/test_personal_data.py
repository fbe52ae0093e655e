"""What looks like a person's data is told, what is an organisation's is not,
and no message repeats it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manuals import ORGANISATION, entry
from whole_files import pdf

from preuve.model.personal_data import MOST, Allowlist, find_personal_data, normal
from preuve.model.published_text import MAX_BYTES
from preuve.report import OF_A_VERDICT, Format, render

if TYPE_CHECKING:
    from manuals import ManualFolder

# No number below is anybody's: mobiles begin with 06 39 98, kept free for fiction, but for one
# digit.
PHONE = "06 39 97 00 01"
NIR = "1 84 12 76 451 089 46"
NIR_OF_CORSICA = "2 69 05 2A 588 157 17"
IBAN = "FR14 2004 1010 0505 0001 3M02 606"  # the one of the standard's examples
OWN = Allowlist.of(
    [
        "Camille@La-Digue.fr",
        "+33 6 39 97 00 02",
        "DE89 3704 0044 0532 0130 00",
    ],
    ["teaching", "skills_lead"],
    "Atelier de l’Élan",
)

TOLD = {
    "an address": ("camille.martin@la-digue.fr", "email"),
    "in a link": ("[write](mailto:c.martin@la-digue.fr)", "email"),
    "with a sign": ("c+martin@mail.la-digue.co.uk.", "email"),
    "a first name that begins like a role": ("formationne@la-digue.fr", "email"),
    "an accent": ("léa.martin@la-digue.fr", "email"),
    "at in brackets": ("lea.martin (at) la-digue.fr", "email"),
    "at in brackets, closed up": ("lea.martin[at]la-digue.fr", "email"),
    "at and dot": ("lea.martin {at} la-digue {dot} fr", "email"),
    "arobase": ("lea.martin arobase la-digue point fr", "email"),
    "arobase in brackets": ("l.martin(arobase)la-digue.fr", "email"),
    "all in words": ("lea [point] martin [arobase] la-digue [point] fr", "email"),
    "à": ("lea.martin (à) la-digue.fr", "email"),
    "a letter in brackets": ("lea.martin(a)la-digue.fr", "email"),
    "at alone": ("lea.martin AT la-digue.fr", "email"),
    "at alone and dot": ("lea.martin at la-digue dot fr", "email"),
    "at between dashes": ("lea.martin_AT_la-digue.fr", "email"),
    "a sign in brackets": ("lea.martin(@)la-digue.fr", "email"),
    "a sign between blanks": ("lea.martin @ la-digue.fr", "email"),
    "a sign twice": ("lea.martin@@la-digue.fr", "email"),
    "a wide sign": ("lea.martin＠la-digue.fr", "email"),
    "a dot in brackets": ("lea.martin@la-digue(.)fr", "email"),
    "a domain with accents": ("lea.martin@société.fr", "email"),
    "a mobile": (PHONE, "phone"),
    "with strokes": ("06/39/97/00/01", "phone"),
    "with dashes between blanks": ("06 – 39 – 97 – 00 – 01", "phone"),
    "with dots half-way up": ("06·39·97·00·01", "phone"),
    "international in brackets": ("(+33) 6 39 97 00 01", "phone"),
    "as from abroad, apart": ("00 33 6 39 97 00 01", "phone"),
    "with points": ("06.39.97.00.01", "phone"),
    "with dashes": ("06-39-97-00-01", "phone"),
    "with hard spaces": ("06\u00a039\u00a097\u00a000\u00a001", "phone"),
    "without spaces": ("(0639970001)", "phone"),
    "international": ("+33 6 39 97 00 01", "phone"),
    "international, closed up": ("tel:+33639970001", "phone"),
    "international, with a nought": ("+33 (0)6 39 97 00 01", "phone"),
    "as from abroad": ("0033 6 39 97 00 01", "phone"),
    "followed by a capital": (f"{PHONE} Bureau", "phone"),
    "of the islands": ("0639 97 00 01", "phone"),
    "with dashes that break no line": ("06\u201139\u201197\u201100\u201101", "phone"),
    "with signs of less": ("06\u221239\u221297\u221200\u221201", "phone"),
    "in an address": ("https://x.example/?tel=0639970001", "phone"),
    "in an address, from abroad": ("https://x.example/send?phone=33639970001", "phone"),
    "in the address of a message": ("https://wa.me/33639970001", "phone"),
    "from a table": (NIR.replace(" ", "\t"), "social_security"),
    "without its key": (NIR[:-3], "social_security"),
    "without its key, from a table": (NIR_OF_CORSICA[:-3].replace(" ", "\t"), "social_security"),
    "a number in cells of a file": (NIR.replace(" ", ";"), "social_security"),
    "overseas, from abroad": ("+262 692 97 00 01", "phone"),
    "a first name among functions": ("julie-formation@la-digue.fr", "email"),
    "a name at a private host, with a function": ("dupond.formation@gmail.com", "email"),
    "a name of Brittany": ("le.goff@la-digue.fr", "email"),
    "an initial and a particle": ("p.de.la.tour@la-digue.fr", "email"),
    "initials": ("jp.durand@la-digue.fr", "email"),
    "a region in a name": ("loire.martin@la-digue.fr", "email"),
    "a person of the state's": ("j.dupont@dreets.gouv.fr", "email"),
    "a fixed line": ("02 41 00 00 01", "phone"),
    "a social security number": (NIR, "social_security"),
    "closed up": (NIR.replace(" ", ""), "social_security"),
    "with points, its own": (NIR.replace(" ", "."), "social_security"),
    "its key in brackets": (f"{NIR[:-2]}({NIR[-2:]})", "social_security"),
    "of Corsica": (NIR_OF_CORSICA, "social_security"),
    "an account": (IBAN, "bank_account"),
    "an account closed up": (f"IBAN:{IBAN.replace(' ', '')}", "bank_account"),
    "an account in small letters": ("fr76 3000 6000 0112 3456 7890 189", "bank_account"),
    "an account with dashes": (IBAN.replace(" ", "-"), "bank_account"),
    "an account before a word": (f"{IBAN} BIC PSSTFRPPXXX", "bank_account"),
    "a British account": ("GB29 NWBK 6016 1331 9268 19", "bank_account"),
}


@pytest.mark.parametrize(("text", "kind"), TOLD.values(), ids=TOLD)
def test_told(text: str, kind: str) -> None:
    """Would catch what is a person's and passes, wherever it stands in a text."""
    for before, after in (("", ""), ("Ask ", " before noon."), ("x\n| ", " |\n"), ('"', '"')):
        written = before + text + after
        (found,) = find_personal_data(written, OWN, fixed_lines=True)
        assert found.kind == kind
        assert written[found.at :].lstrip("+(")[:2] in text


NOT_TOLD = {
    "contact": "contact@la-digue.fr",
    "a role with more": (
        "referent-handicap@la-digue.fr, formation.angers@la-digue.fr, RH2@la-digue.fr"
    ),
    "a role of organisation.yaml": "teaching@la-digue.fr skills_lead@la-digue.fr",
    "listed": "camille@la-digue.fr",
    "nobody's domain": (
        "camille@la-digue.example, camille@example.org, camille@mail.example.com, a@b.test"
    ),
    "no address": "@mention, 3 @ 5 €, a@b, user@, @la-digue.fr, see you @ Angers.fr",
    "words in brackets": "le format (at) n’est pas lu, article 3 (a) et (à) voir, cv_at_home.pdf",
    "at of English": "Look at moodle.fr, see you at 10.30 at la-digue.fr, e.g. at la-digue.fr",
    "arobase alone": "Le signe arobase (@) se tape avec Alt Gr ; l’arobase est sur la touche 0.",
    "a role written out": "qualité@la-digue.fr, contact (at) la-digue.fr, accueil arobase la-digue.fr",
    "listed and written out": "camille (at) la-digue (point) fr",
    "two days": "1/02/2026 – 03/04/2026, 01/09/26-30/06/27, 14.30 – 16.00, 2026/2027 – 2027/2028",
    "ratios": "06/12 34/56, 10/12/14/16/18, 1/2/3/4/5/6/7/8/9, pages 06-39 et 97-100",
    "listed phone": "06 39 97 00 02 +33639970002 0033 6 39 97 00 02",
    "a phone of fiction": "06 39 98 00 01, 02 61 91 04 12",
    "a date": "2026-09-30 30.09.2026 2026-09-30T10:00:00",
    "a SIRET": "732 829 320 00074 and 73282932000074",
    "an activity number": "52 49 01234 49, n° 52490123449",
    "numbers that count": "06 07 08 09 10",
    "a digest": "0639970001ab34 3f5a0639970001",
    "a part of an address": "https://example.org/0639970001 ?id=0639970001 #0639970001",
    "an ISBN": "ISBN 0639970001, ISBN-10: 06-39-97-00-01",
    "too long": "06 39 97 00 01 55 and 1 06 39 97 00 01",
    "uneven": "06 39970001 0 639 970 001 06 3 99 70 00 1",
    "without the nought": "6 39 97 00 01",
    "a number with a wrong key": NIR[:-1] + "7",
    "thirteen digits": NIR[:-3].replace(" ", ""),
    "thirteen digits in other groups": "1 841 276 451 089, 1 84 13 76 451 089, 1 84-12 76 451 089",
    "a row of numbers": "12\t34\t56\t78\t90\t12\t34, 2026\t12\t34\t56\t78",
    "a number of something else in an address": "https://x.example/?id=0639970001",
    "the public network": (
        "pays-de-la-loire@agefiph.asso.fr, mdph49@maine-et-loire.fr, ce.dafpic@ac-nantes.fr, "
        "srfd.draaf-pays-de-la-loire@agriculture.gouv.fr, pdl.controle-formation@dreets.gouv.fr, "
        "commission.recours@ac-nantes.fr, ce.0490001a@ac-nantes.fr"
    ),
    "a function that the standard asks for": "signalement-violences@la-digue.fr",
    "the provider's own name": "atelier-de-l-elan@la-digue.fr",
    "abbreviations": "rhf-pdl@agefiph.asso.fr, cdg49@la-digue.fr",
    "cells of figures": "1\t84\t12\t76\t451\t089\t45 and 1;84;12;76",
    "a pattern": "prenom.nom@la-digue.fr, prénom.nom@exemple.fr",
    "an account with a wrong key": IBAN.replace("FR14", "FR15"),
    "an account too short": IBAN[:-1],
    "listed account": "DE89 3704 0044 0532 0130 00",
    "a reference in capitals": "RNCP38575 BC01 FR2026CATALOGUE001 TIL-02 2026-A12",
}


@pytest.mark.parametrize("text", NOT_TOLD.values(), ids=NOT_TOLD)
def test_not_told(text: str) -> None:
    """Would catch a warning that cries wolf: after three of those nobody reads the fourth."""
    assert [
        (datum.kind, text[datum.at :]) for datum in find_personal_data(text, OWN, fixed_lines=True)
    ] == []


def test_fixed_lines_on_pages() -> None:
    """Would catch the switchboard's number told on each page."""
    text = "02 41 00 00 01, +33 1 40 00 00 01, 09 72 00 00 01, 08 00 00 00 01"
    assert list(find_personal_data(text, OWN, fixed_lines=False)) == []
    assert len(list(find_personal_data(text, OWN, fixed_lines=True))) == 4
    assert len(list(find_personal_data(PHONE, OWN, fixed_lines=False))) == 1


def test_numbers_that_follow_each_other_are_told_each() -> None:
    """Would catch two numbers of which none is told, since together they are too long for one."""
    for between in (" ", " / ", ", ", " - ", "\t"):
        text = f"{PHONE}{between}06 39 97 00 03{between}02 41 00 00 01"
        found = [datum.at for datum in find_personal_data(text, OWN, fixed_lines=False)]
        assert found == [0, len(PHONE) + len(between)]


def test_normal() -> None:
    """Would catch a contact listed in one way and written in another."""
    for written in ("02 41 00 00 01", "+33 2 41 00 00 01", "0033241000001", "+33 (0)2.41.00.00.01"):
        assert normal(written) == "0241000001"
    assert normal("+262 692 12 34 56") == normal("0692 12 34 56")
    assert normal(" Contact@La-Digue.FR ") == "contact@la-digue.fr"


@given(st.text(st.sampled_from("0123456789ABab@.+()- \u00a0\nFR"), max_size=200))
@settings(max_examples=500, deadline=None, database=None)
def test_any_text_is_looked_at(text: str) -> None:
    """Would catch an index out of the text, and a text that raises."""
    for found in find_personal_data(text, OWN, fixed_lines=True):
        assert 0 <= found.at < len(text)


LONG = {
    "one letter": "a" * 1_000_000,
    "one digit": "1" * 1_000_000,
    "digits and letters": "1A" * 500_000,
    "a digit and letters": "1" + "A" * 1_000_000,
    "at signs": "@" * 1_000_000,
    "capitals": "AB12" * 250_000,
    "points": "a@" + "a." * 500_000,
    "persons": "c.martin@la-digue.fr " * 50_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_long_texts_end(text: str) -> None:
    """Would catch a pattern that takes for ever on a text made for it (a
    slow test here is a failure).
    """
    assert len(list(find_personal_data(text, OWN, fixed_lines=True))) <= MOST


def _found(folder: ManualFolder) -> list[tuple[str, int, int, int | None, str | None]]:
    verdict = folder.check()
    assert {one.rule for one in verdict.findings} <= {"personal-data-suspected"}
    assert {one.severity for one in verdict.findings} <= {"warning"}
    return [(*finding.place, finding.indicator, finding.evidence) for finding in verdict.findings]


def test_where_it_is_looked_for(folder: ManualFolder) -> None:
    """Would catch a text that is published and not looked at,
    and a finding that stands elsewhere.
    """
    person = "camille.martin@la-digue.fr"
    folder.whole(
        entry("x", indicators="[4]", title=f'"Letter to {person}"'),
        entry("y", indicators="[4]", place="Binder 3", note=f'"call 02 41 00 00 01, {PHONE}"'),
        entry("z", indicators="[4]", place=None, file="evidence/list.csv", access="public"),
        organisation=ORGANISATION.replace("{quality: Quality lead}", f"{{quality: {person}}}"),
    )
    page = "docs/criteria/criterion-2/indicator-05.md"
    folder.write(
        page,
        (
            f"---\nindicator: 5\n---\nWrite to {person},\nor to {person}. Switchboard: 02 41 00 "
            "00 01.\n"
        ),
    )
    folder.write("docs/index.md", f"# Home\n\n{PHONE}\n")
    folder.write("docs/data/people.json", f'["{person}"]\n')
    folder.write("evidence/list.csv", f"name;number\nC. M.;{NIR}\n")
    line = (folder.root / "evidence_index.yaml").read_text(encoding="utf-8").splitlines()
    title = next(number for number, text in enumerate(line, 1) if "Letter" in text)
    note = next(number for number, text in enumerate(line, 1) if "call" in text)
    assert sorted(_found(folder)) == sorted(
        [
            ("docs/criteria/criterion-2/indicator-05.md", 4, 10, 5, None),
            ("docs/data/people.json", 1, 3, None, None),
            ("docs/index.md", 3, 1, None, None),
            ("evidence/list.csv", 2, 7, None, "EV-z"),
            ("evidence_index.yaml", title, line[title - 1].index(person) + 1, None, "EV-x"),
            ("evidence_index.yaml", note, line[note - 1].index("02 41") + 1, None, "EV-y"),
            ("evidence_index.yaml", note, line[note - 1].index("06 39") + 1, None, "EV-y"),
            ("organisation.yaml", 4, ORGANISATION.splitlines()[3].index("Quality") + 1, None, None),
        ]
    )


def test_where_it_is_not_looked_for(folder: ManualFolder) -> None:
    """Would catch a protected document opened, a link followed,
    and a file of no text taken for one.
    """
    private = folder.root.parent / "private.csv"
    private.write_text(PHONE, encoding="utf-8")
    for name in ("a.csv", "b.pdf"):
        folder.write(f"evidence/{name}", pdf(f"({PHONE}) Tj") if name == "b.pdf" else PHONE)
    (folder.root / "evidence" / "c.csv").symlink_to(private)
    folder.whole(
        entry("a", indicators="[4]", place=None, file="evidence/a.csv", access="auditor"),
        entry("b", indicators="[4]", place=None, file="evidence/b.pdf", access="public"),
        entry("c", indicators="[4]", place=None, file="evidence/c.csv", access="public"),
    )
    assert [finding.rule for finding in folder.check().findings] == ["file-outside-repository"]


@pytest.mark.parametrize("form", OF_A_VERDICT)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_report_repeats_it(folder: ManualFolder, form: Format, language: str) -> None:
    """Would catch a report, kept in a build's log for everybody, that tells what it warns of."""
    folder.whole(organisation=ORGANISATION.replace("language: en", f"language: {language}"))
    folder.write("docs/index.md", f"c.martin@la-digue.fr, {PHONE}, {NIR}, {IBAN}\n")
    verdict = folder.check()
    assert len(verdict.findings) == 4
    text = render(verdict, form)
    for part in ("martin", "la-digue", "39 97", "76 451", "1010"):
        assert part not in text


def test_what_a_team_says_of_it(folder: ManualFolder) -> None:
    """Would catch a contact that is told all the same, and a waiver that does not hold."""
    folder.whole(entry("x", indicators="[4]", note=f'"call {PHONE}"'))
    assert len(_found(folder)) == 1
    folder.write("organisation.yaml", ORGANISATION + "contacts: [+33 6 39 97 00 01]\n")
    assert _found(folder) == []
    waiver = (
        "{rule: personal-data-suspected, evidence: EV-x, reason: agreed in writing, owner: "
        "quality, until: 2026-12-31}"
    )
    folder.write("organisation.yaml", ORGANISATION + f"waivers:\n  - {waiver}\n")
    (finding,) = folder.check().findings
    assert (finding.severity, finding.accepted_until is None) == ("info", False)


@pytest.mark.parametrize("before", ["@ ", " at ", "@", "at "])
def test_an_address_is_seen_behind_a_sign_that_begins_a_text(before: str) -> None:
    """Would catch a text that is looked at no further once a sign stands at its beginning."""
    for address in ("jeanne.martin@atelier.fr", "jeanne.martin at atelier.fr"):
        text = f"{before}or {address}"
        assert [datum.at for datum in find_personal_data(text, OWN, fixed_lines=True)] == [
            text.index("jeanne")
        ]


def test_of_one_text_a_thousand_are_told() -> None:
    """Would catch a list of addresses that takes minutes to report."""
    text = " ".join(f"jeanne.martin{number}@atelier.fr" for number in range(MOST + 9))
    assert len([*find_personal_data(text, OWN, fixed_lines=True)]) == MOST


def test_so_much_and_no_more(folder: ManualFolder) -> None:
    """Would catch a check that a huge page makes slow:
    what stands beyond the limit is not looked at.
    """
    folder.whole()
    folder.write("docs/near.md", b"x\n" * (MAX_BYTES // 2 - 20) + PHONE.encode())
    folder.write("docs/far.md", b"x\n" * (MAX_BYTES // 2) + PHONE.encode())
    assert [place for place, *_ in _found(folder)] == ["docs/near.md"]
