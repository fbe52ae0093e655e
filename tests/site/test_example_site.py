"""The example's site as it is published:
every page, every link, nothing foreign, nothing confidential.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit

import pytest
from manuals import EXAMPLE, verdict

from preuve.model.manual import Manual
from preuve.model.organisation import Audience
from preuve.model.standard import EditionName, load_edition
from preuve.publication.ownership import MARKER
from preuve.publication.proof_files import publish

if TYPE_CHECKING:
    from pathlib import Path


class Links(HTMLParser):
    """What a page links to, loads, and can be linked at."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: list[str] = []
        self.text: list[str] = []
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect addresses and ids."""
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        elif (
            tag == "link"
            and values.get("rel") not in {"canonical", "prev", "next"}
            and values.get("href") != "data:,"
        ):
            self.loads.append(
                values.get("href", "")
            )  # `data:,` is no icon at all: a browser asks for none
        elif "src" in values:
            self.loads.append(values["src"])

    def handle_data(self, data: str) -> None:
        """Collect text."""
        self.text.append(data)


def pages(site: Path) -> dict[Path, Links]:
    """Return every page of a site."""
    return {page: Links(page) for page in sorted(site.rglob("*.html"))}


def test_a_page_for_each_indicator(site: Path) -> None:
    """Would catch an indicator without its page, its law or its state."""
    for indicator in load_edition(EditionName.RNQ_2019).indicators:
        page = (
            site
            / f"criteria/criterion-{indicator.criterion}/indicator-{indicator.number:02}/index.html"
        )
        text = " ".join("".join(Links(page).text).split())
        assert indicator.statement["fr"] in text
        assert indicator.statement["en"] in text
        assert "décret n° 2019-565" in text
        assert "Applies" in text or "Does not apply" in text


class Target(NamedTuple):
    """A file of the site and a place in it."""

    file: Path
    anchor: str


def resolve(site: Path, page: Path, link: str) -> Target:
    """Return what a link of a page leads to."""
    parts = urlsplit(link)
    path = unquote(parts.path)
    base = site if path.startswith("/") else page.parent
    file = (base / path.lstrip("/") if path else page).resolve()
    return Target(file / "index.html" if file.is_dir() else file, unquote(parts.fragment))


def test_the_site_stays_small(site: Path) -> None:
    """Would catch pages, data or a picture that make every visit longer: four million bytes without
    the proofs' own pages and files.
    """
    weights: Counter[str] = Counter()
    for file in site.rglob("*"):
        if file.is_file() and file.relative_to(site).parts[0] not in {"proofs", "evidence"}:
            weights[file.suffix] += file.stat().st_size
    assert weights[".html"] > 1_000_000
    assert weights.total() <= 4_000_000, weights


@pytest.mark.parametrize("which", ["site", "offline_site"])
def test_every_link_leads_somewhere(request: pytest.FixtureRequest, which: str) -> None:
    """Would catch a dead link, to a page, a file or a place in a page: MkDocs does not check those
    of macros.

    From disk, also a link to a folder, which only a server answers with the page in it.
    """
    site: Path = request.getfixturevalue(which)
    all_pages = pages(site)
    checked = 0
    for page, found in all_pages.items():
        for link in found.links:
            if urlsplit(link).scheme or page.name == "404.html":
                continue
            target = resolve(site, page, link)
            assert target.file.is_file(), f"{page.relative_to(site)}: {link}"
            assert which == "site" or not urlsplit(link).path.endswith(("/", ".")), (
                f"{page.relative_to(site)}: {link}"
            )
            if target.anchor and target.file.suffix == ".html":
                assert target.anchor in all_pages[target.file].ids, (
                    f"{page.relative_to(site)}: {link}"
                )
            checked += 1
    assert checked > 1000


def test_no_id_stands_twice_on_a_page(site: Path) -> None:
    """Would catch two proofs that answer to one anchor."""
    for page, found in pages(site).items():
        own = [name for name in found.ids if not name.startswith("__")]
        assert len(own) == len(set(own)), page


def test_nothing_is_loaded_from_another_host(site: Path) -> None:
    """Would catch a font, a script or a picture fetched from elsewhere when a page loads."""
    for page, found in pages(site).items():
        for address in found.loads:
            assert not urlsplit(address).netloc, f"{page.relative_to(site)}: {address}"
    for style in site.rglob("*.css"):
        for address in re.findall(r"url\(([^)]+)\)", style.read_text(encoding="utf-8")):
            assert not urlsplit(address.strip("\"'")).netloc, f"{style}: {address}"


def test_links_to_the_web_are_safe(site: Path) -> None:
    """Would catch a link that is not https,
    or that Preuve did not get from the index or the theme.
    """
    for page, found in pages(site).items():
        for link in found.links:
            scheme = urlsplit(link).scheme
            assert scheme in {"", "https"}, f"{page.relative_to(site)}: {link}"


def test_only_public_files_are_published(tmp_path: Path) -> None:
    """Would catch a file that is not marked public in the public's site,
    or one that is and cannot be opened there.
    """
    index = Manual.load(EXAMPLE).evidence_index
    assert index is not None
    public = {
        entry.file
        for entry in index.evidence
        if entry.file and entry.access == "public" and entry.status == "approved"
    }
    assessment = verdict().assessment
    assert assessment is not None
    publish(assessment, tmp_path, Audience.PUBLIC)
    assert files_of_evidence(tmp_path) == public
    assert len(public) > 20
    for file in public:
        assert (tmp_path / file).read_bytes() == (EXAMPLE / file).read_bytes()


def test_the_team_opens_every_file(site: Path) -> None:
    """Would catch a proof that lies in the repository and cannot be
    opened on the team's own site.
    """
    lying = {file for file in files_of_evidence(EXAMPLE) if (EXAMPLE / file).is_file()}
    assert files_of_evidence(site) == lying


def files_of_evidence(folder: Path) -> set[str]:
    """Return the paths of what lies in a folder's `evidence/`."""
    return {
        file.relative_to(folder).as_posix()
        for file in (folder / "evidence").rglob("*")
        if file.is_file()
    }


CALENDAR = re.compile(r"calendar(-[a-z][a-z0-9_-]*)?\.ics")
"""The calendar, and what of it is a role's."""
EXPLAINED = (".html", ".css", ".js", ".map", ".xml", ".gz", ".json", ".png", ".svg", ".txt")


def test_every_file_of_the_site_is_explained(site: Path) -> None:
    """Would catch anything that slipped into the site:
    it is a page, the theme's, or a public proof.
    """
    for file in site.rglob("*"):
        relative = file.relative_to(site)
        if file.is_file() and relative.parts[0] != "evidence" and relative.name != MARKER:
            assert file.suffix in EXPLAINED or CALENDAR.fullmatch(relative.name), relative
            assert (
                relative.parts[0]
                in {
                    "assets",
                    "audits",
                    "criteria",
                    "search",
                    "sessions",
                }
                or relative.name
                in {
                    "index.html",
                    "404.html",
                    "sitemap.xml",
                    "sitemap.xml.gz",
                }
                or CALENDAR.fullmatch(relative.name)
            ), relative


@pytest.mark.parametrize("which", ["site", "french_site"])
def test_pages_are_light(which: str, request: pytest.FixtureRequest) -> None:
    """Would catch a heavy page: 300 kB is the most that it and all it loads may weigh,
    as a web server sends them.
    """
    site: Path = request.getfixturevalue(which)
    weights: dict[Path, int] = {}

    def weight(file: Path) -> int:
        if file not in weights:
            weights[file] = len(gzip.compress(file.read_bytes(), mtime=0))
        return weights[file]

    for page, found in pages(site).items():
        assert page.stat().st_size < 300_000, page
        loaded = {resolve(site, page, address).file for address in found.loads}
        assert sum(weight(file) for file in {page, *loaded}) < 300_000, page


def test_the_manual_never_says_compliant(site: Path) -> None:
    """Would catch a claim that only a certification body may make."""
    for page, found in pages(site).items():
        assert "compliant" not in "".join(found.text).lower(), page
