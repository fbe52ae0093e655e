"""Names in the forms in which people write them, and ordinary words that are none."""

from __future__ import annotations

import pytest
from leaking import leaks

from preuve.publication.names import names_in
from preuve.publication.secrets import Secret

FOUND = [
    "Éloïse Müller",
    "MÜLLER Éloïse",
    "Müller, Éloïse",
    "éloïse.müller@exemple.fr",
    "eloise-muller.html",
    "Mme Müller",
    "Madame MULLER",
    "Eloise Muller",
    "É. Müller",
    "Müller É.",
    "e.muller@exemple.fr",
    "emuller@exemple.fr",
    "muller.eloise@exemple.fr",
    "Éloïse\u00a0Müller",
    "Éloïse  \n Müller",
    "E\u0301loi\u0308se Mu\u0308ller",
    "Éloï\u00adse Müller",
    "<b>Éloïse</b> <i>Müller</i>",
    "&Eacute;lo&iuml;se M&uuml;ller",
    "%C3%89lo%C3%AFse%20M%C3%BCller",
]
NOT_FOUND = [
    "Éloïse",
    "une mülleresque éloïse",
    "éloïse müller",
    "Mme Dupont",
    "moulin@exemple.fr",
    "Emmuller",
]


@pytest.mark.parametrize("text", FOUND)
def test_a_name_is_found(text: str) -> None:
    """Would catch a person's name that goes out because it is written as people write it."""
    secret = Secret("people", "direction", "Éloïse Müller")
    assert [leak.secret for leak in leaks([("x.html", f"<p>{text}</p>".encode())], [secret])] == [
        secret
    ]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_other_words_are_not(text: str) -> None:
    """Would catch a site that an ordinary word stops."""
    assert (
        list(
            leaks(
                [("x.html", f"<p>{text}</p>".encode())],
                [Secret("people", "direction", "Éloïse Müller")],
            )
        )
        == []
    )


def test_one_name_keeps_its_capital() -> None:
    """Would catch “information claire” taken for a person called Claire."""
    secret = Secret("people", "quality", "Claire")
    assert list(leaks([("x.html", b"<p>Nous donnons une information claire.</p>")], [secret])) == []
    assert len(list(leaks([("x.html", b"<p>Demandez Claire.</p>")], [secret]))) == 1


@pytest.mark.parametrize(
    "text",
    ["Direction générale", "Head of teaching", "Responsable Qualité", "Référent handicap", ""],
)
def test_a_function_is_no_secret(text: str) -> None:
    """Would catch a site stopped by the name of a function."""
    assert list(names_in(text)) == []


@pytest.mark.parametrize(
    "text",
    ["Karim Benali, directeur", "Directeur : Karim Benali", "Responsable qualité (Karim Benali)"],
)
def test_a_name_beside_a_function_is_one(text: str) -> None:
    """Would catch a name that its function hides."""
    assert list(names_in(text)) == ["Karim Benali"]


IN_ADDRESSES = {
    "Anne-Sophie Le Goff": [
        "/equipe/anne-sophie-goff/",
        "/equipe/goff-anne-sophie/",
        "cv_a-s-le-goff.pdf",
        "goff-as.pdf",
        "aslegoff",
        "a.goff@la-digue.fr",
        "goff+paie@la-digue.fr",
        "as.legoff2@la-digue.fr",
    ],
    "Karim Benali": ["k-benali.pdf", "benali-k.html", "karimbenali"],
}


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, texts in IN_ADDRESSES.items() for text in texts]
)
def test_a_name_in_an_address_needs_no_capital(name: str, text: str) -> None:
    """Would catch a page, a file or an account that is called after somebody, in small letters."""
    secret = Secret("people", "quality", name)
    page = ("x.html", f'<a href="https://la-digue.fr/{text}">{text}</a>'.encode())
    assert len(list(leaks([page], [secret]))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "L’ensemble ; j’ai un goff à la main ; a goff ; anne le goff",
        "l’annexe s. goff",
        "Sophie Legoffic",
        "agoff",
        "le benali k de la carte, un k benali",
    ],
)
def test_small_letters_between_blanks_are_nobodys(text: str) -> None:
    """Would catch an initial taken for one in the middle of words."""
    hidden = [Secret("people", role, name) for role, name in zip("ab", IN_ADDRESSES, strict=True)]
    assert list(leaks([("x.html", f"<p>{text}</p>".encode())], hidden)) == []


@pytest.mark.parametrize("before", ["", "x " * 200, "karim benali et "])
@pytest.mark.parametrize("after", ["", " x" * 200, ", karim benali"])
def test_a_name_is_found_wherever_it_stands(before: str, after: str) -> None:
    """Would catch a name missed at a text's beginning or end, or beside the same in small letters."""
    secret = Secret("people", "quality", "Karim Benali")
    for written in ("Karim Benali", "Nom : Benali, prénom : Karim", "Benali K."):
        page = ("x.txt", f"{before}{written}{after}".encode())
        assert len(list(leaks([page], [secret]))) == 1, written
