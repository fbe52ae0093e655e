"""Preparing an audit: what is sent beforehand, what is at hand on the day, how certificate and logo
are shown.

Sources: arrêté du 6 juin 2019 relatif aux modalités d'audit, as amended on 31 May 2023 (what a
provider gives to the certification body, that it displays its certificate); règlement and charte
d'usage of the mark Qualiopi (the logo). How a day goes is practice: bodies tell it in much the same
way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from preuve.core.words import say
from preuve.model.audits import AuditType
from preuve.model.declaration import Registration
from preuve.model.organisation import FIRST_AUDITS
from preuve.model.standard import Category
from preuve.reading import MapNode, Origin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.core.words import Message
    from preuve.model.organisation import Organisation


class PreparedPiece(NamedTuple):
    """One thing that a certification body asks for before an audit."""

    what: Message
    value: object = None
    """What the organisation's file says of it; None: a hole."""
    key: str = ""
    """Where in organisation.yaml it is written."""


_NOTHING = Registration(Origin("", MapNode({}, {}, 1, 1)))


def pieces(
    organisation: Organisation, kind: AuditType = AuditType.INITIAL
) -> tuple[PreparedPiece, ...]:
    """Return what is sent to the certification body before an audit of a kind, holes included.

    Sources: arrêté du 6 juin 2019, article 1 (initial audit; an extension is run as one); for
    surveillance, the ministry's questions and answers, 5.2: it starts from what changed.
    """
    registration = organisation.registration or _NOTHING
    if kind is AuditType.SURVEILLANCE:
        return tuple(_what_may_have_changed(organisation, registration))
    return tuple(_of_an_initial_audit(organisation, registration, first=kind in FIRST_AUDITS))


class _Pieces:
    """Makes pieces of what the organisation's file says."""

    def __init__(self, organisation: Organisation, registration: Registration) -> None:
        self.organisation, self._registration = organisation, registration

    def noted(self, title: Message, key: str) -> PreparedPiece:
        """Return what stands under a key of the registration."""
        return self.made(title, getattr(self._registration, key), key)

    def made(self, title: Message, what: object, key: str) -> PreparedPiece:
        """Return what is made of the registration; *key*: where it is said."""
        return PreparedPiece(title, what or None, f"registration.{key}")

    @property
    def common(self) -> tuple[PreparedPiece, PreparedPiece, PreparedPiece, PreparedPiece]:
        """What every body asks for: declaration, number, who leads, the chart."""
        head = self._registration.head
        who = self.organisation.answers(head) if head else None
        return (
            self.noted(say("Declaration of activity (NDA)"), "activity_declaration"),
            self.noted(say("SIREN number"), "siren"),
            self.made(say("Who leads it, and how to reach them"), who, "head"),
            self.noted(say("Organisation chart, names and roles"), "organisation_chart"),
        )


def _of_an_initial_audit(
    organisation: Organisation, registration: Registration, *, first: bool
) -> Iterator[PreparedPiece]:
    pieces = _Pieces(organisation, registration)
    declaration, number, who, chart = pieces.common
    categories = [category.label for category in organisation.categories]
    filed, activity = _annual_return(registration), _activity(organisation, registration)
    yield PreparedPiece(say("Name"), organisation.name, "name")
    yield number
    yield pieces.noted(say("Legal form"), "legal_form")
    yield who
    yield declaration
    yield PreparedPiece(say("Categories of action"), categories, "categories")
    yield pieces.made(say("What the activity is like"), activity, "distance")
    yield pieces.noted(say("List of all sites, with the central function"), "site_list")
    yield pieces.made(say("Last bilan pédagogique et financier"), filed, "annual_return")
    if first and filed is None:
        income = say("While there is none: income by kind of funder")
        yield pieces.noted(income, "income_by_funder")
    yield chart
    if first:
        yield pieces.noted(say("Labels and certifications held"), "labels")
        yield pieces.noted(say("Period in which the audit is wished"), "wished_period")
    sworn = say(
        "Sworn statement: no other contract for the same certification, no recent refusal "
        "or withdrawal"
    )
    yield pieces.noted(sworn, "sworn_statement")


def _what_may_have_changed(
    organisation: Organisation, registration: Registration
) -> Iterator[PreparedPiece]:
    """Yield what surveillance starts from: what was declared, and what changed in it since."""
    pieces = _Pieces(organisation, registration)
    yield from pieces.common
    yield pieces.noted(say("Addresses of the sites"), "site_list")
    changes = [
        say("{what}, {day}", what=change.what, day=change.date) for change in registration.changes
    ]
    title = say("What changed since the last audit, and what that does to your quality processes")
    none = say("nothing is noted: say so, or note it")
    yield pieces.made(title, changes or none, "changes")


def _annual_return(registration: Registration) -> object:
    report = registration.report
    if report is None:
        return registration.annual_return or None
    filed = say("filed on {day}", day=report.filed) if report.filed else say("not filed yet")
    return say("of {year}, {filed}", year=str(report.year), filed=filed)


def _activity(organisation: Organisation, registration: Registration) -> list[Message] | None:
    """Return what is true of the activity; None while it is not said whether
    training is held at a distance.
    """
    if registration.distance is None:
        return None
    true = [condition.label for condition in sorted(organisation.conditions_met())]
    if organisation.conditions is not None and organisation.conditions.acts_as_subcontractor:
        true.append(say("working as a subcontractor of other providers"))
    return [
        say("some training at a distance")
        if registration.distance
        else say("no training at a distance"),
        *true,
    ]


class PreparationStep(NamedTuple):
    """One part of an audit's day, and what to have ready for it."""

    title: Message
    ready: tuple[Message, ...]


_OPENING = (
    say("Who does what: each person who answers for an indicator can be called."),
    say("The auditor picks the training sessions now, not before."),
    say("Have the list of the sessions held since the last audit at hand, and each one's file."),
)
_PICKS_FROM_EACH = say(
    "The auditor picks the training sessions now, not before, from every category you are "
    "certified for."
)
_INDICATORS = (
    say("Usually in the guide's order; any order is allowed."),
    say(
        "First how you do it, in your own words; then the proof, in the sessions that were picked."
    ),
    say("Open the proof itself, on screen or paper, in seconds: the auditor takes no copy."),
    say("Write down what was shown, its name and its date, and by whom."),
    say("What is not there on the day counts as lacking: say so, do not promise it for later."),
)
_CLOSING = (
    say(
        "Write down every non-conformity as it is worded, its indicator, and whether it is minor "
        "or major."
    ),
    say("Ask by when the plan of action is wanted."),
)


def steps(organisation: Organisation, kind: AuditType) -> tuple[PreparationStep, ...]:
    """Return the day, step by step, for an audit of a kind."""
    who, picks, at_hand = _OPENING
    if len(organisation.categories) > 1:
        picks = _PICKS_FROM_EACH
    return (
        PreparationStep(say("Before the auditor is there"), tuple(_before(kind))),
        PreparationStep(say("Opening"), (who, picks, at_hand)),
        PreparationStep(say("Indicator by indicator"), _INDICATORS),
        PreparationStep(say("Closing"), _CLOSING),
    )


def _before(kind: AuditType) -> Iterator[Message]:
    yield say(
        "A quiet room, the network, a printer, and this manual open; a copy of it that works "
        "without the network."
    )
    yield say("Everything that is marked “shown on request” is where it is said to be.")
    if kind in {AuditType.SURVEILLANCE, AuditType.RENEWAL}:
        yield say("The certificate is on display, in the premises and on the web site.")
        yield say("The logo stands only where it may, with its sentence.")
        yield say("What corrected the last audit's non-conformities, with its date.")
    if kind is AuditType.SURVEILLANCE:
        yield say(
            "Surveillance is held at a distance by default: try the link, the camera and how "
            "you share a screen."
        )


# The mark's own sentence is French, in a French manual or not: it is displayed as it stands.
_SENTENCE_ONE = (
    "La certification qualité a été délivrée au titre de la catégorie d’action suivante\u00a0:"
)
_SENTENCE_MANY = (
    "La certification qualité a été délivrée au titre des catégories d’actions suivantes\u00a0:"
)
_IN_THE_SENTENCE = {
    Category.TRAINING: "actions de formation",
    Category.SKILLS_ASSESSMENT: "bilans de compétences",
    Category.VAE: "actions permettant de faire valider les acquis de l’expérience",
    Category.APPRENTICESHIP: "actions de formation par apprentissage",
}


def logo_sentence(organisation: Organisation) -> str | None:
    """Return the sentence that always stands by the logo, in French;
    None where no certificate is held.
    """
    certificate = organisation.certificate
    if certificate is None:
        return None
    categories = certificate.categories or organisation.categories
    names = ", ".join(_IN_THE_SENTENCE[category] for category in categories)
    return f"{_SENTENCE_ONE if len(categories) == 1 else _SENTENCE_MANY} {names}."


LOGO_RULES: tuple[Message, ...] = (
    say("Only once the certificate is held, and as long as it is."),
    say("Always with the sentence that names the certified categories."),
    say(
        "On general pages and documents: the home page, the catalogue's cover, a presentation "
        "of the provider."
    ),
    say("Never on a page, a contract, an advertisement or material about one training."),
    say("As the body delivered it: neither cut, nor recoloured, nor redrawn."),
)
CERTIFICATE_RULES: tuple[Message, ...] = (
    say("In the premises, on every site that the certificate names, where visitors see it."),
    say("On the web site; without one, a copy to whoever asks for it."),
)
