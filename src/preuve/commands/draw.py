"""`preuve draw --seed N`: sessions picked by lot, each category once, to rehearse an audit with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from preuve.assess.assessment import assess
from preuve.assess.session_file import SessionFile, session_files
from preuve.console import terminal
from preuve.console.arguments import Parser
from preuve.console.judging import asked_day
from preuve.core.errors import PreuveError
from preuve.core.words import Translator, say, say_count
from preuve.cycle.sampling import draw, eligible
from preuve.model.manual import SESSIONS_FILE, Manual
from preuve.report import Format
from preuve.report.json_text import as_json
from preuve.report.text import printable

if TYPE_CHECKING:
    from datetime import date

    from preuve.assess.assessment import Assessment
    from preuve.cycle.sampling import Draw

SCHEMA = 1


def parser() -> Parser:
    """Return the parser of this verb's arguments."""
    arguments = Parser("draw")
    arguments.add_root()
    arguments.add("--seed", say("N"), say("any number: the same one draws the same"), required=True)
    arguments.add("--count", say("N"), say("how many (default: one of each category)"), default=0)
    arguments.add_hidden("--sessions", dest="count", type=arguments.number)
    arguments.add("--sites", say("N"), say("draw this many sites first"), default=0)
    arguments.add("--since", say("DATE"), say("only sessions since then (default: the last audit)"))
    arguments.add_as_of()
    arguments.add_format(Format.TEXT, Format.JSON)
    return arguments


def main(arguments: list[str]) -> int:
    """Draw and tell; return the exit status."""
    options = parser().parse_args(arguments)
    manual = Manual.load(options.root)
    words = Translator(manual.language)
    assessment = assess(manual, asked_day(manual, options))
    if assessment is None or manual.sessions is None:
        raise PreuveError(
            say(
                "There is nothing to draw from: {file} is missing or cannot be read. Run preuve "
                "check.",
                file=SESSIONS_FILE,
            )
        )
    organisation = assessment.organisation
    audit = organisation.last_audit(assessment.on)
    since = options.since or (audit.date if audit else None)
    candidates = eligible(manual.sessions.sessions, assessment.on, since)
    drawn = draw(candidates, organisation.categories, options.seed, options.count, options.sites)
    telling = _json if options.format is Format.JSON else _text
    terminal.out(telling(drawn, assessment, since, options.seed, words))
    return 0


def _files(drawn: Draw, assessment: Assessment) -> list[SessionFile]:
    files = {file.session.id: file for file in session_files(assessment)}
    return [files[session.id] for session in drawn.sessions]


def _text(
    drawn: Draw, assessment: Assessment, since: date | None, seed: int, words: Translator
) -> str:
    lines = [words(say("Draw {seed}, on {day}.", seed=seed, day=assessment.on))]
    if since is not None:
        lines[0] += " " + words(say("From the sessions since {day}.", day=since))
    if drawn.sites:
        lines.append(words(say("Sites: {sites}", sites=drawn.sites)))
    for file in _files(drawn, assessment):
        one = file.session
        learners = say_count("{count} learner", "{count} learners", one.headcount)
        when = say("from {start} to {end}", start=one.starts, end=one.ends)
        lines += [
            "",
            f"{one.id}  {one.title}",
            "  "
            + words(
                say(
                    "{category}, {when}, {learners}",
                    when=when,
                    learners=learners,
                    category=one.category.label,
                )
            ),
        ]
        if one.place:
            lines.append("  " + words(say("Its file: {place}", place=one.place)))
        if file.holes:
            steps = [step.title for step in file.holes]
            lines.append("  " + words(say("Nothing yet for: {steps}", steps=steps)))
    if drawn.uncovered:
        missing = [category.label for category in drawn.uncovered]
        lines += ["", words(say("No session has begun of: {categories}.", categories=missing))]
    return "".join(f"{printable(line)}\n" for line in lines)


def _json(
    drawn: Draw, assessment: Assessment, since: date | None, seed: int, words: Translator
) -> str:
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "as_of": assessment.on,
        "seed": seed,
        "since": since,
        "sites": list(drawn.sites),
        "sessions": [
            {
                "id": file.session.id,
                "title": file.session.title,
                "category": file.session.category,
                "starts": file.session.starts,
                "ends": file.session.ends,
                "headcount": file.session.headcount,
                "site": file.session.site,
                "steps": [
                    {
                        "step": file_step.step,
                        "title": words(file_step.title),
                        "state": file_step.state,
                        "evidence": [assessed.evidence.id for assessed in file_step.proofs],
                    }
                    for file_step in file.steps
                ],
            }
            for file in _files(drawn, assessment)
        ],
        "uncovered": [category.value for category in drawn.uncovered],
    }
    return as_json(document)
