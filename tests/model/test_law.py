"""The law's words, letter by letter: the official annex of 2019 as a fixture, and what was
transcribed of 2026.

`annexe-2019.yaml` is the annex to the code du travail as the official data set prints it: nothing
in it is ours, so it cannot share an error of the package's data. No official copy of the words of
2026 was readable: those below are a transcription (six sources agree), of décret n° 2026-728 du 1er
août 2026 (JO du 4 août 2026), article 1.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from preuve.model.standard import Change, Edition, EditionName, Indicator, load_edition

ANNEX: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "annexe-2019.yaml").read_text(encoding="utf-8")
)
ROWS: dict[int, dict[str, Any]] = {row["number"]: row for row in ANNEX["indicators"]}
LAW_2026 = {
    1: (
        "Le prestataire diffuse une information accessible au public, détaillée et vérifiable "
        "sur les prestations "
        "proposées : prérequis, objectifs, type de reconnaissance de la formation délivrée, "
        "durée, modalités pédagogiques "
        "et de financements, délais d'accès, tarifs, contacts, méthodes mobilisées et "
        "modalités d'évaluation, "
        "accessibilité aux personnes en situation de handicap. Sa communication ne comporte "
        "aucune mention de nature à "
        "induire le public en erreur, notamment sur les conditions d'accès, le contenu, les "
        "modalités pédagogiques, le "
        "financement des formations, les droits ou l'absence de droits de poursuite d'études "
        "conférés par la formation "
        "préparée."
    ),
    2: (
        "Le prestataire diffuse des indicateurs de résultats adaptés à la nature des "
        "prestations mises en œuvre et des "
        "publics accueillis en précisant de manière transparente leurs modalités de calcul ou "
        "en s'appuyant sur des "
        "dispositifs existants."
    ),
    3: (
        "Lorsque le prestataire met en œuvre des prestations conduisant à une certification "
        "professionnelle, il informe "
        "sur les taux d'obtention des certifications préparées, les possibilités de valider "
        "un/ou des blocs de "
        "compétences, ainsi que sur les équivalences, passerelles, suites de parcours, en "
        "particulier les poursuites "
        "d'études, et les débouchés."
    ),
    7: (
        "Lorsque le prestataire met en œuvre des prestations conduisant à une certification "
        "professionnelle, il s'assure "
        "de l'adéquation du ou des contenus de la prestation aux exigences de la certification "
        "visée et peut prouver sa "
        "capacité à assurer cette certification, y compris en qualité d'organisme habilité."
    ),
    12: (
        "Le prestataire décrit et met en œuvre les mesures pour favoriser l'engagement des "
        "bénéficiaires et prévenir les "
        "ruptures de parcours. Il s'assure de la prévention et du traitement de toute "
        "situation de violence, dont les "
        "violences sexistes et sexuelles, de harcèlement ou de discrimination dans le cadre de "
        "leur formation."
    ),
    14: (
        "Le prestataire met en œuvre un accompagnement socio-professionnel, éducatif et "
        "relatif à l'exercice de la "
        "citoyenneté. Il dispose d'une procédure de traitement sans délai des situations de "
        "rupture liées à des "
        "difficultés, violences ou discriminations subies par l'apprenant en formation ou dans "
        "l'entreprise d'accueil."
    ),
    15: (
        "Le prestataire informe les apprentis de leurs droits et devoirs en tant qu'apprentis "
        "et salariés ainsi que des "
        "règles applicables en matière de santé et de sécurité en milieu professionnel, de "
        "manière renforcée lorsqu'ils "
        "sont mineurs. Il les informe des dispositifs d'accompagnement, de prévention et de "
        "signalement des situations de "
        "violences, de harcèlement moral ou sexuel, d'agissements sexistes et de "
        "discriminations, ainsi que des "
        "interlocuteurs susceptibles de les accompagner. Il communique les coordonnées du "
        "médiateur de l'apprentissage et "
        "veille à signaler les dysfonctionnements à l'inspection du travail."
    ),
    19: (
        "Le prestataire met à disposition du bénéficiaire des ressources pédagogiques et "
        "permet à celui-ci de se les "
        "approprier. Lorsque des modules pédagogiques sont réalisés à distance, le prestataire "
        "vérifie l'effectivité de "
        "leur suivi par les apprenants. Au-delà d'un nombre d'intervenants par formation, fixé "
        "par arrêté du ministre "
        "chargé de la formation professionnelle, le prestataire dispose d'un référent "
        "pédagogique par formation chargé "
        "d'assurer la coordination pédagogique entre les intervenants."
    ),
    20: (
        "Le prestataire dispose d'un personnel dédié à l'appui à la mobilité nationale et "
        "internationale, d'un référent "
        "handicap et d'un conseil de perfectionnement. Il s'assure de la qualité du pilotage "
        "de la formation, de la "
        "participation des apprentis, formateurs et entreprises à sa gouvernance. Lorsque la "
        "proportion d'heures "
        "d'enseignement réalisées par des intervenants permanents est inférieure à un seuil "
        "fixé par arrêté du ministre "
        "chargé de la formation professionnelle, le prestataire s'assure de la mise en œuvre "
        "de modalités renforcées de "
        "supervision pédagogique et de contrôle de la qualité des interventions."
    ),
    27: (
        "Lorsque le prestataire fait appel à la sous-traitance ou au portage salarial, il "
        "s'assure du respect de la "
        "conformité au présent référentiel et en assure la traçabilité dans les contrats de "
        "sous-traitance."
    ),
    30: (
        "Le prestataire recueille les appréciations des parties prenantes : bénéficiaires, "
        "financeurs (le cas échéant), "
        "équipes pédagogiques et entreprises concernées."
    ),
    31: (
        "Le prestataire met en œuvre des modalités de traitement des difficultés rencontrées "
        "par les parties prenantes, "
        "des réclamations exprimées par ces dernières ainsi que des aléas survenus en cours de "
        "prestation."
    ),
    32: (
        "Le prestataire met en place une démarche d'amélioration continue à partir de "
        "l'analyse des appréciations et des "
        "réclamations, ainsi qu'une analyse des risques sur la qualité des formations délivrées."
    ),
    33: (
        "Le prestataire met en place un dispositif d'évaluation des contenus et des "
        "enseignements par les apprenants, "
        "distinct du recueil général de satisfaction, dont les résultats sont partagés avec "
        "les équipes pédagogiques et "
        "donnent lieu à la formalisation d'une démarche d'amélioration continue, dont il "
        "mesure périodiquement "
        "l'efficacité."
    ),
}

OLD, NEW = (load_edition(name) for name in EditionName)


def differences(edition: Edition) -> list[str]:
    """Return what an edition says otherwise than the annex:
    statement, columns, criterion, condition, numbers.
    """
    found = (
        [f"numbers {sorted(edition.by_number())}"]
        if [indicator.number for indicator in edition.indicators] != list(ROWS)
        else []
    )
    for number, row in ROWS.items():
        one = edition.by_number()[number]
        having = [
            name for name, cell in zip(ANNEX["head_means"], row["columns"], strict=True) if cell
        ]
        compared = {
            "statement": (one.statement["fr"], row["text"]),
            "columns": ([category.value for category in one.categories], having),
            "criterion": (one.criterion, row["criterion"]),
            "condition": (one.condition, row.get("condition")),
            "specific": (len(one.categories) < 4, row["row"] == "specific"),
        }
        found += [f"{number} {what}" for what, (ours, theirs) in compared.items() if ours != theirs]
    for criterion, row in zip(edition.criteria, ANNEX["criteria"], strict=True):
        if f"Critère {criterion.number} : {criterion.statement['fr']}." != row["as_printed"]:
            found.append(f"criterion {criterion.number}")
    return found


def test_the_edition_of_2019_is_the_official_annex() -> None:
    """Would catch a letter, a column, a criterion or a condition that the annex does not have,
    on any of its 32 rows.
    """
    assert differences(OLD) == []


@pytest.mark.parametrize("number", ROWS)
def test_one_letter_is_seen(number: int) -> None:
    """Would catch a comparison that passes over a changed letter:
    each row, with its last letter another.
    """

    def changed(one: Indicator) -> Indicator:
        text = one.statement["fr"]
        return one._replace(
            statement={**one.statement, "fr": f"{text[:-2]}{'x' if text[-2] != 'x' else 'y'}."}
        )

    edition = OLD._replace(
        indicators=tuple(
            changed(indicator) if indicator.number == number else indicator
            for indicator in OLD.indicators
        )
    )
    assert differences(edition) == [f"{number} statement"]


@pytest.mark.parametrize("number", [*ROWS, 33])
def test_the_law_of_2026(number: int) -> None:
    """Would catch a new sentence lost or misquoted,
    and an indicator changed that the decree leaves as it was.
    """
    expected = LAW_2026.get(number) or ROWS[number]["text"]
    assert NEW.by_number()[number].statement["fr"] == expected


def test_what_is_changed_is_said_to_be() -> None:
    """Would catch an indicator reworded here and called unchanged in the data,
    or the other way round: 14 change.
    """
    changed = {
        indicator.number for indicator in NEW.indicators if indicator.change is not Change.NONE
    }
    assert changed == set(LAW_2026)
    assert len(changed) == 14


def test_how_the_words_came_to_us_is_said() -> None:
    """Would catch a transcription that is shown as if an official copy had been read,
    or a mark that nobody dates.
    """
    assert OLD.wording is None
    assert NEW.wording is not None
    for indicator in NEW.indicators:
        assert all(mark.checked >= mark.date for mark in indicator.provisional)
    assert [source.identifier for source in OLD.sources] == [
        "LEGIARTI000038591641",
        "JORFTEXT000038565259",
    ]
    assert ANNEX["source"]["id"] == OLD.sources[0].identifier
