"""Writes Preuve manuals of any size, from this repository's own:
its configuration, its macros, its style sheet.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml
from corpus import INDICATORS, TEXT, Size, SnapshotEntry, proofs
from measure import Run, run

from preuve.page.frame import STYLE, THEME

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv" / "bin" / "python"
PREUVE = ROOT / ".venv" / "bin" / "preuve"

_LAST_OF_CRITERION = (3, 8, 16, 20, 22, 29, 32)
_ON_A_SHELF = 5
_WITH_DIGEST = 10
_IN_A_FOLDER = 20
_WITH_PROOFS = 40
"""Of the further pages, one in so many lists the proofs of its indicator; all show its card."""

# Everything applies, nothing expires: a manual without any finding.
_ORGANISATION = """\
name: Atelier du Banc d'essai
language: en
categories: [training, skills_assessment, vae, apprenticeship]
conditions:
  certifying: true
  work_linked: true
  workplace_training: true
  subcontracting: true
  acts_as_subcontractor: false
  distance: false
  minors: false
  learners_with_disability: false
  cpf: false
  long_courses: true
  contributors_per_course: 1
new_entrant: []
sites: 1
turnover: 210000
as_of: 2026-09-30
certificate:
  body: Certif'Loire (invented)
  number: CL-2025-0417
  obtained: 2025-04-10
  expires: 2028-04-09
  categories: [training, skills_assessment, vae, apprenticeship]
  display: {place: Reception, since: 2025-04-14}
audits:
  - {type: initial, date: 2025-03-18}
  - {type: surveillance, date: 2026-10-06}
people:
  quality: Quality lead
  teaching: Head of teaching
"""


def write_manual(folder: Path, size: Size, *, gap: bool) -> None:
    """Write a manual of this size, whole, with its history;
    with a gap, the last indicator has no proof.
    """
    folder.mkdir(parents=True)
    (folder / "organisation.yaml").write_text(_ORGANISATION, encoding="utf-8")
    (folder / "evidence").mkdir()
    entries = [_entry(folder, proof) for proof in proofs(size, INDICATORS, gap=gap)]
    (folder / "evidence_index.yaml").write_text("evidence:\n" + "".join(entries), encoding="utf-8")
    _configuration(folder)
    _pages(folder, size)
    _commit(folder)


def _entry(folder: Path, proof: SnapshotEntry) -> str:
    name = f"EV-{proof.number:05}"
    where = f"place: Binder {proof.requirement}, shelf {proof.number % 7}, head office"
    if proof.number % _ON_A_SHELF:
        file = f"evidence/{proof.requirement:02}/{name.lower()}.txt"
        text = f"{proof.title}\n\n{TEXT}\n"
        (folder / file).parent.mkdir(exist_ok=True)
        (folder / file).write_text(text, encoding="utf-8")
        where = f"file: {file}"
        if proof.number % _WITH_DIGEST == 1:
            where += f"\n    sha256: {sha256(text.encode()).hexdigest()}"
    return f"""\
  - id: {name}
    title: {proof.title}
    indicators: [{proof.requirement}]
    stage: {("formalised", "implemented")[proof.number % 2]}
    kind: {("record", "document", "procedure")[proof.number % 3]}
    {where}
    owner: {("quality", "teaching")[proof.number % 2]}
    dated: 2026-{proof.number % 8 + 1:02}-{proof.number % 28 + 1:02}
    review_every: 12 months
    status: approved
    access: {("public", "auditor", "on_request")[proof.number % 3]}
"""


def _configuration(folder: Path) -> None:
    """Take this repository's configuration less its navigation, which would name its own pages."""
    configuration = _load(ROOT / "mkdocs.yml")
    configuration.pop("nav", None)
    _dump(configuration, folder / "mkdocs.yml")
    shutil.copytree(
        ROOT / "macros", folder / "macros", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copytree(
        ROOT / "docs" / "assets",
        folder / "docs" / "assets",
        ignore=shutil.ignore_patterns("screenshots"),
    )


def _pages(folder: Path, size: Size) -> None:
    docs = folder / "docs"
    (docs / "index.md").write_text(
        f"# Quality manual\n\n{TEXT}\n\n{{{{ dashboard() }}}}\n", encoding="utf-8"
    )
    (docs / "register.md").write_text(
        "---\nsearch:\n  exclude: true\n---\n# Evidence register\n\n{{ evidence_register() }}\n",
        encoding="utf-8",
    )
    for macro in ("forecast", "since_audit", "quotes"):
        (docs / f"{macro}.md").write_text(f"# {macro}\n\n{{{{ {macro}() }}}}\n", encoding="utf-8")
    (docs / "applicability.md").write_text(
        "# Applicability\n\n{{ applicability_statement() }}\n", encoding="utf-8"
    )
    (docs / "audits.md").write_text(
        "# Audits\n\n{{ audits() }}\n\n{{ manual_facts() }}\n", encoding="utf-8"
    )
    (docs / "calendar.md").write_text(
        "# Calendar\n\n{{ calendar() }}\n\n{{ manual_facts() }}\n", encoding="utf-8"
    )
    written = 8
    for number in range(1, INDICATORS + 1):
        home = _home(docs, number)
        if not home.is_dir():
            home.mkdir(parents=True)
            overview = (
                f"# Criterion {_criterion(number)}\n\n{TEXT}\n\n{{{{ "
                f"criterion_overview({_criterion(number)}) }}}}\n"
            )
            (home / "index.md").write_text(overview, encoding="utf-8")
            written += 1
        (home / f"indicator-{number:02}.md").write_text(
            f"---\nindicator: {number}\n---\n# {number}. How we work\n\n{{{{ indicator_card() "
            f"}}}}\n\n## In our words\n\n"
            f"{_prose(number)}\n## Evidence\n\n{{{{ evidence() }}}}\n\n"
            "{{ upkeep() }}\n\n{{ history() }}\n",
            encoding="utf-8",
        )
        written += 1
    for further in range(max(0, size.requirements - written)):
        _further_page(docs, further)


def _further_page(docs: Path, further: int) -> None:
    """Write one more page, in a folder below its criterion:
    no folder grows with the square of the pages.
    """
    number = further % INDICATORS + 1
    rank = further // INDICATORS
    page = (
        _home(docs, number)
        / f"procedures-{number:02}"
        / f"{rank // _IN_A_FOLDER:02}"
        / f"procedure-{rank:03}.md"
    )
    page.parent.mkdir(parents=True, exist_ok=True)
    listed = (
        f"\n## Evidence\n\n{{{{ evidence({number}) }}}}\n" if further % _WITH_PROOFS == 0 else ""
    )
    page.write_text(
        f"---\ntitle: Procedure {number}.{rank}\nowner: quality\n---\n# Procedure "
        f"{number}.{rank}\n\n"
        f"{{{{ indicator_card({number}) }}}}\n\n{_prose(further)}{listed}",
        encoding="utf-8",
    )


def _prose(seed: int) -> str:
    """Return a page's own words: paragraphs, a list, a table."""
    return (
        f"{TEXT}\n\n"
        + "".join(f"{step}. **Step {step} of {seed}.** {TEXT}\n" for step in range(1, 4))
        + "\n| When | Who | What is kept |\n|---|---|---|\n"
        + "".join(
            f"| week {week} | head of teaching | form {seed}-{week} |\n" for week in range(1, 6)
        )
        + f"\n{TEXT}\n"
    )


def _criterion(number: int) -> int:
    return next(criterion for criterion, last in enumerate(_LAST_OF_CRITERION, 1) if number <= last)


def _home(docs: Path, number: int) -> Path:
    return docs / "criteria" / f"criterion-{_criterion(number)}"


def _commit(folder: Path) -> None:
    """Give the manual a history of one commit:
    the macro `history` then has something to read, as in real life.
    """
    (folder / ".gitignore").write_text(
        "/.cache/\n/site/\n/mkdocs.dump.yml\n/mkdocs.without-proofs.yml\n/without_proofs.py\n",
        encoding="utf-8",
    )
    me = ("-c", "user.name=bench", "-c", "user.email=bench@localhost", "-c", "commit.gpgsign=false")
    for words in (("init", "-q"), ("add", "-A"), (*me, "commit", "-q", "-m", "The manual")):
        subprocess.run(["git", *words], cwd=folder, check=True)  # noqa: S603, S607 - fixed words, the user's git


def check(manual: Path) -> Run:
    """Check a manual as people do."""
    return run([PREUVE, "check", manual], manual)


def gaps(manual: Path) -> list[str]:
    """Return the indicators that a check finds bare; anything else it finds is told as it is."""
    found = json.loads(run([PREUVE, "check", manual, "--format", "json"], manual).output)[
        "findings"
    ]
    return [
        str(one["indicator"])
        if one["rule"] == "missing-evidence"
        else f"{one['rule']}: {one['message']}"
        for one in found
    ]


def build_command(site: Path, configuration: str = "mkdocs.yml") -> list[str | Path]:
    """Return the command that builds a site."""
    return [
        PYTHON,
        "-m",
        "mkdocs",
        "build",
        "--quiet",
        "--config-file",
        configuration,
        "--site-dir",
        site,
    ]


def write_without_proofs(manual: Path) -> str:
    """Write a second configuration of a manual, with which no page is made for each proof;
    return its name.
    """
    name, hook = "mkdocs.without-proofs.yml", "without_proofs.py"
    (manual / name).write_text(f"INHERIT: mkdocs.yml\nhooks: [{hook}]\n", encoding="utf-8")
    (manual / hook).write_text(
        "from preuve.mkdocs import macros\n\nmacros.publish_proofs = lambda *_: None\n",
        encoding="utf-8",
    )
    return name


# Writes each page as the macros left it, front matter included, less the mark by which Preuve's own
# Markdown extension knows its HTML: the plain copy is read by Markdown alone. Writes too what they
# give the theme for every page.
_DUMP = """
from pathlib import Path
import yaml
from preuve.page.raw_blocks import MARK
from mkdocs.plugins import event_priority

@event_priority(-100)
def on_page_markdown(markdown, *, page, config, files):
    target = Path({target!r}) / page.file.src_uri
    target.parent.mkdir(parents=True, exist_ok=True)
    head = '---\\n' + yaml.safe_dump(dict(page.meta)) + '---\\n' if page.meta else ''
    target.write_text(head + markdown.replace(MARK, ''), encoding='utf-8')

def on_post_build(config):
    frame = {{'copyright': config.copyright, 'extra': {{**config.extra, 'preuve': dict(config.extra['preuve'])}}}}
    Path({frame!r}).write_text(yaml.safe_dump(frame), encoding='utf-8')
"""


def write_plain(manual: Path, plain: Path) -> None:
    """Write a manual's pages as plain Markdown, already rendered,
    with its configuration less macros and plugin.
    """
    shutil.copytree(manual / "docs", plain / "docs")
    shutil.copytree(THEME, plain / "overrides")
    configuration = _load(manual / "mkdocs.yml")
    dump, frame, dumping, site = (
        plain / "dump.py",
        plain / "frame.yml",
        "mkdocs.dump.yml",
        plain / "site",
    )
    dump.write_text(_DUMP.format(target=str(plain / "docs"), frame=str(frame)), encoding="utf-8")
    _dump(
        {**configuration, "hooks": [*configuration.get("hooks", []), str(dump)]}, manual / dumping
    )
    built = run(build_command(site, dumping), manual)
    (manual / dumping).unlink()
    dump.unlink()
    if built.status:
        message = f"{manual} was not built:\n{built.output}"
        raise SystemExit(message)
    # What is public is copied into the site by Preuve; in the plain copy it lies under docs/.
    if (site / "evidence").is_dir():
        shutil.copytree(site / "evidence", plain / "docs" / "evidence")
    shutil.copyfile(site / "calendar.ics", plain / "docs" / "calendar.ics")
    shutil.rmtree(site)
    configuration.pop("watch")
    for plugin in ("macros", "preuve"):
        configuration["plugins"].pop(plugin)
    # Our changes of the theme, which the plugin brings, are those of a site without it.
    configuration["theme"]["custom_dir"] = "overrides"
    configuration["theme"]["features"].append("navigation.path")
    configuration["extra_css"] = list(STYLE)
    extensions = configuration["markdown_extensions"]
    configuration["markdown_extensions"] = [
        one for one in extensions if not _name(one).startswith("preuve")
    ]
    # Pages that Preuve makes, of audits and of sessions, stand in no menu: nor do their copies.
    made = {file.relative_to(plain / "docs").as_posix() for file in (plain / "docs").rglob("*.md")}
    made -= {
        file.relative_to(manual / "docs").as_posix() for file in (manual / "docs").rglob("*.md")
    }
    hidden = "\n".join(
        [*configuration.get("not_in_nav", "").splitlines(), *(f"/{page}" for page in sorted(made))]
    )
    _dump({**configuration, "not_in_nav": hidden, **_load(frame)}, plain / "mkdocs.yml")
    frame.unlink()


def _name(entry: str | dict[str, Any]) -> str:
    """Return the name of a plugin or extension, which may have options."""
    return entry if isinstance(entry, str) else next(iter(entry))


def _load(file: Path) -> dict[str, Any]:
    loaded = yaml.safe_load(file.read_text(encoding="utf-8"))
    return dict(loaded)


def _dump(configuration: dict[str, Any], file: Path) -> None:
    file.write_text(
        yaml.safe_dump(configuration, sort_keys=False, allow_unicode=True), encoding="utf-8"
    )
