"""The rules of evidence: a proof is what it says it is,
whether or not its indicators have others.
"""

from __future__ import annotations

from preuve.core.finding import Severity
from preuve.core.rule_name import RuleName
from preuve.core.words import say
from preuve.rulebook.rule import Family, Rule

RULES: tuple[Rule, ...] = (
    Rule(
        RuleName.EMPTY_FILE,
        Family.EVIDENCE,
        Severity.ERROR,
        say(
            "A proof's file is empty or blank, shows nothing (a workbook without a value, a page "
            "with nothing on it), or is a text that only keeps the place, such as “TODO”. "
            "It does not count."
        ),
        say("A name without a content proves nothing; mostly a copy or a download failed."),
        say("file: evidence/catalogue.pdf, of 0 bytes"),
        say("Put the document itself at this place."),
    ),
    Rule(
        RuleName.FILE_NOT_FETCHED,
        Family.EVIDENCE,
        Severity.ERROR,
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
    Rule(
        RuleName.LINK_FILE,
        Family.EVIDENCE,
        Severity.WARNING,
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
    Rule(
        RuleName.WRONG_CONTENT,
        Family.EVIDENCE,
        Severity.WARNING,
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
    Rule(
        RuleName.NOT_EVIDENCE,
        Family.EVIDENCE,
        Severity.ERROR,
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
    Rule(
        RuleName.UNREADABLE_REGISTER,
        Family.EVIDENCE,
        Severity.ERROR,
        say("A proof is a register that cannot be read. It does not count."),
        say("What stands in it, nobody can tell; a register is as good as its newest line."),
        say("file: registers/complaints.yaml, with a fault that stops its reading"),
        say("Correct what is found in the register; the proof then counts again."),
    ),
    Rule(
        RuleName.LARGE_FILE,
        Family.EVIDENCE,
        Severity.WARNING,
        say("A proof's file is larger than 100 MB. It counts."),
        say("GitHub refuses a push that holds it, and each clone carries it for ever."),
        say("file: evidence/workshop.mp4, of 180 MB"),
        say("Make it smaller, or keep it elsewhere and say where with place: or url:."),
    ),
    Rule(
        RuleName.NOT_ON_SHELF,
        Family.EVIDENCE,
        Severity.ERROR,
        say(
            "An approved proof was not at its place on its shelf when preuve shelves last looked. "
            "It does not count."
        ),
        say("Somebody moved, renamed or deleted it: on the day of the audit nobody finds it."),
        "file: drive:Sessions 2026/A12/attendance.pdf",
        say("Correct the path, or put the file back; then run preuve shelves."),
    ),
    Rule(
        RuleName.SHELF_CHANGED,
        Family.EVIDENCE,
        Severity.WARNING,
        say(
            "A proof on a shelf is no longer what it was when it was approved: its digest is "
            "another or, where the store has none, its size or time. It does not count."
        ),
        say("What was approved is not what would be shown."),
        say("file: drive:Minutes.docx, edited after approved_on"),
        say("Look at it, then approve it anew: preuve approve writes day and digest."),
    ),
    Rule(
        RuleName.SHELF_NOT_SEEN,
        Family.EVIDENCE,
        Severity.INFO,
        say(
            "Nobody has looked yet whether an approved proof is on its shelf; or not since it was "
            "dated, or longer ago than look_every allows. It counts."
        ),
        say("That it is there is taken on trust."),
        "file: drive:Sessions 2026/A12/attendance.pdf",
        say("Run preuve shelves where the shelf is there, or with a listing of it."),
    ),
    Rule(
        RuleName.VAGUE_PLACE,
        Family.EVIDENCE,
        Severity.WARNING,
        say(
            "The place of an approved proof says nothing: a sign, “TODO”, what cannot be seen. "
            "It does not count."
        ),
        say("On the day of the audit somebody has to fetch it."),
        'place: "?"',
        say("Say where it is kept, such as binder 3, shelf of the office."),
    ),
    Rule(
        RuleName.DEAD_LINK,
        Family.EVIDENCE,
        Severity.WARNING,
        say(
            "The address of an approved proof was gone when preuve links last asked. It does "
            "not count."
        ),
        say("Whoever follows the link on the day of the audit finds an error."),
        say("url: https://example.org/page, which answered 404"),
        say("Give the page's new address, or a copy of it as a file; then run preuve links."),
    ),
    Rule(
        RuleName.IMPOSSIBLE_DATE,
        Family.EVIDENCE,
        Severity.WARNING,
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
    Rule(
        RuleName.DATED_AHEAD,
        Family.EVIDENCE,
        Severity.WARNING,
        say("An approved proof is dated after the manual's day. It does not count before its day."),
        say("Nothing can have been approved that is still to be made; or its date is mistyped."),
        say("dated: 2027-03-01, on 30 September 2026"),
        say("Correct the date, or write status: draft until it is there."),
    ),
)
