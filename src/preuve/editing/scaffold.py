"""A new manual: its files for an edition and a profile, with guidance where a team will write and
no invented facts. Pure.

What is ours and the same for every manual (configuration, macros, look, workflow) is copied by
`preuve new`; here is what becomes the team's own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from preuve.assess.labels import page_name
from preuve.core.words import Series, say
from preuve.editing.first_organisation import organisation_file
from preuve.editing.splice import KeyChange, change, written
from preuve.model.registers.catalogue import RegisterName
from preuve.model.registers.description import describe
from preuve.model.standard import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.core.words import Message, Translator
    from preuve.editing.first_organisation import Profile
    from preuve.model.standard import Edition, Indicator


def files(profile: Profile, edition: Edition, words: Translator) -> dict[str, str]:
    """Return the team's own files by their path."""
    applicable = [
        indicator
        for indicator in edition.indicators
        if indicator.applies_to(profile.categories, profile.conditions)
    ]
    registers = _registers(profile, edition)
    texts = {
        "organisation.yaml": organisation_file(profile, words),
        "evidence_index.yaml": _index(applicable, profile, words),
        "sessions.yaml": "# yaml-language-server: "
        "$schema=schemas/sessions.schema.json\nsessions:\n",
        **{name.file: _register(name, profile, words) for name in registers},
        **{
            f"docs/{name.page}": _page(
                words,
                _HEADINGS.get(name) or describe(name).title,
                f'{{{{ register("{name.value}") }}}}',
                text=words(describe(name).about) if describe(name).by_columns else None,
            )
            for name in registers
        },
        **{
            f"docs/{name}": _page(words, page.title, page.calls(), facts=page.facts)
            for name, page in _PAGES.items()
            if page.macro
        },
    }
    for criterion in edition.criteria:
        title = say(
            "Criterion {number}: {title}",
            number=criterion.number,
            title=words.localized(criterion.title),
        )
        text = _guidance(
            words,
            [
                say(
                    "In two or three sentences: who answers for this criterion, and what "
                    "matters to you in it."
                )
            ],
        )
        texts[f"docs/criteria/criterion-{criterion.number}/index.md"] = _page(
            words,
            title,
            f"{{{{ criterion_overview({criterion.number}) }}}}",
            text=text,
            facts=False,
        )
    for indicator in applicable:
        texts[f"docs/{page_name(indicator)}"] = _indicator_page(indicator, profile, words)
    return texts


def _index(applicable: list[Indicator], profile: Profile, words: Translator) -> str:
    """Return the index: nothing yet, and what is to be found for each indicator that applies.

    The key has no brackets and stands above its example: an entry typed at the end of the file
    works, and so does the example once its # are taken away.
    """
    how = say("One entry for each proof. preuve add writes one; this is what it looks like:")
    wanted = say(
        "What is to be found, indicator by indicator; delete a line when its proof is in the index."
    )
    lines = [
        "# yaml-language-server: $schema=schemas/evidence_index.schema.json",
        f"evidence:  # {words(how)}",
        *(
            f"#   {line}".replace("owner: quality", f"owner: {profile.owner(7)}")
            for line in _EXAMPLE
        ),
        f"# {words(wanted)}",
    ]
    for indicator in applicable:
        lines.append(f"# {indicator.number}. {words.localized(indicator.title)}")
        lines += [f"#    - {proof}" for proof in indicator.proofs[words.language]]
    return "\n".join([*lines, ""])


_EXAMPLE = (
    "- id: EV-001",
    "  title: …",
    "  indicators: [1]",
    "  stage: formalised",
    "  kind: document",
    "  file: evidence/….pdf",
    "  owner: quality",
    "  dated: 2026-01-31",
    "  review_every: 12 months",
    "  status: approved",
    "  access: auditor",
)


def _registers(profile: Profile, edition: Edition) -> list[RegisterName]:
    """Return the registers of a new manual: the five that everybody keeps, then those whose first
    duty applies, as far as is known.
    """
    return [
        name
        for name in _IN_THE_MENU
        if not (register := describe(name)).by_columns
        or _applies(register.proves[0], profile, edition)
    ]


def _applies(duty: str, profile: Profile, edition: Edition) -> bool:
    """Return whether an indicator or a clause, as the index names it, applies to a provider."""
    number, _, part = duty.partition(".")
    indicator = edition.by_number().get(int(number))
    if indicator is None or not indicator.applies_to(profile.categories, profile.conditions):
        return False
    clause = indicator.clause(part)
    if clause is None:
        return not part
    return Fact.DISTANCE not in clause.conditions or profile.distance is not False


_IN_THE_MENU = (
    RegisterName.NON_CONFORMITIES,
    RegisterName.IMPROVEMENTS,
    RegisterName.COMPLAINTS,
    RegisterName.WATCH,
    RegisterName.RISKS,
    RegisterName.RESULTS,
    RegisterName.FEEDBACK,
    RegisterName.REPORTS,
    RegisterName.DISTANCE,
    RegisterName.DISABILITY_NETWORK,
    RegisterName.CONTRIBUTORS,
    RegisterName.SUBCONTRACTORS,
    RegisterName.AUTHORISATIONS,
    RegisterName.DROP_OUTS,
    RegisterName.MEETINGS,
)
"""In its order."""
_HEADINGS = {
    RegisterName.COMPLAINTS: say("Complaints, difficulties, contingencies"),
    RegisterName.WATCH: say("Watch: law, trades, teaching"),
}
"""What a page is called, where that is not the register's title."""


def _register(name: RegisterName, profile: Profile, words: Translator) -> str:
    """Return an empty register: what it is for, and what a line looks like, key by key: a comma
    ends none of them.
    """
    register = describe(name)
    example = register.example.replace("owner: quality", f"owner: {profile.owner(7)}")
    keys = re.split(r", (?=[a-z_]+: )", example.removeprefix("- {").removesuffix("}"))
    return "\n".join(
        [
            f"# yaml-language-server: $schema=../schemas/{name.value}.schema.json",
            f"{next(iter(register.lists))}:  # {words(register.about)}",
            f"#   - {keys[0]}",
            *(f"#     {key}" for key in keys[1:]),
            "",
        ]
    )


def _indicator_page(indicator: Indicator, profile: Profile, words: Translator) -> str:
    """Return an indicator's page: its card, room for the team's words with guidance that no reader
    sees, its proofs.
    """
    alone = [_ALONE[indicator.number]] if profile.alone and indicator.number in _ALONE else []
    guidance = _guidance(
        words,
        [
            *alone,
            say(
                "Write here how you work, in your own words: who does what, when, and what is "
                "kept. Then delete these lines."
            ),
            say("Expected: {expected}", expected=words.localized(indicator.expected)),
            say("Often shown: {proofs}", proofs=Series(indicator.proofs[words.language])),
        ],
    )
    proposal = say("a proposal: who answers for this page, of the people in organisation.yaml")
    how, evidence = words(say("How we work")), words(say("Our evidence"))
    return "\n".join(
        [
            "---",
            f"indicator: {indicator.number}",
            f"owner: {profile.owner(indicator.criterion)}  # {words(proposal)}",
            "---",
            f"# {indicator.number}. {words.localized(indicator.title)}",
            "",
            "{{ indicator_card() }}",
            "",
            f"## {how}",
            "",
            guidance,
            "",
            f"## {evidence}",
            "",
            "{{ evidence() }}",
            "",
            "{{ history() }}",
            "",
        ]
    )


_ALONE = {
    18: say(
        "You work alone: say that you hold every function, teaching, administration, contact with "
        "the outside."
    ),
    22: say("You work alone: your own training counts here, dated and with what you made of it."),
}
"""What is asked otherwise of whoever works alone (reading guide V9, indicators 18 and 22)."""


def _guidance(words: Translator, texts: list[Message]) -> str:
    """Return sentences as a comment of the macros' language: it is on no page, and its braces are
    nobody's.
    """
    text = "\n".join(words(message) for message in texts)
    return "{# " + text.replace("#}", "# }") + " #}"


def _page(
    words: Translator, title: Message, calls: str, *, text: str | None = None, facts: bool = True
) -> str:
    parts = [
        f"# {words(title)}",
        *([text] if text else []),
        calls,
        *(["{{ manual_facts() }}"] if facts else []),
    ]
    return "\n\n".join(parts) + "\n"


def configuration(ours: str, profile: Profile, edition: Edition, words: Translator) -> str:
    """Return mkdocs.yml: ours, with the team's name, its language and its pages."""
    head = ours.partition("\nnav:")[0] + "\n"
    title = words(say("{name} – quality manual", name=profile.name))
    about = words(
        say(
            "How we work, indicator by indicator of the national quality standard, and the "
            "evidence for it."
        )
    )
    head = change(
        head,
        [
            KeyChange((), "site_name", title),
            KeyChange((), "site_description", about),
            KeyChange(("theme",), "language", words.language),
            KeyChange(("plugins", "search"), "lang", words.language),
            KeyChange(("theme", "palette", 0, "toggle"), "name", words(say("Switch to dark"))),
            KeyChange(("theme", "palette", 1, "toggle"), "name", words(say("Switch to light"))),
        ],
    )
    return head + "\n".join(_navigation(profile, edition, words)) + "\n"


_OPENING = ("index.md", "presentation.md", "results.md", "applicability.md")


def _navigation(profile: Profile, edition: Edition, words: Translator) -> Iterator[str]:
    yield "\nnav:"
    yield from (_entry(words, name) for name in _OPENING)
    criteria = words(say("Criteria"))
    yield f"  - {written(criteria)}:"
    for criterion in edition.criteria:
        yield f"      - {written(f'{criterion.number}. {words.localized(criterion.title)}')}:"
        yield f"          - criteria/criterion-{criterion.number}/index.md"
        for indicator in edition.indicators_of(criterion.number):
            if indicator.applies_to(profile.categories, profile.conditions):
                yield f"          - {page_name(indicator)}"
    yield from _section(words, say("Our evidence"), ["register.md", "reuse.md"])
    yield _entry(words, "sessions.md")
    yield from _section(
        words,
        say("Registers"),
        [name.page for name in _registers(profile, edition)],
    )
    yield from _section(
        words,
        say("Audits"),
        ["audits.md", "calendar.md", "forecast.md", "changes.md", "editions.md"],
    )
    yield from _section(
        words,
        say("For the team"),
        ["editing.md", "rules.md", "rehearsal.md", "crosswalks.md", "quotes.md"],
    )


def _section(words: Translator, title: Message, names: list[str]) -> Iterator[str]:
    yield f"  - {written(words(title))}:"
    yield from (f"    {_entry(words, name)}" for name in names)


def _entry(words: Translator, name: str) -> str:
    """Return a line of the menu: a short label where the page's own title is too long for it."""
    label = _PAGES[name].label if name in _PAGES else None
    return f"  - {written(words(label))}: {name}" if label else f"  - {name}"


class _NewPage(NamedTuple):
    """A page of every manual, drawn by a macro."""

    title: Message
    macro: str = ""
    """Empty for the page that is copied: what it says is the same in every manual."""
    label: Message | None = None
    """What the menu calls it, where that is not its title."""
    each: tuple[tuple[str, str], ...] = ()
    """Where the macro is called once for each: its argument, and the heading above."""
    facts: bool = True

    def calls(self) -> str:
        """Return what draws the page."""
        if not self.each:
            return f"{{{{ {self.macro}() }}}}"
        return "\n\n".join(
            f'## {heading}\n\n{{{{ {self.macro}("{argument}") }}}}'
            for argument, heading in self.each
        )


_PAGES: dict[str, _NewPage] = {
    "index.md": _NewPage(say("Quality manual"), "dashboard", say("Overview")),
    "presentation.md": _NewPage(say("Who we are"), "presentation", say("Who we are")),
    "results.md": _NewPage(say("Our results"), "results", facts=False),
    "applicability.md": _NewPage(
        say("Statement of applicability"), "applicability_statement", say("Applicability")
    ),
    "register.md": _NewPage(say("Evidence register"), "evidence_register"),
    "reuse.md": _NewPage(say("What hangs on what"), "reuse_matrix"),
    "sessions.md": _NewPage(say("Training sessions"), "sessions", say("Sessions")),
    "audits.md": _NewPage(say("Audits"), "audits"),
    "calendar.md": _NewPage(say("Calendar"), "calendar"),
    "forecast.md": _NewPage(say("Forecast"), "forecast"),
    "changes.md": _NewPage(say("Since the last audit"), "since_audit"),
    "editions.md": _NewPage(
        say("What the new edition changes"), "edition_changes", say("New edition")
    ),
    "editing.md": _NewPage(say("Editing this manual")),
    "rules.md": _NewPage(say("What the gate checks"), "rule_book", facts=False),
    "rehearsal.md": _NewPage(say("Are we ready?"), "rehearsal"),
    "crosswalks.md": _NewPage(
        say("Proofs made for other frames"),
        "crosswalk",
        each=(("datadock", "Datadock"), ("iso-21001", "ISO 21001")),
    ),
    "quotes.md": _NewPage(say("Quotes of certification bodies"), "quotes"),
}
"""The pages of every manual beside those of criteria, indicators and registers."""
