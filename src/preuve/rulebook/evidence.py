"""The rules of evidence: a proof is what it says it is,
whether or not its indicators have others.
"""

from __future__ import annotations

from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.rulebook.rule import Family, RuleFamily

_RULES = RuleFamily(Family.EVIDENCE)
RULES = (
    _RULES.error(
        RuleName.EMPTY_FILE,
        say(
            "A proof's file is empty or blank, shows nothing (a workbook without a value, the head "
            "of a file alone), or is a text that only keeps the place, such as “TODO”. "
            "It does not count."
        ),
        say("A name without a content proves nothing; mostly a copy or a download failed."),
        say("file: evidence/catalogue.pdf, of 0 bytes"),
        say("Put the document itself at this place."),
    ),
    _RULES.error(
        RuleName.FILE_NOT_FETCHED,
        say(
            "A file holds only the pointer that Git LFS, git-annex or git-fat leaves for it. "
            "It does not count."
        ),
        say("The document is elsewhere: a site or a pack would show three lines about a number."),
        "version https://git-lfs.github.com/spec/v1",
        say(
            "Fetch the file (git lfs pull, git annex get); in a workflow give actions/checkout "
            "lfs: true."
        ),
    ),
    _RULES.warning(
        RuleName.LINK_FILE,
        say(
            "A file is only a link to a document: a cloud's own (.gdoc, .gsheet), a shortcut "
            "(.url, .webloc, .lnk), or a text that holds an address alone."
        ),
        say("It opens for whoever has the account, and nowhere else. It does not count."),
        "file: evidence/minutes.gdoc",
        say(
            "Save the document itself as a PDF and name that; or give its address under url:, "
            "or its place under place:."
        ),
    ),
    _RULES.warning(
        RuleName.WRONG_CONTENT,
        say(
            "A file's first bytes are not those of its ending: a .pdf that is a web page, a "
            ".docx that is none; or its end is missing, since a copy or a download stopped."
        ),
        say(
            "It cannot be opened by whoever clicks on it; often it is the page that asks for a "
            "password. It does not count."
        ),
        say("file: evidence/survey.pdf, which begins with <!DOCTYPE html>"),
        say(
            "Open it on your computer; save the document again, or correct the ending of its name."
        ),
    ),
    _RULES.error(
        RuleName.NOT_EVIDENCE,
        say(
            "A proof's file is one of the manual's own files, a hidden one, or one that a "
            "program left behind."
        ),
        say(
            "The index cannot prove what it says of itself; what begins with a dot is "
            "configuration, and .git holds all that "
            "was ever deleted. It does not count."
        ),
        "file: organisation.yaml",
        say("Name the document that shows what was done; a register proves by its lines."),
    ),
    _RULES.error(
        RuleName.UNREADABLE_REGISTER,
        say("A proof is a register that cannot be read. It does not count."),
        say("What stands in it, nobody can tell; a register is as good as its newest line."),
        say("file: registers/complaints.yaml, with a fault that stops its reading"),
        say("Correct what is found in the register; the proof then counts again."),
    ),
    _RULES.warning(
        RuleName.LARGE_FILE,
        say("A proof's file is larger than 100 MB. It counts."),
        say("GitHub refuses a push that holds it, and each clone carries it for ever."),
        say("file: evidence/workshop.mp4, of 180 MB"),
        say("Make it smaller, or keep it elsewhere and say where with place: or url:."),
    ),
    _RULES.error(
        RuleName.NOT_ON_SHELF,
        say(
            "An approved proof was not at its place on its shelf when preuve shelves last looked. "
            "It does not count."
        ),
        say("Somebody moved, renamed or deleted it: on the day of the audit nobody finds it."),
        "file: drive:Sessions 2026/A12/attendance.pdf",
        say("Correct the path, or put the file back; then run preuve shelves."),
    ),
    _RULES.warning(
        RuleName.SHELF_CHANGED,
        say(
            "A proof on a shelf is no longer what it was when it was approved: its digest is "
            "another or, where the store has none, its size or time. It does not count."
        ),
        say("What was approved is not what would be shown."),
        say("file: drive:Minutes.docx, edited after approved_on"),
        say("Look at it, then approve it anew: preuve approve writes day and digest."),
    ),
    _RULES.note(
        RuleName.SHELF_NOT_SEEN,
        say(
            "Nobody has looked yet whether an approved proof is on its shelf; or not since it was "
            "dated, or longer ago than look_every allows. It counts."
        ),
        say("That it is there is taken on trust."),
        "file: drive:Sessions 2026/A12/attendance.pdf",
        say("Run preuve shelves where the shelf is there, or with a listing of it."),
    ),
    _RULES.warning(
        RuleName.VAGUE_PLACE,
        say(
            "The place of an approved proof says nothing: a sign, “TODO”, what cannot be seen. "
            "It does not count."
        ),
        say("On the day of the audit somebody has to fetch it."),
        'place: "?"',
        say("Say where it is kept, such as binder 3, shelf of the office."),
    ),
    _RULES.warning(
        RuleName.DEAD_LINK,
        say(
            "The address of an approved proof was gone when preuve links last asked. It does "
            "not count."
        ),
        say("Whoever follows the link on the day of the audit finds an error."),
        say("url: https://example.org/page, which answered 404"),
        say("Give the page's new address, or a copy of it as a file; then run preuve links."),
    ),
    _RULES.warning(
        RuleName.IMPOSSIBLE_DATE,
        say(
            "A date is before the year 2000, or more than ten years ahead. A proof with such a "
            "date does not count."
        ),
        say(
            "It is a slip of the keyboard: 206 for 2026, 2206 for 2026; and what rests on it "
            "is wrong for years."
        ),
        "valid_until: 2206-05-01",
        say("Correct the year."),
    ),
    _RULES.warning(
        RuleName.DATED_AHEAD,
        say("An approved proof is dated after the manual's day. It does not count before its day."),
        say("Nothing can have been approved that is still to be made; or its date is mistyped."),
        say("dated: 2027-03-01, on 30 September 2026"),
        say("Correct the date, or write status: draft until it is there."),
    ),
)
