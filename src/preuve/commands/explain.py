"""`preuve explain RULE`: what a rule says, why it matters, an example, the fix."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from preuve.assess.labels import SEVERITY_WORDS
from preuve.console.terminal import complain, show
from preuve.core.words import LANGUAGES, Translator, say
from preuve.model.manual import Manual
from preuve.rulebook import BY_NAME, EXAMPLE, FIX, RULES, WHY, Rule
from preuve.schema import did_you_mean, shorten


def main(arguments: list[str]) -> int:
    """Explain one rule, or list them all; return the exit status."""
    parser = ArgumentParser(prog="preuve explain", description="Explain a rule; without a name, list the rules.")
    parser.add_argument("rule", nargs="?", metavar="RULE")
    parser.add_argument("--language", choices=LANGUAGES, help="default: that of the manual in this folder, else English")
    options = parser.parse_args(arguments)
    words = Translator(options.language or Manual.load(Path()).language)
    if options.rule is None:
        show("".join(f"{rule.name:28} {words(SEVERITY_WORDS[rule.severity]):13} {words(rule.what)}\n" for rule in RULES))
        return 0
    rule = BY_NAME.get(options.rule)
    if rule is None:
        advice = did_you_mean(options.rule, BY_NAME, say("preuve explain lists the rules."))
        complain(words(say("there is no rule “{name}”. {advice}", name=shorten(options.rule), advice=advice)))
        return 2
    show(explanation(rule, words))
    return 0


def explanation(rule: Rule, words: Translator) -> str:
    """Return a rule's explanation as plain text."""
    example = "\n".join(f"    {line}" for line in words.value(rule.example).splitlines())
    return "\n\n".join(
        [
            f"{rule.name} ({words(SEVERITY_WORDS[rule.severity])})",
            words(rule.what),
            f"{words(WHY)}\n{words(rule.why)}",
            f"{words(EXAMPLE)}\n{example}",
            f"{words(FIX)}\n{words(rule.fix)}\n",
        ]
    )
