"""What `preuve new` is told of a provider: by options, or asked for at a terminal; the rest is
supposed, and marked so.
"""

from __future__ import annotations

from argparse import ArgumentTypeError
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from preuve.commands.answer_readers import (
    AnswerError,
    read_audit_type,
    read_categories,
    read_conditions,
    read_date,
    read_flag,
    read_name,
    read_sites,
    short_name,
)
from preuve.console import terminal
from preuve.core.words import say
from preuve.cycle.certificate import last_year, regular_end
from preuve.editing.first_organisation import Profile
from preuve.model.audits import AuditType
from preuve.model.organisation import FIRST_AUDITS
from preuve.model.standard import IMPLIED_BY_APPRENTICESHIP, Category, Condition

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Mapping
    from datetime import date

    from preuve.console.arguments import Parser
    from preuve.core.words import Message, Translator

T = TypeVar("T")


class _Prompt(NamedTuple):
    """A thing that is asked for where no option says it."""

    question: Message
    example: str = ""
    choices: Mapping[str, Message] | None = None


class _AnsweredOption(NamedTuple):
    """An option of the command line, which takes what the question takes."""

    read: Callable[[str], object]
    value: Message
    about: Message
    nargs: str | None = None


def add_options(verb: Parser) -> None:
    """Add the options that say what decides."""

    def reader(read: Callable[[str], T]) -> Callable[[str], T]:
        def answer(text: str) -> T:
            try:
                return read(text)
            except AnswerError as error:
                raise ArgumentTypeError(verb.words(error.message)) from None

        return answer

    verb.add("--name", about=say("the provider's name"))
    for name, (read, value, about, nargs) in _OPTIONS.items():
        verb.add(name, value, about, nargs=nargs, type=reader(read))


def profile(options: Namespace, words: Translator) -> Profile:
    """Return what is known of the provider.

    What no option says is asked for at a terminal; elsewhere it is supposed, cautiously, and named
    in `unconfirmed`.

    Raises:
        EOFError: nobody answers.
        AnswerError: without the name and the categories there is no manual, and nobody is there
            to be asked.

    """
    asking = _Interview(words)
    if not asking.possible and (
        missing := [f"--{key}" for key in ("name", "categories") if not getattr(options, key)]
    ):
        raise AnswerError(say("Something is missing: {options}.", options=missing))
    name = options.name or asking.needed(_NAME, read_name)
    categories = tuple(
        dict.fromkeys(_flat(options.categories) or asking.needed(_CATEGORIES, read_categories))
    )
    conditions = _flat(options.conditions)
    if conditions is None:
        # Who validates prior experience leads to a certification; of the rest, nothing is known.
        supposed: tuple[Condition, ...] = (
            (Condition.CERTIFYING,) if Category.VAE in categories else ()
        )
        conditions = asking.settle("conditions", _CONDITIONS, read_conditions, supposed, nothing=())
    implied = IMPLIED_BY_APPRENTICESHIP if Category.APPRENTICESHIP in categories else ()
    day = options.audit or asking.settle("audits", _AUDIT_DAY, read_date, None)
    certificate, expires = options.certificate, options.expires
    kind = options.audit_type
    if kind is None and day is not None:
        kind = asking.settle(
            "audits.type", _AUDIT_TYPE, read_audit_type, _likely_kind(day, certificate)
        )
    if (
        certificate is None
        and kind is not None
        and kind not in {AuditType.INITIAL, AuditType.LIGHT}
    ):
        certificate = asking.settle("certificate", _OBTAINED, read_date, None)
    if certificate is not None and expires is None:
        expires = asking.settle(
            "certificate.expires", _EXPIRES, read_date, regular_end(certificate)
        )
    none: tuple[Category, ...] = ()
    entrant, adds = _flat(options.new_entrant), _flat(options.adds) or none
    if entrant is not None:
        entrant = entrant or categories
    elif kind in FIRST_AUDITS:
        entrant = asking.settle("audits.new_entrant", _ENTRANT, read_categories, none, nothing=none)
    if kind is AuditType.EXTENSION and not adds:
        adds = asking.settle("audits.categories", _ADDS, read_categories, none)
    return Profile(
        name=" ".join(name.split()),
        categories=categories,
        conditions=frozenset((*conditions, *implied)),
        audit=day,
        kind=kind or AuditType.INITIAL,
        certificate=(certificate, expires) if certificate and expires else None,
        new_entrant=tuple(category for category in categories if category in (entrant or ())),
        adds=adds,
        alone=asking.given("people", options.alone, _ALONE, read_flag, cautious=False),
        sites=asking.given("sites", options.sites, _SITES, read_sites, cautious=1),
        distance=asking.given(
            "conditions.distance", options.distance, _DISTANCE, read_flag, cautious=None
        ),
        minors=asking.given("conditions.minors", options.minors, _MINORS, read_flag, cautious=None),
        unconfirmed=tuple(asking.unconfirmed),
    )


def _likely_kind(day: date, certificate: date | None) -> AuditType:
    """Return the kind that a day makes likely; the first one looks at everything, and is supposed
    where nothing is known.
    """
    if certificate is None:
        return AuditType.INITIAL
    return AuditType.RENEWAL if day >= last_year(certificate) else AuditType.SURVEILLANCE


class _Interview:
    """Asks, where somebody is there, and keeps what nobody has confirmed."""

    def __init__(self, words: Translator) -> None:
        self.possible = terminal.can_ask()
        self.unconfirmed: list[str] = []
        self._words = words

    def needed(self, asked: _Prompt, read: Callable[[str], T]) -> T:
        """Ask until there is an answer."""
        while True:
            if (answer := self._ask(asked, read)) is not None:
                return answer
            self._note(say("This is needed: the manual is made from it."))

    def given(
        self,
        key: str,
        value: T | None,
        asked: _Prompt,
        read: Callable[[str], T],
        *,
        cautious: T | None,
    ) -> T:
        """Return what an option says, else what is answered, else what is supposed."""
        return self.settle(key, asked, read, cautious) if value is None else value  # type: ignore[return-value]

    def settle(
        self,
        key: str,
        asked: _Prompt,
        read: Callable[[str], T],
        cautious: T,
        *,
        nothing: T | None = None,
    ) -> T:
        """Return the answer; where there is none, what is supposed, and its key is noted.

        An empty answer means *nothing*, where that is given: it is one too.
        """
        if self.possible:
            answer = self._ask(asked, read)
            if answer is not None:
                return answer
            if nothing is not None:
                return nothing
        self.unconfirmed.append(key)
        return cautious

    def _ask(self, asked: _Prompt, read: Callable[[str], T]) -> T | None:
        """Ask until what is typed can be read; None for nothing typed."""
        for number, (_, choice) in enumerate((asked.choices or {}).items(), 1):
            terminal.note(f"  {number}. {self._words(choice)}")
        question = say("{question}:", question=asked.question)
        if asked.example:
            question = say(
                "{question} ({example}):", question=asked.question, example=asked.example
            )
        while answer := terminal.prompt(f"{self._words(question)} "):
            try:
                return read(answer)
            except AnswerError as error:
                self._note(error.message)
        return None

    def _note(self, message: Message) -> None:
        terminal.note(f"  {self._words(message)}")


def _flat(groups: list[tuple[T, ...]] | None) -> tuple[T, ...] | None:
    return None if groups is None else tuple(member for group in groups for member in group)


_AUDIT_TYPES: dict[str, Message] = {
    kind: kind.label for kind in AuditType if kind is not AuditType.MOCK
}
_CATEGORY_LIST = {
    category.value: say("{short}: {meaning}", short=short_name(category), meaning=category.label)
    for category in Category
}
_CONDITION_LIST = {condition.value: condition.label for condition in Condition}
_NAME = _Prompt(say("The provider's name"))
_CATEGORIES = _Prompt(
    say("Categories of action, by number or by name (1 2 …, AF VAE …)"), choices=_CATEGORY_LIST
)
_CONDITIONS = _Prompt(say("What is true of you (1 2 …; nothing, if none)"), choices=_CONDITION_LIST)
_AUDIT_DAY = _Prompt(say("The day of the next audit (nothing, if none is known)"), "15/03/2027")
_AUDIT_TYPE = _Prompt(say("Its kind (nothing, if you do not know)"), choices=_AUDIT_TYPES)
_OBTAINED = _Prompt(
    say("The day your certificate was obtained (nothing, if you do not know)"), "15/03/2024"
)
_EXPIRES = _Prompt(say("The last day it is valid (nothing: as the law has it)"))
_ENTRANT = _Prompt(say("Categories in which you are in your first year (AF …; nothing, if none)"))
_ADDS = _Prompt(say("Categories that this audit adds to your certificate (AF …)"))
_ALONE = _Prompt(say("Do you work alone, holding every function? (yes or no)"))
_SITES = _Prompt(say("The number of sites with permanent staff"), "1")
_DISTANCE = _Prompt(
    say("Is some part of a course held at a distance? (yes or no; nothing, if you do not know)")
)
_MINORS = _Prompt(say("Do you receive people under 18? (yes or no; nothing, if you do not know)"))
_OPTIONS = {
    "--categories": _AnsweredOption(
        read_categories,
        say("CATEGORY"),
        say("{words}; or AF, BC, VAE, CFA", words=list(Category)),
        "+",
    ),
    "--conditions": _AnsweredOption(
        read_conditions, say("CONDITION"), say("{words}", words=list(Condition)), "*"
    ),
    "--audit": _AnsweredOption(
        read_date, say("DATE"), say("the day of the next audit: the edition follows from it")
    ),
    "--audit-type": _AnsweredOption(
        read_audit_type, say("TYPE"), say("its kind: {words}", words=list(_AUDIT_TYPES))
    ),
    "--new-entrant": _AnsweredOption(
        read_categories,
        say("CATEGORY"),
        say("the categories in their first year as that audit is held (no word after it: all)"),
        "*",
    ),
    "--adds": _AnsweredOption(
        read_categories, say("CATEGORY"), say("for an extension: the categories it adds"), "+"
    ),
    "--certificate": _AnsweredOption(
        read_date, say("DATE"), say("the day the certificate was obtained")
    ),
    "--expires": _AnsweredOption(read_date, say("DATE"), say("the last day it is valid")),
    "--alone": _AnsweredOption(
        read_flag, say("YES|NO"), say("whether one person holds every function")
    ),
    "--sites": _AnsweredOption(
        read_sites, say("N"), say("the number of sites with permanent staff")
    ),
    "--distance": _AnsweredOption(
        read_flag, say("YES|NO"), say("whether some part of a course is at a distance")
    ),
    "--minors": _AnsweredOption(
        read_flag, say("YES|NO"), say("whether people under 18 are received")
    ),
}
