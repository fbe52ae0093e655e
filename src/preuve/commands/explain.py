"""`preuve explain RULE`: what a rule says, why it matters, an example, the fix."""

from __future__ import annotations

from preuve.console import terminal
from preuve.console.arguments import Parser
from preuve.core.errors import PreuveError
from preuve.core.words import Translator, say
from preuve.rulebook import BY_NAME, EXAMPLE, FIX, RULES, WHY, Rule
from preuve.schema import did_you_mean, shorten


def main(arguments: list[str]) -> int:
    """Explain one rule, or list them all; return the exit status."""
    parser = Parser("explain")
    parser.add(
        "rule",
        say("RULE"),
        say("the rule's name, as the report gives it (default: list them all)"),
        nargs="?",
    )
    parser.add_language()
    options = parser.parse_args(arguments)
    words = parser.words
    if options.rule is None:
        terminal.out(
            "".join(
                f"{rule.name:28} {words(rule.severity.label):13} {words(rule.what)}\n"
                for rule in RULES
            )
        )
        return 0
    rule = BY_NAME.get(options.rule)
    if rule is None:
        advice = did_you_mean(options.rule, BY_NAME, say("preuve explain lists the rules."))
        raise PreuveError(
            say("there is no rule “{name}”. {advice}", name=shorten(options.rule), advice=advice)
        )
    terminal.out(explanation(rule, words))
    return 0


def explanation(rule: Rule, words: Translator) -> str:
    """Return a rule's explanation as plain text."""
    example = "\n".join(f"    {line}" for line in words.value(rule.example).splitlines())
    return "\n\n".join(
        [
            f"{rule.name} ({words(rule.severity.label)})",
            words(rule.what),
            f"{words(WHY)}\n{words(rule.why)}",
            f"{words(EXAMPLE)}\n{example}",
            f"{words(FIX)}\n{words(rule.fix)}\n",
        ]
    )
