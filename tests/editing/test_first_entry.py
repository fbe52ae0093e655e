"""The first things that a person types by hand into a new manual:
they work, or the answer says what to type.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from preuve.cli import run
from preuve.core.words import Translator
from preuve.gate import gate
from preuve.model.manual import Manual

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY = date(2026, 11, 20)
NEW = ("--name", "École du Quai", "--categories", "training", "--audit", "2027-03-18")
ENTRY = """\
  - id: EV-001
    title: Livret
    indicators: [9]
    stage: formalised
    kind: document
    place: Classeur 1
    owner: quality
    dated: 2026-01-31
    status: approved
    access: auditor
"""


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a new manual, the same for every case:
    each writes the whole file that it tries.
    """
    folder = tmp_path_factory.mktemp("first") / "manual"
    assert run(["new", str(folder), *NEW]) == 0
    return folder


@pytest.fixture
def manual(begun: Path) -> Iterator[Path]:
    """Yield a new manual as it was begun."""
    index = begun / "evidence_index.yaml"
    before = index.read_bytes()
    yield begun
    index.write_bytes(before)


def findings(root: Path, file: str) -> list[tuple[int, str, str]]:
    """Return line, rule and words of what is wrong in a file as it is typed,
    what is lacking elsewhere left aside.
    """
    words = Translator("fr")
    return [
        (
            finding.place.line,
            finding.rule,
            " ".join(words(text) for text in (finding.message, finding.help)).replace(
                "\u00a0", " "
            ),
        )
        for finding in gate.check(Manual.load(root), DAY).findings
        if finding.place.file == file
        and finding.rule not in {"missing-evidence", "only-formalised"}
    ]


def uncommented(text: str) -> str:
    """Take the # away from the example below the key."""
    head, below, rest = re.split(r"(?m)((?:^#   .*\n)+)", text, maxsplit=1)
    return head + re.sub(r"(?m)^# ?", "", below) + rest


WORK = {
    "below the key": ENTRY,
    "not indented": re.sub(r"(?m)^  ", "", ENTRY),
    "a comma in the title": ENTRY.replace("Livret", "Livret, règlement, plan d’accès"),
    "a list of dashes": ENTRY.replace(" [9]", "\n      - 9\n      - 10"),
    "French quotation marks": ENTRY.replace("Livret", "« Livret »"),
}


@pytest.mark.parametrize("typed", WORK.values(), ids=WORK)
def test_the_first_entry_works(manual: Path, typed: str) -> None:
    """Would catch a new index under which nothing can be typed."""
    index = manual / "evidence_index.yaml"
    before = index.read_bytes()
    index.write_bytes(before + typed.encode())
    assert findings(manual, "evidence_index.yaml") == []
    assert [entry.id for entry in Manual.load(manual).evidence_index.evidence] == ["EV-001"]  # type: ignore[union-attr]


def test_every_example_works_once_its_signs_are_taken_away(manual: Path) -> None:
    """Would catch an example above its key, or one of which a comma takes the end;
    in the index and in each register.
    """
    for file in [manual / "evidence_index.yaml", *(manual / "registers").iterdir()]:
        before = file.read_text(encoding="utf-8")
        file.write_text(
            uncommented(before).replace(": …", ": un, deux, trois", 2), encoding="utf-8"
        )
        name = file.relative_to(manual).as_posix()
        wrong = [
            found
            for found in findings(manual, name)
            if found[1] in {"yaml-syntax", "unknown-key", "wrong-type", "duplicate-key"}
        ]
        assert wrong == []
        assert ("un, deux, trois" in file.read_text(encoding="utf-8")) == (": …" in before)
        file.write_text(before, encoding="utf-8")


OLD = {
    "brackets, indented": (
        "evidence: []\n" + ENTRY,
        1,
        "Supprimez « [] » et laissez « evidence: »",
    ),
    "brackets, not indented": ("evidence: []\n" + WORK["not indented"], 1, "Supprimez « [] »"),
    "brackets and a comment between": (
        "evidence: [ ]  # rien\n\n# la première\n" + ENTRY,
        1,
        "Supprimez « [ ] »",
    ),
    "braces": ("evidence: {}\n" + ENTRY, 1, "Supprimez « {} »"),
    "the example above its key": (
        ENTRY + "evidence: []\n",
        11,
        "écrivez « evidence: » sur une ligne au-dessus",
    ),
    "the example above, not indented": (
        WORK["not indented"] + "evidence:\n",
        11,
        "« evidence: » sur une ligne au-dessus",
    ),
}


@pytest.mark.parametrize("key", ["evidence", "evidence   # la liste"])
def test_the_key_without_its_colon(manual: Path, key: str) -> None:
    """Would catch libyaml's own English words in a French answer."""
    index = manual / "evidence_index.yaml"
    index.write_text(f"# index\n{key}\n{ENTRY}", encoding="utf-8")
    ((where, rule, words),) = findings(manual, "evidence_index.yaml")
    assert (where, rule) == (2, "yaml-syntax")
    assert "Écrivez « evidence: »" in words


@pytest.mark.parametrize(("text", "line", "advice"), OLD.values(), ids=OLD)
def test_brackets_that_say_nothing(manual: Path, text: str, line: int, advice: str) -> None:
    """Would catch a manual begun before, whose index ends in `[]`,
    answered by libyaml's words or by a wrong line.
    """
    index = manual / "evidence_index.yaml"
    index.write_text(text, encoding="utf-8")
    ((where, rule, words),) = findings(manual, "evidence_index.yaml")
    assert (where, rule) == (line, "yaml-syntax")
    assert advice in words


SLIPS = {
    "the same id twice": (ENTRY + ENTRY, 11, "EV-002"),
    "a second entry without its dash": (
        ENTRY + ENTRY.replace("  - id", "    id"),
        11,
        "mettez un tiret devant",
    ),
    "a tab": (ENTRY.replace("    title", "\ttitle"), 2, "deux par niveau"),
    "no space after the dash": (
        ENTRY.replace("- id", "-id"),
        1,
        "Il manque un espace après le tiret",
    ),
    "another sign for the dash": (ENTRY.replace("- id", "• id"), 1, "un tiret et un espace"),
    "no space after the colon": (
        ENTRY.replace("title: ", "title:"),
        2,
        "Il manque un espace après le deux-points",
    ),
    "a French colon in the title": (
        ENTRY.replace("Livret", "Livret : accueil"),
        2,
        "entre guillemets droits doubles",
    ),
    "a # in the title": (
        ENTRY.replace("Livret", "Livret #2"),
        2,
        "entre guillemets droits doubles",
    ),
    "an apostrophe between apostrophes": (
        ENTRY.replace("Livret", "'Livret d'accueil'"),
        2,
        "une apostrophe s’écrit deux fois",
    ),
    "a quote left open": (ENTRY.replace("Livret", '"Livret'), 2, "Refermez le guillemet"),
    "a number without brackets": (ENTRY.replace("[9]", "9"), 3, "[9]"),
    "semicolons": (ENTRY.replace("[9]", "[9; 10]"), 3, "9, 10"),
    "the word before the number": (ENTRY.replace("[9]", "[Indicateur 9]"), 3, "Écrivez 9."),
    "a bracket left open": (ENTRY.replace("[9]", "[9"), 3, "refermez la liste"),
    "a French date": (ENTRY.replace("2026-01-31", "31/01/2026"), 8, "2026-01-31"),
    "a date in words": (ENTRY.replace("2026-01-31", "31 janvier 2026"), 8, "2026-01-31"),
    "a French stage": (ENTRY.replace("formalised", "formalisé"), 4, "« formalised »"),
    "a French status": (ENTRY.replace("approved", "approuvé"), 9, "« approved »"),
    "a French kind": (ENTRY.replace(": document", ": procédure"), 5, "« procedure »"),
    "a French audience": (ENTRY.replace(": auditor", ": auditeur"), 10, "« auditor »"),
    "a French key": (ENTRY.replace("title", "titre"), 2, "« title »"),
    "a capital": (ENTRY.replace("title", "Title"), 2, "« title »"),
    "a French duration": (ENTRY + "    review_every: 1 an\n", 11, "1 years"),
    "a key that lacks": (ENTRY.replace("    owner: quality\n", ""), 1, "owner: …"),
    "a file that is not there": (
        ENTRY.replace("place: Classeur 1", "file: evidence/Livret.pdf"),
        6,
        "Ajoutez le fichier",
    ),
    "a path of Windows": (
        ENTRY.replace("place: Classeur 1", "file: C:\\Qualité\\Livret.pdf"),
        6,
        "barres obliques",
    ),
    "an address without https": (
        ENTRY.replace("place: Classeur 1", "url: www.ecole.fr"),
        6,
        "https://",
    ),
    "numbers joined by a word": (ENTRY.replace("[9]", "9 et 10"), 3, "[9, 10]"),
    "from one number to another": (ENTRY.replace("[9]", "[9-12]"), 3, "9, 10, 11, 12"),
    "a criterion before the indicator": (ENTRY.replace("[9]", "[C3.I9]"), 3, "Écrivez 9."),
    "a role by its title": (
        ENTRY.replace("quality", "Responsable qualité"),
        7,
        "non son titre",
    ),
    "a blank in the id": (ENTRY.replace("EV-001", "EV 001"), 1, "Écrivez EV-001."),
    "a first entry without its dash": (ENTRY.replace("- id", "  id"), 1, "« - id: … »"),
    "a title with its key between French marks": (
        ENTRY.replace("title:", "« title » :"),
        2,
        "« title »",
    ),
    "a title on two lines": (
        ENTRY.replace("Livret", "Livret\n    des stagiaires"),
        3,
        "plus à droite",
    ),
    "a status that says how far it is": (ENTRY.replace("approved", "en cours"), 9, "« draft »"),
    "a ligature written in two letters": (
        ENTRY.replace("formalised", "mise en oeuvre"),
        4,
        "« implemented »",
    ),
    "a kind by the trade's word": (ENTRY.replace(": document", ": attestation"), 5, "« record »"),
    "how often, in words": (ENTRY + "    review_every: tous les ans\n", 11, "12 months"),
    "an address between angle brackets": (
        ENTRY.replace("place: Classeur 1", "url: <https://ecole.example/livret>"),
        6,
        "Écrivez https://ecole.example/livret,",
    ),
    "a remark of another language": (
        ENTRY.replace("    kind", "    // à revoir\n    kind"),
        5,
        "commence par un #",
    ),
    "pasted from a mail": ("> " + ENTRY, 1, "Supprimez-le"),
    "pasted with its fence": (f"```yaml\n{ENTRY}```\n", 1, "Supprimez-le"),
    "a figure of the list as a title": (
        ENTRY.replace("Livret", "[2026] Livret"),
        2,
        "guillemets droits doubles",
    ),
    "a month for a date": (ENTRY.replace("2026-01-31", "janvier 2026"), 8, "année-mois-jour"),
    "nobody answers": (ENTRY.replace("owner: quality", "owner:"), 7, "Écrivez un texte"),
    "a first name answers": (ENTRY.replace("quality", "Sophie"), 7, "choisissez parmi"),
    "a line too far left": (ENTRY.replace("    kind", "   kind"), 5, "même colonne"),
    "a line too far right": (ENTRY.replace("    kind", "     kind"), 5, "même colonne"),
    "an equals sign": (
        ENTRY.replace("title:", "title ="),
        2,
        "avec un espace après le deux-points",
    ),
    "blanks from a word processor": (
        ENTRY.replace("    title", "\u00a0   title"),
        2,
        "tapez des espaces",
    ),
}


@pytest.mark.parametrize(("typed", "line", "advice"), SLIPS.values(), ids=SLIPS)
def test_what_slips_from_the_hand_is_answered_where_it_stands(
    manual: Path, typed: str, line: int, advice: str
) -> None:
    """Would catch an answer at another line, in another language,
    or that does not say what to type.
    """
    index = manual / "evidence_index.yaml"
    before = index.read_bytes()
    index.write_bytes(before + typed.encode())
    first = min(findings(manual, "evidence_index.yaml"))
    index.write_bytes(before)
    assert first[0] == line + before.count(b"\n")
    assert advice in first[2]
    assert ".gitkeep" not in first[2]
