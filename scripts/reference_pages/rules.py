"""Every rule of the gate, from the rulebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.words import Message, Translator
from preuve.rulebook import EXAMPLE, FIX, FIXED, RULES, WAIVABLE, WHY, Family
from reference_pages.words import Phrase, made, prose

if TYPE_CHECKING:
    from preuve.core.words import Language
    from preuve.rulebook import Rule

_HEAD = Phrase(
    """# Rules

{made}

The gate's rules, family by family: {count} of them. `preuve explain NAME` says the same at the
terminal, in the manual's language. A rule's weight is `error` (the gate is closed), `warning`,
`info` or `off`; a team changes it under `severity:` in [`organisation.yaml`](files.md), and
accepts a single finding until a day under `waivers:`. Both are said in every report.
""",
    """# Règles

{made}

Les règles du contrôle, famille par famille : il y en a {count}. `preuve explain NOM` dit la
même chose au terminal, dans la langue du manuel. Le poids d’une règle est `error` (le contrôle
refuse), `warning` (avertissement), `info` (note) ou `off` (éteinte) ; une équipe le change sous
`severity:` dans [`organisation.yaml`](files.md), et accepte un constat jusqu’à un jour sous
`waivers:`. Chaque rapport dit l’un et l’autre.
""",
)
_FIXED = Phrase("; its weight cannot be changed", " ; son poids ne peut pas être changé")
_NOT_WAIVED = Phrase(
    "; nobody can accept it for a time", " ; personne ne peut l’accepter pour un temps"
)
_WEIGHT = Phrase("Weight", "Poids")
_COLON = Phrase(": ", " : ")


def page(language: Language) -> str:
    """Return the page in a language."""
    words = Translator(language)
    lines = [_HEAD(language).format(made=made(language), count=len(RULES))]
    for family in Family:
        lines += [f"## {words(family.label)}", ""]
        for rule in RULES:
            lines += _rule(rule, words) if rule.family is family else []
    return "\n".join(lines)


def _rule(rule: Rule, words: Translator) -> list[str]:
    language = words.language
    colon = _COLON(language)
    weight = f"`{rule.severity.value}`"
    if rule.name in FIXED:
        weight += _FIXED(language)
    elif rule not in WAIVABLE:
        weight += _NOT_WAIVED(language)
    if isinstance(rule.example, Message):
        example = [f"**{words(EXAMPLE)}**{colon}{prose(words(rule.example))}", ""]
    else:
        code = ["```yaml", *rule.example.splitlines(), "```"]
        example = [f"**{words(EXAMPLE)}**{colon.rstrip()}", "", *code, ""]
    return [
        f"### {rule.name.value} {{#{rule.name.value}}}",
        "",
        prose(words(rule.what)),
        "",
        f"**{_WEIGHT(language)}**{colon}{weight}.",
        "",
        f"**{words(WHY)}**{colon}{prose(words(rule.why))}",
        "",
        *example,
        f"**{words(FIX)}**{colon}{prose(words(rule.fix))}",
        "",
    ]
