"""`preuve pack`: the offline site, the proofs' files and the register,
in one archive that proves itself.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from preuve.assess.assessment import assess
from preuve.commands.one_site import add_site, manual_at
from preuve.console import terminal
from preuve.console.arguments import Parser
from preuve.console.baselines import against_baseline
from preuve.console.judging import asked_day
from preuve.console.outcome import exit_not_assessable, note_held_day
from preuve.core.digest import digest_of
from preuve.core.errors import PreuveError
from preuve.core.system_reasons import reason_of
from preuve.core.words import Translator, say
from preuve.core.writing import scratch
from preuve.gate import gate
from preuve.history.commits import read_history
from preuve.links.shelf_lending import lent
from preuve.model.manual import Manual
from preuve.model.organisation import Audience
from preuve.pdf.browser import BrowserError, find, version
from preuve.pdf.merging import UnboundError
from preuve.pdf.rendering import render_pdf
from preuve.publication.archive import with_checksums, written
from preuve.publication.audience import restrict
from preuve.publication.hosting import refuse_draft
from preuve.publication.leaks import files_below
from preuve.publication.ownership import claim_file, is_pack, write_file
from preuve.publication.pack import Provenance, copies, manifest
from preuve.publication.pack_checks import sign
from preuve.publication.policy import Thing, may
from preuve.publication.site_review import inspect_files
from preuve.report.draft import draft_message, known_message, missing_message
from preuve.site.build import make_site
from preuve.site.order import SiteOrder
from preuve.spreadsheets.tables import tables
from preuve.spreadsheets.workbook import to_xlsx

if TYPE_CHECKING:
    from pathlib import Path

    from preuve.core.words import Message
    from preuve.gate.gate import Verdict


def parser() -> Parser:
    """Return the parser of this verb's arguments."""
    verb = Parser("pack")
    verb.add("output", say("OUT.zip"), say("the archive to write"))
    verb.add_audience(Audience)
    verb.add_as_of("--on")
    verb.add_root(positional=False)
    verb.add(
        "--no-pdf",
        about=say("without manual.pdf and register.pdf: then the bytes depend on no browser"),
        dest="pdf",
        action="store_false",
    )
    verb.add(
        "--sign",
        say("KEY"),
        say("an SSH key: the signature is written beside the pack (ssh-keygen -Y)"),
    )
    verb.add_draft()
    verb.add_baseline()
    add_site(verb)
    verb.add_force()
    return verb


def main(arguments: list[str]) -> int:
    """Make a pack; return the exit status."""
    options = parser().parse_args(arguments)
    refuse_draft(options.draft, options.audience)
    if options.site and not may(options.audience, Thing.AUDIT):
        raise PreuveError(say("a pack of one site is for who audits it: name another audience"))
    root: Path = options.root.resolve()
    manual = Manual.load(root)
    verdict = against_baseline(gate.check(manual, asked_day(manual, options)), options.baseline)
    if not verdict.ok and (not options.draft or verdict.assessment is None):
        exit_not_assessable(verdict)
    # The gate is that of the whole manual; what is packed is of the site.
    here = manual_at(manual, options.site)
    verdict = verdict._replace(manual=here, assessment=assess(here, verdict.on))
    note_held_day(manual, verdict.on)
    words = Translator(manual.language)
    # Before the work, which takes its time.
    claim_file(options.output, is_pack, root, force=options.force)
    data = _packed(root, verdict, options.audience, pdf=options.pdf)
    if data is None:
        return 1
    write_file(options.output, data, is_pack, root, force=options.force)
    if options.sign is not None:
        sign(options.output, options.sign)
    message = say(
        "{file}: {megabytes} MB, digest {digest}",
        file=options.output.name,
        megabytes=round(len(data) / 1e6, 1),
        digest=digest_of(data),
    )
    advice = say("Send the digest another way than the pack; preuve verify --digest compares.")
    terminal.out(f"{words(message)}\n{words(advice)}\n")
    if verdict.ok:
        return 0
    terminal.error(words(draft_message(verdict)))
    return 1


def _packed(root: Path, verdict: Verdict, audience: Audience, *, pdf: bool) -> bytes | None:
    """Return the archive's bytes; None where the site could not be made,
    or says too much, which was told.
    """
    seen, words = restrict(verdict, audience), Translator(verdict.manual.language)
    whole, assessment = verdict.assessment, seen.assessment
    assert whole is not None  # noqa: S101 - the gate is open
    assert assessment is not None  # noqa: S101
    # A draft says on its cover what is missing: the README, the printed manual's first page, the
    # manifest.
    missing = [*filter(None, [missing_message(verdict)])]
    known = [*filter(None, [known_message(verdict)])]
    draft = () if verdict.ok else (draft_message(verdict), *missing)
    members = {
        "README.txt": "".join(
            f"{words(line)}\n" for line in (*draft, *(known and [*known, *missing]), *_README)
        ).encode(),
        "register.xlsx": to_xlsx(tables(assessment, words), assessment.on, words.language),
    }
    making = Provenance(read_history(root), draft=draft, lent=lent(whole, os.environ))
    with scratch("pack") as folder:
        made = make_site(SiteOrder(audience, offline=True, draft=bool(draft)), folder, verdict)
        terminal.notes(made.lines)
        if not made.fit:
            return None
        members |= {f"site/{name}": data for name, data in files_below(folder)}
        if pdf:
            making = _print(verdict, audience, folder, members, making)
        else:
            making = making._replace(
                not_printed=tuple((name, say("It was asked for without.")) for name in _PRINTED)
            )
    members |= {copy.name: copy.file.read_bytes() for copy in copies(whole, audience, making.lent)}
    members["MANIFEST.json"] = manifest(whole, audience, members, words, making)
    # The site was looked through when it was made, and what is printed is made of its pages; the
    # rest is looked at now.
    looked_at = {data for name, data in members.items() if name.startswith("site/")}
    rest = [
        (name, b"" if data in looked_at else data)
        for name, data in members.items()
        if name not in _PRINTED
    ]
    inspection = inspect_files(rest, verdict, audience)
    terminal.notes(inspection.lines)
    return written(with_checksums(members)) if inspection.fit else None


def _print(
    verdict: Verdict, audience: Audience, site: Path, members: dict[str, bytes], making: Provenance
) -> Provenance:
    """Add what a browser prints of a site to the members;
    return by which it was, and what was not printed, and why.
    """
    words, browser = Translator(verdict.manual.language), find()
    lost: list[tuple[str, Message]] = []
    for name, part in _PRINTED.items():
        if browser is None:
            lost.append((name, say("There is no browser to print with: Chromium, Chrome or Edge.")))
            continue
        try:
            members[name] = render_pdf(verdict, audience, browser, site, part)
        except (UnboundError, BrowserError, OSError) as error:
            lost.append((name, say("It could not be printed: {why}", why=reason_of(error))))
    for name, reason in lost:
        message = say("{file} is not in the pack. {reason}", file=name, reason=reason)
        terminal.error(words(message))
    return making._replace(
        printed_by=version(browser) if browser else None, not_printed=tuple(lost)
    )


_PRINTED = {"manual.pdf": "", "register.pdf": "register.html"}
"""What is printed, and the beginning of the addresses of its pages; nothing: all of them."""
_README = (
    say("Open site/index.html in a browser: the manual works from this folder, without a network."),
    say(
        "The proofs lie in evidence/, by criterion and indicator; register.xlsx and "
        "register.pdf list them all."
    ),
    say("manual.pdf is the whole manual on paper."),
    say(
        "MANIFEST.json says whose manual this is, of which day and version, and what was left "
        "out and why."
    ),
    say(
        "Whether every file is as it was written: sha256sum -c SHA256SUMS, or preuve verify "
        "with the archive."
    ),
)
