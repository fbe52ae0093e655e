"""Whole sites with what people really leave in them: published only when nothing of it goes out."""

from __future__ import annotations

import io
import re
import shutil
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from leaking import ENTRIES, NOTE, TITLE
from openpyxl import Workbook
from PIL import Image
from readable import document, drawing, mail, pdf, rich
from whole_files import zipped_files

import preuve
from preuve.commands.given import forge_files

if TYPE_CHECKING:
    from copies import Copy

STRAY = {
    "docs/criteria/emargement.xlsx": b"",
    "docs/~$index.docx": b"\x0bOwner",
    "docs/Thumbs.db": b"\xd0\xcf\x11\xe0",
    "docs/index.md.bak": b"# Draft",
    # and some that no report names
    "docs/.~lock.index.odt#": b",somebody,",
    "docs/desktop.ini": b"[.ShellClassInfo]",
    "docs/criteria/criterion-1/page (copie).md.orig": b"x",
    "docs/data.json": b"{}",
    "docs/liste.csv": b"Nom\nX",
    "docs/old.html": b"<p>x</p>",
}


def people(extra: str = "") -> bytes:
    """Return a sign-in sheet as a workbook."""
    book, out = Workbook(), io.BytesIO()
    sheet = book.create_sheet("Feuille")
    sheet.append(["Nom", "Courriel", "Tél"])
    sheet.append(["Léa Exemple", "lea.martin@courriel.fr", f"06 12 34 56 78 {extra}"])
    book.save(out)
    return out.getvalue()


def test_stray_files_go_out_to_nobody(copy: Copy) -> None:
    """Would catch a sign-in sheet, an office program's lock file or a backup on the web."""
    for name, data in STRAY.items():
        (copy.root / name).write_bytes(data or people())
    hidden = copy.root / "evidence" / "interviews-2026-b03.csv"
    shutil.copy(hidden, copy.root / "docs" / "entretiens.csv")
    done = copy.run("preuve", "build", "--for", "public")
    assert done.returncode == 1
    assert not (copy.root / "site").exists()
    made = {name.removeprefix("docs/") for name in STRAY} - {
        ".~lock.index.odt#"
    }  # MkDocs leaves it
    assert {name for name in made if f"why {name} is on the site" not in done.stderr} == set()
    assert "entretiens.csv is, or holds, the file of" in done.stderr
    done = copy.run("preuve", "build")
    assert done.returncode == 0, done.stderr
    assert "warning: Nothing explains why Thumbs.db" in done.stderr
    for name in STRAY:
        (copy.root / name).unlink()
    (copy.root / "docs" / "entretiens.csv").unlink()
    copy.succeed("preuve", "build", "--for", "public")


PEOPLE = {
    "teaching: Head of teaching": 'teaching: "Karim Benali"',
    "direction: Managing director": 'direction: "Éloïse Müller"',
    "quality: Quality lead": 'quality: "Jean-Pierre de La Tour"',
    "assessment: Skills assessment lead": 'assessment: "Paul Estève"',
    "administration: Training administrator": 'administration: "Inès Roca"',
    "disability: Disability officer": 'disability: "Luc Adam"',
}
PUBLIC = (
    "  - {{id: EV-96{number}, title: Sheet {number}, indicators: [1], stage: implemented, kind: record, "
    "file: evidence/{file}, owner: quality, dated: 2026-03-01, status: approved, access: public}}\n"
)
IBAN = "FR76 3000 6000 0112 3456 7890 189"


def _files(hidden: bytes) -> dict[str, bytes]:
    """Return public proofs, each with something that may not go out."""
    run = f"<w:p><w:ins><w:t>{TITLE[:9]}</w:t></w:ins><w:t>{TITLE[9:]}</w:t></w:p>"
    return {
        "open-day.csv": f"nom;rôle\r\nÉloïse Müller;x\r\n{TITLE};x\r\n".encode("cp1252"),
        "presences.xlsx": people(IBAN),
        "attendance.pdf": drawing(b"BT /F1 8 Tf (lea.martin@courriel.fr 06 12 34 56 78) Tj ET"),
        "protected.pdf": pdf(outline=TITLE, locked="print"),
        "tracked.docx": document(run),
        "talk.pptx": zipped_files(
            {"ppt/notesSlides/n.xml": f"<a:p><a:t>{NOTE}</a:t></a:p>".encode()}
        ),
        "mail.eml": mail(attached=people()),
        "letter.rtf": rich("Mme de La Tour"),
        "export.zip": zipped_files({"a/b.bin": hidden}),
    }


PAGE = """

- Registre des incidents de l’été (an apostrophe of Word's)
- BENALI Karim, our trainer
- one sentence of a hidden note: La stagiaire a demandé que **rien** ne soit dit.
"""


def test_what_may_not_be_said_stops_by_name(copy: Copy) -> None:
    """Would catch a leak on a page, or in a file, in a form that nobody looks into."""
    for old, new in PEOPLE.items():
        copy.change("organisation.yaml", old, new)
    with copy.organisation.open("a", encoding="utf-8") as file:
        file.write("names_for: auditor\n")
    hidden = (copy.root / "evidence" / "interviews-2026-b03.csv").read_bytes()
    files = _files(hidden)
    for name, data in files.items():
        (copy.root / "evidence" / name).write_bytes(data)
    entries = "".join(PUBLIC.format(number=number, file=name) for number, name in enumerate(files))
    copy.index.write_text(
        copy.index.read_text(encoding="utf-8").rstrip("\n") + ENTRIES + entries, encoding="utf-8"
    )
    copy.succeed("preuve", "check")
    copy.run("preuve", "build", "--for", "auditor")
    page = copy.root / "docs" / "criteria" / "criterion-2" / "indicator-04.md"
    page.write_text(page.read_text(encoding="utf-8") + PAGE, encoding="utf-8")
    done = copy.run("mkdocs", "build", "--strict", env={"PREUVE_FOR": "public"})
    assert done.returncode != 0
    assert not [*(copy.root / "site").rglob("*.html")]
    told = "\n".join(line for line in done.stderr.splitlines() if "warning" not in line)
    assert {name for name in files if f"evidence/{name}" not in told} == set(), done.stderr
    for what in ("title of EV-950", "people of teaching", "note of EV-950"):
        assert re.search(rf"indicator-04/index.html says .*the {what}", told), what
    for name, what in (
        ("presences.xlsx", "bank account"),
        ("presences.xlsx", "e-mail"),
        ("attendance.pdf", "telephone"),
        ("protected.pdf", "title of EV-950"),
        ("talk.pptx", "note of EV-950"),
        ("export.zip", "or holds, the file of"),
    ):
        assert re.search(rf"evidence/{name}.*{what}", told), (name, what)


def test_everyday_words_stop_nothing(copy: Copy) -> None:
    """Would catch a site that “information claire” or the name of a program stops."""
    copy.change("organisation.yaml", "quality: Quality lead", "quality: Claire")
    copy.change("organisation.yaml", "teaching: Head of teaching", "teaching: Pierre")
    with copy.organisation.open("a", encoding="utf-8") as file:
        file.write("names_for: auditor\n")
    entry = ENTRIES.replace(TITLE, "Plan de formation").replace("Armoire forte n° 3", "SharePoint")
    entry = entry.replace(NOTE, "À jour.")
    copy.index.write_text(
        copy.index.read_text(encoding="utf-8").rstrip("\n") + entry, encoding="utf-8"
    )
    page = copy.root / "docs" / "index.md"
    text = page.read_text(encoding="utf-8")
    innocent = (
        "\n\nNous donnons une information claire, rangée sur SharePoint. Claire et complète. "
        "Pierre angulaire : le plan de formation, à jour.\n"
    )
    page.write_text(text + innocent, encoding="utf-8")
    done = copy.run("preuve", "build", "--for", "public")
    assert done.returncode == 0, done.stderr
    assert (
        "warning: index.html says what is not for this audience: the place of EV-950" in done.stderr
    )
    page.write_text(f"{text}\n\nPour cela, demandez à Claire.\n", encoding="utf-8")
    done = copy.run("preuve", "build", "--for", "public")
    assert done.returncode == 1
    assert "the people of quality, “Claire”" in done.stderr


@pytest.mark.parametrize("told", ["site_url", "GITHUB_REPOSITORY"])
def test_a_site_in_a_folder_of_its_host_finds_its_style(copy: Copy, told: str) -> None:
    """Would catch a page not found without style, and an empty site map."""
    text = re.sub("(?m)^site_url:.*\n", "", copy.organisation.read_text(encoding="utf-8"))
    if told == "site_url":
        text += "site_url: https://owner.github.io/repo/\n"
    copy.organisation.write_text(text, encoding="utf-8")
    done = copy.run("preuve", "build", "--for", "public", env={"GITHUB_REPOSITORY": "Owner/repo"})
    assert done.returncode == 0, done.stderr
    lost = (copy.root / "site" / "404.html").read_text(encoding="utf-8")
    assert re.findall(r'href="(/[^"]*\.css)"', lost)
    assert all(href.startswith("/repo/") for href in re.findall(r'href="(/[^"]*)"', lost))
    site_map = (copy.root / "site" / "sitemap.xml").read_text(encoding="utf-8")
    assert "<loc>https://owner.github.io/repo/</loc>" in site_map
    assert 'rel="canonical"' in (copy.root / "site" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_time_passes_without_a_push(language: str) -> None:
    """Would catch a site that goes on saying “current”, or that only one branch's name publishes."""
    folder = Path(preuve.__file__).parent / "starter"
    manual = (folder / f"manual.{language}.yml").read_text(encoding="utf-8")
    forecast = yaml.safe_load((folder / f"forecast.{language}.yml").read_text(encoding="utf-8"))
    on = yaml.safe_load(manual)[True]
    assert {"workflow_dispatch", "workflow_call"} <= set(on)
    crons = [schedule["cron"].split() for schedule in forecast[True]["schedule"]]
    assert any(cron[2:] == ["*", "*", "*"] for cron in crons)
    assert any("manual.yml" in str(job.get("uses", "")) for job in forecast["jobs"].values())
    action = forge_files(language)[".github/actions/preuve/action.yml"].decode()  # type: ignore[arg-type] # one of the two
    assert "github.event.repository.default_branch" in action
    assert "vars.PREUVE_PUBLISH != 'off'" in manual


def test_a_photograph_is_vouched_for_by_the_digest_that_the_team_sees(copy: Copy) -> None:
    """Would catch a digest that nobody can work out, because the published picture is another."""
    picture = Image.new("RGB", (400, 300), (9, 90, 9))
    exif = picture.getexif()
    exif[0x010E] = "Taken at the lake"
    file = copy.root / "docs" / "photo.jpg"
    picture.save(file, exif=exif)
    page = copy.root / "docs" / "index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n\n![Us](photo.jpg)\n", encoding="utf-8")
    done = copy.run("preuve", "build", "--for", "public")
    digest = sha256(file.read_bytes()).hexdigest()
    assert done.returncode == 1
    assert f"sha256: {digest}" in done.stderr
    with copy.organisation.open("a", encoding="utf-8") as organisation:
        organisation.write(
            f"allow:\n  - {{file: docs/photo.jpg, sha256: {digest}, by: quality, on: 2026-09-01, reason: Our front door}}\n"
        )
    done = copy.run("preuve", "build", "--for", "public")
    assert done.returncode == 0, done.stderr
    assert b"lake" not in (copy.root / "site" / "photo.jpg").read_bytes()
    assert "docs/photo.jpg” is let through (quality)" in copy.run("preuve", "check").stdout
