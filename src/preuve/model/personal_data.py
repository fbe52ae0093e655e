"""Finds what looks like a person's e-mail address, telephone, social security number or bank
account in a text.

A suspicion, not a proof: a name cannot be told from any other word, and a number may be the
organisation's own. Each kind is as narrow as its own checks allow, since a warning that is mostly
wrong is not read.
"""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import pairwise
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

    @classmethod
    def of(cls, contacts: Iterable[str], roles: Iterable[str]) -> Allowlist:
        """Return what an organisation lists as its own."""
        return cls(frozenset(map(normal, contacts)), frozenset(role.casefold() for role in roles))

    @classmethod
    def of_provider(cls, organisation: Organisation | None, more: Iterable[str] = ()) -> Allowlist:
        """Return what is an organisation's own, its name before an @ included, and *more*."""
        if organisation is None:
            return cls.of(more, ())
        own = (organisation.name, *organisation.contacts)
        return cls.of((*own, *more), organisation.people)


def normal(contact: str) -> str:
    """Return an address or a number written in one way: `+33 2 61 91 04 12` is `0261910412`."""
    if "@" in contact:
        return contact.strip().casefold()
    digits = re.sub(r"[^0-9A-Z]", "", _unaccented(contact).upper())
    return re.sub(r"^(?:00)?330?(?=[1-9][0-9]{8}$)", "0", digits)


def _unaccented(text: str) -> str:
    if text.isascii():
        return text
    from unicodedata import normalize  # noqa: PLC0415 - few such texts have accents

    return normalize("NFKD", text).encode("ascii", "ignore").decode()


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
    for signs, sign in (_BLANKS, "\u00a0"), (_DASHES, "-"):
        for other in signs if not text.isascii() else "":
            text = text.replace(other, sign)
    yield from _emails(text, allowed)
    # Whether a text may hold a number at all is told by its bytes, ten times as quickly.
    data = text.encode("utf-8", "replace")
    if b"9" * 9 in data.translate(_FIGURES, b"\xc2\xa0\xb7 \t./_-"):
        yield from _numbers(text, allowed, fixed_lines=fixed_lines)
    if b"AA99" in data.translate(_KINDS) or b"fr76" in data:
        yield from _bank_accounts(text, allowed)


_BLANKS, _DASHES = "\u202f\u2009", "\u2010\u2011\u2012\u2013\u2212"
_DIGITS, _CAPITALS = b"0123456789", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FIGURES = bytes(ord("9") if code in _DIGITS + b"AB" else ord(".") for code in range(256))
_KINDS = bytes(
    ord("9") if code in _DIGITS else ord("A") if code in _CAPITALS else ord(".")
    for code in range(256)
)


# Addresses of a function, in the two languages of manuals: the first word before the @ decides.
_ROLES = frozenset(
    (  # noqa: SIM905 - one a line they would fill a page
        "accessibility accueil achats admin administratif administration apprenticeship "
        "apprentissage assistance association audit bilan bilans billing bonjour booking bureau "
        "certification cfa coaching commercial communication compta comptabilite conseil contact "
        "contactez courrier data direction disability dpo ecole equipe examen examens facturation "
        "finance formateur formateurs formation formations gestion handicap hello help info "
        "information infos inscription inscriptions jobs jury legal logistique mail marketing "
        "mediation mobilite no noreply office orientation pedagogie postmaster presse privacy "
        "qualiopi qualite quality reception reclamation reclamations recrutement referent "
        "registration reservation rgpd rh sales sav scolarite secretariat service session sessions "
        "stage stages studies support teaching team tech technique training tutorat vae vhss "
        "webmaster welcome"
    ).split()
)
_PUBLIC_NETWORK = frozenset(
    (  # noqa: SIM905 - as above
        "afdas agefiph akto alpes alsace alternance apec aquitaine ara ardenne ars atlas auvergne "
        "azur bfc bourgogne bretagne caf cap capemploi carif cci ce centre cma commission comte "
        "conciliation controle corse cote cpam csn dafpa dafpic ddets de deets des dgefp draaf "
        "draio dreal dreets drieets du emploi est et fiphfp france franche grand greta guadeloupe "
        "guyane harcelement haut hauts idf ile insertion la le les limousin locale loire lorraine "
        "martinique mayotte mdph mission nord normandie nouvelle npdc occitanie ocapiat opco "
        "opcommerce orif paca pays pdl picardie poitou prevention prith provence rectorat recours "
        "region reunion rhf rhone signalement signalements srfd sud travail uniformation urssaf "
        "val violence violences vss "
        # and what stands for a name in a pattern
        "adresse email exemple firstname initiale lastname name nom prenom surname votre xxx yyy"
    ).split()
)
"""Words of addresses of the public network, of its regions and of patterns: beside each other they
name nobody.
"""
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
    local, domain, _at = address
    words = re.split(  # a school's address is its number: ce.0490001a@
        r"[._+-]+|[0-9]{7}[a-z]\Z|[0-9]+", _unaccented(local.casefold()).lstrip(".")
    )
    first = words[0]
    return (
        first in _ROLES
        or all(word in _ROLES | _PUBLIC_NETWORK for word in words if word)
        or normal(local) in allowed.contacts
        or first in allowed.roles
        or local.casefold() in allowed.roles
        or re.search(_NOBODYS, domain.casefold()) is not None
        or f"{local}@{domain}".casefold() in allowed.contacts
    )


# Patterns that a text without numbers never needs are kept as text: compiled, they cost a check as
# much as ten pages. Nine digits or more, one sign between two of them at most, blanks around it or
# none; A and B for the departments of Corsica.
_GAP = r"(?:[ \u00a0]?[./·_-][ \u00a0]?|[ \u00a0\t])?"
_RUN = re.compile(rf"[0-9](?:{_GAP}[0-9AB]){{7,}}{_GAP}[0-9](?: ?\([0-9]{{2}}\))?")
_PART_OF_MORE = r"(?i:[\w/=#_-]\Z|isbn(?:-10)?[ :]*\Z)"
_CALLED = r"(?i:\b(?:gsm|mobile|phone|portable|sms|tel)=\Z|\bwa\.me/\Z)"
"""What stands before a number in an address that is called by it."""
_ABROAD = r"(?:\+|\b00)33[ .)\u00a0]{0,2}(?:\(0\))?[ .\u00a0]?\Z"
_PHONE = (
    rf"(?:33|00 ?33|0)?{_GAP}(?:[1-9]({_GAP})[0-9]{{2}}(?:\1[0-9]{{2}}){{3}}"
    r"|[67][ .\u00a0-]?[0-9]{2}([ .\u00a0-])(?:[0-9]{3}\2[0-9]{3}|[0-9]{2}(?:\2[0-9]{2}){2}))"
)
# Sex, year, month (20 and above where it is not known), department, commune, order, key.
_SOCIAL_SECURITY = (
    r"([1-478][0-9]{2}(?:0[1-9]|1[0-2]|[2-9][0-9])(?:[0-9]{2}|2[AB])[0-9]{6})([0-9]{2})"
)
_WITHOUT_KEY = (
    r"[12]({blank})[0-9]{{2}}\1(?:0[1-9]|1[0-2])\1(?:[0-9]{{2}}|2[AB])(?:\1[0-9]{{3}}){{2}}".format(
        blank=r"[ \u00a0\t]"
    )
)
"""In its own groups: without the key nothing else tells such a number from others."""
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
        if _is_phone(run[0], before, allowed, fixed_lines=fixed_lines):
            count += 1
            yield PersonalDatum(PersonalDataKind.PHONE, start)
        elif _is_social_security(run[0], allowed):
            count += 1
            yield PersonalDatum(PersonalDataKind.SOCIAL_SECURITY, start)


def _is_phone(run: str, before: str, allowed: Allowlist, *, fixed_lines: bool) -> bool:
    if re.fullmatch(_PHONE, run) is None:
        return False
    whole = f"{before}{run}"
    national = (
        run.startswith("0")
        or before.endswith(("+", "/"))
        or re.search(_ABROAD, before) is not None
        or re.search(r"=(?:00)?33[0-9]{9}\Z", whole) is not None
    )
    number = normal(run if national and run.startswith(("0", "33")) else f"0{run}")
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
    if re.fullmatch(_WITHOUT_KEY, run):
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
