"""The rules of references: what an entry names exists."""

from __future__ import annotations

from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.rulebook.rule import Family, RuleFamily

_RULES = RuleFamily(Family.REFERENCES)
RULES = (
    _RULES.error(
        RuleName.DUPLICATE_ID,
        say("Two entries of the index have the same id."),
        say(
            "People cite proofs by their id. Two branches that each add the next number merge "
            "without a conflict."
        ),
        "- id: EV-031 … - id: EV-031",
        say("Give the newer entry the next free id."),
    ),
    _RULES.error(
        RuleName.UNKNOWN_INDICATOR,
        say("A number is not an indicator of the edition in use."),
        say("The proof would be shown nowhere."),
        "indicators: [40]",
        say("Correct the number."),
    ),
    _RULES.error(
        RuleName.UNKNOWN_OWNER,
        say("A role is none of the people in organisation.yaml."),
        say("Someone must answer for each proof and each decision."),
        "owner: teachnig",
        say("Correct the role, or add it under people in organisation.yaml."),
    ),
    _RULES.error(
        RuleName.UNKNOWN_SESSION,
        say(
            "A proof names a training session that is not in sessions.yaml, or a register speaks "
            "of one (a note then, no error). Without that file nothing is said."
        ),
        say("When the auditor picks that session, the proof would not be in its file."),
        say("session: 2026-A21, where 2026-A12 exists"),
        say("Correct the id, or add the session to sessions.yaml."),
    ),
    _RULES.error(
        RuleName.UNKNOWN_REFERENCE,
        say(
            "A line of a register or of sessions.yaml names a proof, another line or an audit "
            "that is not there; or something names a site or a shelf that organisation.yaml does "
            "not have."
        ),
        say(
            "Whoever follows the reference finds nothing: a correction without its proof, an "
            "action without its origin."
        ),
        say("proof: [EV-0021], where EV-021 exists"),
        say("Correct the id or the date, or add what it names."),
    ),
    _RULES.error(
        RuleName.MISSING_FILE,
        say("A file named by an entry is not in the repository under exactly this name."),
        say(
            "On the auditor's screen the link would be dead. Web servers tell capital letters "
            "and accents apart even "
            "where your computer does not."
        ),
        say("file: evidence/Catalogue.pdf, where catalogue.pdf exists"),
        say("Add the file, or correct its name."),
    ),
    _RULES.error(
        RuleName.FILE_OUTSIDE_REPOSITORY,
        say(
            "A file is named by a path that leads out of the manual's folder, or through a "
            "symbolic link."
        ),
        say("It would not be there for anybody else, and could publish what nobody meant to."),
        "file: ../private/contract.pdf",
        say("Copy the file into evidence/, or use place: to say where it is kept."),
        fixed=True,
    ),
    _RULES.error(
        RuleName.CHANGED_FILE,
        say("A file is no longer the one that was approved: its SHA-256 differs from the entry's."),
        say("What was approved is what is shown; a change is approved again, on purpose."),
        say("sha256: 3f5a…, and the file was saved again since"),
        say("Review the file, then give its new date and digest."),
    ),
    _RULES.warning(
        RuleName.EVIDENCE_FOR_NOT_APPLICABLE,
        say("A proof names an indicator that does not apply to the organisation."),
        say(
            "It will not be asked for; or a category or a condition is missing in "
            "organisation.yaml."
        ),
        say("indicators: [9, 15], for a provider without apprentices"),
        say("Take the number out, or correct the profile in organisation.yaml."),
    ),
)
