"""The rules of reading: files can be read, and hold what their keys want."""

from __future__ import annotations

from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.rulebook.rule import Family, RuleFamily

_RULES = RuleFamily(Family.READING)
RULES = (
    _RULES.error(
        RuleName.UNREADABLE_FILE,
        say("A file that the manual needs cannot be opened, or is not saved as UTF-8."),
        say("What cannot be read cannot be judged: the gate would be guessing."),
        say("organisation.yaml saved as Latin-1"),
        say("Put the file at its place, or save it again with the encoding UTF-8."),
    ),
    _RULES.error(
        RuleName.YAML_SYNTAX,
        say(
            "A file is not YAML, or uses a part of YAML that Preuve does not: anchors, "
            "aliases, tags, merge keys, "
            "a second document, tabs, nesting over 12 levels."
        ),
        say(
            "Those parts change meaning without showing it, and differ from one program to the "
            "next."
        ),
        "title: Minutes: spring meeting",
        say(
            "Put a text with a colon between double quotes; write repeated values out; indent "
            "with spaces."
        ),
    ),
    _RULES.error(
        RuleName.DUPLICATE_KEY,
        say("The same key stands twice in one map."),
        say("YAML readers silently keep one of them, and not all keep the same."),
        "status: draft\nstatus: approved",
        say("Keep the one that is right, delete the other."),
    ),
    _RULES.error(
        RuleName.UNKNOWN_KEY,
        say("A key is not one that Preuve knows at this place."),
        say("A misspelt key would otherwise be ignored, and what it says with it."),
        "onwer: teaching",
        say("Correct the spelling; the message proposes the nearest known key."),
    ),
    _RULES.error(
        RuleName.MISSING_KEY,
        say("A key that cannot be left out is missing."),
        say("A proof without a date or an owner cannot be shown to an auditor."),
        "- id: EV-001\n  title: Course catalogue",
        say("Add the key the message names."),
    ),
    _RULES.error(
        RuleName.WRONG_TYPE,
        say(
            "A value is of another kind than the key wants: a word for a list, a text for a number."
        ),
        say("Guessing what was meant would hide mistakes."),
        "indicators: 4",
        say("Write the kind of value the message asks for, here indicators: [4]."),
    ),
    _RULES.error(
        RuleName.INVALID_VALUE,
        say("A value is of the right kind, and not one that can stand here."),
        say("Words from a fixed list keep the site, the gate and the exports in agreement."),
        "status: aproved",
        say("Choose one of the values the message lists."),
    ),
    _RULES.error(
        RuleName.INVALID_DATE,
        say("A date is not written year-month-day, or is not a day of the calendar."),
        say("03/04/2026 is read as March by some and April by others; and 2026-02-30 never comes."),
        "dated: 30/02/2026",
        say("Write it as 2026-02-28."),
    ),
    _RULES.error(
        RuleName.UNSAFE_URL,
        say("An address is not a plain https address with a host name."),
        say(
            "Other kinds of links can run code in the reader's browser or open files of their "
            "computer."
        ),
        "url: javascript:alert(1)",
        say("Copy the address from the browser's address bar."),
    ),
    _RULES.error(
        RuleName.TOO_LARGE,
        say("A file that Preuve reads is larger than 20 MB."),
        say("An index of that size is a mistake, such as a document pasted into it."),
        say("evidence_index.yaml with a PDF pasted into it"),
        say("Keep documents as files of their own and name them in the index."),
    ),
    _RULES.error(
        RuleName.UNKNOWN_REGISTER,
        say("The folder registers/ holds something that is none of the five registers."),
        say("A register whose file is misnamed would be kept with care, and read by nobody."),
        "registers/wacth.yaml",
        say(
            "Correct the file's name; the message proposes the nearest. Put other files "
            "elsewhere, such as in evidence/."
        ),
    ),
)
