"""Finds what looks like a person's e-mail address, telephone, social security number or bank
account in a text.

A suspicion, not a proof: a name cannot be told from any other word, and a number may be the
organisation's own. Each kind is as narrow as its own checks allow, since a warning that is mostly
wrong is not read.
"""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from preuve.core.record import NamedTuple
from preuve.core.words import say
from preuve.model.mail_addresses import mail_addresses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from preuve.core.words import Message
    from preuve.model.mail_addresses import MailAddress
    from preuve.model.organisation import Organisation

MOST = 1_000  # of one text: whoever fixes the first ones looks at the others


class PersonalDataKind(StrEnum):
    """What a text seems to hold."""

    EMAIL = "email"
    PHONE = "phone"
    SOCIAL_SECURITY = "social_security"
    BANK_ACCOUNT = "bank_account"


KIND_WORDS: dict[PersonalDataKind, Message] = {
    PersonalDataKind.EMAIL: say("This looks like a person's e-mail address."),
    PersonalDataKind.PHONE: say("This looks like a person's telephone number."),
    PersonalDataKind.SOCIAL_SECURITY: say("This looks like a social security number."),
    PersonalDataKind.BANK_ACCOUNT: say("This looks like a bank account number (IBAN)."),
}


class PersonalDatum(NamedTuple):
    """Something found in a text, counted from 0. What it says is not kept."""

    kind: PersonalDataKind
    at: int


class Allowlist(NamedTuple):
    """What is the organisation's own: its contacts, as `normal` writes them,
    and the words of its roles.
    """

    contacts: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    name: frozenset[str] = frozenset()
    """The words of its name."""

    @classmethod
    def of(cls, contacts: Iterable[str], roles: Iterable[str], name: str = "") -> Allowlist:
        """Return what an organisation lists as its own."""
        return cls(
            frozenset(map(normal, contacts)),
            frozenset(role.casefold() for role in roles),
            frozenset(_words(name)),
        )

    @classmethod
    def of_provider(cls, organisation: Organisation | None, more: Iterable[str] = ()) -> Allowlist:
        """Return what is an organisation's own, and *more*."""
        if organisation is None:
            return cls.of(more, ())
        contacts = (*organisation.contacts, *more)
        return cls.of(contacts, organisation.people, organisation.name)


def normal(contact: str) -> str:
    """Return an address or a number written in one way: `+33 2 61 91 04 12` is `0261910412`."""
    if "@" in contact:
        return contact.strip().casefold()
    digits = re.sub(r"[^0-9A-Z]", "", contact.upper())
    return re.sub(rf"^(?:00)?{_COUNTRY}0?(?=[1-9][0-9]{{8}}$)", "0", digits)


# France, and its departments overseas: La Réunion and Mayotte, Guadeloupe, Guyane, Martinique.
_COUNTRY = "(?:33|262|590|594|596)"


def find_personal_data(
    text: str, allowed: Allowlist, *, fixed_lines: bool
) -> Iterator[PersonalDatum]:
    """Yield what a text seems to hold, kind by kind.

    Args:
        text: what will be published.
        allowed: what is the organisation's own.
        fixed_lines: whether telephones that do not move are told too. On a page they mostly are the
            organisation's.

    """
    # Narrow blanks count as the one that no line is broken at, dashes as one. They stand in no
    # pattern: one over signs beyond Latin costs a check as much as ten pages.
    if not text.isascii():
        for sign in _BLANKS:
            text = text.replace(sign, "\u00a0")
        for sign in _DASHES:
            text = text.replace(sign, "-")
    yield from _emails(text, allowed)
    # Whether a text may hold a number at all is told by its bytes, ten times as quickly.
    data = text.encode("utf-8", "replace")
    if b"9" * 9 in data.translate(_FIGURES, b"\xc2\xa0\xb7 \t;|./_-"):
        yield from _numbers(text, allowed, fixed_lines=fixed_lines)
        yield from islice(_in_cells(text, allowed), MOST)
    if b"AA99" in data.translate(_KINDS) or b"fr76" in data:
        yield from _bank_accounts(text, allowed)


_BLANKS, _DASHES = "\u202f\u2007\u2009", "\u2010\u2011\u2012\u2013\u2212"
_DIGITS, _CAPITALS = b"0123456789", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FIGURES = bytes(ord("9") if code in _DIGITS + b"AB" else ord(".") for code in range(256))
_KINDS = bytes(
    ord("9") if code in _DIGITS else ord("A") if code in _CAPITALS else ord(".")
    for code in range(256)
)


# Addresses of a function, in the two languages of manuals: the first word before the @ decides.
_ROLES = frozenset(
    (  # noqa: SIM905 - one a line they would fill a page
        "abonnement academie accessibility accueil achats admin administratif administration "
        "admissions agefiph agenda alerte alertes alternance alternants amelioration appeals "
        "apprenants apprenti apprentices apprenticeship apprentis apprentissage assistance "
        "association audit audits bilan bilans billing bonjour booking bureau campus candidats "
        "candidature candidatures careers cci ce centre certif certification certifications cfa "
        "chambre cma cnil coaching commande commandes commercial commission communication "
        "competences complaints compta comptabilite conseil contact contactez contrat contrats "
        "convention conventions courrier cse dafpic data demarches devis digital direccte "
        "directeur direction directrice disability dossier dossiers dpd dpo draaf dreets dys "
        "ecole ecoute elearning eleves emploi emplois employers enquiries entreprise "
        "entreprises equipe etudiants evenement evenements examen examens facturation facture "
        "factures famille familles feedback finance firstname formateur formateurs formation "
        "formations fournisseurs general generale gerance gerant gestion greta guichet handicap "
        "harassment harcelement hello help helpdesk hotline hse hygiene info information infos "
        "inscription inscriptions insertion jobs juridique jury lastname legal lms locale "
        "logistique mail maison marketing mdph mediateur mediation mission mobilite moodle "
        "newsletter no nom noreply office opco orientation paie paiement parents partenaires "
        "partenariat partenariats partners pedagogie pedagogique permanence plainte plaintes "
        "planning plateforme pole postmaster prenom presidence president presse prevention "
        "privacy public qualiopi qualite quality reception reclamant reclamation reclamations "
        "recours recrutement recrutements rectorat referent referente referentes referents "
        "region registration relation relations reservation responsable responsables ressources "
        "rgpd rh safeguarding sales sante sav scolarite secretariat securite service session "
        "sessions signalement signalements site social sociale sos sst stage stages stagiaire "
        "stagiaires standard studies suivi support surname teaching team tech technique "
        "training tuteur tuteurs tutorat urgence urgences vae vhss violence violences visite "
        "visites web webmaster welcome whistleblowing"
    ).split()
)
# RFC 2606 and 6761: nobody's.
_NOBODYS = (
    r"(?:^|\.)(?:example(?:\.(?:com|net|org))?|exemple\.(?:com|fr|org)|invalid|test|localhost)$"
)


def _emails(text: str, allowed: Allowlist) -> Iterator[PersonalDatum]:
    count = 0
    for address in mail_addresses(text):
        if count < MOST and not _of_a_role(address, allowed):
            count += 1
            yield PersonalDatum(PersonalDataKind.EMAIL, address.at)


def _of_a_role(address: MailAddress, allowed: Allowlist) -> bool:
    local, domain = address.local.casefold(), address.domain.casefold()
    words = _words(local)
    first = words[0] if words else ""
    return (
        first in _ROLES
        or first in allowed.roles
        or local in allowed.roles
        or re.search(_NOBODYS, domain) is not None
        or f"{local}@{domain}" in allowed.contacts
        or _names_nobody(words, domain, allowed)
    )


def _words(text: str) -> list[str]:
    """Return the words of a name or an address: small letters, without accents."""
    if not text.isascii():
        from unicodedata import normalize  # noqa: PLC0415 - few addresses have accents

        text = normalize("NFKD", re.sub(r"\W", " ", text)).encode("ascii", "ignore").decode()
    return re.findall("[a-z]+", text.casefold())


# Whoever writes from there writes as himself, whatever he calls himself.
_PRIVATE_HOSTS = (
    r"(?:^|\.)(?:aol|bbox|free|gmail|gmx|hotmail|icloud|laposte|live|me|msn|neuf|numericable|orange"
    r"|outlook|proton(?:mail)?|sfr|wanadoo|yahoo|ymail)\.\w+$"
)
_ABBREVIATION = "[b-df-hj-np-tv-xz]{3,}"


def _names_nobody(words: list[str], domain: str, allowed: Allowlist) -> bool:
    """Return whether an address that begins with no function is no person's either: it is called
    by the organisation's own name, or a word of it is a function, an abbreviation, or the “de la”
    of a place, and none is a first name or the initial of one.
    """
    from preuve.model.given_names import GIVEN_NAMES  # noqa: PLC0415 - few texts hold addresses

    if not words or len(words[0]) == 1 or not GIVEN_NAMES.isdisjoint(words):
        return False
    if allowed.name.issuperset(words):
        return True
    return re.search(_PRIVATE_HOSTS, domain) is None and (
        not _ROLES.isdisjoint(words)
        or any(re.fullmatch(_ABBREVIATION, word) for word in words)
        or "de la" in " ".join(words[1:])
    )


# Patterns that a text without numbers never needs are kept as text: compiled, they cost a check as
# much as ten pages. Nine digits or more, one sign between two of them at most, blanks around it or
# none; A and B for the departments of Corsica.
_GAP = r"(?:[ \u00a0]?[./·_-][ \u00a0]?|[ \u00a0])?"
_RUN = re.compile(rf"[0-9](?:{_GAP}[0-9AB]){{7,}}{_GAP}[0-9](?: ?\([0-9]{{2}}\))?")
_PART_OF_MORE = r"(?i:[\w/=#_-]\Z|isbn(?:-10)?[ :]*\Z)"
_CALLED = r"(?i:\b(?:gsm|mobile|phone|portable|tel|telephone)=\Z|\bwa\.me/\Z)"
"""What stands before a number in an address that calls it."""
_ABROAD = rf"(?:\+|\b00){_COUNTRY}[ .)\u00a0]{{0,2}}(?:\(0\))?[ .\u00a0]?\Z"
_PHONE = (
    rf"(?:{_COUNTRY}|00 ?{_COUNTRY}|0)?{_GAP}(?:[1-9]({_GAP})[0-9]{{2}}(?:\1[0-9]{{2}}){{3}}"
    r"|[67][ .\u00a0-]?[0-9]{2}([ .\u00a0-])[0-9]{3}\2[0-9]{3}"
    r"|[67][0-9]{2}([ .\u00a0-])[0-9]{2}\3[0-9]{2}\3[0-9]{2})"
)
_ONE_PHONE = rf"0[1-9](?:{_GAP}[0-9]){{8}}"
_SEVERAL_PHONES = rf"{_ONE_PHONE}(?:[ .,/\u00a0-]{{1,3}}{_ONE_PHONE})+"
# Sex, year, month (20 and above where it is not known), department, commune, order, key.
_SOCIAL_SECURITY = (
    r"([1-478][0-9]{2}(?:0[1-9]|1[0-2]|[2-9][0-9])(?:[0-9]{2}|2[AB])[0-9]{6})([0-9]{2})"
)
_IN_CELLS = r"\b[1-478]([\t;])[0-9]{2}\1[0-9]{2}\1[0-9][0-9AB]\1[0-9]{3}\1[0-9]{3}(?:\1[0-9]{2})?\b"
"""A number in a row of a table, a group in a cell."""
_WITHOUT_KEY = (
    r"[1-478]([ .\u00a0-])[0-9]{2}\1(?:0[1-9]|1[0-2])\1(?:[0-9]{2}|2[AB])\1[0-9]{3}\1[0-9]{3}"
)
"""Told without its key by its groups alone: thirteen figures in a row may be anything."""
# Kept free by the regulator for films and examples (ARCEP, decision 2018-0881).
_FICTION = ("019900", "026191", "035301", "046571", "053649", "063998")
_MOBILE = ("06", "07")


def _numbers(text: str, allowed: Allowlist, *, fixed_lines: bool) -> Iterator[PersonalDatum]:
    count = 0
    for run in _RUN.finditer(text):
        start, end = run.span()
        before, after = text[max(0, start - 12) : start], text[end : end + 1]
        if count >= MOST or after.isalnum() or before[-1:].isalnum():
            continue  # of a digest, nearly always
        if re.search(_PART_OF_MORE, before) and not re.search(_CALLED, before):
            continue
        phones = [*_phones(run[0], before, allowed, fixed_lines=fixed_lines)]
        count += len(phones)
        yield from (PersonalDatum(PersonalDataKind.PHONE, start + at) for at in phones)
        if phones:
            continue
        if _is_social_security(run[0], allowed):
            count += 1
            yield PersonalDatum(PersonalDataKind.SOCIAL_SECURITY, start)


def _in_cells(text: str, allowed: Allowlist) -> Iterator[PersonalDatum]:
    for cells in re.finditer(_IN_CELLS, text):
        if _is_social_security(re.sub("[\t;]", " ", cells[0]), allowed):
            yield PersonalDatum(PersonalDataKind.SOCIAL_SECURITY, cells.start())


def _phones(run: str, before: str, allowed: Allowlist, *, fixed_lines: bool) -> Iterator[int]:
    """Yield where in a run of figures a person's number begins: it is one, or several that follow
    each other.
    """
    if re.fullmatch(_SEVERAL_PHONES, run) is None:
        if _is_phone(run, before, allowed, fixed_lines=fixed_lines):
            yield 0
        return
    for number in re.finditer(_ONE_PHONE, run):
        if _is_phone(number[0], "", allowed, fixed_lines=fixed_lines):
            yield number.start()


def _is_phone(run: str, before: str, allowed: Allowlist, *, fixed_lines: bool) -> bool:
    if re.fullmatch(_PHONE, run) is None:
        return False
    national = (
        run.startswith("0")
        or before.endswith("+")
        or re.search(f"{_ABROAD}|{_CALLED}", before) is not None
    )
    number = normal(run if national and re.match(rf"0|{_COUNTRY}", run) else f"0{run}")
    if not national or not re.fullmatch(r"0[1-9][0-9]{8}", number):
        return False
    pairs = [int(number[place : place + 2]) for place in range(0, 10, 2)]
    counting = all(after - before == 1 for before, after in pairwise(pairs))  # 06 07 08 09 10
    return not (
        counting
        or number.startswith(_FICTION)
        or number in allowed.contacts
        or not (fixed_lines or number.startswith(_MOBILE))
    )


def _is_social_security(run: str, allowed: Allowlist) -> bool:
    digits = normal(run)
    if re.fullmatch(_WITHOUT_KEY, run) is not None:
        return digits not in allowed.contacts
    match = re.fullmatch(_SOCIAL_SECURITY, digits)
    two_days = "/" in run or " -" in run  # 1/02/2026 - 03/04/2026
    if match is None or two_days or digits in allowed.contacts:
        return False
    # The key is told by the decree's rule: 97 less the rest by 97, Corsica's letters counted as 19
    # and 18.
    return 97 - int(match[1].replace("2A", "19").replace("2B", "18")) % 97 == int(match[2])


_IBAN = re.compile(r"(?:[A-Z]{2}[0-9]{2}|fr76)(?:[ .\u00a0-]?[A-Z0-9]){11,30}")
_IBAN_LENGTHS = {
    text[:2]: int(text[2:])
    for text in (  # noqa: SIM905 - as above
        "AD24 AT20 BE16 BG22 CH21 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FR27 GB22 GR27 HR21 HU28 IE22 "
        "IS26 IT27 LI21 LT20 LU20 LV21 MC27 MT31 NL18 NO15 PL28 PT25 RO24 SE24 SI19 SK24 SM27 VA22"
    ).split()
}
"""By country."""


def _bank_accounts(text: str, allowed: Allowlist) -> Iterator[PersonalDatum]:
    count = 0
    for match in _IBAN.finditer(text):
        account = re.sub(r"[^A-Z0-9]", "", match[0].upper())
        account = account[: _IBAN_LENGTHS.get(account[:2], 0)]
        alone = match.start() == 0 or not text[match.start() - 1].isalnum()
        if (
            count < MOST
            and account
            and alone
            and account not in allowed.contacts
            and _is_iban(account)
        ):
            count += 1
            yield PersonalDatum(PersonalDataKind.BANK_ACCOUNT, match.start())


def _is_iban(account: str) -> bool:
    """Return whether the length is its country's and the check digits are right (ISO 13616)."""
    if len(account) != _IBAN_LENGTHS[account[:2]]:
        return False
    digits = "".join(str(int(sign, 36)) for sign in account[4:] + account[:4])
    return int(digits) % 97 == 1
