"""A newcomer's afternoon, timed: a spreadsheet of 60 proofs and an empty folder → the manual on the
screen.

Every step is the command that a person types. `scripts/newcomer.py [--language en] [--keep
FOLDER]`.
"""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

from openpyxl import Workbook

from preuve.model.standard import Category, Condition, EditionName, load_edition

if TYPE_CHECKING:
    from collections.abc import Iterator

TOOLS = Path(sys.executable).parent
PROOFS = 60
HEADINGS = {
    "fr": [
        "N°",
        "Indicateurs",
        "Intitulé de la preuve",
        "Étape",
        "Emplacement",
        "Responsable",
        "Date",
        "Périodicité",
        "Statut",
    ],
    "en": [
        "No.",
        "Indicators",
        "Title",
        "Stage",
        "Location",
        "Responsible",
        "Date",
        "Review every",
        "Status",
    ],
}
OWNERS = {
    "fr": ["Responsable qualité", "Direction", "Responsable pédagogique", "Référente handicap"],
    "en": ["Quality lead", "Management", "Teaching lead", "Disability officer"],
}
STAGES = {"fr": ("Procédure", "Mise en œuvre"), "en": ("formalised", "implemented")}
PROFILE = ["--categories", "training", "--conditions", "subcontracting", "--audit", "2027-02-03"]


def rows(language: str) -> Iterator[list[object]]:
    """Yield what such a spreadsheet holds: several indicators in a cell,
    dates in several forms, words as people write them.
    """
    edition = load_edition(EditionName.RNQ_2026)
    applicable = [
        one
        for one in edition.indicators
        if one.applies_to([Category.TRAINING], {Condition.SUBCONTRACTING})
    ]
    titles = [
        (one.number, proof)
        for turn in range(4)
        for one in applicable
        for proof in one.proofs[language][turn : turn + 1]  # type: ignore[index]
    ]
    for number, (indicator, title) in enumerate(titles[:PROOFS], 1):
        day = date(2026, 11, 20) - timedelta(days=5 * number)
        numbers = f"{indicator} et 32" if number % 7 == 0 and language == "fr" else str(indicator)
        said: object = day if number % 3 else f"{day:%d/%m/%Y}"
        stage = STAGES[language][number % 2]
        place = f"Drive / Qualité / Indicateur {indicator}"
        owner = OWNERS[language][number % 4]
        months, done = ("12 mois", "Validé") if language == "fr" else ("12 months", "approved")
        yield [f"P{number:02}", numbers, title, stage, place, owner, said, months, done]


def spreadsheet(file: Path, language: str) -> None:
    """Write the workbook, with a title above the headings and merged cells,
    as people lay them out.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Suivi Qualiopi 2026" if language == "fr" else "Qualiopi follow-up 2026"])
    sheet.merge_cells("A1:I1")
    sheet.append(HEADINGS[language])
    for row in rows(language):
        sheet.append(row)
    book.save(file)


def step(name: str, command: list[str], folder: Path, *, status: int = 0) -> tuple[float, str]:
    """Give a command; print what it took; end the program where it does not end as it should."""
    begun = time.monotonic()
    done = subprocess.run(
        [TOOLS / command[0], *command[1:]], cwd=folder, capture_output=True, text=True, check=False
    )
    took = time.monotonic() - begun
    print(f"{took:6.2f} s  {name:42} {' '.join(command)}", flush=True)
    if done.returncode != status:
        sys.exit(f"exit status {done.returncode}\n{done.stdout}\n{done.stderr}")
    return took, done.stdout


def on_screen(folder: Path) -> float:
    """Show the manual; return how long it took until its first page was there."""
    begun = time.monotonic()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [str(TOOLS / "mkdocs"), "serve", "--dev-addr", address]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            while time.monotonic() - begun < 120:  # noqa: PLR2004 - seconds: a slow machine
                try:
                    with urlopen(
                        f"http://{address}/criteria/criterion-1/indicator-01/", timeout=30
                    ) as page:
                        if b"EV-001" in page.read():
                            break
                except OSError:
                    time.sleep(0.05)
            else:
                sys.exit("the manual was not shown")
        finally:
            server.terminate()
    took = time.monotonic() - begun
    print(f"{took:6.2f} s  {'the manual on the screen':42} mkdocs serve", flush=True)
    return took


def main() -> None:
    """Go through it, from an empty folder."""
    parser = ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--language", choices=list(HEADINGS), default="fr")
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="keep what is made, in a new folder"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newcomer-") as made:
        folder: Path = options.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        sheet = (folder / "suivi.xlsx").resolve()
        spreadsheet(sheet, options.language)
        manual = folder / "manual"
        words = [
            "new",
            "manual",
            "--name",
            "Formations du Vieux-Port",
            "--language",
            options.language,
            *PROFILE,
        ]
        total, _ = step("a manual of one's own", ["preuve", *words], folder)
        took, said = step("what the import would do", ["preuve", "import", str(sheet)], manual)
        if not re.search(rf": {PROOFS} [^,]+, 0 [^,]+, 0 [^,]+, 0 [^,]+\.$", said, re.MULTILINE):
            sys.exit(said)
        total += took
        total += step("60 proofs come in", ["preuve", "import", str(sheet), "--write"], manual)[0]
        took, said = step(
            "who has what to do", ["preuve", "owners", "--as-of", "2026-11-25"], manual
        )
        total += took
        total += on_screen(manual)
        print(f"{total:6.2f} s  from an empty folder to the screen")
        print("\nThe gate, until the team has written its pages:", said.splitlines()[0])


if __name__ == "__main__":
    main()
